/* Follows a solver's learned clauses and finds, for each, the clauses that it follows from by unit propagation: the hints of the
 * checker. Keeps the steps of a proof, and writes those that its end needs.
 *
 * Takes clauses that others add to (formula_init, ledger.h) and learned ones; all are numbered in the order in which they come.
 * Knows nothing of the objective and of solvers. The checker believes none of this. */
#ifndef MSPEC_CERTIFY_REPLAY_H
#define MSPEC_CERTIFY_REPLAY_H

#include "certify/clauses.h"

struct replay_step {
    char kind;               /* as in check.h */
    size_t clause, count;    /* the clauses that it adds: [clause, clause + count) */
    size_t first, hints;     /* 'a': in struct replay.hints */
    size_t core;             /* 'c': the clause it is of */
    int literal;             /* 'h'; 'b': the budget's number */
    uint32_t named[4];       /* 't': depth, and three components; 'n': spot, component */
};

struct watcher {
    size_t clause;
    int other; /* some other literal of the clause: when it is true, the clause is of no interest */
};

struct watch_list {
    VECTOR(struct watcher);
};

/* What is known of a variable. */
struct replayed {
    int8_t value;
    bool marked;
    size_t reason; /* the clause that implied it, SIZE_MAX for none */
    size_t unit;   /* when it is known for good: the clause that says so */
    struct watch_list watches[2]; /* clauses to look at when it becomes true, and when it becomes false */
};

struct replay {
    struct clauses *clauses;
    struct memory *memory;
    size_t given;           /* clauses at the start: the formula's */
    size_t attached;        /* clauses that are watched, or whose unit is known */
    struct watched {
        int first, second;
    } *watched;             /* by clause; 0: not watched */
    size_t watched_capacity;
    struct replayed *of;    /* by variable */
    size_t capacity;        /* in variables */
    struct {
        VECTOR(int);
    } trail;
    size_t known, head;     /* of the trail: known for good; propagated */
    struct {
        VECTOR(int64_t);
    } hints;                /* clause + 1; negative for a unit, which counts without being named */
    struct {
        VECTOR(struct replay_step);
    } steps;
    bool refuted;           /* the empty clause has been added */
};

bool replay_init(struct replay *r, struct clauses *c); /* false when out of memory; fini in any case */
void replay_fini(struct replay *r);
/* Notes the clauses that a step of the ledger (or nothing: the formula) has added, and what they imply. False: no memory. */
bool replay_note(struct replay *r, struct replay_step step);
/* Adds a clause that follows by propagation. *clause: its number, SIZE_MAX when it holds by a unit that is known. False when it
 * does not follow (*follows), or out of memory. */
bool replay_learn(struct replay *r, const int *literals, size_t count, size_t *clause, bool *follows);
/* The steps that the end needs, in the notation of check.h. False when out of memory. */
bool replay_write(struct replay *r, struct text *out);

#endif
