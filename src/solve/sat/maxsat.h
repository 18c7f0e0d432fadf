/* Weighted MaxSAT on CaDiCaL's incremental interface: hard clauses, and soft literals that each cost their weight when they are
 * false. Core-guided (OLL): the solver is asked to satisfy all soft literals at once; each set of them that cannot hold together
 * (a core) raises the lower bound by its least weight and is replaced by a counter that allows one more of them to fail.
 * Heavy literals come first (stratification), so that good solutions are known early and the search can be stopped at any time.
 *
 * Levels of a lexicographic objective are minimised one after the other: maxsat_fix keeps only the optimal solutions of what was
 * minimised so far. Clauses can be added while it runs, by a callback that looks at each solution before it counts.
 * Knows nothing of MSpec's problem. Weights are integers of 128 bits; the sum of all weights must fit. */
#ifndef MSPEC_SOLVE_SAT_MAXSAT_H
#define MSPEC_SOLVE_SAT_MAXSAT_H

#include "base/memory.h"
#include "base/rational.h"

struct maxsat;

enum maxsat_answer { MAXSAT_OPTIMUM, MAXSAT_UNSATISFIABLE, MAXSAT_STOPPED, MAXSAT_NO_MEMORY };

/* Asked now and then; true stops the search. `bound` and `cost` are of the level being minimised (cost < 0: none yet). */
typedef bool maxsat_stop_fn(void *user, int128 bound, int128 cost);

struct maxsat *maxsat_new(struct memory *m); /* NULL when out of memory */
void maxsat_free(struct maxsat *s);
void maxsat_on_wait(struct maxsat *s, maxsat_stop_fn *stop, void *user);

/* Looks at each solution (maxsat_model) before it counts. False: it does not, and clauses were added that it breaks. */
typedef bool maxsat_look_fn(void *user);
void maxsat_on_solution(struct maxsat *s, maxsat_look_fn *look, void *user);

/* Before anything else is said to it: look for solutions rather than for proofs, and give up each question (MAXSAT_STOPPED) after so
 * many conflicts. */
void maxsat_be_quick(struct maxsat *s, int conflicts);

/* Before the first clause: questions are short, and what the solver does to its clauses between them takes longer than it saves. */
void maxsat_be_plain(struct maxsat *s);

/* How far to look for a smaller core each time, if not as little as usual: for formulas in which many cores are large. */
void maxsat_look_longer(struct maxsat *s, int conflicts, int decisions);

int maxsat_variable(struct maxsat *s);
/* Literals are variables or their negations (-variable). */
void maxsat_clause(struct maxsat *s, const int *literals, size_t count);
void maxsat_clause1(struct maxsat *s, int a);
void maxsat_clause2(struct maxsat *s, int a, int b);
void maxsat_clause3(struct maxsat *s, int a, int b, int c);
void maxsat_soft(struct maxsat *s, int literal, int128 weight);
/* Tells of a solution found elsewhere, so that what is dearer is not looked at: an upper bound of the present level. */
void maxsat_know(struct maxsat *s, int128 cost);

/* What a solver has proven at one level can be of use to another one with the same soft literals, in the same order, whose solutions
 * each let all fail that some solution of the first one lets fail: then a core of the first is a core of the second.
 *
 *   lesson  a core: soft literals by their order, and outputs of the counters that earlier cores gave rise to */
struct lesson_ref {
    uint32_t source; /* index of a soft literal; or of a counter, */
    uint32_t output; /* of which so many inputs may fail; 0: a soft literal */
};
struct lesson {
    uint32_t count;
    struct lesson_ref *refs;
};
struct lessons {
    struct arena *arena;
    VECTOR(struct lesson);
};
/* For the next level that is minimised; both are borrowed until then. The list is freed by who owns it. */
void maxsat_teach(struct maxsat *s, struct lessons *out);
void maxsat_learn(struct maxsat *s, const struct lessons *lessons);

enum maxsat_answer maxsat_minimise(struct maxsat *s);
/* After an optimum, and clauses that it breaks: the best of what is left, at the same level. Wants maxsat_spare. */
enum maxsat_answer maxsat_next(struct maxsat *s);
/* Solutions that are dearer than the best one are of interest too, up to what was said to maxsat_know. */
void maxsat_spare(struct maxsat *s);
/* After an optimum: from now on only solutions that are optimal so far; the next level starts without soft literals. */
void maxsat_fix(struct maxsat *s);
/* Any solution of the hard clauses under assumptions. OPTIMUM: there is one (in maxsat_model and maxsat_best). */
enum maxsat_answer maxsat_satisfy(struct maxsat *s, const int *assumptions, size_t count);

/* The same, for maxsat_model alone: what is known of the level stays as it is. Given up after so many conflicts (STOPPED). */
enum maxsat_answer maxsat_try(struct maxsat *s, const int *assumptions, size_t count, int conflicts);

bool maxsat_model(const struct maxsat *s, int literal); /* in the solution last looked at */
bool maxsat_best(const struct maxsat *s, int literal);  /* in the best solution of the level */
bool maxsat_has_best(const struct maxsat *s);
int128 maxsat_cost(const struct maxsat *s);  /* of the best solution, of this level */
int128 maxsat_bound(const struct maxsat *s); /* proven: no solution of this level is cheaper */
bool maxsat_out_of_memory(const struct maxsat *s);
uint64_t maxsat_cores(const struct maxsat *s);

#endif
