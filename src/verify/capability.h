/* What the clauses say, before any configuration: which capabilities an owner grants to whom ([Requires] and sharing), and
 * which ones a component intends ([Memory Access], [Call]). */
#ifndef MSPEC_VERIFY_CAPABILITY_H
#define MSPEC_VERIFY_CAPABILITY_H

#include "verify/desk.h"

/* For whom a grant is asked about: a component of the system; NOBODY with the name of somebody who is not in it; or, with
 * NOBODY and no name, a stranger whom no clause names. */
struct principal {
    uint32_t component;
    name_id absent;
};
#define STRANGER ((struct principal){NOBODY, 0})

/* Does a target speak of this cell (of the component that it is about), for this operation? */
bool capability_access_covers(const struct access *target, enum operation_leaf leaf, const struct cell *cell);

/* The cells of one form that a target can speak of: those of its name, or, where it names none, all. An owner of ten thousand
 * symbols is asked about each of them by name, and must not be gone through each time. */
struct target_cells {
    const struct model *m;
    const struct form *owner;
    const uint32_t *named; /* cells of all forms of the owner; NULL: all of the form */
    uint32_t count, at;
};
void target_cells_begin(const struct model *m, const struct form *owner, const struct access *target, struct target_cells *out);
uint32_t target_cells_next(struct target_cells *t); /* a cell id; NONE at the end */

/* Sharing is a grant to everybody, unless [Requires] names the region, part of it, or `shared`. */
bool capability_sharing_restricted(const struct form *owner, const struct cell *cell);
/* Sharing, then the entries of [Requires] in their order: the last word holds. */
bool capability_granted(const struct form *owner, struct principal who, enum operation_leaf leaf, const struct cell *cell);
/* Granted to whoever asks, and nobody has been taken out. Any other grant is one by name. */
bool capability_granted_everybody(const struct form *owner, enum operation_leaf leaf, const struct cell *cell);
/* What a boundary's `granted` goes by: the same, when the owner states a requirement of its own; else its API and its
 * sharing, less what it takes from `who`. */
bool capability_granted_in_mask(const struct form *owner, struct principal who, enum operation_leaf leaf,
                                const struct cell *cell);

/* Fills in the desk's rows: granted, stranger, everybody, somebody, intent. */
void capability_note_grants(struct desk *d);
void capability_note_intents(struct desk *d);
/* Lists the grants by name. False when out of memory. */
bool capability_note_names(struct desk *d);

#endif
