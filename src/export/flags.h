/* The options of compilers, by mechanism: the one table that every writer takes them from. Takes the name of a mechanism of the
 * catalogue and what the code is built for and with; gives the options for compiling and for linking, and under which conditions
 * they do what the mechanism promises. Knows nothing of components and configurations.
 *
 * A row that is missing means: no option of that compiler gives this mechanism. `arches` names the architectures on which the option
 * does something: where a compiler refuses what it cannot do there is no need for it, and it is NULL. */
#ifndef MSPEC_EXPORT_FLAGS_H
#define MSPEC_EXPORT_FLAGS_H

#include "base/memory.h"

enum flags_world { FLAGS_USER }; /* programs of an operating system. What kernels call mechanisms is told by targets */
enum flags_compiler { FLAGS_GCC = 1, FLAGS_CLANG = 2 };

struct flags {
    const char *mechanism;
    enum flags_world world;
    unsigned compilers;       /* of enum flags_compiler */
    unsigned since;           /* the first release whose options are these; 0: any in use */
    const char *arches;       /* separated by blanks, as [Platform] calls them; NULL: wherever the compiler takes it */
    const char *compile, *link; /* separated by blanks; "" for none */
    const char *runtime;      /* one of these to a program: a library that comes with the option; NULL: none */
    const char *note;         /* what the options alone do not bring, for whoever builds; NULL */
};

/* The row of a mechanism for a compiler; NULL. With `compilers` of several, the first that has one of them. */
const struct flags *flags_find(enum flags_world world, unsigned compilers, const char *mechanism);
/* Does the option do something there? */
bool flags_work_on(const struct flags *f, const char *arch);

/* ---- architectures ---- */

/* The name that [Platform] has for an architecture, of any of its usual ones ("aarch64" → "arm64"); NULL for an unknown one. */
const char *flags_arch(const char *name);
/* The macro by which compilers tell that they compile for it; NULL for an unknown one. */
const char *flags_arch_macro(const char *arch);

#endif
