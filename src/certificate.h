/* Certificates, from end to end: written for a configuration that somebody found, and read and checked again by itself. A
 * certificate holds its specification; what it proves, it proves of that, with the catalogue that is here. Takes models and
 * bytes; gives bytes and verdicts. Does not know who found the configuration. */
#ifndef MSPEC_CERTIFICATE_H
#define MSPEC_CERTIFICATE_H

#include "certify/envelope.h"
#include "model/question.h"
#include "verify/verify.h"

/* ---- reading ---- */

struct certificate {
    mspec_ctx *ctx;
    struct arena arena;
    struct envelope envelope;
    uint32_t source; /* of the certificate itself, for diagnostics */
    struct model_question question; /* budgets that were asked for besides those of the specification */
    const char *system;             /* NULL: the only one */
    struct model *model;
    struct configuration *configuration; /* NULL: it is claimed that there is none */
    struct judgement judgement;
    bool judged;
};

enum certificate_verdict { CERTIFICATE_HOLDS, CERTIFICATE_FAILS };

struct certificate_checked {
    enum certificate_verdict verdict;
    size_t line;       /* of the file; 0: none in particular */
    const char *wrong; /* why it fails, in words; in the certificate's arena */
    size_t clauses;    /* of the formula */
    int variables;
    uint64_t steps;    /* of the proof; or configurations visited */
};

/* Loads the specification into a context that holds none yet, builds its model and reads the configuration. The bytes must stay.
 * MSPEC_ERROR_INPUT with diagnostics. *out must be given to certificate_fini whatever the status. */
mspec_status certificate_read(mspec_ctx *ctx, const char *name, const char *bytes, size_t length, struct certificate *out);
/* Judges the configuration and checks the proof. A proof whose notation is wrong is bad input. MSPEC_ERROR_LIMIT: cancelled. */
mspec_status certificate_check(struct certificate *c, struct certificate_checked *out);
void certificate_fini(struct certificate *c);

/* Does it hold the target that it names, rather than mean one that is here? */
bool certificate_holds_target(const struct certificate *c);
/* Builds the model of what a context has read, as the certificate asks for it. */
mspec_status certificate_build(const struct certificate *c, mspec_ctx *ctx, struct model **out);
/* Do two models say the same? */
mspec_status certificate_same_model(const struct model *a, const struct model *b, bool *same);

/* ---- writing ---- */

struct certificate_request {
    const struct model *model;
    const char *system;                        /* as it was asked for; NULL: the only one */
    const char *const *budgets;                /* that were asked for */
    size_t budget_count;
    const struct configuration *configuration; /* NULL: there is none */
    const struct judgement *judgement;         /* its */
    double time_limit;                         /* seconds; 0: none */
};

/* Appends a certificate, which has been read and checked again. MSPEC_ERROR_LIMIT: there is none, and *why says the reason (a
 * static string). */
mspec_status certificate_write(const struct certificate_request *request, struct text *out, const char **why);

#endif
