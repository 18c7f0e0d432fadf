#include "unit.h"

#include <string.h>

#include "syntax/number.h"
#include "syntax/syntax.h"

static struct number parsed(const char *text, size_t expected_used)
{
    struct number number;
    size_t used;
    const char *error;
    if (!syntax_parse_number(text, strlen(text), &number, &used, &error))
        fail_msg("`%s`: %s", text, error);
    assert_int_equal(used, expected_used);
    return number;
}

static void reads(const char *text, long num, long den, enum unit unit)
{
    struct number number = parsed(text, strlen(text));
    assert_true(number.value.num == num && number.value.den == den);
    assert_int_equal(number.unit, unit);
}

static enum number_fault fault(const char *text, size_t *used)
{
    struct number number;
    size_t digits;
    return number_parse(text, strlen(text), &number, used, &digits);
}

static void units_multiply(void **state)
{
    (void)state;
    reads("15", 15, 1, UNIT_NONE);
    reads("14.2", 71, 5, UNIT_NONE);
    reads("007", 7, 1, UNIT_NONE);
    reads("1.500", 3, 2, UNIT_NONE);
    reads("0", 0, 1, UNIT_NONE);
    reads("64 B", 64, 1, UNIT_BYTES);
    reads("8 KiB", 8192, 1, UNIT_BYTES);
    reads("8KiB", 8192, 1, UNIT_BYTES);
    reads("2 MiB", 2 << 20, 1, UNIT_BYTES);
    reads("1 GiB", 1 << 30, 1, UNIT_BYTES);
    reads("31%", 31, 1, UNIT_PERCENT);
    reads("0.5 %", 1, 2, UNIT_PERCENT);
    reads("108 cycles", 108, 1, UNIT_CYCLES);
    reads("3 ns", 3, 1000000000, UNIT_SECONDS);
    reads("5 us", 1, 200000, UNIT_SECONDS);
    reads("250 ms", 1, 4, UNIT_SECONDS);
    reads("30s", 30, 1, UNIT_SECONDS);
    reads("7 /s", 7, 1, UNIT_RATE);
    reads("7/s", 7, 1, UNIT_RATE);
    reads("7 k/s", 7000, 1, UNIT_RATE);
    reads("1.2 M/s", 1200000, 1, UNIT_RATE);
    reads("1.2M/s", 1200000, 1, UNIT_RATE);
    reads("1 G/s", 1000000000, 1, UNIT_RATE);
    reads("50 Hz", 50, 1, UNIT_HERTZ);
    reads("2 kHz", 2000, 1, UNIT_HERTZ);
    reads("2 MHz", 2000000, 1, UNIT_HERTZ);
    reads("2.2 GHz", 2200000000, 1, UNIT_HERTZ);
}

static void hexadecimal_needs_a_blank_before_its_unit(void **state)
{
    (void)state;
    reads("0x4000", 0x4000, 1, UNIT_NONE);
    reads("0XfF", 255, 1, UNIT_NONE);
    reads("0x4000B", 0x4000b, 1, UNIT_NONE);
    reads("0x40 B", 64, 1, UNIT_BYTES);
    reads("0x4 KiB", 4096, 1, UNIT_BYTES);
    assert_true(parsed("0x10", 4).hexadecimal);
    assert_false(parsed("10", 2).hexadecimal);
    size_t used;
    assert_int_equal(fault("0x40KiB", &used), NUMBER_HEX_UNIT);
    assert_int_equal(fault("0x", &used), NUMBER_HEX_EMPTY);
    assert_int_equal(fault("0xyz,", &used), NUMBER_HEX_EMPTY);
    assert_int_equal(used, 4);
}

static void what_follows_is_left(void **state)
{
    (void)state;
    parsed("0..64", 1);
    parsed("64]", 2);
    parsed("16; cpu", 2);
    parsed("16 or newer", 2);
    parsed("31%)", 3);
    parsed("1.2 M/s)", 7);
    parsed("8 KiB, x", 5);
    parsed("12 \n", 2);
    parsed("4KiB..8 KiB", 4);
    parsed("12 s.x", 2);
    parsed("12 ms(", 2);
    parsed("1.5.", 3);
    parsed("1.", 1);
    parsed("1->", 1);
    parsed("4->x", 1);
}

static void faults_are_told_apart(void **state)
{
    (void)state;
    size_t used;
    assert_int_equal(fault("", &used), NUMBER_NONE);
    assert_int_equal(fault("x", &used), NUMBER_NONE);
    assert_int_equal(fault("-1", &used), NUMBER_NONE);
    assert_int_equal(fault("5x", &used), NUMBER_UNIT);
    assert_int_equal(used, 2);
    assert_int_equal(fault("1e5", &used), NUMBER_FORM);
    assert_int_equal(fault("1_000", &used), NUMBER_FORM);
    assert_int_equal(fault("5KB)", &used), NUMBER_UNIT);
    assert_int_equal(used, 3);
    assert_int_equal(fault("5sx", &used), NUMBER_UNIT);
    assert_int_equal(fault("5kiB", &used), NUMBER_UNIT);
    assert_int_equal(fault("5 k/x", &used), NUMBER_FINE);
    assert_int_equal(fault("5k/x", &used), NUMBER_UNIT);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    size_t used;
    parsed("18446744073709551615", 20);
    assert_int_equal(fault("18446744073709551616", &used), NUMBER_TOO_LARGE);
    assert_int_equal(used, 20);
    parsed("0xffffffffffffffff", 18);
    assert_int_equal(fault("0x10000000000000000", &used), NUMBER_TOO_LARGE);
    assert_int_equal(fault("17179869184 GiB", &used), NUMBER_TOO_LARGE);
    parsed("17179869183 GiB", 15);
    parsed("0.000000000000000001", 20);
    parsed("0.0000000000000000010000000000000000000000000000000000000000000", 64 - 1);
    assert_int_equal(fault("0.0000000000000000001", &used), NUMBER_TOO_FINE);
    parsed("18446744073709551615.999999999999999999", 39);
    parsed("18446744073709551615.999999999999999999 ns", 42);
    static char nines[100001];
    memset(nines, '9', sizeof nines - 1);
    assert_int_equal(fault(nines, &used), NUMBER_TOO_LARGE);
    assert_int_equal(used, sizeof nines - 1);
}

static void misspelt_units_are_understood(void **state)
{
    (void)state;
    assert_string_equal(number_unit_meant("KB", 2), "KiB");
    assert_string_equal(number_unit_meant("kib", 3), "KiB");
    assert_string_equal(number_unit_meant("KiB", 3), "KiB");
    assert_string_equal(number_unit_meant("percent", 7), "%");
    assert_null(number_unit_meant("lwip", 4));
    assert_null(number_unit_meant("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_multiply),
        cmocka_unit_test(hexadecimal_needs_a_blank_before_its_unit),
        cmocka_unit_test(what_follows_is_left),
        cmocka_unit_test(faults_are_told_apart),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(misspelt_units_are_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
