/* Conditions on places that are seldom broken (solve/statement/depths.h), added to a statement when a solution breaks them. Takes a
 * statement by depths and a solution of it; gives clauses. Knows nothing of costs. */
#ifndef MSPEC_SOLVE_SAT_PLACES_LAZY_H
#define MSPEC_SOLVE_SAT_PLACES_LAZY_H

#include "solve/sat/maxsat.h"
#include "solve/statement/statement.h"

struct lazy_places {
    struct statement *statement;
    bool *values;           /* by variable of the statement: the solution that is looked at; of whoever fills it in */
    uint32_t *mate;         /* [depth × component] the first one that it shares a compartment with */
    uint32_t *broken;       /* [depth × bit] so often was a limit broken */
    /* Limits that are broken often are to be counted in whole: at most `most` of the literals. */
    void (*at_most)(void *user, const literal *literals, size_t count, uint32_t most);
    void *user;
};

bool lazy_places_init(struct lazy_places *x, struct statement *st, struct arena *a); /* false: out of memory */
/* True: the solution breaks conditions, which have been added to the statement's clauses (or handed to at_most). */
bool lazy_places_look(struct lazy_places *x);

#endif
