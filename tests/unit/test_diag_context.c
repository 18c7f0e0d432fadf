#include "unit.h"

#include "diag/context.h"

static struct source *add(mspec_ctx *ctx, const char *name, const char *text, uint32_t *id)
{
    struct source *source = source_add(ctx, name, NULL, text, strlen(text), SOURCE_USER, id);
    assert_non_null(source);
    return source;
}

static void assert_located(mspec_ctx *ctx, struct span span, uint32_t line, uint32_t column, uint32_t end_line,
                           uint32_t end_column)
{
    mspec_location l = source_locate(ctx, span);
    assert_int_equal(l.line, line);
    assert_int_equal(l.column, column);
    assert_int_equal(l.end_line, end_line);
    assert_int_equal(l.end_column, end_column);
}

static void bytes_are_located(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    uint32_t id, empty;
    add(ctx, "a.mspec", "one\ntwo\r\n\nfour", &id);
    add(ctx, "empty.mspec", "", &empty);
    assert_int_equal(id, 1);
    assert_located(ctx, (struct span){id, 0, 3}, 1, 1, 1, 4);
    assert_located(ctx, (struct span){id, 3, 4}, 1, 4, 2, 1);
    assert_located(ctx, (struct span){id, 5, 6}, 2, 2, 2, 3);
    assert_located(ctx, (struct span){id, 9, 9}, 3, 1, 3, 1);
    assert_located(ctx, (struct span){id, 10, 14}, 4, 1, 4, 5);
    assert_located(ctx, (struct span){id, 12, 9999}, 4, 3, 4, 5);   /* beyond the end */
    assert_located(ctx, (struct span){id, 9999, 3}, 4, 5, 4, 5);    /* and the wrong way round */
    assert_located(ctx, (struct span){empty, 0, 0}, 1, 1, 1, 1);
    assert_string_equal(source_locate(ctx, (struct span){id, 0, 0}).file, "a.mspec");
    assert_null(source_locate(ctx, (struct span){0, 4, 5}).file);
    assert_null(source_locate(ctx, (struct span){77, 4, 5}).file);
    mspec_ctx_free(ctx);
}

static void lines_come_without_their_end(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    uint32_t id;
    struct source *source = add(ctx, "a.mspec", "one\ntwo\r\n\nfour", &id);
    const char *bytes;
    size_t length;
    assert_true(source_line(ctx, source, 2, &bytes, &length));
    assert_int_equal(length, 3);
    assert_memory_equal(bytes, "two", 3);
    assert_true(source_line(ctx, source, 3, &bytes, &length));
    assert_int_equal(length, 0);
    assert_true(source_line(ctx, source, 4, &bytes, &length));
    assert_int_equal(length, 4);
    assert_false(source_line(ctx, source, 5, &bytes, &length));
    assert_false(source_line(ctx, source, 0, &bytes, &length));
    mspec_ctx_free(ctx);
}

/* Without memory for the table of lines, places are found all the same. */
static void places_do_not_need_memory(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    uint32_t id;
    struct source *source = add(ctx, "a.mspec", "one\ntwo\r\n\nfour", &id);
    ctx->memory.fail_after = 1;
    assert_located(ctx, (struct span){id, 5, 12}, 2, 2, 4, 3);
    assert_null(source->line_starts);
    assert_located(ctx, (struct span){id, 5, 12}, 2, 2, 4, 3);
    assert_non_null(source->line_starts);
    mspec_ctx_free(ctx);
}

static void sources_of_one_name_are_told_apart(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    uint32_t a, b;
    struct source *first = add(ctx, "text", "x", &a), *second = add(ctx, "text", "y", &b);
    mspec_location l = source_locate(ctx, (struct span){b, 0, 1});
    assert_ptr_equal(source_of(ctx, &l), second);
    l.file = "text";
    assert_ptr_equal(source_of(ctx, &l), first);
    l.file = "other";
    assert_null(source_of(ctx, &l));
    assert_ptr_equal(source_get(ctx, b), second);
    assert_null(source_get(ctx, 0));
    assert_null(source_get(ctx, 3));
    mspec_ctx_free(ctx);
}

static void the_catalogue_is_a_folder(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    assert_null(ctx->catalog);
    assert_int_equal(mspec_ctx_set_catalog(ctx, "/tmp/catalog"), MSPEC_OK);
    assert_int_equal(mspec_ctx_set_catalog(ctx, ""), MSPEC_OK);
    assert_string_equal(ctx->catalog, "");
    ctx->memory.fail_after = 1;
    assert_int_equal(mspec_ctx_set_catalog(ctx, "x"), MSPEC_ERROR_MEMORY);
    assert_string_equal(ctx->catalog, "");
    assert_int_equal(mspec_ctx_set_catalog(ctx, NULL), MSPEC_OK);
    assert_null(ctx->catalog);
    ctx->catalog_loaded = true;
    assert_int_equal(mspec_ctx_set_catalog(ctx, "x"), MSPEC_ERROR_ARGUMENT);
    mspec_ctx_free(ctx);
}

static bool stop_at_three(void *user, const char *progress)
{
    (void)progress;
    return ++*(int *)user < 3;
}

static void progress_can_cancel(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    int calls = 0;
    assert_true(context_go_on(ctx, NULL));
    mspec_ctx_set_progress(ctx, stop_at_three, &calls);
    assert_true(context_go_on(ctx, "one"));
    assert_true(context_go_on(ctx, "two"));
    assert_false(context_go_on(ctx, "three"));
    mspec_ctx_free(ctx);
}

static void a_context_lives_within_its_limit(void **state)
{
    (void)state;
    assert_null(context_new((struct memory){.limit = 10}));
    mspec_ctx *ctx = context_new((struct memory){.limit = 100000});
    uint32_t id;
    char *large = calloc(1, 100000);
    assert_null(source_add(ctx, "large", NULL, large, 100000, SOURCE_USER, &id));
    assert_int_equal(context_status(ctx), MSPEC_ERROR_MEMORY);
    mspec_ctx_set_memory_limit(ctx, 0);
    assert_non_null(source_add(ctx, "large", "/large", large, 100000, SOURCE_USER, &id));
    free(large);
    mspec_ctx_free(ctx);
    mspec_ctx_free(NULL);
}

/* Some of everything, with each allocation failing in turn; true when nothing failed. */
static bool run_small(size_t fail_after)
{
    mspec_ctx *ctx = context_new((struct memory){.fail_after = fail_after});
    if (!ctx)
        return false;
    uint32_t id = 0;
    (void)source_add(ctx, "a.mspec", "/a.mspec", "one\ntwo\n", 8, SOURCE_USER, &id);
    struct span span = {id, 1, 2};
    struct report *r = report(ctx, CODE_UNKNOWN_COMPONENT, span, "there is no component `%s`", "x");
    report_related(r, span, "here");
    report_suggest(r, "ukshced", (const char *const[]){"uksched"}, 1);
    (void)report(ctx, CODE_UNKNOWN_MECHANISM, span, "there is no mechanism `%s`", "y");
    assert_int_equal(mspec_diagnostic_errors(ctx), 2); /* lost or not: an error is never forgotten */
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++)
        free(mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), false));
    bool is_set = mspec_ctx_set_catalog(ctx, "/catalog") == MSPEC_OK;
    bool whole = !ctx->memory.exhausted;
    assert_true(is_set || !whole);
    assert_int_equal(context_status(ctx), whole ? MSPEC_ERROR_INPUT : MSPEC_ERROR_MEMORY);
    mspec_ctx_free(ctx);
    return whole;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    size_t n = 1;
    while (!run_small(n))
        n++;
    assert_true(n > 10);
}

static void statuses_have_names(void **state)
{
    (void)state;
    for (int s = MSPEC_OK; s <= MSPEC_ERROR_INTERNAL; s++)
        assert_non_null(mspec_status_name((mspec_status)s));
    assert_string_equal(mspec_status_name(MSPEC_OK), "ok");
    assert_non_null(mspec_status_name((mspec_status)99));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_located),
        cmocka_unit_test(lines_come_without_their_end),
        cmocka_unit_test(places_do_not_need_memory),
        cmocka_unit_test(sources_of_one_name_are_told_apart),
        cmocka_unit_test(the_catalogue_is_a_folder),
        cmocka_unit_test(progress_can_cancel),
        cmocka_unit_test(a_context_lives_within_its_limit),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(statuses_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
