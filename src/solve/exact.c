#include "solve/exact.h"

#include <string.h>

bool exact_init(struct exact *x, struct problem *p, const struct places *places)
{
    const struct model *m = p->model;
    size_t n = m->component_count;
    *x = (struct exact){.problem = p, .places = places};
    x->who = arena_new_array(&p->arena, uint32_t, n);
    x->state = arena_new_array(&p->arena, enum state, n);
    x->overwrites = arena_new_array(&p->arena, bool, n * n);
    x->first = arena_new_array(&p->arena, uint32_t, m->form_count);
    if (!x->who || !x->state || !x->overwrites || !x->first)
        return false;
    for (uint32_t f = 0; f < m->form_count; f++)
        if (p->selective[f]) {
            x->first[f] = x->row;
            x->row += m->forms[f].cell_count;
        }
    x->lapsed = arena_new_array(&p->arena, op_set, n * x->row);
    return x->lapsed != NULL;
}

static const struct alternative *alternative_of(const struct exact *x, uint32_t component)
{
    return &x->problem->alternatives[x->placed[component].alternative];
}

static const struct behaviour *behaviour_of(const struct exact *x, uint32_t component)
{
    return &x->problem->behaviours.items[alternative_of(x, component)->behaviour];
}

static uint32_t relation_of(const struct exact *x, uint32_t a, uint32_t b)
{
    return places_relation(x->places, x->placed[a].place, x->placed[b].place);
}

/* Does the mechanism not separate the component from the one that asks? */
static bool together(void *user, uint32_t mechanism, uint32_t component)
{
    const struct exact *x = user;
    if (x->placed[component].alternative == NONE)
        return false;
    const struct relation *r = &x->problem->relations.items[relation_of(x, x->asking, component)];
    for (uint32_t i = 0; i < r->count; i++)
        if (r->standing[i].mechanism == mechanism)
            return false;
    return true;
}

static op_set passes(struct exact *x, uint32_t a, const struct cell *cell, bool with_added)
{
    x->asking = a;
    return passes_ops(x->problem, relation_of(x, a, cell->component), a, cell, with_added, together, x);
}

/* Has a pair a case that its bits do not know? */
static bool has_company(const struct exact *x, uint32_t a, uint32_t b)
{
    return x->problem->selective[alternative_of(x, b)->form] &&
           x->problem->relations.items[relation_of(x, a, b)].has_granted;
}

static bool overwrites_with_company(struct exact *x, uint32_t a, uint32_t b)
{
    const struct behaviour *actor = behaviour_of(x, a);
    const struct form *form = &x->problem->model->forms[alternative_of(x, b)->form];
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
        const struct cell *cell = &x->problem->model->cells[i];
        if (cell->class != CELL_OWN || !(reach_ops(x->problem, actor, x->state[a], cell) & OP_WRITE))
            continue;
        if (!state_is_void(x->state[a]) && (intent_ops(x->problem, actor->form, cell) & OP_WRITE))
            continue;
        if (passes(x, a, cell, true) & OP_WRITE)
            return true;
    }
    return false;
}

/* One round of rules 1 to 3, and of those vulnerabilities that take a component over. */
static bool spread_states(struct exact *x, bool *failed)
{
    struct problem *p = x->problem;
    size_t n = p->model->component_count;
    bool changed = false;
    for (uint32_t i = 0; i < x->count; i++)
        for (uint32_t k = 0; k < x->count; k++) {
            uint32_t a = x->who[i], b = x->who[k];
            enum state before = x->state[a];
            uint8_t bits = a == b ? behaviour_of(x, a)->own_bits[before]
                                  : pair_bits(p, alternative_of(x, a)->behaviour, before, alternative_of(x, b)->form,
                                              relation_of(x, a, b));
            *failed |= !bits;
            x->state[a] = state_after(before, bits);
            changed |= x->state[a] != before;
            if (a == b || x->overwrites[a * n + b] ||
                !((bits & PAIR_OVERWRITES) || (has_company(x, a, b) && overwrites_with_company(x, a, b))))
                continue;
            x->overwrites[a * n + b] = true;
            x->state[b] = state_overwritten(x->state[b]);
            changed = true;
        }
    return changed;
}

struct lapse { /* of vulnerabilities, before anybody overwrites anybody */
    op_set exceeds;
    bool taken;
};

static struct lapse lapse_of(const struct exact *x, uint32_t c)
{
    const struct behaviour *b = behaviour_of(x, c);
    struct lapse lapse = {0, false};
    for (uint32_t k = 0; b->is_widened && k < x->count; k++) {
        const struct form *form = &x->problem->model->forms[alternative_of(x, x->who[k])->form];
        for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
            const struct cell *cell = &x->problem->model->cells[i];
            op_set ops = exceeding_ops(x->problem, b, cell);
            lapse.exceeds |= ops;
            lapse.taken |= (ops & OP_WRITE) || (cell->class == CELL_CODE && (ops & OP_EXECUTE));
        }
    }
    return lapse;
}

static op_set *lapsed_at(const struct exact *x, uint32_t c, uint32_t cell)
{
    const struct cell *at = &x->problem->model->cells[cell];
    return &x->lapsed[(size_t)c * x->row + x->first[at->form] + (cell - x->problem->model->forms[at->form].first_cell)];
}

/* What c loses of one cell, because of those who overwrite it. */
static op_set lost_to_others(const struct exact *x, uint32_t c, uint32_t cell_id, op_set granted)
{
    size_t n = x->problem->model->component_count;
    const struct cell *cell = &x->problem->model->cells[cell_id];
    op_set lost = 0;
    for (uint32_t j = 0; j < x->count; j++) {
        uint32_t b = x->who[j];
        if (b != cell->component && x->overwrites[b * n + c])
            lost |= granted & (op_set) ~(granted_ops(x->problem, cell, b) & ~*lapsed_at(x, b, cell_id));
    }
    return lost;
}

/* One round of rule 4. Only forms that grant to some what they do not grant to others have anything to lose. */
static bool spread_lapses(struct exact *x)
{
    const struct model *m = x->problem->model;
    bool changed = false;
    for (uint32_t i = 0; i < x->count; i++) {
        uint32_t c = x->who[i];
        struct lapse lapse = lapse_of(x, c);
        for (uint32_t k = 0; k < x->count; k++) {
            uint32_t owner = x->who[k], form_id = alternative_of(x, owner)->form;
            if (c == owner || !x->problem->selective[form_id])
                continue;
            for (uint32_t at = m->forms[form_id].first_cell;
                 at < m->forms[form_id].first_cell + m->forms[form_id].cell_count; at++) {
                op_set granted = granted_ops(x->problem, &m->cells[at], c);
                if (!granted)
                    continue;
                op_set lost = granted_by_name_ops(x->problem, &m->cells[at], c) & (lapse.taken ? OPS_ALL : lapse.exceeds);
                lost |= lost_to_others(x, c, at, granted);
                op_set *known = lapsed_at(x, c, at);
                changed |= (lost & ~*known) != 0;
                *known |= lost;
            }
        }
    }
    return changed;
}

static bool violates(struct exact *x, uint32_t a, uint32_t b)
{
    struct problem *p = x->problem;
    const struct alternative *actor = alternative_of(x, a), *owner = alternative_of(x, b);
    if (pair_bits(p, actor->behaviour, x->state[a], owner->form, relation_of(x, a, b)) & PAIR_VIOLATES)
        return true;
    if (!p->selective[owner->form])
        return false;
    const struct form *form = &p->model->forms[owner->form];
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
        const struct cell *cell = &p->model->cells[i];
        op_set denied = cell_ops(cell) & (op_set) ~(granted_ops(p, cell, a) & ~*lapsed_at(x, a, i));
        if (denied)
            denied &= reach_ops(p, behaviour_of(x, a), x->state[a], cell);
        if (denied && (denied & passes(x, a, cell, true)))
            return true;
    }
    return false;
}

static bool starves(struct exact *x, uint32_t a)
{
    struct problem *p = x->problem;
    uint32_t form_id = alternative_of(x, a)->form;
    for (uint32_t k = 0; k < p->need_count[form_id]; k++) {
        const struct access *need = &p->model->forms[form_id].intent[p->needs[form_id][k]];
        if (x->placed[need->component].alternative == NONE || !is_served(p, a, need->component))
            continue;
        const struct alternative *owner = alternative_of(x, need->component);
        if (pair_bits(p, alternative_of(x, a)->behaviour, x->state[a], owner->form, relation_of(x, a, need->component)) &
            PAIR_STARVES)
            return true;
        if (!has_company(x, a, need->component))
            continue;
        const struct form *form = &p->model->forms[owner->form];
        struct need_cells cells;
        need_cells_begin(p, form, need, &cells);
        for (const struct cell *cell; (cell = need_cells_next(&cells)) != NULL;) {
            op_set ops = need_ops(need, cell);
            if (ops && (ops & ~passes(x, a, cell, false)))
                return true;
        }
    }
    return false;
}

enum exact_answer exact_check(struct exact *x, const struct placed *placed, bool whole)
{
    struct problem *p = x->problem;
    size_t n = p->model->component_count;
    bool failed = false;
    x->placed = placed;
    x->count = 0;
    for (uint32_t c = 0; c < n; c++)
        if (placed[c].alternative != NONE) {
            x->who[x->count++] = c;
            x->state[c] = placed[c].state;
            memset(x->lapsed + c * x->row, 0, x->row * sizeof *x->lapsed);
            memset(x->overwrites + c * n, 0, n * sizeof *x->overwrites);
        }
    while (spread_states(x, &failed) && !failed)
        ;
    if (failed)
        return EXACT_NO_MEMORY;
    while (spread_lapses(x))
        ;
    for (uint32_t i = 0; i < x->count; i++)
        for (uint32_t k = 0; k < x->count; k++)
            if (i != k && is_guarded(p, x->who[k]) && violates(x, x->who[i], x->who[k]))
                return EXACT_UNSAFE;
    for (uint32_t i = 0; i < x->count && whole; i++)
        if (starves(x, x->who[i]))
            return EXACT_STARVES;
    return p->memory->exhausted ? EXACT_NO_MEMORY : EXACT_FINE;
}
