/* [Minimise] and [Budget]: what is measured, in which order it counts, and how much there may be of it. */
#include "model/build.h"

#include <string.h>

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
    report_hint(r, "the measures are `runtime`, `compartments`, `transformations` and `memory`");
    report_suggest(r, buffer, measures, MEASURE_COUNT);
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

static void read_budget(struct builder *b, const struct item *item)
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
    if (measure == MEASURE_COUNT || !number_check(b->d, &item->terms[last], &rules[measure]))
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
    m->budgets = arena_new_array(&m->arena, struct budget, MEASURE_COUNT);
    if (!m->budgets)
        return false;
    for (struct walk w = walk_of(b->clauses, HEADING_BUDGET); (item = walk_next(&w));)
        if (item->term_count > 1 || !w.part->clause->broken)
            read_budget(b, item);
    check_runtime(b);
    return true;
}
