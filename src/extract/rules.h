/* Rules that say which component a file belongs to: patterns and a name. Takes a file of rules, or arguments; gives the name for a
 * path. Knows nothing of objects. */
#ifndef MSPEC_EXTRACT_RULES_H
#define MSPEC_EXTRACT_RULES_H

#include "diag/context.h"

struct mapping {
    const char *pattern; /* may hold stars; that of a folder ends in a slash */
    const char *name;    /* "net", "{stem}", "-" */
    struct span span;    /* in the file of rules; source 0 for an argument */
    bool used;
};

struct rules {
    VECTOR(struct mapping);
};

/* Reads a file of rules. MSPEC_ERROR_INPUT and _IO with diagnostics. */
mspec_status rules_read(mspec_ctx *ctx, const char *path, struct rules *out);
/* Adds the rules of an argument NAME=PATTERN,PATTERN. */
mspec_status rules_add(mspec_ctx *ctx, const char *argument, struct rules *out);
/* The first rule that the path follows; NULL. */
struct mapping *rules_find(const struct rules *rules, const char *path);
/* Warns of rules that no path followed. */
void rules_warn(mspec_ctx *ctx, const struct rules *rules);
void rules_free(mspec_ctx *ctx, struct rules *rules);
/* Does the path, or a part of it from some folder on, fit the pattern? */
bool rule_fits(const char *pattern, const char *path);

#endif
