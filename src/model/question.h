/* What is asked of a system beyond what its clauses say: with which vulnerabilities besides those that it lists, under which
 * strategy, with whom protected, and within which budgets. The system itself stays as it is written. */
#ifndef MSPEC_MODEL_QUESTION_H
#define MSPEC_MODEL_QUESTION_H

#include "model/configuration.h"

/* A vulnerability that is put to the system. Its effect is that of the declared entries together (a user's, or weaknesses of the
 * catalogue); it affects the components named here, and whom the entries name themselves. */
struct asked_vulnerability {
    const char *name;           /* as results show it */
    const char *const *entries; /* names of declared vulnerabilities */
    size_t entry_count;
    const char *const *affects; /* "libssl", "libssl.ssl_read": components of the files, of this system or not */
    size_t affect_count;
    /* Given back. */
    bool undeclared;     /* no block declares one of the entries: reported */
    bool names_somebody; /* affects, or an entry's [Affects], names something at all, in this system or not */
    uint32_t id;         /* of the vulnerability in the model; NONE: it affects nothing that this system has */
};

struct model_question {
    bool sets_strategy;
    enum strategy strategy;
    bool protect_all;    /* whatever [Protect] says */
    bool only_asked;     /* without the vulnerabilities that the system lists */
    const char *without; /* leave out the listed one of this name; NULL: none */
    const struct configuration *keep; /* hardening that must stay as it is in this configuration; NULL: none */
    struct asked_vulnerability *asked;
    size_t asked_count;
    const char *const *budgets; /* "runtime=20%": to be kept besides those of [Budget], inclusive like them */
    size_t budget_count;
    bool measured[MEASURE_COUNT]; /* is asked for: what it is reckoned with must be there */
};

/* model_build, with a question (NULL: none). An entry that nobody declares, or a component that no file declares, is bad input. */
mspec_status model_build_asked(mspec_ctx *ctx, const char *system, struct model_question *question, struct model **out);

/* Does some source declare it? `by_user`: other than the catalogue. The catalogue must have been loaded. */
bool vulnerability_is_declared(const mspec_ctx *ctx, const char *name, bool by_user);

#endif
