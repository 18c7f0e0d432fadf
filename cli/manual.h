/* The manual page and the shell completion, made from the tables of verbs and options. */
#ifndef MSPEC_CLI_MANUAL_H
#define MSPEC_CLI_MANUAL_H

#include "cli/command.h"

void manual_page(struct text *out);       /* roff, section 1 */
void manual_completion(struct text *out); /* for bash */

#endif
