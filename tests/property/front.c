/* The front by brute force, on random systems: every configuration of the space is judged, those that another one beats are left out,
 * and what remains must be what every engine's front is, point by point. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "system.h"
#include "answers/pareto.h"
#include "verify/enumerate.h"

struct values {
    struct rational of[MEASURE_COUNT]; /* by place in the list of measures */
};

struct front {
    const struct model *model;
    enum measure measures[MEASURE_COUNT];
    uint32_t count;
    struct {
        VECTOR(struct values);
    } points;
    bool failed;
    char complaint[300];
};

static bool beats(const struct front *f, const struct values *a, const struct values *b)
{
    for (uint32_t i = 0; i < f->count; i++)
        if (rational_compare(a->of[i], b->of[i]) > 0)
            return false;
    return true; /* or is the same */
}

static bool visit(void *user, const struct configuration *c)
{
    struct front *f = user;
    unsigned flags;
    struct measures cost;
    if (judge_quickly(f->model, c, &flags, &cost) != MSPEC_OK) {
        f->failed = true;
        return false;
    }
    if ((flags & JUDGED_VALID) != JUDGED_VALID)
        return true;
    struct values new;
    for (uint32_t i = 0; i < f->count; i++) {
        new.of[i] = cost.value[f->measures[i]];
        f->failed |= cost.overflow || !cost.known[f->measures[i]];
    }
    size_t kept = 0;
    for (size_t i = 0; i < f->points.count; i++)
        if (beats(f, &f->points.items[i], &new))
            return true;
    for (size_t i = 0; i < f->points.count; i++)
        if (!beats(f, &new, &f->points.items[i]))
            f->points.items[kept++] = f->points.items[i];
    f->points.count = kept;
    f->failed |= !vector_push(&f->model->ctx->memory, &f->points, new);
    return !f->failed;
}

/* Which measures, and in which order: drawn by the seed. */
static void choose(struct front *f, uint64_t seed)
{
    enum measure all[MEASURE_COUNT] = {MEASURE_RUNTIME, MEASURE_COMPARTMENTS, MEASURE_TRANSFORMATIONS, MEASURE_MEMORY};
    uint32_t left = MEASURE_COUNT, wanted = 1 + (uint32_t)(seed % MEASURE_COUNT);
    bool runtime = f->model->has_profile && (f->model->has_clock || !f->model->rate_count);
    for (uint64_t r = seed * 0x9e3779b97f4a7c15u; f->count < wanted && left > 0; r = r * 6364136223846793005u + 1) {
        uint32_t k = (uint32_t)(r >> 33) % left;
        if (all[k] != MEASURE_RUNTIME || runtime)
            f->measures[f->count++] = all[k];
        all[k] = all[--left];
    }
}

static bool compare(struct front *f, const struct engine *engine)
{
    struct engine_request request = {.goal = GOAL_OPTIMUM};
    struct engine_result r;
    bool fine = true;
    const char *what = NULL;
    if (pareto_find(f->model, engine, &request, f->measures, f->count, &r) != MSPEC_OK) {
        snprintf(f->complaint, sizeof f->complaint, "%s fails", engine->name);
        return false;
    }
    if (!r.complete)
        what = r.why_incomplete;
    else if (r.count != f->points.count)
        what = "another number of points";
    for (size_t i = 0; i < r.count && !what; i++) {
        unsigned flags;
        struct measures cost;
        bool known = false, in_order = i == 0;
        static struct measures before;
        if (judge_quickly(f->model, r.configurations[i], &flags, &cost) != MSPEC_OK || (flags & JUDGED_VALID) != JUDGED_VALID)
            what = "a configuration that is not valid";
        for (size_t k = 0; k < f->points.count && !known; k++) {
            known = true;
            for (uint32_t j = 0; j < f->count; j++)
                known &= rational_compare(cost.value[f->measures[j]], f->points.items[k].of[j]) == 0;
        }
        for (uint32_t j = 0; j < f->count && !in_order; j++) {
            int order = rational_compare(before.value[f->measures[j]], cost.value[f->measures[j]]);
            in_order = order < 0;
            if (order > 0)
                break;
        }
        before = cost;
        what = what ? what : !known ? "a point that is not of the front" : !in_order ? "points out of order, or twice" : NULL;
    }
    if (what) {
        snprintf(f->complaint, sizeof f->complaint, "%s: %s (%zu, and there are %zu)", engine->name, what, r.count, f->points.count);
        fine = false;
    }
    engine_result_fini(&r);
    return fine;
}

struct tried {
    uint64_t compared, passed_over, failed, points;
};

static void try_one(uint64_t seed, const struct options *o, struct tried *tried)
{
    struct random_system s;
    uint64_t configurations;
    if (random_system_open(&s, seed, o)) {
        struct front f = {.model = s.model};
        choose(&f, seed);
        if (f.count && random_system_is_small(&s, o, &configurations) && enumerate_space(s.model, visit, &f) == MSPEC_OK && !f.failed) {
            tried->compared++;
            tried->points += f.points.count > 1 ? f.points.count : 0;
            if (!compare(&f, &engine_search) || !compare(&f, &engine_auto)) {
                tried->failed++;
                random_system_complain(&s, f.complaint, true);
            }
        } else {
            tried->passed_over++;
        }
        vector_free(&s.ctx->memory, &f.points);
    } else {
        tried->passed_over++;
    }
    random_system_close(&s);
}

int main(int argc, char **argv)
{
    struct options o = {.seed = 1, .count = 1000, .size = RANDOM_SMALL, .most_space = 20000, .failures = 5};
    struct tried tried = {0};
    if (!options_read(&o, argc, argv, "compares fronts with those found by brute force, on random systems"))
        return 2;
    for (uint64_t i = 0; i < o.count && tried.failed < o.failures; i++)
        try_one(o.seed + i, &o, &tried);
    printf("seeds %llu to %llu: %llu compared, %llu points of fronts with several, %llu passed over, %llu differ\n",
           (unsigned long long)o.seed, (unsigned long long)(o.seed + o.count - 1), (unsigned long long)tried.compared,
           (unsigned long long)tried.points, (unsigned long long)tried.passed_over, (unsigned long long)tried.failed);
    return tried.failed != 0 || (tried.compared > 300 && !tried.points);
}
