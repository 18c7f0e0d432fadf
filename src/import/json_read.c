#include "import/json_read.h"

#include <string.h>

#include "syntax/syntax.h"

static void report_notation(struct json_input *in, const json_error_t *error)
{
    size_t at = error->position > 0 ? (size_t)error->position - 1 : 0; /* behind the last character that was taken */
    if (at > in->length)
        at = in->length;
    struct span span = {in->source, (uint32_t)at, (uint32_t)(at < in->length ? at + 1 : at)};
    report(in->ctx, CODE_BAD_JSON, span, "this is not JSON: %s", error->text);
}

mspec_status json_input_text(struct json_input *in, mspec_ctx *ctx, struct arena *a, const char *name, const char *bytes,
                             size_t length, size_t limit)
{
    *in = (struct json_input){.ctx = ctx, .arena = a, .name = name, .bytes = bytes, .length = length};
    if (length > limit || length > UINT32_MAX / 2) {
        report(ctx, CODE_FILE_TOO_LARGE, (struct span){0}, "`%s` holds more than %zu MiB", name, limit >> 20);
        return MSPEC_ERROR_INPUT;
    }
    struct source *source = source_add(ctx, name, NULL, bytes, length, SOURCE_DATA, &in->source);
    if (!source)
        return MSPEC_ERROR_MEMORY;
    in->bytes = source->bytes;
    json_error_t error;
    in->root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (in->root)
        return MSPEC_OK;
    if (json_error_code(&error) == json_error_out_of_memory)
        return MSPEC_ERROR_MEMORY;
    report_notation(in, &error);
    return MSPEC_ERROR_INPUT;
}

mspec_status json_input_file(struct json_input *in, mspec_ctx *ctx, struct arena *a, const char *path, size_t limit)
{
    const char *bytes;
    size_t length;
    *in = (struct json_input){0};
    mspec_status status = syntax_read_file(ctx, path, limit, &bytes, &length);
    return status == MSPEC_OK ? json_input_text(in, ctx, a, path, bytes, length, limit) : status;
}

void json_input_fini(struct json_input *in)
{
    json_decref(in->root);
    in->root = NULL;
}

struct span json_input_span(const struct json_input *in, const char *key)
{
    size_t from = 0, to = 0;
    struct json_step step = {key, 0};
    if (!json_place(in->bytes, in->length, &step, key ? 1 : 0, false, &from, &to))
        return (struct span){in->source, 0, 0};
    return (struct span){in->source, (uint32_t)from, (uint32_t)to};
}

const char *json_kind(const json_t *value)
{
    if (!value)
        return "nothing";
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "a list";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "a truth value";
    default: return "null";
    }
}

static const json_t *member(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_null(value) ? NULL : value;
}

const char *json_text(const struct json_input *in, const json_t *object, const char *key, bool *wrong)
{
    const json_t *value = member(object, key);
    if (!value)
        return NULL;
    const char *copy = json_is_string(value) ? arena_copy(in->arena, json_string_value(value), json_string_length(value)) : NULL;
    *wrong |= !copy;
    return copy;
}

const json_t *json_list(const json_t *object, const char *key, bool *wrong)
{
    const json_t *value = member(object, key);
    *wrong |= value && !json_is_array(value);
    return json_is_array(value) ? value : NULL;
}

const json_t *json_map(const json_t *object, const char *key, bool *wrong)
{
    const json_t *value = member(object, key);
    *wrong |= value && !json_is_object(value);
    return json_is_object(value) ? value : NULL;
}
