#include "api/handles.h"

const char *mspec_verdict_name(mspec_verdict verdict)
{
    switch (verdict) {
    case MSPEC_SAFE: return "safe";
    case MSPEC_UNSAFE: return "unsafe";
    case MSPEC_INVALID: return "invalid";
    case MSPEC_UNSATISFIABLE: return "unsatisfiable";
    case MSPEC_UNKNOWN: return "unknown";
    }
    return "unknown";
}

bool judgement_describe(mspec_judgement *j)
{
    const struct judgement *inside = j->inside;
    arena_init(&j->arena, &j->model->ctx->memory);
    j->violations = arena_new_array(&j->arena, mspec_violation, inside->violation_count);
    if (!j->violations || !wording_make(j->model, j->configuration, inside, &j->arena, &j->findings) ||
        !assumptions_list(j->model, j->configuration, &j->arena, &j->assumptions))
        return false;
    for (size_t i = 0; i < inside->violation_count; i++) {
        j->violations[i] = (mspec_violation){
            .code = j->findings.items[i].code,
            .from = model_component_name(j->model, inside->violations[i].from),
            .operation = j->findings.operations[i],
            .target = j->findings.targets[i],
            .owner = model_component_name(j->model, inside->violations[i].owner),
            .clause = j->findings.items[i].location,
        };
    }
    return true;
}

mspec_status mspec_verify(const mspec_model *model, const mspec_config *config, mspec_judgement **out)
{
    if (!model || !config || !out)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    if (config->model != model->inside)
        return MSPEC_ERROR_ARGUMENT;
    mspec_judgement *j = handle_new(model->inside, sizeof *j);
    if (!j)
        return MSPEC_ERROR_MEMORY;
    j->model = model->inside;
    j->configuration = config->inside;
    mspec_status status = judge(model->inside, config->inside, &j->own);
    if (status != MSPEC_OK) {
        handle_free(model->inside, j, sizeof *j);
        return status;
    }
    j->inside = &j->own;
    if (!judgement_describe(j)) {
        mspec_judgement_free(j);
        return MSPEC_ERROR_MEMORY;
    }
    *out = j;
    return MSPEC_OK;
}

void mspec_judgement_free(mspec_judgement *j)
{
    if (!j)
        return;
    arena_fini(&j->arena);
    judgement_fini(&j->own);
    handle_free(j->model, j, sizeof *j);
}

mspec_verdict mspec_judgement_verdict(const mspec_judgement *j)
{
    return j->inside->valid ? MSPEC_SAFE : j->inside->safe ? MSPEC_INVALID : MSPEC_UNSAFE;
}

bool mspec_judgement_cost(const mspec_judgement *j, mspec_measure measure, double *value)
{
    static const enum measure inside[] = {MEASURE_RUNTIME, MEASURE_COMPARTMENTS, MEASURE_TRANSFORMATIONS, MEASURE_MEMORY};
    if ((unsigned)measure >= sizeof inside / sizeof *inside)
        return false;
    const struct measures *measures = &j->inside->measures;
    if (measures->overflow || !measures->known[inside[measure]])
        return false;
    *value = rational_to_double(measures->value[inside[measure]]);
    return true;
}

size_t mspec_judgement_violation_count(const mspec_judgement *j)
{
    return j->inside->violation_count;
}

const mspec_violation *mspec_judgement_violation(const mspec_judgement *j, size_t index)
{
    return index < j->inside->violation_count ? &j->violations[index] : NULL;
}

size_t mspec_judgement_finding_count(const mspec_judgement *j)
{
    return j->findings.count;
}

const mspec_diagnostic *mspec_judgement_finding(const mspec_judgement *j, size_t index)
{
    return index < j->findings.count ? &j->findings.items[index] : NULL;
}

size_t mspec_judgement_assumption_count(const mspec_judgement *j)
{
    return j->assumptions.count;
}

const char *mspec_judgement_assumption(const mspec_judgement *j, size_t index)
{
    return index < j->assumptions.count ? j->assumptions.texts[index] : NULL;
}
