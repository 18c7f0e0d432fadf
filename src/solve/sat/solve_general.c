#include "solve/sat/solve_general.h"

#include "solve/sat/maxsat.h"
#include "solve/sat/places_lazy.h"
#include "solve/sat/places_numbered.h"
#include "solve/sat/record.h"
#include "solve/sat/weighed.h"

struct run {
    struct problem *p;
    struct arena *arena; /* of the result */
    struct arena scratch;
    struct statement *statement;
    struct maxsat *solver;
    struct lazy_places lazy;
    struct {
        VECTOR(int);
    } variables; /* of the solver, by variable of the statement */
    struct {
        VECTOR(bool);
    } values;
    int truth;
    size_t fed;          /* clauses that the solver has */
    bool failed;
    struct record record;
};

/* ---- from the statement to the solver ---- */

static int to_solver(struct run *r, literal l)
{
    if (l == LITERAL_TRUE || l == LITERAL_FALSE)
        return l == LITERAL_TRUE ? r->truth : -r->truth;
    size_t variable = (size_t)(l > 0 ? l : -l) - 1;
    while (r->variables.count <= variable && !r->failed) {
        int made = maxsat_variable(r->solver);
        if (!made || !vector_push(r->p->memory, &r->variables, made))
            r->failed = true;
    }
    return r->failed ? 0 : l > 0 ? r->variables.items[variable] : -r->variables.items[variable];
}

struct solver_clause {
    VECTOR(int);
};

/* Hands over the clauses that have come since. */
static void feed(struct run *r)
{
    struct clause_read clause;
    struct solver_clause out = {0};
    while (!r->failed && statement_next_clause(r->statement, &r->fed, &clause)) {
        out.count = 0;
        for (size_t i = 0; i < clause.count && !r->failed; i++)
            if (!vector_push(r->p->memory, &out, to_solver(r, clause.literals[i])))
                r->failed = true;
        if (!r->failed)
            maxsat_clause(r->solver, out.items, out.count);
    }
    vector_free(r->p->memory, &out);
    r->failed |= r->statement->failed || maxsat_out_of_memory(r->solver);
}

static bool sum_at_most(struct run *r, const struct sum *sum, int128 most)
{
    struct weight *weights = arena_new_array(&r->scratch, struct weight, sum->count);
    if (!weights)
        return false;
    for (size_t i = 0; i < sum->count; i++)
        weights[i] = (struct weight){to_solver(r, sum->terms[i].of), sum->terms[i].weight};
    if (most < 0) {
        maxsat_clause1(r->solver, -r->truth);
        return true;
    }
    return !r->failed && weighed_at_most(r->solver, &r->scratch, weights, sum->count, most);
}

/* Called while lazy conditions are added, before the clauses that they speak of are handed over: which comes to the same. */
static void at_most(void *user, const literal *literals, size_t count, uint32_t most)
{
    struct run *r = user;
    struct sum sum = {.count = count, .terms = arena_new_array(&r->scratch, struct weighed, count)};
    for (size_t i = 0; i < count && sum.terms; i++)
        sum.terms[i] = (struct weighed){1, literals[i]};
    if (!sum.terms || !sum_at_most(r, &sum, most))
        r->failed = true;
}

static bool read_values(struct run *r, bool (*value)(const struct maxsat *, int))
{
    r->values.count = 0;
    for (size_t i = 0; i < r->statement->variables.count; i++) {
        bool known = i < r->variables.count && value(r->solver, r->variables.items[i]);
        if (!vector_push(r->p->memory, &r->values, known))
            return false;
    }
    return true;
}

/* Does it keep what is only asked for when it is broken? */
static bool look_at_solution(void *user)
{
    struct run *r = user;
    if (!read_values(r, maxsat_model)) {
        r->failed = true;
        return true;
    }
    r->lazy.values = r->values.items;
    bool broken = lazy_places_look(&r->lazy);
    if (broken)
        feed(r);
    r->failed |= r->statement->failed; /* what was not looked at to the end does not count */
    return !broken;
}

/* ---- what is found and proven ---- */

/* Tells what is proven at this level. Of a measure that stands in the objective twice there is one level only. */
static void tell_bound(struct run *r, int128 bound, bool whole)
{
    const struct sum *sum = &r->statement->measures.items[r->record.level];
    if (r->statement->m->objective[r->record.level] == sum->measure)
        record_bound(&r->record, bound + sum->offset, sum->unit, whole);
}

static bool stop(void *user, int128 bound, int128 cost)
{
    struct run *r = user;
    (void)cost;
    r->record.watch->nodes = maxsat_cores(r->solver);
    if (r->record.level < r->statement->measures.count)
        tell_bound(r, bound, false);
    return r->failed || !watch_look(r->record.watch);
}

static bool judge_best(struct run *r)
{
    return read_values(r, maxsat_best) && record_judge(&r->record, statement_configuration(r->statement, r->values.items, r->arena));
}

/* What an answer of the solver comes to; its best solution, where there is one, has then been judged. */
static enum zones_answer conclude(struct run *r, enum maxsat_answer answer)
{
    if (answer == MAXSAT_NO_MEMORY || r->failed)
        return ZONES_NO_MEMORY;
    if (answer == MAXSAT_UNSATISFIABLE)
        return ZONES_NONE;
    if (maxsat_has_best(r->solver) && !judge_best(r))
        return ZONES_NO_MEMORY;
    return answer == MAXSAT_STOPPED ? ZONES_STOPPED : ZONES_OPTIMUM;
}

/* ---- the run ---- */

static enum zones_answer begin(struct run *r)
{
    mspec_status status = statement_for_optimum(r->p, &r->statement);
    if (status != MSPEC_OK)
        return status == MSPEC_ERROR_LIMIT ? ZONES_UNSUITED : ZONES_NO_MEMORY;
    r->solver = maxsat_new(r->p->memory);
    if (!r->solver || !lazy_places_init(&r->lazy, r->statement, &r->scratch))
        return ZONES_NO_MEMORY;
    r->lazy.at_most = at_most;
    r->lazy.user = r;
    maxsat_on_wait(r->solver, stop, r);
    maxsat_on_solution(r->solver, look_at_solution, r);
    maxsat_be_plain(r->solver);
    maxsat_look_longer(r->solver, 50, 30);
    r->truth = maxsat_variable(r->solver);
    maxsat_clause1(r->solver, r->truth);
    feed(r);
    for (size_t i = 0; i < r->statement->limits.count && !r->failed; i++) {
        const struct sum *sum = &r->statement->limits.items[i];
        r->failed |= !sum_at_most(r, sum, sum->most - sum->offset);
    }
    return r->failed ? ZONES_NO_MEMORY : ZONES_OPTIMUM;
}

static void weigh(struct run *r, const struct sum *sum)
{
    for (size_t i = 0; i < sum->count && !r->failed; i++)
        maxsat_soft(r->solver, -to_solver(r, sum->terms[i].of), sum->terms[i].weight);
}

/* Few places are known to be enough: those of the best configuration so far. Then they are numbered, and what is counted is how many of
 * the numbers are used: that fewer do not suffice is seen much sooner than by counting those who are first in their places. Where
 * another measure came before, it leaves little to choose, and numbers only take time. */
static enum zones_answer weigh_places(struct run *r)
{
    struct statement *st = r->statement;
    enum zones_answer answer = conclude(r, maxsat_satisfy(r->solver, NULL, 0));
    if (answer != ZONES_OPTIMUM)
        return answer;
    maxsat_fix(r->solver);
    struct rational places = r->record.best_measures.value[MEASURE_COMPARTMENTS];
    bool is_known = r->record.best && record_saw_valid(&r->record) && places.num <= st->m->component_count;
    if (!is_known || !places_number(st, (uint32_t)places.num)) {
        weigh(r, &st->measures.items[r->record.level]);
        return ZONES_OPTIMUM;
    }
    for (uint32_t i = 1; i < (uint32_t)places.num; i++)
        maxsat_soft(r->solver, -to_solver(r, place_used(st, i)), 1);
    feed(r);
    return ZONES_OPTIMUM;
}

static enum zones_answer minimise_level(struct run *r)
{
    const struct statement *st = r->statement;
    const struct sum *sum = &st->measures.items[r->record.level];
    if (!r->record.level && sum->measure == MEASURE_COMPARTMENTS && sum->unit.num == sum->unit.den) {
        enum zones_answer answer = weigh_places(r);
        if (answer != ZONES_OPTIMUM)
            return answer;
    } else {
        weigh(r, sum);
    }
    enum maxsat_answer found = maxsat_minimise(r->solver);
    r->record.watch->nodes = maxsat_cores(r->solver);
    if (found == MAXSAT_OPTIMUM || found == MAXSAT_STOPPED)
        tell_bound(r, maxsat_bound(r->solver), found == MAXSAT_OPTIMUM);
    return conclude(r, found);
}

/* Sees to it that the measure of that level is stated. False: there is none, or it cannot be. */
static bool state_level(struct run *r, uint32_t level)
{
    struct statement *st = r->statement;
    if (level < st->measures.count)
        return true;
    bool is_there = statement_next_measure(st) && !st->failed && !st->too_large;
    feed(r);
    return is_there && !r->failed;
}

/* One measure after the other. */
static enum zones_answer minimise(struct run *r)
{
    const struct statement *st = r->statement;
    if (!st->measures.count)
        return conclude(r, maxsat_satisfy(r->solver, NULL, 0));
    enum zones_answer answer = ZONES_OPTIMUM;
    for (uint32_t level = 0; answer == ZONES_OPTIMUM && state_level(r, level); level++) {
        record_level(&r->record, level);
        if (level)
            maxsat_fix(r->solver);
        answer = minimise_level(r);
    }
    if (answer == ZONES_OPTIMUM && r->failed)
        return ZONES_NO_MEMORY;
    return answer == ZONES_OPTIMUM && st->too_large ? ZONES_UNSUITED : answer;
}

/* Does what the judge makes of the best configuration come to what was proven, and not to more? */
static bool is_as_proven(const struct run *r)
{
    const struct model *m = r->p->model;
    if (!r->record.best || !record_saw_valid(&r->record))
        return false;
    const struct cost_bound *proven = &r->record.proven;
    return proven->levels == m->objective_count && cost_bound_open_level(m, proven, &r->record.best_measures) == m->objective_count;
}

enum zones_answer general_solve(struct problem *p, struct watch *watch, struct arena *a, struct configuration **out)
{
    struct run r = {.p = p, .arena = a, .record = {.model = p->model, .watch = watch}};
    arena_init(&r.scratch, p->memory);
    enum zones_answer answer = begin(&r);
    if (answer == ZONES_OPTIMUM)
        answer = minimise(&r);
    if (answer == ZONES_OPTIMUM && !is_as_proven(&r))
        answer = ZONES_UNSUITED;
    maxsat_free(r.solver);
    statement_free(r.statement);
    vector_free(p->memory, &r.variables);
    vector_free(p->memory, &r.values);
    arena_fini(&r.scratch);
    *out = answer == ZONES_OPTIMUM || answer == ZONES_STOPPED ? r.record.best : NULL;
    return answer;
}
