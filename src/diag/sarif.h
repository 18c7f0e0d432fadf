/* Diagnostics and violations as a log of SARIF 2.1.0, the format that code-scanning services read. One run, with a rule for
 * each code that occurs. Takes records, gives text. */
#ifndef MSPEC_DIAG_SARIF_H
#define MSPEC_DIAG_SARIF_H

#include "diag/context.h"

/* The context's diagnostics, followed by `count` further results: a violation is handed in as a record whose code is one of
 * the V codes. Sources of the context turn columns of bytes into columns of characters. Freed with free(); NULL when out of
 * memory. */
char *sarif_render(const mspec_ctx *ctx, const mspec_diagnostic *further, size_t count);

#endif
