/* What is chosen for each component: one form, and hardening that the space lets it have. */
#include "solve/statement/statement.h"

/* May the mechanism be chosen for the form? What is built in is no choice. */
static bool may_choose(const struct statement *st, uint32_t form_id, uint32_t bit)
{
    const struct form *form = &st->m->forms[form_id];
    return form_may_carry(st->m, st->p->hardening[bit], form) && !form_has_built_in(form, st->p->hardening[bit]);
}

/* 0: for none of its forms, 1: for some, 2: for all. */
static int forms_that_may(const struct statement *st, uint32_t component, uint32_t bit)
{
    const struct component *c = &st->m->components[component];
    uint32_t count = 0;
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
        count += may_choose(st, f, bit);
    return count == 0 ? 0 : count < c->form_count ? 1 : 2;
}

literal literal_form(const struct statement *st, uint32_t form)
{
    return st->form_variable[form] == NONE ? LITERAL_TRUE : (literal)st->form_variable[form] + 1;
}

literal literal_hardened(const struct statement *st, uint32_t component, uint32_t bit)
{
    uint32_t variable = st->hardened_variable[(size_t)component * st->p->hardening_count + bit];
    return variable == NONE ? LITERAL_FALSE : (literal)variable + 1;
}

static uint32_t new_variable(struct statement *st, enum variable_kind kind, uint32_t a, uint32_t b)
{
    uint32_t variable = statement_block(st, kind, 1);
    if (!st->failed)
        st->variables.items[variable] = (struct variable){kind, a, b, NONE, NONE};
    return variable;
}

void choices_make_variables(struct statement *st)
{
    const struct model *m = st->m;
    uint32_t hardening = st->p->hardening_count;
    st->form_variable = arena_new_array(&st->arena, uint32_t, m->form_count);
    st->hardened_variable = arena_new_array(&st->arena, uint32_t, (size_t)m->component_count * hardening);
    if (!st->form_variable || !st->hardened_variable) {
        st->failed = true;
        return;
    }
    for (uint32_t c = 0; c < m->component_count; c++)
        for (uint32_t f = m->components[c].first_form; f < m->components[c].first_form + m->components[c].form_count; f++)
            st->form_variable[f] = m->components[c].form_count > 1 ? new_variable(st, VARIABLE_FORM, f, NONE) : NONE;
    for (uint32_t bit = 0; bit < hardening; bit++) {
        bool for_one = false; /* per compartment: who is with one for whom it may be chosen has it written down, too */
        for (uint32_t c = 0; c < m->component_count && m->hardening == HARDENING_PER_COMPARTMENT; c++)
            for_one |= forms_that_may(st, c, bit) > 0;
        for (uint32_t c = 0; c < m->component_count; c++)
            st->hardened_variable[(size_t)c * hardening + bit] =
                st->worth && !(st->worth[c] >> bit & 1) ? NONE
                : for_one || forms_that_may(st, c, bit) > 0 ? new_variable(st, VARIABLE_HARDENED, c, st->p->hardening[bit])
                                                          : NONE;
    }
}

static void state_forms(struct statement *st, int32_t why)
{
    const struct model *m = st->m;
    struct disjunction one = {0};
    for (uint32_t c = 0; c < m->component_count; c++) {
        uint32_t first = m->components[c].first_form, end = first + m->components[c].form_count;
        for (uint32_t f = first; f < end; f++) {
            clause_add(st, &one, literal_form(st, f));
            for (uint32_t g = first; g < f; g++)
                CLAUSE(st, why, -literal_form(st, f), -literal_form(st, g));
        }
        clause_close(st, &one, why);
    }
    vector_free(st->p->memory, &one);
}

/* Adds what makes it possible to choose the mechanism on behalf of d; with `where`, only where that holds. */
static void add_chooser(struct statement *st, struct disjunction *clause, uint32_t d, uint32_t bit, literal where)
{
    const struct component *component = &st->m->components[d];
    int may = forms_that_may(st, d, bit);
    if (may == 2)
        clause_add(st, clause, where);
    for (uint32_t f = component->first_form; may == 1 && f < component->first_form + component->form_count; f++)
        if (may_choose(st, f, bit))
            clause_add(st, clause, literal_both(st, where, literal_form(st, f)));
}

static void state_hardening(struct statement *st, uint32_t c, uint32_t bit, int32_t why)
{
    bool together = st->m->hardening == HARDENING_PER_COMPARTMENT;
    struct disjunction clause = {0};
    clause_add(st, &clause, -literal_hardened(st, c, bit));
    add_chooser(st, &clause, c, bit, LITERAL_TRUE);
    for (uint32_t d = 0; d < st->m->component_count && together && !clause.is_true; d++)
        if (d != c)
            add_chooser(st, &clause, d, bit, literal_equal(st, c, d));
    clause_close(st, &clause, why);
    for (uint32_t d = 0; d < st->m->component_count && together; d++) {
        clause_add(st, &clause, -literal_hardened(st, c, bit));
        clause_add(st, &clause, literal_hardened(st, d, bit));
        clause_add_apart(st, &clause, c, d);
        clause_close(st, &clause, why);
    }
    vector_free(st->p->memory, &clause);
}

void choices_state(struct statement *st)
{
    int32_t why = statement_reason(st, reason_plain(REASON_CHOICE));
    state_forms(st, why);
    for (uint32_t c = 0; c < st->m->component_count; c++)
        for (uint32_t bit = 0; bit < st->p->hardening_count; bit++)
            if (literal_hardened(st, c, bit) != LITERAL_FALSE)
                state_hardening(st, c, bit, why);
}
