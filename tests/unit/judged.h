/* For the tests of the judge: a model from text, configurations in a short notation, and questions about them. Whatever is asked is
 * asked of the quick judge and of the thorough one, and they must agree.
 *
 * A configuration: "a: kasan cfi / ept:1 mpk:2; b: @dafny / ept:1" — a's hardening and its path of compartments; b's variant and its
 * path. A component that is not mentioned has its first variant, and nothing else. */
#ifndef MSPEC_TESTS_JUDGED_H
#define MSPEC_TESTS_JUDGED_H

#include "unit.h"

#include <stdio.h>

#include "verify/enumerate.h"

static const char languages[] =
    "language C { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n"
    "language Rust { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n";

struct system {
    mspec_ctx *ctx;
    struct model *m;
    struct arena arena;
    struct desk *desk;
};

static inline void system_show_diagnostics(const mspec_ctx *ctx)
{
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++) {
        char *text = mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), false);
        fprintf(stderr, "%s\n", text ? text : "?");
        free(text);
    }
}

/* The languages above, and the text. */
static inline struct system system_open(const char *text)
{
    struct system s = {.ctx = mspec_ctx_new()};
    assert_non_null(s.ctx);
    assert_int_equal(mspec_ctx_set_catalog(s.ctx, ""), MSPEC_OK);
    mspec_status status = mspec_ctx_add_text(s.ctx, "languages", languages, strlen(languages));
    if (status == MSPEC_OK)
        status = mspec_ctx_add_text(s.ctx, "test", text, strlen(text));
    if (status == MSPEC_OK)
        status = model_build(s.ctx, NULL, &s.m);
    if (status != MSPEC_OK)
        system_show_diagnostics(s.ctx);
    assert_int_equal(status, MSPEC_OK);
    arena_init(&s.arena, &s.ctx->memory);
    assert_int_equal(desk_new(s.m, &s.desk), MSPEC_OK);
    return s;
}

static inline void system_close(struct system *s)
{
    desk_free(s->desk);
    arena_fini(&s->arena);
    model_free(s->m);
    assert_int_equal(s->ctx->memory.exhausted, false);
    mspec_ctx_free(s->ctx);
}

static inline void read_one(struct system *s, struct configuration *c, char *entry)
{
    char *colon = strchr(entry, ':'), *after = NULL;
    assert_non_null(colon);
    *colon = 0;
    char *name = strtok_r(entry, " ", &after);
    uint32_t component = model_find_component(s->m, name);
    if (component == NONE)
        fail_msg("no component %s", name);
    struct choice *choice = &c->choices[component];
    choice->hardening = arena_new_array(&s->arena, uint32_t, s->m->mechanism_count);
    choice->path = arena_new_array(&s->arena, struct placement, 16);
    bool path = false;
    for (char *word = strtok_r(colon + 1, " ", &after); word; word = strtok_r(NULL, " ", &after)) {
        if (strcmp(word, "/") == 0) {
            path = true;
        } else if (word[0] == '@') {
            choice->form = model_find_form(s->m, component, word + 1);
            assert_int_not_equal(choice->form, NONE);
        } else {
            char *number = strchr(word, ':');
            if (number)
                *number++ = 0;
            uint32_t mechanism = model_find_mechanism(s->m, word);
            if (mechanism == NONE)
                fail_msg("no mechanism %s", word);
            if (path) {
                choice->path[choice->depth++] = (struct placement){mechanism, number ? (uint32_t)atoi(number) : 1};
            } else {
                uint32_t at = choice->hardening_count++;
                for (; at > 0 && choice->hardening[at - 1] > mechanism; at--)
                    choice->hardening[at] = choice->hardening[at - 1];
                choice->hardening[at] = mechanism;
            }
        }
    }
}

static inline struct configuration *configured(struct system *s, const char *text)
{
    struct configuration *c = arena_new(&s->arena, struct configuration);
    c->count = s->m->component_count;
    c->choices = arena_new_array(&s->arena, struct choice, c->count);
    for (uint32_t i = 0; i < c->count; i++)
        c->choices[i].form = s->m->components[i].first_form;
    char *copy = arena_copy(&s->arena, text, strlen(text)), *after = NULL;
    for (char *entry = strtok_r(copy, ";", &after); entry; entry = strtok_r(NULL, ";", &after))
        if (strspn(entry, " ") < strlen(entry))
            read_one(s, c, entry);
    return c;
}

/* Judged in full; the quick judge must say the same. Fini it. */
static inline struct judgement judged(struct system *s, const char *configuration)
{
    struct judgement j;
    struct measures measures;
    unsigned flags;
    struct configuration *c = configured(s, configuration);
    assert_int_equal(judge(s->m, c, &j), MSPEC_OK);
    assert_int_equal(desk_judge_quickly(s->desk, c, &flags, &measures), MSPEC_OK);
    assert_int_equal(flags, (j.safe ? JUDGED_SAFE : 0u) | (j.works ? JUDGED_WORKS : 0u) | (j.in_space ? JUDGED_SPACE : 0u) |
                                (j.keeps ? JUDGED_KEEPS : 0u));
    assert_int_equal(j.valid, flags == JUDGED_VALID);
    assert_int_equal(j.safe, j.violation_count == 0);
    for (int i = 0; i < MEASURE_COUNT; i++) {
        assert_int_equal(measures.known[i], j.measures.known[i]);
        assert_int_equal(rational_compare(measures.value[i], j.measures.value[i]), 0);
    }
    return j;
}

static inline unsigned flags_of(struct system *s, const char *configuration)
{
    unsigned flags;
    struct judgement j = judged(s, configuration);
    flags = (j.safe ? JUDGED_SAFE : 0u) | (j.works ? JUDGED_WORKS : 0u) | (j.in_space ? JUDGED_SPACE : 0u) |
            (j.keeps ? JUDGED_KEEPS : 0u);
    judgement_fini(&j);
    return flags;
}

/* The violations as text, a line each: "a X.call b.f". For sized cells with their range. */
static inline char *violations_text(struct system *s, const char *configuration)
{
    struct judgement j = judged(s, configuration);
    char *all = arena_copy(&s->arena, "", 0);
    for (size_t i = 0; i < j.violation_count; i++) {
        const struct violation *v = &j.violations[i];
        const struct cell *cell = &s->m->cells[v->cell];
        const char *target = cell->name ? model_name(s->m, cell->name) : cell->class == CELL_OWN ? "own"
                             : cell->class == CELL_SHARED ? "shared" : "code";
        char *range = cell->sized ? arena_printf(&s->arena, "[%llu..%llu]", (unsigned long long)v->range_from,
                                                 (unsigned long long)v->range_to)
                                  : arena_copy(&s->arena, "", 0);
        all = arena_printf(&s->arena, "%s%s %s %s.%s%s%s\n", all, model_component_name(s->m, v->from), operation_set_name(v->ops),
                           model_component_name(s->m, v->owner), target, range, v->lapsed ? " lapsed" : "");
    }
    judgement_fini(&j);
    return all;
}

#define assert_safe(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_SAFE, JUDGED_SAFE)
#define assert_unsafe(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_SAFE, 0)
#define assert_works(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_WORKS, JUDGED_WORKS)
#define assert_broken(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_WORKS, 0)
#define assert_in_space(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_SPACE, JUDGED_SPACE)
#define assert_outside(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_SPACE, 0)
#define assert_keeps(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_KEEPS, JUDGED_KEEPS)
#define assert_not_kept(s, configuration) assert_int_equal(flags_of(s, configuration) & JUDGED_KEEPS, 0)
#define assert_violations(s, configuration, text) assert_string_equal(violations_text(s, configuration), text)

#endif
