/* Numbers with units, and costs. */
#include "model/values.h"

#include <string.h>

static struct report *refuse(struct declarations *d, const struct term *term, const struct number_rule *rule, enum code code,
                             const char *why)
{
    char buffer[EXCERPT_SIZE];
    struct report *r = report(d->ctx, code, term->span, "`%s` %s", excerpt(d, term->span, buffer), why);
    report_hint(r, "expected %s", rule->expected);
    return r;
}

bool number_check(struct declarations *d, const struct term *term, const struct number_rule *rule)
{
    const struct number *n = &term->number;
    if (term->kind != TERM_NUMBER) {
        refuse(d, term, rule, CODE_EXPECTED_NUMBER, "is no number");
        return false;
    }
    if (n->unit != rule->unit && n->unit != rule->other_unit) {
        refuse(d, term, rule, CODE_WRONG_UNIT, n->unit == UNIT_NONE ? "lacks its unit" : "has the wrong unit");
        return false;
    }
    if (n->value.num < 0) {
        refuse(d, term, rule, CODE_NEGATIVE_VALUE, "is negative");
        return false;
    }
    if (rule->positive && n->value.num == 0) {
        refuse(d, term, rule, rule->code, "is zero");
        return false;
    }
    if (rule->whole && n->value.den != 1) {
        refuse(d, term, rule, rule->code, "is not a whole number");
        return false;
    }
    if (rule->most && rational_compare(n->value, rational_from(rule->most)) > 0) {
        refuse(d, term, rule, rule->code, "is too large");
        return false;
    }
    return true;
}

bool single_number(struct declarations *d, const struct clause_list *list, enum heading heading,
                   const struct number_rule *rule, struct number *out, struct span *span)
{
    const struct item *item = single_item(d, list, heading);
    if (!item)
        return false;
    if (item->term_count > 1) {
        refuse(d, &item->terms[1], rule, CODE_EXPECTED_SINGLE_VALUE, "is one value too many");
        return false;
    }
    if (!number_check(d, &item->terms[0], rule))
        return false;
    *out = item->terms[0].number;
    if (span)
        *span = item->span;
    return true;
}

void limit_of(struct declarations *d, const struct clause_list *list, uint32_t *limit, struct span *span)
{
    static const struct number_rule rule = {.code = CODE_BAD_LIMIT,
                                            .unit = UNIT_NONE,
                                            .other_unit = UNIT_NONE,
                                            .whole = true,
                                            .positive = true,
                                            .most = INT32_MAX,
                                            .expected = "a number of compartments, from 1"};
    struct number n;
    if (single_number(d, list, HEADING_LIMIT, &rule, &n, span))
        *limit = (uint32_t)n.value.num;
}

void costs_of(struct declarations *d, const struct clause_list *list, struct rational *runtime, struct rational *memory)
{
    static const char *const names[] = {"runtime", "memory"};
    static const struct number_rule rule = {.code = CODE_BAD_COST,
                                            .unit = UNIT_PERCENT,
                                            .other_unit = UNIT_PERCENT,
                                            .most = 1000000000,
                                            .expected = "a percentage such as `runtime 200%`"};
    const struct item *item, *seen[2] = {0};
    struct rational value[2] = {RATIONAL_ZERO, RATIONAL_ZERO};
    for (struct walk w = walk_of(list, HEADING_COST); (item = walk_next(&w));) {
        const struct term *name = &item->terms[0];
        char buffer[EXCERPT_SIZE];
        int which = term_is(d, name, names[0]) ? 0 : term_is(d, name, names[1]) ? 1 : -1;
        if (item->term_count == 1 && w.part->clause->broken)
            continue; /* the number is what was reported */
        if (which < 0 || item->term_count != 2) {
            struct report *r = report(d->ctx, CODE_BAD_COST, item->span, "`%s` is no cost", excerpt(d, item->span, buffer));
            report_hint(r, "write `runtime 200%%` or `memory 150%%`");
            if (which < 0 && term_is_word(name) && item->term_count == 2)
                report_suggest(r, name_text(d, name->name), names, 2);
            continue;
        }
        if (seen[which]) {
            struct report *r = report(d->ctx, CODE_DUPLICATE_COST, item->span, "the cost in %s is stated twice",
                                      which ? "memory" : "run time");
            report_related(r, seen[which]->span, "first stated here");
            continue;
        }
        seen[which] = item;
        if (number_check(d, &item->terms[1], &rule))
            value[which] = item->terms[1].number.value;
    }
    *runtime = value[0];
    *memory = value[1];
}
