/* MaxSAT over the statement of the whole question: systems with mechanisms of all kinds, limits and budgets that bind, and every lack of
 * memory. Random systems against the exhaustive reference are in tests/property. */
#include "engine_support.h"

#include "solve/sat/engine.h"

/* Enclaves beside address spaces and keys. */
static struct model *ring(uint32_t count, const char *system)
{
    static const char world[] =
        "language C    { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }\n"
        "language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n"
        "mechanism mpk   { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept  [Gate] ::= 108 cycles  [Limit] ::= 3 }\n"
        "mechanism ept   { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 462 cycles }\n"
        "mechanism sgx   { [Boundary in] ::= X(api)  [Boundary out] ::= R(*), W(*), X(api)  [Within] ::= ept  [Limit] ::= 2 "
        "[Gate] ::= 14000 cycles }\n"
        "mechanism kasan { [Applies] ::= C  [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% }\n"
        "mechanism cfi   { [Applies] ::= C  [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }\n";
    return ring_in(world, count, 0, system);
}

static void proves_what(const char *system, uint32_t components)
{
    struct model *m = ring(components, system);
    struct engine_request request = {.goal = GOAL_OPTIMUM};
    struct engine_result mine, theirs;
    bool unsuited;
    assert_int_equal(sat_statement(m, &request, &mine, &unsuited), MSPEC_OK);
    assert_false(unsuited);
    assert_true(mine.complete);
    assert_int_equal(engine_search.run(m, &request, &theirs), MSPEC_OK);
    assert_true(theirs.complete);
    assert_int_equal(mine.count, theirs.count);
    if (mine.count) {
        struct measures x = judged(m, &mine), y = judged(m, &theirs);
        assert_int_equal(measures_compare(m, &x, &y), 0);
    }
    engine_result_fini(&mine);
    engine_result_fini(&theirs);
    drop(m);
}

static void what_the_search_proves(void **state)
{
    (void)state;
    proves_what("[Minimise] ::= runtime, compartments", 7);
    proves_what("[Minimise] ::= compartments, transformations, runtime", 7);
    proves_what("[Minimise] ::= transformations", 6);
    proves_what("[Hardening] ::= per compartment [Minimise] ::= runtime, transformations", 6);
    proves_what("[Minimise] ::= compartments, runtime [Budget] ::= runtime 3%", 6);
    proves_what("[Minimise] ::= transformations, runtime [Budget] ::= runtime 3%; compartments 4", 6);
    proves_what("[Minimise] ::= runtime [Budget] ::= compartments 2; transformations 3", 6);
    proves_what("[Apart] ::= c0, c1, c2, c3, c4, c5 [Minimise] ::= runtime, compartments", 6);
    proves_what("[Mechanisms] ::= sgx, mpk [Apart] ::= c0, c1, c2, c3, c4, c5 [Minimise] ::= compartments", 6); /* limits: none */
    proves_what("[Mechanisms] ::= none [Minimise] ::= compartments", 4);
}

/* Limits that bind again and again are counted in whole. */
static void limits_that_bind(void **state)
{
    (void)state;
    proves_what("[Mechanisms] ::= mpk, ept, sgx [Apart] ::= c0, c1, c2, c3, c4, c5, c6 [Minimise] ::= runtime, compartments", 7);
    proves_what("[Mechanisms] ::= mpk, sgx, kasan, cfi [Apart] ::= c0, c1, c2, c3, c4 [Minimise] ::= runtime, compartments", 7);
    proves_what("[Mechanisms] ::= mpk, ept [Together] ::= c0, c3 [Apart] ::= c0, c1, c2, c4, c5; c6, c7, c8 [Minimise] ::= runtime", 9);
}

static void where_there_is_no_time(void **state)
{
    (void)state;
    struct model *m = ring(18, "[Minimise] ::= runtime, compartments");
    struct engine_request request = {.goal = GOAL_OPTIMUM, .node_limit = 1, .time_limit = 1e-6};
    struct engine_result r;
    bool unsuited;
    assert_int_equal(sat_statement(m, &request, &r, &unsuited), MSPEC_OK);
    assert_false(unsuited);
    assert_false(r.complete);
    assert_non_null(r.why_incomplete);
    engine_result_fini(&r);
    drop(m);
}

static void every_allocation_fails(const char *system)
{
    struct model *m = ring(6, system);
    struct memory *memory = &m->ctx->memory;
    bool complete = false;
    for (size_t n = 1; !complete; n += n < 300 ? 1 : 41) {
        struct engine_request request = {.goal = GOAL_OPTIMUM};
        struct engine_result r;
        bool unsuited;
        memory->fail_after = n;
        mspec_status status = sat_statement(m, &request, &r, &unsuited);
        complete = status == MSPEC_OK && memory->fail_after > 0;
        memory->fail_after = 0;
        memory->exhausted = false;
        assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
        if (status != MSPEC_OK)
            continue;
        if (r.count)
            judged(m, &r);
        assert_true(r.complete || r.why_incomplete);
        assert_true(!r.complete || r.count);
        engine_result_fini(&r);
    }
    drop(m);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    every_allocation_fails("[Minimise] ::= runtime, compartments");
    every_allocation_fails("[Minimise] ::= compartments, transformations [Budget] ::= runtime 5%");
    every_allocation_fails("[Mechanisms] ::= mpk, ept, sgx, cfi, kasan [Apart] ::= c0, c1, c2, c3, c4, c5 "
                           "[Minimise] ::= runtime, compartments");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_search_proves),
        cmocka_unit_test(limits_that_bind),
        cmocka_unit_test(where_there_is_no_time),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
