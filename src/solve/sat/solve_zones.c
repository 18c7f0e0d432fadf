#include "solve/sat/solve_zones.h"

#include <time.h>

#include "solve/sat/encode.h"
#include "verify/verify.h"

struct run {
    struct problem *p;
    struct arena *arena; /* of the result */
    struct arena scratch;
    struct plan plan;
    struct encoding encoding;
    struct maxsat *solver;
    double end; /* seconds of the monotonic clock; 0: no limit */
    struct configuration *best;
    struct measures best_measures;
    int128 rival; /* cost of the last stage's optimum at the first measure, or -1 */
    struct zones_report *report;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool stop(void *user, int128 bound, int128 cost)
{
    struct run *r = user;
    (void)bound;
    (void)cost;
    return (r->end > 0 && now() > r->end) || !context_go_on(r->p->model->ctx, NULL);
}

/* What the judge says of the solver's best solution: its flags with bit 30 set, 0 when out of memory. A valid one that beats those
 * before it is kept. */
static unsigned judge_best(struct run *r)
{
    unsigned flags = 0;
    struct measures measures;
    struct configuration *found = encode_read(&r->encoding, r->arena, maxsat_best);
    if (!found || judge_quickly(r->p->model, found, &flags, &measures) != MSPEC_OK)
        return 0;
    if ((flags & JUDGED_VALID) == JUDGED_VALID &&
        (!r->best || measures_compare(r->p->model, &measures, &r->best_measures) <= 0)) {
        r->best = found;
        r->best_measures = measures;
    }
    return flags | 1u << 30;
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
    r->solver = maxsat_new(r->p->memory);
    if (!r->solver)
        return ZONES_NO_MEMORY;
    maxsat_on_wait(r->solver, stop, r);
    r->encoding = (struct encoding){.plan = &r->plan, .solver = r->solver, .arena = &r->scratch};
    bool unsuited = false;
    if (!encode_hard(&r->encoding, &unsuited) || (with_limits && !encode_limits(&r->encoding)))
        return unsuited ? ZONES_UNSUITED : ZONES_NO_MEMORY;
    return ZONES_OPTIMUM;
}

static void end(struct run *r)
{
    maxsat_free(r->solver);
    r->solver = NULL;
    arena_fini(&r->scratch);
}

/* One measure after the other. */
static enum zones_answer minimise(struct run *r, bool has_rival)
{
    const struct model *m = r->p->model;
    if (!m->objective_count) {
        enum maxsat_answer answer = maxsat_satisfy(r->solver, NULL, 0);
        return answer == MAXSAT_OPTIMUM         ? ZONES_OPTIMUM
               : answer == MAXSAT_UNSATISFIABLE ? ZONES_NONE
               : answer == MAXSAT_NO_MEMORY     ? ZONES_NO_MEMORY
                                                : ZONES_STOPPED;
    }
    for (uint32_t i = 0; i < m->objective_count; i++) {
        if (i)
            maxsat_fix(r->solver);
        if (!encode_measure(&r->encoding, m->objective[i]))
            return ZONES_NO_MEMORY;
        if (i == 0 && has_rival && r->rival >= 0)
            maxsat_know(r->solver, r->rival);
        enum maxsat_answer answer = maxsat_minimise(r->solver);
        if (i == 0)
            r->rival = answer == MAXSAT_OPTIMUM ? maxsat_cost(r->solver) : -1;
        r->report->cores = maxsat_cores(r->solver);
        if (i == 0 && answer != MAXSAT_UNSATISFIABLE) {
            r->report->bound_known = true;
            r->report->bound = maxsat_bound(r->solver);
        }
        if (answer == MAXSAT_UNSATISFIABLE)
            return ZONES_NONE;
        if (answer == MAXSAT_NO_MEMORY)
            return ZONES_NO_MEMORY;
        if (maxsat_has_best(r->solver) && !judge_best(r))
            return ZONES_NO_MEMORY;
        if (answer == MAXSAT_STOPPED)
            return ZONES_STOPPED;
    }
    return ZONES_OPTIMUM;
}

/* Limits seldom bind: they are looked at when the first answer breaks one. Then first a good configuration is found in which no two
 * zones stand side by side only because they are full, and with its cost known all are looked at. */
enum stage { STAGE_UNLIMITED, STAGE_LIMITED, STAGE_CROWDED, STAGE_COUNT };

enum zones_answer zones_solve(struct problem *p, const struct zones_request *request, struct arena *a,
                              struct configuration **out, struct zones_report *report)
{
    struct run r = {.p = p, .arena = a, .report = report, .rival = -1, .end = request->time_limit > 0 ? now() + request->time_limit : 0};
    *out = NULL;
    *report = (struct zones_report){0};
    enum zones_answer answer = ZONES_OPTIMUM;
    for (enum stage stage = STAGE_UNLIMITED; stage < STAGE_COUNT; stage++) {
        answer = begin(&r, stage != STAGE_UNLIMITED, stage == STAGE_CROWDED);
        if (answer == ZONES_OPTIMUM)
            answer = minimise(&r, stage == STAGE_CROWDED);
        unsigned flags = 0;
        if (answer == ZONES_OPTIMUM) {
            flags = judge_best(&r);
            if (!flags)
                answer = ZONES_NO_MEMORY;
            else if ((flags & JUDGED_VALID) != JUDGED_VALID)
                answer = ZONES_UNSUITED;
        }
        end(&r);
        bool only_keeps = flags && !(~flags & (JUDGED_SAFE | JUDGED_WORKS | JUDGED_SPACE));
        if (stage == STAGE_UNLIMITED && !(answer == ZONES_UNSUITED && only_keeps))
            break;
        /* without a solution here there may still be crowded ones */
        if (stage == STAGE_LIMITED && answer != ZONES_OPTIMUM && answer != ZONES_NONE)
            break;
    }
    *out = answer == ZONES_OPTIMUM || answer == ZONES_STOPPED ? r.best : NULL;
    return answer;
}
