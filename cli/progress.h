/* While something long runs: a line on standard error when that is a terminal and more than a second has passed, and the
 * interrupt key, which ends the search with the best that was found. */
#ifndef MSPEC_CLI_PROGRESS_H
#define MSPEC_CLI_PROGRESS_H

#include "mspec/context.h"

void progress_start(mspec_ctx *ctx); /* also catches SIGINT; a second one ends the program at once */
void progress_clear(void);           /* takes the line away */
bool progress_interrupted(void);

#endif
