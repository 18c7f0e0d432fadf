#include "cli/output.h"
int run_profile(struct command *c) { return command_failed(c, MSPEC_ERROR_INTERNAL); }
