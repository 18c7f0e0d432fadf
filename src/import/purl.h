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
    const char *subpath;         /* within the package, decoded; NULL for none */
    const char *upstream;        /* the qualifier of that name: the package that it is built from; NULL for none */
};

enum purl_result { PURL_OK, PURL_BAD, PURL_NO_MEMORY };
/* The parts lie in the arena. Other qualifiers are read over: who ignores them matches more, and never less. */
enum purl_result purl_parse(struct arena *a, const char *text, struct purl *out);
/* What a distribution builds (deb, rpm, apk) may be called otherwise than what it builds it from, which advisories speak of. */
bool purl_is_built(const struct purl *p);
/* The same package, whatever the version. */
bool purl_same_package(const struct purl *a, const struct purl *b);
/* Equal but for case and the characters `-`, `_` and `.` that some registries do not tell apart. */
bool purl_same_name(const char *a, const char *b);

#endif
