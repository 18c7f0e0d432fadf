/* Graphs as rows of bits, and what is quickly known of how many colours they need: cliques and generalised Mycielski
 * graphs from below, a greedy colouring from above. Knows nothing of components and compartments. */
#ifndef MSPEC_SOLVE_SAT_GRAPH_H
#define MSPEC_SOLVE_SAT_GRAPH_H

#include "base/memory.h"

struct graph {
    uint32_t n;
    size_t words;   /* of a row */
    uint64_t *row;  /* [n × words] bit w of row v: v and w are neighbours */
};

/* In the arena; false when out of memory. */
bool graph_init(struct graph *g, struct arena *a, uint32_t n);
void graph_join(struct graph *g, uint32_t v, uint32_t w);

static inline const uint64_t *graph_row(const struct graph *g, uint32_t v)
{
    return g->row + v * g->words;
}

static inline bool graph_has(const struct graph *g, uint32_t v, uint32_t w)
{
    return graph_row(g, v)[w / 64] >> w % 64 & 1;
}

/* A set of vertices; those of a graph. */
struct clique {
    uint32_t *vertices, count;
};

/* Grows a clique from two neighbours (or from one vertex: w == v) among those of `within` (a row of bits). `room`: words
 * for a row. */
void graph_grow_clique(const struct graph *g, uint32_t v, uint32_t w, const uint64_t *within, uint64_t *room,
                       struct clique *out);

/* No colouring has fewer colours than this: a clique, made larger by Mycielski's construction where the graph allows it.
 * 0: out of memory (a graph without vertices is not asked for). */
uint32_t graph_least(const struct graph *g, struct arena *a);
/* Colours vertices one after the other, the most constrained first; how many colours that takes. 0: out of memory. */
uint32_t graph_colour(const struct graph *g, struct arena *a, uint32_t *colour);

#endif
