#include "solve/count_kinds.h"

#include <string.h>

#define MOST_LABELS 2000
#define CLASH (PAIR_VIOLATES | PAIR_STARVES)

/* ---- is it of the kind? ---- */

static bool is_suited(struct counted *x)
{
    const struct problem *p = x->p;
    const struct model *m = p->model;
    uint32_t budgets = 0;
    if (p->any_selective || m->hardening != HARDENING_PER_COMPONENT)
        return false;
    for (uint32_t c = 0; c < m->component_count; c++)
        if (m->components[c].form_count != 1)
            return false;
    for (uint32_t i = 0; i < p->isolation_count; i++)
        if (m->mechanisms[p->isolation[i]].is_directed && !(x->valid && (p->hopeless_isolation >> i & 1)))
            return false;
    x->measure = MEASURE_COUNT;
    for (int i = 0; i < MEASURE_COUNT && x->valid; i++)
        if (p->has_budget[i]) {
            x->measure = (enum measure)i;
            budgets++;
        }
    return budgets <= 1;
}

/* ---- paths ---- */

static bool may_follow(const struct counted *x, const struct path *path, uint32_t bit)
{
    const struct problem *p = x->p;
    const struct mechanism *m = &p->model->mechanisms[p->isolation[bit]];
    if (path->set >> bit & 1)
        return false;
    if (path->depth && !ids_contain(m->within, m->within_count, p->isolation[path->step[path->depth - 1]]))
        return false;
    if (!x->valid)
        return true;
    mechanism_set set = path->set | (mechanism_set)1 << bit;
    for (mechanism_set rest = set; rest; rest &= rest - 1)
        if (p->path_bars[__builtin_ctzll(rest)] & set)
            return false;
    return !(set & p->hopeless_isolation);
}

/* A path comes after the one that it goes on from. */
static bool list_paths(struct counted *x)
{
    x->path_count = 1;
    for (uint32_t q = 0; q < x->path_count; q++)
        for (uint32_t i = 0; i < x->p->isolation_count; i++) {
            if (!may_follow(x, &x->paths[q], i))
                continue;
            if (x->path_count == MOST_PATHS || x->paths[q].depth == MOST_STEPS)
                return false;
            struct path *path = &x->paths[x->path_count++];
            *path = x->paths[q];
            path->parent = q;
            path->step[path->depth++] = i;
            path->set |= (mechanism_set)1 << i;
        }
    return true;
}

/* Do two members on these paths part at that depth? Above it they are in the same compartments. */
static bool may_part(const struct counted *x, uint32_t a, uint32_t b, uint32_t depth)
{
    const struct path *u = &x->paths[a], *v = &x->paths[b];
    if (u->depth <= depth || v->depth <= depth)
        return false;
    for (uint32_t i = 0; i <= depth; i++)
        if (u->step[i] != v->step[i])
            return false;
    return true;
}

static uint32_t relation_between(struct counted *x, uint32_t a, uint32_t b, uint32_t depth)
{
    const struct path *u = &x->paths[a], *v = &x->paths[b];
    struct standing standing[2 * MOST_STEPS];
    uint32_t count = 0;
    for (uint32_t i = depth; i < u->depth; i++)
        standing[count++] = (struct standing){x->p->isolation[u->step[i]], true};
    for (uint32_t i = depth; i < v->depth; i++)
        standing[count++] = (struct standing){x->p->isolation[v->step[i]], false};
    return relation_find(x->p, standing, count, x->p->gate_of[x->p->isolation[u->step[depth]]]);
}

/* Every relation that two can stand in. */
static enum count_answer list_relations(struct counted *x, uint32_t **relations, uint32_t *count)
{
    *relations = arena_new_array(x->arena, uint32_t, MOST_PATHS * MOST_PATHS * MOST_STEPS + 1);
    if (!*relations)
        return COUNT_NO_MEMORY;
    (*relations)[(*count)++] = RELATION_SAME;
    for (uint32_t a = 0; a < x->path_count; a++)
        for (uint32_t b = 0; b < x->path_count; b++)
            for (uint32_t d = 0; d < MOST_STEPS; d++) {
                uint32_t r = may_part(x, a, b, d) ? relation_between(x, a, b, d) : RELATION_SAME;
                if (r == NONE)
                    return COUNT_NO_MEMORY;
                if (!ids_contain(*relations, *count, r))
                    (*relations)[(*count)++] = r;
            }
    return COUNT_DONE;
}

/* ---- types ---- */

static uint8_t bits_of(const struct counted *x, uint32_t alternative, enum state state, uint32_t other, uint32_t relation)
{
    struct problem *p = x->p;
    const struct alternative *a = &p->alternatives[alternative], *b = &p->alternatives[other];
    uint8_t bits = pair_bits(p, a->behaviour, state, b->form, relation);
    if (bits && x->valid && relation == RELATION_SAME && rules_apart(p, a->component, b->component))
        bits |= PAIR_VIOLATES;
    return bits;
}

/* Rules 1 and 3, and vulnerabilities that take it over: they ask what there is, and not where. */
static enum state settle(const struct counted *x, uint32_t alternative, enum state state)
{
    const struct problem *p = x->p;
    const struct alternative *a = &p->alternatives[alternative];
    for (enum state before = STATE_COUNT; before != state;) {
        before = state;
        state = state_after(state, p->behaviours.items[a->behaviour].own_bits[state]);
        for (uint32_t c = 0; c < p->model->component_count; c++)
            if (c != a->component && p->first_alternative[c] < p->first_alternative[c + 1])
                state = state_after(state, bits_of(x, alternative, state, p->first_alternative[c], RELATION_SAME));
    }
    return state;
}

struct sorter { /* alternatives into types */
    struct counted *x;
    const uint32_t *relations;
    uint32_t relation_count;
    enum state (*state)[2]; /* by alternative */
};

static bool same_bits(const struct sorter *s, uint32_t a, uint32_t a_to, uint32_t b, uint32_t b_to, uint32_t relation)
{
    static const uint8_t asked = CLASH | PAIR_OVERWRITES;
    for (int k = 0; k < 2; k++)
        if ((bits_of(s->x, a, s->state[a][k], a_to, relation) ^ bits_of(s->x, b, s->state[b][k], b_to, relation)) & asked)
            return false;
    return true;
}

/* Do the two do and suffer the same beside everybody else, and beside each other? */
static bool same_type(const struct sorter *s, uint32_t a, uint32_t b)
{
    const struct problem *p = s->x->p;
    const struct alternative *u = &p->alternatives[a], *v = &p->alternatives[b];
    if (s->state[a][0] != s->state[b][0] || s->state[a][1] != s->state[b][1] ||
        (s->x->valid && (u->path_needs != v->path_needs || u->path_bars != v->path_bars)))
        return false;
    for (uint32_t i = 0; i < s->relation_count; i++) {
        uint32_t r = s->relations[i];
        if (u->component != v->component && !same_bits(s, a, b, b, a, r))
            return false;
        for (uint32_t c = 0; c < p->model->component_count; c++) {
            if (c == u->component || c == v->component)
                continue;
            uint32_t first = p->first_alternative[c], end = p->first_alternative[c + 1];
            if (first < end && !same_bits(s, a, first, b, first, r))
                return false;
            for (uint32_t z = first; z < end && u->component != v->component; z++)
                if (!same_bits(s, z, a, z, b, r))
                    return false;
        }
    }
    return true;
}

/* Two of a type whose components differ stand for all: each leaves out what the other alternatives of its own component do and suffer
 * beside the newcomer, and the other one asks for that. */
static bool is_of_type(const struct sorter *s, const struct type *type, uint32_t alternative)
{
    return same_type(s, type->alternative[0], alternative) &&
           (type->alternative[1] == NONE || same_type(s, type->alternative[1], alternative));
}

static enum count_answer find_types(struct counted *x, const uint32_t *relations, uint32_t relation_count,
                                    struct watch *watch)
{
    const struct problem *p = x->p;
    struct sorter s = {x, relations, relation_count, NULL};
    s.state = arena_alloc_array(x->arena, p->alternative_count, sizeof *s.state);
    x->type_of = arena_new_array(x->arena, uint32_t, p->alternative_count);
    if (!s.state || !x->type_of)
        return COUNT_NO_MEMORY;
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        s.state[i][0] = settle(x, i, STATE_NORMAL);
        s.state[i][1] = settle(x, i, state_overwritten(s.state[i][0]));
    }
    for (uint32_t i = 0; i < p->alternative_count; i++) {
        uint32_t t = 0;
        if (!watch_look(watch))
            return COUNT_STOPPED;
        while (t < x->type_count && !is_of_type(&s, &x->types[t], i))
            t++;
        if (t == MOST_TYPES)
            return COUNT_UNSUITED;
        struct type *type = &x->types[t];
        if (t == x->type_count) {
            *type = (struct type){{i, NONE}, {s.state[i][0], s.state[i][1]}};
            x->type_count++;
        } else if (type->alternative[1] == NONE &&
                   p->alternatives[type->alternative[0]].component != p->alternatives[i].component) {
            type->alternative[1] = i;
        }
        x->type_of[i] = t;
    }
    return p->memory->exhausted ? COUNT_NO_MEMORY : COUNT_DONE;
}

uint8_t counted_bits(struct counted *x, uint32_t actor, bool overwritten, uint32_t target, uint32_t relation)
{
    const struct alternative *all = x->p->alternatives;
    const struct type *a = &x->types[actor], *b = &x->types[target];
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            if (a->alternative[i] != NONE && b->alternative[k] != NONE &&
                all[a->alternative[i]].component != all[b->alternative[k]].component)
                return bits_of(x, a->alternative[i], a->state[overwritten], b->alternative[k], relation);
    return PAIR_KNOWN; /* the two never meet */
}

/* ---- units ---- */

static bool find_units(struct counted *x)
{
    const struct problem *p = x->p;
    uint32_t n = p->model->component_count;
    x->unit_of = arena_new_array(x->arena, uint32_t, n);
    uint32_t *first = arena_new_array(x->arena, uint32_t, n);
    if (!x->unit_of || !first)
        return false;
    for (uint32_t c = 0; c < n; c++) {
        x->unit_of[c] = NONE;
        for (uint32_t b = 0; b < c && x->valid; b++) {
            if (!rules_together(p, b, c) || x->unit_of[b] == x->unit_of[c])
                continue;
            uint32_t joined = x->unit_of[b], left = x->unit_of[c]; /* groups that share a member are one */
            for (uint32_t d = 0; d <= c; d++)
                if (d == c || (left != NONE && x->unit_of[d] == left))
                    x->unit_of[d] = joined;
        }
        if (x->unit_of[c] == NONE)
            x->unit_of[c] = c;
    }
    for (uint32_t c = n; c-- > 0;) /* numbers without gaps; the lowest c of a unit is the last one to say so */
        for (uint32_t d = c; d < n; d++)
            if (x->unit_of[d] == x->unit_of[c])
                first[d] = c;
    for (uint32_t c = 0; c < n; c++)
        x->unit_of[c] = first[c] == c ? x->unit_count++ : x->unit_of[first[c]];
    return true;
}

uint64_t counted_add(uint64_t a, uint64_t b)
{
    uint64_t out = 0;
    for (unsigned t = 0; t < MOST_TYPES; t++) {
        uint64_t sum = (a >> 2 * t & 3) + (b >> 2 * t & 3);
        out |= (sum > 2 ? 2 : sum) << 2 * t;
    }
    return out;
}

static int128 cost_on_path(const struct counted *x, const struct alternative *a, const struct path *path)
{
    if (x->measure == MEASURE_COUNT)
        return 0;
    int128 cost = a->part[x->measure];
    for (uint32_t i = 0; i < path->depth; i++)
        cost += price_step_part(x->p, a->form, x->p->isolation[path->step[i]], x->measure);
    return cost;
}

/* One more member of a crowd that shares a compartment. */
static bool combine(struct purse *purse, const struct bag *some, const struct bag *more, struct bag *out)
{
    uint64_t *product = number_new(purse, 0);
    for (size_t i = 0; product && i < some->count; i++)
        for (size_t k = 0; k < more->count; k++) {
            struct bag_key key = {counted_add(some->keys[i].set, more->keys[k].set),
                                  some->keys[i].cost + more->keys[k].cost, 0};
            number_multiply(purse, product, bag_amount(purse, some, i), bag_amount(purse, more, k));
            if (!bag_add(purse, out, key, product))
                return false;
        }
    return product != NULL;
}

static bool list_options(struct counted *x, uint32_t component, uint32_t path, struct bag *out)
{
    const struct problem *p = x->p;
    for (uint32_t i = p->first_alternative[component]; i < p->first_alternative[component + 1]; i++) {
        const struct alternative *a = &p->alternatives[i];
        if (x->valid && !path_is_kept(p, a, x->paths[path].set))
            continue;
        struct bag_key key = {(uint64_t)1 << 2 * x->type_of[i], cost_on_path(x, a, &x->paths[path]), 0};
        uint64_t *weight = number_new(x->purse, a->weight);
        if (!weight || !bag_add(x->purse, out, key, weight))
            return false;
    }
    return true;
}

static bool find_options(struct counted *x)
{
    x->options = arena_new_array(x->arena, struct bag, (size_t)x->unit_count * x->path_count);
    bool *begun = arena_new_array(x->arena, bool, x->unit_count);
    if (!x->options || !begun)
        return false;
    for (uint32_t c = 0; c < x->p->model->component_count; c++) {
        uint32_t u = x->unit_of[c];
        for (uint32_t q = 0; q < x->path_count; q++) {
            struct bag *unit = &x->options[(size_t)u * x->path_count + q], mine = {0}, both = {0};
            if (!list_options(x, c, q, &mine) || (begun[u] && !combine(x->purse, unit, &mine, &both)))
                return false;
            *unit = begun[u] ? both : mine;
        }
        begun[u] = true;
    }
    return true;
}

static bool same_bag(const struct purse *purse, const struct bag *a, const struct bag *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const uint64_t *x = bag_amount(purse, a, i), *y = bag_find(purse, b, a->keys[i]);
        for (size_t k = 0; k < purse->limbs; k++)
            if (!y || x[k] != y[k])
                return false;
    }
    return true;
}

static bool may_be_exchanged(const struct counted *x, const bool *crosses, uint32_t u, uint32_t v)
{
    if (crosses[u] || crosses[v])
        return false;
    for (uint32_t q = 0; q < x->path_count; q++)
        if (!same_bag(x->purse, &x->options[(size_t)u * x->path_count + q], &x->options[(size_t)v * x->path_count + q]))
            return false;
    return true;
}

static bool find_classes(struct counted *x)
{
    const struct problem *p = x->p;
    bool *crosses = arena_new_array(x->arena, bool, x->unit_count); /* and each crossing counts */
    x->class_of = arena_new_array(x->arena, uint32_t, x->unit_count);
    x->most = arena_new_array(x->arena, uint32_t, x->unit_count);
    x->one_of = arena_new_array(x->arena, uint32_t, x->unit_count);
    if (!crosses || !x->class_of || !x->most || !x->one_of)
        return false;
    for (uint32_t c = 0; c < p->model->component_count && x->measure == MEASURE_RUNTIME; c++)
        crosses[x->unit_of[c]] |= p->first_rate[c] < p->first_rate[c + 1];
    for (uint32_t u = 0; u < x->unit_count; u++) {
        uint32_t k = 0;
        while (k < x->class_count && !may_be_exchanged(x, crosses, x->one_of[k], u))
            k++;
        if (k == x->class_count)
            x->one_of[x->class_count++] = u;
        x->class_of[u] = k;
        x->most[k]++;
    }
    return true;
}

/* ---- labels ---- */

struct label_row { /* with which others it clashes, and whom it overwrites or is overwritten by, by depth */
    uint64_t *clashes, *spreads;
};

static enum count_answer fill_row(struct counted *x, uint32_t path, uint32_t type, bool overwritten, struct label_row row)
{
    size_t labels = (size_t)x->path_count * x->type_count * 2, words = labels / 64 + 1;
    for (uint32_t q = 0; q < x->path_count; q++)
        for (uint32_t d = 0; d < MOST_STEPS; d++) {
            if (!may_part(x, path, q, d))
                continue;
            uint32_t there = relation_between(x, path, q, d), back = there == NONE ? NONE : relation_mirror(x->p, there);
            if (back == NONE)
                return COUNT_NO_MEMORY;
            for (uint32_t t = 0; t < x->type_count; t++)
                for (int k = 0; k < 2; k++) {
                    uint8_t does = counted_bits(x, type, overwritten, t, there), suffers = counted_bits(x, t, k, type, back);
                    size_t at = label_index(x, q, t, k);
                    if (!does || !suffers)
                        return COUNT_NO_MEMORY;
                    if ((does | suffers) & CLASH)
                        row.clashes[d * words + at / 64] |= (uint64_t)1 << at % 64;
                    else if (((does & PAIR_OVERWRITES) && !k) || ((suffers & PAIR_OVERWRITES) && !overwritten))
                        row.spreads[d * words + at / 64] |= (uint64_t)1 << at % 64;
                }
        }
    return COUNT_DONE;
}

static bool is_empty(const uint64_t *row, size_t words)
{
    while (words > 0 && !row[words - 1])
        words--;
    return words == 0;
}

/* Numbers labels: equal rows are one number, and a label without anything in its row has none. */
static enum count_answer find_labels(struct counted *x)
{
    size_t labels = (size_t)x->path_count * x->type_count * 2, words = labels / 64 + 1, row = MOST_STEPS * words;
    if (labels > MOST_LABELS)
        return COUNT_UNSUITED;
    uint64_t *all = arena_new_array(x->arena, uint64_t, labels * row * 2);
    x->label = arena_new_array(x->arena, uint8_t, labels);
    if (!all || !x->label)
        return COUNT_NO_MEMORY;
    for (uint32_t q = 0; q < x->path_count; q++)
        for (uint32_t t = 0; t < x->type_count; t++)
            for (int k = 0; k < 2; k++) {
                uint64_t *mine = all + label_index(x, q, t, k) * row * 2;
                enum count_answer answer = fill_row(x, q, t, k, (struct label_row){mine, mine + row});
                if (answer != COUNT_DONE)
                    return answer;
            }
    uint32_t first[64], count = 0;
    for (size_t i = 0; i < labels; i++) {
        if (is_empty(all + i * row * 2, row * 2))
            continue;
        uint32_t k = 0;
        while (k < count && memcmp(all + first[k] * row * 2, all + i * row * 2, row * 2 * sizeof *all) != 0)
            k++;
        if (k == 64)
            return COUNT_UNSUITED;
        if (k == count)
            first[count++] = (uint32_t)i;
        x->label[i] = (uint8_t)(k + 1);
    }
    for (uint32_t k = 0; k < count; k++)
        for (uint32_t d = 0; d < MOST_STEPS; d++)
            for (uint32_t l = 0; l < count; l++) {
                const uint64_t *mine = all + first[k] * row * 2 + d * words;
                x->clashes[d][k] |= (mine[first[l] / 64] >> first[l] % 64 & 1) << l;
                x->spreads[d][k] |= (mine[row + first[l] / 64] >> first[l] % 64 & 1) << l;
            }
    return COUNT_DONE;
}

enum count_answer counted_make(struct counted *x, struct watch *watch)
{
    uint32_t *relations, relation_count = 0;
    if (!is_suited(x) || !list_paths(x))
        return COUNT_UNSUITED;
    enum count_answer answer = list_relations(x, &relations, &relation_count);
    if (answer == COUNT_DONE)
        answer = find_types(x, relations, relation_count, watch);
    if (answer == COUNT_DONE && (!find_units(x) || !find_options(x) || !find_classes(x)))
        answer = x->purse->overflow ? COUNT_UNSUITED : COUNT_NO_MEMORY;
    return answer == COUNT_DONE ? find_labels(x) : answer;
}
