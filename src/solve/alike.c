/* Cells of a form that are alike: of one class, granted and handed out alike to everybody, and no pieces of a region that is cut.
 * Toward one other component they differ only where that one names them. A component with ten thousand symbols, of which others use
 * ten each, is asked about with ten questions and a few more. */
#include "solve/problem.h"

#include <stdlib.h>
#include <string.h>

bool cell_in_rest(const struct cell *cell)
{
    return cell->is_variable || (cell->class == CELL_OWN && !cell->name);
}

static bool goes_on(const struct cell *a, const struct cell *b)
{
    return a->form == b->form && a->sized && b->sized && a->name == b->name && a->class == b->class;
}

bool cell_is_piece(const struct problem *p, const struct cell *cell)
{
    const struct cell *cells = p->model->cells;
    return (cell > cells && goes_on(cell - 1, cell)) ||
           (cell + 1 < cells + p->model->cell_count && goes_on(cell, cell + 1));
}

/* ---- groups ---- */

struct member {
    uint64_t hash;
    uint32_t cell;
};

static uint64_t mix(uint64_t hash, const op_set *ops, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ ops[i]) * 1099511628211u;
    return hash;
}

static uint64_t hash_cell(const struct problem *p, const struct form *form, uint32_t cell)
{
    const struct grants *g = &p->grants[form - p->model->forms];
    const struct cell *c = &p->model->cells[cell];
    size_t columns = g->count + 1u, row = (cell - form->first_cell) * columns;
    uint64_t hash = ((uint64_t)c->class * 2 + cell_in_rest(c) + 1469598103934665603u) * 1099511628211u;
    hash = mix(mix(mix(hash, g->granted + row, columns), g->handed_out + row, columns), g->by_name + row, columns);
    return cell_is_piece(p, c) ? hash + cell : hash;
}

static bool are_alike(const struct problem *p, const struct form *form, uint32_t a, uint32_t b)
{
    const struct grants *g = &p->grants[form - p->model->forms];
    const struct cell *x = &p->model->cells[a], *y = &p->model->cells[b];
    size_t columns = g->count + 1u, i = (a - form->first_cell) * columns, k = (b - form->first_cell) * columns;
    return x->class == y->class && cell_in_rest(x) == cell_in_rest(y) && !cell_is_piece(p, x) && !cell_is_piece(p, y) &&
           memcmp(g->granted + i, g->granted + k, columns) == 0 && memcmp(g->handed_out + i, g->handed_out + k, columns) == 0 &&
           memcmp(g->by_name + i, g->by_name + k, columns) == 0;
}

static int compare(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

/* Those that are alike stand side by side then; where two hashes should be equal by chance a group falls into several, which does no
 * harm. */
static bool group_form(struct problem *p, uint32_t form_id, struct member *members)
{
    const struct form *form = &p->model->forms[form_id];
    struct alike *out = &p->alike[form_id];
    out->cells = arena_new_array(&p->arena, uint32_t, form->cell_count);
    out->first = arena_new_array(&p->arena, uint32_t, form->cell_count + 1u);
    if (!out->cells || !out->first)
        return false;
    for (uint32_t i = 0; i < form->cell_count; i++)
        members[i] = (struct member){hash_cell(p, form, form->first_cell + i), form->first_cell + i};
    if (form->cell_count)
        qsort(members, form->cell_count, sizeof *members, compare);
    for (uint32_t i = 0; i < form->cell_count; i++) {
        out->cells[i] = members[i].cell;
        if (i == 0 || !are_alike(p, form, members[i - 1].cell, members[i].cell))
            out->first[out->count++] = i;
    }
    out->first[out->count] = form->cell_count;
    return true;
}

bool alike_build(struct problem *p)
{
    const struct model *m = p->model;
    uint32_t most = 0;
    for (uint32_t f = 0; f < m->form_count; f++)
        most = m->forms[f].cell_count > most ? m->forms[f].cell_count : most;
    p->alike = arena_new_array(&p->arena, struct alike, m->form_count);
    struct member *members = arena_new_array(&p->arena, struct member, most);
    if (!p->alike || !members)
        return false;
    for (uint32_t f = 0; f < m->form_count; f++)
        if (!group_form(p, f, members))
            return false;
    return true;
}

/* ---- asking ---- */

void asked_begin(const struct problem *p, uint32_t actor_form, uint32_t form, struct asked *out)
{
    *out = (struct asked){.problem = p, .actor = actor_form, .form = form};
    out->need = out->need_end = needs_first(p, actor_form, p->model->forms[form].component);
    while (out->need_end < p->need_count[actor_form] &&
           p->model->forms[actor_form].intent[p->needs[actor_form][out->need_end]].component == p->model->forms[form].component)
        out->need_end++;
}

/* Does a need of the actor name the cell? */
static bool is_needed_by_name(const struct asked *a, const struct cell *cell)
{
    if (!cell->name || a->need == a->need_end)
        return false;
    uint32_t at = needs_named(a->problem, a->actor, cell->component, cell->name);
    const struct access *intent = a->problem->model->forms[a->actor].intent;
    return at < a->need_end && intent[a->problem->needs[a->actor][at]].where == WHERE_NAMED &&
           intent[a->problem->needs[a->actor][at]].name == cell->name;
}

/* One of each group that no need names; then those that needs name, one by one. */
const struct cell *asked_next(struct asked *a)
{
    const struct model *m = a->problem->model;
    const struct alike *alike = &a->problem->alike[a->form];
    while (a->group < alike->count) {
        uint32_t group = a->group++;
        for (uint32_t i = alike->first[group]; i < alike->first[group + 1]; i++)
            if (!is_needed_by_name(a, &m->cells[alike->cells[i]]))
                return &m->cells[alike->cells[i]];
    }
    for (;;) {
        const struct cell *cell = a->cells.problem ? need_cells_next(&a->cells) : NULL;
        if (cell)
            return cell;
        if (a->need == a->need_end)
            return NULL;
        const struct access *need = &m->forms[a->actor].intent[a->problem->needs[a->actor][a->need++]];
        a->cells = (struct need_cells){0};
        if (need->where == WHERE_NAMED)
            need_cells_begin(a->problem, &m->forms[a->form], need, &a->cells);
    }
}
