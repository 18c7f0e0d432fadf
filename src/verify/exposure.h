/* How exposed a configuration is: over all components with code as the start of an attack, and all others, in how many of the
 * pairs the other falls with the start (blast.h). And which single change of the configuration makes it least: one hardening
 * mechanism switched on, one component moved, one boundary drawn around a component, one variant taken, or one isolation
 * mechanism in the place of another everywhere. */
#ifndef MSPEC_VERIFY_EXPOSURE_H
#define MSPEC_VERIFY_EXPOSURE_H

#include "verify/verify.h"

struct exposure {
    uint64_t fallen, pairs;
};

/* start NONE: over all; else how many fall with that one. MSPEC_OK, or MEMORY. */
mspec_status exposure_find(const struct model *m, const struct configuration *c, uint32_t start, struct exposure *out);

/* The best single change. A change counts when what holds of the configuration (safe, works, a configuration of the space,
 * limits and constraints kept) holds after it too. */
struct improvement {
    struct arena arena;
    struct configuration *configuration; /* NULL: no single change makes it less */
    struct exposure exposure;            /* with it */
    struct measures measures;
    bool too_large;                      /* so many changes that it was not looked for */
};

/* MSPEC_OK with *out filled in (free it with improvement_fini), or MEMORY, or LIMIT when cancelled, and nothing to free. */
mspec_status improvement_find(const struct model *m, const struct configuration *c, uint32_t start, struct improvement *out);
void improvement_fini(struct improvement *i);

#endif
