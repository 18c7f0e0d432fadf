/* Diagnostics: what is wrong, where, and what to write instead. They are records that the context keeps, in the order of the
 * input; the library never prints. Codes are stable: a code keeps its meaning for ever. */
#ifndef MSPEC_DIAGNOSTIC_H
#define MSPEC_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mspec/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mspec_ctx mspec_ctx;

typedef enum mspec_severity { MSPEC_NOTE, MSPEC_WARNING, MSPEC_ERROR } mspec_severity;

/* A range of a source. Lines and columns start at 1; columns count bytes; the end is excluded. file is NULL for "no place". */
typedef struct mspec_location {
    const char *file;
    uint32_t line, column;
    uint32_t end_line, end_column;
} mspec_location;

typedef struct mspec_related {
    mspec_location location;
    const char *message;
} mspec_related;

typedef struct mspec_diagnostic {
    const char *code; /* "E0201" */
    mspec_severity severity;
    const char *message;
    mspec_location location;
    const mspec_related *related;
    size_t related_count;
    const char *hint; /* what to write instead, or NULL */
} mspec_diagnostic;

/* All borrowed from the context, valid until the context is freed or its diagnostics are cleared. */
MSPEC_API size_t mspec_diagnostic_count(const mspec_ctx *ctx);
MSPEC_API const mspec_diagnostic *mspec_diagnostic_get(const mspec_ctx *ctx, size_t index); /* NULL past the end */
MSPEC_API size_t mspec_diagnostic_errors(const mspec_ctx *ctx);
MSPEC_API void mspec_diagnostic_clear(mspec_ctx *ctx);

/* The diagnostic as text with the source lines and the ranges underlined, with or without terminal colours.
 * The caller frees the result with free(). NULL when out of memory. */
MSPEC_API char *mspec_diagnostic_render(const mspec_ctx *ctx, const mspec_diagnostic *diagnostic, bool colour);

/* The registry of codes: what a code means, with an example of the mistake and its mend. NULL for an unknown code; case is
 * ignored. `mspec_code_at` lists them all; NULL past the end. Static strings. */
typedef struct mspec_code {
    const char *code;
    mspec_severity severity;
    const char *title;
    const char *explanation;
} mspec_code;
MSPEC_API const mspec_code *mspec_code_find(const char *code);
MSPEC_API const mspec_code *mspec_code_at(size_t index);

#ifdef __cplusplus
}
#endif
#endif
