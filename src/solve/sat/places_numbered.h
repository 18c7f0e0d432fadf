/* Places by number, for statements by depths in which few places are known to be enough: who is in which, and how each two of them stand
 * to each other. Says nothing that does not hold already, but what is learnt about one component in a place then holds for the next one,
 * too. Takes a statement; gives clauses. */
#ifndef MSPEC_SOLVE_SAT_PLACES_NUMBERED_H
#define MSPEC_SOLVE_SAT_PLACES_NUMBERED_H

#include "solve/statement/statement.h"

/* There are at most so many different paths. Does nothing where that would take too much to write down. */
void places_number(struct statement *st, uint32_t most);

#endif
