#define _GNU_SOURCE /* qsort_r */
#include "extract/functions.h"

#include <stdlib.h>
#include <string.h>

static int compare_functions(const void *a, const void *b, void *user)
{
    struct extraction *x = user;
    return strcmp(names_text(x->ctx->names, ((const struct function *)a)->name),
                  names_text(x->ctx->names, ((const struct function *)b)->name));
}

static int compare_names(const void *a, const void *b)
{
    name_id x = *(const name_id *)a, y = *(const name_id *)b;
    return x < y ? -1 : x > y;
}

struct lookup {
    struct extraction *x;
    const struct part *p;
    struct {
        VECTOR(struct part_need);
    } needs;
    struct {
        VECTOR(name_id);
    } callees;
};

/* The component's needs of a name: one for each who has it. */
static bool add_needs(struct lookup *l, name_id name)
{
    for (uint32_t k = 0; k < l->p->need_count; k++)
        if (l->p->needs[k].name == name && !vector_push(&l->x->ctx->memory, &l->needs, l->p->needs[k]))
            return false;
    return true;
}

static bool is_own(const struct part *p, name_id name)
{
    for (size_t k = 0; k < p->objects.count; k++)
        for (uint32_t n = 0; n < p->objects.items[k]->function_count; n++)
            if (p->objects.items[k]->functions[n].name == name)
                return true;
    return false;
}

static bool add_function(struct lookup *l, const struct object *o, const struct object_function *f, struct function *out)
{
    for (uint32_t k = 0; k < f->import_count; k++) {
        name_id name = o->imports[f->imports[k]].name;
        if (!add_needs(l, name) || (is_own(l->p, name) && !vector_push(&l->x->ctx->memory, &l->callees, name)))
            return false;
    }
    for (uint32_t k = 0; k < f->callee_count; k++)
        if (!vector_push(&l->x->ctx->memory, &l->callees, f->callees[k]))
            return false;
    /* Within one section, calls may have no relocation: only who is alone in his shows them all. */
    out->calls_unseen |= !f->alone || o->may_call_indirectly;
    out->extracted = true;
    return true;
}

static bool finish(struct lookup *l, struct function *f)
{
    f->needs = vector_to_arena(&l->x->arena, &l->needs);
    f->need_count = (uint32_t)l->needs.count;
    if (l->callees.count)
        qsort(l->callees.items, l->callees.count, sizeof(name_id), compare_names);
    f->callees = arena_new_array(&l->x->arena, name_id, l->callees.count);
    for (size_t k = 0; f->callees && k < l->callees.count; k++)
        if (!k || l->callees.items[k] != l->callees.items[k - 1])
            f->callees[f->callee_count++] = l->callees.items[k];
    l->needs.count = l->callees.count = 0;
    return f->needs && f->callees;
}

static bool add_name(struct extraction *x, struct function_list *list, name_id name)
{
    struct function f = {.name = name};
    return vector_push(&x->ctx->memory, list, f);
}

static bool list_names(struct extraction *x, const struct part *p, struct function_list *out)
{
    for (size_t k = 0; k < p->objects.count && x->request->functions; k++)
        for (uint32_t n = 0; n < p->objects.items[k]->function_count; n++)
            if (!add_name(x, out, p->objects.items[k]->functions[n].name))
                return false;
    for (size_t k = 0; k < p->hands.count; k++)
        if (p->hands.items[k].function && !add_name(x, out, p->hands.items[k].function))
            return false;
    if (out->count)
        qsort_r(out->items, out->count, sizeof *out->items, compare_functions, x);
    size_t kept = 0;
    for (size_t k = 0; k < out->count; k++)
        if (!kept || out->items[kept - 1].name != out->items[k].name)
            out->items[kept++] = out->items[k];
    out->count = kept;
    return true;
}

struct by_name {
    name_id name;
    const struct object *o;
    const struct object_function *f;
};

static int compare_by_name(const void *a, const void *b)
{
    const struct by_name *x = a, *y = b;
    return x->name < y->name ? -1 : x->name > y->name;
}

bool functions_list(struct extraction *x, const struct part *p, struct function_list *out)
{
    struct lookup l = {.x = x, .p = p};
    struct {
        VECTOR(struct by_name);
    } all = {0};
    bool ok = list_names(x, p, out);
    for (size_t k = 0; ok && k < p->objects.count && x->request->functions; k++)
        for (uint32_t n = 0; ok && n < p->objects.items[k]->function_count; n++) {
            struct by_name one = {p->objects.items[k]->functions[n].name, p->objects.items[k],
                                  &p->objects.items[k]->functions[n]};
            ok = vector_push(&x->ctx->memory, &all, one);
        }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_by_name);
    for (size_t k = 0; ok && k < out->count; k++) {
        size_t low = 0, high = all.count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (all.items[middle].name < out->items[k].name)
                low = middle + 1;
            else
                high = middle;
        }
        for (; ok && low < all.count && all.items[low].name == out->items[k].name; low++)
            ok = add_function(&l, all.items[low].o, all.items[low].f, &out->items[k]);
        ok = ok && finish(&l, &out->items[k]);
    }
    vector_free(&x->ctx->memory, &all);
    vector_free(&x->ctx->memory, &l.needs);
    vector_free(&x->ctx->memory, &l.callees);
    return ok;
}

bool functions_rest(struct extraction *x, const struct part *p, struct part_need **out, uint32_t *count)
{
    struct {
        VECTOR(name_id);
    } used = {0};
    bool ok = true;
    for (size_t k = 0; ok && k < p->objects.count; k++) {
        const struct object *o = p->objects.items[k];
        for (uint32_t n = 0; ok && n < o->function_count; n++)
            for (uint32_t i = 0; ok && i < o->functions[n].import_count; i++) {
                name_id name = o->imports[o->functions[n].imports[i]].name;
                ok = vector_push(&x->ctx->memory, &used, name);
            }
    }
    if (used.count)
        qsort(used.items, used.count, sizeof(name_id), compare_names);
    *out = arena_new_array(&x->arena, struct part_need, p->need_count);
    *count = 0;
    for (uint32_t k = 0; ok && *out && k < p->need_count; k++)
        if (!used.count || !bsearch(&p->needs[k].name, used.items, used.count, sizeof(name_id), compare_names))
            (*out)[(*count)++] = p->needs[k];
    vector_free(&x->ctx->memory, &used);
    return ok && *out;
}
