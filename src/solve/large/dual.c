#include "solve/large/dual.h"

#include <string.h>

#define MOST_PAIRS 60000000 /* of labels, over all edges */
#define NEVER (INT64_MAX / 4)
#define FINENESS 46 /* bits of the largest sum in units */

struct edge {
    uint32_t a, b;      /* a < b: component numbers */
    uint16_t *cell;     /* [a's label × b's]: where in `least` */
    int64_t *least;     /* [a's alternative × b's × way] in units; NEVER */
    int64_t *to_a, *to_b; /* what each takes over, by label */
};

struct dual {
    const struct labels *labels;
    struct arena *a;
    cost_t unit;
    int64_t *unary;  /* by label; NEVER where it cannot be */
    struct edge *edges;
    uint32_t edge_count;
    uint32_t *first_edge, *edge_of; /* by component */
    int64_t *value;  /* room for one component's labels */
    bool impossible;
    int64_t bound;   /* in units */
};

static uint32_t label_count(const struct dual *d, uint32_t c)
{
    return d->labels->first[c + 1] - d->labels->first[c];
}

static uint32_t alternative_count(const struct problem *p, uint32_t c)
{
    return p->first_alternative[c + 1] - p->first_alternative[c];
}

/* ---- which pairs interact ---- */

struct pair {
    uint32_t a, b;
    int128 rate;
};

struct pair_list {
    VECTOR(struct pair);
};

/* Those that call each other, and those that name each other, each pair once: both lists of a component ascend once rates are sorted. */
static bool list_pairs(const struct problem *p, int128 *rate_of, struct pair_list *out)
{
    for (uint32_t a = 0; a < p->model->component_count; a++) {
        for (uint32_t i = p->first_rate[a]; i < p->first_rate[a + 1]; i++)
            rate_of[p->rate_other[i]] += p->rate_value[i];
        for (uint32_t i = p->first_rate[a]; i < p->first_rate[a + 1]; i++)
            if (p->rate_other[i] > a && !vector_push(p->memory, out, ((struct pair){a, p->rate_other[i], rate_of[p->rate_other[i]]})))
                return false;
        for (size_t i = p->first_named[a]; i < p->first_named[a + 1]; i++)
            if (p->named[i] > a && !rate_of[p->named[i]] && !vector_push(p->memory, out, ((struct pair){a, p->named[i], 0})))
                return false;
        for (uint32_t i = p->first_rate[a]; i < p->first_rate[a + 1]; i++)
            rate_of[p->rate_other[i]] = 0;
    }
    return true;
}

/* ---- edges ---- */

static bool cost_of(cost_t gate, int128 rate, cost_t *out)
{
    if (gate >= COST_MOST) {
        *out = COST_MOST;
        return true;
    }
    return !__builtin_mul_overflow(gate, rate, out) && *out < COST_MOST;
}

/* The dearest that the pair may come to; and that its costs can be reckoned with. */
static bool dearest_of(const struct dual *d, const struct pair *pair, cost_t *total)
{
    const struct field *f = d->labels->field;
    cost_t most = 0;
    for (uint32_t r = 0; r < f->relation_count; r++) {
        cost_t cost;
        if (!cost_of(f->p->relations.items[f->relations[r]].gate * f->p->stride[MEASURE_RUNTIME], pair->rate, &cost))
            return false;
        most = cost > most ? cost : most;
    }
    return !__builtin_add_overflow(*total, most, total);
}

static bool fill_edge(struct dual *d, const struct pair *pair, struct edge *e)
{
    const struct labels *l = d->labels;
    const struct problem *p = l->field->p;
    uint32_t la = label_count(d, pair->a), lb = label_count(d, pair->b);
    uint32_t xa = alternative_count(p, pair->a), xb = alternative_count(p, pair->b);
    *e = (struct edge){.a = pair->a, .b = pair->b};
    e->cell = arena_new_array(d->a, uint16_t, (size_t)la * lb);
    e->least = arena_new_array(d->a, int64_t, (size_t)xa * xb * WAYS);
    e->to_a = arena_new_array(d->a, int64_t, la);
    e->to_b = arena_new_array(d->a, int64_t, lb);
    if (!e->cell || !e->least || !e->to_a || !e->to_b)
        return false;
    for (uint32_t x = 0; x < xa; x++)
        for (uint32_t y = 0; y < xb; y++) {
            struct parting parting;
            if (!field_parting(l->field, p->first_alternative[pair->a] + x, p->first_alternative[pair->b] + y, &parting))
                return false;
            for (enum label_ways way = 0; way < WAYS; way++) {
                cost_t cost = COST_MOST;
                cost_of(labels_least(way, &parting), pair->rate, &cost);
                e->least[((size_t)x * xb + y) * WAYS + way] = cost >= COST_MOST ? NEVER : (int64_t)(cost / d->unit);
            }
        }
    for (uint32_t i = 0; i < la; i++)
        for (uint32_t k = 0; k < lb; k++) {
            const struct label_of *x = &l->of[l->first[pair->a] + i], *y = &l->of[l->first[pair->b] + k];
            enum label_ways way = labels_ways(l, pair->a, x, pair->b, y);
            e->cell[(size_t)i * lb + k] = (uint16_t)((x->alternative * xb + y->alternative) * WAYS + way);
        }
    return true;
}

/* The largest sum of all terms decides the unit. */
static bool choose_unit(struct dual *d, const struct pair_list *pairs)
{
    const struct problem *p = d->labels->field->p;
    cost_t total = 0;
    for (uint32_t c = 0; c < p->model->component_count; c++) {
        cost_t most = 0;
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
            most = p->alternatives[i].cost > most ? p->alternatives[i].cost : most;
        if (__builtin_add_overflow(total, most, &total))
            return false;
    }
    for (size_t i = 0; i < pairs->count; i++)
        if (!dearest_of(d, &pairs->items[i], &total))
            return false;
    d->unit = (total >> FINENESS) + 1;
    return true;
}

static bool index_edges(struct dual *d)
{
    uint32_t n = d->labels->field->p->model->component_count;
    d->first_edge = arena_new_array(d->a, uint32_t, n + 2u);
    d->edge_of = arena_new_array(d->a, uint32_t, (size_t)d->edge_count * 2);
    if (!d->first_edge || !d->edge_of)
        return false;
    for (uint32_t e = 0; e < d->edge_count; e++) {
        d->first_edge[d->edges[e].a + 2]++;
        d->first_edge[d->edges[e].b + 2]++;
    }
    for (uint32_t c = 0; c < n; c++)
        d->first_edge[c + 2] += d->first_edge[c + 1];
    for (uint32_t e = 0; e < d->edge_count; e++) {
        d->edge_of[d->first_edge[d->edges[e].a + 1]++] = e;
        d->edge_of[d->first_edge[d->edges[e].b + 1]++] = e;
    }
    return true;
}

static bool fill_in(struct dual *d, const struct pair_list *pairs, bool *too_many)
{
    const struct labels *l = d->labels;
    const struct problem *p = l->field->p;
    uint32_t n = p->model->component_count, most = 0;
    uint64_t cells = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        cells += (uint64_t)label_count(d, pairs->items[i].a) * label_count(d, pairs->items[i].b);
        *too_many |= (uint64_t)alternative_count(p, pairs->items[i].a) * alternative_count(p, pairs->items[i].b) * WAYS > UINT16_MAX;
    }
    *too_many |= cells > MOST_PAIRS || !choose_unit(d, pairs);
    if (*too_many)
        return false;
    d->unary = arena_new_array(d->a, int64_t, l->first[n]);
    d->edges = arena_new_array(d->a, struct edge, pairs->count);
    if (!d->unary || !d->edges)
        return false;
    for (uint32_t c = 0; c < n; c++) {
        most = label_count(d, c) > most ? label_count(d, c) : most;
        for (uint32_t i = l->first[c]; i < l->first[c + 1]; i++)
            d->unary[i] = (int64_t)(p->alternatives[p->first_alternative[c] + l->of[i].alternative].cost / d->unit);
    }
    d->value = arena_new_array(d->a, int64_t, most);
    for (size_t i = 0; i < pairs->count; i++)
        if (!fill_edge(d, &pairs->items[i], &d->edges[d->edge_count++]))
            return false;
    return d->value && index_edges(d);
}

struct dual *dual_new(const struct labels *l, struct arena *a, bool *too_many)
{
    const struct problem *p = l->field->p;
    struct dual *d = arena_new(a, struct dual);
    int128 *rate_of = arena_new_array(a, int128, p->model->component_count);
    struct pair_list pairs = {0};
    *too_many = false;
    if (!d || !rate_of)
        return NULL;
    d->labels = l;
    d->a = a;
    bool fine = list_pairs(p, rate_of, &pairs) && fill_in(d, &pairs, too_many);
    vector_free(p->memory, &pairs);
    return fine ? d : NULL;
}

/* ---- passes ---- */

static int64_t pays(const struct edge *e, bool from_a, uint32_t other_count, uint32_t my_count, uint32_t mine, uint32_t other)
{
    size_t at = from_a ? (size_t)mine * other_count + other : (size_t)other * my_count + mine;
    return e->least[e->cell[at]];
}

/* The component takes over all that the edge costs at least, label by label. A label that fits none of the other's is out for good. */
static void receive(struct dual *d, struct edge *e, uint32_t c)
{
    bool from_a = e->a == c;
    uint32_t other = from_a ? e->b : e->a, count = label_count(d, c), others = label_count(d, other);
    int64_t *mine = from_a ? e->to_a : e->to_b;
    const int64_t *theirs = from_a ? e->to_b : e->to_a;
    int64_t *unary = d->unary + d->labels->first[c];
    const int64_t *other_unary = d->unary + d->labels->first[other];
    for (uint32_t x = 0; x < count; x++) {
        if (unary[x] >= NEVER)
            continue;
        int64_t least = NEVER;
        for (uint32_t y = 0; y < others; y++) {
            int64_t cost = pays(e, from_a, others, count, x, y);
            if (cost < NEVER && other_unary[y] < NEVER && cost - theirs[y] < least)
                least = cost - theirs[y];
        }
        if (least >= NEVER)
            unary[x] = NEVER;
        else
            mine[x] = least;
    }
}

/* What each label of the component costs with its messages; the least of them, or NEVER. */
static int64_t sum_up(struct dual *d, uint32_t c)
{
    uint32_t count = label_count(d, c);
    int64_t least = NEVER;
    memcpy(d->value, d->unary + d->labels->first[c], count * sizeof *d->value);
    for (uint32_t i = d->first_edge[c]; i < d->first_edge[c + 1]; i++) {
        const struct edge *e = &d->edges[d->edge_of[i]];
        const int64_t *mine = e->a == c ? e->to_a : e->to_b;
        for (uint32_t x = 0; x < count; x++)
            if (d->value[x] < NEVER)
                d->value[x] += mine[x];
    }
    for (uint32_t x = 0; x < count; x++)
        least = d->value[x] < least ? d->value[x] : least;
    return least;
}

static int64_t share_of(int64_t value, uint32_t parts)
{
    return value >= 0 ? value / parts : -((-value + parts - 1) / parts); /* rounded down */
}

/* Takes over from those before it, and leaves its share to the edges to those behind it. */
static int64_t visit(struct dual *d, uint32_t c, bool forward)
{
    uint32_t count = label_count(d, c), before = 0, behind = 0;
    for (uint32_t i = d->first_edge[c]; i < d->first_edge[c + 1]; i++) {
        struct edge *e = &d->edges[d->edge_of[i]];
        bool is_before = (e->a == c) != forward; /* the other one is b, and larger, where c is a */
        before += is_before;
        behind += !is_before;
        if (is_before)
            receive(d, e, c);
    }
    int64_t least = sum_up(d, c);
    if (least >= NEVER || !behind)
        return least;
    uint32_t parts = before > behind ? before : behind;
    for (uint32_t i = d->first_edge[c]; i < d->first_edge[c + 1]; i++) {
        struct edge *e = &d->edges[d->edge_of[i]];
        if ((e->a == c) != forward)
            continue;
        int64_t *mine = e->a == c ? e->to_a : e->to_b;
        for (uint32_t x = 0; x < count; x++)
            if (d->value[x] < NEVER)
                mine[x] -= share_of(d->value[x], parts);
    }
    return sum_up(d, c);
}

/* After it each edge costs nothing at least: what it cost has been taken over by the later of its two. */
static bool sweep(struct dual *d, bool forward, struct watch *watch)
{
    uint32_t n = d->labels->field->p->model->component_count;
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i % 256 == 255 && !watch_look(watch))
            return false;
        int64_t least = visit(d, forward ? i : n - 1 - i, forward);
        if (least >= NEVER) {
            d->impossible = true;
            return true;
        }
        sum += least;
    }
    d->bound = sum > d->bound ? sum : d->bound;
    return true;
}

bool dual_pass(struct dual *d, struct watch *watch)
{
    return sweep(d, true, watch) && (d->impossible || sweep(d, false, watch));
}

cost_t dual_bound(const struct dual *d)
{
    return d->impossible ? COST_MOST : d->bound * d->unit;
}

/* ---- rounding ---- */

void dual_round(struct dual *d, uint32_t *chosen)
{
    uint32_t n = d->labels->field->p->model->component_count;
    for (uint32_t c = 0; c < n; c++) {
        uint32_t count = label_count(d, c), best = NONE;
        memcpy(d->value, d->unary + d->labels->first[c], count * sizeof *d->value);
        for (uint32_t i = d->first_edge[c]; i < d->first_edge[c + 1]; i++) {
            const struct edge *e = &d->edges[d->edge_of[i]];
            bool from_a = e->a == c;
            uint32_t other = from_a ? e->b : e->a;
            if (!from_a && chosen[other] == NONE)
                continue;
            for (uint32_t x = 0; x < count; x++) {
                int64_t cost = from_a ? e->to_a[x] : pays(e, false, label_count(d, other), count, x, chosen[other]);
                d->value[x] = cost >= NEVER || d->value[x] >= NEVER ? NEVER : d->value[x] + cost;
            }
        }
        for (uint32_t x = 0; x < count; x++)
            if (d->value[x] < NEVER && (best == NONE || d->value[x] < d->value[best]))
                best = x;
        chosen[c] = best;
    }
}
