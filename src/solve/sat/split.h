/* Branch and bound over the linear relaxation (relax.h): decides alternatives and cuts one after the other, until what is
 * left costs too much, or the relaxation's solution is a configuration. Before it says that, the solver must find it.
 *
 * What was found to be too dear is said to the solver in clauses, so that it need only look at what is left: every
 * configuration that costs no more than the best one found satisfies them. Knows nothing of how a configuration is
 * judged. */
#ifndef MSPEC_SOLVE_SAT_SPLIT_H
#define MSPEC_SOLVE_SAT_SPLIT_H

#include "solve/sat/relax.h"

enum split_answer {
    SPLIT_DONE,     /* all that is too dear is excluded; `best` is proven but for what the relaxation cannot tell */
    SPLIT_NO_USE,   /* it is not for this system; clauses that were added hold */
    SPLIT_STOPPED,
    SPLIT_NO_MEMORY
};

struct split {
    struct relax *relax;
    struct maxsat *solver;
    struct arena *arena;
    int128 best; /* cost of the best configuration known, above what all pay; negative: none */
    /* The solver has a solution (maxsat_model): what it costs, negative when it is not valid, in *cost. False: out of
     * memory. */
    bool (*try_on)(void *user, int128 *cost);
    /* What is proven; false: stop. */
    bool (*go_on)(void *user, int128 bound);
    void *user;
    uint64_t nodes;
};

enum split_answer split_solve(struct split *s);

#endif
