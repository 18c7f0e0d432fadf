/* Loads the reader of object files: beside the build, else where it is installed. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "extract/reader.h"
#include "syntax/files.h"

#define MODULE "libmspec-extract.so"

#ifdef MSPEC_BUILD_FOLDER
/* Only what runs in the build folder takes the build's module. */
static bool is_in_build(void)
{
    char folder[FILES_LONGEST_PATH];
    size_t length = strlen(MSPEC_BUILD_FOLDER);
    return files_beside_program(".", folder) && strncmp(folder, MSPEC_BUILD_FOLDER, length) == 0 &&
           (folder[length] == '\0' || folder[length] == '/');
}
#endif

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool find_module(char path[2 * FILES_LONGEST_PATH])
{
    char folder[FILES_LONGEST_PATH];
    const size_t size = 2 * FILES_LONGEST_PATH;
#ifdef MSPEC_BUILD_FOLDER
    snprintf(path, size, "%s/%s", MSPEC_BUILD_FOLDER, MODULE);
    if (is_in_build() && is_file(path))
        return true;
#endif
#ifdef MSPEC_MODULES_RELATIVE /* the installed tree may have been moved */
    if (files_beside_program(MSPEC_MODULES_RELATIVE, folder)) {
        snprintf(path, size, "%s/%s", folder, MODULE);
        if (is_file(path))
            return true;
    }
#endif
#ifdef MSPEC_MODULES_INSTALLED
    snprintf(path, size, "%s/%s", MSPEC_MODULES_INSTALLED, MODULE);
    if (is_file(path))
        return true;
#endif
    (void)folder;
    return false;
}

static void missing(mspec_ctx *ctx, const char *why)
{
    report_hint(report(ctx, CODE_READER_MISSING, (struct span){0}, "object files cannot be read: %s", why),
                "it needs elfutils' libelf (libelf-dev): build with -Delfutils=enabled, and install all of MSpec");
}

const struct object_reader *reader_load(mspec_ctx *ctx)
{
    char path[2 * FILES_LONGEST_PATH];
    if (!find_module(path)) {
        missing(ctx, "the module " MODULE " is not there");
        return NULL;
    }
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const struct object_reader *(*get)(void) = NULL;
    if (module)
        *(void **)&get = dlsym(module, "mspec_object_reader");
    if (!get) {
        const char *why = dlerror();
        missing(ctx, why ? why : "the module " MODULE " is not one of MSpec");
        return NULL;
    }
    const struct object_reader *reader = get();
    if (strcmp(reader->version, READER_VERSION) != 0) {
        missing(ctx, "the module " MODULE " is of another version");
        return NULL;
    }
    return reader;
}
