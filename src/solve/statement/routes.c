/* Where components may be: the routes of the space, and what holds of the compartments at their ends. */
#include "solve/statement/depths.h"

#define MOST_ROUTES 4096
#define MOST_TRIANGLES (1u << 24) /* conditions that make UNDIVIDED transitive */

/* May this mechanism divide a place at the end of the route? The top level is always allowed; once on a path. Routes that
 * the mechanisms' own needs and conflicts rule out are left out. */
static bool may_divide(const struct statement *st, const struct route *here, uint32_t bit)
{
    const struct problem *p = st->p;
    const struct mechanism *m = &st->m->mechanisms[p->isolation[bit]];
    mechanism_set path = here->path | (mechanism_set)1 << bit;
    if (((here->path >> bit) & 1) || (path & p->hopeless_isolation))
        return false;
    if (here->parent != NONE && !ids_contain(m->within, m->within_count, here->mechanism))
        return false;
    for (mechanism_set rest = path; rest; rest &= rest - 1)
        if (p->path_bars[__builtin_ctzll(rest)] & path)
            return false;
    return true;
}

static void put_route(struct statement *st, struct route route)
{
    if (!vector_push(st->p->memory, &st->routes, route))
        st->failed = true;
}

/* Another mechanism that is as good might divide the place as well. */
static bool is_outdone(const struct statement *st, const struct route *here, uint32_t bit)
{
    for (mechanism_set rest = st->p->outdone ? st->p->outdone[bit] : 0; rest; rest &= rest - 1)
        if (may_divide(st, here, (uint32_t)__builtin_ctzll(rest)))
            return true;
    return false;
}

bool routes_list(struct statement *st)
{
    uint64_t n = st->m->component_count;
    put_route(st, (struct route){.parent = NONE, .mechanism = NONE, .bit = NONE});
    for (uint32_t r = 0; r < st->routes.count && !st->failed && !st->too_large; r++)
        for (uint32_t bit = 0; bit < st->p->isolation_count && n > 1; bit++) {
            const struct route *here = &st->routes.items[r];
            if (!may_divide(st, here, bit) || is_outdone(st, here, bit))
                continue;
            uint32_t mechanism = st->p->isolation[bit];
            st->too_large |= st->routes.count >= MOST_ROUTES || here->depth >= MAX_DEPTH;
            st->routes.items[r].has_directed |= st->m->mechanisms[mechanism].is_directed;
            put_route(st, (struct route){.parent = r,
                                         .mechanism = mechanism,
                                         .bit = bit,
                                         .depth = here->depth + 1,
                                         .path = here->path | (mechanism_set)1 << bit});
        }
    st->too_large |= n > 100000 || (!st->depths && n * n * n / 2 * st->routes.count > MOST_TRIANGLES);
    return !st->failed && !st->too_large;
}

/* ---- literals ---- */

literal literal_inside(const struct statement *st, uint32_t component, uint32_t route)
{
    const struct route *r = &st->routes.items[route];
    if (st->depths && route != 0)
        return depths_inside(st, component, route);
    return route == 0 ? LITERAL_TRUE : (literal)(r->inside + (r->all_or_none ? 0 : component) + 1);
}

literal literal_undivided(const struct statement *st, uint32_t a, uint32_t b, uint32_t route)
{
    if (route == 0 || a == b)
        return LITERAL_TRUE;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    return (literal)(st->routes.items[route].undivided + high * (high - 1) / 2 + low + 1);
}

literal literal_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route)
{
    if (route == 0 || a == b)
        return LITERAL_TRUE;
    return st->depths ? depths_whole(st, a, b, route) : literal_undivided(st, a, b, route);
}

literal literal_surely_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route)
{
    return st->depths && route != 0 && a != b ? depths_surely_whole(st, a, b, route) : literal_whole(st, a, b, route);
}

literal literal_without(struct statement *st, uint32_t a, uint32_t b, uint32_t route)
{
    bool is_new;
    if (st->routes.items[route].all_or_none)
        return -literal_undivided(st, a, b, route);
    literal without = statement_variable(st, VARIABLE_WITHOUT, a, b, route, NONE, &is_new);
    if (is_new) {
        int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
        CLAUSE(st, why, -without, literal_inside(st, a, route));
        CLAUSE(st, why, -without, -literal_whole(st, a, b, route));
    }
    return without;
}

literal literal_neighbours(struct statement *st, uint32_t a, uint32_t b, uint32_t bit)
{
    uint32_t count = 0, only = 0;
    for (uint32_t r = 1; r < st->routes.count; r++)
        if (st->routes.items[r].bit == bit) {
            count++;
            only = r;
        }
    if (a == b || count <= 1)
        return literal_surely_whole(st, a, b, only);
    bool is_new;
    literal l =
        statement_variable(st, VARIABLE_NEIGHBOURS, a < b ? a : b, a < b ? b : a, st->p->isolation[bit], NONE, &is_new);
    if (is_new) {
        int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
        struct disjunction clause = {0};
        clause_add(st, &clause, l);
        for (uint32_t r = 1; r < st->routes.count; r++)
            if (st->routes.items[r].bit == bit) {
                CLAUSE(st, why, -l, literal_undivided(st, a, b, r));
                clause_add(st, &clause, -literal_undivided(st, a, b, r));
            }
        clause_close(st, &clause, why);
        vector_free(st->p->memory, &clause);
    }
    return l;
}

literal literal_equal(struct statement *st, uint32_t a, uint32_t b)
{
    if (st->depths)
        return depths_equal(st, a, b);
    if (a == b || st->routes.count <= 2)
        return literal_undivided(st, a, b, (uint32_t)st->routes.count - 1);
    bool is_new;
    literal equal = statement_variable(st, VARIABLE_EQUAL, a < b ? a : b, a < b ? b : a, NONE, NONE, &is_new);
    if (is_new) {
        int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
        for (uint32_t r = 1; r < st->routes.count; r++)
            CLAUSE(st, why, -equal, literal_undivided(st, a, b, r));
    }
    return equal;
}

void clause_add_apart(struct statement *st, struct disjunction *c, uint32_t a, uint32_t b)
{
    if (st->depths) {
        clause_add(st, c, -depths_equal(st, a, b));
        return;
    }
    for (uint32_t r = 1; r < st->routes.count; r++)
        clause_add(st, c, -literal_undivided(st, a, b, r));
}

literal literal_first(struct statement *st, uint32_t c)
{
    if (c == 0)
        return LITERAL_TRUE;
    if (st->routes.count == 1)
        return LITERAL_FALSE;
    bool is_new;
    literal first = statement_variable(st, VARIABLE_FIRST, c, NONE, NONE, NONE, &is_new);
    if (is_new) {
        struct disjunction clause = {0};
        clause_add(st, &clause, first);
        for (uint32_t d = 0; d < c; d++)
            clause_add(st, &clause, literal_equal(st, d, c));
        clause_close(st, &clause, statement_reason(st, reason_plain(REASON_DEFINITION)));
        vector_free(st->p->memory, &clause);
    }
    return first;
}

literal literal_opens(struct statement *st, uint32_t c, uint32_t route)
{
    bool is_new;
    if (c == 0)
        return literal_inside(st, c, route);
    literal opens = statement_variable(st, VARIABLE_OPENS, c, route, NONE, NONE, &is_new);
    if (is_new) {
        struct disjunction clause = {0};
        clause_add(st, &clause, opens);
        clause_add(st, &clause, -literal_inside(st, c, route));
        for (uint32_t d = 0; d < c; d++)
            clause_add(st, &clause, literal_undivided(st, d, c, route));
        clause_close(st, &clause, statement_reason(st, reason_plain(REASON_DEFINITION)));
        vector_free(st->p->memory, &clause);
    }
    return opens;
}

/* ---- what holds of them ---- */

static void make_variables(struct statement *st, struct route *r)
{
    uint32_t n = st->m->component_count, route = (uint32_t)(r - st->routes.items);
    r->all_or_none = r->parent == 0 && !st->routes.items[0].has_directed;
    r->inside = statement_block(st, VARIABLE_INSIDE, r->all_or_none ? 1 : n);
    r->undivided = statement_block(st, VARIABLE_UNDIVIDED, n * (n - 1) / 2);
    if (st->failed)
        return;
    for (uint32_t c = 0; c < (r->all_or_none ? 1 : n); c++)
        st->variables.items[r->inside + c] =
            (struct variable){VARIABLE_INSIDE, r->all_or_none ? NONE : c, route, NONE, NONE};
    for (uint32_t b = 1; b < n; b++)
        for (uint32_t a = 0; a < b; a++)
            st->variables.items[r->undivided + b * (b - 1) / 2 + a] =
                (struct variable){VARIABLE_UNDIVIDED, a, b, route, NONE};
}

/* A mechanism divides the members of one parent, and a component is in one compartment of it. */
static void state_inside(struct statement *st, uint32_t route, int32_t why)
{
    const struct route *r = &st->routes.items[route];
    for (uint32_t c = 0; c < (r->all_or_none ? 1 : st->m->component_count); c++) {
        CLAUSE(st, why, -literal_inside(st, c, route), literal_inside(st, c, r->parent));
        for (uint32_t other = 1; other < route; other++)
            if (st->routes.items[other].parent == r->parent)
                CLAUSE(st, why, -literal_inside(st, c, route), -literal_inside(st, c, other));
    }
}

/* Where a symmetric mechanism divides a place, it divides all that no directed one takes out. */
static void state_divides_all(struct statement *st, uint32_t route, uint32_t a, uint32_t b, int32_t why)
{
    const struct route *r = &st->routes.items[route];
    struct disjunction clause = {0};
    clause_add(st, &clause, -literal_undivided(st, a, b, r->parent));
    clause_add(st, &clause, -literal_inside(st, a, route));
    clause_add(st, &clause, literal_inside(st, b, route));
    for (uint32_t other = 1; other < st->routes.count; other++)
        if (st->routes.items[other].parent == r->parent && st->m->mechanisms[st->routes.items[other].mechanism].is_directed)
            clause_add(st, &clause, literal_inside(st, b, other));
    clause_close(st, &clause, why);
    vector_free(st->p->memory, &clause);
}

static void state_pairs(struct statement *st, uint32_t route, int32_t why)
{
    const struct route *r = &st->routes.items[route];
    bool is_directed = st->m->mechanisms[r->mechanism].is_directed;
    for (uint32_t b = 1; b < st->m->component_count; b++)
        for (uint32_t a = 0; a < b; a++) {
            literal undivided = literal_undivided(st, a, b, route);
            literal a_inside = literal_inside(st, a, route), b_inside = literal_inside(st, b, route);
            CLAUSE(st, why, a_inside, b_inside, undivided);
            CLAUSE(st, why, -undivided, -a_inside, b_inside);
            CLAUSE(st, why, -undivided, -b_inside, a_inside);
            CLAUSE(st, why, -undivided, -a_inside, literal_undivided(st, a, b, r->parent));
            if (!is_directed && !r->all_or_none) {
                state_divides_all(st, route, a, b, why);
                state_divides_all(st, route, b, a, why);
            }
        }
}

/* A symmetric mechanism makes at least two compartments; a compartment that holds everybody is not built. */
static void state_not_alone(struct statement *st, uint32_t route, int32_t why)
{
    const struct route *r = &st->routes.items[route];
    struct disjunction clause = {0};
    bool is_directed = st->m->mechanisms[r->mechanism].is_directed;
    uint32_t n = st->m->component_count;
    if (is_directed && r->parent != 0)
        return;
    for (uint32_t a = 0; a < (is_directed || r->all_or_none ? 1 : n); a++) {
        clause_add(st, &clause, -literal_inside(st, a, route));
        for (uint32_t b = 0; b < n; b++) {
            if (a == b)
                continue;
            if (is_directed || r->all_or_none) {
                clause_add(st, &clause, -literal_undivided(st, a, b, route));
                continue;
            }
            bool is_new;
            literal beside = statement_variable(st, VARIABLE_BESIDE, a < b ? a : b, a < b ? b : a, route, NONE, &is_new);
            clause_add(st, &clause, beside);
            if (!is_new)
                continue;
            CLAUSE(st, why, -beside, literal_inside(st, a, route));
            CLAUSE(st, why, -beside, literal_inside(st, b, route));
            CLAUSE(st, why, -beside, literal_undivided(st, a, b, r->parent));
            CLAUSE(st, why, -beside, -literal_undivided(st, a, b, route));
        }
        clause_close(st, &clause, why);
    }
    vector_free(st->p->memory, &clause);
}

void routes_state(struct statement *st)
{
    int32_t why = statement_reason(st, reason_plain(REASON_PLACES));
    for (uint32_t route = 1; route < st->routes.count && !st->failed; route++) {
        state_inside(st, route, why);
        state_pairs(st, route, why);
        state_not_alone(st, route, why);
    }
}

void routes_make_variables(struct statement *st)
{
    for (uint32_t route = 1; route < st->routes.count && !st->failed; route++)
        make_variables(st, &st->routes.items[route]);
}
