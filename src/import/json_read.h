/* JSON from outside, of any kind: bytes to Jansson values, with a diagnostic where it is none; and small steps into values that
 * never trust their types. Strings are borrowed from the values. Knows nothing of what the documents mean. */
#ifndef MSPEC_IMPORT_JSON_READ_H
#define MSPEC_IMPORT_JSON_READ_H

#include <jansson.h>

#include "diag/context.h"
#include "import/json_place.h"

struct json_input {
    mspec_ctx *ctx;
    struct arena *arena;
    const char *name, *bytes;
    size_t length;
    uint32_t source;
    json_t *root; /* never NULL after MSPEC_OK; json_input_fini releases it */
};

/* MSPEC_OK; MSPEC_ERROR_INPUT or _IO, reported; MSPEC_ERROR_MEMORY. The arena holds what is copied out of the values. */
mspec_status json_input_text(struct json_input *in, mspec_ctx *ctx, struct arena *a, const char *name, const char *bytes,
                             size_t length, size_t limit);
mspec_status json_input_file(struct json_input *in, mspec_ctx *ctx, struct arena *a, const char *path, size_t limit);
void json_input_fini(struct json_input *in);

/* The place of a member at the top, for diagnostics; NULL: of the whole document. */
struct span json_input_span(const struct json_input *in, const char *key);
/* "an object", "a string" … */
const char *json_kind(const json_t *value);
/* A member that is a string, copied into the arena; NULL when it is not there. *wrong is set when it is there and no string (null
 * counts as not there), or when there is no memory. */
const char *json_text(const struct json_input *in, const json_t *object, const char *key, bool *wrong);
/* A member that is an array; NULL when it is not there. *wrong likewise. */
const json_t *json_list(const json_t *object, const char *key, bool *wrong);
const json_t *json_map(const json_t *object, const char *key, bool *wrong);

#endif
