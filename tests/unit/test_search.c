/* The engines: known answers, limits, and what is said of incomplete results; contradictions; counts. */
#include "model_support.h"

#include "base/clock.h"
#include "solve/core.h"
#include "solve/engine.h"
#include "solve/tally.h"
#include "solve/watch.h"

#define THREE_LANGUAGES                                                                                                     \
    "language C     { [Memory Access] ::= R(*), W(*)            [Call] ::= X(*)       [Requires] ::= * }\n"                 \
    "language Rust  { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n"              \
    "language Dafny { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= X }\n"

#define FIVE_MECHANISMS                                                                                                     \
    "mechanism mpk   { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= ept  [Gate] ::= 108 cycles }\n"              \
    "mechanism ept   { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 462 cycles }\n"                              \
    "mechanism kasan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% }\n"                   \
    "mechanism ssp   { [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }\n"                                        \
    "mechanism cfi   { [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }\n"

#define FOUR                                                                                                                \
    "component uksched { [Language] ::= Dafny\n[Memory Access] ::= R, W\n[Call] ::= X\n[API] ::= (yield, SYMB)\n"           \
    "[Requires] ::= X }\n"                                                                                                  \
    "component driver { [Language] ::= Rust }\ncomponent stack { [Language] ::= C }\ncomponent app { [Language] ::= C }\n"

static struct engine_result run(const struct model *m, const struct engine *engine, struct engine_request request)
{
    struct engine_result r;
    assert_int_equal(engine->run(m, &request, &r), MSPEC_OK);
    return r;
}

static void expect_number(struct engine_result *r, struct bigint number, const char *expected)
{
    assert_string_equal(bigint_to_text(&r->arena, number), expected);
}

static void the_scenario(void **state)
{
    (void)state;
    struct model *m =
        model_of(THREE_LANGUAGES FIVE_MECHANISMS FOUR
                 "system s { [Components] ::= uksched, driver, stack, app\n[Mechanisms] ::= mpk, kasan, ssp, cfi\n"
                 "[Hardening] ::= per compartment\n[Minimise] ::= compartments, transformations }");
    const struct engine *engines[] = {&engine_search, &engine_exhaustive};
    for (int i = 0; i < 2; i++) {
        struct engine_result r = run(m, engines[i], (struct engine_request){.goal = GOAL_SPACE});
        assert_true(r.complete && r.feasible);
        expect_number(&r, r.all, "7624");
        expect_number(&r, r.safe, "3705");
        expect_number(&r, r.optimal, "2");
        engine_result_fini(&r);
        r = run(m, engines[i], (struct engine_request){.goal = GOAL_ALL});
        assert_int_equal(r.count, 2);
        expect_number(&r, r.total, "2");
        engine_result_fini(&r);
        r = run(m, engines[i], (struct engine_request){.goal = GOAL_ALL, .keep = 1});
        assert_int_equal(r.count, 1); /* counting went on */
        expect_number(&r, r.total, "2");
        engine_result_fini(&r);
    }
    drop(m);
}

/* Rules that are rarely decisive in random systems: both engines count the same, and with a clause less something else. */
static void subtle_rules(void **state)
{
    (void)state;
    static const struct {
        const char *text, *safe;
    } cases[] = {
        /* what a leak lets through, it lets through by the block */
        {"language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n"
         "mechanism wall { [Boundary] ::= X(api)  [Granularity] ::= 64 B }\n"
         "vulnerability hole { [Affects] ::= mechanism wall  [Boundary] ::= R(granted) }\n"
         "component a { [Language] ::= C }\n"
         "component b { [Region] ::= (ring, OWN, 256 B)\n[Requires] ::= a(R, ring[0..16]) }\n"
         "system s { [Components] ::= a, b\n[Mechanisms] ::= wall\n[Vulnerabilities] ::= hole }",
         "0"},
        {"language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n"
         "mechanism wall { [Boundary] ::= X(api)  [Granularity] ::= 16 B }\n"
         "vulnerability hole { [Affects] ::= mechanism wall  [Boundary] ::= R(granted) }\n"
         "component a { [Language] ::= C }\n"
         "component b { [Region] ::= (ring, OWN, 256 B)\n[Requires] ::= a(R, ring[0..16]) }\n"
         "system s { [Components] ::= a, b\n[Mechanisms] ::= wall\n[Vulnerabilities] ::= hole }",
         "1"},
        /* a page that is mapped for x is there for a too, who is in one space with it, and overwrites b, who then harms d */
        {"language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n"
         "language Tame { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= * }\n"
         "mechanism space { [Boundary] ::= W(granted), X(api) }\n"
         "component a { [Language] ::= C }\ncomponent x { [Region] ::= (key, OWN, 64 B) }\n"
         "component b { [Language] ::= Tame\n[Requires] ::= x(W, own) }\n"
         "component d { [Language] ::= Tame\n[Requires] ::= X }\n"
         "system s { [Components] ::= a, x, b, d\n[Mechanisms] ::= space\n[Protect] ::= d }",
         "9"},
        /* what a vulnerability adds to its own memory is enough for it to be taken over: then it means nothing by what it
           writes */
        {"language Tame { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= X }\n"
         "mechanism space { [Boundary] ::= R(granted), W(granted), X(api) }\n"
         "vulnerability slip { [Affects] ::= a  [Transform] ::= W(intent) -> W(intent, own) }\n"
         "component a { [Language] ::= Tame\n[Memory Access] ::= R, W(b.ring) }\n"
         "component b { [Language] ::= Tame\n[Region] ::= (ring, OWN, 64 B)\n[Requires] ::= X, a(W, ring) }\n"
         "component d { [Language] ::= Tame }\n"
         "system s { [Components] ::= a, b, d\n[Mechanisms] ::= space\n[Vulnerabilities] ::= slip\n[Protect] ::= d }",
         "2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct model *m = model_of(cases[i].text);
        const struct engine *engines[] = {&engine_search, &engine_exhaustive};
        for (int k = 0; k < 2; k++) {
            struct engine_result r = run(m, engines[k], (struct engine_request){.goal = GOAL_SPACE});
            expect_number(&r, r.safe, cases[i].safe);
            engine_result_fini(&r);
        }
        drop(m);
    }
}

/* A system of so many components, languages mixed, each calling the next ones. */
static struct model *chain_of(unsigned count, const char *more)
{
    static const char *const languages[] = {"C", "Rust", "C", "Dafny", "C"};
    struct text t = {0};
    text_puts(&t, THREE_LANGUAGES FIVE_MECHANISMS);
    for (unsigned c = 0; c < count; c++)
        text_printf(&t, "component c%u { [Language] ::= %s\n[API] ::= (f%u, SYMB)\n%s }\n", c, languages[c % 5], c,
                    c % 10 == 4 ? "[Requires] ::= X" : "");
    text_puts(&t, "system s { [Components] ::= c0");
    for (unsigned c = 1; c < count; c++)
        text_printf(&t, ", c%u", c);
    text_puts(&t, "\n[Mechanisms] ::= mpk, ept, kasan, ssp, cfi\n[Clock] ::= 2 GHz\n[Profile] ::=");
    for (unsigned c = 0; c < count; c++)
        text_printf(&t, " (c%u, %u%%) (c%u -> c%u, %u k/s)", c, 1 + c % 7, c, (c * c + c + 1) % count, 100 + 37 * c % 500);
    text_printf(&t, "\n[Minimise] ::= runtime, compartments\n%s }", more);
    struct model *m = model_of(t.bytes);
    text_fini(&t);
    return m;
}

static void expect_valid(const struct model *m, const struct engine_result *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct judgement j;
        assert_int_equal(judge(m, r->configurations[i], &j), MSPEC_OK);
        assert_true(j.valid);
        judgement_fini(&j);
    }
}

static void thirty_components(void **state)
{
    (void)state;
    struct model *m = chain_of(30, "");
    struct engine_result r = run(m, &engine_search, (struct engine_request){.goal = GOAL_OPTIMUM});
    assert_true(r.complete);
    assert_int_equal(r.count, 1);
    expect_valid(m, &r);
    engine_result_fini(&r);
    drop(m);
}

static void the_cheapest_come_in_order(void **state)
{
    (void)state;
    struct model *m = chain_of(4, "");
    struct engine_result r = run(m, &engine_search, (struct engine_request){.goal = GOAL_TOP, .top = 20});
    struct judgement last, next;
    assert_int_equal(r.count, 20);
    expect_valid(m, &r);
    assert_int_equal(judge(m, r.configurations[0], &last), MSPEC_OK);
    for (size_t i = 1; i < r.count; i++) {
        assert_int_equal(judge(m, r.configurations[i], &next), MSPEC_OK);
        assert_true(measures_compare(m, &last.measures, &next.measures) <= 0);
        judgement_fini(&last);
        last = next;
    }
    judgement_fini(&last);
    engine_result_fini(&r);
    drop(m);
}

static void a_time_limit_is_kept_and_told(void **state)
{
    (void)state;
    struct model *m = chain_of(60, "");
    double before = clock_now();
    struct engine_result r = run(m, &engine_search, (struct engine_request){.goal = GOAL_SPACE, .time_limit = 0.2});
    assert_true(clock_now() - before < 10);
    assert_false(r.complete);
    assert_string_equal(r.why_incomplete, "time limit");
    engine_result_fini(&r);
    r = run(m, &engine_exhaustive, (struct engine_request){.goal = GOAL_OPTIMUM, .time_limit = 0.1});
    assert_false(r.complete);
    assert_string_equal(r.why_incomplete, "time limit");
    engine_result_fini(&r);
    drop(m);
}

static bool refuse(void *user, const char *progress)
{
    (void)progress;
    ++*(unsigned *)user;
    return false;
}

static void the_user_may_cancel(void **state)
{
    (void)state;
    struct model *m = chain_of(60, "");
    unsigned asked = 0;
    mspec_ctx_set_progress(m->ctx, refuse, &asked);
    struct engine_result r = run(m, &engine_search, (struct engine_request){.goal = GOAL_SPACE});
    assert_true(asked >= 1);
    assert_false(r.complete);
    assert_string_equal(r.why_incomplete, "cancelled");
    engine_result_fini(&r);
    drop(m);
}

/* Whatever the budget: either an answer that is right, or an incomplete one that says so, or none for lack of memory. */
static void memory_may_run_out(void **state)
{
    (void)state;
    struct model *m = chain_of(12, "");
    struct memory *memory = &m->ctx->memory;
    struct engine_result best = run(m, &engine_search, (struct engine_request){.goal = GOAL_OPTIMUM});
    struct judgement wanted, found;
    assert_int_equal(judge(m, best.configurations[0], &wanted), MSPEC_OK);
    size_t used = memory->used;
    for (size_t more = 0; more < 3000000; more += 20011) {
        struct engine_request request = {.goal = GOAL_OPTIMUM};
        struct engine_result r;
        memory->limit = used + more;
        mspec_status status = engine_search.run(m, &request, &r);
        memory->limit = 0;
        assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
        memory->exhausted = false;
        if (status != MSPEC_OK)
            continue;
        if (!r.complete)
            assert_string_equal(r.why_incomplete, "memory limit");
        else {
            assert_int_equal(judge(m, r.configurations[0], &found), MSPEC_OK);
            assert_int_equal(measures_compare(m, &found.measures, &wanted.measures), 0);
            judgement_fini(&found);
        }
        engine_result_fini(&r);
        assert_true(memory->used == used);
    }
    judgement_fini(&wanted);
    engine_result_fini(&best);
    drop(m);
}

/* The N-th allocation fails, for all N of a small run. */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct model *m =
        model_of(THREE_LANGUAGES FIVE_MECHANISMS FOUR "system s { [Components] ::= uksched, driver, stack, app\n"
                                                      "[Mechanisms] ::= mpk, kasan, ssp\n[Apart] ::= stack, app }");
    struct memory *memory = &m->ctx->memory;
    static const enum engine_goal goals[] = {GOAL_OPTIMUM, GOAL_ALL, GOAL_TOP, GOAL_MINIMAL, GOAL_SPACE};
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++) {
        struct engine_request request = {.goal = goals[g], .top = 3};
        bool complete = false;
        for (size_t n = 1; !complete; n += n < 400 ? 1 : 17) {
            struct engine_result r;
            memory->fail_after = n;
            mspec_status status = engine_search.run(m, &request, &r);
            complete = status == MSPEC_OK && memory->fail_after > 0;
            memory->fail_after = 0;
            assert_true(status == MSPEC_OK || status == MSPEC_ERROR_MEMORY);
            memory->exhausted = false;
            if (status != MSPEC_OK)
                continue;
            assert_true(r.complete || strcmp(r.why_incomplete, "memory limit") == 0);
            assert_true(!complete || r.complete);
            engine_result_fini(&r);
        }
    }
    drop(m);
}

/* ---- contradictions ---- */

static void expect_core(const char *text, const char *const *expected, size_t count)
{
    struct model *m = model_of(text);
    struct core core;
    assert_int_equal(core_find(m, 0, &core), MSPEC_OK);
    assert_true(core.minimal || count == 0);
    assert_int_equal(core.count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(core.clauses[i].text, expected[i]);
    core_fini(&core);
    drop(m);
}

static void contradictions_are_minimal(void **state)
{
    (void)state;
    static const char *const apart[] = {"[Together] `stack`, `driver`", "[Apart] `driver`, `stack`"};
    expect_core(THREE_LANGUAGES FIVE_MECHANISMS FOUR
                "system s { [Components] ::= uksched, driver, stack, app\n[Mechanisms] ::= mpk, kasan, ssp\n"
                "[Together] ::= stack, driver; uksched, app\n[Apart] ::= driver, stack }",
                apart, 2);
    static const char *const budget[] = {"what `uksched` requires of others", "[Budget] transformations at most 1"};
    expect_core(THREE_LANGUAGES FIVE_MECHANISMS FOUR
                "system s { [Components] ::= uksched, app\n[Mechanisms] ::= mpk, kasan, ssp\n"
                "[Budget] ::= transformations 1; compartments 2 }",
                budget, 2);
    static const char *const need[] = {"`app` needs W on `uksched.run`", "[Apart] `app`, `uksched`"};
    expect_core(THREE_LANGUAGES FIVE_MECHANISMS
                "component uksched { [Language] ::= Dafny\n[Region] ::= (run, OWN, 64 B)\n"
                "[Requires] ::= app(W, run) }\n"
                "component app { [Language] ::= Dafny\n[Memory Access] ::= R, W(uksched.run) }\n"
                "system s { [Components] ::= uksched, app\n[Mechanisms] ::= mpk\n[Apart] ::= app, uksched }",
                need, 2);
    expect_core(THREE_LANGUAGES FIVE_MECHANISMS FOUR
                "system s { [Components] ::= uksched, app\n[Mechanisms] ::= mpk, kasan, ssp }",
                NULL, 0);
}

/* ---- counts ---- */

static void tallies(void **state)
{
    (void)state;
    struct memory memory = {0};
    struct arena a;
    struct tally t, power;
    struct bigint number;
    arena_init(&a, &memory);
    tally_set(&t, 0);
    tally_set(&power, 1);
    for (int i = 0; i < 130; i++) { /* 1 + 2 + 4 + … */
        tally_add(&t, &power);
        tally_times(&power, 2, &power);
    }
    assert_true(tally_to_bigint(&t, &a, &number));
    assert_string_equal(bigint_to_text(&a, number), "1361129467683753853853498429727072845823");
    tally_times(&t, 0, &t);
    assert_int_equal(t.count, 0);
    for (int i = 0; i < 5000; i++)
        tally_times(&power, 2, &power);
    assert_true(power.overflow);
    arena_fini(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scenario),
        cmocka_unit_test(subtle_rules),
        cmocka_unit_test(thirty_components),
        cmocka_unit_test(the_cheapest_come_in_order),
        cmocka_unit_test(a_time_limit_is_kept_and_told),
        cmocka_unit_test(the_user_may_cancel),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(contradictions_are_minimal),
        cmocka_unit_test(tallies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
