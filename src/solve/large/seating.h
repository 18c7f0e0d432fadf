/* A configuration that is being improved: who is where, kept so that one component can be lifted and put elsewhere at the cost of its
 * neighbours alone. Compartments of the outer mechanism are *zones*, those of the inner one in them *parts*; every component is in a
 * part. What is not used is not built: a single zone, or a single part of a zone, is no compartment.
 *
 * Pairs that do not get on are counted (*clashes*), strangers by kinds. What pairs cannot tell is left to the judge, who says which
 * components must not be overwritten by anybody: they are *strict* from then on. */
#ifndef MSPEC_SOLVE_LARGE_SEATING_H
#define MSPEC_SOLVE_LARGE_SEATING_H

#include "solve/large/field.h"

struct spot { /* where somebody may be put; NONE: a new zone, a new part */
    uint32_t zone, part;
};

struct worth {
    uint64_t clashes; /* pairs that do not get on */
    cost_t cost;
};

struct seating {
    const struct field *f;
    uint32_t n, kinds;        /* twice those of the field: strict ones are kinds of their own */
    uint32_t *alternative, *part; /* by component; part NONE: lifted */
    bool *strict;
    uint32_t *zone_of;        /* by part */
    uint32_t *part_members, *zone_members, *zone_parts; /* parts with members */
    uint32_t *part_kinds, *zone_kinds, *all_kinds;      /* members by kind: [part × kinds], [zone × kinds] */
    uint32_t used_zones, used_parts, built_parts; /* built: parts of zones that have several */
    uint32_t capacity;        /* of zones, and of parts */
    uint32_t *free_parts, free_part_count, *free_zones, free_zone_count;
    uint32_t zone_limit, part_limit; /* 0: none */
    uint32_t **clashing, *clashing_count; /* [nearness × kind]: kinds of strangers that do not get on with it there */
    bool failed;              /* out of memory */
};

bool seating_init(struct seating *s, const struct field *f, struct arena *a);
void seating_clear(struct seating *s); /* lifts everybody */
void seating_lift(struct seating *s, uint32_t c);
/* Puts a lifted component there; new zones and parts are opened. */
void seating_put(struct seating *s, uint32_t c, uint32_t alternative, struct spot spot);
/* What it would be worth there, beside the others; the component is lifted. */
struct worth seating_worth(struct seating *s, uint32_t c, uint32_t alternative, struct spot spot);
/* May a part, or a zone, be opened there, as limits go? */
bool seating_has_room(const struct seating *s, struct spot spot);
bool seating_make_strict(struct seating *s, uint32_t c); /* false when it is already */
cost_t seating_cost(const struct seating *s);            /* of all */
struct configuration *seating_to_configuration(const struct seating *s, struct arena *a); /* NULL: no memory */

static inline bool worth_less(struct worth a, struct worth b)
{
    return a.clashes != b.clashes ? a.clashes < b.clashes : a.cost < b.cost;
}

#endif
