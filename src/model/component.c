/* Components: their forms (one for each variant) and functions. */
#include "model/draft.h"

#include <string.h>

/* ---- the shape: language, regions, symbols, functions ---- */

static struct declaration *read_language(struct declarations *d, const struct clause_list *clauses)
{
    const struct item *item = single_item(d, clauses, HEADING_LANGUAGE);
    if (!item || item_is_none(d, item))
        return NULL;
    const struct term *term = item_name(d, item, CODE_BAD_LANGUAGE, "the name of a language");
    if (!term)
        return NULL;
    if (term->owner) {
        report(d->ctx, CODE_BAD_LANGUAGE, term->span, "the name of a language has no dot");
        return NULL;
    }
    return declaration_need(d, BLOCK_LANGUAGE, term->name, term->span, CODE_UNKNOWN_LANGUAGE);
}

static bool read_form_shape(struct declarations *d, struct draft_component *c, struct draft_form *form)
{
    const struct clause_list *clauses = &form->clauses;
    form->language = read_language(d, clauses);
    const struct item *language = NULL;
    for (struct walk w = walk_of(clauses, HEADING_LANGUAGE); !language && (language = walk_next(&w));)
        if (item_is_none(d, language))
            language = NULL;
    form->is_vault = !language && !clause_exists(clauses, HEADING_MEMORY_ACCESS) && !clause_exists(clauses, HEADING_CALL) &&
                     !clause_exists(clauses, HEADING_API) && !c->function_count;
    return regions_read(d, form) && symbols_read(d, form);
}

/* Puts aside blocks whose name another one of their kind has. */
static bool is_first(struct declarations *d, struct lookup *seen, const struct block *blocks, uint32_t at, bool *first)
{
    const struct block *block = &blocks[at];
    uint64_t key = LOOKUP_KEY(block->kind, block->name);
    uint32_t other = lookup_get(seen, key);
    *first = other == UINT32_MAX;
    if (*first)
        return lookup_put(&d->arena, seen, key, at);
    struct report *r = report(d->ctx, block->kind == BLOCK_VARIANT ? CODE_DUPLICATE_VARIANT : CODE_DUPLICATE_FUNCTION,
                              block->name_span, "the %s `%s` is declared twice", kind_text(block->kind),
                              name_text(d, block->name));
    report_related(r, blocks[other].name_span, "first declared here");
    return true;
}

static bool add_form(struct declarations *d, struct draft_component *c, const struct block *variant)
{
    struct draft_form *form = &c->forms[c->form_count++];
    form->span = variant ? variant->span : c->declaration->block->span;
    form->variant = variant ? variant->name : 0;
    if (variant)
        return clauses_extend(d, &c->declaration->clauses, variant, &form->clauses);
    form->clauses = c->declaration->clauses;
    return true;
}

static bool add_function(struct declarations *d, struct draft_component *c, const struct block *block)
{
    struct draft_function *function = &c->functions[c->function_count++];
    function->name = block->name;
    function->span = block->span;
    return clauses_extend(d, NULL, block, &function->clauses) &&
           lookup_put(&d->arena, &c->function_of, block->name, c->function_count - 1);
}

/* Only clauses are inherited: says so where the parent has more. */
static void warn_of_parent(struct declarations *d, const struct declaration *declaration)
{
    const struct declaration *parent = declaration->parent;
    if (!parent || !parent->block->block_count)
        return;
    const struct block *nested = &parent->block->blocks[0];
    struct report *r = report(d->ctx, CODE_INHERITS_CLAUSES_ONLY, declaration->block->parent_span,
                              "`%s` inherits the clauses of `%s`, and not its variants and functions",
                              name_text(d, declaration->block->name), name_text(d, parent->block->name));
    report_related(r, nested->span, "this %s is not inherited", kind_text(nested->kind));
}

bool component_read_shape(struct declarations *d, struct declaration *declaration)
{
    const struct block *block = declaration->block;
    struct draft_component *c = arena_new(&d->arena, struct draft_component);
    if (!c)
        return false;
    declaration->draft.component = c;
    c->declaration = declaration;
    c->name = block->name;
    c->forms = arena_new_array(&d->arena, struct draft_form, (size_t)block->block_count + 1);
    c->functions = arena_new_array(&d->arena, struct draft_function, block->block_count);
    if (!c->forms || !c->functions)
        return false;
    warn_of_parent(d, declaration);
    struct lookup seen = {0};
    for (uint32_t i = 0; i < block->block_count; i++) {
        const struct block *inner = &block->blocks[i];
        bool first, is_variant = inner->kind == BLOCK_VARIANT;
        if (!inner->name || (!is_variant && inner->kind != BLOCK_FUNCTION))
            continue; /* reported by the parser */
        if (!is_first(d, &seen, block->blocks, i, &first))
            return false;
        if (first && !(is_variant ? add_form(d, c, inner) : add_function(d, c, inner)))
            return false;
    }
    if (!c->form_count && !add_form(d, c, NULL))
        return false;
    for (uint32_t i = 0; i < c->form_count; i++)
        if (!read_form_shape(d, c, &c->forms[i]))
            return false;
    return true;
}

/* ---- what the clauses say ---- */

static bool read_hardened(struct declarations *d, const struct draft_component *c, struct draft_form *form)
{
    struct draft_name *names;
    uint32_t count;
    if (!names_read(d, &form->clauses, HEADING_HARDENED, CODE_BAD_HARDENED, CODE_REPEATED_ENTRY, "the name of a mechanism",
                    &names, &count))
        return false;
    form->hardened = arena_new_array(&d->arena, struct declaration *, count);
    if (!form->hardened)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct declaration *mechanism = declaration_need(d, BLOCK_MECHANISM, names[i].name, names[i].span,
                                                         CODE_UNKNOWN_MECHANISM);
        if (!mechanism)
            continue;
        const struct draft_mechanism *m = mechanism->draft.mechanism;
        if (m->m.kind != MECHANISM_HARDENING) {
            struct report *r = report(d->ctx, CODE_BAD_HARDENED, names[i].span,
                                      "`%s` isolates: it cannot be built in to `%s`", name_text(d, names[i].name),
                                      name_text(d, c->name));
            report_related(r, mechanism->block->span, "declared here");
            continue;
        }
        form->hardened[form->hardened_count++] = mechanism;
        bool applies = !form->is_vault && m->m.applies_to_all;
        for (uint32_t k = 0; k < m->applies_count && form->language; k++)
            applies |= m->applies[k].name == form->language->block->name;
        if (!applies)
            report(d->ctx, CODE_HARDENED_NOT_APPLICABLE, names[i].span, "`%s` is not made for %s",
                   name_text(d, names[i].name),
                   form->is_vault   ? "what has no code"
                   : form->language ? name_text(d, form->language->block->name)
                                    : "a component without a language");
    }
    return true;
}

static bool read_form(struct declarations *d, struct draft_component *c, struct draft_form *form)
{
    static const struct number_rule size_rule = {.code = CODE_BAD_SIZE,
                                                 .unit = UNIT_BYTES,
                                                 .other_unit = UNIT_NONE,
                                                 .whole = true,
                                                 .most = INT64_MAX,
                                                 .expected = "a size in bytes such as `64 KiB`"};
    const struct clause_list *clauses = &form->clauses;
    struct number size;
    single_string(d, clauses, HEADING_TITLE);
    form->has_size = single_number(d, clauses, HEADING_SIZE, &size_rule, &size, NULL);
    form->size = form->has_size ? size.value : RATIONAL_ZERO;
    costs_of(d, clauses, &form->cost_runtime, &form->cost_memory);
    if (!intent_read(d, c, clauses, &form->body) || !requires_read(d, c, clauses, &form->body) ||
        !contracts_read(d, c, clauses, &form->body) || !read_hardened(d, c, form) ||
        !strings_of(d, clauses, HEADING_ORIGIN, &form->origins, &form->origin_count))
        return false;
    ensures_check(d, c, clauses, &form->body, NULL);
    return true;
}

bool component_read_clauses(struct declarations *d, struct draft_component *c)
{
    for (uint32_t i = 0; i < c->form_count; i++)
        if (!read_form(d, c, &c->forms[i]))
            return false;
    for (uint32_t i = 0; i < c->function_count; i++) {
        struct draft_function *f = &c->functions[i];
        single_string(d, &f->clauses, HEADING_TITLE);
        if (!intent_read(d, c, &f->clauses, &f->body) || !requires_read(d, c, &f->clauses, &f->body) ||
            !contracts_read(d, c, &f->clauses, &f->body))
            return false;
        ensures_check(d, c, &f->clauses, &f->body, &c->forms[0].body);
    }
    return true;
}
