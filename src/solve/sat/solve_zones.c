#include "solve/sat/solve_zones.h"

#include "solve/sat/encode.h"
#include "solve/sat/record.h"
#include "solve/sat/split.h"

struct run {
    struct problem *p;
    struct arena *arena; /* of the result */
    struct arena scratch;
    struct plan plan;
    struct encoding encoding;
    struct maxsat *solver;
    struct record record;
    int128 rival; /* cost, at the first measure, of the best valid solution of the last stage, or -1 */
    uint64_t patience, looks; /* so often the solver may ask whether to stop, and has asked, in this stage; 0: as it likes */
    struct lessons lessons;   /* what was proven without limits, for the stages with them */
    bool teaches;             /* this stage is without limits */
    bool skips;               /* this stage is left out */
    bool is_relaxation;       /* every valid configuration is a solution at this stage: bounds hold */
    int128 least;             /* what all pay at this level beside the soft literals */
};

/* Tells what is proven at this level, where every valid configuration is a solution. */
static void tell_bound(struct run *r, int128 bound, bool whole)
{
    const struct problem *p = r->p;
    if (r->is_relaxation && r->record.level < p->model->objective_count)
        record_bound(&r->record, bound + r->least, (struct rational){1, p->scale[p->model->objective[r->record.level]]}, whole);
}

static bool stop(void *user, int128 bound, int128 cost)
{
    struct run *r = user;
    (void)cost;
    r->record.watch->nodes = maxsat_cores(r->solver);
    tell_bound(r, bound, false);
    return !watch_look(r->record.watch) || (r->patience && ++r->looks > r->patience);
}

static bool judge_this(struct run *r, bool (*value)(const struct maxsat *, int))
{
    return record_judge(&r->record, encode_read(&r->encoding, r->arena, value));
}

/* ---- where the limit binds ---- */

static bool judge_try(void *user, int128 *cost)
{
    struct run *r = user;
    enum measure measure = r->p->model->objective[0];
    if (!judge_this(r, maxsat_model))
        return false;
    struct rational value = r->record.seen.value[measure];
    int128 scaled;
    *cost = -1;
    if (record_saw_valid(&r->record) && r->p->scale[measure] % value.den == 0 &&
        int128_mul(value.num, r->p->scale[measure] / value.den, &scaled))
        *cost = scaled - r->least;
    return true;
}

static bool go_on(void *user, int128 bound)
{
    struct run *r = user;
    tell_bound(r, bound, false);
    return watch_look(r->record.watch);
}

/* Leaves to the solver only what a linear relaxation cannot exclude, and tells it of the best configuration. */
static enum zones_answer narrow(struct run *r, int128 *best)
{
    bool suited;
    *best = -1;
    struct relax *relax = relax_new(&r->encoding, &suited);
    if (!relax)
        return suited ? ZONES_NO_MEMORY : ZONES_OPTIMUM;
    struct split split = {.relax = relax, .solver = r->solver, .arena = &r->scratch, .best = r->rival, .try_on = judge_try, .go_on = go_on,
                          .user = r};
    enum split_answer answer = split_solve(&split);
    relax_free(relax);
    *best = split.best;
    if (split.best >= 0)
        maxsat_know(r->solver, split.best);
    switch (answer) {
    case SPLIT_STOPPED:
        return ZONES_STOPPED;
    case SPLIT_NO_MEMORY:
        return ZONES_NO_MEMORY;
    default:
        return ZONES_OPTIMUM;
    }
}

static enum zones_answer begin(struct run *r, bool with_limits, bool crowded)
{
    arena_init(&r->scratch, r->p->memory);
    switch (plan_make(r->p, &r->scratch, crowded, &r->plan)) {
    case PLAN_UNSUITED:
        return ZONES_UNSUITED;
    case PLAN_NO_MEMORY:
        return ZONES_NO_MEMORY;
    case PLAN_SUITED:
        break;
    }
    r->skips = with_limits && !crowded && relax_suits(&r->plan); /* a relaxation finds a good configuration sooner */
    if (r->skips)
        return ZONES_OPTIMUM;
    r->solver = maxsat_new(r->p->memory);
    if (!r->solver)
        return ZONES_NO_MEMORY;
    maxsat_on_wait(r->solver, stop, r);
    r->encoding = (struct encoding){.plan = &r->plan, .solver = r->solver, .arena = &r->scratch};
    bool unsuited = false;
    if (!encode_hard(&r->encoding, &unsuited) || !encode_budget(&r->encoding) || (with_limits && !encode_limits(&r->encoding)))
        return unsuited ? ZONES_UNSUITED : ZONES_NO_MEMORY;
    return ZONES_OPTIMUM;
}

static void end(struct run *r)
{
    maxsat_free(r->solver);
    r->solver = NULL;
    arena_fini(&r->scratch);
}

/* What an answer of the solver comes to; its best solution, where there is one, has then been judged. */
static enum zones_answer conclude(struct run *r, enum maxsat_answer answer)
{
    if (answer == MAXSAT_UNSATISFIABLE)
        return ZONES_NONE;
    if (answer == MAXSAT_NO_MEMORY || (maxsat_has_best(r->solver) && !judge_this(r, maxsat_best)))
        return ZONES_NO_MEMORY;
    return answer == MAXSAT_STOPPED ? ZONES_STOPPED : ZONES_OPTIMUM;
}

/* Zones that limits keep from being merged can be where there are none, and then nothing is cut that was not: whatever cannot be had
 * without limits cannot be had with them, as far as costs are by components and cuts. */
static bool is_inherited(enum measure measure)
{
    return measure == MEASURE_RUNTIME || measure == MEASURE_MEMORY;
}

/* What is least of all is more than a budget allows: nothing is valid. */
static bool breaks_budget(const struct run *r, enum measure measure, int128 cost)
{
    const struct model *m = r->p->model;
    struct rational least;
    if (!r->is_relaxation || !rational_make(cost + r->least, r->p->scale[measure], &least))
        return false;
    for (uint32_t i = 0; i < m->budget_count; i++)
        if (m->budgets[i].measure == measure && rational_compare(least, m->budgets[i].most) > 0)
            return true;
    return false;
}

static bool exceeds_budget(const struct run *r, enum measure *measure)
{
    const struct model *m = r->p->model;
    for (uint32_t i = 0; i < m->budget_count && !r->record.seen.overflow; i++) {
        *measure = m->budgets[i].measure;
        if (is_inherited(*measure) && rational_compare(r->record.seen.value[*measure], m->budgets[i].most) > 0)
            return true;
    }
    return false;
}

/* Can a solver add up all that a measure counts? What is in the objective has been packed, and can. */
static bool can_be_added(const struct run *r, enum measure measure)
{
    const struct problem *p = r->p;
    int128 sum = 0, crossing;
    for (uint32_t i = 0; i < p->alternative_count; i++)
        if (__builtin_add_overflow(sum, p->alternatives[i].part[measure], &sum) || sum > COST_MOST)
            return false;
    if (measure != MEASURE_RUNTIME || r->plan.outer == NONE || !p->first_rate)
        return true;
    for (uint32_t i = 0; i < p->first_rate[p->model->component_count]; i++)
        if (__builtin_mul_overflow(p->rate_value[i], p->gate_of[r->plan.outer], &crossing) ||
            __builtin_add_overflow(sum, crossing, &sum) || sum > COST_MOST)
            return false;
    return true;
}

/* Any valid configuration will do. Budgets are not written as clauses: where what was found exceeds one, that of the least is within it,
 * or nothing is. Not for long: there is an engine for all that can be stated, budgets too. */
#define BRIEF_PATIENCE 3000

static enum zones_answer satisfy(struct run *r)
{
    enum measure measure;
    enum zones_answer answer = conclude(r, maxsat_satisfy(r->solver, NULL, 0));
    if (answer != ZONES_OPTIMUM || !r->is_relaxation || record_saw_valid(&r->record) || !exceeds_budget(r, &measure) ||
        !can_be_added(r, measure))
        return answer;
    maxsat_fix(r->solver);
    r->least = encode_least(r->p, measure);
    r->looks = 0;
    r->patience = BRIEF_PATIENCE;
    if (!encode_measure(&r->encoding, measure))
        return ZONES_NO_MEMORY;
    enum maxsat_answer found = maxsat_minimise(r->solver);
    r->record.watch->nodes = maxsat_cores(r->solver);
    answer = conclude(r, found);
    if (found == MAXSAT_OPTIMUM && breaks_budget(r, measure, maxsat_cost(r->solver)))
        return ZONES_NONE;
    if (answer == ZONES_STOPPED && record_saw_valid(&r->record))
        return ZONES_OPTIMUM; /* not of the least, which nobody asked for */
    return answer == ZONES_STOPPED && !r->record.watch->stopped ? ZONES_UNSUITED : answer;
}

/* One measure after the other. */
static enum zones_answer minimise(struct run *r, bool has_rival)
{
    const struct model *m = r->p->model;
    if (!m->objective_count)
        return satisfy(r);
    enum zones_answer answer = ZONES_OPTIMUM;
    for (uint32_t i = 0; i < m->objective_count && answer == ZONES_OPTIMUM; i++) {
        if (i)
            maxsat_fix(r->solver);
        r->least = encode_least(r->p, m->objective[i]);
        record_level(&r->record, i);
        if (!encode_measure(&r->encoding, m->objective[i]))
            return ZONES_NO_MEMORY;
        if (i == 0 && has_rival && r->rival >= 0)
            maxsat_know(r->solver, r->rival);
        if (i == 0 && is_inherited(m->objective[i])) {
            if (r->teaches)
                maxsat_teach(r->solver, &r->lessons);
            else
                maxsat_learn(r->solver, &r->lessons);
        }
        int128 known = -1;
        if (i == 0 && r->is_relaxation && !r->teaches) {
            answer = narrow(r, &known);
            if (answer != ZONES_OPTIMUM)
                return answer;
        }
        enum maxsat_answer found = maxsat_minimise(r->solver);
        int128 cost = maxsat_has_best(r->solver) ? maxsat_cost(r->solver) : -1;
        r->record.watch->nodes = maxsat_cores(r->solver);
        /* A valid configuration is known, and is no solution here, or a cheaper one than all: something that holds was excluded, and so
         * nothing is proven. */
        if (known >= 0 && (found == MAXSAT_UNSATISFIABLE || (found == MAXSAT_OPTIMUM && cost > known)))
            return ZONES_UNSUITED;
        if (found == MAXSAT_OPTIMUM || found == MAXSAT_STOPPED)
            tell_bound(r, maxsat_bound(r->solver), found == MAXSAT_OPTIMUM);
        answer = conclude(r, found);
        if (i == 0 && found == MAXSAT_OPTIMUM && breaks_budget(r, m->objective[0], cost))
            return ZONES_NONE;
        if (i == 0)
            r->rival = record_saw_valid(&r->record) ? cost : -1;
    }
    return answer;
}

/* Limits seldom bind: they are looked at when the first answer breaks one. Then first a good configuration is sought in which no two
 * zones stand side by side only because they are full, but not for long; and with its cost known all are looked at. Where a linear
 * relaxation suits (relax.h), it does the former better, and excludes most of the latter. */
#define PATIENCE 60000

enum stage { STAGE_UNLIMITED, STAGE_LIMITED, STAGE_CROWDED, STAGE_COUNT };

enum zones_answer zones_solve(struct problem *p, struct watch *watch, struct arena *a, struct configuration **out)
{
    struct run r = {.p = p, .arena = a, .record = {.model = p->model, .watch = watch}, .rival = -1};
    enum zones_answer answer = ZONES_OPTIMUM;
    struct arena lessons;
    arena_init(&lessons, p->memory);
    r.lessons.arena = &lessons;
    for (enum stage stage = STAGE_UNLIMITED; stage < STAGE_COUNT; stage++) {
        r.record.flags = 0;
        r.looks = 0;
        r.teaches = stage == STAGE_UNLIMITED;
        r.patience = stage == STAGE_LIMITED ? PATIENCE : 0;
        r.is_relaxation = stage != STAGE_LIMITED;
        r.record.proven = (struct cost_bound){0};
        answer = begin(&r, stage != STAGE_UNLIMITED, stage == STAGE_CROWDED);
        if (r.skips) {
            end(&r);
            continue;
        }
        if (answer == ZONES_OPTIMUM)
            answer = minimise(&r, stage == STAGE_CROWDED);
        if (answer == ZONES_OPTIMUM && !record_saw_valid(&r.record))
            answer = ZONES_UNSUITED;
        end(&r);
        bool only_keeps = !(~r.record.flags & (JUDGED_SAFE | JUDGED_WORKS | JUDGED_SPACE));
        if (stage == STAGE_UNLIMITED && !(answer == ZONES_UNSUITED && only_keeps))
            break;
        /* without a solution here there may still be crowded ones */
        if (stage == STAGE_LIMITED && (answer == ZONES_UNSUITED || answer == ZONES_NO_MEMORY || watch->stopped))
            break;
    }
    vector_free(p->memory, &r.lessons);
    arena_fini(&lessons);
    *out = answer == ZONES_OPTIMUM || answer == ZONES_STOPPED ? r.record.best : NULL;
    return answer;
}
