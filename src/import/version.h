/* Versions and their order, where the order is known: SemVer 2.0, Debian's and RPM's. Of any other scheme nothing is said but
 * that equal texts are equal versions: a guess could call an affected version unaffected.
 *
 * Sources: Semantic Versioning 2.0.0, item 11; Debian Policy 5.6.12 (deb-version(7)); rpm-version(7). */
#ifndef MSPEC_IMPORT_VERSION_H
#define MSPEC_IMPORT_VERSION_H

#include <stdbool.h>

enum version_scheme {
    SCHEME_UNKNOWN, /* nothing is said of it: an upstream's own numbers, perhaps */
    SCHEME_SEMVER,
    SCHEME_DEBIAN,
    SCHEME_RPM,
    SCHEME_OTHER    /* a registry's own, which is not read here */
};

/* -1, 0, 1 in *order; false, and nothing set, when it is not known. */
bool version_compare(enum version_scheme scheme, const char *a, const char *b, int *order);
/* The scheme of a package URL's type ("deb"; of what comes from upstream it is not known), of an OSV ecosystem ("Debian:12"), of a CVE record's versionType ("semver"). */
enum version_scheme version_scheme_of_type(const char *purl_type);
enum version_scheme version_scheme_of_ecosystem(const char *ecosystem);
enum version_scheme version_scheme_of_cve(const char *version_type);

#endif
