#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "syntax/files.h"
#include "syntax/syntax.h"

/* Each test has a folder of its own, which is the working directory. */
static mspec_ctx *ctx;
static char folder[64], before[4096];

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/mspec-test-XXXXXX");
    ctx = mspec_ctx_new();
    return ctx && getcwd(before, sizeof before) && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    mspec_ctx_free(ctx);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir(before) == 0 && system(command) == 0 ? 0 : -1;
}

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void says(size_t index, const char *code, const char *message)
{
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, index);
    assert_non_null(d);
    assert_string_equal(d->code, code);
    assert_string_equal(d->message, message);
}

static const char *name_of(size_t source)
{
    return ctx->sources.items[source]->name;
}

static void a_file_is_read_once(void **state)
{
    (void)state;
    put("uksched.mspec", "[Call] ::= X\n");
    assert_int_equal(mspec_ctx_add_file(ctx, "uksched.mspec"), MSPEC_OK);
    assert_int_equal(mspec_ctx_add_file(ctx, "./uksched.mspec"), MSPEC_OK);
    assert_int_equal(symlink("uksched.mspec", "other.mspec"), 0);
    assert_int_equal(mspec_ctx_add_file(ctx, "other.mspec"), MSPEC_OK);
    assert_int_equal(ctx->sources.count, 1);
    const struct file *file = ctx->sources.items[0]->tree;
    assert_string_equal(names_text(ctx->names, file->blocks[0].name), "uksched");
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
}

static void includes_are_relative_to_their_file(void **state)
{
    (void)state;
    assert_int_equal(mkdir("sub", 0777), 0);
    put("main.mspec", "include \"sub/a.mspec\"\ninclude \"sub/b.mspec\"\n");
    put("sub/a.mspec", "include \"b.mspec\"\ncomponent a { }\n");
    put("sub/b.mspec", "component b { }\n");
    assert_int_equal(mspec_ctx_add_file(ctx, "main.mspec"), MSPEC_OK);
    assert_int_equal(ctx->sources.count, 3);
    assert_string_equal(name_of(1), "sub/a.mspec");
    assert_string_equal(name_of(2), "sub/b.mspec");
    const struct file *file = ctx->sources.items[0]->tree;
    assert_int_equal(file->include_count, 2);
    assert_int_equal(file->includes[0], 2);
    assert_int_equal(file->includes[1], 3);
    assert_int_equal(mspec_ctx_add_text(ctx, "stdin", "include \"sub/b.mspec\"", 21), MSPEC_OK);
    assert_int_equal(ctx->sources.count, 4);
}

static void cycles_show_both_places(void **state)
{
    (void)state;
    put("a.mspec", "include \"b.mspec\"\n");
    put("b.mspec", "component b { }\ninclude \"./a.mspec\"\n");
    assert_int_equal(mspec_ctx_add_file(ctx, "a.mspec"), MSPEC_ERROR_INPUT);
    assert_int_equal(mspec_diagnostic_count(ctx), 1);
    says(0, "E0140", "the file includes itself by way of others");
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_string_equal(d->location.file, "b.mspec");
    assert_int_equal(d->location.line, 2);
    assert_int_equal(d->related_count, 1);
    assert_string_equal(d->related[0].location.file, "a.mspec");
    put("self.mspec", "include \"self.mspec\"\n");
    assert_int_equal(mspec_ctx_add_file(ctx, "self.mspec"), MSPEC_ERROR_INPUT);
    says(1, "E0140", "the file includes itself");
}

static void chains_of_includes_have_an_end(void **state)
{
    (void)state;
    for (int i = 0; i < 150; i++) {
        char name[32], text[64];
        snprintf(name, sizeof name, "f%d.mspec", i);
        snprintf(text, sizeof text, "component c%d { }\ninclude \"f%d.mspec\"\n", i, i + 1);
        put(name, text);
    }
    assert_int_equal(mspec_ctx_add_file(ctx, "f0.mspec"), MSPEC_ERROR_INPUT);
    assert_int_equal(mspec_diagnostic_count(ctx), 1);
    assert_string_equal(mspec_diagnostic_get(ctx, 0)->code, "E0143");
}

static void folders_are_searched_in_the_order_of_names(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0777), 0);
    assert_int_equal(mkdir("d/b", 0777), 0);
    assert_int_equal(mkdir("d/.hidden", 0777), 0);
    put("d/c.mspec", "component c { }");
    put("d/a.mspec", "component a { }");
    put("d/b/x.mspec", "component x { }");
    put("d/.hidden/y.mspec", "component y { }");
    put("d/readme", "no specification");
    assert_int_equal(symlink("..", "d/b/up"), 0); /* a loop */
    assert_int_equal(symlink(".", "d/b/self"), 0);
    assert_int_equal(symlink("loop", "d/loop"), 0); /* not even a folder */
    assert_int_equal(mspec_ctx_add_file(ctx, "d/"), MSPEC_OK);
    assert_int_equal(ctx->sources.count, 3);
    assert_string_equal(name_of(0), "d/a.mspec");
    assert_string_equal(name_of(1), "d/b/x.mspec");
    assert_string_equal(name_of(2), "d/c.mspec");
    assert_int_equal(mkdir("empty", 0777), 0);
    assert_int_equal(mspec_ctx_add_file(ctx, "empty"), MSPEC_ERROR_INPUT);
    says(0, "E0137", "no .mspec file is in `empty`");
}

static void one_bad_file_does_not_hide_the_others(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0777), 0);
    put("d/a.mspec", "component a {");
    put("d/c.mspec", "component c }");
    assert_int_equal(symlink("nowhere", "d/b.mspec"), 0);
    assert_int_equal(mspec_ctx_add_file(ctx, "d"), MSPEC_ERROR_IO);
    assert_int_equal(mspec_diagnostic_count(ctx), 3);
    says(0, "E0134", "`d/b.mspec` cannot be read: it does not exist");
    assert_string_equal(mspec_diagnostic_get(ctx, 1)->code, "E0116");
    assert_string_equal(mspec_diagnostic_get(ctx, 2)->location.file, "d/c.mspec");
}

static void only_files_are_read(void **state)
{
    (void)state;
    assert_int_equal(mspec_ctx_add_file(ctx, "missing.mspec"), MSPEC_ERROR_IO);
    says(0, "E0134", "`missing.mspec` cannot be read: it does not exist");
    mspec_diagnostic_clear(ctx);
    assert_int_equal(mkfifo("pipe.mspec", 0666), 0);
    assert_int_equal(mspec_ctx_add_file(ctx, "pipe.mspec"), MSPEC_ERROR_IO);
    says(0, "E0136", "`pipe.mspec` is a pipe, and no file");
    mspec_diagnostic_clear(ctx);
    assert_int_equal(mspec_ctx_add_file(ctx, "/dev/zero"), MSPEC_ERROR_IO);
    says(0, "E0136", "`/dev/zero` is a device, and no file");
    mspec_diagnostic_clear(ctx);
    assert_int_equal(mspec_ctx_add_file(ctx, ""), MSPEC_ERROR_IO);
    mspec_diagnostic_clear(ctx);
    put("a.mspec", "include \"pipe.mspec\"\ninclude \".\"\ninclude \"no\"\n");
    assert_int_equal(mspec_ctx_add_file(ctx, "a.mspec"), MSPEC_ERROR_INPUT);
    says(0, "E0136", "`pipe.mspec` is a pipe, and no file");
    says(1, "E0136", "`.` is a folder, and no file");
    says(2, "E0139", "`no` cannot be read: it does not exist");
}

static void large_files_are_refused(void **state)
{
    (void)state;
    put("large.mspec", "");
    assert_int_equal(truncate("large.mspec", (off_t)1 << 40), 0);
    assert_int_equal(mspec_ctx_add_file(ctx, "large.mspec"), MSPEC_ERROR_INPUT);
    assert_string_equal(mspec_diagnostic_get(ctx, 0)->code, "E0135");
    put("small", "0123456789");
    const char *bytes;
    size_t length;
    assert_int_equal(syntax_read_file(ctx, "small", 10, &bytes, &length), MSPEC_OK);
    assert_int_equal(length, 10);
    assert_string_equal(bytes, "0123456789");
    assert_int_equal(syntax_read_file(ctx, "small", 9, &bytes, &length), MSPEC_ERROR_INPUT);
    assert_int_equal(syntax_read_file(ctx, "/proc/self/status", 1 << 20, &bytes, &length), MSPEC_OK);
    assert_true(length > 100);
}

static void a_component_needs_a_name(void **state)
{
    (void)state;
    put("9p.mspec", "[Call] ::= X\n");
    put("own.mspec", "[Call] ::= X\n");
    put("nothing.mspec", "# nothing\n");
    assert_int_equal(mspec_ctx_add_file(ctx, "9p.mspec"), MSPEC_ERROR_INPUT);
    assert_int_equal(mspec_ctx_add_file(ctx, "own.mspec"), MSPEC_ERROR_INPUT);
    says(0, "E0133", "a file of clauses is a component of its name, and `9p` is no name of a component");
    says(1, "E0133", "a file of clauses is a component of its name, and `own` is no name of a component");
    assert_int_equal(mspec_ctx_add_file(ctx, "nothing.mspec"), MSPEC_OK);
    says(2, "W1006", "nothing is declared here");
}

static void the_catalogue_is_found(void **state)
{
    (void)state;
    assert_int_equal(mkdir("catalog", 0777), 0);
    put("catalog/c.mspec", "language C { [Requires] ::= * }\n");
    assert_int_equal(setenv("MSPEC_CATALOG", "catalog", 1), 0);
    assert_int_equal(syntax_load_catalog(ctx), MSPEC_OK);
    assert_int_equal(syntax_load_catalog(ctx), MSPEC_OK);
    assert_int_equal(ctx->sources.count, 1);
    assert_int_equal(ctx->sources.items[0]->origin, SOURCE_CATALOG);

    mspec_ctx *other = mspec_ctx_new();
    assert_int_equal(mspec_ctx_set_catalog(other, ""), MSPEC_OK);
    assert_int_equal(syntax_load_catalog(other), MSPEC_OK);
    assert_int_equal(other->sources.count, 0);
    mspec_ctx_free(other);

    other = mspec_ctx_new();
    assert_int_equal(mspec_ctx_set_catalog(other, "nowhere"), MSPEC_OK);
    assert_int_equal(syntax_load_catalog(other), MSPEC_ERROR_IO);
    assert_string_equal(mspec_diagnostic_get(other, 0)->code, "E0142");
    mspec_ctx_free(other);
    unsetenv("MSPEC_CATALOG");
}

static void arguments_are_checked(void **state)
{
    (void)state;
    char *out;
    assert_int_equal(mspec_ctx_add_file(NULL, "a"), MSPEC_ERROR_ARGUMENT);
    assert_int_equal(mspec_ctx_add_file(ctx, NULL), MSPEC_ERROR_ARGUMENT);
    assert_int_equal(mspec_ctx_add_text(ctx, "a", NULL, 1), MSPEC_ERROR_ARGUMENT);
    assert_int_equal(mspec_ctx_add_text(ctx, "a", NULL, 0), MSPEC_OK);
    assert_int_equal(mspec_format(ctx, "a", NULL, 0, NULL), MSPEC_ERROR_ARGUMENT);
    assert_int_equal(mspec_format(ctx, "a", NULL, 0, &out), MSPEC_OK);
    assert_string_equal(out, "");
    free(out);
}

/* The n-th allocation fails, for every n: a status, and never a crash or a leak. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0777), 0);
    put("d/a.mspec", "include \"b.mspec\"\ncomponent a { [Call] ::= X }\n");
    put("d/b.mspec", "[Call] ::= X, b.y, c.z\n");
    put("d/c.mspec", "component c {");
    bool finished = false;
    for (size_t n = 1; !finished; n++) {
        mspec_ctx *small = context_new((struct memory){.limit = 1 << 24});
        assert_non_null(small);
        small->memory.fail_after = n;
        mspec_status status = mspec_ctx_add_file(small, "d");
        finished = small->memory.fail_after > 0;
        assert_true(status == MSPEC_ERROR_MEMORY || status == MSPEC_ERROR_INPUT);
        mspec_ctx_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_read_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(includes_are_relative_to_their_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cycles_show_both_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(chains_of_includes_have_an_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_are_searched_in_the_order_of_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_bad_file_does_not_hide_the_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_files_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(large_files_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_component_needs_a_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_catalogue_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arguments_are_checked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
