#include "unit.h"

#include "import/json_place.h"

#include <string.h>

static void expect_place(const char *text, const struct json_step *path, size_t depth, bool key, const char *expected)
{
    size_t from = 99, to = 99;
    bool found = json_place(text, strlen(text), path, depth, key, &from, &to);
    if (!expected) {
        assert_false(found);
        assert_int_equal(from, 99);
        return;
    }
    assert_true(found);
    assert_int_equal(to - from, strlen(expected));
    assert_memory_equal(text + from, expected, to - from);
}

static const char text[] = " { \"a\" : [ 1 , {\"}\": \"]\\\"\"}, [[]] ] , \"b\":{\"a\":null},\"c\" : true }";

static void values_are_found(void **state)
{
    (void)state;
    struct json_step a = {"a", 0}, b = {"b", 0}, first = {NULL, 0}, second = {NULL, 1}, third = {NULL, 2}, inner = {"}", 0};
    expect_place(text, NULL, 0, false, text + 1);
    expect_place(text, &a, 1, false, "[ 1 , {\"}\": \"]\\\"\"}, [[]] ]");
    expect_place(text, (struct json_step[]){a, first}, 2, false, "1");
    expect_place(text, (struct json_step[]){a, second}, 2, false, "{\"}\": \"]\\\"\"}");
    expect_place(text, (struct json_step[]){a, second, inner}, 3, false, "\"]\\\"\"");
    expect_place(text, (struct json_step[]){a, third}, 2, false, "[[]]");
    expect_place(text, (struct json_step[]){b, a}, 2, false, "null");
    expect_place(text, &(struct json_step){"c", 0}, 1, false, "true");
}

static void keys_are_found(void **state)
{
    (void)state;
    expect_place(text, &(struct json_step){"c", 0}, 1, true, "\"c\"");
    expect_place(text, (struct json_step[]){{"b", 0}, {"a", 0}}, 2, true, "\"a\"");
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    expect_place(text, &(struct json_step){"d", 0}, 1, false, NULL);
    expect_place(text, (struct json_step[]){{"a", 0}, {NULL, 3}}, 2, false, NULL);
    expect_place(text, (struct json_step[]){{"a", 0}, {"a", 0}}, 2, false, NULL);
    expect_place(text, (struct json_step[]){{"b", 0}, {NULL, 0}}, 2, false, NULL);
    expect_place("", NULL, 0, false, NULL);
}

static void torn_text_is_survived(void **state)
{
    (void)state;
    struct json_step path[] = {{"a", 0}, {NULL, 1}, {"}", 0}};
    for (size_t length = 0; length < strlen(text); length++) {
        char *torn = test_malloc(length ? length : 1); /* so that a sanitizer sees a read behind it */
        memcpy(torn, text, length);
        size_t from, to;
        for (size_t depth = 0; depth <= 3; depth++) {
            if (json_place(torn, length, path, depth, depth & 1, &from, &to))
                assert_true(from <= to && to <= length);
        }
        test_free(torn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_found),
        cmocka_unit_test(keys_are_found),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(torn_text_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
