#include "model_support.h"

static const struct mechanism *find(const struct model *m, const char *name)
{
    uint32_t id = model_find_mechanism(m, name);
    assert_int_not_equal(id, NONE);
    return &m->mechanisms[id];
}

#define APP "component a { [Language] ::= C }\n"

static void masks_are_read(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES APP
                               "mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }\n"
                               "mechanism sgx { [Boundary in] ::= X(api) [Boundary out] ::= R(*), W(*), X(api) }\n"
                               "mechanism cheri { [Boundary] ::= R(granted), W(granted), X(granted) }\n"
                               "mechanism same { [Boundary in] ::= X(api) [Boundary out] ::= X(api) }\n"
                               "mechanism in { [Boundary in] ::= X(api) }\nmechanism shut { [Boundary] ::= none }\n"
                               "mechanism all { [Boundary] ::= R(own, shared), W(*, own), X(api, code) }\n"
                               "mechanism some { [Boundary] ::= granted }\n");
    expect_line(m, "  mechanism mpk, isolation\n    in R(shared), W(shared), X.call(*), X.return(*)\n"
                   "    out R(shared), W(shared), X.call(*), X.return(*)\n");
    expect_line(m, "  mechanism sgx, isolation, directed\n    in X.call(api), X.return(api)\n"
                   "    out R(*), W(*), X.call(api), X.return(api)\n");
    expect_line(m, "    in R(granted), W(granted), X.call(granted), X.return(granted)\n");
    assert_false(find(m, "same")->is_directed);
    assert_true(find(m, "in")->is_directed);
    expect_line(m, "  mechanism in, isolation, directed\n    in X.call(api), X.return(api)\n    out none\n");
    expect_line(m, "  mechanism shut, isolation\n    in none\n    out none\n");
    expect_line(m, "  mechanism all, isolation\n    in R(*), W(*), X.call(*), X.return(*)\n");
    expect_line(m, "  mechanism some, isolation\n    in R(granted), W(granted), X.call(granted), X.return(granted)\n");
    drop(m);
}

static void transformations_are_read(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES APP
                               "mechanism bare { [Transform] ::= R(*) -> R, X.call(*) -> X.call(intent), W(*) -> none }\n"
                               "mechanism split { [Transform] ::= X(*) -> X.call(api, code) }\n");
    expect_line(m, "    transforms R: R(*) -> R(intent)\n    transforms X.call: X.call(*) -> X.call(intent)\n"
                   "    transforms W: W(*) -> none\n");
    expect_line(m, "    transforms X: X.call(*), X.return(*) -> X.call(api, code)\n");
    drop(m);
}

static void languages_bound(void **state)
{
    (void)state;
    struct model *m = model_of("language Open { }\nlanguage Reads { [Memory Access] ::= R(own, shared) [Call] ::= X.call(granted) }\n"
                               "language Words { [Memory Access] ::= R, W(intent) [Call] ::= none }\ncomponent a { [Language] ::= Open }");
    expect_line(m, "  language Open bounds R(*), W(*), X.call(*), X.return(*)\n");
    expect_line(m, "  language Reads bounds R(own, shared), W(*), X.call(granted), X.return(*)\n");
    expect_line(m, "  language Words bounds R(own, shared), W(intent)\n");
    expect_line(m, "      requires by default\n      grants anybody X on api\n");
    drop(m);
}

static void names_become_ids(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C [Hardened] ::= z, y }\n"
                               "mechanism x { [Boundary] ::= X(api) [Within] ::= w, nobody [Needs] ::= y, nobody [Conflicts] ::= z }\n"
                               "mechanism y { [Transform] ::= R(*) -> R [Applies] ::= Rust, C, Nothing }\n"
                               "mechanism z { [Transform] ::= R(*) -> R }\nmechanism w { [Boundary] ::= X(api) }\n"
                               "system s { [Mechanisms] ::= x, w }\n");
    const struct mechanism *x = find(m, "x"), *y = find(m, "y"), *z = find(m, "z");
    assert_int_equal(m->mechanism_count, 4);
    assert_ptr_equal(x, &m->mechanisms[0]);
    assert_true(x->in_system && !y->in_system && !z->in_system && m->mechanisms[1].in_system);
    assert_int_equal(x->within_count, 1);
    assert_int_equal(x->within[0], 1);
    assert_true(x->needs_unknown);
    assert_int_equal(x->needs_count, 1);
    assert_int_equal(z->conflicts_count, 1);
    assert_int_equal(z->conflicts[0], 0);
    assert_int_equal(y->applies_count, 2);
    assert_true(y->applies[0] < y->applies[1]);
    assert_int_equal(m->forms[0].hardened_count, 2);
    assert_true(m->forms[0].hardened[0] < m->forms[0].hardened[1]);
    drop(m);
}

static void numbers_are_read(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES APP "mechanism x { [Boundary] ::= X(api) [Limit] ::= 15 [Granularity] ::= 4 KiB\n"
                               "  [Gate] ::= 40 ns [Cost] ::= memory 0.5% [Assumes] ::= \"one\" \"two\", \"three\"\n"
                               "  [Source] ::= \"a\", \"b\" [Assurance] ::= enforces }\n");
    const struct mechanism *x = find(m, "x");
    assert_int_equal(x->limit, 15);
    assert_int_equal(x->granularity, 4096);
    assert_true(x->has_gate && x->gate_is_time);
    assert_int_equal(rational_compare(x->gate, (struct rational){1, 25000000}), 0);
    assert_int_equal(rational_compare(x->cost_memory, (struct rational){1, 2}), 0);
    assert_int_equal(x->cost_runtime.num, 0);
    assert_int_equal(x->assume_count, 3);
    assert_string_equal(model_name(m, x->source), "a; b");
    assert_string_equal(model_name(m, x->assurance), "enforces");
    drop(m);
}

static void platforms_exclude(void **state)
{
    (void)state;
    static const struct {
        const char *mechanism, *system;
        bool excluded;
    } cases[] = {
        {"arch x86_64", "arch x86_64", false},
        {"arch x86_64", "arch arm64", true},
        {"arch x86_64, arm64", "arch arm64", false},
        {"arch x86_64", "compiler clang 16", false},
        {"compiler clang >= 16", "compiler clang 16", false},
        {"compiler clang >= 16", "compiler clang 15", true},
        {"compiler clang >= 16", "compiler clang", true},
        {"compiler clang >= 16", "compiler gcc 16", true},
        {"compiler clang >= 16", "compiler gcc 12, clang 17", false},
        {"compiler clang > 16", "compiler clang 16", true},
        {"compiler clang < 16", "compiler clang 15.5", false},
        {"compiler clang <= 16", "compiler clang 17", true},
        {"compiler clang == 16", "compiler clang 16", false},
        {"compiler clang 16", "compiler clang 17", true},
        {"cpu pku; arch x86_64", "arch x86_64; cpu smep", true},
        {"cpu pku; cpu smep", "cpu smep, pku", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[600];
        snprintf(text, sizeof text, LANGUAGES APP "mechanism x { [Boundary] ::= X(api) [Platform] ::= %s }\n"
                 "mechanism y { [Boundary] ::= X(api) [Platform] ::= arch a; compiler c; cpu p }\n"
                 "system s { [Mechanisms] ::= x [Platform] ::= %s }", cases[i].mechanism, cases[i].system);
        struct model *m = model_of(text);
        assert_int_equal(find(m, "x")->in_system, !cases[i].excluded);
        assert_int_equal(mspec_diagnostic_count(m->ctx), cases[i].excluded);
        drop(m);
    }
}

static void mistakes_are_reported(void **state)
{
    (void)state;
#define M(clauses) "mechanism m { " clauses " }"
    expect_codes(M("[Boundary] ::= R"), "E0405");
    expect_codes(M("[Boundary] ::= X"), "E0405");
    expect_codes(M("[Boundary] ::= R(intent)"), "E0327");
    expect_codes(M("[Boundary] ::= R(ring)"), "E0425");
    expect_codes(M("[Boundary] ::= R(lwip.ring)"), "E0425");
    expect_codes(M("[Boundary] ::= X(own)"), "E0302");
    expect_codes(M("[Boundary] ::= R(api)"), "E0302");
    expect_codes(M("[Boundary] ::= Q(api)"), "E0301");
    expect_codes(M("[Boundary] ::= X(api) [Boundary in] ::= X(api)"), "E0406");
    expect_codes(M("[Boundary] ::= X(api) [Boundary out] ::= X(api)"), "E0406");
    expect_codes(M("[Boundary] ::= X(api) [Transform] ::= R(*) -> R"), "E0407");
    expect_codes(M("[Title] ::= \"m\""), "E0408");
    expect_codes(M("[Contracts] ::= checked"), "");
    expect_codes(M("[Transform] ::= R(*)"), "E0401");
    expect_codes(M("[Transform] ::= R -> R(intent)"), "E0401");
    expect_codes(M("[Transform] ::= R(*) -> W(intent)"), "E0404");
    expect_codes(M("[Transform] ::= X.call(*) -> X(intent)"), "E0404");
    expect_codes(M("[Transform] ::= R(intent) -> R(*)"), "E0402");
    expect_codes(M("[Transform] ::= R(own) -> R(own, shared)"), "E0402");
    expect_codes(M("[Transform] ::= R(own, shared) -> R(intent), X(code) -> X(api), R(intent) -> R(own)"), "");
    expect_codes(M("[Transform] ::= R(*) -> R [Limit] ::= 4"), "E0414");
    expect_codes("language C { }" M("[Boundary] ::= X(api) [Applies] ::= C"), "E0415");
    expect_codes(M("[Transform] ::= R(*) -> R [Applies] ::= Nothing"), "W1003");
    expect_codes(M("[Boundary] ::= X(api) [Limit] ::= 0"), "E0409");
    expect_codes(M("[Boundary] ::= X(api) [Limit] ::= 4 KiB"), "E0332");
    expect_codes(M("[Boundary] ::= X(api) [Limit] ::= many"), "E0331");
    expect_codes(M("[Boundary] ::= X(api) [Granularity] ::= 3 B"), "E0410");
    expect_codes(M("[Boundary] ::= X(api) [Granularity] ::= 0"), "E0410");
    expect_codes(M("[Boundary] ::= X(api) [Gate] ::= 5 KiB"), "E0332");
    expect_codes(M("[Boundary] ::= X(api) [Gate] ::= 5"), "E0332");
    expect_codes(M("[Boundary] ::= X(api) [Assurance] ::= sure"), "E0412");
    expect_codes(M("[Boundary] ::= X(api) [Contracts] ::= proved"), "E0330");
    expect_codes(M("[Boundary] ::= X(api) [Cost] ::= runtime 5"), "E0332");
    expect_codes(M("[Boundary] ::= X(api) [Cost] ::= runtime 5%, runtime 6%"), "E0336");
    expect_codes(M("[Boundary] ::= X(api) [Cost] ::= runtime 99999999999%"), "E0317");
    expect_codes(M("[Boundary] ::= X(api) [Within] ::= n"), "W1002");
    expect_codes(M("[Boundary] ::= X(api) [Within] ::= n") "mechanism n { [Transform] ::= R(*) -> R }", "E0422");
    expect_codes(M("[Boundary] ::= X(api) [Needs] ::= n [Conflicts] ::= n") "mechanism n { [Transform] ::= R(*) -> R }", "E0421");
    expect_codes(M("[Boundary] ::= X(api) [Conflicts] ::= m"), "E0420");
    expect_codes(M("[Boundary] ::= X(api) [Conflicts] ::= n, n"), "W1002 W1005");
    expect_codes(M("[Boundary] ::= X(api) [Platform] ::= arch"), "E0413");
    expect_codes(M("[Boundary] ::= X(api) [Platform] ::= compiler clang >="), "E0413");
    expect_codes(M("[Boundary] ::= X(api) [Title] ::= m"), "E0320");
    expect_codes(M("[Boundary] ::= X(api) [Title] ::= \"a\" \"b\""), "E0333");
    expect_codes("vulnerability v { [Transform] ::= R(*) -> R(intent) }", "E0403");
    expect_codes("vulnerability v { [Transform] ::= R(intent) -> W(*) }", "E0404");
    expect_codes("vulnerability v { [Transform] ::= X(intent) -> X.call(*) }", "E0404");
    expect_codes("vulnerability v { [Transform] ::= X.call(intent) -> X(*) }", "");
    expect_codes("vulnerability v { [Title] ::= \"v\" }", "E0416");
    expect_codes("vulnerability v { [Transform] ::= R(intent) -> R(*) [Affects] ::= mechanism }", "W1016");
    expect_codes("vulnerability v { [Transform] ::= R(intent) -> R(*) [Affects] ::= everything at once }", "E0417");
    expect_codes("vulnerability v { [Transform] ::= R(intent) -> R(*) [Affects] ::= mechanism m } " M("[Boundary] ::= X(api)"), "E0419");
    expect_codes("vulnerability v { [Boundary] ::= R(*) [Affects] ::= a } component a { [Call] ::= X }", "E0419");
    expect_codes("vulnerability v { [Transform] ::= R(intent) -> R(*) [Affects] ::= a.f } component a { [Call] ::= X }", "E0223");
    expect_codes("language L { [Memory Access] ::= X(*) }", "E0315");
    expect_codes("language L { [Memory Access] ::= R(ring) }", "E0425");
    expect_codes("component a { [Call] ::= X [Hardened] ::= m }", "E0205");
    expect_codes("component a { [Call] ::= X [Hardened] ::= m } " M("[Boundary] ::= X(api)"), "E0329");
    expect_codes("component a { [Call] ::= X [Hardened] ::= m } language C { }" M("[Transform] ::= R(*) -> R [Applies] ::= C"), "W1007");
    expect_codes("component a { [Call] ::= X [Hardened] ::= m, n } " M("[Transform] ::= R(*) -> R [Conflicts] ::= n")
                 "mechanism n { [Transform] ::= R(*) -> R }", "W1023");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masks_are_read),   cmocka_unit_test(transformations_are_read), cmocka_unit_test(languages_bound),
        cmocka_unit_test(names_become_ids), cmocka_unit_test(numbers_are_read),         cmocka_unit_test(platforms_exclude),
        cmocka_unit_test(mistakes_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
