/* Settings of a system: [Strategy], [Hardening], [Place by], [Platform]; and, once there are components, [Protect]. */
#include "model/build.h"

/* A platform key that no mechanism asks for is a slip of the pen, perhaps. */
static bool warn_of_keys(struct builder *b)
{
    struct declarations *d = b->d;
    struct lookup known = {0};
    const char **names;
    size_t count = 0;
    for (uint32_t i = 0; i < d->of[BLOCK_MECHANISM].count; i++)
        count += d->of[BLOCK_MECHANISM].items[i]->draft.mechanism->platform_count;
    names = arena_new_array(&b->scratch, const char *, count);
    if (!names)
        return false;
    count = 0;
    for (uint32_t i = 0; i < d->of[BLOCK_MECHANISM].count; i++) {
        const struct draft_mechanism *m = d->of[BLOCK_MECHANISM].items[i]->draft.mechanism;
        for (uint32_t k = 0; k < m->platform_count; k++) {
            names[count++] = name_text(d, m->platform[k].key);
            if (!lookup_put(&b->scratch, &known, m->platform[k].key, 0))
                return false;
        }
    }
    for (uint32_t i = 0; count && i < b->platform_count; i++)
        if (lookup_get(&known, b->platform[i].key) == UINT32_MAX) {
            struct report *r = report(b->ctx, CODE_UNKNOWN_PLATFORM_KEY, b->platform[i].span, "no mechanism asks for `%s`",
                                      name_text(d, b->platform[i].key));
            report_suggest(r, name_text(d, b->platform[i].key), names, count);
        }
    return true;
}

bool settings_build(struct builder *b)
{
    static const char *const strategies[] = {"safety", "vulnerability"};
    static const char *const modes[] = {"per component", "per compartment"};
    static const char *const places[] = {"component", "function"};
    struct model *m = b->m;
    m->strategy = single_word(b->d, b->clauses, HEADING_STRATEGY, CODE_BAD_STRATEGY, strategies, 2) == 1
                      ? STRATEGY_VULNERABILITY
                      : STRATEGY_SAFETY;
    m->hardening = single_word(b->d, b->clauses, HEADING_HARDENING, CODE_BAD_HARDENING_MODE, modes, 2) == 1
                       ? HARDENING_PER_COMPARTMENT
                       : HARDENING_PER_COMPONENT;
    m->place_by_function = single_word(b->d, b->clauses, HEADING_PLACE_BY, CODE_BAD_PLACE_BY, places, 2) == 1;
    single_string(b->d, b->clauses, HEADING_TITLE);
    if (!platform_read(b->d, b->clauses, true, &b->platform, &b->platform_count))
        return false;
    m->platform_count = b->platform_count;
    return platform_copy(&m->arena, b->platform, b->platform_count, &m->platform) && warn_of_keys(b);
}

bool protection_build(struct builder *b)
{
    struct model *m = b->m;
    const struct item *item;
    m->protects_all = !clause_exists(b->clauses, HEADING_PROTECT);
    if (m->protects_all)
        return true;
    for (uint32_t i = 0; i < m->component_count; i++)
        m->components[i].is_protected = false;
    clause_is_none(b->d, b->clauses, HEADING_PROTECT);
    for (struct walk w = walk_of(b->clauses, HEADING_PROTECT); (item = walk_next(&w));) {
        if (item_is_none(b->d, item))
            continue;
        const struct term *term = item_name(b->d, item, CODE_BAD_PROTECT, "the name of a component");
        struct named named;
        if (!term || !unit_need(b, term, &named))
            continue;
        for (uint32_t i = 0; i < named.count; i++)
            m->components[named.first + i].is_protected = true;
    }
    return true;
}
