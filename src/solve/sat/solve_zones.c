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

/* What the judge says of the solver's best solution: its flags, 0 when out of memory. */
static unsigned judge_best(struct run *r, struct configuration **out)
{
    unsigned flags = 0;
    struct measures measures;
    *out = encode_read(&r->encoding, r->arena, maxsat_best);
    if (!*out || judge_quickly(r->p->model, *out, &flags, &measures) != MSPEC_OK)
        return 0;
    return flags | 1u << 30;
}

static enum zones_answer begin(struct run *r, bool with_limits, uint32_t copies)
{
    arena_init(&r->scratch, r->p->memory);
    switch (plan_make(r->p, &r->scratch, copies, &r->plan)) {
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
static enum zones_answer minimise(struct run *r)
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
        enum maxsat_answer answer = maxsat_minimise(r->solver);
        r->report->cores = maxsat_cores(r->solver);
        if (i == 0 && answer != MAXSAT_UNSATISFIABLE) {
            r->report->bound_known = true;
            r->report->bound = maxsat_bound(r->solver);
        }
        if (answer == MAXSAT_UNSATISFIABLE)
            return ZONES_NONE;
        if (answer == MAXSAT_NO_MEMORY)
            return ZONES_NO_MEMORY;
        struct configuration *found = NULL;
        if (maxsat_has_best(r->solver)) {
            unsigned flags = judge_best(r, &found);
            if (!flags)
                return ZONES_NO_MEMORY;
            if ((flags & JUDGED_VALID) == JUDGED_VALID)
                r->best = found;
        }
        if (answer == MAXSAT_STOPPED)
            return ZONES_STOPPED;
    }
    return ZONES_OPTIMUM;
}

/* More parts in a zone than the limit of the inner mechanism allows need a second zone of the same class. Of two that could be
 * merged but for the limit, both together have more parts than it: so there are not many. */
static uint32_t copies_for(const struct plan *plan, const struct model *m)
{
    uint32_t most = plan->inner == NONE ? 0 : m->mechanisms[plan->inner].limit, parts = 0;
    if (!most)
        return 1;
    for (uint32_t z = 0; z < plan->zone_count; z++)
        if (plan->zones[z].spot_count > parts)
            parts = plan->zones[z].spot_count;
    return parts <= most ? 1 : 1 + 2 * parts / (most + 1);
}

enum zones_answer zones_solve(struct problem *p, const struct zones_request *request, struct arena *a,
                              struct configuration **out, struct zones_report *report)
{
    struct run r = {.p = p, .arena = a, .report = report, .end = request->time_limit > 0 ? now() + request->time_limit : 0};
    *out = NULL;
    *report = (struct zones_report){0};
    enum zones_answer answer = ZONES_OPTIMUM;
    uint32_t copies = 1;
    /* limits seldom bind: they are looked at when the first answer breaks one */
    for (int with_limits = 0; with_limits < 2; with_limits++) {
        answer = begin(&r, with_limits, copies);
        if (answer == ZONES_OPTIMUM)
            answer = minimise(&r);
        struct configuration *found = NULL;
        unsigned flags = 0;
        if (answer == ZONES_OPTIMUM) {
            flags = judge_best(&r, &found);
            if (!flags)
                answer = ZONES_NO_MEMORY;
            else if ((flags & JUDGED_VALID) == JUDGED_VALID)
                r.best = found;
            else
                answer = ZONES_UNSUITED;
        }
        copies = copies_for(&r.plan, p->model);
        end(&r);
        bool only_keeps = flags && !(~flags & (JUDGED_SAFE | JUDGED_WORKS | JUDGED_SPACE));
        if (answer != ZONES_UNSUITED || !only_keeps)
            break;
    }
    *out = answer == ZONES_OPTIMUM || answer == ZONES_STOPPED ? r.best : NULL;
    return answer;
}
