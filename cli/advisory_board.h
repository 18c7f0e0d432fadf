/* The advisories of one run with their answers, and what is said of them. For advisories.c and advisory_report.c only. */
#ifndef MSPEC_CLI_ADVISORY_BOARD_H
#define MSPEC_CLI_ADVISORY_BOARD_H

#include "cli/mitigation.h"
#include "import/match.h"

/* One advisory with its answer. */
struct row {
    const char *file;
    const char *id, *title; /* for a terminal: nothing in them does harm. title NULL for none */
    struct advisory advisory;
    struct matching matching;
    const char **unknown; /* weaknesses that the catalogue does not have */
    size_t unknown_count;
    bool declared;        /* the specifications declare a vulnerability of that name: what they say counts as well */
    struct asked_vulnerability asked;
    bool is_asked;        /* there is something to judge */
    enum containment verdict;
    const char *why;
    size_t violations;    /* in what is deployed */
};

struct board {
    struct command *c;
    const struct pipeline_request *request;
    struct model *model; /* of the system as it is, for the matching */
    struct sbom sbom;
    bool has_sbom;
    struct {
        VECTOR(struct row);
    } rows;
    bool bad_input;      /* some file is no advisory: reported */
    bool is_folder;
};

/* advisory_report.c: how one was matched; the table of all; both as JSON. False (JSON: failed) when out of memory. */
bool advisory_say_matching(struct board *b, const struct row *row);
bool advisory_say_table(struct board *b);
json_t *advisory_rows_json(struct board *b, struct json_build *build);

#endif
