/* Where in the text a value of a JSON document stands: Jansson gives values without places, and diagnostics need them. Takes text
 * that Jansson has accepted; never reads past its end whatever it holds. Knows nothing of MSpec. */
#ifndef MSPEC_IMPORT_JSON_PLACE_H
#define MSPEC_IMPORT_JSON_PLACE_H

#include <stdbool.h>
#include <stddef.h>

struct json_step {
    const char *key; /* a member of an object; NULL: an element of an array */
    size_t index;    /* of the element */
};

/* The bytes [*from, *to) of the value at the end of the path; of the last step's key instead of its value with `want_key`.
 * False, and nothing set, when there is none (a key written with escapes is not found either). */
bool json_place(const char *bytes, size_t length, const struct json_step *path, size_t depth, bool want_key, size_t *from,
                size_t *to);

#endif
