#include "verify/remains.h"

#include "verify/boundary.h"
#include "verify/fixpoint.h"

struct remain_list {
    VECTOR(struct remain);
};

/* Operations that the vulnerability adds; all of them where it costs the component its bounds. */
static op_set ops_of(const struct desk *d, const struct vulnerability *v, uint32_t component)
{
    op_set ops = 0;
    if (d->overwritten[component] || d->writes_itself[component] || d->jumps[component])
        return OPS_MEMORY;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
        if (v->adds.where[leaf])
            ops |= (op_set)(1 << leaf);
    return ops & OPS_MEMORY;
}

static bool add(struct desk *d, struct remain_list *list, uint32_t component, uint32_t index, op_set ops)
{
    const struct cell *cell = &d->m->cells[index];
    if (list->count) {
        struct remain *old = &list->items[list->count - 1];
        const struct cell *begin = &d->m->cells[old->cell];
        if (old->component == component && old->ops == ops && begin->form == cell->form && begin->class == cell->class &&
            begin->name == cell->name && begin->sized && cell->sized && old->range_to == cell->from) {
            old->range_to = cell->to;
            return true;
        }
    }
    struct remain new = {component, cell->component, ops, index, cell->from, cell->to};
    return vector_push(&d->m->ctx->memory, list, new);
}

static bool look(struct desk *d, const struct vulnerability *v, uint32_t component, struct remain_list *list)
{
    op_set wanted = ops_of(d, v, component);
    const struct form *f = desk_form(d, component);
    for (uint32_t i = 0; i < d->m->cell_count; i++) {
        op_set ops = 0;
        bool own = i >= f->first_cell && i < f->first_cell + f->cell_count;
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
            if ((wanted >> leaf & 1) && set_has(desk_row(d, d->reach, component, leaf), i) &&
                (own || set_has(desk_row(d, d->passes, d->compartments.group_of[component], leaf), i)))
                ops |= (op_set)(1 << leaf);
        if (ops && !add(d, list, component, i, ops))
            return false;
    }
    return true;
}

static bool fill_in(struct desk *d, const struct configuration *c, const struct vulnerability *v, struct remain_list *list,
                    struct remains *out)
{
    d->record = false;
    if (!desk_put(d, c))
        return false;
    boundary_note_passes(d);
    if (!fixpoint_run(d))
        return false;
    for (uint32_t i = 0; i < v->component_count; i++)
        if (!look(d, v, v->components[i], list))
            return false;
    out->overwritten = arena_new_array(&out->arena, uint32_t, c->count);
    for (uint32_t i = 0; out->overwritten && i < c->count; i++)
        if (d->overwritten[i])
            out->overwritten[out->overwritten_count++] = i;
    out->items = vector_to_arena(&out->arena, list);
    out->count = list->count;
    return out->overwritten && out->items;
}

mspec_status remains_find(const struct model *m, const struct configuration *c, uint32_t vulnerability, struct remains *out)
{
    struct desk *d;
    struct remain_list list = {0};
    *out = (struct remains){0};
    mspec_status status = desk_new(m, &d);
    if (status != MSPEC_OK)
        return status;
    arena_init(&out->arena, &m->ctx->memory);
    if (!fill_in(d, c, &m->vulnerabilities[vulnerability], &list, out))
        status = MSPEC_ERROR_MEMORY;
    vector_free(&m->ctx->memory, &list);
    desk_free(d);
    if (status != MSPEC_OK)
        remains_fini(out);
    return status;
}

void remains_fini(struct remains *r)
{
    arena_fini(&r->arena);
    *r = (struct remains){0};
}
