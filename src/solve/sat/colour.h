/* The least number of colours of a graph, proven: quick bounds first, then for one number of colours after the other the
 * question to a SAT solver. Knows nothing of components and compartments. */
#ifndef MSPEC_SOLVE_SAT_COLOUR_H
#define MSPEC_SOLVE_SAT_COLOUR_H

#include "solve/sat/graph.h"
#include "solve/sat/maxsat.h"

struct colouring {
    uint32_t *colour;      /* by vertex, from 0 */
    uint32_t count;        /* colours used; 0: out of memory */
    uint32_t least;        /* proven: no colouring has fewer. Equal to count when the work was finished */
    uint64_t questions;    /* put to the solver */
};

/* Called when one of the bounds gets better. */
typedef void colour_news_fn(void *user, const struct colouring *c);
/* `stop` as for maxsat_on_wait. *out lies in the arena. False when out of memory. */
bool colour_least(const struct graph *g, struct arena *a, maxsat_stop_fn *stop, colour_news_fn *news, void *user,
                  struct colouring *out);

#endif
