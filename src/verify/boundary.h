/* What passes between two components: the boundaries that stand between them, what each mask lets cross by block, and what
 * listed vulnerabilities of the mechanisms add. */
#ifndef MSPEC_VERIFY_BOUNDARY_H
#define MSPEC_VERIFY_BOUNDARY_H

#include "verify/desk.h"

/* A compartment that one of two components is in and the other is not. */
struct boundary {
    uint32_t mechanism;
    bool inwards;                 /* from outside to a member; else from a member to outside */
    const struct reach_set *mask;
};

/* The boundaries from a to b: those that a leaves, then those that b is behind. Begin with *at = 0; false at the end. */
bool boundary_next(const struct model *m, const struct choice *a, const struct choice *b, uint32_t *at,
                   struct boundary *out);
bool boundary_separates(const struct choice *a, const struct choice *b, uint32_t mechanism);

/* Fills in the desk's rows `masks` and `passes` for the configuration on it. */
void boundary_note_passes(struct desk *d);

/* The first mechanism whose mask alone stops a capability between a and b; NONE when all let it pass. */
uint32_t boundary_that_stops(struct desk *d, uint32_t a, uint32_t b, enum operation_leaf leaf, uint32_t cell);

#endif
