/* The search for configurations. Whatever an engine finds is judged (verify.h) before anybody sees it: a result never holds a
 * configuration that is not valid. */
#ifndef MSPEC_SOLVE_H
#define MSPEC_SOLVE_H

#include "mspec/verify.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mspec_goal {
    MSPEC_GOAL_OPTIMUM, /* one configuration of least cost */
    MSPEC_GOAL_ALL,     /* all configurations of least cost */
    MSPEC_GOAL_TOP,     /* the cheapest ones, in order of cost */
    MSPEC_GOAL_MINIMAL, /* the valid ones that derive from no other valid one */
    MSPEC_GOAL_SPACE    /* how many configurations there are, safe, valid, minimal and optimal ones; keeps none */
} mspec_goal;

typedef struct mspec_solve_options {
    mspec_goal goal;
    size_t top;         /* MSPEC_GOAL_TOP: how many; at least 1 */
    size_t keep;        /* keep at most so many configurations, and go on counting; 0: all */
    double time_limit;  /* seconds; 0: none */
    const char *engine; /* of mspec_engine_at; NULL: the usual one */
    double core_limit;  /* seconds to find out why there is no configuration (mspec_result_core); 0: do not */
    unsigned jobs;      /* threads, for one optimum with the usual engine; 0 and 1: only the caller's. The optimum is the same */
} mspec_solve_options;

/* The optimum, all kept, no time limit, the usual engine, ten seconds for a core. */
MSPEC_API void mspec_solve_options_init(mspec_solve_options *options);

/* The names of the engines by index, the usual one first; NULL past the end. Static strings. */
MSPEC_API const char *mspec_engine_at(size_t index);

typedef struct mspec_result mspec_result;

/* Searches. `options` NULL: as mspec_solve_options_init leaves them. *out is freed with mspec_result_free, before the model; NULL
 * on failure. MSPEC_OK whatever the verdict, also when a limit was reached or the search was cancelled: the verdict is then SAFE
 * with what has been found, or UNKNOWN. MSPEC_ERROR_MEMORY when there was not even memory for that; MSPEC_ERROR_INPUT with
 * diagnostics when the objective needs what the model lacks; MSPEC_ERROR_ARGUMENT for an engine that does not exist;
 * MSPEC_ERROR_INTERNAL when the judge refuses what the engine found: a defect of MSpec. */
MSPEC_API mspec_status mspec_solve(const mspec_model *model, const mspec_solve_options *options, mspec_result **out) MSPEC_MUST_USE;
MSPEC_API void mspec_result_free(mspec_result *result);

MSPEC_API mspec_verdict mspec_result_verdict(const mspec_result *result); /* SAFE, UNSATISFIABLE or UNKNOWN */
/* Was the goal reached: the optimum proven, the count exact? If not, mspec_result_why_incomplete is a short reason, else NULL. */
MSPEC_API bool mspec_result_complete(const mspec_result *result);
MSPEC_API const char *mspec_result_why_incomplete(const mspec_result *result);
MSPEC_API double mspec_result_seconds(const mspec_result *result);

/* What is proven of the least cost, level by level of the objective, most important first: no valid configuration comes before these
 * values in lexicographic order. Of a complete search for the optimum they are its cost. A search that was stopped may know the
 * first levels only, or none; MSPEC_GOAL_MINIMAL and MSPEC_GOAL_SPACE know none. The value is in the units of mspec_measure, rounded
 * to a double. False, and nothing set, past the end. */
MSPEC_API size_t mspec_result_bound_count(const mspec_result *result);
MSPEC_API bool mspec_result_bound(const mspec_result *result, size_t level, mspec_measure *measure, double *least);

/* The configurations, cheapest first. Borrowed: neither is to be freed. NULL past the end. */
MSPEC_API size_t mspec_result_count(const mspec_result *result);
MSPEC_API const mspec_config *mspec_result_config(const mspec_result *result, size_t index);
MSPEC_API const mspec_judgement *mspec_result_judgement(const mspec_result *result, size_t index);

/* Of an unsatisfiable system: clauses that contradict each other, such that without any one of them there would be a
 * configuration (as far as the core_limit allowed to narrow them down). None where it was not asked for. NULL past the end. */
MSPEC_API size_t mspec_result_core_count(const mspec_result *result);
MSPEC_API const mspec_related *mspec_result_core(const mspec_result *result, size_t index);

/* Exact numbers of any size, as decimal digits; NULL where the goal did not ask for them or the search is not complete. */
typedef enum mspec_number {
    MSPEC_NUMBER_ALL,     /* configurations in the space, before limits and constraints; known for every goal */
    MSPEC_NUMBER_SAFE,    /* MSPEC_GOAL_SPACE */
    MSPEC_NUMBER_VALID,   /* MSPEC_GOAL_SPACE */
    MSPEC_NUMBER_MINIMAL, /* MSPEC_GOAL_SPACE and MSPEC_GOAL_MINIMAL */
    MSPEC_NUMBER_OPTIMAL  /* MSPEC_GOAL_SPACE and MSPEC_GOAL_ALL */
} mspec_number;
MSPEC_API const char *mspec_result_number(const mspec_result *result, mspec_number number);

#ifdef __cplusplus
}
#endif
#endif
