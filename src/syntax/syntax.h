/* Text to tree, and tree to canonical text. Takes sources of the context; gives trees (tree.h) and diagnostics. Knows the
 * notation only: not what a clause means, nor which names exist. */
#ifndef MSPEC_SYNTAX_SYNTAX_H
#define MSPEC_SYNTAX_SYNTAX_H

#include "syntax/tree.h"

/* Parses one source (already added). Recovers after every error; NULL only when out of memory. Does not follow includes. */
struct file *syntax_parse(mspec_ctx *ctx, uint32_t source_id);

/* Reads a file or folder, parses it and everything that it includes (each file once; cycles are errors), and leaves the
 * trees in ctx->sources[i]->tree, in dependency order of reading. */
mspec_status syntax_load_file(mspec_ctx *ctx, const char *path, enum source_origin origin);
mspec_status syntax_load_text(mspec_ctx *ctx, const char *name, const char *bytes, size_t length);
/* The same for text that must not make anybody read files: an include is an error. */
mspec_status syntax_load_alone(mspec_ctx *ctx, const char *name, const char *bytes, size_t length);
/* The catalogue: the folder of mspec_ctx_set_catalog, of MSPEC_CATALOG, of the build, or the installed one. Once a context. */
mspec_status syntax_load_catalog(mspec_ctx *ctx);
/* Finds the catalogue, and what is in it, without reading the entries. */
mspec_status syntax_skim_catalog(mspec_ctx *ctx);
/* Of a skimmed catalogue: reads the entries whose names have been met in what was read so far, those that they name in turn, and
 * all of the kinds whose bits (1 << enum block_kind) are given. Does nothing when the catalogue was loaded. */
mspec_status syntax_read_named(mspec_ctx *ctx, uint32_t kinds);
/* A shipped target by its name: the file of that name in the folder of MSPEC_TARGETS, or of the build, or the installed one. */
mspec_status syntax_load_target(mspec_ctx *ctx, const char *name);
/* Reads a whole file of at most `limit` bytes into the context's arena; reports what went wrong. Also for configurations. */
mspec_status syntax_read_file(mspec_ctx *ctx, const char *path, size_t limit, const char **bytes, size_t *length);

/* The one parser of numbers: decimal or hexadecimal, with optional unit, from text[0..length). Sets *used to the bytes taken.
 * Also for command-line values ("20%", "30s"). False with *error (a static string) when it is no number or does not fit. */
bool syntax_parse_number(const char *text, size_t length, struct number *out, size_t *used, const char **error);

/* How many bytes of the text are a name without dots; 0 when it does not begin with one. */
size_t syntax_name_length(const char *text, size_t length);
/* R, W, X, own, shared, code, api, intent, granted, none: no names of components. */
bool syntax_is_reserved(const char *name, size_t length);

/* Canonical text of a parsed source (comments come from the source's bytes). False when out of memory. */
bool syntax_format(mspec_ctx *ctx, const struct file *file, struct text *out);
/* The tree as stable indented text, for `dump --stage=tree`. */
void syntax_dump(mspec_ctx *ctx, const struct file *file, struct text *out);

#endif
