/* What the files of the relaxation share, and nobody else sees: relax.c makes and ends one, relax_columns.c says what its
 * columns are, relax_rows.c writes rows, relax_ways.c finds those that a solution breaks, relax_bound.c solves and
 * reckons the bound. */
#ifndef MSPEC_SOLVE_SAT_RELAX_PARTS_H
#define MSPEC_SOLVE_SAT_RELAX_PARTS_H

#include "solve/sat/relax.h"

#define RELAX_BROKEN 1e-4        /* by so much a row must be broken to be added */
#define RELAX_MOST_COST ((int128)1 << 90)
#define RELAX_MOST_ALTERNATIVES 64 /* of one component */

struct edge {
    uint32_t a, b;
    uint32_t column; /* of the zones; the next one is of the parts */
};

struct row {
    uint32_t count;
    uint32_t *columns;
    int *coefficients;
    int right;
    double squares; /* of the coefficients, added up */
};

/* Kinds of which no two, and no two of one, can share a place; and classes of others, of which no one can be beside
 * those, nor beside one of another class. */
struct clique {
    bool *is_in;      /* by kind */
    uint32_t *class_; /* by kind; NONE */
    uint32_t classes;
};

/* What counts toward a limit about a root: a component with an alternative of the clique (class_: NONE), or of a class. */
struct counted {
    uint32_t component, class_;
    double use, gain; /* its value, and that less what its way is parted */
};

struct broken_row {
    double by;
    size_t at;
};

struct relax {
    struct memory *memory;
    struct arena arena;
    const struct plan *plan;
    const struct encoding *encoding;
    uint32_t n, columns, edge_count, limit;
    int128 *cost;
    int *literal;
    uint32_t *column_of; /* by alternative; NONE: what the others leave, or the only one */
    struct edge *edges;
    uint32_t *first_near, *near; /* edges of a component */
    struct clique inner, outer;
    struct simplex *lp;
    double unit;         /* costs of the program are in it */
    struct {
        VECTOR(struct row);
    } rows;              /* by number */
    struct {
        VECTOR(struct row);
    } parked;            /* rows that were not needed, and may be again */
    struct {
        VECTOR(struct broken_row);
    } broken;            /* scratch */
    double *value;       /* scratch: of columns */
    uint32_t rows_used;
    uint32_t retired;    /* columns, since the tableau was made anew */
    double *multiplier;  /* by row */
    size_t multiplier_capacity;
    int128 *reduced;     /* by column, in fractions */
    int128 bound;        /* in fractions */
    int128 most_cost;    /* nothing costs more */
    int128 *kept_reduced, kept_bound;
    double *least, *most;
    /* scratch of a row that is being written */
    int *sum;            /* by column */
    bool *is_touched;
    uint32_t *touched, touched_count;
    int right;
    /* scratch of shortest ways */
    double *length, *distance;
    uint32_t *way;       /* by component: the edge toward the root */
    uint32_t *heap, *place, heap_count, *reached, reached_count;
    /* scratch of trees of ways */
    struct counted *terms;
    uint32_t term_count;
    uint32_t *behind;    /* by component: terms whose way goes through it */
    struct {
        VECTOR(uint64_t);
    } seen;              /* hashes of the rows of this round */
    bool (*go_on)(void *user);
    void *user;
};

/* ---- relax_columns.c ---- */

bool relax_make_columns(struct relax *r);
bool relax_make_neighbours(struct relax *r); /* the edges of each component */
bool relax_make_clique(struct relax *r, enum level level, struct clique *out);

/* ---- relax_rows.c; false: out of memory ---- */

bool relax_first_rows(struct relax *r);
void relax_begin_row(struct relax *r, int right);
void relax_add_term(struct relax *r, uint32_t column, int coefficient);
void relax_add_use(struct relax *r, uint32_t component, const bool *is_in);
void relax_add_way(struct relax *r, uint32_t component, uint32_t root, bool inner);
bool relax_end_row(struct relax *r);
double relax_use_value(const struct relax *r, uint32_t component, const bool *is_in);
bool relax_find_conflict(const struct relax *r, uint32_t a, uint32_t given, uint32_t b, enum level level, bool *of_a,
                         bool *of_b);
bool relax_write_pair(struct relax *r, uint32_t a, uint32_t b, const bool *of_a, const bool *of_b, bool inner);
void relax_park_row(void *relax, uint32_t number);
bool relax_take_back(struct relax *r);
void relax_free_row(struct relax *r, struct row *row);

/* ---- relax_ways.c ---- */

bool relax_separate(struct relax *r);

/* ---- relax_bound.c ---- */

void relax_refresh(struct relax *r, bool same); /* the tableau anew */

#endif
