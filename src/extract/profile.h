/* Profiles: samples with their stacks, to shares of the run time and rates of crossings. Takes text as `perf script` prints it or
 * folded stacks, and who has which function; gives numbers by component. Knows nothing of costs. */
#ifndef MSPEC_EXTRACT_PROFILE_H
#define MSPEC_EXTRACT_PROFILE_H

#include "extract/extract.h"

/* Who has which function. Components are numbered in the order in which they are added. */
struct function_owners {
    mspec_ctx *ctx;
    struct arena arena;
    struct {
        VECTOR(name_id);
    } components;
    struct owner_slot *slots; /* by function name */
    size_t slot_count, used;
    struct owner_slot *component_slots; /* by the component's own name */
    size_t component_slot_count, component_used;
};

void function_owners_init(struct function_owners *o, mspec_ctx *ctx);
void function_owners_fini(struct function_owners *o);
/* All false when out of memory. A function of two components is nobody's, unless its file tells. */
bool function_owners_add(struct function_owners *o, name_id component, name_id function);
bool function_owners_add_component(struct function_owners *o, name_id component);
/* The specifications that the context has read: their symbols and functions. */
bool function_owners_add_specifications(struct function_owners *o);
bool function_owners_add_objects(struct function_owners *o, const struct extraction *x);

enum profile_form { PROFILE_PERF, PROFILE_FOLDED };

struct profile_rate {
    uint32_t a, b; /* components, a < b */
    uint64_t count;
};

struct profile {
    uint64_t *shares;    /* weight by component */
    uint64_t unknown, total;
    uint64_t samples;
    struct {
        VECTOR(struct profile_rate);
    } rates;
    double seconds;      /* between the first time stamp and the last; 0 where there are none */
    bool has_rates;
};

/* `calls`: each sample is one call of the innermost function by the next one; else rates are lower bounds, from what has changed
 * between two samples of a thread. MSPEC_ERROR_INPUT with a diagnostic. *out must be given to profile_fini. */
mspec_status profile_read(struct function_owners *o, const char *path, enum profile_form form, bool calls,
                          struct profile *out);
void profile_fini(struct function_owners *o, struct profile *p);

#endif
