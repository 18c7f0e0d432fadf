#include "solve/sat/graph.h"

#include <string.h>

#define MOST_WORK ((uint64_t)1 << 26) /* words looked at for cliques, and again for what is built on them */

bool graph_init(struct graph *g, struct arena *a, uint32_t n)
{
    *g = (struct graph){.n = n, .words = n / 64 + 1};
    g->row = arena_alloc_array(a, n, g->words * sizeof *g->row);
    return g->row != NULL;
}

void graph_join(struct graph *g, uint32_t v, uint32_t w)
{
    g->row[v * g->words + w / 64] |= (uint64_t)1 << w % 64;
    g->row[w * g->words + v / 64] |= (uint64_t)1 << v % 64;
}

/* ---- rows of bits ---- */

static void set(uint64_t *row, uint32_t v)
{
    row[v / 64] |= (uint64_t)1 << v % 64;
}

static uint32_t common(const uint64_t *x, const uint64_t *y, size_t words)
{
    uint32_t count = 0;
    for (size_t i = 0; i < words; i++)
        count += (uint32_t)__builtin_popcountll(x[i] & y[i]);
    return count;
}

static bool contains(const uint64_t *many, const uint64_t *few, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (few[i] & ~many[i])
            return false;
    return true;
}

/* The first vertex in both; UINT32_MAX when there is none. */
static uint32_t first_common(const uint64_t *x, const uint64_t *y, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (x[i] & y[i])
            return (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(x[i] & y[i]);
    return UINT32_MAX;
}

/* ---- cliques ---- */

static void add(const struct graph *g, struct clique *out, uint64_t *room, uint32_t v)
{
    out->vertices[out->count++] = v;
    for (size_t i = 0; i < g->words; i++)
        room[i] &= graph_row(g, v)[i];
}

void graph_grow_clique(const struct graph *g, uint32_t v, uint32_t w, const uint64_t *within, uint64_t *room,
                       struct clique *out)
{
    out->count = 0;
    memcpy(room, within, g->words * sizeof *room);
    add(g, out, room, v);
    if (w != v)
        add(g, out, room, w);
    for (;;) {
        uint32_t best = UINT32_MAX, most = 0;
        for (size_t i = 0; i < g->words; i++)
            for (uint64_t rest = room[i]; rest; rest &= rest - 1) {
                uint32_t u = (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(rest);
                uint32_t left = common(graph_row(g, u), room, g->words);
                if (best == UINT32_MAX || left > most) {
                    best = u;
                    most = left;
                }
            }
        if (best == UINT32_MAX)
            return;
        add(g, out, room, best);
    }
}

/* ---- Mycielski's construction, found in the graph ---- */

struct growth {
    const struct graph *g;
    struct graph part;      /* a subgraph: the edges that its bound rests on */
    uint64_t *inside;       /* its vertices */
    uint64_t *twins;        /* [vertex × words] those that have all neighbours that the vertex has in the subgraph */
    uint64_t *apex;         /* neighbours of some twin of each vertex */
    uint64_t *reached;
    uint64_t work;
};

static bool growth_init(struct growth *x, const struct graph *g, struct arena *a)
{
    *x = (struct growth){.g = g};
    x->inside = arena_new_array(a, uint64_t, g->words);
    x->apex = arena_new_array(a, uint64_t, g->words);
    x->reached = arena_new_array(a, uint64_t, g->words);
    x->twins = arena_alloc_array(a, g->n, g->words * sizeof *x->twins);
    return graph_init(&x->part, a, g->n) && x->inside && x->apex && x->reached && x->twins;
}

static void start(struct growth *x, const struct clique *c)
{
    const struct graph *g = x->g;
    memset(x->part.row, 0, g->n * g->words * sizeof *x->part.row);
    memset(x->inside, 0, g->words * sizeof *x->inside);
    for (uint32_t i = 0; i < c->count; i++) {
        set(x->inside, c->vertices[i]);
        for (uint32_t k = 0; k < i; k++)
            graph_join(&x->part, c->vertices[i], c->vertices[k]);
    }
}

/* For each vertex v of a subgraph that needs k colours let t(v) have all neighbours that v has there (v itself may be
 * t(v)), and let one vertex be a neighbour of every t(v). All these together need k + 1: in a colouring with k, each v of
 * the apex's colour could take that of t(v), and the subgraph would do with k - 1. */
static bool grow(struct growth *x)
{
    const struct graph *g = x->g;
    size_t words = g->words;
    memset(x->apex, 255, words * sizeof *x->apex);
    for (uint32_t v = 0; v < g->n; v++) {
        if (!(x->inside[v / 64] >> v % 64 & 1))
            continue;
        uint64_t *twins = x->twins + v * words;
        memset(twins, 0, words * sizeof *twins);
        memset(x->reached, 0, words * sizeof *x->reached);
        for (uint32_t u = 0; u < g->n; u++)
            if (contains(graph_row(g, u), graph_row(&x->part, v), words)) {
                set(twins, u);
                for (size_t i = 0; i < words; i++)
                    x->reached[i] |= graph_row(g, u)[i];
            }
        for (size_t i = 0; i < words; i++)
            x->apex[i] &= x->reached[i];
        x->work += g->n * words;
    }
    uint32_t apex = first_common(x->apex, x->apex, words);
    if (apex == UINT32_MAX)
        return false;
    memcpy(x->reached, x->inside, words * sizeof *x->reached); /* the old vertices */
    for (uint32_t v = 0; v < g->n; v++) {
        if (!(x->reached[v / 64] >> v % 64 & 1))
            continue;
        uint32_t twin = first_common(x->twins + v * words, graph_row(g, apex), words);
        for (size_t i = 0; i < words; i++)
            for (uint64_t rest = graph_row(&x->part, v)[i] & x->reached[i]; rest; rest &= rest - 1)
                graph_join(&x->part, twin, (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(rest));
        graph_join(&x->part, twin, apex);
        set(x->inside, twin);
    }
    set(x->inside, apex);
    return true;
}

uint32_t graph_least(const struct graph *g, struct arena *a)
{
    uint64_t *all = arena_new_array(a, uint64_t, g->words), *room = arena_new_array(a, uint64_t, g->words), work = 0;
    struct clique clique = {arena_new_array(a, uint32_t, g->n), 0};
    uint32_t *sizes = arena_new_array(a, uint32_t, g->n), largest = 0;
    struct growth x;
    if (!all || !room || !clique.vertices || !sizes || !growth_init(&x, g, a))
        return 0;
    for (uint32_t v = 0; v < g->n; v++)
        set(all, v);
    for (uint32_t v = 0; v < g->n && work < MOST_WORK; v++) {
        graph_grow_clique(g, v, v, all, room, &clique);
        sizes[v] = clique.count;
        largest = clique.count > largest ? clique.count : largest;
        work += (uint64_t)clique.count * common(graph_row(g, v), all, g->words) * g->words;
    }
    uint32_t least = largest;
    for (uint32_t v = 0; v < g->n && x.work < MOST_WORK; v++) {
        if (sizes[v] < largest)
            continue;
        graph_grow_clique(g, v, v, all, room, &clique);
        start(&x, &clique);
        uint32_t colours = clique.count;
        while (grow(&x))
            colours++;
        least = colours > least ? colours : least;
    }
    return least;
}

/* ---- a greedy colouring ---- */

uint32_t graph_colour(const struct graph *g, struct arena *a, uint32_t *colour)
{
    uint64_t *used = arena_alloc_array(a, g->n, g->words * sizeof *used); /* by vertex: colours of its neighbours */
    uint32_t *busy = arena_new_array(a, uint32_t, g->n), *degree = arena_new_array(a, uint32_t, g->n), count = 0;
    if (!used || !busy || !degree)
        return 0;
    for (uint32_t v = 0; v < g->n; v++) {
        colour[v] = UINT32_MAX;
        degree[v] = common(graph_row(g, v), graph_row(g, v), g->words);
    }
    for (uint32_t done = 0; done < g->n; done++) {
        uint32_t v = UINT32_MAX;
        for (uint32_t u = 0; u < g->n; u++)
            if (colour[u] == UINT32_MAX &&
                (v == UINT32_MAX || busy[u] > busy[v] || (busy[u] == busy[v] && degree[u] > degree[v])))
                v = u;
        uint32_t c = 0;
        while (used[v * g->words + c / 64] >> c % 64 & 1)
            c++;
        colour[v] = c;
        count = c + 1 > count ? c + 1 : count;
        for (uint32_t u = 0; u < g->n; u++)
            if (graph_has(g, v, u) && !(used[u * g->words + c / 64] >> c % 64 & 1)) {
                set(used + u * g->words, c);
                busy[u]++;
            }
    }
    return count;
}
