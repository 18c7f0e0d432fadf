/* What stays at risk though a configuration contains a vulnerability: what those that have it may still read and write, because
 * it is their own or granted to them, and who may be overwritten without a requirement being broken. An honest limit of "safe":
 * requirements hold, and what nobody forbids is not held back. */
#ifndef MSPEC_VERIFY_REMAINS_H
#define MSPEC_VERIFY_REMAINS_H

#include "verify/verify.h"

struct remain {
    uint32_t component, owner; /* who may, and whose it is (perhaps the same) */
    op_set ops;                /* on memory */
    uint32_t cell;             /* the first; adjacent bytes of one region are one */
    uint64_t range_from, range_to;
};

struct remains {
    struct arena arena;
    struct remain *items; /* by component, then by owner */
    size_t count;
    uint32_t *overwritten; /* components that may be overwritten, ascending; those that have the vulnerability included */
    uint32_t overwritten_count;
};

/* Of one vulnerability of the model. MSPEC_OK with *out filled in (free it with remains_fini), or MEMORY, and nothing to free. */
mspec_status remains_find(const struct model *m, const struct configuration *c, uint32_t vulnerability, struct remains *out);
void remains_fini(struct remains *r);

#endif
