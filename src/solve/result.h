/* Filling in results: what engines have in common. */
#ifndef MSPEC_SOLVE_RESULT_H
#define MSPEC_SOLVE_RESULT_H

#include "solve/watch.h"

void engine_result_init(struct engine_result *r, struct mspec_ctx *ctx);
/* GOAL_SPACE: the size of the space by its formula; the watch learns when it cannot be had. False when out of memory. */
bool engine_result_size(struct engine_result *r, const struct model *m, struct watch *watch);
/* Moves a list of configurations, already in the result's arena, into it. False when out of memory. */
bool engine_result_set(struct engine_result *r, struct configuration *const *configurations, size_t count);
/* Was it stopped by a limit of nodes? */
bool engine_result_ran_out_of_nodes(const struct engine_result *r);
void engine_result_swap(struct engine_result *a, struct engine_result *b);

#endif
