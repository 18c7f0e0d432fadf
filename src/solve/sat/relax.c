#include "solve/sat/relax_parts.h"

double relax_cost(const struct relax *r)
{
    return simplex_cost(r->lp);
}

void relax_fix(struct relax *r, uint32_t column, double least, double most)
{
    r->least[column] = least;
    r->most[column] = most;
    simplex_bounds(r->lp, column, least, most);
}

bool relax_is_one(const struct relax *r, uint32_t column)
{
    return r->least[column] == 1;
}

void relax_retire(struct relax *r, uint32_t column)
{
    simplex_retire(r->lp, column);
    r->retired++;
}

void relax_free_all(struct relax *r)
{
    for (uint32_t j = 0; j < r->columns; j++) {
        r->least[j] = 0;
        r->most[j] = 1;
    }
    simplex_unfix(r->lp);
    relax_refresh(r, false);
}

int128 relax_most_cost(const struct relax *r)
{
    return r->most_cost;
}

double relax_value(const struct relax *r, uint32_t column)
{
    return simplex_value(r->lp, column);
}

void relax_penalties(const struct relax *r, uint32_t column, double *down, double *up)
{
    simplex_penalties(r->lp, column, down, up);
}

uint32_t relax_columns(const struct relax *r)
{
    return r->columns;
}

int relax_literal(const struct relax *r, uint32_t column)
{
    return r->literal[column];
}

bool relax_is_cut(const struct relax *r, uint32_t column)
{
    return r->edge_count && column >= r->edges[0].column;
}

bool relax_is_outer(const struct relax *r, uint32_t column)
{
    return r->edge_count && column >= r->edges[0].column && (column - r->edges[0].column) % 2 == 0;
}

void relax_on_wait(struct relax *r, bool (*go_on)(void *user), void *user)
{
    r->go_on = go_on;
    r->user = user;
}

static bool make_scratch(struct relax *r)
{
    r->reduced = arena_new_array(&r->arena, int128, r->columns);
    r->least = arena_new_array(&r->arena, double, r->columns);
    r->most = arena_new_array(&r->arena, double, r->columns);
    r->sum = arena_new_array(&r->arena, int, r->columns);
    r->value = arena_new_array(&r->arena, double, r->columns);
    r->is_touched = arena_new_array(&r->arena, bool, r->columns);
    r->terms = arena_new_array(&r->arena, struct counted, r->n + r->plan->kinds);
    r->behind = arena_new_array(&r->arena, uint32_t, r->n);
    r->touched = arena_new_array(&r->arena, uint32_t, r->columns);
    r->length = arena_new_array(&r->arena, double, r->edge_count);
    r->distance = arena_new_array(&r->arena, double, r->n);
    r->way = arena_new_array(&r->arena, uint32_t, r->n);
    r->heap = arena_new_array(&r->arena, uint32_t, r->n);
    r->place = arena_new_array(&r->arena, uint32_t, r->n);
    r->reached = arena_new_array(&r->arena, uint32_t, r->n);
    r->kept_reduced = arena_new_array(&r->arena, int128, r->columns);
    return r->reduced && r->kept_reduced && r->least && r->most && r->sum && r->touched && r->length && r->distance &&
           r->way && r->heap && r->place && r->reached && r->value && r->is_touched && r->terms && r->behind;
}

/* The dearest column costs 1000, and none that costs nothing is quite as good as another one that does. */
static bool make_program(struct relax *r)
{
    double *costs = arena_new_array(&r->arena, double, r->columns);
    int128 dearest = 1;
    if (!costs)
        return false;
    for (uint32_t j = 0; j < r->columns; j++) {
        dearest = r->cost[j] > dearest ? r->cost[j] : dearest;
        r->most_cost += r->cost[j];
    }
    r->unit = (double)dearest / 1000;
    uint32_t random = 1;
    for (uint32_t j = 0; j < r->columns; j++) {
        random = random * 1664525u + 1013904223u;
        costs[j] = (double)r->cost[j] / r->unit + 1e-5 * (1 + (random >> 8) / 16777216.0);
        r->most[j] = 1;
    }
    r->lp = simplex_new(r->memory, r->columns, costs);
    return r->lp && relax_first_rows(r);
}

struct relax *relax_new(const struct encoding *e, bool *suited)
{
    const struct problem *p = e->plan->problem;
    struct relax *r = memory_resize(p->memory, NULL, 0, sizeof *r);
    *suited = true;
    if (!r)
        return NULL;
    r->memory = p->memory;
    arena_init(&r->arena, r->memory);
    r->plan = e->plan;
    r->encoding = e;
    r->n = p->model->component_count;
    *suited = relax_suits(r->plan);
    for (uint32_t x = 0; *suited && x < p->first_rate[r->n]; x++)
        r->edge_count += e->cut_outer[x] && p->rate_value[x] > 0;
    if (*suited) {
        r->limit = p->model->mechanisms[r->plan->inner].limit;
        r->edges = arena_new_array(&r->arena, struct edge, r->edge_count);
        if (r->edges && relax_make_columns(r) && relax_make_neighbours(r) && relax_make_clique(r, LEVEL_INNER, &r->inner) &&
            relax_make_clique(r, LEVEL_OUTER, &r->outer) && make_scratch(r) && make_program(r))
            return r;
    }
    relax_free(r);
    return NULL;
}

void relax_free(struct relax *r)
{
    if (!r)
        return;
    simplex_free(r->lp);
    for (uint32_t k = 0; k < r->rows.count; k++)
        relax_free_row(r, &r->rows.items[k]);
    for (size_t k = 0; k < r->parked.count; k++)
        relax_free_row(r, &r->parked.items[k]);
    vector_free(r->memory, &r->parked);
    vector_free(r->memory, &r->rows);
    vector_free(r->memory, &r->broken);
    vector_free(r->memory, &r->seen);
    memory_release(r->memory, r->multiplier, r->multiplier_capacity * sizeof(double));
    arena_fini(&r->arena);
    memory_release(r->memory, r, sizeof *r);
}
