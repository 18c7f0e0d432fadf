#include "model_support.h"

#define PARTS                                                                                                                     \
    LANGUAGES MECHANISMS "component a { [Language] ::= C [API] ::= (f, SYMB) }\ncomponent b { [Language] ::= C }\n"              \
                         "component c { [Language] ::= Rust }\ncomponent v { [Region] ::= (key, OWN, 64 B) }\n"
#define ALL "[Components] ::= a, b, c, v [Mechanisms] ::= mpk, ept, kasan, cfi "
#define SYSTEM(clauses) PARTS "system s { " ALL clauses " }"

static void a_system_has_defaults(void **state)
{
    (void)state;
    struct model *m = model_of(PARTS);
    assert_int_equal(m->system_name, 0);
    assert_int_equal(m->component_count, 4);
    assert_int_equal(m->strategy, STRATEGY_SAFETY);
    assert_int_equal(m->hardening, HARDENING_PER_COMPONENT);
    assert_true(m->protects_all && m->components[3].is_protected);
    for (uint32_t i = 0; i < m->mechanism_count; i++)
        assert_true(m->mechanisms[i].in_system);
    assert_int_equal(m->objective_count, 2);
    assert_int_equal(m->objective[0], MEASURE_COMPARTMENTS);
    assert_int_equal(m->objective[1], MEASURE_TRANSFORMATIONS);
    assert_false(m->has_profile || m->has_clock || m->place_by_function);
    drop(m);
    m = model_of(SYSTEM("[Profile] ::= (a, 100%)"));
    assert_int_equal(m->objective_count, 3);
    assert_int_equal(m->objective[0], MEASURE_RUNTIME);
    drop(m);
}

static void clauses_are_read(void **state)
{
    (void)state;
    struct model *m = model_of(PARTS
        "vulnerability CWE { [Transform] ::= R(intent) -> R(*) }\nvulnerability CVE : CWE { [Affects] ::= a, nobody }\n"
        "vulnerability melt { [Affects] ::= mechanism ept [Boundary in] ::= R(*) [Boundary out] ::= W(own) }\n"
        "system s { [Components] ::= c, a, b [Mechanisms] ::= kasan, mpk, ept [Strategy] ::= vulnerability\n"
        "  [Vulnerabilities] ::= CVE, melt [Hardening] ::= per  compartment [Protect] ::= a, c\n"
        "  [Forbid] ::= kasan with mpk; cfi on c, kasan [Use] ::= kasan on a [Place] ::= a in ept; a in mpk\n"
        "  [Together] ::= a, b; c, a [Clock] ::= 2 GHz [Budget] ::= runtime 60%, memory 1 MiB; compartments 4; transformations <= 9\n"
        "  [Profile] ::= (a, 31%) (b, 0.5%) (a -> b, 1.2 M/s) (b -> a, 0.3 M/s) (c -> a, 0 /s)\n"
        "  [Minimise] ::= memory, runtime }\n");
    expect_line(m, "system s\n  strategy vulnerability\n  hardening per compartment\n  minimises memory, runtime\n"
                   "  budget runtime 60\n  budget memory 1048576\n  budget compartments 4\n  budget transformations 9\n"
                   "  clock 2000000000 Hz\n  component c\n");
    expect_line(m, "  component b, not protected\n    share 0.5%\n");
    expect_line(m, "  vulnerability CVE\n    affects a\n    adds R(*)\n"
                   "  vulnerability melt\n    affects ept\n    lets through R(*), W(own)\n"
                   "  forbids kasan with mpk\n  forbids cfi on c\n  forbids kasan\n  uses kasan on a\n"
                   "  places in ept on a\n  places in mpk on a\n  together a, b\n  together c, a\n"
                   "  calls a - b 1500000 /s\n");
    assert_int_equal(m->rate_count, 1);
    assert_string_equal(measure_name(m->budgets[0].measure), "runtime");
    drop(m);
}

static void mistakes_are_reported(void **state)
{
    (void)state;
    expect_codes(SYSTEM(""), "");
    expect_codes(PARTS "system s { [Components] ::= a, aa [Mechanisms] ::= none }", "E0203");
    expect_codes(PARTS "system s { [Components] ::= a, b, a [Mechanisms] ::= none }", "E0522");
    expect_codes(PARTS "system s { [Components] ::= a b [Mechanisms] ::= none }", "E0524");
    expect_codes(PARTS "system s { [Components] ::= a.f [Mechanisms] ::= none }", "E0524");
    expect_codes(PARTS "system s { [Mechanisms] ::= kasn }", "E0205");
    expect_codes(PARTS "system s { [Mechanisms] ::= C }", "E0205");
    expect_codes(PARTS "system s { [Mechanisms] ::= none, mpk }", "E0321");
    expect_codes(PARTS "system s { [Components] ::= c [Mechanisms] ::= kasan }", "W1004");
    expect_codes(SYSTEM("[Strategy] ::= safe"), "E0501");
    expect_codes(SYSTEM("[Hardening] ::= component"), "E0502");
    expect_codes(SYSTEM("[Place by] ::= file"), "E0503");
    expect_codes(SYSTEM("[Vulnerabilities] ::= CVE"), "E0206");
    expect_codes("vulnerability w { [Transform] ::= R(intent) -> R(*) } " SYSTEM("[Vulnerabilities] ::= w"), "E0418");
    expect_codes("vulnerability w { [Affects] ::= a [Transform] ::= R(intent) -> R(*) } "
                 PARTS "system s { [Components] ::= b [Mechanisms] ::= none [Vulnerabilities] ::= w }", "E0418");
    expect_codes("vulnerability w { [Affects] ::= mechanism ept [Boundary] ::= R(*) } "
                 PARTS "system s { [Components] ::= b [Mechanisms] ::= mpk [Vulnerabilities] ::= w }", "E0418");
    expect_codes(SYSTEM("[Protect] ::= x"), "E0203");
    expect_codes(PARTS "system s { [Components] ::= a, b [Mechanisms] ::= none [Protect] ::= c }", "E0220");
    expect_codes(SYSTEM("[Protect] ::= none"), "");
    expect_codes(SYSTEM("[Forbid] ::= kasan near cfi"), "E0504");
    expect_codes(SYSTEM("[Forbid] ::= kasan with kasan"), "E0504");
    expect_codes(SYSTEM("[Forbid] ::= kasan with asan"), "E0205");
    expect_codes(SYSTEM("[Forbid] ::= kasan on x"), "E0203");
    expect_codes(PARTS "system s { [Mechanisms] ::= mpk [Forbid] ::= kasan }", "W1017");
    expect_codes(SYSTEM("[Use] ::= kasan"), "E0505");
    expect_codes(SYSTEM("[Use] ::= kasan on a, b"), "E0505");
    expect_codes(SYSTEM("[Use] ::= kasan on c"), "W1027");
    expect_codes(SYSTEM("[Use] ::= cfi on v"), "W1027");
    expect_codes(PARTS "system s { [Mechanisms] ::= mpk [Use] ::= kasan on a }", "E0221");
    expect_codes(PARTS "mechanism big { [Boundary] ::= X(api) [Platform] ::= arch s390 }\n"
                 "system s { [Mechanisms] ::= mpk, big [Platform] ::= arch arm64 [Use] ::= big on a }", "N2002 E0523");
    expect_codes(SYSTEM("[Place] ::= a in cfi"), "E0519");
    expect_codes(SYSTEM("[Place] ::= a on mpk"), "E0507");
    expect_codes(PARTS "system s { [Mechanisms] ::= mpk [Place] ::= a in ept }", "E0221");
    expect_codes(SYSTEM("[Together] ::= a"), "E0506");
    expect_codes(SYSTEM("[Together] ::= a; b"), "E0506 E0506");
    expect_codes(SYSTEM("[Apart] ::= a, a"), "E0522");
    expect_codes(SYSTEM("[Apart] ::= a, x"), "E0203");
    expect_codes(SYSTEM("[Clock] ::= 0 Hz"), "E0508");
    expect_codes(SYSTEM("[Clock] ::= 2 s"), "E0332");
    expect_codes(SYSTEM("[Profile] ::= (a, 31)"), "E0332");
    expect_codes(SYSTEM("[Profile] ::= (x, 31%)"), "E0203");
    expect_codes(SYSTEM("[Profile] ::= (a, 31%) (a, 5%)"), "E0510");
    expect_codes(SYSTEM("[Profile] ::= (a, 31%)"), "W1011");
    expect_codes(SYSTEM("[Profile] ::= (a -> a, 5 k/s)"), "E0517");
    expect_codes(SYSTEM("[Profile] ::= (a -> b, 5 k/s) (a -> b, 5 k/s) [Clock] ::= 1 GHz"), "E0510");
    expect_codes(SYSTEM("[Profile] ::= (a -> b, 5%)"), "E0332");
    expect_codes(SYSTEM("[Profile] ::= (a b, 5%)"), "E0509");
    expect_codes(SYSTEM("[Profile] ::= a"), "E0509");
    expect_codes(SYSTEM("[Profile] ::= (a -> b, 5 k/s)"), "E0515");
    expect_codes(PARTS "system s { [Components] ::= a, b [Mechanisms] ::= ept [Profile] ::= (a -> b, 5 k/s) }", "");
    expect_codes(SYSTEM("[Budget] ::= karma 4"), "E0512");
    expect_codes(SYSTEM("[Budget] ::= compartments"), "E0511");
    expect_codes(SYSTEM("[Budget] ::= compartments 4%"), "E0332");
    expect_codes(SYSTEM("[Budget] ::= compartments 1.5"), "E0511");
    expect_codes(SYSTEM("[Budget] ::= compartments 4; compartments 5"), "E0513");
    expect_codes(SYSTEM("[Budget] ::= compartments 0"), "W1025");
    expect_codes(SYSTEM("[Budget] ::= runtime 5%"), "E0514");
    expect_codes(SYSTEM("[Minimise] ::= runtime"), "E0514");
    expect_codes(SYSTEM("[Minimise] ::= karma"), "E0512");
    expect_codes(SYSTEM("[Minimise] ::= memory, memory"), "E0513");
    expect_codes(SYSTEM("[Platform] ::= compiler clang >= 16"), "E0413");
    expect_codes(PARTS "mechanism big { [Boundary] ::= X(api) [Platform] ::= arch s390 }\n"
                 "system s { [Mechanisms] ::= mpk [Platform] ::= arsh s390 }", "W1018");
}

static void contradictions_are_warned_of(void **state)
{
    (void)state;
    expect_codes(SYSTEM("[Together] ::= a, b; b, c [Apart] ::= a, c"), "W1020");
    expect_codes(SYSTEM("[Use] ::= kasan on a [Forbid] ::= kasan on a"), "W1021");
    expect_codes(SYSTEM("[Use] ::= kasan on a [Forbid] ::= kasan on b"), "");
    expect_codes(SYSTEM("[Use] ::= kasan on a [Forbid] ::= kasan"), "W1021");
    expect_codes(SYSTEM("[Place] ::= a in mpk [Forbid] ::= mpk on a"), "W1021");
    expect_codes(SYSTEM("[Use] ::= kasan on a; cfi on a [Forbid] ::= kasan with cfi"), "W1022");
    expect_codes(SYSTEM("[Use] ::= kasan on a; cfi on b [Forbid] ::= kasan with cfi"), "");
    expect_codes(SYSTEM("[Place] ::= a in mpk; a in ept"), "");
    expect_codes("mechanism x { [Boundary] ::= X(api) } mechanism y { [Boundary] ::= X(api) [Conflicts] ::= x }\n"
                 "mechanism z { [Boundary] ::= X(api) [Needs] ::= w } mechanism w { [Boundary] ::= X(api) } component a { [Call] ::= X }\n"
                 "system s { [Mechanisms] ::= x, y, z [Place] ::= a in x; a in y; a in z }", "W1022 W1024 W1026 W1024");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_system_has_defaults),
        cmocka_unit_test(clauses_are_read),
        cmocka_unit_test(mistakes_are_reported),
        cmocka_unit_test(contradictions_are_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
