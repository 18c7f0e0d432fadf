/* A counter of false soft literals, grown as far as it is asked for: output k is true when at least k inputs are. One direction
 * only, which is what cores need. The tree is built once; its clauses come with the bound. Knows nothing of weights. */
#ifndef MSPEC_SOLVE_SAT_TOTALIZER_H
#define MSPEC_SOLVE_SAT_TOTALIZER_H

#include "solve/sat/maxsat.h"

struct totalizer;

/* `inputs` are copied; NULL when out of memory. */
struct totalizer *totalizer_new(struct arena *a, struct maxsat *s, const int *inputs, size_t count);
/* The literal "at least k inputs are true", 1 <= k <= count; 0 when out of memory. */
int totalizer_at_least(struct totalizer *t, size_t k);
size_t totalizer_inputs(const struct totalizer *t);

#endif
