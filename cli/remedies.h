/* What helps where somebody may jump anywhere: the surprise that every newcomer meets is that a boundary which lets code be
 * executed, or hardening of memory alone, undoes itself. Takes a judgement, gives sentences. */
#ifndef MSPEC_CLI_REMEDIES_H
#define MSPEC_CLI_REMEDIES_H

#include "verify/verify.h"

struct remedies {
    const char *why;      /* NULL when nobody jumps: then there are no remedies */
    const char *texts[3]; /* control-flow hardening, an address space, granting code */
    size_t count;
};

/* In the arena. False when out of memory. */
bool remedies_find(const struct model *m, const struct configuration *c, const struct judgement *j, struct arena *a,
                   struct remedies *out);

#endif
