/* The catalogue and the targets that are shipped: where they are, and how much of the catalogue is read. */
#include <stdlib.h>
#include <string.h>

#include "syntax/files.h"
#include "syntax/skim.h"

/* ---- the catalogue ---- */

#ifdef MSPEC_CATALOG_OF_BUILD
#define CATALOG_OF_BUILD MSPEC_CATALOG_OF_BUILD
#define TARGETS_OF_BUILD MSPEC_TARGETS_OF_BUILD
#else
#define CATALOG_OF_BUILD NULL
#define TARGETS_OF_BUILD NULL
#endif
#ifdef MSPEC_CATALOG_INSTALLED
#define CATALOG_INSTALLED MSPEC_CATALOG_INSTALLED
#define TARGETS_INSTALLED MSPEC_TARGETS_INSTALLED
#else
#define CATALOG_INSTALLED ""
#define TARGETS_INSTALLED ""
#endif

/* A folder of share/mspec: beside the program, of the tree that it was built from, or as it was installed. */
static const char *find_share(const char *relative, const char *of_build, const char *installed, char beside[FILES_LONGEST_PATH])
{
    if (files_beside_program(relative, beside))
        return beside;
#ifdef MSPEC_CATALOG_OF_BUILD
    if (files_in_build() && files_is_folder(of_build)) /* a build folder may be anywhere, so it is not found beside the program */
        return of_build;
#else
    (void)of_build;
#endif
    return files_is_folder(installed) ? installed : NULL;
}

static mspec_status find_catalog(mspec_ctx *ctx)
{
    const char *folder = ctx->catalog, *variable = getenv("MSPEC_CATALOG");
    char beside[FILES_LONGEST_PATH];
    if (folder != NULL && folder[0] == '\0')
        return MSPEC_OK;
    bool chosen = folder != NULL;
    if (folder == NULL && variable != NULL && variable[0] != '\0') {
        folder = variable;
        chosen = true;
    }
    if (folder == NULL)
        folder = find_share("../share/mspec/catalog", CATALOG_OF_BUILD, CATALOG_INSTALLED, beside);
    if (folder != NULL && files_is_folder(folder))
        return syntax_load_file(ctx, folder, SOURCE_CATALOG);
    if (chosen) {
        struct report *r = report(ctx, CODE_CATALOG_UNREADABLE, (struct span){0}, "the catalogue `%s` is no folder", folder);
        report_hint(r, "the folder of the catalogue is the one that holds its .mspec files");
        return MSPEC_ERROR_IO;
    }
    struct report *r = report(ctx, CODE_CATALOG_MISSING, (struct span){0},
                              "no catalogue was found: only what the files themselves declare is known");
    report_hint(r, "name its folder in the environment variable MSPEC_CATALOG");
    return MSPEC_OK;
}

mspec_status syntax_skim_catalog(mspec_ctx *ctx)
{
    if (ctx->catalog_loaded)
        return MSPEC_OK;
    ctx->catalog_loaded = ctx->catalog_skimmed = true;
    return find_catalog(ctx);
}

mspec_status syntax_load_catalog(mspec_ctx *ctx)
{
    if (ctx->catalog_skimmed) {
        mspec_status status = syntax_read_named(ctx, UINT32_MAX);
        ctx->catalog_skimmed = false;
        return status;
    }
    if (ctx->catalog_loaded)
        return MSPEC_OK;
    ctx->catalog_loaded = true;
    return find_catalog(ctx);
}

/* ---- targets ---- */

mspec_status syntax_load_target(mspec_ctx *ctx, const char *name)
{
    const char *variable = getenv("MSPEC_TARGETS");
    char beside[FILES_LONGEST_PATH];
    const char *folder = variable != NULL && variable[0] != '\0'
                             ? variable
                             : find_share("../share/mspec/target", TARGETS_OF_BUILD, TARGETS_INSTALLED, beside);
    struct path_list list = {0};
    mspec_status status = folder != NULL && files_is_folder(folder) ? files_search(ctx, folder, &list) : MSPEC_OK;
    size_t length = strlen(name);
    const char **names = arena_new_array(&ctx->arena, const char *, list.count), *found = NULL;
    if (names == NULL)
        status = MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < list.count && names != NULL && found == NULL; i++) {
        const char *slash = strrchr(list.items[i], '/'), *base = slash != NULL ? slash + 1 : list.items[i];
        names[i] = arena_printf(&ctx->arena, "%.*s", (int)(strlen(base) - strlen(".mspec")), base);
        if (names[i] == NULL)
            status = MSPEC_ERROR_MEMORY;
        else if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            found = list.items[i];
    }
    if (status == MSPEC_OK && found != NULL) {
        status = syntax_load_file(ctx, found, SOURCE_CATALOG);
    } else if (status == MSPEC_OK) {
        struct report *r = report(ctx, CODE_UNKNOWN_TARGET, (struct span){0}, "there is no target `%s`", name);
        report_hint(r, list.count ? "name one that is shipped, one that the specification declares, or the file of one"
                                  : "name the folder of the targets in the environment variable MSPEC_TARGETS");
        report_suggest(r, name, names, list.count);
        status = MSPEC_ERROR_INPUT;
    }
    vector_free(&ctx->memory, &list);
    return status;
}
