#include "api/handles.h"

void mspec_solve_options_init(mspec_solve_options *options)
{
    *options = (mspec_solve_options){.goal = MSPEC_GOAL_OPTIMUM, .top = 1, .core_limit = 10};
}

const char *mspec_engine_at(size_t index)
{
    const struct engine *engine = engine_at(index);
    return engine ? engine->name : NULL;
}

static bool to_request(const mspec_solve_options *options, struct pipeline_request *request)
{
    static const enum engine_goal goals[] = {GOAL_OPTIMUM, GOAL_ALL, GOAL_TOP, GOAL_MINIMAL, GOAL_SPACE};
    if ((unsigned)options->goal >= sizeof goals / sizeof *goals)
        return false;
    if (options->goal == MSPEC_GOAL_TOP && options->top == 0)
        return false;
    if (!(options->time_limit >= 0) || !(options->core_limit >= 0)) /* not a number, too */
        return false;
    request->core_limit = options->core_limit;
    request->search = (struct engine_request){
        .goal = goals[options->goal], .top = options->top, .keep = options->keep, .time_limit = options->time_limit,
        .jobs = options->jobs};
    if (options->engine) {
        request->engine = engine_find(options->engine);
        return request->engine != NULL;
    }
    return true;
}

static bool describe_numbers(mspec_result *r, mspec_goal goal)
{
    const struct engine_result *found = &r->pipeline.found;
    const struct bigint numbers[NUMBER_COUNT] = {
        r->pipeline.space, found->safe, found->valid, found->minimal, goal == MSPEC_GOAL_ALL ? found->total : found->optimal};
    bool known[NUMBER_COUNT] = {false};
    bool space = goal == MSPEC_GOAL_SPACE && found->complete;
    known[MSPEC_NUMBER_ALL] = r->pipeline.space_known;
    known[MSPEC_NUMBER_SAFE] = known[MSPEC_NUMBER_VALID] = known[MSPEC_NUMBER_MINIMAL] = space;
    known[MSPEC_NUMBER_OPTIMAL] = space || (goal == MSPEC_GOAL_ALL && found->complete);
    for (int i = 0; i < NUMBER_COUNT; i++) {
        if (known[i] && !(r->numbers[i] = bigint_to_text(&r->pipeline.arena, numbers[i])))
            return false;
    }
    if (goal == MSPEC_GOAL_MINIMAL && found->complete) {
        r->numbers[MSPEC_NUMBER_MINIMAL] = arena_printf(&r->pipeline.arena, "%zu", found->count);
        return r->numbers[MSPEC_NUMBER_MINIMAL] != NULL;
    }
    return true;
}

static bool describe_core(mspec_result *r)
{
    const struct core *core = &r->pipeline.core;
    if (!r->pipeline.core_found || core->count == 0)
        return true;
    r->core = arena_new_array(&r->pipeline.arena, mspec_related, core->count);
    for (size_t i = 0; r->core && i < core->count; i++)
        r->core[i] = (mspec_related){source_locate(r->pipeline.ctx, core->clauses[i].span), core->clauses[i].text};
    return r->core != NULL;
}

static bool describe(mspec_result *r, mspec_goal goal)
{
    struct pipeline *p = &r->pipeline;
    r->configs = arena_new_array(&p->arena, mspec_config, p->judged_count);
    r->judgements = arena_new_array(&p->arena, mspec_judgement, p->judged_count);
    if (!r->configs || !r->judgements || !describe_numbers(r, goal) || !describe_core(r))
        return false;
    for (size_t i = 0; i < p->judged_count; i++) {
        mspec_judgement *j = &r->judgements[r->judgement_count++];
        r->configs[i] = (mspec_config){.model = p->model, .inside = p->judged[i].configuration};
        *j = (mspec_judgement){.model = p->model, .configuration = p->judged[i].configuration, .inside = &p->judged[i].judgement};
        if (!judgement_describe(j))
            return false;
    }
    return true;
}

mspec_status mspec_solve(const mspec_model *model, const mspec_solve_options *options, mspec_result **out)
{
    if (!model || !out)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    mspec_solve_options defaults;
    mspec_solve_options_init(&defaults);
    options = options ? options : &defaults;
    struct pipeline_request request = {0};
    if (!to_request(options, &request))
        return MSPEC_ERROR_ARGUMENT;
    mspec_result *r = handle_new(model->inside, sizeof *r);
    if (!r)
        return MSPEC_ERROR_MEMORY;
    r->pipeline.ctx = model->inside->ctx;
    r->pipeline.model = model->inside;
    r->pipeline.verdict = MSPEC_UNKNOWN;
    arena_init(&r->pipeline.arena, &model->inside->ctx->memory);
    mspec_status status = pipeline_search(&r->pipeline, &request);
    if (status == MSPEC_OK && !describe(r, options->goal))
        status = MSPEC_ERROR_MEMORY;
    if (status != MSPEC_OK)
        mspec_result_free(r);
    else
        *out = r;
    return status;
}

void mspec_result_free(mspec_result *r)
{
    if (!r)
        return;
    const struct model *m = r->pipeline.model;
    for (size_t i = 0; i < r->judgement_count; i++)
        arena_fini(&r->judgements[i].arena);
    r->pipeline.model = NULL; /* the caller's */
    pipeline_fini(&r->pipeline);
    handle_free(m, r, sizeof *r);
}

mspec_verdict mspec_result_verdict(const mspec_result *r)
{
    return r->pipeline.verdict;
}

bool mspec_result_complete(const mspec_result *r)
{
    return r->pipeline.complete;
}

const char *mspec_result_why_incomplete(const mspec_result *r)
{
    return r->pipeline.complete ? NULL : r->pipeline.found.why_incomplete;
}

double mspec_result_seconds(const mspec_result *r)
{
    return r->pipeline.seconds;
}

size_t mspec_result_bound_count(const mspec_result *r)
{
    return r->pipeline.bound.levels;
}

bool mspec_result_bound(const mspec_result *r, size_t level, mspec_measure *measure, double *least)
{
    static const mspec_measure outside[MEASURE_COUNT] = {[MEASURE_RUNTIME] = MSPEC_RUNTIME,
                                                         [MEASURE_COMPARTMENTS] = MSPEC_COMPARTMENTS,
                                                         [MEASURE_TRANSFORMATIONS] = MSPEC_TRANSFORMATIONS,
                                                         [MEASURE_MEMORY] = MSPEC_MEMORY};
    if (level >= r->pipeline.bound.levels)
        return false;
    *measure = outside[r->pipeline.model->objective[level]];
    *least = rational_to_double(r->pipeline.bound.value[level]);
    return true;
}

size_t mspec_result_count(const mspec_result *r)
{
    return r->pipeline.judged_count;
}

const mspec_config *mspec_result_config(const mspec_result *r, size_t index)
{
    return index < r->pipeline.judged_count ? &r->configs[index] : NULL;
}

const mspec_judgement *mspec_result_judgement(const mspec_result *r, size_t index)
{
    return index < r->pipeline.judged_count ? &r->judgements[index] : NULL;
}

const char *mspec_result_number(const mspec_result *r, mspec_number number)
{
    return (unsigned)number < NUMBER_COUNT ? r->numbers[number] : NULL;
}

size_t mspec_result_core_count(const mspec_result *r)
{
    return r->core ? r->pipeline.core.count : 0;
}

const mspec_related *mspec_result_core(const mspec_result *r, size_t index)
{
    return index < mspec_result_core_count(r) ? &r->core[index] : NULL;
}
