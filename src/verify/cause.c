/* How components lose their bounds: what is so from the start, and the chain that leads to a loss. */
#include "verify/fixpoint.h"
#include "verify/reach.h"

bool fixpoint_add_cause(struct desk *d, uint32_t component, enum cause_kind kind, uint32_t by, uint32_t cell, op_set ops,
               uint32_t vulnerability)
{
    struct cause cause = {component, kind, by, cell, ops, vulnerability};
    return !d->record || vector_push(&d->m->ctx->memory, &d->causes, cause);
}

static bool note(struct desk *d, uint32_t c, enum cause_kind kind, op_set ops, uint32_t vulnerability)
{
    return ops == 0 || fixpoint_add_cause(d, c, kind, NONE, NONE, ops, vulnerability);
}

/* Does the vulnerability widen what the component may do, itself or by way of a hardening mechanism that it carries? */
static bool widens(const struct desk *d, uint32_t c, const struct vulnerability *v, enum operation_leaf leaf)
{
    if (!v->has_transform || v->adds.where[leaf] == 0)
        return false;
    if (ids_have(v->components, v->component_count, c))
        return true;
    uint32_t at = 0, mechanism;
    while ((mechanism = hardening_carried_next(d, c, &at)) != NONE)
        if (ids_have(v->mechanisms, v->mechanism_count, mechanism))
            for (uint32_t i = 0; i < d->m->mechanisms[mechanism].transform_count; i++)
                if (d->m->mechanisms[mechanism].transforms[i].left.where[leaf])
                    return true;
    return false;
}

/* Called with the reach before any rule: only what hardening has not mended is a cause. */
bool fixpoint_note_beginnings(struct desk *d, uint32_t c)
{
    if (!d->record)
        return true;
    const struct form *f = desk_form(d, c);
    op_set stated = 0, language = 0, exceeds = 0;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        reach_beyond_intent(d, c, leaf, d->scratch[0]);
        if (set_is_empty(d->scratch[0], d->words))
            continue;
        exceeds |= (op_set)(1 << leaf);
        if (f->unbounded >> leaf & 1) {
            stated |= (op_set)(1 << leaf);
            continue;
        }
        if (f->language == NONE || d->m->strategy == STRATEGY_VULNERABILITY)
            continue;
        reach_cells_of(d, c, leaf, d->m->languages[f->language].bound.where[leaf], d->scratch[1]);
        set_intersect(d->scratch[0], d->scratch[1], d->words);
        if (!set_is_empty(d->scratch[0], d->words))
            language |= (op_set)(1 << leaf);
    }
    if (!note(d, c, CAUSE_STATED, stated, NONE) || !note(d, c, CAUSE_LANGUAGE, language, NONE))
        return false;
    for (uint32_t i = 0; i < d->m->vulnerability_count; i++) {
        const struct vulnerability *v = &d->m->vulnerabilities[i];
        op_set ops = 0;
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
            bool through_hardening = !ids_have(v->components, v->component_count, c);
            bool was_open = !through_hardening && reach_is_open(d, c, leaf); /* then there was nothing to widen */
            if (!(exceeds >> leaf & 1) || was_open || !widens(d, c, v, leaf))
                continue;
            reach_beyond_intent(d, c, leaf, d->scratch[0]);
            reach_cells_of(d, c, leaf, v->adds.where[leaf], d->scratch[1]);
            set_intersect(d->scratch[0], d->scratch[1], d->words);
            if (!set_is_empty(d->scratch[0], d->words))
                ops |= (op_set)(1 << leaf);
        }
        if (!note(d, c, CAUSE_WIDENED, ops, i))
            return false;
    }
    return true;
}

mspec_status judgement_chain(const struct judgement *j, uint32_t component, struct arena *a, struct cause **out,
                             size_t *count)
{
    /* Backwards from the end: whoever overwrote somebody in the chain is in the chain too, as far as it had come by then. */
    *out = NULL;
    *count = 0;
    uint32_t highest = component;
    for (size_t i = 0; i < j->cause_count; i++) {
        if (j->causes[i].component > highest)
            highest = j->causes[i].component;
        if (j->causes[i].by != NONE && j->causes[i].by > highest)
            highest = j->causes[i].by;
    }
    set_word *wanted = arena_new_array(a, set_word, set_words((size_t)highest + 1));
    struct cause *chain = arena_new_array(a, struct cause, j->cause_count);
    if (!wanted || !chain)
        return MSPEC_ERROR_MEMORY;
    set_put(wanted, component);
    size_t at = j->cause_count;
    for (size_t i = j->cause_count; i-- > 0;) {
        if (!set_has(wanted, j->causes[i].component))
            continue;
        chain[--at] = j->causes[i];
        if (j->causes[i].by != NONE)
            set_put(wanted, j->causes[i].by);
    }
    *out = chain + at;
    *count = j->cause_count - at;
    return MSPEC_OK;
}
