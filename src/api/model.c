#include <stdlib.h>

#include "api/handles.h"
#include "solve/problem.h"
#include "syntax/syntax.h"

const char *mspec_version(void)
{
    return MSPEC_VERSION;
}

void *handle_new(const struct model *m, size_t size)
{
    return memory_resize(&m->ctx->memory, NULL, 0, size);
}

void handle_free(const struct model *m, void *handle, size_t size)
{
    memory_release(&m->ctx->memory, handle, size);
}

mspec_status mspec_check(mspec_ctx *ctx)
{
    return ctx ? pipeline_check(ctx) : MSPEC_ERROR_ARGUMENT;
}

mspec_status mspec_model_new(mspec_ctx *ctx, const char *system, mspec_model **out)
{
    if (!ctx || !out)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    struct model *inside = NULL;
    mspec_status status = syntax_load_catalog(ctx);
    if (status == MSPEC_OK)
        status = model_build(ctx, system, &inside);
    if (status != MSPEC_OK)
        return status;
    mspec_model *model = handle_new(inside, sizeof *model);
    if (!model) {
        model_free(inside);
        return MSPEC_ERROR_MEMORY;
    }
    model->inside = inside;
    *out = model;
    return MSPEC_OK;
}

void mspec_model_free(mspec_model *model)
{
    if (!model)
        return;
    struct model *inside = model->inside;
    handle_free(inside, model, sizeof *model);
    model_free(inside);
}

const char *mspec_model_system(const mspec_model *model)
{
    return model->inside->system_name ? model_name(model->inside, model->inside->system_name) : NULL;
}

size_t mspec_model_component_count(const mspec_model *model)
{
    return model->inside->component_count;
}

const char *mspec_model_component_name(const mspec_model *model, size_t component)
{
    return component < model->inside->component_count ? model_component_name(model->inside, (uint32_t)component) : NULL;
}

size_t mspec_model_component_find(const mspec_model *model, const char *name)
{
    uint32_t found = model_find_component(model->inside, name);
    return found == NONE ? model->inside->component_count : found;
}

static void dump_trees(mspec_ctx *ctx, struct text *out)
{
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *source = ctx->sources.items[i];
        if (source->origin == SOURCE_USER && source->tree)
            syntax_dump(ctx, source->tree, out);
    }
}

mspec_status mspec_dump(mspec_ctx *ctx, const char *system, mspec_stage stage, char **out)
{
    if (!ctx || !out)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    struct text text = {0};
    text_puts(&text, "");
    if (stage == MSPEC_STAGE_TREE) {
        dump_trees(ctx, &text);
    } else {
        mspec_model *model;
        mspec_status status = mspec_model_new(ctx, system, &model);
        if (status != MSPEC_OK) {
            text_fini(&text);
            return status;
        }
        if (stage == MSPEC_STAGE_MODEL)
            model_dump(model->inside, &text);
        else
            problem_dump(model->inside, &text);
        mspec_model_free(model);
    }
    *out = text_take(&text);
    return *out ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}
