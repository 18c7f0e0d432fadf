#include "solve/tally.h"

#include <string.h>

typedef unsigned __int128 uint128;

void tally_set(struct tally *t, uint64_t value)
{
    t->limb[0] = value;
    t->count = value != 0;
    t->overflow = false;
}

static void extend(struct tally *t, uint64_t limb)
{
    if (t->count == TALLY_LIMBS)
        t->overflow = true;
    else
        t->limb[t->count++] = limb;
}

void tally_add(struct tally *t, const struct tally *more)
{
    uint64_t carry = 0;
    t->overflow |= more->overflow;
    while (t->count < more->count)
        extend(t, 0);
    for (uint32_t i = 0; i < t->count && (i < more->count || carry); i++) {
        uint128 sum = (uint128)t->limb[i] + (i < more->count ? more->limb[i] : 0) + carry;
        t->limb[i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
    if (carry)
        extend(t, carry);
}

void tally_times(const struct tally *t, uint32_t factor, struct tally *out)
{
    uint64_t carry = 0;
    uint32_t count = factor ? t->count : 0;
    out->overflow = t->overflow;
    for (uint32_t i = 0; i < count; i++) {
        uint128 product = (uint128)t->limb[i] * factor + carry;
        out->limb[i] = (uint64_t)product;
        carry = (uint64_t)(product >> 64);
    }
    out->count = count;
    if (carry)
        extend(out, carry);
}

bool tally_to_bigint(const struct tally *t, struct arena *a, struct bigint *out)
{
    *out = (struct bigint){NULL, t->count};
    if (t->count == 0)
        return true;
    out->limbs = arena_copy_array_(a, t->limb, t->count, sizeof *t->limb);
    return out->limbs != NULL;
}
