#include "unit.h"

#include <string.h>

#include "syntax/lex.h"

static mspec_ctx *ctx;
static struct lexer lx;

static int set_up(void **state)
{
    (void)state;
    ctx = mspec_ctx_new();
    return ctx ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    mspec_ctx_free(ctx);
    return 0;
}

static bool start(const char *text, size_t length)
{
    uint32_t id;
    assert_non_null(source_add(ctx, "test", NULL, text, length, SOURCE_USER, &id));
    return lexer_init(&lx, ctx, (struct span){id, 0, (uint32_t)source_get(ctx, id)->length});
}

/* The kinds of all tokens, one letter each. */
static const char *kinds(const char *text)
{
    static char letters[256];
    size_t n = 0;
    if (!start(text, strlen(text)))
        return "none";
    for (; lx.token.kind != TOKEN_END && n + 1 < sizeof letters; lexer_next(&lx))
        letters[n++] = "EnHN1\"*()[]{},;:.>=!"[lx.token.kind];
    letters[n] = '\0';
    return letters;
}

static const char *spelling(void)
{
    static char text[256];
    size_t length = lx.token.to - lx.token.from;
    memcpy(text, lx.bytes + lx.token.from, length);
    text[length] = '\0';
    return text;
}

static void tokens_of_every_kind(void **state)
{
    (void)state;
    assert_string_equal(kinds("lwip * ( ) , ; : .. -> == = < >= 5 \"x\" { }"), "N*(),;:.>====1\"{}");
    assert_string_equal(kinds("ring[0..64]"), "N[1.1]");
    assert_string_equal(kinds("[A] ::= x"), "HN");
    assert_string_equal(kinds("[A b] += x [C]-=y"), "HNHN");
    assert_string_equal(kinds("redis->lwip"), "N>N");
    assert_string_equal(kinds("0x40..0x80"), "1.1");
    assert_string_equal(kinds("1.2 M/s, 31%"), "1,1");
    assert_string_equal(kinds(""), "");
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
}

static void names_have_dashes_and_pluses_and_dots(void **state)
{
    (void)state;
    const char *const names[] = {"CVE-2014-0160", "C++",       "lwip.ring", "a_b",        "_x",
                                 "a.b.c",         "armv8.1-m", "a-b++",     "foo.isra.0", "16.0.6"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_string_equal(kinds(names[i]), "N");
        assert_true(start(names[i], strlen(names[i])));
        assert_string_equal(spelling(), names[i]);
    }
    start("lwip.ring", 9);
    assert_int_equal(lx.token.dot, 4);
    start("a.b.c", 5);
    assert_int_equal(lx.token.dot, 3);
    start("a->b", 4);
    assert_string_equal(spelling(), "a");
    start("a--->b", 6);
    assert_string_equal(spelling(), "a--");
    start("C++, D", 6);
    assert_string_equal(spelling(), "C++");
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
}

static void lines_end_outside_of_parentheses(void **state)
{
    (void)state;
    assert_string_equal(kinds("a\nb"), "NnN");
    assert_string_equal(kinds("a\n\n \n# c\nb\n"), "NnNn");
    assert_string_equal(kinds("a \\\nb"), "NN");
    assert_string_equal(kinds("a \\  # why\n b"), "NN");
    assert_string_equal(kinds("a \\\r\n b\r\n"), "NNn");
    assert_string_equal(kinds("(a\n, b)\nc"), "(N,N)nN");
    assert_string_equal(kinds("a # [X] ::= \"y\nb"), "NnN");
    assert_string_equal(kinds("a \\"), "N");
    assert_string_equal(kinds("\xef\xbb\xbf"
                              "a"),
                        "N");
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
}

static void strings_lose_their_escapes(void **state)
{
    (void)state;
    assert_string_equal(kinds("\"a # \\\" [B] ::= \\\\\" x"), "\"N");
    start("\"a # \\\" b\\\\\"", 12);
    assert_string_equal(names_text(ctx->names, lx.token.text), "a # \" b\\");
    start("\"\"", 2);
    assert_int_equal(lx.token.kind, TOKEN_STRING);
    assert_string_equal(names_text(ctx->names, lx.token.text), "");
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
}

static void is_said(const char *text, const char *code, uint32_t column, uint32_t end_column)
{
    mspec_diagnostic_clear(ctx);
    kinds(text);
    if (mspec_diagnostic_count(ctx) != 1)
        fail_msg("`%s`: %zu diagnostics", text, mspec_diagnostic_count(ctx));
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_string_equal(d->code, code);
    assert_int_equal(d->location.column, column);
    assert_int_equal(d->location.end_column, end_column);
}

static void mistakes_have_exact_ranges(void **state)
{
    (void)state;
    is_said("a @@@ b", "E0101", 3, 6);
    is_said("a ; stra\xc3\x9f"
            "e b",
            "E0101", 9, 12);
    is_said("\"open", "E0102", 1, 6);
    is_said("\"open\r\nb", "E0102", 1, 6);
    is_said("\"a\\qb\"", "E0103", 3, 5);
    is_said("# \xff\xfe\n", "E0104", 3, 4);
    is_said("a \x01\x02 b", "E0105", 3, 5);
    is_said("# \x1b[31m", "E0105", 3, 4);
    is_said("\"a\xe2\x80\xae\"", "E0105", 3, 6);
    is_said("x 1e6", "E0106", 3, 6);
    is_said("x 99999999999999999999", "E0107", 3, 23);
    is_said("x 5parsec", "E0108", 4, 10);
    is_said("[Requires ::= X", "E0128", 1, 10);
    is_said("[Requires] := X", "E0111", 12, 14);
    is_said("[Requires] X", "E0111", 1, 11);
    is_said("a \\ b", "E0131", 3, 4);
    is_said("x NaN%", "E0106", 3, 7);
    is_said("a\xc2\xa0"
            "b",
            "W1019", 2, 4);
}

static void what_is_no_text_has_no_tokens(void **state)
{
    (void)state;
    assert_false(start("a\0b", 3));
    assert_int_equal(lx.token.kind, TOKEN_END);
    assert_int_equal(mspec_diagnostic_count(ctx), 1);
    assert_false(start("\xff\xfe"
                       "a\0",
                       4));
    assert_string_equal(mspec_diagnostic_get(ctx, 1)->hint, "the file is in UTF-16: save it as UTF-8");
}

static void headings_are_found_whatever_their_case(void **state)
{
    (void)state;
    assert_int_equal(heading_find("Memory Access", 13), HEADING_MEMORY_ACCESS);
    assert_int_equal(heading_find(" memory \t ACCESS ", 17), HEADING_MEMORY_ACCESS);
    assert_int_equal(heading_find("minimize", 8), HEADING_MINIMISE);
    assert_int_equal(heading_find("Memory", 6), HEADING_UNKNOWN);
    assert_int_equal(heading_find("", 0), HEADING_UNKNOWN);
    assert_int_equal(heading_find("Vulnerabilities and more of them", 32), HEADING_UNKNOWN);
    assert_true(heading_allowed(HEADING_LIMIT, 'M'));
    assert_false(heading_allowed(HEADING_LIMIT, 'C'));
    for (int h = HEADING_UNKNOWN + 1; h < HEADING_COUNT; h++)
        assert_int_equal(heading_find(heading_text(h), strlen(heading_text(h))), h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tokens_of_every_kind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_have_dashes_and_pluses_and_dots, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_end_outside_of_parentheses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(strings_lose_their_escapes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_have_exact_ranges, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_text_has_no_tokens, set_up, tear_down),
        cmocka_unit_test(headings_are_found_whatever_their_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
