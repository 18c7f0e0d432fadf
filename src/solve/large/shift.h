/* Moves of whole parts from one zone to another: what limits force, when a zone holds more parts than its mechanism can build, and what
 * saves crossings. */
#ifndef MSPEC_SOLVE_LARGE_SHIFT_H
#define MSPEC_SOLVE_LARGE_SHIFT_H

#include "solve/large/climb.h"

struct shifter {
    struct seating *s;
    struct watch *watch;
    uint32_t *member, *first; /* members by part, as of the last listing; one more */
    cost_t *pull;             /* by zone: what crossings to it would cost less */
    uint32_t *touched, touched_count;
};

bool shifter_init(struct shifter *x, struct seating *s, struct watch *watch, struct arena *a);
/* Takes parts out of zones that hold too many, those first that lose least by it. */
void shift_surplus(struct shifter *x);
/* Each part once, where another zone is better for it. True when something has moved. */
bool shift_parts(struct shifter *x);

#endif
