#include "unit.h"

#include "base/memory.h"

static void text_grows(void **state)
{
    (void)state;
    struct text t = {0};
    for (int i = 0; i < 500; i++)
        text_printf(&t, "%d,", i % 10);
    text_puts(&t, "end");
    text_append(&t, "\0z", 2);
    assert_int_equal(t.length, 1005);
    assert_false(t.failed);
    char *bytes = text_take(&t);
    assert_memory_equal(bytes, "0,1,2,", 6);
    assert_memory_equal(bytes + 1000, "end\0z", 6);
    free(bytes);
    assert_null(t.bytes);
}

static void an_empty_text_is_a_string(void **state)
{
    (void)state;
    struct text t = {0};
    char *bytes = text_take(&t);
    assert_string_equal(bytes, "");
    free(bytes);
    text_puts(&t, "");
    text_append(&t, NULL, 0);
    assert_int_equal(t.length, 0);
    text_fini(&t);
}

static void exact_sizes_leave_room_for_the_nul(void **state)
{
    (void)state;
    for (size_t length = 60; length < 70; length++) {
        struct text t = {0};
        for (size_t i = 0; i < length; i++)
            text_append(&t, "x", 1);
        text_printf(&t, "%s", "");
        assert_int_equal(strlen(t.bytes), length);
        text_fini(&t);
    }
}

static void columns_are_padded(void **state)
{
    (void)state;
    struct text t = {0};
    text_puts(&t, "ab");
    text_pad(&t, 0, 5);
    size_t start = t.length;
    text_puts(&t, "longer than that");
    text_pad(&t, start, 5); /* at least one */
    text_puts(&t, "|");
    assert_string_equal(t.bytes, "ab   longer than that |");
    text_fini(&t);
}

static void a_failure_sticks(void **state)
{
    (void)state;
    struct text t = {0};
    text_puts(&t, "kept");
    static const char anything[] = "never read";
    text_append(&t, anything, SIZE_MAX); /* too large to be tried */
    assert_true(t.failed);
    text_puts(&t, "more");
    text_printf(&t, "%d", 3);
    text_pad(&t, 0, 100);
    assert_string_equal(t.bytes, "kept");
    assert_null(text_take(&t));
    assert_null(t.bytes);
    assert_false(t.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows),
        cmocka_unit_test(an_empty_text_is_a_string),
        cmocka_unit_test(exact_sizes_leave_room_for_the_nul),
        cmocka_unit_test(columns_are_padded),
        cmocka_unit_test(a_failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
