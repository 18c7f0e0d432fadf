/* Limits, [Needs], [Conflicts], and the constraints of the system. */
#include "judged.h"

#define ABC "component a { [Language] ::= C }\ncomponent b { [Language] ::= C }\ncomponent c { [Language] ::= C }\n"
#define H(name, more) "mechanism " name " { [Transform] ::= R(*) -> R(intent)\n " more "\n }\n"
#define EPT(more) "mechanism ept { [Boundary] ::= X(api)\n " more "\n }\n"

static void check_problem(struct system *s, const char *configuration, enum problem_kind kind, const char *text)
{
    struct judgement j = judged(s, configuration);
    assert_false(j.keeps);
    assert_false(j.valid);
    assert_true(j.problem_count >= 1);
    assert_int_equal(j.problems[0].kind, kind);
    assert_string_equal(j.problems[0].text, text);
    judgement_fini(&j);
}

static void limits(void **state)
{
    (void)state;
    struct system s = system_open(ABC "component d { [Language] ::= C }\n" EPT("[Limit] ::= 2")
                                      "mechanism out { [Boundary] ::= X(*) }\nmechanism in { [Within] ::= out\n [Limit] ::= 1\n [Boundary in] ::= X(*)\n }\n");
    assert_keeps(&s, "a: / ept:1; b: / ept:2; c: / ept:1; d: / ept:2");
    check_problem(&s, "a: / ept:1; b: / ept:2; c: / ept:3; d: / ept:4", PROBLEM_LIMIT, "ept builds at most 2 compartments in one place");
    /* under one parent */
    assert_keeps(&s, "a: / out:1 in:1; b: / out:1; c: / out:2 in:1; d: / out:2");
    assert_not_kept(&s, "a: / out:1 in:1; b: / out:1 in:2; c: / out:2; d: / out:2");
    system_close(&s);
}

static void needs(void **state)
{
    (void)state;
    struct system s = system_open(H("cpi", "[Needs] ::= safestack") H("safestack", "") H("lost", "[Needs] ::= ghost")
                                      "mechanism ept { [Boundary] ::= X(*)\n [Needs] ::= safestack\n }\n" ABC
                                      "component d { [Language] ::= C [Hardened] ::= safestack\n }\n");
    assert_keeps(&s, "a: cpi safestack; b: safestack");
    check_problem(&s, "a: cpi; b: safestack", PROBLEM_NEEDS, "cpi on a needs safestack there too");
    assert_keeps(&s, "d: cpi"); /* built in counts */
    check_problem(&s, "a: lost", PROBLEM_NEEDS, "lost on a needs a mechanism that nobody declares");
    /* of the mechanisms on the path, too */
    assert_keeps(&s, "a: safestack / ept:1; b: safestack / ept:2; c: safestack / ept:2; d: / ept:2");
    check_problem(&s, "a: safestack / ept:1; b: safestack / ept:2; c: / ept:2; d: / ept:2", PROBLEM_NEEDS,
                  "ept on c needs safestack there too");
    system_close(&s);
    /* hardening may need the place */
    s = system_open(H("erim", "[Needs] ::= ept") EPT("") ABC);
    assert_keeps(&s, "a: erim / ept:1; b: / ept:2; c: / ept:2");
    assert_not_kept(&s, "a: erim");
    system_close(&s);
}

static void conflicts(void **state)
{
    (void)state;
    /* symmetric: whichever of the two says so */
    struct system s = system_open(H("kasan", "[Conflicts] ::= asan") H("asan", "") H("mte", "[Conflicts] ::= ept") EPT("") ABC
                                  "component d { [Language] ::= C [Hardened] ::= asan\n }\n");
    assert_keeps(&s, "a: kasan; b: asan");
    check_problem(&s, "a: kasan asan", PROBLEM_CONFLICTS, "kasan conflicts with asan on a");
    assert_not_kept(&s, "d: kasan");
    assert_keeps(&s, "a: mte");
    check_problem(&s, "a: mte / ept:1; b: / ept:2; c: / ept:2; d: / ept:2", PROBLEM_CONFLICTS, "mte conflicts with ept on a");
    struct judgement j = judged(&s, "a: kasan asan");
    assert_int_equal(j.problem_count, 1); /* told once */
    judgement_fini(&j);
    system_close(&s);
}

static void forbid(void **state)
{
    (void)state;
    struct system s = system_open(H("cfi", "") H("kasan", "") H("ssp", "") EPT("") ABC
                                  "component d { [Language] ::= C [Hardened] ::= cfi\n }\n"
                                  "system s { [Forbid] ::= cfi with kasan; ssp on b; kasan with ept\n }\n");
    assert_keeps(&s, "a: cfi ssp; b: kasan");
    check_problem(&s, "a: cfi kasan", PROBLEM_FORBID, "cfi with kasan on a is forbidden");
    assert_not_kept(&s, "d: kasan"); /* built in counts */
    check_problem(&s, "b: ssp", PROBLEM_FORBID, "ssp on b is forbidden");
    assert_not_kept(&s, "a: kasan / ept:1; b: / ept:2; c: / ept:2; d: / ept:2");
    assert_keeps(&s, "a: / ept:1; b: kasan; c: / ept:2; d: / ept:2");
    system_close(&s);
}

static void use_and_place(void **state)
{
    (void)state;
    struct system s = system_open(H("ssp", "") EPT("") ABC "component d { [Language] ::= C [Hardened] ::= ssp\n }\n"
                                  "system s { [Use] ::= ssp on a; ssp on d\n [Place] ::= b in ept\n }\n");
    assert_keeps(&s, "a: ssp; b: / ept:1; c: / ept:2");
    struct judgement j = judged(&s, "");
    assert_int_equal(j.problem_count, 2);
    assert_int_equal(j.problems[0].kind, PROBLEM_USE);
    assert_string_equal(j.problems[0].text, "ssp must be used on a");
    assert_int_equal(j.problems[1].kind, PROBLEM_PLACE);
    assert_string_equal(j.problems[1].text, "b must be in a compartment of ept");
    assert_true(j.problems[0].span.source != 0);
    judgement_fini(&j);
    system_close(&s);
}

static void together_and_apart(void **state)
{
    (void)state;
    struct system s = system_open(EPT("") "mechanism mpk { [Within] ::= ept\n [Boundary] ::= X(*) }\n" ABC
                                  "component d { [Language] ::= C }\ncomponent e { [Language] ::= C }\n"
                                  "system s { [Together] ::= a, b; d, e\n [Apart] ::= a, c, d\n }\n");
    assert_keeps(&s, "a: / ept:1; b: / ept:1; c: / ept:2; d: / ept:3; e: / ept:3");
    check_problem(&s, "a: / ept:1; b: / ept:2; c: / ept:3; d: / ept:4; e: / ept:4", PROBLEM_TOGETHER, "a and b must be together");
    check_problem(&s, "a: / ept:1; b: / ept:1; c: / ept:2; d: / ept:2; e: / ept:2", PROBLEM_APART, "c and d must be apart");
    /* in one compartment, but not in one place */
    assert_not_kept(&s, "a: / ept:1 mpk:1; b: / ept:1 mpk:2; c: / ept:2; d: / ept:3; e: / ept:3");
    assert_keeps(&s, "a: / ept:1 mpk:1; b: / ept:1 mpk:1; c: / ept:1 mpk:2; d: / ept:2; e: / ept:2");
    system_close(&s);
}

static void budgets(void **state)
{
    (void)state;
    struct system s = system_open("mechanism h { [Transform] ::= R(*) -> R(intent)\n [Cost] ::= runtime 20%, memory 10%\n }\n" EPT("")
                                  "component a { [Language] ::= C [Size] ::= 1000\n }\ncomponent b { [Language] ::= C }\n"
                                  "system s { [Profile] ::= (a, 50%)\n [Budget] ::= runtime 10%; compartments 1; memory 100; transformations 1\n }\n");
    assert_keeps(&s, "a: h"); /* inclusive */
    check_problem(&s, "a: / ept:1; b: / ept:2", PROBLEM_BUDGET, "compartments is over its budget");
    assert_not_kept(&s, "a: h; b: h");
    system_close(&s);
}

/* What does not apply to a component does not count for it. */
static void only_what_applies_counts(void **state)
{
    (void)state;
    struct system s = system_open("mechanism k { [Applies] ::= C\n [Transform] ::= R(*) -> R(intent)\n [Conflicts] ::= x\n }\n" H("x", "[Needs] ::= k")
                                  "component a { [Language] ::= C }\ncomponent r { [Language] ::= Rust }\n"
                                  "system s { [Hardening] ::= per compartment\n [Forbid] ::= k on r\n }\n");
    assert_int_equal(flags_of(&s, "a: k; r: k") & (JUDGED_SPACE | JUDGED_KEEPS), JUDGED_SPACE | JUDGED_KEEPS);
    check_problem(&s, "a: x; r: x", PROBLEM_NEEDS, "x on a needs k there too");
    system_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits),
        cmocka_unit_test(needs),
        cmocka_unit_test(conflicts),
        cmocka_unit_test(forbid),
        cmocka_unit_test(use_and_place),
        cmocka_unit_test(together_and_apart),
        cmocka_unit_test(budgets),
        cmocka_unit_test(only_what_applies_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
