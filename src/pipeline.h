/* The whole flow: read → check → build the model → solve → judge every configuration → write. Takes what a user asked for, calls
 * each layer in turn, and gives what they made. No configuration leaves it without the judge's word; one that an engine found and
 * the judge refuses is a defect of MSpec (MSPEC_ERROR_INTERNAL). Knows nothing of command lines and formats. */
#ifndef MSPEC_PIPELINE_H
#define MSPEC_PIPELINE_H

#include "answers/nearest.h"
#include "answers/safest.h"
#include "import/deployed.h"
#include "model/question.h"
#include "mspec/verify.h"
#include "solve/core.h"
#include "solve/engine.h"
#include "verify/verify.h"

struct pipeline;
/* Writes the result; *out may hold anything after a failure. */
typedef mspec_status pipeline_write_fn(const struct pipeline *p, void *user, struct text *out);

struct pipeline_request {
    const char *const *files; /* specifications and folders of them; "-" is standard input. None: what the context has read */
    size_t file_count;
    const char *system;       /* NULL: the only one */
    struct model_question *question; /* asked of the system beyond its clauses (model/question.h); NULL: nothing */
    const char *config;       /* judge this configuration (a file, "-" is standard input); NULL: search */
    mspec_status (*read)(const struct model *m, const char *path, struct arena *a, struct configuration **out,
                         struct deployed_notes *notes); /* reads `config` (import/deployed.h); NULL: it is JSON */
    bool is_self_contained;   /* nothing but the files names entries of the catalogue: those that they do not need are not read */
    bool model_only;          /* no configuration is wanted: build the model, and write */
    const struct engine *engine; /* NULL: the usual one */
    struct engine_request search;
    const enum measure *pareto; /* the front over these measures, instead of the goal of `search` */
    uint32_t pareto_count;      /* 0: no front */
    const char *prefer;       /* of all optimal configurations the one nearest to this one (a file, "-" is standard input); NULL */
    bool one_of_equals;       /* of those that come of each other by exchanging equal components, one (answers/exchange.h) */
    bool safest;              /* where nothing is valid: what meets as many requirements as can be met together */
    double core_limit;        /* seconds in which to find out why there is no configuration; 0: do not */
    pipeline_write_fn *write; /* NULL: nothing is written */
    void *user;
};

struct judged {
    struct configuration *configuration;
    struct judgement judgement;
};

/* What the stages have made, each as far as the flow came. */
struct pipeline {
    mspec_ctx *ctx;
    struct model *model;
    struct arena arena;
    struct judged *judged; /* the configuration of the request, or those that the engine found */
    size_t judged_count;
    bool searched;
    const struct engine *engine;
    struct engine_result found; /* when searched */
    struct deployed_notes notes; /* of the file that was read: asked for, and not built */
    double seconds;             /* that the search took */
    struct cost_bound bound;    /* no valid configuration costs less; without levels where nothing is known */
    size_t kept;                /* so many were found and kept, before those that come of others by exchange were dropped */
    struct configuration *preferred; /* the one that the request prefers; NULL: none */
    struct nearest nearest;     /* how near the one that was found is to it */
    bool safest_found;
    struct safest safest;       /* when it was asked for and nothing is valid; nothing of it is ever among `judged` */
    struct judged *unsafe;      /* its items, and what the judge says of them */
    size_t unsafe_count;
    bool core_found;
    struct core core;           /* of an unsatisfiable system, when it was asked for: clauses that contradict each other */
    struct bigint space;        /* the size of the space */
    bool space_known;
    mspec_verdict verdict;
    bool complete;              /* the goal of the search was reached */
};

/* Runs all of it. *out must be given to pipeline_fini whatever the status. MSPEC_ERROR_INPUT with diagnostics in the context; on
 * MSPEC_ERROR_LIMIT, _MEMORY and _INTERNAL *out holds what had been made before. */
mspec_status pipeline_run(mspec_ctx *ctx, const struct pipeline_request *request, struct pipeline *out, struct text *text);
void pipeline_fini(struct pipeline *p);

/* The stages, for those who need one of them alone. */
mspec_status pipeline_read(mspec_ctx *ctx, const char *const *files, size_t count); /* reads all of them, whatever the errors */
mspec_status pipeline_check(mspec_ctx *ctx);                                         /* loads the catalogue too */
mspec_status pipeline_search(struct pipeline *p, const struct pipeline_request *request); /* solve, and judge what was found */

#endif
