/* Who lets whom do what. A form grants the same to everybody but those that its [Requires] names, so that a column for each
 * of these and one for all others say it all. */
#include "solve/problem.h"

#include <stdlib.h>

#include "base/order.h"

op_set cell_ops(const struct cell *cell)
{
    return cell->class == CELL_OWN || cell->class == CELL_SHARED ? OPS_MEMORY : OP_EXECUTE;
}

/* Does one entry of [Requires] speak of the cell, whoever its principal? */
static op_set spoken_ops(const struct grant *grant, const struct cell *cell)
{
    struct access what = grant->what;
    what.component = cell->component;
    return need_ops(&what, cell);
}

/* Sharing is a grant to everybody, unless [Requires] names the region, part of it, or `shared`; whoever the principal. */
static bool restricts_sharing(const struct grant *grant, const struct cell *cell)
{
    if (grant->take || !(grant->what.ops & OPS_MEMORY))
        return false;
    return grant->what.where == WHERE_SHARED ||
           (grant->what.where == WHERE_NAMED && cell->name && grant->what.name == cell->name);
}

static uint32_t column_of(const struct grants *g, uint32_t principal)
{
    uint32_t low = 0, high = g->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (g->principals[middle] < principal)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->count && g->principals[low] == principal ? low : g->count;
}

static bool list_principals(struct problem *p, const struct form *form, struct grants *g)
{
    g->principals = arena_new_array(&p->arena, uint32_t, form->grant_count);
    if (!g->principals)
        return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < form->grant_count; i++)
        if (form->grants[i].principal < p->model->component_count)
            g->principals[count++] = form->grants[i].principal;
    if (count)
        qsort(g->principals, count, sizeof *g->principals, order_ids);
    for (uint32_t i = 0; i < count; i++)
        if (g->count == 0 || g->principals[g->count - 1] != g->principals[i])
            g->principals[g->count++] = g->principals[i];
    return true;
}

/* What somebody who is named, but not in this system, may do to the cell. */
static op_set absent_ops(const struct form *form, const struct cell *cell, name_id name, op_set sharing)
{
    op_set granted = sharing;
    for (uint32_t i = 0; i < form->grant_count; i++) {
        const struct grant *grant = &form->grants[i];
        if (grant->principal != ANYBODY && (grant->principal != NOBODY || grant->principal_name != name))
            continue;
        op_set spoken = spoken_ops(grant, cell);
        granted = grant->take ? granted & (op_set)~spoken : granted | spoken;
    }
    return granted;
}

/* One row: what each principal may do to one cell. A later entry has the last word. */
static void fill_row(const struct form *form, const struct cell *cell, const struct grants *g, size_t row)
{
    op_set *granted = g->granted + row, *handed_out = g->handed_out + row, *by_name = g->by_name + row;
    op_set sharing = cell->class == CELL_SHARED ? OPS_MEMORY : 0;
    /* With a [Requires] of its own, what is handed out is what it grants by it; without, its API and what it shares. */
    bool states = form->states_requires;
    for (uint32_t i = 0; i < form->grant_count && sharing; i++)
        if (restricts_sharing(&form->grants[i], cell))
            sharing = 0;
    for (uint32_t k = 0; k <= g->count; k++) {
        granted[k] = sharing;
        handed_out[k] = sharing | (cell->class == CELL_SYMBOL && !states ? OP_EXECUTE : 0);
    }
    for (uint32_t i = 0; i < form->grant_count; i++) {
        const struct grant *grant = &form->grants[i];
        op_set spoken = spoken_ops(grant, cell);
        if (!spoken)
            continue;
        uint32_t first = 0, last = g->count;
        if (grant->principal < UINT32_MAX - 2)
            first = last = column_of(g, grant->principal);
        else if (grant->principal != ANYBODY)
            continue; /* somebody who is not in this system */
        for (uint32_t k = first; k <= last; k++) {
            granted[k] = grant->take ? granted[k] & (op_set)~spoken : granted[k] | spoken;
            if (grant->take)
                handed_out[k] &= (op_set)~spoken;
            else if (states && !grant->withheld)
                handed_out[k] |= spoken;
        }
    }
    /* Where somebody is left out, the grant to the others is one by name: it says "anyone but". */
    op_set everybody = granted[g->count];
    for (uint32_t k = 0; k < g->count; k++)
        if (g->principals[k] != form->component)
            everybody &= granted[k];
    for (uint32_t i = 0; i < form->grant_count && everybody; i++)
        if (form->grants[i].principal == NOBODY && form->grants[i].take)
            everybody &= absent_ops(form, cell, form->grants[i].principal_name, sharing);
    for (uint32_t k = 0; k <= g->count; k++)
        by_name[k] = granted[k] & (op_set)~everybody;
}

bool grants_tabulate(struct problem *p)
{
    const struct model *m = p->model;
    p->grants = arena_new_array(&p->arena, struct grants, m->form_count);
    p->selective = arena_new_array(&p->arena, bool, m->form_count);
    if (!p->grants || !p->selective)
        return false;
    for (uint32_t f = 0; f < m->form_count; f++) {
        const struct form *form = &m->forms[f];
        struct grants *g = &p->grants[f];
        if (!list_principals(p, form, g))
            return false;
        size_t columns = g->count + 1u, size;
        if (__builtin_mul_overflow(columns, form->cell_count, &size))
            return false;
        g->granted = arena_new_array(&p->arena, op_set, size);
        g->handed_out = arena_new_array(&p->arena, op_set, size);
        g->by_name = arena_new_array(&p->arena, op_set, size);
        if (!g->granted || !g->handed_out || !g->by_name)
            return false;
        for (uint32_t i = 0; i < form->cell_count; i++) {
            size_t row = i * columns;
            fill_row(form, &m->cells[form->first_cell + i], g, row);
            for (uint32_t k = 0; k <= g->count; k++)
                p->selective[f] |= g->by_name[row + k] != 0 || g->granted[row + k] != g->granted[row] ||
                                   g->handed_out[row + k] != g->handed_out[row];
        }
        p->any_selective |= p->selective[f];
    }
    return true;
}

static size_t index_of(const struct problem *p, const struct cell *cell, uint32_t principal)
{
    const struct grants *g = &p->grants[cell->form];
    size_t row = (size_t)(cell - (p->model->cells + p->model->forms[cell->form].first_cell)) * (g->count + 1u);
    return row + column_of(g, principal);
}

op_set granted_ops(const struct problem *p, const struct cell *cell, uint32_t principal)
{
    return p->grants[cell->form].granted[index_of(p, cell, principal)];
}

op_set granted_by_name_ops(const struct problem *p, const struct cell *cell, uint32_t principal)
{
    return p->grants[cell->form].by_name[index_of(p, cell, principal)];
}

op_set handed_out_ops(const struct problem *p, const struct cell *cell, uint32_t principal)
{
    return p->grants[cell->form].handed_out[index_of(p, cell, principal)];
}
