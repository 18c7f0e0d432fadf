/* The blast radius, sentence by sentence; the exposure; and the change that makes it least. */
#include "judged.h"

#include "export/difference.h"
#include "verify/blast.h"
#include "verify/exposure.h"
#include "verify/remains.h"

#define WALLS                                                                                                                     \
    "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) }\n"                                                          \
    "mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }\n"                                                              \
    "mechanism cfi { [Transform] ::= X(*) -> X(intent) }\n"                                                                      \
    "mechanism asan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent) }\n"

static struct blast blasted(struct system *s, const char *configuration, const char *start)
{
    struct blast b;
    struct configuration *c = configured(s, configuration);
    assert_int_equal(blast_find(s->m, c, model_find_component(s->m, start), &b), MSPEC_OK);
    struct exposure e;
    assert_int_equal(exposure_find(s->m, c, b.start, &e), MSPEC_OK);
    assert_int_equal(e.fallen, s->m->forms[c->choices[b.start].form].is_vault ? 0 : b.fall_count);
    return b;
}

#define THREE WALLS                                                                                                               \
    "component a { [Language] ::= C }\n"                                                                                         \
    "component b { [Language] ::= Rust [Requires] ::= X }\n"                                                                     \
    "component c { [Region] ::= (key, OWN, 64 B) [Requires] ::= b(R, key) }\n"

static void test_all_in_one(void **state)
{
    (void)state;
    struct system s = system_open(THREE);
    struct blast b = blasted(&s, "", "a");
    assert_int_equal(b.overwritten_count, 3); /* the vault too, in which there is nothing to control */
    assert_int_equal(b.overwritten[0], 0);
    assert_int_equal(b.controlled_count, 2);
    assert_int_equal(b.fall_count, 2);
    assert_int_equal(b.protected_owners, 2);
    assert_int_equal(b.steps[1].range_to, 64);
    blast_fini(&b);
    b = blasted(&s, "", "c"); /* nobody controls data */
    assert_int_equal(b.overwritten_count, 1);
    assert_int_equal(b.fall_count, 0);
    blast_fini(&b);
    system_close(&s);
}

/* Boundaries hold; grants by name to the one taken over do not. */
static void test_walls_and_grants(void **state)
{
    (void)state;
    struct system s = system_open(THREE);
    struct blast b = blasted(&s, "a: / ept:1; b: / ept:2; c: / ept:2", "a");
    assert_int_equal(b.fall_count, 0);
    blast_fini(&b);
    b = blasted(&s, "a: / ept:1; b: / ept:2; c: / ept:3", "b");
    assert_int_equal(b.fall_count, 1); /* the key is mapped for b, and the grant no longer holds */
    assert_true(b.falls[2]);
    assert_true(b.violations[0].lapsed);
    blast_fini(&b);
    system_close(&s);
}

/* The start's hardening counts for nothing; that of who is overwritten still bounds it. */
static void test_hardening(void **state)
{
    (void)state;
    struct system s = system_open(WALLS "component a { [Language] ::= C }\n"
                                        "component b { [Language] ::= C }\n"
                                        "component c { [Language] ::= C [Requires] ::= X }\n");
    struct blast b = blasted(&s, "a: asan cfi / mpk:1; b: asan cfi / mpk:1; c: / mpk:2", "a");
    assert_int_equal(b.overwritten_count, 2);
    assert_int_equal(b.controlled_count, 1);
    assert_int_equal(b.violation_count, 1); /* a executes c's code; b is held by its hardening */
    assert_int_equal(b.violations[0].from, 0);
    blast_fini(&b);
    b = blasted(&s, "a: asan cfi / mpk:1; b: asan / mpk:1; c: / mpk:2", "a");
    assert_int_equal(b.controlled_count, 2); /* it may jump: nothing holds it */
    assert_int_equal(b.violation_count, 2);
    blast_fini(&b);
    system_close(&s);
}

/* Of more violations than can be listed there is one against each owner, and the number of the others. */
static void test_too_many_to_list(void **state)
{
    (void)state;
    enum { N = 200 };
    struct text t = {0};
    for (int i = 0; i < N; i++)
        text_printf(&t, "component c%d { [Language] ::= C [Requires] ::= %s }\n", i, i % 2 ? "R" : "X");
    struct system s = system_open(t.bytes);
    struct configuration *c = configured(&s, "");
    struct judgement j;
    assert_int_equal(judge(s.m, c, &j), MSPEC_OK);
    assert_false(j.safe);
    assert_int_equal(j.violation_count, N);
    bool owner[N] = {false};
    for (size_t i = 0; i < j.violation_count; i++)
        owner[j.violations[i].owner] = true;
    for (int i = 0; i < N; i++)
        assert_true(owner[i]);
    /* own memory and code of each: neither has a symbol, and what is shared is granted */
    assert_int_equal(j.violations_left_out, N * (N - 1) * 2 - N);
    judgement_fini(&j);
    struct blast b;
    assert_int_equal(blast_find(s.m, c, 0, &b), MSPEC_OK);
    assert_int_equal(b.owners, N);
    assert_int_equal(b.fall_count, N - 1);
    assert_true(b.violations_left_out > 0);
    blast_fini(&b);
    system_close(&s);
    text_fini(&t);
}

/* Nobody else's faults act: b, in C, does what it is meant to. */
static void test_others_behave(void **state)
{
    (void)state;
    struct system s = system_open(WALLS "component a { [Language] ::= C }\n"
                                        "component b { [Language] ::= C }\n"
                                        "component c { [Language] ::= Rust [Requires] ::= X }\n");
    struct blast b = blasted(&s, "a: / ept:1; b: / ept:2; c: / ept:2", "a");
    assert_int_equal(b.fall_count, 0);
    blast_fini(&b);
    system_close(&s);
}

static void test_protect(void **state)
{
    (void)state;
    struct system s = system_open(THREE "system s { [Components] ::= a, b, c [Mechanisms] ::= ept [Protect] ::= b }\n");
    struct blast b = blasted(&s, "a: / ept:1; b: / ept:2; c: / ept:1", "a");
    assert_int_equal(b.owners, 1); /* listed, and not held against it */
    assert_int_equal(b.protected_owners, 0);
    blast_fini(&b);
    system_close(&s);
}

static void test_improvement(void **state)
{
    (void)state;
    struct system s = system_open(THREE "system s { [Components] ::= a, b, c [Mechanisms] ::= ept }\n");
    struct configuration *c = configured(&s, "");
    struct improvement i;
    struct difference d;
    assert_int_equal(improvement_find(s.m, c, 0, &i), MSPEC_OK);
    assert_non_null(i.configuration);
    assert_int_equal(i.exposure.fallen, 0);
    assert_true(difference_find(s.m, c, i.configuration, &s.arena, &d));
    assert_int_equal(d.count, 2);
    assert_string_equal(difference_text(s.m, &d.items[0], &s.arena), "put `a` into ept:1");
    assert_string_equal(difference_text(s.m, &d.items[1], &s.arena), "put `b`, `c` into ept:2");
    improvement_fini(&i);
    c = configured(&s, "a: / ept:1; b: / ept:2; c: / ept:2");
    assert_int_equal(improvement_find(s.m, c, 0, &i), MSPEC_OK);
    assert_null(i.configuration);
    improvement_fini(&i);
    system_close(&s);
}

static void test_difference(void **state)
{
    (void)state;
    struct system s = system_open(THREE);
    struct difference d;
    /* The same compartments under other names are no difference. */
    assert_true(difference_find(s.m, configured(&s, "a: / ept:7; b: / ept:9; c: / ept:9"),
                                configured(&s, "a: / ept:1; b: / ept:2; c: / ept:2"), &s.arena, &d));
    assert_int_equal(d.count, 0);
    assert_true(difference_find(s.m, configured(&s, "a: cfi / ept:1; b: / ept:2; c: / ept:2"),
                                configured(&s, "a: asan / ept:1; b: / ept:1; c: / ept:2"), &s.arena, &d));
    assert_int_equal(d.count, 3);
    assert_string_equal(difference_text(s.m, &d.items[0], &s.arena), "switch on asan for `a`");
    assert_string_equal(difference_text(s.m, &d.items[1], &s.arena), "move `b` from ept:2 to ept:1");
    assert_string_equal(difference_text(s.m, &d.items[2], &s.arena), "switch off cfi for `a`");
    system_close(&s);
}

static void test_remains(void **state)
{
    (void)state;
    struct system s = system_open(THREE "vulnerability V { [Affects] ::= b [Transform] ::= R(intent) -> R(*) }\n"
                                        "system s { [Components] ::= a, b, c [Mechanisms] ::= ept [Vulnerabilities] ::= V "
                                        "[Strategy] ::= vulnerability }\n");
    struct remains r;
    assert_int_equal(remains_find(s.m, configured(&s, "a: / ept:1; b: / ept:2; c: / ept:1"), 0, &r), MSPEC_OK);
    for (size_t i = 0; i < r.count; i++)
        assert_int_equal(r.items[i].ops, OP_READ);
    assert_int_equal(r.overwritten_count, 0);
    remains_fini(&r);
    system_close(&s);
}

static void test_memory(void **state)
{
    (void)state;
    struct system s = system_open(THREE);
    struct configuration *c = configured(&s, "");
    bool done = false;
    for (size_t after = 1; after < 400 && !done; after++) {
        struct blast b;
        struct improvement i;
        s.ctx->memory.fail_after = after;
        mspec_status status = blast_find(s.m, c, 0, &b);
        if (status == MSPEC_OK) {
            blast_fini(&b);
            status = improvement_find(s.m, c, NONE, &i);
        }
        if (status == MSPEC_OK)
            improvement_fini(&i);
        done = status == MSPEC_OK && s.ctx->memory.fail_after != 0;
        s.ctx->memory.fail_after = 0;
        s.ctx->memory.exhausted = false;
    }
    system_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_in_one),  cmocka_unit_test(test_walls_and_grants), cmocka_unit_test(test_hardening),
        cmocka_unit_test(test_too_many_to_list),
        cmocka_unit_test(test_others_behave), cmocka_unit_test(test_protect),        cmocka_unit_test(test_improvement),
        cmocka_unit_test(test_difference),  cmocka_unit_test(test_remains),          cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
