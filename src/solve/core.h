/* Why there is no configuration: a set of clauses that contradict each other, such that without any one of them there would
 * be one. Found by leaving out one after the other and searching again. Knows nothing of how it is shown. */
#ifndef MSPEC_SOLVE_CORE_H
#define MSPEC_SOLVE_CORE_H

#include "model/model.h"

struct core_clause {
    struct span span; /* of the clause, or of the component or mechanism when it states none */
    const char *text; /* what it asks, in the user's words, without a full stop */
};

struct core {
    struct arena arena; /* owns all below */
    struct core_clause *clauses;
    size_t count;
    bool minimal;       /* no smaller set of these contradicts itself; false when there was no time to find out */
};

/* For a model without a valid configuration. MSPEC_OK with *out filled in (free it with core_fini); a model that has one, or
 * of which it is not known in time, gives no clauses. MSPEC_ERROR_MEMORY, and nothing to free. time_limit in seconds; 0:
 * none. */
mspec_status core_find(const struct model *m, double time_limit, struct core *out);
/* The requirement of one component, as a core names it; the text is in the arena. False when out of memory. */
bool core_requirement(const struct model *m, uint32_t component, struct arena *a, struct core_clause *out);
void core_fini(struct core *c);

#endif
