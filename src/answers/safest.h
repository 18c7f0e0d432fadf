/* Where no configuration is valid: those that work, keep all limits and constraints, and meet a maximal set of
 * requirements. A requirement is what one protected component requires of others, its [Requires] or the default; a set
 * of unmet ones is minimal when no configuration leaves only a part of it unmet. All minimal sets, each with one
 * configuration of least cost.
 *
 * What this gives is unsafe. It goes nowhere but to the user who asked for it: neither into an engine's result nor to an
 * exporter. */
#ifndef MSPEC_ANSWERS_SAFEST_H
#define MSPEC_ANSWERS_SAFEST_H

#include "solve/engine.h"

struct compromise {
    struct configuration *configuration;
    uint32_t *unmet; /* components, ascending: exactly those whose requirements it violates */
    uint32_t unmet_count;
    struct measures cost;
};

struct safest {
    struct arena arena; /* owns all below */
    struct compromise *items; /* cheapest first; of equal cost, by the components that they leave unmet */
    size_t count;
    bool complete; /* there are no others; where there are none at all, limits, needs and constraints contradict each other */
    const char *why_incomplete;
};

/* For a model without a valid configuration. Works with any engine; of the request the limit of time counts, and `keep`
 * (at most so many, then it is not complete). MSPEC_OK with *out filled in (free it with safest_fini);
 * MSPEC_ERROR_MEMORY, or MSPEC_ERROR_INTERNAL when the judge says otherwise than the engine, and nothing to free. */
mspec_status safest_find(const struct model *m, const struct engine *engine, const struct engine_request *request,
                         struct safest *out);
void safest_fini(struct safest *s);

#endif
