/* A linear program that grows: least cost, columns between bounds, rows `sum of coefficients × columns <= right-hand
 * side` that are added (and dropped) as they are found to be violated. Dual simplex on a dense tableau that skips its
 * zeros: for some thousand columns with few in each row.
 *
 * Takes and gives floating-point figures, which are good and not exact: whoever proves something from them takes the
 * multipliers of the rows and reckons again (relax.h). Knows nothing of MSpec. */
#ifndef MSPEC_SOLVE_SAT_SIMPLEX_H
#define MSPEC_SOLVE_SAT_SIMPLEX_H

#include "base/memory.h"

struct simplex;

enum simplex_answer {
    SIMPLEX_OPTIMUM,
    SIMPLEX_ABOVE,      /* the cost is at least the cut-off */
    SIMPLEX_INFEASIBLE, /* no columns within their bounds satisfy all rows */
    SIMPLEX_TIRED       /* so many pivots were not enough, or the figures are no longer good */
};

/* All columns are between 0 and 1. Costs are not negative. NULL: out of memory. */
struct simplex *simplex_new(struct memory *m, uint32_t columns, const double *costs);
void simplex_free(struct simplex *s);
/* The number of the row, kept until it is dropped and then given again; UINT32_MAX: out of memory. */
uint32_t simplex_row(struct simplex *s, const uint32_t *columns, const int *coefficients, uint32_t count, int right);
/* Drops rows that the last solution satisfies with so much to spare; `dropped` is told of each. */
void simplex_drop_slack(struct simplex *s, double spare, void (*dropped)(void *user, uint32_t row), void *user);
void simplex_bounds(struct simplex *s, uint32_t column, double least, double most);
enum simplex_answer simplex_solve(struct simplex *s, double cut_off, uint32_t pivots);

double simplex_cost(const struct simplex *s);
double simplex_value(const struct simplex *s, uint32_t column);
/* Not negative: the cost is at least what it is for all columns with each row times its multiplier taken off. After
 * INFEASIBLE: so that this is at least the cut-off. By row. */
void simplex_multipliers(const struct simplex *s, double *by_row, uint32_t rows);
/* By how much the cost grows, at the next pivot alone, when the column is kept at 0 and at 1. */
void simplex_penalties(const struct simplex *s, uint32_t column, double *down, double *up);
/* Makes the tableau anew, of each row as it was given: many pivots make it inexact. `same`: with the present basis, if
 * that is still one. */
typedef uint32_t simplex_row_fn(void *user, uint32_t row, const uint32_t **columns, const int **coefficients, int *right);
/* `go_on` is asked during long work; when it says no, the tableau is that of no pivots. */
typedef bool simplex_go_on_fn(void *user);
void simplex_refresh(struct simplex *s, bool same, simplex_row_fn *row_of, simplex_go_on_fn *go_on, void *user);
/* Its bounds are equal, and stay so: it is not in the tableau from the next time on that this is made anew. */
void simplex_retire(struct simplex *s, uint32_t column);
/* All columns between 0 and 1 again, retired or not; must be followed by a refresh that does not keep the basis. */
void simplex_unfix(struct simplex *s);
uint64_t simplex_age(const struct simplex *s); /* pivots since then */

#endif
