/* Reads a configuration from JSON: the object that `solve` prints and --config-out writes, of which only "components" is needed.
 * Takes outside input of any kind; gives a configuration of the model, or diagnostics with their places in the file. Strict: a
 * key that is not known, a component too many or too few, a mechanism that nobody declares are errors, since a slip of the pen
 * must not pass for less protection. Does not say whether the configuration is any good: that is the judge's. */
#ifndef MSPEC_IMPORT_CONFIG_JSON_H
#define MSPEC_IMPORT_CONFIG_JSON_H

#include "model/configuration.h"

/* Larger files are refused before they are read: ten thousand components fit in far less. */
#define CONFIG_JSON_MAX ((size_t)16 << 20)

/* *out is in the arena; NULL on failure. The text is copied into the model's context, for the diagnostics. */
mspec_status config_json_read_file(const struct model *m, const char *path, struct arena *a, struct configuration **out);
mspec_status config_json_read_text(const struct model *m, const char *name, const char *bytes, size_t length, struct arena *a,
                                   struct configuration **out);

#endif
