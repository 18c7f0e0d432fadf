/* A random system, read and made a model of: what each program of this folder looks at, one after the other. */
#ifndef MSPEC_TESTS_PROPERTY_SYSTEM_H
#define MSPEC_TESTS_PROPERTY_SYSTEM_H

#include "model/model.h"
#include "options.h"

struct random_system {
    uint64_t seed;
    struct text text;
    mspec_ctx *ctx;
    struct model *model; /* NULL: it is rejected; the context then says why */
};

/* False: rejected. To be closed whatever it says. */
bool random_system_open(struct random_system *s, uint64_t seed, const struct options *o);
void random_system_close(struct random_system *s);
/* How many configurations there are; false when they are more than are to be looked at, or cannot be counted. */
bool random_system_is_small(const struct random_system *s, const struct options *o, uint64_t *configurations);
/* What went wrong with it, on standard error, with its text if wanted. */
void random_system_complain(const struct random_system *s, const char *complaint, bool with_text);

#endif
