/* When to stop: the time limit of a request, a user who cancels, memory that is used up. Shared by the parts of one request.
 */
#ifndef MSPEC_SOLVE_WATCH_H
#define MSPEC_SOLVE_WATCH_H

#include "solve/lower.h"

struct watch {
    mspec_ctx *ctx;
    double deadline;     /* on the monotonic clock; 0: none */
    double next_report;
    uint64_t nodes;      /* looked at since the start */
    uint64_t node_limit; /* 0: none */
    const char *stopped; /* why the work ended early; NULL: it goes on */
    const struct model *model; /* whose objective the two below are measured by; NULL: nothing is known of costs */
    bool has_best;
    struct rational best;      /* the first measure of the best configuration so far */
    struct cost_bound bound;   /* proven so far */
};

void watch_init(struct watch *w, mspec_ctx *ctx, double time_limit);
/* For a request on a model: limits, and what progress is measured by. */
void watch_request(struct watch *w, const struct model *m, const struct engine_request *request);
/* Counts a node, and now and then looks at the clock and asks the user. False: stop. */
bool watch_node(struct watch *w);
/* Looks at the clock, and asks the user where the last time is long enough ago. False: stop. */
bool watch_look(struct watch *w);
/* What is shown while the work goes on: the first measure of the best configuration so far, and what has been proven. The bound only
 * ever rises. */
void watch_best(struct watch *w, struct rational first_measure);
void watch_bound(struct watch *w, const struct cost_bound *bound);
void watch_stop(struct watch *w, const char *why); /* the first reason stays */

#endif
