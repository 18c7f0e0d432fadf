/* Who has which symbol. Takes parts with their objects; gives each part its needs, the symbols that others use, and the names
 * that nobody has. */
#define _GNU_SOURCE /* qsort_r */
#include <stdlib.h>
#include <string.h>

#include "extract/extract.h"
#include "syntax/syntax.h"

enum { LARGEST_SYMVERS = 64 << 20 };

struct definition {
    uint32_t part;
    uint8_t kind;
    bool weak, writable, used;
    uint64_t size;
    uint32_t next; /* of the same name; UINT32_MAX */
};

struct owners {
    struct extraction *x;
    struct {
        VECTOR(struct definition);
    } all;
    struct name_row {     /* by name id */
        uint32_t first;   /* definition, plus 1 */
        uint32_t own;     /* the part that has it among its own symbols, plus 1: while that part is looked at */
        uint32_t seen;    /* likewise: the part that needs it */
        uint32_t need;    /* index in `needs` of that part */
        uint8_t core;     /* of the core kernel, by Module.symvers: 1; of another module: 2 */
        uint8_t core_uses; /* of somebody's: what the core's symbol must be */
        const char *module; /* by Module.symvers */
    } *rows;
    size_t row_count;
    bool has_symvers;
    struct {
        VECTOR(struct part_need);
    } wanted;             /* of the part that is looked at; owner is not yet known */
    struct {
        VECTOR(struct part_need);
    } needs;
    struct {
        VECTOR(name_id);
    } unresolved;
};

static mspec_status out_of_memory(const struct extraction *x)
{
    x->ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

/* ---- definitions ---- */

/* Ids are dense: the largest one in use bounds the table. */
static size_t largest_name(const struct extraction *x)
{
    name_id largest = 0;
    for (size_t k = 0; k < x->objects.count; k++) {
        const struct object *o = x->objects.items[k];
        for (uint32_t n = 0; n < o->import_count; n++)
            largest = o->imports[n].name > largest ? o->imports[n].name : largest;
        for (uint32_t n = 0; n < o->export_count; n++)
            largest = o->exports[n].name > largest ? o->exports[n].name : largest;
    }
    return largest;
}

static bool has_entries(const struct object *o)
{
    for (uint32_t k = 0; k < o->export_count; k++)
        if (o->exports[k].is_entry)
            return true;
    return false;
}

/* Modules, and the kernel, offer what stands in their table of exports and nothing else. */
static bool is_offered(const struct object *o, const struct object_export *e, bool entries)
{
    return e->is_entry || !(o->is_module || entries);
}

static bool define(struct owners *w, uint32_t part, const struct object_export *e)
{
    struct name_row *row = &w->rows[e->name];
    struct definition d = {
        part, e->kind, e->weak, e->writable, w->x->request->all_api, e->size, row->first ? row->first - 1 : UINT32_MAX};
    if (!vector_push(&w->x->ctx->memory, &w->all, d))
        return false;
    row->first = (uint32_t)w->all.count;
    return true;
}

static mspec_status define_all(struct owners *w)
{
    struct extraction *x = w->x;
    for (uint32_t k = 0; k < x->parts.count; k++) {
        const struct part *p = x->parts.items[k];
        for (size_t n = 0; n < p->objects.count; n++) {
            const struct object *o = p->objects.items[n];
            bool entries = has_entries(o);
            for (uint32_t e = 0; e < o->export_count; e++)
                if (is_offered(o, &o->exports[e], entries) && !define(w, k, &o->exports[e]))
                    return out_of_memory(x);
        }
    }
    return MSPEC_OK;
}

/* ---- Module.symvers: "0xcrc<tab>symbol<tab>owner<tab>kind<tab>namespace" ---- */

static void read_symvers_line(struct owners *w, const char *line, size_t length)
{
    const char *symbol = memchr(line, '\t', length);
    if (!symbol)
        return;
    symbol++;
    const char *owner = memchr(symbol, '\t', (size_t)(line + length - symbol));
    if (!owner)
        return;
    name_id name = names_find(w->x->ctx->names, symbol, (size_t)(owner - symbol));
    owner++;
    const char *end = memchr(owner, '\t', (size_t)(line + length - owner));
    size_t size = end ? (size_t)(end - owner) : (size_t)(line + length - owner);
    if (!name || name >= w->row_count)
        return; /* nobody uses it */
    w->rows[name].core = size == 7 && memcmp(owner, "vmlinux", 7) == 0 ? 1 : 2;
    w->rows[name].module = arena_copy(&w->x->arena, owner, size);
}

static mspec_status read_symvers(struct owners *w)
{
    const char *bytes;
    size_t length;
    if (!w->x->symvers || w->x->core == UINT32_MAX || !w->x->parts.items[w->x->core]->is_core)
        return MSPEC_OK;
    mspec_status status = syntax_read_file(w->x->ctx, w->x->symvers, LARGEST_SYMVERS, &bytes, &length);
    for (size_t at = 0; at < length && status == MSPEC_OK;) {
        const char *end = memchr(bytes + at, '\n', length - at);
        size_t size = end ? (size_t)(end - bytes) - at : length - at;
        read_symvers_line(w, bytes + at, size);
        at += size + 1;
    }
    w->has_symvers = status == MSPEC_OK;
    return status;
}

/* ---- needs ---- */

static bool want_one(struct owners *w, uint32_t part, struct part_need need)
{
    struct name_row *row = &w->rows[need.name];
    row->seen = part + 1;
    row->need = (uint32_t)w->wanted.count;
    return vector_push(&w->x->ctx->memory, &w->wanted, need);
}

/* Where the part has a weak definition, a strong one of somebody else takes its place, and the part's calls go there. */
static mspec_status want_weak(struct owners *w, uint32_t part)
{
    const struct part *p = w->x->parts.items[part];
    for (size_t k = 0; k < p->objects.count; k++) {
        const struct object *o = p->objects.items[k];
        for (uint32_t n = 0; n < o->export_count; n++) {
            const struct object_export *e = &o->exports[n];
            struct name_row *row = &w->rows[e->name];
            if (!e->weak || row->own == part + 1)
                continue;
            if (row->seen == part + 1)
                w->wanted.items[row->need].uses |= USE_HAS_WEAK;
            else if (!want_one(w, part,
                               (struct part_need){.name = e->name, .kind = e->kind, .uses = USE_UNKNOWN | USE_HAS_WEAK}))
                return out_of_memory(w->x);
        }
    }
    return MSPEC_OK;
}

static mspec_status want(struct owners *w, uint32_t part)
{
    struct extraction *x = w->x;
    const struct part *p = x->parts.items[part];
    for (size_t k = 0; k < p->objects.count; k++) {
        const struct object *o = p->objects.items[k];
        for (uint32_t n = 0; n < o->export_count; n++)
            if (!o->exports[n].weak)
                w->rows[o->exports[n].name].own = part + 1;
    }
    for (size_t k = 0; k < p->objects.count; k++) {
        const struct object *o = p->objects.items[k];
        for (uint32_t n = 0; n < o->import_count; n++) {
            const struct object_import *i = &o->imports[n];
            struct name_row *row = &w->rows[i->name];
            if (row->own == part + 1)
                continue;
            if (row->seen == part + 1) {
                struct part_need *need = &w->wanted.items[row->need];
                need->uses = (uint8_t)((need->uses | i->uses) & ~USE_WEAK) | (need->uses & i->uses & USE_WEAK);
                need->kind = need->kind ? need->kind : i->kind;
                continue;
            }
            if (!want_one(w, part, (struct part_need){.name = i->name, .kind = i->kind, .uses = i->uses}))
                return out_of_memory(x);
        }
    }
    return want_weak(w, part);
}

static bool add_need(struct owners *w, struct part_need need, uint32_t owner, uint8_t kind, bool writable)
{
    need.owner = owner;
    need.kind = kind;
    need.writes = kind != SYMBOL_FUNCTION && writable;
    return vector_push(&w->x->ctx->memory, &w->needs, need);
}

/* A strong definition goes before a weak one; of several alike, any may be meant. */
static bool resolve_defined(struct owners *w, uint32_t part, const struct part_need *need, bool *found)
{
    struct extraction *x = w->x;
    bool strong = false;
    uint32_t first = UINT32_MAX, second = UINT32_MAX;
    for (uint32_t d = w->rows[need->name].first - 1; d != UINT32_MAX; d = w->all.items[d].next)
        strong |= w->all.items[d].part != part && !w->all.items[d].weak;
    for (uint32_t d = w->rows[need->name].first - 1; d != UINT32_MAX; d = w->all.items[d].next) {
        struct definition *def = &w->all.items[d];
        if (def->part == part || (def->weak && (strong || need->uses & USE_HAS_WEAK)) || def->part == first ||
            def->part == second)
            continue;
        def->used = true;
        *found = true;
        second = first;
        first = def->part;
        if (!add_need(w, *need, def->part, def->kind, def->writable))
            return false;
    }
    if (second != UINT32_MAX)
        report_hint(report(x->ctx, CODE_AMBIGUOUS_SYMBOL, (struct span){0}, "`%s` uses `%s`, which `%s` and `%s` have",
                           x->parts.items[part]->name, spell_symbol(x, need->name), x->parts.items[second]->name,
                           x->parts.items[first]->name),
                    "each of them is taken to be meant");
    return true;
}

static mspec_status resolve(struct owners *w, uint32_t part)
{
    struct extraction *x = w->x;
    const struct part *p = x->parts.items[part];
    for (size_t k = 0; k < w->wanted.count; k++) {
        const struct part_need *need = &w->wanted.items[k];
        struct name_row *row = &w->rows[need->name];
        bool found = false;
        if (row->first && !resolve_defined(w, part, need, &found))
            return out_of_memory(x);
        if (found || need->uses & USE_HAS_WEAK)
            continue;
        bool of_core = p->is_module && x->core != UINT32_MAX && x->parts.items[x->core]->is_core && part != x->core &&
                       (w->has_symvers ? row->core == 1 : true);
        if (of_core) {
            row->core = 1;
            if (!add_need(w, *need, x->core, SYMBOL_UNKNOWN, true))
                return out_of_memory(x);
        } else if (!vector_push(&x->ctx->memory, &w->unresolved, need->name)) {
            return out_of_memory(x);
        }
    }
    return MSPEC_OK;
}

static int compare_needs(const void *a, const void *b, void *user)
{
    struct extraction *x = user;
    const struct part_need *n = a, *m = b;
    if (n->owner != m->owner)
        return n->owner < m->owner ? -1 : 1;
    return strcmp(names_text(x->ctx->names, n->name), names_text(x->ctx->names, m->name));
}

static int compare_names(const void *a, const void *b, void *user)
{
    struct extraction *x = user;
    return strcmp(names_text(x->ctx->names, *(const name_id *)a), names_text(x->ctx->names, *(const name_id *)b));
}

static void warn_unresolved(struct extraction *x, const struct part *p, const struct owners *w)
{
    struct text text = {0};
    uint32_t shown = 0;
    for (uint32_t k = 0; k < p->unresolved_count && shown < 8; k++, shown++)
        text_printf(&text, "%s`%s`", shown ? ", " : "", spell_symbol(x, p->unresolved[k]));
    if (p->unresolved_count > shown)
        text_printf(&text, " and %u others", p->unresolved_count - shown);
    struct report *r = report(x->ctx, CODE_UNRESOLVED_SYMBOLS, (struct span){0}, "`%s` uses %s: no file has %s", p->name,
                              text.bytes ? text.bytes : "", p->unresolved_count == 1 ? "it" : "them");
    const char *module = w->rows[p->unresolved[0]].module;
    if (module)
        report_hint(r, "`%s` is in the module `%s`", spell_symbol(x, p->unresolved[0]), module);
    text_fini(&text);
}

static mspec_status keep(struct owners *w, uint32_t part)
{
    struct extraction *x = w->x;
    struct part *p = x->parts.items[part];
    p->need_count = (uint32_t)w->needs.count;
    p->needs = vector_to_arena(&x->arena, &w->needs);
    p->unresolved_count = (uint32_t)w->unresolved.count;
    p->unresolved = vector_to_arena(&x->arena, &w->unresolved);
    if (!p->needs || !p->unresolved)
        return out_of_memory(x);
    if (p->need_count)
        qsort_r(p->needs, p->need_count, sizeof *p->needs, compare_needs, x);
    if (p->unresolved_count) {
        qsort_r(p->unresolved, p->unresolved_count, sizeof *p->unresolved, compare_names, x);
        warn_unresolved(x, p, w);
    }
    w->wanted.count = w->needs.count = w->unresolved.count = 0;
    return MSPEC_OK;
}

/* ---- symbols that others use ---- */

static int compare_symbols(const void *a, const void *b, void *user)
{
    struct extraction *x = user;
    return strcmp(names_text(x->ctx->names, ((const struct part_symbol *)a)->name),
                  names_text(x->ctx->names, ((const struct part_symbol *)b)->name));
}

/* What somebody calls is a function. What nobody calls may be a variable, and is taken to be one: reading and writing it
 * is then not forgotten, and calling it through a pointer is covered by `address-taken`. */
static void settle_core(struct owners *w)
{
    struct extraction *x = w->x;
    for (size_t k = 0; k < x->parts.count; k++)
        for (uint32_t n = 0; n < x->parts.items[k]->need_count; n++) {
            const struct part_need *need = &x->parts.items[k]->needs[n];
            if (need->owner == x->core)
                w->rows[need->name].core_uses |= need->uses;
        }
    for (size_t k = 0; k < x->parts.count; k++)
        for (uint32_t n = 0; n < x->parts.items[k]->need_count; n++) {
            struct part_need *need = &x->parts.items[k]->needs[n];
            if (need->owner != x->core)
                continue;
            need->kind = w->rows[need->name].core_uses & USE_CALL ? SYMBOL_FUNCTION : SYMBOL_UNKNOWN;
            need->writes = need->kind != SYMBOL_FUNCTION;
        }
}

static mspec_status list_core(struct owners *w)
{
    struct extraction *x = w->x;
    struct part *p = x->parts.items[x->core];
    uint32_t count = 0;
    for (size_t k = 0; k < w->row_count; k++)
        count += w->rows[k].core_uses != 0;
    p->symbols = arena_new_array(&x->arena, struct part_symbol, count);
    if (!p->symbols)
        return out_of_memory(x);
    for (size_t k = 0; k < w->row_count; k++)
        if (w->rows[k].core_uses) {
            bool called = w->rows[k].core_uses & USE_CALL;
            p->symbols[p->symbol_count++] =
                (struct part_symbol){(name_id)k, called ? SYMBOL_FUNCTION : SYMBOL_UNKNOWN, true, 0};
        }
    return MSPEC_OK;
}

static mspec_status list_symbols(struct owners *w)
{
    struct extraction *x = w->x;
    uint32_t *counts = arena_new_array(&x->arena, uint32_t, x->parts.count);
    bool alone = x->parts.count == 1; /* nobody else is there who could use anything: all of it */
    if (!counts)
        return out_of_memory(x);
    for (size_t k = 0; k < w->all.count; k++) {
        w->all.items[k].used |= alone;
        counts[w->all.items[k].part] += w->all.items[k].used;
    }
    for (size_t k = 0; k < x->parts.count; k++)
        if (!x->parts.items[k]->is_core && !x->parts.items[k]->is_source) {
            x->parts.items[k]->symbols = arena_new_array(&x->arena, struct part_symbol, counts[k]);
            if (!x->parts.items[k]->symbols)
                return out_of_memory(x);
        }
    for (size_t k = 0; k < w->row_count; k++)
        for (uint32_t d = w->rows[k].first - 1; d != UINT32_MAX; d = w->all.items[d].next) {
            const struct definition *def = &w->all.items[d];
            struct part *p = x->parts.items[def->part];
            struct part_symbol *last = p->symbol_count ? &p->symbols[p->symbol_count - 1] : NULL;
            if (!def->used)
                continue;
            if (last && last->name == k) { /* of several objects: the larger, and what may be written */
                last->size = def->size > last->size ? def->size : last->size;
                last->writable |= def->writable;
                last->kind = last->kind == def->kind ? last->kind : SYMBOL_UNKNOWN;
            } else {
                p->symbols[p->symbol_count++] = (struct part_symbol){(name_id)k, def->kind, def->writable, def->size};
            }
        }
    return MSPEC_OK;
}

/* The needs of data, from the side of those who have it. */
static mspec_status list_grants(struct extraction *x)
{
    uint32_t *counts = arena_new_array(&x->arena, uint32_t, x->parts.count);
    if (!counts)
        return out_of_memory(x);
    for (size_t k = 0; k < x->parts.count; k++)
        for (uint32_t n = 0; n < x->parts.items[k]->need_count; n++)
            counts[x->parts.items[k]->needs[n].owner] += x->parts.items[k]->needs[n].kind != SYMBOL_FUNCTION;
    for (size_t k = 0; k < x->parts.count; k++)
        if (!(x->parts.items[k]->grants = arena_new_array(&x->arena, struct part_grant, counts[k])))
            return out_of_memory(x);
    for (uint32_t k = 0; k < x->parts.count; k++)
        for (uint32_t n = 0; n < x->parts.items[k]->need_count; n++) {
            const struct part_need *need = &x->parts.items[k]->needs[n];
            struct part *owner = x->parts.items[need->owner];
            if (need->kind != SYMBOL_FUNCTION)
                owner->grants[owner->grant_count++] = (struct part_grant){need->name, k, need->writes};
        }
    return MSPEC_OK;
}

mspec_status owners_resolve(struct extraction *x)
{
    struct owners w = {.x = x, .row_count = largest_name(x) + 1};
    w.rows = arena_new_array(&x->arena, struct name_row, w.row_count);
    mspec_status status = w.rows ? define_all(&w) : out_of_memory(x);
    if (status == MSPEC_OK)
        status = read_symvers(&w);
    for (uint32_t k = 0; k < x->parts.count && status == MSPEC_OK; k++) {
        status = want(&w, k);
        if (status == MSPEC_OK)
            status = resolve(&w, k);
        if (status == MSPEC_OK)
            status = keep(&w, k);
    }
    if (status == MSPEC_OK && x->core != UINT32_MAX && x->parts.items[x->core]->is_core) {
        settle_core(&w);
        status = list_core(&w);
    }
    if (status == MSPEC_OK)
        status = list_symbols(&w);
    if (status == MSPEC_OK && (x->request->grant_users || x->request->grant_all))
        status = list_grants(x);
    for (size_t k = 0; k < x->parts.count && status == MSPEC_OK; k++)
        if (x->parts.items[k]->symbol_count)
            qsort_r(x->parts.items[k]->symbols, x->parts.items[k]->symbol_count, sizeof(struct part_symbol), compare_symbols,
                    x);
    vector_free(&x->ctx->memory, &w.all);
    vector_free(&x->ctx->memory, &w.wanted);
    vector_free(&x->ctx->memory, &w.needs);
    vector_free(&x->ctx->memory, &w.unresolved);
    return status;
}

bool extract_depends(struct extraction *x, const struct part *p, uint32_t **out, uint32_t *count)
{
    *count = 0;
    *out = arena_new_array(&x->arena, uint32_t, p->need_count);
    if (!*out)
        return false;
    for (uint32_t k = 0; k < p->need_count; k++)
        if (!*count || (*out)[*count - 1] != p->needs[k].owner)
            (*out)[(*count)++] = p->needs[k].owner;
    return true;
}
