/* What a verdict takes for granted, in words: of the model as such, of the system's clauses, and of the mechanisms that a
 * configuration uses. Every report says it, so that nobody takes "safe" for more than it is. */
#ifndef MSPEC_EXPORT_ASSUMPTIONS_H
#define MSPEC_EXPORT_ASSUMPTIONS_H

#include "model/configuration.h"

struct assumptions {
    const char **texts; /* in the arena, without full stops */
    size_t count;
};

/* False when out of memory. */
bool assumptions_list(const struct model *m, const struct configuration *c, struct arena *a, struct assumptions *out);
/* Is the mechanism chosen, built in, or on a path somewhere in the configuration? */
bool configuration_uses(const struct model *m, const struct configuration *c, uint32_t mechanism);

#endif
