/* Systems that are graphs to colour: the fewest compartments come first, components conflict in pairs, and whoever conflicts
 * with nobody in a compartment may be there. Vertices are groups of components that must be together, edges are conflicts,
 * and a compartment of one symmetric mechanism is a colour.
 *
 * Suited are systems in which the cheapest alternative of each component conflicts with the same others as any
 * alternative of it, and in which no other measure of the objective depends on who is with whom. Then no valid
 * configuration has fewer compartments than the graph has colours, none with as many costs less in another measure, and a
 * colouring that the judge calls valid is an optimum. */
#ifndef MSPEC_SOLVE_SAT_SOLVE_COLOURS_H
#define MSPEC_SOLVE_SAT_SOLVE_COLOURS_H

#include "solve/sat/solve_zones.h"

/* As zones_solve. */
enum zones_answer colours_solve(struct problem *p, struct watch *watch, struct arena *a, struct configuration **out);

#endif
