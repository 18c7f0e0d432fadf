/* The context, its sources, and where in them a byte stands. */
#include "diag/context.h"

#include <string.h>

static const size_t default_limit = (size_t)4 << 30;

const char *mspec_status_name(mspec_status status)
{
    switch (status) {
    case MSPEC_OK:
        return "ok";
    case MSPEC_ERROR_INPUT:
        return "bad input";
    case MSPEC_ERROR_MEMORY:
        return "out of memory";
    case MSPEC_ERROR_LIMIT:
        return "limit reached";
    case MSPEC_ERROR_IO:
        return "input or output failed";
    case MSPEC_ERROR_ARGUMENT:
        return "bad argument";
    case MSPEC_ERROR_INTERNAL:
        return "internal error";
    }
    return "unknown status";
}

mspec_ctx *context_new(struct memory memory)
{
    mspec_ctx *ctx = memory_resize(&memory, NULL, 0, sizeof *ctx);
    if (!ctx)
        return NULL;
    ctx->memory = memory;
    arena_init(&ctx->arena, &ctx->memory);
    arena_init(&ctx->report_arena, &ctx->memory);
    ctx->names = names_new(&ctx->memory);
    if (!ctx->names) {
        mspec_ctx_free(ctx);
        return NULL;
    }
    return ctx;
}

mspec_ctx *mspec_ctx_new(void)
{
    return context_new((struct memory){.limit = default_limit});
}

static void drop_text(mspec_ctx *ctx, char **text)
{
    if (*text)
        memory_release(&ctx->memory, *text, strlen(*text) + 1);
    *text = NULL;
}

void mspec_ctx_free(mspec_ctx *ctx)
{
    if (!ctx)
        return;
    drop_text(ctx, &ctx->catalog);
    drop_text(ctx, &ctx->target);
    names_free(ctx->names);
    vector_free(&ctx->memory, &ctx->sources);
    vector_free(&ctx->memory, &ctx->inputs);
    vector_free(&ctx->memory, &ctx->diagnostics);
    arena_fini(&ctx->report_arena);
    arena_fini(&ctx->arena);
    struct memory memory = ctx->memory; /* the context counts its own bytes, and cannot while it is freed */
    memory_release(&memory, ctx, sizeof *ctx);
}

void mspec_ctx_set_memory_limit(mspec_ctx *ctx, size_t bytes)
{
    ctx->memory.limit = bytes;
}

static mspec_status set_text(mspec_ctx *ctx, const char *text, char **out)
{
    char *copy = NULL;
    if (text) {
        size_t size = strlen(text) + 1;
        copy = memory_resize(&ctx->memory, NULL, 0, size);
        if (!copy)
            return MSPEC_ERROR_MEMORY;
        memcpy(copy, text, size);
    }
    drop_text(ctx, out);
    *out = copy;
    return MSPEC_OK;
}

mspec_status mspec_ctx_set_catalog(mspec_ctx *ctx, const char *folder)
{
    return ctx->catalog_loaded ? MSPEC_ERROR_ARGUMENT /* too late */ : set_text(ctx, folder, &ctx->catalog);
}

mspec_status mspec_ctx_set_target(mspec_ctx *ctx, const char *target)
{
    return set_text(ctx, target, &ctx->target);
}

void mspec_ctx_set_progress(mspec_ctx *ctx, mspec_progress_fn *progress, void *user)
{
    ctx->progress = progress;
    ctx->progress_user = user;
}

bool context_note_input(mspec_ctx *ctx, const char *path, bool is_folder)
{
    struct input input = {arena_copy(&ctx->arena, path, strlen(path)), is_folder};
    return input.path && vector_push(&ctx->memory, &ctx->inputs, input);
}

mspec_status context_status(const mspec_ctx *ctx)
{
    if (ctx->memory.exhausted)
        return MSPEC_ERROR_MEMORY;
    return ctx->error_count ? MSPEC_ERROR_INPUT : MSPEC_OK;
}

bool context_go_on(mspec_ctx *ctx, const char *progress)
{
    return !ctx->progress || ctx->progress(ctx->progress_user, progress);
}

/* ---- sources ---- */

struct source *source_add(mspec_ctx *ctx, const char *name, const char *path, const char *bytes, size_t length,
                          enum source_origin origin, uint32_t *id)
{
    if (length > UINT32_MAX - 1 || ctx->sources.count >= UINT32_MAX - 1) { /* spans could not speak of it */
        ctx->memory.exhausted = true;
        return NULL;
    }
    struct source *source = arena_new(&ctx->arena, struct source);
    if (!source)
        return NULL;
    source->name = arena_copy(&ctx->arena, name, strlen(name));
    source->path = path ? arena_copy(&ctx->arena, path, strlen(path)) : NULL;
    source->bytes = arena_copy(&ctx->arena, bytes, length);
    source->length = length;
    source->origin = origin;
    if (!source->name || (path && !source->path) || !source->bytes || !vector_push(&ctx->memory, &ctx->sources, source))
        return NULL;
    *id = (uint32_t)ctx->sources.count;
    return source;
}

struct source *source_get(const mspec_ctx *ctx, uint32_t id)
{
    return id == 0 || id > ctx->sources.count ? NULL : ctx->sources.items[id - 1];
}

struct source *source_of(const mspec_ctx *ctx, const mspec_location *location)
{
    if (!location->file)
        return NULL;
    for (size_t i = 0; i < ctx->sources.count; i++) /* two sources may have one name: the pointer tells them apart */
        if (ctx->sources.items[i]->name == location->file)
            return ctx->sources.items[i];
    for (size_t i = 0; i < ctx->sources.count; i++)
        if (strcmp(ctx->sources.items[i]->name, location->file) == 0)
            return ctx->sources.items[i];
    return NULL;
}

/* Where each line starts. False when there is no memory for the table. */
static bool index_lines(const mspec_ctx *ctx, struct source *source)
{
    if (source->line_starts)
        return true;
    uint32_t lines = 1;
    const char *end = source->bytes + source->length;
    for (const char *p = source->bytes; (p = memchr(p, '\n', (size_t)(end - p))); p++)
        lines++;
    /* The context is const for those who ask; the table is a memory of what they could compute. */
    struct arena *arena = (struct arena *)&ctx->arena;
    uint32_t *starts = arena_new_array(arena, uint32_t, lines);
    if (!starts)
        return false;
    uint32_t line = 1;
    for (const char *p = source->bytes; (p = memchr(p, '\n', (size_t)(end - p))); p++)
        starts[line++] = (uint32_t)(p - source->bytes) + 1;
    source->line_count = lines;
    source->line_starts = starts;
    return true;
}

static void find_position(const struct source *source, uint32_t at, uint32_t *line, uint32_t *column)
{
    uint32_t low = 0, high = source->line_count; /* the line is in [low, high) */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    *line = low + 1;
    *column = at - source->line_starts[low] + 1;
}

/* Without a table: the slow way. */
static void count_position(const struct source *source, uint32_t at, uint32_t *line, uint32_t *column)
{
    *line = *column = 1;
    for (uint32_t i = 0; i < at; i++) {
        (*column)++;
        if (source->bytes[i] == '\n') {
            (*line)++;
            *column = 1;
        }
    }
}

mspec_location source_locate(const mspec_ctx *ctx, struct span span)
{
    struct source *source = source_get(ctx, span.source);
    if (!source)
        return (mspec_location){0};
    uint32_t length = (uint32_t)source->length;
    uint32_t from = span.from < length ? span.from : length, to = span.to < length ? span.to : length;
    if (to < from)
        to = from;
    mspec_location location = {.file = source->name};
    bool indexed = index_lines(ctx, source);
    (indexed ? find_position : count_position)(source, from, &location.line, &location.column);
    (indexed ? find_position : count_position)(source, to, &location.end_line, &location.end_column);
    return location;
}

bool source_line(const mspec_ctx *ctx, struct source *source, uint32_t line, const char **bytes, size_t *length)
{
    if (!index_lines(ctx, source) || line == 0 || line > source->line_count)
        return false;
    size_t from = source->line_starts[line - 1];
    size_t to = line < source->line_count ? source->line_starts[line] - 1u : source->length;
    if (to > from && source->bytes[to - 1] == '\r')
        to--;
    *bytes = source->bytes + from;
    *length = to - from;
    return true;
}
