/* Proof by exhaustion: every configuration of a small space is judged. The last resort, for what the formula does not cover. */
#ifndef MSPEC_CERTIFY_EXHAUST_H
#define MSPEC_CERTIFY_EXHAUST_H

#include "verify/verify.h"

enum { EXHAUST_MOST = 1000000 /* configurations */ };

enum exhaust_verdict { EXHAUST_HOLDS, EXHAUST_FAILS, EXHAUST_TOO_LARGE };

/* measures: that no valid configuration is cheaper; NULL: that there is none. MSPEC_OK, MEMORY, or LIMIT when cancelled. */
mspec_status exhaust(const struct model *m, const struct measures *measures, enum exhaust_verdict *out, uint64_t *visited);

#endif
