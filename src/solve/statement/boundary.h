/* What crosses boundaries, as conditions on places. Takes a statement whose routes are listed; used by the rules of the
 * fixpoint and by needs. */
#ifndef MSPEC_SOLVE_STATEMENT_BOUNDARY_H
#define MSPEC_SOLVE_STATEMENT_BOUNDARY_H

#include "solve/statement/statement.h"

/* A way in which a vulnerability lets something through: wherever all of these hold, it passes. */
struct leak {
    VECTOR(literal);
};

/* Adds to the clause what makes the masks stop leaf operations from a on its way to the cell. */
void boundary_add_stops(struct statement *st, struct disjunction *c, uint32_t a, const struct cell *cell,
                        enum operation_leaf leaf);
/* Adds what makes them let it pass; needs, of which every boundary must let all pass, one clause for each route. */
void boundary_must_pass(struct statement *st, const struct disjunction *premises, uint32_t a, const struct cell *cell,
                        enum operation_leaf leaf, int32_t why);
/* Calls back once for each way in which listed vulnerabilities let it pass, with literals of which all must hold. */
typedef void leak_fn(struct statement *st, void *user, const literal *holding, size_t count);
void boundary_leaks(struct statement *st, uint32_t a, const struct cell *cell, enum operation_leaf leaf, leak_fn *call,
                    void *user);

#endif
