/* The simplex method on programs whose optimum is known, or is found by trying all vertices; and the relaxation on a system whose limit
 * binds: what it excludes leaves the optimum, and every failed allocation is an answer. Random systems against the search are in
 * tests/levels. */
#include "engine_support.h"

#include <math.h>

#include "solve/engine.h"
#include "solve/sat/engine.h"
#include "solve/sat/simplex.h"
#include "verify/verify.h"

/* ---- simplex ---- */

enum { MOST = 8 };

struct program { /* rows: coefficients, and the right-hand side behind them */
    uint32_t columns, rows;
    double costs[MOST];
    int row[MOST][MOST + 1];
};

static uint32_t add(struct simplex *s, const struct program *p, uint32_t i)
{
    uint32_t columns[MOST];
    for (uint32_t j = 0; j < p->columns; j++)
        columns[j] = j;
    return simplex_row(s, columns, p->row[i], p->columns, p->row[i][p->columns]);
}

/* The bound that the multipliers give, whatever the simplex method says: the cost is at least that. */
static double bound_of(const struct simplex *s, const struct program *p)
{
    double y[MOST] = {0}, sum = 0;
    simplex_multipliers(s, y, p->rows);
    for (uint32_t i = 0; i < p->rows; i++) {
        assert_true(y[i] >= 0 && isfinite(y[i]));
        sum -= y[i] * p->row[i][p->columns];
    }
    for (uint32_t j = 0; j < p->columns; j++) {
        double reduced = p->costs[j];
        for (uint32_t i = 0; i < p->rows; i++)
            reduced += y[i] * p->row[i][j];
        sum += reduced < 0 ? reduced : 0;
    }
    return sum;
}

static enum simplex_answer solve(struct memory *m, const struct program *p, double *cost, double *bound)
{
    struct simplex *s = simplex_new(m, p->columns, p->costs);
    assert_non_null(s);
    for (uint32_t i = 0; i < p->rows; i++)
        assert_int_equal(add(s, p, i), i);
    enum simplex_answer answer = simplex_solve(s, 1e6, 10000);
    *cost = simplex_cost(s);
    *bound = bound_of(s, p);
    if (answer == SIMPLEX_OPTIMUM)
        for (uint32_t i = 0; i < p->rows; i++) {
            double sum = 0;
            for (uint32_t j = 0; j < p->columns; j++)
                sum += p->row[i][j] * simplex_value(s, j);
            assert_true(sum <= p->row[i][p->columns] + 1e-6);
        }
    simplex_free(s);
    return answer;
}

static void expect_cost(const struct program *p, double expected)
{
    struct memory m = {0};
    double cost, bound;
    assert_int_equal(solve(&m, p, &cost, &bound), SIMPLEX_OPTIMUM);
    assert_true(fabs(cost - expected) < 1e-6);
    assert_true(fabs(bound - expected) < 1e-6);
    assert_int_equal(m.used, 0);
}

static void known_optima(void **state)
{
    (void)state;
    /* no row: all at 0 */
    expect_cost(&(struct program){2, 0, {1, 2}, {{0}}}, 0);
    /* x + y >= 1 */
    expect_cost(&(struct program){2, 1, {3, 2}, {{-1, -1, -1}}}, 2);
    /* a triangle to be covered: halves */
    expect_cost(&(struct program){3, 3, {1, 1, 1}, {{-1, -1, 0, -1}, {0, -1, -1, -1}, {-1, 0, -1, -1}}}, 1.5);
    /* x + y + z >= 2, x <= y, 2x + z <= 2: z = 1, and y alone is the rest */
    expect_cost(&(struct program){3, 3, {5, 4, 1}, {{-1, -1, -1, -2}, {1, -1, 0, 0}, {2, 0, 1, 2}}}, 5);
    /* all at their upper bounds */
    expect_cost(&(struct program){3, 1, {1, 2, 3}, {{-1, -1, -1, -3}}}, 6);
}

static void degenerate(void **state)
{
    (void)state;
    /* the same row many times, and rows that all meet in one vertex */
    expect_cost(&(struct program){2, 5, {1, 1}, {{-1, -1, -1}, {-1, -1, -1}, {-2, -2, -2}, {-1, 0, 0}, {0, -1, 0}}}, 1);
    /* nothing costs anything */
    expect_cost(&(struct program){3, 3, {0, 0, 0}, {{-1, -1, 0, -1}, {0, -1, -1, -1}, {-1, 0, -1, -1}}}, 0);
    /* equal costs, and right-hand sides of nothing */
    expect_cost(&(struct program){4, 4, {1, 1, 1, 1}, {{1, -1, 0, 0, 0}, {0, 1, -1, 0, 0}, {0, 0, 1, -1, 0}, {-1, 0, 0, 0, -1}}}, 4);
}

static void infeasible(void **state)
{
    (void)state;
    const struct program programs[] = {
        {2, 1, {1, 1}, {{-1, -1, -3}}},
        {2, 2, {1, 1}, {{-1, -1, -2}, {1, 1, 1}}},
        {3, 4, {0, 0, 0}, {{-1, -1, 0, -1}, {0, -1, -1, -1}, {-1, 0, -1, -1}, {1, 1, 1, 1}}},
        {1, 1, {1}, {{0, -1}}},
    };
    for (size_t k = 0; k < sizeof programs / sizeof *programs; k++) {
        struct memory m = {0};
        double cost, bound;
        assert_int_equal(solve(&m, &programs[k], &cost, &bound), SIMPLEX_INFEASIBLE);
        assert_true(bound >= 1e6); /* the multipliers prove it: more than the cut-off */
        assert_int_equal(m.used, 0);
    }
}

/* Rows and bounds that come and go leave the optimum of what is there. */
static void changes(void **state)
{
    (void)state;
    struct memory m = {0};
    const struct program p = {3, 3, {1, 1, 1}, {{-1, -1, 0, -1}, {0, -1, -1, -1}, {-1, 0, -1, -1}}};
    struct simplex *s = simplex_new(&m, p.columns, p.costs);
    assert_non_null(s);
    add(s, &p, 0);
    assert_int_equal(simplex_solve(s, 1e6, 100), SIMPLEX_OPTIMUM);
    assert_true(fabs(simplex_cost(s) - 1) < 1e-9);
    add(s, &p, 1);
    add(s, &p, 2);
    assert_int_equal(simplex_solve(s, 1e6, 100), SIMPLEX_OPTIMUM);
    assert_true(fabs(simplex_cost(s) - 1.5) < 1e-9);
    simplex_bounds(s, 0, 0, 0);
    assert_int_equal(simplex_solve(s, 1e6, 100), SIMPLEX_OPTIMUM);
    assert_true(fabs(simplex_cost(s) - 2) < 1e-9);
    simplex_bounds(s, 1, 0, 0);
    assert_int_equal(simplex_solve(s, 1e6, 100), SIMPLEX_INFEASIBLE);
    simplex_bounds(s, 1, 0, 1);
    simplex_bounds(s, 0, 1, 1);
    assert_int_equal(simplex_solve(s, 1e6, 100), SIMPLEX_OPTIMUM);
    assert_true(fabs(simplex_cost(s) - 2) < 1e-9);
    assert_true(simplex_solve(s, 0.5, 100) == SIMPLEX_OPTIMUM || simplex_cost(s) >= 0.5);
    simplex_free(s);
    assert_int_equal(m.used, 0);
}

/* Small random programs with whole-numbered optima against all ways to put 0 and 1: the bound is never above the best of them, and
 * what is infeasible has none. */
static void random_programs(void **state)
{
    (void)state;
    uint32_t random = 7, feasible = 0, impossible = 0;
    for (uint32_t round = 0; round < 4000; round++) {
        struct program p = {.columns = 2 + round % 6, .rows = 1 + round % 7};
        for (uint32_t i = 0; i < p.rows; i++)
            for (uint32_t j = 0; j <= p.columns; j++) {
                random = random * 1664525u + 1013904223u;
                p.row[i][j] = (int)(random >> 16) % 4 - 2;
                p.costs[j < p.columns ? j : 0] = (random >> 10) % 5;
            }
        double best = INFINITY, cost, bound;
        for (uint32_t set = 0; set < 1u << p.columns; set++) {
            double sum = 0;
            bool fits = true;
            for (uint32_t j = 0; j < p.columns; j++)
                sum += set >> j & 1 ? p.costs[j] : 0;
            for (uint32_t i = 0; i < p.rows && fits; i++) {
                int left = 0;
                for (uint32_t j = 0; j < p.columns; j++)
                    left += set >> j & 1 ? p.row[i][j] : 0;
                fits = left <= p.row[i][p.columns];
            }
            if (fits && sum < best)
                best = sum;
        }
        struct memory m = {0};
        enum simplex_answer answer = solve(&m, &p, &cost, &bound);
        assert_true(answer == SIMPLEX_OPTIMUM || answer == SIMPLEX_INFEASIBLE);
        assert_true(bound <= best + 1e-6);
        if (answer == SIMPLEX_OPTIMUM)
            assert_true(fabs(bound - cost) < 1e-6);
        feasible += answer == SIMPLEX_OPTIMUM;
        impossible += answer == SIMPLEX_INFEASIBLE;
        assert_int_equal(m.used, 0);
    }
    assert_true(feasible > 500 && impossible > 100);
}

/* ---- a system whose limit binds ---- */

#define LANGUAGES_AND_MECHANISMS(limit)                                                                                     \
    "language C    { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }\n"                  \
    "language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n"               \
    "mechanism mpk   { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept  [Gate] ::= 108 cycles " limit " }\n"    \
    "mechanism ept   { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 462 cycles }\n"                              \
    "mechanism kasan { [Applies] ::= C [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% }\n"   \
    "mechanism cfi   { [Applies] ::= C [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }\n"

/* C that grants calls alone, each calling the next and the one after: with control flow kept, any two need a domain each. */
static struct model *chain(uint32_t count, bool limited)
{
    struct text t = {0};
    text_puts(&t, limited ? LANGUAGES_AND_MECHANISMS("[Limit] ::= 2") : LANGUAGES_AND_MECHANISMS(""));
    for (uint32_t c = 0; c < count; c++)
        text_printf(&t, "component c%u { [Language] ::= C [API] ::= (f, SYMB) [Requires] ::= X [Call] ::= X(c%u.f), X(c%u.f) }\n", c,
                    (c + 1) % count, (c + 2) % count);
    text_puts(&t, "system s { [Clock] ::= 1 GHz [Minimise] ::= runtime, compartments\n[Profile] ::= ");
    for (uint32_t c = 0; c < count; c++)
        text_printf(&t, "(c%u, 10%%) (c%u -> c%u, %u k/s) (c%u -> c%u, %u k/s) \\\n", c, c, (c + 1) % count, 10 + c * 7 % 30, c,
                    (c + 2) % count, 5 + c * 11 % 20);
    text_puts(&t, "}\n");
    struct model *m = model_of(t.bytes);
    text_fini(&t);
    return m;
}

static struct measures optimum(const struct model *m, const struct engine *engine)
{
    struct engine_request request = {.goal = GOAL_OPTIMUM, .keep = 1};
    struct engine_result r;
    assert_int_equal(engine->run(m, &request, &r), MSPEC_OK);
    assert_true(r.complete);
    struct measures measures = judged(m, &r);
    engine_result_fini(&r);
    return measures;
}

static void a_limit_that_binds(void **state)
{
    (void)state;
    struct model *m = chain(6, true), *free_ = chain(6, false);
    struct measures a = optimum(m, &engine_sat), b = optimum(m, &engine_search), without = optimum(free_, &engine_sat);
    assert_int_equal(measures_compare(m, &a, &b), 0);
    assert_true(rational_compare(without.value[MEASURE_RUNTIME], a.value[MEASURE_RUNTIME]) < 0);
    drop(m);
    drop(free_);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct model *m = chain(5, true);
    struct memory *memory = &m->ctx->memory;
    struct measures best = optimum(m, &engine_search);
    bool complete = false;
    size_t failed = 0;
    for (size_t n = 1; !complete; n++) {
        struct engine_request request = {.goal = GOAL_OPTIMUM};
        struct engine_result r;
        memory->fail_after = n;
        mspec_status status = engine_sat.run(m, &request, &r);
        complete = status == MSPEC_OK && memory->fail_after > 0;
        memory->fail_after = 0;
        memory->exhausted = false;
        failed += !complete;
        assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
        if (status != MSPEC_OK)
            continue;
        if (r.complete) {
            struct measures found = judged(m, &r);
            assert_int_equal(measures_compare(m, &found, &best), 0);
        } else {
            assert_non_null(r.why_incomplete);
        }
        engine_result_fini(&r);
    }
    assert_true(failed > 1000);
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_optima),      cmocka_unit_test(degenerate),         cmocka_unit_test(infeasible),
        cmocka_unit_test(changes),           cmocka_unit_test(random_programs),    cmocka_unit_test(a_limit_that_binds),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
