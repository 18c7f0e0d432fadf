/* A second lower bound, for what is counted (compartments, transformations) and not crossed: of a handful of components that do not get
 * on with each other each costs something, whoever else is about. The handful is gathered one by one, and the least that its members
 * can cost is found by going through all ways to divide and to harden them. */
#ifndef MSPEC_SOLVE_LARGE_WITNESS_H
#define MSPEC_SOLVE_LARGE_WITNESS_H

#include "solve/large/field.h"
#include "solve/watch.h"

/* What every valid configuration costs at least, in packed cost; COST_MOST when there is none. `effort`: so many ways to place some of
 * a handful are looked at (a million take about a tenth of a second). False: out of memory. */
bool witness_bound(const struct field *f, struct watch *watch, uint64_t effort, cost_t *bound);

#endif
