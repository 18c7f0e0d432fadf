/* --prefer: how near the optimum is to the configuration that is in use, and what has to be changed. */
#ifndef MSPEC_CLI_PREFERRED_H
#define MSPEC_CLI_PREFERRED_H

#include "cli/command.h"

/* Of a pipeline that was asked to prefer one, with a configuration. False when out of memory. */
bool preferred_say(struct command *c, const struct pipeline *p);
void preferred_put_json(struct command *c, struct json_build *b, json_t *root, const struct pipeline *p);

#endif
