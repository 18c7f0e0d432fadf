/* Is there a valid configuration at all, some clauses looked away from? Nothing is sought but the answer. */
#ifndef MSPEC_SOLVE_FEASIBLE_H
#define MSPEC_SOLVE_FEASIBLE_H

#include "solve/problem.h"
#include "solve/watch.h"

enum feasible_answer { FEASIBLE_YES, FEASIBLE_NO, FEASIBLE_UNKNOWN };
enum feasible_answer feasible_ask(const struct model *m, const struct relaxation *relaxed, struct watch *watch);

#endif
