/* What must be told apart for counting. For count.c only.
 *
 *   type    alternatives that do, and suffer, the same beside everybody
 *   unit    components that must be together, or one alone
 *   path    a sequence of mechanisms, outermost first; 0 is the empty one
 *   label   a type that is overwritten or not, on a path: labels that clash with the same ones have one number */
#ifndef MSPEC_SOLVE_COUNT_KINDS_H
#define MSPEC_SOLVE_COUNT_KINDS_H

#include "solve/bag.h"
#include "solve/count.h"

#define MOST_TYPES 32 /* two bits of a word each */
#define MOST_PATHS 24
#define MOST_STEPS 6

struct path {
    uint32_t depth, parent, step[MOST_STEPS]; /* bits of isolation */
    mechanism_set set;
};

struct type {
    uint32_t alternative[2]; /* of different components; the second one NONE when there is none */
    enum state state[2];     /* as it is, and when it is overwritten */
};

struct counted {
    struct problem *p;
    struct arena *arena;
    struct purse *purse;
    bool valid;              /* SCOPE_VALID */
    enum measure measure;    /* that has a budget, or MEASURE_COUNT */
    struct path paths[MOST_PATHS];
    uint32_t path_count;
    struct type types[MOST_TYPES];
    uint32_t type_count;
    uint32_t *type_of;       /* by alternative */
    /* units and their classes */
    uint32_t *unit_of;       /* by component */
    uint32_t unit_count;
    struct bag *options;     /* [unit × path]: how often which types (two bits each: none, one, more) at which cost */
    uint32_t *class_of;      /* by unit */
    uint32_t class_count;
    uint32_t *most;          /* by class: units that it has */
    uint32_t *one_of;        /* by class: a unit */
    /* labels: [(path × types + type) × 2 + is overwritten] */
    uint8_t *label;          /* its number from 1; 0: it clashes with nobody */
    uint64_t clashes[MOST_STEPS][64]; /* by depth at which paths part, and number: a set of numbers */
    uint64_t spreads[MOST_STEPS][64]; /* the same of those that overwrite, or are overwritten, without a clash */
};

/* COUNT_DONE when all is filled in. */
enum count_answer counted_make(struct counted *x, struct watch *watch);
/* Types that are in one compartment, and some more: how often each (two bits: none, one, more). */
uint64_t counted_add(uint64_t a, uint64_t b);
/* PAIR_VIOLATES, _STARVES, _OVERWRITES of a type against another (or a second one of its own) in a relation; with what
 * keeps them apart. 0: out of memory. */
uint8_t counted_bits(struct counted *x, uint32_t actor, bool overwritten, uint32_t target, uint32_t relation);
static inline size_t label_index(const struct counted *x, uint32_t path, uint32_t type, bool overwritten)
{
    return ((size_t)path * x->type_count + type) * 2 + overwritten;
}

#endif
