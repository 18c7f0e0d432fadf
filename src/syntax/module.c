#include "syntax/module.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "syntax/files.h"

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool find(const char *file, char path[2 * FILES_LONGEST_PATH])
{
    char folder[FILES_LONGEST_PATH];
    const size_t size = 2 * FILES_LONGEST_PATH;
#ifdef MSPEC_BUILD_FOLDER /* only what runs in the build folder takes the build's module */
    snprintf(path, size, "%s/%s", MSPEC_BUILD_FOLDER, file);
    if (files_in_build() && is_file(path))
        return true;
#endif
#ifdef MSPEC_MODULES_RELATIVE /* the installed tree may have been moved */
    if (files_beside_program(MSPEC_MODULES_RELATIVE, folder)) {
        snprintf(path, size, "%s/%s", folder, file);
        if (is_file(path))
            return true;
    }
#endif
#ifdef MSPEC_MODULES_INSTALLED
    snprintf(path, size, "%s/%s", MSPEC_MODULES_INSTALLED, file);
    if (is_file(path))
        return true;
#endif
    (void)folder;
    return false;
}

const void *module_get(const char *file, const char *function, const char *version, char why[MODULE_WHY])
{
    char path[2 * FILES_LONGEST_PATH];
    const void *(*get)(void) = NULL;
    if (!find(file, path)) {
        snprintf(why, MODULE_WHY, "the module %s is not there", file);
        return NULL;
    }
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (module)
        *(void **)&get = dlsym(module, function);
    if (!get) {
        const char *error = dlerror();
        snprintf(why, MODULE_WHY, "%s", error ? error : "the module is not one of MSpec");
        return NULL;
    }
    const void *given = get();
    const char *const *given_version = given;
    if (strcmp(*given_version, version) == 0)
        return given;
    snprintf(why, MODULE_WHY, "the module %s is of another version", file);
    return NULL;
}
