#include "model_support.h"

#define LWIP                                                                                                                      \
    LANGUAGES "component lwip { [Language] ::= Rust [Region] ::= (ring, SHARED, 64 B) (pcbs, OWN, 64 B) [API] ::= (input, SYMB)\n" \
              "  [Memory Access] ::= R(ring) [Requires] ::= X, *(R, ring[0..8])\n"                                                \
              "  function input { [Memory Access] ::= W(pcbs[0..8]) [Call] ::= X(helper) }\n"                                     \
              "  function helper { [Call] ::= X(app.main) } }\n"                                                                  \
              "component app { [Language] ::= Rust [API] ::= (main, SYMB) [Call] ::= X(lwip.input) [Requires] ::= lwip(X, main)\n" \
              "  [Memory Access] ::= R(lwip.ring[0..8]) }\n"

static void a_whole_component_unites_its_functions(void **state)
{
    (void)state;
    struct model *m = model_of(LWIP);
    expect_component(m, "lwip",
                     "    form (only)\n      language Rust\n      intends X on api\n      intends R on ring\n      intends W on pcbs[0..8]\n"
                     "      intends X on app.main\n      requires as stated\n      grants anybody X on api\n"
                     "      grants anybody R on ring[0..8]\n      cell 0 shared lwip.ring[0..8]\n"
                     "      cell 1 shared lwip.ring[8..64]\n      cell 2 own lwip.pcbs[0..8]\n      cell 3 own lwip.pcbs[8..64]\n"
                     "      cell 4 own lwip's own memory\n      cell 5 shared lwip's shared memory\n      cell 6 symbol lwip.input\n"
                     "      cell 7 code lwip's code\n");
    expect_component(m, "app",
                     "    form (only)\n      language Rust\n      intends R on lwip.ring[0..8]\n      intends X on lwip.input\n"
                     "      requires as stated\n      grants lwip X on main\n      cell 8 own app's own memory\n"
                     "      cell 9 shared app's shared memory\n      cell 10 symbol app.main\n      cell 11 code app's code\n");
    drop(m);
}

static void functions_are_placed(void **state)
{
    (void)state;
    struct model *m = model_of(LWIP "system s { [Place by] ::= function }");
    assert_int_equal(m->component_count, 4);
    expect_component(m, "lwip",
                     "    form (only), a vault\n      language none\n      requires as stated\n"
                     "      grants anybody R on ring[0..8]\n      grants lwip.input R on ring\n"
                     "      grants lwip.input W on pcbs[0..8]\n      grants lwip.helper R on ring\n"
                     "      cell 0 shared lwip.ring[0..8]\n      cell 1 shared lwip.ring[8..64]\n"
                     "      cell 2 own lwip.pcbs[0..8]\n      cell 3 own lwip.pcbs[8..64]\n");
    expect_component(m, "lwip.input",
                     "    form (only)\n      language Rust\n      intends X on api\n      intends R on lwip.ring\n      intends W on lwip.pcbs[0..8]\n"
                     "      intends X on lwip.helper.helper\n      requires as stated\n      grants anybody X on api\n"
                     "      cell 4 own lwip.input's own memory\n      cell 5 shared lwip.input's shared memory\n"
                     "      cell 6 symbol lwip.input\n      cell 7 code lwip.input's code\n");
    expect_component(m, "lwip.helper",
                     "    form (only)\n      language Rust\n      intends X on api\n      intends R on lwip.ring\n      intends X on app.main\n"
                     "      requires as stated\n      grants lwip.input X on api\n"
                     "      cell 8 own lwip.helper's own memory\n      cell 9 shared lwip.helper's shared memory\n"
                     "      cell 10 symbol lwip.helper\n      cell 11 code lwip.helper's code\n");
    expect_component(m, "app",
                     "    form (only)\n      language Rust\n      intends R on lwip.ring[0..8]\n      intends X on lwip.input.input\n"
                     "      requires as stated\n      grants lwip.input X on main\n      grants lwip.helper X on main\n"
                     "      cell 12 own app's own memory\n      cell 13 shared app's shared memory\n      cell 14 symbol app.main\n"
                     "      cell 15 code app's code\n");
    drop(m);
}

static void shared_regions_stay_shared(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= Rust [Region] ::= (ring, SHARED, 64 B) (v, OWN)\n"
                                         "  [Requires] ::= X function f { [Memory Access] ::= R(ring), W(v) } }\n"
                                         "system s { [Place by] ::= function }");
    expect_component(m, "a", "    form (only), a vault\n      language none\n      requires as stated\n"
                             "      grants a.f W on v\n      cell 0 shared a.ring[0..64]\n      cell 1 own a.v\n");
    drop(m);
}

static void a_default_hands_nothing_out(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C [API] ::= (f, SYMB) (v, DATA)\n"
                                         "  function f { [Memory Access] ::= R(v) } function g { } }\n"
                                         "system s { [Place by] ::= function }");
    expect_component(m, "a",
                     "    form (only), a vault\n      language none\n      requires as stated\n"
                     "      grants anybody R, W on *, and hands nothing out\n      grants a.f R on v\n"
                     "      cell 0 own a.v, a variable\n      cell 1 own a's own memory\n      cell 2 shared a's shared memory\n");
    expect_line(m, "      intends R on a.v\n      requires by default\n      grants anybody R, W, X on *\n");
    expect_line(m, "      requires as stated\n      grants anybody R, W, X on *, and hands nothing out\n"
                   "      cell 7 own a.g's own memory\n");
    drop(m);
}

static void constraints_mean_every_function(void **state)
{
    (void)state;
    struct model *m = model_of(LWIP MECHANISMS "system s { [Components] ::= app, lwip [Place by] ::= function [Protect] ::= lwip\n"
                                               "  [Use] ::= cfi on lwip [Forbid] ::= mpk on lwip; kasan on lwip.input\n"
                                               "  [Place] ::= lwip in ept [Together] ::= lwip.input, lwip.helper [Apart] ::= lwip, app\n"
                                               "  [Profile] ::= (lwip.input, 20%) (app -> lwip.helper, 2 /s) (lwip.helper -> app, 3 /s)\n"
                                               "  [Minimise] ::= compartments }");
    assert_false(m->components[0].is_protected);
    assert_true(m->components[1].is_protected && m->components[2].is_protected && m->components[3].is_protected);
    expect_line(m, "  forbids mpk on lwip\n  forbids mpk on lwip.input\n  forbids mpk on lwip.helper\n  forbids kasan on lwip.input\n"
                   "  uses cfi on lwip.input\n  uses cfi on lwip.helper\n"
                   "  places in ept on lwip\n  places in ept on lwip.input\n  places in ept on lwip.helper\n"
                   "  together lwip.input, lwip.helper\n  apart lwip, app\n  apart lwip.input, app\n  apart lwip.helper, app\n"
                   "  calls app - lwip.helper 5 /s\n");
    assert_true(m->components[2].has_share);
    drop(m);
}

static void a_function_may_say_who_calls_it(void **state)
{
    (void)state;
    const char *text = LANGUAGES "component a { [Language] ::= Rust [API] ::= (f, SYMB) (g, SYMB) [Requires] ::= *\n"
                                 "  function f { [Requires] ::= b(X) } function g { } }\n"
                                 "component b { [Language] ::= Rust }\n";
    struct model *m = model_of(text);
    expect_line(m, "      requires as stated\n      grants anybody R, W on *\n      grants anybody X on code\n"
                   "      grants anybody X on g\n      grants b X on f\n");
    drop(m);
    char placed[1000];
    snprintf(placed, sizeof placed, "%ssystem s { [Place by] ::= function }", text);
    m = model_of(placed);
    expect_line(m, "      language Rust\n      intends R, W on own\n      intends R, W on shared\n      intends X on api\n"
                   "      requires as stated\n      grants b X on api\n      grants a.g X on api\n");
    drop(m);
}

static void a_vulnerability_may_be_of_a_function(void **state)
{
    (void)state;
    const char *text = LWIP "vulnerability hole { [Affects] ::= lwip.helper [Transform] ::= R(intent) -> R(*) }\n"
                            "system s { [Vulnerabilities] ::= hole ";
    char whole[2000], placed[2000];
    snprintf(whole, sizeof whole, "%s }", text);
    snprintf(placed, sizeof placed, "%s [Place by] ::= function }", text);
    struct model *m = model_of(whole);
    expect_line(m, "    affects lwip\n    adds R(*)\n");
    drop(m);
    m = model_of(placed);
    expect_line(m, "    affects lwip.helper\n    adds R(*)\n");
    drop(m);
}

static void mistakes_are_reported(void **state)
{
    (void)state;
#define PLACED " system s { [Place by] ::= function [Mechanisms] ::= none }"
    expect_codes("component a { [API] ::= (f, SYMB) (g, SYMB) function f { } }" PLACED, "E0310");
    expect_codes("component a { [API] ::= (f, SYMB) function f { } variant v { } }" PLACED, "E0311");
    expect_codes("component a { [API] ::= (f, SYMB) }" PLACED, "");
    expect_codes("component a { function f { } function f { } }", "E0217");
    expect_codes("component a { function own { } }", "E0122");
    expect_codes("component a { [Call] ::= X(b.g) } component b { function g { } }", "E0209");
    expect_codes("component a { [API] ::= (f, SYMB) function f { [Region] ::= (x, OWN) } }", "E0219");
    expect_codes("component a { function f { } } component b { [API] ::= (g, SYMB) } \n"
                 "system s { [Place by] ::= function [Mechanisms] ::= none [Profile] ::= (a, 10%) }", "E0509");
    expect_codes("component a { function f { } } component b { [API] ::= (g, SYMB) } \n"
                 "system s { [Mechanisms] ::= none [Protect] ::= a.f }", "E0220");
    expect_codes("component a { function f { } } component b { [API] ::= (g, SYMB) } \n"
                 "system s { [Mechanisms] ::= none [Protect] ::= a.g }", "E0223");
    expect_codes("component a { function f { [Call] ::= X(b.g) } } component b { [API] ::= (g, SYMB) [Requires] ::= none }" PLACED,
                 "E0701");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_component_unites_its_functions), cmocka_unit_test(functions_are_placed),
        cmocka_unit_test(a_default_hands_nothing_out),
        cmocka_unit_test(shared_regions_stay_shared),             cmocka_unit_test(constraints_mean_every_function),
        cmocka_unit_test(a_function_may_say_who_calls_it),        cmocka_unit_test(a_vulnerability_may_be_of_a_function),
        cmocka_unit_test(mistakes_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
