#include "model_support.h"

/* The grants of the component `a`, as the dump shows them. */
static void expect_grants(const char *clauses, const char *expected)
{
    char text[2000];
    snprintf(text, sizeof text,
             LANGUAGES "component a { %s [Region] ::= (ring, SHARED, 64 B) (key, OWN, 64 B) [API] ::= (f, SYMB) (v, DATA) }\n"
                       "component b { [Language] ::= C }\ncomponent c { [Language] ::= C }\n",
             clauses);
    struct model *m = model_of(text);
    char *dump = dump_of(m, "a"), *from = strstr(dump, "      requires "), *to = strstr(dump, "      cell ");
    assert_non_null(from);
    assert_non_null(to);
    *to = '\0';
    assert_string_equal(from + strlen("      requires "), expected);
    free(dump);
    drop(m);
}

static void short_forms_mean_long_ones(void **state)
{
    (void)state;
    expect_grants("[Requires] ::= X", "as stated\n      grants anybody X on api\n");
    expect_grants("[Requires] ::= R, W", "as stated\n      grants anybody R on own\n      grants anybody W on own\n");
    expect_grants("[Requires] ::= X(*)", "as stated\n      grants anybody X on *\n");
    expect_grants("[Requires] ::= *", "as stated\n      grants anybody R, W, X on *\n");
    expect_grants("[Requires] ::= none", "as stated\n");
    expect_grants("[Requires] ::= X.call(f)", "as stated\n      grants anybody X.call on f\n");
    expect_grants("[Requires] ::= R(own, shared, ring[0..8], a.key, v)",
                  "as stated\n      grants anybody R on own\n      grants anybody R on shared\n"
                  "      grants anybody R on ring[0..8]\n      grants anybody R on key\n      grants anybody R on v\n");
}

static void principals_are_named(void **state)
{
    (void)state;
    expect_grants("[Requires] ::= *(R, ring[0..8])", "as stated\n      grants anybody R on ring[0..8]\n");
    expect_grants("[Requires] ::= b(R, own), c(X, f)", "as stated\n      grants b R on own\n      grants c X on f\n");
    expect_grants("[Requires] ::= b(R, W, ring, key)", "as stated\n      grants b R, W on ring\n      grants b R, W on key\n");
    expect_grants("[Requires] ::= b(R, X, key, f)", "as stated\n      grants b R on key\n      grants b X on f\n");
    expect_grants("[Requires] ::= b(R)", "as stated\n      grants b R on own\n");
    expect_grants("[Requires] ::= b(X)", "as stated\n      grants b X on api\n");
    expect_grants("[Requires] ::= b(R, X, key)", "as stated\n      grants b R on key\n      grants b X on api\n");
    expect_grants("[Requires] ::= b(*)", "as stated\n      grants b R, W, X on *\n");
    expect_grants("[Requires] ::= b(*, key)", "as stated\n      grants b R, W on key\n");
    expect_grants("[Requires] ::= b(R, *)", "as stated\n      grants b R on *\n");
    expect_grants("[Requires] ::= b(R(own), X)", "as stated\n      grants b R on own\n      grants b X on api\n");
    expect_grants("[Requires] ::= nobody(W, own)", "as stated\n      grants nobody, who is not here, W on own\n");
}

static void defaults_come_from_the_language(void **state)
{
    (void)state;
    expect_grants("[Language] ::= C", "by default\n      grants anybody R, W, X on *\n");
    expect_grants("[Language] ::= Rust", "by default\n      grants anybody R on own\n      grants anybody X on api\n");
    expect_grants("", "by default\n      grants anybody X on api\n");
    expect_grants("[Requires] += b(R, key)", "as stated\n      grants anybody X on api\n      grants b R on key\n");
    expect_grants("[Language] ::= Rust [Requires] -= b(R, own)",
                  "by default\n      grants anybody R on own\n      grants anybody X on api\n      takes from b R on own\n");
    expect_grants("[Requires] ::= R [Requires] += b(W, own) [Requires] -= c(R, own)",
                  "as stated\n      grants anybody R on own\n      grants b W on own\n      takes from c R on own\n");
}

static void mistakes_are_reported(void **state)
{
    (void)state;
    expect_codes("component a { [Requires] ::= b(own) }\ncomponent b { }", "E0312");
    expect_codes("component a { [Requires] ::= b }\ncomponent b { }", "E0312");
    expect_codes("component a { [Requires] ::= r }", "E0301");
    expect_codes("component a { [Requires] ::= own }", "E0301");
    expect_codes("component a { [Requires] ::= own(R) }", "E0312");
    expect_codes("component a { [Requires] ::= R X }", "E0312");
    expect_codes("component a { [Requires] ::= R(api) }", "E0302");
    expect_codes("component a { [Requires] ::= b(R, api) }\ncomponent b { }", "E0302");
    expect_codes("component a { [Requires] ::= b(Q, own) }\ncomponent b { }", "E0312");
    expect_codes("component a { [Requires] ::= R(nothing) }", "E0210");
    expect_codes("component a { [Requires] ::= X(nothing) }", "E0209");
    expect_codes("component a { [Requires] ::= *(R, X, nothing) }", "E0224");
    expect_codes("component a { [Requires] ::= R(b.x) }\ncomponent b { [Region] ::= (x, OWN) }", "E0325");
    expect_codes("component a { [Requires] ::= R(intent) }", "E0327");
    expect_codes("component a { [Requires] -= R }", "E0324");
    expect_codes("component a { [Requires] -= *(R, own) }", "E0324");
    expect_codes("component a { [Requires] ::= none, X }", "E0321");
    expect_codes("component a { [Requires] ::= X [Requires] ::= R }", "E0202");
    expect_codes("component a { [Requires] += X [Requires] ::= R }", "E0202");
    expect_codes("component a { [API] ::= (f, SYMB) [Requires] ::= X, a(R, own) }", "W1008");
    expect_codes("component a { [API] ::= (f, SYMB) [Requires] -= b(R, own) }\ncomponent b { [Call] ::= X }", "W1009");
    expect_codes("component a { [API] ::= (f, SYMB) [Requires] ::= nic(W, own) }\ncomponent mic { [Call] ::= X }", "W1001");
    expect_codes("component a { [API] ::= (f, SYMB) [Requires] ::= b.g(W, own) }\ncomponent b { [Call] ::= X }", "E0223");
    expect_codes("component a { [API] ::= (f, SYMB) [Requires] ::= b.g(W, own) }\n"
                 "component b { [Call] ::= X function g { [Call] ::= X } }", "W1017");
    expect_codes("language L { [Requires] ::= R(ring) }", "E0425");
    expect_codes("language L { [Requires] ::= a(R, own) }", "E0312");
    expect_codes("component a { [Call] -= X [API] ::= (f, SYMB) }", "E0129");
}

static void none_can_be_added_to(void **state)
{
    (void)state;
    struct model *m = model_of("component a { [API] ::= (f, SYMB) [Requires] ::= none }\n"
                               "component b : a { [Requires] += X }\n");
    expect_line(m, "      requires as stated\n      grants anybody X on api\n");
    drop(m);
}

static void what_a_parent_calls_its_own_is_inherited(void **state)
{
    (void)state;
    struct model *m = model_of("component a { [Region] ::= (ring, OWN, 8 B) [Requires] ::= R(a.ring) }\ncomponent b : a { }\n");
    expect_component(m, "b", "    form (only), a vault\n      language none\n      requires as stated\n"
                             "      grants anybody R on ring\n      cell 1 own b.ring[0..8]\n");
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_forms_mean_long_ones),
        cmocka_unit_test(principals_are_named),
        cmocka_unit_test(defaults_come_from_the_language),
        cmocka_unit_test(mistakes_are_reported),
        cmocka_unit_test(none_can_be_added_to),
        cmocka_unit_test(what_a_parent_calls_its_own_is_inherited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
