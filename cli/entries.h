/* The entries of the catalogue and of the user's files: languages, mechanisms, vulnerabilities, as they are written, with what
 * they inherit. For `catalog`, which shows entries and does not reason about them. */
#ifndef MSPEC_CLI_ENTRIES_H
#define MSPEC_CLI_ENTRIES_H

#include "cli/command.h"
#include "syntax/tree.h"

struct entry {
    const struct block *block;
    const char *kind; /* "language", "hardening", "isolation", "vulnerability" */
    bool from_catalog;
};

struct entries {
    const mspec_ctx *ctx;
    struct entry *items; /* in order of kind, then of reading; a user's entry stands in place of the catalogue's */
    size_t count;
};

/* In the arena. False when out of memory. */
bool entries_collect(const mspec_ctx *ctx, struct arena *a, struct entries *out);
const char *entry_name(const struct entries *e, const struct entry *entry);
/* The clause of an entry, or the one that it inherits; NULL when it has none. */
const struct clause *entry_clause(const struct entries *e, const struct entry *entry, enum heading heading);
/* The value of a clause as one line: a single string without its quotes, anything else as written; NULL without the clause and
 * when out of memory. */
const char *entry_value(const struct entries *e, const struct entry *entry, enum heading heading, struct arena *a);

#endif
