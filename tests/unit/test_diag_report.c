#include "unit.h"

#include "diag/context.h"

static mspec_ctx *ctx;
static uint32_t source;

static int set_up(void **state)
{
    (void)state;
    ctx = mspec_ctx_new();
    static const char text[] = "component a {\n}\ncomponent b {\n}\n";
    return source_add(ctx, "a.mspec", NULL, text, sizeof text - 1, SOURCE_USER, &source) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    mspec_ctx_free(ctx);
    return 0;
}

static struct span at(uint32_t from, uint32_t to)
{
    return (struct span){source, from, to};
}

static void a_report_is_a_record(void **state)
{
    (void)state;
    struct report *r = report(ctx, CODE_DUPLICATE_NAME, at(26, 27), "`%s` is declared twice", "b");
    report_related(r, at(10, 11), "first here");
    report_hint(r, "rename %s", "one");
    assert_int_equal(mspec_diagnostic_count(ctx), 1);
    assert_int_equal(mspec_diagnostic_errors(ctx), 1);
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_string_equal(d->code, "E0201");
    assert_int_equal(d->severity, MSPEC_ERROR);
    assert_string_equal(d->message, "`b` is declared twice");
    assert_int_equal(d->location.line, 3);
    assert_int_equal(d->location.column, 11);
    assert_int_equal(d->related_count, 1);
    assert_string_equal(d->related[0].message, "first here");
    assert_int_equal(d->related[0].location.line, 1);
    assert_string_equal(d->hint, "rename one");
    assert_null(mspec_diagnostic_get(ctx, 1));
    assert_int_equal(context_status(ctx), MSPEC_ERROR_INPUT);
    mspec_diagnostic_clear(ctx);
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
    assert_int_equal(context_status(ctx), MSPEC_OK);
}

static void severities_come_from_the_registry(void **state)
{
    (void)state;
    report(ctx, CODE_UNDECLARED_COMPONENT, at(0, 1), "w");
    report(ctx, CODE_OVERRIDES_CATALOG, at(0, 1), "n");
    assert_int_equal(mspec_diagnostic_errors(ctx), 0);
    assert_int_equal(mspec_diagnostic_get(ctx, 0)->severity, MSPEC_WARNING);
    assert_int_equal(mspec_diagnostic_get(ctx, 1)->severity, MSPEC_NOTE);
    assert_int_equal(context_status(ctx), MSPEC_OK);
}

static void diagnostics_stand_in_the_order_of_the_input(void **state)
{
    (void)state;
    const mspec_diagnostic *early;
    report(ctx, CODE_UNKNOWN_COMPONENT, at(20, 21), "c");
    early = mspec_diagnostic_get(ctx, 0);
    report(ctx, CODE_UNKNOWN_COMPONENT, at(5, 6), "b");
    report(ctx, CODE_FILE_UNREADABLE, (struct span){0}, "a");
    report(ctx, CODE_UNKNOWN_LANGUAGE, at(20, 21), "d");
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(mspec_diagnostic_get(ctx, i)->message[0], 'a' + i);
    assert_ptr_equal(mspec_diagnostic_get(ctx, 2), early); /* borrowed pointers stay valid */
}

static void duplicates_are_kept_once(void **state)
{
    (void)state;
    assert_non_null(report(ctx, CODE_UNKNOWN_COMPONENT, at(5, 6), "x"));
    assert_null(report(ctx, CODE_UNKNOWN_COMPONENT, at(5, 6), "x"));
    assert_non_null(report(ctx, CODE_UNKNOWN_COMPONENT, at(5, 6), "y"));
    assert_non_null(report(ctx, CODE_UNKNOWN_LANGUAGE, at(5, 6), "x"));
    assert_non_null(report(ctx, CODE_UNKNOWN_COMPONENT, at(5, 7), "x"));
    assert_null(report(ctx, CODE_UNKNOWN_COMPONENT, at(5, 6), "x"));
    assert_int_equal(mspec_diagnostic_count(ctx), 4);
    assert_int_equal(mspec_diagnostic_errors(ctx), 4);
    report_related(NULL, at(5, 6), "x");
    report_hint(NULL, "x");
    report_suggest(NULL, "x", NULL, 0);
}

static void there_is_an_end_to_what_is_kept(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 5000; i++)
        report(ctx, CODE_UNDECLARED_COMPONENT, at(i % 30, i % 30), "warning %u", i);
    assert_int_equal(mspec_diagnostic_count(ctx), 500);
    assert_int_equal(ctx->suppressed, 4500);
    /* many warnings do not hide an error */
    struct report *r = report(ctx, CODE_UNKNOWN_COMPONENT, at(1, 2), "error");
    assert_non_null(r);
    for (uint32_t i = 0; i < 5000; i++)
        report_related(r, at(0, 0), "again %u", i);
    for (uint32_t i = 0; i < 5000; i++)
        report(ctx, CODE_UNKNOWN_COMPONENT, at(1, 2), "error %u", i);
    assert_int_equal(mspec_diagnostic_count(ctx), 1000);
    assert_int_equal(mspec_diagnostic_errors(ctx), 5001);
}

static void long_messages_are_cut_between_characters(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        char name[6000] = "aaaa";
        for (size_t i = shift; i + 3 < sizeof name; i += 3)
            memcpy(name + i, "€", 4);
        report(ctx, CODE_UNKNOWN_COMPONENT, at((uint32_t)shift, 5), "no `%s`", name);
        const char *message = mspec_diagnostic_get(ctx, shift)->message;
        size_t length = strlen(message);
        assert_true(length <= 2000 && length > 1990);
        assert_string_equal(message + length - 3, "…");
        assert_memory_equal(message + length - 6, "€", 3);
    }
}

static const char *suggestion(const char *misspelt)
{
    static const char *const known[] = {"uksched", "ukalloc", "lwip", "mpk", "W", "ssp", "cfi", "newlib"};
    mspec_diagnostic_clear(ctx);
    struct report *r = report(ctx, CODE_UNKNOWN_COMPONENT, at(0, 1), "x");
    report_suggest(r, misspelt, known, sizeof known / sizeof *known);
    return mspec_diagnostic_get(ctx, 0)->hint;
}

static void near_names_are_suggested(void **state)
{
    (void)state;
    assert_string_equal(suggestion("ukshced"), "did you mean `uksched`?");
    assert_string_equal(suggestion("lwipp"), "did you mean `lwip`?");
    assert_string_equal(suggestion("MPK"), "did you mean `mpk`?");
    assert_string_equal(suggestion("mkp"), "did you mean `mpk`?");
    assert_null(suggestion("netdev"));
    assert_null(suggestion("R"));
    assert_null(suggestion(""));
    assert_null(suggestion("kasan"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_report_is_a_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(severities_come_from_the_registry, set_up, tear_down),
        cmocka_unit_test_setup_teardown(diagnostics_stand_in_the_order_of_the_input, set_up, tear_down),
        cmocka_unit_test_setup_teardown(duplicates_are_kept_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(there_is_an_end_to_what_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_messages_are_cut_between_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(near_names_are_suggested, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
