#include "export/export.h"
#include "api/handles.h"

const mspec_exporter *mspec_exporter_at(size_t index)
{
    const struct exporter *exporter = exporter_at(index);
    return exporter ? &exporter->about : NULL;
}

/* A configuration that is not valid is not written: the findings say why. */
static mspec_status refuse(const mspec_model *model, const mspec_config *config, const struct judgement *j)
{
    struct arena scratch;
    arena_init(&scratch, &model->inside->ctx->memory);
    struct wording found;
    bool made = wording_make(model->inside, config->inside, j, &scratch, &found);
    if (made)
        report(model->inside->ctx, CODE_EXPORT_IMPOSSIBLE, model->inside->system_span, "the configuration is not valid: %s",
               found.count ? found.items[0].message : "it is outside the space");
    arena_fini(&scratch);
    return made ? MSPEC_ERROR_INPUT : MSPEC_ERROR_MEMORY;
}

static mspec_status write_question(const mspec_model *model, const struct exporter *exporter, char **out)
{
    struct text text = {0};
    mspec_status status = exporter->write(&(struct export_input){.model = model->inside}, &text);
    if (status == MSPEC_OK)
        *out = text_take(&text);
    else
        text_fini(&text);
    return status != MSPEC_OK || *out ? status : MSPEC_ERROR_MEMORY;
}

mspec_status mspec_export(const mspec_model *model, const mspec_config *config, const char *exporter, char **out)
{
    if (!model || !exporter || !out)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    const struct exporter *found = exporter_find(exporter);
    if (!found || (!config && !found->of_question) || (config && config->model != model->inside))
        return MSPEC_ERROR_ARGUMENT;
    if (found->of_question)
        return write_question(model, found, out);
    struct judgement j;
    mspec_status status = judge(model->inside, config->inside, &j);
    if (status != MSPEC_OK)
        return status;
    struct text text = {0};
    if (!j.valid)
        status = refuse(model, config, &j);
    else
        status = found->write(&(struct export_input){.model = model->inside, .configuration = config->inside, .judgement = &j}, &text);
    judgement_fini(&j);
    if (status != MSPEC_OK) {
        text_fini(&text);
        return status;
    }
    *out = text_take(&text);
    return *out ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}
