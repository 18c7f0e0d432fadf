/* The blast radius of a component: who falls with it when an attacker controls it, in which order, by which capability, and
 * which requirements that breaks. Written from the definition: the one taken over reaches everything, intends nothing, and grants
 * to it lapse; everybody else does what is intended, until overwritten. Boundaries hold, with what listed vulnerabilities add.
 *
 * Uses the judge's desk, and says nothing about whether the configuration is safe or valid: it is taken as it stands. */
#ifndef MSPEC_VERIFY_BLAST_H
#define MSPEC_VERIFY_BLAST_H

#include "verify/verify.h"

enum blast_effect {
    BLAST_OVERWRITES, /* from may write an atom of to's own memory */
    BLAST_CONTROLS    /* to, which is overwritten, may execute code: from then on it does what the attacker likes */
};

struct blast_step {
    enum blast_effect effect;
    uint32_t from, to;             /* BLAST_CONTROLS: both are the one that is controlled */
    op_set ops;
    uint32_t cell;                 /* the first that it may do it to */
    uint64_t range_from, range_to; /* the bytes, for sized cells: as far as they lie side by side */
    uint32_t more;                 /* further cells of the same owner that are not in that range */
};

struct blast {
    struct arena arena;
    uint32_t start;
    uint32_t *overwritten; /* in order, the start first */
    uint32_t overwritten_count;
    uint32_t *controlled;  /* in order, the start first (a vault too, though it has nothing to control) */
    uint32_t controlled_count;
    struct blast_step *steps; /* in order */
    size_t step_count;
    struct violation *violations; /* at the end; of all owners, protected or not */
    size_t violation_count;
    uint64_t violations_left_out; /* more than can be listed: one against each owner is, and so many others are not */
    bool *falls;                  /* by component: overwritten, or a requirement of it is violated; not the start */
    uint32_t fall_count;
    uint32_t owners;              /* components of which a requirement is violated */
    uint32_t protected_owners;    /* protected ones of them: 0 when nothing that is to be protected falls */
};

/* MSPEC_OK with *out filled in (free it with blast_fini), or MEMORY, and nothing to free. */
mspec_status blast_find(const struct model *m, const struct configuration *c, uint32_t start, struct blast *out);
void blast_fini(struct blast *b);

/* The same on a desk, for who asks many times. */
struct desk;
mspec_status desk_blast(struct desk *d, const struct configuration *c, uint32_t start, struct blast *out);
/* How many fall, without writing anything down; the desk must hold the configuration (desk_put, boundary_note_passes). */
bool desk_blast_count(struct desk *d, uint32_t start, uint32_t *falls);

#endif
