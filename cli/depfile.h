/* What a build system needs to know of a run: a stamp that says that all was safe, and the files that were read, in the notation of
 * makefiles, which Ninja reads too. */
#ifndef MSPEC_CLI_DEPFILE_H
#define MSPEC_CLI_DEPFILE_H

#include "cli/command.h"

/* Is what --stamp and --depfile ask for possible? False when it is not (reported). Before anything is read. */
bool depfile_check(struct command *c);
/* Writes the dependencies of `target`, when --depfile asks for it: all that the context has read. False when reported. */
bool depfile_write(struct command *c, const char *target);
/* Writes the stamp, or removes what an earlier run has left, when --stamp asks for it. False when reported. */
bool stamp_write(struct command *c, bool is_safe);

#endif
