/* Compartments of a configuration are a tree, with the whole system as its root, and the two trees are matched from the
 * leaves up: what two compartments keep, when they are matched, are the components that are in both and otherwise the
 * same, and what their own compartments keep, matched in the best way. */
#include <string.h>

#include "answers/nearest.h"

struct node {
    uint32_t parent, mechanism, number;
};

struct tree {
    struct node *nodes; /* the root first, each after its parent */
    uint32_t count;
    uint32_t *of;       /* by component: the innermost */
};

static uint32_t find_node(struct tree *t, uint32_t parent, struct placement p)
{
    for (uint32_t i = 1; i < t->count; i++)
        if (t->nodes[i].parent == parent && t->nodes[i].mechanism == p.mechanism && t->nodes[i].number == p.number)
            return i;
    t->nodes[t->count] = (struct node){parent, p.mechanism, p.number};
    return t->count++;
}

static bool make_tree(const struct configuration *c, struct arena *a, struct tree *t)
{
    size_t most = 1;
    for (uint32_t i = 0; i < c->count; i++)
        most += c->choices[i].depth;
    t->nodes = arena_new_array(a, struct node, most);
    t->of = arena_new_array(a, uint32_t, c->count);
    t->count = 1;
    if (!t->nodes || !t->of)
        return false;
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < c->choices[i].depth; k++)
            t->of[i] = find_node(t, t->of[i], c->choices[i].path[k]);
    return true;
}

/* Room for the assignment of rows to columns. */
struct assignment {
    int64_t *row_price, *column_price, *slack;
    uint32_t *row_of, *way;
    bool *used;
    uint32_t *rows, *columns; /* children that are matched */
};

/* The most that rows, each with a column of its own, come to (the Hungarian method; there are as many columns as rows at
 * least, where missing ones are worth nothing). */
static uint64_t assign(struct assignment *x, uint32_t rows, uint32_t columns, const uint32_t *worth, uint32_t width)
{
    uint32_t n = rows, m = rows > columns ? rows : columns;
    for (uint32_t j = 0; j <= m; j++) {
        x->column_price[j] = 0;
        x->row_of[j] = 0;
    }
    for (uint32_t i = 0; i <= n; i++)
        x->row_price[i] = 0;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t at = 0;
        x->row_of[0] = i;
        for (uint32_t j = 0; j <= m; j++) {
            x->slack[j] = INT64_MAX;
            x->used[j] = false;
        }
        do {
            uint32_t row = x->row_of[at], next = 0;
            int64_t least = INT64_MAX;
            x->used[at] = true;
            for (uint32_t j = 1; j <= m; j++) {
                if (x->used[j])
                    continue;
                int64_t cost = j <= columns ? -(int64_t)worth[(size_t)x->rows[row - 1] * width + x->columns[j - 1]] : 0;
                int64_t more = cost - x->row_price[row] - x->column_price[j];
                if (more < x->slack[j]) {
                    x->slack[j] = more;
                    x->way[j] = at;
                }
                if (x->slack[j] < least) {
                    least = x->slack[j];
                    next = j;
                }
            }
            for (uint32_t j = 0; j <= m; j++) {
                if (x->used[j]) {
                    x->row_price[x->row_of[j]] += least;
                    x->column_price[j] -= least;
                } else {
                    x->slack[j] -= least;
                }
            }
            at = next;
        } while (x->row_of[at]);
        for (; at; at = x->way[at])
            x->row_of[at] = x->row_of[x->way[at]];
    }
    uint64_t sum = 0;
    for (uint32_t j = 1; j <= columns; j++)
        if (x->row_of[j])
            sum += worth[(size_t)x->rows[x->row_of[j] - 1] * width + x->columns[j - 1]];
    return sum;
}

static bool allocate(struct assignment *x, uint32_t most, struct arena *a)
{
    x->row_price = arena_new_array(a, int64_t, most);
    x->column_price = arena_new_array(a, int64_t, most);
    x->slack = arena_new_array(a, int64_t, most);
    x->row_of = arena_new_array(a, uint32_t, most);
    x->way = arena_new_array(a, uint32_t, most);
    x->used = arena_new_array(a, bool, most);
    x->rows = arena_new_array(a, uint32_t, most);
    x->columns = arena_new_array(a, uint32_t, most);
    return x->row_price && x->column_price && x->slack && x->row_of && x->way && x->used && x->rows && x->columns;
}

static uint32_t children(const struct tree *t, uint32_t of, uint32_t *out)
{
    uint32_t count = 0;
    for (uint32_t i = of + 1; i < t->count; i++)
        if (t->nodes[i].parent == of)
            out[count++] = i;
    return count;
}

bool configuration_distance(const struct configuration *a, const struct configuration *b, struct arena *arena, uint32_t *out)
{
    struct tree s, t;
    struct assignment x;
    if (!make_tree(a, arena, &s) || !make_tree(b, arena, &t) || !allocate(&x, s.count + t.count + 1, arena))
        return false;
    /* what two nodes keep; of nodes that cannot be matched nothing */
    uint32_t *kept = arena_alloc_array(arena, (size_t)s.count * t.count, sizeof *kept);
    if (!kept)
        return false;
    for (uint32_t c = 0; c < a->count; c++)
        kept[(size_t)s.of[c] * t.count + t.of[c]] += choice_runs_alike(&a->choices[c], &b->choices[c]);
    for (uint32_t i = s.count; i-- > 0;)
        for (uint32_t k = t.count; k-- > 0;) {
            uint32_t *here = &kept[(size_t)i * t.count + k];
            if ((i == 0) != (k == 0) || (i && s.nodes[i].mechanism != t.nodes[k].mechanism)) {
                *here = 0;
                continue;
            }
            uint32_t rows = children(&s, i, x.rows), columns = children(&t, k, x.columns);
            if (rows && columns)
                *here += (uint32_t)assign(&x, rows, columns, kept, t.count);
        }
    *out = a->count - kept[0];
    return true;
}
