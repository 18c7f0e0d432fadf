/* Diagnostics and violations as a log of SARIF 2.1.0, the format that code-scanning services read. One run, with a rule for
 * each code that occurs. Takes records, gives text. */
#ifndef MSPEC_DIAG_SARIF_H
#define MSPEC_DIAG_SARIF_H

#include "diag/context.h"

/* How the run went, for whoever reads the log. */
struct sarif_run {
    const char *root;  /* the folder that URIs are relative to, absolute; NULL: names of files stand as they are */
    int exit_status;   /* of the command; from 2 on it has not done what it was asked for */
};

/* The context's diagnostics, followed by `count` further results: a violation is handed in as a record whose code is one of
 * the V codes. Each result has a place: what has none (a wrong option, a file that is not there) is a notification of the run. At
 * most as many results as code-scanning services take; how many more there are is then said. Sources of the context turn columns
 * of bytes into columns of characters. Freed with free(); NULL when out of memory. */
char *sarif_render(const mspec_ctx *ctx, const mspec_diagnostic *further, size_t count, const struct sarif_run *run);

#endif
