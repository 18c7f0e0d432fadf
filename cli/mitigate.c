#include "cli/command.h"
int run_mitigate(struct command *c) { return command_failed(c, MSPEC_ERROR_INTERNAL); }
