/* Any bytes given to `fmt`: what comes out is accepted again, and does not change any more. */
#include <stdlib.h>
#include <string.h>

#include "mspec/mspec.h"

static char *format(const char *bytes, size_t size, mspec_status *status)
{
    char *out = NULL;
    mspec_ctx *ctx = mspec_ctx_new();
    if (!ctx || mspec_ctx_set_catalog(ctx, "") != MSPEC_OK)
        abort();
    mspec_ctx_set_memory_limit(ctx, (size_t)256 << 20);
    *status = mspec_format(ctx, "input.mspec", bytes, size, &out);
    mspec_ctx_free(ctx);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mspec_status status;
    char *once = format((const char *)data, size, &status);
    if (status == MSPEC_OK) {
        char *twice = format(once, strlen(once), &status);
        if (status == MSPEC_OK ? strcmp(once, twice) != 0 : status != MSPEC_ERROR_MEMORY)
            abort();
        free(twice);
    }
    free(once);
    return 0;
}
