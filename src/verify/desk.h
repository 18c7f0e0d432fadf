/* The judge's desk: what the clauses of a model say, worked out once (intent and grants as sets of cells), and room for one
 * configuration to be judged. Who judges many configurations keeps a desk, and nothing is allocated for each.
 *
 * A capability is an operation on a cell. For every component and leaf operation there is a row: the set of cells, among all
 * cells of the model, on which it has the capability. Cells of variants that the configuration does not use are never
 * `live`. */
#ifndef MSPEC_VERIFY_DESK_H
#define MSPEC_VERIFY_DESK_H

#include "verify/compartments.h"
#include "verify/sets.h"
#include "verify/verify.h"

/* Grants by name to one component: those of one word of a row. Most components have none, and the lapsing of grants (rule 4)
 * need only look at these. */
struct named_word {
    enum operation_leaf leaf;
    uint32_t word;
    set_word bits;
};

struct desk {
    const struct model *m;
    struct arena arena;
    size_t words; /* of a set of cells */

    /* What the clauses say; no configuration changes it. */
    set_word *of_class[4];          /* by enum cell_class */
    set_word *of_kind[2];           /* [0] code and symbols, [1] memory: what a leaf operation can be on */
    set_word *intent;               /* rows by form */
    set_word *granted;              /* rows by component: what owners grant it; never its own cells */
    set_word *stranger;             /* one row a leaf: granted to whoever is not named */
    set_word *everybody;            /* one row a leaf: granted to everybody, with nobody taken out */
    set_word *somebody;             /* one row a leaf: granted to some component at least */
    struct named_word *named_words; /* by component: [named_first[c], named_first[c + 1]) */
    size_t *named_first;
    bool boundaries_leak;           /* some listed vulnerability adds to what passes a boundary */

    /* The configuration on the desk. */
    const struct configuration *c;
    struct compartments compartments;
    set_word *live;                 /* cells of the chosen variants */
    set_word *guarded;              /* those of protected components */
    set_word *masks, *passes; /* rows by group: what the masks let pass; with what vulnerabilities add (may be the same) */
    op_set *crossing, *added, *step; /* one form's cells at a boundary */

    /* The fixpoint. */
    set_word *reach;                /* rows by component */
    set_word *still_granted;        /* rows by component: granted, and not lapsed */
    set_word *overwrites;           /* pairs: bit c of row b (pair_words long) when b overwrites c */
    size_t pair_words;
    bool *overwritten, *writes_itself, *jumps;
    uint32_t *queue;
    bool *queued;
    set_word *scratch[3];
    uint32_t *tally;                /* one number for each mechanism; for counting */
    bool record;                    /* write down causes; needs memory */
    struct {
        VECTOR(struct cause);
    } causes;
};

/* The row of one component (or form, or group) and operation. */
static inline set_word *desk_row(const struct desk *d, set_word *rows, size_t which, enum operation_leaf leaf)
{
    return rows + (which * LEAF_COUNT + leaf) * d->words;
}

static inline const struct form *desk_form(const struct desk *d, uint32_t component)
{
    return &d->m->forms[d->c->choices[component].form];
}

static inline bool leaf_is_memory(enum operation_leaf leaf)
{
    return OPS_MEMORY >> leaf & 1;
}

static inline bool ids_have(const uint32_t *ids, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Puts a configuration on the desk: live cells, compartments. False when out of memory. */
bool desk_put(struct desk *d, const struct configuration *c);

#endif
