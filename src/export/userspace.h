/* Programs of an operating system: what each component is compiled and linked with, and which components are one program. The
 * writers for make, CMake and Meson share it; each puts it down in its own words.
 *
 * Compilers build no boundaries: of the mechanisms of isolation only `process` is taken, whose compartments are programs of their
 * own. What options alone cannot do is refused, and so is an option that would do nothing for this compiler or architecture. */
#ifndef MSPEC_EXPORT_USERSPACE_H
#define MSPEC_EXPORT_USERSPACE_H

#include "export/toolchain.h"

struct options_list {
    VECTOR(const char *);
};

struct user_component {
    const char *name, *variant; /* variant NULL: none */
    const char *path;           /* of its sources: the subpath of its [Origin], else its name */
    bool path_is_file;          /* "src/parser.c", as the subpath says */
    bool has_code;
    struct options_list mechanisms, compile, link;
    uint32_t program;           /* from 0 */
};

struct user_build {
    const struct export_input *in;
    struct arena arena;
    struct toolchain tools;
    struct user_component *components; /* those of the model */
    uint32_t count;
    struct options_list *programs;     /* options for linking each */
    uint32_t program_count;
    struct options_list notes;
    unsigned since;                    /* the least release of the compiler that will do; 0: any */
    bool hardens, hardens_c, hardens_cxx; /* something is compiled with more than usual; something in that language */
    bool refused;                      /* and said why */
};

/* *out must be given to user_build_fini whatever the status. `format` is what messages call it: "make". */
mspec_status user_build_make(const struct export_input *in, const char *format, struct user_build *out);
void user_build_fini(struct user_build *b);
/* The head of the file, as comments that start with `#`: what it is for, and what the options alone do not bring. */
void user_build_head(const struct user_build *b, struct text *out);
/* A comment that starts with `#`: the component, its variant, and what it is hardened with. */
void user_component_head(const struct user_component *c, struct text *out);
/* The options with blanks between them. */
void options_print(const struct options_list *list, struct text *out);

#endif
