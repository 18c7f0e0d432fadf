/* Writers: a configuration in the form that people and build systems read. */
#ifndef MSPEC_EXPORT_H
#define MSPEC_EXPORT_H

#include "mspec/config.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mspec_exporter {
    const char *name; /* "flexos" */
    const char *help; /* one line */
    const char *file; /* what the file is usually called, "kraft.yaml" */
} mspec_exporter;

/* The writers by index; NULL past the end. Static. */
MSPEC_API const mspec_exporter *mspec_exporter_at(size_t index);

/* Writes a configuration. It is judged first: one that is not valid is refused. "smtlib" and "minizinc" write what is asked of the
 * model, and need no configuration: NULL, or one that they do not look at. *out is freed with free(); NULL on failure.
 * MSPEC_ERROR_INPUT with diagnostics when the configuration is not valid or the target cannot do what it asks for;
 * MSPEC_ERROR_MEMORY; MSPEC_ERROR_ARGUMENT for a writer that does not exist, a configuration of another model, or
 * none where one is needed. */
MSPEC_API mspec_status mspec_export(const mspec_model *model, const mspec_config *config, const char *exporter,
                                    char **out) MSPEC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
