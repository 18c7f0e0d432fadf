/* Natural numbers of any size. Only those mpn functions that work in the memory they are given: GMP's quicker ones for very
 * large numbers allocate, and end the process when they cannot. */
#include "base/bigint.h"

#include <gmp.h>
#include <string.h>

_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t), "limbs of 64 bits");

static const mp_limb_t chunk_base = 10000000000000000000u; /* 10^19, the largest power of ten in a limb */
enum { CHUNK_DIGITS = 19 };

static mp_limb_t *new_limbs(struct arena *a, size_t count)
{
    return arena_new_array(a, mp_limb_t, count);
}

static void set_limbs(struct bigint *out, mp_limb_t *limbs, size_t count)
{
    while (count > 0 && limbs[count - 1] == 0)
        count--;
    out->limbs = count ? (uint64_t *)limbs : NULL;
    out->count = count;
}

bool bigint_set(struct arena *a, struct bigint *out, uint64_t value)
{
    mp_limb_t *limbs = value ? new_limbs(a, 1) : NULL;
    if (value && !limbs)
        return false;
    if (limbs)
        limbs[0] = value;
    set_limbs(out, limbs, limbs ? 1 : 0);
    return true;
}

bool bigint_copy(struct arena *a, struct bigint *out, struct bigint x)
{
    uint64_t *limbs = x.count ? arena_copy_array_(a, x.limbs, x.count, sizeof *limbs) : NULL;
    if (x.count && !limbs)
        return false;
    *out = (struct bigint){limbs, x.count};
    return true;
}

bool bigint_add(struct arena *a, struct bigint *out, struct bigint x, struct bigint y)
{
    if (x.count < y.count) {
        struct bigint swap = x;
        x = y;
        y = swap;
    }
    if (y.count == 0) { /* shares the limbs: numbers are never changed in place */
        *out = x;
        return true;
    }
    mp_limb_t *sum = new_limbs(a, x.count + 1);
    if (!sum)
        return false;
    sum[x.count] = mpn_add(sum, x.limbs, (mp_size_t)x.count, y.limbs, (mp_size_t)y.count);
    set_limbs(out, sum, x.count + 1);
    return true;
}

bool bigint_subtract(struct arena *a, struct bigint *out, struct bigint x, struct bigint y)
{
    if (y.count == 0) {
        *out = x;
        return true;
    }
    mp_limb_t *rest = new_limbs(a, x.count);
    if (!rest)
        return false;
    mpn_sub(rest, x.limbs, (mp_size_t)x.count, y.limbs, (mp_size_t)y.count);
    set_limbs(out, rest, x.count);
    return true;
}

bool bigint_mul(struct arena *a, struct bigint *out, struct bigint x, struct bigint y)
{
    if (x.count == 0 || y.count == 0) {
        *out = (struct bigint){0};
        return true;
    }
    mp_limb_t *product = new_limbs(a, x.count + y.count);
    if (!product)
        return false;
    product[x.count] = mpn_mul_1(product, x.limbs, (mp_size_t)x.count, y.limbs[0]);
    for (size_t i = 1; i < y.count; i++)
        product[x.count + i] = mpn_addmul_1(product + i, x.limbs, (mp_size_t)x.count, y.limbs[i]);
    set_limbs(out, product, x.count + y.count);
    return true;
}

int bigint_compare(struct bigint x, struct bigint y)
{
    if (x.count != y.count)
        return x.count < y.count ? -1 : 1;
    int order = x.count ? mpn_cmp(x.limbs, y.limbs, (mp_size_t)x.count) : 0;
    return (order > 0) - (order < 0);
}

bool bigint_to_u64(struct bigint x, uint64_t *out)
{
    if (x.count > 1)
        return false;
    *out = x.count ? x.limbs[0] : 0;
    return true;
}

char *bigint_to_text(struct arena *a, struct bigint x)
{
    size_t most = (x.count + x.count / 32 + 1) * 20 + 1; /* 64 bits are 19.27 digits */
    char *text = arena_alloc(a, most);
    mp_limb_t *rest = new_limbs(a, x.count);
    if (!text || !rest)
        return NULL;
    if (x.count)
        memcpy(rest, x.limbs, x.count * sizeof *rest);
    size_t at = most - 1, count = x.count;
    do {
        mp_limb_t chunk = count ? mpn_divrem_1(rest, 0, rest, (mp_size_t)count, chunk_base) : 0;
        while (count > 0 && rest[count - 1] == 0)
            count--;
        for (int i = 0; i < CHUNK_DIGITS && (count || chunk || i == 0); i++) {
            text[--at] = (char)('0' + chunk % 10);
            chunk /= 10;
        }
    } while (count);
    return memmove(text, text + at, most - at);
}
