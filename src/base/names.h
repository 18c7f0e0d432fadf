/* Interned names: equal strings have equal ids, so that names compare as integers. Id 0 is "no name". Knows nothing of MSpec. */
#ifndef MSPEC_BASE_NAMES_H
#define MSPEC_BASE_NAMES_H

#include "base/memory.h"

typedef uint32_t name_id;

struct names; /* owns its strings */

struct names *names_new(struct memory *m);  /* NULL when out of memory */
void names_free(struct names *n);
name_id names_intern(struct names *n, const char *bytes, size_t length); /* 0 when out of memory */
name_id names_find(const struct names *n, const char *bytes, size_t length); /* 0 when never interned */
const char *names_text(const struct names *n, name_id id); /* borrowed, NUL-terminated; "" for 0 */

/* Edit distance with transpositions, for "did you mean"; never more than `limit` + 1. */
size_t names_distance(const char *a, const char *b, size_t limit);

#endif
