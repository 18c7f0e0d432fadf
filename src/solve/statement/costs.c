/* What a configuration costs: each measure of the objective, and each that a budget bounds, as a sum of whole numbers. */
#include "solve/statement/depths.h"

#include <stdlib.h>

struct tally { /* a sum in the making */
    struct statement *st;
    enum measure measure;
    struct {
        VECTOR(struct weighed);
    } terms;
    int128 offset;
};

static void add(struct tally *t, int128 weight, literal l)
{
    bool fits = true;
    if (weight == 0 || l == LITERAL_FALSE)
        return;
    if (l == LITERAL_TRUE)
        fits = int128_add(t->offset, weight, &t->offset);
    else if (!vector_push(t->st->p->memory, &t->terms, ((struct weighed){weight, l})))
        t->st->failed = true;
    t->st->too_large |= !fits;
}

/* ---- the measures ---- */

/* What a mechanism costs each form of a component where the literal holds. */
static void add_step(struct tally *t, uint32_t component, uint32_t mechanism, literal where, uint32_t bit)
{
    struct statement *st = t->st;
    const struct component *c = &st->m->components[component];
    bool all_alike = true;
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++) {
        bool has_it = bit == NONE || (form_may_carry(st->m, mechanism, &st->m->forms[f]) &&
                                      !form_has_built_in(&st->m->forms[f], mechanism));
        all_alike &= has_it && price_step_part(st->p, f, mechanism, t->measure) ==
                                   price_step_part(st->p, c->first_form, mechanism, t->measure);
    }
    if (all_alike) {
        add(t, price_step_part(st->p, c->first_form, mechanism, t->measure), where);
        return;
    }
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
        if (bit == NONE ||
            (form_may_carry(st->m, mechanism, &st->m->forms[f]) && !form_has_built_in(&st->m->forms[f], mechanism)))
            if (price_step_part(st->p, f, mechanism, t->measure))
                add(t, price_step_part(st->p, f, mechanism, t->measure), literal_both(st, where, literal_form(st, f)));
}

static void add_payment(void *user, int128 weight, literal l)
{
    add(user, weight, l);
}

static void add_components(struct tally *t)
{
    struct statement *st = t->st;
    for (uint32_t c = 0; c < st->m->component_count; c++) {
        const struct component *component = &st->m->components[c];
        for (uint32_t r = 1; r < st->routes.count; r++)
            add_step(t, c, st->routes.items[r].mechanism, literal_inside(st, c, r), NONE);
        if (st->worth) {
            picks_pay(st, c, t->measure, add_payment, t);
            continue;
        }
        for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++) {
            struct alternative bare = {.component = c, .form = f};
            price_alternative(st->p, &bare);
            add(t, bare.part[t->measure], literal_form(st, f));
        }
        for (uint32_t bit = 0; bit < st->p->hardening_count; bit++)
            if (literal_hardened(st, c, bit) != LITERAL_FALSE)
                add_step(t, c, st->p->hardening[bit], literal_hardened(st, c, bit), bit);
    }
}

/* Is the gate at the end of the route, and of each on the way, at least as dear? Then who is divided there crosses at least
 * such a one, wherever the two part. */
static bool is_dear_all_the_way(const struct statement *st, uint32_t route, int128 gate)
{
    for (uint32_t r = route; r != 0; r = st->routes.items[r].parent)
        if (st->p->gate_of[st->routes.items[r].mechanism] < gate)
            return false;
    return true;
}

/* A crossing between the two costs at least that gate: the mechanism of the outermost compartments that part them, the
 * dearer of the two. False only if it does not. */
static literal literal_gate(struct statement *st, uint32_t a, uint32_t b, uint32_t mechanism)
{
    int128 gate = st->p->gate_of[mechanism];
    uint32_t routes = 0, only = 0;
    if (st->depths)
        return depths_gate(st, a, b, mechanism);
    bool is_plain = true;
    for (uint32_t r = 1; r < st->routes.count; r++)
        if (st->p->gate_of[st->routes.items[r].mechanism] >= gate) {
            routes++;
            only = r;
            is_plain &= is_dear_all_the_way(st, r, gate);
        }
    if (routes <= 1 && is_plain)
        return routes ? -literal_undivided(st, a, b, only) : LITERAL_FALSE;
    bool is_new;
    literal l = statement_variable(st, VARIABLE_GATE, a, b, mechanism, NONE, &is_new);
    int32_t why = statement_reason(st, (struct reason){REASON_COST, a, b, NONE, mechanism, 0, {0}});
    for (uint32_t r = 1; r < st->routes.count && is_new; r++) {
        if (st->p->gate_of[st->routes.items[r].mechanism] < gate)
            continue;
        literal parted =
            is_dear_all_the_way(st, r, gate) ? LITERAL_FALSE : -literal_undivided(st, a, b, st->routes.items[r].parent);
        CLAUSE(st, why, l, literal_undivided(st, a, b, r), parted);
    }
    return l;
}

/* The cheapest gate, among mechanisms that a route ends in, that is dearer than this one; NONE when there is none. */
static uint32_t next_gate(const struct statement *st, int128 than)
{
    uint32_t best = NONE;
    for (uint32_t r = 1; r < st->routes.count; r++) {
        uint32_t mechanism = st->routes.items[r].mechanism;
        int128 gate = st->p->gate_of[mechanism];
        if (gate > than && (best == NONE || gate < st->p->gate_of[best]))
            best = mechanism;
    }
    return best;
}

static void add_crossings(struct tally *t)
{
    struct statement *st = t->st;
    const struct problem *p = st->p;
    for (uint32_t a = 0; a < st->m->component_count; a++)
        for (uint32_t i = p->first_rate[a]; i < p->first_rate[a + 1]; i++) {
            uint32_t b = p->rate_other[i];
            int128 below = 0, weight;
            for (uint32_t x; a < b && (x = next_gate(st, below)) != NONE; below = p->gate_of[x]) {
                st->too_large |= !int128_mul(p->rate_value[i], p->gate_of[x] - below, &weight);
                if (!st->too_large)
                    add(t, weight, literal_gate(st, a, b, x));
            }
        }
}

/* Hardening chosen, once a component, or once a place where it is chosen per compartment; and the compartments built. */
static void add_transformations(struct tally *t)
{
    struct statement *st = t->st;
    bool picked = st->worth && st->m->hardening == HARDENING_PER_COMPONENT;
    for (uint32_t c = 0; c < st->m->component_count; c++) {
        if (picked)
            picks_pay(st, c, t->measure, add_payment, t);
        for (uint32_t bit = 0; bit < st->p->hardening_count && !picked; bit++) {
            literal chosen = literal_hardened(st, c, bit);
            if (chosen == LITERAL_FALSE)
                continue;
            if (st->m->hardening == HARDENING_PER_COMPARTMENT && c > 0) {
                bool is_new;
                literal counted = statement_variable(st, VARIABLE_COUNTED, c, st->p->hardening[bit], NONE, NONE, &is_new);
                if (is_new)
                    CLAUSE(st, statement_reason(st, reason_plain(REASON_DEFINITION)), counted, -chosen,
                           -literal_first(st, c));
                chosen = counted;
            }
            add(t, 1, chosen);
        }
        for (uint32_t d = 1; st->depths && d <= st->depths->count; d++)
            add(t, 1, depths_opens(st, c, d));
        for (uint32_t r = 1; !st->depths && r < st->routes.count; r++)
            add(t, 1, literal_opens(st, c, r));
    }
}

static void add_measure(struct tally *t)
{
    switch (t->measure) {
    case MEASURE_RUNTIME:
        add_components(t);
        add_crossings(t);
        break;
    case MEASURE_MEMORY: add_components(t); break;
    case MEASURE_COMPARTMENTS:
        for (uint32_t c = 0; c < t->st->m->component_count; c++)
            add(t, 1, literal_first(t->st, c));
        break;
    default: add_transformations(t);
    }
}

/* ---- sums ---- */

static int compare_terms(const void *x, const void *y)
{
    const struct weighed *a = x, *b = y;
    return (a->of > b->of) - (a->of < b->of);
}

/* Terms on one literal become one, and all is divided by what divides all. */
static bool finish(struct tally *t, struct sum *out)
{
    struct statement *st = t->st;
    size_t count = 0;
    int128 divisor = t->offset;
    if (t->terms.count)
        qsort(t->terms.items, t->terms.count, sizeof *t->terms.items, compare_terms);
    for (size_t i = 0; i < t->terms.count; i++) {
        if (count && t->terms.items[count - 1].of == t->terms.items[i].of)
            st->too_large |=
                !int128_add(t->terms.items[count - 1].weight, t->terms.items[i].weight, &t->terms.items[count - 1].weight);
        else
            t->terms.items[count++] = t->terms.items[i];
    }
    for (size_t i = 0; i < count; i++)
        divisor = int128_divisor(t->terms.items[i].weight, divisor);
    if (divisor == 0)
        divisor = 1;
    int128 all = t->offset;
    for (size_t i = 0; i < count; i++) {
        st->too_large |= !int128_add(all, t->terms.items[i].weight, &all);
        t->terms.items[i].weight /= divisor;
    }
    *out = (struct sum){.count = count, .offset = t->offset / divisor, .most = divisor, .measure = t->measure};
    st->too_large |= !rational_make(divisor, st->p->scale[t->measure], &out->unit);
    out->terms = arena_copy_array_(&st->arena, t->terms.items, count, sizeof *t->terms.items);
    st->failed |= !out->terms;
    return !st->failed && !st->too_large;
}

static void put_sum(struct statement *st, struct sum sum, bool is_budget)
{
    bool fine = is_budget ? vector_push(st->p->memory, &st->limits, sum) : vector_push(st->p->memory, &st->measures, sum);
    st->failed |= !fine;
}

static void state_measure(struct statement *st, enum measure measure, bool in_objective)
{
    struct tally t = {.st = st, .measure = measure};
    struct sum sum;
    add_measure(&t);
    bool fine = finish(&t, &sum);
    vector_free(st->p->memory, &t.terms);
    if (!fine)
        return;
    int128 divisor = sum.most;
    sum.why = reason_plain(REASON_COST);
    if (in_objective)
        put_sum(st, sum, false);
    if (!st->p->has_budget[measure])
        return;
    sum.most = st->p->budget[measure] / divisor; /* sums are multiples of it */
    for (uint32_t i = 0; i < st->m->budget_count; i++)
        if (st->m->budgets[i].measure == measure)
            sum.why = (struct reason){REASON_BUDGET, NONE, NONE, NONE, NONE, 0, st->m->budgets[i].span};
    put_sum(st, sum, true);
}

/* The measure stands in the objective before that level, too. */
static bool is_repeated(const struct model *m, uint32_t level)
{
    for (uint32_t i = 0; i < level; i++)
        if (m->objective[i] == m->objective[level])
            return true;
    return false;
}

/* Measures that nothing asks for until those before them are settled, and that no budget bounds, can wait. */
static bool may_wait(const struct statement *st)
{
    bool wait = st->depths != NULL;
    for (uint32_t i = 1; i < st->m->objective_count; i++)
        wait &= !st->p->has_budget[st->m->objective[i]];
    return wait;
}

bool statement_next_measure(struct statement *st)
{
    const struct model *m = st->m;
    while (st->next_level < m->objective_count && is_repeated(m, st->next_level))
        st->next_level++;
    if (st->next_level == m->objective_count)
        return false;
    state_measure(st, m->objective[st->next_level++], true);
    return true;
}

void costs_state(struct statement *st)
{
    bool waits = may_wait(st);
    while (!st->failed && !st->too_large && statement_next_measure(st) && !waits)
        ;
    for (int measure = 0; measure < MEASURE_COUNT && !st->failed && !st->too_large; measure++) {
        bool is_minimised = false;
        for (uint32_t i = 0; i < st->m->objective_count; i++)
            is_minimised |= st->m->objective[i] == (enum measure)measure;
        if (!is_minimised && st->p->has_budget[measure])
            state_measure(st, (enum measure)measure, false);
    }
}
