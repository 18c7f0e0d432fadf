#include "solve/bag.h"

#include <string.h>

/* ---- numbers ---- */

uint64_t *number_new(struct purse *purse, uint64_t value)
{
    uint64_t *out = arena_new_array(purse->arena, uint64_t, purse->limbs);
    if (out)
        out[0] = value;
    else
        purse->no_memory = true;
    return out;
}

void number_add(struct purse *purse, uint64_t *to, const uint64_t *x)
{
    bool carry = false;
    for (size_t i = 0; i < purse->limbs; i++) {
        uint64_t sum;
        bool over = __builtin_add_overflow(to[i], x[i], &sum);
        over |= __builtin_add_overflow(sum, (uint64_t)carry, &to[i]);
        carry = over;
    }
    purse->overflow |= carry;
}

void number_multiply(struct purse *purse, uint64_t *out, const uint64_t *x, const uint64_t *y)
{
    size_t n = purse->limbs;
    memset(out, 0, n * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        uint64_t carry = 0;
        for (size_t k = 0; x[i] && k < n; k++) {
            if (i + k >= n) {
                purse->overflow |= y[k] != 0 || carry != 0;
                continue;
            }
            unsigned __int128 sum = (unsigned __int128)x[i] * y[k] + out[i + k] + carry;
            out[i + k] = (uint64_t)sum;
            carry = (uint64_t)(sum >> 64);
        }
        purse->overflow |= carry != 0;
    }
}

/* ---- bags ---- */

static size_t slot_of(const struct bag *b, struct bag_key key)
{
    uint64_t h = (key.set ^ (uint64_t)key.cost * 0x9e3779b97f4a7c15u ^ (uint64_t)key.parts << 32) * 0xbf58476d1ce4e5b9u;
    size_t at = (size_t)(h ^ h >> 31) & (b->slot_count - 1);
    for (; b->slots[at]; at = (at + 1) & (b->slot_count - 1)) {
        const struct bag_key *known = &b->keys[b->slots[at] - 1];
        if (known->set == key.set && known->cost == key.cost && known->parts == key.parts)
            break;
    }
    return at;
}

static bool widen(struct purse *purse, struct bag *b)
{
    struct bag grown = {.capacity = b->capacity ? b->capacity * 2 : 4, .count = b->count};
    grown.slot_count = grown.capacity * 4;
    grown.keys = arena_new_array(purse->arena, struct bag_key, grown.capacity);
    grown.amounts = arena_new_array(purse->arena, uint64_t, grown.capacity * purse->limbs);
    grown.slots = arena_new_array(purse->arena, uint32_t, grown.slot_count);
    if (!grown.keys || !grown.amounts || !grown.slots) {
        purse->no_memory = true;
        return false;
    }
    if (b->count) {
        memcpy(grown.keys, b->keys, b->count * sizeof *b->keys);
        memcpy(grown.amounts, b->amounts, b->count * purse->limbs * sizeof *b->amounts);
    }
    *b = grown;
    for (size_t i = 0; i < b->count; i++)
        b->slots[slot_of(b, b->keys[i])] = (uint32_t)i + 1;
    return true;
}

bool bag_add(struct purse *purse, struct bag *b, struct bag_key key, const uint64_t *amount)
{
    if (b->count == b->capacity && !widen(purse, b))
        return false;
    size_t at = slot_of(b, key);
    if (b->slots[at]) {
        number_add(purse, b->amounts + (b->slots[at] - 1) * purse->limbs, amount);
        return !purse->overflow;
    }
    if (++purse->entries > purse->most)
        purse->overflow = true;
    b->keys[b->count] = key;
    memcpy(b->amounts + b->count * purse->limbs, amount, purse->limbs * sizeof *amount);
    b->slots[at] = (uint32_t)++b->count;
    return !purse->overflow;
}

const uint64_t *bag_find(const struct purse *purse, const struct bag *b, struct bag_key key)
{
    uint32_t at = b->slot_count ? b->slots[slot_of(b, key)] : 0;
    return at ? bag_amount(purse, b, at - 1) : NULL;
}
