/* Labels: what can be said of where a component is without numbering compartments.
 *
 * A compartment of the outer mechanism (a *zone*: all that the mechanism does not separate) has a name: the first of its members, by
 * number, of a kind that suffers no second one of its like in its zone, its *anchor*; or, where it has none, the class of kinds that
 * live in it. A place has a name likewise. Different names are different zones; one anchor is one zone. Who is far from an anchor
 * need not know its name: FAR is any anchor that a component does not list. Each valid configuration gives each component a label,
 * and what two labels cost at least is no more than what the two components cost in it: whatever bounds the sum over all labellings
 * from below bounds the cost of all valid configurations. */
#ifndef MSPEC_SOLVE_LARGE_LABELS_H
#define MSPEC_SOLVE_LARGE_LABELS_H

#include "solve/large/field.h"

#define LABEL_FAR (UINT32_MAX - 1)
#define LABEL_CLASS ((uint32_t)1 << 30) /* + the class */

struct label_of { /* of one component */
    uint32_t alternative;  /* counted from the component's first */
    uint32_t zone, place;  /* an anchor, LABEL_CLASS + class, or LABEL_FAR */
};

struct near_anchors {
    uint32_t *zone, zone_count;   /* anchors that the component knows by name, itself not among them */
    uint32_t *place, place_count;
};

struct labels {
    const struct field *field;
    bool *anchors_zone, *anchors_place; /* by kind */
    uint32_t *zone_class, *place_class; /* by kind; NONE: suffers everybody that anchors nothing */
    uint32_t zone_classes, place_classes;
    struct near_anchors *near;          /* by component */
    uint32_t *first;                    /* labels of c: of[first[c]] … */
    struct label_of *of;
};

/* `most`: so many anchors each component knows by name. Everything lives in the arena. False when out of memory. */
bool labels_make(const struct field *f, struct arena *a, uint32_t most, struct labels *out);

/* In which of the ways of struct parting two labels of two components can be parted, as the names tell. */
enum label_ways {
    WAY_SAME,          /* in one place for sure */
    WAY_WITHIN,        /* in one zone for sure, perhaps in one place */
    WAY_WITHIN_APART,  /* in one zone, in two places */
    WAY_ANY,           /* nothing is known */
    WAY_APART,         /* in two places */
    WAY_ACROSS,        /* in two zones */
    WAY_NEVER,         /* such labels contradict each other */
    WAYS
};
enum label_ways labels_ways(const struct labels *l, uint32_t a, const struct label_of *x, uint32_t b, const struct label_of *y);
cost_t labels_least(enum label_ways ways, const struct parting *parting); /* gate; COST_MOST */

#endif
