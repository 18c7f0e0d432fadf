/* Does a configuration keep limits, [Needs], [Conflicts] and the system's constraints. [Needs], [Conflicts], [Forbid] and
 * [Use] speak of the mechanisms of one component: its hardening, what is built in, and those on its path. */
#include "verify/findings.h"
#include "verify/reach.h"

static const char *component_name(const struct desk *d, uint32_t component)
{
    return model_component_name(d->m, component);
}

static const char *mechanism_name(const struct desk *d, uint32_t mechanism)
{
    return model_mechanism_name(d->m, mechanism);
}

/* The mechanisms of one component, one after the other. Begin with two zeros; NONE at the end. */
static uint32_t mechanism_next(const struct desk *d, uint32_t component, uint32_t *hardening, uint32_t *level)
{
    uint32_t carried = hardening_carried_next(d, component, hardening);
    if (carried != NONE)
        return carried;
    const struct choice *choice = &d->c->choices[component];
    return *level < choice->depth ? choice->path[(*level)++].mechanism : NONE;
}

static bool is_inside(const struct desk *d, uint32_t component, uint32_t mechanism)
{
    const struct choice *choice = &d->c->choices[component];
    for (uint32_t i = 0; i < choice->depth; i++)
        if (choice->path[i].mechanism == mechanism)
            return true;
    return false;
}

static bool has_mechanism(const struct desk *d, uint32_t component, uint32_t mechanism)
{
    uint32_t at = 0, carried;
    while ((carried = hardening_carried_next(d, component, &at)) != NONE)
        if (carried == mechanism)
            return true;
    return is_inside(d, component, mechanism);
}

/* ---- mechanisms ---- */

/* [Limit]: at most so many compartments of a mechanism under one parent. */
static bool check_limits(struct desk *d, struct findings *f)
{
    const struct compartments *t = &d->compartments;
    for (uint32_t place = 0; place < t->tree.count; place++) {
        memset(d->tally, 0, d->m->mechanism_count * sizeof *d->tally);
        for (uint32_t child = t->tree.items[place].first_child; child != NONE; child = t->tree.items[child].next_sibling) {
            uint32_t id = t->tree.items[child].placement.mechanism;
            const struct mechanism *mechanism = &d->m->mechanisms[id];
            if (mechanism->limit == 0 || ++d->tally[id] != mechanism->limit + 1) /* reported once, when it is passed */
                continue;
            if (!findings_add(f, d->m, finding(PROBLEM_LIMIT, NONE, NONE, id, mechanism->limit_span),
                             "%s builds at most %u compartments in one place", mechanism_name(d, id), mechanism->limit))
                return false;
        }
    }
    return true;
}

static bool check_needs(struct desk *d, struct findings *f, uint32_t c, uint32_t id)
{
    const struct mechanism *mechanism = &d->m->mechanisms[id];
    struct problem_found what = finding(PROBLEM_NEEDS, c, NONE, id, mechanism->span);
    for (uint32_t i = 0; i < mechanism->needs_count; i++)
        if (!has_mechanism(d, c, mechanism->needs[i]) &&
            !findings_add(f, d->m, what, "%s on %s needs %s there too", mechanism_name(d, id), component_name(d, c),
                         mechanism_name(d, mechanism->needs[i])))
            return false;
    return !mechanism->needs_unknown || findings_add(f, d->m, what, "%s on %s needs a mechanism that nobody declares",
                                                    mechanism_name(d, id), component_name(d, c));
}

static bool check_conflicts(struct desk *d, struct findings *f, uint32_t c, uint32_t id)
{
    const struct mechanism *mechanism = &d->m->mechanisms[id];
    for (uint32_t i = 0; i < mechanism->conflicts_count; i++) {
        uint32_t other = mechanism->conflicts[i];
        bool told_by_other =
            other < id && ids_have(d->m->mechanisms[other].conflicts, d->m->mechanisms[other].conflicts_count, id);
        if (!told_by_other && has_mechanism(d, c, other) &&
            !findings_add(f, d->m, finding(PROBLEM_CONFLICTS, c, NONE, id, mechanism->span), "%s conflicts with %s on %s",
                         mechanism_name(d, id), mechanism_name(d, other), component_name(d, c)))
            return false;
    }
    return true;
}

static bool check_mechanisms(struct desk *d, struct findings *f)
{
    for (uint32_t c = 0; c < d->c->count; c++) {
        uint32_t hardening = 0, level = 0, id;
        while ((id = mechanism_next(d, c, &hardening, &level)) != NONE)
            if (!check_needs(d, f, c, id) || !check_conflicts(d, f, c, id))
                return false;
    }
    return true;
}

/* ---- the system's constraints ---- */

static bool check_forbid(struct desk *d, struct findings *f, const struct rule *rule)
{
    for (uint32_t c = 0; c < d->c->count; c++) {
        if ((rule->component != NONE && rule->component != c) || !has_mechanism(d, c, rule->mechanism) ||
            (rule->with != NONE && !has_mechanism(d, c, rule->with)))
            continue;
        struct problem_found what = finding(PROBLEM_FORBID, c, NONE, rule->mechanism, rule->span);
        bool go_on = rule->with != NONE
                         ? findings_add(f, d->m, what, "%s with %s on %s is forbidden", mechanism_name(d, rule->mechanism),
                                       mechanism_name(d, rule->with), component_name(d, c))
                         : findings_add(f, d->m, what, "%s on %s is forbidden", mechanism_name(d, rule->mechanism),
                                       component_name(d, c));
        if (!go_on)
            return false;
    }
    return true;
}

/* Without a component: every component with code. */
static bool check_use(struct desk *d, struct findings *f, const struct rule *rule)
{
    for (uint32_t c = 0; c < d->c->count; c++) {
        bool is_meant = rule->component == NONE ? !desk_form(d, c)->is_vault : rule->component == c;
        if (is_meant && !has_mechanism(d, c, rule->mechanism) &&
            !findings_add(f, d->m, finding(PROBLEM_USE, c, NONE, rule->mechanism, rule->span),
                         "%s must be used on %s", mechanism_name(d, rule->mechanism), component_name(d, c)))
            return false;
    }
    return true;
}

static bool check_place(struct desk *d, struct findings *f, const struct rule *rule)
{
    return is_inside(d, rule->component, rule->mechanism) ||
           findings_add(f, d->m, finding(PROBLEM_PLACE, rule->component, NONE, rule->mechanism, rule->span),
                       "%s must be in a compartment of %s", component_name(d, rule->component),
                       mechanism_name(d, rule->mechanism));
}

/* One component that has it; NONE when none does. */
static uint32_t carrier(const struct desk *d, struct carried what)
{
    for (uint32_t c = 0; c < d->c->count; c++)
        if (what.is_language ? desk_form(d, c)->language == what.id : has_mechanism(d, c, what.id))
            return c;
    return NONE;
}

static const char *carried_name(const struct desk *d, struct carried what)
{
    return what.is_language ? model_name(d->m, d->m->languages[what.id].name) : mechanism_name(d, what.id);
}

/* [Exclude]: of the whole system, not of one component. */
static bool check_exclude(struct desk *d, struct findings *f, const struct exclusion *e)
{
    uint32_t one = carrier(d, e->a), other = carrier(d, e->b);
    if (one == NONE || other == NONE)
        return true;
    uint32_t mechanism = !e->a.is_language ? e->a.id : !e->b.is_language ? e->b.id : NONE;
    return findings_add(f, d->m, finding(PROBLEM_EXCLUDE, one, other, mechanism, e->span),
                        "%s on %s and %s on %s exclude each other in one system", carried_name(d, e->a), component_name(d, one),
                        carried_name(d, e->b), component_name(d, other));
}

static bool check_rules(struct desk *d, struct findings *f)
{
    for (uint32_t i = 0; i < d->m->forbid_count; i++)
        if (!check_forbid(d, f, &d->m->forbid[i]))
            return false;
    for (uint32_t i = 0; i < d->m->exclude_count; i++)
        if (!check_exclude(d, f, &d->m->exclude[i]))
            return false;
    for (uint32_t i = 0; i < d->m->use_count; i++)
        if (!check_use(d, f, &d->m->use[i]))
            return false;
    for (uint32_t i = 0; i < d->m->place_count; i++)
        if (!check_place(d, f, &d->m->place[i]))
            return false;
    return true;
}

/* [Together]: the whole group in one place. [Apart]: no two of the group in one place. */
static bool check_groups(struct desk *d, struct findings *f)
{
    const uint32_t *group_of = d->compartments.group_of;
    for (uint32_t i = 0; i < d->m->together_count; i++) {
        const struct component_set *set = &d->m->together[i];
        for (uint32_t k = 1; k < set->count; k++) {
            uint32_t a = set->components[0], b = set->components[k];
            if (group_of[a] != group_of[b] &&
                !findings_add(f, d->m, finding(PROBLEM_TOGETHER, a, b, NONE, set->span),
                             "%s and %s must be together", component_name(d, a), component_name(d, b)))
                return false;
        }
    }
    for (uint32_t i = 0; i < d->m->apart_count; i++) {
        const struct component_set *set = &d->m->apart[i];
        for (uint32_t k = 0; k < set->count; k++)
            for (uint32_t l = 0; l < k; l++) {
                uint32_t a = set->components[l], b = set->components[k];
                if (a != b && group_of[a] == group_of[b] &&
                    !findings_add(f, d->m, finding(PROBLEM_APART, a, b, NONE, set->span),
                                 "%s and %s must be apart", component_name(d, a), component_name(d, b)))
                    return false;
            }
    }
    return true;
}

/* [Budget], inclusive. What cannot be worked out is not within it. */
static bool check_budgets(struct desk *d, const struct measures *measures, struct findings *f)
{
    for (uint32_t i = 0; i < d->m->budget_count; i++) {
        const struct budget *budget = &d->m->budgets[i];
        const char *name = measure_name(budget->measure);
        struct problem_found what = finding(PROBLEM_BUDGET, NONE, NONE, NONE, budget->span);
        bool go_on = true;
        if (measures->overflow)
            go_on = findings_add(f, d->m, what, "%s does not fit into the numbers that can be reckoned with", name);
        else if (!measures->known[budget->measure])
            go_on = findings_add(f, d->m, what, "%s is not known", name);
        else if (rational_compare(measures->value[budget->measure], budget->most) > 0)
            go_on = findings_add(f, d->m, what, "%s is over its budget", name);
        if (!go_on)
            return false;
    }
    return true;
}

void findings_of_constraints(struct desk *d, const struct measures *measures, struct findings *f)
{
    if (check_limits(d, f) && check_mechanisms(d, f) && check_rules(d, f) && check_groups(d, f))
        check_budgets(d, measures, f);
}
