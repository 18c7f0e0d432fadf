/* The options that the programs of this folder share. */
#ifndef MSPEC_TESTS_PROPERTY_OPTIONS_H
#define MSPEC_TESTS_PROPERTY_OPTIONS_H

#include "generate.h"

struct options {
    uint64_t seed, count;
    struct random_size size;
    uint64_t most_space; /* larger spaces are passed over */
    uint64_t failures;   /* after so many it is enough */
    uint64_t smt;        /* every so many-th system is given to Z3 as well; 0: none */
    bool verbose;
};

bool options_read(struct options *o, int argc, char **argv, const char *what);

#endif
