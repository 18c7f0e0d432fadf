#include "solve/sat/relax_parts.h"

#include <stdlib.h>

#define WORTH 1e-6 /* what is about the root by less is left out */

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

/* ---- trees of ways ---- */

static bool is_first_of_class(const struct clique *q, uint32_t kind)
{
    for (uint32_t y = 0; y < kind; y++)
        if (q->class_[y] == q->class_[kind])
            return false;
    return q->class_[kind] != NONE; /* classes have the number of one of their kinds */
}

/* Of each class the member that is nearest to being about the root. */
static void list_classes(struct relax *r, const struct clique *q)
{
    bool is_in[RELAX_MOST_ALTERNATIVES];
    for (uint32_t x = 0; x < r->plan->kinds; x++) {
        struct counted best = {.component = NONE, .class_ = q->class_[x], .gain = WORTH};
        for (uint32_t k = 0; is_first_of_class(q, x) && k < r->reached_count; k++) {
            uint32_t c = r->reached[k];
            mark(r, c, q, q->class_[x], is_in);
            double use = relax_use_value(r, c, is_in), gain = use - r->distance[c];
            if (gain <= best.gain)
                continue;
            best.component = c;
            best.use = use;
            best.gain = gain;
        }
        if (best.component != NONE)
            r->terms[r->term_count++] = best;
    }
}

static void list_clique(struct relax *r, const struct clique *q)
{
    bool is_in[RELAX_MOST_ALTERNATIVES];
    for (uint32_t k = 0; k < r->reached_count; k++) {
        uint32_t c = r->reached[k];
        mark(r, c, q, NONE, is_in);
        double use = relax_use_value(r, c, is_in), gain = use - r->distance[c];
        if (gain > WORTH)
            r->terms[r->term_count++] = (struct counted){c, NONE, use, gain};
    }
}

static int by_gain(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    return x->gain > y->gain ? -1 : x->gain < y->gain ? 1 : x->component < y->component ? -1 : x->component > y->component;
}

static uint32_t toward(const struct relax *r, uint32_t component)
{
    const struct edge *e = &r->edges[r->way[component]];
    return e->a == component ? e->b : e->a;
}

static void forget_behind(struct relax *r)
{
    for (uint32_t k = 0; k < r->reached_count; k++)
        r->behind[r->reached[k]] = 0;
}

static void add_behind(struct relax *r, uint32_t component, uint32_t root)
{
    for (; component != root; component = toward(r, component))
        r->behind[component]++;
}

/* The row of those of the first terms, at least `most` and one more, that is broken most. With `excess` terms too many,
 * an edge that parts more than so many from the root does no more than one that parts so many. */
static bool separate_terms(struct relax *r, uint32_t root, bool inner, const struct clique *q, uint32_t most)
{
    uint32_t best = 0;
    double by = RELAX_BROKEN, uses = 0;
    forget_behind(r);
    for (uint32_t k = 0; k < r->term_count; k++) {
        uses += r->terms[k].use;
        add_behind(r, r->terms[k].component, root);
        if (k < most)
            continue;
        uint32_t excess = k + 1 - most;
        double parted = 0;
        for (uint32_t i = 0; i < r->reached_count; i++) {
            uint32_t c = r->reached[i], behind = r->behind[c];
            if (behind) /* the root has no way */
                parted += (behind < excess ? behind : excess) * r->length[r->way[c]];
        }
        double broken = (uses - most - parted) / excess;
        if (broken > by) {
            by = broken;
            best = k + 1;
        }
    }
    if (!best)
        return true;
    bool is_in[RELAX_MOST_ALTERNATIVES];
    relax_begin_row(r, (int)most);
    forget_behind(r);
    for (uint32_t k = 0; k < best; k++) {
        mark(r, r->terms[k].component, q, r->terms[k].class_, is_in);
        relax_add_use(r, r->terms[k].component, is_in);
        add_behind(r, r->terms[k].component, root);
    }
    for (uint32_t i = 0; i < r->reached_count; i++) {
        uint32_t c = r->reached[i], behind = r->behind[c];
        if (behind)
            relax_add_term(r, r->edges[r->way[c]].column + inner, -(int)(behind < best - most ? behind : best - most));
    }
    return relax_end_row(r);
}

/* No more than so many of the clique are about the root. */
static bool separate_clique(struct relax *r, uint32_t root, bool inner, const struct clique *q, uint32_t most)
{
    r->term_count = 0;
    list_classes(r, q);
    list_clique(r, q);
    qsort(r->terms, r->term_count, sizeof *r->terms, by_gain);
    return separate_terms(r, root, inner, q, most);
}

/* Whoever is in the root's zone by some way is not parted from it by an edge: that counts where rows of trees take less
 * of an edge than stands behind it. */
static bool separate_edges(struct relax *r, uint32_t root)
{
    for (uint32_t k = r->first_near[root]; k < r->first_near[root + 1]; k++) {
        uint32_t edge = r->near[k];
        const struct edge *e = &r->edges[edge];
        uint32_t other = e->a == root ? e->b : e->a;
        if (other < root || r->way[other] == edge || r->length[edge] <= r->distance[other] + RELAX_BROKEN)
            continue;
        relax_begin_row(r, 0);
        relax_add_term(r, e->column, 1);
        relax_add_way(r, other, root, false);
        if (!relax_end_row(r))
            return false;
    }
    return true;
}

/* Rows that the present solution breaks; false: out of memory. */
bool relax_separate(struct relax *r)
{
    r->seen.count = 0;
    for (uint32_t root = 0; root < r->n; root++) {
        find_ways(r, root, false);
        if (!separate_pair(r, root, false) || !separate_clique(r, root, false, &r->outer, 1) ||
            !separate_clique(r, root, false, &r->inner, r->limit) || !separate_edges(r, root))
            return false;
        find_ways(r, root, true);
        if (!separate_pair(r, root, true) || !separate_clique(r, root, true, &r->inner, 1))
            return false;
    }
    return true;
}
