#include "unit.h"

#include <stdio.h>
#include <time.h>

#include "syntax/syntax.h"

static void show_diagnostics(const mspec_ctx *ctx)
{
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        char *shown = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), false);
        print_error("%s", shown);
        free(shown);
    }
}

/* The tree without its source's name; NULL when there are mistakes. The caller frees it. */
static char *tree_of(const char *text)
{
    uint32_t id;
    mspec_ctx *ctx = mspec_ctx_new();
    assert_non_null(source_add(ctx, "test.mspec", NULL, text, strlen(text), SOURCE_USER, &id));
    struct file *file = syntax_parse(ctx, id);
    struct text dump = {0};
    syntax_dump(ctx, file, &dump);
    if (file->broken)
        text_fini(&dump);
    char *tree = file->broken ? NULL : text_take(&dump);
    mspec_ctx_free(ctx);
    return tree;
}

static char *formatted(const char *text)
{
    mspec_ctx *ctx = mspec_ctx_new();
    char *out;
    mspec_status status = mspec_format(ctx, "test.mspec", text, strlen(text), &out);
    if (status != MSPEC_OK) {
        print_error("not formatted: %s\n%s\n", mspec_status_name(status), text);
        show_diagnostics(ctx);
    }
    mspec_ctx_free(ctx);
    return out;
}

static size_t count_comments(const char *text)
{
    size_t count = 0;
    for (bool quoted = false; *text != '\0'; text++) {
        if (*text == '\\' && quoted && text[1] != '\0')
            text++;
        else if (*text == '\'' && !quoted && text[1] != '\0' && text[2] == '\'')
            text += 2;
        else if (*text == '"')
            quoted = !quoted;
        else if (*text == '#' && !quoted) {
            count++;
            text += strcspn(text, "\n") - 1;
        }
    }
    return count;
}

/* Canonical text means what the text means, and is its own canonical text. */
static void check(const char *text, const char *expected)
{
    char *once = formatted(text);
    assert_non_null(once);
    if (expected)
        assert_string_equal(once, expected);
    char *twice = formatted(once), *before = tree_of(text), *after = tree_of(once);
    if (!twice || !before || !after || strcmp(once, twice) != 0 || strcmp(before, after) != 0 ||
        count_comments(text) != count_comments(once)) {
        print_error("---- text\n%s\n---- once\n%s\n---- twice\n%s\n", text, once, twice);
        assert_string_equal(twice, once);
        assert_string_equal(after, before);
        fail_msg("comments are lost");
    }
    free(once);
    free(twice);
    free(before);
    free(after);
}

static void clauses_stand_in_columns(void **state)
{
    (void)state;
    check(
        "[Memory Access] ::= R,W\n[call]::=X\n[API] ::= (thread_add,SYMB)(thread_remove, SYMB) \\\n  (schedcoop_yield,SYMB)\n[Requires]+=X",
        "[Memory Access] ::= R, W\n"
        "[Call]          ::= X\n"
        "[API]           ::= (thread_add, SYMB) (thread_remove, SYMB) (schedcoop_yield, SYMB)\n"
        "[Requires]      +=  X\n");
}

static void values_are_written_one_way(void **state)
{
    (void)state;
    check(
        "component a{[Region]::=(x,OWN,8KiB)(y ,SHARED, 0x10  KiB)\n[Requires] ::= * (R , x [ 0 .. 8KiB ] ) ,b.c\n[Cost] ::= runtime 20 %;\\\nx  ->y}",
        "component a {\n"
        "    [Region]   ::= (x, OWN, 8 KiB) (y, SHARED, 0x10 KiB)\n"
        "    [Requires] ::= *(R, x[0..8 KiB]), b.c\n"
        "    [Cost]     ::= runtime 20%; x -> y\n"
        "}\n");
    check(
        "[Title] ::= \"a \\\" # b \\\\\"\n[Pre] ::= f( t ):  t   !=\\\n 0\n[Origin] ::= pkg:deb/a@1\n[Minimize] ::= runtime",
        "[Title]    ::= \"a \\\" # b \\\\\"\n[Pre]      ::= f( t ): t != 0\n[Origin]   ::= \"pkg:deb/a@1\"\n[Minimise] ::= runtime\n");
    check("", "");
    check("\xef\xbb\xbf[Call] ::= X\r\n\r\n\r\n\r\n[Size] ::= 5 B\r\n", "[Call] ::= X\n\n[Size] ::= 5 B\n");
}

static void blocks_of_one_line_stay(void **state)
{
    (void)state;
    check(
        "component a { [Call] ::= X   [Size] ::= 5 B }\ncomponent b {}\nlanguage c {\n[Requires] ::= *\n}\nsystem d {\n}\n\n\nsystem e { [Apart] ::= x,y; z\n}",
        "component a { [Call] ::= X  [Size] ::= 5 B }\ncomponent b { }\n\nlanguage c {\n    [Requires] ::= *\n}\n\nsystem d { }\n\n"
        "system e {\n    [Apart] ::= x, y; z\n}\n");
    check(
        "include \"a\"\ncomponent a : b {\n[Call] ::= X\nvariant v { [Size] ::= 1 B }\nfunction f {\n[Size] ::= 1 B\n} }\n",
        "include \"a\"\n\ncomponent a : b {\n    [Call] ::= X\n    variant v { [Size] ::= 1 B }\n\n    function f {\n        [Size] ::= 1 B\n    }\n}\n");
}

static void comments_stay_where_they_are(void **state)
{
    (void)state;
    check(
        "# head\n\n# about a\ncomponent a { # the a\n  # first\n[Call] ::= X # calls\n[Requires] ::= X, \\ # inner\n  R # last\n\n\n  # end\n} # closed\n# tail",
        "# head\n\n# about a\ncomponent a {  # the a\n    # first\n    [Call]     ::= X  # calls\n    # inner\n    [Requires] ::= X, R  # last\n\n"
        "    # end\n}  # closed\n\n# tail\n");
    check("[Call] ::= X  # one\n[Requires] ::= X, R # two\n\n[Size] ::= 5 B # three\n",
          "[Call]     ::= X     # one\n[Requires] ::= X, R  # two\n\n[Size]     ::= 5 B  # three\n");
    check("component a { [Call] ::= X # calls\n[Size] ::= 1 B }  # a\n",
          "component a {\n    [Call] ::= X  # calls\n    [Size] ::= 1 B\n}  # a\n");
    check("[API] ::= (a, # in\n SYMB)\n# \xe2\x82\xac \t \n", "# in\n[API] ::= (a, SYMB)\n# \xe2\x82\xac\n");
    check("component a { }\n# about b\nsystem b {\n# nothing but this\n}\n",
          "component a { }\n\n# about b\nsystem b {\n    # nothing but this\n}\n");
}

static void long_values_go_on_in_the_next_line(void **state)
{
    (void)state;
    struct text t = {0};
    text_puts(&t, "component a { [Call] ::= X\n[Requires] ::= ");
    for (int i = 0; i < 20; i++)
        text_printf(&t, "%scomponent_%d(R, region_%d)", i > 0 ? ", " : "", i, i);
    text_puts(&t, "\n[API] ::= ");
    for (int i = 0; i < 20; i++)
        text_printf(&t, "(symbol_number_%d, SYMB) ", i);
    text_puts(&t, "\n[Memory Access] ::= R(");
    for (int i = 0; i < 40; i++)
        text_printf(&t, "%sa.region_%d", i > 0 ? "," : "", i);
    text_puts(&t, ")\n[Title] ::= \"");
    for (int i = 0; i < 200; i++)
        text_puts(&t, "x");
    text_puts(&t, "\" }");
    check(t.bytes, NULL);
    char *out = formatted(t.bytes);
    for (char *line = out; *line != '\0'; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= 110 || strstr(line, "xxxx") != NULL);
    free(out);
    text_fini(&t);
}

static void mistakes_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"[Call] ::=",       "[Foo] ::= x", "component a {", "system e : f { }",
                                        "[Call] ::= b . c", "\xff",        "# \x1b",        "a"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mspec_ctx *ctx = mspec_ctx_new();
        char *out;
        assert_int_equal(mspec_format(ctx, "x", texts[i], strlen(texts[i]), &out), MSPEC_ERROR_INPUT);
        assert_null(out);
        assert_true(mspec_diagnostic_errors(ctx) > 0);
        mspec_ctx_free(ctx);
    }
}

/* ---- random texts of the language ---- */

static uint64_t seed;

static unsigned pick(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static void one_of(struct text *t, const char *const *words, unsigned count)
{
    text_puts(t, words[pick(count)]);
}
#define ONE_OF(t, ...)                                                                                                      \
    one_of((t), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static bool comments_allowed; /* not on the one line of a block */

/* Blanks between two tokens of a clause; at least one where `some`. */
static void blank(struct text *t, bool some, bool within_parentheses)
{
    unsigned way = pick(12);
    if (way == 0 && comments_allowed)
        ONE_OF(t, " \\\n", "\\\n  ", " \\  \n\t", " \\ # inner comment\n  ", " \\\r\n ");
    else if (way == 1 && within_parentheses && comments_allowed)
        ONE_OF(t, "\n", " # inner \"one\n", "\n\n", "\r\n  ");
    else if (some || way < 6)
        ONE_OF(t, " ", "  ", "\t", " ");
}

static void name(struct text *t)
{
    ONE_OF(t, "lwip", "R", "X", "a-b", "C++", "CVE-2014-0160", "x_1", "per", "own", "component", "armv8.1-m");
}

static void number(struct text *t)
{
    ONE_OF(t, "0", "15", "14.2", "0x40", "007", "1.50", "-3", "4096");
    ONE_OF(t, "", "", " B", " KiB", "%", " %", " cycles", "  ns", " M/s", " GHz", "");
}

static void items(struct text *t, int depth, bool parentheses);

static void term(struct text *t, int depth, bool parentheses)
{
    unsigned kind = pick(depth > 3 ? 8 : 11);
    if (kind < 5) {
        name(t);
        if (pick(4) == 0)
            text_puts(t, ".ring");
        if (pick(5) == 0) {
            blank(t, false, false);
            ONE_OF(t, "[0..64]", "[ 0x10 .. 8 KiB ]", "[1..0x40]", "[4KiB..1 MiB]");
        }
    } else if (kind == 5)
        number(t);
    else if (kind == 6)
        ONE_OF(t, "\"\"", "\"text\"", "\"a \\\" # [X] ::= b \\\\\"", "\"{ } ; \xe2\x82\xac\"", "18446744073709551615",
               "16.0.6", "1.2.3-rc4");
    else if (kind == 7)
        ONE_OF(t, "*", "->", ">=", "=", "<");
    else {
        if (kind > 8) {
            ONE_OF(t, "X", "*", "X.call", "lwip");
            blank(t, false, parentheses);
        }
        text_puts(t, "(");
        blank(t, false, true);
        items(t, depth + 1, true);
        blank(t, false, true);
        text_puts(t, ")");
    }
}

static void items(struct text *t, int depth, bool parentheses)
{
    for (unsigned i = 0, n = 1 + pick(depth > 0 ? 3 : 6); i < n; i++) {
        if (i > 0) {
            blank(t, false, parentheses);
            text_puts(t, ",");
            blank(t, false, parentheses);
        }
        for (unsigned j = 0, m = pick(3) == 0 ? 1 + pick(3) : 1; j < m; j++) {
            if (j > 0)
                blank(t, true, parentheses);
            term(t, depth, parentheses);
        }
    }
}

static void clause(struct text *t)
{
    static const char *const headings[] = {"Title", "requires", "MEMORY  ACCESS", "Boundary in", "Platform",
                                           "Call",  "API",      "Minimize"};
    unsigned kind = pick(8);
    text_puts(t, "[");
    if (kind == 0)
        ONE_OF(t, "Pre", "post", "Ensures");
    else
        text_puts(t, headings[kind]);
    text_puts(t, "]");
    blank(t, false, false);
    text_puts(t, kind == 1 && pick(3) == 0 ? "-=" : pick(4) == 0 ? "+=" : "::=");
    blank(t, false, false);
    if (kind == 0) {
        ONE_OF(t, "f(t): t != 0", "a.b( x , y ):x  <  y", "f(): (a\n || b) # c\n",
               "f(a): a[i] == '\"' && \"# [X] ::= }\" != a", "f(): { 1 }");
        return;
    }
    for (unsigned i = 0, n = 1 + pick(6) / 4; i < n; i++) {
        if (i > 0)
            text_puts(t, ";");
        items(t, 0, false);
    }
}

static void line_end(struct text *t)
{
    ONE_OF(t, "\n", "\n", "\n\n", " # behind\n", "\t#  behind  \n\n", "\n\n\n# own\n", "\n  # own\n\n# own\n", "\r\n");
}

static void clauses(struct text *t, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        clause(t);
        line_end(t);
    }
}

static void block(struct text *t, bool nested)
{
    bool parent = !nested && pick(2) == 0;
    if (nested)
        ONE_OF(t, "variant v", "function f");
    else if (parent)
        ONE_OF(t, "component a", "component b:c", "component component");
    else
        ONE_OF(t, "language L", "mechanism m : n", "vulnerability CWE-1", "system s");
    ONE_OF(t, " ", "  ", "\n", " # head\n");
    text_puts(t, "{");
    if (pick(3) == 0) { /* on one line */
        comments_allowed = false;
        for (unsigned i = pick(4); i > 0; i--) {
            text_puts(t, " ");
            clause(t);
        }
        comments_allowed = true;
    } else {
        line_end(t);
        clauses(t, pick(5));
        for (unsigned i = parent ? pick(3) : 0; i > 0; i--)
            block(t, true);
    }
    text_puts(t, " }");
    line_end(t);
}

static void random_texts_keep_their_meaning(void **state)
{
    (void)state;
    const char *chosen = getenv("MSPEC_TEST_SEED");
    uint64_t start = chosen ? strtoull(chosen, NULL, 0) : (uint64_t)time(NULL);
    print_message("seed %llu\n", (unsigned long long)start);
    comments_allowed = true;
    for (unsigned i = 0; i < 3000; i++) {
        struct text t = {0};
        seed = start + i * 7919u;
        text_puts(&t, "");
        if (pick(3) == 0) {
            clauses(&t, 1 + pick(6));
        } else {
            for (unsigned n = 1 + pick(4); n > 0; n--)
                block(&t, false);
            if (pick(3) == 0)
                text_puts(&t, "include \"x # y\" # of what\n");
        }
        check(t.bytes, NULL);
        text_fini(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clauses_stand_in_columns),
        cmocka_unit_test(values_are_written_one_way),
        cmocka_unit_test(blocks_of_one_line_stay),
        cmocka_unit_test(comments_stay_where_they_are),
        cmocka_unit_test(long_values_go_on_in_the_next_line),
        cmocka_unit_test(mistakes_are_refused),
        cmocka_unit_test(random_texts_keep_their_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
