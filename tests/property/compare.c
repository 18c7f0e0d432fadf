/* Do the engines agree? Random systems, each looked at in whole by the exhaustive engine and by the search: verdict, cost of
 * the optimum, number of optimal, minimal, valid and safe configurations, and the cheapest ones. Whatever the search returns
 * must pass the judge. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "system.h"
#include "solve/cases.h"
#include "solve/large/engine.h"
#include "solve/lower.h"
#include "solve/many.h"
#include "solve/sat/engine.h"
#include "solve/sat/listing.h"
#include "solve/sat/lowest.h"
#include "solve/smt/engine.h"
#include "verify/enumerate.h"

enum { TOP = 7 };

/* What makes systems hard for engines that reckon with less: how many of those compared have it. */
struct drawn {
    uint64_t three_isolations, directed, per_compartment, groups, vulnerabilities, budgets, limits, selective;
};

struct tried {
    struct drawn drawn;
    uint64_t general, general_proven, smt, compared, rejected, passed_over, unsatisfiable, failed, bounds, proven, missed;
};

struct trial {
    const struct model *model;
    struct engine_result space, top; /* of the reference */
    char complaint[400];
    uint64_t bounds; /* that said something, of searches that were stopped */
    bool proven_by_statement;
    uint64_t proven, missed; /* by the engine for large systems: optima, and systems in which it finds nothing though there is something */
    bool with_smt; /* Z3 is asked, too */
};

static bool complain(struct trial *t, const char *what, const char *found, const char *wanted)
{
    snprintf(t->complaint, sizeof t->complaint, "%s: %s, the reference says %s", what, found, wanted);
    return false;
}

static bool same_number(struct trial *t, const char *what, struct bigint found, struct bigint wanted)
{
    if (bigint_compare(found, wanted) == 0)
        return true;
    struct arena a;
    arena_init(&a, &t->model->ctx->memory);
    complain(t, what, bigint_to_text(&a, found), bigint_to_text(&a, wanted));
    arena_fini(&a);
    return false;
}

static bool run(struct trial *t, const struct engine *engine, enum engine_goal goal, struct engine_result *out)
{
    struct engine_request request = {.goal = goal, .top = TOP};
    if (engine_run(engine, t->model, &request, out) != MSPEC_OK)
        return complain(t, "the engine", "fails", "nothing of the kind");
    if (out->complete)
        return true;
    complain(t, "the engine", out->why_incomplete, "all");
    engine_result_fini(out);
    return false;
}

/* Is the i-th one valid, and not dearer or cheaper than the same one of the reference? */
static bool is_as_wanted(struct trial *t, const char *what, const struct engine_result *r, size_t i, size_t like)
{
    struct judgement mine, theirs;
    if (judge(t->model, r->configurations[i], &mine) != MSPEC_OK)
        return complain(t, what, "the judge fails", "nothing");
    if (!mine.valid) {
        complain(t, what, mine.safe ? "a configuration that is not valid" : "an unsafe configuration", "otherwise");
        if (mine.problem_count)
            complain(t, what, mine.problems[0].text, "otherwise");
        judgement_fini(&mine);
        return false;
    }
    int order = 0;
    if (like < t->top.count && judge(t->model, t->top.configurations[like], &theirs) == MSPEC_OK) {
        order = measures_compare(t->model, &mine.measures, &theirs.measures);
        judgement_fini(&theirs);
    }
    judgement_fini(&mine);
    return order == 0 || complain(t, what, order < 0 ? "too cheap" : "too dear", "otherwise");
}

static bool all_differ(struct trial *t, const char *what, const struct engine_result *r)
{
    for (size_t i = 0; i < r->count && r->count < 2000; i++)
        for (size_t k = 0; k < i; k++)
            if (configuration_equal(r->configurations[i], r->configurations[k]))
                return complain(t, what, "one configuration twice", "otherwise");
    return true;
}

/* Configurations one after the other from the SAT solver, as an engine that is asked for nothing else. */
static mspec_status run_listing(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    bool too_large;
    return listing_run(m, request, 0, NULL, out, &too_large);
}
static mspec_status run_listing_below(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    struct engine_request one = {.goal = GOAL_OPTIMUM}, known = *request;
    struct measures cost;
    unsigned flags;
    mspec_status status = engine_run(&engine_search, m, &one, out);
    if (status != MSPEC_OK)
        return status;
    if (out->count && judge_quickly(m, out->configurations[0], &flags, &cost) == MSPEC_OK)
        known.least_cost = &cost;
    engine_result_fini(out);
    return run_listing(m, &known, out);
}
/* What finds out that the search is not enough soon. */
static mspec_status run_many(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    return many_run(m, &engine_auto, 1 + m->component_count, request, out);
}
static const struct engine engine_many = {"many", "the search gives up soon", run_many, false};
static const struct engine engine_listing_below = {"listing of known cost", "likewise", run_listing_below, true};
static mspec_status run_lowest(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    bool too_large;
    return lowest_run(m, request, out, &too_large);
}
static const struct engine engine_lowest = {"lowest", "one below the other", run_lowest, true};
static const struct engine engine_listing = {"listing", "one after the other", run_listing, true};

/* An engine's answer to one goal: `count` configurations, the i-th like the reference's i-th, or all like its first. */
static bool same_answer_by(struct trial *t, const struct engine *engine, enum engine_goal goal, const char *what, struct bigint wanted,
                           bool in_order)
{
    struct engine_result r;
    struct bigint found;
    if (!run(t, engine, goal, &r))
        return false;
    bool fine = bigint_set(&r.arena, &found, r.count) && same_number(t, what, found, wanted);
    for (size_t i = 0; i < r.count && fine; i++)
        fine = is_as_wanted(t, what, &r, i, goal == GOAL_MINIMAL ? SIZE_MAX : in_order ? i : 0);
    fine = fine && all_differ(t, what, &r);
    if (fine && goal == GOAL_ALL)
        fine = same_number(t, "total of all optimal ones", r.total, wanted);
    if (fine && r.feasible != (t->space.valid.count != 0))
        fine = complain(t, what, r.feasible ? "feasible" : "not feasible", "otherwise");
    engine_result_fini(&r);
    return fine;
}

static bool same_answer(struct trial *t, enum engine_goal goal, const char *what, struct bigint wanted, bool in_order)
{
    static const struct engine *const engines[] = {&engine_search, &engine_auto, &engine_many, &engine_listing, &engine_listing_below};
    size_t count = goal == GOAL_ALL ? 5 : goal == GOAL_TOP ? 4 : goal == GOAL_MINIMAL ? 3 : 2;
    char by[120];
    if (goal == GOAL_MINIMAL && !same_answer_by(t, &engine_lowest, goal, "lowest: minimal ones", wanted, in_order))
        return false;
    for (size_t i = 0; i < count; i++) {
        snprintf(by, sizeof by, "%s: %s", engines[i]->name, what);
        if (!same_answer_by(t, engines[i], goal, by, wanted, in_order))
            return false;
    }
    return true;
}

static bool same_space(struct trial *t)
{
    struct engine_result r;
    if (!run(t, &engine_search, GOAL_SPACE, &r))
        return false;
    bool fine = same_number(t, "all", r.all, t->space.all) && same_number(t, "safe", r.safe, t->space.safe) &&
                same_number(t, "valid", r.valid, t->space.valid) && same_number(t, "minimal", r.minimal, t->space.minimal) &&
                same_number(t, "optimal", r.optimal, t->space.optimal);
    engine_result_fini(&r);
    return fine;
}

typedef mspec_status sat_fn(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited);

/* The MaxSAT engine may say that a system is not of its kind; what it says that it has proven must be so. */
static bool same_optimum_by_sat(struct trial *t, sat_fn *sat, const char *name, bool *proven)
{
    struct engine_request request = {.goal = GOAL_OPTIMUM};
    struct engine_result r;
    bool unsuited, fine = true;
    if (sat(t->model, &request, &r, &unsuited) != MSPEC_OK)
        return complain(t, name, "fails", "nothing of the kind");
    *proven = !unsuited && r.complete;
    if (*proven) {
        bool feasible = t->space.valid.count != 0;
        if (r.count != feasible)
            fine = complain(t, name, r.count ? "a configuration" : "no configuration", "otherwise");
        else if (feasible)
            fine = is_as_wanted(t, name, &r, 0, 0);
    }
    engine_result_fini(&r);
    return fine;
}

/* By whatever of it suits, and by the statement alone. Systems with exclusions are for both a question of cases. */
static bool same_optimum_by_both(struct trial *t)
{
    bool proven;
    if (t->model->exclude_count)
        return true;
    return same_optimum_by_sat(t, sat_optimum, "MaxSAT", &proven) &&
           same_optimum_by_sat(t, sat_statement, "MaxSAT by the statement", &t->proven_by_statement);
}

/* Searches that are stopped on the way: what they say is proven must hold for the cheapest configuration there is. */
static bool bounds_hold_for(struct trial *t, const struct engine *engine, enum engine_goal goal, const struct measures *cheapest)
{
    bool fine = true, done = false;
    for (uint64_t nodes = 1; fine && !done && nodes < 20000; nodes += 2 * nodes + 1) {
        struct engine_request request = {.goal = goal, .top = TOP, .node_limit = nodes};
        struct engine_result r;
        if (engine_run(engine, t->model, &request, &r) != MSPEC_OK)
            return complain(t, "an engine that is stopped", "fails", "nothing of the kind");
        done = r.complete;
        t->bounds += !done && r.bound.levels > 0;
        if (r.bound.levels > t->model->objective_count)
            fine = complain(t, engine->name, "a bound of more levels than there are", "otherwise");
        else if (cost_bound_exceeds(t->model, &r.bound, cheapest))
            fine = complain(t, engine->name, "a bound above the least cost", "otherwise");
        engine_result_fini(&r);
    }
    return fine;
}

static bool bounds_hold(struct trial *t)
{
    struct judgement cheapest;
    if (!t->top.count)
        return true;
    if (judge(t->model, t->top.configurations[0], &cheapest) != MSPEC_OK)
        return complain(t, "bounds", "the judge fails", "nothing");
    bool fine = bounds_hold_for(t, &engine_search, GOAL_OPTIMUM, &cheapest.measures) &&
                bounds_hold_for(t, &engine_search, GOAL_ALL, &cheapest.measures) &&
                bounds_hold_for(t, &engine_search, GOAL_TOP, &cheapest.measures) &&
                bounds_hold_for(t, &engine_sat, GOAL_OPTIMUM, &cheapest.measures) &&
                bounds_hold_for(t, &engine_auto, GOAL_OPTIMUM, &cheapest.measures);
    judgement_fini(&cheapest);
    return fine;
}

/* Z3 is asked about the whole question, written down by itself: it must come to the end, and to the same one. */
static bool same_optimum_by_smt(struct trial *t)
{
    struct engine_result r;
    bool feasible = t->space.valid.count != 0, fine = true;
    if (!t->with_smt)
        return true;
    if (!run(t, &engine_smt, GOAL_OPTIMUM, &r))
        return false;
    if (r.count != feasible)
        fine = complain(t, "SMT", r.count ? "a configuration" : "no configuration", "otherwise");
    else if (feasible)
        fine = is_as_wanted(t, "SMT", &r, 0, 0);
    engine_result_fini(&r);
    return fine;
}

/* The engine for large systems: what it finds is valid, what it calls least is, and what it calls proven is not above that. */
static bool large_holds(struct trial *t)
{
    struct engine_request request = {.goal = GOAL_OPTIMUM};
    struct engine_result r;
    struct judgement found = {0}, cheapest = {0};
    bool fine = true;
    if (engine_run(&engine_large, t->model, &request, &r) != MSPEC_OK)
        return complain(t, "large", "fails", "nothing of the kind");
    if (r.count && judge(t->model, r.configurations[0], &found) != MSPEC_OK)
        fine = complain(t, "large", "the judge fails", "nothing");
    else if (r.count && !found.valid)
        fine = complain(t, "large", "a configuration that is not valid", "otherwise");
    else if (t->top.count && judge(t->model, t->top.configurations[0], &cheapest) != MSPEC_OK)
        fine = complain(t, "large", "the judge fails", "nothing");
    if (fine && !t->top.count && r.count)
        fine = complain(t, "large", "a configuration", "there is none");
    if (fine && t->top.count) {
        if (r.complete && !r.count)
            fine = complain(t, "large", "none", "there is one");
        else if (cost_bound_exceeds(t->model, &r.bound, &cheapest.measures))
            fine = complain(t, "large", "a bound above the least cost", "otherwise");
        else if (r.complete && measures_compare(t->model, &found.measures, &cheapest.measures) != 0)
            fine = complain(t, "large", "another least cost", "otherwise");
        t->proven += r.complete;
        t->missed += !r.count;
        t->bounds += r.bound.levels > 0;
    }
    if (found.arena.memory)
        judgement_fini(&found);
    if (cheapest.arena.memory)
        judgement_fini(&cheapest);
    engine_result_fini(&r);
    return fine;
}

static bool compare(struct trial *t)
{
    struct bigint some;
    uint64_t valid, nodes;
    if (!run(t, &engine_exhaustive, GOAL_SPACE, &t->space))
        return false;
    bool fine = bigint_to_u64(t->space.all, &nodes) && nodes == t->space.nodes;
    if (!fine)
        complain(t, "the size of the space by formula", "differs", "another by counting");
    if (fine && run(t, &engine_exhaustive, GOAL_TOP, &t->top)) {
        struct arena *a = &t->top.arena;
        bool known = bigint_to_u64(t->space.valid, &valid) && bigint_set(a, &some, valid > 1 ? 1 : valid);
        fine = known && same_answer(t, GOAL_OPTIMUM, "optimum", some, false) &&
               same_answer(t, GOAL_ALL, "all optimal ones", t->space.optimal, false) &&
               bigint_set(a, &some, valid > TOP ? TOP : valid) && same_answer(t, GOAL_TOP, "the cheapest", some, true) &&
               same_answer(t, GOAL_MINIMAL, "minimal ones", t->space.minimal, false) && same_space(t) &&
               same_optimum_by_both(t) && same_optimum_by_smt(t) && bounds_hold(t) && large_holds(t);
        engine_result_fini(&t->top);
    } else {
        fine = false;
    }
    engine_result_fini(&t->space);
    return fine;
}

static void show_diagnostics(const mspec_ctx *ctx)
{
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        char *text = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), false);
        fputs(text ? text : "?\n", stderr);
        free(text);
    }
}

static void note(const struct model *m, struct drawn *d)
{
    uint32_t isolations = 0, directed = 0, limits = 0, names = 0;
    for (uint32_t x = 0; x < m->mechanism_count; x++)
        if (m->mechanisms[x].in_system && m->mechanisms[x].kind == MECHANISM_ISOLATION) {
            isolations++;
            directed += m->mechanisms[x].is_directed;
            limits += m->mechanisms[x].limit > 0;
        }
    for (uint32_t f = 0; f < m->form_count; f++)
        for (uint32_t i = 0; i < m->forms[f].intent_count; i++)
            names += m->forms[f].intent[i].component != NONE;
    d->three_isolations += isolations > 2;
    d->directed += directed > 0;
    d->per_compartment += m->hardening == HARDENING_PER_COMPARTMENT;
    d->groups += m->together_count || m->apart_count || m->place_count;
    d->vulnerabilities += m->vulnerability_count > 0;
    d->budgets += m->budget_count > 0;
    d->limits += limits > 0;
    d->selective += names > 0;
}

/* False when the engines differ. */
static bool try_one(uint64_t seed, const struct options *o, struct tried *tried)
{
    struct random_system s;
    uint64_t configurations;
    bool fine = true;
    if (!random_system_open(&s, seed, o)) {
        tried->rejected++;
        if (o->verbose && s.ctx) {
            random_system_complain(&s, "rejected", true);
            show_diagnostics(s.ctx);
        }
    } else if (!random_system_is_small(&s, o, &configurations)) {
        tried->passed_over++;
    } else {
        struct trial t = {.model = s.model, .with_smt = o->smt && seed % o->smt == 0};
        fine = compare(&t);
        note(s.model, &tried->drawn);
        tried->compared++;
        tried->general += !s.model->exclude_count;
        tried->general_proven += t.proven_by_statement;
        tried->failed += !fine;
        tried->bounds += t.bounds;
        tried->smt += t.with_smt;
        tried->proven += t.proven;
        tried->missed += t.missed;
        if (!fine)
            random_system_complain(&s, t.complaint, true);
    }
    random_system_close(&s);
    return fine;
}

int main(int argc, char **argv)
{
    struct options o = {.seed = 1, .count = 1000, .size = RANDOM_SMALL, .most_space = 20000, .failures = 5};
    struct tried tried = {0};
    if (!options_read(&o, argc, argv, "compares the engines on random systems"))
        return 2;
    if (o.smt && !smt_is_there()) {
        printf("SKIPPED: the engine `smt` is not there, and was not asked\n");
        o.smt = 0;
    }
    for (uint64_t i = 0; i < o.count && tried.failed < o.failures; i++)
        try_one(o.seed + i, &o, &tried);
    printf("seeds %llu to %llu: %llu compared (%llu by SMT; by the statement: %llu of %llu proven; %llu bounds; large: %llu proven, %llu not found), %llu rejected by the model, %llu too large, %llu differ\n",
           (unsigned long long)o.seed, (unsigned long long)(o.seed + o.count - 1), (unsigned long long)tried.compared,
           (unsigned long long)tried.smt, (unsigned long long)tried.general_proven, (unsigned long long)tried.general,
           (unsigned long long)tried.bounds, (unsigned long long)tried.proven,
           (unsigned long long)tried.missed, (unsigned long long)tried.rejected,
           (unsigned long long)tried.passed_over, (unsigned long long)tried.failed);
    printf("drawn: %llu with three or more isolation mechanisms, %llu with directed ones, %llu with limits, %llu hardened per compartment, "
           "%llu with groups or places, %llu with vulnerabilities, %llu with budgets, %llu with needs\n",
           (unsigned long long)tried.drawn.three_isolations, (unsigned long long)tried.drawn.directed,
           (unsigned long long)tried.drawn.limits, (unsigned long long)tried.drawn.per_compartment,
           (unsigned long long)tried.drawn.groups, (unsigned long long)tried.drawn.vulnerabilities,
           (unsigned long long)tried.drawn.budgets, (unsigned long long)tried.drawn.selective);
    /* what the statement leaves out shows here: its answers are judged, and then prove nothing */
    if (tried.compared > 500 && (tried.general - tried.general_proven) * 500 > tried.general) {
        printf("the statement proves less than nearly all optima\n");
        return 1;
    }
    if (tried.compared > 500 && !tried.bounds) {
        printf("no engine that was stopped had proven anything\n");
        return 1;
    }
    return tried.failed != 0;
}
