/* A solution as a configuration. */
#include "solve/sat/encode.h"

static bool read_choice(const struct problem *p, struct arena *a, const struct alternative *alternative, struct choice *out)
{
    out->form = alternative->form;
    out->path = arena_new_array(a, struct placement, 2);
    return out->path && hardening_to_choice(p, alternative->chosen, a, out);
}

struct configuration *encode_read(const struct encoding *e, struct arena *a, bool (*value)(const struct maxsat *, int))
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t n = p->model->component_count, zones = 0;
    struct configuration *out = arena_new(a, struct configuration);
    uint32_t *spot = arena_new_array(a, uint32_t, n);
    uint32_t *parts = arena_new_array(a, uint32_t, plan->zone_count), *in_spot = arena_new_array(a, uint32_t, plan->spot_count);
    if (!out || !spot || !parts || !in_spot || !(out->choices = arena_new_array(a, struct choice, n)))
        return NULL;
    out->count = n;
    for (uint32_t c = 0; c < n; c++) {
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
            if (value(e->solver, e->use[i]) && !read_choice(p, a, &p->alternatives[i], &out->choices[c]))
                return NULL;
        for (uint32_t s = 0; s < plan->spot_count; s++)
            if (e->at[c][s] && value(e->solver, e->at[c][s]))
                spot[c] = s;
        uint32_t z = plan->spots[spot[c]].zone;
        if (!in_spot[spot[c]]++ && !parts[z]++)
            zones++;
    }
    for (uint32_t c = 0; c < n; c++) {
        uint32_t z = plan->spots[spot[c]].zone;
        struct choice *choice = &out->choices[c];
        if (zones > 1)
            choice->path[choice->depth++] = (struct placement){plan->outer, z + 1};
        if (parts[z] > 1)
            choice->path[choice->depth++] = (struct placement){plan->inner, spot[c] - plan->zones[z].first_spot + 1};
    }
    return configuration_renumber(p->model, out) ? out : NULL;
}
