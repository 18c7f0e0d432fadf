#include "certify/power.h"

#include "verify/reach.h"

enum { MOST_HARDENING = 64 };

static set_word *row(const struct actor *a, set_word *rows, size_t which, enum operation_leaf leaf)
{
    return rows + (which * LEAF_COUNT + leaf) * a->f->desk->words;
}

/* ---- what hardening takes away ---- */

/* Listed vulnerabilities of a hardening mechanism widen what it leaves. */
static uint8_t widened(const struct model *m, uint32_t mechanism, enum operation_leaf leaf)
{
    uint8_t where = 0;
    for (uint32_t i = 0; i < m->vulnerability_count; i++) {
        const struct vulnerability *v = &m->vulnerabilities[i];
        if (v->has_transform && ids_have(v->mechanisms, v->mechanism_count, mechanism))
            where |= v->adds.where[leaf];
    }
    return where;
}

/* `left -> right`: what the left covers and the right does not. */
static void take_away(struct actor *a, uint32_t mechanism, set_word *taken, enum operation_leaf leaf)
{
    struct desk *d = a->f->desk;
    const struct mechanism *h = &a->f->m->mechanisms[mechanism];
    for (uint32_t i = 0; i < h->transform_count; i++) {
        uint8_t left = h->transforms[i].left.where[leaf];
        if (left == 0)
            continue;
        reach_cells_of(d, a->component, leaf, left & WHERE_INTENT ? WHERE_ALL : left, a->scratch[0]);
        reach_cells_of(d, a->component, leaf, h->transforms[i].right.where[leaf] | widened(a->f->m, mechanism, leaf),
                       a->scratch[1]);
        set_remove(a->scratch[0], a->scratch[1], d->words);
        set_unite(taken, a->scratch[0], d->words);
    }
}

static bool note_hardening(struct actor *a)
{
    const struct model *m = a->f->m;
    const struct form *form = &m->forms[a->form];
    a->chosen = arena_new_array(&a->arena, uint32_t, m->mechanism_count);
    if (!a->chosen)
        return false;
    for (uint32_t h = 0; h < m->mechanism_count; h++)
        if (m->mechanisms[h].in_system && hardening_applies(m, form, h) && !hardening_is_built_in(form, h))
            a->chosen[a->chosen_count++] = h;
    if (a->chosen_count > MOST_HARDENING) {
        a->f->uncovered = "more than 64 mechanisms harden one component";
        return false;
    }
    a->taken = arena_alloc_array(&a->arena, a->chosen_count + 1, LEAF_COUNT * a->f->desk->words * sizeof(set_word));
    if (!a->taken)
        return false;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        for (uint32_t i = 0; i < a->chosen_count; i++)
            take_away(a, a->chosen[i], row(a, a->taken, i, leaf), leaf);
        for (uint32_t i = 0; i < form->hardened_count; i++)
            take_away(a, form->hardened[i], row(a, a->taken, a->chosen_count, leaf), leaf);
    }
    return true;
}

bool actor_hardening(const struct actor *a, enum operation_leaf leaf, uint32_t cell, uint64_t *bits)
{
    *bits = 0;
    for (uint32_t i = 0; i < a->chosen_count; i++)
        if (set_has(row(a, a->taken, i, leaf), cell))
            *bits |= (uint64_t)1 << i;
    return !set_has(row(a, a->taken, a->chosen_count, leaf), cell);
}

/* ---- base, and what vulnerabilities add ---- */

static uint8_t base_bound(const struct actor *a, enum operation_leaf leaf)
{
    const struct model *m = a->f->m;
    const struct form *form = &m->forms[a->form];
    if (reach_is_open(a->f->desk, a->component, leaf))
        return WHERE_ALL;
    if (form->language == NONE || m->strategy == STRATEGY_VULNERABILITY)
        return WHERE_INTENT;
    return m->languages[form->language].bound.where[leaf];
}

static bool is_affected(const struct actor *a, uint32_t vulnerability)
{
    const struct vulnerability *v = &a->f->m->vulnerabilities[vulnerability];
    return v->has_transform && ids_have(v->components, v->component_count, a->component);
}

static bool note_base(struct actor *a)
{
    const struct model *m = a->f->m;
    a->base = arena_alloc_array(&a->arena, LEAF_COUNT, a->f->desk->words * sizeof(set_word));
    if (!a->base)
        return false;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        uint8_t where = base_bound(a, leaf);
        for (uint32_t v = 0; v < m->vulnerability_count; v++)
            if (is_affected(a, v))
                where |= m->vulnerabilities[v].adds.where[leaf];
        reach_cells_of(a->f->desk, a->component, leaf, where, row(a, a->base, 0, leaf));
    }
    return true;
}

const set_word *actor_exceeds(struct actor *a, enum operation_leaf leaf, uint32_t vulnerability)
{
    struct desk *d = a->f->desk;
    set_clear(a->scratch[0], d->words);
    if (!is_affected(a, vulnerability))
        return a->scratch[0];
    reach_cells_of(d, a->component, leaf, a->f->m->vulnerabilities[vulnerability].adds.where[leaf], a->scratch[0]);
    set_remove(a->scratch[0], desk_row(d, d->intent, a->form, leaf), d->words);
    return a->scratch[0];
}

/* ---- literals ---- */

/* True in the fixpoint's value: the variant is used, the state is reached, and none of this hardening is chosen (or it jumps). */
static int power(struct actor *a, enum power_level level, uint64_t hardening)
{
    struct formula *f = a->f;
    if (level == POWER_PLAIN && !hardening)
        return a->used;
    for (size_t i = 0; i < a->powers.count; i++)
        if (a->powers.items[i].level == level && a->powers.items[i].hardening == hardening)
            return a->powers.items[i].literal;
    int jump = level == POWER_JUMP ? LITERAL_FALSE : power(a, POWER_JUMP, 0), x = formula_variable(f);
    draft_put(&f->draft, -a->used);
    draft_put(&f->draft, x);
    if (level != POWER_PLAIN)
        draft_put(&f->draft, level == POWER_OPEN ? -a->states->open[a->component] : -a->states->jumps[a->component]);
    for (uint32_t i = 0; i < a->chosen_count; i++)
        if (hardening >> i & 1)
            draft_put(&f->draft, f->hardening[(size_t)a->component * f->m->mechanism_count + a->chosen[i]]);
    draft_add(&f->draft);
    CLAUSE(&f->clauses, -jump, x);
    struct power new = {level, hardening, x};
    if (!vector_push(f->clauses.memory, &a->powers, new))
        f->clauses.failed = true;
    return x;
}

static bool note_literals(struct actor *a)
{
    const struct desk *d = a->f->desk;
    uint32_t cells = a->f->m->cell_count;
    a->literals = arena_new_array(&a->arena, int, (size_t)LEAF_COUNT * cells);
    if (!a->literals)
        return false;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
        for (uint32_t i = 0; i < cells; i++) {
            uint64_t hardening;
            if (!set_has(d->of_kind[leaf_is_memory(leaf)], i))
                continue;
            int *literal = &a->literals[(size_t)leaf * cells + i];
            if (!actor_hardening(a, leaf, i, &hardening))
                *literal = power(a, POWER_JUMP, 0);
            else
                *literal = power(a, set_has(row(a, a->base, 0, leaf), i) ? POWER_PLAIN : POWER_OPEN, hardening);
        }
    return !a->f->clauses.failed;
}

bool actor_init(struct actor *a, struct formula *f, const struct states *states, uint32_t form)
{
    *a = (struct actor){.f = f, .states = states, .form = form, .component = f->m->forms[form].component,
                        .used = f->form[form]};
    arena_init(&a->arena, f->clauses.memory);
    f->sample.choices[a->component].form = form; /* the desk's bounds are those of the variant that is chosen */
    for (unsigned i = 0; i < 2; i++)
        if (!(a->scratch[i] = arena_new_array(&a->arena, set_word, f->desk->words)))
            return false;
    return note_hardening(a) && note_base(a) && note_literals(a);
}

void actor_fini(struct actor *a)
{
    vector_free(a->f->clauses.memory, &a->powers);
    arena_fini(&a->arena);
}

bool actor_meets(const struct actor *a, uint32_t cell, int *used)
{
    const struct cell *x = &a->f->m->cells[cell];
    *used = a->f->form[x->form];
    return x->component != a->component || x->form == a->form;
}
