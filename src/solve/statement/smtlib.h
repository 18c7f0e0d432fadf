/* A statement as SMT-LIB 2, with `minimize` as Z3 and OptiMathSAT read it. Takes a statement; gives text. */
#ifndef MSPEC_SOLVE_STATEMENT_SMTLIB_H
#define MSPEC_SOLVE_STATEMENT_SMTLIB_H

#include "solve/statement/statement.h"

/* For people: names and comments are the user's words, and the solver is asked for what is least and by which configuration.
 * For a program: variable i is `v`i, and it asks on its own. */
enum smtlib_reader { SMTLIB_FOR_PEOPLE, SMTLIB_FOR_PROGRAM };

void smtlib_write(const struct statement *st, enum smtlib_reader reader, struct text *out);

#endif
