/* Package URLs: pkg:type/namespace/name@version?qualifiers#subpath. Takes any text; gives its parts, decoded. Knows nothing of
 * what is in the packages. Source: the Package-URL specification (ECMA-427), "Rules for each purl component". */
#ifndef MSPEC_IMPORT_PURL_H
#define MSPEC_IMPORT_PURL_H

#include "base/memory.h"

struct purl {
    const char *type;            /* lower case */
    const char *space;           /* namespace, segments joined by "/"; "" for none */
    const char *name;
    const char *version;         /* NULL for none */
};

enum purl_result { PURL_OK, PURL_BAD, PURL_NO_MEMORY };
/* The parts lie in the arena. Qualifiers and subpath are read over: who ignores them matches more, and never less. */
enum purl_result purl_parse(struct arena *a, const char *text, struct purl *out);
/* The same package, whatever the version. */
bool purl_same_package(const struct purl *a, const struct purl *b);
/* Equal but for case and the characters `-`, `_` and `.` that some registries do not tell apart. */
bool purl_same_name(const char *a, const char *b);

#endif
