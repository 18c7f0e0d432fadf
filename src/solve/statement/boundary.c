#include "solve/statement/boundary.h"

#include <string.h>

/* What one mask does to one operation on one cell. Where it asks, it passes if the mechanism does not separate a from one of
 * a list of components. */
enum crossing { STOPS, ASKS, PASSES };

struct list {
    uint32_t *ids;
    uint32_t count;
};

struct pair_writer {
    struct {
        VECTOR(struct list);
    } lists;           /* of whom it is asked; equal ones once */
    uint32_t *company; /* room for one list */
    bool *listed;
};

void boundaries_init(struct statement *st)
{
    st->pairs = arena_new(&st->arena, struct pair_writer);
    if (st->pairs) {
        st->pairs->company = arena_new_array(&st->arena, uint32_t, st->m->component_count);
        st->pairs->listed = arena_new_array(&st->arena, bool, st->m->component_count);
    }
    if (!st->pairs || !st->pairs->company || !st->pairs->listed)
        st->failed = true;
}

void boundaries_fini(struct statement *st)
{
    if (st->pairs)
        vector_free(st->p->memory, &st->pairs->lists);
}

/* Puts those on the list whose grants let it pass. */
static enum crossing mask_lets(struct statement *st, const struct reach_set *mask, uint32_t a, const struct cell *cell,
                               enum operation_leaf leaf)
{
    static const uint8_t kind_of[] = {
        [CELL_OWN] = WHERE_OWN, [CELL_SHARED] = WHERE_SHARED, [CELL_SYMBOL] = WHERE_API, [CELL_CODE] = WHERE_CODE};
    op_set op = (op_set)(1u << leaf);
    if (!(cell_ops(cell) & op))
        return STOPS;
    if (mask->where[leaf] & (WHERE_ALL | kind_of[cell->class]))
        return PASSES;
    if (!(mask->where[leaf] & WHERE_GRANTED))
        return STOPS;
    if (handed_out_ops(st->p, cell, a) & op)
        return PASSES;
    enum crossing how = STOPS;
    for (uint32_t d = 0; d < st->m->component_count; d++)
        if (d != a && d != cell->component && (handed_out_ops(st->p, cell, d) & op)) {
            st->pairs->listed[d] = true;
            how = ASKS;
        }
    return how;
}

/* An atom passes when an atom in the same block of its region does. */
static enum crossing cross(struct statement *st, const struct reach_set *mask, uint32_t mechanism, uint32_t a,
                           const struct cell *cell, enum operation_leaf leaf)
{
    memset(st->pairs->listed, 0, st->m->component_count * sizeof *st->pairs->listed);
    enum crossing how = mask_lets(st, mask, a, cell, leaf);
    uint64_t block = st->m->mechanisms[mechanism].granularity;
    const struct form *form = &st->m->forms[cell->form];
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count && block && how != PASSES; i++) {
        const struct cell *other = &st->m->cells[i];
        if (other == cell || !cells_share_a_block(cell, other, block))
            continue;
        enum crossing there = mask_lets(st, mask, a, other, leaf);
        how = there > how ? there : how;
    }
    return how;
}

/* The number of the list of whom it is asked. */
static uint32_t list_number(struct statement *st)
{
    struct pair_writer *w = st->pairs;
    uint32_t count = 0;
    for (uint32_t d = 0; d < st->m->component_count; d++)
        if (w->listed[d])
            w->company[count++] = d;
    for (size_t i = 0; i < w->lists.count; i++)
        if (w->lists.items[i].count == count && memcmp(w->lists.items[i].ids, w->company, count * sizeof *w->company) == 0)
            return (uint32_t)i;
    struct list list = {arena_copy_array_(&st->arena, w->company, count, sizeof *w->company), count};
    if (!list.ids || !vector_push(st->p->memory, &w->lists, list))
        st->failed = true;
    return (uint32_t)w->lists.count - (st->failed ? 0 : 1);
}

enum side { BOTH_WAYS, OUTWARD, INWARD };

/* A compartment of the route stands there. True only if it is so. */
static literal stands(struct statement *st, uint32_t a, uint32_t b, uint32_t route, enum side side)
{
    if (side == BOTH_WAYS)
        return -literal_whole(st, a, b, route);
    return side == OUTWARD ? literal_without(st, a, b, route) : literal_without(st, b, a, route);
}

/* And none of the list is with a, so that what is granted to them lets nothing pass. */
static literal stops_company(struct statement *st, uint32_t a, uint32_t b, uint32_t route, enum side side, uint32_t list)
{
    bool is_new;
    if (st->failed)
        return LITERAL_FALSE;
    literal l = statement_variable(st, VARIABLE_STOPS, a, b, route, list * 3 + side, &is_new);
    if (!is_new)
        return l;
    int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
    CLAUSE(st, why, -l, stands(st, a, b, route, side));
    struct disjunction clause = {0};
    const struct list *asked = &st->pairs->lists.items[list];
    for (uint32_t i = 0; i < asked->count; i++) {
        clause_add(st, &clause, -l);
        for (uint32_t r = 1; r < st->routes.count; r++)
            if (st->routes.items[r].bit == st->routes.items[route].bit)
                clause_add(st, &clause, -literal_whole(st, a, asked->ids[i], r));
        clause_close(st, &clause, why);
    }
    vector_free(st->p->memory, &clause);
    return l;
}

struct side_crossing {
    enum side side;
    enum crossing how;
    uint32_t list;
};

/* What the masks of a mechanism do: one answer where both directions do the same. */
static int sides(struct statement *st, uint32_t bit, uint32_t a, const struct cell *cell, enum operation_leaf leaf,
                 struct side_crossing out[2])
{
    uint32_t id = st->p->isolation[bit];
    const struct mechanism *m = &st->m->mechanisms[id];
    out[0] = (struct side_crossing){OUTWARD, cross(st, &m->out, id, a, cell, leaf), 0};
    if (out[0].how == ASKS)
        out[0].list = list_number(st);
    out[1] = (struct side_crossing){INWARD, cross(st, &m->in, id, a, cell, leaf), 0};
    if (out[1].how == ASKS)
        out[1].list = list_number(st);
    if (out[0].how != out[1].how || out[0].list != out[1].list)
        return 2;
    out[0].side = BOTH_WAYS;
    return 1;
}

void boundary_add_stops(struct statement *st, struct disjunction *c, uint32_t a, const struct cell *cell,
                        enum operation_leaf leaf)
{
    uint32_t b = cell->component;
    for (uint32_t bit = 0; bit < st->p->isolation_count && a != b; bit++) {
        struct side_crossing side[2];
        int count = sides(st, bit, a, cell, leaf, side);
        for (uint32_t r = 1; r < st->routes.count; r++)
            for (int i = 0; i < count && st->routes.items[r].bit == bit; i++)
                if (side[i].how == STOPS)
                    clause_add(st, c, stands(st, a, b, r, side[i].side));
                else if (side[i].how == ASKS)
                    clause_add(st, c, stops_company(st, a, b, r, side[i].side, side[i].list));
    }
}

void boundary_must_pass(struct statement *st, const struct disjunction *premises, uint32_t a, const struct cell *cell,
                        enum operation_leaf leaf, int32_t why)
{
    struct disjunction c = {0};
    uint32_t b = cell->component;
    for (uint32_t bit = 0; bit < st->p->isolation_count; bit++) {
        struct side_crossing side[2];
        int count = sides(st, bit, a, cell, leaf, side);
        for (uint32_t r = 1; r < st->routes.count; r++)
            for (int i = 0; i < count && st->routes.items[r].bit == bit; i++) {
                if (side[i].how == PASSES || st->failed)
                    continue;
                for (size_t k = 0; k < premises->count; k++)
                    clause_add(st, &c, premises->items[k]);
                clause_add(st, &c, literal_surely_whole(st, a, b, r));
                if (side[i].side != BOTH_WAYS) /* nothing of it stands in this direction */
                    clause_add(st, &c, -literal_inside(st, side[i].side == OUTWARD ? a : b, r));
                for (uint32_t k = 0; side[i].how == ASKS && k < st->pairs->lists.items[side[i].list].count; k++)
                    clause_add(st, &c, literal_neighbours(st, a, st->pairs->lists.items[side[i].list].ids[k], bit));
                clause_close(st, &c, why);
            }
    }
    vector_free(st->p->memory, &c);
}

/* What one vulnerability of one mechanism adds. */
static void leaks_of(struct statement *st, const struct vulnerability *v, uint32_t bit, uint32_t a, const struct cell *cell,
                     enum operation_leaf leaf, leak_fn *call, void *user)
{
    enum crossing how = cross(st, &v->passes, st->p->isolation[bit], a, cell, leaf);
    uint32_t list = how == ASKS ? list_number(st) : 0;
    for (uint32_t r = 1; r < st->routes.count && how != STOPS && !st->failed; r++) {
        if (st->routes.items[r].bit != bit)
            continue;
        literal holding[2] = {-literal_surely_whole(st, a, cell->component, r)};
        if (how == PASSES)
            call(st, user, holding, 1);
        for (uint32_t k = 0; how == ASKS && k < st->pairs->lists.items[list].count; k++) {
            uint32_t d = st->pairs->lists.items[list].ids[k];
            holding[1] = literal_neighbours(st, a, d, bit);
            call(st, user, holding, 2);
        }
    }
}

void boundary_leaks(struct statement *st, uint32_t a, const struct cell *cell, enum operation_leaf leaf, leak_fn *call,
                    void *user)
{
    for (uint32_t v = 0; v < st->m->vulnerability_count && a != cell->component; v++) {
        const struct vulnerability *vulnerability = &st->m->vulnerabilities[v];
        for (uint32_t bit = 0; vulnerability->has_boundary && bit < st->p->isolation_count; bit++)
            if (ids_contain(vulnerability->mechanisms, vulnerability->mechanism_count, st->p->isolation[bit]))
                leaks_of(st, vulnerability, bit, a, cell, leaf, call, user);
    }
}
