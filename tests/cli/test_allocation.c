/* For every N of a small run through the whole library: the N-th allocation fails, and the call that needed it says
 * MSPEC_ERROR_MEMORY; nothing leaks, nothing crashes, and the context can be freed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag/context.h"
#include "mspec/mspec.h"

static const char specification[] =
    "language Safe { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= R, X }\n"
    "language Wild { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
    "mechanism wall { [Boundary] ::= R(granted), W(granted), X(api) [Limit] ::= 4 [Granularity] ::= 4 KiB\n"
    "    [Gate] ::= 100 cycles [Assumes] ::= \"no holes\" }\n"
    "mechanism ring { [Boundary] ::= R(shared), W(shared), X(*) [Within] ::= wall }\n"
    "mechanism tame { [Applies] ::= Wild [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) [Cost] ::= runtime 20% }\n"
    "mechanism flow { [Transform] ::= X(*) -> X(intent) [Cost] ::= runtime 2% [Assurance] ::= probabilistic }\n"
    "vulnerability hole { [Affects] ::= b [Transform] ::= R(intent) -> R(*) }\n"
    "component a { [Language] ::= Safe [API] ::= (f, SYMB) [Region] ::= (ring, SHARED, 8 KiB) (key, OWN, 4 KiB)\n"
    "    [Requires] ::= X, b(R, ring[0..64]), b(W, ring[64..128])\n"
    "    [Pre] ::= f(x): x != 0 }\n"
    "component b { [Language] ::= Wild [Call] ::= X(a.f) [Memory Access] ::= R(own, a.ring[0..64]), W(own)\n"
    "    variant slow { [Language] ::= Safe [Cost] ::= runtime 50% }\n"
    "    variant fast { } }\n"
    "component c { [Language] ::= Wild }\n"
    "component vault { [Region] ::= (secret, OWN, 32 B) [Requires] ::= a(R, secret) }\n"
    "system s { [Components] ::= a, b, c, vault [Mechanisms] ::= wall, ring, tame, flow [Vulnerabilities] ::= hole\n"
    "    [Clock] ::= 2 GHz [Profile] ::= (a, 20%) (b, 30%) (c, 50%) (b -> a, 10 k/s)\n"
    "    [Forbid] ::= tame with ring; flow on a [Budget] ::= runtime 90% [Apart] ::= a, c }\n";
/* A small space, so that a search ends soon; each of its goals is a run of its own. */
static const char small[] =
    "language Wild { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
    "mechanism wall { [Boundary] ::= R(granted), W(granted), X(api) }\n"
    "mechanism flow { [Transform] ::= X(*) -> X(intent) }\n"
    "component a { [Language] ::= Wild [API] ::= (f, SYMB) [Requires] ::= X, b(R, own) }\n"
    "component b { [Language] ::= Wild [Call] ::= X(a.f) variant v { } variant w { [Hardened] ::= flow } }\n"
    "system s { [Components] ::= a, b [Mechanisms] ::= wall, flow }\n";
static const char hopeless[] =
    "language Wild { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
    "component a { [Language] ::= Wild [Requires] ::= none }\n"
    "component b { [Language] ::= Wild }\n"
    "system s { [Components] ::= a, b [Mechanisms] ::= none }\n";
static const char excluding[] =
    "language Wild { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
    "mechanism wall { [Boundary] ::= R(granted), W(granted), X(api) }\n"
    "mechanism flow { [Transform] ::= X(*) -> X(intent) }\n"
    "mechanism tame { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }\n"
    "component a { [Language] ::= Wild [Requires] ::= X }\n"
    "component b { [Language] ::= Wild [Requires] ::= X variant v { } variant w { [Hardened] ::= flow } }\n"
    "target board { [Exclude] ::= wall with flow [Together] ::= a, b mechanism wall { [Limit] ::= 3 [Kconfig] ::= \"A=y\" }\n"
    "    mechanism flow { [Flags] ::= \"-f\" } mechanism tame { [Boundary] ::= X(*) } }\n"
    "system s { [Components] ::= a, b [Mechanisms] ::= wall, flow, tame [Exclude] ::= tame with wall }\n";
static const char broken[] = "component a { [Langage] ::= Q [Requires] ::= b(Z, nowhere[5..2]) \n component b : b { [Region] ::= (x, OWN)";
static const char config[] =
    "{\"components\": {\"a\": {\"hardening\": [], \"path\": [\"wall:1\"]}, \"b\": {\"variant\": \"fast\", \"hardening\": [\"tame\"],"
    " \"path\": [\"wall:2\"]}, \"c\": {\"path\": [\"wall:2\"]}, \"vault\": {\"path\": [\"wall:1\"]}}}";

/* Keeps the first status that is not OK. */
static bool keep(mspec_status *kept, mspec_status status)
{
    if (*kept == MSPEC_OK)
        *kept = status;
    return status == MSPEC_OK;
}

static void judge_config(mspec_model *model, mspec_status *kept)
{
    mspec_config *given = NULL;
    mspec_judgement *judgement = NULL;
    if (keep(kept, mspec_config_read_text(model, "config.json", config, strlen(config), &given)))
        keep(kept, mspec_verify(model, given, &judgement));
    mspec_judgement_free(judgement);
    mspec_config_free(given);
}

static void export_question(mspec_model *model, mspec_status *kept)
{
    static const char *const writers[] = {"smtlib", "minizinc"};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        char *text = NULL;
        keep(kept, mspec_export(model, NULL, writers[i], &text));
        free(text);
    }
}

static void search(mspec_model *model, mspec_goal goal, const char *engine, mspec_status *kept)
{
    mspec_result *result = NULL;
    mspec_solve_options options;
    mspec_solve_options_init(&options);
    options.goal = goal;
    options.top = 3;
    options.engine = engine;
    if (keep(kept, mspec_solve(model, &options, &result))) {
        /* A search that ran out of memory may say so in its result instead. */
        if (!mspec_result_complete(result))
            keep(kept, MSPEC_ERROR_MEMORY);
        for (size_t i = 0; mspec_exporter_at(i) && mspec_result_count(result) > 0; i++) {
            char *text = NULL;
            mspec_status status = mspec_export(model, mspec_result_config(result, 0), mspec_exporter_at(i)->name, &text);
            if (status != MSPEC_ERROR_INPUT) /* FlexOS cannot do all of it */
                keep(kept, status);
            free(text);
        }
    }
    mspec_result_free(result);
}

enum task { READ_AND_JUDGE, OPTIMUM, ALL, MINIMAL, SPACE, EXHAUSTIVE, SAT, QUESTION, ONLY_READ };

static void work(mspec_ctx *ctx, const char *text, enum task task, mspec_status *kept)
{
    char *formatted = NULL, *dumped = NULL;
    mspec_model *model = NULL;
    if (!keep(kept, mspec_ctx_set_catalog(ctx, "")) || (text == excluding && !keep(kept, mspec_ctx_set_target(ctx, "board"))))
        return;
    if (task == READ_AND_JUDGE) {
        keep(kept, mspec_format(ctx, "s.mspec", text, strlen(text), &formatted));
        free(formatted);
    }
    keep(kept, mspec_ctx_add_text(ctx, "s.mspec", text, strlen(text)));
    if (!keep(kept, mspec_model_new(ctx, "s", &model)))
        return;
    for (int stage = MSPEC_STAGE_TREE; task == READ_AND_JUDGE && stage <= MSPEC_STAGE_PROBLEM; stage++) {
        keep(kept, mspec_dump(ctx, "s", (mspec_stage)stage, &dumped));
        free(dumped);
        dumped = NULL;
    }
    switch (task) {
    case READ_AND_JUDGE: judge_config(model, kept); break;
    case OPTIMUM: search(model, MSPEC_GOAL_OPTIMUM, "search", kept); break;
    case ALL: search(model, MSPEC_GOAL_ALL, "search", kept); break;
    case MINIMAL: search(model, MSPEC_GOAL_MINIMAL, "search", kept); break;
    case SPACE: search(model, MSPEC_GOAL_SPACE, "search", kept); break;
    case EXHAUSTIVE: search(model, MSPEC_GOAL_SPACE, "exhaustive", kept); break;
    case SAT: search(model, MSPEC_GOAL_OPTIMUM, "sat", kept); break;
    case QUESTION: export_question(model, kept); break;
    case ONLY_READ: break;
    }
    mspec_model_free(model);
}

/* One run with the N-th allocation failing; true when the run was over before it came to that. */
static bool run(size_t n, const char *text, mspec_status expected, enum task task)
{
    mspec_ctx *ctx = mspec_ctx_new();
    if (!ctx)
        exit(1);
    ctx->memory.fail_after = n;
    mspec_status kept = MSPEC_OK;
    work(ctx, text, task, &kept);
    bool over = n > 0 && ctx->memory.fail_after > 0;
    if ((n == 0 || over) ? kept != expected : kept != MSPEC_ERROR_MEMORY && kept != expected) {
        fprintf(stderr, "allocation %zu: status %s\n", n, mspec_status_name(kept));
        for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++)
            fprintf(stderr, "%s\n", mspec_diagnostic_get(ctx, i)->message);
        exit(1);
    }
    mspec_ctx_free(ctx);
    return over;
}

static void run_all(const char *name, const char *text, mspec_status expected, enum task task)
{
    size_t n = 1;
    run(0, text, expected, task);
    while (!run(n, text, expected, task))
        n++;
    printf("%s: %zu allocations, each has failed once\n", name, n - 1);
    fflush(stdout);
}

int main(void)
{
    run_all("read and judge", specification, MSPEC_OK, READ_AND_JUDGE);
    run_all("question", specification, MSPEC_OK, QUESTION);
    run_all("mistakes", broken, MSPEC_ERROR_INPUT, ONLY_READ);
    run_all("optimum", small, MSPEC_OK, OPTIMUM);
    run_all("optimum by clauses", small, MSPEC_OK, SAT);
    run_all("all", small, MSPEC_OK, ALL);
    run_all("minimal", small, MSPEC_OK, MINIMAL);
    run_all("space", small, MSPEC_OK, SPACE);
    run_all("exhaustive", small, MSPEC_OK, EXHAUSTIVE);
    run_all("all, for a target", excluding, MSPEC_OK, ALL);
    run_all("space, for a target", excluding, MSPEC_OK, SPACE);
    run_all("none", hopeless, MSPEC_OK, OPTIMUM);
    return 0;
}
