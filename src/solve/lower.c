#include "solve/lower.h"

static int compare(const struct cost_bound *a, const struct cost_bound *b)
{
    for (uint32_t i = 0; i < a->levels && i < b->levels; i++) {
        int order = rational_compare(a->value[i], b->value[i]);
        if (order != 0)
            return order;
    }
    return a->levels < b->levels ? -1 : a->levels > b->levels; /* costs are not negative: more levels say more */
}

void cost_bound_raise(struct cost_bound *bound, const struct cost_bound *other)
{
    if (compare(bound, other) < 0)
        *bound = *other;
}

bool cost_bound_exceeds(const struct model *m, const struct cost_bound *bound, const struct measures *cost)
{
    for (uint32_t i = 0; i < bound->levels && i < m->objective_count; i++) {
        int order = rational_compare(bound->value[i], cost->value[m->objective[i]]);
        if (order != 0)
            return order > 0;
    }
    return false;
}

void cost_bound_of(const struct model *m, const struct measures *cost, struct cost_bound *out)
{
    *out = (struct cost_bound){0};
    while (out->levels < m->objective_count) {
        out->value[out->levels] = cost->value[m->objective[out->levels]];
        out->levels++;
    }
}

uint32_t cost_bound_open_level(const struct model *m, const struct cost_bound *bound, const struct measures *cost)
{
    uint32_t i = 0;
    while (i < bound->levels && i < m->objective_count && rational_compare(bound->value[i], cost->value[m->objective[i]]) == 0)
        i++;
    return i;
}

double cost_gap(struct rational cost, struct rational bound)
{
    struct rational between;
    if (rational_compare(cost, bound) <= 0)
        return 0;
    if (!rational_sub(cost, bound, &between))
        return 100 * (1 - rational_to_double(bound) / rational_to_double(cost));
    return 100 * rational_to_double(between) / rational_to_double(cost);
}
