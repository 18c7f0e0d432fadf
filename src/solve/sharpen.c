#include "solve/sharpen.h"

#include <string.h>

#define MOST_PAIRS 200000 /* of options, over all edges */

static const cost_t never = COST_MOST;

bool sharpener_init(struct sharpener *x, struct messages *m, struct places *places)
{
    struct arena *a = &m->p->arena;
    *x = (struct sharpener){.messages = m, .places = places};
    x->position = arena_new_array(a, uint8_t, m->p->relations.count);
    x->pairs = arena_new_array(a, struct zone_pair, MOST_ZONES * MOST_ZONES);
    x->link_of = arena_new_array(a, uint32_t, m->edge_count);
    if (!x->position || !x->pairs || !x->link_of)
        return false;
    memset(x->position, 255, m->p->relations.count);
    for (uint32_t i = 0; i < m->relation_count && i < 64; i++)
        x->position[m->relations[i]] = (uint8_t)i;
    return true;
}

void sharpener_fini(struct sharpener *x)
{
    if (!x->messages)
        return;
    struct memory *m = x->messages->p->memory;
    vector_free(m, &x->links);
    vector_free(m, &x->room);
    vector_free(m, &x->choice);
    vector_free(m, &x->pull);
}

/* ---- the links of a node ---- */

static bool fill_pair(struct sharpener *x, uint32_t a, uint32_t b, struct zone_pair *out)
{
    uint32_t possible[MOST_POSSIBLE + 1], count = places_possible(x->places, a, b, possible, MOST_POSSIBLE + 1);
    out->count = 0;
    if (count > MOST_POSSIBLE)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (possible[i] == NONE || x->position[possible[i]] == 255)
            return false;
        uint8_t position = x->position[possible[i]];
        unsigned at = out->count++;
        for (; at > 0 && out->relation[at - 1] > position; at--) /* positions ascend with the gates */
            out->relation[at] = out->relation[at - 1];
        out->relation[at] = position;
    }
    return true;
}

static uint8_t find_cheapest(struct sharpener *x, struct crossing_edge *e, const struct option *a, const struct option *b)
{
    const struct zone_pair *pair = &x->pairs[a->zone * x->zone_count + b->zone];
    for (unsigned i = 0; i < pair->count; i++)
        if (messages_fit(x->messages, e, a->k, b->k, pair->relation[i]))
            return pair->relation[i];
    return (uint8_t)x->messages->relation_count;
}

/* Messages begin as those of the alternatives. */
static bool add_link(struct sharpener *x, uint32_t edge, const uint32_t *first, const struct option *options)
{
    struct memory *m = x->messages->p->memory;
    struct crossing_edge *e = &x->messages->edges[edge];
    struct link link = {.edge = e, .a = first[e->a], .b = first[e->b]};
    link.a_count = first[e->a + 1] - link.a;
    link.b_count = first[e->b + 1] - link.b;
    link.to_a = x->room.count;
    link.to_b = link.to_a + link.a_count;
    link.cheapest = x->choice.count;
    size_t pairs = (size_t)link.a_count * link.b_count;
    if (link.cheapest + pairs > MOST_PAIRS ||
        !vector_reserve_(m, (void **)&x->room.items, &x->room.capacity, link.to_b + link.b_count, sizeof *x->room.items) ||
        !vector_reserve_(m, (void **)&x->choice.items, &x->choice.capacity, link.cheapest + pairs, 1))
        return false;
    for (uint32_t i = 0; i < link.a_count; i++)
        x->room.items[link.to_a + i] = e->to_a[options[link.a + i].k];
    for (uint32_t k = 0; k < link.b_count; k++)
        x->room.items[link.to_b + k] = e->to_b[options[link.b + k].k];
    for (uint32_t i = 0; i < link.a_count; i++)
        for (uint32_t k = 0; k < link.b_count; k++)
            x->choice.items[link.cheapest + (size_t)i * link.b_count + k] =
                find_cheapest(x, e, &options[link.a + i], &options[link.b + k]);
    x->room.count = link.to_b + link.b_count;
    x->choice.count = link.cheapest + pairs;
    x->link_of[edge] = (uint32_t)x->links.count;
    return vector_push(m, &x->links, link);
}

static bool build(struct sharpener *x, const bool *waits, const uint32_t *first, const struct option *options,
                  const uint32_t *zones, uint32_t zone_count)
{
    x->links.count = x->room.count = x->choice.count = 0;
    x->zone_count = zone_count;
    if (zone_count > MOST_ZONES || x->messages->relation_count > 64)
        return false;
    for (uint32_t a = 0; a < zone_count; a++)
        for (uint32_t b = 0; b < zone_count; b++)
            if (!fill_pair(x, zones[a], zones[b], &x->pairs[a * zone_count + b]))
                return false;
    for (uint32_t e = 0; e < x->messages->edge_count; e++) {
        x->link_of[e] = NONE;
        if (waits[x->messages->edges[e].a] && waits[x->messages->edges[e].b] && !add_link(x, e, first, options))
            return false;
    }
    return true;
}

/* ---- passing on ---- */

struct view { /* of a link, as one end sees it */
    cost_t *mine;
    const cost_t *theirs, *price;
    const struct option *their_options;
    uint32_t theirs_count;
    size_t mine_step, theirs_step;
    const uint8_t *cheapest;
};

static struct view view_of(struct sharpener *x, const struct link *l, const struct option *options, bool is_a)
{
    cost_t *to_a = x->room.items + l->to_a, *to_b = x->room.items + l->to_b;
    return (struct view){is_a ? to_a : to_b,
                         is_a ? to_b : to_a,
                         l->edge->price,
                         options + (is_a ? l->b : l->a),
                         is_a ? l->b_count : l->a_count,
                         is_a ? l->b_count : 1,
                         is_a ? 1 : l->b_count,
                         x->choice.items + l->cheapest};
}

static cost_t left_over(const struct view *v, uint32_t k)
{
    cost_t best = never;
    const uint8_t *cheapest = v->cheapest + k * v->mine_step;
    for (uint32_t i = 0; i < v->theirs_count; i++, cheapest += v->theirs_step) {
        cost_t price = v->price[*cheapest];
        if (price >= never || v->their_options[i].unary >= never)
            continue;
        cost_t left = price - v->theirs[i];
        best = left < best ? left : best;
    }
    return best >= never ? never : best - v->mine[k];
}

static bool gather(struct sharpener *x, uint32_t c, const uint32_t *first, struct option *options)
{
    const struct messages *m = x->messages;
    struct option *mine = options + first[c];
    uint32_t count = first[c + 1] - first[c];
    bool any = false;
    for (uint32_t k = 0; k < count; k++)
        mine[k].reduced = mine[k].unary;
    for (uint32_t i = m->first[c]; i < m->first[c + 1]; i++) {
        uint32_t id = x->link_of[m->of[i]];
        if (id == NONE)
            continue;
        struct view v = view_of(x, &x->links.items[id], options, x->links.items[id].edge->a == c);
        for (uint32_t k = 0; k < count; k++) {
            if (mine[k].unary >= never)
                continue;
            cost_t left = left_over(&v, k);
            if (left >= never) { /* nothing that the other end has left fits */
                mine[k].unary = mine[k].reduced = never;
                continue;
            }
            v.mine[k] += left;
            mine[k].reduced += v.mine[k];
        }
    }
    for (uint32_t k = 0; k < count; k++)
        any |= mine[k].unary < never;
    return any;
}

static cost_t best_of(const uint32_t *first, const struct option *options, uint32_t c)
{
    cost_t best = never;
    for (uint32_t k = first[c]; k < first[c + 1]; k++)
        if (options[k].unary < never && options[k].reduced < best)
            best = options[k].reduced;
    return best;
}

/* Gives what options cost beyond the best to the links to those that come later. */
static bool hand_on(struct sharpener *x, uint32_t c, const uint32_t *first, struct option *options, bool forward)
{
    const struct messages *m = x->messages;
    uint32_t count = first[c + 1] - first[c], later = 0;
    cost_t best = best_of(first, options, c);
    for (uint32_t i = m->first[c]; i < m->first[c + 1]; i++) {
        const struct crossing_edge *e = &m->edges[m->of[i]];
        later += x->link_of[m->of[i]] != NONE && ((e->a == c ? e->b : e->a) > c) == forward;
    }
    if (!later)
        return true;
    unsigned shift = 0;
    while ((1u << shift) < later)
        shift++;
    if (!vector_reserve_(m->p->memory, (void **)&x->pull.items, &x->pull.capacity, count, sizeof *x->pull.items))
        return false;
    for (uint32_t k = 0; k < count; k++)
        x->pull.items[k] = options[first[c] + k].unary < never ? (options[first[c] + k].reduced - best) >> shift : 0;
    for (uint32_t i = m->first[c]; i < m->first[c + 1]; i++) {
        uint32_t id = x->link_of[m->of[i]];
        if (id == NONE)
            continue;
        const struct link *l = &x->links.items[id];
        if (((l->edge->a == c ? l->edge->b : l->edge->a) > c) != forward)
            continue;
        struct view v = view_of(x, l, options, l->edge->a == c);
        for (uint32_t k = 0; k < count; k++) {
            v.mine[k] -= x->pull.items[k];
            options[first[c] + k].reduced -= x->pull.items[k];
        }
    }
    return true;
}

bool sharpen(struct sharpener *x, const bool *waits, const uint32_t *first, struct option *options, const uint32_t *zones,
             uint32_t zone_count, unsigned passes, cost_t *bound)
{
    uint32_t n = x->messages->p->model->component_count;
    if (!build(x, waits, first, options, zones, zone_count))
        return false;
    *bound = never;
    for (unsigned pass = 0; pass < passes; pass++)
        for (uint32_t i = 0; i < n; i++) {
            uint32_t c = pass % 2 ? n - 1 - i : i;
            if (!waits[c])
                continue;
            if (!gather(x, c, first, options))
                return true;
            if (pass + 1 < passes && !hand_on(x, c, first, options, pass % 2 == 0))
                return false;
        }
    *bound = 0;
    for (uint32_t c = 0; c < n; c++)
        *bound += waits[c] ? best_of(first, options, c) : 0;
    return true;
}
