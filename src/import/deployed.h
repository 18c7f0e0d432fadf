/* Files that are deployed, as configurations: kraft.yaml, and the .config of Unikraft and Linux. Takes a model, which obeys the target
 * of the file, and a file; gives the configuration that is really built from it, and what the build system swallows without a word.
 * What a file does not show is taken for absent: it never makes anything look safer. */
#ifndef MSPEC_IMPORT_DEPLOYED_H
#define MSPEC_IMPORT_DEPLOYED_H

#include "model/build_target.h"
#include "model/configuration.h"

struct deployed_note { /* asked for in the file, and not what is built */
    struct span span;
    const char *message, *hint; /* hint may be NULL */
};
struct deployed_notes {
    VECTOR(struct deployed_note);
};

/* All in the arena, but for the vector. MSPEC_OK; MSPEC_ERROR_INPUT or _IO, reported; MSPEC_ERROR_MEMORY. */
mspec_status kraft_read(const struct model *m, const char *path, struct arena *a, struct configuration **out,
                        struct deployed_notes *notes);
mspec_status dotconfig_read(const struct model *m, const char *path, struct arena *a, struct configuration **out,
                            struct deployed_notes *notes);

/* A configuration in which nothing is hardened and nothing is divided; NULL when out of memory, or, reported, where a component has
 * variants: which one is built is in none of these files. */
struct configuration *deployed_bare(const struct model *m, struct arena *a, mspec_status *status);
bool deployed_note(const struct model *m, struct arena *a, struct deployed_notes *notes, struct span span, const char *hint,
                   const char *format, ...) __attribute__((format(printf, 6, 7)));

/* ---- .config ---- */

struct dotconfig_option {
    const char *name;  /* "CONFIG_KASAN" */
    const char *value; /* "y", "\"text\""; "n" for one that is not set */
    struct span span;
};
struct dotconfig {
    struct dotconfig_option *options; /* by name */
    size_t count;
    uint32_t source;
};
mspec_status dotconfig_load(mspec_ctx *ctx, const char *path, struct arena *a, struct dotconfig *out);
const struct dotconfig_option *dotconfig_find(const struct dotconfig *c, const char *name); /* NULL: not mentioned */

#endif
