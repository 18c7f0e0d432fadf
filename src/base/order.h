/* Orders for qsort. Knows nothing of MSpec. */
#ifndef MSPEC_BASE_ORDER_H
#define MSPEC_BASE_ORDER_H

#include <stdint.h>

/* Of uint32_t, ascending. */
static inline int order_ids(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

#endif
