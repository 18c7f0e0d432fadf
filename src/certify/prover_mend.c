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
        struct replay_step step = {.kind = 't', .clause = clauses_count(&p->f.clauses), .named = {s->depth, s->a, s->b, s->c}};
        fine = formula_transitive(&p->f, s) && replay_note(&p->replay, step);
    }
    return fine;
}

/* Does c open a compartment at the spot, under the parent that a is in? */
static bool opens(const struct prover *p, uint32_t spot, uint32_t a, uint32_t c)
{
    const struct formula *f = &p->f;
    uint32_t depth = f->spots[spot].depth;
    if (!prover_is_true(p, f->within[(size_t)c * f->spot_count + spot]) || !prover_is_true(p, formula_same(f, a, c, depth - 1)))
        return false;
    for (uint32_t i = 0; i < f->rank[c]; i++)
        if (prover_is_true(p, formula_same(f, c, f->order[i], depth)))
            return false;
    return true;
}

/* Adds the clauses of a count that the solution breaks, where there is one: of its first component, for all in one parent. */
static bool add_exceeded(struct prover *p, bool *broken)
{
    for (uint32_t s = 1; s < p->f.spot_count; s++)
        for (uint32_t a = 0; a < p->f.m->component_count && formula_limit(&p->f, s); a++) {
            uint32_t count = 0;
            for (uint32_t c = 0; c < p->f.m->component_count; c++)
                count += opens(p, s, a, c);
            if (count <= formula_limit(&p->f, s))
                continue;
            struct replay_step step = {.kind = 'n', .clause = clauses_count(&p->f.clauses), .named = {s, a}};
            *broken = true;
            return formula_count(&p->f, s, a) && replay_note(&p->replay, step);
        }
    return true;
}

/* What waits, and the solution breaks, counts from now on. */
static bool mend_clauses(struct prover *p, bool *broken)
{
    if (!add_broken(p))
        return false;
    *broken = p->broken.count > 0;
    return *broken || add_exceeded(p, broken);
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
