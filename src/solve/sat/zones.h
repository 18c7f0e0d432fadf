/* Anchored zones: a way to write "divide the components into compartments" without numbering compartments that are alike.
 *
 * Two compartments side by side whose members get on with each other can be merged, and no measure grows. So in some optimal
 * configuration no two can, and each compartment is one of few *common* ones, told apart by the kinds that live there (bare C; those
 * that deny), or is *anchored* by a member whose kind suffers no second one of its like. That bounds the number of compartments by
 * what the conflicts between kinds say, and gives each a name that no other configuration swaps.
 *
 *   zone   a compartment of the outer mechanism (or the whole system when only one is used)
 *   part   a compartment of the inner mechanism in it (or the whole zone when only one is used)
 *   spot   a zone and a part of it: where a component can be
 *
 * Suited are systems with one symmetric isolation mechanism, or two of which one may stand inside the other, hardening per component,
 * and conflicts that pairs of kinds decide. For others the plan says so, and another engine does the work. What pairs cannot tell (who
 * overwrites whom in a chain, lapsing grants, some constraints) is left out here: the plan is a relaxation, and what comes out of it
 * must be judged. Takes a problem; knows nothing of clauses. */
#ifndef MSPEC_SOLVE_SAT_ZONES_H
#define MSPEC_SOLVE_SAT_ZONES_H

#include "solve/problem.h"

enum level {       /* what must stand between two alternatives */
    LEVEL_NOTHING, /* they may share a part */
    LEVEL_INNER,   /* the inner mechanism is enough */
    LEVEL_OUTER,   /* the outer mechanism is needed */
    LEVEL_NEVER
};

struct spot {
    uint32_t zone;
    uint32_t part_anchor; /* the component that must be here too, or NONE: a common part */
    uint32_t part;        /* index of the common part; meaningless for an anchored one */
    uint32_t class_;      /* common part: of the conflicts at LEVEL_INNER and above, the class that lives here */
};

struct zone {
    uint32_t anchor; /* component, or NONE for a common zone */
    uint32_t class_; /* common: of the conflicts at LEVEL_OUTER, the class that lives here */
    uint32_t copy;   /* full zones: the copies of a common zone stand one after the other, with the same spots; 0: the first */
    uint32_t first_spot, spot_count;
};

struct plan {
    struct problem *problem;
    uint32_t outer, inner; /* mechanism ids; NONE */
    bool crowded;
    bool is_monotone;      /* no vulnerability lets more pass where more stands between */
    uint32_t kinds;        /* those of the problem, of which those put together suffer and do the same at every level */
    uint32_t *kind_of;     /* by kind of the problem */
    uint8_t *level;        /* [kinds × kinds] for pairs of which neither names the other */
    bool *alone_part, *alone_zone; /* by kind: suffers no second one of its kind in its part, in its zone */
    uint32_t *part_class, *zone_class; /* by kind: class of conflicts among kinds that suffer their like; NONE: neutral */
    uint32_t part_classes, zone_classes;
    uint8_t *to_part_anchor, *to_zone_anchor; /* [kind × component]: the least level to a kind with which it would anchor */
    struct zone *zones;
    uint32_t zone_count;
    struct spot *spots;
    uint32_t spot_count;
};

enum plan_answer { PLAN_SUITED, PLAN_UNSUITED, PLAN_NO_MEMORY };

/* `crowded`: zones may be full, so that two common ones that could be merged but for the [Limit] of the inner mechanism stand side by
 * side. Two such hold together more parts than the limit allows, which bounds how many there are. The plan lives in the arena. */
enum plan_answer plan_make(struct problem *p, struct arena *a, bool crowded, struct plan *out);

/* May an alternative (by component and kind) stand at the spot, as far as the plan alone decides? */
bool plan_allows(const struct plan *plan, uint32_t component, uint32_t kind, uint32_t spot);
/* Of a pair that names each other: may they share a part, be parted by the inner mechanism, by the outer one? Three bits. */
enum { FIT_SHARED = 1, FIT_INNER = 2, FIT_OUTER = 4 };
int plan_fits(const struct plan *plan, uint32_t alternative_a, uint32_t alternative_b); /* -1: no memory or unsuited */
static inline enum level plan_level(const struct plan *plan, uint32_t kind_a, uint32_t kind_b)
{
    return (enum level)plan->level[(size_t)kind_a * plan->kinds + kind_b];
}
static inline uint32_t plan_kind(const struct plan *plan, uint32_t alternative)
{
    return plan->kind_of[plan->problem->behaviours.items[plan->problem->alternatives[alternative].behaviour].kind];
}

#endif
