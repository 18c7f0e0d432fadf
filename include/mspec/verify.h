/* The judgement of one configuration: is it safe, does it work, does it keep what the system demands, what does it cost. */
#ifndef MSPEC_VERIFY_H
#define MSPEC_VERIFY_H

#include "mspec/config.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mspec_verdict {
    MSPEC_SAFE,          /* valid: safe, working, and within all limits and constraints */
    MSPEC_UNSAFE,        /* some requirement can be violated */
    MSPEC_INVALID,       /* safe, but a need, a limit or a constraint is not kept */
    MSPEC_UNSATISFIABLE, /* of a search: there is no valid configuration */
    MSPEC_UNKNOWN        /* of a search: not known within the limits given */
} mspec_verdict;

/* A lower-case English word, as in the JSON output; never NULL. */
MSPEC_API const char *mspec_verdict_name(mspec_verdict verdict);

typedef enum mspec_measure {
    MSPEC_RUNTIME,         /* percent of the unprotected run time */
    MSPEC_COMPARTMENTS,    /* number of distinct paths; 1 when nothing is divided */
    MSPEC_TRANSFORMATIONS, /* hardening mechanisms and compartments built */
    MSPEC_MEMORY           /* bytes */
} mspec_measure;

/* One requirement that can be violated. Strings are borrowed from the judgement. */
typedef struct mspec_violation {
    const char *code;      /* of the registry (diagnostic.h) */
    const char *from;      /* the component that may do it */
    const char *operation; /* "R", "X.call" … */
    const char *target;    /* "lwip.ring[64..8192]" */
    const char *owner;     /* the component that denies it */
    mspec_location clause; /* its requirement */
} mspec_violation;

typedef struct mspec_judgement mspec_judgement;

/* Judges a configuration of the model. *out is freed with mspec_judgement_free, before the model; NULL on failure.
 * MSPEC_OK whatever the verdict; MSPEC_ERROR_MEMORY; MSPEC_ERROR_ARGUMENT when the configuration is of another model. */
MSPEC_API mspec_status mspec_verify(const mspec_model *model, const mspec_config *config, mspec_judgement **out) MSPEC_MUST_USE;
MSPEC_API void mspec_judgement_free(mspec_judgement *judgement); /* not for those that a result owns */

MSPEC_API mspec_verdict mspec_judgement_verdict(const mspec_judgement *judgement); /* SAFE, UNSAFE or INVALID */

/* The cost in the units of mspec_measure. False, and *value unchanged, when it is not known: no profile, no clock. */
MSPEC_API bool mspec_judgement_cost(const mspec_judgement *judgement, mspec_measure measure, double *value);

/* Of tens of thousands one against each component is listed. */
MSPEC_API size_t mspec_judgement_violation_count(const mspec_judgement *judgement);
MSPEC_API const mspec_violation *mspec_judgement_violation(const mspec_judgement *judgement, size_t index); /* NULL past the end */

/* All that is wrong, in words: first the violations, in their order, each with the chain of events by which a component lost its
 * bound as related places; then the needs, limits and constraints that are not kept. Can be given to mspec_diagnostic_render. */
MSPEC_API size_t mspec_judgement_finding_count(const mspec_judgement *judgement);
MSPEC_API const mspec_diagnostic *mspec_judgement_finding(const mspec_judgement *judgement, size_t index); /* NULL past the end */

/* What the verdict takes for granted: of the model as such, and of the mechanisms that the configuration uses. */
MSPEC_API size_t mspec_judgement_assumption_count(const mspec_judgement *judgement);
MSPEC_API const char *mspec_judgement_assumption(const mspec_judgement *judgement, size_t index); /* NULL past the end */

#ifdef __cplusplus
}
#endif
#endif
