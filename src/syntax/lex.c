#include "syntax/lex.h"

#include <string.h>

#include "diag/utf8.h"

enum { LONGEST_NAME = 4096, BYTE_ORDER_MARK = 3 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* ---- the source as a whole ---- */

/* What holds a NUL is no text: it is reported once, and not read. */
static bool check_text(struct lexer *lx)
{
    const char *nul = lx->length > lx->pos ? memchr(lx->bytes + lx->pos, '\0', lx->length - lx->pos) : NULL;
    if (nul == NULL)
        return true;
    uint32_t at = (uint32_t)(nul - lx->bytes);
    bool utf16 = lx->length >= 2 && (memcmp(lx->bytes, "\xff\xfe", 2) == 0 || memcmp(lx->bytes, "\xfe\xff", 2) == 0);
    struct report *r = LEXER_REPORT(lx, CODE_CONTROL_CHARACTER, at, at + 1, "a NUL byte: this is no text");
    report_hint(r, utf16 ? "the file is in UTF-16: save it as UTF-8" : "a specification is text in UTF-8");
    return false;
}

/* Control characters, and those that turn the direction of writing, make a text look different from what it says: they are
 * allowed nowhere, not even in comments. */
static bool is_forbidden(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e ||
           c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* The length of the character at `at`, as long as it is fine; else of those side by side that are not, and what they are. */
static uint32_t check_character(const struct lexer *lx, uint32_t at, bool *forbidden, uint32_t *character)
{
    size_t size = utf8_decode(lx->bytes + at, lx->length - at, character);
    *forbidden = size > 0 && is_forbidden(*character);
    uint32_t length = (uint32_t)size, next;
    if (size == 0)
        for (length = 1; at + length < lx->length && ((unsigned char)lx->bytes[at + length] & 0xc0) == 0x80;)
            length++;
    while (*forbidden && at + length < lx->length) {
        size = utf8_decode(lx->bytes + at + length, lx->length - at - length, &next);
        if (size == 0 || !is_forbidden(next))
            break;
        length += (uint32_t)size;
    }
    return length;
}

/* Every character of the source, also in strings and comments. Bytes that are not UTF-8 are reported once: the rest is of
 * their kind. */
static void check_characters(struct lexer *lx)
{
    bool utf8 = true, forbidden;
    for (uint32_t at = lx->pos, character; at < lx->length;) {
        unsigned char c = (unsigned char)lx->bytes[at];
        if (c >= 0x20 && c < 0x7f) {
            at++;
            continue;
        }
        uint32_t length = check_character(lx, at, &forbidden, &character);
        if (forbidden)
            LEXER_REPORT(lx, CODE_CONTROL_CHARACTER, at, at + length,
                         character < 0xa0 ? "a control character (U+%04X)"
                                          : "a character that turns the direction of writing (U+%04X)",
                         (unsigned)character);
        else if (utf8 && utf8_decode(lx->bytes + at, lx->length - at, &character) == 0) {
            LEXER_REPORT(lx, CODE_BAD_UTF8, at, at + length, "these bytes are not UTF-8");
            utf8 = false;
        }
        at += length;
    }
}

bool lexer_init(struct lexer *lx, mspec_ctx *ctx, struct span part)
{
    *lx = (struct lexer){.ctx = ctx, .source = part.source, .bytes = source_get(ctx, part.source)->bytes, .length = part.to,
                         .pos = part.from, .line_start = part.from, .first = true};
    if (!check_text(lx)) {
        lx->token.kind = TOKEN_END;
        return false;
    }
    check_characters(lx);
    if (lx->pos == 0 && lx->length >= BYTE_ORDER_MARK && memcmp(lx->bytes, "\xef\xbb\xbf", BYTE_ORDER_MARK) == 0)
        lx->pos = lx->line_start = BYTE_ORDER_MARK;
    lexer_next(lx);
    return true;
}

/* ---- what has no meaning ---- */

static void finish(struct lexer *lx, enum token_kind kind, uint32_t to)
{
    lx->token.kind = kind;
    lx->token.to = lx->pos = to;
}

/* Characters that look like others, or come from other languages. */
static const char *what_is_meant(const char *bytes, uint32_t length)
{
    static const struct {
        const char *written, *hint;
    } known[] = {
        {"\xe2\x80\x9c", "strings stand in straight quotes: `\"`"},
        {"\xe2\x80\x9d", "strings stand in straight quotes: `\"`"},
        {"\xe2\x80\x9e", "strings stand in straight quotes: `\"`"},
        {"'", "strings stand in double quotes: `\"`"},
        {"\xe2\x86\x92", "write `->`"},
        {"\xe2\x80\xa6", "write `..`"},
        {"\xe2\x89\xa5", "write `>=`"},
        {"\xe2\x89\xa4", "write `<=`"},
        {"\xe2\x88\x92", "write `-`"},
        {"/", "a comment begins with `#`"},
        {"%", "`%` stands behind a number"},
        {"::=", "`::=` stands behind a heading in brackets"},
        {"+=", "`+=` stands behind a heading in brackets"},
        {"-=", "`-=` stands behind a heading in brackets"},
        {".", "a dot stands between two names, or within a number"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].written) <= length && memcmp(known[i].written, bytes, strlen(known[i].written)) == 0)
            return known[i].hint;
    return NULL;
}

/* Characters side by side that begin no token: one report for all of them. */
static void bad_characters(struct lexer *lx)
{
    const char *b = lx->bytes;
    uint32_t from = lx->pos, to = from + 1;
    unsigned char c = (unsigned char)b[from];
    if (lx->length - from >= 3 && memcmp(b + from, "::=", 3) == 0)
        to = from + 3;
    else if ((c == '+' || c == '-') && to < lx->length && b[to] == '=')
        to++;
    else if (c >= 0x80) /* a whole word in another script is one mistake */
        while (to < lx->length && ((unsigned char)b[to] >= 0x80 || is_name_start(b[to]) || is_digit(b[to])))
            to++;
    else
        while (to < lx->length && b[to] == b[from])
            to++;
    lx->token.from = from;
    finish(lx, TOKEN_BAD, to);
    uint32_t character;
    if (utf8_decode(b + from, to - from, &character) == 0 || is_forbidden(character))
        return; /* reported with the source as a whole */
    struct report *r = LEXER_REPORT(lx, CODE_UNEXPECTED_CHARACTER, from, to, "`%.*s` has no meaning here",
                                    lexer_quote_length(from, to), b + from);
    const char *hint = what_is_meant(b + from, to - from);
    if (hint != NULL)
        report_hint(r, "%s", hint);
    else if (c >= 0x80)
        report_hint(r, "names are made of the letters A to Z, digits, `_` and `-`");
}

/* ---- between tokens ---- */

/* A blank that is none: it came from a web page. Read as a blank, with a warning. */
static bool skip_wide_blank(struct lexer *lx)
{
    if (lx->length - lx->pos < 2 || memcmp(lx->bytes + lx->pos, "\xc2\xa0", 2) != 0)
        return false;
    if (lx->quiet == 0)
        report(lx->ctx, CODE_SUSPICIOUS_CHARACTER, lexer_span(lx, lx->pos, lx->pos + 2),
               "a no-break space, read as a blank");
    lx->pos += 2;
    return true;
}

/* Leaves pos at the next token. *ended: at least one end of line that counts has been passed. *ended_at: the first. */
static void skip_between(struct lexer *lx, bool *ended, uint32_t *ended_at)
{
    const char *b = lx->bytes;
    while (lx->pos < lx->length) {
        char c = b[lx->pos];
        uint32_t next;
        if (c == '\n') {
            if (lx->open == 0 && !*ended) {
                *ended = true;
                *ended_at = lx->pos;
            }
            lx->line_start = ++lx->pos;
            lx->first = true;
        } else if (lexer_is_blank(c)) {
            lx->pos++;
        } else if (c == '#') {
            lx->pos = lexer_line_end(b, lx->pos, lx->length);
        } else if (c == '\\' && (next = lexer_skip_continuation(b, lx->pos, lx->length)) > 0) {
            lx->pos = lx->line_start = next;
            lx->first = true;
        } else if (!skip_wide_blank(lx)) {
            break;
        }
    }
}

/* ---- tokens of more than one character ---- */

static void lex_name(struct lexer *lx)
{
    const char *b = lx->bytes;
    struct token *t = &lx->token;
    uint32_t end = lexer_skip_name(b, t->from, lx->length, false);
    while (end + 1 < lx->length && b[end] == '.') {
        uint32_t next = lexer_skip_name(b, end + 1, lx->length, true);
        if (next == end + 1)
            break;
        t->dot = end;
        end = next;
    }
    if (end < lx->length && b[end] == '%') { /* `NaN%` */
        LEXER_REPORT(lx, CODE_BAD_NUMBER, t->from, end + 1, "`%.*s` is no number", lexer_quote_length(t->from, end + 1),
                     b + t->from);
        finish(lx, TOKEN_BAD, end + 1);
        return;
    }
    if (end - t->from > LONGEST_NAME)
        LEXER_REPORT(lx, CODE_NAME_TOO_LONG, t->from, end, "a name of %u bytes: at most %d are allowed",
                     (unsigned)(end - t->from), (int)LONGEST_NAME);
    finish(lx, TOKEN_NAME, end);
}

/* `16.0.6` is a version, which is a name to us. Behind its end, or `at` when there is none. */
static uint32_t skip_version(const struct lexer *lx, uint32_t at)
{
    const char *b = lx->bytes;
    uint32_t end = at;
    int dots = 0;
    for (;;) {
        while (end < lx->length && is_digit(b[end]))
            end++;
        if (end + 1 >= lx->length || b[end] != '.' || !is_digit(b[end + 1]))
            break;
        dots++;
        end++;
    }
    return dots >= 2 ? lexer_skip_name(b, end - 1, lx->length, true) : at;
}

static enum code number_code(enum number_fault fault)
{
    switch (fault) {
    case NUMBER_TOO_LARGE:
    case NUMBER_TOO_FINE: return CODE_NUMBER_TOO_LARGE;
    case NUMBER_UNIT: return CODE_UNKNOWN_UNIT;
    default: return CODE_BAD_NUMBER;
    }
}

static void lex_number(struct lexer *lx, bool negative)
{
    struct token *t = &lx->token;
    const char *b = lx->bytes;
    uint32_t start = t->from + negative, end = skip_version(lx, start);
    if (lx->wants_name)
        end = lexer_skip_name(b, start, lx->length, true);
    if (end > start && !negative) {
        finish(lx, TOKEN_NAME, end);
        return;
    }
    size_t used, digits;
    enum number_fault fault = number_parse(b + start, lx->length - start, &t->number, &used, &digits);
    finish(lx, TOKEN_NUMBER, start + (uint32_t)used);
    t->digits_to = start + (uint32_t)digits;
    if (negative)
        t->number.value.num = -t->number.value.num;
    if (fault == NUMBER_FINE)
        return;
    t->kind = TOKEN_BAD;
    uint32_t from = fault == NUMBER_UNIT ? t->digits_to : t->from;
    struct report *r;
    if (fault == NUMBER_FORM)
        r = LEXER_REPORT(lx, CODE_BAD_NUMBER, t->from, t->to, "`%.*s` is no number", lexer_quote_length(t->from, t->to),
                         b + t->from);
    else if (fault == NUMBER_UNIT)
        r = LEXER_REPORT(lx, CODE_UNKNOWN_UNIT, from, t->to, "there is no unit `%.*s`", lexer_quote_length(from, t->to),
                         b + from);
    else
        r = LEXER_REPORT(lx, number_code(fault), from, t->to, "%s", number_fault_text(fault));
    const char *meant = fault == NUMBER_UNIT ? number_unit_meant(b + from, t->to - from) : NULL;
    if (meant != NULL)
        report_hint(r, "did you mean `%s`?", meant);
    else if (fault == NUMBER_UNIT)
        report_hint(r, "the units are B, KiB, MiB, GiB, %%, cycles, ns, us, ms, s, /s, k/s, M/s, G/s, Hz, kHz, MHz, GHz");
}

/* The contents without their escapes. */
static name_id intern_contents(struct lexer *lx, uint32_t from, uint32_t to, bool escaped)
{
    struct names *names = lx->ctx->names;
    if (!escaped)
        return names_intern(names, lx->bytes + from, to - from);
    char *plain = memory_resize(&lx->ctx->memory, NULL, 0, to - from);
    if (plain == NULL)
        return 0;
    size_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        if (lx->bytes[i] == '\\' && i + 1 < to && (lx->bytes[i + 1] == '"' || lx->bytes[i + 1] == '\\'))
            i++;
        plain[n++] = lx->bytes[i];
    }
    name_id id = names_intern(names, plain, n);
    memory_release(&lx->ctx->memory, plain, to - from);
    return id;
}

static void lex_string(struct lexer *lx)
{
    struct token *t = &lx->token;
    const char *b = lx->bytes;
    bool closed, escaped = false;
    uint32_t end = lexer_skip_string(b, t->from, lx->length, &closed), last = closed ? end - 1 : end;
    if (!closed) {
        struct report *r = LEXER_REPORT(lx, CODE_UNTERMINATED_STRING, t->from, end, "the string is not closed on its line");
        report_hint(r, "strings end with `\"`; a `\"` within one is written `\\\"`");
    }
    for (uint32_t i = t->from + 1; i < last; i++) {
        unsigned char c = (unsigned char)b[i];
        if (c == '\\' && i + 1 < last && (b[i + 1] == '"' || b[i + 1] == '\\')) {
            escaped = true;
            i++;
        } else if (c == '\\') {
            uint32_t to = i + 1;
            while (to < last && (to == i + 1 || ((unsigned char)b[to] & 0xc0) == 0x80))
                to++;
            struct report *r = LEXER_REPORT(lx, CODE_BAD_ESCAPE, i, to, "`%.*s` is no escape", (int)(to - i), b + i);
            report_hint(r, "write `\\\\` for a backslash, `\\\"` for a quote");
        }
    }
    t->text = intern_contents(lx, t->from + 1, last, escaped);
    if (t->text == 0)
        lx->failed = true;
    finish(lx, TOKEN_STRING, end);
}

/* ---- one token ---- */

static bool lex_simple(struct lexer *lx)
{
    const char *b = lx->bytes + lx->pos;
    uint32_t left = lx->length - lx->pos;
    char second = left > 1 ? b[1] : '\0';
    switch (b[0]) {
    case '(':
        lx->open++;
        finish(lx, TOKEN_OPEN, lx->pos + 1);
        return true;
    case ')':
        lx->open -= lx->open > 0;
        finish(lx, TOKEN_CLOSE, lx->pos + 1);
        return true;
    case ']': finish(lx, TOKEN_CLOSE_BRACKET, lx->pos + 1); return true;
    case '{': finish(lx, TOKEN_OPEN_BRACE, lx->pos + 1); return true;
    case '}': finish(lx, TOKEN_CLOSE_BRACE, lx->pos + 1); return true;
    case ',': finish(lx, TOKEN_COMMA, lx->pos + 1); return true;
    case ';': finish(lx, TOKEN_SEMICOLON, lx->pos + 1); return true;
    case '*': finish(lx, TOKEN_STAR, lx->pos + 1); return true;
    case ':':
        if (left >= 3 && memcmp(b, "::=", 3) == 0)
            return false;
        finish(lx, TOKEN_COLON, lx->pos + 1);
        return true;
    case '=':
    case '<':
    case '>': finish(lx, TOKEN_COMPARE, lx->pos + 1 + (second == '=')); return true;
    case '.':
        if (second != '.')
            return false;
        finish(lx, TOKEN_DOTS, lx->pos + 2);
        return true;
    case '-':
        if (second == '>') {
            finish(lx, TOKEN_ARROW, lx->pos + 2);
            return true;
        }
        if (!is_digit(second))
            return false;
        lex_number(lx, true);
        return true;
    default: return false;
    }
}

void lexer_next(struct lexer *lx)
{
    bool ended = false;
    uint32_t before = lx->pos, ended_at = 0;
    skip_between(lx, &ended, &ended_at);
    struct token *t = &lx->token;
    *t = (struct token){.from = lx->pos,
                        .to = lx->pos,
                        .dot = lx->pos,
                        .column = lx->pos - lx->line_start,
                        .first = lx->first,
                        .spaced = lx->first || lx->pos > before};
    if (ended) {
        t->kind = TOKEN_NEWLINE;
        t->from = t->to = ended_at;
        return;
    }
    if (lx->pos == lx->length || lx->failed) {
        lx->pos = lx->length;
        t->kind = TOKEN_END;
        return;
    }
    char c = lx->bytes[lx->pos];
    if (is_name_start(c))
        lex_name(lx);
    else if (is_digit(c))
        lex_number(lx, false);
    else if (c == '"')
        lex_string(lx);
    else if (c == '[') {
        if (!lexer_heading(lx, lx->pos, !t->spaced))
            finish(lx, TOKEN_OPEN_BRACKET, lx->pos + 1);
    } else if (c == '\\') {
        struct report *r = LEXER_REPORT(lx, CODE_STRAY_CONTINUATION, lx->pos, lx->pos + 1,
                                        "a `\\` that does not end its line");
        report_hint(r, "what follows it belongs to the next line");
        finish(lx, TOKEN_BAD, lx->pos + 1);
    } else if (!lex_simple(lx))
        bad_characters(lx);
    lx->first = false;
}
