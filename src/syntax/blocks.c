/* Files and blocks: which clauses belong to whom. */
#include "syntax/parse.h"

#include <string.h>

#include "syntax/skim.h"

/* ---- the stacks ---- */

void parser_next(struct parser *p)
{
    if (p->lx.token.kind != TOKEN_NEWLINE)
        p->last_to = p->lx.token.to;
    lexer_next(&p->lx);
}

void *parser_take_(struct parser *p, const void *items, size_t size, size_t base, size_t *count, uint32_t *count_out)
{
    size_t n = *count - base;
    *count = base;
    *count_out = 0;
    if (n == 0 || p->lx.failed)
        return NULL;
    void *copy = arena_copy_array_(&p->ctx->arena, (const char *)items + base * size, n, size);
    if (copy == NULL)
        p->lx.failed = true;
    else
        *count_out = (uint32_t)n;
    return copy;
}

name_id parser_intern(struct parser *p, uint32_t from, uint32_t to)
{
    name_id id = names_intern(p->ctx->names, p->lx.bytes + from, to - from);
    if (id == 0)
        p->lx.failed = true;
    return id;
}

/* ---- bodies ---- */

static int find_kind(const struct parser *p)
{
    for (int kind = 0; kind < BLOCK_KINDS; kind++)
        if (lexer_is(&p->lx, block_words[kind]))
            return kind;
    return -1;
}

static void read_block(struct parser *p, const struct frame *outer, int kind);

static bool is_nested_kind(enum block_kind kind)
{
    return kind == BLOCK_VARIANT || kind == BLOCK_FUNCTION || kind == BLOCK_ENTRY;
}

/* The kind of block that a nested one stands in. */
static enum block_kind home_of(enum block_kind nested)
{
    return nested == BLOCK_ENTRY ? BLOCK_TARGET : BLOCK_COMPONENT;
}

/* A word that begins a block, within the frame: it ends the frame when it stands where a block of that kind can only stand
 * when the
 * `}` of the frame is missing. */
static bool ends_frame(const struct parser *p, const struct frame *frame, int kind)
{
    if (frame->block == NULL || !p->lx.token.first || !frame->first || p->lx.token.column > frame->column)
        return false;
    return !is_nested_kind((enum block_kind)kind) || is_nested_kind(frame->block->kind);
}

static void report_unclosed(struct parser *p, const struct frame *frame, bool at_end)
{
    if (frame->misplaced || frame->no_brace || (at_end && p->lost))
        return;
    struct report *r = PARSER_REPORT(p, CODE_UNCLOSED_BLOCK, frame->brace, frame->brace + 1, "the %s `%s` lacks its `}`",
                                     block_words[frame->block->kind], names_text(p->ctx->names, frame->block->name));
    if (at_end)
        report_related(r, lexer_span(&p->lx, p->lx.length, p->lx.length), "the file ends here");
    else
        report_related(r, lexer_span(&p->lx, p->lx.token.from, p->lx.token.to), "the next block begins here");
}

/* At a name. True when it ended the frame. */
static bool read_named(struct parser *p, const struct frame *frame, bool after_clause)
{
    int kind = find_kind(p);
    bool is_file = frame->block == NULL;
    if (kind >= 0 && ends_frame(p, frame, kind)) {
        report_unclosed(p, frame, false);
        return true;
    }
    if (lexer_is(&p->lx, "include"))
        include_read(p, !is_file);
    else if (lexer_bare_heading(&p->lx))
        clause_parse(p);
    else if (kind >= 0)
        read_block(p, frame, kind);
    else if (stray_is_block(p)) {
        kind = stray_report_block(p);
        read_block(p, frame, kind);
    } else
        stray_skip(p, after_clause);
    return false;
}

/* As far as the frame's `}` (taken), the file's end, or what ends the frame otherwise. */
static void read_body(struct parser *p, struct frame *frame)
{
    bool after_clause = false, stray_brace = false;
    while (!p->lx.failed) {
        bool is_clause = p->lx.token.kind == TOKEN_HEADING;
        switch (p->lx.token.kind) {
        case TOKEN_END:
            if (frame->block != NULL)
                report_unclosed(p, frame, true);
            return;
        case TOKEN_NEWLINE: parser_next(p); continue;
        case TOKEN_HEADING: clause_parse(p); break;
        case TOKEN_NAME:
            if (read_named(p, frame, after_clause))
                return;
            break;
        case TOKEN_CLOSE_BRACE:
            if (frame->block == NULL && !stray_brace)
                PARSER_REPORT(p, CODE_UNMATCHED_BRACE, p->lx.token.from, p->lx.token.to, "no block is open here");
            stray_brace = frame->block == NULL;
            parser_next(p);
            if (stray_brace)
                continue;
            frame->block->body = lexer_span(&p->lx, frame->brace, p->last_to);
            return;
        case TOKEN_OPEN_BRACE: {
            struct report *r = PARSER_REPORT(p, CODE_EXPECTED_CLAUSE, p->lx.token.from, p->lx.token.to,
                                             "this `{` belongs to no block");
            report_hint(r, "a block begins with its kind and its name: `component lwip {`");
            braces_skip(p);
            break;
        }
        default: stray_skip(p, after_clause); break;
        }
        after_clause = is_clause;
        stray_brace = false;
    }
}

/* Says that a block cannot stand here, once for all that is in it. */
static void check_place(struct parser *p, const struct frame *outer, struct frame *frame)
{
    enum block_kind kind = frame->block->kind;
    const struct block *parent = outer->block;
    bool fits = is_nested_kind(kind) ? parent != NULL && parent->kind == home_of(kind) : parent == NULL;
    frame->misplaced |= !fits;
    if (fits || outer->misplaced)
        return;
    uint32_t from = frame->block->span.from, to = frame->block->span.to;
    if (is_nested_kind(kind)) {
        PARSER_REPORT(p, CODE_MISPLACED_BLOCK, from, to, "a %s stands in a component", block_words[kind]);
        return;
    }
    struct report *r = PARSER_REPORT(p, CODE_MISPLACED_BLOCK, from, to, "a %s cannot stand in a %s", block_words[kind],
                                     block_words[parent->kind]);
    report_related(r, lexer_span(&p->lx, outer->brace, outer->brace + 1), "the %s begins here", block_words[parent->kind]);
    report_hint(r, "close the %s above with `}`", block_words[parent->kind]);
}

/* At the `{` of the frame's block, or, where it is missing, at its first clause. */
static void read_braces(struct parser *p, struct frame *frame)
{
    const struct block *block = frame->block;
    bool has_brace = p->lx.token.kind == TOKEN_OPEN_BRACE;
    frame->no_brace = !has_brace;
    frame->brace = has_brace ? p->lx.token.from : block->span.to - 1;
    if (frame->depth > DEEPEST_BLOCK) {
        if (!frame->misplaced)
            PARSER_REPORT(p, CODE_NESTED_TOO_DEEPLY, block->span.from, block->span.to, "blocks within blocks within blocks");
        if (has_brace)
            braces_skip(p);
        p->lost |= p->lx.token.kind == TOKEN_END;
        return;
    }
    if (has_brace)
        parser_next(p);
    read_body(p, frame);
}

/* At the word that begins a block. kind -1: an unknown one, which is read for its mistakes and then dropped. */
static void read_block(struct parser *p, const struct frame *outer, int kind)
{
    struct block block = {.kind = kind >= 0 ? (enum block_kind)kind : BLOCK_COMPONENT};
    struct frame frame = {.outer = outer, .block = &block, .depth = outer->depth + 1, .misplaced = outer->misplaced};
    size_t clauses = p->clauses.count, blocks = p->blocks.count;
    if (kind == BLOCK_MECHANISM && outer->block != NULL && outer->block->kind == BLOCK_TARGET)
        block.kind = BLOCK_ENTRY;
    head_read(p, &block, &frame);
    if (kind >= 0)
        check_place(p, outer, &frame);
    else
        frame.misplaced = true;
    if (head_find_brace(p, &block))
        read_braces(p, &frame);
    block.clauses = PARSER_TAKE(p, clauses, clauses, &block.clause_count);
    block.blocks = PARSER_TAKE(p, blocks, blocks, &block.block_count);
    if (kind < 0 || block.name == 0)
        return;
    if (!is_nested_kind(block.kind))
        PARSER_PUSH(p, top, block);
    else if (outer->block != NULL && outer->block->kind == home_of(block.kind))
        PARSER_PUSH(p, blocks, block);
}

/* ---- the file ---- */

/* The component that a file of clauses is. */
static void add_implicit(struct parser *p)
{
    const char *name = source_get(p->ctx, p->lx.source)->name, *slash = strrchr(name, '/');
    if (slash != NULL)
        name = slash + 1;
    size_t length = strlen(name);
    if (length > strlen(".mspec") && strcmp(name + length - strlen(".mspec"), ".mspec") == 0)
        length -= strlen(".mspec");
    struct block block = {.kind = BLOCK_COMPONENT, .implicit = true, .name = names_intern(p->ctx->names, name, length)};
    if (block.name == 0)
        p->lx.failed = true;
    block.span = block.name_span = p->clauses.items[0].heading_span;
    block.clauses = PARSER_TAKE(p, clauses, 0, &block.clause_count);
    PARSER_PUSH(p, top, block);
}

static void report_mixed(struct parser *p)
{
    const struct clause *clause = &p->clauses.items[0];
    struct report *r = PARSER_REPORT(p, CODE_MIXED_FILE, clause->heading_span.from, clause->heading_span.to,
                                     "a clause outside of all blocks, in a file that has blocks");
    report_related(r, p->top.items[0].span, "a block");
    report_hint(r, "put the clause into a block, or the blocks into another file");
}

static struct file *finish_file(struct parser *p)
{
    if (p->clauses.count > 0 && p->top.count > 0)
        report_mixed(p);
    else if (p->clauses.count > 0)
        add_implicit(p);
    p->file->blocks = PARSER_TAKE(p, top, 0, &p->file->block_count);
    p->file->include_lines = PARSER_TAKE(p, includes, 0, &p->file->include_line_count);
    p->file->broken |= p->lx.broken;
    return p->lx.failed ? NULL : p->file;
}

struct file *syntax_parse(mspec_ctx *ctx, uint32_t source_id)
{
    struct span whole = {source_id, 0, (uint32_t)source_get(ctx, source_id)->length};
    return syntax_parse_parts(ctx, source_id, &whole, 1);
}

struct file *syntax_parse_parts(mspec_ctx *ctx, uint32_t source_id, const struct span *parts, uint32_t count)
{
    struct parser p = {.ctx = ctx, .file = arena_new(&ctx->arena, struct file)};
    if (p.file == NULL)
        return NULL;
    p.file->source = source_id;
    for (uint32_t i = 0; i < count && !p.lx.failed; i++) {
        struct frame frame = {0};
        p.lost = false;
        if (lexer_init(&p.lx, ctx, parts[i]))
            read_body(&p, &frame);
        p.file->broken |= p.lx.broken;
    }
    struct file *file = finish_file(&p);
    struct memory *m = &ctx->memory;
    vector_free(m, &p.terms);
    vector_free(m, &p.items);
    vector_free(m, &p.groups);
    vector_free(m, &p.clauses);
    vector_free(m, &p.blocks);
    vector_free(m, &p.top);
    vector_free(m, &p.includes);
    return file;
}
