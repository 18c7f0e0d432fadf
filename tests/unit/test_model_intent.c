#include "model_support.h"

static void absent_clauses_have_defaults(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C }\ncomponent b { [API] ::= (f, SYMB) }\n");
    expect_component(m, "a",
                     "    form (only)\n      language C\n      intends R, W on own\n      intends R, W on shared\n"
                     "      intends X on api\n      requires by default\n      grants anybody R, W, X on *\n"
                     "      cell 0 own a's own memory\n      cell 1 shared a's shared memory\n      cell 2 code a's code\n");
    expect_component(m, "b",
                     "    form (only)\n      language none\n      requires by default\n      grants anybody X on api\n"
                     "      cell 3 own b's own memory\n      cell 4 shared b's shared memory\n      cell 5 symbol b.f\n"
                     "      cell 6 code b's code\n");
    drop(m);
}

static void a_clause_that_is_there_says_all(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C [Memory Access] ::= R [Call] ::= none }\n");
    expect_line(m, "      intends R on own\n      intends R on shared\n      requires");
    drop(m);
}

static void a_star_is_no_intent(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= Rust [Memory Access] ::= R(*), W(own) }\n"
                                         "component b { [Memory Access] ::= * [Call] ::= X(*) }\n");
    expect_line(m, "      intends R on own\n      intends R on shared\n      intends X on api\n      intends W on own\n"
                   "      unbounded R\n");
    expect_line(m, "      language none\n      unbounded R, W, X\n");
    drop(m);
}

static void a_star_leaves_needs(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C [Memory Access] ::= R(*, b.ring[0..4]) [Call] ::= none }\n"
                                         "component b { [Language] ::= C [Region] ::= (ring, SHARED, 8 B) }\n");
    expect_line(m, "      intends R on shared\n      intends R on b.ring[0..4]\n      unbounded R\n");
    drop(m);
}

static void targets_are_told_apart(void **state)
{
    (void)state;
    struct model *m =
        model_of(LANGUAGES "component a { [Language] ::= C [Region] ::= (ring, OWN, 64 B) [API] ::= (f, SYMB) (v, DATA)\n"
                           "  [Memory Access] ::= R(own, ring[0..8], a.ring, a.shared, b.own, b.w), W(v)\n"
                           "  [Call] ::= X(f, a.f, code, b.g, b.api, b.code), X.call(api) }\n"
                           "component b { [Language] ::= C [API] ::= (g, SYMB) (w, DATA) }\n");
    expect_component(m, "a",
                     "    form (only)\n      language C\n      intends R on own\n      intends R on ring[0..8]\n"
                     "      intends R on ring\n      intends R on a.shared\n      intends R on b.own\n      intends R on b.w\n"
                     "      intends W on v\n      intends X on f\n      intends X on f\n      intends X on code\n"
                     "      intends X on b.g\n      intends X on b.api\n      intends X on b.code\n      intends X.call on api\n"
                     "      requires by default\n      grants anybody R, W, X on *\n"
                     "      cell 0 own a.ring[0..8]\n      cell 1 own a.ring[8..64]\n      cell 2 own a.v, a variable\n"
                     "      cell 3 own a's own memory\n      cell 4 shared a's shared memory\n      cell 5 symbol a.f\n"
                     "      cell 6 code a's code\n");
    drop(m);
}

static void clauses_are_inherited(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component base { [Language] ::= C [Memory Access] ::= R [Call] ::= none [Requires] ::= X }\n"
                                         "component child : base { [Memory Access] += W(own) [Requires] ::= none\n"
                                         "  variant plain { } variant safe { [Language] ::= Rust [Memory Access] ::= none } }\n");
    expect_component(m, "child",
                     "    form plain\n      language C\n      intends R on own\n      intends R on shared\n"
                     "      intends W on own\n      requires as stated\n      cell 3 own child's own memory\n"
                     "      cell 4 shared child's shared memory\n      cell 5 code child's code\n"
                     "    form safe\n      language Rust\n      requires as stated\n      cell 6 own child's own memory\n"
                     "      cell 7 shared child's shared memory\n      cell 8 code child's code\n");
    drop(m);
}

static void adding_to_nothing_adds_to_the_default(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component a { [Language] ::= C [Call] += X(code) }\n"
                                         "component b { [Call] += X }\n");
    expect_line(m, "      intends X on api\n      intends X on code\n");
    expect_component(m, "b",
                     "    form (only)\n      language none\n      intends X on api\n      requires by default\n"
                     "      grants anybody X on api\n      cell 3 own b's own memory\n      cell 4 shared b's shared memory\n"
                     "      cell 5 code b's code\n");
    drop(m);
}

static void vaults_are_found(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES "component v { [Region] ::= (key, OWN, 4 KiB) }\n"
                                         "component w { }\ncomponent x { [Memory Access] ::= none }\n"
                                         "component y { function f { } }\n"
                                         "component z { variant data { [Region] ::= (k, OWN) } variant code { [Language] ::= C } }\n");
    expect_component(m, "v", "    form (only), a vault\n      language none\n      requires by default\n"
                             "      grants anybody X on api\n      cell 0 own v.key[0..4096]\n");
    expect_component(m, "w", "    form (only), a vault\n      language none\n      requires by default\n"
                             "      grants anybody X on api\n      cell 1 own w's own memory\n      cell 2 shared w's shared memory\n");
    assert_false(m->forms[2].is_vault);
    assert_false(m->forms[3].is_vault);
    assert_true(m->forms[4].is_vault);
    assert_int_equal(m->forms[4].cell_count, 1);
    assert_false(m->forms[5].is_vault);
    drop(m);
}

static void mistakes_are_reported(void **state)
{
    (void)state;
    expect_codes("component a { [Memory Access] ::= X }", "E0315");
    expect_codes("component a { [Call] ::= R }", "E0315");
    expect_codes("component a { [Memory Access] ::= r }", "E0301");
    expect_codes("component a { [Call] ::= X.jump }", "E0301");
    expect_codes("component a { [Memory Access] ::= R(api) }", "E0302");
    expect_codes("component a { [Call] ::= X(own) }", "E0302");
    expect_codes("component a { [Memory Access] ::= R(intent) }", "E0327");
    expect_codes("component a { [Memory Access] ::= R(granted) }", "E0327");
    expect_codes("component a { [Memory Access] ::= R(ring) }", "E0210");
    expect_codes("component a { [Memory Access] ::= R(b) }\ncomponent b { [API] ::= (f, SYMB) }", "E0210");
    expect_codes("component a { [Call] ::= X(g) }", "E0209");
    expect_codes("component a { [Call] ::= X(b.g) }\ncomponent b { [API] ::= (f, SYMB) }", "E0209");
    expect_codes("component a { [Call] ::= X(b.ring) }\ncomponent b { [Region] ::= (ring, OWN) }", "E0302");
    expect_codes("component a { [Memory Access] ::= R(b.f) }\ncomponent b { [API] ::= (f, SYMB) }", "E0302");
    expect_codes("component a { [Call] ::= X(nobody.g) }", "W1001");
    expect_codes("component a { [Call] ::= X(a.f[0..4]) [API] ::= (f, SYMB) }", "E0334");
    expect_codes("component a { [Memory Access] ::= R(own[0..4]) }", "E0334");
    expect_codes("component a { [Memory Access] ::= R(x[0..9]) [Region] ::= (x, OWN, 8 B) }", "E0306");
    expect_codes("component a { [Memory Access] ::= R(x[0..9]) [Region] ::= (x, OWN) }", "E0307");
    expect_codes("component a { [Memory Access] ::= R, none }", "E0321");
    expect_codes("component a { [Memory Access] ::= R W }", "E0313");
    expect_codes("component a { [Call] ::= X(*) X }", "E0314");
    expect_codes("component a { [Memory Access] ::= R() }", "E0126");
    expect_codes("component a { [Memory Access] ::= R(own(1)) }", "E0335");
    expect_codes("component a { [Memory Access] ::= R(R W) }", "E0302");
    expect_codes("component a { [Memory Access] ::= \"R\" }", "E0313");
    expect_codes("component a { [Language] ::= C }", "E0204");
    expect_codes(LANGUAGES "component a { [Language] ::= C, Rust }", "E0333");
    expect_codes("component a { [Region] ::= (x, OWN, 9223372036854775807 B) (y, OWN, 1 B) }", "E0328");
    expect_codes("component a { [Region] ::= (own, OWN) }", "E0122");
    expect_codes("component a { [Region] ::= x }", "E0303");
    expect_codes("component a { [Region] ::= (x, OWN, 1 B, 2 B) }", "E0303");
    expect_codes("component a { [Region] ::= (x, own) }", "E0304");
    expect_codes("component a { [API] ::= (f, SYMB) (f, DATA) }", "E0218");
    expect_codes("component a { [API] ::= (f, DATA) [Region] ::= (f, OWN) }", "E0218");
    expect_codes("component a { [API] ::= (f, SYMB) [Region] ::= (f, OWN) }", "E0218");
    expect_codes("component a { [API] ::= (f, DATA) (f, DATA) }", "E0215");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absent_clauses_have_defaults),
        cmocka_unit_test(a_clause_that_is_there_says_all),
        cmocka_unit_test(a_star_is_no_intent),
        cmocka_unit_test(a_star_leaves_needs),
        cmocka_unit_test(targets_are_told_apart),
        cmocka_unit_test(clauses_are_inherited),
        cmocka_unit_test(adding_to_nothing_adds_to_the_default),
        cmocka_unit_test(vaults_are_found),
        cmocka_unit_test(mistakes_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
