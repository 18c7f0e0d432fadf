#include "verify/reach.h"

bool hardening_applies(const struct model *m, const struct form *f, uint32_t mechanism)
{
    const struct mechanism *h = &m->mechanisms[mechanism];
    if (f->is_vault || h->kind != MECHANISM_HARDENING)
        return false;
    return h->applies_to_all || (f->language != NONE && ids_have(h->applies, h->applies_count, f->language));
}

bool hardening_is_built_in(const struct form *f, uint32_t mechanism)
{
    return ids_have(f->hardened, f->hardened_count, mechanism);
}

uint32_t hardening_carried_next(const struct desk *d, uint32_t component, uint32_t *at)
{
    const struct form *f = desk_form(d, component);
    const struct choice *choice = &d->c->choices[component];
    while (*at < f->hardened_count + choice->hardening_count) {
        uint32_t i = (*at)++;
        if (i < f->hardened_count)
            return f->hardened[i];
        uint32_t chosen = choice->hardening[i - f->hardened_count];
        if (hardening_applies(d->m, f, chosen))
            return chosen;
    }
    return NONE;
}

/* ---- base ---- */

bool reach_is_open(const struct desk *d, uint32_t component, enum operation_leaf leaf)
{
    const struct form *f = desk_form(d, component);
    if (f->unbounded >> leaf & 1)
        return true; /* whatever the language or the strategy */
    return f->language != NONE && d->m->strategy == STRATEGY_SAFETY &&
           (d->m->languages[f->language].bound.where[leaf] & WHERE_ALL);
}

/* The words of a bound mean what they mean in an intent: `own` and `code` are the component's own; `shared` and `api`
 * everybody's as far as the owner grants it, and its own. `granted` is all that is granted, and its own but for its code. */
static set_word bound_word(const struct desk *d, uint32_t component, enum operation_leaf leaf, uint8_t where, size_t word)
{
    const struct form *f = desk_form(d, component);
    set_word own = set_range_in_word(word, f->first_cell, f->first_cell + f->cell_count);
    set_word permitted = own | desk_row(d, d->granted, component, leaf)[word];
    set_word bits = 0;
    if (where & WHERE_ALL)
        bits = ~(set_word)0;
    if (where & WHERE_OWN)
        bits |= d->of_class[CELL_OWN][word] & own;
    if (where & WHERE_SHARED)
        bits |= d->of_class[CELL_SHARED][word] & permitted;
    if (where & WHERE_API)
        bits |= d->of_class[CELL_SYMBOL][word] & permitted;
    if (where & WHERE_CODE)
        bits |= d->of_class[CELL_CODE][word] & own;
    if (where & WHERE_INTENT)
        bits |= desk_row(d, d->intent, (size_t)(f - d->m->forms), leaf)[word];
    if (where & WHERE_GRANTED)
        bits |= permitted & ~(own & d->of_class[CELL_CODE][word]);
    return bits & d->of_kind[leaf_is_memory(leaf)][word] & d->live[word];
}

void reach_cells_of(const struct desk *d, uint32_t component, enum operation_leaf leaf, uint8_t where, set_word *out)
{
    for (size_t word = 0; word < d->words; word++)
        out[word] = bound_word(d, component, leaf, where, word);
}

static uint8_t base_bound(const struct desk *d, uint32_t component, enum operation_leaf leaf)
{
    const struct form *f = desk_form(d, component);
    if (d->overwritten[component] || d->writes_itself[component] || reach_is_open(d, component, leaf))
        return WHERE_ALL; /* rules 2 and 3; or nothing bounds it */
    if (f->language == NONE || d->m->strategy == STRATEGY_VULNERABILITY)
        return WHERE_INTENT; /* taken at its word, or as if its code were correct */
    return d->m->languages[f->language].bound.where[leaf];
}

/* ---- hardening ---- */

static uint8_t widened_by(const struct desk *d, uint32_t mechanism, enum operation_leaf leaf)
{
    uint8_t where = 0;
    for (uint32_t i = 0; i < d->m->vulnerability_count; i++) {
        const struct vulnerability *v = &d->m->vulnerabilities[i];
        if (v->has_transform && ids_have(v->mechanisms, v->mechanism_count, mechanism))
            where |= v->adds.where[leaf];
    }
    return where;
}

/* `left -> right`: what the left covers and the right does not is gone; what the left does not cover stays. */
static void apply_transform(const struct desk *d, uint32_t component, uint32_t mechanism, const struct transform *t,
                            enum operation_leaf leaf, set_word *cells)
{
    uint8_t left = t->left.where[leaf], right = t->right.where[leaf];
    if (left == 0)
        return;
    if (left & WHERE_INTENT)
        left = WHERE_ALL; /* whatever it would do with that operation */
    right |= widened_by(d, mechanism, leaf);
    for (size_t word = 0; word < d->words; word++)
        cells[word] &= ~(bound_word(d, component, leaf, left, word) & ~bound_word(d, component, leaf, right, word));
}

static void apply_hardening(const struct desk *d, uint32_t component, enum operation_leaf leaf, set_word *cells)
{
    uint32_t at = 0, mechanism;
    while ((mechanism = hardening_carried_next(d, component, &at)) != NONE) {
        const struct mechanism *h = &d->m->mechanisms[mechanism];
        for (uint32_t i = 0; i < h->transform_count; i++)
            apply_transform(d, component, mechanism, &h->transforms[i], leaf, cells);
    }
}

/* ---- vulnerabilities ---- */

static uint8_t added_bound(const struct desk *d, uint32_t component, enum operation_leaf leaf, uint32_t only)
{
    uint8_t where = 0;
    for (uint32_t i = 0; i < d->m->vulnerability_count; i++) {
        const struct vulnerability *v = &d->m->vulnerabilities[i];
        if ((only == NONE || only == i) && v->has_transform && ids_have(v->components, v->component_count, component))
            where |= v->adds.where[leaf];
    }
    return where;
}

void reach_of_vulnerability(const struct desk *d, uint32_t component, enum operation_leaf leaf, uint32_t only, set_word *out)
{
    reach_cells_of(d, component, leaf, added_bound(d, component, leaf, only), out);
    apply_hardening(d, component, leaf, out);
}

/* ---- reach ---- */

void reach_compute(struct desk *d, uint32_t component)
{
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        set_word *reach = desk_row(d, d->reach, component, leaf);
        if (desk_form(d, component)->is_vault) {
            set_clear(reach, d->words); /* a vault reaches nothing, also when overwritten */
        } else if (d->jumps[component]) {
            reach_cells_of(d, component, leaf, WHERE_ALL, reach); /* rule 1: hardening no longer counts */
        } else {
            uint8_t where = base_bound(d, component, leaf) | added_bound(d, component, leaf, NONE);
            reach_cells_of(d, component, leaf, where, reach);
            apply_hardening(d, component, leaf, reach);
        }
    }
}

void reach_beyond_intent(const struct desk *d, uint32_t component, enum operation_leaf leaf, set_word *out)
{
    set_copy(out, desk_row(d, d->reach, component, leaf), d->words);
    if (!d->overwritten[component])
        set_remove(out, desk_row(d, d->intent, d->c->choices[component].form, leaf), d->words);
}
