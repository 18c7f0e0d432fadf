/* A second opinion: the whole question as SMT-LIB, answered by Z3's optimiser. */
#ifndef MSPEC_SOLVE_SMT_ENGINE_H
#define MSPEC_SOLVE_SMT_ENGINE_H

#include "solve/engine.h"

extern const struct engine engine_smt;

/* Is the module there? Without a diagnostic. */
bool smt_is_there(void);

#endif
