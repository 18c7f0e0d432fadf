#include "model_support.h"

/* `b` needs what it says of `a`, which requires what it says. */
static void expect(const char *requires, const char *needs, const char *codes)
{
    char text[2000];
    snprintf(text, sizeof text,
             LANGUAGES "component a { [Language] ::= C [Region] ::= (ring, SHARED, 64 B) (key, OWN, 64 B) [API] ::= (f, SYMB) (g, SYMB)\n"
                       "  %s }\ncomponent b { [Language] ::= C %s }\ncomponent c { [Language] ::= C }\n",
             requires, needs);
    expect_codes(text, codes);
}

static void what_is_granted_can_be_had(void **state)
{
    (void)state;
    expect("", "[Memory Access] ::= R(a.ring, a.key, a.own, a.shared) [Call] ::= X(a.f, a.api, a.code)", "");
    expect("[Requires] ::= X", "[Call] ::= X(a.f, a.g)", "");
    expect("[Requires] ::= X", "[Memory Access] ::= R(a.ring), W(a.ring[0..8])", "");
    expect("[Requires] ::= b(R, key)", "[Memory Access] ::= R(a.key[0..8])", "");
    expect("[Requires] ::= b(R, key[0..8]), *(R, key[8..16])", "[Memory Access] ::= R(a.key[0..16])", "");
    expect("[Requires] ::= R, X(*)", "[Memory Access] ::= R(a.key, a.own) [Call] ::= X(a.code)", "");
    expect("[Requires] ::= none", "[Call] ::= X(nobody.f)", "W1001");
}

static void what_is_denied_is_an_error(void **state)
{
    (void)state;
    expect("[Requires] ::= none", "[Call] ::= X(a.f)", "E0701");
    expect("[Requires] ::= X(f)", "[Call] ::= X(a.f, a.g)", "E0701");
    expect("[Requires] ::= X.call(f)", "[Call] ::= X(a.f)", "E0701");
    expect("[Requires] ::= X", "[Memory Access] ::= R(a.key)", "E0701");
    expect("[Requires] ::= X", "[Call] ::= X(a.code)", "E0701");
    expect("[Requires] ::= b(R, key[0..8])", "[Memory Access] ::= R(a.key[0..16])", "E0701");
    expect("[Requires] ::= b(R, key)", "[Memory Access] ::= W(a.key)", "E0701");
    expect("[Requires] ::= c(R, key)", "[Memory Access] ::= R(a.key)", "E0701");
    expect("[Requires] ::= c(R, ring)", "[Memory Access] ::= R(a.ring)", "E0701");
    expect("[Requires] ::= c(R, ring[0..8])", "[Memory Access] ::= R(a.ring[32..40])", "E0701");
    expect("[Requires] ::= c(R, shared)", "[Memory Access] ::= R(a.ring)", "E0701");
    expect("[Requires] ::= R [Requires] -= b(R, own)", "[Memory Access] ::= R(a.key)", "E0701");
    expect("[Requires] ::= X [Requires] -= b(R, ring)", "[Memory Access] ::= R(a.ring)", "E0701");
    expect("[Requires] ::= X [Requires] -= b(X, f) [Requires] += b(X, f)", "[Call] ::= X(a.f)", "");
}

static void one_variant_that_grants_is_enough(void **state)
{
    (void)state;
#define VARIANTS(one, two)                                                                                                        \
    LANGUAGES "component a { [Language] ::= C [API] ::= (f, SYMB) variant one { " one " } variant two { " two " } }\n"            \
              "component b { [Language] ::= C [Call] ::= X(a.f) }"
    expect_codes(VARIANTS("[Requires] ::= none", "[Requires] ::= X"), "");
    expect_codes(VARIANTS("[Requires] ::= none", "[Requires] ::= none"), "E0701");
    expect_codes(VARIANTS("[Requires] ::= none", "[API] ::= (g, SYMB)"), "E0701");
    expect_codes(VARIANTS("[Requires] ::= X", "[API] ::= (g, SYMB)"), "");
    expect_codes(VARIANTS("[API] ::= (h, SYMB)", "[API] ::= (g, SYMB)"), "E0209");
}

static void both_places_are_shown(void **state)
{
    (void)state;
    mspec_ctx *ctx = context_of(LANGUAGES "component a { [Language] ::= C [API] ::= (f, SYMB)\n  [Requires] ::= none }\n"
                                          "component b { [Language] ::= C\n  [Call] ::= X(a.f) }\n");
    assert_int_equal(model_check(ctx), MSPEC_ERROR_INPUT);
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_string_equal(d->code, "E0701");
    assert_string_equal(d->message, "`b` needs `X` on `a.f`, which `a` denies");
    assert_int_equal(d->location.line, 6);
    assert_int_equal(d->location.column, 16);
    assert_int_equal(d->location.end_column, 19);
    assert_int_equal(d->related_count, 1);
    assert_int_equal(d->related[0].location.line, 4);
    assert_string_equal(d->hint, "let `a` grant it: `[Requires] += b(X, f)`");
    mspec_ctx_free(ctx);
}

static void who_is_not_there_denies_nothing(void **state)
{
    (void)state;
    expect_codes(LANGUAGES "component a { [Language] ::= C [API] ::= (f, SYMB) [Requires] ::= none }\n"
                           "component b { [Language] ::= C [Call] ::= X(a.f) }\n"
                           "system s { [Components] ::= b [Mechanisms] ::= none }", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_granted_can_be_had),        cmocka_unit_test(what_is_denied_is_an_error),
        cmocka_unit_test(one_variant_that_grants_is_enough), cmocka_unit_test(both_places_are_shown),
        cmocka_unit_test(who_is_not_there_denies_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
