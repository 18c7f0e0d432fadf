#include "solve/feasible.h"

#include "solve/search.h"

static bool stop_at_first(void *user, struct search *s)
{
    (void)s;
    *(bool *)user = true;
    return false;
}

enum feasible_answer feasible_ask(const struct model *m, const struct relaxation *relaxed, struct watch *watch)
{
    struct problem_options options = {.scope = SCOPE_FEASIBLE, .relaxed = relaxed};
    struct problem *p;
    struct search s;
    bool found = false;
    if (problem_new(m, &options, &p) != MSPEC_OK) {
        watch_stop(watch, "memory limit");
        return FEASIBLE_UNKNOWN;
    }
    bool done = search_init(&s, p, watch, SEARCH_VALID, NULL);
    if (done) {
        s.found = stop_at_first;
        s.user = &found;
        s.twins = true;
        done = search_run(&s);
    }
    search_fini(&s);
    problem_free(p);
    return found ? FEASIBLE_YES : done ? FEASIBLE_NO : FEASIBLE_UNKNOWN;
}
