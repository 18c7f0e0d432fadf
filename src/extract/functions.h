/* The functions of one component, for the blocks `function NAME`: what each needs of others, and whom of its own it calls. */
#ifndef MSPEC_EXTRACT_FUNCTIONS_H
#define MSPEC_EXTRACT_FUNCTIONS_H

#include "extract/extract.h"

struct function {
    name_id name;
    bool extracted;    /* else only hands speak of it */
    bool calls_unseen; /* it may call what no relocation shows */
    struct part_need *needs;
    uint32_t need_count;
    name_id *callees;
    uint32_t callee_count;
};

struct function_list {
    VECTOR(struct function);
};

/* All functions, by name: those that were asked for, and those that hands speak of. False when out of memory. */
bool functions_list(struct extraction *x, const struct part *p, struct function_list *out);
/* The needs of the component that are no function's: those of its data. */
bool functions_rest(struct extraction *x, const struct part *p, struct part_need **out, uint32_t *count);

#endif
