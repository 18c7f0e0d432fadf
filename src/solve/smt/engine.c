#include "solve/smt/engine.h"

#include "solve/result.h"
#include "solve/smt/optimiser.h"
#include "syntax/module.h"

#define MODULE "libmspec-smt.so"

static const char *const too_large = "more, or finer figures, than this engine writes down";

static const struct optimiser *load(char why[MODULE_WHY])
{
    return module_get(MODULE, "mspec_optimiser", OPTIMISER_VERSION, why);
}

bool smt_is_there(void)
{
    char why[MODULE_WHY];
    return load(why) != NULL;
}

static bool go_on(void *user)
{
    return watch_look(user);
}

/* What the values choose. */
static mspec_status take(const struct statement *st, const bool *values, struct engine_result *out)
{
    struct configuration *found = statement_configuration(st, values, &out->arena);
    out->feasible = true;
    return found && engine_result_set(out, &found, 1) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status read_answer(const struct statement *st, const struct optimiser_answer *answer, const struct watch *watch,
                                struct engine_result *out)
{
    mspec_status status = MSPEC_OK;
    bool holds = answer->has_values && statement_holds(st, answer->values);
    if (answer->verdict == OPTIMISER_OPTIMUM && !holds)
        return MSPEC_ERROR_INTERNAL;
    if (holds)
        status = take(st, answer->values, out);
    else if (answer->has_draft && statement_holds(st, answer->draft))
        status = take(st, answer->draft, out);
    out->complete = answer->verdict == OPTIMISER_OPTIMUM || answer->verdict == OPTIMISER_NONE;
    if (answer->verdict == OPTIMISER_NONE && out->feasible)
        return MSPEC_ERROR_INTERNAL;
    if (answer->verdict == OPTIMISER_MEMORY)
        out->why_incomplete = "memory limit";
    else if (!out->complete && watch->stopped)
        out->why_incomplete = watch->stopped;
    else if (!out->complete) {
        out->why_incomplete = arena_printf(&out->arena, "the solver gave up: %s", answer->why);
        if (!out->why_incomplete)
            return MSPEC_ERROR_MEMORY;
    }
    return status;
}

static mspec_status ask(const struct statement *st, const struct optimiser *optimiser, struct watch *watch,
                        struct engine_result *out)
{
    struct memory *memory = st->p->memory;
    size_t size = st->variables.count + 1;
    struct optimiser_answer answer = {.verdict = OPTIMISER_MEMORY};
    answer.values = memory_resize(memory, NULL, 0, size);
    answer.draft = memory_resize(memory, NULL, 0, size);
    mspec_status status = answer.values && answer.draft ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK) {
        size_t left = memory->limit > memory->used ? memory->limit - memory->used : 0;
        struct optimiser_question question = {st, left, go_on, watch};
        if (!memory->limit || left)
            optimiser->ask(&question, &answer);
        status = read_answer(st, &answer, watch, out);
    }
    memory_release(memory, answer.values, size);
    memory_release(memory, answer.draft, size);
    return status;
}

static mspec_status find_optimum(const struct model *m, struct watch *watch, struct engine_result *out)
{
    char why[MODULE_WHY];
    const struct optimiser *optimiser = load(why);
    struct statement *st;
    if (!optimiser) {
        report_hint(report(m->ctx, CODE_FEATURE_MISSING, (struct span){0}, "the engine `smt` is not there: %s", why),
                    "it needs Z3 (libz3-dev): build with -Dz3=enabled, and install all of MSpec");
        return MSPEC_ERROR_INPUT;
    }
    mspec_status status = statement_new(m, &st);
    if (status == MSPEC_ERROR_LIMIT) {
        out->why_incomplete = too_large;
        return MSPEC_OK;
    }
    if (status != MSPEC_OK)
        return status;
    status = ask(st, optimiser, watch, out);
    statement_free(st);
    return status;
}

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    struct watch watch;
    mspec_status status = MSPEC_OK;
    engine_result_init(out, m->ctx);
    watch_request(&watch, m, request);
    if (request->goal == GOAL_OPTIMUM)
        status = find_optimum(m, &watch, out);
    else
        out->why_incomplete = "this engine finds one optimum only";
    if (status == MSPEC_OK && !engine_result_size(out, m, &watch))
        status = MSPEC_ERROR_MEMORY;
    if (status != MSPEC_OK)
        engine_result_fini(out);
    return status;
}

const struct engine engine_smt = {"smt", "Z3's optimiser, as a second opinion", run, true}; /* the statement says them */
