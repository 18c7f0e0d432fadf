/* Open addressing, at most half full. */
#include "model/lookup.h"

struct lookup_slot {
    uint64_t key;
    uint32_t value; /* plus 1; 0: empty */
};

static uint32_t start(uint64_t key, uint32_t capacity)
{
    key ^= key >> 31;
    key *= 0x9e3779b97f4a7c15u;
    return (uint32_t)(key >> 32) & (capacity - 1);
}

static struct lookup_slot *find(const struct lookup *l, uint64_t key)
{
    uint32_t at = start(key, l->capacity);
    while (l->slots[at].value && l->slots[at].key != key)
        at = (at + 1) & (l->capacity - 1);
    return &l->slots[at];
}

/* The old slots stay behind in the arena: no more than the new ones take. */
static bool grow(struct arena *a, struct lookup *l)
{
    if (l->capacity > UINT32_MAX / 4) {
        a->memory->exhausted = true;
        return false;
    }
    struct lookup larger = {.capacity = l->capacity ? l->capacity * 2 : 16, .count = l->count};
    larger.slots = arena_new_array(a, struct lookup_slot, larger.capacity);
    if (!larger.slots)
        return false;
    for (uint32_t i = 0; i < l->capacity; i++)
        if (l->slots[i].value)
            *find(&larger, l->slots[i].key) = l->slots[i];
    *l = larger;
    return true;
}

bool lookup_put(struct arena *a, struct lookup *l, uint64_t key, uint32_t value)
{
    if (l->count >= l->capacity / 2 && !grow(a, l))
        return false;
    struct lookup_slot *slot = find(l, key);
    l->count += !slot->value;
    *slot = (struct lookup_slot){key, value + 1};
    return true;
}

uint32_t lookup_get(const struct lookup *l, uint64_t key)
{
    return l->capacity ? find(l, key)->value - 1 : UINT32_MAX;
}
