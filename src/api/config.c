#include "api/handles.h"

#include "import/config_json.h"

static mspec_config *config_new(const mspec_model *model)
{
    mspec_config *config = handle_new(model->inside, sizeof *config);
    if (config) {
        config->model = model->inside;
        arena_init(&config->arena, &model->inside->ctx->memory);
    }
    return config;
}

static mspec_status config_give(mspec_config *config, struct configuration *inside, mspec_status status, mspec_config **out)
{
    if (status != MSPEC_OK) {
        mspec_config_free(config);
        return status;
    }
    config->inside = inside;
    *out = config;
    return MSPEC_OK;
}

mspec_status mspec_config_read_file(const mspec_model *model, const char *path, mspec_config **out)
{
    if (!model || !path || !out)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    mspec_config *config = config_new(model);
    if (!config)
        return MSPEC_ERROR_MEMORY;
    struct configuration *inside;
    mspec_status status = config_json_read_file(model->inside, path, &config->arena, &inside);
    return config_give(config, inside, status, out);
}

mspec_status mspec_config_read_text(const mspec_model *model, const char *name, const char *bytes, size_t length,
                                    mspec_config **out)
{
    if (!model || !name || (!bytes && length) || !out)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    mspec_config *config = config_new(model);
    if (!config)
        return MSPEC_ERROR_MEMORY;
    struct configuration *inside;
    mspec_status status = config_json_read_text(model->inside, name, bytes ? bytes : "", length, &config->arena, &inside);
    return config_give(config, inside, status, out);
}

void mspec_config_free(mspec_config *config)
{
    if (!config)
        return;
    arena_fini(&config->arena);
    handle_free(config->model, config, sizeof *config);
}

static const struct choice *choice_of(const mspec_config *config, size_t component)
{
    return component < config->inside->count ? &config->inside->choices[component] : NULL;
}

const char *mspec_config_variant(const mspec_config *config, size_t component)
{
    const struct choice *choice = choice_of(config, component);
    name_id name = choice ? config->model->forms[choice->form].name : 0;
    return name ? model_name(config->model, name) : NULL;
}

size_t mspec_config_hardening_count(const mspec_config *config, size_t component)
{
    const struct choice *choice = choice_of(config, component);
    return choice ? choice->hardening_count : 0;
}

const char *mspec_config_hardening(const mspec_config *config, size_t component, size_t index)
{
    const struct choice *choice = choice_of(config, component);
    return choice && index < choice->hardening_count ? model_mechanism_name(config->model, choice->hardening[index]) : NULL;
}

size_t mspec_config_depth(const mspec_config *config, size_t component)
{
    const struct choice *choice = choice_of(config, component);
    return choice ? choice->depth : 0;
}

const char *mspec_config_mechanism(const mspec_config *config, size_t component, size_t level)
{
    const struct choice *choice = choice_of(config, component);
    return choice && level < choice->depth ? model_mechanism_name(config->model, choice->path[level].mechanism) : NULL;
}

uint32_t mspec_config_number(const mspec_config *config, size_t component, size_t level)
{
    const struct choice *choice = choice_of(config, component);
    return choice && level < choice->depth ? choice->path[level].number : 0;
}
