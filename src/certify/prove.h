/* Makes proofs that check.h accepts: core-guided MaxSAT with a SAT solver, whose learned clauses are replayed. Nobody has to
 * believe it. Does not ask the engines: it is given the configuration that they found. */
#ifndef MSPEC_CERTIFY_PROVE_H
#define MSPEC_CERTIFY_PROVE_H

#include "certify/ledger.h"

enum prove_verdict {
    PROVE_DONE,
    PROVE_UNCOVERED, /* the system is beyond the formula, or the formula allows what the judge does not */
    PROVE_CHEAPER,   /* the formula allows something cheaper (or something at all, where nothing was claimed to be) */
    PROVE_STOPPED    /* by the time limit, or by the user */
};

struct prove_result {
    enum prove_verdict verdict;
    const char *why;    /* a static string; PROVE_UNCOVERED, PROVE_STOPPED */
    uint32_t *order;    /* of the formula, in the arena */
    size_t clauses, steps;
    int variables;
};

/* measures: of the configuration to be proven optimal; NULL: prove that there is none. The configuration itself, which may be NULL
 * too, is of help in finding the proof, which is appended to *out. */
mspec_status prove(const struct model *m, const struct configuration *c, const struct measures *measures, double time_limit,
                   struct arena *a, struct prove_result *result, struct text *out);

#endif
