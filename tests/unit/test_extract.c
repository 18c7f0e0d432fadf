/* Extraction without object files: rules, what modules say of themselves, whose a function is, and failing allocations. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "extract/extract.h"
#include "extract/profile.h"
#include "extract/profile_owners.h"
#include "extract/reader.h"

static void patterns(void **state)
{
    (void)state;
    assert_true(rule_fits("net/*.o", "build/net/a.o"));
    assert_true(rule_fits("net/*.o", "net/a.o"));
    assert_false(rule_fits("net/*.o", "subnet/a.o"));
    assert_false(rule_fits("net/*.o", "net/ipv4/a.o"));
    assert_true(rule_fits("net/", "build/net/ipv4/a.o"));
    assert_false(rule_fits("net/", "build/net"));
    assert_true(rule_fits("a?.o", "ab.o"));
    assert_false(rule_fits("a?.o", "a/.o"));
    assert_true(rule_fits("libz.a(*.o)", "lib/libz.a(x.o)"));
    assert_true(rule_fits("*", "x"));
    assert_false(rule_fits("", "x"));
    assert_true(rule_fits("*a*b*c", "xaybzc"));
    /* a pattern of many stars must not take for ever */
    char path[4096], pattern[512] = "";
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    for (int k = 0; k < 120; k++)
        strcat(pattern, "*a");
    strcat(pattern, "*b");
    assert_false(rule_fits(pattern, path));
}

static void modinfo(void **state)
{
    (void)state;
    static const char text[] = "depends=a,b\0softdep=pre: x\0softdep=post: y\0name=z\0rest";
    struct object o = {.modinfo = text, .modinfo_length = sizeof text};
    assert_string_equal(modinfo_get(&o, "name", NULL), "z");
    const char *first = modinfo_get(&o, "softdep", NULL), *second = modinfo_get(&o, "softdep", first);
    assert_string_equal(first, "pre: x");
    assert_string_equal(second, "post: y");
    assert_null(modinfo_get(&o, "softdep", second));
    assert_null(modinfo_get(&o, "rest", NULL));
}

static name_id name_of(mspec_ctx *ctx, const char *text)
{
    return names_intern(ctx->names, text, strlen(text));
}

static int owner(const struct function_owners *o, const char *function, const char *file)
{
    return function_owner(o, function, strlen(function), file, strlen(file));
}

static void owners_of_functions(void **state)
{
    (void)state;
    mspec_ctx *ctx = mspec_ctx_new();
    struct function_owners o;
    function_owners_init(&o, ctx);
    assert_true(function_owners_add(&o, name_of(ctx, "net"), name_of(ctx, "send")));
    assert_true(function_owners_add(&o, name_of(ctx, "fs"), name_of(ctx, "read")));
    assert_true(function_owners_add(&o, name_of(ctx, "net"), name_of(ctx, "init")));
    assert_true(function_owners_add(&o, name_of(ctx, "fs"), name_of(ctx, "init")));
    assert_int_equal(owner(&o, "send", ""), 0);
    assert_int_equal(owner(&o, "read", "/bin/x"), 1);
    assert_int_equal(owner(&o, "init", ""), -1); /* two have it */
    assert_int_equal(owner(&o, "init", "/lib/net.so.3"), 0);
    assert_int_equal(owner(&o, "unknown", "[fs]"), 1);
    assert_int_equal(owner(&o, "unknown", ""), -1);
    function_owners_fini(&o);
    mspec_ctx_free(ctx);
}

/* Two objects of two components that use each other, with annotations. */
static mspec_status read_fake(const struct reading *in, struct object *out)
{
    static const char notes[] = "@component net a.c:7\n[Requires] ::= X\0@function f a.c:9\n[Pre] ::= f(x): x > 0";
    struct arena *a = in->arena;
    bool first = in->bytes[0] == '1';
    *out = (struct object){.path = in->path, .kind = OBJECT_RELOCATABLE, .has_code = true, .languages = 1u << LANGUAGE_C, .memory = 64,
                           .marks = 1u << MARK_SSP, .whole_marks = 1u << MARK_SSP, .taken_count = 1};
    out->imports = arena_new_array(a, struct object_import, 2);
    out->exports = arena_new_array(a, struct object_export, 2);
    if (!out->imports || !out->exports)
        return MSPEC_ERROR_MEMORY;
    out->exports[0] = (struct object_export){name_of(in->ctx, first ? "f" : "g"), SYMBOL_FUNCTION, false, false, false, 8};
    out->exports[1] = (struct object_export){name_of(in->ctx, first ? "v" : "w"), SYMBOL_DATA, false, true, false, 8};
    out->imports[0] = (struct object_import){name_of(in->ctx, first ? "g" : "f"), USE_CALL, SYMBOL_UNKNOWN};
    out->imports[1] = (struct object_import){name_of(in->ctx, first ? "w" : "nobody"), USE_OTHER, SYMBOL_UNKNOWN};
    out->import_count = out->export_count = 2;
    if (first) {
        out->notes = notes;
        out->notes_length = sizeof notes;
    }
    return in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

static mspec_status extract_all(size_t fail_after, char **text)
{
    static const struct object_reader reader = {READER_VERSION, read_fake};
    char paths[2][64];
    const char *files[2];
    for (int k = 0; k < 2; k++) {
        snprintf(paths[k], sizeof paths[k], "/tmp/mspec-extract-%d-%c.o", (int)getpid(), 'a' + k);
        FILE *f = fopen(paths[k], "w");
        assert_non_null(f);
        fputc('1' + k, f);
        fclose(f);
        files[k] = paths[k];
    }
    struct extract_request request = {.files = files, .file_count = 2, .reader = &reader, .grant_users = true};
    mspec_ctx *ctx = mspec_ctx_new();
    struct extraction x;
    struct text out = {0};
    assert_non_null(ctx);
    ctx->memory.fail_after = fail_after;
    mspec_status status = extract_run(ctx, &request, &x);
    if (status == MSPEC_OK)
        status = extract_write(&x, &out);
    extract_fini(&x);
    assert_true(status != MSPEC_ERROR_INPUT || mspec_diagnostic_errors(ctx) > 0);
    *text = status == MSPEC_OK ? text_take(&out) : NULL;
    text_fini(&out);
    mspec_ctx_free(ctx);
    unlink(paths[0]);
    unlink(paths[1]);
    return status;
}

static void the_whole(void **state)
{
    (void)state;
    char *text;
    assert_int_equal(extract_all(0, &text), MSPEC_OK);
    assert_non_null(strstr(text, "component net {"));
    assert_non_null(strstr(text, "[Hardened]      ::= ssp"));
    assert_non_null(strstr(text, "# outside of the files: nobody"));
    assert_non_null(strstr(text, "[Pre] ::= f(x): x > 0"));
    free(text);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (size_t n = 1;; n++) {
        char *text;
        mspec_status status = extract_all(n, &text);
        free(text);
        if (status == MSPEC_OK)
            break; /* so many allocations are not made, or the one that failed was not needed */
        assert_true(status == MSPEC_ERROR_MEMORY || status == MSPEC_ERROR_IO);
        assert_true(n < 100000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(patterns), cmocka_unit_test(modinfo),
                                       cmocka_unit_test(owners_of_functions), cmocka_unit_test(the_whole),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
