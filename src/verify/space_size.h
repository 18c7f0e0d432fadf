/* The two parts of counting a space: who is alike (classes), and how many ways there are to place and harden so many of each
 * class (counts). For space_size.c and size_classes.c only. */
#ifndef MSPEC_VERIFY_SPACE_SIZE_H
#define MSPEC_VERIFY_SPACE_SIZE_H

#include "verify/enumerate.h"
#include "verify/sets.h"

/* How many components of each class: numbers in a mixed radix. Index 0 is nobody; `whole` is everybody. */
struct crowds {
    uint32_t class_count;
    uint32_t *most;   /* by class: how many components it has */
    size_t *stride;   /* by class */
    size_t count;     /* of crowds */
    size_t whole;
};

static inline uint32_t crowd_of_class(const struct crowds *crowds, size_t crowd, uint32_t class)
{
    return (uint32_t)(crowd / crowds->stride[class] % ((size_t)crowds->most[class] + 1));
}

/* Works out the classes of the model and, for each crowd, how many ways there are to choose variants and hardening when the
 * crowd is in one place (ways, by crowd; 1 for nobody). Where hardening is chosen per component, everybody is of one class
 * with one way, and *factor is the product over the components; else *factor is 1. MSPEC_OK, MEMORY, or LIMIT when too many
 * differ. */
mspec_status size_classes(const struct model *m, struct arena *a, struct crowds *crowds, struct bigint **ways,
                          struct bigint *factor);

/* Copies a number out of a scratch arena into one that stays. */
bool size_keep(struct arena *a, struct bigint *number);

#endif
