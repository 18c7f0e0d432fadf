/* What a configuration costs: run time, compartments, transformations, memory. Exact; what does not fit overflows. */
#ifndef MSPEC_VERIFY_MEASURE_H
#define MSPEC_VERIFY_MEASURE_H

#include "verify/desk.h"

void measures_work_out(struct desk *d, struct measures *out);

#endif
