/* A lower bound on what those that still wait for a seat will cost, crossings between them included. Each crossing between
 * two of them costs at least what the least boundary costs with which their alternatives fit together. That least cost is
 * shared out between the two ends (*messages*: what one end takes over, by alternative), which makes the cheapest
 * alternatives dearer.
 *
 * Whatever the messages are, the bound holds: the cheapest alternative of each, with its messages, plus what is left of each
 * crossing at least. They are improved a little at each node, and never need to be taken back. */
#ifndef MSPEC_SOLVE_MESSAGE_H
#define MSPEC_SOLVE_MESSAGE_H

#include "solve/problem.h"

struct crossing_edge {
    uint32_t a, b;         /* components */
    uint32_t a_count, b_count;
    cost_t *least;         /* [a's alternative × b's]: COST_MOST when the two never fit */
    cost_t *to_a, *to_b;   /* messages, by alternative */
    cost_t *price;         /* what crossing a relation costs, by its place in messages.relations; one more: COST_MOST */
    uint64_t *fits, *known; /* [a's alternative × b's] bit r: they fit in messages.relations[r], and: that has been asked */
};

struct messages {
    struct problem *p;
    struct crossing_edge *edges;
    uint32_t edge_count;
    uint32_t *first, *of;  /* edges of component c: of[first[c]] … of[first[c + 1] - 1] */
    cost_t *unary;         /* [alternative] what it costs beside those seated; COST_MOST when it cannot be taken */
    cost_t *reduced;       /* [alternative] the same with messages: filled in by messages_bound */
    cost_t *pull;          /* room for one component's alternatives */
    const uint32_t *relations; /* all there are, cheapest gate first */
    uint32_t relation_count;
};

/* `unit`: what a scaled unit of run time costs; 0 where crossings cost nothing. */
bool messages_init(struct messages *m, struct problem *p, const uint32_t *relations, uint32_t relation_count, cost_t unit);
/* Do two alternatives fit in a relation (its place in messages.relations, below 64)? False also when out of memory. */
bool messages_fit(struct messages *m, struct crossing_edge *e, uint32_t a_alternative, uint32_t b_alternative,
                  uint32_t relation);
/* The bound over the components that wait; COST_MOST when one of them has no alternative left. */
cost_t messages_bound(struct messages *m, const bool *waits, unsigned passes);

#endif
