/* A clause: its heading, and the groups of items that are its value. */
#include "syntax/parse.h"

#include <string.h>

bool clause_ends(struct parser *p)
{
    switch (p->lx.token.kind) {
    case TOKEN_END:
    case TOKEN_NEWLINE:
    case TOKEN_HEADING:
    case TOKEN_CLOSE_BRACE: return true;
    case TOKEN_NAME: return lexer_at_block(&p->lx, p->lx.token.from, p->lx.token.first); /* something may not be closed */
    default: return false;
    }
}

void braces_skip(struct parser *p)
{
    uint32_t depth = 0;
    p->lx.quiet++;
    do {
        depth += p->lx.token.kind == TOKEN_OPEN_BRACE;
        depth -= p->lx.token.kind == TOKEN_CLOSE_BRACE;
        if (depth > 0)
            parser_next(p);
    } while (depth > 0 && p->lx.token.kind != TOKEN_END);
    p->lx.open = 0;
    p->lx.quiet--;
    parser_next(p);
}

/* To the next item of the list that had `open` parentheses open, silently. */
static void skip_item(struct parser *p, uint32_t open)
{
    p->clause_broken = true;
    p->lx.quiet++;
    while (!clause_ends(p)) {
        enum token_kind kind = p->lx.token.kind;
        if ((kind == TOKEN_COMMA || kind == TOKEN_SEMICOLON) && p->lx.open <= open)
            break;
        if (kind == TOKEN_CLOSE && p->lx.open < open)
            break;
        if (kind == TOKEN_OPEN_BRACE)
            braces_skip(p);
        else
            parser_next(p);
    }
    p->lx.quiet--;
}

static const char *token_text(const struct parser *p, int *length)
{
    const struct token *t = &p->lx.token;
    *length = lexer_quote_length(t->from, t->to);
    return p->lx.bytes + t->from;
}

/* The current token cannot stand where it stands. */
static void report_unexpected(struct parser *p)
{
    const struct token *t = &p->lx.token;
    int length;
    const char *text = token_text(p, &length);
    if (t->kind == TOKEN_BAD)
        return;
    if (t->kind == TOKEN_CLOSE_BRACKET) {
        PARSER_REPORT(p, CODE_UNMATCHED_BRACKET, t->from, t->to, "no `[` is open here");
        return;
    }
    if (t->kind == TOKEN_CLOSE) {
        PARSER_REPORT(p, CODE_UNMATCHED_PARENTHESIS, t->from, t->to, "no `(` is open here");
        return;
    }
    struct report *r = PARSER_REPORT(p, CODE_UNEXPECTED_TOKEN, t->from, t->to, "`%.*s` cannot stand here", length, text);
    if (t->kind == TOKEN_SEMICOLON)
        report_hint(r, "within parentheses, `,` separates");
    else if (t->kind == TOKEN_OPEN_BRACKET)
        report_hint(r, "a range stands behind the name of a region: `ring[0..64]`");
}

/* A package URL without its quotes, in [Origin]: `pkg:deb/debian/lwip@2.1`. At a name; false when it is none. */
static bool parse_bare_url(struct parser *p)
{
    struct lexer *lx = &p->lx;
    uint32_t from = lx->token.from, to = lx->token.to;
    if (lx->token.kind != TOKEN_NAME || to + 1 >= lx->length || lx->bytes[to] != ':')
        return false;
    while (to < lx->length && (unsigned char)lx->bytes[to] > ' ' && strchr(",;{}\"[]\\", lx->bytes[to]) == NULL)
        to++;
    struct term term = {.kind = TERM_STRING,
                        .span = lexer_span(lx, from, to),
                        .name_span = lexer_span(lx, from, to),
                        .name = parser_intern(p, from, to)};
    lx->pos = lx->token.to = to;
    parser_next(p);
    PARSER_PUSH(p, terms, term);
    return true;
}

/* Terms side by side. */
static void parse_item(struct parser *p, int depth)
{
    size_t base = p->terms.count;
    uint32_t from = p->lx.token.from;
    bool origin = p->clauses.count > 0 && p->clauses.items[p->clauses.count - 1].heading == HEADING_ORIGIN;
    while (term_begins(p) && !clause_ends(p) && !p->lx.failed)
        if (!(origin && parse_bare_url(p)))
            term_parse(p, depth);
    struct item item = {.span = lexer_span(&p->lx, from, p->last_to)};
    item.terms = PARSER_TAKE(p, terms, base, &item.term_count);
    PARSER_PUSH(p, items, item);
}

/* Behind a `,` or `;` at [from, to): something must follow. True when the list goes on. */
static bool separator_goes_on(struct parser *p, uint32_t from, uint32_t to)
{
    bool line_ends = p->lx.token.kind == TOKEN_NEWLINE;
    if (!clause_ends(p) && p->lx.token.kind != TOKEN_CLOSE)
        return true;
    p->clause_broken = true;
    if (p->lx.open > 0 && p->lx.token.kind != TOKEN_CLOSE)
        return false; /* what is missing first is a `)` */
    struct report *r = PARSER_REPORT(p, CODE_EXPECTED_ITEM, from, to, "nothing follows the `%c`", p->lx.bytes[from]);
    if (!line_ends)
        return false;
    parser_next(p);
    if (clause_ends(p))
        return false;
    report_hint(r, "end the line with `\\` to go on in the next");
    return true; /* as if it had been */
}

void items_parse(struct parser *p, int depth, struct item **items, uint32_t *count)
{
    size_t base = p->items.count;
    bool after_item = false;
    while (!clause_ends(p) && !p->lx.failed) {
        const struct token *t = &p->lx.token;
        uint32_t from = t->from, to = t->to;
        if (t->kind == TOKEN_COMMA) {
            if (!after_item) {
                PARSER_REPORT(p, CODE_EXPECTED_ITEM, from, to, "nothing stands before the `,`");
                p->clause_broken = true;
            }
            after_item = false;
            parser_next(p);
            if (!separator_goes_on(p, from, to))
                break;
        } else if (depth > 0 ? t->kind == TOKEN_CLOSE : t->kind == TOKEN_SEMICOLON) {
            break;
        } else if (term_begins(p) && !after_item) {
            parse_item(p, depth);
            after_item = true;
        } else if (t->kind == TOKEN_CLOSE) {
            report_unexpected(p);
            p->clause_broken = true;
            while (p->lx.token.kind == TOKEN_CLOSE)
                parser_next(p);
            after_item = true;
        } else if (t->kind == TOKEN_SEMICOLON) { /* within parentheses: as if it were a `,` */
            report_unexpected(p);
            p->clause_broken = true;
            parser_next(p);
            after_item = false;
        } else {
            report_unexpected(p);
            skip_item(p, (uint32_t)depth);
            after_item = true;
        }
    }
    *items = PARSER_TAKE(p, items, base, count);
}

static void parse_value(struct parser *p, struct clause *clause)
{
    size_t base = p->groups.count;
    while (!clause_ends(p) && !p->lx.failed) {
        struct group group = {0};
        uint32_t from = p->lx.token.from;
        items_parse(p, 0, &group.items, &group.item_count);
        group.span = lexer_span(&p->lx, from, p->last_to);
        if (group.item_count > 0)
            PARSER_PUSH(p, groups, group);
        if (p->lx.token.kind != TOKEN_SEMICOLON)
            continue;
        uint32_t at = p->lx.token.from, to = p->lx.token.to;
        if (at == from)
            PARSER_REPORT(p, CODE_EXPECTED_ITEM, at, to, "nothing stands before the `;`");
        parser_next(p);
        separator_goes_on(p, at, to);
    }
    clause->groups = PARSER_TAKE(p, groups, base, &clause->group_count);
}

static void report_heading(struct parser *p, const struct clause *clause)
{
    const char *candidates[HEADING_COUNT];
    for (int h = HEADING_UNKNOWN + 1; h < HEADING_COUNT; h++)
        candidates[h - 1] = heading_text((enum heading)h);
    const char *text = names_text(p->ctx->names, clause->heading_text);
    struct report *r = PARSER_REPORT(p, CODE_UNKNOWN_HEADING, clause->heading_span.from, clause->heading_span.to,
                                     "there is no heading `[%.60s]`", text);
    report_suggest(r, text, candidates, HEADING_COUNT - 1);
}

static void check_operator(struct parser *p, const struct clause *clause)
{
    if (clause->op != CLAUSE_TAKE || clause->heading == HEADING_REQUIRES || clause->heading == HEADING_UNKNOWN)
        return;
    struct report *r = PARSER_REPORT(p, CODE_TAKE_NOT_ALLOWED, clause->op_span.from, clause->op_span.to,
                                     "only [Requires] has `-=`, and this is [%s]", heading_text(clause->heading));
    report_hint(r, "state the whole value with `::=`");
}

void clause_parse(struct parser *p)
{
    const struct token *t = &p->lx.token;
    struct clause clause = {.op = t->op,
                            .heading_span = lexer_span(&p->lx, t->from, t->to),
                            .op_span = lexer_span(&p->lx, t->op_from, t->op_to)};
    const char *words = p->lx.bytes + t->words_from;
    uint32_t from = t->from, value_from = t->op_to;
    clause.heading = heading_find(words, t->words_to - t->words_from);
    clause.heading_text = parser_intern(p, t->words_from, t->words_to);
    p->last_to = t->op_to;
    p->clause_broken = t->op_from == t->op_to; /* no operator: reported */
    p->unclosed = false;
    p->lx.open = 0;
    if (clause.heading == HEADING_UNKNOWN) {
        report_heading(p, &clause);
        p->clause_broken = true;
    }
    check_operator(p, &clause);
    size_t index = p->clauses.count;
    if (!PARSER_PUSH(p, clauses, clause))
        return;
    clause.is_contract = clause.heading == HEADING_PRE || clause.heading == HEADING_POST ||
                         clause.heading == HEADING_ENSURES;
    if (clause.is_contract) {
        contract_parse(p, &clause);
    } else {
        parser_next(p);
        p->last_to = value_from;
        parse_value(p, &clause);
        if (clause.group_count == 0 && !p->clause_broken && p->last_to == value_from) {
            PARSER_REPORT(p, CODE_EMPTY_CLAUSE, from, value_from, "[%s] has no value", heading_text(clause.heading));
        }
    }
    p->lx.open = 0;
    clause.broken = p->clause_broken;
    clause.span = lexer_span(&p->lx, from, p->last_to);
    p->clauses.items[index] = clause;
}
