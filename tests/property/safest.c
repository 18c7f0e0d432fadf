/* Where nothing is valid: the minimal sets of unmet requirements by brute force, and the cost of the cheapest configuration of each, on
 * random systems; what every engine's answer must be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers/safest.h"
#include "solve/sat/engine.h"
#include "system.h"
#include "verify/enumerate.h"

struct unmet {
    uint64_t set; /* by component */
    struct measures cost;
};

struct trial {
    const struct model *model;
    struct {
        VECTOR(struct unmet);
    } minimal;
    bool failed;
    char complaint[200];
};

static bool visit(void *user, const struct configuration *c)
{
    struct trial *t = user;
    struct judgement j;
    if (judge(t->model, c, &j) != MSPEC_OK) {
        t->failed = true;
        return false;
    }
    struct unmet new = {.cost = j.measures};
    for (size_t i = 0; i < j.violation_count; i++)
        new.set |= (uint64_t)1 << j.violations[i].owner;
    bool counts = j.works && j.in_space && j.keeps;
    judgement_fini(&j);
    if (!counts)
        return true;
    size_t kept = 0;
    for (size_t i = 0; i < t->minimal.count; i++) {
        struct unmet *old = &t->minimal.items[i];
        if (old->set == new.set) {
            if (measures_compare(t->model, &new.cost, &old->cost) < 0)
                old->cost = new.cost;
            return true;
        }
        if (!(old->set & ~new.set))
            return true;
    }
    for (size_t i = 0; i < t->minimal.count; i++)
        if (new.set & ~t->minimal.items[i].set)
            t->minimal.items[kept++] = t->minimal.items[i];
    t->minimal.count = kept;
    t->failed |= !vector_push(&t->model->ctx->memory, &t->minimal, new);
    return !t->failed;
}

static const char *differs(struct trial *t, const struct safest *s)
{
    if (!s->complete)
        return s->why_incomplete;
    if (s->count != t->minimal.count)
        return "another number of sets";
    for (size_t i = 0; i < s->count; i++) {
        uint64_t set = 0;
        bool known = false;
        for (uint32_t k = 0; k < s->items[i].unmet_count; k++)
            set |= (uint64_t)1 << s->items[i].unmet[k];
        for (size_t k = 0; k < t->minimal.count; k++)
            known |= t->minimal.items[k].set == set && measures_compare(t->model, &t->minimal.items[k].cost, &s->items[i].cost) == 0;
        if (!known)
            return "a set that is not minimal, or not at its least cost";
        if (i && measures_compare(t->model, &s->items[i - 1].cost, &s->items[i].cost) > 0)
            return "the dearer one first";
    }
    return NULL;
}

/* `always`: the engine is for every system. */
static bool compare(struct trial *t, const struct engine *engine, bool always)
{
    struct engine_request request = {0};
    struct safest s;
    if (safest_find(t->model, engine, &request, &s) != MSPEC_OK) {
        snprintf(t->complaint, sizeof t->complaint, "%s fails", engine->name);
        return false;
    }
    const char *what = always || s.complete ? differs(t, &s) : NULL;
    if (what)
        snprintf(t->complaint, sizeof t->complaint, "%s: %s (%zu, and there are %zu)", engine->name, what, s.count, t->minimal.count);
    safest_fini(&s);
    return !what;
}

struct tried {
    uint64_t compared, passed_over, several, failed;
};

static void try_one(uint64_t seed, const struct options *o, struct tried *tried)
{
    struct random_system s;
    uint64_t configurations;
    if (random_system_open(&s, seed, o)) {
        struct trial t = {.model = s.model};
        bool suited = random_system_is_small(&s, o, &configurations) && enumerate_space(s.model, visit, &t) == MSPEC_OK && !t.failed &&
                      !(t.minimal.count == 1 && t.minimal.items[0].set == 0);
        tried->passed_over += !suited;
        tried->compared += suited;
        tried->several += suited && t.minimal.count > 1;
        if (suited && (!compare(&t, &engine_search, true) || !compare(&t, &engine_auto, true) || !compare(&t, &engine_sat, false))) {
            tried->failed++;
            random_system_complain(&s, t.complaint, true);
        }
        vector_free(&s.ctx->memory, &t.minimal);
    } else {
        tried->passed_over++;
    }
    random_system_close(&s);
}

int main(int argc, char **argv)
{
    struct options o = {.seed = 1, .count = 1000, .size = RANDOM_SMALL, .most_space = 3000, .failures = 5};
    struct tried tried = {0};
    if (!options_read(&o, argc, argv, "compares what is left where nothing is valid with what brute force finds, on random systems"))
        return 2;
    for (uint64_t i = 0; i < o.count && tried.failed < o.failures; i++)
        try_one(o.seed + i, &o, &tried);
    printf("seeds %llu to %llu: %llu compared (%llu with several sets), %llu passed over, %llu differ\n", (unsigned long long)o.seed,
           (unsigned long long)(o.seed + o.count - 1), (unsigned long long)tried.compared, (unsigned long long)tried.several,
           (unsigned long long)tried.passed_over, (unsigned long long)tried.failed);
    return tried.failed != 0 || (o.count > 500 && !tried.several);
}
