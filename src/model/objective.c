/* [Minimise] and [Budget]: what is measured, in which order it counts, and how much there may be of it. */
#include "model/build.h"

#include <stdio.h>
#include <string.h>

#include "model/question.h"
#include "syntax/syntax.h"

static const char *const measures[MEASURE_COUNT] = {
    [MEASURE_RUNTIME] = "runtime",
    [MEASURE_COMPARTMENTS] = "compartments",
    [MEASURE_TRANSFORMATIONS] = "transformations",
    [MEASURE_MEMORY] = "memory",
};

const char *measure_name(enum measure measure)
{
    return measures[measure];
}

/* MEASURE_COUNT, and reported, when there is none of that name. */
static enum measure need_measure(struct builder *b, const struct term *term)
{
    char buffer[EXCERPT_SIZE];
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (term_is(b->d, term, measures[i]))
            return (enum measure)i;
    struct report *r = report(b->ctx, CODE_UNKNOWN_MEASURE, term->span, "`%s` is no measure",
                              excerpt(b->d, term->span, buffer));
    measure_suggest(r, buffer);
    return MEASURE_COUNT;
}

static void report_twice(struct builder *b, enum measure measure, struct span span, struct span first)
{
    struct report *r = report(b->ctx, CODE_DUPLICATE_MEASURE, span, "`%s` is named twice", measures[measure]);
    report_related(r, first, "first named here");
}

static bool read_objective(struct builder *b)
{
    struct model *m = b->m;
    const struct item *item;
    struct span seen[MEASURE_COUNT] = {{0}};
    m->objective = arena_new_array(&m->arena, enum measure, MEASURE_COUNT);
    if (!m->objective)
        return false;
    for (struct walk w = walk_of(b->clauses, HEADING_MINIMISE); (item = walk_next(&w));) {
        const struct term *term = item_name(b->d, item, CODE_UNKNOWN_MEASURE, "a measure");
        enum measure measure = term ? need_measure(b, term) : MEASURE_COUNT;
        if (measure == MEASURE_COUNT)
            continue;
        if (seen[measure].source) {
            report_twice(b, measure, item->span, seen[measure]);
            continue;
        }
        seen[measure] = item->span;
        m->objective[m->objective_count++] = measure;
    }
    if (clause_exists(b->clauses, HEADING_MINIMISE))
        return true;
    if (m->has_profile)
        m->objective[m->objective_count++] = MEASURE_RUNTIME;
    m->objective[m->objective_count++] = MEASURE_COMPARTMENTS;
    m->objective[m->objective_count++] = MEASURE_TRANSFORMATIONS;
    return true;
}

/* What a budget of each measure may be. */
static const struct number_rule *budget_rule(enum measure measure)
{
    static const struct number_rule rules[MEASURE_COUNT] = {
        [MEASURE_RUNTIME] = {.code = CODE_BAD_BUDGET,
                             .unit = UNIT_PERCENT,
                             .other_unit = UNIT_PERCENT,
                             .most = 1000000000000,
                             .expected = "a part of the run time such as `60%`"},
        [MEASURE_COMPARTMENTS] = {.code = CODE_BAD_BUDGET,
                                  .unit = UNIT_NONE,
                                  .other_unit = UNIT_NONE,
                                  .whole = true,
                                  .most = 1000000000000,
                                  .expected = "a number such as `4`"},
        [MEASURE_TRANSFORMATIONS] = {.code = CODE_BAD_BUDGET,
                                     .unit = UNIT_NONE,
                                     .other_unit = UNIT_NONE,
                                     .whole = true,
                                     .most = 1000000000000,
                                     .expected = "a number such as `4`"},
        [MEASURE_MEMORY] = {.code = CODE_BAD_BUDGET,
                            .unit = UNIT_BYTES,
                            .other_unit = UNIT_NONE,
                            .most = INT64_MAX,
                            .expected = "a size such as `64 MiB`"},
    };
    return &rules[measure];
}

static void read_budget(struct builder *b, const struct item *item)
{
    struct model *m = b->m;
    char buffer[EXCERPT_SIZE];
    uint32_t last = item->term_count - 1;
    bool has_compare = item->term_count == 3 && item->terms[1].kind == TERM_COMPARE &&
                       strcmp(name_text(b->d, item->terms[1].name), "<=") == 0; /* `runtime <= 60%` says the same */
    if (item->term_count != 2 && !has_compare) {
        struct report *r = report(b->ctx, CODE_BAD_BUDGET, item->span, "`%s` is no budget",
                                  excerpt(b->d, item->span, buffer));
        report_hint(r, "write as in `runtime 60%%; compartments 4`");
        return;
    }
    enum measure measure = need_measure(b, &item->terms[0]);
    if (measure == MEASURE_COUNT || !number_check(b->d, &item->terms[last], budget_rule(measure)))
        return;
    for (uint32_t i = 0; i < m->budget_count; i++)
        if (m->budgets[i].measure == measure) {
            report_twice(b, measure, item->span, m->budgets[i].span);
            return;
        }
    struct rational most = item->terms[last].number.value;
    m->budgets[m->budget_count++] = (struct budget){measure, most, item->span};
    if (measure == MEASURE_COMPARTMENTS && most.num == 0) {
        struct report *r = report(b->ctx, CODE_BUDGET_IMPOSSIBLE, item->span,
                                  "every system has at least one compartment: itself");
        report_hint(r, "nothing is divided with `compartments 1`");
    }
}

enum measure measure_find(const char *name, size_t length)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (strlen(measures[i]) == length && strncmp(measures[i], name, length) == 0)
            return (enum measure)i;
    return MEASURE_COUNT;
}

void measure_suggest(struct report *r, const char *name)
{
    report_hint(r, "the measures are `runtime`, `compartments`, `transformations` and `memory`");
    report_suggest(r, name, measures, MEASURE_COUNT);
}

static void refuse_asked(struct builder *b, const char *text, const char *why, const char *expected)
{
    struct report *r = report(b->ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`%s` is no budget: %s", text, why);
    report_hint(r, "write as in `runtime=20%%`; expected %s", expected);
}

/* "runtime=20%", as [Budget] would say it. */
static void read_asked_budget(struct builder *b, const char *text)
{
    struct model *m = b->m;
    const char *equals = strchr(text, '='), *error = NULL, *value = equals ? equals + 1 : "";
    size_t length = equals ? (size_t)(equals - text) : strlen(text), used = 0, size = strlen(value);
    enum measure measure = measure_find(text, length);
    if (measure == MEASURE_COUNT) {
        struct report *r = report(b->ctx, CODE_UNKNOWN_MEASURE, (struct span){0}, "`%.*s` is no measure", (int)length, text);
        char name[EXCERPT_SIZE];
        snprintf(name, sizeof name, "%.*s", (int)length, text);
        measure_suggest(r, name);
        return;
    }
    const struct number_rule *rule = budget_rule(measure);
    struct number n;
    if (!size || !syntax_parse_number(value, size, &n, &used, &error) || used != size)
        refuse_asked(b, text, "there is no number behind `=`", rule->expected);
    else if (n.unit != rule->unit && n.unit != rule->other_unit)
        refuse_asked(b, text, n.unit == UNIT_NONE ? "the number lacks its unit" : "the number has the wrong unit", rule->expected);
    else if (n.value.num < 0 || (rule->whole && n.value.den != 1) || rational_compare(n.value, rational_from(rule->most)) > 0)
        refuse_asked(b, text, "the number cannot be meant", rule->expected);
    else
        m->budgets[m->budget_count++] = (struct budget){measure, n.value, {0}};
}

/* Where the run time counts there must be a profile; and a clock, where crossings cost cycles. */
static void check_runtime(struct builder *b)
{
    const struct model *m = b->m;
    struct span span = {0};
    const struct part *minimise = clause_first(b->clauses, HEADING_MINIMISE),
                      *profile = clause_first(b->clauses, HEADING_PROFILE);
    bool matters = false;
    for (uint32_t i = 0; i < m->objective_count; i++)
        if (m->objective[i] == MEASURE_RUNTIME) {
            matters = true;
            span = minimise ? minimise->clause->span : profile->clause->span;
        }
    for (uint32_t i = 0; i < m->budget_count && !matters; i++)
        if (m->budgets[i].measure == MEASURE_RUNTIME) {
            matters = true;
            span = m->budgets[i].span;
        }
    matters |= b->question && b->question->measured[MEASURE_RUNTIME];
    if (!matters)
        return;
    if (!m->has_profile) {
        struct report *r = report(b->ctx, CODE_MISSING_PROFILE, span,
                                  "the run time counts, and the system has no [Profile]");
        report_hint(r, "add shares and calls, as in `[Profile] ::= (redis, 31%%) (redis -> lwip, 1.2 M/s)`");
        return;
    }
    if (m->has_clock || !m->rate_count || clause_exists(b->clauses, HEADING_CLOCK))
        return;
    for (uint32_t i = 0; i < m->mechanism_count; i++) {
        const struct mechanism *mechanism = &m->mechanisms[i];
        if (!mechanism->in_system || !mechanism->has_gate || mechanism->gate_is_time || mechanism->gate.num == 0)
            continue;
        const struct part *gate = clause_first(&b->draft_of_mechanism[i]->declaration->clauses, HEADING_GATE);
        struct report *r = report(b->ctx, CODE_MISSING_CLOCK, span,
                                  "the run time counts, and nobody can tell how long a cycle is");
        report_related(r, gate->clause->span, "the gate of `%s` costs cycles", name_text(b->d, mechanism->name));
        report_hint(r, "add `[Clock] ::= 2.2 GHz`");
        return;
    }
}

bool objective_build(struct builder *b)
{
    struct model *m = b->m;
    const struct item *item;
    if (!read_objective(b))
        return false;
    size_t asked = b->question ? b->question->budget_count : 0;
    m->budgets = arena_new_array(&m->arena, struct budget, MEASURE_COUNT + asked);
    if (!m->budgets)
        return false;
    for (struct walk w = walk_of(b->clauses, HEADING_BUDGET); (item = walk_next(&w));)
        if (item->term_count > 1 || !w.part->clause->broken)
            read_budget(b, item);
    for (size_t i = 0; i < asked; i++)
        read_asked_budget(b, b->question->budgets[i]);
    check_runtime(b);
    return true;
}
