/* The order of the steps. */
#include <string.h>

#include "extract/extract.h"
#include "extract/reader.h"

static mspec_status read_rules(struct extraction *x)
{
    mspec_status status = MSPEC_OK;
    for (size_t k = 0; k < x->request->component_count && status == MSPEC_OK; k++)
        status = rules_add(x->ctx, x->request->components[k], &x->rules);
    if (status == MSPEC_OK && x->request->map)
        status = rules_read(x->ctx, x->request->map, &x->rules);
    return status;
}

static mspec_status collect(struct extraction *x)
{
    mspec_status status = input_read(x);
    if (status == MSPEC_OK)
        status = annotations_read(x);
    if (status == MSPEC_OK)
        status = group_objects(x);
    return status;
}

mspec_status extract_run(mspec_ctx *ctx, const struct extract_request *request, struct extraction *out)
{
    struct extract_request *mine;
    *out = (struct extraction){.ctx = ctx, .core = UINT32_MAX};
    arena_init(&out->arena, &ctx->memory);
    mine = arena_new(&out->arena, struct extract_request);
    out->spelling = spelling_new(out);
    if (!mine || !out->spelling)
        return MSPEC_ERROR_MEMORY;
    *mine = *request;
    out->request = mine;
    if (!mine->reader && !mine->unikraft && !(mine->reader = reader_load(ctx)))
        return MSPEC_ERROR_INPUT;
    mspec_status status = read_rules(out);
    if (status == MSPEC_OK)
        status = mine->unikraft ? unikraft_read(out) : collect(out);
    if (status == MSPEC_OK && !mine->marks_only && !mine->only_objects) {
        status = annotations_attach(out);
        if (status == MSPEC_OK)
            status = kernel_prepare(out);
        if (status == MSPEC_OK)
            status = clauses_read(out);
        if (status == MSPEC_OK)
            status = owners_resolve(out);
    }
    if (status == MSPEC_OK && !mine->only_objects)
        status = merge_parts(out);
    if (ctx->memory.exhausted)
        return MSPEC_ERROR_MEMORY;
    return status == MSPEC_OK && mspec_diagnostic_errors(ctx) ? MSPEC_ERROR_INPUT : status;
}

void extract_fini(struct extraction *x)
{
    for (size_t k = 0; k < x->parts.count; k++) {
        struct part *p = x->parts.items[k];
        vector_free(&x->ctx->memory, &p->objects);
        vector_free(&x->ctx->memory, &p->hands);
        vector_free(&x->ctx->memory, &p->origins);
        vector_free(&x->ctx->memory, &p->soft);
    }
    vector_free(&x->ctx->memory, &x->parts);
    vector_free(&x->ctx->memory, &x->objects);
    spelling_free(x);
    rules_free(x->ctx, &x->rules);
    arena_fini(&x->arena);
}
