#include "solve/statement/depths.h"

static mechanism_set bit_set(uint32_t bit)
{
    return (mechanism_set)1 << bit;
}

/* ---- from routes to depths ---- */

void depths_from_routes(struct statement *st)
{
    struct depths *d = st->depths;
    uint32_t bits = st->p->isolation_count;
    mechanism_set all = 0;
    for (uint32_t r = 1; r < st->routes.count; r++)
        d->count = st->routes.items[r].depth > d->count ? st->routes.items[r].depth : d->count;
    d->may = arena_new_array(&st->arena, mechanism_set, d->count);
    d->above = arena_new_array(&st->arena, mechanism_set, (size_t)d->count * bits);
    d->dear = arena_new_array(&st->arena, int128, bits);
    if (!d->may || !d->above || !d->dear) {
        st->failed = true;
        return;
    }
    d->all_or_none = !st->routes.items[0].has_directed;
    for (uint32_t r = 1; r < st->routes.count; r++) {
        const struct route *route = &st->routes.items[r];
        int128 gate = st->p->gate_of[route->mechanism];
        for (uint32_t up = route->parent; up != 0; up = st->routes.items[up].parent)
            if (st->p->gate_of[st->routes.items[up].mechanism] < gate)
                gate = st->p->gate_of[st->routes.items[up].mechanism];
        if (!(all & bit_set(route->bit)) || gate < d->dear[route->bit])
            d->dear[route->bit] = gate;
        d->may[route->depth - 1] |= bit_set(route->bit);
        all |= bit_set(route->bit);
        if (route->parent != 0)
            d->above[(size_t)(route->depth - 1) * bits + route->bit] |= bit_set(st->routes.items[route->parent].bit);
    }
    st->routes.count = 1;
    for (; all; all &= all - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(all);
        st->routes.items[st->routes.count++] = (struct route){
            .parent = 0, .mechanism = st->p->isolation[bit], .bit = bit, .depth = 1, .path = bit_set(bit)}; /* no more than there were */
    }
}

/* ---- literals ---- */

literal depths_step(const struct statement *st, uint32_t component, uint32_t bit, uint32_t depth)
{
    size_t row = (size_t)(depth - 1) * st->p->isolation_count + bit;
    uint32_t variable = st->depths->step[row * st->m->component_count + component];
    return variable == NONE ? LITERAL_FALSE : (literal)variable + 1;
}

literal depths_deep(const struct statement *st, uint32_t component, uint32_t depth)
{
    if (depth > st->depths->count)
        return LITERAL_FALSE;
    return (literal)st->depths->deep[(size_t)(depth - 1) * st->m->component_count + component] + 1;
}

literal depths_shared(const struct statement *st, uint32_t a, uint32_t b, uint32_t depth)
{
    uint32_t n = st->m->component_count, low = a < b ? a : b, high = a < b ? b : a;
    if (depth == 0 || a == b)
        return LITERAL_TRUE;
    return (literal)(st->depths->shared + (depth - 1) * (n * (n - 1) / 2) + high * (high - 1) / 2 + low + 1);
}

static literal inside(struct statement *st, uint32_t component, uint32_t bit)
{
    for (uint32_t r = 1; r < st->routes.count; r++)
        if (st->routes.items[r].bit == bit)
            return depths_inside(st, component, r);
    return LITERAL_FALSE;
}

/* The only depth that compartments of a mechanism may be at, or 0. */
static uint32_t only_depth(const struct depths *d, uint32_t bit)
{
    uint32_t only = 0;
    for (uint32_t depth = 1; depth <= d->count; depth++)
        if (d->may[depth - 1] & bit_set(bit)) {
            if (only)
                return 0;
            only = depth;
        }
    return only;
}

literal depths_inside(const struct statement *st, uint32_t component, uint32_t route)
{
    const struct route *r = &st->routes.items[route];
    uint32_t only = only_depth(st->depths, r->bit);
    return only ? depths_step(st, component, r->bit, only) : (literal)(r->inside + component + 1);
}

literal depths_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route)
{
    bool is_new;
    uint32_t bit = st->routes.items[route].bit, low = a < b ? a : b, high = a < b ? b : a;
    literal whole = statement_variable(st, VARIABLE_UNDIVIDED, low, high, route, NONE, &is_new);
    if (!is_new || st->failed)
        return whole;
    int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
    CLAUSE(st, why, whole, depths_inside(st, low, route), depths_inside(st, high, route));
    for (uint32_t d = 1; d <= st->depths->count; d++)
        if (st->depths->may[d - 1] & bit_set(bit))
            CLAUSE(st, why, whole, -depths_step(st, low, bit, d), -depths_shared(st, low, high, d));
    return whole;
}

literal depths_surely_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route)
{
    uint32_t bit = st->routes.items[route].bit, low = a < b ? a : b, high = a < b ? b : a;
    literal whole = depths_whole(st, low, high, route);
    bool *is_sure = &st->depths->is_sure[((size_t)high * (high - 1) / 2 + low) * st->routes.count + route];
    if (*is_sure || st->failed)
        return whole;
    *is_sure = true;
    int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
    for (uint32_t d = 1; d <= st->depths->count; d++)
        if (st->depths->may[d - 1] & bit_set(bit)) {
            literal shared = depths_shared(st, low, high, d);
            CLAUSE(st, why, -whole, -depths_step(st, low, bit, d), shared);
            CLAUSE(st, why, -whole, -depths_step(st, high, bit, d), shared);
        }
    return whole;
}

literal depths_equal(struct statement *st, uint32_t a, uint32_t b)
{
    bool is_new;
    if (a == b || st->depths->count == 0)
        return LITERAL_TRUE;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    literal equal = statement_variable(st, VARIABLE_EQUAL, low, high, NONE, NONE, &is_new);
    if (!is_new || st->failed)
        return equal;
    int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
    for (uint32_t d = 1; d <= st->depths->count; d++) {
        literal shared = depths_shared(st, low, high, d), before = depths_shared(st, low, high, d - 1);
        CLAUSE(st, why, -equal, -depths_deep(st, low, d), shared);
        CLAUSE(st, why, -equal, -depths_deep(st, high, d), shared);
        CLAUSE(st, why, equal, -before, depths_deep(st, low, d), depths_deep(st, high, d));
    }
    CLAUSE(st, why, equal, -depths_shared(st, low, high, st->depths->count));
    return equal;
}

literal depths_gate(struct statement *st, uint32_t a, uint32_t b, uint32_t mechanism)
{
    bool is_new;
    int128 gate = st->p->gate_of[mechanism];
    literal l = statement_variable(st, VARIABLE_GATE, a, b, mechanism, NONE, &is_new);
    if (!is_new || st->failed)
        return l;
    int32_t why = statement_reason(st, (struct reason){REASON_COST, a, b, NONE, mechanism, 0, {0}});
    for (uint32_t d = 1; d <= st->depths->count; d++) {
        literal before = -depths_shared(st, a, b, d - 1), shared = depths_shared(st, a, b, d);
        bool all = true;
        for (mechanism_set rest = st->depths->may[d - 1]; rest; rest &= rest - 1)
            all &= st->p->gate_of[st->p->isolation[__builtin_ctzll(rest)]] >= gate;
        if (all) {
            CLAUSE(st, why, l, before, shared, -depths_deep(st, a, d));
            CLAUSE(st, why, l, before, shared, -depths_deep(st, b, d));
            continue;
        }
        for (mechanism_set rest = st->depths->may[d - 1]; rest; rest &= rest - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(rest);
            if (st->p->gate_of[st->p->isolation[bit]] < gate)
                continue;
            CLAUSE(st, why, l, before, shared, -depths_step(st, a, bit, d));
            CLAUSE(st, why, l, before, shared, -depths_step(st, b, bit, d));
        }
    }
    for (uint32_t r = 1; r < st->routes.count; r++) /* follows from the others, but not at once */
        if (st->depths->dear[st->routes.items[r].bit] >= gate)
            CLAUSE(st, why, l, depths_surely_whole(st, a, b, r));
    return l;
}

literal depths_opens(struct statement *st, uint32_t c, uint32_t depth)
{
    bool is_new;
    if (c == 0)
        return depths_deep(st, c, depth);
    literal opens = statement_variable(st, VARIABLE_OPENS, c, depth, NONE, NONE, &is_new);
    if (is_new) {
        struct disjunction clause = {0};
        clause_add(st, &clause, opens);
        clause_add(st, &clause, -depths_deep(st, c, depth));
        for (uint32_t b = 0; b < c; b++)
            clause_add(st, &clause, depths_shared(st, b, c, depth));
        clause_close(st, &clause, statement_reason(st, reason_plain(REASON_DEFINITION)));
        vector_free(st->p->memory, &clause);
    }
    return opens;
}

/* ---- variables ---- */

static uint32_t one_variable(struct statement *st, enum variable_kind kind, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t variable = statement_block(st, kind, 1);
    if (!st->failed)
        st->variables.items[variable] = (struct variable){kind, a, b, c, NONE};
    return variable;
}

void depths_make_variables(struct statement *st)
{
    struct depths *d = st->depths;
    uint32_t n = st->m->component_count, bits = st->p->isolation_count;
    if (st->failed)
        return;
    d->step = arena_new_array(&st->arena, uint32_t, (size_t)d->count * bits * n);
    d->deep = arena_new_array(&st->arena, uint32_t, (size_t)d->count * n);
    d->is_sure = arena_new_array(&st->arena, bool, ((size_t)n * (n - 1) / 2 + 1) * st->routes.count);
    if (!d->step || !d->deep || !d->is_sure) {
        st->failed = true;
        return;
    }
    for (uint32_t depth = 1; depth <= d->count; depth++)
        for (uint32_t c = 0; c < n; c++) {
            bool same = depth == 1 && d->all_or_none && c > 0;
            uint32_t *deep = d->deep + (size_t)(depth - 1) * n;
            deep[c] = same ? deep[0] : one_variable(st, VARIABLE_DEEP, c, depth, NONE);
            for (uint32_t bit = 0; bit < bits; bit++) {
                uint32_t *row = d->step + ((size_t)(depth - 1) * bits + bit) * n;
                row[c] = !(d->may[depth - 1] & bit_set(bit)) ? NONE
                         : same                              ? row[0]
                                                             : one_variable(st, VARIABLE_STEP, c, bit, depth);
            }
        }
    d->shared = statement_block(st, VARIABLE_SHARED, d->count * (n * (n - 1) / 2));
    for (uint32_t depth = 1; depth <= d->count && !st->failed; depth++)
        for (uint32_t b = 1; b < n; b++)
            for (uint32_t a = 0; a < b; a++)
                st->variables.items[depths_shared(st, a, b, depth) - 1] = (struct variable){VARIABLE_SHARED, a, b, depth, NONE};
    for (uint32_t r = 1; r < st->routes.count; r++)
        if (!only_depth(d, st->routes.items[r].bit)) {
            st->routes.items[r].inside = statement_block(st, VARIABLE_INSIDE, n);
            for (uint32_t c = 0; c < n && !st->failed; c++)
                st->variables.items[st->routes.items[r].inside + c] = (struct variable){VARIABLE_INSIDE, c, r, NONE, NONE};
        }
}

/* ---- what holds of them ---- */

/* One mechanism at each depth at most, no depth without the one before it, and what may stand inside of what. */
static void state_path(struct statement *st, uint32_t c, int32_t why)
{
    const struct depths *d = st->depths;
    uint32_t bits = st->p->isolation_count;
    struct disjunction clause = {0};
    for (uint32_t depth = 1; depth <= d->count; depth++) {
        literal deep = depths_deep(st, c, depth);
        if (depth > 1)
            CLAUSE(st, why, -deep, depths_deep(st, c, depth - 1));
        clause_add(st, &clause, -deep);
        for (mechanism_set rest = d->may[depth - 1]; rest; rest &= rest - 1)
            clause_add(st, &clause, depths_step(st, c, (uint32_t)__builtin_ctzll(rest), depth));
        clause_close(st, &clause, why);
        for (mechanism_set rest = d->may[depth - 1]; rest; rest &= rest - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(rest);
            literal step = depths_step(st, c, bit, depth);
            CLAUSE(st, why, -step, deep);
            for (mechanism_set more = rest & (rest - 1); more; more &= more - 1)
                CLAUSE(st, why, -step, -depths_step(st, c, (uint32_t)__builtin_ctzll(more), depth));
            if (depth == 1)
                continue;
            clause_add(st, &clause, -step);
            for (mechanism_set out = d->above[(size_t)(depth - 1) * bits + bit]; out; out &= out - 1)
                clause_add(st, &clause, depths_step(st, c, (uint32_t)__builtin_ctzll(out), depth - 1));
            clause_close(st, &clause, why);
        }
    }
    for (uint32_t r = 1; r < st->routes.count; r++) {
        uint32_t bit = st->routes.items[r].bit;
        for (mechanism_set bars = st->p->path_bars[bit]; bars; bars &= bars - 1)
            CLAUSE(st, why, -depths_inside(st, c, r), -inside(st, c, (uint32_t)__builtin_ctzll(bars)));
        if (only_depth(d, bit))
            continue;
        clause_add(st, &clause, -depths_inside(st, c, r));
        for (uint32_t depth = 1; depth <= d->count; depth++) {
            literal step = depths_step(st, c, bit, depth);
            if (step == LITERAL_FALSE)
                continue;
            clause_add(st, &clause, step);
            CLAUSE(st, why, -step, depths_inside(st, c, r));
            for (uint32_t other = depth + 1; other <= d->count; other++)
                if (depths_step(st, c, bit, other) != LITERAL_FALSE)
                    CLAUSE(st, why, -step, -depths_step(st, c, bit, other));
        }
        clause_close(st, &clause, why);
    }
    vector_free(st->p->memory, &clause);
}

static bool is_directed(const struct statement *st, uint32_t bit)
{
    return st->m->mechanisms[st->p->isolation[bit]].is_directed;
}

/* Where a symmetric mechanism divides a place, it divides all that no directed one takes out. */
static void state_divides_all(struct statement *st, uint32_t a, uint32_t b, uint32_t depth, int32_t why)
{
    struct disjunction clause = {0};
    for (mechanism_set rest = st->depths->may[depth - 1]; rest; rest &= rest - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(rest);
        if (is_directed(st, bit))
            continue;
        clause_add(st, &clause, -depths_shared(st, a, b, depth - 1));
        clause_add(st, &clause, -depths_step(st, a, bit, depth));
        clause_add(st, &clause, depths_step(st, b, bit, depth));
        for (mechanism_set out = st->depths->may[depth - 1]; out; out &= out - 1)
            if (is_directed(st, (uint32_t)__builtin_ctzll(out)))
                clause_add(st, &clause, depths_step(st, b, (uint32_t)__builtin_ctzll(out), depth));
        clause_close(st, &clause, why);
    }
    vector_free(st->p->memory, &clause);
}

/* The same for the system as a whole, where everybody is asked. */
static void state_divides_system(struct statement *st, int32_t why)
{
    struct disjunction clause = {0};
    for (mechanism_set rest = st->depths->may[0]; rest && !st->depths->all_or_none; rest &= rest - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(rest);
        if (is_directed(st, bit))
            continue;
        literal divides = statement_variable(st, VARIABLE_DIVIDES, bit, NONE, NONE, NONE, NULL);
        for (uint32_t c = 0; c < st->m->component_count; c++) {
            CLAUSE(st, why, -depths_step(st, c, bit, 1), divides);
            clause_add(st, &clause, -divides);
            clause_add(st, &clause, depths_step(st, c, bit, 1));
            for (mechanism_set out = st->depths->may[0]; out; out &= out - 1)
                if (is_directed(st, (uint32_t)__builtin_ctzll(out)))
                    clause_add(st, &clause, depths_step(st, c, (uint32_t)__builtin_ctzll(out), 1));
            clause_close(st, &clause, why);
        }
    }
    vector_free(st->p->memory, &clause);
}

static void state_pair(struct statement *st, uint32_t a, uint32_t b, int32_t why)
{
    const struct depths *d = st->depths;
    for (uint32_t depth = 1; depth <= d->count; depth++) {
        literal shared = depths_shared(st, a, b, depth);
        if (depth > 1)
            CLAUSE(st, why, -shared, depths_shared(st, a, b, depth - 1));
        CLAUSE(st, why, -shared, depths_deep(st, a, depth));
        CLAUSE(st, why, -shared, depths_deep(st, b, depth));
        for (mechanism_set rest = d->may[depth - 1]; rest; rest &= rest - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(rest);
            literal one = depths_step(st, a, bit, depth), other = depths_step(st, b, bit, depth);
            CLAUSE(st, why, -shared, -one, other);
            CLAUSE(st, why, -shared, -other, one);
            if (st->m->mechanisms[st->p->isolation[bit]].limit == 1)
                CLAUSE(st, why, -one, -other, -depths_shared(st, a, b, depth - 1), shared);
        }
        if (depth > 1) {
            state_divides_all(st, a, b, depth, why);
            state_divides_all(st, b, a, depth, why);
        }
    }
}

/* Those who name each other are together or not for a reason: triangles with such a side are put down at once. */
static void state_triangles(struct statement *st, uint32_t a, uint32_t b, int32_t why)
{
    for (uint32_t c = 0; c < st->m->component_count && !st->failed; c++) {
        if (c == a || c == b)
            continue;
        for (uint32_t d = 1; d <= st->depths->count; d++) {
            literal ab = depths_shared(st, a, b, d), ac = depths_shared(st, a, c, d), bc = depths_shared(st, b, c, d);
            CLAUSE(st, why, -ab, -ac, bc);
            CLAUSE(st, why, -ab, -bc, ac);
        }
    }
}

/* No compartment holds everybody. */
static void state_not_all(struct statement *st, int32_t why)
{
    struct disjunction clause = {0};
    clause_add(st, &clause, -depths_deep(st, 0, 1));
    for (uint32_t b = 1; b < st->m->component_count; b++)
        clause_add(st, &clause, -depths_shared(st, 0, b, 1));
    clause_close(st, &clause, why);
    vector_free(st->p->memory, &clause);
}

void depths_state(struct statement *st)
{
    uint32_t n = st->m->component_count;
    int32_t why = statement_reason(st, reason_plain(REASON_PLACES));
    if (st->depths->count == 0)
        return;
    for (uint32_t c = 0; c < n && !st->failed; c++)
        state_path(st, c, why);
    for (uint32_t b = 1; b < n; b++)
        for (uint32_t a = 0; a < b && !st->failed; a++)
            state_pair(st, a, b, why);
    for (uint32_t b = 1; b < n; b++)
        for (uint32_t a = 0; a < b && !st->failed; a++)
            if (pair_is_named(st->p, a, b))
                state_triangles(st, a, b, why);
    state_divides_system(st, why);
    state_not_all(st, why);
}

/* ---- back ---- */

void depths_fill_path(const struct statement *st, const bool *values, uint32_t component, struct choice *choice)
{
    for (uint32_t d = 1; d <= st->depths->count; d++)
        for (mechanism_set rest = st->depths->may[d - 1]; rest; rest &= rest - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(rest), first = 0;
            if (!literal_is_true(values, depths_step(st, component, bit, d)))
                continue;
            while (!literal_is_true(values, depths_shared(st, first, component, d)))
                first++;
            choice->path[choice->depth++] = (struct placement){st->p->isolation[bit], first + 1};
        }
}
