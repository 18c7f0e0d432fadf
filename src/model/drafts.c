/* From declarations to drafts, in an order in which everything that is asked about is known already. */
#include "model/draft.h"

static bool each(struct declarations *d, enum block_kind kind, bool (*read)(struct declarations *, struct declaration *))
{
    for (uint32_t i = 0; i < d->of[kind].count; i++)
        if (!read(d, d->of[kind].items[i]) || d->ctx->memory.exhausted)
            return false;
    return true;
}

static bool read_clauses(struct declarations *d, struct declaration *declaration)
{
    return component_read_clauses(d, declaration->draft.component);
}

static bool check_names(struct declarations *d, struct declaration *declaration)
{
    mechanism_check_names(d, declaration->draft.mechanism);
    return true;
}

static bool check_source(struct declarations *d, struct declaration *declaration)
{
    source_check(d, declaration);
    return true;
}

bool drafts_read(struct declarations *d)
{
    return declarations_inherit(d) && each(d, BLOCK_LANGUAGE, language_read) && each(d, BLOCK_MECHANISM, mechanism_read) &&
           each(d, BLOCK_MECHANISM, check_names) && each(d, BLOCK_COMPONENT, component_read_shape) &&
           each(d, BLOCK_COMPONENT, read_clauses) && each(d, BLOCK_VULNERABILITY, vulnerability_read) &&
           each(d, BLOCK_LANGUAGE, check_source) && each(d, BLOCK_MECHANISM, check_source) &&
           each(d, BLOCK_VULNERABILITY, check_source);
}
