/* [Needs], [Conflicts], the system's constraints, and [Limit]. */
#include "solve/statement/statement.h"

static uint32_t bit_in(const uint32_t *ids, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] == id)
            return i;
    return NONE;
}

/* The ways in which a component in a form has a mechanism: its hardening, what is built in, those on its path. */
struct ways {
    VECTOR(literal);
};

static void list_ways(struct statement *st, uint32_t form_id, uint32_t mechanism, struct ways *out)
{
    const struct form *form = &st->m->forms[form_id];
    struct disjunction c = {0};
    uint32_t bit = bit_in(st->p->hardening, st->p->hardening_count, mechanism);
    if (form_has_built_in(form, mechanism))
        clause_add(st, &c, LITERAL_TRUE);
    else if (bit != NONE && form_may_carry(st->m, mechanism, form))
        clause_add(st, &c, literal_hardened(st, form->component, bit));
    for (uint32_t r = 1; r < st->routes.count && !c.is_true; r++)
        if (st->routes.items[r].mechanism == mechanism)
            clause_add(st, &c, literal_inside(st, form->component, r));
    out->count = 0;
    for (size_t i = 0; i < c.count && !c.is_true; i++)
        if (!vector_push(st->p->memory, out, c.items[i]))
            st->failed = true;
    if (c.is_true && !vector_push(st->p->memory, out, LITERAL_TRUE))
        st->failed = true;
    vector_free(st->p->memory, &c);
}

/* In this form: never both of two mechanisms (`with` NONE: not the one). */
static void state_not_both(struct statement *st, uint32_t form, uint32_t mechanism, uint32_t with, int32_t why)
{
    struct ways first = {0}, second = {0};
    list_ways(st, form, mechanism, &first);
    if (with != NONE)
        list_ways(st, form, with, &second);
    for (size_t i = 0; i < first.count; i++) {
        if (with == NONE)
            CLAUSE(st, why, -literal_form(st, form), -first.items[i]);
        for (size_t k = 0; k < second.count; k++)
            CLAUSE(st, why, -literal_form(st, form), -first.items[i], -second.items[k]);
    }
    vector_free(st->p->memory, &first);
    vector_free(st->p->memory, &second);
}

/* In this form: the mechanism (`when` NONE: in any case) only with the other one (NONE: never). */
static void state_only_with(struct statement *st, uint32_t form, uint32_t when, uint32_t other, int32_t why)
{
    struct ways first = {0}, second = {0};
    struct disjunction clause = {0};
    if (when != NONE)
        list_ways(st, form, when, &first);
    else if (!vector_push(st->p->memory, &first, LITERAL_TRUE))
        st->failed = true;
    if (other != NONE)
        list_ways(st, form, other, &second);
    for (size_t i = 0; i < first.count; i++) {
        clause_add(st, &clause, -literal_form(st, form));
        clause_add(st, &clause, -first.items[i]);
        for (size_t k = 0; k < second.count; k++)
            clause_add(st, &clause, second.items[k]);
        clause_close(st, &clause, why);
    }
    vector_free(st->p->memory, &clause);
    vector_free(st->p->memory, &first);
    vector_free(st->p->memory, &second);
}

static struct reason reason_of_mechanism(enum reason_kind kind, const struct statement *st, uint32_t component,
                                         uint32_t mechanism)
{
    return (struct reason){kind, component, NONE, NONE, mechanism, 0, st->m->mechanisms[mechanism].span};
}

static void state_mechanisms(struct statement *st, uint32_t form)
{
    uint32_t component = st->m->forms[form].component;
    for (uint32_t x = 0; x < st->m->mechanism_count && !st->failed; x++) {
        const struct mechanism *m = &st->m->mechanisms[x];
        if (!m->in_system && !form_has_built_in(&st->m->forms[form], x))
            continue;
        int32_t why = statement_reason(st, reason_of_mechanism(REASON_NEEDS, st, component, x));
        for (uint32_t i = 0; i < m->needs_count; i++)
            state_only_with(st, form, x, m->needs[i], why);
        if (m->needs_unknown)
            state_only_with(st, form, x, NONE, why);
        why = statement_reason(st, reason_of_mechanism(REASON_CONFLICTS, st, component, x));
        for (uint32_t i = 0; i < m->conflicts_count; i++)
            if (m->conflicts[i] != x)
                state_not_both(st, form, x, m->conflicts[i], why);
    }
}

static struct reason reason_of_rule(enum reason_kind kind, const struct rule *rule, uint32_t component)
{
    return (struct reason){kind, component, NONE, NONE, rule->mechanism, 0, rule->span};
}

static void state_rules(struct statement *st, uint32_t form_id)
{
    const struct model *m = st->m;
    const struct form *form = &m->forms[form_id];
    for (uint32_t i = 0; i < m->forbid_count; i++)
        if (m->forbid[i].component == NONE || m->forbid[i].component == form->component)
            state_not_both(st, form_id, m->forbid[i].mechanism, m->forbid[i].with,
                           statement_reason(st, reason_of_rule(REASON_FORBID, &m->forbid[i], form->component)));
    for (uint32_t i = 0; i < m->use_count; i++)
        if (m->use[i].component == NONE ? !form->is_vault : m->use[i].component == form->component)
            state_only_with(st, form_id, NONE, m->use[i].mechanism,
                            statement_reason(st, reason_of_rule(REASON_USE, &m->use[i], form->component)));
    for (uint32_t i = 0; i < m->place_count; i++)
        if (m->place[i].component == form->component)
            state_only_with(st, form_id, NONE, m->place[i].mechanism,
                            statement_reason(st, reason_of_rule(REASON_PLACE, &m->place[i], form->component)));
}

static void state_groups(struct statement *st)
{
    const struct model *m = st->m;
    struct disjunction clause = {0};
    for (uint32_t i = 0; i < m->together_count; i++)
        for (uint32_t k = 1; k < m->together[i].count; k++) {
            uint32_t a = m->together[i].components[0], b = m->together[i].components[k];
            int32_t why = statement_reason(st, (struct reason){REASON_TOGETHER, a, b, NONE, NONE, 0, m->together[i].span});
            for (uint32_t r = 1; r < st->routes.count; r++)
                CLAUSE(st, why, literal_surely_whole(st, a, b, r));
        }
    for (uint32_t i = 0; i < m->apart_count; i++)
        for (uint32_t k = 0; k < m->apart[i].count; k++)
            for (uint32_t l = 0; l < k; l++) {
                uint32_t a = m->apart[i].components[l], b = m->apart[i].components[k];
                if (a == b)
                    continue;
                clause_add_apart(st, &clause, a, b);
                clause_close(st, &clause,
                             statement_reason(st, (struct reason){REASON_APART, a, b, NONE, NONE, 0, m->apart[i].span}));
            }
    vector_free(st->p->memory, &clause);
}

/* Somebody in this form has it: then it is present. */
static void state_present(struct statement *st, uint32_t form, struct carried what, literal present, int32_t why)
{
    struct ways ways = {0};
    if (!what.is_language)
        list_ways(st, form, what.id, &ways);
    else if (st->m->forms[form].language == what.id && !vector_push(st->p->memory, &ways, LITERAL_TRUE))
        st->failed = true;
    for (size_t i = 0; i < ways.count; i++)
        CLAUSE(st, why, -literal_form(st, form), -ways.items[i], present);
    vector_free(st->p->memory, &ways);
}

static literal literal_present(struct statement *st, struct carried what, int32_t why)
{
    bool is_new;
    literal present = statement_variable(st, VARIABLE_PRESENT, what.id, what.is_language, NONE, NONE, &is_new);
    for (uint32_t f = 0; is_new && f < st->m->form_count && !st->failed; f++)
        state_present(st, f, what, present, why);
    return present;
}

static void state_exclusions(struct statement *st)
{
    const struct model *m = st->m;
    for (uint32_t i = 0; i < m->exclude_count && !st->failed; i++) {
        const struct exclusion *e = &m->exclude[i];
        int32_t why = statement_reason(st, (struct reason){REASON_EXCLUDE, NONE, NONE, NONE, NONE, 0, e->span});
        literal one = literal_present(st, e->a, why), other = literal_present(st, e->b, why);
        CLAUSE(st, why, -one, -other);
    }
}

/* ---- limits ---- */

/* It opens a compartment of the route, in the parent that b is in. False only if it is not so. */
static literal opens_beside(struct statement *st, uint32_t c, uint32_t route, uint32_t b)
{
    uint32_t parent = st->routes.items[route].parent;
    if (parent == 0 || b == c)
        return literal_opens(st, c, route);
    bool is_new;
    literal l = statement_variable(st, VARIABLE_BELOW, c, b, route, NONE, &is_new);
    if (is_new)
        CLAUSE(st, statement_reason(st, reason_plain(REASON_DEFINITION)), l, -literal_opens(st, c, route),
               -literal_undivided(st, b, c, parent));
    return l;
}

static void state_limit(struct statement *st, uint32_t route, uint32_t b)
{
    const struct mechanism *m = &st->m->mechanisms[st->routes.items[route].mechanism];
    uint32_t n = st->m->component_count;
    struct sum sum = {.most = m->limit,
                      .unit = {1, 1},
                      .measure = MEASURE_COUNT,
                      .why = {REASON_LIMIT, b, NONE, NONE, st->routes.items[route].mechanism, 0, m->limit_span}};
    sum.terms = arena_new_array(&st->arena, struct weighed, n);
    for (uint32_t c = 0; c < n && sum.terms; c++)
        sum.terms[sum.count++] = (struct weighed){1, opens_beside(st, c, route, b)};
    if (!sum.terms || !vector_push(st->p->memory, &st->limits, sum))
        st->failed = true;
}

static void state_limits(struct statement *st)
{
    for (uint32_t route = 1; route < st->routes.count && !st->failed; route++) {
        const struct route *r = &st->routes.items[route];
        uint32_t limit = st->m->mechanisms[r->mechanism].limit, n = st->m->component_count;
        if (limit == 0 || limit >= n)
            continue;
        if (r->parent == 0)
            state_limit(st, route, NONE);
        for (uint32_t b = 0; b < n && r->parent != 0; b++)
            state_limit(st, route, b);
    }
}

void constraints_state(struct statement *st)
{
    for (uint32_t f = 0; f < st->m->form_count && !st->failed; f++) {
        state_mechanisms(st, f);
        state_rules(st, f);
    }
    state_groups(st);
    state_exclusions(st);
    if (!st->depths)
        state_limits(st);
}
