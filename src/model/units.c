/* The components of the system: [Components] and [Place by]. */
#include "model/build.h"

#include <string.h>

const struct system_unit *unit_find(const struct builder *b, name_id name)
{
    uint32_t at = lookup_get(&b->unit_of, name);
    return at == UINT32_MAX ? NULL : &b->units[at];
}

uint32_t unit_function(const struct builder *b, const struct system_unit *unit, name_id function)
{
    (void)b;
    uint32_t at = unit->split ? lookup_get(&unit->draft->function_of, function) : UINT32_MAX;
    return at == UINT32_MAX ? NONE : unit->first + 1 + at;
}

/* ---- who is named ---- */

static void refuse_absent(struct builder *b, const struct declaration *declared, struct span span)
{
    const struct part *list = clause_first(b->clauses, HEADING_COMPONENTS);
    struct report *r = report(b->ctx, CODE_NOT_IN_SYSTEM, span, "`%s` is not a component of the system `%s`",
                              name_text(b->d, declared->block->name), name_text(b->d, b->m->system_name));
    if (list)
        report_related(r, list->clause->span, "the components of the system");
    report_hint(r, "add it to [Components]");
}

static bool function_need(struct builder *b, const struct system_unit *unit, const struct term *term, struct named *out)
{
    const struct draft_component *c = unit->draft;
    const char *owner = name_text(b->d, c->name), *name = name_text(b->d, term->name);
    if (lookup_get(&c->function_of, term->name) == UINT32_MAX) {
        struct report *r = report(b->ctx, CODE_UNKNOWN_FUNCTION, term->name_span, "`%s` has no function `%s`", owner, name);
        report_related(r, c->declaration->block->span, "`%s` is declared here", owner);
        symbols_suggest(b->d, r, c, term->name);
        return false;
    }
    if (!unit->split) {
        struct report *r = report(b->ctx, CODE_NOT_IN_SYSTEM, term->span, "`%s.%s` is not placed by itself in this system",
                                  owner, name);
        report_hint(r, "name `%s`, or write `[Place by] ::= function`", owner);
        return false;
    }
    *out = (struct named){.first = unit_function(b, unit, term->name), .count = 1};
    return true;
}

bool unit_need(struct builder *b, const struct term *term, struct named *out)
{
    name_id name = term->owner ? term->owner : term->name;
    struct span span = term->owner ? term->owner_span : term->name_span;
    const struct declaration *declared = declaration_need(b->d, BLOCK_COMPONENT, name, span, CODE_UNKNOWN_COMPONENT);
    if (!declared)
        return false;
    const struct system_unit *unit = unit_find(b, name);
    if (!unit) {
        refuse_absent(b, declared, span);
        return false;
    }
    if (term->owner)
        return function_need(b, unit, term, out);
    *out = (struct named){.first = unit->first, .count = unit->count, .has_vault = unit->split};
    return true;
}

/* ---- which components there are ---- */

/* The functions of a component can be placed when each of its symbols is one, and there is one form of it. */
static bool can_split(struct builder *b, const struct draft_component *c)
{
    if (!b->m->place_by_function || !c->function_count)
        return false;
    const struct draft_form *form = &c->forms[0];
    if (form->variant) {
        struct report *r = report(b->ctx, CODE_VARIANTS_AND_FUNCTIONS, form->span,
                                  "`%s` has variants, and its functions are to be placed", name_text(b->d, c->name));
        report_related(r, c->functions[0].span, "one of its functions");
        report_related(r, clause_first(b->clauses, HEADING_PLACE_BY)->clause->span, "functions are placed by this");
        return false;
    }
    bool fine = true;
    for (uint32_t i = 0; i < form->symbol_count; i++) {
        if (lookup_get(&c->function_of, form->symbols[i].name) != UINT32_MAX)
            continue;
        struct report *r = report(b->ctx, CODE_SYMBOL_WITHOUT_FUNCTION, form->symbols[i].span,
                                  "`%s` is exported, and is no function of `%s`", name_text(b->d, form->symbols[i].name),
                                  name_text(b->d, c->name));
        report_related(r, clause_first(b->clauses, HEADING_PLACE_BY)->clause->span, "functions are placed by this");
        report_hint(r, "add `function %s { }`", name_text(b->d, form->symbols[i].name));
        fine = false;
    }
    return fine;
}

static bool add_unit(struct builder *b, const struct declaration *declaration)
{
    const struct draft_component *c = declaration->draft.component;
    struct system_unit *unit = &b->units[b->unit_count];
    unit->draft = c;
    unit->split = can_split(b, c);
    unit->first = b->m->component_count;
    unit->count = unit->split ? c->function_count + 1 : 1;
    b->m->component_count += unit->count;
    return lookup_put(&b->scratch, &b->unit_of, c->name, b->unit_count++);
}

static bool list_units(struct builder *b)
{
    struct declarations *d = b->d;
    const struct part *clause = clause_first(b->clauses, HEADING_COMPONENTS);
    struct draft_name *names;
    uint32_t count;
    if (!names_read(d, b->clauses, HEADING_COMPONENTS, CODE_BAD_LIST, CODE_DUPLICATE_ENTRY, "the name of a component",
                    &names, &count))
        return false;
    b->units = arena_new_array(&b->scratch, struct system_unit, clause ? count : d->of[BLOCK_COMPONENT].count);
    if (!b->units)
        return false;
    for (uint32_t i = 0; !clause && i < d->of[BLOCK_COMPONENT].count; i++)
        if (!add_unit(b, d->of[BLOCK_COMPONENT].items[i]))
            return false;
    for (uint32_t i = 0; clause && i < count; i++) {
        if (names[i].function) {
            report(b->ctx, CODE_BAD_LIST, names[i].span, "a component is expected, and not a part of one");
            continue;
        }
        const struct declaration *declaration = declaration_need(d, BLOCK_COMPONENT, names[i].name, names[i].span,
                                                                 CODE_UNKNOWN_COMPONENT);
        if (declaration && !add_unit(b, declaration))
            return false;
    }
    return true;
}

static name_id function_name(struct builder *b, const struct draft_component *c, name_id function)
{
    char *text = arena_printf(&b->scratch, "%s.%s", name_text(b->d, c->name), name_text(b->d, function));
    return text ? names_intern(b->ctx->names, text, strlen(text)) : 0;
}

bool units_build(struct builder *b)
{
    struct model *m = b->m;
    if (!list_units(b))
        return false;
    m->components = arena_new_array(&m->arena, struct component, m->component_count);
    b->unit_of_component = arena_new_array(&b->scratch, uint32_t, m->component_count);
    if (!m->components || !b->unit_of_component)
        return false;
    for (uint32_t i = 0; i < b->unit_count; i++) {
        const struct system_unit *unit = &b->units[i];
        const struct draft_component *c = unit->draft;
        for (uint32_t k = 0; k < unit->count; k++) {
            struct component *component = &m->components[unit->first + k];
            b->unit_of_component[unit->first + k] = i;
            component->share = RATIONAL_ZERO;
            component->is_protected = true;
            component->name = k == 0 ? c->name : function_name(b, c, c->functions[k - 1].name);
            component->span = k == 0 ? c->declaration->block->span : c->functions[k - 1].span;
            if (!component->name)
                return false;
        }
    }
    return true;
}
