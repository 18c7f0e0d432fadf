/* What has to be done to come from one configuration to another: variants taken, mechanisms switched on and off, components moved.
 * Compartments have no names: those of the two are matched so that as few components as possible move. */
#ifndef MSPEC_EXPORT_DIFFERENCE_H
#define MSPEC_EXPORT_DIFFERENCE_H

#include "export/result_json.h"
#include "model/configuration.h"

enum change_action { CHANGE_VARIANT, CHANGE_ON, CHANGE_OFF, CHANGE_MOVE };

struct change {
    enum change_action action;
    uint32_t *components; /* all to which the same is done; ascending */
    uint32_t component_count;
    uint32_t mechanism;    /* CHANGE_ON, CHANGE_OFF: hardening; else NONE */
    const char *from, *to; /* the variant, or the path ("ept:1 / mpk:2"); NULL for none */
};

struct difference {
    struct change *items; /* what is switched on first, then moves, variants, and what is switched off */
    size_t count;
    size_t steps;         /* one for each component and action */
    struct configuration *to; /* the other one, with the compartments' numbers that the texts use */
};

/* All in the arena. False when out of memory. */
bool difference_find(const struct model *m, const struct configuration *from, const struct configuration *to, struct arena *a,
                     struct difference *out);
/* "switch on asan for `lwip`, `redis`"; in the arena, NULL when out of memory. */
const char *difference_text(const struct model *m, const struct change *change, struct arena *a);
json_t *difference_to_json(struct json_build *b, const struct model *m, const struct difference *d);

#endif
