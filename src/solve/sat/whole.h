/* The whole question in the solver: every clause of a statement, its limits and budgets, and that being undivided is transitive. Every
 * configuration that keeps all is a solution, and every solution is one of them: so that, unlike the plan of zones, it can be asked for
 * all of something, or for what is nearest or least in any order. Dearer for it: it grows with the square of the components, and with the
 * cube of those that come to stand together.
 *
 * Literals are those of the statement. That being undivided is transitive is said where a solution breaks it. */
#ifndef MSPEC_SOLVE_SAT_WHOLE_H
#define MSPEC_SOLVE_SAT_WHOLE_H

#include "solve/sat/maxsat.h"
#include "solve/statement/statement.h"
#include "solve/watch.h"

struct whole {
    const struct model *model;
    struct statement *st;
    struct maxsat *solver;
    struct watch *watch; /* counts solutions as its nodes */
    struct arena arena;
    bool *values;        /* by variable of the statement: of the solution read last */
    int truth;
};

/* MSPEC_ERROR_LIMIT: more than is written down. Nothing to close unless MSPEC_OK. */
mspec_status whole_open(struct whole *w, const struct model *m, struct watch *watch);
void whole_close(struct whole *w);

/* Hardening that no answer of this kind has is left out (problem.h): there are fewer solutions to tell apart. */
mspec_status whole_narrow(struct whole *w, enum problem_scope scope, size_t top);
/* Leaves the solutions of least cost, one of which is then the solver's best. `known`: what they cost, proven elsewhere, or NULL. OPTIMUM,
 * or why not. */
enum maxsat_answer whole_minimise(struct whole *w, const struct measures *known);
/* The objective as soft literals of one level: measures are weighed such that the order is that of the objective. False: figures too large. */
bool whole_price(struct whole *w);
/* What these measures come to in such soft literals; false where that is not to be had. */
bool whole_cost(const struct whole *w, const struct measures *measures, int128 *out);
/* After an optimum: what its values cost is the least there is. */
void whole_bound(struct whole *w, struct cost_bound *out);

/* At most so much of a sum of the statement: as a clause, and no more than that. */
bool whole_limit(struct whole *w, const struct sum *sum, int128 most);

/* Takes the values of the solver's best solution. */
void whole_take(struct whole *w);
/* The configuration that the values choose, in the arena; NULL when out of memory. */
struct configuration *whole_configuration(const struct whole *w, struct arena *a);
/* A clause in the making. */
struct wording {
    struct maxsat *solver;
    struct memory *memory;
    struct {
        VECTOR(int);
    } literals;
    bool is_true, failed;
};
void wording_add(struct wording *d, literal l); /* of a statement: may be LITERAL_TRUE or _FALSE */
void wording_close(struct wording *d);          /* gives it to the solver, and begins a new one */
void wording_fini(struct wording *d);

/* Adds what makes the clause hold wherever the component's choice is not that of the values, as far as the components before it are where
 * the values have them. */
void whole_deny(const struct whole *w, uint32_t component, struct wording *d);
/* Solutions that choose the same configuration as the values: no more of them. */
void whole_bar(struct whole *w);

/* What an engine's result says when the solver did not come to an end. */
const char *whole_why(const struct watch *watch);

#endif
