/* Rule 4: grants by name lapse. */
#include "verify/fixpoint.h"
#include "verify/reach.h"

static bool lapse_named(struct desk *d, uint32_t component, op_set ops)
{
    bool any = false;
    for (size_t i = d->named_first[component]; i < d->named_first[component + 1]; i++) {
        const struct named_word *named = &d->named_words[i];
        if (!(ops >> named->leaf & 1))
            continue;
        desk_row(d, d->still_granted, component, named->leaf)[named->word] &= ~named->bits;
        any = true;
    }
    return any;
}

/* Where what the listed vulnerabilities add, as far as the hardening lets it, exceeds the intent as declared, grants by name
 * lapse for those operations. With a W, or an X on code, among them the component counts as overwritten, and all of them
 * lapse. */
bool fixpoint_lapse_by_vulnerability(struct desk *d, uint32_t c)
{
    if (desk_form(d, c)->is_vault)
        return true;
    op_set lost = 0, grave = 0;
    for (uint32_t v = 0; v < d->m->vulnerability_count; v++) {
        op_set grave_of_this = 0;
        if (!ids_have(d->m->vulnerabilities[v].components, d->m->vulnerabilities[v].component_count, c))
            continue;
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
            set_word *exceeds = d->scratch[0];
            reach_of_vulnerability(d, c, leaf, v, exceeds);
            set_remove(exceeds, desk_row(d, d->intent, d->c->choices[c].form, leaf), d->words);
            if (set_is_empty(exceeds, d->words))
                continue;
            lost |= (op_set)(1 << leaf);
            set_intersect(exceeds, d->of_class[CELL_CODE], d->words);
            if (leaf == LEAF_WRITE || !set_is_empty(exceeds, d->words))
                grave_of_this |= (op_set)(1 << leaf);
        }
        if (grave_of_this && !fixpoint_add_cause(d, c, CAUSE_VULNERABILITY, NONE, NONE, grave_of_this, v))
            return false;
        grave |= grave_of_this;
    }
    if (grave) {
        d->overwritten[c] = true;
        lost = OPS_ALL;
    }
    lapse_named(d, c, lost);
    return true;
}

/* The atom that b may write, beyond its intent, in c's own memory. */
static uint32_t written_cell(struct desk *d, uint32_t b, uint32_t c)
{
    const struct form *f = desk_form(d, c);
    reach_beyond_intent(d, b, LEAF_WRITE, d->scratch[0]);
    set_intersect(d->scratch[0], desk_row(d, d->passes, d->compartments.group_of[b], LEAF_WRITE), d->words);
    set_intersect(d->scratch[0], d->of_class[CELL_OWN], d->words);
    for (uint32_t i = f->first_cell; i < f->first_cell + f->cell_count; i++)
        if (set_has(d->scratch[0], i))
            return i;
    return NONE;
}

/* Who overwrote c is in the chain of causes once; another one is only worth a line when a grant lapses on its account. */
static bool note_overwriter(struct desk *d, uint32_t b, uint32_t c)
{
    if (!d->record)
        return true;
    for (size_t i = 0; i < d->causes.count; i++)
        if (d->causes.items[i].kind == CAUSE_OVERWRITTEN && d->causes.items[i].component == c && d->causes.items[i].by == b)
            return true;
    return fixpoint_add_cause(d, c, CAUSE_OVERWRITTEN, b, written_cell(d, b, c), OP_WRITE, NONE);
}

/* A grant to c lapses as far as b, which overwrites c, does not have it: is neither the owner nor granted it, or its own
 * lapsed. */
static bool lapse_for(struct desk *d, uint32_t b, uint32_t c, bool *changed)
{
    const struct form *f = desk_form(d, b);
    bool lost_any = false;
    for (size_t i = d->named_first[c]; i < d->named_first[c + 1]; i++) {
        const struct named_word *named = &d->named_words[i];
        set_word has = desk_row(d, d->still_granted, b, named->leaf)[named->word] |
                       set_range_in_word(named->word, f->first_cell, f->first_cell + f->cell_count);
        set_word *still = &desk_row(d, d->still_granted, c, named->leaf)[named->word];
        set_word lost = *still & named->bits & d->live[named->word] & ~has;
        *still &= ~lost;
        lost_any |= lost != 0;
    }
    *changed |= lost_any;
    return !lost_any || note_overwriter(d, b, c);
}

bool fixpoint_lapse_by_overwriting(struct desk *d)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t c = 0; c < d->m->component_count; c++) {
            if (d->named_first[c] == d->named_first[c + 1] || !d->overwritten[c])
                continue;
            for (uint32_t b = 0; b < d->m->component_count; b++)
                if (set_has(d->overwrites + b * d->pair_words, c) && !lapse_for(d, b, c, &changed))
                    return false;
        }
    }
    return true;
}
