#include "solve/message.h"

static const cost_t never = COST_MOST;

/* The cheapest boundary with which two alternatives fit together; relations in order of their gates. */
static bool find_least(struct problem *p, uint32_t a, uint32_t b, cost_t rate, const uint32_t *relations, uint32_t count,
                       cost_t *out)
{
    *out = never;
    for (uint32_t i = 0; i < count; i++) {
        enum pair_answer answer = pair_fits(p, a, b, relations[i]);
        if (answer == PAIR_NO_MEMORY)
            return false;
        if (answer == PAIR_FITS) {
            *out = rate * p->relations.items[relations[i]].gate;
            return true;
        }
    }
    return true;
}

static bool init_edge(struct problem *p, struct crossing_edge *e, uint32_t a, uint32_t b, cost_t rate,
                      const uint32_t *relations, uint32_t relation_count)
{
    uint32_t first_a = p->first_alternative[a], first_b = p->first_alternative[b];
    e->a = a;
    e->b = b;
    e->a_count = p->first_alternative[a + 1] - first_a;
    e->b_count = p->first_alternative[b + 1] - first_b;
    e->least = arena_new_array(&p->arena, cost_t, (size_t)e->a_count * e->b_count);
    e->to_a = arena_new_array(&p->arena, cost_t, e->a_count);
    e->to_b = arena_new_array(&p->arena, cost_t, e->b_count);
    e->fits = arena_new_array(&p->arena, uint64_t, (size_t)e->a_count * e->b_count);
    e->known = arena_new_array(&p->arena, uint64_t, (size_t)e->a_count * e->b_count);
    e->price = arena_new_array(&p->arena, cost_t, relation_count + 1u);
    if (!e->least || !e->to_a || !e->to_b || !e->fits || !e->known || !e->price)
        return false;
    for (uint32_t i = 0; i < relation_count; i++)
        e->price[i] = rate * p->relations.items[relations[i]].gate;
    e->price[relation_count] = never;
    for (uint32_t i = 0; i < e->a_count; i++)
        for (uint32_t k = 0; k < e->b_count; k++)
            if (!find_least(p, first_a + i, first_b + k, rate, relations, relation_count,
                            &e->least[(size_t)i * e->b_count + k]))
                return false;
    return true;
}

bool messages_init(struct messages *m, struct problem *p, const uint32_t *relations, uint32_t relation_count,
                   cost_t unit)
{
    uint32_t n = p->model->component_count, widest = 0, count = 0;
    *m = (struct messages){.p = p, .relations = relations, .relation_count = relation_count};
    m->first = arena_new_array(&p->arena, uint32_t, n + 2u);
    m->unary = arena_new_array(&p->arena, cost_t, p->alternative_count);
    m->reduced = arena_new_array(&p->arena, cost_t, p->alternative_count);
    if (!m->first || !m->unary || !m->reduced)
        return false;
    for (uint32_t c = 0; c < n; c++) {
        uint32_t width = p->first_alternative[c + 1] - p->first_alternative[c];
        widest = width > widest ? width : widest;
        for (uint32_t i = p->first_rate[c]; unit && i < p->first_rate[c + 1]; i++)
            count += p->rate_other[i] > c;
    }
    m->edges = arena_new_array(&p->arena, struct crossing_edge, count);
    m->of = arena_new_array(&p->arena, uint32_t, 2 * (size_t)count);
    m->pull = arena_new_array(&p->arena, cost_t, widest);
    if (!m->edges || !m->of || !m->pull)
        return false;
    for (uint32_t c = 0; c < n && count; c++)
        for (uint32_t i = p->first_rate[c]; i < p->first_rate[c + 1]; i++) {
            m->first[c + 2]++;
            if (p->rate_other[i] > c && !init_edge(p, &m->edges[m->edge_count++], c, p->rate_other[i],
                                                   p->rate_value[i] * unit, relations, relation_count))
                return false;
        }
    for (uint32_t c = 0; c < n; c++)
        m->first[c + 2] += m->first[c + 1];
    for (uint32_t e = 0; e < m->edge_count; e++) {
        m->of[m->first[m->edges[e].a + 1]++] = e;
        m->of[m->first[m->edges[e].b + 1]++] = e;
    }
    return true;
}

bool messages_fit(struct messages *m, struct crossing_edge *e, uint32_t i, uint32_t k, uint32_t relation)
{
    uint64_t *fits = &e->fits[(size_t)i * e->b_count + k], *known = &e->known[(size_t)i * e->b_count + k];
    uint64_t bit = (uint64_t)1 << relation;
    if (!(*known & bit)) {
        uint32_t a = m->p->first_alternative[e->a] + i, b = m->p->first_alternative[e->b] + k;
        *known |= bit;
        if (pair_fits(m->p, a, b, m->relations[relation]) == PAIR_FITS)
            *fits |= bit;
    }
    return (*fits & bit) != 0;
}

/* Of one edge, as one end sees it. */
struct view {
    cost_t *mine, *theirs;
    uint32_t mine_count, theirs_count;
    size_t mine_step, theirs_step;
    const cost_t *least;
    const cost_t *their_unary;
};

static struct view view_of(const struct messages *m, const struct crossing_edge *e, uint32_t component)
{
    bool is_a = e->a == component;
    return (struct view){is_a ? e->to_a : e->to_b,
                         is_a ? e->to_b : e->to_a,
                         is_a ? e->a_count : e->b_count,
                         is_a ? e->b_count : e->a_count,
                         is_a ? e->b_count : 1,
                         is_a ? 1 : e->b_count,
                         e->least,
                         m->unary + m->p->first_alternative[is_a ? e->b : e->a]};
}

/* What is left of the edge for one of my alternatives, when the other end takes the best for it. */
static cost_t left_over(const struct view *v, uint32_t k)
{
    cost_t best = never;
    for (uint32_t i = 0; i < v->theirs_count; i++) {
        cost_t least = v->least[k * v->mine_step + i * v->theirs_step];
        if (v->their_unary[i] >= never || least >= never)
            continue;
        cost_t left = least - v->theirs[i];
        best = left < best ? left : best;
    }
    return best >= never ? never : best - v->mine[k];
}

/* Takes over all that is left of the edges of a component. False when no alternative is left to it. */
static bool gather(struct messages *m, uint32_t c, const bool *waits)
{
    uint32_t first = m->p->first_alternative[c], count = m->p->first_alternative[c + 1] - first;
    bool any = false;
    for (uint32_t k = 0; k < count; k++)
        m->reduced[first + k] = m->unary[first + k];
    for (uint32_t i = m->first[c]; i < m->first[c + 1]; i++) {
        const struct crossing_edge *e = &m->edges[m->of[i]];
        if (!waits[e->a] || !waits[e->b])
            continue;
        struct view v = view_of(m, e, c);
        for (uint32_t k = 0; k < count; k++) {
            if (m->unary[first + k] >= never)
                continue;
            cost_t left = left_over(&v, k);
            if (left >= never) { /* the other end has nothing that fits: no way to take this one */
                m->unary[first + k] = m->reduced[first + k] = never;
                continue;
            }
            v.mine[k] += left;
            m->reduced[first + k] += v.mine[k];
        }
    }
    for (uint32_t k = 0; k < count; k++)
        any |= m->unary[first + k] < never;
    return any;
}

/* Gives what a component's alternatives cost beyond the cheapest one to its edges to those that come later. */
static void hand_on(struct messages *m, uint32_t c, const bool *waits, bool forward)
{
    uint32_t first = m->p->first_alternative[c], count = m->p->first_alternative[c + 1] - first, later = 0;
    cost_t best = never;
    for (uint32_t i = m->first[c]; i < m->first[c + 1]; i++) {
        const struct crossing_edge *e = &m->edges[m->of[i]];
        uint32_t other = e->a == c ? e->b : e->a;
        later += waits[other] && (other > c) == forward;
    }
    for (uint32_t k = 0; k < count; k++)
        best = m->unary[first + k] < never && m->reduced[first + k] < best ? m->reduced[first + k] : best;
    unsigned shift = 0;
    while ((1u << shift) < later)
        shift++;
    for (uint32_t k = 0; k < count && later; k++)
        m->pull[k] = m->unary[first + k] < never ? (m->reduced[first + k] - best) >> shift : 0;
    for (uint32_t i = m->first[c]; i < m->first[c + 1] && later; i++) {
        const struct crossing_edge *e = &m->edges[m->of[i]];
        uint32_t other = e->a == c ? e->b : e->a;
        if (!waits[other] || (other > c) != forward)
            continue;
        struct view v = view_of(m, e, c);
        for (uint32_t k = 0; k < count; k++) {
            v.mine[k] -= m->pull[k];
            m->reduced[first + k] -= m->pull[k];
        }
    }
}

cost_t messages_bound(struct messages *m, const bool *waits, unsigned passes)
{
    uint32_t n = m->p->model->component_count;
    cost_t bound = 0;
    for (unsigned pass = 0; pass < passes; pass++) {
        for (uint32_t i = 0; i < n; i++) {
            uint32_t c = pass % 2 ? n - 1 - i : i;
            if (!waits[c])
                continue;
            if (!gather(m, c, waits))
                return never;
            if (pass + 1 < passes)
                hand_on(m, c, waits, pass % 2 == 0);
        }
    }
    for (uint32_t c = 0; c < n; c++) {
        cost_t best = never;
        for (uint32_t k = m->p->first_alternative[c]; k < m->p->first_alternative[c + 1]; k++)
            best = m->unary[k] < never && m->reduced[k] < best ? m->reduced[k] : best;
        bound += waits[c] ? best : 0;
    }
    return bound;
}
