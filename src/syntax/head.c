/* The heads of blocks: `component lwip : base {`; and what stands in the place of one. */
#include "syntax/parse.h"

#include <string.h>

#include "syntax/syntax.h"

const char *const block_words[BLOCK_KINDS] = {"component", "variant",       "function", "language",
                                              "mechanism", "vulnerability", "system",   "target", "mechanism"};

/* ---- the head of a block ---- */

static bool has_parent(enum block_kind kind)
{
    return kind == BLOCK_COMPONENT || kind == BLOCK_MECHANISM || kind == BLOCK_VULNERABILITY;
}

/* Words that stand for something else where such names stand. */
static void check_reserved(struct parser *p, enum block_kind kind, uint32_t from, uint32_t to)
{
    const char *name = p->lx.bytes + from;
    bool is_none = to - from == 4 && memcmp(name, "none", 4) == 0;
    bool taken = kind == BLOCK_COMPONENT || kind == BLOCK_FUNCTION ? syntax_is_reserved(name, to - from)
                                                                   : kind == BLOCK_MECHANISM && is_none;
    if (taken)
        PARSER_REPORT(p, CODE_RESERVED_NAME, from, to, "`%.*s` is a word of the language, and no name of a %s",
                      (int)(to - from), name, block_words[kind]);
}

static void next_name(struct parser *p)
{
    p->lx.wants_name = true;
    parser_next(p);
    p->lx.wants_name = false;
}

/* A name without dots at the current token. */
static name_id read_block_name(struct parser *p, struct span *span, const char *what)
{
    const struct token *t = &p->lx.token;
    if (t->kind != TOKEN_NAME) {
        if (t->kind == TOKEN_BAD) {
            parser_next(p);
            return 0;
        }
        bool at_end = t->kind == TOKEN_NEWLINE || t->kind == TOKEN_END;
        struct report *r = PARSER_REPORT(p, CODE_EXPECTED_NAME, at_end ? p->last_to : t->from, at_end ? p->last_to : t->to,
                                         "the name of %s was expected", what);
        if (t->kind == TOKEN_STRING)
            report_hint(r, "names stand without quotes");
        if (t->kind == TOKEN_NUMBER || t->kind == TOKEN_STRING || t->kind == TOKEN_STAR)
            parser_next(p);
        return 0;
    }
    uint32_t from = t->from, to = t->to;
    if (t->dot > from || (p->lx.bytes[from] >= '0' && p->lx.bytes[from] <= '9')) {
        struct report *r = PARSER_REPORT(p, CODE_EXPECTED_NAME, from, to,
                                         "the name of %s begins with a letter and has no dot", what);
        if (t->dot > from)
            report_hint(r, "a dot separates a component from what it owns");
    }
    *span = lexer_span(&p->lx, from, to);
    parser_next(p);
    return parser_intern(p, from, to);
}

static void skip_newlines(struct parser *p)
{
    while (p->lx.token.kind == TOKEN_NEWLINE)
        parser_next(p);
}

static void read_parent(struct parser *p, struct block *block)
{
    uint32_t from = p->lx.token.from;
    next_name(p);
    block->parent = read_block_name(p, &block->parent_span, "the parent");
    if (has_parent(block->kind) || block->parent == 0)
        return;
    struct report *r = PARSER_REPORT(p, CODE_PARENT_NOT_ALLOWED, from, p->last_to, "a %s has no parent",
                                     block_words[block->kind]);
    report_hint(r, "components, mechanisms and vulnerabilities inherit");
    block->parent = 0;
}

/* The word, the name, the parent. The current token is then the `{`, or what stands in its place. */
void head_read(struct parser *p, struct block *block, struct frame *frame)
{
    static const char *const articles[BLOCK_KINDS] = {"the component", "the variant",       "the function", "the language",
                                                      "the mechanism", "the vulnerability", "the system",   "the target", "the mechanism"};
    uint32_t from = p->lx.token.from;
    frame->column = p->lx.token.column;
    frame->first = p->lx.token.first;
    next_name(p);
    block->name = read_block_name(p, &block->name_span, articles[block->kind]);
    if (block->name != 0)
        check_reserved(p, block->kind, block->name_span.from, block->name_span.to);
    if (p->lx.token.kind == TOKEN_COLON)
        read_parent(p, block);
    block->span = lexer_span(&p->lx, from, p->last_to);
    skip_newlines(p);
}

/* What stands between the name and the `{`, if anything: reported once, and skipped as far as the `{`, on one line. */
bool head_find_brace(struct parser *p, const struct block *block)
{
    if (p->lx.token.kind == TOKEN_OPEN_BRACE)
        return true;
    bool junk = !p->lx.token.first && !clause_ends(p);
    if (p->lx.token.kind != TOKEN_BAD && block->name != 0) {
        struct report *r = PARSER_REPORT(p, CODE_EXPECTED_BRACE, junk ? p->lx.token.from : block->span.to,
                                         junk ? p->lx.token.to : block->span.to,
                                         "a `{` was expected behind the head of the %s", block_words[block->kind]);
        report_hint(r, "write `%s %s { … }`", block_words[block->kind], names_text(p->ctx->names, block->name));
    }
    p->lx.quiet++;
    while (junk && p->lx.token.kind != TOKEN_OPEN_BRACE && !clause_ends(p))
        parser_next(p);
    p->lx.open = 0;
    p->lx.quiet--;
    if (p->lx.token.kind == TOKEN_OPEN_BRACE)
        return true;
    skip_newlines(p);
    if (p->lx.token.kind == TOKEN_CLOSE_BRACE && block->kind != BLOCK_VARIANT && block->kind != BLOCK_FUNCTION &&
        block->kind != BLOCK_ENTRY) {
        parser_next(p); /* it was to close this block, and not one around it */
        return false;
    }
    return p->lx.token.kind == TOKEN_OPEN_BRACE ||
           p->lx.token.kind == TOKEN_HEADING; /* its clauses stand there all the same */
}

/* ---- what is no clause ---- */

/* At what begins neither a clause nor a block: one report, however many lines of it. */
void stray_skip(struct parser *p, bool after_clause)
{
    const struct token *t = &p->lx.token;
    if (t->kind != TOKEN_BAD) {
        struct report *r = PARSER_REPORT(p, CODE_EXPECTED_CLAUSE, t->from, t->to,
                                         "`%.*s` begins neither a clause nor a block", lexer_quote_length(t->from, t->to),
                                         p->lx.bytes + t->from);
        if (after_clause)
            report_hint(r, "if this belongs to the clause above, end the line above with `\\`");
    }
    p->lx.quiet++;
    while (!(clause_ends(p) && p->lx.token.kind != TOKEN_NEWLINE)) {
        if (p->lx.token.kind == TOKEN_OPEN_BRACE)
            braces_skip(p);
        else
            parser_next(p);
    }
    p->lx.open = 0;
    p->lx.quiet--;
}

/* At `include`. */
void include_read(struct parser *p, bool misplaced)
{
    uint32_t from = p->lx.token.from;
    parser_next(p);
    const struct token *t = &p->lx.token;
    if (t->kind != TOKEN_STRING || t->to - t->from <= 2) {
        bool at_end = clause_ends(p);
        if (t->kind != TOKEN_BAD) {
            struct report *r = PARSER_REPORT(p, CODE_BAD_INCLUDE, at_end ? from : t->from, at_end ? p->last_to : t->to,
                                             "the name of a file was expected, in quotes");
            report_hint(r, "write `include \"file.mspec\"`");
        }
        p->lx.quiet++;
        while (!clause_ends(p))
            parser_next(p);
        p->lx.open = 0;
        p->lx.quiet--;
        return;
    }
    struct include include = {.path = t->text, .span = lexer_span(&p->lx, from, t->to)};
    if (misplaced)
        PARSER_REPORT(p, CODE_MISPLACED_INCLUDE, from, t->to, "an include stands outside of all blocks");
    else
        PARSER_PUSH(p, includes, include);
    parser_next(p);
}

/* `compnent lwip {`: a name, and behind it another with a `{` or `:`. */
bool stray_is_block(const struct parser *p)
{
    struct lexer probe = p->lx;
    probe.quiet = 1;
    lexer_next(&probe);
    if (probe.token.kind != TOKEN_NAME)
        return false;
    lexer_next(&probe);
    return probe.token.kind == TOKEN_OPEN_BRACE || probe.token.kind == TOKEN_COLON;
}

int stray_report_block(struct parser *p)
{
    const struct token *t = &p->lx.token;
    char word[32] = "";
    if (t->to - t->from < sizeof word)
        memcpy(word, p->lx.bytes + t->from, t->to - t->from);
    struct report *r = PARSER_REPORT(p, CODE_UNKNOWN_BLOCK, t->from, t->to, "there is no kind of block `%.*s`",
                                     lexer_quote_length(t->from, t->to), p->lx.bytes + t->from);
    report_suggest(r, word, block_words, BLOCK_KINDS);
    size_t best = 4;
    int kind = -1;
    for (int i = 0; i < BLOCK_KINDS; i++) {
        size_t distance = names_distance(word, block_words[i], best);
        if (distance < best) {
            best = distance;
            kind = i;
        }
    }
    return kind;
}
