/* A configuration: for each component of a model its variant, its hardening mechanisms, and its path of compartments from the
 * outermost to the innermost. Immutable. As a file it is the JSON object that `mspec solve --config-out` writes. */
#ifndef MSPEC_CONFIG_H
#define MSPEC_CONFIG_H

#include "mspec/model.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mspec_config mspec_config;

/* Reads a configuration of the model. Only the key "components" is needed; every component of the model must be there, and no
 * other. `name` is what diagnostics call the text. A configuration may be read that is outside the space (hardening that does not
 * apply, say): the judge says so. *out is freed with mspec_config_free, before the model; NULL on failure.
 * MSPEC_ERROR_INPUT or MSPEC_ERROR_IO with diagnostics in the model's context; MSPEC_ERROR_MEMORY; MSPEC_ERROR_ARGUMENT. */
MSPEC_API mspec_status mspec_config_read_file(const mspec_model *model, const char *path, mspec_config **out) MSPEC_MUST_USE;
MSPEC_API mspec_status mspec_config_read_text(const mspec_model *model, const char *name, const char *bytes, size_t length,
                                              mspec_config **out) MSPEC_MUST_USE;
MSPEC_API void mspec_config_free(mspec_config *config);

/* What a configuration gives to a component (an index of the model). Names are borrowed. Indexes past the end give NULL or 0. */
MSPEC_API const char *mspec_config_variant(const mspec_config *config, size_t component); /* NULL: has no variants */
MSPEC_API size_t mspec_config_hardening_count(const mspec_config *config, size_t component);
MSPEC_API const char *mspec_config_hardening(const mspec_config *config, size_t component, size_t index);
/* The path: `level` 0 is the outermost compartment. Two components are in the same compartment when their paths are equal up to
 * that level, mechanism and number. Numbers start at 1. */
MSPEC_API size_t mspec_config_depth(const mspec_config *config, size_t component);
MSPEC_API const char *mspec_config_mechanism(const mspec_config *config, size_t component, size_t level);
MSPEC_API uint32_t mspec_config_number(const mspec_config *config, size_t component, size_t level);

#ifdef __cplusplus
}
#endif
#endif
