/* A configuration: for each component its variant, its hardening and its path of compartments. Compartments are told apart by
 * the whole path that leads to them: `mpk:1` in `ept:1` is not `mpk:1` in `ept:2`. */
#ifndef MSPEC_MODEL_CONFIGURATION_H
#define MSPEC_MODEL_CONFIGURATION_H

#include "model/model.h"

struct placement {
    uint32_t mechanism;
    uint32_t number; /* from 1 */
};

struct choice {
    uint32_t form;             /* form id */
    uint32_t *hardening;       /* mechanism ids, ascending, without what is built in; per compartment: the compartment's set */
    uint32_t hardening_count;
    struct placement *path;    /* outermost first */
    uint32_t depth;
};

struct configuration {
    struct choice *choices; /* one for each component of the model */
    uint32_t count;
};

/* Deep copy into an arena; NULL when out of memory. */
struct configuration *configuration_copy(struct arena *a, const struct configuration *c);
/* Numbers compartments as they are printed: from 1 for each mechanism, in the order in which the components first meet them. False
 * when out of memory; the configuration is then unchanged. */
bool configuration_renumber(const struct model *m, struct configuration *c);
bool path_equal(const struct choice *a, const struct choice *b);
bool choice_runs_alike(const struct choice *a, const struct choice *b); /* in the same form, with the same hardening */
/* The same, compartments and their numbers included: both have to be numbered alike. */
bool configuration_equal(const struct configuration *a, const struct configuration *b);
/* How many steps from the outside the two paths share. */
uint32_t path_common(const struct choice *a, const struct choice *b);

#endif
