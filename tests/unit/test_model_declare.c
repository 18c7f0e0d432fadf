#include "model_support.h"

#include "base/names.h"

static void names_are_unique_within_a_kind(void **state)
{
    (void)state;
    expect_codes("component a { [Call] ::= X } component a { [Call] ::= X }", "E0201");
    expect_codes("component a { [Call] ::= X } language a { [Call] ::= X(*) }\nmechanism a { [Boundary] ::= X(api) }", "");
    expect_codes("system s { [Components] ::= a [Mechanisms] ::= none } system s { } component a { [Call] ::= X }", "E0201");
}

static void parents_are_found(void **state)
{
    (void)state;
    expect_codes("component a : b { } component c { [Call] ::= X }", "E0207");
    expect_codes("component a : b { [Call] ::= X } mechanism b { [Boundary] ::= X(api) }", "E0207");
    expect_codes("mechanism a : a { [Boundary] ::= X(api) }", "E0208");
    expect_codes("mechanism a : b { [Boundary] ::= X(api) } mechanism b : c { } mechanism c : a { }", "E0208");
    expect_codes("component a : b { [Call] ::= X } component b { variant v { [Call] ::= X } }", "W1028");
    expect_codes("system s : t { }", "E0130");
}

static void chains_of_parents_are_bounded(void **state)
{
    (void)state;
    char text[20000] = "component c0 { [Call] ::= X }\n";
    for (int i = 1; i < 250; i++)
        sprintf(text + strlen(text), "component c%d : c%d { }\n", i, i - 1);
    expect_codes(text, "E0125 E0125");
}

static void a_block_holds_its_own_headings(void **state)
{
    (void)state;
    expect_codes("component a { [Call] ::= X [Boundary] ::= X(api) }", "E0219");
    expect_codes("mechanism m { [Boundary] ::= X(api) [Requires] ::= X }", "E0219");
    expect_codes("component a { [Call] ::= X [Call] ::= X }", "E0202");
    expect_codes("component a { [Call] += X [Call] += X }", "");
    expect_codes("system s { [Components] ::= a; b [Mechanisms] ::= none } component a { [Call] ::= X } component b { [Call] ::= X }",
                 "E0113");
}

/* As if the text came from a file of the catalogue. */
static void add_catalog(mspec_ctx *ctx, const char *text)
{
    uint32_t id;
    struct source *source = source_add(ctx, "catalogue", NULL, text, strlen(text), SOURCE_CATALOG, &id);
    assert_non_null(source);
    source->tree = syntax_parse(ctx, id);
    assert_non_null(source->tree);
}

static const char catalog[] = "mechanism wall { [Source] ::= \"a book\" [Boundary] ::= X(api) [Limit] ::= 15 [Gate] ::= 5 cycles }\n"
                              "vulnerability hole { [Source] ::= \"a book\" [Affects] ::= nobody [Transform] ::= R(intent) -> R(*) }\n";

static void users_redefine_the_catalogue(void **state)
{
    (void)state;
    mspec_ctx *ctx = context_of("mechanism wall : wall { [Limit] ::= 7 }\ncomponent a { [Call] ::= X }");
    add_catalog(ctx, catalog);
    struct model *m;
    assert_int_equal(model_build(ctx, NULL, &m), MSPEC_OK);
    assert_int_equal(mspec_diagnostic_count(ctx), 1);
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_string_equal(d->code, "N2001");
    assert_int_equal(d->location.line, 1);
    assert_int_equal(d->location.column, 11);
    assert_string_equal(d->related[0].location.file, "catalogue");
    assert_int_equal(m->mechanism_count, 1);
    assert_int_equal(m->mechanisms[0].limit, 7);
    assert_true(m->mechanisms[0].has_gate);
    assert_false(m->mechanisms[0].from_catalog);
    drop(m);
}

static void the_catalogue_has_sources(void **state)
{
    (void)state;
    mspec_ctx *ctx = context_of("component a { [Call] ::= X }");
    add_catalog(ctx, "mechanism wall { [Boundary] ::= X(api) }");
    assert_int_equal(model_check(ctx), MSPEC_OK);
    assert_int_equal(mspec_diagnostic_count(ctx), 1);
    assert_string_equal(mspec_diagnostic_get(ctx, 0)->code, "W1012");
    mspec_ctx_free(ctx);
}

static void systems_are_chosen(void **state)
{
    (void)state;
    static const char text[] = "component a { [Call] ::= X } component b { [Call] ::= X }\n"
                               "system one { [Components] ::= a [Mechanisms] ::= none } system two { [Components] ::= b, a [Mechanisms] ::= none }";
    mspec_ctx *ctx = context_of(text);
    struct model *m;
    assert_int_equal(model_build(ctx, NULL, &m), MSPEC_ERROR_INPUT);
    assert_null(m);
    const mspec_diagnostic *d = mspec_diagnostic_get(ctx, 0);
    assert_string_equal(d->code, "E0213");
    assert_int_equal(d->related_count, 2);
    mspec_diagnostic_clear(ctx);
    assert_int_equal(model_build(ctx, "towo", &m), MSPEC_ERROR_INPUT);
    assert_string_equal(mspec_diagnostic_get(ctx, 0)->code, "E0212");
    assert_string_equal(mspec_diagnostic_get(ctx, 0)->hint, "did you mean `two`?");
    mspec_diagnostic_clear(ctx);
    assert_int_equal(model_build(ctx, "two", &m), MSPEC_OK);
    assert_int_equal(m->component_count, 2);
    assert_string_equal(model_component_name(m, 0), "b");
    assert_int_equal(model_find_component(m, "a"), 1);
    assert_int_equal(model_find_component(m, "one"), NONE);
    assert_int_equal(model_find_component(m, "c"), NONE);
    drop(m);
}

static void nothing_is_no_system(void **state)
{
    (void)state;
    mspec_ctx *ctx = context_of("mechanism m { [Boundary] ::= X(api) }");
    struct model *m;
    assert_int_equal(model_check(ctx), MSPEC_OK);
    assert_int_equal(model_build(ctx, NULL, &m), MSPEC_ERROR_INPUT);
    assert_string_equal(mspec_diagnostic_get(ctx, 0)->code, "E0516");
    mspec_ctx_free(ctx);
    expect_codes("system s { [Components] ::= none }", "E0516");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique_within_a_kind), cmocka_unit_test(parents_are_found),
        cmocka_unit_test(chains_of_parents_are_bounded),  cmocka_unit_test(a_block_holds_its_own_headings),
        cmocka_unit_test(users_redefine_the_catalogue),   cmocka_unit_test(the_catalogue_has_sources),
        cmocka_unit_test(systems_are_chosen),             cmocka_unit_test(nothing_is_no_system),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
