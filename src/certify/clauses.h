/* Clauses over numbered variables: literals are variables or their negations (-variable). Variable 1 is true, so that what is
 * known while clauses are written needs no cases. Takes and gives integers; knows nothing of what they stand for. */
#ifndef MSPEC_CERTIFY_CLAUSES_H
#define MSPEC_CERTIFY_CLAUSES_H

#include "base/memory.h"

enum { LITERAL_TRUE = 1, LITERAL_FALSE = -1, MOST_VARIABLES = 1 << 29 };

struct clauses {
    struct memory *memory;
    struct {
        VECTOR(int);
    } literals;
    struct {
        VECTOR(size_t);
    } ends; /* by clause: where its literals end */
    int variables;
    bool failed; /* no memory, or too many variables; sticky */
};

void clauses_init(struct clauses *c, struct memory *m); /* with LITERAL_TRUE and its clause */
void clauses_fini(struct clauses *c);
int clauses_variable(struct clauses *c);                /* a new one */
/* Adds a clause without its false literals and repetitions; one that holds anyway is not added. */
void clauses_add(struct clauses *c, const int *literals, size_t count);
/* Adds a clause as it is. False when out of memory. */
bool clauses_add_raw(struct clauses *c, const int *literals, size_t count);

#define CLAUSE(c, ...) clauses_add((c), (int[]){__VA_ARGS__}, sizeof((int[]){__VA_ARGS__}) / sizeof(int))

static inline const int *clauses_get(const struct clauses *c, size_t clause, size_t *count)
{
    size_t first = clause ? c->ends.items[clause - 1] : 0;
    *count = c->ends.items[clause] - first;
    return c->literals.items + first;
}

static inline size_t clauses_count(const struct clauses *c)
{
    return c->ends.count;
}

/* 2v for v, 2v + 1 for -v. */
static inline size_t literal_at(int literal)
{
    return literal > 0 ? (size_t)literal * 2 : (size_t)-(int64_t)literal * 2 + 1;
}

/* A clause in the making. */
struct clause_draft {
    struct clauses *clauses;
    struct {
        VECTOR(int);
    } literals;
};
void draft_put(struct clause_draft *d, int literal);
void draft_add(struct clause_draft *d); /* adds the clause, and begins a new one */
void draft_fini(struct clause_draft *d);

#endif
