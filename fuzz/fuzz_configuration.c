/* Any bytes as a configuration of a fixed system: read, and judged where they are one. */
#include <stdlib.h>
#include <string.h>

#include "mspec/mspec.h"

static const char specification[] =
    "language C { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
    "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) [Limit] ::= 3 }\n"
    "mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) [Within] ::= ept }\n"
    "mechanism sgx { [Boundary in] ::= X(api) [Boundary out] ::= R(*), W(*), X(api) }\n"
    "mechanism cfi { [Transform] ::= X(*) -> X(intent) [Conflicts] ::= asan }\n"
    "mechanism asan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }\n"
    "component a { [Language] ::= C [API] ::= (f, SYMB) [Region] ::= (r, SHARED, 64 B) [Requires] ::= X, b(R, own) }\n"
    "component b { [Language] ::= C variant v { } variant w { [Hardened] ::= cfi } }\n"
    "component c { [Region] ::= (k, OWN, 16 B) [Requires] ::= a(R, k) }\n"
    "system s { [Components] ::= a, b, c [Mechanisms] ::= ept, mpk, sgx, cfi, asan }\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mspec_ctx *ctx = mspec_ctx_new();
    mspec_model *model = NULL;
    mspec_config *config = NULL;
    mspec_judgement *judgement = NULL;
    if (!ctx || mspec_ctx_set_catalog(ctx, "") != MSPEC_OK ||
        mspec_ctx_add_text(ctx, "s.mspec", specification, strlen(specification)) != MSPEC_OK ||
        mspec_model_new(ctx, NULL, &model) != MSPEC_OK)
        abort();
    size_t before = mspec_diagnostic_errors(ctx);
    mspec_status status = mspec_config_read_text(model, "config.json", (const char *)data, size, &config);
    if (status == MSPEC_ERROR_INPUT && mspec_diagnostic_errors(ctx) == before)
        abort();
    if (status == MSPEC_OK) {
        if (mspec_verify(model, config, &judgement) != MSPEC_OK)
            abort();
        for (size_t i = 0; i < mspec_judgement_finding_count(judgement); i++)
            free(mspec_diagnostic_render(ctx, mspec_judgement_finding(judgement, i), false));
        for (size_t i = 0; mspec_exporter_at(i); i++) {
            char *text = NULL;
            status = mspec_export(model, config, mspec_exporter_at(i)->name, &text);
            if (status != MSPEC_OK && status != MSPEC_ERROR_INPUT)
                abort();
            free(text);
        }
    }
    mspec_judgement_free(judgement);
    mspec_config_free(config);
    mspec_model_free(model);
    mspec_ctx_free(ctx);
    return 0;
}
