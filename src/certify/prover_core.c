#include "certify/prover.h"

enum { TRIES_TO_SHRINK = 5, LARGEST_TO_REDUCE = 80 };

static bool take_failed(struct prover *p, const int *assumptions, size_t count)
{
    p->core.count = 0;
    for (size_t i = 0; i < count; i++)
        if (prover_failed(p, assumptions[i]) && !vector_push(p->memory, &p->core, assumptions[i]))
            return false;
    return true;
}

static bool copy_core(struct prover *p, size_t except)
{
    p->trial.count = 0;
    for (size_t i = 0; i < p->core.count; i++)
        if (i != except && !vector_push(p->memory, &p->trial, p->core.items[i]))
            return false;
    return true;
}

/* A smaller core bounds more. False when out of memory. */
static bool reduce(struct prover *p)
{
    size_t before = SIZE_MAX;
    for (unsigned i = 0; i < TRIES_TO_SHRINK && p->core.count > 1 && p->core.count < before; i++) {
        before = p->core.count;
        if (!copy_core(p, SIZE_MAX))
            return false;
        int answer = prover_ask(p, p->trial.items, p->trial.count, EFFORT_FULL);
        if (answer == SOLVER_NO_MEMORY)
            return false;
        if (answer != SOLVER_UNSATISFIABLE)
            return true;
        if (!take_failed(p, p->trial.items, p->trial.count))
            return false;
    }
    for (size_t i = p->core.count; i-- > 0 && p->core.count > 1 && p->core.count <= LARGEST_TO_REDUCE;) {
        if (!copy_core(p, i))
            return false;
        int answer = prover_ask(p, p->trial.items, p->trial.count, EFFORT_HASTY);
        if (answer == SOLVER_NO_MEMORY)
            return false;
        if (p->stopped)
            return true;
        if (answer == SOLVER_UNSATISFIABLE && !take_failed(p, p->trial.items, p->trial.count))
            return false;
        if (i > p->core.count)
            i = p->core.count;
    }
    return true;
}

bool prover_take_core(struct prover *p, const int *assumptions, size_t count)
{
    return take_failed(p, assumptions, count) && reduce(p);
}

/* ---- the account ---- */

/* The clause is learned as the negated core; or one of its literals is known to be true. */
mspec_status prover_account(struct prover *p)
{
    size_t clause, first;
    bool follows;
    int variables = p->f.clauses.variables;
    for (size_t i = 0; i < p->core.count; i++)
        p->core.items[i] = -p->core.items[i];
    if (!replay_learn(&p->replay, p->core.items, p->core.count, &clause, &follows))
        return follows ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_INTERNAL;
    for (size_t i = 0; i < p->core.count && clause == SIZE_MAX; i++) {
        int literal = p->core.items[i];
        if (prover_known(p, literal) > 0)
            clause = p->replay.of[literal > 0 ? literal : -literal].unit;
    }
    first = clauses_count(&p->f.clauses);
    if (!ledger_core(&p->ledger, clause) ||
        !replay_note(&p->replay, (struct replay_step){.kind = 'c', .clause = first, .core = clause}))
        return MSPEC_ERROR_MEMORY;
    for (int v = variables + 1; v <= p->f.clauses.variables; v++)
        if (prover_weight(p, v) > 0 && !vector_push(p->memory, &p->priced, v))
            return MSPEC_ERROR_MEMORY;
    return MSPEC_OK;
}

mspec_status prover_harden(struct prover *p)
{
    int128 room = p->ledger.cost - p->ledger.bound;
    for (size_t i = 0; i < p->priced.count; i++) {
        int literal = p->priced.items[i];
        size_t first = clauses_count(&p->f.clauses);
        if (prover_weight(p, literal) <= room || prover_known(p, literal) != 0)
            continue;
        if (!ledger_harden(&p->ledger, literal) ||
            !replay_note(&p->replay, (struct replay_step){.kind = 'h', .clause = first, .literal = literal}))
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}
