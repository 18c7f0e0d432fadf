/* Targets of operations in the clauses of components: `own`, `ring[0..64]`, `lwip.ring`, `ukalloc.malloc`, `code`. */
#include "model/draft.h"

#include <string.h>

enum { MOST_COMPARED = 4096 }; /* members of a component that a misspelt name is compared with */

/* Suggests among what the component has: regions for memory operations, symbols and functions for `X`. */
static void suggest_member(struct declarations *d, struct report *r, const struct draft_component *c, name_id name,
                           op_set ops)
{
    if (!r)
        return;
    size_t most = c->function_count, count = 0;
    for (uint32_t i = 0; i < c->form_count; i++)
        most += (size_t)c->forms[i].region_count + c->forms[i].symbol_count;
    const char **names = most > MOST_COMPARED ? NULL : arena_new_array(&d->arena, const char *, most);
    if (!names)
        return;
    for (uint32_t i = 0; i < c->form_count; i++) {
        for (uint32_t k = 0; (ops & OPS_MEMORY) && k < c->forms[i].region_count; k++)
            names[count++] = name_text(d, c->forms[i].regions[k].name);
        for (uint32_t k = 0; (ops & OP_EXECUTE) && k < c->forms[i].symbol_count; k++)
            names[count++] = name_text(d, c->forms[i].symbols[k].name);
    }
    for (uint32_t i = 0; (ops & OP_EXECUTE) && i < c->function_count; i++)
        names[count++] = name_text(d, c->functions[i].name);
    report_suggest(r, name_text(d, name), names, count);
}

void symbols_suggest(struct declarations *d, struct report *r, const struct draft_component *c, name_id name)
{
    suggest_member(d, r, c, name, OP_EXECUTE);
}

static bool forms_range_check(struct declarations *d, const struct draft_component *c, const struct draft_form *form,
                              const struct term *term)
{
    uint32_t at = lookup_get(&form->region_of, term->name);
    if (at == UINT32_MAX)
        return true;
    const struct draft_region *region = &form->regions[at];
    const char *owner = name_text(d, c->name), *name = name_text(d, region->name);
    struct report *r;
    if (!region->sized) {
        r = report(d->ctx, CODE_RANGE_WITHOUT_SIZE, term->range_span, "a range of `%s.%s`, whose size is not stated", owner,
                   name);
        report_related(r, region->span, region->exported ? "exported here, as one atom" : "declared here, without a size");
        if (!region->exported)
            report_hint(r, "state its size: `(%s, %s, 4 KiB)`", name, region->shared ? "SHARED" : "OWN");
        return false;
    }
    if (term->to <= region->size)
        return true;
    r = report(d->ctx, CODE_RANGE_OUTSIDE_REGION, term->range_span, "the range ends at byte %llu, and `%s.%s` has %llu",
               (unsigned long long)term->to, owner, name, (unsigned long long)region->size);
    report_related(r, region->span, "declared here");
    return false;
}

bool range_check(struct declarations *d, const struct draft_component *c, const struct term *term)
{
    if (!term->has_range)
        return true;
    if (term->from >= term->to)
        return false; /* reported by the parser */
    for (uint32_t i = 0; i < c->form_count; i++)
        if (!forms_range_check(d, c, &c->forms[i], term))
            return false;
    return true;
}

static void refuse_range(struct declarations *d, const struct term *term, const char *what)
{
    report(d->ctx, CODE_RANGE_NOT_ALLOWED, term->range_span, "ranges are of named regions, and not of %s", what);
}

static void wrong_target(const struct scope *s, const struct term *term, op_set ops, const char *why)
{
    char buffer[EXCERPT_SIZE];
    struct report *r = report(s->d->ctx, CODE_WRONG_TARGET, term->span, "`%s` cannot be on `%s`: %s",
                              operation_set_name(ops), excerpt(s->d, term->span, buffer), why);
    if (ops & OPS_MEMORY)
        report_hint(r, "`R` and `W` are on `own`, `shared` and regions");
    else
        report_hint(r, "`X` is on `api`, `code` and API symbols");
}

/* The words that stand for a kind of target. 0: it is none of them. */
static enum where keyword(const struct declarations *d, name_id name)
{
    static const struct {
        const char *word;
        enum where where;
    } words[] = {{"own", WHERE_OWN},   {"shared", WHERE_SHARED}, {"api", WHERE_API},
                 {"code", WHERE_CODE}, {"intent", WHERE_INTENT}, {"granted", WHERE_GRANTED}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name_text(d, name), words[i].word) == 0)
            return words[i].where;
    return 0;
}

static bool is_memory_kind(enum where where)
{
    return where == WHERE_OWN || where == WHERE_SHARED;
}

static void read_keyword(const struct scope *s, const struct term *term, enum where where, op_set ops,
                         struct draft_access *out)
{
    if (term->has_range) {
        refuse_range(s->d, term, is_memory_kind(where) ? "all memory of a kind" : "code");
        return;
    }
    if (where == WHERE_INTENT || where == WHERE_GRANTED) {
        struct report *r = report(s->d->ctx, CODE_KEYWORD_NOT_ALLOWED, term->span, "`%s` has no meaning in [%s] of a %s",
                                  name_text(s->d, term->name), heading_text(s->heading), kind_text(s->block->kind));
        report_hint(r, "it is for languages, transformations and boundaries");
        return;
    }
    bool is_memory = is_memory_kind(where);
    op_set fit = ops & (is_memory ? OPS_MEMORY : OP_EXECUTE);
    if (!fit)
        wrong_target(s, term, ops, is_memory ? "it is memory" : "it is code");
    out->ops = fit;
    out->where = where;
}

/* A region or a symbol of a component. */
static void read_member(const struct scope *s, const struct draft_component *c, const struct term *term, op_set ops,
                        struct draft_access *out)
{
    struct declarations *d = s->d;
    unsigned member = component_member(c, term->name);
    bool is_own = c == s->component, is_memory = (ops & OPS_MEMORY) != 0, is_code = (ops & OP_EXECUTE) != 0;
    op_set fit = 0;
    if (member & MEMBER_REGION)
        fit |= ops & OPS_MEMORY;
    if ((member & MEMBER_SYMBOL) || ((member & MEMBER_FUNCTION) && is_own))
        fit |= ops & OP_EXECUTE;
    if (fit) {
        out->where = WHERE_NAMED;
        out->name = term->name;
        if (term->has_range && !(fit & OPS_MEMORY)) {
            refuse_range(d, term, "API symbols");
            return;
        }
        if (!range_check(d, c, term))
            return;
        out->has_range = term->has_range;
        out->from = term->from;
        out->to = term->to;
        out->ops = fit;
        return;
    }
    const char *owner = name_text(d, c->name), *name = name_text(d, term->name);
    if (c->declaration->is_incomplete)
        return; /* it may be its parent's */
    if (member & MEMBER_REGION) {
        wrong_target(s, term, ops, "it is a region");
        return;
    }
    if (member & MEMBER_SYMBOL) {
        wrong_target(s, term, ops, "it is an API symbol");
        return;
    }
    enum code code = is_memory && is_code ? CODE_UNKNOWN_MEMBER : is_memory ? CODE_UNKNOWN_REGION : CODE_UNKNOWN_SYMBOL;
    const char *what = is_memory && is_code ? "region or API symbol" : is_memory ? "region" : "API symbol";
    struct report *r = report(d->ctx, code, term->name_span, "`%s` has no %s `%s`", owner, what, name);
    if (member & MEMBER_FUNCTION)
        report_hint(r, "it is a function that [API] of `%s` does not list", owner);
    else if (is_own && !term->owner && declaration_find(d, BLOCK_COMPONENT, term->name))
        report_hint(r, "`%s` is a component: say what of it, as in `%s.%s`", name, name, is_memory ? "shared" : "api");
    else
        suggest_member(d, r, c, term->name, ops);
    if (!is_own)
        report_related(r, c->declaration->block->span, "`%s` is declared here", owner);
}

/* The component that a target names as its owner; NULL for somebody who is not declared, or who may not stand here. */
static const struct draft_component *read_owner(const struct scope *s, const struct term *term, struct draft_access *out)
{
    struct declarations *d = s->d;
    if (!term->owner || (s->component && term->owner == s->component->name))
        return s->component;
    if (s->own_only) {
        if (term->owner == s->block->name) /* written in a parent, of what was its own there */
            return s->component;
        struct report *r = report(d->ctx, CODE_FOREIGN_TARGET, term->span, "`%s` is not `%s`'s to require or to grant",
                                  name_text(d, term->owner), name_text(d, s->component->name));
        report_hint(r, "[%s] speaks of the component's own regions and symbols", heading_text(s->heading));
        return NULL;
    }
    const struct declaration *owner = declaration_need(d, BLOCK_COMPONENT, term->owner, term->owner_span,
                                                       CODE_UNDECLARED_COMPONENT);
    out->owner = term->owner;
    return owner ? owner->draft.component : NULL;
}

void target_read(const struct scope *s, const struct term *term, op_set ops, struct draft_access *out)
{
    struct declarations *d = s->d;
    *out = (struct draft_access){.span = term->span};
    if (term->has_args) {
        report(d->ctx, CODE_ARGUMENTS_NOT_ALLOWED, term->span, "a target has no parentheses");
        return;
    }
    if (term->kind == TERM_STAR) {
        out->ops = ops;
        out->where = WHERE_ALL;
        return;
    }
    if (term->kind != TERM_NAME || !term->name) {
        char buffer[EXCERPT_SIZE];
        report(d->ctx, CODE_WRONG_TARGET, term->span, "`%s` is no target of an operation", excerpt(d, term->span, buffer));
        return;
    }
    enum where where = keyword(d, term->name);
    if (!s->component) { /* of a language */
        if (where && !term->owner)
            read_keyword(s, term, where, ops, out);
        else
            report(d->ctx, CODE_NAMED_TARGET, term->span, "a language cannot name what belongs to a component");
        return;
    }
    const struct draft_component *c = read_owner(s, term, out);
    if (!c && !out->owner)
        return;
    if (where) {
        read_keyword(s, term, where, ops, out);
        if (c && c == s->component && term->owner && !s->own_only)
            out->owner = c->name; /* `lwip.shared` in lwip is not everybody's */
    } else if (c)
        read_member(s, c, term, ops, out);
    else { /* somebody who is not declared: a need that nobody can check */
        out->where = WHERE_NAMED;
        out->name = term->name;
        out->ops = ops;
    }
}
