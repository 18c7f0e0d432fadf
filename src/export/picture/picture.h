/* The module that draws: it needs the libraries of Graphviz, so it is loaded when a picture is wanted. Takes a graph in their language
 * (dot.c); gives SVG. Knows nothing of models.
 *
 * The two sides are built together: a module of another build is refused. */
#ifndef MSPEC_EXPORT_PICTURE_H
#define MSPEC_EXPORT_PICTURE_H

#include "base/memory.h"
#include "mspec/status.h"

#define PICTURE_VERSION "mspec picture 1 " MSPEC_VERSION

struct picture_maker {
    const char *version;
    /* Appends the `svg` element. False when the graph cannot be drawn, or when there was no memory. */
    bool (*draw)(const char *graph, struct text *out);
};

/* What the module exports, by this name. */
MSPEC_API const struct picture_maker *mspec_picture_maker(void);

#endif
