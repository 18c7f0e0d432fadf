/* CaDiCaL for C. Its own interface for C lets exceptions through, and a program in C that meets one ends: here lack of memory is an
 * answer. Clauses and what else it holds are counted in the context's budget as near as can be told from outside.
 *
 * Takes literals: variables from 1, or their negations. Knows nothing of costs. After a failure the solver says SOLVER_NO_MEMORY to
 * everything. */
#ifndef MSPEC_SAT_SOLVER_H
#define MSPEC_SAT_SOLVER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct solver;
/* Asked now and then while it works; not 0: stop. */
typedef int solver_stop_fn(void *user);
/* Told of each clause that it learns, literal by literal, then 0. Must not ask the solver anything. */
typedef void solver_learn_fn(void *user, int literal);

enum { SOLVER_NO_MEMORY = -1, SOLVER_STOPPED = 0, SOLVER_SATISFIABLE = 10, SOLVER_UNSATISFIABLE = 20 };

struct solver *solver_new(void); /* NULL: no memory */
void solver_free(struct solver *s);
bool solver_on_wait(struct solver *s, solver_stop_fn *stop, void *user); /* false: no memory; also below */
bool solver_on_learn(struct solver *s, solver_learn_fn *learn, void *user);
bool solver_set(struct solver *s, const char *option, int value); /* one of CaDiCaL's, before the first clause */
bool solver_prefer(struct solver *s, int literal); /* where nothing else decides, it is true */
bool solver_clause(struct solver *s, const int *literals, size_t count);
bool solver_assume(struct solver *s, int literal);                       /* for the next question only */
bool solver_limit_conflicts(struct solver *s, int most);                 /* likewise */
bool solver_limit_decisions(struct solver *s, int most);                 /* likewise; what is assumed is no decision */
int solver_ask(struct solver *s);
bool solver_value(struct solver *s, int literal);  /* after SOLVER_SATISFIABLE */
bool solver_failed(struct solver *s, int literal); /* after SOLVER_UNSATISFIABLE: an assumption that it took */

#ifdef __cplusplus
}
#endif

#endif
