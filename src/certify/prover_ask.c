#include "certify/prover.h"

#include <limits.h>

#include "base/clock.h"

enum { CONFLICTS_IN_HASTE = 200, DECISIONS_IN_HASTE = 100 };

/* ---- variables ---- */

static bool widen(struct prover *p)
{
    size_t wanted = (size_t)p->f.clauses.variables + 1, capacity = p->inner_capacity ? p->inner_capacity : 1024;
    while (capacity < wanted)
        capacity *= 2;
    if (capacity == p->inner_capacity)
        return true;
    int *grown = memory_resize(p->memory, p->inner, p->inner_capacity * sizeof *grown, capacity * sizeof *grown);
    if (!grown)
        return false;
    p->inner = grown;
    p->inner_capacity = capacity;
    return true;
}

int prover_inner(struct prover *p, int literal)
{
    int v = literal > 0 ? literal : -literal;
    if ((size_t)v >= p->inner_capacity && !widen(p))
        return 0;
    if (!p->inner[v]) {
        if (!vector_push(p->memory, &p->outer, v))
            return 0;
        p->inner[v] = (int)p->outer.count;
    }
    return literal > 0 ? p->inner[v] : -p->inner[v];
}

/* ---- the solver ---- */

static int terminated(void *user)
{
    struct prover *p = user;
    if (!footprint_look(&p->footprint))
        p->no_memory = true;
    if (!p->stopped && ((p->deadline > 0 && clock_now() > p->deadline) || !context_go_on(p->f.m->ctx, NULL)))
        p->stopped = true;
    return p->stopped || p->no_memory;
}

static void learn(void *user, int literal)
{
    struct prover *p = user;
    int outer = literal == 0 ? 0 : literal > 0 ? p->outer.items[literal - 1] : -p->outer.items[-literal - 1];
    if (!p->no_memory && !vector_push(p->memory, &p->learned, outer))
        p->no_memory = true;
}

/* What the solver learns must follow by propagation: it searches, and does not rewrite clauses. */
static bool set_up(struct prover *p)
{
    static const char *const off[] = {"block", "compact", "condition", "cover", "decompose", "elim", "inprocessing", "probe",
                                      "subsume", "ternary", "transred", "vivify", "walk", "lucky", "deduplicate", "phase"};
    p->solver = solver_new();
    bool fine = p->solver != NULL;
    for (size_t i = 0; i < sizeof off / sizeof *off && fine; i++)
        fine = solver_set(p->solver, off[i], 0);
    return fine && solver_on_learn(p->solver, learn, p) && solver_on_wait(p->solver, terminated, p);
}

bool prover_open(struct prover *p)
{
    p->memory = p->f.clauses.memory;
    footprint_init(&p->footprint, p->memory);
    return replay_init(&p->replay, &p->f.clauses) && set_up(p);
}

void prover_close(struct prover *p)
{
    if (!p->memory)
        return;
    solver_free(p->solver);
    footprint_fini(&p->footprint);
    memory_release(p->memory, p->inner, p->inner_capacity * sizeof *p->inner);
    vector_free(p->memory, &p->outer);
    vector_free(p->memory, &p->inside);
    vector_free(p->memory, &p->learned);
    vector_free(p->memory, &p->priced);
    vector_free(p->memory, &p->assumed);
    vector_free(p->memory, &p->core);
    vector_free(p->memory, &p->trial);
    vector_free(p->memory, &p->broken);
    memory_release(p->memory, p->model, p->model_capacity * sizeof *p->model);
    if (p->replay.memory)
        replay_fini(&p->replay);
}

static bool give(struct prover *p, size_t clause)
{
    size_t count;
    const int *literals = clauses_get(&p->f.clauses, clause, &count);
    p->inside.count = 0;
    for (size_t i = 0; i < count; i++) {
        int inner = prover_inner(p, literals[i]);
        if (!inner || !vector_push(p->memory, &p->inside, inner))
            return false;
    }
    return footprint_clause(&p->footprint, count) && solver_clause(p->solver, p->inside.items, count);
}

static bool feed(struct prover *p)
{
    for (; p->fed < clauses_count(&p->f.clauses); p->fed++)
        if (!give(p, p->fed))
            return false;
    return true;
}

/* Replays what was learned. What does not follow by propagation is left out: then what needs it does not follow either. */
static bool follow(struct prover *p)
{
    size_t clause;
    bool follows;
    for (size_t first = 0, end; first < p->learned.count && !p->replay.refuted; first = end + 1) {
        for (end = first; p->learned.items[end] != 0; end++)
            ;
        if (!replay_learn(&p->replay, p->learned.items + first, end - first, &clause, &follows) && follows)
            return false;
    }
    p->learned.count = 0;
    p->fed = clauses_count(&p->f.clauses); /* the solver knows them */
    return true;
}

static bool assume_all(struct prover *p, const int *assumptions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int inner = prover_inner(p, assumptions[i]);
        if (!inner || !solver_assume(p->solver, inner))
            return false;
    }
    return true;
}

bool prover_failed(struct prover *p, int literal)
{
    return solver_failed(p->solver, prover_inner(p, literal));
}

int prover_ask(struct prover *p, const int *assumptions, size_t count, enum effort effort)
{
    bool fine = feed(p) && assume_all(p, assumptions, count);
    if (effort == EFFORT_HASTY)
        fine = fine && solver_limit_conflicts(p->solver, CONFLICTS_IN_HASTE) && solver_limit_decisions(p->solver, DECISIONS_IN_HASTE);
    int answer = fine ? solver_ask(p->solver) : SOLVER_NO_MEMORY;
    if (answer == SOLVER_NO_MEMORY || p->no_memory || !follow(p))
        return SOLVER_NO_MEMORY;
    return answer;
}
