/* The bound again, label by label: what a crossing between two that wait costs at least depends on the places that are left
 * to them. Dearer to compute than by alternatives alone (message.h), and closer. */
#ifndef MSPEC_SOLVE_SHARPEN_H
#define MSPEC_SOLVE_SHARPEN_H

#include "solve/message.h"
#include "solve/places.h"

struct option { /* a label that a component may take */
    uint32_t place, k; /* the alternative counts from the component's first */
    uint32_t zone;     /* index of the place among those that come up at all */
    cost_t unary;      /* beside those seated */
    cost_t reduced; /* with messages: the whole costs at least so much more than the bound as this is dearer than the best */
};

#define MOST_ZONES 40   /* with more places the closer bound is passed over */
#define MOST_POSSIBLE 6 /* relations that two places can come to stand in */

struct zone_pair {
    uint8_t relation[MOST_POSSIBLE]; /* places in messages.relations, cheapest gate first */
    uint8_t count;
};

struct link { /* an edge between two that wait */
    struct crossing_edge *edge;
    uint32_t a, a_count, b, b_count; /* their options */
    size_t to_a, to_b;               /* messages, in sharpener.room */
    size_t cheapest;                 /* [a's option × b's], in sharpener.choice: place in messages.relations */
};

struct sharpener {
    struct messages *messages;
    struct places *places;
    uint8_t *position;         /* by relation id: its place in messages.relations; 255 when it has none */
    uint32_t zone_count;
    struct zone_pair *pairs;   /* [zone × zone] */
    uint32_t *link_of;         /* by edge; NONE */
    struct {
        VECTOR(struct link);
    } links;
    struct {
        VECTOR(cost_t);
    } room;
    struct {
        VECTOR(uint8_t);
    } choice;
    struct {
        VECTOR(cost_t);
    } pull;
};

bool sharpener_init(struct sharpener *x, struct messages *m, struct places *places);
void sharpener_fini(struct sharpener *x);
/* The bound over those that wait. Their options: options[first[c]] … options[first[c + 1] - 1], at the places `zones`. Fills
 * in option.reduced. COST_MOST when somebody has no option left. False when it cannot be computed, for lack of memory or
 * because there is too much of it: nothing is changed then. */
bool sharpen(struct sharpener *x, const bool *waits, const uint32_t *first, struct option *options, const uint32_t *zones,
             uint32_t zone_count, unsigned passes, cost_t *bound);

#endif
