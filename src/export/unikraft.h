/* What Unikraft and FlexOS have in common: which libraries are of the tree itself, and that only libraries can be placed. */
#ifndef MSPEC_EXPORT_UNIKRAFT_H
#define MSPEC_EXPORT_UNIKRAFT_H

#include "export/plan.h"

/* A library of the Unikraft tree: by [Origin], else by its name. */
bool unikraft_is_core(const struct plan *p, uint32_t component);
/* Refuses functions of libraries, and data without code. */
void unikraft_check_libraries(struct plan *p);
/* The option that builds the library: CONFIG_LIBLWIP. */
void unikraft_put_option(struct text *out, const char *name);

#endif
