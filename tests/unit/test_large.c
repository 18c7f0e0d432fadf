/* The engine for large systems: what it finds is valid, what it proves holds, and it stops. Random systems against the exhaustive
 * reference are in tests/property. */
#include "engine_support.h"

#include "solve/large/engine.h"

#define LANGUAGES_AND_MECHANISMS                                                                                            \
    "language C    { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }\n"                  \
    "language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n"               \
    "mechanism mpk   { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept [Gate] ::= 108 cycles }\n" \
    "mechanism ept   { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 462 cycles }\n"                              \
    "mechanism kasan { [Applies] ::= C [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% }\n"   \
    "mechanism cfi   { [Applies] ::= C [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }\n"

static struct engine_result run(const struct model *m, double seconds)
{
    struct engine_request request = {.goal = GOAL_OPTIMUM, .time_limit = seconds};
    struct engine_result r;
    assert_int_equal(engine_large.run(m, &request, &r), MSPEC_OK);
    return r;
}

static struct model *ring(uint32_t count, const char *system)
{
    return ring_in(LANGUAGES_AND_MECHANISMS, count, 0, system);
}

static void a_large_ring(void **state)
{
    (void)state;
    struct model *m = ring(600, "[Minimise] ::= runtime, compartments");
    struct engine_result r = run(m, 20);
    struct measures cost = judged(m, &r);
    assert_true(r.bound.levels > 0 || r.complete);
    /* no limit binds: where the first measure is concerned, the two meet */
    assert_true(r.complete || cost_gap(cost.value[MEASURE_RUNTIME], r.bound.value[0]) < 0.01);
    engine_result_fini(&r);
    drop(m);
}

/* A handful bears witness to what thousands cost: Rust and C cannot be in one place, and that is all. */
static void thousands_that_are_alike(void **state)
{
    (void)state;
    struct text t = {0};
    text_puts(&t, LANGUAGES_AND_MECHANISMS);
    for (uint32_t c = 0; c < 3000; c++)
        text_printf(&t, "component c%u { [Language] ::= %s }\n", c, c % 100 ? "C" : "Rust");
    text_puts(&t, "system s { [Minimise] ::= transformations, compartments }\n");
    struct model *m = model_of(t.bytes);
    text_fini(&t);
    struct engine_result r = run(m, 60);
    struct measures cost = judged(m, &r);
    assert_true(r.complete);
    assert_int_equal(cost.value[MEASURE_TRANSFORMATIONS].num, 2);
    assert_int_equal(cost.value[MEASURE_COMPARTMENTS].num, 2);
    engine_result_fini(&r);
    drop(m);
}

static void where_there_is_none(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES_AND_MECHANISMS "component a { [Language] ::= C }\ncomponent b { [Language] ::= Rust }\n"
                                                        "system s { [Mechanisms] ::= cfi }\n");
    struct engine_result r = run(m, 5);
    assert_int_equal(r.count, 0);
    assert_true(r.complete);
    engine_result_fini(&r);
    drop(m);
}

static void what_it_is_not_for(void **state)
{
    (void)state;
    struct model *m = ring(6, "[Hardening] ::= per compartment");
    struct engine_result r = run(m, 5);
    assert_int_equal(r.count, 0);
    assert_false(r.complete);
    assert_non_null(r.why_incomplete);
    engine_result_fini(&r);
    drop(m);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct model *m = ring(7, "[Minimise] ::= runtime, compartments");
    struct memory *memory = &m->ctx->memory;
    bool complete = false;
    for (size_t n = 1; !complete; n += n < 400 ? 1 : 37) {
        struct engine_request request = {.goal = GOAL_OPTIMUM};
        struct engine_result r;
        memory->fail_after = n;
        mspec_status status = engine_large.run(m, &request, &r);
        complete = status == MSPEC_OK && memory->fail_after > 0;
        memory->fail_after = 0;
        memory->exhausted = false;
        assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
        if (status != MSPEC_OK)
            continue;
        if (r.count)
            judged(m, &r);
        assert_true(r.complete || r.why_incomplete);
        engine_result_fini(&r);
    }
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_large_ring),        cmocka_unit_test(thousands_that_are_alike), cmocka_unit_test(where_there_is_none),
        cmocka_unit_test(what_it_is_not_for),  cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
