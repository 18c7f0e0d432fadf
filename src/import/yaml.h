/* YAML as a tree of nodes with their places. Takes any bytes; gives maps, lists and texts, in an arena. Aliases, anchors and tags are
 * refused, and so are several documents, keys that are no text, and a key that stands twice: none of the files that are read here has
 * them, and each is a way to say something that is read differently elsewhere. Bounded in size, depth and number of nodes; no
 * recursion. On libfyaml, in a module that is loaded at need; without it FEATURE_MISSING is reported. */
#ifndef MSPEC_IMPORT_YAML_H
#define MSPEC_IMPORT_YAML_H

#include "diag/context.h"

enum yaml_kind { YAML_TEXT, YAML_MAP, YAML_LIST };

struct yaml_node {
    enum yaml_kind kind;
    struct span span;       /* of a text: all of it; else where it begins */
    const char *text;       /* YAML_TEXT */
    bool plain;             /* without quotes: `true`, `null` and numbers mean what they say */
    struct yaml_node *key;  /* of a member of a map; NULL otherwise */
    struct yaml_node *first, *last, *next; /* members, in order; the next beside it */
};

/* MSPEC_OK, with the root in *out (NULL for an empty file); MSPEC_ERROR_INPUT, _IO, reported; MSPEC_ERROR_MEMORY. */
mspec_status yaml_read_file(mspec_ctx *ctx, struct arena *a, const char *path, struct yaml_node **out);
mspec_status yaml_read_text(mspec_ctx *ctx, struct arena *a, const char *name, const char *bytes, size_t length,
                            struct yaml_node **out);

/* What the module exports, by the name mspec_yaml_reader. */
#define YAML_READER_VERSION "mspec yaml reader 1 " MSPEC_VERSION
struct yaml_reader {
    const char *version;
    mspec_status (*read)(mspec_ctx *ctx, struct arena *a, uint32_t source, struct yaml_node **out);
};
MSPEC_API const struct yaml_reader *mspec_yaml_reader(void);

struct yaml_node *yaml_member(const struct yaml_node *map, const char *key); /* NULL: not there, or no map */
bool yaml_is_null(const struct yaml_node *node); /* NULL, an empty plain text, `~` or `null` */
bool yaml_is_true(const struct yaml_node *node); /* a plain true, as YAML 1.1 and PyYAML read it */

#endif
