/* What a component may do at worst: ( base ∪ what vulnerabilities add ) ∩ what each hardening mechanism bounds. */
#ifndef MSPEC_VERIFY_REACH_H
#define MSPEC_VERIFY_REACH_H

#include "verify/desk.h"

/* Does a hardening mechanism apply to this variant? Without [Applies]: to every component with code. */
bool hardening_applies(const struct model *m, const struct form *f, uint32_t mechanism);
bool hardening_is_built_in(const struct form *f, uint32_t mechanism);

/* The hardening that bounds a component: what is built in, and what is chosen and applies. Begin with *at = 0; NONE at the
 * end. */
uint32_t hardening_carried_next(const struct desk *d, uint32_t component, uint32_t *at);

/* Nothing bounds this operation from the start: its clause says `*`, or its language leaves it open. */
bool reach_is_open(const struct desk *d, uint32_t component, enum operation_leaf leaf);

/* The live cells that a bound speaks of, for one component. */
void reach_cells_of(const struct desk *d, uint32_t component, enum operation_leaf leaf, uint8_t where, set_word *out);

/* What the listed vulnerabilities (or one of them; NONE: all) add for a component, as far as its hardening lets it. */
void reach_of_vulnerability(const struct desk *d, uint32_t component, enum operation_leaf leaf, uint32_t only,
                            set_word *out);

/* reach(c), into its row, from where the fixpoint stands. */
void reach_compute(struct desk *d, uint32_t component);

/* What it does beyond its intent, of one operation; an overwritten component intends nothing. */
void reach_beyond_intent(const struct desk *d, uint32_t component, enum operation_leaf leaf, set_word *out);

#endif
