/* What is left when equal components have no names, held against all their exchanges. */
#include "model_support.h"

#include "answers/exchange.h"
#include "solve/engine.h"

#define WORLD                                                                                                            \
    "language Wild { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }\n"                  \
    "language Tame { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= * }\n"                  \
    "mechanism wall  { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 100 cycles }\n"                              \
    "mechanism fence { [Boundary] ::= R(shared), W(shared), X(api)  [Within] ::= wall  [Gate] ::= 10 cycles }\n"            \
    "mechanism bolt  { [Applies] ::= Wild  [Transform] ::= R(*) -> R(intent), W(*) -> W(intent), X(*) -> X(intent) }\n"

/* a and b are equal, and so are e, f and g; in the second one e and f are named. */
static const char *const systems[] = {
    WORLD "component a { [Language] ::= Wild [Requires] ::= X }\ncomponent b { [Language] ::= Wild [Requires] ::= X }\n"
              "component e { [Language] ::= Tame }\ncomponent f { [Language] ::= Tame }\ncomponent g { [Language] ::= Tame }\n"
              "system s { [Components] ::= a, b, e, f, g [Mechanisms] ::= wall, fence, bolt [Minimise] ::= compartments }\n",
    WORLD "component a { [Language] ::= Wild [Requires] ::= X }\ncomponent b { [Language] ::= Wild [Requires] ::= X }\n"
              "component e { [Language] ::= Tame }\ncomponent f { [Language] ::= Tame }\ncomponent g { [Language] ::= Tame }\n"
              "system s { [Components] ::= a, b, e, f, g [Mechanisms] ::= wall, bolt [Apart] ::= e, f }\n",
};
/* Of each system, whom an exchange leaves in its class. */
static const uint32_t classes[][5] = {{0, 0, 2, 2, 2}, {0, 0, 2, 3, 4}};

enum { MEMBERS = 5 };

static bool is_exchange(const uint32_t *class_, const uint32_t *to)
{
    bool taken[MEMBERS] = {false};
    for (uint32_t c = 0; c < MEMBERS; c++) {
        if (class_[c] != class_[to[c]] || taken[to[c]])
            return false;
        taken[to[c]] = true;
    }
    return true;
}

/* Does some exchange make the one of the other? */
static bool comes_of(const struct model *m, const uint32_t *class_, const struct configuration *x, const struct configuration *y)
{
    uint32_t to[MEMBERS];
    bool any = false;
    for (uint32_t code = 0; code < 3125 && !any; code++) {
        for (uint32_t c = 0, rest = code; c < MEMBERS; c++, rest /= MEMBERS)
            to[c] = rest % MEMBERS;
        if (!is_exchange(class_, to))
            continue;
        struct arena a;
        arena_init(&a, &m->ctx->memory);
        struct configuration *moved = configuration_copy(&a, x);
        assert_non_null(moved);
        for (uint32_t c = 0; c < MEMBERS; c++) {
            struct configuration *again = configuration_copy(&a, x);
            assert_non_null(again);
            uint32_t form = m->components[to[c]].first_form + x->choices[c].form - m->components[c].first_form;
            moved->choices[to[c]] = again->choices[c];
            moved->choices[to[c]].form = form;
        }
        assert_true(configuration_renumber(m, moved));
        any = configuration_equal(moved, y);
        arena_fini(&a);
    }
    return any;
}

static struct engine_result all_of(const struct model *m, enum engine_goal goal)
{
    struct engine_request request = {.goal = goal, .top = 100000};
    struct engine_result r;
    assert_int_equal(engine_exhaustive.run(m, &request, &r), MSPEC_OK);
    assert_true(r.complete);
    return r;
}

static void one_of_each_orbit_is_left(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof systems / sizeof *systems; s++) {
        struct model *m = model_of(systems[s]);
        struct engine_result all = all_of(m, GOAL_TOP), some = all_of(m, GOAL_TOP);
        assert_true(all.count > 10);
        assert_int_equal(exchange_drop_alike(m, some.configurations, &some.count), MSPEC_OK);
        assert_true(some.count < all.count);
        for (size_t i = 0; i < all.count; i++) {
            size_t found = 0;
            for (size_t k = 0; k < some.count; k++)
                found += comes_of(m, classes[s], all.configurations[i], some.configurations[k]);
            assert_int_equal(found, 1);
        }
        engine_result_fini(&all);
        engine_result_fini(&some);
        drop(m);
    }
}

/* As many as were asked for, though others stood between them; and no more than there are. */
static void the_cheapest_are_filled_up(void **state)
{
    (void)state;
    struct model *m = model_of(systems[0]);
    struct engine_result all = all_of(m, GOAL_TOP);
    assert_int_equal(exchange_drop_alike(m, all.configurations, &all.count), MSPEC_OK);
    for (size_t top = 1; top < all.count + 3; top += 4) {
        struct engine_request request = {.goal = GOAL_TOP, .top = top};
        struct engine_result r;
        assert_int_equal(exchange_top(m, &engine_auto, &request, &r), MSPEC_OK);
        assert_true(r.complete);
        assert_int_equal(r.count, top < all.count ? top : all.count);
        engine_result_fini(&r);
    }
    engine_result_fini(&all);
    drop(m);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct model *m = model_of(systems[0]);
    struct engine_result all = all_of(m, GOAL_TOP);
    bool finished = false;
    for (size_t n = 1; !finished; n += 1 + n / 50) {
        struct configuration *list[40];
        size_t count = 40;
        assert_true(all.count >= count);
        memcpy(list, all.configurations, sizeof list);
        m->ctx->memory.exhausted = false;
        m->ctx->memory.fail_after = n;
        mspec_status status = exchange_drop_alike(m, list, &count);
        m->ctx->memory.fail_after = 0;
        finished = status == MSPEC_OK;
        if (!finished) {
            assert_int_equal(status, MSPEC_ERROR_MEMORY);
            assert_int_equal(count, 40);
            assert_memory_equal(list, all.configurations, sizeof list);
        }
    }
    m->ctx->memory.exhausted = false;
    engine_result_fini(&all);
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_each_orbit_is_left),
        cmocka_unit_test(the_cheapest_are_filled_up),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
