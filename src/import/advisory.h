/* A published advisory: which weaknesses, in which packages, in which versions. Two formats are read, each in a file of its own;
 * what they say comes out in one form. What could not be read is remembered as a doubt, and nobody with a doubt is let off:
 * whoever judges takes it for affected.
 *
 * Takes outside input of any kind; gives an advisory, or a diagnostic. Knows nothing of the model. */
#ifndef MSPEC_IMPORT_ADVISORY_H
#define MSPEC_IMPORT_ADVISORY_H

#include "import/json_read.h"
#include "import/purl.h"
#include "import/version.h"

#define ADVISORY_MAX ((size_t)8 << 20)
#define ADVISORY_PARTS 20000 /* packages, ranges, versions or weaknesses of one advisory: more is a doubt */

/* One statement about versions. */
enum statement_kind {
    STATES_ONE,    /* exactly `from` */
    STATES_RANGE,  /* from <= v < to, or <= to: a CVE record */
    STATES_EVENTS, /* OSV: introduced, fixed, … */
    STATES_UNKNOWN /* something that cannot be read: a commit, a text in words */
};

enum event_kind { EVENT_INTRODUCED, EVENT_FIXED, EVENT_LAST_AFFECTED, EVENT_LIMIT };

struct version_event {
    enum event_kind kind;
    const char *version; /* "0" of an introduction: before all others */
};

enum affected { AFFECTED_NO, AFFECTED_YES, AFFECTED_UNKNOWN };

struct version_change { /* from `at` on, within a range */
    const char *at;
    enum affected status;
};

struct version_statement {
    enum statement_kind kind;
    enum affected status;        /* what it says of the versions that it covers */
    enum version_scheme scheme;
    const char *from, *to;       /* to NULL: no end. from "0": the beginning */
    bool to_included;
    struct version_event *events;
    size_t event_count;
    struct version_change *changes;
    size_t change_count;
};

struct advisory_package {
    struct purl purl;            /* type NULL: none given */
    bool has_purl;
    const char *ecosystem;       /* OSV; NULL */
    const char *vendor;          /* CVE; NULL */
    const char *name;            /* as the advisory calls it; NULL for none */
    const char **modules;        /* names of parts of it: modules, directories' and files' names */
    size_t module_count;
    struct version_statement *statements;
    size_t statement_count;
    enum affected otherwise;     /* of versions that no statement covers */
    bool doubt;                  /* something about it could not be read */
};

struct advisory {
    const char *id;
    const char **aliases;
    size_t alias_count;
    const char *title;           /* NULL for none */
    const char **weaknesses;     /* "CWE-125"; each once */
    size_t weakness_count;
    struct advisory_package *packages;
    size_t package_count;
    const char *withdrawn;       /* a sentence when it no longer holds, else NULL */
    const char *doubt;           /* a sentence when something of it could not be read, else NULL */
};

/* MSPEC_OK with *out in the arena; MSPEC_ERROR_INPUT with a diagnostic when it is not such an advisory; MSPEC_ERROR_MEMORY. */
mspec_status advisory_osv_read(const struct json_input *in, struct advisory *out);
mspec_status advisory_cve_read(const struct json_input *in, struct advisory *out);

/* Is this version of the package affected? version NULL: not known. `own` is the scheme of whoever numbered the version. */
enum affected advisory_affects(const struct advisory_package *package, const char *version, enum version_scheme own);

/* For the two readers: adds "CWE-125" (out of "CWE-125", "cwe-125", "CWE-125 Out-of-bounds Read") once. A text without one is
 * nothing. False when out of memory. */
struct weakness_list {
    VECTOR(const char *);
};
bool advisory_add_weakness(const struct json_input *in, struct weakness_list *list, const char *text);

#endif
