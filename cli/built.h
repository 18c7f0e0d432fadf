/* verify --objects: the build that was made, against the configuration that is judged. */
#ifndef MSPEC_CLI_BUILT_H
#define MSPEC_CLI_BUILT_H

#include "cli/command.h"
#include "extract/build.h"

struct built {
    struct extraction x;
    struct build_lacks lacks;
    bool asked; /* --objects was given */
};

/* The objects that --objects, --component and --map name. */
struct extract_request built_request(const struct options *o);
/* Reads the objects; nothing happens without --objects. Must be given to built_fini whatever the status. */
mspec_status built_read(struct command *c, struct built *b);
void built_fini(struct command *c, struct built *b);
/* Compares, and adds a finding for each lack behind those of the judgement. False when out of memory. */
bool built_compare(struct command *c, struct built *b, const struct model *m, const struct configuration *configuration,
                   struct wording *findings);
json_t *built_json(struct json_build *json, const struct built *b, const struct model *m);

#endif
