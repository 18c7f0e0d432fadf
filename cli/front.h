/* --pareto: which measures are traded against each other, and the front as a table and as JSON. */
#ifndef MSPEC_CLI_FRONT_H
#define MSPEC_CLI_FRONT_H

#include "cli/command.h"

/* "runtime,memory". What is no measure, or is named twice, is reported: false. `measured` (by measure) tells which are named. */
bool front_measures(struct command *c, const char *list, enum measure *measures, uint32_t *count, bool *measured);
/* Of a pipeline with at least one configuration. */
mspec_status front_say(struct command *c, const struct pipeline *p, const enum measure *measures, uint32_t count);
json_t *front_json(struct json_build *b, const enum measure *measures, uint32_t count); /* the measures' names */

#endif
