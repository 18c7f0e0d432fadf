/* Constraints that no configuration can keep together: each of them is fine by itself, and the system has no solution.
 * Warnings; the engines say the same of what is less plain to see. */
#include "model/build.h"

enum { MOST_COMPARED = 1 << 22 }; /* pairs that are looked at one by one */

/* ---- [Together] against [Apart] ---- */

static uint32_t find_root(uint32_t *parent, uint32_t c)
{
    while (parent[c] != c) {
        parent[c] = parent[parent[c]];
        c = parent[c];
    }
    return c;
}

static void report_apart(struct builder *b, const struct component_set *apart, uint32_t one, uint32_t other)
{
    const struct model *m = b->m;
    struct report *r = report(b->ctx, CODE_TOGETHER_AND_APART, apart->span, "`%s` and `%s` are to be apart, and together",
                              model_component_name(m, one), model_component_name(m, other));
    for (uint32_t i = 0; r && i < m->together_count; i++)
        for (uint32_t k = 0; k < m->together[i].count; k++)
            if (m->together[i].components[k] == one || m->together[i].components[k] == other) {
                report_related(r, m->together[i].span, "together by this");
                break;
            }
}

static bool check_groups(struct builder *b)
{
    const struct model *m = b->m;
    uint32_t *parent = arena_new_array(&b->scratch, uint32_t, m->component_count);
    if (!parent)
        return false;
    for (uint32_t i = 0; i < m->component_count; i++)
        parent[i] = i;
    for (uint32_t i = 0; i < m->together_count; i++)
        for (uint32_t k = 1; k < m->together[i].count; k++)
            parent[find_root(parent, m->together[i].components[k])] = find_root(parent, m->together[i].components[0]);
    for (uint32_t i = 0; i < m->apart_count; i++) {
        struct lookup seen = {0};
        for (uint32_t k = 0; k < m->apart[i].count; k++) {
            uint32_t root = find_root(parent, m->apart[i].components[k]), other = lookup_get(&seen, root);
            if (other != UINT32_MAX)
                report_apart(b, &m->apart[i], other, m->apart[i].components[k]);
            else if (!lookup_put(&b->scratch, &seen, root, m->apart[i].components[k]))
                return false;
        }
    }
    return true;
}

/* ---- [Use] and [Place] against [Forbid], and against each other ---- */

struct wanted {          /* what [Use] and [Place] want */
    struct lookup on;    /* mechanism and component → place in rules, plus use_count for [Place] */
    struct lookup first; /* mechanism → the same, of the first component */
};

static const struct rule *rule_at(const struct model *m, uint32_t at)
{
    return at < m->use_count ? &m->use[at] : &m->place[at - m->use_count];
}

static bool collect(struct builder *b, struct wanted *w)
{
    const struct model *m = b->m;
    for (uint32_t i = m->use_count + m->place_count; i-- > 0;) { /* backwards, so that the first one stays */
        const struct rule *rule = rule_at(m, i);
        if (!lookup_put(&b->scratch, &w->on, LOOKUP_KEY(rule->mechanism, rule->component), i) ||
            !lookup_put(&b->scratch, &w->first, rule->mechanism, i))
            return false;
    }
    return true;
}

static void report_pair(struct builder *b, enum code code, const struct rule *one, const struct rule *other,
                        const char *what)
{
    struct report *r = report(b->ctx, code, one->span, "`%s` on `%s` %s", model_mechanism_name(b->m, one->mechanism),
                              model_component_name(b->m, one->component), what);
    report_related(r, other->span, "against this");
}

static void check_forbid(struct builder *b, const struct wanted *w, const struct rule *forbid)
{
    const struct model *m = b->m;
    if (forbid->with == NONE) {
        uint32_t at = forbid->component == NONE ? lookup_get(&w->first, forbid->mechanism)
                                                : lookup_get(&w->on, LOOKUP_KEY(forbid->mechanism, forbid->component));
        if (at != UINT32_MAX)
            report_pair(b, CODE_FORBID_AND_USE, rule_at(m, at), forbid, "is prescribed, and forbidden");
        return;
    }
    for (uint32_t i = 0; i < m->use_count + m->place_count; i++) {
        const struct rule *rule = rule_at(m, i);
        if (rule->mechanism == forbid->mechanism &&
            lookup_get(&w->on, LOOKUP_KEY(forbid->with, rule->component)) != UINT32_MAX)
            report_pair(b, CODE_USE_CONFLICT, rule, forbid, "is prescribed beside what it is forbidden with");
    }
}

static bool is_met(const struct model *m, uint32_t mechanism, uint32_t component)
{
    if (m->mechanisms[mechanism].in_system)
        return true;
    const struct component *c = &m->components[component];
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
        if (is_built_in(&m->forms[f], mechanism))
            return true;
    return false;
}

static void check_wanted(struct builder *b, const struct wanted *w, const struct rule *rule)
{
    const struct model *m = b->m;
    const struct mechanism *mechanism = &m->mechanisms[rule->mechanism];
    for (uint32_t i = 0; i < mechanism->conflicts_count; i++) {
        uint32_t at = lookup_get(&w->on, LOOKUP_KEY(mechanism->conflicts[i], rule->component));
        if (at != UINT32_MAX && mechanism->conflicts[i] > rule->mechanism) /* each pair once */
            report_pair(b, CODE_USE_CONFLICT, rule, rule_at(m, at), "is prescribed beside what it conflicts with");
    }
    const char *missing = mechanism->needs_unknown ? "something that nobody declares" : NULL;
    for (uint32_t i = 0; i < mechanism->needs_count && !missing; i++)
        if (!is_met(m, mechanism->needs[i], rule->component))
            missing = model_mechanism_name(m, mechanism->needs[i]);
    if (!missing)
        return;
    struct report *r = report(b->ctx, CODE_USE_NEEDS_MISSING, rule->span, "`%s` needs `%s`, which is not there",
                              model_mechanism_name(m, rule->mechanism), missing);
    report_related(r, mechanism->span, "`%s` is declared here", model_mechanism_name(m, rule->mechanism));
}

/* ---- two places of one component ---- */

/* May compartments of `inner` stand in compartments of `outer`, directly or in others? */
static bool can_nest(const struct model *m, uint32_t inner, uint32_t outer, uint32_t *queue, bool *seen)
{
    uint32_t count = 0, at = 0;
    for (uint32_t i = 0; i < m->mechanism_count; i++)
        seen[i] = false;
    seen[inner] = true;
    queue[count++] = inner;
    while (at < count) {
        const struct mechanism *mechanism = &m->mechanisms[queue[at++]];
        for (uint32_t i = 0; i < mechanism->within_count; i++) {
            uint32_t next = mechanism->within[i];
            if (next == outer)
                return true;
            if (!seen[next] && m->mechanisms[next].in_system) {
                seen[next] = true;
                queue[count++] = next;
            }
        }
    }
    return false;
}

static bool check_places(struct builder *b)
{
    const struct model *m = b->m;
    uint32_t *queue = arena_new_array(&b->scratch, uint32_t, m->mechanism_count);
    bool *seen = arena_new_array(&b->scratch, bool, m->mechanism_count);
    if (!queue || !seen)
        return false;
    if ((uint64_t)m->place_count * m->place_count * (m->mechanism_count + 1) > MOST_COMPARED)
        return true;
    for (uint32_t i = 0; i < m->place_count; i++)
        for (uint32_t k = i + 1; k < m->place_count; k++) {
            const struct rule *one = &m->place[i], *other = &m->place[k];
            if (one->component == other->component && one->mechanism != other->mechanism &&
                !can_nest(m, one->mechanism, other->mechanism, queue, seen) &&
                !can_nest(m, other->mechanism, one->mechanism, queue, seen))
                report_pair(b, CODE_PLACE_IMPOSSIBLE, other, one, "cannot be: neither may stand in the other ([Within])");
        }
    return true;
}

bool contradictions_check(struct builder *b)
{
    const struct model *m = b->m;
    struct wanted w = {0};
    if (!check_groups(b) || !collect(b, &w))
        return false;
    bool few = (uint64_t)m->forbid_count * (m->use_count + m->place_count) < MOST_COMPARED;
    for (uint32_t i = 0; i < m->forbid_count; i++)
        if (few || m->forbid[i].with == NONE)
            check_forbid(b, &w, &m->forbid[i]);
    for (uint32_t i = 0; i < m->use_count + m->place_count; i++)
        check_wanted(b, &w, rule_at(m, i));
    return check_places(b);
}
