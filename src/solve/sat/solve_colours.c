#include "solve/sat/solve_colours.h"

#include "solve/sat/colour.h"
#include "verify/verify.h"

struct run {
    struct problem *p;
    struct watch *watch;
    struct arena *arena;   /* of the result */
    struct arena scratch;
    uint32_t *vertex;      /* by component */
    uint32_t vertices;
    struct graph graph;
    uint32_t mechanism;    /* builds the compartments */
    struct configuration *best;
    bool best_is_valid;
    bool no_memory;
};

/* ---- is it of the kind? ---- */

/* Is the first alternative of each component the cheapest one in every measure? */
static bool first_is_cheapest(const struct problem *p)
{
    for (uint32_t c = 0; c < p->model->component_count; c++) {
        const struct alternative *first = &p->alternatives[p->first_alternative[c]];
        if (p->first_alternative[c] == p->first_alternative[c + 1])
            return false;
        for (uint32_t i = p->first_alternative[c] + 1; i < p->first_alternative[c + 1]; i++)
            for (int m = 0; m < MEASURE_COUNT; m++)
                if (p->stride[m] && p->alternatives[i].part[m] < first->part[m])
                    return false;
    }
    return true;
}

/* Compartments first, and nothing else that depends on who is with whom: crossings cost nothing, paths neither, and of
 * symmetric mechanisms at least as many compartments are built as there are. */
static bool objective_is_suited(const struct problem *p)
{
    const struct model *m = p->model;
    if (!m->objective_count || m->objective[0] != MEASURE_COMPARTMENTS)
        return false;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        if (p->hopeless_isolation >> i & 1)
            continue;
        if (p->stride[MEASURE_TRANSFORMATIONS] && m->mechanisms[p->isolation[i]].is_directed)
            return false;
        if (p->stride[MEASURE_RUNTIME] && p->gate_of[p->isolation[i]] && p->first_rate[m->component_count])
            return false;
        for (uint32_t f = 0; f < m->form_count; f++)
            if (price_step(p, f, p->isolation[i]))
                return false;
    }
    return first_is_cheapest(p);
}

/* Numbers vertices: components that must be together are one. */
static bool find_vertices(struct run *r)
{
    const struct problem *p = r->p;
    uint32_t n = p->model->component_count;
    r->vertex = arena_new_array(&r->scratch, uint32_t, n);
    uint32_t *first = arena_new_array(&r->scratch, uint32_t, n); /* of those together, as far as is known */
    if (!r->vertex || !first)
        return false;
    for (uint32_t c = 0; c < n; c++)
        first[c] = c;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < a && p->together; b++) {
            uint32_t low = first[a] < first[b] ? first[a] : first[b], high = first[a] < first[b] ? first[b] : first[a];
            for (uint32_t c = 0; c < n && low != high && rules_together(p, a, b); c++)
                if (first[c] == high)
                    first[c] = low;
        }
    for (uint32_t c = 0; c < n; c++)
        r->vertex[c] = first[c] == c ? r->vertices++ : r->vertex[first[c]];
    return true;
}

enum fit { FIT_NO, FIT_YES, FIT_MIXED, FIT_FAILED };

/* May the two be in one compartment? MIXED: that depends on their alternatives. */
static enum fit may_share(struct run *r, uint32_t a, uint32_t b)
{
    struct problem *p = r->p;
    enum pair_answer first = pair_fits(p, p->first_alternative[a], p->first_alternative[b], RELATION_SAME);
    if (first == PAIR_NO_MEMORY)
        return FIT_FAILED;
    for (uint32_t i = p->first_alternative[a]; first == PAIR_CLASHES && i < p->first_alternative[a + 1]; i++)
        for (uint32_t k = p->first_alternative[b]; k < p->first_alternative[b + 1]; k++) {
            enum pair_answer now = pair_fits(p, i, k, RELATION_SAME);
            if (now != first)
                return now == PAIR_NO_MEMORY ? FIT_FAILED : FIT_MIXED;
        }
    return first == PAIR_FITS ? FIT_YES : FIT_NO;
}

static enum fit draw_graph(struct run *r)
{
    uint32_t n = r->p->model->component_count;
    if (!find_vertices(r) || !graph_init(&r->graph, &r->scratch, r->vertices))
        return FIT_FAILED;
    for (uint32_t a = 0; a < n; a++) {
        if (!watch_look(r->watch))
            return FIT_MIXED;
        for (uint32_t b = 0; b < a; b++) {
            enum fit fit = may_share(r, a, b);
            if (fit == FIT_FAILED || fit == FIT_MIXED)
                return fit;
            if (fit == FIT_NO && r->vertex[a] == r->vertex[b])
                return FIT_MIXED; /* must be together, and cannot: another engine says so */
            if (fit == FIT_NO)
                graph_join(&r->graph, r->vertex[a], r->vertex[b]);
        }
    }
    return FIT_YES;
}

/* Can its compartments stand between any two that are not together? What more is asked, limits too, the judge looks at. */
static enum fit can_divide(struct run *r, uint32_t bit)
{
    struct problem *p = r->p;
    uint32_t n = p->model->component_count, mechanism = p->isolation[bit];
    if ((p->hopeless_isolation >> bit & 1) || p->model->mechanisms[mechanism].is_directed)
        return FIT_NO;
    struct standing sides[2] = {{mechanism, true}, {mechanism, false}};
    uint32_t between = relation_find(p, sides, 2, p->gate_of[mechanism]);
    if (between == NONE)
        return FIT_FAILED;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < a; b++) {
            if (r->vertex[a] == r->vertex[b])
                continue;
            enum pair_answer fits = pair_fits(p, p->first_alternative[a], p->first_alternative[b], between);
            if (fits != PAIR_FITS)
                return fits == PAIR_NO_MEMORY ? FIT_FAILED : FIT_NO;
        }
    return FIT_YES;
}

static enum zones_answer suits(struct run *r)
{
    const struct model *m = r->p->model;
    if ((m->hardening != HARDENING_PER_COMPONENT && r->p->hardening_count) || !objective_is_suited(r->p))
        return ZONES_UNSUITED;
    enum fit fit = draw_graph(r);
    r->mechanism = NONE;
    for (uint32_t i = 0; i < r->p->isolation_count && fit == FIT_YES && r->mechanism == NONE; i++) {
        enum fit divides = can_divide(r, i);
        if (divides == FIT_YES)
            r->mechanism = r->p->isolation[i];
        if (divides == FIT_FAILED)
            fit = divides;
    }
    if (fit == FIT_FAILED)
        return ZONES_NO_MEMORY;
    return fit == FIT_YES && r->mechanism != NONE ? ZONES_OPTIMUM : ZONES_UNSUITED;
}

/* ---- back to configurations ---- */

static bool put_choice(struct run *r, const struct colouring *c, uint32_t component, struct choice *out)
{
    const struct problem *p = r->p;
    const struct alternative *a = &p->alternatives[p->first_alternative[component]];
    out->form = a->form;
    out->path = arena_new_array(r->arena, struct placement, 1);
    if (!out->path || !hardening_to_choice(p, a->chosen, r->arena, out))
        return false;
    if (c->count > 1)
        out->path[out->depth++] = (struct placement){r->mechanism, c->colour[r->vertex[component]] + 1};
    return true;
}

static struct configuration *to_configuration(struct run *r, const struct colouring *c)
{
    struct configuration *out = arena_new(r->arena, struct configuration);
    uint32_t n = r->p->model->component_count;
    if (!out || !(out->choices = arena_new_array(r->arena, struct choice, n)))
        return NULL;
    out->count = n;
    for (uint32_t i = 0; i < n; i++)
        if (!put_choice(r, c, i, &out->choices[i]))
            return NULL;
    return configuration_renumber(r->p->model, out) ? out : NULL;
}

static void judge_colouring(struct run *r, const struct colouring *c)
{
    struct configuration *found = to_configuration(r, c);
    struct measures measures;
    unsigned flags;
    r->best_is_valid = false;
    if (!found || judge_quickly(r->p->model, found, &flags, &measures) != MSPEC_OK) {
        r->no_memory = true;
        return;
    }
    r->best_is_valid = (flags & JUDGED_VALID) == JUDGED_VALID;
    if (!r->best_is_valid)
        return;
    r->best = found;
    watch_best(r->watch, measures.value[MEASURE_COMPARTMENTS]);
}

/* ---- the run ---- */

static void tell_news(void *user, const struct colouring *c)
{
    struct run *r = user;
    struct cost_bound bound = {.levels = 1};
    r->watch->nodes = c->questions;
    if (rational_make(c->least, 1, &bound.value[0]))
        watch_bound(r->watch, &bound);
    judge_colouring(r, c);
}

static bool stop(void *user, int128 bound, int128 cost)
{
    struct run *r = user;
    (void)bound;
    (void)cost;
    return r->no_memory || !watch_look(r->watch);
}

static enum zones_answer colour(struct run *r)
{
    struct colouring c;
    if (!colour_least(&r->graph, &r->scratch, stop, tell_news, r, &c) || r->no_memory)
        return ZONES_NO_MEMORY;
    if (c.least < c.count)
        return ZONES_STOPPED;
    return r->best_is_valid ? ZONES_OPTIMUM : ZONES_UNSUITED;
}

enum zones_answer colours_solve(struct problem *p, struct watch *watch, struct arena *a, struct configuration **out)
{
    struct run r = {.p = p, .watch = watch, .arena = a};
    arena_init(&r.scratch, p->memory);
    enum zones_answer answer = suits(&r);
    if (answer == ZONES_OPTIMUM)
        answer = colour(&r);
    arena_fini(&r.scratch);
    *out = answer == ZONES_OPTIMUM || answer == ZONES_STOPPED ? r.best : NULL;
    return answer;
}
