/* What the narrower goal of [Protect] saves, and what is given up for it: the cheapest configuration that protects everybody
 * beside the one that was found, and the requirements that the latter does not keep. */
#ifndef MSPEC_CLI_PROTECT_H
#define MSPEC_CLI_PROTECT_H

#include "cli/command.h"

struct protection {
    bool narrower;             /* the system protects some only: else nothing of what follows */
    struct model *model;       /* with everybody protected */
    struct judgement given_up; /* its violations are of requirements that [Protect] leaves out */
    bool judged;
    bool searched;
    struct pipeline all;       /* the search with everybody protected */
};

/* Of a configuration that was found for `request` (whose question, if any, is kept). MSPEC_OK, MEMORY or LIMIT; *out is always to
 * be given to protection_fini. */
mspec_status protection_find(struct command *c, const struct pipeline_request *request, const struct model *m,
                             const struct judged *best, struct protection *out);
void protection_fini(struct protection *p);

/* saving: with what it saves, and not only what is given up. */
bool protection_say(struct command *c, const struct protection *p, const struct judged *best, bool saving);
void protection_put_json(struct command *c, struct json_build *b, json_t *root, const struct protection *p,
                         const struct judged *best);

/* A table of violations: who may do what against whose requirement. */
bool violations_say(struct command *c, const struct model *m, const struct configuration *configuration, const struct judgement *j,
                    size_t most);

#endif
