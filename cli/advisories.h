/* mitigate with advisories: each is matched against the components, and judged; several make a table. */
#ifndef MSPEC_CLI_ADVISORIES_H
#define MSPEC_CLI_ADVISORIES_H

#include "cli/command.h"

/* --osv, --cve, --sbom. The specifications have been read. */
int mitigate_advisories(struct command *c, const struct pipeline_request *request);

#endif
