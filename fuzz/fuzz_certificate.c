/* Any bytes as a certificate, or (when they begin with a 0) as a proof of a fixed system: read, and checked where they are one. No
 * proof may ever hold for a configuration that is not optimal, or for there being none. `--show` prints the system. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "certificate.h"
#include "certify/check.h"
#include "mspec/mspec.h"
#include "verify/enumerate.h"

static const char specification[] =
    "language C { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"
    "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) [Limit] ::= 3 [Gate] ::= 462 cycles }\n"
    "mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) [Within] ::= ept [Gate] ::= 108 cycles }\n"
    "mechanism cfi { [Transform] ::= X(*) -> X(intent) [Cost] ::= runtime 2% }\n"
    "mechanism asan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) [Cost] ::= runtime 73% }\n"
    "component a { [Language] ::= C [API] ::= (f, SYMB) [Requires] ::= X }\n"
    "component b { [Language] ::= C [Call] ::= X(a.f) }\n"
    "component c { [Language] ::= C }\n"
    "system s { [Components] ::= a, b, c [Mechanisms] ::= ept, mpk, cfi, asan [Clock] ::= 2 GHz\n"
    "    [Profile] ::= (a, 20%) (b, 30%) (c, 50%) (b -> a, 900 k/s) (c -> b, 70 k/s) [Minimise] ::= runtime, compartments }\n";

struct found {
    const struct model *m;
    struct measures best, dearer;
    bool any, two;
};

static bool visit(void *user, const struct configuration *c)
{
    struct found *f = user;
    struct measures measures;
    unsigned flags;
    if (judge_quickly(f->m, c, &flags, &measures) != MSPEC_OK)
        abort();
    if (flags != JUDGED_VALID)
        return true;
    int order = f->any ? measures_compare(f->m, &measures, &f->best) : -1;
    if (order > 0 && (!f->two || measures_compare(f->m, &measures, &f->dearer) < 0))
        f->dearer = measures, f->two = true;
    if (order < 0 && f->any)
        f->dearer = f->best, f->two = true;
    if (order < 0)
        f->best = measures;
    f->any = true;
    return true;
}

static enum check_verdict check(const struct model *m, const struct measures *measures, const char *bytes, size_t length)
{
    struct formula f;
    if (formula_init(&f, m, NULL) != MSPEC_OK)
        abort();
    struct check_result r = check_proof(&f, measures, bytes, length);
    formula_fini(&f);
    return r.verdict;
}

/* The next dearer one is the hardest to tell from the best. */
static void as_proof(const char *bytes, size_t length)
{
    mspec_ctx *ctx = mspec_ctx_new();
    struct model *m;
    if (!ctx || mspec_ctx_set_catalog(ctx, "") != MSPEC_OK ||
        mspec_ctx_add_text(ctx, "s.mspec", specification, strlen(specification)) != MSPEC_OK || model_build(ctx, NULL, &m) != MSPEC_OK)
        abort();
    static struct found found; /* worked out once */
    if (!found.any) {
        found.m = m;
        if (enumerate_space(m, visit, &found) != MSPEC_OK || !found.two)
            abort();
    }
    check(m, &found.best, bytes, length);
    if (check(m, &found.dearer, bytes, length) == CHECK_HOLDS || check(m, NULL, bytes, length) == CHECK_HOLDS)
        abort();
    model_free(m);
    mspec_ctx_free(ctx);
}

static void as_file(const char *bytes, size_t length)
{
    mspec_ctx *ctx = mspec_ctx_new();
    struct certificate c;
    struct certificate_checked checked;
    if (!ctx)
        abort();
    mspec_status status = certificate_read(ctx, "certificate", bytes, length, &c);
    if (status == MSPEC_OK && c.model->component_count <= 6 && !c.envelope.by_exhaustion)
        status = certificate_check(&c, &checked);
    if (status == MSPEC_ERROR_INPUT && mspec_diagnostic_errors(ctx) == 0)
        abort();
    certificate_fini(&c);
    mspec_ctx_free(ctx);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    if (*argc == 2 && strcmp((*argv)[1], "--show") == 0) {
        fputs(specification, stdout);
        exit(0);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == '0')
        as_proof((const char *)data + 1, size - 1);
    else if (size > 0)
        as_file((const char *)data + 1, size - 1);
    return 0;
}
