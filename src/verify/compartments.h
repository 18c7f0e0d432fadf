/* The compartments of one configuration as a tree: the system, and below each the compartments built inside it. Two
 * components are in the same place (a *group*) when their whole paths are equal. */
#ifndef MSPEC_VERIFY_COMPARTMENTS_H
#define MSPEC_VERIFY_COMPARTMENTS_H

#include "model/configuration.h"

struct compartment {
    uint32_t parent;           /* NONE for the system */
    struct placement placement; /* not for the system */
    uint32_t first_child, next_sibling; /* NONE at the end */
    uint32_t members;          /* components inside, at any depth */
    uint32_t group;            /* the group of those directly inside; NONE when there are none */
};

struct compartments {
    struct {
        VECTOR(struct compartment);
    } tree;              /* [0] is the system */
    uint32_t *group_of;  /* by component */
    uint32_t *place_of;  /* by component: index into the tree */
    uint32_t *first_of;  /* by group: its first component */
    uint32_t group_count;
};

/* The arrays, for so many components. False when out of memory; nothing to free then. */
bool compartments_init(struct compartments *t, struct arena *a, uint32_t component_count);
void compartments_fini(struct compartments *t, struct memory *memory);
/* Builds the tree of a configuration, in place of what was there. False when out of memory. */
bool compartments_build(struct compartments *t, struct memory *memory, const struct configuration *c);

#endif
