/* Is what was built what was judged? Compares the marks of hardening in object files with what a configuration counts on. Takes a
 * model, a configuration and the objects of an extraction; gives each object that lacks something, and each with code that belongs to
 * no component of the system: nobody has judged that. */
#ifndef MSPEC_EXTRACT_BUILD_H
#define MSPEC_EXTRACT_BUILD_H

#include "extract/extract.h"
#include "model/configuration.h"

struct build_lack {
    const char *stranger;          /* code of something that is no component of the system: what it would be called; else NULL */
    uint32_t component, mechanism; /* of the model, where there is no stranger */
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
