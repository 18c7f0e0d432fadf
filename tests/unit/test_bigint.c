#include "unit.h"

#include "base/bigint.h"

static struct memory memory;
static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    memory = (struct memory){0};
    arena_init(&arena, &memory);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_fini(&arena);
    return memory.used == 0 ? 0 : -1;
}

static struct bigint number(uint64_t value)
{
    struct bigint x;
    assert_true(bigint_set(&arena, &x, value));
    return x;
}

static struct bigint product(struct bigint x, struct bigint y)
{
    assert_true(bigint_mul(&arena, &x, x, y));
    return x;
}

static struct bigint sum(struct bigint x, struct bigint y)
{
    assert_true(bigint_add(&arena, &x, x, y));
    return x;
}

static void small_numbers(void **state)
{
    (void)state;
    uint64_t value;
    assert_string_equal(bigint_to_text(&arena, number(0)), "0");
    assert_null(number(0).limbs);
    assert_string_equal(bigint_to_text(&arena, number(7624)), "7624");
    assert_string_equal(bigint_to_text(&arena, number(UINT64_MAX)), "18446744073709551615");
    assert_string_equal(bigint_to_text(&arena, number(10000000000000000000u)), "10000000000000000000");
    assert_true(bigint_to_u64(number(UINT64_MAX), &value));
    assert_true(value == UINT64_MAX);
    assert_true(bigint_to_u64(number(0), &value));
    assert_int_equal(value, 0);
    assert_false(bigint_to_u64(sum(number(UINT64_MAX), number(1)), &value));
}

static void sums_and_products(void **state)
{
    (void)state;
    struct bigint big = sum(number(UINT64_MAX), number(1));
    assert_string_equal(bigint_to_text(&arena, big), "18446744073709551616");
    assert_string_equal(bigint_to_text(&arena, product(big, big)), "340282366920938463463374607431768211456");
    assert_int_equal(product(big, number(0)).count, 0);
    assert_int_equal(product(number(0), big).count, 0);
    assert_int_equal(bigint_compare(sum(number(0), big), big), 0);
    assert_int_equal(bigint_compare(sum(big, number(0)), big), 0);
    assert_int_equal(sum(number(0), number(0)).count, 0);
    struct bigint factorial = number(1);
    for (uint64_t i = 2; i <= 50; i++)
        factorial = product(factorial, number(i));
    assert_string_equal(bigint_to_text(&arena, factorial),
                        "30414093201713378043612608166064768844377641568960512000000000000");
}

static void order(void **state)
{
    (void)state;
    struct bigint big = product(number(UINT64_MAX), number(UINT64_MAX));
    assert_int_equal(bigint_compare(number(3), number(4)), -1);
    assert_int_equal(bigint_compare(number(4), number(3)), 1);
    assert_int_equal(bigint_compare(number(0), number(0)), 0);
    assert_int_equal(bigint_compare(number(5), big), -1);
    assert_int_equal(bigint_compare(big, number(0)), 1);
    assert_int_equal(bigint_compare(sum(big, number(1)), big), 1);
}

/* 10^n prints as a one and n zeros: every digit passes through every limb. */
static void powers_of_ten(void **state)
{
    (void)state;
    struct bigint x = number(1);
    for (int n = 1; n <= 2000; n++) {
        x = product(x, number(10));
        if (n % 97)
            continue;
        char *text = bigint_to_text(&arena, x);
        assert_int_equal(strlen(text), n + 1);
        assert_int_equal(text[0], '1');
        assert_int_equal(strspn(text + 1, "0"), n);
    }
    struct bigint square = product(x, x);
    assert_int_equal(strlen(bigint_to_text(&arena, square)), 4001);
}

static void failures_are_reported(void **state)
{
    (void)state;
    struct bigint x = number(3), y;
    memory.fail_after = 1;
    assert_false(bigint_set(&arena, &y, 1));
    memory.fail_after = 1;
    assert_false(bigint_add(&arena, &y, x, x));
    memory.fail_after = 1;
    assert_false(bigint_mul(&arena, &y, x, x));
    memory.fail_after = 1;
    assert_null(bigint_to_text(&arena, x));
    memory.fail_after = 2;
    assert_null(bigint_to_text(&arena, x));
    assert_string_equal(bigint_to_text(&arena, x), "3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(small_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sums_and_products, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(powers_of_ten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(failures_are_reported, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
