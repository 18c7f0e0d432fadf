/* Many configurations, and the nearest, by the SAT solver: the same as the search finds, and every failure is an answer. Random systems
 * against the exhaustive reference are in tests/property. */
#include "engine_support.h"

#include "answers/nearest_solver.h"
#include "solve/many.h"
#include "solve/sat/listing.h"

#define LANGUAGES_AND_MECHANISMS                                                                                            \
    "language C    { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }\n"                  \
    "language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n"               \
    "mechanism mpk   { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept [Gate] ::= 108 cycles [Limit] ::= 3 }\n" \
    "mechanism ept   { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 462 cycles }\n"                              \
    "mechanism kasan { [Applies] ::= C [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% }\n"   \
    "mechanism cfi   { [Applies] ::= C [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }\n"

/* Some of it does nothing: where that is costs nothing. */
static struct model *ring(uint32_t count, uint32_t idle, const char *system)
{
    return ring_in(LANGUAGES_AND_MECHANISMS, count, idle, system);
}

/* Of two complete answers: as many, of the same costs. */
static size_t compare(const struct model *m, const struct engine_request *request)
{
    struct engine_result a, b;
    assert_int_equal(engine_search.run(m, request, &a), MSPEC_OK);
    assert_int_equal(many_run(m, &engine_auto, 3, request, &b), MSPEC_OK);
    assert_true(a.complete && b.complete);
    assert_int_equal(a.count, b.count);
    size_t count = a.count;
    for (size_t i = 0; i < a.count; i++) {
        struct measures x = judged_configuration(m, a.configurations[i]), y = judged_configuration(m, b.configurations[i]);
        assert_int_equal(measures_compare(m, &x, &y), 0);
        for (size_t k = 0; k < i; k++)
            assert_false(configuration_equal(b.configurations[i], b.configurations[k]));
    }
    engine_result_fini(&a);
    engine_result_fini(&b);
    return count;
}

static void as_the_search(void **state)
{
    (void)state;
    struct model *m = ring(8, 2, "[Minimise] ::= runtime");
    assert_int_equal(compare(m, &(struct engine_request){.goal = GOAL_ALL}), 6);
    assert_int_equal(compare(m, &(struct engine_request){.goal = GOAL_TOP, .top = 4}), 4);
    assert_int_equal(compare(m, &(struct engine_request){.goal = GOAL_TOP, .top = 25}), 25);
    drop(m);
    m = ring(7, 1, "[Minimise] ::= compartments, transformations [Budget] ::= runtime 30%");
    assert_int_equal(compare(m, &(struct engine_request){.goal = GOAL_ALL}), 1);
    assert_int_equal(compare(m, &(struct engine_request){.goal = GOAL_TOP, .top = 12}), 12);
    drop(m);
}

static void minimal_ones(void **state)
{
    (void)state;
    struct model *m = ring(4, 0, "[Minimise] ::= runtime");
    struct engine_request request = {.goal = GOAL_MINIMAL};
    struct engine_result a, b;
    assert_int_equal(engine_search.run(m, &request, &a), MSPEC_OK);
    assert_int_equal(many_run(m, &engine_auto, 3, &request, &b), MSPEC_OK);
    assert_true(a.complete && b.complete && a.count > 1);
    assert_int_equal(a.count, b.count);
    for (size_t i = 1; i < b.count; i++) {
        struct measures x = judged_configuration(m, b.configurations[i - 1]), y = judged_configuration(m, b.configurations[i]);
        assert_true(measures_compare(m, &x, &y) <= 0);
    }
    engine_result_fini(&a);
    engine_result_fini(&b);
    drop(m);
}

/* An optimum is at no distance from itself, whichever of them it is. */
static void near_itself(void **state)
{
    (void)state;
    struct model *m = ring(8, 2, "[Minimise] ::= runtime");
    struct engine_request request = {.goal = GOAL_ALL};
    struct engine_result all;
    assert_int_equal(engine_search.run(m, &request, &all), MSPEC_OK);
    for (size_t i = 0; i < all.count; i += 1 + all.count / 4) {
        struct arena a;
        struct configuration *found;
        struct nearest n;
        uint64_t nodes = 0;
        arena_init(&a, &m->ctx->memory);
        assert_int_equal(nearest_by_solver(m, &request, all.configurations[i], &a, &found, &n, &nodes), MSPEC_OK);
        assert_true(found && n.proven);
        assert_int_equal(n.distance, 0);
        assert_true(configuration_equal(found, all.configurations[i]));
        arena_fini(&a);
    }
    engine_result_fini(&all);
    drop(m);
}

static void what_is_too_large(void **state)
{
    (void)state;
    struct model *m = ring(300, 0, "[Minimise] ::= runtime, compartments");
    struct engine_request request = {.goal = GOAL_ALL, .time_limit = 10};
    struct engine_result r;
    bool too_large;
    assert_int_equal(listing_run(m, &request, 0, NULL, &r, &too_large), MSPEC_OK);
    assert_true(too_large && !r.complete && r.why_incomplete && r.count == 0);
    engine_result_fini(&r);
    drop(m);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct model *m = ring(4, 1, "[Minimise] ::= runtime [Budget] ::= runtime 90%");
    struct memory *memory = &m->ctx->memory;
    static const enum engine_goal goals[] = {GOAL_ALL, GOAL_TOP, GOAL_MINIMAL, GOAL_OPTIMUM};
    struct engine_request one = {.goal = GOAL_OPTIMUM};
    struct engine_result best;
    assert_int_equal(engine_search.run(m, &one, &best), MSPEC_OK);
    for (int way = 0; way < 4; way++) {
        bool complete = false;
        for (size_t n = 1; !complete; n += n < 150 ? 1 : 41) {
            struct engine_request request = {.goal = goals[way], .top = 4};
            struct engine_result r = {0};
            struct arena a;
            struct configuration *found = NULL;
            struct nearest nearest;
            uint64_t nodes;
            arena_init(&a, memory);
            memory->fail_after = n;
            mspec_status status = way == 3 ? nearest_by_solver(m, &request, best.configurations[0], &a, &found, &nearest, &nodes)
                                           : many_run(m, &engine_auto, 3, &request, &r);
            complete = status == MSPEC_OK && memory->fail_after > 0;
            memory->fail_after = 0;
            memory->exhausted = false;
            assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
            for (size_t i = 0; i < r.count; i++)
                judged_configuration(m, r.configurations[i]);
            if (status == MSPEC_OK && way < 3) {
                assert_true(r.complete || r.why_incomplete);
                assert_true(!complete || r.complete);
                engine_result_fini(&r);
            } else if (status == MSPEC_OK) {
                assert_true(nearest.proven || nearest.why);
                assert_true(!complete || (nearest.proven && nearest.distance == 0));
            }
            arena_fini(&a);
        }
    }
    engine_result_fini(&best);
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_the_search),     cmocka_unit_test(minimal_ones), cmocka_unit_test(near_itself),
        cmocka_unit_test(what_is_too_large),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
