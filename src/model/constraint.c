/* [Forbid], [Use] and [Place]: rules about mechanisms and components. A rule about a component whose functions are placed is
 * one about each of its functions. */
#include "model/build.h"

struct rule_list {
    VECTOR(struct rule);
};

/* What an item says: a mechanism, then a word and something else, or nothing more. */
struct sentence {
    const struct item *item;
    const struct term *first, *last; /* last: NULL when it stands alone */
    const char *word;
};

static bool is_name(const struct term *term)
{
    return term->kind == TERM_NAME && term->name && !term->has_range && !term->has_args;
}

static bool parse(struct builder *b, const struct item *item, struct sentence *out, enum code code, const char *const *words,
                  size_t word_count, const char *example)
{
    *out = (struct sentence){.item = item, .first = &item->terms[0]};
    bool fine = is_name(out->first) && (item->term_count == 1 || item->term_count == 3);
    if (fine && item->term_count == 3) {
        out->last = &item->terms[2];
        fine = is_name(out->last);
        for (size_t i = 0; i < word_count; i++)
            if (term_is(b->d, &item->terms[1], words[i]))
                out->word = words[i];
        fine = fine && out->word;
    }
    if (fine && (out->word || word_count == 2)) /* only [Forbid] may name a mechanism alone */
        return true;
    char buffer[EXCERPT_SIZE];
    struct report *r = report(b->ctx, code, item->span, "`%s` is no rule", excerpt(b->d, item->span, buffer));
    report_hint(r, "write as in `%s`", example);
    return false;
}

static bool undotted(struct builder *b, const struct term *term)
{
    if (!term->owner)
        return true;
    char buffer[EXCERPT_SIZE];
    report(b->ctx, CODE_UNKNOWN_MECHANISM, term->span, "no mechanism is called `%s`", excerpt(b->d, term->span, buffer));
    return false;
}

static uint32_t need_mechanism(struct builder *b, const struct term *term)
{
    return undotted(b, term) ? mechanism_need(b, term) : NONE;
}

static bool push_each(struct builder *b, struct rule_list *list, struct rule rule, const struct named *named,
                      bool skip_vault)
{
    for (uint32_t i = skip_vault && named->has_vault ? 1 : 0; i < named->count; i++) {
        rule.component = named->first + i;
        if (!vector_push(&b->ctx->memory, list, rule))
            return false;
    }
    return true;
}

static bool is_built_in_somewhere(const struct builder *b, uint32_t mechanism, uint32_t first, uint32_t count)
{
    for (uint32_t c = first; c < first + count; c++) {
        const struct component *component = &b->m->components[c];
        for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++)
            if (is_built_in(&b->m->forms[f], mechanism))
                return true;
    }
    return false;
}

/* A mechanism that must be there, and is not in the system. */
static void refuse_absent(struct builder *b, uint32_t mechanism, struct span span)
{
    const struct mechanism *m = &b->m->mechanisms[mechanism];
    const struct draft_mechanism *draft = b->draft_of_mechanism[mechanism];
    const struct platform_group *why = platform_excludes(b->platform, b->platform_count, draft->platform,
                                                         draft->platform_count);
    const struct part *list = clause_first(b->clauses, HEADING_MECHANISMS);
    struct report *r;
    if (b->target && !target_has(b->target, m->name)) {
        r = report(b->ctx, CODE_NOT_IN_TARGET, span, "`%s` is not there: the target `%s` does not have it", name_text(b->d, m->name),
                   name_text(b->d, b->target->name));
        report_related(r, b->target->span, "the target");
        return;
    }
    if (why) {
        r = report(b->ctx, CODE_MECHANISM_EXCLUDED, span, "`%s` is not there: the platform lacks what it needs",
                   name_text(b->d, m->name));
        report_related(r, why->span, "needed by `%s`", name_text(b->d, m->name));
        return;
    }
    r = report(b->ctx, CODE_MECHANISM_NOT_IN_SYSTEM, span, "`%s` is not one of the system's mechanisms",
               name_text(b->d, m->name));
    if (list)
        report_related(r, list->clause->span, "the mechanisms of the system");
    report_hint(r, "add it to [Mechanisms]");
}

/* ---- [Forbid] ---- */

static void warn_of_absent(struct builder *b, uint32_t mechanism, struct span span)
{
    if (b->m->mechanisms[mechanism].in_system || b->built_in[mechanism])
        return;
    report(b->ctx, CODE_CLAUSE_WITHOUT_EFFECT, span, "`%s` is not in the system anyway",
           name_text(b->d, b->m->mechanisms[mechanism].name));
}

static bool read_forbid(struct builder *b, const struct item *item, struct rule_list *list)
{
    static const char *const words[] = {"with", "on"};
    struct sentence s;
    if (!parse(b, item, &s, CODE_BAD_FORBID, words, 2, "cfi with kasan; ssp on uksched; mpk"))
        return true;
    struct rule rule = {need_mechanism(b, s.first), NONE, NONE, item->span};
    if (rule.mechanism != NONE)
        warn_of_absent(b, rule.mechanism, s.first->span);
    if (s.word == words[1]) {
        struct named named;
        return !unit_need(b, s.last, &named) || rule.mechanism == NONE || push_each(b, list, rule, &named, false);
    }
    if (s.word == words[0]) {
        rule.with = need_mechanism(b, s.last);
        if (rule.with != NONE)
            warn_of_absent(b, rule.with, s.last->span);
        if (rule.with != NONE && rule.with == rule.mechanism) {
            struct report *r = report(b->ctx, CODE_BAD_FORBID, item->span, "`%s` stands on both sides",
                                      name_text(b->d, s.first->name));
            report_hint(r, "`%s` alone forbids it everywhere", name_text(b->d, s.first->name));
            return true;
        }
        if (rule.with == NONE)
            return true;
    }
    return rule.mechanism == NONE || vector_push(&b->ctx->memory, list, rule);
}

/* ---- [Use] ---- */

static void check_use(struct builder *b, uint32_t mechanism, const struct named *named, struct span span)
{
    const struct mechanism *m = &b->m->mechanisms[mechanism];
    if (is_built_in_somewhere(b, mechanism, named->first, named->count))
        return;
    if (!m->in_system) {
        refuse_absent(b, mechanism, span);
        return;
    }
    for (uint32_t i = named->has_vault && m->kind == MECHANISM_HARDENING ? 1 : 0; i < named->count; i++) {
        const struct component *c = &b->m->components[named->first + i];
        bool fits = false;
        for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
            fits |= mechanism_fits(b, mechanism, &b->m->forms[f]);
        if (fits)
            continue;
        struct report *r = report(b->ctx, CODE_USE_NOT_APPLICABLE, span, "`%s` does not apply to `%s`",
                                  name_text(b->d, m->name), name_text(b->d, c->name));
        report_related(r, c->span, "`%s` is declared here", name_text(b->d, c->name));
        report_related(r, m->span, "`%s` is declared here", name_text(b->d, m->name));
    }
}

static bool read_use(struct builder *b, const struct item *item, struct rule_list *list)
{
    static const char *const words[] = {"on"};
    struct sentence s;
    struct named named;
    if (!parse(b, item, &s, CODE_BAD_USE, words, 1, "ssp on lwip"))
        return true;
    struct rule rule = {need_mechanism(b, s.first), NONE, NONE, item->span};
    if (!unit_need(b, s.last, &named) || rule.mechanism == NONE)
        return true;
    check_use(b, rule.mechanism, &named, item->span);
    return push_each(b, list, rule, &named, b->m->mechanisms[rule.mechanism].kind == MECHANISM_HARDENING);
}

/* ---- [Place] ---- */

static bool read_place(struct builder *b, const struct item *item, struct rule_list *list)
{
    static const char *const words[] = {"in"};
    struct sentence s;
    struct named named;
    if (!parse(b, item, &s, CODE_BAD_PLACE, words, 1, "lwip in ept"))
        return true;
    bool known = unit_need(b, s.first, &named);
    struct rule rule = {need_mechanism(b, s.last), NONE, NONE, item->span};
    if (!known || rule.mechanism == NONE)
        return true;
    const struct mechanism *m = &b->m->mechanisms[rule.mechanism];
    if (m->kind != MECHANISM_ISOLATION) {
        struct report *r = report(b->ctx, CODE_WRONG_MECHANISM_KIND, s.last->span, "`%s` builds no compartments",
                                  name_text(b->d, m->name));
        report_related(r, m->span, "declared here, without a [Boundary]");
        report_hint(r, "hardening is prescribed by `[Use] ::= %s on %s`", name_text(b->d, m->name),
                    name_text(b->d, s.first->name));
        return true;
    }
    if (!m->in_system) {
        refuse_absent(b, rule.mechanism, s.last->span);
        return true;
    }
    return push_each(b, list, rule, &named, false);
}

static bool read_rules(struct builder *b, enum heading heading,
                       bool (*read)(struct builder *, const struct item *, struct rule_list *), struct rule **out,
                       uint32_t *count)
{
    struct rule_list list = {0};
    const struct item *item;
    bool fine = true;
    clause_is_none(b->d, b->clauses, heading);
    for (struct walk w = walk_of(b->clauses, heading); fine && (item = walk_next(&w));)
        if (!item_is_none(b->d, item))
            fine = read(b, item, &list);
    *out = fine ? vector_to_arena(&b->m->arena, &list) : NULL;
    *count = (uint32_t)list.count;
    vector_free(&b->ctx->memory, &list);
    return *out != NULL;
}

static bool exclude_build(struct builder *b)
{
    struct target_pair *pairs;
    uint32_t count;
    return exclude_read(b->d, b->clauses, &b->scratch, &pairs, &count) && exclude_place(b->m, &b->m->arena, pairs, count);
}

bool constraints_build(struct builder *b)
{
    struct model *m = b->m;
    return exclude_build(b) &&
           read_rules(b, HEADING_FORBID, read_forbid, &m->forbid, &m->forbid_count) &&
           read_rules(b, HEADING_USE, read_use, &m->use, &m->use_count) &&
           read_rules(b, HEADING_PLACE, read_place, &m->place, &m->place_count) && groups_build(b);
}
