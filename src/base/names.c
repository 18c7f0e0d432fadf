/* Interned names: an array of strings by id, and an open hash table of ids beside it. */
#include "base/names.h"

#include <string.h>

struct name {
    const char *text;
    size_t length;
    uint64_t hash;
};

struct names {
    struct memory *memory;
    struct arena strings;
    struct {
        VECTOR(struct name);
    } all;             /* name of id i at i - 1 */
    name_id *table;    /* 0: free */
    size_t table_size; /* a power of two, more than the number of names */
    uint64_t seed;
};

enum { FIRST_TABLE = 64, LONGEST_COMPARED = 255 };

/* The seed is different in each run (the ids are not), so that nobody can prepare a file whose names all collide. */
static uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t length)
{
    uint64_t h = seed ^ length;
    for (size_t i = 0; i < length; i++) {
        h = (h ^ (unsigned char)bytes[i]) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    h *= 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}

struct names *names_new(struct memory *m)
{
    struct names *n = memory_resize(m, NULL, 0, sizeof *n);
    if (!n)
        return NULL;
    n->memory = m;
    n->seed = (uint64_t)(uintptr_t)n * 0xff51afd7ed558ccdu;
    arena_init(&n->strings, m);
    n->table = memory_resize(m, NULL, 0, FIRST_TABLE * sizeof *n->table);
    n->table_size = FIRST_TABLE;
    if (!n->table) {
        memory_release(m, n, sizeof *n);
        return NULL;
    }
    return n;
}

void names_free(struct names *n)
{
    if (!n)
        return;
    struct memory *m = n->memory;
    arena_fini(&n->strings);
    vector_free(m, &n->all);
    memory_release(m, n->table, n->table_size * sizeof *n->table);
    memory_release(m, n, sizeof *n);
}

/* The slot of the name, or the free one where it belongs. */
static size_t find_slot(const struct names *n, uint64_t hash, const char *bytes, size_t length)
{
    size_t slot = (size_t)hash & (n->table_size - 1);
    while (n->table[slot]) {
        const struct name *name = &n->all.items[n->table[slot] - 1];
        if (name->hash == hash && name->length == length && (length == 0 || memcmp(name->text, bytes, length) == 0))
            break;
        slot = (slot + 1) & (n->table_size - 1);
    }
    return slot;
}

static bool grow_table(struct names *n)
{
    if (n->table_size > SIZE_MAX / 2 / sizeof *n->table)
        return false;
    size_t size = n->table_size * 2;
    name_id *table = memory_resize(n->memory, NULL, 0, size * sizeof *table);
    if (!table)
        return false;
    for (size_t i = 0; i < n->all.count; i++) {
        size_t slot = (size_t)n->all.items[i].hash & (size - 1);
        while (table[slot])
            slot = (slot + 1) & (size - 1);
        table[slot] = (name_id)(i + 1);
    }
    memory_release(n->memory, n->table, n->table_size * sizeof *n->table);
    n->table = table;
    n->table_size = size;
    return true;
}

name_id names_intern(struct names *n, const char *bytes, size_t length)
{
    uint64_t hash = hash_bytes(n->seed, bytes, length);
    size_t slot = find_slot(n, hash, bytes, length);
    if (n->table[slot])
        return n->table[slot];
    if (n->all.count >= UINT32_MAX - 16) {
        n->memory->exhausted = true;
        return 0;
    }
    if (n->all.count >= n->table_size / 2) {
        if (!grow_table(n))
            return 0;
        slot = find_slot(n, hash, bytes, length);
    }
    const char *text = arena_copy(&n->strings, bytes, length);
    struct name name = {text, length, hash};
    if (!text || !vector_push(n->memory, &n->all, name))
        return 0;
    n->table[slot] = (name_id)n->all.count;
    return n->table[slot];
}

name_id names_find(const struct names *n, const char *bytes, size_t length)
{
    return n->table[find_slot(n, hash_bytes(n->seed, bytes, length), bytes, length)];
}

const char *names_text(const struct names *n, name_id id)
{
    return id == 0 || id > n->all.count ? "" : n->all.items[id - 1].text;
}

size_t names_distance(const char *a, const char *b, size_t limit)
{
    size_t a_length = strlen(a), b_length = strlen(b);
    size_t far = limit < SIZE_MAX ? limit + 1 : limit;
    size_t apart = a_length > b_length ? a_length - b_length : b_length - a_length;
    if (apart > limit)
        return far;
    if (a_length > LONGEST_COMPARED || b_length > LONGEST_COMPARED)
        return strcmp(a, b) == 0 ? 0 : far;
    /* Three rows of the table of distances between prefixes: two back is for transpositions. */
    uint16_t rows[3][LONGEST_COMPARED + 1];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = (uint16_t)j;
    for (size_t i = 1; i <= a_length; i++) {
        uint16_t *row = rows[i % 3];
        const uint16_t *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        uint16_t best = row[0] = (uint16_t)i;
        for (size_t j = 1; j <= b_length; j++) {
            unsigned d = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1u < d)
                d = above[j] + 1u;
            if (row[j - 1] + 1u < d)
                d = row[j - 1] + 1u;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two_above[j - 2] + 1u < d)
                d = two_above[j - 2] + 1u;
            row[j] = (uint16_t)d;
            if (d < best)
                best = (uint16_t)d;
        }
        if (best > limit)
            return far; /* no later row can come back below */
    }
    size_t distance = rows[a_length % 3][b_length];
    return distance > limit ? far : distance;
}
