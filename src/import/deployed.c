#include "import/deployed.h"

#include <stdarg.h>

struct configuration *deployed_bare(const struct model *m, struct arena *a, mspec_status *status)
{
    struct configuration *c = arena_new(a, struct configuration);
    *status = MSPEC_ERROR_MEMORY;
    if (!c)
        return NULL;
    c->count = m->component_count;
    c->choices = arena_new_array(a, struct choice, m->component_count);
    if (!c->choices)
        return NULL;
    *status = MSPEC_OK;
    for (uint32_t i = 0; i < m->component_count; i++) {
        c->choices[i].form = m->components[i].first_form;
        if (m->components[i].form_count < 2)
            continue;
        struct report *r = report(m->ctx, CODE_CONFIG_MISSING_VARIANT, m->components[i].span,
                                  "`%s` has variants, and the file does not say which one is built", model_component_name(m, i));
        report_hint(r, "judge a configuration that says it: --config config.json");
        *status = MSPEC_ERROR_INPUT;
    }
    return *status == MSPEC_OK ? c : NULL;
}

bool deployed_note(const struct model *m, struct arena *a, struct deployed_notes *notes, struct span span, const char *hint,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct deployed_note note = {span, arena_vprintf(a, format, args), hint};
    va_end(args);
    return note.message && vector_push(&m->ctx->memory, notes, note);
}
