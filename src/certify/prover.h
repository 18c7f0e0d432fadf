/* Of prove.c and its parts only: the state of who looks for a proof.
 *
 *   prover_ask.c   questions to a SAT solver; what it learns on the way becomes steps of the proof
 *   prover_mend.c  solutions, and the clauses and budgets that they break, which wait until then
 *   prover_near.c  where the solver begins: at the configuration
 *   prover_core.c  from its answers to steps of the account: cores, made small, and what is hardened
 *   prove.c        level by level to the end */
#ifndef MSPEC_CERTIFY_PROVER_H
#define MSPEC_CERTIFY_PROVER_H

#include "certify/ledger.h"
#include "certify/replay.h"
#include "sat/footprint.h"
#include "sat/solver.h"

struct literals {
    VECTOR(int);
};

struct prover {
    struct formula f;
    struct memory *memory;
    struct ledger ledger;
    struct replay replay;
    struct solver *solver;
    struct footprint footprint;
    size_t fed;              /* clauses that the solver has been given, or has learned itself */
    int *inner;              /* by variable: the solver's, 0 for none yet */
    size_t inner_capacity;
    struct literals outer;   /* by variable of the solver, less 1: ours */
    struct literals inside;  /* a clause, as the solver calls its literals */
    struct literals learned; /* since the last look, each clause ended by 0 */
    struct literals priced;  /* literals of the level that have, or had, a weight */
    struct literals assumed, core, trial;
    struct {
        VECTOR(struct sharing);
    } broken;
    bool *model;             /* by variable, after a solution */
    size_t model_capacity;
    double deadline;         /* on the monotonic clock; 0: none */
    bool no_memory, stopped;
};

static inline int128 prover_weight(const struct prover *p, int literal)
{
    return p->ledger.weights[literal_at(literal)];
}

/* Is it known for good: 1 true, -1 false, 0 not? */
static inline int prover_known(const struct prover *p, int literal)
{
    return literal > 0 ? p->replay.of[literal].value : -p->replay.of[-literal].value;
}

/* After a solution. */
static inline bool prover_is_true(const struct prover *p, int literal)
{
    return p->model[literal > 0 ? literal : -literal] == (literal > 0);
}

/* ---- prover_ask.c ---- */

bool prover_open(struct prover *p); /* with the formula there; false when out of memory */
void prover_close(struct prover *p);
enum effort { EFFORT_FULL, EFFORT_HASTY /* only where a contradiction is near */ };
/* Can all of these hold? As the solver answers; SOLVER_NO_MEMORY also where it is ours that is short. Of the clauses that
 * a proof asks for, only those count that it has asked for. */
int prover_ask(struct prover *p, const int *assumptions, size_t count, enum effort effort);
bool prover_failed(struct prover *p, int literal); /* after SOLVER_UNSATISFIABLE: an assumption that it took */
int prover_inner(struct prover *p, int literal);   /* as the solver calls it; 0 when out of memory */

/* ---- prover_mend.c ---- */

/* The same for solutions of all clauses that keep the budgets. */
int prover_ask_all(struct prover *p, const int *assumptions, size_t count);

/* ---- prover_near.c ---- */

/* The solver tries first what the configuration does. False when out of memory. */
bool prover_stay_near(struct prover *p, const struct configuration *c);

/* ---- prover_core.c ---- */

/* The assumptions that failed together, as p->core, and then with fewer of them. False when out of memory. */
bool prover_take_core(struct prover *p, const int *assumptions, size_t count);
/* One of the core's literals is paid: enters it into the account. */
mspec_status prover_account(struct prover *p);
/* What alone would cost too much is out. */
mspec_status prover_harden(struct prover *p);

#endif
