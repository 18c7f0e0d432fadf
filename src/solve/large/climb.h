/* Local search on a seating: one component after the other is put where it is worth most beside the others; small parts are taken
 * apart and their members put elsewhere. Stops where neither helps. */
#ifndef MSPEC_SOLVE_LARGE_CLIMB_H
#define MSPEC_SOLVE_LARGE_CLIMB_H

#include "solve/large/seating.h"
#include "solve/watch.h"

struct climber {
    struct seating *s;
    struct watch *watch;
    uint32_t *order;      /* of components */
    uint32_t *stamp_part, *stamp_zone, stamp; /* seen for the component that is looked at */
    struct spot *spots;
    uint32_t spot_count;
    uint32_t popular[8], popular_count; /* the largest parts */
    uint64_t random;
};

bool climber_init(struct climber *x, struct seating *s, struct watch *watch, struct arena *a);
/* Seats everybody who is lifted, those with the most to do with others first. False: stopped by the watch, before all are seated. */
bool climb_seat_rest(struct climber *x);
/* Puts a lifted component where it is worth most. */
void climb_put_best(struct climber *x, uint32_t c);
/* Until nothing helps, or so many rounds. False: stopped. */
bool climb(struct climber *x, uint32_t rounds);

#endif
