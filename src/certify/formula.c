#include "certify/formula.h"

enum { MOST_COMPONENTS = 4000 };

static bool set_order(struct formula *f, const uint32_t *order)
{
    uint32_t n = f->m->component_count;
    f->order = arena_new_array(&f->arena, uint32_t, n);
    f->rank = arena_new_array(&f->arena, uint32_t, n);
    if (!f->order || !f->rank)
        return false;
    for (uint32_t i = 0; i < n; i++)
        f->order[i] = order ? order[i] : i;
    for (uint32_t i = 0; i < n; i++)
        f->rank[f->order[i]] = i;
    return true;
}

/* A desk on which the cells of all variants lie: rules name the variant that they need. */
static bool set_desk(struct formula *f)
{
    const struct model *m = f->m;
    f->sample.count = m->component_count;
    f->sample.choices = arena_new_array(&f->arena, struct choice, m->component_count);
    if (!f->sample.choices || desk_new(m, &f->desk) != MSPEC_OK)
        return false;
    for (uint32_t c = 0; c < m->component_count; c++)
        f->sample.choices[c].form = m->components[c].first_form;
    if (!desk_put(f->desk, &f->sample))
        return false;
    set_put_range(f->desk->live, 0, m->cell_count);
    return true;
}

static bool set_choices(struct formula *f)
{
    size_t pairs = (size_t)f->m->component_count * f->m->mechanism_count;
    f->form = arena_new_array(&f->arena, int, f->m->form_count);
    f->hardening = arena_new_array(&f->arena, int, pairs);
    f->has = arena_new_array(&f->arena, int, pairs);
    return f->form && f->hardening && f->has;
}

mspec_status formula_init(struct formula *f, const struct model *m, const uint32_t *order)
{
    struct memory *memory = &m->ctx->memory;
    *f = (struct formula){.m = m};
    arena_init(&f->arena, memory);
    clauses_init(&f->clauses, memory);
    f->draft.clauses = &f->clauses;
    if (m->component_count > MOST_COMPONENTS)
        f->uncovered = "it has more than 4000 components";
    bool fine = !f->uncovered && set_order(f, order) && set_desk(f) && set_choices(f) && formula_of_places(f);
    if (fine) {
        formula_of_choices(f);
        formula_of_constraints(f);
        fine = formula_of_safety(f) && formula_of_costs(f) && !f->clauses.failed;
    }
    if (fine)
        return MSPEC_OK;
    const char *uncovered = f->uncovered;
    formula_fini(f);
    f->uncovered = uncovered;
    return uncovered ? MSPEC_ERROR_LIMIT : MSPEC_ERROR_MEMORY;
}

void formula_fini(struct formula *f)
{
    for (uint32_t i = 0; i < f->level_count; i++)
        vector_free(f->clauses.memory, &f->levels[i].costs);
    for (uint32_t i = 0; i < f->limit_count; i++)
        vector_free(f->clauses.memory, &f->limits[i].level.costs);
    draft_fini(&f->draft);
    clauses_fini(&f->clauses);
    desk_free(f->desk);
    arena_fini(&f->arena);
    *f = (struct formula){0};
}
