/* Where things end in a line of the language: shared by the lexer, the contracts and `fmt`, so that all three agree on what
 * is a comment and what a string. */
#include "syntax/lex.h"

#include <string.h>

#include "syntax/syntax.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

uint32_t lexer_line_end(const char *bytes, uint32_t at, uint32_t end)
{
    const char *newline = at < end ? memchr(bytes + at, '\n', end - at) : NULL;
    return newline != NULL ? (uint32_t)(newline - bytes) : end;
}

uint32_t lexer_skip_string(const char *bytes, uint32_t at, uint32_t end, bool *closed)
{
    for (at++; at < end && bytes[at] != '\n'; at++) {
        if (bytes[at] == '"') {
            *closed = true;
            return at + 1;
        }
        if (bytes[at] == '\\' && at + 1 < end && (bytes[at + 1] == '"' || bytes[at + 1] == '\\'))
            at++;
    }
    *closed = false;
    return at > 0 && bytes[at - 1] == '\r' ? at - 1 : at;
}

uint32_t lexer_skip_character(const char *bytes, uint32_t at, uint32_t end)
{
    uint32_t i = at + 1;
    if (i < end && bytes[i] == '\\')
        i++;
    if (i + 1 < end && bytes[i] != '\n' && bytes[i + 1] == '\'')
        return i + 2;
    return at + 1;
}

uint32_t lexer_skip_continuation(const char *bytes, uint32_t at, uint32_t end)
{
    at++;
    at = lexer_skip_blanks(bytes, at, end);
    if (at < end && bytes[at] == '#')
        at = lexer_line_end(bytes, at, end);
    if (at == end)
        return end;
    return bytes[at] == '\n' ? at + 1 : 0;
}

/* [A-Za-z_][A-Za-z0-9_-]*, a `-` before `>` excluded, then `++`. */
uint32_t lexer_skip_name(const char *bytes, uint32_t at, uint32_t end, bool behind_dot)
{
    uint32_t i = at;
    if (i == end || !(is_letter(bytes[i]) || (behind_dot && is_digit(bytes[i]))))
        return at;
    while (i < end && (is_letter(bytes[i]) || is_digit(bytes[i]) || bytes[i] == '-')) {
        if (bytes[i] == '-' && i + 1 < end && bytes[i + 1] == '>')
            break;
        i++;
    }
    if (i + 1 < end && bytes[i] == '+' && bytes[i + 1] == '+')
        i += 2;
    return i;
}

size_t syntax_name_length(const char *text, size_t length)
{
    return length < UINT32_MAX ? lexer_skip_name(text, 0, (uint32_t)length, false) : 0;
}

bool syntax_is_reserved(const char *name, size_t length)
{
    static const char *const words[] = {"R", "W", "X", "own", "shared", "code", "api", "intent", "granted", "none"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0)
            return true;
    return false;
}

int lexer_quote_length(uint32_t from, uint32_t to)
{
    return to - from > 60 ? 60 : (int)(to - from);
}

struct span lexer_span(const struct lexer *lx, uint32_t from, uint32_t to)
{
    return (struct span){lx->source, from, to};
}

bool lexer_is(const struct lexer *lx, const char *word)
{
    const struct token *t = &lx->token;
    size_t length = strlen(word);
    return t->kind == TOKEN_NAME && t->to - t->from == length && memcmp(lx->bytes + t->from, word, length) == 0;
}

uint32_t lexer_skip_blanks(const char *bytes, uint32_t at, uint32_t end)
{
    while (at < end && lexer_is_blank(bytes[at]))
        at++;
    return at;
}

static uint32_t skip_blanks(const struct lexer *lx, uint32_t at)
{
    return lexer_skip_blanks(lx->bytes, at, lx->length);
}

bool lexer_at_block(const struct lexer *lx, uint32_t at, bool first)
{
    static const char *const words[] = {"component", "variant",       "function", "language",
                                        "mechanism", "vulnerability", "system",   "target",
                                        "include"};
    enum { WORDS = sizeof words / sizeof *words };
    if (at == lx->length || strchr("cvflmsti", lx->bytes[at]) == NULL)
        return false;
    uint32_t end = lexer_skip_name(lx->bytes, at, lx->length, false);
    int word = 0;
    while (word < WORDS && !(strlen(words[word]) == end - at && memcmp(words[word], lx->bytes + at, end - at) == 0))
        word++;
    if (word == WORDS)
        return false;
    uint32_t next = skip_blanks(lx, end);
    if (word == WORDS - 1)
        return first && next < lx->length && lx->bytes[next] == '"';
    uint32_t name_end = lexer_skip_name(lx->bytes, next, lx->length, false);
    uint32_t behind = skip_blanks(lx, name_end);
    return name_end > next && behind < lx->length && (lx->bytes[behind] == '{' || lx->bytes[behind] == ':');
}

/* An operator at `at`, which may be one that somebody writes by mistake. Its length; 0 for none. */
static uint32_t operator_at(const struct lexer *lx, uint32_t at, enum clause_op *op, bool *right)
{
    static const struct {
        const char *text;
        enum clause_op op;
        bool right;
    } operators[] = {{"::=", CLAUSE_SET, true},  {"+=", CLAUSE_ADD, true},  {"-=", CLAUSE_TAKE, true},
                     {":==", CLAUSE_SET, false}, {":=", CLAUSE_SET, false}, {"::", CLAUSE_SET, false},
                     {"==", CLAUSE_SET, false},  {"=:", CLAUSE_SET, false}, {"=", CLAUSE_SET, false},
                     {":", CLAUSE_SET, false}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        uint32_t length = (uint32_t)strlen(operators[i].text);
        if (lx->length - at >= length && memcmp(lx->bytes + at, operators[i].text, length) == 0) {
            *op = operators[i].op;
            *right = operators[i].right;
            return length;
        }
    }
    *right = false;
    return 0;
}

/* Blanks and continued ends of lines, between a heading and its operator. */
static uint32_t skip_to_operator(const struct lexer *lx, uint32_t at)
{
    for (;;) {
        at = skip_blanks(lx, at);
        uint32_t next = at < lx->length && lx->bytes[at] == '\\' ? lexer_skip_continuation(lx->bytes, at, lx->length) : 0;
        if (next == 0)
            return at;
        at = next;
    }
}

static void set_heading(struct lexer *lx, uint32_t from, uint32_t to, uint32_t op_from, uint32_t op_length,
                        enum clause_op op)
{
    struct token *t = &lx->token;
    t->kind = TOKEN_HEADING;
    t->from = from;
    t->to = to;
    t->op_from = op_from;
    t->op_to = op_from + op_length;
    t->op = op;
    lx->pos = op_length > 0 ? op_from + op_length : to;
    lx->first = false;
}

bool lexer_heading(struct lexer *lx, uint32_t at, bool strict)
{
    const char *b = lx->bytes;
    uint32_t end = skip_blanks(lx, at + 1);
    if (end == lx->length || !is_letter(b[end]))
        return false;
    while (end < lx->length && (is_letter(b[end]) || is_digit(b[end]) || b[end] == '-' || b[end] == '/' || b[end] == '.' ||
                                b[end] == '&' || b[end] == ' ' || b[end] == '\t'))
        end++;
    bool closed = end < lx->length && b[end] == ']';
    uint32_t behind = closed ? end + 1 : end, op_from = skip_to_operator(lx, behind);
    enum clause_op op = CLAUSE_SET;
    bool right;
    uint32_t op_length = operator_at(lx, op_from, &op, &right);
    if (strict ? !(closed && right) : !(closed || right))
        return false;
    lx->token.words_from = at + 1;
    lx->token.words_to = end;
    while (lx->token.words_to > at + 1 && lexer_is_blank(b[lx->token.words_to - 1]))
        lx->token.words_to--;
    if (!closed) {
        struct report *r = LEXER_REPORT(lx, CODE_UNCLOSED_BRACKET, at, lx->token.words_to, "the heading lacks its `]`");
        report_hint(r, "write `%.*s]`", lexer_quote_length(at, lx->token.words_to), b + at);
    } else if (op_length == 0) {
        struct report *r = LEXER_REPORT(lx, CODE_EXPECTED_OPERATOR, at, behind, "no `::=` follows the heading");
        report_hint(r, "write `%.*s ::=`", lexer_quote_length(at, behind), b + at);
    } else if (!right) {
        struct report *r = LEXER_REPORT(lx, CODE_EXPECTED_OPERATOR, op_from, op_from + op_length,
                                        "`%.*s` is no operator of a clause", (int)op_length, b + op_from);
        report_hint(r, "write `::=` to set, `+=` to add, `-=` to take back");
    }
    set_heading(lx, at, behind, op_from, op_length, op);
    return true;
}

bool lexer_bare_heading(struct lexer *lx)
{
    const char *b = lx->bytes;
    uint32_t from = lx->token.from, end = from;
    while (end < lx->length && (is_letter(b[end]) || b[end] == ' ' || b[end] == '\t'))
        end++;
    if (end < lx->length && b[end] == ']')
        end++;
    uint32_t op_from = skip_blanks(lx, end);
    enum clause_op op = CLAUSE_SET;
    bool right;
    uint32_t op_length = operator_at(lx, op_from, &op, &right);
    if (!right)
        return false;
    uint32_t words_to = end;
    while (words_to > from && (lexer_is_blank(b[words_to - 1]) || b[words_to - 1] == ']'))
        words_to--;
    lx->token.words_from = from;
    lx->token.words_to = words_to;
    struct report *r = LEXER_REPORT(lx, CODE_EXPECTED_CLAUSE, from, words_to, "a heading stands in brackets");
    report_hint(r, "write `[%.*s]`", lexer_quote_length(from, words_to), b + from);
    set_heading(lx, from, words_to, op_from, op_length, op);
    return true;
}
