/* What every engine takes and gives. An engine picks configurations; it never says that one is safe: the caller has the
 * judge confirm each. */
#ifndef MSPEC_SOLVE_ENGINE_H
#define MSPEC_SOLVE_ENGINE_H

#include "model/configuration.h"
#include "verify/verify.h" /* struct measures only: costs are recomputed by the judge */

enum engine_goal {
    GOAL_OPTIMUM, /* one optimal configuration */
    GOAL_ALL,     /* all optimal ones, and their number */
    GOAL_TOP,     /* the `top` cheapest, in order of cost */
    GOAL_MINIMAL, /* the antichain of minimal configurations */
    GOAL_SPACE    /* count safe, valid, minimal and optimal configurations */
};

struct engine_request {
    enum engine_goal goal;
    size_t top;          /* GOAL_TOP */
    size_t keep;         /* at most so many configurations are kept; counting goes on (0: all) */
    double time_limit;   /* seconds; 0: none */
    uint64_t node_limit; /* nodes, as the engine counts them; 0: none. Unlike time, it stops at the same place each time */
    const struct measures *least_cost; /* GOAL_ALL: the cost of the optimum, proven elsewhere; NULL: to be found out */
    unsigned jobs;       /* threads; 0 and 1: this one alone */
};

/* What is proven of the cost of every valid configuration, whether or not one was found: under the first `levels` measures of the
 * objective, none comes before `value` in lexicographic order. Values are in the units of the measures. Without levels it says
 * nothing, which is always true. */
struct cost_bound {
    uint32_t levels;
    struct rational value[MEASURE_COUNT]; /* by level */
};

struct engine_result {
    struct arena arena; /* owns all below */
    struct configuration **configurations; /* renumbered, in order of cost */
    size_t count;
    struct bigint total;       /* GOAL_ALL: how many optimal ones there are */
    struct bigint all, safe, valid, minimal, optimal; /* GOAL_SPACE; what is not known is 0, and the result incomplete */
    bool complete;   /* the goal was reached: optimum proven, count exact */
    bool feasible;   /* there is at least one valid configuration (known when complete or count > 0) */
    const char *why_incomplete; /* "time limit", "memory limit", "cancelled"; NULL when complete */
    uint64_t nodes;  /* configurations or partial configurations looked at */
    struct cost_bound bound; /* GOAL_OPTIMUM, _ALL, _TOP; need not be filled in when complete: the cost found is then the bound */
};

struct engine {
    const char *name;
    const char *help;
    mspec_status (*run)(const struct model *m, const struct engine_request *request, struct engine_result *out);
    bool knows_exclusions; /* [Exclude] is in what it looks at: others are given the cases without it (solve/cases.h) */
};

/* The engines by index, the usual one first; NULL past the end. By name; NULL when unknown. */
const struct engine *engine_at(size_t index);
const struct engine *engine_find(const char *name);

extern const struct engine engine_auto;       /* solve/auto.c: what suits the question */
extern const struct engine engine_exhaustive; /* solve/exhaustive.c: verify/enumerate and the judge, as an engine */
extern const struct engine engine_search;     /* solve/search.c */

void engine_result_fini(struct engine_result *r);

#endif
