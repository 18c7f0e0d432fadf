#include "solve/sat/places_lazy.h"

#include "solve/statement/depths.h"

#define OFTEN 4 /* a limit that was broken so often is counted in whole */

bool lazy_places_init(struct lazy_places *x, struct statement *st, struct arena *a)
{
    x->statement = st;
    x->mate = arena_new_array(a, uint32_t, (size_t)(st->depths->count + 1) * st->m->component_count);
    x->broken = arena_new_array(a, uint32_t, (size_t)st->depths->count * st->p->isolation_count);
    return x->mate && x->broken;
}

static bool is_true(const struct lazy_places *x, literal l)
{
    return literal_is_true(x->values, l);
}

static uint32_t *mates_at(const struct lazy_places *x, uint32_t depth)
{
    return x->mate + (size_t)depth * x->statement->m->component_count;
}

/* ---- transitivity ---- */

/* Each triangle of which two sides are there and the third is not. */
static bool close_triangles(struct lazy_places *x, uint32_t depth, int32_t why)
{
    struct statement *st = x->statement;
    uint32_t n = st->m->component_count;
    bool added = false;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++) {
            if (a == b || !is_true(x, depths_shared(st, a, b, depth)))
                continue;
            for (uint32_t c = b + 1; c < n; c++)
                if (c != a && is_true(x, depths_shared(st, a, c, depth)) && !is_true(x, depths_shared(st, b, c, depth))) {
                    CLAUSE(st, why, -depths_shared(st, a, b, depth), -depths_shared(st, a, c, depth), depths_shared(st, b, c, depth));
                    added = true;
                }
        }
    return added;
}

static void find_mates(const struct lazy_places *x, uint32_t depth)
{
    const struct statement *st = x->statement;
    for (uint32_t c = 0; c < st->m->component_count; c++) {
        uint32_t first = 0;
        while (!is_true(x, depths_shared(st, first, c, depth)))
            first++;
        mates_at(x, depth)[c] = first;
    }
}

/* ---- two compartments at least ---- */

/* b is in another compartment of the mechanism than a, in one parent. True only if it is so. */
static literal beside(struct statement *st, uint32_t a, uint32_t b, uint32_t bit, uint32_t depth, int32_t why)
{
    bool is_new;
    literal l = statement_variable(st, VARIABLE_BESIDE, a < b ? a : b, a < b ? b : a, depth, bit, &is_new);
    if (is_new) {
        CLAUSE(st, why, -l, depths_step(st, a, bit, depth));
        CLAUSE(st, why, -l, depths_step(st, b, bit, depth));
        CLAUSE(st, why, -l, depths_shared(st, a, b, depth - 1));
        CLAUSE(st, why, -l, -depths_shared(st, a, b, depth));
    }
    return l;
}

static void want_a_second(struct statement *st, uint32_t a, uint32_t bit, uint32_t depth, int32_t why)
{
    struct disjunction clause = {0};
    clause_add(st, &clause, -depths_step(st, a, bit, depth));
    for (uint32_t b = 0; b < st->m->component_count; b++)
        if (b != a)
            clause_add(st, &clause, beside(st, a, b, bit, depth, why));
    clause_close(st, &clause, why);
    vector_free(st->p->memory, &clause);
}

/* ---- limits ---- */

/* So many, each in a compartment of its own in one parent, are too many. */
static void forbid_these(struct statement *st, const uint32_t *ids, uint32_t count, uint32_t bit, uint32_t depth, int32_t why)
{
    struct disjunction clause = {0};
    for (uint32_t i = 0; i < count; i++) {
        clause_add(st, &clause, -depths_step(st, ids[i], bit, depth));
        if (i)
            clause_add(st, &clause, -depths_shared(st, ids[0], ids[i], depth - 1));
        for (uint32_t k = 0; k < i; k++)
            clause_add(st, &clause, depths_shared(st, ids[k], ids[i], depth));
    }
    clause_close(st, &clause, why);
    vector_free(st->p->memory, &clause);
}

/* It opens a compartment of the mechanism in the parent that b is in. */
static literal opens_beside(struct statement *st, uint32_t c, uint32_t b, uint32_t bit, uint32_t depth)
{
    literal opens = literal_both(st, depths_step(st, c, bit, depth), depths_opens(st, c, depth));
    return literal_both(st, opens, depths_shared(st, b, c, depth - 1));
}

static void count_in_whole(struct lazy_places *x, uint32_t bit, uint32_t depth, uint32_t most)
{
    struct statement *st = x->statement;
    struct disjunction clause = {0};
    for (uint32_t b = 0; b < (depth == 1 ? 1 : st->m->component_count) && !st->failed; b++) {
        for (uint32_t c = 0; c < st->m->component_count; c++)
            clause_add(st, &clause, opens_beside(st, c, b, bit, depth));
        x->at_most(x->user, clause.items, clause.count, most);
        clause.count = 0;
        clause.is_true = false;
    }
    vector_free(st->p->memory, &clause);
}

/* Of the mechanism's compartments in the parent that a is in: one of each. False: more than fit. */
static uint32_t list_compartments(const struct lazy_places *x, uint32_t a, uint32_t bit, uint32_t depth, uint32_t *out, uint32_t most)
{
    const struct statement *st = x->statement;
    uint32_t count = 0;
    for (uint32_t b = 0; b < st->m->component_count && count < most; b++)
        if (mates_at(x, depth - 1)[b] == mates_at(x, depth - 1)[a] && mates_at(x, depth)[b] == b &&
            is_true(x, depths_step(st, b, bit, depth)))
            out[count++] = b;
    return count;
}

static bool look_at_compartment(struct lazy_places *x, uint32_t a, uint32_t bit, uint32_t depth, int32_t why)
{
    struct statement *st = x->statement;
    const struct mechanism *m = &st->m->mechanisms[st->p->isolation[bit]];
    uint32_t n = st->m->component_count, most = m->limit && m->limit < n ? m->limit : n;
    uint32_t *broken = &x->broken[(size_t)(depth - 1) * st->p->isolation_count + bit];
    uint32_t *list = memory_resize(st->p->memory, NULL, 0, (most + 1u) * sizeof *list);
    if (!list) {
        st->failed = true;
        return false;
    }
    uint32_t count = list_compartments(x, a, bit, depth, list, most + 1);
    bool added = true;
    if (count == 1 && !m->is_directed)
        want_a_second(st, a, bit, depth, why);
    else if (count <= most)
        added = false;
    else if (++*broken == OFTEN)
        count_in_whole(x, bit, depth, most);
    else
        forbid_these(st, list, count, bit, depth, why);
    memory_release(st->p->memory, list, (most + 1u) * sizeof *list);
    return added;
}

bool lazy_places_look(struct lazy_places *x)
{
    struct statement *st = x->statement;
    uint32_t n = st->m->component_count;
    int32_t why = statement_reason(st, reason_plain(REASON_PLACES));
    bool added = false;
    for (uint32_t depth = 1; depth <= st->depths->count; depth++)
        added |= close_triangles(x, depth, why);
    if (added || st->failed)
        return added;
    for (uint32_t depth = 0; depth <= st->depths->count; depth++)
        find_mates(x, depth);
    for (uint32_t depth = 1; depth <= st->depths->count; depth++)
        for (mechanism_set rest = st->depths->may[depth - 1]; rest; rest &= rest - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(rest);
            for (uint32_t a = 0; a < n && !st->failed; a++) {
                if (!is_true(x, depths_step(st, a, bit, depth)))
                    continue;
                uint32_t first = 0; /* the first one of its parent and mechanism speaks for all */
                while (mates_at(x, depth - 1)[first] != mates_at(x, depth - 1)[a] || !is_true(x, depths_step(st, first, bit, depth)))
                    first++;
                if (first == a)
                    added |= look_at_compartment(x, a, bit, depth, why);
            }
        }
    return added;
}
