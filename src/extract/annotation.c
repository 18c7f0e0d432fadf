/* Clauses that somebody wrote: in `.mspec` sections of objects (include/mspec/annotate.h), and in files of clauses.
 *
 * A record is "@component NAME FILE:LINE\nTEXT", likewise @function and @region. Each becomes a source that has the file's name, and
 * its text at the file's line, so that whatever is wrong in it is shown at the place of the annotation. */
#include <stdlib.h>
#include <string.h>

#include "extract/extract.h"
#include "syntax/files.h"
#include "syntax/format.h"
#include "syntax/syntax.h"

enum { MOST_LINES = 200000, LARGEST_CLAUSES = 64 << 20 };
#define MOST_PADDING ((size_t)32 << 20) /* line ends before annotations, all together */

enum note_kind { NOTE_COMPONENT, NOTE_FUNCTION, NOTE_REGION };
static const char *const kind_words[] = {"@component ", "@function ", "@region "};

struct note {
    enum note_kind kind;
    const char *name;
    size_t name_length;
    const char *file;
    size_t file_length;
    uint64_t line;
    const char *text;
};

static mspec_status out_of_memory(const struct extraction *x)
{
    x->ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

/* ---- records ---- */

static bool parse_place(const char *from, const char *end, struct note *out)
{
    const char *colon = end;
    while (colon > from && colon[-1] != ':')
        colon--;
    if (colon == from || colon == end || end - colon > 9)
        return false;
    out->file = from;
    out->file_length = (size_t)(colon - 1 - from);
    out->line = 0;
    for (const char *c = colon; c < end; c++) {
        if (*c < '0' || *c > '9')
            return false;
        out->line = out->line * 10 + (uint64_t)(*c - '0');
    }
    return out->line > 0 && out->file_length > 0;
}

static bool parse_note(const char *record, struct note *out)
{
    for (unsigned k = 0; k < sizeof kind_words / sizeof *kind_words; k++) {
        size_t size = strlen(kind_words[k]);
        if (strncmp(record, kind_words[k], size) != 0)
            continue;
        out->kind = (enum note_kind)k;
        out->name = record + size;
        out->name_length = strcspn(out->name, " \n");
        const char *place = out->name + out->name_length, *end = strchr(record, '\n');
        if (*place != ' ' || !end || syntax_name_length(out->name, out->name_length) != out->name_length ||
            !out->name_length)
            return false;
        out->text = end + 1;
        return parse_place(place + 1, end, out);
    }
    return false;
}

/* The next record of an object, from *at on; NULL behind the last. Between records there may be zeros. */
static const char *next_record(const struct object *o, size_t *at)
{
    while (*at < o->notes_length && o->notes[*at] == '\0')
        (*at)++;
    if (*at >= o->notes_length)
        return NULL;
    const char *record = o->notes + *at;
    *at += strlen(record) + 1; /* the reader puts a zero behind the last one */
    return record;
}

static mspec_status bad(struct extraction *x, const struct object *o, struct span span, const char *why)
{
    report_hint(report(x->ctx, CODE_ANNOTATION_BAD, span, "in `%s`, %s", o->path, why),
                "write annotations with the macros of mspec/annotate.h");
    return MSPEC_ERROR_INPUT;
}

name_id annotation_component(const struct object *o, struct extraction *x)
{
    size_t at = 0;
    struct note n;
    for (const char *record; (record = next_record(o, &at));)
        if (parse_note(record, &n) && n.kind == NOTE_COMPONENT)
            return names_intern(x->ctx->names, n.name, n.name_length);
    return 0;
}

/* Of one object only one component can be said. */
mspec_status annotations_read(struct extraction *x)
{
    mspec_status status = MSPEC_OK;
    for (size_t k = 0; k < x->objects.count; k++) {
        const struct object *o = x->objects.items[k];
        name_id first = annotation_component(o, x);
        const char *name = names_text(x->ctx->names, first);
        size_t at = 0;
        struct note n;
        for (const char *record; (record = next_record(o, &at));) {
            if (!parse_note(record, &n))
                status = bad(x, o, (struct span){0}, "the section `.mspec` holds something that is no annotation");
            else if (n.kind == NOTE_COMPONENT && first &&
                     (strlen(name) != n.name_length || memcmp(name, n.name, n.name_length) != 0))
                status = bad(x, o, (struct span){0}, "annotations name two components: an object is of one");
            else if (n.kind == NOTE_COMPONENT && syntax_is_reserved(n.name, n.name_length))
                status = bad(x, o, (struct span){0}, "an annotation names a component by a word of the language");
        }
    }
    return x->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : status;
}

/* ---- sources ---- */

static void write_source(const struct note *n, const char *part, uint64_t line, struct text *out)
{
    for (uint64_t k = 1; k < line; k++)
        text_append(out, "\n", 1);
    text_printf(out, "component %s { ", part);
    if (n->kind == NOTE_FUNCTION)
        text_printf(out, "function %.*s { ", (int)n->name_length, n->name);
    if (n->kind == NOTE_REGION)
        text_puts(out, "[Region] += ");
    text_puts(out, n->text);
    text_puts(out, n->kind == NOTE_FUNCTION ? "\n} }\n" : "\n}\n");
}

static struct file *parse_source(struct extraction *x, const struct note *n, const char *part, size_t *padding)
{
    bool placed = n->line <= MOST_LINES && *padding + n->line <= MOST_PADDING;
    uint64_t line = placed ? n->line : 1;
    const char *name = placed
                           ? arena_copy(&x->arena, n->file, n->file_length)
                           : arena_printf(&x->arena, "%.*s:%llu", (int)n->file_length, n->file, (unsigned long long)n->line);
    struct text text = {0};
    uint32_t id;
    *padding += line;
    write_source(n, part, line, &text);
    struct file *file = NULL;
    if (name && !text.failed && source_add(x->ctx, name, NULL, text.bytes, text.length, SOURCE_DATA, &id))
        file = syntax_parse(x->ctx, id);
    text_fini(&text);
    return file;
}

/* The block that holds the clauses; NULL when the text is more than clauses, or less. */
static const struct block *the_block(const struct file *file, const struct note *n)
{
    if (file->block_count != 1 || file->include_line_count || file->blocks[0].implicit)
        return NULL;
    const struct block *b = &file->blocks[0];
    if (n->kind != NOTE_FUNCTION)
        return b->block_count ? NULL : b;
    return b->clause_count || b->block_count != 1 || b->blocks[0].kind != BLOCK_FUNCTION || b->blocks[0].block_count
               ? NULL
               : &b->blocks[0];
}

/* ---- hands ---- */

static bool same_value(struct extraction *x, const struct clause *a, const struct clause *b)
{
    struct text s = {0}, t = {0};
    format_value(x->ctx, a, &s);
    format_value(x->ctx, b, &t);
    bool same = !s.failed && !t.failed && s.length == t.length && (!s.length || memcmp(s.bytes, t.bytes, s.length) == 0);
    text_fini(&s);
    text_fini(&t);
    return same;
}

/* An annotation in a header is in every object: said twice is said once. Two different words of one rank contradict each other. */
static mspec_status add_hand(struct extraction *x, struct part *p, struct hand h)
{
    for (size_t k = 0; k < p->hands.count; k++) {
        const struct hand *other = &p->hands.items[k];
        if (other->clause->heading != h.clause->heading || other->function != h.function || other->rank != h.rank ||
            other->clause->op != h.clause->op)
            continue;
        if (same_value(x, other->clause, h.clause))
            return MSPEC_OK;
        if (h.clause->op != CLAUSE_SET || h.clause->is_contract)
            continue;
        struct report *r = report(x->ctx, CODE_ANNOTATION_BAD, h.clause->span, "[%s] of `%s` is said twice, and differently",
                                  heading_text(h.clause->heading), p->name);
        report_related(r, other->clause->span, "the other one");
        return MSPEC_ERROR_INPUT;
    }
    return vector_push(&x->ctx->memory, &p->hands, h) ? MSPEC_OK : out_of_memory(x);
}

static mspec_status add_block(struct extraction *x, struct part *p, const struct block *b, name_id function, unsigned rank)
{
    mspec_status status = MSPEC_OK;
    for (uint32_t k = 0; k < b->clause_count && status == MSPEC_OK; k++)
        if (b->clauses[k].heading != HEADING_UNKNOWN)
            status = add_hand(x, p, (struct hand){&b->clauses[k], function, rank, false});
    return status;
}

/* MSPEC_REGION(runq, "(runq, …)"): the two must agree, for the first says where it stands. */
static bool is_region_of(const struct extraction *x, const struct block *b, const struct note *n)
{
    if (b->clause_count != 1 || b->clauses[0].heading != HEADING_REGION || b->clauses[0].group_count != 1 ||
        b->clauses[0].groups[0].item_count != 1)
        return false;
    const struct item *item = &b->clauses[0].groups[0].items[0];
    if (item->term_count != 1 || item->terms[0].kind != TERM_TUPLE || !item->terms[0].arg_count)
        return false;
    const char *name = names_text(x->ctx->names, item->terms[0].args[0].terms[0].name);
    return strlen(name) == n->name_length && memcmp(name, n->name, n->name_length) == 0;
}

static mspec_status attach_note(struct extraction *x, struct part *p, const struct object *o, const char *record,
                                size_t *padding)
{
    struct note n;
    if (!parse_note(record, &n))
        return MSPEC_OK; /* reported */
    struct file *file = parse_source(x, &n, p->name, padding);
    if (!file)
        return out_of_memory(x);
    if (file->broken)
        return MSPEC_ERROR_INPUT;
    const struct block *b = the_block(file, &n);
    struct span span = file->block_count ? file->blocks[0].span : (struct span){file->source, 0, 0};
    if (!b)
        return bad(x, o, span, "an annotation is not clauses alone");
    if (n.kind == NOTE_REGION && !is_region_of(x, b, &n))
        return bad(x, o, span, "the annotation of a region is not `(NAME, OWN or SHARED, SIZE)` with its own name");
    if (n.kind == NOTE_COMPONENT && p->by_rule &&
        (strlen(p->name) != n.name_length || memcmp(p->name, n.name, n.name_length) != 0))
        return bad(x, o, span, "an annotation names another component than the rules do");
    name_id function = n.kind == NOTE_FUNCTION ? names_intern(x->ctx->names, n.name, n.name_length) : 0;
    return add_block(x, p, b, function, 1);
}

mspec_status annotations_attach(struct extraction *x)
{
    mspec_status status = MSPEC_OK;
    size_t padding = 0;
    for (size_t k = 0; k < x->parts.count; k++) {
        struct part *p = x->parts.items[k];
        for (size_t n = 0; n < p->objects.count; n++) {
            const struct object *o = p->objects.items[n];
            size_t at = 0;
            for (const char *record; (record = next_record(o, &at)) && x->ctx->error_count < 100;) {
                mspec_status one = attach_note(x, p, o, record, &padding);
                if (one == MSPEC_ERROR_MEMORY)
                    return one;
                status = one == MSPEC_OK ? status : one;
            }
        }
    }
    return status;
}

/* ---- files of clauses ---- */

static mspec_status take_block(struct extraction *x, const struct block *b)
{
    const char *name = names_text(x->ctx->names, b->name);
    uint32_t at = b->kind == BLOCK_COMPONENT ? part_find(x, name) : UINT32_MAX;
    if (at == UINT32_MAX) {
        struct report *r = report(x->ctx, CODE_ANNOTATION_BAD, b->span, "`%s` is no component that is extracted", name);
        report_hint(r, "clauses are for extracted components; other blocks belong in a specification of their own");
        size_t count = x->parts.count < 4096 ? x->parts.count : 4096;
        const char **names = arena_new_array(&x->arena, const char *, count);
        for (size_t k = 0; names && k < count; k++)
            names[k] = x->parts.items[k]->name;
        if (names && b->kind == BLOCK_COMPONENT)
            report_suggest(r, name, names, count);
        return MSPEC_ERROR_INPUT;
    }
    if (b->parent) {
        report(x->ctx, CODE_ANNOTATION_BAD, b->parent_span, "an extracted component has no parent");
        return MSPEC_ERROR_INPUT;
    }
    struct part *p = x->parts.items[at];
    mspec_status status = add_block(x, p, b, 0, 2);
    for (uint32_t k = 0; k < b->block_count && status == MSPEC_OK; k++) {
        if (b->blocks[k].kind != BLOCK_FUNCTION) {
            report(x->ctx, CODE_ANNOTATION_BAD, b->blocks[k].span, "an extracted component has no variants");
            return MSPEC_ERROR_INPUT;
        }
        status = add_block(x, p, &b->blocks[k], b->blocks[k].name, 2);
    }
    return status;
}

static mspec_status read_clauses(struct extraction *x, const char *path)
{
    const char *bytes;
    size_t length;
    uint32_t id;
    mspec_status status = syntax_read_file(x->ctx, path, LARGEST_CLAUSES, &bytes, &length);
    if (status != MSPEC_OK)
        return status;
    if (!source_add(x->ctx, files_short_name(path), NULL, bytes, length, SOURCE_DATA, &id))
        return out_of_memory(x);
    struct file *file = syntax_parse(x->ctx, id);
    if (!file)
        return out_of_memory(x);
    if (file->broken)
        return MSPEC_ERROR_INPUT;
    if (file->include_line_count) {
        report(x->ctx, CODE_ANNOTATION_BAD, file->include_lines[0].span, "a file of clauses includes nothing");
        return MSPEC_ERROR_INPUT;
    }
    for (uint32_t k = 0; k < file->block_count && status == MSPEC_OK; k++) {
        const struct block *b = &file->blocks[k];
        if (!b->implicit) {
            status = take_block(x, b);
            continue;
        }
        for (size_t n = 0; n < x->parts.count && status == MSPEC_OK; n++)
            status = add_block(x, x->parts.items[n], b, 0, 0);
    }
    return status;
}

mspec_status clauses_read(struct extraction *x)
{
    mspec_status status = MSPEC_OK;
    for (size_t k = 0; k < x->request->clause_count && status != MSPEC_ERROR_MEMORY; k++) {
        mspec_status one = read_clauses(x, x->request->clauses[k]);
        status = one == MSPEC_OK ? status : one;
    }
    return status;
}
