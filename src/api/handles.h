/* What stands behind the opaque types of include/mspec: thin covers around what the layers make, in the memory of the context. No
 * decision is taken here. Layouts are private to this folder. */
#ifndef MSPEC_API_HANDLES_H
#define MSPEC_API_HANDLES_H

#include "export/assumptions.h"
#include "export/wording.h"
#include "mspec/mspec.h"
#include "pipeline.h"

struct mspec_model {
    struct model *inside;
};

struct mspec_config {
    const struct model *model;
    const struct configuration *inside;
    struct arena arena; /* of a configuration that was read; unused in a result's */
};

struct mspec_judgement {
    const struct model *model;
    const struct configuration *configuration;
    struct judgement own; /* when made by mspec_verify */
    const struct judgement *inside;
    struct arena arena; /* all below */
    struct wording findings;
    struct assumptions assumptions;
    mspec_violation *violations;
};

#define NUMBER_COUNT (MSPEC_NUMBER_OPTIMAL + 1)

struct mspec_result {
    struct pipeline pipeline;
    mspec_config *configs;
    mspec_judgement *judgements;
    size_t judgement_count;
    const char *numbers[NUMBER_COUNT];
    mspec_related *core; /* NULL: none */
};

/* A zeroed object under the context's budget; NULL when out of memory. */
void *handle_new(const struct model *m, size_t size);
void handle_free(const struct model *m, void *handle, size_t size);
/* Fills in what a judgement's getters give, for a judgement that is already in `inside`. */
bool judgement_describe(mspec_judgement *j);

#endif
