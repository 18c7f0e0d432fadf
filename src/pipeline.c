#include "pipeline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "import/config_json.h"
#include "solve/cases.h"
#include "solve/lower.h"
#include "answers/exchange.h"
#include "answers/pareto.h"
#include "syntax/syntax.h"
#include "verify/enumerate.h"

/* ---- read ---- */

#define STDIN_MAX ((size_t)64 << 20)

/* All of standard input, in the context's memory. */
static mspec_status read_stdin(mspec_ctx *ctx, struct text *bytes)
{
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, stdin)) > 0) {
        text_append(bytes, block, got);
        if (bytes->failed)
            return MSPEC_ERROR_MEMORY;
        if (bytes->length > STDIN_MAX) {
            report(ctx, CODE_FILE_TOO_LARGE, (struct span){0}, "standard input holds more than %zu MiB", STDIN_MAX >> 20);
            return MSPEC_ERROR_INPUT;
        }
    }
    if (ferror(stdin)) {
        report(ctx, CODE_FILE_UNREADABLE, (struct span){0}, "standard input cannot be read: %s", strerror(errno));
        return MSPEC_ERROR_INPUT;
    }
    return MSPEC_OK;
}

static mspec_status read_one(mspec_ctx *ctx, const char *file)
{
    if (strcmp(file, "-") != 0)
        return syntax_load_file(ctx, file, SOURCE_USER);
    struct text bytes = {0};
    mspec_status status = read_stdin(ctx, &bytes);
    if (status == MSPEC_OK)
        status = syntax_load_text(ctx, "stdin", bytes.bytes ? bytes.bytes : "", bytes.length);
    text_fini(&bytes);
    return status;
}

/* An error in one file does not keep the others from being read: one run shows all errors. */
static bool is_final(mspec_status status)
{
    return status != MSPEC_OK && status != MSPEC_ERROR_INPUT && status != MSPEC_ERROR_IO;
}

mspec_status pipeline_read(mspec_ctx *ctx, const char *const *files, size_t count)
{
    mspec_status first = MSPEC_OK;
    bool stdin_read = false;
    for (size_t i = 0; i < count && !is_final(first); i++) {
        bool is_stdin = strcmp(files[i], "-") == 0;
        if (is_stdin && stdin_read)
            continue; /* a file is read once */
        stdin_read = stdin_read || is_stdin;
        mspec_status status = read_one(ctx, files[i]);
        if (first == MSPEC_OK || is_final(status))
            first = status;
    }
    return first;
}

/* ---- check ---- */

mspec_status pipeline_check(mspec_ctx *ctx)
{
    mspec_status status = syntax_load_catalog(ctx);
    return status == MSPEC_OK ? model_check(ctx) : status;
}

static mspec_status build(struct pipeline *p, const struct pipeline_request *request)
{
    mspec_status status = request->is_self_contained ? syntax_skim_catalog(p->ctx) : syntax_load_catalog(p->ctx);
    return status == MSPEC_OK ? model_build_asked(p->ctx, request->system, request->question, &p->model) : status;
}

/* ---- a configuration that is given ---- */

static mspec_status read_config(struct pipeline *p, const char *path, struct configuration **out)
{
    if (strcmp(path, "-") != 0)
        return config_json_read_file(p->model, path, &p->arena, out);
    struct text bytes = {0};
    mspec_status status = read_stdin(p->ctx, &bytes);
    if (status == MSPEC_OK)
        status = config_json_read_text(p->model, "stdin", bytes.bytes ? bytes.bytes : "", bytes.length, &p->arena, out);
    text_fini(&bytes);
    return status;
}

static mspec_status judge_one(struct pipeline *p, struct configuration *c)
{
    mspec_status status = judge(p->model, c, &p->judged[p->judged_count].judgement);
    if (status == MSPEC_OK)
        p->judged[p->judged_count++].configuration = c;
    return status;
}

static mspec_status judge_given(struct pipeline *p, const struct pipeline_request *request)
{
    struct configuration *c;
    mspec_status status = request->read ? request->read(p->model, request->config, &p->arena, &c, &p->notes)
                                        : read_config(p, request->config, &c);
    if (status != MSPEC_OK)
        return status;
    p->judged = arena_new(&p->arena, struct judged);
    status = p->judged ? judge_one(p, c) : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK) {
        const struct judgement *j = &p->judged[0].judgement;
        p->verdict = j->valid ? MSPEC_SAFE : j->safe ? MSPEC_INVALID : MSPEC_UNSAFE;
    }
    return status;
}

/* ---- solve ---- */


static mspec_status drop_alike(struct pipeline *p)
{
    mspec_status status = exchange_drop_alike(p->model, p->found.configurations, &p->found.count);
    if (status != MSPEC_OK)
        engine_result_fini(&p->found);
    return status;
}

static mspec_status solve(struct pipeline *p, const struct pipeline_request *request)
{
    p->engine = request->engine ? request->engine : engine_at(0);
    mspec_status status = request->prefer ? read_config(p, request->prefer, &p->preferred) : MSPEC_OK;
    double start = clock_now();
    if (status != MSPEC_OK)
        return status;
    if (request->pareto_count)
        status = pareto_find(p->model, p->engine, &request->search, request->pareto, request->pareto_count, &p->found);
    else if (request->prefer)
        status = nearest_find(p->model, p->engine, &request->search, p->preferred, &p->found, &p->nearest);
    else if (request->search.goal == GOAL_TOP && request->one_of_equals)
        status = exchange_top(p->model, p->engine, &request->search, &p->found);
    else
        status = engine_run(p->engine, p->model, &request->search, &p->found);
    p->kept = status == MSPEC_OK ? p->found.count : 0;
    if (status == MSPEC_OK && request->search.goal == GOAL_ALL && request->one_of_equals)
        status = drop_alike(p);
    p->seconds = clock_now() - start;
    if (status != MSPEC_OK)
        return status;
    p->searched = true;
    p->complete = p->found.complete;
    if (p->found.count > 0 || p->found.feasible)
        p->verdict = MSPEC_SAFE;
    else
        p->verdict = p->complete ? MSPEC_UNSATISFIABLE : MSPEC_UNKNOWN;
    return MSPEC_OK;
}

/* Of a front, none beats another, and no two are the same. */
static bool front_is_one(const struct pipeline *p, const struct pipeline_request *request)
{
    for (size_t i = 0; i < p->judged_count && request->pareto_count; i++)
        for (size_t k = 0; k < p->judged_count; k++) {
            bool as_good = i != k;
            for (uint32_t j = 0; j < request->pareto_count && as_good; j++)
                as_good = rational_compare(p->judged[i].judgement.measures.value[request->pareto[j]],
                                           p->judged[k].judgement.measures.value[request->pareto[j]]) <= 0;
            if (as_good)
                return false;
        }
    return true;
}

/* Every configuration that the engine found, before anybody sees it. Optimal ones must cost the same, all must be in order. */
static mspec_status judge_found(struct pipeline *p, const struct pipeline_request *request)
{
    p->ctx->memory.exhausted = false; /* an engine that ran into its limit has given back what it had */
    p->judged = arena_new_array(&p->arena, struct judged, p->found.count);
    if (!p->judged)
        return MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < p->found.count; i++) {
        mspec_status status = judge_one(p, p->found.configurations[i]);
        if (status != MSPEC_OK)
            return status;
        if (!p->judged[i].judgement.valid)
            return MSPEC_ERROR_INTERNAL;
        if (i == 0 || request->search.goal == GOAL_MINIMAL || request->pareto_count)
            continue;
        int order = measures_compare(p->model, &p->judged[i - 1].judgement.measures, &p->judged[i].judgement.measures);
        if (order > 0 || (order != 0 && request->search.goal == GOAL_ALL))
            return MSPEC_ERROR_INTERNAL;
    }
    return front_is_one(p, request) ? MSPEC_OK : MSPEC_ERROR_INTERNAL;
}

/* What is proven of the least cost: by the engine, or because the goal was reached. A bound above a cost that was found is a defect. */
static mspec_status bound_cost(struct pipeline *p, const struct pipeline_request *request)
{
    enum engine_goal goal = request->search.goal;
    if ((goal != GOAL_OPTIMUM && goal != GOAL_ALL && goal != GOAL_TOP) || request->pareto_count)
        return MSPEC_OK;
    const struct measures *best = p->judged_count ? &p->judged[0].judgement.measures : NULL;
    p->bound = p->found.bound;
    if (!best || best->overflow)
        return MSPEC_OK;
    if (cost_bound_exceeds(p->model, &p->bound, best))
        return MSPEC_ERROR_INTERNAL;
    if (p->complete)
        cost_bound_of(p->model, best, &p->bound);
    return MSPEC_OK;
}

/* The size of the space is said in every result; where it is not to be had (no memory, no time), nothing is said. */
static mspec_status measure_space(struct pipeline *p)
{
    mspec_status status = space_size(p->model, &p->arena, &p->space);
    p->space_known = status == MSPEC_OK;
    return status == MSPEC_ERROR_INTERNAL ? status : MSPEC_OK;
}

/* The judge must find it unsafe, exactly in what is said to be unmet, and otherwise in order. */
static bool is_compromise(const struct pipeline *p, const struct compromise *c, const struct judgement *j)
{
    if (j->safe || !j->works || !j->in_space || !j->keeps || c->unmet_count == 0)
        return false;
    for (uint32_t i = 0; i < c->unmet_count; i++) {
        bool violated = false;
        for (size_t k = 0; k < j->violation_count && !violated; k++)
            violated = j->violations[k].owner == c->unmet[i];
        if (!violated)
            return false;
    }
    for (size_t k = 0; k < j->violation_count; k++) {
        bool named = false;
        for (uint32_t i = 0; i < c->unmet_count && !named; i++)
            named = j->violations[k].owner == c->unmet[i];
        if (!named)
            return false;
    }
    return p->judged_count == 0;
}

/* What comes nearest to being safe. It is kept apart from what was found, and never called safe. */
static mspec_status find_safest(struct pipeline *p, const struct pipeline_request *request)
{
    if (p->verdict != MSPEC_UNSATISFIABLE || !request->safest)
        return MSPEC_OK;
    struct engine_request search = request->search;
    double start = clock_now();
    if (search.time_limit > 0)
        search.time_limit = clock_left(start - p->seconds + search.time_limit);
    mspec_status status = safest_find(p->model, p->engine, &search, &p->safest);
    p->seconds += clock_now() - start;
    if (status != MSPEC_OK)
        return status;
    p->safest_found = true;
    p->unsafe = arena_new_array(&p->arena, struct judged, p->safest.count);
    if (!p->unsafe)
        return MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < p->safest.count; i++) {
        struct judged *one = &p->unsafe[i];
        one->configuration = p->safest.items[i].configuration;
        status = judge(p->model, one->configuration, &one->judgement);
        if (status != MSPEC_OK)
            return status;
        p->unsafe_count++;
        if (!is_compromise(p, &p->safest.items[i], &one->judgement))
            return MSPEC_ERROR_INTERNAL;
    }
    p->complete = p->safest.complete;
    if (p->safest.count > 0)
        p->verdict = MSPEC_UNSAFE;
    return MSPEC_OK;
}

/* Why there is nothing. */
static mspec_status find_core(struct pipeline *p, const struct pipeline_request *request)
{
    if (p->verdict != MSPEC_UNSATISFIABLE || request->core_limit == 0)
        return MSPEC_OK;
    mspec_status status = core_find(p->model, request->core_limit, &p->core);
    p->core_found = status == MSPEC_OK;
    return status;
}

mspec_status pipeline_search(struct pipeline *p, const struct pipeline_request *request)
{
    mspec_status status = solve(p, request);
    if (status == MSPEC_OK)
        status = judge_found(p, request);
    if (status == MSPEC_OK)
        status = bound_cost(p, request);
    if (status == MSPEC_OK)
        status = measure_space(p);
    if (status == MSPEC_OK)
        status = find_safest(p, request);
    if (status == MSPEC_OK)
        status = find_core(p, request);
    return status;
}

/* ---- the whole ---- */

mspec_status pipeline_run(mspec_ctx *ctx, const struct pipeline_request *request, struct pipeline *out, struct text *text)
{
    *out = (struct pipeline){.ctx = ctx, .verdict = MSPEC_UNKNOWN};
    arena_init(&out->arena, &ctx->memory);

    mspec_status read = pipeline_read(ctx, request->files, request->file_count);
    if (is_final(read))
        return read;
    mspec_status status = build(out, request);
    if (status != MSPEC_OK || read != MSPEC_OK)
        return status != MSPEC_OK ? status : read;
    if (!request->model_only)
        status = request->config ? judge_given(out, request) : pipeline_search(out, request);
    if (status == MSPEC_OK && request->write)
        status = request->write(out, request->user, text);
    return status;
}

void pipeline_fini(struct pipeline *p)
{
    for (size_t i = 0; i < p->judged_count; i++)
        judgement_fini(&p->judged[i].judgement);
    for (size_t i = 0; i < p->unsafe_count; i++)
        judgement_fini(&p->unsafe[i].judgement);
    if (p->safest_found)
        safest_fini(&p->safest);
    if (p->searched)
        engine_result_fini(&p->found);
    if (p->core_found)
        core_fini(&p->core);
    if (p->ctx)
        vector_free(&p->ctx->memory, &p->notes);
    model_free(p->model);
    if (p->arena.memory)
        arena_fini(&p->arena);
    *p = (struct pipeline){0};
}
