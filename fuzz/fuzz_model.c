/* Any bytes to the model, also what the parser has complained about: checked, built and printed; what is refused has a reason, and
 * what is built can be told from what it was built of. */
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "syntax/syntax.h"

/* What the fuzzer may build on, so that it need not invent languages and mechanisms first. */
static const char base[] =
    "language C { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
    "language Rust { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= R, X }\n"
    "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) [Granularity] ::= 4 KiB [Gate] ::= 462 cycles }\n"
    "mechanism cfi { [Transform] ::= X(*) -> X(intent) }\n"
    "mechanism asan { [Applies] ::= C [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) [Conflicts] ::= kasan }\n"
    "vulnerability CWE-125 { [Transform] ::= R(intent) -> R(*) }\n"
    "component base { [Language] ::= C [Region] ::= (ring, SHARED, 8 KiB) (key, OWN) [API] ::= (f, SYMB) (v, DATA)\n"
    "    [Requires] ::= X, *(R, ring[0..64]) function f { [Memory Access] ::= W(key) } }\n";

static void check_cells(const struct model *m)
{
    for (uint32_t f = 0; f < m->form_count; f++) {
        const struct form *form = &m->forms[f];
        if (form->first_cell + form->cell_count > m->cell_count || form->component >= m->component_count)
            abort();
        for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++)
            if (m->cells[i].form != f || m->cells[i].component != form->component ||
                (m->cells[i].sized && m->cells[i].from >= m->cells[i].to))
                abort();
        for (uint32_t i = 0; i < form->intent_count; i++)
            if (form->intent[i].component != NONE && form->intent[i].component >= m->component_count)
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mspec_ctx *ctx = mspec_ctx_new();
    struct model *m = NULL;
    if (!ctx || mspec_ctx_set_catalog(ctx, "") != MSPEC_OK)
        abort();
    mspec_ctx_set_memory_limit(ctx, (size_t)256 << 20);
    if (mspec_ctx_add_text(ctx, "base.mspec", base, strlen(base)) != MSPEC_OK)
        abort();
    mspec_status status = mspec_ctx_add_text(ctx, "input.mspec", (const char *)data, size);
    if (status != MSPEC_ERROR_MEMORY)
        status = model_check(ctx);
    if (status == MSPEC_OK || status == MSPEC_ERROR_INPUT) {
        mspec_status built = model_build(ctx, NULL, &m);
        if (built == MSPEC_OK ? status != MSPEC_OK || !m : m != NULL)
            abort();
        status = built;
    }
    if (status == MSPEC_ERROR_INPUT && mspec_diagnostic_errors(ctx) == 0)
        abort(); /* wrong, and nobody says why */
    if (m) {
        struct text text = {0};
        check_cells(m);
        model_dump(m, &text);
        text_fini(&text);
    }
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++)
        free(mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), i & 1));
    model_free(m);
    mspec_ctx_free(ctx);
    return 0;
}
