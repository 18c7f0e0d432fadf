/* A judgement in words: each violation and each broken need, limit or constraint as a diagnostic record, with the chain of events
 * by which a component lost its bound as related places. One place words them, for the text, JSON and SARIF outputs alike. They
 * are no diagnostics of the input, and do not enter the context's queue. */
#ifndef MSPEC_EXPORT_WORDING_H
#define MSPEC_EXPORT_WORDING_H

#include "verify/verify.h"

struct wording {
    mspec_diagnostic *items;   /* the violations first, in their order, then the problems */
    size_t count;
    const char **targets;      /* of each violation: "lwip.ring[64..8192]" */
    const char **operations;   /* of each violation: "X.call" */
};

/* All in the arena. False when out of memory. */
bool wording_make(const struct model *m, const struct configuration *c, const struct judgement *j, struct arena *a,
                   struct wording *out);
/* "read", "read and write", "call": what the operations are called when somebody does them to a cell. Static. */
const char *wording_verb(op_set ops, enum cell_class class);
/* The code of a violation with these operations. */
const char *wording_code(op_set ops, enum cell_class class, bool lapsed);
/* model_print_cell into an arena. */
const char *wording_cell(const struct model *m, const struct cell *cell, struct arena *a);

#endif
