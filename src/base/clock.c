#include "base/clock.h"

#include <time.h>

#define LEAST 0.001 /* seconds */

double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double clock_deadline(double limit)
{
    return limit > 0 ? clock_now() + limit : 0;
}

double clock_left(double deadline)
{
    double left = deadline > 0 ? deadline - clock_now() : 0;
    return deadline > 0 && left < LEAST ? LEAST : left;
}
