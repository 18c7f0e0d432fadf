/* The objective: for each measure, literals that are true when their part of the cost is paid, and how much each costs. With the
 * value that a valid configuration gives the variables, the parts that are paid add up to its measure (docs/semantics.md, cost). */
#include "certify/formula.h"

#include "verify/reach.h"

static void pay(struct formula *f, struct level *l, int literal, struct rational value)
{
    struct cost new = {literal, value};
    if (literal == LITERAL_FALSE || value.num == 0)
        return;
    if (value.num < 0 || (literal == LITERAL_TRUE && !rational_add(l->constant, value, &l->constant))) {
        f->uncovered = "a figure of its costs is too large or too fine";
        return;
    }
    if (literal != LITERAL_TRUE && !vector_push(f->clauses.memory, &l->costs, new))
        f->clauses.failed = true;
}

static struct rational product(struct formula *f, struct rational a, struct rational b)
{
    struct rational out = RATIONAL_ZERO;
    if (!rational_mul(a, b, &out))
        f->uncovered = "a figure of its costs is too large or too fine";
    return out;
}

/* Both hold. */
static int both(struct formula *f, int a, int b)
{
    if (a == LITERAL_TRUE || b == LITERAL_TRUE)
        return a == LITERAL_TRUE ? b : a;
    if (a == LITERAL_FALSE || b == LITERAL_FALSE)
        return LITERAL_FALSE;
    int x = formula_variable(f);
    CLAUSE(&f->clauses, -a, -b, x);
    return x;
}

/* ---- what is in a component: variant, hardening, mechanisms on its path; `share` is what one percent costs ---- */

static bool is_paid_by_all(const struct formula *f, uint32_t c, uint32_t h)
{
    const struct component *component = &f->m->components[c];
    for (uint32_t i = component->first_form; i < component->first_form + component->form_count; i++)
        if (!hardening_applies(f->m, &f->m->forms[i], h) || hardening_is_built_in(&f->m->forms[i], h))
            return false;
    return true;
}

static void pay_hardening(struct formula *f, struct level *l, uint32_t c, uint32_t h, struct rational cost, struct rational share)
{
    const struct component *component = &f->m->components[c];
    int chosen = f->hardening[(size_t)c * f->m->mechanism_count + h];
    if (cost.num == 0 || share.num == 0)
        return;
    if (is_paid_by_all(f, c, h)) {
        pay(f, l, chosen, product(f, cost, share));
        return;
    }
    for (uint32_t i = component->first_form; i < component->first_form + component->form_count; i++)
        if (hardening_applies(f->m, &f->m->forms[i], h) && !hardening_is_built_in(&f->m->forms[i], h))
            pay(f, l, both(f, f->form[i], chosen), product(f, cost, share));
}

static void pay_component(struct formula *f, struct level *l, uint32_t c, bool memory, struct rational share)
{
    const struct model *m = f->m;
    for (uint32_t i = 0; i < m->mechanism_count; i++) {
        const struct mechanism *mechanism = &m->mechanisms[i];
        struct rational cost = memory ? mechanism->cost_memory : mechanism->cost_runtime;
        if (cost.num != 0 && mechanism->kind == MECHANISM_HARDENING)
            pay_hardening(f, l, c, i, cost, share);
        for (uint32_t s = 1; s < f->spot_count && cost.num != 0; s++)
            if (f->spots[s].mechanism == i)
                pay(f, l, f->within[(size_t)c * f->spot_count + s], product(f, cost, share));
    }
}

static const struct rational percent = {1, 100};

static void pay_runtime(struct formula *f, struct level *l)
{
    for (uint32_t c = 0; c < f->m->component_count; c++) {
        const struct component *component = &f->m->components[c];
        struct rational share = product(f, component->share, percent);
        pay_component(f, l, c, false, share);
        for (uint32_t i = component->first_form; i < component->first_form + component->form_count; i++)
            pay(f, l, f->form[i], product(f, f->m->forms[i].cost_runtime, share));
    }
}

/* Only variants that state a size cost memory: what depends on the choice is paid by each of them. */
static void pay_memory(struct formula *f, struct level *l)
{
    for (uint32_t i = 0; i < f->m->form_count; i++) {
        const struct form *form = &f->m->forms[i];
        uint32_t c = form->component;
        if (!form->has_size)
            continue;
        struct rational share = product(f, form->size, percent);
        pay(f, l, f->form[i], product(f, form->cost_memory, share));
        for (uint32_t k = 0; k < f->m->mechanism_count; k++) {
            const struct mechanism *mechanism = &f->m->mechanisms[k];
            struct rational cost = product(f, mechanism->cost_memory, share);
            if (cost.num == 0)
                continue;
            if (hardening_applies(f->m, form, k) && !hardening_is_built_in(form, k))
                pay(f, l, both(f, f->form[i], f->hardening[(size_t)c * f->m->mechanism_count + k]), cost);
            for (uint32_t s = 1; s < f->spot_count; s++)
                if (f->spots[s].mechanism == k)
                    pay(f, l, both(f, f->form[i], f->within[(size_t)c * f->spot_count + s]), cost);
        }
    }
}

/* ---- gates ---- */

struct gates {
    struct rational *of;    /* by mechanism: seconds of a crossing */
    struct rational *steps; /* the different ones above zero, ascending */
    uint32_t count;
};

static bool list_gates(struct formula *f, struct gates *g)
{
    const struct model *m = f->m;
    g->of = arena_new_array(&f->arena, struct rational, m->mechanism_count);
    g->steps = arena_new_array(&f->arena, struct rational, m->mechanism_count);
    if (!g->of || !g->steps)
        return false;
    for (uint32_t i = 0; i < m->mechanism_count; i++) {
        const struct mechanism *x = &m->mechanisms[i];
        g->of[i] = RATIONAL_ZERO;
        if (!builds_here(m, i) || !x->has_gate || x->gate.num == 0)
            continue;
        if (x->gate_is_time)
            g->of[i] = x->gate;
        else if (!m->has_clock || !rational_div(x->gate, m->clock, &g->of[i])) {
            f->uncovered = m->has_clock ? "a figure of its costs is too large or too fine" : "a gate in cycles, and no clock";
            return false;
        }
        uint32_t at = g->count;
        while (at > 0 && rational_compare(g->steps[at - 1], g->of[i]) >= 0)
            at--;
        if (at < g->count && rational_compare(g->steps[at], g->of[i]) == 0)
            continue;
        memmove(&g->steps[at + 1], &g->steps[at], (g->count - at) * sizeof *g->steps);
        g->steps[at] = g->of[i];
        g->count++;
    }
    return true;
}

/* The first mechanism that one of the two has beyond what they share: its gate is paid, and with it all lower steps. */
static void cut(struct formula *f, const struct gates *g, const int *cuts, uint32_t a, uint32_t b)
{
    for (uint32_t s = 1; s < f->spot_count; s++) {
        struct rational gate = g->of[f->spots[s].mechanism];
        uint32_t step = g->count;
        if (gate.num == 0)
            continue;
        while (rational_compare(g->steps[step - 1], gate) > 0)
            step--;
        CLAUSE(&f->clauses, -f->within[(size_t)a * f->spot_count + s], formula_same(f, a, b, f->spots[s].depth),
               -formula_same(f, a, b, f->spots[s].depth - 1), cuts[step - 1]);
    }
}

static bool pay_crossings(struct formula *f, struct level *l)
{
    struct gates g = {0};
    if (!list_gates(f, &g))
        return false;
    int *cuts = arena_new_array(&f->arena, int, g.count);
    if (!cuts)
        return false;
    for (uint32_t i = 0; i < f->m->rate_count && g.count > 0 && !formula_failed(f); i++) {
        const struct rate *rate = &f->m->rates[i];
        struct rational below = RATIONAL_ZERO, per_second = product(f, rate->per_second, rational_from(100));
        for (uint32_t k = 0; k < g.count; k++) {
            struct rational step;
            cuts[k] = formula_variable(f);
            if (k > 0)
                CLAUSE(&f->clauses, -cuts[k], cuts[k - 1]);
            if (!rational_sub(g.steps[k], below, &step))
                return f->uncovered = "a figure of its costs is too large or too fine", false;
            pay(f, l, cuts[k], product(f, per_second, step));
            below = g.steps[k];
        }
        cut(f, &g, cuts, rate->a, rate->b);
        cut(f, &g, cuts, rate->b, rate->a);
    }
    return true;
}

/* ---- counts ---- */

static void pay_compartments(struct formula *f, struct level *l)
{
    for (uint32_t c = 0; c < f->m->component_count; c++)
        pay(f, l, formula_leads(f, c), rational_from(1));
}

static void pay_transformations(struct formula *f, struct level *l)
{
    const struct model *m = f->m;
    for (uint32_t c = 0; c < m->component_count; c++) {
        for (uint32_t h = 0; h < m->mechanism_count; h++) {
            int chosen = f->hardening[(size_t)c * m->mechanism_count + h];
            if (chosen != LITERAL_FALSE && m->hardening == HARDENING_PER_COMPARTMENT)
                chosen = both(f, chosen, formula_leads(f, c));
            pay(f, l, chosen, rational_from(1));
        }
        for (uint32_t s = 1; s < f->spot_count; s++)
            pay(f, l, formula_opens(f, c, s), rational_from(1));
    }
}

/* ---- whole numbers ---- */

/* The least common denominator of all parts. */
static bool find_scale(struct level *l)
{
    int128 scale = 1;
    for (size_t i = 0; i < l->costs.count; i++) {
        int128 den = l->costs.items[i].value.den;
        if (!int128_mul(scale / int128_divisor(scale, den), den, &scale))
            return false;
    }
    l->scale = (struct rational){scale, 1};
    return true;
}

static bool weigh(struct formula *f, struct level *l)
{
    int128 sum = 0;
    l->weights = arena_new_array(&f->arena, struct weight, l->costs.count);
    if (!l->weights)
        return f->clauses.failed = true, false;
    for (size_t i = 0; i < l->costs.count; i++) {
        struct rational weight;
        if (!rational_mul(l->costs.items[i].value, l->scale, &weight) || weight.den != 1 || !int128_add(sum, weight.num, &sum))
            return false;
        l->weights[l->weight_count++] = (struct weight){l->costs.items[i].literal, weight.num};
    }
    return true;
}

static bool measure(struct formula *f, struct level *l, enum measure measure)
{
    l->measure = measure;
    l->constant = RATIONAL_ZERO;
    switch (measure) {
    case MEASURE_RUNTIME:
        pay_runtime(f, l);
        if (!pay_crossings(f, l))
            return false;
        break;
    case MEASURE_COMPARTMENTS: pay_compartments(f, l); break;
    case MEASURE_TRANSFORMATIONS: pay_transformations(f, l); break;
    default: pay_memory(f, l); break;
    }
    if (!formula_failed(f) && (!find_scale(l) || !weigh(f, l)) && !f->clauses.failed)
        f->uncovered = "a figure of its costs is too large or too fine";
    return !formula_failed(f);
}

/* ---- budgets ---- */

int128 formula_weight(const struct level *level, int literal)
{
    int128 sum = 0;
    for (size_t i = 0; i < level->weight_count; i++) /* the sum of all fits */
        if (level->weights[i].literal == literal)
            sum += level->weights[i].value;
    return sum;
}

/* Rounded down: weights are whole. */
static bool find_most(struct limit *limit, struct rational budget)
{
    struct rational most;
    if (!rational_sub(budget, limit->level.constant, &most) || !rational_mul(most, limit->level.scale, &most))
        return false;
    limit->most = most.num < 0 ? -1 : most.num / most.den;
    return true;
}

static bool note_budgets(struct formula *f)
{
    const struct model *m = f->m;
    f->limits = arena_new_array(&f->arena, struct limit, m->budget_count);
    if (!f->limits)
        return false;
    for (uint32_t i = 0; i < m->budget_count; i++) {
        struct limit *limit = &f->limits[f->limit_count++];
        if (m->budgets[i].measure == MEASURE_RUNTIME && !m->has_profile)
            continue;
        if (!measure(f, &limit->level, m->budgets[i].measure))
            return false;
        limit->known = find_most(limit, m->budgets[i].most);
    }
    return true;
}

bool formula_of_costs(struct formula *f)
{
    for (uint32_t i = 0; i < f->m->objective_count; i++)
        if (!measure(f, &f->levels[f->level_count++], f->m->objective[i]))
            return false;
    return note_budgets(f) && !formula_failed(f);
}
