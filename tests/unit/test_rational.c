#include "unit.h"

#include "base/rational.h"

static const int128 most = (int128)(~(unsigned __int128)0 >> 1);
#define LEAST (-most - 1)

static struct rational fraction(int128 num, int128 den)
{
    struct rational r;
    assert_true(rational_make(num, den, &r));
    return r;
}

static void assert_is(struct rational r, int128 num, int128 den)
{
    assert_true(r.num == num);
    assert_true(r.den == den);
}

static void assert_prints(struct rational r, unsigned digits, const char *expected)
{
    struct text t = {0};
    rational_print(&t, r, digits);
    char *text = text_take(&t);
    assert_string_equal(text, expected);
    free(text);
}

static void fractions_are_reduced(void **state)
{
    (void)state;
    struct rational r;
    assert_is(fraction(6, -4), -3, 2);
    assert_is(fraction(-6, -4), 3, 2);
    assert_is(fraction(0, -7), 0, 1);
    assert_is(rational_from(-5), -5, 1);
    assert_false(rational_make(1, 0, &r));
    assert_is(fraction(LEAST, 2), LEAST / 2, 1);
    assert_is(fraction(LEAST, LEAST), 1, 1);
    assert_false(rational_make(1, LEAST, &r)); /* the denominator would be 2^127 */
    assert_false(rational_make(LEAST, -1, &r));
    assert_is(fraction(3 * (most / 3), 3), most / 3, 1);
}

static void tenths_are_exact(void **state)
{
    (void)state;
    struct rational sum;
    assert_true(rational_add(fraction(1, 10), fraction(2, 10), &sum));
    assert_int_equal(rational_compare(sum, fraction(3, 10)), 0);
    assert_true(rational_sub(sum, fraction(3, 10), &sum));
    assert_is(sum, 0, 1);
    assert_true(rational_mul(fraction(2, 3), fraction(-9, 4), &sum));
    assert_is(sum, -3, 2);
    assert_true(rational_div(fraction(2, 3), fraction(-4, 9), &sum));
    assert_is(sum, -3, 2);
    assert_false(rational_div(sum, RATIONAL_ZERO, &sum));
}

static void only_results_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    struct rational r, big = {most, 1}, tiny = {1, most};
    assert_false(rational_add(big, rational_from(1), &r));
    assert_false(rational_sub(rational_from(-2), big, &r));
    assert_false(rational_mul(big, rational_from(2), &r));
    assert_false(rational_div(tiny, rational_from(2), &r));
    /* intermediate results that do not fit, final ones that do */
    assert_true(rational_mul(big, tiny, &r));
    assert_is(r, 1, 1);
    assert_true(rational_div(big, big, &r));
    assert_is(r, 1, 1);
    assert_true(rational_sub(tiny, tiny, &r));
    assert_is(r, 0, 1);
    assert_true(rational_add(fraction(most / 2, most), fraction(most / 2, most), &r));
    assert_is(r, 2 * (most / 2), most);
    struct rational a = {1, (int128)3 << 120}, b = {1, (int128)5 << 120};
    assert_true(rational_add(a, b, &r)); /* 8 / (15 · 2^120) */
    assert_is(r, 1, (int128)15 << 117);
    assert_true(rational_sub(a, b, &r));
    assert_is(r, 1, (int128)15 << 119);
    assert_true(rational_sub(rational_from(-1), (struct rational){LEAST, 1}, &r));
    assert_is(r, most, 1);
    assert_false(rational_sub(rational_from(0), (struct rational){LEAST, 1}, &r));
}

static void comparison_is_exact_at_any_size(void **state)
{
    (void)state;
    struct rational a = {most, most - 1}, b = {most - 1, most - 2};
    assert_int_equal(rational_compare(a, b), -1);
    assert_int_equal(rational_compare(b, a), 1);
    assert_int_equal(rational_compare(a, a), 0);
    assert_int_equal(rational_compare((struct rational){-most, most - 1}, (struct rational){1 - most, most - 2}), 1);
    assert_int_equal(rational_compare((struct rational){LEAST, 1}, (struct rational){-most, 1}), -1);
    assert_int_equal(rational_compare((struct rational){LEAST, 1}, (struct rational){most, 1}), -1);
    assert_int_equal(rational_compare(rational_from(0), rational_from(-1)), 1);
    assert_int_equal(rational_compare(fraction(1, 3), fraction(1, 2)), -1);
}

static void products_of_128_bits_tell_whether_they_fit(void **state)
{
    (void)state;
    int128 x = 7;
    assert_true(int128_mul((int128)1 << 63, (int128)1 << 63, &x));
    assert_true(x == (int128)1 << 126);
    assert_true(int128_mul(-((int128)1 << 63), (int128)1 << 64, &x));
    assert_true(x == LEAST);
    assert_false(int128_mul((int128)1 << 63, (int128)1 << 64, &x));
    assert_false(int128_mul(LEAST, -1, &x));
    assert_false(int128_mul(most, most, &x));
    assert_true(int128_mul(LEAST, 0, &x));
    assert_true(x == 0);
    assert_true(int128_add(most, LEAST, &x));
    assert_true(x == -1);
    assert_false(int128_add(most, 1, &x));
    assert_false(int128_add(LEAST, -1, &x));
    assert_true(int128_sub(-1, LEAST, &x));
    assert_true(x == most);
    assert_false(int128_sub(LEAST, 1, &x));
    assert_false(int128_sub(0, LEAST, &x));
}

/* Against plain arithmetic on small numbers, and the laws that must hold on large ones. */
static void random_numbers_obey_the_laws(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int round = 0; round < 20000; round++) {
        int64_t v[4];
        for (int i = 0; i < 4; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            v[i] = (int64_t)(seed >> 1) >> (round % 60);
            v[i] = seed & 1 ? -v[i] : v[i];
        }
        struct rational a = fraction(v[0], v[1] ? v[1] : 1), b = fraction(v[2], v[3] ? v[3] : 1), sum, back, product;
        if (rational_add(a, b, &sum)) {
            assert_true(rational_sub(sum, b, &back));
            assert_is(back, a.num, a.den);
            assert_int_equal(rational_compare(sum, a), (b.num > 0) - (b.num < 0));
        }
        if (b.num && rational_mul(a, b, &product)) {
            assert_true(rational_div(product, b, &back));
            assert_is(back, a.num, a.den);
        }
        if (sizeof(long double) > 8) {
            long double x = (long double)a.num / (long double)a.den, y = (long double)b.num / (long double)b.den;
            long double apart = x - y, scale = x < 0 ? -x : x;
            if (apart > scale * 1e-12L)
                assert_int_equal(rational_compare(a, b), 1);
            else if (apart < -scale * 1e-12L)
                assert_int_equal(rational_compare(a, b), -1);
        }
    }
}

static void decimals_are_printed(void **state)
{
    (void)state;
    assert_prints(fraction(145, 20), 3, "7.25");
    assert_prints(fraction(1, 3), 3, "0.333");
    assert_prints(fraction(2, 3), 3, "0.667");
    assert_prints(fraction(2, 3), 0, "1");
    assert_prints(fraction(1, 2), 0, "1");
    assert_prints(fraction(-1, 3), 2, "-0.33");
    assert_prints(fraction(-1, 1000), 2, "0");
    assert_prints(fraction(1, 1000), 3, "0.001");
    assert_prints(fraction(1999, 1000), 2, "2");
    assert_prints(fraction(9995, 1000), 2, "10");
    assert_prints(rational_from(0), 5, "0");
    assert_prints(rational_from(-1200), 2, "-1200");
    assert_prints((struct rational){most, 1}, 2, "170141183460469231731687303715884105727");
    assert_prints((struct rational){LEAST, 1}, 2, "-170141183460469231731687303715884105728");
    assert_prints((struct rational){most - 1, most}, 4, "1");
    assert_prints((struct rational){most / 4, most}, 4, "0.25");
    assert_prints(fraction(1, 7), 70, "0.1428571428571428571428571428571428571428571428571428571428571429");
    assert_true(rational_to_double(fraction(29, 4)) == 7.25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fractions_are_reduced),
        cmocka_unit_test(tenths_are_exact),
        cmocka_unit_test(only_results_that_do_not_fit_are_refused),
        cmocka_unit_test(comparison_is_exact_at_any_size),
        cmocka_unit_test(products_of_128_bits_tell_whether_they_fit),
        cmocka_unit_test(random_numbers_obey_the_laws),
        cmocka_unit_test(decimals_are_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
