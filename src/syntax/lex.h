/* The lexer: bytes of one source to tokens, one at a time. It knows where a line ends a clause (not within parentheses, not
 * after a `\`), and that `[words]` before `::=`, `+=` or `-=` is a heading. It reports what is wrong with characters,
 * strings and numbers; what is wrong with their order is the parser's. Everything is linear in the length of the source. */
#ifndef MSPEC_SYNTAX_LEX_H
#define MSPEC_SYNTAX_LEX_H

#include "syntax/number.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NEWLINE, /* one for any number of ends of lines; none within parentheses */
    TOKEN_HEADING, /* `[words]` with its operator */
    TOKEN_NAME,    /* with its dots */
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_STAR,
    TOKEN_OPEN,  /* ( */
    TOKEN_CLOSE, /* ) */
    TOKEN_OPEN_BRACKET,
    TOKEN_CLOSE_BRACKET,
    TOKEN_OPEN_BRACE,
    TOKEN_CLOSE_BRACE,
    TOKEN_COMMA,
    TOKEN_SEMICOLON,
    TOKEN_COLON,
    TOKEN_DOTS,  /* .. */
    TOKEN_ARROW, /* -> */
    TOKEN_COMPARE,
    TOKEN_BAD /* has been reported */
};

struct token {
    enum token_kind kind;
    uint32_t from, to;
    uint32_t column; /* bytes from the start of its line */
    bool first;      /* nothing but blanks before it on its line */
    bool spaced;     /* a blank, or the line's start, before it */
    uint32_t dot;    /* TOKEN_NAME: where its last dot is; `from` when it has none (no name begins with one) */
    struct number number;
    uint32_t digits_to;                            /* TOKEN_NUMBER: the end of its digits */
    name_id text;                                  /* TOKEN_STRING: its contents */
    uint32_t words_from, words_to, op_from, op_to; /* TOKEN_HEADING */
    enum clause_op op;
};

struct lexer {
    mspec_ctx *ctx;
    uint32_t source;
    const char *bytes;
    uint32_t length; /* as far as it reads */
    uint32_t pos; /* behind the current token */
    uint32_t line_start;
    uint32_t open;      /* parentheses open; the parser sets it to 0 at the end of a clause */
    uint32_t quiet;     /* while above 0 nothing is reported: what is read is being skipped */
    bool first;         /* nothing but blanks since the last end of line */
    bool wants_name;    /* the next token is to be a name: digits at its beginning belong to it */
    bool broken;        /* something has been reported */
    bool failed;        /* out of memory */
    struct token token; /* the current one */
};

/* Starts at the first token of a source, or of a part of it that begins a line and ends where a token does. False when its bytes
 * are no text at all (reported): then there are no tokens. */
bool lexer_init(struct lexer *lx, mspec_ctx *ctx, struct span part);
void lexer_next(struct lexer *lx);

struct span lexer_span(const struct lexer *lx, uint32_t from, uint32_t to);
/* The bytes of a token are these. */
bool lexer_is(const struct lexer *lx, const char *word);
/* One of the words that begin a block stands at `at`, and its name and a `{` or `:` follow; or, first on its line, `include`
 * and a string. No value can hold that: it ends the clause. */
bool lexer_at_block(const struct lexer *lx, uint32_t at, bool first);
/* A heading at the `[` at `at`: fills in the token and leaves pos behind it. Strict: only with a right operator; otherwise
 * a wrong one, or none, is reported and taken for `::=`. */
bool lexer_heading(struct lexer *lx, uint32_t at, bool strict);
/* Words without brackets and an operator at the current token, a name: reported, and made a heading. */
bool lexer_bare_heading(struct lexer *lx);

static inline bool lexer_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}
uint32_t lexer_skip_blanks(const char *bytes, uint32_t at, uint32_t end);
/* Behind what is between quotes at bytes[at], a `"`; *closed is false when the line ends before. */
uint32_t lexer_skip_string(const char *bytes, uint32_t at, uint32_t end, bool *closed);
/* Behind a character constant ('x' or '\x') at bytes[at], a `'`; at + 1 when it is none. For contracts. */
uint32_t lexer_skip_character(const char *bytes, uint32_t at, uint32_t end);
/* Behind the `\`, the blanks and the end of line at bytes[at], a `\`; 0 when it does not end its line. A comment may follow
 * it. */
uint32_t lexer_skip_continuation(const char *bytes, uint32_t at, uint32_t end);
/* Behind the name at bytes[at] (dots are not part of it); at when there is none. A name behind a dot may begin with a digit.
 */
uint32_t lexer_skip_name(const char *bytes, uint32_t at, uint32_t end, bool behind_dot);
/* The end of the line (where its `\n` is, or the end). */
uint32_t lexer_line_end(const char *bytes, uint32_t at, uint32_t end);

/* For messages: how much of bytes[from, to) to quote. */
int lexer_quote_length(uint32_t from, uint32_t to);

/* Reports unless what is read is being skipped. An expression: struct report *. */
#define LEXER_REPORT(lx, code, from, to, ...)                                                                               \
    ((lx)->broken = true, (lx)->quiet > 0 ? NULL : report((lx)->ctx, (code), lexer_span((lx), (from), (to)), __VA_ARGS__))

#endif
