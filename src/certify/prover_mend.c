#include "certify/prover.h"

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
        p->model[v] = (size_t)v < p->inner_capacity && p->inner[v] && solver_value(p->solver, p->inner[v]);
    return true;
}

/* ---- clauses that wait ---- */

static bool holds(const struct prover *p, const int *literals, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (prover_is_true(p, literals[i]))
            return true;
    return false;
}

/* b shares so many compartments with a and with c, which do not share them with each other. */
static bool find_broken_at(struct prover *p, uint32_t depth, uint32_t b, struct literals *with)
{
    uint32_t n = p->f.m->component_count;
    with->count = 0;
    for (uint32_t a = 0; a < n; a++)
        if (a != b && prover_is_true(p, formula_same(&p->f, a, b, depth)) && !vector_push(p->memory, with, (int)a))
            return false;
    for (size_t i = 0; i < with->count; i++)
        for (size_t k = 0; k < i; k++) {
            struct sharing new = {depth, (uint32_t)with->items[i], b, (uint32_t)with->items[k]};
            if (!prover_is_true(p, formula_same(&p->f, new.a, new.c, depth)) && !vector_push(p->memory, &p->broken, new))
                return false;
        }
    return true;
}

/* Adds those clauses of who shares what that the solution breaks. */
static bool add_broken(struct prover *p)
{
    bool fine = true;
    p->broken.count = 0;
    for (uint32_t depth = 1; depth <= p->f.deepest; depth++)
        for (uint32_t b = 0; b < p->f.m->component_count && fine; b++)
            fine = find_broken_at(p, depth, b, &p->trial);
    for (size_t i = 0; i < p->broken.count && fine; i++) {
        const struct sharing *s = &p->broken.items[i];
        struct replay_step step = {.kind = 't', .clause = clauses_count(&p->f.clauses), .sharing = {s->depth, s->a, s->b, s->c}};
        fine = formula_transitive(&p->f, s) && replay_note(&p->replay, step);
    }
    return fine;
}

/* Does the solution keep a count whose clauses wait? Its variables are not the solver's: each is true when a clause makes it so. */
static bool keeps_count(struct prover *p, const struct count *c)
{
    for (size_t i = c->first; i < c->end; i++) {
        size_t count;
        const int *literals = clauses_get(&p->f.clauses, i, &count);
        if (holds(p, literals, count))
            continue;
        int last = literals[count - 1];
        if (last < c->variable || last >= c->variable_end)
            return false;
        p->model[last] = true;
    }
    return true;
}

/* Names all clauses of the counts that the solution breaks. */
static bool name_exceeded(struct prover *p, bool *broken)
{
    for (size_t k = 0; k < p->f.counts.count; k++) {
        const struct count *c = &p->f.counts.items[k];
        if (c->first == c->end || p->named[c->first - p->f.later] || keeps_count(p, c))
            continue;
        *broken = true;
        for (size_t i = c->first; i < c->end; i++)
            if (!prover_name(p, i))
                return false;
    }
    return true;
}

/* What waits, and the solution breaks, counts from now on. */
static bool mend_clauses(struct prover *p, bool *broken)
{
    if (!add_broken(p))
        return false;
    *broken = p->broken.count > 0;
    return *broken || name_exceeded(p, broken);
}

/* ---- budgets ---- */

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
        if (!read_model(p) || !mend_clauses(p, &broken) || (!broken && !mend_budgets(p, &broken)))
            return SOLVER_NO_MEMORY;
        if (!broken)
            return answer;
    }
}
