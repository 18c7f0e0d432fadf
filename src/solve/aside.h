/* An engine that runs aside, in a thread of its own, on the same model. The model is only read; memory, progress and
 * everything else that changes is the thread's own: a budget cut off from the context's, so that both together keep
 * within it. */
#ifndef MSPEC_SOLVE_ASIDE_H
#define MSPEC_SOLVE_ASIDE_H

#include "solve/engine.h"

struct aside;

/* NULL when it cannot be: no thread, or no memory. Must be ended with aside_end, before the model is used up. */
struct aside *aside_start(const struct model *m, const struct engine *engine, const struct engine_request *request);
/* Waits until it is done, showing its progress; a user who cancels ends it early. */
void aside_wait(struct aside *a);
/* Ends it, done or not, and frees it. Its result as far as it came, in *out (freed with engine_result_fini; NULL: nobody
 * wants it). A status as an engine gives it; then there is nothing to free. */
mspec_status aside_end(struct aside *a, struct engine_result *out);

#endif
