#include "solve/sat/relax_parts.h"

/* ---- shortest ways ---- */

static void sift(struct relax *r, uint32_t at)
{
    uint32_t c = r->heap[at];
    while (at > 0 && r->distance[r->heap[(at - 1) / 2]] > r->distance[c]) {
        r->heap[at] = r->heap[(at - 1) / 2];
        r->place[r->heap[at]] = at;
        at = (at - 1) / 2;
    }
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= r->heap_count)
            break;
        if (child + 1 < r->heap_count && r->distance[r->heap[child + 1]] < r->distance[r->heap[child]])
            child++;
        if (r->distance[r->heap[child]] >= r->distance[c])
            break;
        r->heap[at] = r->heap[child];
        r->place[r->heap[at]] = at;
        at = child;
    }
    r->heap[at] = c;
    r->place[c] = at;
}

/* Whoever is nearer than 1, in r->reached. Of equally long ways the one with fewer edges. */
static void find_ways(struct relax *r, uint32_t root, bool inner)
{
    for (uint32_t k = 0; k < r->edge_count; k++) {
        double value = simplex_value(r->lp, r->edges[k].column + inner);
        r->length[k] = (value > 0 ? value : 0) + 1e-7;
    }
    for (uint32_t c = 0; c < r->n; c++)
        r->distance[c] = 1;
    r->distance[root] = 0;
    r->heap_count = 1;
    r->heap[0] = root;
    r->place[root] = 0;
    r->reached_count = 0;
    while (r->heap_count) {
        uint32_t c = r->heap[0];
        r->heap[0] = r->heap[--r->heap_count];
        if (r->heap_count)
            sift(r, 0);
        r->reached[r->reached_count++] = c;
        for (uint32_t k = r->first_near[c]; k < r->first_near[c + 1]; k++) {
            const struct edge *e = &r->edges[r->near[k]];
            uint32_t d = e->a == c ? e->b : e->a;
            double length = r->distance[c] + r->length[r->near[k]];
            if (length >= r->distance[d])
                continue;
            if (r->distance[d] == 1) {
                r->place[d] = r->heap_count;
                r->heap[r->heap_count++] = d;
            }
            r->distance[d] = length;
            r->way[d] = r->near[k];
            sift(r, r->place[d]);
        }
    }
}

/* The row of two that cannot share a place, of those with the root the one that is broken most. */
static bool separate_pair(struct relax *r, uint32_t root, bool inner)
{
    const struct problem *p = r->plan->problem;
    enum level level = inner ? LEVEL_INNER : LEVEL_OUTER;
    bool of_a[RELAX_MOST_ALTERNATIVES], of_b[RELAX_MOST_ALTERNATIVES];
    uint32_t best = NONE, other = NONE;
    double most = RELAX_BROKEN;
    for (uint32_t k = 1; k < r->reached_count; k++) {
        uint32_t c = r->reached[k];
        if (c < root)
            continue;
        for (uint32_t i = p->first_alternative[root]; i < p->first_alternative[root + 1]; i++) {
            if (!relax_find_conflict(r, root, i, c, level, of_a, of_b))
                continue;
            double broken = relax_use_value(r, root, of_a) + relax_use_value(r, c, of_b) - 1 - r->distance[c];
            if (broken > most) {
                most = broken;
                best = i;
                other = c;
            }
        }
    }
    if (best == NONE)
        return true;
    relax_find_conflict(r, root, best, other, level, of_a, of_b);
    return relax_write_pair(r, root, other, of_a, of_b, inner);
}

static void mark(const struct relax *r, uint32_t component, const struct clique *q, uint32_t class_, bool *is_in)
{
    const struct problem *p = r->plan->problem;
    uint32_t first = p->first_alternative[component];
    for (uint32_t i = first; i < p->first_alternative[component + 1]; i++) {
        uint32_t kind = plan_kind(r->plan, i);
        is_in[i - first] = class_ == NONE ? q->is_in[kind] : q->class_[kind] == class_;
    }
}

/* No more than so many of the clique are about the root. */
static bool separate_clique(struct relax *r, uint32_t root, bool inner, const struct clique *q, uint32_t most)
{
    bool is_in[RELAX_MOST_ALTERNATIVES];
    double sum = 0;
    relax_begin_row(r, (int)most);
    for (uint32_t k = 0; k < r->reached_count; k++) {
        uint32_t c = r->reached[k];
        mark(r, c, q, NONE, is_in);
        double value = relax_use_value(r, c, is_in) - r->distance[c];
        if (value <= 1e-6)
            continue;
        sum += value;
        relax_add_use(r, c, is_in);
        relax_add_way(r, c, root, inner);
    }
    for (uint32_t x = 0; x < r->plan->kinds; x++) { /* classes have the number of one of their kinds */
        if (q->class_[x] == NONE)
            continue;
        bool first = true;
        for (uint32_t y = 0; y < x && first; y++)
            first = q->class_[y] != q->class_[x];
        uint32_t best = NONE;
        double value = 1e-6;
        for (uint32_t k = 0; first && k < r->reached_count; k++) {
            mark(r, r->reached[k], q, q->class_[x], is_in);
            double now = relax_use_value(r, r->reached[k], is_in) - r->distance[r->reached[k]];
            if (now > value) {
                value = now;
                best = r->reached[k];
            }
        }
        if (best == NONE)
            continue;
        sum += value;
        mark(r, best, q, q->class_[x], is_in);
        relax_add_use(r, best, is_in);
        relax_add_way(r, best, root, inner);
    }
    return sum <= most + RELAX_BROKEN || relax_end_row(r);
}

/* Rows that the present solution breaks; false: out of memory. */
bool relax_separate(struct relax *r)
{
    r->seen.count = 0;
    for (uint32_t root = 0; root < r->n; root++) {
        find_ways(r, root, false);
        if (!separate_pair(r, root, false) || !separate_clique(r, root, false, &r->outer, 1) ||
            !separate_clique(r, root, false, &r->inner, r->limit))
            return false;
        find_ways(r, root, true);
        if (!separate_pair(r, root, true) || !separate_clique(r, root, true, &r->inner, 1))
            return false;
    }
    return true;
}
