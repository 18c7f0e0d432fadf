/* The account of a level of the objective: which literals still cost what, and what is proven to be paid in any case. Its steps
 * are those of core-guided MaxSAT, each of which keeps the sum: cost = bound + Σ weights of the literals that are true.
 *
 *   core    a clause of literals that all cost something holds: one of them, at least, is paid. The least weight among them
 *           goes from each of them to the bound, and to the event that, besides the last of them that is true, another one is.
 *   harden  a literal that alone would raise the bound above what the configuration costs is false in all that are as cheap.
 *   level   the bound is what the configuration costs: in all that are as cheap, whatever still costs is false. The next
 *           measure begins.
 *
 *   budget  literals whose weights together exceed a budget are not all true.
 *
 * Takes a formula, and adds what follows to its clauses, always in the same order. Of the prover and of the checker. */
#ifndef MSPEC_CERTIFY_LEDGER_H
#define MSPEC_CERTIFY_LEDGER_H

#include "certify/formula.h"

struct ledger {
    struct formula *f;
    int128 *weights; /* by literal_at */
    bool *marked;    /* by literal_at; clear between steps */
    size_t capacity; /* in literals */
    uint32_t level;
    int128 bound, cost; /* of this level, in its weights: proven, and that of the configuration */
    const struct measures *measures; /* of the configuration; borrowed */
    const char *wrong;  /* why a step was refused (a static string) */
};

/* Begins with the first level; measures NULL: there is no configuration, and no level. False when out of memory, or when the
 * figures do not fit (wrong says so). */
bool ledger_init(struct ledger *l, struct formula *f, const struct measures *measures);
void ledger_fini(struct ledger *l);
bool ledger_done(const struct ledger *l); /* all levels are */

/* Each adds clauses to the formula. False: refused (wrong says why), or out of memory (wrong is NULL). */
bool ledger_core(struct ledger *l, size_t clause);
bool ledger_harden(struct ledger *l, int literal);
bool ledger_level(struct ledger *l);
bool ledger_budget(struct ledger *l, uint32_t which, const int *literals, size_t count);

#endif
