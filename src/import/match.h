/* Which components of a system an advisory speaks of: by package URL ([Origin], or a bill of materials), else by name; and whether
 * their versions are affected. Every match says how it came about, and what could not be matched is said. Where it cannot be
 * ruled out that a component is affected, it is not ruled out. */
#ifndef MSPEC_IMPORT_MATCH_H
#define MSPEC_IMPORT_MATCH_H

#include "import/advisory.h"
#include "import/sbom.h"
#include "model/model.h"

enum match_by { MATCH_PURL, MATCH_NAME, MATCH_MODULE };

struct matched {
    uint32_t component;
    enum match_by by;
    const char *package;   /* what the advisory calls it */
    const char *version;   /* of the component; NULL: not known */
    enum affected affected;
};

struct matching {
    struct matched *items;    /* by component; each component once, with the worst that is said of it */
    size_t count;
    bool any_affected;        /* YES or UNKNOWN of some */
    bool ruled_out;           /* nothing matches, or only unaffected versions do, and there is no room for doubt */
    const char *why;          /* a sentence about what is not affected, or why it cannot be ruled out; NULL when something is affected */
    const char **unmatched;   /* packages of the advisory that no component is made of, by name; each once */
    size_t unmatched_count;
};

/* sbom may be NULL. All in the arena. False when out of memory. */
bool match_advisory(const struct model *m, const struct advisory *advisory, const struct sbom *sbom, struct arena *a,
                    struct matching *out);

#endif
