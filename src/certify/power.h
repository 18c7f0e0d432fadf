/* What one variant of a component may do at worst, as literals: for each cell and operation one literal that is true when the
 * fixpoint of docs/semantics.md puts it into the reach. The rules are Horn clauses: the least fixpoint fulfils them, and whatever
 * fulfils them holds at least the least fixpoint. For safety.c only. */
#ifndef MSPEC_CERTIFY_POWER_H
#define MSPEC_CERTIFY_POWER_H

#include "certify/formula.h"

/* What can become of a component; literals by component. */
struct states {
    int *overwritten; /* rule 2 (or 4): another one writes its own memory */
    int *open;        /* rules 2 and 3: its base is everything */
    int *jumps;       /* rule 1: nothing bounds it */
};

enum power_level {
    POWER_PLAIN, /* from the start, where its hardening lets it */
    POWER_OPEN,  /* once its base is everything, where its hardening lets it */
    POWER_JUMP   /* once nothing bounds it */
};

struct power {
    enum power_level level;
    uint64_t hardening; /* those that take it away: bits by struct actor.chosen */
    int literal;
};

struct actor {
    struct formula *f;
    const struct states *states;
    struct arena arena;
    uint32_t component, form;
    int used;            /* this variant is the one */
    uint32_t *chosen;    /* mechanisms that can be chosen for it, */
    uint32_t chosen_count;
    set_word *taken;     /* and what each takes away: rows by chosen; last what is built in */
    set_word *base;      /* one row */
    set_word *scratch[2];
    struct {
        VECTOR(struct power);
    } powers;
    int *literals;       /* by leaf and cell; 0: never in its reach */
};

/* False when out of memory, or uncovered. */
bool actor_init(struct actor *a, struct formula *f, const struct states *states, uint32_t form);
void actor_fini(struct actor *a);

static inline int actor_literal(const struct actor *a, enum operation_leaf leaf, uint32_t cell)
{
    return a->literals[(size_t)leaf * a->f->m->cell_count + cell];
}

/* The hardening that takes a capability away, as bits; false when what is built in does. */
bool actor_hardening(const struct actor *a, enum operation_leaf leaf, uint32_t cell, uint64_t *bits);
/* What the vulnerability adds beyond the intent as declared, before hardening: one set. */
const set_word *actor_exceeds(struct actor *a, enum operation_leaf leaf, uint32_t vulnerability);
/* Is the cell part of a configuration in which this variant is used? Then *used is the literal for its variant. */
bool actor_meets(const struct actor *a, uint32_t cell, int *used);

#endif
