/* Configurations that differ only by an exchange of equal components: of these one is enough to show. Equal are components of the same
 * specification whom nobody names, and who cost the same wherever they are (solve/twins.c). Takes what an engine found; knows nothing
 * of engines. */
#ifndef MSPEC_ANSWERS_EXCHANGE_H
#define MSPEC_ANSWERS_EXCHANGE_H

#include "solve/engine.h"

/* Leaves of each such set its first one in the list, in the order of the list. MSPEC_ERROR_MEMORY: the list is as it was. */
mspec_status exchange_drop_alike(const struct model *m, struct configuration **list, size_t *count);

/* The request's `top` cheapest that do not come from each other by exchange: asks for more until there are so many, or no others. */
mspec_status exchange_top(const struct model *m, const struct engine *engine, const struct engine_request *request,
                          struct engine_result *out);

#endif
