/* Counts of things by what matters of them: for each key (what is there, what it costs, of how many parts it is made) how
 * many ways lead to it. Numbers are arrays of as many limbs as the caller says, least significant first. For count.c and
 * count_kinds.c. */
#ifndef MSPEC_SOLVE_BAG_H
#define MSPEC_SOLVE_BAG_H

#include "base/memory.h"
#include "base/rational.h"

struct bag_key {
    uint64_t set;
    int128 cost;
    uint32_t parts;
};

struct bag {
    struct bag_key *keys;
    uint64_t *amounts;   /* [count × limbs] */
    uint32_t *slots;     /* open hash of indices + 1 */
    size_t count, capacity, slot_count;
};

/* Where numbers live, and what went wrong; shared by the bags of one count. */
struct purse {
    struct arena *arena;
    size_t limbs;
    size_t entries, most;   /* of all bags */
    bool overflow;          /* a number, or the bags together, became too large */
    bool no_memory;
};

/* False when something went wrong. */
bool bag_add(struct purse *purse, struct bag *b, struct bag_key key, const uint64_t *amount);
/* NULL: the key is not there. */
const uint64_t *bag_find(const struct purse *purse, const struct bag *b, struct bag_key key);
static inline const uint64_t *bag_amount(const struct purse *purse, const struct bag *b, size_t i)
{
    return b->amounts + i * purse->limbs;
}

uint64_t *number_new(struct purse *purse, uint64_t value); /* NULL: out of memory */
void number_add(struct purse *purse, uint64_t *to, const uint64_t *x);
void number_multiply(struct purse *purse, uint64_t *out, const uint64_t *x, const uint64_t *y); /* out is neither x nor y */

#endif
