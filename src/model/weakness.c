/* The vulnerabilities that the system lists, with the components and mechanisms of this system that they affect. */
#include "model/build.h"

#include <stdlib.h>

#include "base/order.h"

/* In order, and each once. */
static uint32_t tidy(uint32_t *ids, uint32_t count)
{
    uint32_t kept = 0;
    qsort(ids, count, sizeof *ids, order_ids);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || ids[i] != ids[kept - 1])
            ids[kept++] = ids[i];
    return kept;
}

/* `libssl` is all that it is made of; `libssl.fn` that function where it is placed by itself, else the whole component. */
static bool find_components(struct builder *b, const struct draft_vulnerability *draft, struct vulnerability *v)
{
    size_t most = 0;
    for (uint32_t i = 0; i < draft->component_count; i++) {
        const struct system_unit *unit = unit_find(b, draft->components[i].name);
        most += unit ? unit->count : 0;
    }
    v->components = arena_new_array(&b->m->arena, uint32_t, most);
    if (!v->components)
        return false;
    for (uint32_t i = 0; i < draft->component_count; i++) {
        const struct system_unit *unit = unit_find(b, draft->components[i].name);
        name_id function = draft->components[i].function;
        if (!unit)
            continue;
        if (unit->split && function) {
            uint32_t component = unit_function(b, unit, function);
            if (component != NONE)
                v->components[v->component_count++] = component;
            continue;
        }
        for (uint32_t k = unit->split ? 1 : 0; k < unit->count; k++) /* the vault has no code */
            v->components[v->component_count++] = unit->first + k;
    }
    v->component_count = tidy(v->components, v->component_count);
    return true;
}

static bool find_mechanisms(struct builder *b, const struct draft_vulnerability *draft, struct vulnerability *v)
{
    v->mechanisms = arena_new_array(&b->m->arena, uint32_t, draft->mechanism_count);
    if (!v->mechanisms)
        return false;
    for (uint32_t i = 0; i < draft->mechanism_count; i++) {
        uint32_t id = lookup_get(&b->mechanism_of, draft->mechanisms[i].name);
        if (id != UINT32_MAX)
            v->mechanisms[v->mechanism_count++] = id;
    }
    v->mechanism_count = tidy(v->mechanisms, v->mechanism_count);
    return true;
}

bool vulnerability_place(struct builder *b, const struct draft_vulnerability *draft, struct vulnerability *v)
{
    return find_components(b, draft, v) && find_mechanisms(b, draft, v);
}

static void check_affects(struct builder *b, const struct draft_vulnerability *draft, const struct vulnerability *v,
                          struct span span)
{
    bool affects = v->component_count > 0;
    for (uint32_t i = 0; i < v->mechanism_count && !affects; i++)
        affects = b->m->mechanisms[v->mechanisms[i]].in_system || b->built_in[v->mechanisms[i]];
    if (affects)
        return;
    struct report *r = report(b->ctx, CODE_AFFECTS_NOTHING, span, "`%s` affects nothing in this system",
                              name_text(b->d, v->name));
    if (draft->affects_span.source)
        report_related(r, draft->affects_span, "what it affects");
    else
        report_related(r, v->span, "declared here, without [Affects]");
    if (!draft->affects_span.source)
        report_hint(r, "say whom: `vulnerability NAME : %s { [Affects] ::= ... }`", name_text(b->d, v->name));
}

bool vulnerabilities_build(struct builder *b)
{
    struct model *m = b->m;
    struct draft_name *names;
    uint32_t count;
    if (!names_read(b->d, b->clauses, HEADING_VULNERABILITIES, CODE_BAD_LIST, CODE_DUPLICATE_ENTRY,
                    "the name of a vulnerability", &names, &count))
        return false;
    m->vulnerabilities = arena_new_array(&m->arena, struct vulnerability, count);
    if (!m->vulnerabilities)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (names[i].function) {
            report(b->ctx, CODE_BAD_LIST, names[i].span, "the name of a vulnerability has no dot");
            continue;
        }
        const struct declaration *found = declaration_need(b->d, BLOCK_VULNERABILITY, names[i].name, names[i].span,
                                                           CODE_UNKNOWN_VULNERABILITY);
        if (!found)
            continue;
        const struct draft_vulnerability *draft = found->draft.vulnerability;
        struct vulnerability *v = &m->vulnerabilities[m->vulnerability_count++];
        *v = draft->v;
        if (!vulnerability_place(b, draft, v))
            return false;
        check_affects(b, draft, v, names[i].span);
    }
    return true;
}
