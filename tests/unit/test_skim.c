/* A skimmed catalogue: what is named is read, in the order of the file, and everything else is as if it had not been there. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "model/build.h"
#include "syntax/skim.h"

static mspec_ctx *ctx;
static char folder[64];

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/mspec-test-XXXXXX");
    ctx = mspec_ctx_new();
    return ctx && mkdtemp(folder) && mspec_ctx_set_catalog(ctx, folder) == MSPEC_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    mspec_ctx_free(ctx);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void put(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static const char catalog[] = "# What follows is a catalogue.\n"
                              "language Forth {\n    [Memory Access] ::= R(*), W(*)\n    [Call] ::= X(*)\n}\n"
                              "mechanism outer {\n    [Boundary] ::= R(shared), X(api) # } not here\n\n# nor here: {\n}\n"
                              "mechanism other {\n    [Boundary] ::= X(api)\n}\n"
                              "\n"
                              "mechanism inner : kind {   \n    [Within] ::= outer\n}\n"
                              "mechanism kind {\n    [Title] ::= \"with { a } brace\"\n    [Boundary] ::= X(api)\n}\n";

/* The names of the blocks that have been read of the catalogue's first file, in order. */
static const char *blocks(void)
{
    static char names[256];
    names[0] = '\0';
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *source = ctx->sources.items[i];
        for (uint32_t k = 0; source->origin == SOURCE_CATALOG && k < source->tree->block_count; k++) {
            strcat(names, k ? " " : "");
            strcat(names, names_text(ctx->names, source->tree->blocks[k].name));
        }
    }
    return names;
}

static void build(const char *text, mspec_status expected)
{
    struct model *model;
    assert_int_equal(mspec_ctx_add_text(ctx, "t", text, strlen(text)), MSPEC_OK);
    assert_int_equal(syntax_skim_catalog(ctx), MSPEC_OK);
    assert_string_equal(blocks(), "");
    assert_int_equal(model_build(ctx, NULL, &model), expected);
    model_free(model);
}

static void what_is_named_is_read(void **state)
{
    (void)state;
    put("c.mspec", catalog);
    build("component a { [Call] ::= X }\nsystem s { [Mechanisms] ::= inner }\n", MSPEC_OK);
    assert_string_equal(blocks(), "outer inner kind"); /* what `inner` names, too */
    assert_int_equal(mspec_diagnostic_errors(ctx), 0);
    assert_int_equal(syntax_load_catalog(ctx), MSPEC_OK);
    assert_string_equal(blocks(), "Forth outer other inner kind");
}

static void a_system_that_lists_none_has_all(void **state)
{
    (void)state;
    put("c.mspec", catalog);
    build("component a { [Language] ::= none [Call] ::= X }\nsystem s { [Minimise] ::= compartments }\n", MSPEC_OK);
    assert_string_equal(blocks(), "outer other inner kind");
}

static void of_what_is_replaced_the_heading_is_enough(void **state)
{
    (void)state;
    put("c.mspec", catalog);
    build("component a { [Call] ::= X }\nmechanism inner { [Boundary] ::= X(api) }\nsystem s { [Mechanisms] ::= inner }\n", MSPEC_OK);
    assert_string_equal(blocks(), "inner"); /* and nothing that it names */
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_non_null(d);
    assert_string_equal(d->code, "N2001");
    assert_int_equal(d->related_count, 1);
    assert_int_equal(d->related[0].location.line, 15);
}

static void what_is_changed_here_and_there_is_read(void **state)
{
    (void)state;
    put("c.mspec", catalog);
    build("component a { [Call] ::= X }\nmechanism inner : inner { [Limit] ::= 3 }\nsystem s { [Mechanisms] ::= inner }\n", MSPEC_OK);
    assert_string_equal(blocks(), "outer inner kind");
}

static void a_platform_speaks_of_all(void **state)
{
    (void)state;
    put("c.mspec", catalog);
    build("component a { [Call] ::= X }\nsystem s { [Mechanisms] ::= other [Platform] ::= arch x86_64 }\n", MSPEC_OK);
    assert_string_equal(blocks(), "outer other inner kind");
}

static void entries_that_were_not_read_are_suggested(void **state)
{
    (void)state;
    put("c.mspec", catalog);
    build("component a { [Call] ::= X }\nsystem s { [Mechanisms] ::= othr }\n", MSPEC_ERROR_INPUT);
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_non_null(d);
    assert_string_equal(d->hint, "did you mean `other`?");
    assert_string_equal(blocks(), "");
}

static void a_mistake_is_reported_where_it_is_named(void **state)
{
    (void)state;
    put("c.mspec", "mechanism good {\n    [Boundary] ::= X(api)\n}\nmechanism bad {\n    [Boundary] ::= X(api\n}\n");
    build("component a { [Call] ::= X }\nsystem s { [Mechanisms] ::= good }\n", MSPEC_OK);
    assert_int_equal(mspec_diagnostic_errors(ctx), 0);
    assert_int_equal(syntax_load_catalog(ctx), MSPEC_ERROR_INPUT);
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    while (d && d->severity != MSPEC_ERROR)
        d = mspec_diagnostic_get(ctx, 1);
    assert_non_null(d);
    assert_int_equal(d->location.line, 5);
}

/* Whatever is not as regular as that is read as a whole, as ever. */
static void irregular_files_are_read_as_a_whole(void **state)
{
    (void)state;
    static const char *const files[] = {
        "mechanism m { [Boundary] ::= X(api) }\nmechanism n {\n    [Boundary] ::= X(api)\n}\n", /* on one line */
        "mechanism m { # {\n    [Boundary] ::= X(api)\n}\n",
        " mechanism m {\n    [Boundary] ::= X(api)\n}\n",
        "mechanism m {\n[Boundary] ::= X(api)\n}\n",
        "mechanism m {\n    [Boundary] ::= X(api)\n} # the end\n",
        "component c {\n    [Call] ::= X\n}\nmechanism m {\n    [Boundary] ::= X(api)\n}\n",
        "mechanism m\n{\n    [Boundary] ::= X(api)\n}\n",
        "mechanism m {\n    [Boundary] ::= X(api)\n    }\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        uint32_t id;
        assert_non_null(source_add(ctx, "f", NULL, files[i], strlen(files[i]), SOURCE_CATALOG, &id));
        assert_null(skim_file(ctx, id));
    }
    put("c.mspec", files[0]);
    assert_int_equal(syntax_skim_catalog(ctx), MSPEC_OK);
    size_t errors = mspec_diagnostic_errors(ctx);
    assert_int_equal(errors, 0);
    const struct source *last = ctx->sources.items[ctx->sources.count - 1];
    assert_int_equal(last->tree->block_count, 2);
    assert_int_equal(last->tree->entry_count, 0);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char text[] = "component a { [Call] ::= X }\nsystem s { [Mechanisms] ::= othr, inner }\n";
    put("c.mspec", catalog);
    bool finished = false;
    for (size_t n = 1; !finished; n++) {
        mspec_ctx *small = context_new((struct memory){.limit = 1 << 24});
        assert_non_null(small);
        assert_int_equal(mspec_ctx_set_catalog(small, folder), MSPEC_OK);
        small->memory.fail_after = n;
        struct model *model = NULL;
        mspec_status status = mspec_ctx_add_text(small, "t", text, strlen(text));
        if (status == MSPEC_OK)
            status = syntax_skim_catalog(small);
        if (status == MSPEC_OK)
            status = model_build(small, NULL, &model);
        finished = !small->memory.exhausted;
        assert_int_equal(status, finished ? MSPEC_ERROR_INPUT : MSPEC_ERROR_MEMORY);
        model_free(model);
        mspec_ctx_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_named_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_system_that_lists_none_has_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_what_is_replaced_the_heading_is_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_changed_here_and_there_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_platform_speaks_of_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(entries_that_were_not_read_are_suggested, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_mistake_is_reported_where_it_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(irregular_files_are_read_as_a_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
