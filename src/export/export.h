/* The writers: a judged configuration in the form that people and build systems read. One file a writer, behind one table.
 * Takes a model, a configuration of it, and its judgement (valid: the caller has seen to that); gives text, or diagnostics that
 * name the clause which the target cannot honour. A writer never decides anything about safety. */
#ifndef MSPEC_EXPORT_EXPORT_H
#define MSPEC_EXPORT_EXPORT_H

#include "mspec/export.h"
#include "verify/verify.h"

struct export_input {
    const struct model *model;
    const struct configuration *configuration;
    const struct judgement *judgement;
};

/* Appends to the text; what it holds after a failure is of no use. MSPEC_ERROR_INPUT with diagnostics, MSPEC_ERROR_MEMORY. */
typedef mspec_status export_fn(const struct export_input *input, struct text *out);

struct exporter {
    mspec_exporter about;
    export_fn *write;
};

const struct exporter *exporter_at(size_t index); /* NULL past the end */
const struct exporter *exporter_find(const char *name);

export_fn export_flexos, export_flexos_make; /* flexos.c */
export_fn export_json;                       /* json.c */
export_fn export_dot;                        /* dot.c */

#endif
