#include "verify/exposure.h"

#include "verify/blast.h"
#include "verify/boundary.h"
#include "verify/reach.h"

#define MOST_LOOKS 20000000 /* changes, times starts, times components: beyond, the best one is not looked for */

/* ---- the figure ---- */

/* Of the configuration on the desk. */
static bool expose(struct desk *d, uint32_t start, struct exposure *out)
{
    uint32_t n = d->c->count, falls;
    *out = (struct exposure){0, 0};
    for (uint32_t c = 0; c < n; c++) {
        if ((start != NONE && c != start) || desk_form(d, c)->is_vault)
            continue;
        if (!desk_blast_count(d, c, &falls))
            return false;
        out->fallen += falls;
        out->pairs += n - 1;
    }
    return true;
}

mspec_status exposure_find(const struct model *m, const struct configuration *c, uint32_t start, struct exposure *out)
{
    struct desk *d;
    mspec_status status = desk_new(m, &d);
    if (status != MSPEC_OK)
        return status;
    bool done = desk_put(d, c);
    if (done)
        boundary_note_passes(d);
    done = done && expose(d, start, out);
    desk_free(d);
    return done ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* ---- changes ---- */

struct trial {
    const struct model *m;
    const struct configuration *whole;
    struct desk *desk;
    struct arena scratch; /* one change */
    uint32_t start;
    unsigned flags;       /* of the whole */
    struct exposure least;
    struct measures cost; /* of the best so far */
    struct improvement *out;
};

/* Fewer fall; or as few, and it costs less. */
static bool is_better(const struct trial *t, const struct exposure *exposure, const struct measures *cost)
{
    if (exposure->fallen != t->least.fallen)
        return exposure->fallen < t->least.fallen;
    return t->out->configuration && measures_compare(t->m, cost, &t->cost) < 0;
}

/* Judges one change; takes ownership of nothing. */
static mspec_status try(struct trial *t, struct configuration *changed)
{
    unsigned flags;
    struct measures cost;
    struct exposure exposure;
    if (!changed)
        return MSPEC_ERROR_MEMORY;
    if (!context_go_on(t->m->ctx, NULL))
        return MSPEC_ERROR_LIMIT;
    mspec_status status = desk_judge_quickly(t->desk, changed, &flags, &cost);
    if (status != MSPEC_OK || (flags & t->flags) != t->flags)
        return status;
    if (!expose(t->desk, t->start, &exposure))
        return MSPEC_ERROR_MEMORY;
    if (!is_better(t, &exposure, &cost))
        return MSPEC_OK;
    arena_fini(&t->out->arena);
    t->out->configuration = configuration_copy(&t->out->arena, changed);
    t->out->exposure = t->least = exposure;
    t->out->measures = t->cost = cost;
    return t->out->configuration ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static bool add_id(struct arena *a, uint32_t **ids, uint32_t *count, uint32_t id)
{
    uint32_t *more = arena_new_array(a, uint32_t, (size_t)*count + 1), at = 0;
    if (!more)
        return false;
    while (at < *count && (*ids)[at] < id)
        at++;
    memcpy(more, *ids, at * sizeof *more);
    more[at] = id;
    memcpy(more + at + 1, *ids + at, (*count - at) * sizeof *more);
    *ids = more;
    ++*count;
    return true;
}

static mspec_status harden(struct trial *t, uint32_t component, uint32_t mechanism)
{
    const struct choice *old = &t->whole->choices[component];
    if (ids_have(old->hardening, old->hardening_count, mechanism) ||
        hardening_is_built_in(&t->m->forms[old->form], mechanism) ||
        !hardening_applies(t->m, &t->m->forms[old->form], mechanism))
        return MSPEC_OK;
    struct configuration *changed = configuration_copy(&t->scratch, t->whole);
    if (!changed)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t c = 0; c < changed->count; c++) {
        struct choice *choice = &changed->choices[c];
        bool with = c == component || (t->m->hardening == HARDENING_PER_COMPARTMENT && path_equal(choice, old));
        if (with && !ids_have(choice->hardening, choice->hardening_count, mechanism) &&
            !add_id(&t->scratch, &choice->hardening, &choice->hardening_count, mechanism))
            return MSPEC_ERROR_MEMORY;
    }
    return try(t, changed);
}

/* Into the place where another one is. */
static mspec_status join(struct trial *t, uint32_t component, uint32_t other)
{
    struct configuration *changed = configuration_copy(&t->scratch, t->whole);
    if (!changed)
        return MSPEC_ERROR_MEMORY;
    struct choice *choice = &changed->choices[component];
    const struct choice *to = &changed->choices[other];
    choice->path = to->path;
    choice->depth = to->depth;
    if (t->m->hardening == HARDENING_PER_COMPARTMENT) {
        choice->hardening = to->hardening;
        choice->hardening_count = to->hardening_count;
    }
    return try(t, changed);
}

static uint32_t fresh_number(const struct configuration *c)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < c->choices[i].depth; k++)
            if (c->choices[i].path[k].number > most)
                most = c->choices[i].path[k].number;
    return most < UINT32_MAX - 2 ? most + 1 : UINT32_MAX - 2;
}

static bool set_path(struct trial *t, struct choice *choice, uint32_t keep, struct placement step)
{
    struct placement *path = arena_new_array(&t->scratch, struct placement, (size_t)keep + 1);
    if (!path)
        return false;
    memcpy(path, choice->path, keep * sizeof *path);
    path[keep] = step;
    choice->path = path;
    choice->depth = keep + 1;
    return true;
}

/* A compartment of its own, `level` steps from the outside. A symmetric mechanism divides all that are there: those who were
 * undivided before are then the other side. */
static mspec_status wall_off(struct trial *t, uint32_t component, uint32_t mechanism, uint32_t level)
{
    struct configuration *changed = configuration_copy(&t->scratch, t->whole);
    if (!changed)
        return MSPEC_ERROR_MEMORY;
    uint32_t number = fresh_number(changed);
    const struct choice *of = &t->whole->choices[component];
    for (uint32_t c = 0; c < changed->count && !t->m->mechanisms[mechanism].is_directed; c++) {
        struct choice *choice = &changed->choices[c];
        if (c != component && choice->depth == level && path_common(&t->whole->choices[c], of) == level &&
            !set_path(t, choice, level, (struct placement){mechanism, number + 1}))
            return MSPEC_ERROR_MEMORY;
    }
    if (!set_path(t, &changed->choices[component], level, (struct placement){mechanism, number}))
        return MSPEC_ERROR_MEMORY;
    return try(t, changed);
}

static mspec_status vary(struct trial *t, uint32_t component, uint32_t form)
{
    if (t->whole->choices[component].form == form)
        return MSPEC_OK;
    struct configuration *changed = configuration_copy(&t->scratch, t->whole);
    if (!changed)
        return MSPEC_ERROR_MEMORY;
    struct choice *choice = &changed->choices[component];
    uint32_t kept = 0;
    choice->form = form;
    for (uint32_t i = 0; i < choice->hardening_count; i++) /* what the other variant can carry as well */
        if (t->m->hardening == HARDENING_PER_COMPARTMENT ||
            (hardening_applies(t->m, &t->m->forms[form], choice->hardening[i]) &&
             !hardening_is_built_in(&t->m->forms[form], choice->hardening[i])))
            choice->hardening[kept++] = choice->hardening[i];
    choice->hardening_count = kept;
    return try(t, changed);
}

static mspec_status replace(struct trial *t, uint32_t old, uint32_t new)
{
    struct configuration *changed = configuration_copy(&t->scratch, t->whole);
    bool used = false;
    if (!changed)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t c = 0; c < changed->count; c++)
        for (uint32_t k = 0; k < changed->choices[c].depth; k++) {
            if (changed->choices[c].path[k].mechanism == new)
                return MSPEC_OK; /* compartments of both could fall together */
            if (changed->choices[c].path[k].mechanism == old) {
                changed->choices[c].path[k].mechanism = new;
                used = true;
            }
        }
    return used ? try(t, changed) : MSPEC_OK;
}

/* ---- all of them ---- */

static bool is_offered(const struct model *m, uint32_t mechanism, enum mechanism_kind kind)
{
    return m->mechanisms[mechanism].in_system && m->mechanisms[mechanism].kind == kind;
}

static mspec_status next(struct trial *t, mspec_status status)
{
    arena_fini(&t->scratch);
    return status;
}

static mspec_status try_component(struct trial *t, uint32_t component)
{
    const struct model *m = t->m;
    const struct choice *choice = &t->whole->choices[component];
    mspec_status status = MSPEC_OK;
    for (uint32_t h = 0; h < m->mechanism_count && status == MSPEC_OK; h++)
        if (is_offered(m, h, MECHANISM_HARDENING))
            status = next(t, harden(t, component, h));
    for (uint32_t other = 0; other < t->whole->count && status == MSPEC_OK; other++) {
        bool known = path_equal(choice, &t->whole->choices[other]);
        for (uint32_t k = 0; k < other && !known; k++)
            known = path_equal(&t->whole->choices[k], &t->whole->choices[other]);
        if (!known)
            status = next(t, join(t, component, other));
    }
    for (uint32_t w = 0; w < m->mechanism_count && status == MSPEC_OK; w++)
        for (uint32_t level = 0; level <= choice->depth && is_offered(m, w, MECHANISM_ISOLATION) && status == MSPEC_OK; level++)
            status = next(t, wall_off(t, component, w, level));
    const struct component *of = &m->components[component];
    for (uint32_t f = of->first_form; f < of->first_form + of->form_count && status == MSPEC_OK; f++)
        status = next(t, vary(t, component, f));
    return status;
}

static mspec_status try_all(struct trial *t)
{
    mspec_status status = MSPEC_OK;
    for (uint32_t c = 0; c < t->whole->count && status == MSPEC_OK; c++)
        status = try_component(t, c);
    for (uint32_t old = 0; old < t->m->mechanism_count && status == MSPEC_OK; old++)
        for (uint32_t new = 0; new < t->m->mechanism_count && status == MSPEC_OK; new++)
            if (old != new && t->m->mechanisms[old].kind == MECHANISM_ISOLATION && is_offered(t->m, new, MECHANISM_ISOLATION))
                status = next(t, replace(t, old, new));
    return status;
}

/* Counted before anything is tried, so that the answer depends on the question alone and not on the clock. */
static bool is_too_large(const struct trial *t)
{
    uint64_t n = t->whole->count, starts = t->start == NONE ? n : 1, offered = 0;
    for (uint32_t i = 0; i < t->m->mechanism_count; i++)
        offered += t->m->mechanisms[i].in_system;
    return n > 4096 || n * (offered + n) * starts * n > MOST_LOOKS;
}

mspec_status improvement_find(const struct model *m, const struct configuration *c, uint32_t start, struct improvement *out)
{
    struct trial t = {.m = m, .whole = c, .start = start, .out = out};
    *out = (struct improvement){0};
    arena_init(&out->arena, &m->ctx->memory);
    if (is_too_large(&t)) {
        out->too_large = true;
        return MSPEC_OK;
    }
    arena_init(&t.scratch, &m->ctx->memory);
    mspec_status status = desk_new(m, &t.desk);
    if (status == MSPEC_OK)
        status = desk_judge_quickly(t.desk, c, &t.flags, &t.cost);
    if (status == MSPEC_OK && !expose(t.desk, start, &t.least))
        status = MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK)
        status = try_all(&t);
    desk_free(t.desk);
    arena_fini(&t.scratch);
    if (status != MSPEC_OK)
        improvement_fini(out);
    return status;
}

void improvement_fini(struct improvement *i)
{
    arena_fini(&i->arena);
    *i = (struct improvement){0};
}
