/* Places by number, for statements by depths in which few places are known to be enough: who is in which, and how each two of them stand
 * to each other. Says nothing that does not hold already, but what is learnt about one component in a place then holds for the next one,
 * too. Takes a statement; gives clauses. */
#ifndef MSPEC_SOLVE_SAT_PLACES_NUMBERED_H
#define MSPEC_SOLVE_SAT_PLACES_NUMBERED_H

#include "solve/statement/statement.h"

/* There are at most so many different paths. False, and nothing done, where that would take too much to write down. */
bool places_number(struct statement *st, uint32_t most);
/* Somebody is in the place of that number. False only if nobody is; what is true of one is true of all before it. */
literal place_used(struct statement *st, uint32_t place);

#endif
