/* Z3's optimiser: it needs a large library, so it is a module of its own, which is loaded when somebody asks for it. Takes a
 * statement; gives values of its variables. Whoever asks holds the values against the statement: nothing that comes from
 * here is taken on trust.
 *
 * The two sides are built together: a module of another build is refused. */
#ifndef MSPEC_SOLVE_SMT_OPTIMISER_H
#define MSPEC_SOLVE_SMT_OPTIMISER_H

#include "solve/statement/statement.h"

enum optimiser_verdict {
    OPTIMISER_OPTIMUM, /* the values are of least cost */
    OPTIMISER_NONE,    /* nothing keeps all conditions */
    OPTIMISER_MEMORY,  /* out of memory, or over the limit */
    OPTIMISER_UNKNOWN  /* stopped, or it gave up */
};

struct optimiser_question {
    const struct statement *statement;
    size_t memory_limit;       /* bytes; 0: none */
    bool (*go_on)(void *user); /* asked now and then, in the thread of whoever asks; false: stop */
    void *user;
};

struct optimiser_answer {
    enum optimiser_verdict verdict;
    bool *values, *draft; /* room for all variables, of whoever asks: the best, and some that it met before */
    bool has_values, has_draft;
    char why[200]; /* UNKNOWN: in the solver's words */
};

#define OPTIMISER_VERSION "mspec optimiser 1 " MSPEC_VERSION

struct optimiser {
    const char *version;
    void (*ask)(const struct optimiser_question *question, struct optimiser_answer *answer);
};

/* What the module exports, by this name. */
MSPEC_API const struct optimiser *mspec_optimiser(void);

#endif
