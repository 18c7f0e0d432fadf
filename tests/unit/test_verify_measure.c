/* Costs, exact; their comparison; and the order of configurations. */
#include "judged.h"

static void check(struct system *s, const char *configuration, enum measure measure, int64_t num, int64_t den)
{
    struct rational expected;
    struct judgement j = judged(s, configuration);
    assert_true(rational_make(num, den, &expected));
    assert_false(j.measures.overflow);
    assert_true(j.measures.known[measure]);
    if (rational_compare(j.measures.value[measure], expected) != 0)
        fail_msg("%s: %g instead of %g", configuration, rational_to_double(j.measures.value[measure]), rational_to_double(expected));
    judgement_fini(&j);
}

#define MECHANISMS                                                                                                                \
    "mechanism kasan { [Applies] ::= C\n [Transform] ::= R(*) -> R(intent)\n [Cost] ::= runtime 200%, memory 150%\n }\n"          \
    "mechanism ssp { [Transform] ::= X(*) -> X(intent)\n [Cost] ::= runtime 0.1%\n }\n"                                           \
    "mechanism ept { [Boundary] ::= X(api)\n [Gate] ::= 500 cycles\n [Cost] ::= runtime 3%, memory 1%\n }\n"                      \
    "mechanism mpk { [Within] ::= ept\n [Boundary] ::= X(*)\n [Gate] ::= 100 cycles\n }\n"                                        \
    "mechanism tee { [Boundary in] ::= X(api)\n [Gate] ::= 2 us\n }\nmechanism free { [Boundary in] ::= X(api)\n }\n"
#define COMPONENTS                                                                                                                \
    "component a { [Language] ::= C [Size] ::= 1000\n [Cost] ::= runtime 1%\n }\n"                                                \
    "component b { [Language] ::= Rust [Size] ::= 3\n variant slow { [Cost] ::= runtime 7%, memory 100%\n } variant quick { [Title] ::= \"quick\" }\n }\n" \
    "component c { [Language] ::= C [Hardened] ::= kasan\n }\n"
#define PROFILE "[Clock] ::= 2 GHz\n [Profile] ::= (a, 30%) (b, 60%) (c, 30%) (a -> b, 1 M/s) (b -> a, 1 M/s) (b -> c, 0.5 M/s)\n"

static void shares_and_slowdowns(void **state)
{
    (void)state;
    struct system s = system_open(MECHANISMS COMPONENTS "system s { " PROFILE " }\n");
    check(&s, "b: @quick", MEASURE_RUNTIME, 30, 100);              /* a's own 1 % */
    check(&s, "b: @slow", MEASURE_RUNTIME, 30 + 420, 100);         /* shares need not add up to 100 % */
    check(&s, "a: kasan; b: @quick", MEASURE_RUNTIME, 6030, 100);
    check(&s, "a: kasan ssp; b: @quick ssp", MEASURE_RUNTIME, 6030 + 3 + 6, 100);
    check(&s, "c: ssp; b: @quick", MEASURE_RUNTIME, 33, 100);      /* what is built in costs nothing */
    system_close(&s);
}

static void gates(void **state)
{
    (void)state;
    struct system s = system_open(MECHANISMS COMPONENTS "system s { " PROFILE " }\n");
    /* a | b c in mpk: 2 M/s · 100 cycles / 2 GHz is 10 % */
    check(&s, "a: / mpk:1; b: @quick / mpk:2; c: / mpk:2", MEASURE_RUNTIME, 30 + 1000, 100);
    /* the outermost that separates them, not what is inside it: 2.5 M/s · 500 cycles is 62.5 %, and 3 % of 120 % on paths */
    check(&s, "b: @quick / ept:1; a: / ept:2 mpk:1; c: / ept:2 mpk:2", MEASURE_RUNTIME, 30 + 6250 + 360, 100);
    /* inside one compartment, the inner one: b and c 0.5 M/s · 100 cycles is 2.5 %; a is 2 M/s · 500 away */
    check(&s, "a: / ept:1; b: @quick / ept:2 mpk:1; c: / ept:2 mpk:2", MEASURE_RUNTIME, 30 + 5000 + 250 + 360, 100);
    /* the larger of the two sides: tee's 2 us is 4 000 cycles */
    check(&s, "a: / tee:1; b: @quick / free:1; c: / free:1", MEASURE_RUNTIME, 30 + 40000, 100);
    check(&s, "a: / free:1; b: @quick / tee:1; c: / tee:1", MEASURE_RUNTIME, 30 + 40000, 100);
    check(&s, "a: / free:1; b: @quick", MEASURE_RUNTIME, 30, 100); /* no gate, no cost */
    system_close(&s);
}

static void fractions_are_exact(void **state)
{
    (void)state;
    struct system s = system_open("mechanism x { [Transform] ::= X(*) -> X(intent)\n [Cost] ::= runtime 0.1%\n }\n"
                                  "mechanism y { [Transform] ::= X(*) -> X(intent)\n [Cost] ::= runtime 0.2%\n }\n"
                                  "mechanism z { [Transform] ::= X(*) -> X(intent)\n [Cost] ::= runtime 0.3%\n }\n"
                                  "component a { [Language] ::= C }\nsystem s { [Profile] ::= (a, 100%)\n [Minimise] ::= runtime\n }\n");
    struct judgement both = judged(&s, "a: x y"), one = judged(&s, "a: z");
    assert_int_equal(measures_compare(s.m, &both.measures, &one.measures), 0);
    judgement_fini(&both);
    judgement_fini(&one);
    system_close(&s);
}

static void unknown_without_profile_or_clock(void **state)
{
    (void)state;
    struct system s = system_open(MECHANISMS COMPONENTS);
    struct judgement j = judged(&s, "");
    assert_false(j.measures.known[MEASURE_RUNTIME]);
    assert_true(j.measures.known[MEASURE_MEMORY]);
    judgement_fini(&j);
    system_close(&s);
    s = system_open(MECHANISMS COMPONENTS "system s { [Profile] ::= (a, 10%) (a -> b, 1 M/s)\n [Minimise] ::= compartments\n }\n");
    j = judged(&s, "a: / mpk:1; b: / mpk:2; c: / mpk:2"); /* cycles, and no clock */
    assert_false(j.measures.known[MEASURE_RUNTIME]);
    judgement_fini(&j);
    j = judged(&s, "a: / tee:1"); /* time needs none */
    assert_true(j.measures.known[MEASURE_RUNTIME]);
    judgement_fini(&j);
    system_close(&s);
}

static void compartments_and_transformations(void **state)
{
    (void)state;
    struct system s = system_open(MECHANISMS COMPONENTS);
    check(&s, "", MEASURE_COMPARTMENTS, 1, 1);
    check(&s, "", MEASURE_TRANSFORMATIONS, 0, 1); /* what is built in is no transformation */
    check(&s, "a: / tee:1", MEASURE_COMPARTMENTS, 2, 1); /* the rest is a place, too */
    check(&s, "a: / tee:1", MEASURE_TRANSFORMATIONS, 1, 1);
    check(&s, "a: kasan ssp / ept:1 mpk:1; b: ssp / ept:1 mpk:2; c: / ept:2", MEASURE_COMPARTMENTS, 3, 1);
    check(&s, "a: kasan ssp / ept:1 mpk:1; b: ssp / ept:1 mpk:2; c: / ept:2", MEASURE_TRANSFORMATIONS, 4 + 3, 1);
    system_close(&s);
    s = system_open(MECHANISMS COMPONENTS "system s { [Hardening] ::= per compartment\n }\n");
    check(&s, "a: kasan ssp / ept:1; b: kasan ssp / ept:1; c: ssp / ept:2", MEASURE_TRANSFORMATIONS, 2 + 3, 1);
    system_close(&s);
}

static void memory(void **state)
{
    (void)state;
    struct system s = system_open(MECHANISMS COMPONENTS);
    check(&s, "b: @quick", MEASURE_MEMORY, 0, 1);
    check(&s, "b: @slow", MEASURE_MEMORY, 3, 1);
    check(&s, "a: kasan; b: @quick; c: ssp", MEASURE_MEMORY, 1500, 1);
    check(&s, "a: kasan / ept:1; b: @quick / ept:2; c: / ept:2", MEASURE_MEMORY, 151003, 100);
    system_close(&s);
}

/* Per compartment: it costs where it applies. */
static void hardening_costs_where_it_applies(void **state)
{
    (void)state;
    struct system s = system_open(MECHANISMS COMPONENTS "system s { [Hardening] ::= per compartment\n " PROFILE " }\n");
    check(&s, "a: kasan; b: @quick kasan; c: kasan", MEASURE_RUNTIME, 6030, 100); /* b is in Rust, c has it built in */
    system_close(&s);
}

static void overflow_is_told(void **state)
{
    (void)state;
    struct text t = {0};
    text_puts(&t, "mechanism h { [Transform] ::= X(*) -> X(intent)\n [Cost] ::= runtime 0.123456789012345678%\n }\n");
    for (int i = 0; i < 9; i++)
        text_printf(&t, "component c%d { [Language] ::= C }\n", i);
    text_puts(&t, "mechanism m { [Boundary] ::= X(*)\n [Gate] ::= 1.000000000000000003 cycles\n }\nsystem s { [Clock] ::= 0.987654321098765433 GHz\n [Profile] ::= "
                  "(c0, 1.000000000000000001%) (c1, 0.999999999999999999%) (c0 -> c1, 123456789.123456789 /s) (c1 -> c2, 1.00000000007 /s)\n"
                  " [Budget] ::= runtime 100000%\n }\n");
    struct system s = system_open(t.bytes);
    struct judgement j = judged(&s, "c0: h / m:1; c1: / m:2; c2: h / m:3; c3: / m:3; c4: / m:3; c5: / m:3; c6: / m:3; c7: / m:3; c8: / m:3");
    assert_true(j.measures.overflow);
    assert_false(j.keeps); /* what cannot be reckoned is within no budget */
    judgement_fini(&j);
    system_close(&s);
    text_fini(&t);
}

static void comparison_follows_the_objective(void **state)
{
    (void)state;
    static const char *const objectives[] = {"compartments, transformations", "transformations, compartments", "memory"};
    static const int expected[] = {-1, 1, 1};
    for (int i = 0; i < 3; i++) {
        struct text t = {0};
        text_puts(&t, MECHANISMS COMPONENTS);
        text_printf(&t, "system s { [Minimise] ::= %s\n }\n", objectives[i]);
        struct system s = system_open(t.bytes);
        text_fini(&t);
        struct judgement x = judged(&s, "a: kasan ssp; b: @quick"), y = judged(&s, "a: / tee:1; b: @quick");
        assert_int_equal(measures_compare(s.m, &x.measures, &y.measures), expected[i]);
        assert_int_equal(measures_compare(s.m, &y.measures, &x.measures), -expected[i]);
        assert_int_equal(measures_compare(s.m, &x.measures, &x.measures), 0);
        judgement_fini(&x);
        judgement_fini(&y);
        system_close(&s);
    }
}

/* ---- order ---- */

static bool derives(struct system *s, const char *y, const char *x)
{
    return configuration_derives(s->m, configured(s, y), configured(s, x));
}

static void order(void **state)
{
    (void)state;
    struct system s = system_open(MECHANISMS COMPONENTS);
    assert_true(derives(&s, "a: ssp", "a: ssp"));
    assert_true(derives(&s, "a: ssp kasan", "a: ssp"));
    assert_false(derives(&s, "a: ssp", "a: ssp kasan"));
    assert_false(derives(&s, "a: kasan", "a: ssp"));
    assert_false(derives(&s, "b: @quick", "b: @slow")); /* the same variants */
    assert_true(derives(&s, "a: / ept:1; b: / ept:2; c: / ept:2", ""));
    assert_true(derives(&s, "a: / ept:1; b: / ept:2; c: / ept:3", "a: / ept:1; b: / ept:2; c: / ept:2"));
    assert_false(derives(&s, "a: / ept:1; b: / ept:2; c: / ept:2", "a: / ept:1; b: / ept:2; c: / ept:3"));
    assert_false(derives(&s, "a: / ept:1; b: / ept:2; c: / ept:2", "a: / mpk:1; b: / mpk:2; c: / mpk:2"));
    assert_true(derives(&s, "a: / ept:1 mpk:1; b: / ept:1 mpk:2; c: / ept:2", "a: / ept:1; b: / ept:1; c: / ept:2"));
    /* numbers are no names */
    assert_true(derives(&s, "a: / ept:2; b: / ept:1; c: / ept:1", "a: / ept:1; b: / ept:2; c: / ept:2"));
    /* the direction matters */
    assert_false(derives(&s, "a: / tee:1", "b: / tee:1; c: / tee:1"));
    assert_true(derives(&s, "a: / tee:1; b: / tee:2; c: / tee:2", "a: / tee:1"));
    assert_true(derives(&s, "a: / tee:1; b: / tee:2; c: / tee:2", "b: / tee:1; c: / tee:1"));
    system_close(&s);
    /* hardening that a component has: what applies to it */
    s = system_open(MECHANISMS COMPONENTS "system s { [Hardening] ::= per compartment\n }\n");
    assert_true(derives(&s, "a: kasan / ept:1; b: / ept:2; c: / ept:2", "a: kasan; b: kasan; c: kasan"));
    system_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_and_slowdowns),
        cmocka_unit_test(gates),
        cmocka_unit_test(fractions_are_exact),
        cmocka_unit_test(unknown_without_profile_or_clock),
        cmocka_unit_test(compartments_and_transformations),
        cmocka_unit_test(memory),
        cmocka_unit_test(hardening_costs_where_it_applies),
        cmocka_unit_test(overflow_is_told),
        cmocka_unit_test(comparison_follows_the_objective),
        cmocka_unit_test(order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
