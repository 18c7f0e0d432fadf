/* [Profile] and [Clock]: how the run time is spread, how often who calls whom, and how fast the machine is. */
#include "model/build.h"

#include <stdlib.h>

struct measured { /* a rate as it is written */
    struct rate rate;
    struct span span;
};

struct profile {
    struct builder *b;
    struct {
        VECTOR(struct measured);
    } rates;
    struct lookup seen; /* from and to, or component and NONE → place in `spans` */
    struct {
        VECTOR(struct span);
    } spans;
};

static void refuse(struct builder *b, struct span span)
{
    char buffer[EXCERPT_SIZE];
    struct report *r = report(b->ctx, CODE_BAD_PROFILE, span, "`%s` is no entry of a profile", excerpt(b->d, span, buffer));
    report_hint(r, "write as in `(redis, 31%%)` or `(redis -> lwip, 1.2 M/s)`");
}

/* One component: a profile knows nothing of how the functions of one would share what it says of all. */
static bool need_one(struct builder *b, const struct term *term, uint32_t *component)
{
    struct named named;
    if (!unit_need(b, term, &named))
        return false;
    *component = named.first;
    if (!named.has_vault)
        return true;
    const struct system_unit *unit = &b->units[b->unit_of_component[named.first]];
    struct report *r = report(b->ctx, CODE_BAD_PROFILE, term->span,
                              "`%s` is placed by function: its share and its calls are theirs", name_text(b->d, term->name));
    report_hint(r, "write as in `%s.%s`", name_text(b->d, term->name), name_text(b->d, unit->draft->functions[0].name));
    return false;
}

/* False when it is stated already, which is reported; or when out of memory. */
static bool is_new(struct profile *p, uint32_t from, uint32_t to, struct span span)
{
    struct builder *b = p->b;
    uint32_t at = lookup_get(&p->seen, LOOKUP_KEY(from, to));
    if (at == UINT32_MAX)
        return lookup_put(&b->scratch, &p->seen, LOOKUP_KEY(from, to), (uint32_t)p->spans.count) &&
               vector_push(&b->ctx->memory, &p->spans, span);
    const char *name = model_component_name(b->m, from);
    struct report *r = to == NONE
                           ? report(b->ctx, CODE_DUPLICATE_PROFILE, span, "the share of `%s` is stated twice", name)
                           : report(b->ctx, CODE_DUPLICATE_PROFILE, span, "the calls from `%s` to `%s` are stated twice",
                                    name, model_component_name(b->m, to));
    report_related(r, p->spans.items[at], "first stated here");
    return false;
}

static void read_share(struct profile *p, const struct term *who, const struct term *number, struct span span)
{
    static const struct number_rule rule = {.code = CODE_BAD_PROFILE,
                                            .unit = UNIT_PERCENT,
                                            .other_unit = UNIT_PERCENT,
                                            .most = 1000000,
                                            .expected = "a part of the run time such as `31%`"};
    uint32_t component;
    bool fine = number_check(p->b->d, number, &rule);
    if (!need_one(p->b, who, &component) || !is_new(p, component, NONE, span) || !fine)
        return;
    p->b->m->components[component].has_share = true;
    p->b->m->components[component].share = number->number.value;
}

static void read_rate(struct profile *p, const struct item *calls, const struct term *number, struct span span)
{
    static const struct number_rule rule = {.code = CODE_BAD_PROFILE,
                                            .unit = UNIT_RATE,
                                            .other_unit = UNIT_RATE,
                                            .most = 1000000000000000,
                                            .expected = "calls in a second such as `1.2 M/s`"};
    struct builder *b = p->b;
    uint32_t from, to;
    bool fine = number_check(b->d, number, &rule), known = need_one(b, &calls->terms[0], &from);
    if (!need_one(b, &calls->terms[2], &to) || !known)
        return;
    if (from == to) {
        report(b->ctx, CODE_CROSSING_TO_ITSELF, calls->span, "`%s` does not cross into itself",
               model_component_name(b->m, from));
        return;
    }
    if (!is_new(p, from, to, span) || !fine || number->number.value.num == 0)
        return;
    struct measured measured = {{from < to ? from : to, from < to ? to : from, number->number.value}, span};
    if (!vector_push(&b->ctx->memory, &p->rates, measured))
        b->ctx->memory.exhausted = true;
}

static bool is_name(const struct term *term)
{
    return term->kind == TERM_NAME && term->name && !term->has_range && !term->has_args;
}

static void read_entry(struct profile *p, const struct term *tuple)
{
    if (tuple->kind != TERM_TUPLE || tuple->arg_count != 2 || tuple->args[1].term_count != 1) {
        refuse(p->b, tuple->span);
        return;
    }
    const struct item *who = &tuple->args[0];
    const struct term *number = &tuple->args[1].terms[0];
    if (who->term_count == 1 && is_name(&who->terms[0]))
        read_share(p, &who->terms[0], number, tuple->span);
    else if (who->term_count == 3 && is_name(&who->terms[0]) && who->terms[1].kind == TERM_ARROW && is_name(&who->terms[2]))
        read_rate(p, who, number, tuple->span);
    else
        refuse(p->b, tuple->span);
}

static int compare_rates(const void *a, const void *b)
{
    const struct rate *x = &((const struct measured *)a)->rate, *y = &((const struct measured *)b)->rate;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* Both directions of a pair together. */
static bool sum_rates(struct profile *p)
{
    struct model *m = p->b->m;
    m->rates = arena_new_array(&m->arena, struct rate, p->rates.count);
    if (!m->rates)
        return false;
    if (p->rates.count)
        qsort(p->rates.items, p->rates.count, sizeof *p->rates.items, compare_rates);
    for (size_t i = 0; i < p->rates.count; i++) {
        const struct rate *rate = &p->rates.items[i].rate;
        struct rate *last = m->rate_count ? &m->rates[m->rate_count - 1] : NULL;
        if (!last || last->a != rate->a || last->b != rate->b)
            m->rates[m->rate_count++] = *rate;
        else if (!rational_add(last->per_second, rate->per_second, &last->per_second))
            report(p->b->ctx, CODE_NUMBER_TOO_LARGE, p->rates.items[i].span,
                   "the calls of both directions do not fit together");
    }
    return true;
}

bool profile_build(struct builder *b)
{
    static const struct number_rule clock_rule = {.code = CODE_BAD_CLOCK,
                                                  .unit = UNIT_HERTZ,
                                                  .other_unit = UNIT_HERTZ,
                                                  .positive = true,
                                                  .most = 1000000000000000,
                                                  .expected = "a frequency such as `2.2 GHz`"};
    struct profile p = {.b = b};
    const struct item *item;
    struct number clock;
    for (struct walk w = walk_of(b->clauses, HEADING_PROFILE); (item = walk_next(&w));)
        for (uint32_t i = 0; i < item->term_count; i++)
            if (item->terms[i].arg_count > 1 || !w.part->clause->broken)
                read_entry(&p, &item->terms[i]);
    b->m->has_profile = clause_exists(b->clauses, HEADING_PROFILE);
    b->m->has_clock = single_number(b->d, b->clauses, HEADING_CLOCK, &clock_rule, &clock, NULL);
    b->m->clock = b->m->has_clock ? clock.value : RATIONAL_ZERO;
    bool fine = sum_rates(&p);
    vector_free(&b->ctx->memory, &p.rates);
    vector_free(&b->ctx->memory, &p.spans);
    return fine;
}
