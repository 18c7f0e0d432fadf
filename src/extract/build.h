/* Is what was built what was judged? Compares the marks of hardening in object files with what a configuration counts on. Takes a
 * model, a configuration and the objects of an extraction; gives each object that lacks something. Judges nothing else. */
#ifndef MSPEC_EXTRACT_BUILD_H
#define MSPEC_EXTRACT_BUILD_H

#include "extract/extract.h"
#include "model/configuration.h"

struct build_lack {
    uint32_t component, mechanism; /* of the model */
    const char *object;            /* NULL: the component has no object at all */
    bool partly;                   /* there are marks, and they are not shown to be of all of the object's code */
    const char *evidence;          /* what was looked for */
};

struct build_lacks {
    VECTOR(struct build_lack);
};

/* The extraction must have been run (marks_only is enough). Mechanisms that leave no marks are noted. False when out of memory. */
bool build_compare(struct extraction *x, const struct model *m, const struct configuration *c, struct build_lacks *out);

#endif
