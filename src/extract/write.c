/* Components as canonical text: what `mspec fmt` would make of it. */
#include "extract/write.h"

#include <string.h>

#include "extract/functions.h"
#include "syntax/format.h"
#include "syntax/syntax.h"

enum { INDENT = 4 };

struct text *write_begin(struct writer *w, enum heading heading, enum clause_op op)
{
    struct line line = {heading, op, {0}};
    if (!vector_push(&w->x->ctx->memory, &w->lines, line)) {
        w->failed = true;
        return NULL;
    }
    return &w->lines.items[w->lines.count - 1].value;
}

void write_string(struct text *t, const char *string)
{
    text_puts(t, "\"");
    for (const char *c = string; *c; c++) {
        if (*c == '"' || *c == '\\')
            text_puts(t, "\\");
        text_append(t, (unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7f ? "?" : c,
                    1); /* plain letters only: any bytes may come */
    }
    text_puts(t, "\"");
}

/* ---- by hand ---- */

bool write_is_set(const struct part *p, enum heading heading, name_id function, unsigned *rank)
{
    bool found = false;
    for (size_t k = 0; k < p->hands.count; k++) {
        const struct hand *h = &p->hands.items[k];
        if (h->clause->heading != heading || h->function != function || h->clause->op != CLAUSE_SET)
            continue;
        *rank = !found || h->rank > *rank ? h->rank : *rank;
        found = true;
    }
    return found;
}

/* What was set by the highest rank, then all that is added or taken. */
void write_hands(struct writer *w, const struct part *p, enum heading heading, name_id function)
{
    unsigned rank = 0;
    bool set = write_is_set(p, heading, function, &rank);
    for (int adding = 0; adding < 2; adding++)
        for (size_t k = 0; k < p->hands.count; k++) {
            const struct hand *h = &p->hands.items[k];
            bool is_set = h->clause->op == CLAUSE_SET;
            if (h->clause->heading != heading || h->function != function || is_set == (adding == 1) ||
                (is_set && set && h->rank != rank))
                continue;
            struct text *t = write_begin(w, heading, h->clause->op);
            if (t)
                format_value(w->x->ctx, h->clause, t);
        }
}

bool write_by_hand(struct writer *w, const struct part *p, enum heading heading)
{
    unsigned rank;
    bool set = write_is_set(p, heading, 0, &rank);
    if (set)
        write_hands(w, p, heading, 0);
    return set;
}

/* ---- lines ---- */

static const char *op_text(enum clause_op op)
{
    return op == CLAUSE_SET ? "::=" : op == CLAUSE_ADD ? "+=" : "-=";
}

static void flush(struct writer *w, size_t indent)
{
    size_t heading = 0, op = 0;
    for (size_t k = 0; k < w->lines.count; k++) {
        size_t a = strlen(heading_text(w->lines.items[k].heading)), b = strlen(op_text(w->lines.items[k].op));
        heading = a > heading ? a : heading;
        op = b > op ? b : op;
    }
    for (size_t k = 0; k < w->lines.count; k++) {
        struct line *line = &w->lines.items[k];
        for (size_t i = 0; i < indent; i++)
            text_puts(w->out, " ");
        size_t start = w->out->length;
        text_printf(w->out, "[%s]", heading_text(line->heading));
        text_pad(w->out, start, heading + 3);
        size_t at = w->out->length;
        text_puts(w->out, op_text(line->op));
        text_pad(w->out, at, op + 1);
        size_t column = indent + w->out->length - start;
        w->failed |= line->value.failed;
        if (line->value.length && !line->value.failed)
            format_wrap(line->value.bytes, line->value.length, column, column, w->out);
        text_puts(w->out, "\n");
        text_fini(&line->value);
    }
    w->lines.count = 0;
}

/* ---- functions ---- */

static bool has_function_hand(const struct part *p, name_id function, enum heading heading)
{
    for (size_t k = 0; k < p->hands.count; k++)
        if (p->hands.items[k].function == function && p->hands.items[k].clause->heading == heading)
            return true;
    return false;
}

static void put_function_hands(struct writer *w, const struct part *p, name_id name)
{
    for (int h = 0; h < HEADING_COUNT; h++)
        if ((h != HEADING_MEMORY_ACCESS && h != HEADING_CALL) && has_function_hand(p, name, (enum heading)h))
            write_hands(w, p, (enum heading)h, name);
}

static void put_function(struct writer *w, const struct part *p, const struct function *f)
{
    unsigned rank;
    const char *name = spell_symbol(w->x, f->name);
    text_printf(w->out, "\n    function %s {\n", name ? name : "");
    if (f->extracted && !write_is_set(p, HEADING_MEMORY_ACCESS, f->name, &rank))
        clause_memory(w, true, f->needs, f->need_count);
    write_hands(w, p, HEADING_MEMORY_ACCESS, f->name);
    if (f->extracted && !write_is_set(p, HEADING_CALL, f->name, &rank)) {
        clause_call(w, f->calls_unseen, f->needs, f->need_count);
        struct text *t = w->lines.count ? &w->lines.items[w->lines.count - 1].value : NULL;
        for (uint32_t k = 0; t && k < f->callee_count; k++) {
            const char *callee = spell_symbol(w->x, f->callees[k]);
            if (k == 0 && t->length == 4 && memcmp(t->bytes, "none", 4) == 0)
                t->length = 0;
            text_printf(t, "%s%s", k ? ",\x02" : t->length ? ",\x01X(" : "X(", callee ? callee : "");
        }
        if (t && f->callee_count)
            text_puts(t, ")");
    }
    write_hands(w, p, HEADING_CALL, f->name);
    put_function_hands(w, p, f->name);
    flush(w, 2 * INDENT);
    text_puts(w->out, "    }\n");
}

static void put_functions(struct writer *w, const struct part *p)
{
    struct function_list list = {0};
    if (!functions_list(w->x, p, &list))
        w->failed = true;
    for (size_t k = 0; k < list.count; k++)
        put_function(w, p, &list.items[k]);
    vector_free(&w->x->ctx->memory, &list);
    bool taken = w->x->request->functions && p->taken;
    if (taken)
        text_puts(w->out, "\n    function " TAKEN
                          " {\n        [Memory Access] ::= R(*), W(*)\n        [Call]          ::= X\n    }\n");
}

/* ---- components ---- */

static void put_comments(struct writer *w, const struct part *p)
{
    struct text *t = w->out;
    if (p->indirect_calls)
        text_printf(t, "    # %u call%s through pointers\n", p->indirect_calls, p->indirect_calls == 1 ? "" : "s");
    if (p->unresolved_count) {
        size_t column = 0;
        text_puts(t, "    # outside of the files:");
        for (uint32_t k = 0; k < p->unresolved_count; k++) {
            const char *name = spell_symbol(w->x, p->unresolved[k]);
            if (column > 70) {
                text_puts(t, "\n    #");
                column = 0;
            }
            text_printf(t, " %s", name ? name : "");
            column += name ? strlen(name) + 1 : 0;
        }
        text_puts(t, "\n");
    }
    if (p->soft.count) {
        text_puts(t, "    # may ask for, when it runs:");
        for (size_t k = 0; k < p->soft.count; k++) {
            const char *name = spell_component(w->x, p->soft.items[k], strlen(p->soft.items[k]));
            text_printf(t, " %s", name ? name : "");
        }
        text_puts(t, "\n");
    }
    mark_set partly = p->seen & ~p->hardened;
    for (unsigned k = 0; k < MARK_COUNT && partly; k++)
        if (partly & 1u << k)
            text_printf(t, "    # in parts at least: %s\n", mark_name((enum mark)k));
}

static bool is_written_here(enum heading h)
{
    static const enum heading own[] = {HEADING_TITLE,  HEADING_LANGUAGE, HEADING_MEMORY_ACCESS, HEADING_CALL,   HEADING_API,
                                       HEADING_REGION, HEADING_SIZE,     HEADING_ORIGIN,        HEADING_HARDENED,
                                       HEADING_REQUIRES};
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (own[k] == h)
            return true;
    return false;
}

static void put_part(struct writer *w, const struct part *p)
{
    struct text *t;
    text_printf(w->out, "component %s {\n", p->name);
    put_comments(w, p);
    if (!write_by_hand(w, p, HEADING_TITLE) && p->title && *p->title && (t = write_begin(w, HEADING_TITLE, CLAUSE_SET)))
        write_string(t, p->title);
    if (!write_by_hand(w, p, HEADING_LANGUAGE) && p->has_code && (t = write_begin(w, HEADING_LANGUAGE, CLAUSE_SET)))
        text_puts(t, clause_language(w->x, p));
    if (p->has_code) {
        clause_intent(w, p);
    } else {
        write_hands(w, p, HEADING_MEMORY_ACCESS, 0);
        write_hands(w, p, HEADING_CALL, 0);
    }
    clause_api(w, p);
    clause_regions(w, p);
    clause_requires(w, p);
    clause_facts(w, p);
    for (int h = 0; h < HEADING_COUNT; h++)
        if (!is_written_here((enum heading)h))
            write_hands(w, p, (enum heading)h, 0);
    flush(w, INDENT);
    put_functions(w, p);
    text_puts(w->out, "}\n");
}

static void note_regions(const struct extraction *x)
{
    for (size_t k = 0; k < x->parts.count && !x->request->variables; k++)
        for (uint32_t n = 0; n < x->parts.items[k]->symbol_count; n++)
            if (x->parts.items[k]->symbols[n].kind != SYMBOL_FUNCTION && x->parts.count > 1) {
                report(x->ctx, CODE_REGION_PLACEMENT, (struct span){0},
                       "`%s.%s` is a variable, and is written as a region; so are others", x->parts.items[k]->name,
                       names_text(x->ctx->names, x->parts.items[k]->symbols[n].name));
                return;
            }
}

mspec_status extract_write(struct extraction *x, struct text *out)
{
    struct writer w = {.x = x, .out = out};
    for (size_t k = 0; k < x->parts.count && !w.failed; k++) {
        if (k)
            text_puts(out, "\n");
        put_part(&w, x->parts.items[k]);
    }
    for (size_t k = 0; k < w.lines.count; k++)
        text_fini(&w.lines.items[k].value);
    vector_free(&x->ctx->memory, &w.lines);
    note_regions(x);
    return w.failed || out->failed || x->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}
