/* The optimum by anchored zones and core-guided MaxSAT. What it finds is optimal for the relaxation of zones.h; it is the
 * optimum of the system when it is valid, which the judge says. */
#ifndef MSPEC_SOLVE_SAT_SOLVE_ZONES_H
#define MSPEC_SOLVE_SAT_SOLVE_ZONES_H

#include "solve/problem.h"

enum zones_answer {
    ZONES_OPTIMUM,   /* *out is valid and nothing is cheaper */
    ZONES_NONE,      /* there is no valid configuration */
    ZONES_UNSUITED,  /* another engine must look: the system is not of the suited kind, or its relaxation is too weak */
    ZONES_STOPPED,   /* over the time limit or cancelled; *out is the best valid one seen, or NULL */
    ZONES_NO_MEMORY
};

struct zones_request {
    double time_limit; /* seconds from now; 0: none */
};

struct zones_report {
    uint64_t cores;
    bool bound_known;                  /* of the first measure of the objective: */
    int128 bound;                      /* nothing valid has less, in the problem's scaled units above `base` */
    int128 base;                       /* what everybody's cheapest alternatives cost at that measure */
};

/* The configuration lives in the arena. */
enum zones_answer zones_solve(struct problem *p, const struct zones_request *request, struct arena *a,
                              struct configuration **out, struct zones_report *report);

#endif
