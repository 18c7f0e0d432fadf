/* What boundaries let cross to the cells of each variant, as sets of those who must not be separated: of a mask's words `granted`
 * depends on whom the mechanism leaves together (docs/semantics.md, boundaries). Worked out once, for all configurations.
 *
 * A *gate* is, for one cell and operation, what each boundary does with it; cells for which all boundaries do the same share a
 * gate. Knows nothing of reach. */
#ifndef MSPEC_CERTIFY_CROSSING_H
#define MSPEC_CERTIFY_CROSSING_H

#include "certify/formula.h"

/* A boundary that can stand between two. A symmetric mechanism has one; a directed one has two. */
struct barrier {
    uint32_t mechanism;
    enum { BARRIER_EITHER, BARRIER_OUT, BARRIER_IN } way; /* OUT: the one who acts is inside; IN: the one who is acted upon */
};

enum { CROSSES_ALWAYS = -1, CROSSES_NEVER = 0 }; /* else it crosses for those from whom somebody in set [number] is not separated */

struct crossing {
    const struct formula *f;
    struct arena *arena;
    struct barrier *barriers;
    uint32_t barrier_count;
    bool *leaks; /* by barrier: some listed vulnerability adds to what passes */
    size_t set_words;
    struct {
        VECTOR(set_word *); /* of components; [0] is empty */
    } sets;
    struct {
        VECTOR(int32_t *); /* by gate: what each barrier lets cross, then what is added by each */
    } gates;
    int32_t *scratch;
    uint32_t *gate; /* by cell and leaf */
};

bool crossing_init(struct crossing *x, struct formula *f); /* false when out of memory */
void crossing_fini(struct crossing *x);
uint32_t crossing_gate(const struct crossing *x, uint32_t cell, enum operation_leaf leaf);
/* From a's side: NEVER, ALWAYS, or the number of a set that a is not in. */
int32_t crossing_lets(const struct crossing *x, uint32_t gate, uint32_t barrier, uint32_t a);
int32_t crossing_adds(const struct crossing *x, uint32_t gate, uint32_t barrier, uint32_t a);
/* The literal that says that the barrier stands from a to b. */
int crossing_stands(struct formula *f, const struct barrier *barrier, uint32_t a, uint32_t b);

#endif
