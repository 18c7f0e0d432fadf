/* What a form with a set of hardening may do: its base, what vulnerabilities add, and the bounds. Sets of hardening that
 * bound the same are one behaviour. */
#include "solve/problem.h"

#include <string.h>

bool form_may_carry(const struct model *m, uint32_t mechanism, const struct form *form)
{
    const struct mechanism *mech = &m->mechanisms[mechanism];
    if (form->is_vault)
        return false;
    if (mech->applies_to_all)
        return true;
    for (uint32_t i = 0; i < mech->applies_count; i++)
        if (mech->applies[i] == form->language)
            return true;
    return false;
}

bool form_has_built_in(const struct form *form, uint32_t mechanism)
{
    for (uint32_t i = 0; i < form->hardened_count; i++)
        if (form->hardened[i] == mechanism)
            return true;
    return false;
}

/* ---- bounds ---- */

static bool contains(uint8_t many, uint8_t few)
{
    return (many & WHERE_ALL) || (few & ~many) == 0;
}

/* Does `strong` bound all that `weak` does? */
static bool says_more(struct bound strong, struct bound weak)
{
    return contains(strong.left, weak.left) && contains(weak.right, strong.right);
}

static bool covers(const struct bound *many, unsigned many_count, const struct bound *few, unsigned few_count)
{
    for (unsigned i = 0; i < few_count; i++) {
        bool found = false;
        for (unsigned k = 0; k < many_count && !found; k++)
            found = says_more(many[k], few[i]);
        if (!found)
            return false;
    }
    return true;
}

bool bounds_within(const struct behaviour *few, const struct behaviour *many)
{
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        if (!covers(many->bounds[leaf], many->bound_count[leaf], few->bounds[leaf], few->bound_count[leaf]))
            return false;
    return true;
}

bool bounds_cover(const struct bounds *many, const struct bounds *few)
{
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        if (!covers(many->of[leaf], many->count[leaf], few->of[leaf], few->count[leaf]))
            return false;
    return true;
}

/* Keeps an order, so that equal sets of bounds are equal arrays. */
static bool insert(struct bounds *b, int leaf, struct bound bound)
{
    struct bound *of = b->of[leaf];
    unsigned count = b->count[leaf], kept = 0;
    for (unsigned i = 0; i < count; i++)
        if (says_more(of[i], bound))
            return true;
    for (unsigned i = 0; i < count; i++)
        if (!says_more(bound, of[i]))
            of[kept++] = of[i];
    if (kept == MOST_BOUNDS)
        return false;
    unsigned at = kept;
    while (at > 0 && (of[at - 1].left > bound.left || (of[at - 1].left == bound.left && of[at - 1].right > bound.right))) {
        of[at] = of[at - 1];
        at--;
    }
    of[at] = bound;
    b->count[leaf] = (uint8_t)(kept + 1);
    return true;
}

/* What a listed vulnerability of the mechanism lets through its right side, too. */
static uint8_t widening(const struct model *m, uint32_t mechanism, int leaf)
{
    uint8_t where = 0;
    for (uint32_t v = 0; v < m->vulnerability_count; v++) {
        const struct vulnerability *vulnerability = &m->vulnerabilities[v];
        for (uint32_t k = 0; vulnerability->has_transform && k < vulnerability->mechanism_count; k++)
            if (vulnerability->mechanisms[k] == mechanism)
                where |= vulnerability->adds.where[leaf];
    }
    return where;
}

bool bounds_of_mechanism(const struct model *m, uint32_t mechanism, struct bounds *out)
{
    const struct mechanism *mech = &m->mechanisms[mechanism];
    for (uint32_t t = 0; t < mech->transform_count; t++)
        for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
            if (!(mech->transforms[t].ops & (1u << leaf)))
                continue;
            struct bound bound = {mech->transforms[t].left.where[leaf], mech->transforms[t].right.where[leaf]};
            if (!bound.left)
                continue; /* narrows nothing */
            if (bound.left == WHERE_INTENT)
                bound.left = WHERE_ALL;
            bound.right |= widening(m, mechanism, leaf);
            if (!(bound.right & WHERE_ALL) && !insert(out, leaf, bound))
                return false;
        }
    return true;
}

/* ---- behaviours ---- */

void base_of(const struct problem *p, uint32_t form_id, uint8_t base[LEAF_COUNT], uint8_t added[LEAF_COUNT])
{
    const struct model *m = p->model;
    const struct form *form = &m->forms[form_id];
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        added[leaf] = 0;
        if (form->unbounded & (1u << leaf))
            base[leaf] = WHERE_ALL;
        else if (form->language == NONE || m->strategy == STRATEGY_VULNERABILITY)
            base[leaf] = WHERE_INTENT;
        else
            base[leaf] = m->languages[form->language].bound.where[leaf];
    }
    for (uint32_t v = 0; v < m->vulnerability_count; v++) {
        const struct vulnerability *vulnerability = &m->vulnerabilities[v];
        for (uint32_t k = 0; vulnerability->has_transform && k < vulnerability->component_count; k++)
            for (int leaf = 0; leaf < LEAF_COUNT && vulnerability->components[k] == form->component; leaf++)
                added[leaf] |= vulnerability->adds.where[leaf];
    }
}

static void set_base(const struct problem *p, struct behaviour *b)
{
    base_of(p, b->form, b->base, b->added);
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        b->is_widened |= b->added[leaf] != 0;
}

static bool same_bounds(const struct behaviour *b, const struct bounds *bounds)
{
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        if (b->bound_count[leaf] != bounds->count[leaf] ||
            (b->bound_count[leaf] &&
             memcmp(b->bounds[leaf], bounds->of[leaf], b->bound_count[leaf] * sizeof(struct bound)) != 0))
            return false;
    return true;
}

bool bounds_of(const struct problem *p, const struct form *form, mechanism_set effective, struct bounds *out)
{
    memset(out->count, 0, sizeof out->count);
    for (mechanism_set rest = effective; rest; rest &= rest - 1)
        if (!bounds_of_mechanism(p->model, p->hardening[__builtin_ctzll(rest)], out))
            return false;
    for (uint32_t i = 0; i < form->hardened_count; i++)
        if (!bounds_of_mechanism(p->model, form->hardened[i], out))
            return false;
    return true;
}

/* PAIR_ bits toward its own cells. */
static uint8_t own_bits(const struct problem *p, const struct behaviour *b, enum state state)
{
    const struct form *form = &p->model->forms[b->form];
    uint8_t bits = PAIR_KNOWN;
    for (uint32_t k = form->first_cell; k < form->first_cell + form->cell_count; k++) {
        const struct cell *cell = &p->model->cells[k];
        struct cell_view view = {.problem = p, .form = b->form, .cell = cell};
        op_set beyond = view_reach(&view, b, state), exceeding = view_exceeding(&view, b);
        if (!state_is_void(state) && beyond)
            beyond &= (op_set)~view_intent(&view);
        if (beyond & OP_WRITE)
            bits |= PAIR_WRITES;
        if (cell->class == CELL_CODE && (beyond & OP_EXECUTE))
            bits |= PAIR_JUMPS;
        if ((exceeding & OP_WRITE) || (cell->class == CELL_CODE && (exceeding & OP_EXECUTE)))
            bits |= PAIR_TAKEN;
    }
    return bits;
}

uint32_t behaviour_find(struct problem *p, uint32_t form_id, mechanism_set effective)
{
    const struct form *form = &p->model->forms[form_id];
    struct bounds bounds;
    if (!bounds_of(p, form, effective, &bounds))
        return NONE;
    /* behaviours of one form stand together */
    for (size_t i = p->behaviours.count; i-- > 0 && p->behaviours.items[i].form == form_id;)
        if (same_bounds(&p->behaviours.items[i], &bounds))
            return (uint32_t)i;
    struct behaviour b = {.form = form_id};
    set_base(p, &b);
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        b.bound_count[leaf] = bounds.count[leaf];
        b.bounds[leaf] = arena_copy_array_(&p->arena, bounds.of[leaf], bounds.count[leaf], sizeof(struct bound));
        if (!b.bounds[leaf])
            return NONE;
    }
    b.is_wild = own_bits(p, &b, STATE_NORMAL) & PAIR_JUMPS;
    if (p->behaviours.count >= 1u << 20 || !vector_push(p->memory, &p->behaviours, b))
        return NONE;
    return (uint32_t)p->behaviours.count - 1;
}

void behaviours_settle(struct problem *p)
{
    for (size_t i = 0; i < p->behaviours.count; i++)
        for (int s = 0; s < STATE_COUNT; s++)
            p->behaviours.items[i].own_bits[s] = own_bits(p, &p->behaviours.items[i], s);
}
