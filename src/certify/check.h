/* The checker of refutations. A proof is lines of numbers, in which clauses are called by their numbers, from 1 in the order in
 * which they came:
 *
 *   a LITERALS 0 CLAUSES 0   a clause that follows: were all of its literals false, each of these clauses in turn would have one
 *                            literal left, which then is true, and the last would have none. Units that are known count always
 *   c CLAUSE                 core, as in ledger.h
 *   h LITERAL                harden
 *   l                        level
 *   t DEPTH A B C            sharing is transitive, of three components, called by their numbers from 1 (formula_transitive)
 *   n SPOT COMPONENT         a limit at that spot, under the parent that the component is in (formula_count)
 *   b BUDGET LITERALS        budget: a clause of their negations. Budgets are called by their numbers, from 1
 *
 * Takes a formula, to which it adds, and any bytes; says whether they are a proof. Linear in what it reads, no recursion. */
#ifndef MSPEC_CERTIFY_CHECK_H
#define MSPEC_CERTIFY_CHECK_H

#include "certify/ledger.h"

enum check_verdict {
    CHECK_HOLDS,
    CHECK_FAILS,   /* a step that does not follow, or the end is not reached */
    CHECK_GARBLED, /* not the notation of a proof */
    CHECK_STOPPED, /* by the user */
    CHECK_NO_MEMORY
};

struct check_result {
    enum check_verdict verdict;
    size_t line;       /* from 1, of the proof; 0: none in particular */
    const char *wrong; /* a static string */
    uint64_t steps;
};

/* measures: of the configuration that is claimed to be optimal; NULL: it is claimed that there is none at all. */
struct check_result check_proof(struct formula *f, const struct measures *measures, const char *bytes, size_t length);

#endif
