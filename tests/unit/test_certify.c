/* Certificates: proofs that hold, and everything that must not pass for one. */
#include "model_support.h"

#include "certificate.h"
#include "certify/check.h"
#include "certify/exhaust.h"
#include "certify/prove.h"
#include "verify/enumerate.h"

/* Optimal: cfi and kasan on b, or apart; all of it has costs. */
static const char system_text[] =
    LANGUAGES MECHANISMS
    "component a { [Language] ::= Rust [API] ::= (f, SYMB) [Requires] ::= X }\n"
    "component b { [Language] ::= C [Call] ::= X(a.f) }\n"
    "component c { [Language] ::= C variant slow { [Language] ::= Rust [Cost] ::= runtime 50% } variant fast { } }\n"
    "system s { [Components] ::= a, b, c [Mechanisms] ::= mpk, ept, kasan, cfi [Clock] ::= 2 GHz\n"
    "    [Profile] ::= (a, 20%) (b, 30%) (c, 50%) (b -> a, 500 k/s) (c -> b, 9 k/s)\n"
    "    [Minimise] ::= runtime, compartments, transformations }\n";
static const char hopeless_text[] =
    LANGUAGES "component a { [Language] ::= C [Requires] ::= none }\n component b { [Language] ::= C }\n"
    "system s { [Components] ::= a, b [Mechanisms] ::= none }\n";

struct found {
    struct model *m;
    struct measures best, dearest;
    struct configuration *optimum;
    bool any;
};

static bool visit(void *user, const struct configuration *c)
{
    struct found *f = user;
    struct measures measures;
    unsigned flags;
    assert_int_equal(judge_quickly(f->m, c, &flags, &measures), MSPEC_OK);
    if (flags != JUDGED_VALID)
        return true;
    if (!f->any || measures_compare(f->m, &measures, &f->best) < 0) {
        f->best = measures;
        f->optimum = configuration_copy(&f->m->arena, c);
        assert_non_null(f->optimum);
    }
    if (!f->any || measures_compare(f->m, &measures, &f->dearest) > 0)
        f->dearest = measures;
    f->any = true;
    return true;
}

static struct found look(struct model *m)
{
    struct found f = {.m = m};
    assert_int_equal(enumerate_space(m, visit, &f), MSPEC_OK);
    return f;
}

static struct check_result check(const struct model *m, const struct measures *measures, const char *bytes, size_t length)
{
    struct formula f;
    assert_int_equal(formula_init(&f, m, NULL), MSPEC_OK);
    struct check_result r = check_proof(&f, measures, bytes, length);
    formula_fini(&f);
    return r;
}

static struct text proof_of(const struct model *m, const struct measures *measures)
{
    struct arena a;
    struct text proof = {0};
    struct prove_result made;
    arena_init(&a, &m->ctx->memory);
    assert_int_equal(prove(m, NULL, measures, 0, &a, &made, &proof), MSPEC_OK);
    assert_int_equal(made.verdict, PROVE_DONE);
    arena_fini(&a);
    return proof;
}

static void optimum_is_proven(void **state)
{
    (void)state;
    struct model *m = model_of(system_text);
    struct found f = look(m);
    struct text proof = proof_of(m, &f.best);
    assert_int_equal(check(m, &f.best, proof.bytes, proof.length).verdict, CHECK_HOLDS);
    assert_int_equal(check(m, &f.dearest, proof.bytes, proof.length).verdict, CHECK_FAILS);
    assert_int_equal(check(m, NULL, proof.bytes, proof.length).verdict, CHECK_FAILS);
    text_fini(&proof);
    drop(m);
}

/* The counts of a limit wait until a solution breaks them. */
static void limits_that_bind(void **state)
{
    (void)state;
#define DENYING(name) "component " name " { [Language] ::= C [API] ::= (f, SYMB) [Requires] ::= X }\n"
#define CROWD(mechanisms)                                                                                                         \
    LANGUAGES MECHANISMS                                                                                                          \
    "mechanism wall { [Boundary] ::= R(shared), W(shared), X(api) [Limit] ::= 2 }\n"                                             \
    "mechanism edges { [Transform] ::= X(*) -> X(intent) }\n"                                                                    \
    DENYING("a") DENYING("b") DENYING("c") DENYING("d")                                                                           \
    "system s { [Components] ::= a, b, c, d [Mechanisms] ::= " mechanisms " [Minimise] ::= transformations, compartments }\n"
    static const char *const systems[] = {CROWD("wall"), CROWD("wall, kasan, edges")};
    for (unsigned i = 0; i < 2; i++) {
        struct model *m = model_of(systems[i]);
        struct found f = look(m);
        assert_int_equal(f.any, i);
        const struct measures *claim = f.any ? &f.best : NULL;
        struct text proof = proof_of(m, claim);
        assert_int_equal(check(m, claim, proof.bytes, proof.length).verdict, CHECK_HOLDS);
        text_fini(&proof);
        drop(m);
    }
}

static void nothing_is_proven_of_a_dearer_one(void **state)
{
    (void)state;
    struct model *m = model_of(system_text);
    struct found f = look(m);
    struct arena a;
    struct text proof = {0};
    struct prove_result made;
    arena_init(&a, &m->ctx->memory);
    assert_int_equal(prove(m, NULL, &f.dearest, 0, &a, &made, &proof), MSPEC_OK);
    assert_int_equal(made.verdict, PROVE_CHEAPER);
    assert_int_equal(prove(m, NULL, NULL, 0, &a, &made, &proof), MSPEC_OK);
    assert_int_equal(made.verdict, PROVE_CHEAPER);
    assert_int_equal(proof.length, 0);
    arena_fini(&a);
    drop(m);
}

static void there_being_none_is_proven(void **state)
{
    (void)state;
    struct model *m = model_of(hopeless_text);
    struct text proof = proof_of(m, NULL);
    assert_int_equal(check(m, NULL, proof.bytes ? proof.bytes : "", proof.length).verdict, CHECK_HOLDS);
    text_fini(&proof);
    drop(m);
}

/* The proof holds for nothing less than all of its levels, and not without its cores; other lines may be superfluous. */
static void no_line_of_the_account_can_be_left_out(void **state)
{
    (void)state;
    struct model *m = model_of(system_text);
    struct found f = look(m);
    struct text proof = proof_of(m, &f.best);
    char *less = malloc(proof.length);
    size_t left_out = 0;
    for (size_t from = 0, to; from < proof.length; from = to) {
        to = from;
        while (proof.bytes[to++] != '\n')
            ;
        memcpy(less, proof.bytes, from);
        memcpy(less + from, proof.bytes + to, proof.length - to);
        enum check_verdict verdict = check(m, &f.best, less, proof.length - (to - from)).verdict;
        if (proof.bytes[from] == 'c' || proof.bytes[from] == 'l') {
            assert_int_equal(verdict, CHECK_FAILS);
            left_out++;
        }
        assert_int_not_equal(check(m, &f.best, proof.bytes, from).verdict, CHECK_HOLDS); /* cut off */
    }
    assert_true(left_out >= 3);
    free(less);
    text_fini(&proof);
    drop(m);
}

static void what_does_not_follow_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *proof;
        enum check_verdict verdict;
    } cases[] = {
        {"", CHECK_FAILS},
        {"l\n", CHECK_FAILS},                       /* nothing is proven */
        {"a 0 0\n", CHECK_FAILS},                   /* the empty clause from nothing */
        {"a 0 1 0\n", CHECK_FAILS},
        {"a -1 0 0\n", CHECK_FAILS},                /* variable 1 is true */
        {"a 2 0 999999999 0\n", CHECK_FAILS},       /* no such clause */
        {"a 2 0 0\n", CHECK_FAILS},
        {"a 2 0 -1 0\n", CHECK_FAILS},
        {"a 999999999 0 1 0\n", CHECK_FAILS},       /* no such variable */
        {"a 99999999999999999999999 0 1 0\n", CHECK_FAILS},
        {"a -9223372036854775808 0 1 0\n", CHECK_FAILS},
        {"c 1\n", CHECK_FAILS},                     /* its literals cost nothing */
        {"c 0\n", CHECK_FAILS},
        {"c 99999999999\n", CHECK_FAILS},
        {"c\n", CHECK_FAILS},
        {"h 1\n", CHECK_FAILS},
        {"h -1\n", CHECK_FAILS},
        {"h 0\n", CHECK_FAILS},
        {"h 999999999\n", CHECK_FAILS},
        {"a 1 1 0 0\nc 2\n", CHECK_FAILS},
        {"n 1 1\n", CHECK_FAILS},                   /* no limit binds */
        {"n 999 1\n", CHECK_FAILS},
        {"n 0 1\n", CHECK_GARBLED},
        {"n 1\n", CHECK_GARBLED},
        {"t 1 1 2 3\n", CHECK_FAILS},               /* so it is; and nothing is proven */
        {"t 0 1 2 3\n", CHECK_GARBLED},
        {"t 1 1 2\n", CHECK_GARBLED},
        {"t 1 1 2 4294967297\n", CHECK_GARBLED},
        {"t 1 1 2 2\n", CHECK_FAILS},               /* not three */
        {"t 1 1 2 4\n", CHECK_FAILS},               /* no such component */
        {"t 4294967295 1 2 3\n", CHECK_FAILS},
        {"l 1\n", CHECK_GARBLED},
        {"a 1 0\n", CHECK_GARBLED},
        {"a\n", CHECK_GARBLED},
        {"a 1", CHECK_GARBLED},
        {"a  1 0 0\n", CHECK_GARBLED},
        {"a - 0 0\n", CHECK_GARBLED},
        {"q\n", CHECK_GARBLED},
        {"\n", CHECK_GARBLED},
    };
    struct model *m = model_of(system_text);
    struct found f = look(m);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum check_verdict verdict = check(m, &f.best, cases[i].proof, strlen(cases[i].proof)).verdict;
        if (verdict != cases[i].verdict)
            fprintf(stderr, "%s", cases[i].proof);
        assert_int_equal(verdict, cases[i].verdict);
        assert_int_not_equal(check(m, NULL, cases[i].proof, strlen(cases[i].proof)).verdict, CHECK_HOLDS);
    }
    drop(m);
}

static void exhaustion(void **state)
{
    (void)state;
    struct model *m = model_of(system_text), *none = model_of(hopeless_text);
    struct found f = look(m);
    enum exhaust_verdict verdict;
    uint64_t visited;
    assert_int_equal(exhaust(m, &f.best, &verdict, &visited), MSPEC_OK);
    assert_int_equal(verdict, EXHAUST_HOLDS);
    assert_int_equal(exhaust(m, &f.dearest, &verdict, &visited), MSPEC_OK);
    assert_int_equal(verdict, EXHAUST_FAILS);
    assert_int_equal(exhaust(m, NULL, &verdict, &visited), MSPEC_OK);
    assert_int_equal(verdict, EXHAUST_FAILS);
    assert_int_equal(exhaust(none, NULL, &verdict, &visited), MSPEC_OK);
    assert_int_equal(verdict, EXHAUST_HOLDS);
    drop(m);
    drop(none);
}

/* ---- files ---- */

#define HEAD "mspec-certificate 1\nclaim none\nmethod exhaustion\n"
#define SOURCE "source 69 x.mspec\nlanguage L { [Requires] ::= * }\ncomponent a { [Language] ::= L }\nxxx\n"

static mspec_status read_file(const char *bytes, size_t length, struct certificate_checked *checked)
{
    mspec_ctx *ctx = mspec_ctx_new();
    struct certificate c;
    assert_int_equal(mspec_ctx_set_catalog(ctx, ""), MSPEC_OK);
    mspec_status status = certificate_read(ctx, "c", bytes, length, &c);
    if (status == MSPEC_OK)
        status = certificate_check(&c, checked);
    assert_true(status != MSPEC_ERROR_INPUT || mspec_diagnostic_errors(ctx) > 0);
    certificate_fini(&c);
    mspec_ctx_free(ctx);
    return status;
}

static void files_that_are_none(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", "\n", "mspec-certificate 2\n", "mspec-certificate 1\n", "mspec-certificate 1\nclaim all\n",
        "mspec-certificate 1\nclaim none\nmethod magic\n", HEAD, HEAD "source\n", HEAD "source 5\n", HEAD "source 99999999999999999999 x\n",
        HEAD "source 3 x\nabc", HEAD "source 3 x\nab\nproof\n", HEAD "source 18446744073709551615 x\nabc\nproof\n", HEAD "proof\n",
        HEAD SOURCE "proof\n", "mspec-certificate 1\nclaim optimal\nmethod exhaustion\nproof\n",
        "mspec-certificate 1\nclaim none\nmethod clauses\norder x\n", "mspec-certificate 1\nclaim none\nmethod clauses\nproof\n",
        HEAD "source 15 x.mspec\ninclude \"/dev/x\"\nproof\n",
        HEAD "source 18 x.mspec\ninclude \"/dev/nul\"\nproof\n",
    };
    struct certificate_checked checked;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(read_file(cases[i], strlen(cases[i]), &checked), MSPEC_ERROR_INPUT);
}

static struct text certificate_of(const struct model *m)
{
    struct text out = {0};
    const char *why;
    struct certificate_request request = {.model = m};
    assert_int_equal(certificate_write(&request, &out, &why), MSPEC_OK);
    return out;
}

static void a_file_holds_all_that_it_needs(void **state)
{
    (void)state;
    struct model *m = model_of(hopeless_text);
    struct text out = certificate_of(m);
    struct certificate_checked checked;
    assert_int_equal(read_file(out.bytes, out.length, &checked), MSPEC_OK);
    assert_int_equal(checked.verdict, CERTIFICATE_HOLDS);
    /* the same claim about a system that has a valid configuration */
    char *at = strstr(out.bytes, "[Requires] ::= none");
    assert_non_null(at);
    memcpy(at, "[Requires] ::= *   ", strlen("[Requires] ::= none"));
    assert_int_equal(read_file(out.bytes, out.length, &checked), MSPEC_OK);
    assert_int_equal(checked.verdict, CERTIFICATE_FAILS);
    text_fini(&out);
    drop(m);
}

/* ---- no memory ---- */

/* The N-th allocation fails: the call says so, or went without it. */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct model *m = model_of(system_text);
    struct found f = look(m);
    struct memory *memory = &m->ctx->memory;
    struct text good = proof_of(m, &f.best);
    for (size_t n = 1;; n++) {
        struct arena a;
        struct text proof = {0};
        struct prove_result made;
        arena_init(&a, memory);
        memory->fail_after = n;
        mspec_status status = prove(m, f.optimum, &f.best, 0, &a, &made, &proof);
        bool over = memory->fail_after > 0;
        memory->fail_after = 0;
        memory->exhausted = false;
        assert_true(status == (over ? MSPEC_OK : MSPEC_ERROR_MEMORY));
        text_fini(&proof);
        arena_fini(&a);
        if (over)
            break;
    }
    for (size_t n = 1;; n++) {
        struct formula formula;
        memory->fail_after = n;
        mspec_status status = formula_init(&formula, m, NULL);
        if (status == MSPEC_OK) {
            struct check_result r = check_proof(&formula, &f.best, good.bytes, good.length);
            assert_true(r.verdict == (memory->fail_after > 0 ? CHECK_HOLDS : CHECK_NO_MEMORY));
            formula_fini(&formula);
        }
        bool over = memory->fail_after > 0;
        memory->fail_after = 0;
        memory->exhausted = false;
        if (over)
            break;
        assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
    }
    text_fini(&good);
    drop(m);
}

/* Whatever the limit, a proof is found or memory is said to be short; and nothing of it is kept. */
static void memory_limits_hold(void **state)
{
    (void)state;
    struct model *m = model_of(system_text);
    struct found f = look(m);
    struct memory *memory = &m->ctx->memory;
    size_t used = memory->used, found = 0, short_of = 0;
    for (size_t more = 0; found < 3; more += 10007) {
        struct arena a;
        struct text proof = {0};
        struct prove_result made;
        arena_init(&a, memory);
        memory->limit = used + more;
        mspec_status status = prove(m, f.optimum, &f.best, 0, &a, &made, &proof);
        memory->limit = 0;
        memory->exhausted = false;
        assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
        if (status == MSPEC_OK) {
            assert_int_equal(made.verdict, PROVE_DONE);
            assert_int_equal(check(m, &f.best, proof.bytes, proof.length).verdict, CHECK_HOLDS);
        }
        found += status == MSPEC_OK;
        short_of += status != MSPEC_OK;
        text_fini(&proof);
        arena_fini(&a);
        assert_true(memory->used == used);
    }
    assert_true(short_of > 3);
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(optimum_is_proven),
        cmocka_unit_test(limits_that_bind),
        cmocka_unit_test(nothing_is_proven_of_a_dearer_one),
        cmocka_unit_test(there_being_none_is_proven),
        cmocka_unit_test(no_line_of_the_account_can_be_left_out),
        cmocka_unit_test(what_does_not_follow_is_refused),
        cmocka_unit_test(exhaustion),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(a_file_holds_all_that_it_needs),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(memory_limits_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
