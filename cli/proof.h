/* `solve --proof`: the certificate of what was found. */
#ifndef MSPEC_CLI_PROOF_H
#define MSPEC_CLI_PROOF_H

#include "cli/command.h"

/* Writes the certificate of the first configuration, or of there being none, where --proof asks for it. What cannot be certified is
 * reported, and nothing is written; the result stands. */
mspec_status proof_write(struct command *c, const struct pipeline *p);
/* The exit status: unknown, where a certificate was asked for and there is none. */
int proof_status(const struct command *c, int status);

#endif
