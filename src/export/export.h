/* The writers: a judged configuration in the form that people and build systems read, or the question itself as other solvers
 * read it. One file a writer, behind one table. Takes a model, a configuration of it, and its judgement (valid: the caller has
 * seen to that), or the model alone; gives text, or diagnostics that name the clause which the target cannot honour. A writer
 * never decides anything about safety. */
#ifndef MSPEC_EXPORT_EXPORT_H
#define MSPEC_EXPORT_EXPORT_H

#include "mspec/export.h"
#include "verify/verify.h"

/* What the result is built with and for, as the user said beside the system's [Platform]. */
struct export_options {
    const char *compiler;     /* "gcc", "clang-16"; NULL: as [Platform] says */
    const char *arch;         /* "x86_64"; NULL */
    const char *const *cpus;  /* features: "shstk" */
    size_t cpu_count;
};

struct export_input {
    const struct model *model;
    const struct configuration *configuration; /* NULL, like the judgement, for writers of the question */
    const struct judgement *judgement;
    struct export_options options;
};

/* A text of several files: a line with the name of each stands before it. */
void export_file_mark(struct text *out, const char *name, const char *ending);
/* The file that begins at *at, which moves behind it; false when none does. */
bool export_file_next(const char **at, const char **name, size_t *name_length, const char **bytes, size_t *length);

/* Appends to the text; what it holds after a failure is of no use. MSPEC_ERROR_INPUT with diagnostics, MSPEC_ERROR_MEMORY. */
typedef mspec_status export_fn(const struct export_input *input, struct text *out);

struct exporter {
    mspec_exporter about;
    export_fn *write;
    bool of_files;    /* writes several files (export_file_mark) */
    bool of_question; /* writes what is asked of the system: it wants no configuration */
};

const struct exporter *exporter_at(size_t index); /* NULL past the end */
const struct exporter *exporter_find(const char *name);

export_fn export_flexos, export_flexos_make, export_flexos_paper; /* flexos.c */
export_fn export_unikraft, export_unikraft_config, export_unikraft_make; /* unikraft.c */
export_fn export_linux, export_linux_make; /* linux.c */
export_fn export_json;                       /* json.c */
export_fn export_dot;                        /* dot.c */
export_fn export_make;                       /* make.c */
export_fn export_cmake;                      /* cmake.c */
export_fn export_meson;                      /* meson.c */
export_fn export_svg;                        /* svg.c, with the module of graphviz.c */
export_fn export_systemd;                    /* systemd.c */
export_fn export_smtlib, export_minizinc;    /* question.c: solve/statement/ as a file */

#endif
