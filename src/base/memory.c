#include "base/memory.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under Address Sanitizer, what an arena has not handed out is poisoned: a read past an item is found there too. */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_IS_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_IS_WATCHED 1
#endif
#endif
#ifdef ARENA_IS_WATCHED
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(bytes, size) ((void)(bytes), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(bytes, size) ((void)(bytes), (void)(size))
#endif

enum { ALIGNMENT = 16, FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };

struct arena_chunk {
    alignas(ALIGNMENT) struct arena_chunk *next;
    size_t size; /* bytes after the header */
    size_t used;
};

/* ---- the budget ---- */

static bool refuse(struct memory *m)
{
    m->exhausted = true;
    return false;
}

/* Counts down to the failure that a test has asked for. */
static bool may_allocate(struct memory *m)
{
    if (m->fail_after == 0)
        return true;
    return --m->fail_after > 0 || refuse(m);
}

/* No machine has more for one block: such a size is a mistake in a calculation, and is refused before anybody tries. */
static const size_t largest_block = (size_t)PTRDIFF_MAX >> (sizeof(size_t) > 4 ? 24 : 0);

static size_t bytes_left(const struct memory *m)
{
    size_t limit = m->limit ? m->limit : SIZE_MAX;
    return m->used < limit ? limit - m->used : 0;
}

void *memory_resize(struct memory *m, void *old, size_t old_size, size_t new_size)
{
    if (new_size > old_size || !old) {
        size_t more = old ? new_size - old_size : new_size;
        if (more > bytes_left(m) || new_size > largest_block) {
            refuse(m);
            return NULL;
        }
        if (!may_allocate(m))
            return NULL;
    }
    size_t request = new_size ? new_size : 1; /* so that NULL always means failure */
    void *block = old ? realloc(old, request) : calloc(1, request);
    if (!block) {
        if (old && new_size <= old_size)
            block = old; /* a block that would not shrink is still large enough */
        else {
            refuse(m);
            return NULL;
        }
    }
    if (old && new_size > old_size)
        memset((char *)block + old_size, 0, new_size - old_size);
    m->used = old ? m->used - old_size + new_size : m->used + new_size;
    return block;
}

bool memory_charge(struct memory *m, size_t bytes)
{
    if (bytes > bytes_left(m))
        return refuse(m);
    if (!may_allocate(m))
        return false;
    m->used += bytes;
    return true;
}

void memory_discharge(struct memory *m, size_t bytes)
{
    m->used -= bytes;
}

void memory_release(struct memory *m, void *block, size_t size)
{
    if (!block)
        return;
    free(block);
    m->used -= size;
}

/* ---- arenas ---- */

void arena_init(struct arena *a, struct memory *m)
{
    a->memory = m;
    a->chunks = NULL;
}

void arena_fini(struct arena *a)
{
    while (a->chunks) {
        struct arena_chunk *chunk = a->chunks;
        a->chunks = chunk->next;
        memory_release(a->memory, chunk, sizeof *chunk + chunk->size);
    }
}

static char *chunk_bytes(struct arena_chunk *chunk)
{
    return (char *)(chunk + 1);
}

/* A chunk with room for `size` bytes. Chunks double, so that a small arena stays small and a large one has few. */
static struct arena_chunk *chunk_add(struct arena *a, size_t size)
{
    size_t wanted = a->chunks ? a->chunks->size * 2 : FIRST_CHUNK;
    if (wanted > LARGEST_CHUNK)
        wanted = LARGEST_CHUNK;
    bool is_large = size > wanted / 4 && a->chunks;
    if (is_large || wanted < size || wanted > bytes_left(a->memory) / 2)
        wanted = size; /* its own chunk; and near the limit not a byte more than asked for */
    if (wanted > SIZE_MAX - sizeof(struct arena_chunk)) {
        refuse(a->memory);
        return NULL;
    }
    struct arena_chunk *chunk = memory_resize(a->memory, NULL, 0, sizeof *chunk + wanted);
    if (!chunk)
        return NULL;
    chunk->size = wanted;
    if (is_large) { /* behind the first, which may have room for small things yet */
        chunk->next = a->chunks->next;
        a->chunks->next = chunk;
    } else {
        chunk->next = a->chunks;
        a->chunks = chunk;
    }
    ASAN_POISON_MEMORY_REGION(chunk_bytes(chunk), wanted);
    return chunk;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (!may_allocate(a->memory))
        return NULL;
    if (size == 0)
        size = 1;
    if (size > SIZE_MAX - ALIGNMENT) {
        refuse(a->memory);
        return NULL;
    }
    size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct arena_chunk *chunk = a->chunks;
    if (!chunk || chunk->size - chunk->used < rounded)
        chunk = chunk_add(a, rounded);
    if (!chunk)
        return NULL;
    char *bytes = chunk_bytes(chunk) + chunk->used;
    chunk->used += rounded;
    ASAN_UNPOISON_MEMORY_REGION(bytes, size);
    return bytes;
}

void *arena_alloc_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        refuse(a->memory);
        return NULL;
    }
    return arena_alloc(a, bytes);
}

char *arena_copy(struct arena *a, const char *bytes, size_t length)
{
    if (length == SIZE_MAX) {
        refuse(a->memory);
        return NULL;
    }
    char *copy = arena_alloc(a, length + 1);
    if (copy && length)
        memcpy(copy, bytes, length);
    return copy;
}

void *arena_copy_array_(struct arena *a, const void *items, size_t count, size_t size)
{
    void *copy = arena_alloc_array(a, count, size);
    if (copy && count)
        memcpy(copy, items, count * size);
    return copy;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) { /* longer than an int, or the C library had no memory */
        refuse(a->memory);
        return NULL;
    }
    char *bytes = arena_alloc(a, (size_t)length + 1);
    if (bytes)
        vsnprintf(bytes, (size_t)length + 1, format, args);
    return bytes;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *bytes = arena_vprintf(a, format, args);
    va_end(args);
    return bytes;
}

/* ---- vectors ---- */

bool vector_reserve_(struct memory *m, void **items, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity)
        return true;
    size_t grown = *capacity < 8 ? 8 : *capacity + *capacity / 2;
    if (grown < wanted)
        grown = wanted;
    size_t bytes;
    if (__builtin_mul_overflow(grown, size, &bytes))
        return refuse(m);
    if (bytes - *capacity * size > bytes_left(m)) /* near the limit: no more than is needed */
        grown = wanted;
    if (__builtin_mul_overflow(grown, size, &bytes))
        return refuse(m);
    /* The caller's pointer has another type than void *: it is read and written as bytes. */
    void *block;
    memcpy(&block, items, sizeof block);
    block = memory_resize(m, block, *capacity * size, bytes);
    if (!block)
        return false;
    memcpy(items, &block, sizeof block);
    *capacity = grown;
    return true;
}
