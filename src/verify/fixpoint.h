/* The four rules that make reach sound, as a least fixpoint over the components of the configuration on the desk. Writes
 * down the causes in the order in which they are found, where the desk records. */
#ifndef MSPEC_VERIFY_FIXPOINT_H
#define MSPEC_VERIFY_FIXPOINT_H

#include "verify/desk.h"

/* Needs the desk's rows of what passes. False when out of memory. */
bool fixpoint_run(struct desk *d);

/* The parts, for fixpoint.c and blast.c. */
/* Nobody has lost anything yet, and no grant has lapsed. */
void fixpoint_begin(struct desk *d);
/* by, cell and vulnerability may be NONE. */
bool fixpoint_add_cause(struct desk *d, uint32_t component, enum cause_kind kind, uint32_t by, uint32_t cell, op_set ops,
               uint32_t vulnerability);
/* Why components have no bound before any rule is applied: clause, language, vulnerability. */
bool fixpoint_note_beginnings(struct desk *d, uint32_t component);
/* Rule 4, what vulnerabilities do to grants by name; may find that a component counts as overwritten from the start. */
bool fixpoint_lapse_by_vulnerability(struct desk *d, uint32_t component);
/* Rule 4, what overwriting does to grants by name; after the others, which do not depend on it. */
bool fixpoint_lapse_by_overwriting(struct desk *d);

#endif
