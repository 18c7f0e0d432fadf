/* The fixpoint over the components placed so far, with all that pairs alone cannot tell: grants that lapse, and pages that
 * are mapped for a whole address space. More components only add to it, so that a violation stays one; whether needs are met
 * is only known when everybody is placed. */
#ifndef MSPEC_SOLVE_EXACT_H
#define MSPEC_SOLVE_EXACT_H

#include "solve/places.h"

struct placed { /* one for each component of the model */
    uint32_t alternative; /* NONE: not placed yet */
    uint32_t place;
    enum state state; /* what it has lost for sure */
};

struct exact {
    struct problem *problem;
    const struct places *places;
    const struct placed *placed;
    uint32_t *who;       /* components placed */
    uint32_t count;
    enum state *state;   /* by component */
    bool *overwrites;    /* [component × component] */
    op_set *lapsed;      /* [component × cell of a selective form]: grants to the component that have lapsed */
    uint32_t *first;     /* by form: where its cells are in a row of `lapsed` */
    uint32_t row;
    uint32_t asking;     /* whose company is asked for */
};

enum exact_answer { EXACT_UNSAFE, EXACT_STARVES, EXACT_FINE, EXACT_NO_MEMORY };

bool exact_init(struct exact *x, struct problem *p, const struct places *places); /* in the problem's arena */
/* `whole`: everybody is placed, so that needs are looked at. */
enum exact_answer exact_check(struct exact *x, const struct placed *placed, bool whole);

#endif
