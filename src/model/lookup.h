/* A table from 64-bit keys to 32-bit values: names to ids, without a search through all of them. Lives in an arena. Takes
 * keys that the caller makes of ids (kind and name, form and name); knows nothing of what they mean. */
#ifndef MSPEC_MODEL_LOOKUP_H
#define MSPEC_MODEL_LOOKUP_H

#include "base/memory.h"

struct lookup_slot;
struct lookup {
    struct lookup_slot *slots;
    uint32_t capacity, count; /* capacity is a power of two, or 0 */
};

#define LOOKUP_KEY(high, low) ((uint64_t)(high) << 32 | (uint32_t)(low))

/* Sets the value of a key, which must not be UINT32_MAX; an earlier one is replaced. False when out of memory. */
bool lookup_put(struct arena *a, struct lookup *l, uint64_t key, uint32_t value);
uint32_t lookup_get(const struct lookup *l, uint64_t key); /* UINT32_MAX: no such key */

#endif
