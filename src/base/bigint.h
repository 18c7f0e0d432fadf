/* Natural numbers of any size, for the sizes of spaces. On GMP's mpn functions, which take the memory they are given:
 * GMP's own allocating functions end the process when memory runs out. Knows nothing of MSpec. */
#ifndef MSPEC_BASE_BIGINT_H
#define MSPEC_BASE_BIGINT_H

#include "base/memory.h"

struct bigint {
    uint64_t *limbs; /* least significant first, in the arena that every operation names; NULL for zero */
    size_t count;    /* limbs used; the highest is not 0 */
};

bool bigint_set(struct arena *a, struct bigint *out, uint64_t value);
bool bigint_copy(struct arena *a, struct bigint *out, struct bigint x); /* limbs of its own: x may go */
bool bigint_add(struct arena *a, struct bigint *out, struct bigint x, struct bigint y);
bool bigint_subtract(struct arena *a, struct bigint *out, struct bigint x, struct bigint y); /* y is at most x */
bool bigint_mul(struct arena *a, struct bigint *out, struct bigint x, struct bigint y);
int bigint_compare(struct bigint x, struct bigint y);
bool bigint_to_u64(struct bigint x, uint64_t *out);       /* false when it does not fit */
char *bigint_to_text(struct arena *a, struct bigint x);   /* decimal, NUL-terminated; NULL when out of memory */

#endif
