/* [Exclude] speaks of the whole system, and engines search component by component. So a system with exclusions is solved case by
 * case: a case leaves out so much that nothing is excluded any more, and no smaller part of that would do. Every configuration that
 * keeps the exclusions belongs to a case, and every configuration of a case keeps them. Takes an engine and a model; gives what the
 * engine would have given. Counts go by inclusion and exclusion, for cases overlap. */
#ifndef MSPEC_SOLVE_CASES_H
#define MSPEC_SOLVE_CASES_H

#include "solve/engine.h"

#define MOST_EXCLUDED 64 /* mechanisms and languages that exclusions of one system name */
#define MOST_CASES 256

struct cases {
    struct carried items[MOST_EXCLUDED];
    uint32_t item_count;
    uint64_t barred[MOST_CASES]; /* what each case leaves out, as bits of items */
    uint32_t count;              /* 0: they are too many */
};

/* `dropped`: exclusions that are looked away from, or NULL. */
void cases_find(const struct model *m, const bool *dropped, struct cases *out);
/* The model without what is barred, in the arena; NULL when out of memory. */
struct model *cases_model(const struct model *m, const struct cases *cases, uint64_t barred, struct arena *a);

/* The engine's run, whatever the model excludes. */
mspec_status engine_run(const struct engine *engine, const struct model *m, const struct engine_request *request,
                        struct engine_result *out);

#endif
