/* --safest: what is left where not every requirement can be met, as text and as JSON. Nothing here may read as if it were safe. */
#ifndef MSPEC_CLI_COMPROMISE_H
#define MSPEC_CLI_COMPROMISE_H

#include "cli/command.h"

/* Of a pipeline with something of the kind. */
mspec_status compromise_say(struct command *c, const struct pipeline *p);
void compromise_put_json(struct command *c, struct json_build *b, json_t *root, const struct pipeline *p);

#endif
