#include "verify/measure.h"

#include "verify/reach.h"

/* A sum that remembers whether it has ever overflown. */
struct sum {
    struct rational value;
    bool overflow;
};

static void add(struct sum *sum, struct rational term)
{
    if (!sum->overflow && !rational_add(sum->value, term, &sum->value))
        sum->overflow = true;
}

static void add_product(struct sum *sum, struct rational x, struct rational y)
{
    struct rational product;
    if (!rational_mul(x, y, &product))
        sum->overflow = true;
    else
        add(sum, product);
}

/* [Cost] of its chosen hardening, as far as it applies (what is built in costs nothing), of the mechanisms on its path, and
 * of the component or variant itself. */
static struct rational cost_of(const struct desk *d, uint32_t component, bool memory, bool *overflow)
{
    const struct form *f = desk_form(d, component);
    const struct choice *choice = &d->c->choices[component];
    struct sum sum = {memory ? f->cost_memory : f->cost_runtime, false};
    for (uint32_t i = 0; i < choice->hardening_count; i++) {
        const struct mechanism *h = &d->m->mechanisms[choice->hardening[i]];
        if (hardening_applies(d->m, f, choice->hardening[i]) && !hardening_is_built_in(f, choice->hardening[i]))
            add(&sum, memory ? h->cost_memory : h->cost_runtime);
    }
    for (uint32_t i = 0; i < choice->depth; i++) {
        const struct mechanism *mechanism = &d->m->mechanisms[choice->path[i].mechanism];
        add(&sum, memory ? mechanism->cost_memory : mechanism->cost_runtime);
    }
    *overflow |= sum.overflow;
    return sum.value;
}

/* Seconds of one crossing of a mechanism's gate. */
static bool gate_seconds(const struct model *m, uint32_t mechanism, struct rational *out, bool *overflow)
{
    const struct mechanism *g = &m->mechanisms[mechanism];
    *out = RATIONAL_ZERO;
    if (!g->has_gate || rational_compare(g->gate, RATIONAL_ZERO) == 0)
        return true;
    if (g->gate_is_time) {
        *out = g->gate;
        return true;
    }
    if (!m->has_clock)
        return false;
    if (!rational_div(g->gate, m->clock, out))
        *overflow = true;
    return true;
}

/* The gate between two components: of the outermost mechanism that separates them, the larger of two. False when a gate is
 * stated in cycles and there is no clock. */
static bool gate_between(const struct desk *d, uint32_t a, uint32_t b, struct rational *out, bool *overflow)
{
    const struct choice *x = &d->c->choices[a], *y = &d->c->choices[b];
    uint32_t common = path_common(x, y);
    struct rational first = RATIONAL_ZERO, second = RATIONAL_ZERO;
    if (common < x->depth && !gate_seconds(d->m, x->path[common].mechanism, &first, overflow))
        return false;
    if (common < y->depth && !gate_seconds(d->m, y->path[common].mechanism, &second, overflow))
        return false;
    *out = rational_compare(first, second) < 0 ? second : first;
    return true;
}

/* Percent of the unprotected run time. False when it is not known: no profile, or no clock for cycles. */
static bool measure_runtime(const struct desk *d, struct sum *sum)
{
    const struct rational hundred = rational_from(100), percent = {1, 100};
    *sum = (struct sum){RATIONAL_ZERO, false};
    if (!d->m->has_profile)
        return false;
    for (uint32_t c = 0; c < d->c->count; c++) {
        struct rational slowdown = cost_of(d, c, false, &sum->overflow), share;
        if (!rational_mul(d->m->components[c].share, percent, &share))
            sum->overflow = true;
        else
            add_product(sum, share, slowdown);
    }
    for (uint32_t i = 0; i < d->m->rate_count; i++) {
        const struct rate *rate = &d->m->rates[i];
        struct rational gate, per_second;
        if (!gate_between(d, rate->a, rate->b, &gate, &sum->overflow))
            return false;
        if (!rational_mul(rate->per_second, hundred, &per_second))
            sum->overflow = true;
        else
            add_product(sum, per_second, gate);
    }
    return true;
}

static void measure_memory(const struct desk *d, struct sum *sum)
{
    const struct rational percent = {1, 100};
    *sum = (struct sum){RATIONAL_ZERO, false};
    for (uint32_t c = 0; c < d->c->count; c++) {
        struct rational share;
        if (!desk_form(d, c)->has_size)
            continue;
        struct rational cost = cost_of(d, c, true, &sum->overflow);
        if (!rational_mul(cost, percent, &share))
            sum->overflow = true;
        else
            add_product(sum, desk_form(d, c)->size, share);
    }
}

/* Hardening chosen, once a component, or once a place where it is chosen per compartment; and the compartments built. */
static uint64_t count_transformations(const struct desk *d)
{
    uint64_t count = d->compartments.tree.count - 1;
    for (uint32_t c = 0; c < d->c->count; c++) {
        bool first = d->compartments.first_of[d->compartments.group_of[c]] == c;
        if (d->m->hardening == HARDENING_PER_COMPONENT || first)
            count += d->c->choices[c].hardening_count;
    }
    return count;
}

void measures_work_out(struct desk *d, struct measures *out)
{
    struct sum runtime, memory;
    *out = (struct measures){0};
    out->known[MEASURE_RUNTIME] = measure_runtime(d, &runtime);
    measure_memory(d, &memory);
    out->known[MEASURE_COMPARTMENTS] = out->known[MEASURE_TRANSFORMATIONS] = out->known[MEASURE_MEMORY] = true;
    out->value[MEASURE_RUNTIME] = runtime.value;
    out->value[MEASURE_MEMORY] = memory.value;
    out->value[MEASURE_COMPARTMENTS] = rational_from(d->compartments.group_count);
    out->value[MEASURE_TRANSFORMATIONS] = rational_from((int64_t)count_transformations(d));
    out->overflow = (out->known[MEASURE_RUNTIME] && runtime.overflow) || memory.overflow;
    if (!out->known[MEASURE_RUNTIME])
        out->value[MEASURE_RUNTIME] = RATIONAL_ZERO;
}

int measures_compare(const struct model *m, const struct measures *a, const struct measures *b)
{
    for (uint32_t i = 0; i < m->objective_count; i++) {
        enum measure measure = m->objective[i];
        int order = rational_compare(a->value[measure], b->value[measure]);
        if (order != 0)
            return order;
    }
    return 0;
}
