/* What a configuration costs: run time, compartments, transformations, memory. Exact; what does not fit is said to overflow. */
#ifndef MSPEC_VERIFY_MEASURE_H
#define MSPEC_VERIFY_MEASURE_H

#include "verify/desk.h"

void measure(struct desk *d, struct measures *out);

#endif
