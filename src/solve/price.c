/* Costs as integers. Each measure is multiplied by a scale that makes all of its terms whole; the measures of the objective
 * are then packed into one number, the most important one highest, so that the packed numbers add up and compare as the
 * lexicographic objective does. Nothing is rounded. */
#include "solve/engine.h"
#include "solve/problem.h"

#define FINEST ((int128)1 << 100)

static const struct rational hundred = {100, 1};

static bool measure_matters(const struct problem *p, enum measure measure)
{
    const struct model *m = p->model;
    for (uint32_t i = 0; i < m->objective_count; i++)
        if (m->objective[i] == measure)
            return true;
    for (uint32_t i = 0; i < m->budget_count; i++)
        if (m->budgets[i].measure == measure)
            return true;
    return false;
}

/* The scale becomes a multiple of the value's denominator. */
static bool widen(int128 *scale, struct rational value)
{
    struct rational ratio;
    if (!rational_make(*scale, value.den, &ratio) || ratio.den > FINEST / *scale)
        return false;
    *scale *= ratio.den; /* scale / den = num' / den', so that lcm = scale × den' */
    return true;
}

static bool to_scale(struct rational value, int128 scale, int128 *out)
{
    if (scale % value.den != 0)
        return false;
    return !__builtin_mul_overflow(value.num, scale / value.den, out);
}

/* share · slowdown, both in percent, in percent of the run time */
static bool part_of(struct rational share, struct rational percent, struct rational *out)
{
    return rational_mul(share, percent, out) && rational_div(*out, hundred, out);
}

static bool memory_part(const struct form *form, struct rational percent, struct rational *out)
{
    *out = RATIONAL_ZERO;
    return !form->has_size || part_of(form->size, percent, out);
}

/* One crossing a second, in percent of the run time. */
static bool gate_part(const struct model *m, const struct mechanism *mech, struct rational *out)
{
    *out = RATIONAL_ZERO;
    if (!mech->has_gate || !m->rate_count)
        return true;
    if (!rational_mul(mech->gate, hundred, out))
        return false;
    return mech->gate_is_time || (m->has_clock && rational_div(*out, m->clock, out));
}

static bool runtime_scale(struct problem *p, int128 *rate_scale)
{
    const struct model *m = p->model;
    struct rational term;
    int128 *scale = &p->scale[MEASURE_RUNTIME];
    for (uint32_t i = 0; i < m->rate_count; i++)
        if (!widen(rate_scale, m->rates[i].per_second))
            return false;
    for (uint32_t i = 0; i < p->isolation_count; i++)
        if (!gate_part(m, &m->mechanisms[p->isolation[i]], &term) || !widen(scale, term))
            return false;
    if (*rate_scale > FINEST / *scale)
        return false;
    *scale *= *rate_scale;
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct component *component = &m->components[c];
        for (uint32_t x = 0; x < m->mechanism_count; x++)
            if (m->mechanisms[x].in_system &&
                (!part_of(component->share, m->mechanisms[x].cost_runtime, &term) || !widen(scale, term)))
                return false;
        for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++)
            if (!part_of(component->share, m->forms[f].cost_runtime, &term) || !widen(scale, term))
                return false;
    }
    return true;
}

static bool memory_scale(struct problem *p)
{
    const struct model *m = p->model;
    struct rational term;
    int128 *scale = &p->scale[MEASURE_MEMORY];
    for (uint32_t f = 0; f < m->form_count; f++) {
        if (!memory_part(&m->forms[f], m->forms[f].cost_memory, &term) || !widen(scale, term))
            return false;
        for (uint32_t x = 0; x < m->mechanism_count; x++)
            if (m->mechanisms[x].in_system &&
                (!memory_part(&m->forms[f], m->mechanisms[x].cost_memory, &term) || !widen(scale, term)))
                return false;
    }
    return true;
}

static bool rate_tables(struct problem *p, int128 rate_scale)
{
    const struct model *m = p->model;
    uint32_t n = m->component_count;
    for (uint32_t i = 0; i < m->rate_count; i++) {
        p->first_rate[m->rates[i].a + 2]++;
        p->first_rate[m->rates[i].b + 2]++;
    }
    for (uint32_t c = 0; c < n; c++)
        p->first_rate[c + 2] += p->first_rate[c + 1];
    for (uint32_t i = 0; i < m->rate_count; i++) {
        int128 value;
        if (!to_scale(m->rates[i].per_second, rate_scale, &value))
            return false;
        for (int side = 0; side < 2; side++) {
            uint32_t from = side ? m->rates[i].b : m->rates[i].a, to = side ? m->rates[i].a : m->rates[i].b;
            uint32_t at = p->first_rate[from + 1]++;
            p->rate_other[at] = to;
            p->rate_value[at] = value;
        }
    }
    return true;
}

static bool allocate(struct problem *p)
{
    const struct model *m = p->model;
    p->runtime_of = arena_new_array(&p->arena, int128, (size_t)m->component_count * m->mechanism_count);
    p->memory_of = arena_new_array(&p->arena, int128, (size_t)m->form_count * m->mechanism_count);
    p->gate_of = arena_new_array(&p->arena, int128, m->mechanism_count);
    p->first_rate = arena_new_array(&p->arena, uint32_t, m->component_count + 2u);
    p->rate_other = arena_new_array(&p->arena, uint32_t, (size_t)m->rate_count * 2);
    p->rate_value = arena_new_array(&p->arena, int128, (size_t)m->rate_count * 2);
    return p->runtime_of && p->memory_of && p->gate_of && p->first_rate && p->rate_other && p->rate_value;
}

static bool fill_tables(struct problem *p, int128 rate_scale)
{
    const struct model *m = p->model;
    struct rational term;
    for (uint32_t x = 0; x < m->mechanism_count; x++) {
        const struct mechanism *mech = &m->mechanisms[x];
        if (!mech->in_system)
            continue;
        if (measure_matters(p, MEASURE_RUNTIME)) {
            if (mech->kind == MECHANISM_ISOLATION &&
                (!gate_part(m, mech, &term) || !to_scale(term, p->scale[MEASURE_RUNTIME] / rate_scale, &p->gate_of[x])))
                return false;
            for (uint32_t c = 0; c < m->component_count; c++)
                if (!part_of(m->components[c].share, mech->cost_runtime, &term) ||
                    !to_scale(term, p->scale[MEASURE_RUNTIME], &p->runtime_of[(size_t)c * m->mechanism_count + x]))
                    return false;
        }
        for (uint32_t f = 0; measure_matters(p, MEASURE_MEMORY) && f < m->form_count; f++)
            if (!memory_part(&m->forms[f], mech->cost_memory, &term) ||
                !to_scale(term, p->scale[MEASURE_MEMORY], &p->memory_of[(size_t)f * m->mechanism_count + x]))
                return false;
    }
    return !measure_matters(p, MEASURE_RUNTIME) || rate_tables(p, rate_scale);
}

/* The most that each measure can come to. */
static bool largest(const struct problem *p, int128 *most)
{
    const struct model *m = p->model;
    int128 n = m->component_count, gate = 0;
    bool fits = true;
    most[MEASURE_RUNTIME] = most[MEASURE_MEMORY] = 0;
    most[MEASURE_COMPARTMENTS] = n;
    most[MEASURE_TRANSFORMATIONS] = n * (p->hardening_count + p->isolation_count);
    for (uint32_t x = 0; x < m->mechanism_count; x++)
        gate = p->gate_of[x] > gate ? p->gate_of[x] : gate;
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct component *component = &m->components[c];
        int128 most_runtime = 0, most_memory = 0;
        for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++) {
            struct alternative all = {.component = c, .form = f};
            for (uint32_t i = 0; i < p->hardening_count; i++)
                all.effective |= (mechanism_set)1 << i;
            price_alternative(p, &all);
            int128 runtime = all.part[MEASURE_RUNTIME], memory = all.part[MEASURE_MEMORY];
            for (uint32_t i = 0; i < p->isolation_count; i++) {
                runtime += price_step_part(p, f, p->isolation[i], MEASURE_RUNTIME);
                memory += price_step_part(p, f, p->isolation[i], MEASURE_MEMORY);
            }
            most_runtime = runtime > most_runtime ? runtime : most_runtime;
            most_memory = memory > most_memory ? memory : most_memory;
        }
        fits &= !__builtin_add_overflow(most[MEASURE_RUNTIME], most_runtime, &most[MEASURE_RUNTIME]);
        fits &= !__builtin_add_overflow(most[MEASURE_MEMORY], most_memory, &most[MEASURE_MEMORY]);
        for (uint32_t i = p->first_rate[c]; i < p->first_rate[c + 1]; i++) {
            int128 crossing;
            fits &= !__builtin_mul_overflow(p->rate_value[i], gate, &crossing) &&
                    !__builtin_add_overflow(most[MEASURE_RUNTIME], crossing, &most[MEASURE_RUNTIME]);
        }
    }
    return fits;
}

static bool pack(struct problem *p)
{
    const struct model *m = p->model;
    int128 most[MEASURE_COUNT], stride = 1;
    if (!largest(p, most))
        return false;
    for (uint32_t i = m->objective_count; i-- > 0 && p->options.scope != SCOPE_FEASIBLE;) {
        enum measure measure = m->objective[i];
        bool repeated = false;
        for (uint32_t k = 0; k < i; k++)
            repeated |= m->objective[k] == measure;
        if (repeated)
            continue;
        p->stride[measure] = stride;
        if (__builtin_mul_overflow(stride, most[measure] + 1, &stride) || stride > COST_MOST)
            return false;
    }
    return true;
}

/* Budgets are rounded down to the scale: sums are multiples of it. */
static bool scale_budgets(struct problem *p)
{
    const struct model *m = p->model;
    const struct relaxation *r = p->options.relaxed;
    for (uint32_t i = 0; i < m->budget_count; i++) {
        if (is_dropped(r ? r->budget : NULL, i))
            continue;
        enum measure measure = m->budgets[i].measure;
        struct rational most = m->budgets[i].most;
        int128 product, scaled;
        if (__builtin_mul_overflow(most.num, p->scale[measure], &product)) {
            /* too large or too finely written for the product: divided first, what is left over is less than one */
            int128 whole = most.num / most.den, rest = most.num % most.den;
            if (__builtin_mul_overflow(whole, p->scale[measure], &scaled))
                scaled = COST_MOST; /* never reached */
            else {
                int128 part;
                if (__builtin_mul_overflow(rest, p->scale[measure], &part))
                    return false;
                scaled += part / most.den;
            }
        } else {
            scaled = product / most.den;
        }
        if (!p->has_budget[measure] || scaled < p->budget[measure])
            p->budget[measure] = scaled;
        p->has_budget[measure] = true;
    }
    return true;
}

mspec_status price_build(struct problem *p)
{
    int128 rate_scale = 1;
    for (int i = 0; i < MEASURE_COUNT; i++)
        p->scale[i] = 1;
    if (!allocate(p))
        return MSPEC_ERROR_MEMORY;
    if ((measure_matters(p, MEASURE_RUNTIME) && !runtime_scale(p, &rate_scale)) ||
        (measure_matters(p, MEASURE_MEMORY) && !memory_scale(p)) || !fill_tables(p, rate_scale) || !pack(p) ||
        !scale_budgets(p))
        return MSPEC_ERROR_LIMIT;
    return MSPEC_OK;
}

/* The scales fit every term, so that nothing here can fail. */
void price_alternative(const struct problem *p, struct alternative *a)
{
    const struct model *m = p->model;
    const struct form *form = &m->forms[a->form];
    struct rational term;
    int128 value;
    for (int i = 0; i < MEASURE_COUNT; i++)
        a->part[i] = 0;
    if (measure_matters(p, MEASURE_RUNTIME) && part_of(m->components[a->component].share, form->cost_runtime, &term) &&
        to_scale(term, p->scale[MEASURE_RUNTIME], &value))
        a->part[MEASURE_RUNTIME] = value;
    if (measure_matters(p, MEASURE_MEMORY) && memory_part(form, form->cost_memory, &term) &&
        to_scale(term, p->scale[MEASURE_MEMORY], &value))
        a->part[MEASURE_MEMORY] = value;
    a->part[MEASURE_TRANSFORMATIONS] = a->hardening_count;
    for (mechanism_set rest = a->effective; rest; rest &= rest - 1) {
        uint32_t mechanism = p->hardening[__builtin_ctzll(rest)];
        a->part[MEASURE_RUNTIME] += price_step_part(p, a->form, mechanism, MEASURE_RUNTIME);
        a->part[MEASURE_MEMORY] += price_step_part(p, a->form, mechanism, MEASURE_MEMORY);
    }
    a->cost = 0;
    for (int i = 0; i < MEASURE_COUNT; i++)
        a->cost += p->stride[i] * a->part[i];
}

bool cost_unpack(const struct problem *p, cost_t cost, struct cost_bound *out)
{
    const struct model *m = p->model;
    *out = (struct cost_bound){0};
    for (uint32_t i = 0; i < m->objective_count; i++) {
        enum measure measure = m->objective[i];
        cost_t stride = p->stride[measure];
        if (!stride || !rational_make(cost / stride, p->scale[measure], &out->value[i]))
            return false;
        cost %= stride;
        out->levels++;
    }
    return true;
}

bool cost_pack(const struct problem *p, const struct measures *cost, cost_t *out)
{
    const struct model *m = p->model;
    *out = 0;
    for (uint32_t i = 0; i < m->objective_count; i++) {
        enum measure measure = m->objective[i];
        int128 value, part;
        if (!to_scale(cost->value[measure], p->scale[measure], &value) || __builtin_mul_overflow(value, p->stride[measure], &part) ||
            __builtin_add_overflow(*out, part, out))
            return false;
    }
    return *out < COST_MOST - 1;
}

int128 price_step_part(const struct problem *p, uint32_t form, uint32_t mechanism, enum measure measure)
{
    size_t mechanisms = p->model->mechanism_count;
    if (measure == MEASURE_RUNTIME)
        return p->runtime_of[p->model->forms[form].component * mechanisms + mechanism];
    return measure == MEASURE_MEMORY ? p->memory_of[form * mechanisms + mechanism] : 0;
}

cost_t price_step(const struct problem *p, uint32_t form, uint32_t mechanism)
{
    return p->stride[MEASURE_RUNTIME] * price_step_part(p, form, mechanism, MEASURE_RUNTIME) +
           p->stride[MEASURE_MEMORY] * price_step_part(p, form, mechanism, MEASURE_MEMORY);
}
