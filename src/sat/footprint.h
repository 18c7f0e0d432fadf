/* What the SAT solver has allocated, as near as can be told from outside: a guess by clauses, corrected now and then by what the C
 * library says that the process has allocated since. It is counted in the context's budget, so that the solver stops for lack of
 * memory long before the process would. */
#ifndef MSPEC_SAT_FOOTPRINT_H
#define MSPEC_SAT_FOOTPRINT_H

#include "base/memory.h"

struct footprint {
    struct memory *memory;
    size_t charged;          /* of the solver, in the budget */
    size_t promised;         /* by clauses since the budget was last asked */
    size_t process, ours;    /* when it began: allocated by the process; by the context */
    unsigned looks;
};

void footprint_init(struct footprint *f, struct memory *m);
void footprint_fini(struct footprint *f);
bool footprint_clause(struct footprint *f, size_t literals); /* false: over the budget */
bool footprint_look(struct footprint *f);                    /* likewise; cheap, to be called often */

#endif
