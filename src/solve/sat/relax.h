/* What configurations cost at least where the [Limit] of the inner mechanism binds: a linear relaxation of all
 * configurations that keep it, without copies of zones.
 *
 *   columns   an alternative is used; a pair that calls each other stands in two zones; it stands in two parts
 *   rows      for two that cannot share a zone (or part) with the alternatives they have: on any way of calls from the
 *             one to the other some pair is parted. For some of which no two can share a part, and any component: those
 *             that are not parted from it on their ways to it are in its zone, and so no more than the limit; and in its
 *             part there is at most one of them. What stands behind an edge of such a tree of ways counts only as far as
 *             there are too many. An edge does not part two that are in one zone by some way
 *
 * There are too many rows to write down: those that a solution breaks are found by shortest ways, with values as
 * lengths. A bound is reckoned in whole numbers from the multipliers of rows, and so holds whatever rounding does.
 *
 * Suited is an objective of run time first, with two mechanisms of which the inner one has a limit. */
#ifndef MSPEC_SOLVE_SAT_RELAX_H
#define MSPEC_SOLVE_SAT_RELAX_H

#include "solve/sat/encode.h"
#include "solve/sat/simplex.h"

struct relax;

bool relax_suits(const struct plan *plan);
/* Of the encoding only literals are taken. *suited: false where the plan is of another kind. NULL: out of memory, or not
 * suited. */
struct relax *relax_new(const struct encoding *e, bool *suited);
void relax_free(struct relax *r);

uint32_t relax_columns(const struct relax *r);
/* The literal of the encoding that holds when the column is 1: in a configuration, exactly then. */
int relax_literal(const struct relax *r, uint32_t column);
bool relax_is_cut(const struct relax *r, uint32_t column);   /* it says that a pair is parted */
bool relax_is_outer(const struct relax *r, uint32_t column); /* it says that a pair stands in two zones */

enum relax_answer {
    RELAX_BOUND,
    RELAX_ABOVE, /* nothing within the columns' bounds costs so little */
    RELAX_NO_MEMORY,
    RELAX_STOPPED
};

/* Bounds the cost, above what all pay, of all configurations whose columns are within their bounds: in *bound, and in
 * relax_excludes what each column costs at its other bound. So many rounds of looking for rows at most; `above`: it is
 * enough that the bound is greater (negative: there is no such figure). */
enum relax_answer relax_solve(struct relax *r, int128 above, uint32_t rounds, int128 *bound);
/* Keeps what was reckoned last, before anything was decided. */
void relax_keep(struct relax *r);
/* Does every configuration with that value cost more? By what was reckoned last, or by what was kept. */
bool relax_excludes(const struct relax *r, uint32_t column, bool value, int128 above, bool kept);
/* A bound with the column at that value, from a few pivots and without further rows; and the program's cost, in its own
 * units. */
int128 relax_peek(struct relax *r, uint32_t column, bool value, int128 above, uint32_t pivots, double *cost);
double relax_cost(const struct relax *r);
void relax_fix(struct relax *r, uint32_t column, double least, double most);
bool relax_is_one(const struct relax *r, uint32_t column); /* it is fixed there */
void relax_retire(struct relax *r, uint32_t column); /* it is fixed, and stays so */
void relax_free_all(struct relax *r); /* nothing is fixed any more, retired or not */
int128 relax_most_cost(const struct relax *r); /* nothing costs more */
double relax_value(const struct relax *r, uint32_t column);
void relax_penalties(const struct relax *r, uint32_t column, double *down, double *up);
void relax_on_wait(struct relax *r, bool (*go_on)(void *user), void *user);

#endif
