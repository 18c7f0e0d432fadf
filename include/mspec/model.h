/* The model: one system of the specifications that a context has read, with every name resolved and every default applied.
 * Immutable. */
#ifndef MSPEC_MODEL_H
#define MSPEC_MODEL_H

#include "mspec/context.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mspec_model mspec_model;

/* Checks all that the context has read, and every system in it, without choosing one.
 * MSPEC_OK when nothing is wrong (warnings do not count); MSPEC_ERROR_INPUT with diagnostics; MSPEC_ERROR_MEMORY. */
MSPEC_API mspec_status mspec_check(mspec_ctx *ctx) MSPEC_MUST_USE;

/* Checks, and builds the model of one system. `system` NULL: the only one; all components where no system is declared. It is an
 * error when there are several. *out is freed with mspec_model_free, before the context; NULL on failure.
 * MSPEC_ERROR_INPUT with diagnostics; MSPEC_ERROR_MEMORY; MSPEC_ERROR_ARGUMENT when ctx or out is NULL. */
MSPEC_API mspec_status mspec_model_new(mspec_ctx *ctx, const char *system, mspec_model **out) MSPEC_MUST_USE;
MSPEC_API void mspec_model_free(mspec_model *model);

/* The name of the system block; NULL where none is declared. */
MSPEC_API const char *mspec_model_system(const mspec_model *model);

/* Components have the indexes 0 … count - 1, in the order of [Components], or of their declaration without it. */
MSPEC_API size_t mspec_model_component_count(const mspec_model *model);
MSPEC_API const char *mspec_model_component_name(const mspec_model *model, size_t component); /* NULL past the end */
/* The index of a component; the count when there is none of that name. */
MSPEC_API size_t mspec_model_component_find(const mspec_model *model, const char *name);

/* The stages of the work as text, for tests and for curious people. The text is stable within a version, and no interface. */
typedef enum mspec_stage {
    MSPEC_STAGE_TREE,   /* what the parser read, file by file */
    MSPEC_STAGE_MODEL,  /* names resolved, atoms formed */
    MSPEC_STAGE_PROBLEM /* what the engines search over */
} mspec_stage;

/* *out is freed with free(); NULL on failure. The tree needs no valid input: MSPEC_OK whatever the diagnostics say. */
MSPEC_API mspec_status mspec_dump(mspec_ctx *ctx, const char *system, mspec_stage stage, char **out) MSPEC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
