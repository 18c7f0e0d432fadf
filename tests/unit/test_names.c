#include "unit.h"

#include <stdio.h>

#include "base/names.h"

static name_id intern(struct names *n, const char *text)
{
    return names_intern(n, text, strlen(text));
}

static void equal_strings_have_equal_ids(void **state)
{
    (void)state;
    struct memory m = {0};
    struct names *n = names_new(&m);
    name_id first = intern(n, "uksched");
    assert_int_not_equal(first, 0);
    assert_int_equal(names_find(n, "uksched", 7), first);
    assert_int_equal(names_intern(n, "ukschedcoop", 7), first);
    assert_int_not_equal(intern(n, "ukschedcoop"), first);
    assert_int_equal(names_find(n, "lwip", 4), 0);
    assert_string_equal(names_text(n, first), "uksched");
    assert_string_equal(names_text(n, 0), "");
    assert_string_equal(names_text(n, 12345), "");
    name_id empty = intern(n, "");
    assert_int_not_equal(empty, 0);
    assert_int_equal(names_find(n, NULL, 0), empty);
    assert_int_not_equal(names_intern(n, "a\0b", 3), names_intern(n, "a\0c", 3));
    names_free(n);
    names_free(NULL);
    assert_int_equal(m.used, 0);
}

static void many_names_stay_apart(void **state)
{
    (void)state;
    struct memory m = {0};
    struct names *n = names_new(&m);
    char text[32];
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "n%u", i);
        assert_int_equal(intern(n, text), i + 1); /* ids do not depend on the hash */
    }
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "n%u", i);
        assert_int_equal(names_find(n, text, strlen(text)), i + 1);
        assert_string_equal(names_text(n, i + 1), text);
    }
    names_free(n);
    assert_int_equal(m.used, 0);
}

static void failures_leave_the_table_whole(void **state)
{
    (void)state;
    for (size_t fail = 1; fail < 200; fail++) {
        struct memory m = {.fail_after = fail};
        struct names *n = names_new(&m);
        if (!n) {
            assert_int_equal(m.used, 0);
            continue;
        }
        char text[32];
        unsigned failed = 0;
        for (unsigned i = 0; i < 100; i++) {
            snprintf(text, sizeof text, "name%u", i);
            name_id id = intern(n, text);
            if (id == 0) {
                failed++;
                id = intern(n, text); /* once more */
            }
            assert_int_equal(id, i + 1);
            assert_string_equal(names_text(n, id), text);
        }
        assert_true(failed <= 1);
        names_free(n);
        assert_int_equal(m.used, 0);
    }
}

static void distances_count_slips(void **state)
{
    (void)state;
    assert_int_equal(names_distance("uksched", "uksched", 3), 0);
    assert_int_equal(names_distance("ukshced", "uksched", 3), 1); /* swapped */
    assert_int_equal(names_distance("uksced", "uksched", 3), 1);
    assert_int_equal(names_distance("ukschedd", "uksched", 3), 1);
    assert_int_equal(names_distance("uksxhed", "uksched", 3), 1);
    assert_int_equal(names_distance("", "abc", 3), 3);
    assert_int_equal(names_distance("abc", "", 3), 3);
    assert_int_equal(names_distance("", "", 0), 0);
    assert_int_equal(names_distance("kitten", "sitting", 5), 3);
    assert_int_equal(names_distance("ca", "abc", 5), 3);
    assert_int_equal(names_distance("abcdef", "uvwxyz", 2), 3); /* never more than limit + 1 */
    assert_int_equal(names_distance("a", "abcdefgh", 2), 3);
    assert_int_equal(names_distance("a", "b", 0), 1);
    char a[400], b[400];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    a[399] = b[399] = '\0';
    assert_int_equal(names_distance(a, b, 3), 0);
    b[7] = 'b';
    assert_int_equal(names_distance(a, b, 3), 4); /* long ones are not compared */
    a[255] = b[255] = '\0';
    assert_int_equal(names_distance(a, b, 3), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_strings_have_equal_ids),
        cmocka_unit_test(many_names_stay_apart),
        cmocka_unit_test(failures_leave_the_table_whole),
        cmocka_unit_test(distances_count_slips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
