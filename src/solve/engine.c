/* The table of engines, and the end of results. */
#include "solve/engine.h"

#include <string.h>

#include "solve/large/engine.h"
#include "solve/result.h"
#include "solve/sat/engine.h"
#include "solve/smt/engine.h"
#include "verify/enumerate.h" /* space_size only: a formula, and no judgement */

static const struct engine *const engines[] = {&engine_auto, &engine_search, &engine_sat, &engine_large, &engine_smt, &engine_exhaustive};

const struct engine *engine_at(size_t index)
{
    return index < sizeof engines / sizeof *engines ? engines[index] : NULL;
}

const struct engine *engine_find(const char *name)
{
    for (size_t i = 0; engine_at(i); i++)
        if (strcmp(engine_at(i)->name, name) == 0)
            return engine_at(i);
    return NULL;
}

void engine_result_init(struct engine_result *r, struct mspec_ctx *ctx)
{
    *r = (struct engine_result){0};
    arena_init(&r->arena, &ctx->memory);
}

bool engine_result_set(struct engine_result *r, struct configuration *const *configurations, size_t count)
{
    r->configurations = arena_copy_array_(&r->arena, configurations, count, sizeof *configurations);
    r->count = r->configurations ? count : 0;
    return r->configurations != NULL;
}

bool engine_result_ran_out_of_nodes(const struct engine_result *r)
{
    return !r->complete && r->why_incomplete && strcmp(r->why_incomplete, "node limit") == 0;
}

void engine_result_swap(struct engine_result *a, struct engine_result *b)
{
    struct engine_result swap = *a;
    *a = *b;
    *b = swap;
}

bool engine_result_size(struct engine_result *r, const struct model *m, struct watch *watch)
{
    mspec_status status = space_size(m, &r->arena, &r->all);
    if (status != MSPEC_OK)
        r->all = (struct bigint){NULL, 0};
    if (status != MSPEC_OK && status != MSPEC_ERROR_MEMORY)
        watch_stop(watch, "the space is too large to be counted");
    return status != MSPEC_ERROR_MEMORY;
}

void engine_result_fini(struct engine_result *r)
{
    arena_fini(&r->arena);
    *r = (struct engine_result){0};
}
