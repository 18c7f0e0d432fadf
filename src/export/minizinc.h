/* A statement (solve/statement/) as a MiniZinc model. Takes a statement; gives text. */
#ifndef MSPEC_EXPORT_MINIZINC_H
#define MSPEC_EXPORT_MINIZINC_H

#include "solve/statement/statement.h"

void minizinc_write(const struct statement *st, struct text *out);

#endif
