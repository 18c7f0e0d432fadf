/* A solution as a configuration. */
#include "solve/sat/encode.h"

/* Hardening as the configuration holds it. */
static bool read_choice(const struct problem *p, struct arena *a, const struct alternative *alternative, struct choice *out)
{
    out->form = alternative->form;
    out->hardening = arena_new_array(a, uint32_t, p->hardening_count);
    out->path = arena_new_array(a, struct placement, 2);
    if (!out->hardening || !out->path)
        return false;
    for (uint32_t i = 0; i < p->hardening_count; i++)
        if (alternative->chosen >> i & 1)
            out->hardening[out->hardening_count++] = p->hardening[i];
    /* ascending by id */
    for (uint32_t i = 1; i < out->hardening_count; i++)
        for (uint32_t k = i; k > 0 && out->hardening[k - 1] > out->hardening[k]; k--) {
            uint32_t swap = out->hardening[k];
            out->hardening[k] = out->hardening[k - 1];
            out->hardening[k - 1] = swap;
        }
    return true;
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
    struct arena scratch;
    arena_init(&scratch, p->memory);
    bool fine = configuration_renumber(p->model, &scratch, out);
    arena_fini(&scratch);
    return fine ? out : NULL;
}
