#include "solve/sat/relax_parts.h"

#define MOST_COLUMNS 3000 /* the tableau is dense */

static uint32_t cheapest(const struct problem *p, uint32_t component)
{
    uint32_t best = p->first_alternative[component];
    for (uint32_t i = best; i < p->first_alternative[component + 1]; i++)
        if (p->alternatives[i].part[MEASURE_RUNTIME] < p->alternatives[best].part[MEASURE_RUNTIME])
            best = i;
    return best;
}

bool relax_make_columns(struct relax *r)
{
    const struct problem *p = r->plan->problem;
    uint32_t most = p->alternative_count + 2 * r->edge_count;
    r->cost = arena_new_array(&r->arena, int128, most);
    r->literal = arena_new_array(&r->arena, int, most);
    r->column_of = arena_new_array(&r->arena, uint32_t, p->alternative_count);
    if (!r->cost || !r->literal || !r->column_of)
        return false;
    for (uint32_t c = 0; c < r->n; c++) {
        uint32_t base = cheapest(p, c);
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
            r->column_of[i] = NONE;
            if (i == base)
                continue;
            r->column_of[i] = r->columns;
            r->literal[r->columns] = r->encoding->use[i];
            r->cost[r->columns++] = p->alternatives[i].part[MEASURE_RUNTIME] - p->alternatives[base].part[MEASURE_RUNTIME];
        }
    }
    uint32_t k = 0;
    for (uint32_t c = 0; c < r->n; c++)
        for (uint32_t x = p->first_rate[c]; x < p->first_rate[c + 1]; x++) {
            if (!r->encoding->cut_outer[x] || p->rate_value[x] <= 0)
                continue;
            int128 outer = p->rate_value[x] * p->gate_of[r->plan->outer];
            int128 inner = p->rate_value[x] * p->gate_of[r->plan->inner];
            r->edges[k++] = (struct edge){c, p->rate_other[x], r->columns};
            r->literal[r->columns] = r->encoding->cut_outer[x];
            r->cost[r->columns++] = outer - inner;
            r->literal[r->columns] = r->encoding->cut_inner[x];
            r->cost[r->columns++] = inner;
        }
    return true;
}

/* The edges of each component, one after the other. */
bool relax_make_neighbours(struct relax *r)
{
    r->first_near = arena_new_array(&r->arena, uint32_t, (size_t)r->n + 1);
    r->near = arena_new_array(&r->arena, uint32_t, 2 * (size_t)r->edge_count + 1);
    uint32_t *next = arena_new_array(&r->arena, uint32_t, (size_t)r->n + 1);
    if (!r->first_near || !r->near || !next)
        return false;
    for (uint32_t k = 0; k < r->edge_count; k++) {
        r->first_near[r->edges[k].a + 1]++;
        r->first_near[r->edges[k].b + 1]++;
    }
    for (uint32_t c = 0; c < r->n; c++)
        next[c + 1] = r->first_near[c + 1] += r->first_near[c];
    for (uint32_t k = 0; k < r->edge_count; k++) {
        r->near[next[r->edges[k].a]++] = k;
        r->near[next[r->edges[k].b]++] = k;
    }
    return true;
}

/* ---- kinds that keep apart ---- */

bool relax_make_clique(struct relax *r, enum level level, struct clique *out)
{
    const struct plan *plan = r->plan;
    uint32_t kinds = plan->kinds;
    out->is_in = arena_new_array(&r->arena, bool, kinds);
    out->class_ = arena_new_array(&r->arena, uint32_t, kinds);
    uint32_t *members = arena_new_array(&r->arena, uint32_t, kinds);
    const struct problem *p = plan->problem;
    if (!out->is_in || !out->class_ || !members)
        return false;
    for (uint32_t i = 0; i < p->alternative_count; i++)
        members[plan_kind(plan, i)]++;
    for (;;) { /* what most have comes first */
        uint32_t best = NONE;
        for (uint32_t x = 0; x < kinds; x++) {
            bool fits = !out->is_in[x] && plan_level(plan, x, x) >= level;
            for (uint32_t y = 0; y < kinds && fits; y++)
                fits = !out->is_in[y] || plan_level(plan, x, y) >= level;
            if (fits && (best == NONE || members[x] > members[best]))
                best = x;
        }
        if (best == NONE)
            break;
        out->is_in[best] = true;
    }
    for (uint32_t x = 0; x < kinds; x++) {
        bool apart = !out->is_in[x];
        for (uint32_t y = 0; y < kinds && apart; y++)
            apart = !out->is_in[y] || plan_level(plan, x, y) >= level;
        out->class_[x] = apart ? out->classes++ : NONE;
    }
    /* of one class are those that can be beside each other */
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t x = 0; x < kinds; x++)
            for (uint32_t y = 0; y < kinds; y++)
                if (out->class_[x] != NONE && out->class_[y] != NONE && out->class_[y] < out->class_[x] &&
                    plan_level(plan, x, y) < level) {
                    out->class_[x] = out->class_[y];
                    changed = true;
                }
    }
    return true;
}

/* ---- what it is for ---- */

bool relax_suits(const struct plan *plan)
{
    const struct problem *p = plan->problem;
    const struct model *m = p->model;
    uint32_t n = m->component_count;
    if (plan->outer == NONE || plan->inner == NONE || !p->first_rate || !m->objective_count ||
        m->objective[0] != MEASURE_RUNTIME)
        return false;
    uint32_t limit = m->mechanisms[plan->inner].limit;
    if (!limit || limit >= 1u << 20 || p->gate_of[plan->outer] < p->gate_of[plan->inner])
        return false;
    if (p->alternative_count + (uint64_t)p->first_rate[n] > MOST_COLUMNS)
        return false;
    int128 sum = 0;
    for (uint32_t c = 0; c < n && sum < RELAX_MOST_COST; c++) {
        if (p->first_alternative[c + 1] == p->first_alternative[c] ||
            p->first_alternative[c + 1] - p->first_alternative[c] > RELAX_MOST_ALTERNATIVES)
            return false;
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1] && sum < RELAX_MOST_COST; i++) {
            int128 part = p->alternatives[i].part[MEASURE_RUNTIME];
            sum += part < 0 ? -part : part;
        }
        for (uint32_t x = p->first_rate[c]; x < p->first_rate[c + 1] && sum < RELAX_MOST_COST; x++)
            sum += p->rate_value[x] * p->gate_of[plan->outer];
    }
    return sum < RELAX_MOST_COST;
}
