/* The tree of compartments that a search builds: the system is place 0, every other place is a compartment. Beside the
 * places in use stands, for each mechanism that may divide a place, one *fresh* compartment without members: since
 * compartments have no names, it stands for all that could be built. Places come and go like a stack, in the order in which
 * they were first used. */
#ifndef MSPEC_SOLVE_PLACES_H
#define MSPEC_SOLVE_PLACES_H

#include "solve/problem.h"

struct place {
    uint32_t parent, mechanism, depth; /* NONE at the system */
    uint32_t bit;           /* of the mechanism, among problem->isolation */
    uint32_t like;          /* the place that was fresh before and stood for this one too; NONE for the first of its kind */
    uint32_t ordinal;       /* so many compartments of this mechanism were in use beside it when it came */
    mechanism_set path;
    uint32_t direct;        /* members here and not deeper */
    uint32_t inside;        /* members here or deeper */
    uint32_t symmetric;     /* the symmetric mechanism that divides this place, or NONE */
    uint32_t parts;         /* its compartments in use */
};

struct places {
    struct problem *problem;
    struct {
        VECTOR(struct place);
    } list;
    uint32_t *relation;     /* [capacity × capacity]: of a member of the row to one of the column */
    uint32_t capacity;
    uint32_t groups;        /* places with direct members */
    uint32_t built;         /* compartments in use */
    uint32_t unfinished;    /* places that a symmetric mechanism divides into one part so far */
    bool limits;            /* [Limit] is kept */
    bool sound_paths;       /* only paths that the mechanisms' own needs and conflicts allow */
    bool too_many;          /* there were more places than are held at once */
};

static inline uint32_t places_relation(const struct places *s, uint32_t a, uint32_t b)
{
    return s->relation[(size_t)a * s->capacity + b];
}

bool places_init(struct places *s, struct problem *p, bool limits, bool sound_paths);
void places_fini(struct places *s);
/* Every relation that two members can come to stand in, cheapest gate first. Asked while no place is in use. In the
 * problem's arena; false when out of memory. */
bool places_relations(struct places *s, uint32_t **relations, uint32_t *count);
/* The relations in which a member of a and one of b can come to stand: as they are, or, where both are inside of fresh
 * places, in two compartments that one of these stands for. At most `most`; their number. */
uint32_t places_possible(struct places *s, uint32_t a, uint32_t b, uint32_t *out, uint32_t most);
/* May a component be put here now, by the rules of the space and by limits? */
bool place_is_open(const struct places *s, uint32_t place);
/* The place that has only one part so far and would have a second one by it; NONE when there is none. */
uint32_t place_completes(const struct places *s, uint32_t place);
/* How many compartments would be built for it. */
uint32_t place_to_build(const struct places *s, uint32_t place);
/* Puts a member there; fresh places may come at the end of the list. False when out of memory: place_leave with the old
 * count of the list sets it right. */
bool place_enter(struct places *s, uint32_t place);
void place_leave(struct places *s, uint32_t place, uint32_t old_count);
/* Is every place divided as the space wants it? Asked when all components are placed. */
bool places_are_whole(const struct places *s);

#endif
