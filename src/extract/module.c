/* Loads the reader of object files. */
#include "extract/reader.h"
#include "syntax/module.h"

#define MODULE "libmspec-extract.so"

const struct object_reader *reader_load(mspec_ctx *ctx)
{
    char why[MODULE_WHY];
    const struct object_reader *reader = module_get(MODULE, "mspec_object_reader", READER_VERSION, why);
    if (!reader)
        report_hint(report(ctx, CODE_READER_MISSING, (struct span){0}, "object files cannot be read: %s", why),
                    "it needs elfutils' libelf (libelf-dev): build with -Delfutils=enabled, and install all of MSpec");
    return reader;
}
