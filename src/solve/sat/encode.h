/* The plan of zones as clauses and soft literals, one level for each measure of the objective; and back: a solution as a
 * configuration. */
#ifndef MSPEC_SOLVE_SAT_ENCODE_H
#define MSPEC_SOLVE_SAT_ENCODE_H

#include "solve/sat/maxsat.h"
#include "solve/sat/zones.h"

struct encoding {
    const struct plan *plan;
    struct maxsat *solver;
    struct arena *arena;
    int truth;       /* always so: of whom or what there is no choice */
    int *use;        /* by alternative */
    int **at;        /* [component][spot]: 0 where it cannot be */
    int **in;        /* [component][zone]: 0 where it cannot be */
    int *spot_used, *zone_used;
    int *parted;     /* by zone: two of its parts are used; 0: cannot be */
    int divided;     /* two zones are used */
    int *cut_outer, *cut_inner; /* by index into rate_other of the lower component; 0 for the other half */
};

/* encode.c: clauses without what is always so. */
void encode_2(struct encoding *e, int a, int b);
void encode_3(struct encoding *e, int a, int b, int c);
void encode_4(struct encoding *e, int a, int b, int c, int d);
void encode_5(struct encoding *e, int a, int b, int c, int d, int f);

/* encode_named.c, encode_measure.c: parts of encode_hard. */
bool encode_named(struct encoding *e, bool *unsuited);
bool encode_cuts(struct encoding *e);
bool encode_built(struct encoding *e);

/* False: out of memory, or a pair that the plan does not suit (then *unsuited is set). */
bool encode_hard(struct encoding *e, bool *unsuited);
/* At most [Limit] parts in each zone, and zones. */
bool encode_limits(struct encoding *e);
/* At most as many parts as [Budget] allows compartments: whatever is merged has no more. Other budgets are for the judge. */
bool encode_budget(struct encoding *e);
/* False: out of memory. */
bool encode_measure(struct encoding *e, enum measure measure);
/* What every configuration pays beside the soft literals of the measure. */
int128 encode_least(const struct problem *p, enum measure measure);
/* Numbered as configurations are; NULL: out of memory. `best`: maxsat_best or maxsat_model. */
struct configuration *encode_read(const struct encoding *e, struct arena *a, bool (*value)(const struct maxsat *, int));

#endif
