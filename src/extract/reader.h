/* The reader of object files: it needs a library for them, so it is a module of its own, which is loaded when a verb needs it.
 * Takes the bytes of one ELF file; gives an object (object.h), or a diagnostic. Whoever calls it takes archives apart.
 *
 * The two sides are built together: a module of another build is refused. */
#ifndef MSPEC_EXTRACT_READER_H
#define MSPEC_EXTRACT_READER_H

#include "extract/object.h"

struct reading {
    mspec_ctx *ctx;
    struct arena *arena;     /* for what the object holds; names are the context's */
    const char *path;        /* as diagnostics show it */
    const unsigned char *bytes; /* private: nobody writes them while they are read */
    size_t length;
    bool functions;          /* each function on its own, too */
    bool marks_only;         /* what `verify --objects` needs: no symbols, no regions */
};

#define READER_VERSION "mspec object reader 1 " MSPEC_VERSION

struct object_reader {
    const char *version;
    /* MSPEC_ERROR_INPUT with a diagnostic when the file is no ELF object, is damaged, or cannot be judged (LTO); *out is then
     * unchanged. MSPEC_ERROR_MEMORY. */
    mspec_status (*read)(const struct reading *in, struct object *out);
};

/* What the module exports, by this name. */
MSPEC_API const struct object_reader *mspec_object_reader(void);

/* Loads the module. NULL with a diagnostic when there is none, or when it is of another build. The module stays loaded. */
const struct object_reader *reader_load(mspec_ctx *ctx);

#endif
