/* The optimum by anchored zones and core-guided MaxSAT. What it finds is optimal for the relaxation of zones.h; it is the
 * optimum of the system when it is valid, which the judge says. */
#ifndef MSPEC_SOLVE_SAT_SOLVE_ZONES_H
#define MSPEC_SOLVE_SAT_SOLVE_ZONES_H

#include "solve/problem.h"
#include "solve/watch.h"

enum zones_answer {
    ZONES_OPTIMUM,   /* *out is valid and nothing is cheaper */
    ZONES_NONE,      /* there is no valid configuration */
    ZONES_UNSUITED,  /* another engine must look: the system is not of the suited kind, or its relaxation is too weak */
    ZONES_STOPPED,   /* over the time limit or cancelled; *out is the best valid one seen, or NULL */
    ZONES_NO_MEMORY
};

/* The configuration lives in the arena; the watch counts cores as its nodes, and knows why the work ended early. */
enum zones_answer zones_solve(struct problem *p, struct watch *watch, struct arena *a, struct configuration **out);

#endif
