/* What a platform has of what a mechanism asks for. Takes groups of [Platform] clauses (model.h); gives answers, and knows nothing of
 * what the keys stand for. */
#ifndef MSPEC_MODEL_PLATFORM_H
#define MSPEC_MODEL_PLATFORM_H

#include "model/model.h"

/* UNKNOWN: no group of the system has the key. */
enum platform_answer { PLATFORM_MEETS, PLATFORM_LACKS, PLATFORM_UNKNOWN };
enum platform_answer platform_meets(const struct platform_group *system, uint32_t system_count, const struct platform_group *wanted);
/* The group of the mechanism's platform that the system's excludes; NULL when it excludes none. */
const struct platform_group *platform_excludes(const struct platform_group *system, uint32_t system_count,
                                               const struct platform_group *mechanism, uint32_t mechanism_count);
/* A copy with its values; false when out of memory. */
bool platform_copy(struct arena *a, const struct platform_group *groups, uint32_t count, struct platform_group **out);

#endif
