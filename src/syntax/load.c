/* Specifications from files, folders and text, with what they include. */
#include <string.h>

#include "syntax/files.h"
#include "syntax/skim.h"

enum { DEEPEST_INCLUDE = 100 };

/* A file that is being read, and those that led to it. */
struct reading {
    const struct reading *outer;
    uint32_t source;
    struct span include; /* in the outer file */
};

static mspec_status worse(mspec_status a, mspec_status b)
{
    static const int badness[] = {[MSPEC_OK] = 0,          [MSPEC_ERROR_INPUT] = 1,    [MSPEC_ERROR_IO] = 2,
                                  [MSPEC_ERROR_LIMIT] = 3, [MSPEC_ERROR_ARGUMENT] = 4, [MSPEC_ERROR_INTERNAL] = 5,
                                  [MSPEC_ERROR_MEMORY] = 6};
    return badness[b] > badness[a] ? b : a;
}

static mspec_status out_of_memory(mspec_ctx *ctx)
{
    ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

static mspec_status load_file(mspec_ctx *ctx, const char *path, enum source_origin origin, const struct reading *outer,
                              struct span include, uint32_t *id);

/* ---- one source ---- */

/* A file that is a component must have a name that a component can have. */
static void check_implicit_name(mspec_ctx *ctx, const struct file *file)
{
    if (file->block_count != 1 || !file->blocks[0].implicit)
        return;
    const struct block *block = &file->blocks[0];
    const char *name = names_text(ctx->names, block->name);
    size_t length = strlen(name);
    if (length > 0 && syntax_name_length(name, length) == length && !syntax_is_reserved(name, length))
        return;
    struct report *r = report(ctx, CODE_BAD_FILE_NAME, block->span,
                              "a file of clauses is a component of its name, and `%s` is no name of a component", name);
    report_hint(r, "write `component NAME { … }` around the clauses");
}

/* The file that an include means: relative to the including file as it was named; for text, to the working directory. */
static char *resolve(mspec_ctx *ctx, const struct source *source, const char *path)
{
    const char *base = source->path != NULL ? source->name : "";
    const char *slash = strrchr(base, '/');
    if (path[0] == '/' || slash == NULL)
        return arena_printf(&ctx->arena, "%s", path);
    return arena_printf(&ctx->arena, "%.*s/%s", (int)(slash - base), base, path);
}

static mspec_status follow_includes(mspec_ctx *ctx, struct file *file, const struct reading *reading)
{
    mspec_status status = MSPEC_OK;
    const struct source *source = source_get(ctx, file->source);
    if (file->include_line_count == 0)
        return MSPEC_OK;
    file->includes = arena_new_array(&ctx->arena, uint32_t, file->include_line_count);
    if (file->includes == NULL)
        return out_of_memory(ctx);
    for (uint32_t i = 0; i < file->include_line_count; i++) {
        const struct include *include = &file->include_lines[i];
        char *path = resolve(ctx, source, names_text(ctx->names, include->path));
        if (path == NULL)
            return out_of_memory(ctx);
        uint32_t id = 0;
        mspec_status one = load_file(ctx, path, source->origin, reading, include->span, &id);
        status = worse(status, one == MSPEC_ERROR_IO ? MSPEC_ERROR_INPUT : one); /* the including file is wrong */
        if (id != 0)
            file->includes[file->include_count++] = id;
    }
    return status;
}

static mspec_status parse_source(mspec_ctx *ctx, uint32_t id, const struct reading *outer, struct span include)
{
    size_t errors = ctx->error_count;
    struct source *source = source_get(ctx, id);
    if (source->origin == SOURCE_CATALOG && ctx->catalog_skimmed)
        source->tree = skim_file(ctx, id);
    if (source->tree == NULL)
        source->tree = syntax_parse(ctx, id);
    if (source->tree == NULL)
        return out_of_memory(ctx);
    struct file *file = source->tree;
    check_implicit_name(ctx, file);
    if (file->block_count == 0 && file->entry_count == 0 && file->include_line_count == 0 && !file->broken)
        report(ctx, CODE_EMPTY_FILE, (struct span){id, 0, 0}, "nothing is declared here");
    struct reading reading = {outer, id, include};
    mspec_status status = follow_includes(ctx, file, &reading);
    return worse(status, ctx->error_count > errors ? MSPEC_ERROR_INPUT : MSPEC_OK);
}

static mspec_status add_source(mspec_ctx *ctx, const char *name, const char *path, const char *bytes, size_t length,
                               enum source_origin origin, const struct reading *outer, struct span include, uint32_t *id)
{
    if (source_add(ctx, name, path, bytes, length, origin, id) == NULL)
        return out_of_memory(ctx);
    return parse_source(ctx, *id, outer, include);
}

/* ---- files ---- */

/* The source of a canonical path, or 0. Paths are interned when they are read: most searches end at once. */
static uint32_t find_source(const mspec_ctx *ctx, const char *canonical)
{
    if (names_find(ctx->names, canonical, strlen(canonical)) == 0)
        return 0;
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *source = ctx->sources.items[i];
        if (source->origin != SOURCE_DATA && source->path != NULL && strcmp(source->path, canonical) == 0)
            return (uint32_t)i + 1;
    }
    return 0;
}

/* Is the source being read at this moment? Then this include closes a cycle. */
static bool report_cycle(mspec_ctx *ctx, uint32_t id, const struct reading *reading, struct span include)
{
    const struct reading *r = reading;
    while (r != NULL && r->source != id)
        r = r->outer;
    if (r == NULL)
        return false;
    struct report *cycle = report(ctx, CODE_INCLUDE_CYCLE, include,
                                  r == reading ? "the file includes itself" : "the file includes itself by way of others");
    /* the way from the file back to itself, outermost last */
    for (const struct reading *step = reading; step != r; step = step->outer)
        report_related(cycle, step->include, "included from here");
    return true;
}

static mspec_status load_file(mspec_ctx *ctx, const char *path, enum source_origin origin, const struct reading *outer,
                              struct span include, uint32_t *id)
{
    char *canonical;
    mspec_status status = files_canonical(ctx, path, include, &canonical);
    if (status != MSPEC_OK)
        return status;
    *id = find_source(ctx, canonical);
    if (*id != 0)
        return report_cycle(ctx, *id, outer, include) ? MSPEC_ERROR_INPUT : MSPEC_OK;
    int depth = 0;
    for (const struct reading *r = outer; r != NULL; r = r->outer)
        depth++;
    if (depth >= DEEPEST_INCLUDE) {
        report(ctx, CODE_TOO_MUCH_INPUT, include, "files that include each other more than %d deep", (int)DEEPEST_INCLUDE);
        return MSPEC_ERROR_INPUT;
    }
    struct bytes bytes;
    status = files_read(ctx, path, FILES_LARGEST, include, &bytes);
    if (status != MSPEC_OK)
        return status;
    if (names_intern(ctx->names, canonical, strlen(canonical)) == 0)
        status = out_of_memory(ctx);
    else
        status = add_source(ctx, files_short_name(path), canonical, bytes.items, bytes.count, origin, outer, include, id);
    vector_free(&ctx->memory, &bytes);
    return status;
}

/* ---- folders ---- */

static mspec_status load_folder(mspec_ctx *ctx, const char *path, enum source_origin origin)
{
    struct path_list list = {0};
    mspec_status status = files_search(ctx, path, &list);
    if (status != MSPEC_ERROR_MEMORY && status != MSPEC_ERROR_IO && list.count == 0) {
        struct report *r = report(ctx, CODE_EMPTY_FOLDER, (struct span){0}, "no .mspec file is in `%s`", path);
        report_hint(r, "specifications have names that end in .mspec");
        status = worse(status, MSPEC_ERROR_INPUT);
    }
    for (size_t i = 0; i < list.count && status != MSPEC_ERROR_MEMORY; i++) {
        uint32_t id;
        status = worse(status, load_file(ctx, list.items[i], origin, NULL, (struct span){0}, &id));
    }
    vector_free(&ctx->memory, &list);
    return status;
}

mspec_status syntax_load_file(mspec_ctx *ctx, const char *path, enum source_origin origin)
{
    uint32_t id;
    if (files_is_folder(path))
        return load_folder(ctx, path, origin);
    return load_file(ctx, path, origin, NULL, (struct span){0}, &id);
}

mspec_status syntax_load_text(mspec_ctx *ctx, const char *name, const char *bytes, size_t length)
{
    uint32_t id;
    if (length > FILES_LARGEST) {
        report(ctx, CODE_FILE_TOO_LARGE, (struct span){0}, "`%s` is larger than %d MiB", name, FILES_LARGEST >> 20);
        return MSPEC_ERROR_INPUT;
    }
    return add_source(ctx, name, NULL, bytes, length, SOURCE_USER, NULL, (struct span){0}, &id);
}

mspec_status syntax_load_alone(mspec_ctx *ctx, const char *name, const char *bytes, size_t length)
{
    uint32_t id;
    size_t errors = ctx->error_count;
    struct source *source = source_add(ctx, name, NULL, bytes, length, SOURCE_USER, &id);
    if (source == NULL || (source->tree = syntax_parse(ctx, id)) == NULL)
        return out_of_memory(ctx);
    check_implicit_name(ctx, source->tree);
    for (uint32_t i = 0; i < source->tree->include_line_count; i++)
        report(ctx, CODE_CERTIFICATE_GARBLED, source->tree->include_lines[i].span,
               "a certificate holds its specification, and includes nothing");
    return ctx->error_count > errors ? MSPEC_ERROR_INPUT : MSPEC_OK;
}

mspec_status syntax_read_file(mspec_ctx *ctx, const char *path, size_t limit, const char **bytes, size_t *length)
{
    struct bytes read;
    mspec_status status = files_read(ctx, path, limit, (struct span){0}, &read);
    if (status != MSPEC_OK)
        return status;
    char *copy = arena_copy(&ctx->arena, read.items, read.count);
    *bytes = copy;
    *length = read.count;
    vector_free(&ctx->memory, &read);
    return copy != NULL ? MSPEC_OK : out_of_memory(ctx);
}
