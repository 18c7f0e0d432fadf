/* A lower bound on new compartments: components that cannot share one, whatever is done to them, need one each. Who may
 * share is asked of alternatives; those that wait and still have to open a place are a set of which no two may share (a
 * clique). */
#ifndef MSPEC_SOLVE_CROWD_H
#define MSPEC_SOLVE_CROWD_H

#include "solve/problem.h"

struct crowd {
    struct problem *p;
    bool usable;      /* not where there are too many alternatives for the table */
    bool *known;      /* [component × component] the row is filled in */
    uint64_t *share;  /* [alternative × component] bit k: may be in one compartment with the k-th alternative of that one */
    uint64_t *alive;  /* by component: the alternatives that are looked at. Set by the caller */
    cost_t *price;    /* by component: what it costs beyond its best to be put anywhere, its own compartment included. By the
                         caller */
    uint32_t *order, *members;
    uint32_t member_count; /* of the clique found last */
    bool *is_member;       /* by component */
};

bool crowd_init(struct crowd *x, struct problem *p);
/* Gathers dear ones that cannot share; what they cost together beyond their best. Those with price 0 are not looked at.
 * False when out of memory. */
bool crowd_gather(struct crowd *x, const bool *waits, cost_t *sum);

#endif
