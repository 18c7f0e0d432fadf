/* Of equally good configurations, the one nearest to a given one.
 *
 * The distance of two configurations is the number of components whose variant, chosen hardening or compartment differ.
 * Compartments have no names: those of the one are matched with those of the other, one to one, of the same mechanism
 * and inside of matched ones, such that the number is least. */
#ifndef MSPEC_ANSWERS_NEAREST_H
#define MSPEC_ANSWERS_NEAREST_H

#include "solve/engine.h"

/* Exact. The arena is for working in. False when out of memory. */
bool configuration_distance(const struct configuration *a, const struct configuration *b, struct arena *arena,
                            uint32_t *out);

struct nearest {
    uint32_t distance;
    bool proven;     /* no configuration of the same cost is nearer */
    const char *why; /* not proven: why the others are not known */
};

/* The optimum (the request's goal is not looked at), and of all optimal ones the nearest; of several, the first in an
 * order that depends on no engine. *out is as an engine leaves it for one optimum: complete when the cost is proven to
 * be the least. */
mspec_status nearest_find(const struct model *m, const struct engine *engine, const struct engine_request *request,
                          const struct configuration *to, struct engine_result *out, struct nearest *nearest);

#endif
