#include "unit.h"

#include "diag/render.h"
#include "diag/utf8.h"

/* Renders one error at the bytes [from, to) of the text. */
static char *rendered(const char *text, size_t length, uint32_t from, uint32_t to)
{
    mspec_ctx *ctx = mspec_ctx_new();
    uint32_t id;
    assert_non_null(source_add(ctx, "a.mspec", NULL, text, length, SOURCE_USER, &id));
    report(ctx, CODE_UNKNOWN_COMPONENT, (struct span){id, from, to}, "m");
    char *out = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, 0), false);
    assert_non_null(out);
    mspec_ctx_free(ctx);
    return out;
}

static void assert_rendered(const char *text, uint32_t from, uint32_t to, const char *expected)
{
    char *out = rendered(text, strlen(text), from, to);
    assert_string_equal(out, expected);
    free(out);
}

static void ranges_are_underlined(void **state)
{
    (void)state;
    assert_rendered("x\n[Components] ::= redis, ukshced\n", 26, 33,
                    "a.mspec:2:25: error[E0203]: m\n"
                    "    2 | [Components] ::= redis, ukshced\n"
                    "      |                         ^~~~~~~\n");
    assert_rendered("abc", 1, 1, "a.mspec:1:2: error[E0203]: m\n    1 | abc\n      |  ^\n");
    assert_rendered("abc", 3, 3, "a.mspec:1:4: error[E0203]: m\n    1 | abc\n      |    ^\n");
    assert_rendered("abc\n", 3, 4, "a.mspec:1:4: error[E0203]: m\n    1 | abc\n      |    ^\n");
    assert_rendered("", 0, 0, "a.mspec:1:1: error[E0203]: m\n    1 | \n      | ^\n");
    assert_rendered("abc\ndef", 1, 6, "a.mspec:1:2: error[E0203]: m\n    1 | abc\n      |  ^~\n"); /* several lines */
    assert_rendered("abc\r\nx", 2, 3, "a.mspec:1:3: error[E0203]: m\n    1 | abc\n      |   ^\n");
}

static void carets_align_under_what_is_shown(void **state)
{
    (void)state;
    assert_rendered("\tab\tc", 1, 5, "a.mspec:1:2: error[E0203]: m\n    1 |     ab  c\n      |     ^~~~~\n");
    assert_rendered("é日x", 5, 6, "a.mspec:1:6: error[E0203]: m\n    1 | é日x\n      |    ^\n");
    assert_rendered("é日x", 2, 5, "a.mspec:1:3: error[E0203]: m\n    1 | é日x\n      |  ^~\n");
    assert_rendered("e\xcc\x81x", 3, 4, "a.mspec:1:4: error[E0203]: m\n    1 | e\xcc\x81x\n      |  ^\n");
    assert_rendered("a\xff" "b", 2, 3, "a.mspec:1:3: error[E0203]: m\n    1 | a\\xffb\n      |      ^\n");
    assert_rendered("a\x1b[31mb", 1, 2, "a.mspec:1:2: error[E0203]: m\n    1 | a\\x1b[31mb\n      |  ^~~~\n");
    assert_rendered("\xe2\x80\xaex", 3, 4, "a.mspec:1:4: error[E0203]: m\n    1 | \\u{202e}x\n      |         ^\n");
}

/* The marks stand exactly below the bytes of the range, wherever in a long line it is. */
static void long_lines_are_cut_around_the_range(void **state)
{
    (void)state;
    size_t length = 5000;
    char *text = malloc(length + 1);
    memset(text, '.', length);
    text[length] = '\0';
    for (uint32_t at = 0; at + 6 <= length; at += at < 300 || at > 4600 ? 1 : 97) {
        memcpy(text + at, "needle", 6);
        char *out = rendered(text, length, at, at + 6);
        memset(text + at, '.', 6);
        char *line = strchr(out, '\n') + 1, *marks = strchr(line, '\n') + 1;
        assert_true(marks - line < 120);
        assert_true(strlen(marks) < 120);
        char *needle = strstr(line, "needle"), *mark = strstr(marks, "^~~~~~\n");
        assert_non_null(needle);
        assert_non_null(mark);
        ptrdiff_t ellipsis = memcmp(line + 8, "…", 3) == 0 ? 2 : 0; /* three bytes, one column */
        assert_int_equal(needle - line - ellipsis, mark - marks);
        free(out);
    }
    char *out = rendered(text, length, 2000, 4000); /* wider than the window */
    assert_non_null(strstr(out, "^~~~~~~~~~"));
    assert_true(strlen(out) < 300);
    free(out);
    free(text);
}

static void characters_without_width_have_an_end(void **state)
{
    (void)state;
    size_t length = 200000;
    char *text = malloc(length);
    for (size_t i = 0; i < length; i += 2)
        memcpy(text + i, "\xcc\x81", 2);
    for (uint32_t from = 0; from < length; from += 19998) {
        char *out = rendered(text, length, from, from + 2);
        assert_true(strlen(out) < 2000);
        free(out);
    }
    free(text);
}

static void a_range_may_begin_inside_a_character(void **state)
{
    (void)state;
    char text[1000];
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, "€", 4);
    for (uint32_t from = 0; from < 999; from++)
        free(rendered(text, 999, from, from + 1));
    memset(text, 0x80, sizeof text);
    for (uint32_t from = 0; from < 999; from++)
        free(rendered(text, 999, from, from + 1));
}

static void second_places_and_hints_are_shown(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    uint32_t a, b;
    assert_non_null(source_add(ctx, "a.mspec", NULL, "component x {}\n", 15, SOURCE_USER, &a));
    assert_non_null(source_add(ctx, "b.mspec", NULL, "\ncomponent x {}\n", 16, SOURCE_USER, &b));
    struct report *r = report(ctx, CODE_DUPLICATE_NAME, (struct span){b, 11, 12}, "`x` is declared twice");
    report_related(r, (struct span){a, 10, 11}, "first declared here");
    report_hint(r, "choose another name");
    char *out = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, 0), false);
    assert_string_equal(out, "b.mspec:2:11: error[E0201]: `x` is declared twice\n"
                             "    2 | component x {}\n"
                             "      |           ^\n"
                             "a.mspec:1:11: note: first declared here\n"
                             "    1 | component x {}\n"
                             "      |           ^\n"
                             "hint: choose another name\n");
    free(out);
    out = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, 0), true);
    assert_non_null(strstr(out, "\x1b[1;31merror[E0201]: \x1b[0m"));
    assert_non_null(strstr(out, "\x1b[1;32m^\x1b[0m"));
    free(out);
    mspec_diagnostic_clear(ctx);
    report(ctx, CODE_UNKNOWN_VERB, (struct span){0}, "no verb `%s`", "\x1b]0;x\x07\n\xc2\x9b");
    out = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, 0), false);
    assert_string_equal(out, "error[E0613]: no verb `\\x1b]0;x\\x07\\x0a\\x9b`\n");
    free(out);
    mspec_ctx_free(ctx);
}

static void places_outside_of_any_source_are_shown_without_a_line(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    mspec_diagnostic d = {.code = "V3001", .severity = MSPEC_WARNING, .message = "m", .location = {.file = "x.json"}};
    char *out = mspec_diagnostic_render(ctx, &d, false);
    assert_string_equal(out, "x.json: warning[V3001]: m\n");
    free(out);
    d.location = (mspec_location){"x.json", 3, 4, 3, 5};
    d.severity = MSPEC_NOTE;
    out = mspec_diagnostic_render(ctx, &d, false);
    assert_string_equal(out, "x.json:3:4: note[V3001]: m\n");
    free(out);
    mspec_ctx_free(ctx);
}

static void utf8_is_decoded_strictly(void **state)
{
    (void)state;
    uint32_t c;
    assert_int_equal(utf8_decode("a", 1, &c), 1);
    assert_int_equal(utf8_decode("€", 3, &c), 3);
    assert_int_equal(c, 0x20ac);
    assert_int_equal(utf8_decode("\xf0\x9f\x98\x80", 4, &c), 4);
    assert_int_equal(c, 0x1f600);
    assert_int_equal(utf8_decode("\xf0\x9f\x98\x80", 3, &c), 0);
    assert_int_equal(utf8_decode("\xc0\x80", 2, &c), 0);
    assert_int_equal(utf8_decode("\xe0\x80\x80", 3, &c), 0);
    assert_int_equal(utf8_decode("\xed\xa0\x80", 3, &c), 0);
    assert_int_equal(utf8_decode("\xf4\x90\x80\x80", 4, &c), 0);
    assert_int_equal(utf8_decode("\xf8\x88\x80\x80\x80", 5, &c), 0);
    assert_int_equal(utf8_decode("\x80", 1, &c), 0);
    assert_int_equal(utf8_decode("\xc3(", 2, &c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_underlined),
        cmocka_unit_test(carets_align_under_what_is_shown),
        cmocka_unit_test(long_lines_are_cut_around_the_range),
        cmocka_unit_test(characters_without_width_have_an_end),
        cmocka_unit_test(a_range_may_begin_inside_a_character),
        cmocka_unit_test(second_places_and_hints_are_shown),
        cmocka_unit_test(places_outside_of_any_source_are_shown_without_a_line),
        cmocka_unit_test(utf8_is_decoded_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
