#include "solve/sat/places_numbered.h"

#include "solve/statement/depths.h"

#define MOST_CLAUSES 400000

static literal in_place(struct statement *st, uint32_t component, uint32_t place)
{
    return place > component ? LITERAL_FALSE : statement_variable(st, VARIABLE_NUMBERED, component, place, NONE, NONE, NULL);
}

/* Each component is in one place. They are numbered in the order of their first components. */
static void state_places(struct statement *st, uint32_t c, uint32_t most, int32_t why)
{
    struct disjunction clause = {0};
    for (uint32_t i = 0; i < most; i++) {
        clause_add(st, &clause, in_place(st, c, i));
        for (uint32_t k = 0; k < i; k++)
            CLAUSE(st, why, -in_place(st, c, i), -in_place(st, c, k));
    }
    clause_close(st, &clause, why);
    for (uint32_t i = 1; i < most && i <= c; i++) {
        clause_add(st, &clause, -in_place(st, c, i));
        for (uint32_t b = 0; b < c; b++)
            clause_add(st, &clause, in_place(st, b, i - 1));
        clause_close(st, &clause, why);
    }
    vector_free(st->p->memory, &clause);
}

static void state_equal(struct statement *st, uint32_t a, uint32_t b, uint32_t most, int32_t why)
{
    literal equal = depths_equal(st, a, b);
    for (uint32_t i = 0; i < most; i++) {
        CLAUSE(st, why, -equal, -in_place(st, a, i), in_place(st, b, i));
        CLAUSE(st, why, -equal, -in_place(st, b, i), in_place(st, a, i));
        CLAUSE(st, why, equal, -in_place(st, a, i), -in_place(st, b, i));
    }
}

/* The compartments that a place is in are those of whoever is there. */
static void state_steps(struct statement *st, uint32_t c, uint32_t most, int32_t why)
{
    for (uint32_t i = 0; i < most; i++)
        for (uint32_t depth = 1; depth <= st->depths->count; depth++)
            for (mechanism_set rest = st->depths->may[depth - 1]; rest; rest &= rest - 1) {
                uint32_t bit = (uint32_t)__builtin_ctzll(rest);
                literal here = statement_variable(st, VARIABLE_PLACE_STEP, i, bit, depth, NONE, NULL);
                CLAUSE(st, why, -in_place(st, c, i), -here, depths_step(st, c, bit, depth));
                CLAUSE(st, why, -in_place(st, c, i), here, -depths_step(st, c, bit, depth));
            }
}

static void state_shared(struct statement *st, uint32_t a, uint32_t b, uint32_t most, int32_t why)
{
    for (uint32_t i = 0; i < most; i++)
        for (uint32_t k = 0; k < most; k++)
            for (uint32_t depth = 1; depth <= st->depths->count && i != k; depth++) {
                literal shared = statement_variable(st, VARIABLE_PLACES_SHARE, i < k ? i : k, i < k ? k : i, depth, NONE, NULL);
                CLAUSE(st, why, -in_place(st, a, i), -in_place(st, b, k), -shared, depths_shared(st, a, b, depth));
                CLAUSE(st, why, -in_place(st, a, i), -in_place(st, b, k), shared, -depths_shared(st, a, b, depth));
            }
}

literal place_used(struct statement *st, uint32_t place)
{
    bool is_new;
    literal used = statement_variable(st, VARIABLE_PLACE_USED, place, NONE, NONE, NONE, &is_new);
    int32_t why = statement_reason(st, reason_plain(REASON_PLACES));
    for (uint32_t c = 0; is_new && c < st->m->component_count; c++)
        CLAUSE(st, why, -in_place(st, c, place), used);
    if (is_new && place > 0)
        CLAUSE(st, why, -used, place_used(st, place - 1));
    return used;
}

bool places_number(struct statement *st, uint32_t most)
{
    uint64_t n = st->m->component_count;
    int32_t why = statement_reason(st, reason_plain(REASON_PLACES));
    if (most == 0 || most >= n || n * n * most * most * st->depths->count > MOST_CLAUSES)
        return false;
    for (uint32_t b = 0; b < n && !st->failed; b++) {
        state_places(st, b, most, why);
        state_steps(st, b, most, why);
        for (uint32_t a = 0; a < b && !st->failed; a++) {
            state_equal(st, a, b, most, why);
            state_shared(st, a, b, most, why);
        }
    }
    return true;
}
