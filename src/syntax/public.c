/* What include/mspec/context.h offers of this room: adding specifications, and formatting one. */
#include <stdlib.h>

#include "syntax/syntax.h"

mspec_status mspec_ctx_add_file(mspec_ctx *ctx, const char *path)
{
    if (ctx == NULL || path == NULL)
        return MSPEC_ERROR_ARGUMENT;
    return syntax_load_file(ctx, path, SOURCE_USER);
}

mspec_status mspec_ctx_add_text(mspec_ctx *ctx, const char *name, const char *bytes, size_t length)
{
    if (ctx == NULL || name == NULL || (bytes == NULL && length > 0))
        return MSPEC_ERROR_ARGUMENT;
    return syntax_load_text(ctx, name, bytes != NULL ? bytes : "", length);
}

mspec_status mspec_format(mspec_ctx *ctx, const char *name, const char *bytes, size_t length, char **out)
{
    if (ctx == NULL || name == NULL || (bytes == NULL && length > 0) || out == NULL)
        return MSPEC_ERROR_ARGUMENT;
    *out = NULL;
    uint32_t id;
    /* data, not a specification: what is formatted is not part of what the context has read */
    const struct file *file = NULL;
    if (source_add(ctx, name, NULL, bytes != NULL ? bytes : "", length, SOURCE_DATA, &id) != NULL)
        file = syntax_parse(ctx, id);
    if (file == NULL)
        return MSPEC_ERROR_MEMORY;
    if (file->broken)
        return MSPEC_ERROR_INPUT;
    struct text text = {0};
    if (syntax_format(ctx, file, &text))
        *out = text_take(&text);
    text_fini(&text);
    return *out != NULL ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}
