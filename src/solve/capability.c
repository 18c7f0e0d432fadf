/* What a component is meant to do and what it may do, asked cell by cell: the memory needed does not grow with components
 * times cells. */
#include "solve/problem.h"

#include <string.h>

/* ---- intent ---- */

op_set need_ops(const struct access *need, const struct cell *cell)
{
    if (need->component != cell->component)
        return 0;
    op_set ops = need->ops & cell_ops(cell);
    switch (need->where) {
    case WHERE_NAMED:
        return cell_is_named_by(cell, need) ? ops : 0;
    case WHERE_ALL:
        return ops;
    case WHERE_OWN:
        return cell->class == CELL_OWN ? ops : 0;
    case WHERE_SHARED:
        return cell->class == CELL_SHARED ? ops : 0;
    case WHERE_API:
        return cell->class == CELL_SYMBOL ? ops : 0;
    case WHERE_CODE:
        return cell->class == CELL_CODE ? ops : 0;
    default:
        return 0;
    }
}

/* What an access that names nobody else says of the cell: all of it where the cell is the component's own; of others only
 * what they share and their API, and those as far as granted. */
static op_set relative_ops(const struct problem *p, const struct access *access, const struct form *form,
                           const struct cell *cell)
{
    struct access here = *access;
    here.component = cell->component;
    if (cell->component == form->component)
        return need_ops(&here, cell);
    if (access->component != NONE || (access->where != WHERE_SHARED && access->where != WHERE_API))
        return 0;
    op_set ops = need_ops(&here, cell);
    return ops ? ops & granted_ops(p, cell, form->component) : 0;
}

static name_id name_of_need(const struct access *need)
{
    return need->where == WHERE_NAMED ? need->name : 0;
}

/* Needs are sorted by whose they are, then by name. */
static uint32_t first_need(const struct problem *p, uint32_t form_id, uint32_t component, name_id name)
{
    const struct access *intent = p->model->forms[form_id].intent;
    uint32_t low = 0, high = p->need_count[form_id];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct access *need = &intent[p->needs[form_id][middle]];
        bool before = need->component != component ? need->component < component : name_of_need(need) < name;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t needs_first(const struct problem *p, uint32_t form_id, uint32_t component)
{
    return first_need(p, form_id, component, 0);
}

uint32_t needs_named(const struct problem *p, uint32_t form_id, uint32_t component, name_id name)
{
    return first_need(p, form_id, component, name);
}

void need_cells_begin(const struct problem *p, const struct form *owner, const struct access *need, struct need_cells *out)
{
    *out = (struct need_cells){.problem = p, .owner = owner, .count = owner->cell_count};
    if (need->where == WHERE_NAMED)
        out->named = model_cells_named(p->model, owner->component, need->name, &out->count);
}

const struct cell *need_cells_next(struct need_cells *c)
{
    while (c->at < c->count) {
        uint32_t id = c->named ? c->named[c->at] : c->owner->first_cell + c->at;
        c->at++;
        if (id >= c->owner->first_cell && id < c->owner->first_cell + c->owner->cell_count)
            return &c->problem->model->cells[id];
    }
    return NULL;
}

op_set intent_ops(const struct problem *p, uint32_t form_id, const struct cell *cell)
{
    const struct form *form = &p->model->forms[form_id];
    op_set ops = 0;
    if (form->is_vault)
        return 0;
    for (uint32_t i = 0; i < p->relative_count[form_id]; i++)
        ops |= relative_ops(p, &form->intent[p->relative[form_id][i]], form, cell);
    if (cell->component == form->component)
        return ops;
    /* those that name nothing, and those that name the cell */
    for (int named = 0; named < 1 + (cell->name != 0); named++) {
        name_id name = named ? cell->name : 0;
        for (uint32_t i = first_need(p, form_id, cell->component, name); i < p->need_count[form_id]; i++) {
            const struct access *access = &form->intent[p->needs[form_id][i]];
            if (access->component != cell->component || name_of_need(access) != name)
                break;
            ops |= need_ops(access, cell);
        }
    }
    return ops;
}

static bool is_behind(const struct access *x, const struct access *y)
{
    return x->component != y->component ? x->component > y->component : name_of_need(x) > name_of_need(y);
}

bool needs_build(struct problem *p)
{
    const struct model *m = p->model;
    p->needs = arena_new_array(&p->arena, uint32_t *, m->form_count);
    p->need_count = arena_new_array(&p->arena, uint32_t, m->form_count);
    p->relative = arena_new_array(&p->arena, uint32_t *, m->form_count);
    p->relative_count = arena_new_array(&p->arena, uint32_t, m->form_count);
    if (!p->needs || !p->need_count || !p->relative || !p->relative_count)
        return false;
    for (uint32_t f = 0; f < m->form_count; f++) {
        const struct form *form = &m->forms[f];
        uint32_t *needs = arena_new_array(&p->arena, uint32_t, form->intent_count), count = 0;
        if (!needs)
            return false;
        for (uint32_t i = 0; i < form->intent_count; i++)
            if (form->intent[i].component != NONE && form->intent[i].component != form->component)
                needs[count++] = i;
        if (!(p->relative[f] = arena_new_array(&p->arena, uint32_t, form->intent_count - count)))
            return false;
        for (uint32_t i = 0; i < form->intent_count; i++)
            if (form->intent[i].component == NONE || form->intent[i].component == form->component)
                p->relative[f][p->relative_count[f]++] = i;
        /* Shell sort: no allocation, and quick enough for thousands. */
        for (uint32_t gap = count / 2; gap > 0; gap /= 2)
            for (uint32_t i = gap; i < count; i++) {
                uint32_t moved = needs[i], k = i;
                while (k >= gap && is_behind(&form->intent[needs[k - gap]], &form->intent[moved])) {
                    needs[k] = needs[k - gap];
                    k -= gap;
                }
                needs[k] = moved;
            }
        p->needs[f] = needs;
        p->need_count[f] = count;
    }
    return true;
}

/* ---- reach ---- */

op_set view_intent(struct cell_view *v)
{
    if (!v->knows_intent) {
        v->intent = intent_ops(v->problem, v->form, v->cell);
        v->knows_intent = true;
    }
    return v->intent;
}

static bool view_covers(struct cell_view *v, uint8_t where, enum operation_leaf leaf)
{
    if (where & WHERE_ALL)
        return true;
    const struct cell *cell = v->cell;
    uint32_t component = v->problem->model->forms[v->form].component;
    op_set op = (op_set)(1u << leaf);
    bool own = cell->component == component;
    if (own && (((where & WHERE_OWN) && cell->class == CELL_OWN) || ((where & WHERE_CODE) && cell->class == CELL_CODE)))
        return true;
    if (((where & WHERE_SHARED) && cell->class == CELL_SHARED) || ((where & WHERE_API) && cell->class == CELL_SYMBOL) ||
        (where & WHERE_GRANTED))
        if (own || (granted_ops(v->problem, cell, component) & op))
            return true;
    return (where & WHERE_INTENT) && (view_intent(v) & op);
}

bool targets_cover(const struct problem *p, uint8_t where, uint32_t form, const struct cell *cell, enum operation_leaf leaf)
{
    struct cell_view v = {.problem = p, .form = form, .cell = cell};
    return view_covers(&v, where, leaf);
}

static bool is_within_bounds(struct cell_view *v, const struct behaviour *b, enum operation_leaf leaf)
{
    for (unsigned i = 0; i < b->bound_count[leaf]; i++) {
        const struct bound *bound = &b->bounds[leaf][i];
        if (view_covers(v, bound->left, leaf) && !view_covers(v, bound->right, leaf))
            return false;
    }
    return true;
}

op_set view_reach(struct cell_view *v, const struct behaviour *b, enum state state)
{
    op_set ops = cell_ops(v->cell), reach = 0;
    if (v->problem->model->forms[b->form].is_vault)
        return 0;
    if (state_is_all(state))
        return ops;
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (!(ops & (1u << leaf)))
            continue;
        uint8_t where = (uint8_t)((state == STATE_NORMAL ? b->base[leaf] : WHERE_ALL) | b->added[leaf]);
        if (view_covers(v, where, leaf) && is_within_bounds(v, b, leaf))
            reach |= (op_set)(1u << leaf);
    }
    return reach;
}

op_set reach_ops(const struct problem *p, const struct behaviour *b, enum state state, const struct cell *cell)
{
    struct cell_view v = {.problem = p, .form = b->form, .cell = cell};
    return view_reach(&v, b, state);
}

op_set view_exceeding(struct cell_view *v, const struct behaviour *b)
{
    op_set ops = cell_ops(v->cell), beyond = 0;
    if (!b->is_widened || v->problem->model->forms[b->form].is_vault)
        return 0;
    ops &= (op_set)~view_intent(v);
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        if ((ops & (1u << leaf)) && view_covers(v, b->added[leaf], leaf) && is_within_bounds(v, b, leaf))
            beyond |= (op_set)(1u << leaf);
    return beyond;
}

op_set exceeding_ops(const struct problem *p, const struct behaviour *b, const struct cell *cell)
{
    struct cell_view v = {.problem = p, .form = b->form, .cell = cell};
    return view_exceeding(&v, b);
}
