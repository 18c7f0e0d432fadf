/* Reach without any rule of the fixpoint getting in the way: base, vulnerabilities, hardening, strategies. b denies all but calls. */
#include "judged.h"

#define STRICT "component b { [Language] ::= Rust [API] ::= (f, SYMB)\n [Requires] ::= X\n }\n"
#define HARDENING                                                                                                                 \
    "mechanism kasan { [Applies] ::= C\n [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)\n }\n"                              \
    "mechanism cfi { [Transform] ::= X(*) -> X(intent)\n }\n"                                                                     \
    "mechanism fwd { [Transform] ::= X.call(*) -> X.call(intent)\n }\n"                                                           \
    "mechanism bwd { [Transform] ::= X.return(*) -> X.return(intent)\n }\n"

static void check(const char *text, const char *configuration, const char *violations)
{
    struct system s = system_open(text);
    assert_violations(&s, configuration, violations);
    system_close(&s);
}

static const char everything[] = "a R, W b.own\na X b.code\n";

static void languages_bound(void **state)
{
    (void)state;
    check(STRICT "component a { [Language] ::= C }", "", "a R, W b.own\na X b.code\n");
    check(STRICT "component a { [Language] ::= Rust }", "", "");
    check("language L { [Memory Access] ::= R(*), W(intent) [Call] ::= X(intent) }\n" STRICT "component a { [Language] ::= L }", "",
          "a R b.own\n");
    /* own and shared of a bound are the component's own, and everybody's as far as granted */
    check("language L { [Memory Access] ::= R(own, shared), W(own, shared) [Call] ::= X(api) }\n"
          "component b { [Language] ::= Rust [API] ::= (f, SYMB)\n [Region] ::= (ring, SHARED)\n [Requires] ::= *(R, ring)\n }\n"
          "component a { [Language] ::= L }", "", "");
    /* what a language says nothing of is not bounded */
    check("language L { [Memory Access] ::= R(intent), W(intent) [Requires] ::= * }\n" STRICT "component a { [Language] ::= L }", "", everything);
}

static void taken_at_its_word(void **state)
{
    (void)state;
    check(STRICT "component a { [Memory Access] ::= R, W [Call] ::= X\n }", "", "");
    check(STRICT "component a { [Memory Access] ::= R(*)\n }", "", "a R b.own\n");
}

static void a_star_is_bounded_by_no_language(void **state)
{
    (void)state;
    check(STRICT "component a { [Language] ::= Rust [Memory Access] ::= R(*), W\n }", "", "a R b.own\n");
    check(STRICT "component a { [Language] ::= Rust [Memory Access] ::= R(*), W\n }\nsystem s { [Strategy] ::= vulnerability\n }", "",
          "a R b.own\n");
    /* but hardening does */
    check(HARDENING STRICT "mechanism dfi { [Transform] ::= R(*) -> R(intent)\n }\n"
          "component a { [Language] ::= Rust [Memory Access] ::= R(*), W\n }", "a: dfi", "");
}

static void vulnerability_strategy(void **state)
{
    (void)state;
    check(STRICT "component a { [Language] ::= C }\nsystem s { [Strategy] ::= vulnerability\n }", "", "");
    check(STRICT "component a { [Language] ::= C }\nsystem s { [Strategy] ::= safety\n }", "", everything);
    /* only those that the system lists */
    check(STRICT "component a { [Language] ::= C }\nvulnerability v { [Affects] ::= a [Transform] ::= R(intent) -> R(*)\n }\n"
                 "vulnerability w { [Affects] ::= a [Transform] ::= X(intent) -> X(*)\n }\n"
                 "system s { [Strategy] ::= vulnerability [Vulnerabilities] ::= v\n }", "", "a R b.own\n");
}

static void vulnerabilities_widen_in_both_strategies(void **state)
{
    (void)state;
    check(STRICT "component a { [Language] ::= Rust }\ncomponent c { [Language] ::= Rust }\n"
                 "vulnerability v { [Affects] ::= a [Transform] ::= R(intent) -> R(*)\n }\n"
                 "system s { [Vulnerabilities] ::= v\n [Protect] ::= b\n }", "", "a R b.own\n");
    /* hardening bounds what they add */
    check(STRICT "mechanism dfi { [Transform] ::= R(*) -> R(intent)\n }\ncomponent a { [Language] ::= Rust }\n"
                 "vulnerability v { [Affects] ::= a [Transform] ::= R(intent) -> R(*)\n }\n"
                 "system s { [Vulnerabilities] ::= v\n }", "a: dfi", "");
}

static void mechanisms_narrow_what_is_on_their_left(void **state)
{
    (void)state;
    struct system s = system_open(HARDENING STRICT "component a { [Language] ::= C }");
    assert_violations(&s, "a: kasan cfi", "");
    assert_violations(&s, "a: kasan", everything); /* undone by rule 1 */
    assert_violations(&s, "a: cfi", "a R, W b.own\n");
    assert_violations(&s, "a: kasan fwd", everything);
    assert_violations(&s, "a: kasan bwd", everything);
    assert_violations(&s, "a: kasan fwd bwd", "");
    system_close(&s);
    s = system_open("mechanism m { [Transform] ::= R(*) -> R(own), W(*) -> W(own), X(*) -> X(intent)\n }\n"
                    STRICT "component a { [Language] ::= C }\n"
                    "component c { [Language] ::= Rust }\nsystem s { [Protect] ::= b\n }");
    assert_safe(&s, "a: m");
    system_close(&s);
}

/* What the left does not cover stays as it is. */
static void transforms_remove_left_less_right(void **state)
{
    (void)state;
    struct system s = system_open("mechanism m { [Transform] ::= R(own) -> R(intent)\n }\nmechanism cfi { [Transform] ::= X(*) -> X(intent)\n }\n"
                                  STRICT "component a { [Language] ::= C [Memory Access] ::= none\n }\nsystem s { [Protect] ::= b\n }");
    assert_violations(&s, "a: m cfi", "a R, W b.own\n");
    system_close(&s);
}

static void applies(void **state)
{
    (void)state;
    struct system s = system_open(
        HARDENING STRICT "language Zig { [Memory Access] ::= R(*), W(*) [Call] ::= X(intent) [Requires] ::= *\n }\n"
        "component a { [Language] ::= Zig }\ncomponent c { [Memory Access] ::= R(*), W(*)\n [Requires] ::= *\n }\nsystem s { [Protect] ::= b\n }");
    /* judged as it stands: what does not apply bounds nothing, and is outside of the space */
    assert_unsafe(&s, "a: kasan cfi; c: kasan cfi");
    assert_outside(&s, "a: kasan");
    assert_outside(&s, "c: kasan");
    assert_in_space(&s, "a: cfi; c: cfi; b: cfi");
    system_close(&s);
    s = system_open(HARDENING "component v { }\ncomponent a { [Language] ::= C }");
    assert_outside(&s, "v: cfi"); /* a vault has no code */
    system_close(&s);
}

static void built_in_hardening_bounds(void **state)
{
    (void)state;
    struct system s = system_open(HARDENING STRICT "component a { [Language] ::= C [Hardened] ::= kasan\n }\nsystem s { [Mechanisms] ::= cfi\n }");
    assert_safe(&s, "a: cfi");
    assert_unsafe(&s, "");
    system_close(&s);
    s = system_open(HARDENING STRICT "component a { [Language] ::= C [Hardened] ::= kasan, cfi\n }");
    assert_safe(&s, "");
    assert_outside(&s, "a: kasan"); /* no choice */
    assert_int_equal(flags_of(&s, ""), JUDGED_VALID);
    system_close(&s);
}

static void broken_hardening_bounds_less(void **state)
{
    (void)state;
    struct system s = system_open(HARDENING STRICT "component a { [Language] ::= C }\ncomponent c { [Language] ::= C [Hardened] ::= kasan, cfi\n }\n"
                                  "vulnerability v { [Affects] ::= mechanism kasan [Transform] ::= R(intent) -> R(*)\n }\n"
                                  "system s { [Vulnerabilities] ::= v [Protect] ::= b\n }");
    /* for everyone who carries it, and for what it left bounded only */
    assert_violations(&s, "a: kasan cfi", "a R b.own\nc R b.own\n");
    system_close(&s);
}

static void vaults_reach_nothing(void **state)
{
    (void)state;
    check(STRICT "component v { }\ncomponent a { [Language] ::= C [Requires] ::= *\n }\nsystem s { [Protect] ::= a\n }", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_bound),
        cmocka_unit_test(taken_at_its_word),
        cmocka_unit_test(a_star_is_bounded_by_no_language),
        cmocka_unit_test(vulnerability_strategy),
        cmocka_unit_test(vulnerabilities_widen_in_both_strategies),
        cmocka_unit_test(mechanisms_narrow_what_is_on_their_left),
        cmocka_unit_test(transforms_remove_left_less_right),
        cmocka_unit_test(applies),
        cmocka_unit_test(built_in_hardening_bounds),
        cmocka_unit_test(broken_hardening_bounds_less),
        cmocka_unit_test(vaults_reach_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
