/* Counts of any practical size without allocation: sums of products of small numbers. */
#ifndef MSPEC_SOLVE_TALLY_H
#define MSPEC_SOLVE_TALLY_H

#include "base/bigint.h"

#define TALLY_LIMBS 64

struct tally {
    uint64_t limb[TALLY_LIMBS]; /* least significant first; beyond `count` unspecified */
    uint32_t count;             /* limbs used; the highest is not 0 */
    bool overflow;              /* sticky: the number does not fit */
};

void tally_set(struct tally *t, uint64_t value);
void tally_add(struct tally *t, const struct tally *more);
void tally_times(const struct tally *t, uint32_t factor, struct tally *out); /* out may be t */
bool tally_to_bigint(const struct tally *t, struct arena *a, struct bigint *out); /* false when out of memory */

#endif
