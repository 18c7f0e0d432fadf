/* When to stop: the time limit of a request, a user who cancels, memory that is used up. Shared by the parts of one request.
 */
#ifndef MSPEC_SOLVE_WATCH_H
#define MSPEC_SOLVE_WATCH_H

#include "solve/engine.h"

struct watch {
    mspec_ctx *ctx;
    double deadline;     /* on the monotonic clock; 0: none */
    double next_report;
    uint64_t nodes;      /* looked at since the start */
    const char *stopped; /* why the work ended early; NULL: it goes on */
    char progress[120];
};

void watch_init(struct watch *w, mspec_ctx *ctx, double time_limit);
/* Counts a node, and now and then looks at the clock and asks the user. False: stop. */
bool watch_node(struct watch *w);
/* Looks at the clock, and asks the user where the last time is long enough ago. False: stop. */
bool watch_look(struct watch *w);
void watch_stop(struct watch *w, const char *why); /* the first reason stays */
double watch_now(void);

#endif
