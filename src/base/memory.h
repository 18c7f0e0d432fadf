/* Memory: a budget shared by all arenas and vectors of one context, and arenas that are freed in one call.
 *
 * Every allocation of the library goes through here. Nothing here aborts: a function that cannot allocate returns NULL (or
 * false), and the budget remembers why, so that the caller at the boundary can report it. Knows nothing of MSpec. */
#ifndef MSPEC_BASE_MEMORY_H
#define MSPEC_BASE_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many bytes may be in use, and why an allocation failed last. One per context, never shared between threads. */
struct memory {
    size_t used;      /* bytes handed out and not yet freed */
    size_t limit;     /* bytes that may be in use; 0 is no limit */
    bool exhausted;   /* some allocation has failed since this was last cleared */
    size_t fail_after; /* for tests: the so many-th allocation from now fails, once, whatever the limit; 0: none */
};

/* Heap blocks under the budget. `memory_resize(m, NULL, 0, n)` allocates; `memory_release` wants the size again.
 * On failure NULL, the old block unchanged, and m->exhausted set. New bytes are zero. */
void *memory_resize(struct memory *m, void *old, size_t old_size, size_t new_size);
void memory_release(struct memory *m, void *block, size_t size);
/* Counts bytes that somebody else has allocated; false when they are more than there may be, and nothing is counted. */
bool memory_charge(struct memory *m, size_t bytes);
void memory_discharge(struct memory *m, size_t bytes);

struct arena_chunk;
struct arena {
    struct memory *memory;
    struct arena_chunk *chunks;
};

void arena_init(struct arena *a, struct memory *m);
void arena_fini(struct arena *a); /* frees all; the arena may be used again */

/* Zeroed, aligned for every type; NULL when it does not fit the budget. Size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_alloc_array(struct arena *a, size_t count, size_t size); /* checks the product */
char *arena_copy(struct arena *a, const char *bytes, size_t length); /* adds a NUL */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_new_array(a, type, count) ((type *)arena_alloc_array((a), (count), sizeof(type)))

/* Growable array under the budget. Declare `struct { VECTOR(type); } v = {0}`; every use names the memory. */
#define VECTOR(type)                                                                                                              \
    type *items;                                                                                                                  \
    size_t count, capacity
bool vector_reserve_(struct memory *m, void **items, size_t *capacity, size_t wanted, size_t size);
/* Appends one item; false when there is no room (the vector is unchanged). */
#define vector_push(m, v, item)                                                                                                   \
    (vector_reserve_((m), (void **)&(v)->items, &(v)->capacity, (v)->count + 1, sizeof *(v)->items)                              \
         ? ((v)->items[(v)->count++] = (item), true)                                                                             \
         : false)
#define vector_free(m, v)                                                                                                         \
    (memory_release((m), (v)->items, (v)->capacity * sizeof *(v)->items), (v)->items = NULL, (v)->count = (v)->capacity = 0)
/* A copy of the items in an arena (NULL for none left in the budget); the vector stays as it is. */
#define vector_to_arena(a, v) arena_copy_array_((a), (v)->items, (v)->count, sizeof *(v)->items)
void *arena_copy_array_(struct arena *a, const void *items, size_t count, size_t size);

/* Growable text, for renderings. `text_take` hands the NUL-terminated bytes to the caller, who frees them with free(). */
struct text {
    char *bytes;
    size_t length, capacity;
    bool failed; /* an append did not fit; sticky */
};
void text_append(struct text *t, const char *bytes, size_t length);
void text_puts(struct text *t, const char *string);
void text_printf(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_pad(struct text *t, size_t column_start, size_t width); /* blanks until length - column_start is width (at least one) */
void text_fini(struct text *t);
char *text_take(struct text *t); /* NULL when an append failed */

#endif
