/* Single values: names with their ranges and arguments, numbers, strings, tuples. */
#include "syntax/parse.h"

#include <string.h>

bool term_begins(const struct parser *p)
{
    switch (p->lx.token.kind) {
    case TOKEN_NAME:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_STAR:
    case TOKEN_OPEN:
    case TOKEN_ARROW:
    case TOKEN_COMPARE: return true;
    default: return false;
    }
}

/* At a `(`. Reads the list and its `)`. */
static void parse_parentheses(struct parser *p, int depth, struct term *term)
{
    uint32_t from = p->lx.token.from, to = p->lx.token.to, open = p->lx.open; /* this one counted */
    if (depth >= DEEPEST_VALUE) {
        PARSER_REPORT(p, CODE_NESTED_TOO_DEEPLY, from, to, "more than %d parentheses within each other", (int)DEEPEST_VALUE);
        p->clause_broken = p->unclosed = true;
        p->lx.quiet++;
        do
            parser_next(p);
        while (!clause_ends(p) && !(p->lx.token.kind == TOKEN_CLOSE && p->lx.open < open));
        p->lx.quiet--;
        p->lost |= p->lx.token.kind == TOKEN_END;
    } else {
        parser_next(p);
        term->has_args = true;
        items_parse(p, depth + 1, &term->args, &term->arg_count);
        if (p->lx.token.kind == TOKEN_CLOSE && term->arg_count == 0 && p->last_to == to) {
            PARSER_REPORT(p, CODE_EXPECTED_ITEM, from, p->lx.token.to, "nothing stands between the parentheses");
            p->clause_broken = true;
        }
    }
    if (p->lx.token.kind == TOKEN_CLOSE) {
        parser_next(p);
        return;
    }
    if (!p->unclosed) {
        struct report *r = PARSER_REPORT(p, CODE_UNCLOSED_PARENTHESIS, from, to, "this parenthesis is not closed");
        report_related(r, lexer_span(&p->lx, p->last_to, p->last_to), "the clause ends here");
    }
    p->clause_broken = p->unclosed = true;
}

/* A whole number of bytes, as a range has them. */
static bool parse_bound(struct parser *p, uint64_t *bound)
{
    const struct token *t = &p->lx.token;
    bool fits = t->kind == TOKEN_NUMBER && (t->number.unit == UNIT_NONE || t->number.unit == UNIT_BYTES) &&
                t->number.value.den == 1 && t->number.value.num >= 0 && t->number.value.num <= (int128)UINT64_MAX;
    if (!fits) {
        if (t->kind != TOKEN_BAD) {
            struct report *r = PARSER_REPORT(p, CODE_BAD_RANGE, t->from, t->to, "a range has whole numbers of bytes");
            report_hint(r, "write `[0..64]`: from the first byte to the one behind the last");
        }
        return false;
    }
    *bound = (uint64_t)t->number.value.num;
    parser_next(p);
    return true;
}

static bool expect_in_range(struct parser *p, enum token_kind kind, const char *what)
{
    const struct token *t = &p->lx.token;
    if (t->kind == kind) {
        parser_next(p);
        return true;
    }
    if (t->kind != TOKEN_BAD) {
        bool at_end = clause_ends(p);
        enum code code = kind == TOKEN_CLOSE_BRACKET && at_end ? CODE_UNCLOSED_BRACKET : CODE_BAD_RANGE;
        struct report *r = PARSER_REPORT(p, code, at_end ? p->last_to : t->from, at_end ? p->last_to : t->to,
                                         "%s was expected in the range", what);
        report_hint(r, "write `[0..64]`: from the first byte to the one behind the last");
    }
    return false;
}

/* At a `[`. Reads the range and its `]`; a broken one is skipped as far as its `]`, or what cannot be within one. */
static void parse_range(struct parser *p, struct term *term)
{
    uint32_t from = p->lx.token.from;
    parser_next(p);
    if (parse_bound(p, &term->from) && expect_in_range(p, TOKEN_DOTS, "`..`") && parse_bound(p, &term->to) &&
        expect_in_range(p, TOKEN_CLOSE_BRACKET, "`]`")) {
        term->has_range = true;
        term->range_span = lexer_span(&p->lx, from, p->last_to);
        if (term->from >= term->to) {
            struct report *r = PARSER_REPORT(p, CODE_EMPTY_RANGE, from, p->last_to, "the range holds no byte");
            report_hint(r, "the end is excluded: `[0..64]` is 64 bytes");
            p->clause_broken = true;
        }
        return;
    }
    p->clause_broken = true;
    p->lx.quiet++;
    while (!clause_ends(p) && p->lx.token.kind != TOKEN_CLOSE_BRACKET && p->lx.token.kind != TOKEN_COMMA &&
           p->lx.token.kind != TOKEN_SEMICOLON && p->lx.token.kind != TOKEN_CLOSE && p->lx.token.kind != TOKEN_OPEN_BRACE)
        parser_next(p);
    p->lx.quiet--;
    if (p->lx.token.kind == TOKEN_CLOSE_BRACKET)
        parser_next(p);
}

static void read_name(struct parser *p, struct term *term)
{
    const struct token *t = &p->lx.token;
    uint32_t name_from = t->from;
    if (t->dot > t->from) {
        name_from = t->dot + 1;
        term->owner = parser_intern(p, t->from, t->dot);
        term->owner_span = lexer_span(&p->lx, t->from, t->dot);
    }
    term->name = parser_intern(p, name_from, t->to);
    term->name_span = lexer_span(&p->lx, name_from, t->to);
}

/* `5 KB`: the word behind a number without unit is meant to be one. */
static void check_unit(struct parser *p, const struct term *number)
{
    const struct token *t = &p->lx.token;
    if (number->number.unit != UNIT_NONE || t->kind != TOKEN_NAME)
        return;
    const char *meant = number_unit_meant(p->lx.bytes + t->from, t->to - t->from);
    if (meant == NULL)
        return;
    if (strlen(meant) == t->to - t->from && memcmp(meant, p->lx.bytes + t->from, t->to - t->from) == 0) {
        PARSER_REPORT(p, CODE_UNKNOWN_UNIT, t->from, t->to, "a unit stands on the same line as its number");
    } else {
        struct report *r = PARSER_REPORT(p, CODE_UNKNOWN_UNIT, t->from, t->to, "there is no unit `%.*s`",
                                         lexer_quote_length(t->from, t->to), p->lx.bytes + t->from);
        report_hint(r, "did you mean `%s`?", meant);
    }
    p->clause_broken = true;
    parser_next(p);
}

void term_parse(struct parser *p, int depth)
{
    const struct token *t = &p->lx.token;
    uint32_t from = t->from;
    struct term term = {.kind = TERM_NAME, .name_span = lexer_span(&p->lx, t->from, t->to)};
    switch (t->kind) {
    case TOKEN_NAME: read_name(p, &term); break;
    case TOKEN_STAR: term.kind = TERM_STAR; break;
    case TOKEN_OPEN: term.kind = TERM_TUPLE; break;
    case TOKEN_ARROW: term.kind = TERM_ARROW; break;
    case TOKEN_NUMBER:
        term.kind = TERM_NUMBER;
        term.number = t->number;
        term.name = parser_intern(p, t->from, t->digits_to);
        break;
    case TOKEN_STRING:
        term.kind = TERM_STRING;
        term.name = t->text;
        break;
    default:
        term.kind = TERM_COMPARE;
        term.name = parser_intern(p, t->from, t->to);
        break;
    }
    if (term.kind != TERM_TUPLE)
        parser_next(p);
    else
        term.name_span = (struct span){0};
    if (term.kind == TERM_NAME && p->lx.token.kind == TOKEN_OPEN_BRACKET)
        parse_range(p, &term);
    bool takes_arguments = term.kind == TERM_NAME || term.kind == TERM_STAR || term.kind == TERM_TUPLE;
    if (takes_arguments && p->lx.token.kind == TOKEN_OPEN)
        parse_parentheses(p, depth, &term);
    if (term.kind == TERM_NUMBER)
        check_unit(p, &term);
    term.span = lexer_span(&p->lx, from, p->last_to);
    PARSER_PUSH(p, terms, term);
}
