/* Contracts: `symbol(arguments): condition`. The condition is another language, which is kept as text; what is found here is
 * where it ends, and whether what is before the `:` has its shape. */
#include "syntax/parse.h"

#include <string.h>

/* A heading begins at the `[` at `at`: with a blank before it, or when it is one that exists. `a[i] == 0` is none. */
static bool heading_begins(const struct parser *p, uint32_t at)
{
    struct lexer probe = p->lx;
    probe.quiet = 1;
    if (!lexer_heading(&probe, at, true))
        return false;
    const struct token *t = &probe.token;
    return at == 0 || lexer_is_blank(probe.bytes[at - 1]) || probe.bytes[at - 1] == '\n' ||
           heading_find(probe.bytes + t->words_from, t->words_to - t->words_from) != HEADING_UNKNOWN;
}

static uint32_t skip_string(struct parser *p, uint32_t at)
{
    bool closed;
    uint32_t end = lexer_skip_string(p->lx.bytes, at, p->lx.length, &closed);
    if (!closed)
        PARSER_REPORT(p, CODE_UNTERMINATED_STRING, at, end, "the string is not closed on its line");
    return end;
}

/* What is open while the end of the text is looked for. */
struct openings {
    uint32_t parentheses, braces, first; /* first: where the outermost open parenthesis is */
    bool reported;
};

static void report_unclosed(struct parser *p, const struct openings *o)
{
    if (o->parentheses > 0 && !o->reported)
        PARSER_REPORT(p, CODE_UNCLOSED_PARENTHESIS, o->first, o->first + 1, "this parenthesis is not closed");
}

static void count_character(struct parser *p, uint32_t at, struct openings *o)
{
    char c = p->lx.bytes[at];
    if (c == '(') {
        if (o->parentheses++ == 0)
            o->first = at;
    } else if (c == ')' && o->parentheses > 0) {
        o->parentheses--;
    } else if (c == ')') {
        if (!o->reported)
            PARSER_REPORT(p, CODE_UNMATCHED_PARENTHESIS, at, at + 1, "no `(` is open here");
        o->reported = true;
    } else if (c == '{') {
        o->braces++;
    }
}

/* Moves the lexer's pos to the end of the text. */
static void find_end(struct parser *p)
{
    struct lexer *lx = &p->lx;
    const char *b = lx->bytes;
    struct openings o = {0};
    while (lx->pos < lx->length) {
        char c = b[lx->pos];
        uint32_t next;
        if (c == '"') {
            lx->pos = skip_string(p, lx->pos);
        } else if (c == '\'') {
            lx->pos = lexer_skip_character(b, lx->pos, lx->length);
        } else if (c == '#') {
            lx->pos = lexer_line_end(b, lx->pos, lx->length);
        } else if (c == '\\' && (next = lexer_skip_continuation(b, lx->pos, lx->length)) > 0) {
            lx->pos = lx->line_start = next;
        } else if (c == '\n') {
            if (o.parentheses == 0)
                break;
            lx->line_start = ++lx->pos;
            uint32_t at = lx->pos;
            while (at < lx->length && lexer_is_blank(b[at]))
                at++;
            if (lexer_at_block(lx, at, true))
                break;
        } else if (c == '}' && o.braces == 0) {
            break;
        } else if (c == '[' && heading_begins(p, lx->pos)) {
            break;
        } else {
            o.braces -= c == '}';
            count_character(p, lx->pos++, &o);
        }
    }
    report_unclosed(p, &o);
}

/* Blanks, ends of lines and comments within the text. */
static uint32_t skip_between(const char *b, uint32_t at, uint32_t end)
{
    while (at < end) {
        uint32_t next;
        if (lexer_is_blank(b[at]) || b[at] == '\n')
            at++;
        else if (b[at] == '#')
            at = lexer_line_end(b, at, end);
        else if (b[at] == '\\' && (next = lexer_skip_continuation(b, at, end)) > 0)
            at = next;
        else
            break;
    }
    return at;
}

/* Copies with one blank for whatever stands between two words. Returns the length. */
static size_t squeeze(const char *b, uint32_t from, uint32_t to, char *out)
{
    size_t n = 0;
    for (uint32_t at = skip_between(b, from, to); at < to;) {
        uint32_t next = skip_between(b, at, to);
        bool closed;
        if (next > at) {
            if (next < to)
                out[n++] = ' ';
            at = next;
            continue;
        }
        next = b[at] == '"'    ? lexer_skip_string(b, at, to, &closed)
               : b[at] == '\'' ? lexer_skip_character(b, at, to)
                               : at + 1;
        memcpy(out + n, b + at, next - at);
        n += next - at;
        at = next;
    }
    return n;
}

static name_id intern_text(struct parser *p, uint32_t from, uint32_t to)
{
    char *text = memory_resize(&p->ctx->memory, NULL, 0, to - from);
    name_id id = text != NULL ? names_intern(p->ctx->names, text, squeeze(p->lx.bytes, from, to, text)) : 0;
    memory_release(&p->ctx->memory, text, to - from);
    if (id == 0)
        p->lx.failed = true;
    return id;
}

static void report_shape(struct parser *p, uint32_t at, uint32_t end, const char *what)
{
    uint32_t to = at < end ? at + 1 : at;
    uint32_t name_end = lexer_skip_name(p->lx.bytes, at, end, true);
    struct report *r = PARSER_REPORT(p, CODE_BAD_CONTRACT, at, name_end > to ? name_end : to, "%s", what);
    report_hint(r, "a contract is written `symbol(arguments): condition`, such as `thread_add(t): t != 0`");
}

/* `symbol` or `owner.symbol` at `at`. The end; at when there is none. */
static uint32_t read_symbol(struct parser *p, uint32_t at, uint32_t end, struct clause *clause)
{
    const char *b = p->lx.bytes;
    uint32_t to = lexer_skip_name(b, at, end, false), dot = at;
    while (to > at && to + 1 < end && b[to] == '.') {
        uint32_t next = lexer_skip_name(b, to + 1, end, true);
        if (next == to + 1)
            break;
        dot = to;
        to = next;
    }
    if (to == at)
        return at;
    uint32_t name_from = dot > at ? dot + 1 : at;
    if (dot > at)
        clause->contract_owner = parser_intern(p, at, dot);
    clause->contract_symbol = parser_intern(p, name_from, to);
    clause->contract_symbol_span = lexer_span(&p->lx, at, to);
    return to;
}

static void check_shape(struct parser *p, uint32_t from, uint32_t end, struct clause *clause)
{
    const char *b = p->lx.bytes;
    uint32_t at = read_symbol(p, from, end, clause);
    if (at == from) {
        report_shape(p, at, end, "a contract begins with the name of a symbol");
        return;
    }
    at = skip_between(b, at, end);
    if (at == end || b[at] != '(') {
        report_shape(p, at, end, "the arguments of the symbol were expected");
        return;
    }
    at = skip_between(b, at + 1, end);
    for (bool first = true; at < end && !(first && b[at] == ')'); first = false) {
        uint32_t to = lexer_skip_name(b, at, end, false);
        if (to == at) {
            report_shape(p, at, end, "the name of an argument was expected");
            return;
        }
        at = skip_between(b, to, end);
        if (at == end || b[at] != ',')
            break;
        at = skip_between(b, at + 1, end);
    }
    if (at == end || b[at] != ')') {
        report_shape(p, at, end, "`,` or `)` was expected between the arguments");
        return;
    }
    at = skip_between(b, at + 1, end);
    if (at == end || b[at] != ':') {
        report_shape(p, at, end, "a `:` was expected behind the arguments");
        return;
    }
    if (skip_between(b, at + 1, end) == end)
        report_shape(p, at, end, "no condition follows the `:`");
}

void contract_parse(struct parser *p, struct clause *clause)
{
    struct lexer *lx = &p->lx;
    uint32_t from = lx->pos;
    bool was_broken = lx->broken;
    lx->broken = false;
    find_end(p);
    uint32_t end = lx->pos, to = from;
    for (uint32_t at = skip_between(lx->bytes, from, end); at < end; at = skip_between(lx->bytes, to, end)) {
        bool closed;
        char c = lx->bytes[at];
        to = c == '"'    ? lexer_skip_string(lx->bytes, at, end, &closed)
             : c == '\'' ? lexer_skip_character(lx->bytes, at, end)
                         : at + 1;
    }
    uint32_t start = skip_between(lx->bytes, from, end);
    if (start == end) {
        PARSER_REPORT(p, CODE_EMPTY_CLAUSE, clause->heading_span.from, clause->op_span.to, "[%s] has no value",
                      heading_text(clause->heading));
    } else {
        p->last_to = to;
        clause->contract_text = intern_text(p, start, to);
        if (!lx->broken)
            check_shape(p, start, to, clause);
    }
    lx->broken |= was_broken;
    lx->open = 0;
    lx->first = lx->pos == lx->line_start;
    uint32_t last_to = p->last_to;
    lexer_next(lx);
    p->last_to = last_to;
}
