/* Random systems as MSpec text, small enough to be looked at in whole, with everything that the language has. The text
 * depends on the seed and the size alone, so that a failure is a number that can be printed. */
#ifndef MSPEC_TESTS_PROPERTY_GENERATE_H
#define MSPEC_TESTS_PROPERTY_GENERATE_H

#include "base/memory.h"

struct random_size {
    unsigned components; /* at most; at least 1 */
    unsigned hardening;  /* at most so many mechanisms of each kind */
    unsigned isolation;
    unsigned oddities;   /* how often the rarer clauses come up, in percent of what is usual: 100 */
};

#define RANDOM_SMALL ((struct random_size){4, 3, 2, 100})

void generate_system(uint64_t seed, struct random_size size, struct text *out);

#endif
