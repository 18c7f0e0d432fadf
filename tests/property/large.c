/* Do the engines agree where nobody can look at everything? Random systems of some more components: the optimum of the search, which
 * leaves out whatever another choice beats, against its own search for all optimal ones and for the cheapest ones, which leave out
 * less, and against MaxSAT. Whatever is found must pass the judge. */
#include <stdio.h>
#include <stdlib.h>

#include "system.h"
#include "solve/cases.h"
#include "solve/sat/engine.h"
#include "syntax/syntax.h"

enum { SECONDS = 3 };

struct tried {
    uint64_t threads, compared, rejected, unfinished, failed;
};

struct answer {
    bool known;    /* the engine was through in time, and the system of its kind */
    bool feasible;
    struct measures cost;
};

static bool find(const struct model *m, const char *who, enum engine_goal goal, struct answer *out)
{
    struct engine_request request = {.goal = goal, .top = 3, .keep = 1, .time_limit = SECONDS};
    struct engine_result r;
    bool fine = true;
    mspec_status status = engine_run(*who == 'M' ? &engine_sat : &engine_search, m, &request, &r);
    *out = (struct answer){0};
    if (status != MSPEC_OK) {
        fprintf(stderr, "%s fails\n", who);
        return false;
    }
    out->known = r.complete;
    out->feasible = r.count > 0;
    for (size_t i = 0; i < r.count && fine; i++) {
        struct judgement j;
        fine = judge(m, r.configurations[i], &j) == MSPEC_OK;
        if (fine) {
            if (i == 0)
                out->cost = j.measures;
            fine = j.valid;
            judgement_fini(&j);
        }
        if (!fine)
            fprintf(stderr, "%s finds a configuration that is not valid\n", who);
    }
    engine_result_fini(&r);
    return fine;
}

static bool agree(const struct model *m, const struct answer *a, const char *who, const struct answer *b)
{
    if (!a->known || !b->known)
        return true;
    int order = a->feasible && b->feasible ? measures_compare(m, &a->cost, &b->cost) : 0;
    if (a->feasible == b->feasible && order == 0)
        return true;
    fprintf(stderr, "%s finds %s\n", who,
            a->feasible != b->feasible ? (b->feasible ? "one, and the search none" : "none, and the search one")
                                       : (order < 0 ? "a dearer one" : "a cheaper one"));
    return false;
}

/* Two threads give the very configuration that one gives. */
static bool same_with_threads(const struct model *m, struct tried *tried)
{
    struct engine_request alone = {.goal = GOAL_OPTIMUM, .time_limit = 10}, both = {.goal = GOAL_OPTIMUM, .time_limit = 10, .jobs = 2};
    struct engine_result a, b;
    if (engine_run(&engine_auto, m, &alone, &a) != MSPEC_OK)
        return false;
    if (engine_run(&engine_auto, m, &both, &b) != MSPEC_OK) {
        engine_result_fini(&a);
        return false;
    }
    bool known = a.complete && b.complete;
    bool fine = !known || (a.count == b.count && a.feasible == b.feasible &&
                           (!a.count || configuration_equal(a.configurations[0], b.configurations[0])));
    tried->threads += known;
    if (!fine)
        fprintf(stderr, "two threads give another answer than one\n");
    engine_result_fini(&a);
    engine_result_fini(&b);
    return fine;
}

static bool compare(const struct model *m, struct tried *tried)
{
    struct answer one, all, top, sat;
    bool fine = find(m, "the search", GOAL_OPTIMUM, &one) && find(m, "the search for all", GOAL_ALL, &all) &&
                find(m, "the search for the cheapest", GOAL_TOP, &top) && find(m, "MaxSAT", GOAL_OPTIMUM, &sat);
    if (!fine)
        return false;
    tried->unfinished += !one.known;
    tried->compared += one.known && (all.known || top.known || sat.known);
    return agree(m, &one, "the search for all", &all) && agree(m, &one, "the search for the cheapest", &top) &&
           agree(m, &one, "MaxSAT", &sat) && same_with_threads(m, tried);
}

static void try_one(uint64_t seed, const struct options *o, struct tried *tried)
{
    struct random_system s;
    if (!random_system_open(&s, seed, o)) {
        tried->rejected++;
    } else if (!compare(s.model, tried)) {
        tried->failed++;
        random_system_complain(&s, "differs", true);
    }
    random_system_close(&s);
}

int main(int argc, char **argv)
{
    struct options o = {.seed = 1, .count = 100, .size = {9, 3, 2, 60}, .failures = 3};
    struct tried tried = {0};
    if (!options_read(&o, argc, argv, "compares the engines on larger random systems"))
        return 2;
    for (uint64_t i = 0; i < o.count && tried.failed < o.failures; i++)
        try_one(o.seed + i, &o, &tried);
    printf("seeds %llu to %llu: %llu compared (%llu with two threads), %llu rejected by the model, %llu not finished in time, %llu differ\n",
           (unsigned long long)o.seed, (unsigned long long)(o.seed + o.count - 1), (unsigned long long)tried.compared, (unsigned long long)tried.threads,
           (unsigned long long)tried.rejected, (unsigned long long)tried.unfinished, (unsigned long long)tried.failed);
    return tried.failed != 0;
}
