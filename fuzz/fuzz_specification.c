/* Any bytes as a specification: parsed, checked, built, and where it is small enough, judged and solved. */
#include <stdlib.h>
#include <string.h>

#include "mspec/mspec.h"

/* What the fuzzer may build on, so that it need not invent languages and mechanisms first. */
static const char base[] = "language C { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
                           "language Rust { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= R, X }\n"
                           "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) [Granularity] ::= 4 KiB }\n"
                           "mechanism cfi { [Transform] ::= X(*) -> X(intent) }\n"
                           "mechanism asan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }\n";

static bool stop_soon(void *user, const char *progress)
{
    (void)progress;
    return ++*(int *)user < 200;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mspec_ctx *ctx = mspec_ctx_new();
    mspec_model *model = NULL;
    int steps = 0;
    if (!ctx || mspec_ctx_set_catalog(ctx, "") != MSPEC_OK)
        abort();
    mspec_ctx_set_memory_limit(ctx, (size_t)256 << 20);
    mspec_ctx_set_progress(ctx, stop_soon, &steps);
    mspec_status status = mspec_ctx_add_text(ctx, "base.mspec", base, strlen(base));
    if (status == MSPEC_OK)
        status = mspec_ctx_add_text(ctx, "input.mspec", (const char *)data, size);
    if (status == MSPEC_OK)
        status = mspec_model_new(ctx, NULL, &model);
    if (status == MSPEC_ERROR_INPUT && mspec_diagnostic_errors(ctx) == 0)
        abort(); /* wrong, and nobody says why */
    if (status == MSPEC_OK && mspec_model_component_count(model) <= 5) {
        mspec_result *result = NULL;
        mspec_solve_options options;
        mspec_solve_options_init(&options);
        options.time_limit = 0.05;
        status = mspec_solve(model, &options, &result);
        if (status == MSPEC_ERROR_INTERNAL)
            abort();
        mspec_result_free(result);
    }
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++)
        free(mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), i & 1));
    mspec_model_free(model);
    mspec_ctx_free(ctx);
    return 0;
}
