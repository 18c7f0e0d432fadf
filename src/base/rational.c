/* Exact fractions. The common case stays within 128 bits; where an intermediate result does not fit, the operation is done
 * again with wide numbers (GMP's mpn functions on arrays of fixed size), so that only a *result* that does not fit is
 * refused. */
#include "base/rational.h"

#include <gmp.h>
#include <string.h>

typedef unsigned __int128 uint128;

_Static_assert(sizeof(mp_limb_t) == 8, "limbs of 64 bits");

enum { WIDE = 5 }; /* limbs: a sum of two products of 128 bits, and its carry */

static const uint128 int128_most = ~(uint128)0 >> 1;

static uint128 magnitude(int128 x)
{
    return x < 0 ? -(uint128)x : (uint128)x;
}

/* The number of that sign and size; false when it does not fit. */
static bool with_sign(bool negative, uint128 size, int128 *out)
{
    if (size > int128_most + negative)
        return false;
    *out = negative ? (int128)-size : (int128)size;
    return true;
}

/* The whole product: high and low half. */
static void multiply_wide(uint128 a, uint128 b, uint128 *high, uint128 *low)
{
    uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64), b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
    uint128 p00 = (uint128)a0 * b0, p01 = (uint128)a0 * b1, p10 = (uint128)a1 * b0, p11 = (uint128)a1 * b1;
    uint128 middle = (p00 >> 64) + (uint64_t)p01 + (uint64_t)p10;
    *low = (middle << 64) | (uint64_t)p00;
    *high = p11 + (p01 >> 64) + (p10 >> 64) + (middle >> 64);
}

bool int128_add(int128 a, int128 b, int128 *out)
{
    int128 sum = (int128)((uint128)a + (uint128)b);
    if ((a < 0) == (b < 0) && (sum < 0) != (a < 0))
        return false;
    *out = sum;
    return true;
}

bool int128_sub(int128 a, int128 b, int128 *out)
{
    int128 difference = (int128)((uint128)a - (uint128)b);
    if ((a < 0) != (b < 0) && (difference < 0) != (a < 0))
        return false;
    *out = difference;
    return true;
}

bool int128_mul(int128 a, int128 b, int128 *out)
{
    uint128 high, low;
    multiply_wide(magnitude(a), magnitude(b), &high, &low);
    return high == 0 && with_sign((a < 0) != (b < 0), low, out);
}

static uint128 common_divisor(uint128 a, uint128 b)
{
    while (b) {
        if (a >> 64 == 0 && b >> 64 == 0) { /* the divisions of the machine are much quicker */
            uint64_t x = (uint64_t)a, y = (uint64_t)b;
            while (y) {
                uint64_t rest = x % y;
                x = y;
                y = rest;
            }
            return x;
        }
        uint128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int128 int128_divisor(int128 a, int128 b)
{
    return (int128)common_divisor(magnitude(a), magnitude(b));
}

/* ---- wide numbers ---- */

struct wide {
    bool negative;
    mp_limb_t limbs[WIDE];
};

static mp_size_t wide_size(const mp_limb_t *limbs)
{
    mp_size_t n = WIDE;
    while (n > 0 && limbs[n - 1] == 0)
        n--;
    return n;
}

static struct wide wide_product(int128 a, int128 b)
{
    uint128 high, low;
    multiply_wide(magnitude(a), magnitude(b), &high, &low);
    return (struct wide){.negative = (a < 0) != (b < 0),
                         .limbs = {(mp_limb_t)low, (mp_limb_t)(low >> 64), (mp_limb_t)high, (mp_limb_t)(high >> 64)}};
}

static struct wide wide_sum(struct wide a, struct wide b)
{
    struct wide sum = {.negative = a.negative};
    if (a.negative == b.negative) {
        mpn_add_n(sum.limbs, a.limbs, b.limbs, WIDE);
    } else if (mpn_cmp(a.limbs, b.limbs, WIDE) >= 0) {
        mpn_sub_n(sum.limbs, a.limbs, b.limbs, WIDE);
    } else {
        mpn_sub_n(sum.limbs, b.limbs, a.limbs, WIDE);
        sum.negative = b.negative;
    }
    return sum;
}

static void wide_divide(mp_limb_t *quotient, mp_limb_t *rest, const mp_limb_t *a, const mp_limb_t *b)
{
    mp_size_t a_size = wide_size(a), b_size = wide_size(b);
    mp_limb_t q[WIDE + 1] = {0}, r[WIDE] = {0};
    if (a_size < b_size)
        memcpy(r, a, sizeof r);
    else
        mpn_tdiv_qr(q, r, 0, a, a_size, b, b_size);
    if (quotient)
        memcpy(quotient, q, WIDE * sizeof *q);
    if (rest)
        memcpy(rest, r, sizeof r);
}

static bool wide_fits(const struct wide *w, int128 *out)
{
    return wide_size(w->limbs) <= 2 && with_sign(w->negative, (uint128)w->limbs[1] << 64 | w->limbs[0], out);
}

/* num / den, reduced, when it fits. den is not zero. */
static bool reduce_wide(struct wide num, struct wide den, struct rational *out)
{
    mp_limb_t a[WIDE], b[WIDE];
    memcpy(a, num.limbs, sizeof a);
    memcpy(b, den.limbs, sizeof b);
    while (wide_size(b)) {
        mp_limb_t rest[WIDE];
        wide_divide(NULL, rest, a, b);
        memcpy(a, b, sizeof a);
        memcpy(b, rest, sizeof b);
    }
    num.negative = num.negative != den.negative;
    den.negative = false;
    wide_divide(num.limbs, NULL, num.limbs, a);
    wide_divide(den.limbs, NULL, den.limbs, a);
    return wide_fits(&num, &out->num) && wide_fits(&den, &out->den);
}

/* ---- fractions ---- */

struct rational rational_from(int64_t n)
{
    return (struct rational){n, 1};
}

bool rational_make(int128 num, int128 den, struct rational *out)
{
    if (den == 0)
        return false;
    uint128 n = magnitude(num), d = magnitude(den), g = common_divisor(n, d);
    return with_sign(num != 0 && (num < 0) != (den < 0), n / g, &out->num) && with_sign(false, d / g, &out->den);
}

bool rational_add(struct rational a, struct rational b, struct rational *out)
{
    int128 left, right, num, den;
    if (a.den == b.den) {
        if (int128_add(a.num, b.num, &num))
            return rational_make(num, a.den, out);
    } else if (int128_mul(a.num, b.den, &left) && int128_mul(b.num, a.den, &right) && int128_add(left, right, &num) &&
               int128_mul(a.den, b.den, &den)) {
        return rational_make(num, den, out);
    }
    return reduce_wide(wide_sum(wide_product(a.num, b.den), wide_product(b.num, a.den)), wide_product(a.den, b.den), out);
}

bool rational_sub(struct rational a, struct rational b, struct rational *out)
{
    if (int128_sub(0, b.num, &b.num))
        return rational_add(a, b, out);
    /* Only the most negative numerator has no opposite: subtract wide. */
    struct wide right = wide_product(b.num, a.den);
    right.negative = !right.negative;
    return reduce_wide(wide_sum(wide_product(a.num, b.den), right), wide_product(a.den, b.den), out);
}

bool rational_mul(struct rational a, struct rational b, struct rational *out)
{
    int128 num, den;
    if (int128_mul(a.num, b.num, &num) && int128_mul(a.den, b.den, &den))
        return rational_make(num, den, out);
    return reduce_wide(wide_product(a.num, b.num), wide_product(a.den, b.den), out);
}

bool rational_div(struct rational a, struct rational b, struct rational *out)
{
    int128 num, den;
    if (b.num == 0)
        return false;
    if (int128_mul(a.num, b.den, &num) && int128_mul(a.den, b.num, &den))
        return rational_make(num, den, out);
    return reduce_wide(wide_product(a.num, b.den), wide_product(a.den, b.num), out);
}

int rational_compare(struct rational a, struct rational b)
{
    if ((a.num < 0) != (b.num < 0))
        return a.num < 0 ? -1 : 1;
    uint128 left_high, left_low, right_high, right_low;
    multiply_wide(magnitude(a.num), magnitude(b.den), &left_high, &left_low);
    multiply_wide(magnitude(b.num), magnitude(a.den), &right_high, &right_low);
    int order = left_high != right_high ? (left_high < right_high ? -1 : 1)
                                        : (left_low > right_low) - (left_low < right_low);
    return a.num < 0 ? -order : order;
}

double rational_to_double(struct rational a)
{
    return (double)a.num / (double)a.den;
}

static void print_natural(struct text *t, uint128 n)
{
    char digits[40];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + (int)(n % 10));
    while (n /= 10);
    text_append(t, digits + at, sizeof digits - at);
}

/* rest × 10 / den, one digit, without a product that could overflow: rest < den ≤ 2^127. */
static int next_digit(uint128 *rest, uint128 den)
{
    uint128 sum = 0;
    int digit = 0;
    for (int i = 0; i < 10; i++) {
        sum += *rest;
        if (sum >= den) {
            sum -= den;
            digit++;
        }
    }
    *rest = sum;
    return digit;
}

void rational_print(struct text *t, struct rational a, unsigned digits)
{
    enum { MOST = 64 };
    char fraction[MOST];
    if (digits > MOST)
        digits = MOST;
    uint128 den = (uint128)a.den, whole = magnitude(a.num) / den, rest = magnitude(a.num) % den;
    for (unsigned i = 0; i < digits; i++)
        fraction[i] = (char)('0' + next_digit(&rest, den));
    if (rest >= den - rest) { /* round up: the nearest, and away from zero in the middle */
        unsigned i = digits;
        while (i > 0 && fraction[i - 1] == '9')
            fraction[--i] = '0';
        if (i > 0)
            fraction[i - 1]++;
        else
            whole++;
    }
    while (digits > 0 && fraction[digits - 1] == '0')
        digits--;
    if (a.num < 0 && (whole || digits))
        text_puts(t, "-");
    print_natural(t, whole);
    if (digits) {
        text_puts(t, ".");
        text_append(t, fraction, digits);
    }
}
