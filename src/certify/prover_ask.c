#include "certify/prover.h"

#include <limits.h>

#include "base/clock.h"

enum { CONFLICTS_IN_HASTE = 200, DECISIONS_IN_HASTE = 100 };

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
    if (!p->no_memory && !vector_push(p->memory, &p->learned, literal))
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
    p->named = arena_new_array(&p->f.arena, bool, p->f.transitive_end - p->f.transitive);
    return p->named && replay_init(&p->replay, &p->f.clauses, p->f.transitive, p->f.transitive_end) && set_up(p);
}

void prover_close(struct prover *p)
{
    if (!p->memory)
        return;
    solver_free(p->solver);
    footprint_fini(&p->footprint);
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
    return footprint_clause(&p->footprint, count) && solver_clause(p->solver, literals, count);
}

static bool feed(struct prover *p)
{
    for (; p->fed < clauses_count(&p->f.clauses); p->fed++)
        if ((p->fed < p->f.transitive || p->fed >= p->f.transitive_end) && !give(p, p->fed))
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
    for (size_t i = 0; i < count; i++)
        if (!solver_assume(p->solver, assumptions[i]))
            return false;
    return true;
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

/* ---- solutions ---- */

static bool read_model(struct prover *p)
{
    size_t wanted = (size_t)p->f.clauses.variables + 1;
    if (wanted > p->model_capacity) {
        bool *grown = memory_resize(p->memory, p->model, p->model_capacity * sizeof *grown, 2 * wanted * sizeof *grown);
        if (!grown)
            return false;
        p->model = grown;
        p->model_capacity = 2 * wanted;
    }
    for (int v = 1; v <= p->f.clauses.variables; v++)
        p->model[v] = solver_value(p->solver, v);
    return true;
}

/* Names the waiting clauses that the solution breaks. */
static bool name_broken(struct prover *p, bool *broken)
{
    p->broken.count = 0;
    for (size_t i = p->f.transitive; i < p->f.transitive_end; i++) {
        size_t count;
        const int *literals = clauses_get(&p->f.clauses, i, &count);
        bool holds = p->named[i - p->f.transitive];
        for (size_t k = 0; k < count && !holds; k++)
            holds = prover_is_true(p, literals[k]);
        if (!holds && !vector_push(p->memory, &p->broken, i))
            return false;
    }
    for (size_t i = 0; i < p->broken.count; i++) {
        size_t clause = p->broken.items[i];
        p->named[clause - p->f.transitive] = true;
        if (!give(p, clause) || !replay_name(&p->replay, clause))
            return false;
    }
    *broken = p->broken.count > 0;
    return true;
}

/* Of the literals of a budget that are true now, the heaviest, until they exceed it: they are not all true. *broken: there are. */
static bool break_budget(struct prover *p, uint32_t which, bool *broken)
{
    const struct level *level = &p->f.limits[which].level;
    int128 most = p->f.limits[which].most, sum = 0, last = -1;
    size_t first = clauses_count(&p->f.clauses);
    p->trial.count = 0;
    *broken = false;
    if (!p->f.limits[which].known)
        return true;
    while (sum <= most) {
        int128 heaviest = 0;
        for (size_t i = 0; i < level->weight_count; i++) /* the heaviest below the last */
            if ((last < 0 || level->weights[i].value < last) && level->weights[i].value > heaviest &&
                prover_is_true(p, level->weights[i].literal))
                heaviest = level->weights[i].value;
        if (heaviest == 0)
            return true;
        for (size_t i = 0; i < level->weight_count && sum <= most; i++) {
            int literal = level->weights[i].literal;
            if (level->weights[i].value != heaviest || !prover_is_true(p, literal))
                continue;
            bool there = false;
            for (size_t k = 0; k < p->trial.count && !there; k++)
                there = p->trial.items[k] == literal;
            if (!there && !vector_push(p->memory, &p->trial, literal))
                return false;
            sum += there ? 0 : formula_weight(level, literal);
        }
        last = heaviest;
    }
    *broken = true;
    return ledger_budget(&p->ledger, which, p->trial.items, p->trial.count) &&
           replay_note(&p->replay, (struct replay_step){.kind = 'b', .clause = first, .literal = (int)which + 1});
}

/* A solution that breaks a budget is none. */
static bool mend_budgets(struct prover *p, bool *broken)
{
    *broken = false;
    for (uint32_t i = 0; i < p->f.limit_count && !*broken; i++)
        if (!break_budget(p, i, broken))
            return false;
    return true;
}

int prover_ask_all(struct prover *p, const int *assumptions, size_t count)
{
    for (;;) {
        bool broken;
        int answer = p->replay.refuted ? SOLVER_UNSATISFIABLE : prover_ask(p, assumptions, count, EFFORT_FULL);
        if (answer != SOLVER_SATISFIABLE)
            return answer;
        if (!read_model(p) || !name_broken(p, &broken) || (!broken && !mend_budgets(p, &broken)))
            return SOLVER_NO_MEMORY;
        if (!broken)
            return answer;
    }
}
