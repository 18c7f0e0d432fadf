/* Exact numbers: fractions of 128-bit integers, always reduced, denominator positive. Every operation says whether the result
 * fits; on overflow it returns false and leaves the result unspecified. No rounding anywhere. Knows nothing of MSpec. */
#ifndef MSPEC_BASE_RATIONAL_H
#define MSPEC_BASE_RATIONAL_H

#include "base/memory.h"

typedef __int128 int128;

struct rational {
    int128 num;
    int128 den; /* > 0 */
};

#define RATIONAL_ZERO ((struct rational){0, 1})

/* Arithmetic that tells whether it fits (*out is unchanged if not). Not the compiler's builtins: for 128 bits they call a
 * helper that not every compiler's library has, and so does a sanitizer that watches a plain signed product. */
bool int128_add(int128 a, int128 b, int128 *out);
bool int128_sub(int128 a, int128 b, int128 *out);
bool int128_mul(int128 a, int128 b, int128 *out);
int128 int128_divisor(int128 a, int128 b); /* the greatest that both have; never negative, and 0 for two zeros */

struct rational rational_from(int64_t n);
bool rational_make(int128 num, int128 den, struct rational *out); /* false for den == 0 */
bool rational_add(struct rational a, struct rational b, struct rational *out);
bool rational_sub(struct rational a, struct rational b, struct rational *out);
bool rational_mul(struct rational a, struct rational b, struct rational *out);
bool rational_div(struct rational a, struct rational b, struct rational *out);
int rational_compare(struct rational a, struct rational b); /* -1, 0, 1; exact also where the cross product overflows */
double rational_to_double(struct rational a);
/* Decimal: exact when the fraction ends within `digits` decimals, else rounded to nearest; no trailing zeros. */
void rational_print(struct text *t, struct rational a, unsigned digits);

#endif
