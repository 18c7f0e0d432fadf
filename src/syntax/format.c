/* The canonical text of a source. The tree says what stands in it, the source's bytes where the comments are.
 *
 * A level (the file, or the body of a block) is a row of pieces: clauses, blocks, includes, and comments on lines of their
 * own. Between two pieces stands an empty line where the source has one, and always around a block of more than one line.
 * Comments within a clause move to lines before it; those behind one stay behind it. */
#include "syntax/format.h"

#include <stdlib.h>
#include <string.h>

#include "syntax/lex.h"
#include "syntax/syntax.h"

enum { INDENT = 4 };

struct comment {
    uint32_t from, to; /* from its `#`, without blanks at its end */
};

enum piece_kind { PIECE_COMMENT, PIECE_LINE, PIECE_BLOCK /* of more than one line */ };

/* A clause, a block or an include. */
struct node {
    uint32_t from, to;
    const struct clause *clause;
    const struct block *block;
    const struct include *include;
};

struct formatter {
    mspec_ctx *ctx;
    const char *bytes;
    uint32_t length;
    struct text *out;
    struct {
        VECTOR(struct comment);
    } comments;
    size_t next;       /* the first comment that is not written yet */
    size_t indent;     /* columns */
    bool has_previous; /* a piece stands before, on this level */
    enum piece_kind previous;
    uint32_t previous_to;
    bool failed;
};

static const char *const kind_words[] = {"component", "variant",       "function", "language",
                                         "mechanism", "vulnerability", "system",   "target", "mechanism"};

/* ---- comments ---- */

static void find_comments(struct formatter *f)
{
    const char *b = f->bytes;
    bool closed;
    for (uint32_t i = 0; i < f->length;) {
        if (b[i] == '"')
            i = lexer_skip_string(b, i, f->length, &closed);
        else if (b[i] == '\'')
            i = lexer_skip_character(b, i, f->length);
        else if (b[i] == '#') {
            struct comment c = {i, lexer_line_end(b, i, f->length)};
            i = c.to;
            while (b[c.to - 1] == ' ' || b[c.to - 1] == '\t' || b[c.to - 1] == '\r')
                c.to--;
            if (!vector_push(&f->ctx->memory, &f->comments, c))
                f->failed = true;
        } else
            i++;
    }
}

static const struct comment *next_comment(const struct formatter *f)
{
    return f->next < f->comments.count ? &f->comments.items[f->next] : NULL;
}

/* The source has an empty line between the two places. */
static bool is_empty_line_between(const struct formatter *f, uint32_t from, uint32_t to)
{
    int ends = 0;
    for (uint32_t i = from; i < to && ends < 2; i++)
        ends += f->bytes[i] == '\n';
    return ends >= 2;
}

static void put_indent(struct formatter *f)
{
    for (size_t i = 0; i < f->indent; i++)
        text_puts(f->out, " ");
}

/* What stands between the previous piece and one that begins at `from`. */
static void begin_piece(struct formatter *f, enum piece_kind kind, uint32_t from, bool force)
{
    if (f->has_previous && (force || is_empty_line_between(f, f->previous_to, from)))
        text_puts(f->out, "\n");
    f->has_previous = true;
    f->previous = kind;
    put_indent(f);
}

static void put_comment(struct formatter *f, const struct comment *c, uint32_t place, uint32_t place_to, bool force)
{
    begin_piece(f, PIECE_COMMENT, place, force);
    text_append(f->out, f->bytes + c->from, c->to - c->from);
    text_puts(f->out, "\n");
    f->previous_to = place_to;
}

/* The first of the comments [next, end) that stand directly above `place`: without an empty line between. */
static size_t first_attached(const struct formatter *f, size_t end, uint32_t place)
{
    size_t first = end;
    while (first > f->next && !is_empty_line_between(f, f->comments.items[first - 1].to, place))
        place = f->comments.items[--first].from;
    return first;
}

/* All comments before `before`; those behind `inside` stood within the node that begins there, and are its own from now on.
 * True when the node must not be parted from them. */
static bool put_comments(struct formatter *f, uint32_t before, uint32_t inside, bool block_follows)
{
    size_t own = f->next, end = f->next;
    while (own < f->comments.count && f->comments.items[own].from < inside)
        own++;
    for (end = own; end < f->comments.count && f->comments.items[end].from < before;)
        end++;
    size_t attached = block_follows ? first_attached(f, own, inside) : end;
    bool attaches = end > own || attached < own;
    for (; f->next < end; f->next++) {
        const struct comment *c = &f->comments.items[f->next];
        bool force = f->previous == PIECE_BLOCK || (block_follows && f->next == (attached < own ? attached : own));
        if (f->next < own)
            put_comment(f, c, c->from, c->to, force);
        else
            put_comment(f, c, inside, inside, force);
    }
    return attaches;
}

/* The comment behind what ends at `to`, on the same line. */
static void put_trailing(struct formatter *f, uint32_t to)
{
    const struct comment *c = next_comment(f);
    f->previous_to = to;
    if (c == NULL || c->from < to)
        return;
    for (uint32_t i = to; i < c->from; i++)
        if (strchr(" \t\r\\", f->bytes[i]) == NULL) /* the end of the line, or something else on it */
            return;
    char mark = MARK_COMMENT;
    text_append(f->out, &mark, 1);
    text_append(f->out, f->bytes + c->from, c->to - c->from);
    f->previous_to = c->to;
    f->next++;
}

/* ---- clauses ---- */

static const char *op_text(enum clause_op op)
{
    return op == CLAUSE_SET ? "::=" : op == CLAUSE_ADD ? "+=" : "-=";
}

/* How wide the headings and the operators of a level are, so that the values stand in one column. */
struct columns {
    size_t heading, op;
};

static struct columns measure(const struct clause *clauses, uint32_t count)
{
    struct columns columns = {0, 0};
    for (uint32_t i = 0; i < count; i++) {
        size_t heading = strlen(heading_text(clauses[i].heading)), op = strlen(op_text(clauses[i].op));
        columns.heading = heading > columns.heading ? heading : columns.heading;
        columns.op = op > columns.op ? op : columns.op;
    }
    return columns;
}

static void put_clause(struct formatter *f, const struct clause *clause, struct columns columns)
{
    struct text value = {0};
    size_t start = f->out->length;
    format_value(f->ctx, clause, &value);
    text_printf(f->out, "[%s]", heading_text(clause->heading));
    text_pad(f->out, start, columns.heading + 3);
    size_t op_start = f->out->length;
    text_puts(f->out, op_text(clause->op));
    text_pad(f->out, op_start, columns.op + 1);
    size_t column = f->indent + f->out->length - start;
    if (value.failed)
        f->failed = true;
    else if (value.length > 0)
        format_wrap(value.bytes, value.length, column, column, f->out);
    text_fini(&value);
}

/* ---- blocks ---- */

static void put_head(struct formatter *f, const struct block *block)
{
    text_printf(f->out, "%s %s", kind_words[block->kind], names_text(f->ctx->names, block->name));
    if (block->parent != 0)
        text_printf(f->out, " : %s", names_text(f->ctx->names, block->parent));
    text_puts(f->out, " {");
}

/* A block that is written on one line, and fits, stays on one; an empty one always is. Appends it to out. */
static bool render_one_line(struct formatter *f, const struct block *block, struct text *out)
{
    bool one_line = block->clause_count == 0 ||
                    memchr(f->bytes + block->span.from, '\n', block->body.to - block->span.from) == NULL;
    for (size_t i = f->next; i < f->comments.count && f->comments.items[i].from < block->body.to; i++)
        if (f->comments.items[i].from >= block->body.from)
            return false;
    if (!one_line || block->block_count > 0)
        return false;
    struct text *outer = f->out;
    size_t start = out->length;
    f->out = out;
    put_head(f, block);
    for (uint32_t i = 0; i < block->clause_count; i++) {
        text_printf(out, "%s[%s] %s ", i == 0 ? " " : "  ", heading_text(block->clauses[i].heading),
                    op_text(block->clauses[i].op));
        format_value(f->ctx, &block->clauses[i], out);
    }
    text_puts(out, " }");
    f->out = outer;
    for (size_t i = start; i < out->length; i++)
        if (out->bytes[i] == MARK_BREAK || out->bytes[i] == MARK_INNER)
            out->bytes[i] = ' ';
    return !out->failed &&
           (f->indent + format_width(out->bytes + start, out->length - start) <= FORMAT_WIDTH || block->clause_count == 0);
}

static void put_level(struct formatter *f, const struct file *file, const struct block *block, uint32_t end);

static void put_body(struct formatter *f, const struct block *block)
{
    put_head(f, block);
    put_trailing(f, block->body.from + 1);
    text_puts(f->out, "\n");
    f->has_previous = false;
    f->indent += INDENT;
    put_level(f, NULL, block, block->body.to - 1);
    f->indent -= INDENT;
    put_indent(f);
    text_puts(f->out, "}");
    f->has_previous = true;
}

/* ---- levels ---- */

static int compare_nodes(const void *a, const void *b)
{
    const struct node *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* The nodes of a block, or of a file, in the order of the source. */
static struct node *collect(struct formatter *f, const struct file *file, const struct block *block, size_t *count)
{
    bool implicit = file != NULL && file->block_count == 1 && file->blocks[0].implicit;
    const struct block *owner = implicit ? &file->blocks[0] : block;
    uint32_t clauses = owner != NULL ? owner->clause_count : 0;
    const struct block *blocks = implicit ? NULL : file != NULL ? file->blocks : block->blocks;
    uint32_t block_count = implicit ? 0 : file != NULL ? file->block_count : block->block_count;
    uint32_t includes = file != NULL ? file->include_line_count : 0;
    struct node *nodes = memory_resize(&f->ctx->memory, NULL, 0, ((size_t)clauses + block_count + includes) * sizeof *nodes);
    size_t n = 0;
    *count = (size_t)clauses + block_count + includes;
    if (nodes == NULL)
        return NULL;
    for (uint32_t i = 0; i < clauses; i++)
        nodes[n++] = (struct node){owner->clauses[i].span.from, owner->clauses[i].span.to, &owner->clauses[i], NULL, NULL};
    for (uint32_t i = 0; i < block_count; i++)
        nodes[n++] = (struct node){blocks[i].span.from, blocks[i].body.to, NULL, &blocks[i], NULL};
    for (uint32_t i = 0; i < includes; i++)
        nodes[n++] = (struct node){file->include_lines[i].span.from, file->include_lines[i].span.to, NULL, NULL,
                                   &file->include_lines[i]};
    if (n > 1)
        qsort(nodes, n, sizeof *nodes, compare_nodes);
    return nodes;
}

static void put_include(struct formatter *f, const struct include *include)
{
    text_puts(f->out, "include \"");
    for (const char *c = names_text(f->ctx->names, include->path); *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            text_puts(f->out, "\\");
        text_append(f->out, c, 1);
    }
    text_puts(f->out, "\"");
}

static void put_node(struct formatter *f, const struct node *node, struct columns columns)
{
    struct text line = {0};
    bool block = node->block != NULL, large = block && !render_one_line(f, node->block, &line);
    bool attached = put_comments(f, block ? node->block->body.from : node->to, node->from, large);
    bool force = f->previous == PIECE_BLOCK || large;
    begin_piece(f, large ? PIECE_BLOCK : PIECE_LINE, node->from, force && !attached);
    if (node->clause != NULL)
        put_clause(f, node->clause, columns);
    else if (node->include != NULL)
        put_include(f, node->include);
    else if (large)
        put_body(f, node->block);
    else
        text_append(f->out, line.bytes, line.length);
    put_trailing(f, node->to);
    f->previous = large ? PIECE_BLOCK : PIECE_LINE;
    text_puts(f->out, "\n");
    f->failed |= line.failed;
    text_fini(&line);
}

static void put_level(struct formatter *f, const struct file *file, const struct block *block, uint32_t end)
{
    size_t count;
    struct node *nodes = collect(f, file, block, &count);
    if (nodes == NULL) {
        f->failed = true;
        return;
    }
    const struct block *owner = file == NULL                                         ? block
                                : file->block_count == 1 && file->blocks[0].implicit ? &file->blocks[0]
                                                                                     : NULL;
    struct columns columns = owner != NULL ? measure(owner->clauses, owner->clause_count) : (struct columns){0, 0};
    for (size_t i = 0; i < count; i++)
        put_node(f, &nodes[i], columns);
    put_comments(f, end, end, false);
    memory_release(&f->ctx->memory, nodes, count * sizeof *nodes);
}

/* ---- comments behind something: in one column where they follow each other ---- */

/* Where the mark of the line [from, to) is; `to` when it has none. */
static size_t find_mark(const struct text *t, size_t from, size_t to)
{
    size_t at = from;
    while (at < to && t->bytes[at] == ' ')
        at++;
    if (at == to || t->bytes[at] == '#')
        return to;
    const char *mark = memchr(t->bytes + from, MARK_COMMENT, to - from);
    return mark != NULL ? (size_t)(mark - t->bytes) : to;
}

static size_t line_end(const struct text *t, size_t from)
{
    const char *end = memchr(t->bytes + from, '\n', t->length - from);
    return end != NULL ? (size_t)(end - t->bytes) : t->length;
}

static size_t leading_blanks(const struct text *t, size_t from)
{
    size_t at = from;
    while (at < t->length && t->bytes[at] == ' ')
        at++;
    return at - from;
}

/* The column for the comments of the lines from `from` on that have one, and the same indentation. *end: behind the last of
 * them. */
static size_t measure_comments(const struct text *t, size_t from, size_t *end)
{
    size_t indent = leading_blanks(t, from), widest = 0;
    while (from < t->length && leading_blanks(t, from) == indent) {
        size_t to = line_end(t, from), mark = find_mark(t, from, to);
        if (mark == to)
            break;
        size_t width = format_width(t->bytes + from, mark - from);
        widest = width > widest ? width : widest;
        from = to + 1;
    }
    *end = from;
    return widest;
}

static void align_comments(const struct text *laid_out, struct text *out)
{
    size_t run_end = 0, column = 0;
    for (size_t from = 0; from < laid_out->length;) {
        size_t to = line_end(laid_out, from), mark = find_mark(laid_out, from, to);
        const char *line = laid_out->bytes + from;
        if (mark < to) {
            if (from >= run_end)
                column = measure_comments(laid_out, from, &run_end);
            text_append(out, line, mark - from);
            for (size_t i = format_width(line, mark - from); i < column + 2; i++)
                text_puts(out, " ");
            text_append(out, laid_out->bytes + mark + 1, to - mark - 1);
        } else {
            text_append(out, line, to - from);
        }
        text_puts(out, "\n");
        from = to + 1;
    }
}

bool syntax_format(mspec_ctx *ctx, const struct file *file, struct text *out)
{
    const struct source *source = source_get(ctx, file->source);
    struct text laid_out = {0};
    struct formatter f = {
        .ctx = ctx, .bytes = source->bytes, .length = (uint32_t)source->length, .out = &laid_out, .previous = PIECE_LINE};
    find_comments(&f);
    put_level(&f, file, NULL, f.length);
    text_puts(out, ""); /* an empty file has an empty text, and not none */
    if (!laid_out.failed && laid_out.length > 0)
        align_comments(&laid_out, out);
    f.failed |= laid_out.failed || out->failed;
    text_fini(&laid_out);
    vector_free(&ctx->memory, &f.comments);
    return !f.failed;
}
