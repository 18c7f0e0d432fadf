/* Why is each mechanism there: takes one thing after the other out of a configuration, judges what is left, and tells what
 * would then be violated or not kept. A boundary that a symmetric mechanism draws between two of its compartments is taken
 * out by making the two one (when there are no others: by not dividing at all); a directed mechanism's compartment, by
 * moving its members to where it stands. Hardening stays with its components: who come to be in one place have what any of
 * them had. */
#ifndef MSPEC_VERIFY_NECESSITY_H
#define MSPEC_VERIFY_NECESSITY_H

#include "verify/verify.h"

enum necessity_kind {
    NECESSITY_HARDENING,   /* a mechanism on a component, or on all that are in one place (hardening per compartment) */
    NECESSITY_COMPARTMENT, /* a compartment of a directed mechanism */
    NECESSITY_BOUNDARY     /* what a symmetric mechanism puts between two of its compartments */
};

struct necessity {
    enum necessity_kind kind;
    uint32_t mechanism;
    uint32_t *members; /* who has the hardening; who is in the compartment; who is on one side of the boundary. Ascending */
    uint32_t member_count;
    uint32_t *others;  /* of a boundary: who is on its other side */
    uint32_t other_count;
    bool needed;       /* something of what follows */
    struct violation *violations; /* that are not there with it */
    size_t violation_count;
    struct problem_found *problems; /* likewise; that what is left is no configuration of the space is no reason */
    size_t problem_count;
    struct measures measures; /* without it */
};

struct necessities {
    struct arena arena;
    struct necessity *items; /* hardening first, by component; then compartments and boundaries, from the outside inwards */
    size_t count;
};

/* MSPEC_OK with *out filled in (free it with necessities_fini), or MEMORY, or LIMIT when cancelled, and nothing to free. */
mspec_status necessity_find(const struct model *m, const struct configuration *c, struct necessities *out);
void necessities_fini(struct necessities *n);

#endif
