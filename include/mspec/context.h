/* The context: owns sources, names, limits and diagnostics. Not shared between threads; several may live side by side.
 * Models and results made with a context must be freed before it. */
#ifndef MSPEC_CONTEXT_H
#define MSPEC_CONTEXT_H

#include "mspec/diagnostic.h"

#ifdef __cplusplus
extern "C" {
#endif

/* NULL when out of memory. */
MSPEC_API mspec_ctx *mspec_ctx_new(void);
MSPEC_API void mspec_ctx_free(mspec_ctx *ctx); /* NULL is allowed */

/* At most this many bytes for everything that the context owns; 0 is no limit. Default: 4 GiB. */
MSPEC_API void mspec_ctx_set_memory_limit(mspec_ctx *ctx, size_t bytes);

/* The folder of the catalogue's .mspec files. Without it: the folder named by the environment variable MSPEC_CATALOG, else the
 * one beside the running program's build, else the installed one. An empty string means no catalogue at all. */
MSPEC_API mspec_status mspec_ctx_set_catalog(mspec_ctx *ctx, const char *folder) MSPEC_MUST_USE;

/* What the system is to be built for: the name of a target (one of the specification, or a shipped one), or the path of a file that
 * holds one. Models that are built afterwards obey it: what it cannot build is never chosen. NULL: nothing in particular. */
MSPEC_API mspec_status mspec_ctx_set_target(mspec_ctx *ctx, const char *target) MSPEC_MUST_USE;

/* Called now and then while something long runs; returning false cancels it (MSPEC_ERROR_LIMIT, or the best result so far,
 * marked as not proven). `progress` is a short line of text, or NULL when there is nothing to say. */
typedef bool mspec_progress_fn(void *user, const char *progress);
MSPEC_API void mspec_ctx_set_progress(mspec_ctx *ctx, mspec_progress_fn *progress, void *user);

/* Adds a specification: a file, a folder of .mspec files (searched in depth, in the order of their names), or text.
 * `name` is what diagnostics call the text. Errors in the text are diagnostics: MSPEC_ERROR_INPUT, and what could be read stays
 * read, so that all files can be added and all errors shown. */
MSPEC_API mspec_status mspec_ctx_add_file(mspec_ctx *ctx, const char *path) MSPEC_MUST_USE;
MSPEC_API mspec_status mspec_ctx_add_text(mspec_ctx *ctx, const char *name, const char *bytes, size_t length) MSPEC_MUST_USE;

/* The canonical text of one source: comments kept, meaning kept, idempotent. *out is freed with free(); NULL on failure. */
MSPEC_API mspec_status mspec_format(mspec_ctx *ctx, const char *name, const char *bytes, size_t length, char **out) MSPEC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
