#include "model_support.h"

static void paths_are_compared(void **state)
{
    (void)state;
    struct placement one[] = {{0, 1}, {1, 1}}, two[] = {{0, 1}, {1, 2}}, three[] = {{0, 2}, {1, 1}};
    struct choice a = {.path = one, .depth = 2}, b = {.path = two, .depth = 2}, c = {.path = three, .depth = 2},
                  d = {.path = one, .depth = 1}, e = {.depth = 0};
    assert_true(path_equal(&a, &a) && path_equal(&e, &e));
    assert_false(path_equal(&a, &b) || path_equal(&a, &d) || path_equal(&d, &a) || path_equal(&a, &e));
    assert_int_equal(path_common(&a, &b), 1);
    assert_int_equal(path_common(&a, &c), 0);
    assert_int_equal(path_common(&a, &d), 1);
    assert_int_equal(path_common(&a, &a), 2);
    assert_int_equal(path_common(&a, &e), 0);
}

static void numbers_follow_the_components(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES MECHANISMS "component a { [Language] ::= C }\ncomponent b : a { }\ncomponent c : a { }\n"
                                                    "component d : a { }\n");
    uint32_t mpk = model_find_mechanism(m, "mpk"), ept = model_find_mechanism(m, "ept");
    /* `mpk:7` in one compartment is not `mpk:7` in another */
    struct placement a[] = {{ept, 9}, {mpk, 7}}, b[] = {{ept, 4}, {mpk, 7}}, c[] = {{ept, 9}, {mpk, 7}}, d[] = {{mpk, 7}};
    struct choice choices[] = {
        {.path = a, .depth = 2}, {.path = b, .depth = 2}, {.path = c, .depth = 2}, {.path = d, .depth = 1}};
    struct configuration given = {choices, 4};
    struct arena scratch;
    arena_init(&scratch, &m->ctx->memory);
    struct configuration *copy = configuration_copy(&scratch, &given);
    assert_non_null(copy);
    assert_true(configuration_renumber(m, copy));
    assert_int_equal(a[0].number, 9); /* the copy is its own */
    const struct choice *out = copy->choices;
    assert_int_equal(out[0].path[0].number, 1);
    assert_int_equal(out[0].path[1].number, 1);
    assert_int_equal(out[1].path[0].number, 2);
    assert_int_equal(out[1].path[1].number, 2);
    assert_true(path_equal(&out[0], &out[2]));
    assert_int_equal(out[3].path[0].number, 3);
    arena_fini(&scratch);
    drop(m);
}

static void forms_are_found(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C }\n"
                                         "component b { [Language] ::= C variant one { } variant two { } }\n");
    assert_int_equal(model_find_form(m, 0, NULL), 0);
    assert_int_equal(model_find_form(m, 0, "one"), NONE);
    assert_int_equal(model_find_form(m, 1, NULL), NONE);
    assert_int_equal(model_find_form(m, 1, "two"), 2);
    assert_int_equal(model_find_form(m, 1, "never seen"), NONE);
    assert_int_equal(model_find_form(m, 7, "one"), NONE);
    drop(m);
}

static void operations_are_a_table(void **state)
{
    (void)state;
    assert_int_equal(operation_find("X", 1)->leaves, OP_CALL | OP_RETURN);
    assert_int_equal(operation_find("X.return", 8)->leaves, OP_RETURN);
    assert_null(operation_find("x", 1));
    assert_null(operation_find("X.c", 3));
    assert_string_equal(operation_leaf_name(LEAF_CALL), "X.call");
    assert_string_equal(operation_set_name(OP_EXECUTE), "X");
    assert_string_equal(operation_set_name(OPS_ALL), "R, W, X");
    assert_string_equal(operation_set_name(OP_READ | OP_RETURN), "R, X.return");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_compared), cmocka_unit_test(numbers_follow_the_components), cmocka_unit_test(forms_are_found),
        cmocka_unit_test(operations_are_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
