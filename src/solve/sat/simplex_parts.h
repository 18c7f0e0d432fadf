/* What the files of the simplex method share, and nobody else sees: simplex.c has the program, its rows and figures,
 * simplex_pivot.c the pivots, simplex_refresh.c makes the tableau anew. */
#ifndef MSPEC_SOLVE_SAT_SIMPLEX_PARTS_H
#define MSPEC_SOLVE_SAT_SIMPLEX_PARTS_H

#include "solve/sat/simplex.h"

#define SIMPLEX_SMALLEST 1e-7   /* pivot */
#define SIMPLEX_NOTHING 1e-11   /* an entry of the tableau that is only rounding */

/* Variables are columns and, after them, the slack of each row. A tableau row says: its basic variable, and the others
 * each times their entry, add up to a constant. */
struct candidate {
    uint32_t j;
    double ratio;
};

struct simplex {
    struct memory *memory;
    uint32_t columns, rows, row_capacity; /* rows of the tableau; the same number are in use */
    uint32_t width;     /* columns of the tableau; after them, in no order, those that are retired */
    bool *is_retired;   /* by column */
    double **row;       /* [rows][columns] */
    uint32_t *head;     /* variable of a row */
    double *value;      /* of it */
    double *constant;   /* what it and the others add up to */
    double *weight;     /* devex: how long the row is, roughly */
    uint32_t *other;    /* variable of a column of the tableau */
    double *cost;       /* reduced */
    bool *is_upper;
    double *given;      /* costs, by column */
    /* by variable */
    double *least, *most;
    int64_t *where;     /* >= 0: row of the tableau; < 0: column -1 - where */
    uint32_t *unused, unused_count; /* numbers of rows */
    uint32_t *indices;  /* scratch: columns */
    struct candidate *candidates;
    uint64_t pivots, fresh; /* the latter: when the tableau was made anew */
    /* what makes it infeasible */
    double ray;         /* times the row below; 0: nothing does */
    double ray_lacks;   /* what the row's variable lacks when all columns have done what they can */
    uint32_t ray_row;
};

static inline double simplex_value_at(const struct simplex *s, uint32_t variable)
{
    int64_t at = s->where[variable];
    if (at >= 0)
        return s->value[at];
    return s->is_upper[-1 - at] ? s->most[variable] : s->least[variable];
}

/* The column moves by so much: values of the rows. */
void simplex_move(struct simplex *s, uint32_t j, double by);
/* The variable of the row and that of the column change places. */
void simplex_exchange(struct simplex *s, uint32_t r, uint32_t q);

#endif
