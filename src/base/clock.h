/* Time on the monotonic clock. Knows nothing of MSpec. */
#ifndef MSPEC_BASE_CLOCK_H
#define MSPEC_BASE_CLOCK_H

double clock_now(void); /* seconds since some moment in the past */
/* When a limit of so many seconds, from now, is over; 0 (never) for a limit that is not positive. */
double clock_deadline(double limit);
/* The limit for what is still to be done until then: 0 without a deadline, and otherwise never 0, which would be no limit. */
double clock_left(double deadline);

#endif
