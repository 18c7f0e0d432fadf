/* The second way to tell places: by depth instead of by route. Routes are many where many mechanisms may nest (some hundreds with a
 * whole catalogue), and depths are few.
 *
 * STEP(c, m, d): c's compartment at depth d is one of mechanism m. SHARED(a, b, d): they are in one compartment at depth d, and so at
 * each depth before it; an equivalence. In st->routes each mechanism then stands once, as a route of its own from the system:
 * "undivided by the route" means that no compartment of the mechanism, wherever it is, has one of the two without the other.
 *
 * Left to who solves it (struct place_break): that SHARED is transitive, that a symmetric mechanism makes two compartments wherever it
 * divides something, and limits of more than one compartment. Takes a statement in the making; knows nothing of solvers. */
#ifndef MSPEC_SOLVE_STATEMENT_DEPTHS_H
#define MSPEC_SOLVE_STATEMENT_DEPTHS_H

#include "solve/statement/statement.h"

struct depths {
    uint32_t count;       /* the deepest */
    mechanism_set *may;   /* [depth - 1]: mechanisms that compartments there may be of */
    mechanism_set *above; /* [(depth - 1) × bit]: those that may be one step further out */
    int128 *dear;         /* [bit] the cheapest gate on any route that ends in a compartment of it: whom it parts crosses no cheaper one */
    uint32_t *step;       /* [(depth - 1) × bit × component]: variable, or NONE */
    uint32_t *deep;       /* [(depth - 1) × component] variable */
    uint32_t shared;      /* first of the SHARED variables, depth by depth */
    bool *is_sure;        /* [pair × route]: what depths_surely_whole adds has been written */
    bool all_or_none;     /* nothing but symmetric mechanisms divides the system: STEP and DEEP are one for all at depth 1 */
};

/* Takes the routes that are listed and lists the mechanisms in their place. */
void depths_from_routes(struct statement *st);
void depths_make_variables(struct statement *st);
void depths_state(struct statement *st);

literal depths_step(const struct statement *st, uint32_t component, uint32_t bit, uint32_t depth); /* FALSE where it cannot be */
literal depths_deep(const struct statement *st, uint32_t component, uint32_t depth);
literal depths_shared(const struct statement *st, uint32_t a, uint32_t b, uint32_t depth);
literal depths_inside(const struct statement *st, uint32_t component, uint32_t route);
literal depths_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route);        /* false only if it is so */
literal depths_surely_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route); /* and true only if it is so */
literal depths_equal(struct statement *st, uint32_t a, uint32_t b);                          /* true just when they are in one place */
literal depths_gate(struct statement *st, uint32_t a, uint32_t b, uint32_t mechanism);       /* false only if it is so cheap */
literal depths_opens(struct statement *st, uint32_t c, uint32_t depth);                      /* false only if it does not */
void depths_fill_path(const struct statement *st, const bool *values, uint32_t component, struct choice *choice);

#endif
