/* Loads the reader of object files. */
#include <string.h>

#include "extract/reader.h"
#include "syntax/module.h"

#define MODULE "libmspec-extract.so"

static void missing(mspec_ctx *ctx, const char *why)
{
    report_hint(report(ctx, CODE_READER_MISSING, (struct span){0}, "object files cannot be read: %s", why),
                "it needs elfutils' libelf (libelf-dev): build with -Delfutils=enabled, and install all of MSpec");
}

const struct object_reader *reader_load(mspec_ctx *ctx)
{
    char why[MODULE_WHY];
    const struct object_reader *reader = module_get(MODULE, "mspec_object_reader", why);
    if (!reader) {
        missing(ctx, why);
        return NULL;
    }
    if (strcmp(reader->version, READER_VERSION) != 0) {
        missing(ctx, "the module " MODULE " is of another version");
        return NULL;
    }
    return reader;
}
