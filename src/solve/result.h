/* Filling in results: what engines have in common. */
#ifndef MSPEC_SOLVE_RESULT_H
#define MSPEC_SOLVE_RESULT_H

#include "solve/engine.h"

void engine_result_init(struct engine_result *r, struct mspec_ctx *ctx);
/* Moves a list of configurations, already in the result's arena, into it. False when out of memory. */
bool engine_result_set(struct engine_result *r, struct configuration *const *configurations, size_t count);

#endif
