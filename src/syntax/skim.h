/* Reading only those entries of the catalogue that somebody names. A skimmed file has its entries found, each from its heading to
 * its `}`, and none read. An entry is read once its name has been met as a name, whatever it stood for there: that is more
 * than needed, never less. Of one that a user's replaces the heading is enough. What is not read is not looked at: a mistake in it goes
 * unnoticed here. `check` and `catalog` read all. */
#ifndef MSPEC_SYNTAX_SKIM_H
#define MSPEC_SYNTAX_SKIM_H

#include "syntax/syntax.h"

/* A file whose entries are found and not read. NULL when the file is not as regular as that takes (languages, mechanisms and
 * vulnerabilities at the margin, each closed by a `}` at the margin), and when out of memory: then it is to be read as a whole. */
struct file *skim_file(mspec_ctx *ctx, uint32_t source_id);

/* Reads parts of a source, blocks each, as syntax_parse reads all of it (blocks.c). */
struct file *syntax_parse_parts(mspec_ctx *ctx, uint32_t source_id, const struct span *parts, uint32_t count);

#endif
