/* verify --from and --linux-config: what a deployed file asks for and does not get, as findings beside those of the judge. */
#ifndef MSPEC_CLI_DEPLOYED_H
#define MSPEC_CLI_DEPLOYED_H

#include "cli/command.h"

struct deployed {
    size_t swallowed; /* asked for in the file that was judged, and not built */
    size_t lost;      /* options that the configuration needs, and that the .config does not have */
};

/* The arguments: the last operand is the file of --from, and its target is obeyed. False when they do not fit (reported). */
bool deployed_request(struct command *c, struct pipeline_request *request);
/* Adds a finding for each. MSPEC_OK, or what reading the .config gave. */
mspec_status deployed_compare(struct command *c, const struct pipeline *p, struct deployed *d, struct wording *findings);
void deployed_say(struct command *c, const struct deployed *d, bool first);

#endif
