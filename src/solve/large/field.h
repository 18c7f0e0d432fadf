/* What the parts of the engine for large systems ask of a problem: which kinds can be how near to each other.
 *
 * Two components are *near* each other in one of few ways: in one place, parted by the inner mechanism alone, or parted by the outer
 * one (with or without the inner one on either side). The outer mechanism is any isolation of the problem; the inner one may stand
 * within it, or there is none. What strangers suffer (neither names the other) is a table by kinds; those who name each other are
 * asked pair by pair. Takes a problem; knows nothing of bounds and of moves. */
#ifndef MSPEC_SOLVE_LARGE_FIELD_H
#define MSPEC_SOLVE_LARGE_FIELD_H

#include "solve/problem.h"

enum nearness {
    NEAR_SAME,  /* one place */
    NEAR_INNER, /* in one compartment of the outer mechanism, in two of the inner one */
    NEAR_CROSS, /* + 1: the first one is in a compartment of the inner mechanism too, + 2: the second one is */
    NEARNESSES = NEAR_CROSS + 4
};

/* The least that two alternatives can be parted by, as the ways to part them come in cost. Gates of COST_MOST: they never fit so. */
struct parting {
    cost_t same;   /* 0: in one place; COST_MOST */
    cost_t within; /* cheapest gate of those that the outer mechanism is not part of, but for that */
    cost_t across; /* cheapest gate of those that it is part of */
};

struct field {
    struct problem *p;
    struct arena *a;
    uint32_t kinds;
    uint32_t *first_of_kind, *of_kind; /* alternatives by kind */
    uint32_t outer, inner;             /* mechanism ids, or NONE */
    uint32_t near[NEARNESSES];         /* relation ids; NONE where there is no such mechanism */
    cost_t gate[NEARNESSES];           /* of one scaled crossing a second, in packed cost */
    uint32_t *relations, relation_count; /* all that two members can come to stand in */
    struct parting *parting;           /* [kind × kind] for strangers */
    bool *share_zone, *share_place;    /* [kind × kind] some two of these kinds, strangers or not, can be in one */
};

/* Lists kinds, and relations. False when out of memory. */
bool field_init(struct field *f, struct problem *p, struct arena *a);
/* With these mechanisms as outer and inner. False when out of memory. */
bool field_choose(struct field *f, uint32_t outer, uint32_t inner);
/* Two alternatives of these kinds, of components that do not name each other; false when there are none. */
bool field_strangers(const struct field *f, uint32_t x, uint32_t y, uint32_t *a, uint32_t *b);
/* Of two alternatives, whoever they are. False when out of memory. */
bool field_parting(const struct field *f, uint32_t a, uint32_t b, struct parting *out);

static inline uint32_t field_kind(const struct field *f, uint32_t alternative)
{
    return f->p->behaviours.items[f->p->alternatives[alternative].behaviour].kind;
}

static inline const struct parting *field_between_kinds(const struct field *f, uint32_t x, uint32_t y)
{
    return &f->parting[(size_t)x * f->kinds + y];
}

#endif
