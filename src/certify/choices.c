/* Variants, hardening, and the rules that speak of the mechanisms of one component. */
#include "certify/formula.h"

#include "verify/reach.h"

static bool may_choose(const struct formula *f, const struct form *form, uint32_t mechanism)
{
    return f->m->mechanisms[mechanism].in_system && hardening_applies(f->m, form, mechanism) &&
           !hardening_is_built_in(form, mechanism);
}

static const struct form *form_of(const struct formula *f, uint32_t component, uint32_t which)
{
    return &f->m->forms[f->m->components[component].first_form + which];
}

static bool may_have(const struct formula *f, uint32_t component, uint32_t mechanism)
{
    for (uint32_t i = 0; i < f->m->components[component].form_count; i++)
        if (may_choose(f, form_of(f, component, i), mechanism))
            return true;
    return false;
}

/* Per compartment, whatever can be chosen for somebody can be on anybody, who carries it or not. */
static bool may_be_given(const struct formula *f, uint32_t component, uint32_t mechanism)
{
    if (f->m->hardening == HARDENING_PER_COMPONENT)
        return may_have(f, component, mechanism);
    for (uint32_t c = 0; c < f->m->component_count; c++)
        if (may_have(f, c, mechanism))
            return true;
    return false;
}

static void choose(struct formula *f, uint32_t c)
{
    const struct component *component = &f->m->components[c];
    for (uint32_t i = 0; i < component->form_count; i++)
        f->form[component->first_form + i] = component->form_count == 1 ? LITERAL_TRUE : formula_variable(f);
    for (uint32_t i = 0; i < component->form_count; i++) {
        draft_put(&f->draft, f->form[component->first_form + i]);
        for (uint32_t k = 0; k < i; k++)
            CLAUSE(&f->clauses, -f->form[component->first_form + i], -f->form[component->first_form + k]);
    }
    draft_add(&f->draft);
    for (uint32_t h = 0; h < f->m->mechanism_count; h++) {
        int *chosen = &f->hardening[(size_t)c * f->m->mechanism_count + h];
        *chosen = may_be_given(f, c, h) ? formula_variable(f) : LITERAL_FALSE;
        for (uint32_t i = 0; i < component->form_count && f->m->hardening == HARDENING_PER_COMPONENT; i++)
            if (!may_choose(f, form_of(f, c, i), h))
                CLAUSE(&f->clauses, -*chosen, -f->form[component->first_form + i]);
    }
}

void formula_of_choices(struct formula *f)
{
    uint32_t n = f->m->component_count, count = f->m->mechanism_count;
    for (uint32_t c = 0; c < n; c++)
        choose(f, c);
    /* per compartment, those in one place have one set */
    for (uint32_t a = 0; a < n && f->m->hardening == HARDENING_PER_COMPARTMENT; a++)
        for (uint32_t b = 0; b < n; b++)
            for (uint32_t h = 0; h < count && b != a; h++)
                CLAUSE(&f->clauses, -formula_equal(f, a, b), -f->hardening[(size_t)a * count + h],
                       f->hardening[(size_t)b * count + h]);
}

/* ---- the mechanisms of a component ---- */

static void define_inside(struct formula *f, int x, uint32_t c, uint32_t mechanism)
{
    draft_put(&f->draft, -x);
    for (uint32_t s = 1; s < f->spot_count; s++) {
        if (f->spots[s].mechanism != mechanism)
            continue;
        int within = f->within[(size_t)c * f->spot_count + s];
        draft_put(&f->draft, within);
        CLAUSE(&f->clauses, -within, x);
    }
    draft_add(&f->draft);
}

static void define_carried(struct formula *f, int x, uint32_t c, uint32_t mechanism)
{
    int chosen = f->hardening[(size_t)c * f->m->mechanism_count + mechanism];
    for (uint32_t i = 0; i < f->m->components[c].form_count; i++) {
        const struct form *form = form_of(f, c, i);
        int used = f->form[f->m->components[c].first_form + i];
        if (hardening_is_built_in(form, mechanism)) {
            CLAUSE(&f->clauses, -used, x);
        } else if (hardening_applies(f->m, form, mechanism)) {
            CLAUSE(&f->clauses, -used, -chosen, x);
            CLAUSE(&f->clauses, -used, -x, chosen);
        } else {
            CLAUSE(&f->clauses, -used, -x);
        }
    }
}

int formula_has(struct formula *f, uint32_t component, uint32_t mechanism)
{
    int *x = &f->has[(size_t)component * f->m->mechanism_count + mechanism];
    if (*x)
        return *x;
    *x = formula_variable(f);
    if (f->m->mechanisms[mechanism].kind == MECHANISM_HARDENING)
        define_carried(f, *x, component, mechanism);
    else
        define_inside(f, *x, component, mechanism);
    return *x;
}

/* ---- [Needs], [Conflicts], the system's constraints ---- */

static void keep_mechanism(struct formula *f, uint32_t c, uint32_t id)
{
    const struct mechanism *mechanism = &f->m->mechanisms[id];
    if (mechanism->needs_count == 0 && mechanism->conflicts_count == 0 && !mechanism->needs_unknown)
        return;
    int has = formula_has(f, c, id);
    for (uint32_t i = 0; i < mechanism->needs_count; i++)
        CLAUSE(&f->clauses, -has, formula_has(f, c, mechanism->needs[i]));
    for (uint32_t i = 0; i < mechanism->conflicts_count; i++)
        CLAUSE(&f->clauses, -has, -formula_has(f, c, mechanism->conflicts[i]));
    if (mechanism->needs_unknown)
        CLAUSE(&f->clauses, -has);
}

static void keep_rules(struct formula *f, uint32_t c)
{
    const struct model *m = f->m;
    for (uint32_t i = 0; i < m->forbid_count; i++)
        if (m->forbid[i].component == NONE || m->forbid[i].component == c)
            CLAUSE(&f->clauses, -formula_has(f, c, m->forbid[i].mechanism),
                   m->forbid[i].with == NONE ? LITERAL_FALSE : -formula_has(f, c, m->forbid[i].with));
    for (uint32_t i = 0; i < m->use_count; i++) {
        if (m->use[i].component == c)
            CLAUSE(&f->clauses, formula_has(f, c, m->use[i].mechanism));
        for (uint32_t k = 0; m->use[i].component == NONE && k < m->components[c].form_count; k++)
            if (!form_of(f, c, k)->is_vault) /* every component with code */
                CLAUSE(&f->clauses, -f->form[m->components[c].first_form + k], formula_has(f, c, m->use[i].mechanism));
    }
    for (uint32_t i = 0; i < m->place_count; i++)
        if (m->place[i].component == c) {
            int x = formula_variable(f);
            define_inside(f, x, c, m->place[i].mechanism);
            CLAUSE(&f->clauses, x);
        }
}

/* Somebody has it: true at least when it is so. */
static int somebody_has(struct formula *f, struct carried what)
{
    int x = formula_variable(f);
    for (uint32_t c = 0; c < f->m->component_count; c++) {
        if (!what.is_language)
            CLAUSE(&f->clauses, -formula_has(f, c, what.id), x);
        for (uint32_t i = 0; i < f->m->components[c].form_count && what.is_language; i++)
            if (form_of(f, c, i)->language == what.id)
                CLAUSE(&f->clauses, -f->form[f->m->components[c].first_form + i], x);
    }
    return x;
}

void formula_of_constraints(struct formula *f)
{
    const struct model *m = f->m;
    for (uint32_t c = 0; c < m->component_count; c++) {
        for (uint32_t i = 0; i < m->mechanism_count; i++)
            keep_mechanism(f, c, i);
        keep_rules(f, c);
    }
    for (uint32_t i = 0; i < m->exclude_count; i++)
        CLAUSE(&f->clauses, -somebody_has(f, m->exclude[i].a), -somebody_has(f, m->exclude[i].b));
    for (uint32_t i = 0; i < m->together_count; i++)
        for (uint32_t k = 1; k < m->together[i].count; k++)
            CLAUSE(&f->clauses, formula_equal(f, m->together[i].components[0], m->together[i].components[k]));
    for (uint32_t i = 0; i < m->apart_count; i++)
        for (uint32_t k = 0; k < m->apart[i].count; k++)
            for (uint32_t l = 0; l < k; l++)
                if (m->apart[i].components[k] != m->apart[i].components[l])
                    CLAUSE(&f->clauses, -formula_equal(f, m->apart[i].components[k], m->apart[i].components[l]));
}
