/* Writing: standard output and files, whole or not at all; diagnostics on standard error. */
#ifndef MSPEC_CLI_OUTPUT_H
#define MSPEC_CLI_OUTPUT_H

#include "cli/command.h"

/* Writes all bytes to a stream and flushes it. False when it cannot be written (errno says why). */
bool output_stream(FILE *stream, const char *bytes, size_t length);
/* Replaces a file by the bytes: through a temporary file beside it that is renamed, so that the file is never half written; its
 * mode stays, a link stays a link. What is no regular file (a pipe, a device) is written directly. False when reported. */
bool output_file(mspec_ctx *ctx, const char *path, const char *bytes, size_t length);
/* Renders the context's diagnostics to standard error, and says how many there are. */
void output_diagnostics(const struct command *c);
/* A complaint of the tool itself: "mspec: …". */
void output_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
