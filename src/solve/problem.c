/* From the model to the problem, step by step. */
#include "solve/problem.h"

#define MOST_FORMS (1u << 20)

static bool list_mechanisms(struct problem *p)
{
    const struct model *m = p->model;
    p->hardening = arena_new_array(&p->arena, uint32_t, m->mechanism_count);
    p->isolation = arena_new_array(&p->arena, uint32_t, m->mechanism_count);
    if (!p->hardening || !p->isolation)
        return false;
    for (uint32_t x = 0; x < m->mechanism_count; x++) {
        if (!m->mechanisms[x].in_system)
            continue;
        if (m->mechanisms[x].kind == MECHANISM_HARDENING)
            p->hardening[p->hardening_count++] = x;
        else
            p->isolation[p->isolation_count++] = x;
    }
    return true;
}

static mspec_status build_outline(struct problem *p)
{
    if (!list_mechanisms(p))
        return MSPEC_ERROR_MEMORY;
    if (p->hardening_count > MAX_MECHANISMS || p->isolation_count > MAX_MECHANISMS || p->model->form_count > MOST_FORMS)
        return MSPEC_ERROR_LIMIT;
    return grants_tabulate(p) && needs_build(p) && alike_build(p) && rules_build(p) ? price_build(p) : MSPEC_ERROR_MEMORY;
}

static mspec_status build(struct problem *p)
{
    mspec_status status = build_outline(p);
    if (status == MSPEC_OK && relation_find(p, NULL, 0, 0) == NONE)
        status = MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK)
        status = alternatives_build(p);
    if (status != MSPEC_OK)
        return status;
    behaviours_settle(p);
    return kinds_build(p) && pairs_build(p) && twins_find(p) && outdone_find(p) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status make(const struct model *m, const struct problem_options *options, mspec_status (*stages)(struct problem *p),
                         struct problem **out)
{
    struct memory *memory = &m->ctx->memory;
    *out = NULL;
    struct problem *p = memory_resize(memory, NULL, 0, sizeof *p);
    if (!p)
        return MSPEC_ERROR_MEMORY;
    p->model = m;
    p->memory = memory;
    p->options = *options;
    arena_init(&p->arena, memory);
    mspec_status status = stages(p);
    if (status == MSPEC_OK)
        *out = p;
    else
        problem_free(p);
    return status;
}

mspec_status problem_new(const struct model *m, const struct problem_options *options, struct problem **out)
{
    return make(m, options, build, out);
}

mspec_status problem_outline(const struct model *m, struct problem **out)
{
    struct problem_options options = {.scope = SCOPE_FEASIBLE}; /* measures need not be packed into one number */
    return make(m, &options, build_outline, out);
}

mspec_status measure_steps(const struct model *m, const enum measure *measures, uint32_t count, struct rational step[MEASURE_COUNT])
{
    enum measure objective[MEASURE_COUNT];
    struct model view = *m; /* of the costs alone */
    struct problem p = {.model = &view, .memory = &m->ctx->memory, .options = {.scope = SCOPE_FEASIBLE}};
    for (uint32_t i = 0; i < count; i++)
        objective[i] = measures[i];
    view.objective = objective;
    view.objective_count = count;
    view.budget_count = 0;
    arena_init(&p.arena, p.memory);
    mspec_status status = list_mechanisms(&p) ? price_build(&p) : MSPEC_ERROR_MEMORY;
    for (int i = 0; i < MEASURE_COUNT; i++)
        step[i] = (struct rational){1, p.scale[i]};
    arena_fini(&p.arena);
    return status;
}

void problem_free(struct problem *p)
{
    if (!p)
        return;
    struct memory *memory = p->memory;
    pairs_free(p);
    names_free(p->signatures);
    vector_free(memory, &p->behaviours);
    vector_free(memory, &p->relations);
    vector_free(memory, &p->relation_table);
    arena_fini(&p->arena);
    memory_release(memory, p, sizeof *p);
}
