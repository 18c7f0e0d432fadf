/* What the tests of the model share: a model from a text, the codes of what is reported, and what its dump says. */
#ifndef MSPEC_TESTS_MODEL_SUPPORT_H
#define MSPEC_TESTS_MODEL_SUPPORT_H

#include "unit.h"

#include <stdio.h>

#include "model/configuration.h"
#include "syntax/syntax.h"

static inline mspec_ctx *context_of(const char *text)
{
    mspec_ctx *ctx = mspec_ctx_new();
    assert_non_null(ctx);
    assert_int_equal(mspec_ctx_set_catalog(ctx, ""), MSPEC_OK);
    mspec_status status = mspec_ctx_add_text(ctx, "test", text, strlen(text));
    assert_true(status == MSPEC_OK || status == MSPEC_ERROR_INPUT);
    return ctx;
}

static inline void print_diagnostics(mspec_ctx *ctx)
{
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        char *text = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), false);
        fputs(text ? text : "?", stderr);
        free(text);
    }
}

/* The model of a text without errors. */
static inline struct model *model_of(const char *text)
{
    mspec_ctx *ctx = context_of(text);
    struct model *m = NULL;
    mspec_status status = model_build(ctx, NULL, &m);
    if (status != MSPEC_OK)
        print_diagnostics(ctx);
    assert_int_equal(status, MSPEC_OK);
    assert_non_null(m);
    return m;
}

static inline void drop(struct model *m)
{
    mspec_ctx *ctx = m->ctx;
    model_free(m);
    mspec_ctx_free(ctx);
}

/* Checks a text; all codes that are reported, in order, separated by blanks, are the expected ones. */
static inline void expect_codes_(const char *text, const char *expected, const char *file, int line)
{
    mspec_ctx *ctx = context_of(text);
    char codes[1024] = "";
    mspec_status status = model_check(ctx);
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        strcat(codes, i ? " " : "");
        strcat(codes, mspec_diagnostic_get(ctx, i)->code);
    }
    if (strcmp(codes, expected) != 0) {
        fprintf(stderr, "%s:%d: expected \"%s\", and not \"%s\"\n%s\n", file, line, expected, codes, text);
        print_diagnostics(ctx);
        fail();
    }
    assert_int_equal(status, strchr(expected, 'E') ? MSPEC_ERROR_INPUT : MSPEC_OK);
    mspec_ctx_free(ctx);
}
#define expect_codes(text, expected) expect_codes_((text), (expected), __FILE__, __LINE__)

/* The dump of one component, or what stands before all components; the caller frees it. */
static inline char *dump_of(const struct model *m, const char *component)
{
    struct text all = {0};
    char heading[200];
    model_dump(m, &all);
    assert_non_null(all.bytes);
    assert_false(all.failed);
    snprintf(heading, sizeof heading, "  component %s\n", component);
    char *from = strstr(all.bytes, heading);
    if (!from) {
        snprintf(heading, sizeof heading, "  component %s, not protected\n", component);
        from = strstr(all.bytes, heading);
    }
    if (!from) {
        fprintf(stderr, "no component %s in\n%s", component, all.bytes);
        fail();
    }
    char *to = strstr(from, "\n    form ");
    while (to && to[1] == ' ' && to[2] == ' ' && to[3] == ' ')
        to = strchr(to + 1, '\n');
    size_t length = to ? (size_t)(to - from) + 1 : strlen(from);
    char *copy = calloc(1, length + 1);
    assert_non_null(copy);
    memcpy(copy, from, length);
    text_fini(&all);
    return copy;
}

/* All that the dump says of one component after its first line. */
static inline void expect_component_(const struct model *m, const char *component, const char *expected, const char *file, int line)
{
    char *dump = dump_of(m, component);
    const char *body = strchr(dump, '\n') + 1;
    if (strcmp(body, expected) != 0) {
        fprintf(stderr, "%s:%d: expected of %s:\n%sand not:\n%s", file, line, component, expected, body);
        fail();
    }
    free(dump);
}
#define expect_component(m, component, expected) expect_component_((m), (component), (expected), __FILE__, __LINE__)

/* The dump has this somewhere. */
static inline void expect_line_(const struct model *m, const char *part, bool wanted, const char *file, int line)
{
    struct text all = {0};
    model_dump(m, &all);
    assert_non_null(all.bytes);
    if ((strstr(all.bytes, part) != NULL) != wanted) {
        fprintf(stderr, "%s:%d: %s \"%s\" in\n%s", file, line, wanted ? "no" : "there is", part, all.bytes);
        fail();
    }
    text_fini(&all);
}
#define expect_line(m, part) expect_line_((m), (part), true, __FILE__, __LINE__)
#define expect_no_line(m, part) expect_line_((m), (part), false, __FILE__, __LINE__)

#define LANGUAGES                                                                                                                 \
    "language C { [Memory Access] ::= R(*), W(*) [Call] ::= X(*) [Requires] ::= * }\n"                                            \
    "language Rust { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= R, X }\n"
#define MECHANISMS                                                                                                                \
    "mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) [Within] ::= ept [Limit] ::= 15 [Granularity] ::= 4 KiB\n"         \
    "    [Gate] ::= 108 cycles }\n"                                                                                               \
    "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) }\n"                                                           \
    "mechanism kasan { [Applies] ::= C [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)\n"                                     \
    "    [Cost] ::= runtime 200%, memory 150% }\n"                                                                                                         \
    "mechanism cfi { [Transform] ::= X.call(*) -> X.call(intent) }\n"

#endif
