/* Is a vulnerability contained, and if not, what contains it? The question, put to the judge and the engines:
 *
 * A configuration *contains* a vulnerability when every requirement of the system's protected components holds though the fault is
 * there. It is judged under strategy `vulnerability` (all code does what is intended, so that a fault elsewhere is not mistaken for
 * this one), with the vulnerability listed beside those that the system lists: an attacker may use both. A vulnerability of a
 * *mechanism* needs somebody who makes use of it, and nobody does under that strategy; so it is judged under `safety`, with all
 * code at its worst. What is violated counts, whether or not the vulnerability is to blame: in doubt, "not contained".
 *
 * What is proposed instead is the cheapest valid configuration under the same question; and where what is deployed keeps the
 * system's own strategy, so does what is proposed; and hardening that is switched on stays on. A mitigation gives nothing up
 * unless there is no other way, and then it is said.
 *
 * docs/vulnerabilities.md tells this to users. */
#ifndef MSPEC_CLI_MITIGATION_H
#define MSPEC_CLI_MITIGATION_H

#include "cli/command.h"
#include "export/difference.h"
#include "verify/remains.h"

enum containment { CONTAINED, NOT_CONTAINED, NOT_APPLICABLE, CONTAINMENT_UNKNOWN, CONTAINMENT_COUNT };
const char *containment_name(enum containment verdict); /* "not-contained" */

struct mitigation {
    enum containment verdict;
    const char *why;            /* not applicable, unknown: a sentence without a full stop; else NULL */
    struct model *model;        /* with the question; NULL when it did not come so far */
    struct arena arena;
    uint32_t vulnerability;     /* of the model; NONE */
    struct configuration *deployed;
    bool deployed_given;        /* else nothing is switched on, and the first variants are taken */
    struct judgement judgement; /* of what is deployed, under the question */
    bool judged;
    size_t without;             /* violations that are there without the vulnerability too */
    bool others_listed;         /* the system lists other vulnerabilities */
    bool contained_alone;       /* without those, it would be contained */

    /* Of a vulnerability of mechanisms: of the cheapest configurations that are valid without it, how many are unsafe with it. */
    size_t looked_at, stop_being_safe;

    /* What contains it, when it is not contained. */
    bool searched;
    struct pipeline found;      /* its first configuration counts, or `best` */
    size_t best;                /* which of those of least cost: the one with the fewest steps */
    bool keeps_strategy;        /* under the system's own strategy too */
    bool gave_up_strategy;      /* that would have been wanted, and there is none */
    bool gave_up_hardening;     /* nothing that contains it keeps all hardening that is switched on */
    struct difference difference;
    struct remains remains;     /* of what contains it: the best one, or what is deployed */
    bool has_remains;
};

/* The verdict and, when `search`, what contains it. Of several, all at once: what they affect must be here. MSPEC_OK whatever the verdict; *out is always to be given to mitigation_fini. */
mspec_status mitigation_find(struct command *c, const struct pipeline_request *request, const char *deployed,
                             struct asked_vulnerability *asked, size_t asked_count, bool search, struct mitigation *out);
void mitigation_fini(struct mitigation *m);
const struct judged *mitigation_best(const struct mitigation *m); /* NULL when there is none */

/* mitigation_report.c */
int mitigate_status(enum containment verdict);
/* The whole result. name: of what is mitigated; title NULL for none. advisories: a list for the JSON result (taken over), or NULL.
 * In the text, it stands behind what has been said already. */
mspec_status mitigation_say(struct command *c, const struct pipeline_request *request, const struct mitigation *m,
                            struct asked_vulnerability *asked, size_t asked_count, const char *name, const char *title,
                            json_t *advisories);

#endif
