/* What a run of a solver comes to, as it goes along: the best configuration that the judge says is valid, and what has been proven of the
 * cost, level by level of the objective. Tells the watch of both.
 *
 * Takes configurations and bounds; knows nothing of how they were found. */
#ifndef MSPEC_SOLVE_SAT_RECORD_H
#define MSPEC_SOLVE_SAT_RECORD_H

#include "solve/watch.h"
#include "verify/verify.h"

struct record {
    const struct model *model;
    struct watch *watch;
    struct configuration *best; /* valid; NULL: none has been seen */
    struct measures best_measures;
    unsigned flags;             /* what the judge said of the one seen last; 0: none was seen */
    struct measures seen;       /* of that one */
    uint32_t level;             /* of the objective: the one that is being minimised */
    struct cost_bound proven;   /* the levels before it */
    int128 told;                /* the bound of this level that was told last */
};

void record_level(struct record *r, uint32_t level);
/* Asks the judge; a valid one that is no dearer than the best takes its place. False when out of memory; NULL is that, too. */
bool record_judge(struct record *r, struct configuration *found);
bool record_saw_valid(const struct record *r); /* the last one was */
/* At this level nothing costs less than so many units. `whole`: and something does not cost more. */
void record_bound(struct record *r, int128 count, struct rational unit, bool whole);

#endif
