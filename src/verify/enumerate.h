/* The reference: every configuration of the space, one after the other, each exactly once, written straight from the
 * definition of the space. For small systems, and to judge the engines. */
#ifndef MSPEC_VERIFY_ENUMERATE_H
#define MSPEC_VERIFY_ENUMERATE_H

#include "verify/verify.h"

/* Called with every configuration; returning false stops. The configuration is only valid during the call. */
typedef bool enumerate_fn(void *user, const struct configuration *c);
mspec_status enumerate_space(const struct model *m, enumerate_fn *visit, void *user);

/* The size of the space by formula, without visiting it. Arena for the number. */
mspec_status space_size(const struct model *m, struct arena *a, struct bigint *out);

#endif
