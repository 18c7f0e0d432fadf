#include "unit.h"

#include <stdio.h>

#include "syntax/syntax.h"

static mspec_ctx *ctx;

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

static struct file *parse_bytes(const char *name, const char *text, size_t length)
{
    uint32_t id;
    mspec_diagnostic_clear(ctx);
    assert_non_null(source_add(ctx, name, NULL, text, length, SOURCE_USER, &id));
    struct file *file = syntax_parse(ctx, id);
    assert_non_null(file);
    return file;
}

static struct file *parse(const char *text)
{
    return parse_bytes("test.mspec", text, strlen(text));
}

static void show_diagnostics(void)
{
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        char *shown = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), false);
        print_error("%s", shown);
        free(shown);
    }
}

/* No mistakes, and this tree (without its first line). */
static void is_tree(const char *text, const char *expected)
{
    struct file *file = parse(text);
    struct text dump = {0};
    show_diagnostics();
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
    assert_false(file->broken);
    syntax_dump(ctx, file, &dump);
    assert_string_equal(strchr(dump.bytes, '\n') + 1, expected);
    text_fini(&dump);
}

/* The mistakes as `CODE line:column-column`, one a line. */
static void says(const char *text, const char *expected)
{
    struct text said = {0};
    struct file *file = parse(text);
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        const mspec_diagnostic *d = mspec_diagnostic_get(ctx, i);
        text_printf(&said, "%s%s %u:%u-%u", i > 0 ? "\n" : "", d->code, d->location.line, d->location.column,
                    d->location.end_column);
    }
    text_puts(&said, "");
    if (strcmp(said.bytes, expected) != 0)
        show_diagnostics();
    assert_string_equal(said.bytes, expected);
    assert_true(file->broken);
    text_fini(&said);
}

static const char published[] = "[Memory Access] ::= R, W\n"
                                "[Call] ::= X\n"
                                "[API] ::= (thread_add, SYMB) (thread_remove, SYMB) \\\n"
                                "          (schedcoop_yield, SYMB)\n"
                                "[Requires] ::= X\n";

static void the_published_notation_is_a_component(void **state)
{
    (void)state;
    is_tree(
        published,
        "    component test (the file)\n"
        "        [Memory Access] ::=\n            name R\n            name W\n"
        "        [Call] ::=\n            name X\n"
        "        [API] ::=\n"
        "            item\n"
        "                tuple (\n                    name thread_add\n                    name SYMB\n                )\n"
        "                tuple (\n                    name thread_remove\n                    name SYMB\n                )\n"
        "                tuple (\n                    name schedcoop_yield\n                    name SYMB\n                )\n"
        "        [Requires] ::=\n            name X\n");
    struct file *file = parse_bytes("stdin", published, sizeof published - 1);
    assert_string_equal(names_text(ctx->names, file->blocks[0].name), "stdin");
    file = parse_bytes("a/b/uksched.mspec", published, sizeof published - 1);
    assert_string_equal(names_text(ctx->names, file->blocks[0].name), "uksched");
    assert_true(file->blocks[0].implicit);
}

static void blocks_nest_and_inherit(void **state)
{
    (void)state;
    is_tree(
        "component a : b { [Language] ::= C variant v { } function f { [Call] ::= none } }\n"
        "language L { }  mechanism m : n\n{\n}\nvulnerability CWE-1 : CWE-2 { }\nsystem s { [Protect] ::= a }",
        "    component a : b\n        [Language] ::=\n            name C\n        variant v\n        function f\n"
        "            [Call] ::=\n                name none\n    language L\n    mechanism m : n\n    vulnerability CWE-1 : CWE-2\n"
        "    system s\n        [Protect] ::=\n            name a\n");
}

static void values_of_all_shapes(void **state)
{
    (void)state;
    is_tree(
        "component a { [Requires] ::= X, *(R, ring[0..0x40]), netdev(W, lwip.ring[64..8 KiB]) [Requires] -= nic(W, own) }",
        "    component a\n        [Requires] ::=\n            name X\n            star (\n                name R\n"
        "                name ring [0..64]\n            )\n            name netdev (\n                name W\n"
        "                name lwip.ring [64..8192]\n            )\n        [Requires] -=\n            name nic (\n"
        "                name W\n                name own\n            )\n");
    is_tree(
        "mechanism m { [Platform] ::= arch x86_64, arm64; compiler clang >= 16.0.6 }",
        "    mechanism m\n        [Platform] ::=\n            item\n                name arch\n                name x86_64\n"
        "            name arm64\n            ;\n            item\n                name compiler\n                name clang\n"
        "                compare >=\n                name 16.0.6\n");
    is_tree(
        "system s { [Profile] ::= (a, 31%) (a -> b, 1.2 M/s)\n [Budget] ::= runtime -5% }",
        "    system s\n        [Profile] ::=\n            item\n                tuple (\n                    name a\n"
        "                    number 31: 31 percent\n                )\n                tuple (\n                    item\n"
        "                        name a\n                        arrow\n                        name b\n"
        "                    number 1.2: 1200000 per second\n                )\n        [Budget] ::=\n            item\n"
        "                name runtime\n                number -5: -5 percent\n");
    is_tree(
        "component a { [Origin] ::= pkg:deb/debian/lwip@2.1?arch=x, \"pkg:x\" }",
        "    component a\n        [Origin] ::=\n            string \"pkg:deb/debian/lwip@2.1?arch=x\"\n            string \"pkg:x\"\n");
    is_tree("[transform] ::= X.call(*)\\\n->X.call(intent)",
            "    component test (the file)\n        [Transform] ::=\n            item\n                name X.call (\n"
            "                    star\n                )\n                arrow\n                name X.call (\n"
            "                    name intent\n                )\n");
}

static void contracts_are_text(void **state)
{
    (void)state;
    is_tree(
        "component a { [Pre] ::= thread_add(t): t != 0 && t.state == 0 }",
        "    component a\n        [Pre] ::=\n            contract thread_add \"thread_add(t): t != 0 && t.state == 0\"\n");
    is_tree(
        "[Ensures] ::= uksched.thread_add( t ,u ):\t(t !=\n 0) \\\n  || u == '\"' # why\n[Post] ::= f(): x in {1, 2} [Call] ::= X",
        "    component test (the file)\n        [Ensures] ::=\n            contract uksched.thread_add "
        "\"uksched.thread_add( t ,u ): (t != 0) || u == '\\\"'\"\n        [Post] ::=\n            contract f \"f(): x in {1, 2}\"\n"
        "        [Call] ::=\n            name X\n");
    is_tree(
        "[Pre] ::= f(a): a[i] == \"[Call] ::= # \" && a[ j ] <= 3\n[Contracts] ::= proved",
        "    component test (the file)\n        [Pre] ::=\n            contract f \"f(a): a[i] == \\\"[Call] ::= # \\\" && a[ j ] <= 3\"\n"
        "        [Contracts] ::=\n            name proved\n");
}

static void mistakes_in_values(void **state)
{
    (void)state;
    says("[Requires] ::=\n[Call] ::= X", "E0112 1:1-15");
    says("[Requires] ::= X,\n[Call] ::= X", "E0126 1:17-18");
    says("[Requires] ::= X,\n    W\n[Call] ::= X", "E0126 1:17-18");
    says("[Requires] ::= , X", "E0126 1:16-17");
    says("[Requires] ::= X,, W;; R;", "E0126 1:18-19\nE0126 1:22-23\nE0126 1:25-26");
    says("[Requires] ::= X(), W", "E0126 1:17-19");
    says("[Requires] ::= foo(R, own\n[Call] ::= X", "E0114 1:19-20");
    says("[Requires] ::= foo(R, bar(\n[Call] ::= X", "E0114 1:26-27");
    says("[Requires] ::= foo(R,\ncomponent b { }", "E0132 1:1-11\nE0114 1:19-20");
    says("[Requires] ::= X)), W)", "E0115 1:17-18\nE0115 1:22-23");
    says("[Requires] ::= R(x[0..]), W(x[..4]), R(x[a..b]), R(x[0..1.5]), W(y[8..8]), X",
         "E0123 1:23-24\nE0123 1:31-33\nE0123 1:42-43\nE0123 1:57-60\nE0124 1:67-73");
    says("[Requires] ::= R(x[0..4), W(x[0..4", "E0123 1:24-25\nE0114 1:28-29\nE0128 1:35-35");
    says("[Requires] ::= a : b, c ] d", "E0113 1:18-19\nE0145 1:25-26");
    says("[Size] ::= 5 KB\n[Size] += 5 \\\n KiB\n", "E0108 1:14-16\nE0108 3:2-5");
    says("[Requires] ::= @foo, X, $bar(x, y), W", "E0101 1:16-17\nE0101 1:25-26");
    says("[Region] ::= (a, OWN) & (b, OWN), (c @ (d)), (e)", "E0101 1:23-24\nE0101 1:38-39");
    says("[Requires] ::= R(a; b)", "E0113 1:19-20");
    says("[Call] -= X", "E0129 1:8-10");
}

static void mistakes_in_contracts(void **state)
{
    (void)state;
    says("[Pre] ::= \n", "E0112 1:1-10");
    says("[Pre] ::= f(t) t != 0", "E0127 1:16-17");
    says("[Pre] ::= f(t):", "E0127 1:15-16");
    says("[Pre] ::= f: t", "E0127 1:12-13");
    says("[Pre] ::= f(t u): x", "E0127 1:15-16");
    says("[Pre] ::= f(t,): x", "E0127 1:15-16");
    says("[Pre] ::= 5: x", "E0127 1:11-12");
    says("component a { [Pre] ::= f(t): (t }", "E0114 1:31-32");
    says("[Pre] ::= f(t): t)", "E0115 1:18-19");
    says("[Pre] ::= f(t): t == \"x", "E0102 1:22-24");
}

static void mistakes_in_blocks(void **state)
{
    (void)state;
    says("component a {\n[Call] ::= X\ncomponent b { }\n", "E0116 1:13-14");
    says("component a {\n    variant v {\n        [Call] ::= X\n    variant w { }\n}\n", "E0116 2:15-16");
    says("component a { component b { [Call] ::= X } }", "E0121 1:15-26");
    says("component a { } }\n}\n[Call] ::= X\n}", "E0117 1:17-18\nE0132 3:1-7\nE0117 4:1-2");
    says("compnent a { [Cal] ::= X }", "E0120 1:1-9\nE0110 1:14-19");
    says("component a\n[Call] ::= X\n}\n", "E0119 1:12-12");
    says("component a b { [Call] ::= X }", "E0119 1:13-14");
    says("component a\n[Call] ::= X\n", "E0119 1:12-12");
    says("component c }\ncomponent 9p { }", "E0119 1:12-12\nE0118 2:11-13");
    says("component { }\ncomponent 5 { }\ncomponent \"a\" { }\ncomponent a.b { }",
         "E0118 1:11-12\nE0118 2:11-12\nE0118 3:11-14\nE0118 4:11-14");
    says("component own { }", "E0122 1:11-14");
    says("system s : t { }\nlanguage l : m { }\ncomponent a { variant v : w { } }",
         "E0130 1:10-13\nE0130 2:12-15\nE0130 3:25-28");
    says("variant v { }\nmechanism m { function f { } }", "E0121 1:1-10\nE0121 2:15-25");
    says("component a { {{{ }}} [Cal] ::= X }", "E0109 1:15-16\nE0110 1:23-28");
    says("component a { [Call] ::= X { [Requires] ::= X } }", "E0113 1:28-29");
    says("include foo\ninclude\ncomponent a { include \"x\" }", "E0138 1:9-12\nE0138 2:1-8\nE0141 3:15-26");
    says("[Requires] ::= R\n    W,\n    X\n[Cal] ::= X\n", "E0109 2:5-6\nE0110 4:1-6");
    says("Requires ::= X\n", "E0109 1:1-9");
    says("component a { [Call] ::= X", "E0116 1:13-14");
}

static void all_mistakes_of_a_file_are_shown(void **state)
{
    (void)state;
    says(
        "component a {\n"
        "    [Langauge] ::= C\n"
        "    [Memory Access] ::= R(, W\n"
        "    [Requires] ::= X, @, foo(\n"
        "    [Call] = X\n"
        "}\n"
        "}\n"
        "sytem s {\n"
        "    [Budget] ::= runtime 5 percent\n"
        "    [Title] ::= \"open\n"
        "}\n",
        "E0110 2:5-15\nE0114 3:26-27\nE0126 3:27-28\nE0101 4:23-24\nE0114 4:29-30\nE0111 5:12-13\nE0117 7:1-2\nE0120 8:1-6\n"
        "E0108 9:28-35\nE0102 10:17-22");
}

static char *repeat(const char *unit, size_t count, const char *before, const char *after)
{
    struct text t = {0};
    text_puts(&t, before);
    for (size_t i = 0; i < count; i++)
        text_puts(&t, unit);
    text_puts(&t, after);
    return text_take(&t);
}

static void is_one_mistake(char *text, const char *code)
{
    struct file *file = parse(text);
    assert_int_equal(mspec_diagnostic_count(ctx), 1);
    assert_string_equal(mspec_diagnostic_get(ctx, 0)->code, code);
    assert_true(file->broken);
    free(text);
}

static void what_nests_deeply_is_one_mistake(void **state)
{
    (void)state;
    char *closed = repeat(")", 10000, "", "");
    is_one_mistake(repeat("(", 10000, "[Call] ::= ", ""), "E0125");
    is_one_mistake(repeat("X(", 10000, "[Call] ::= ", closed), "E0125");
    free(closed);
    closed = repeat("}", 10000, "", "");
    is_one_mistake(repeat("component a { ", 10000, "", ""), "E0121");
    is_one_mistake(repeat("component a { ", 10000, "", closed), "E0121");
    is_one_mistake(repeat("{", 10000, "component a ", closed), "E0109");
    free(closed);
    is_one_mistake(repeat("[", 10000, "component a { ", "}"), "E0109");
    is_one_mistake(repeat("}", 10000, "", ""), "E0117");
}

static void long_input_is_read_in_one_go(void **state)
{
    (void)state;
    char *text = repeat("a, ", 200000, "[Call] ::= ", "b");
    struct file *file = parse(text);
    assert_int_equal(file->blocks[0].clauses[0].groups[0].item_count, 200001);
    free(text);
    text = repeat("component x { [Call] ::= X }\n", 50000, "", "");
    file = parse(text);
    assert_int_equal(file->block_count, 50000);
    free(text);
    char *wide = repeat(" ", 1000000, "[Call] ::= X", "");
    parse(wide);
    assert_int_equal(mspec_diagnostic_count(ctx), 0);
    free(wide);
    free(repeat("", 0, "", ""));
}

/* The n-th allocation fails, for every n: never a crash, and either a tree or none. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char text[] =
        "include \"x\"\ncomponent a : b { [Call] ::= X(a.b, c[0..4]) [Pre] ::= f(t): \"x\\\"\" == t [Title] ::= \"a\\\"b\"\n"
        "variant v { [Size] ::= 5 KB } }\n[X] := (\n";
    bool finished = false;
    for (size_t n = 1; !finished; n++) {
        mspec_ctx *small = context_new((struct memory){.limit = 1 << 24});
        uint32_t id;
        assert_non_null(small);
        assert_non_null(source_add(small, "t", NULL, text, sizeof text - 1, SOURCE_USER, &id));
        small->memory.fail_after = n;
        struct file *file = syntax_parse(small, id);
        finished = small->memory.fail_after > 0;
        struct text out = {0};
        if (file != NULL)
            syntax_dump(small, file, &out);
        text_fini(&out);
        mspec_ctx_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_published_notation_is_a_component, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blocks_nest_and_inherit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values_of_all_shapes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(contracts_are_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_in_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_in_contracts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_in_blocks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_mistakes_of_a_file_are_shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_nests_deeply_is_one_mistake, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_input_is_read_in_one_go, set_up, tear_down),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
