/* The forms of the system's components: one for each variant; for a component whose functions are placed, a vault and one
 * for each function. */
#include "model/build.h"

#include <string.h>

bool ids_contain(const uint32_t *ids, uint32_t count, uint32_t id)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && ids[low] == id;
}

bool is_built_in(const struct form *form, uint32_t mechanism)
{
    return ids_contain(form->hardened, form->hardened_count, mechanism);
}

static bool copy_hardened(struct builder *b, const struct draft_form *draft, struct form *form)
{
    form->hardened = arena_new_array(&b->m->arena, uint32_t, draft->hardened_count);
    if (!form->hardened)
        return false;
    for (uint32_t i = 0; i < draft->hardened_count; i++) { /* in ascending order */
        uint32_t id = lookup_get(&b->mechanism_of, draft->hardened[i]->block->name), at = form->hardened_count++;
        b->built_in[id] = true;
        for (; at > 0 && form->hardened[at - 1] > id; at--)
            form->hardened[at] = form->hardened[at - 1];
        form->hardened[at] = id;
    }
    return true;
}

static bool append_contracts(struct builder *b, struct form *form, const struct draft_body *body, name_id symbol)
{
    struct contract *all = arena_new_array(&b->m->arena, struct contract,
                                           (size_t)form->contract_count + body->contract_count);
    if (!all)
        return false;
    if (form->contract_count)
        memcpy(all, form->contracts, form->contract_count * sizeof *all);
    form->contracts = all;
    for (uint32_t i = 0; i < body->contract_count; i++) {
        const struct draft_contract *contract = &body->contracts[i];
        if (!symbol || contract->heading == HEADING_ENSURES || contract->symbol == symbol)
            all[form->contract_count++] = (struct contract){contract->heading, contract->text, contract->span};
    }
    return true;
}

/* What a form has from the clauses of its component, wherever it is placed. */
static bool copy_facts(struct builder *b, const struct draft_form *draft, struct form *form)
{
    form->language = draft->language ? lookup_get(&b->language_of, draft->language->block->name) : NONE;
    form->requires_span = draft->body.requires_span.source ? draft->body.requires_span : form->span;
    form->cost_runtime = draft->cost_runtime;
    form->cost_memory = draft->cost_memory;
    form->has_size = draft->has_size;
    form->size = draft->size;
    form->origin_count = draft->origin_count;
    form->origins = arena_copy_array_(&b->m->arena, draft->origins, draft->origin_count, sizeof *draft->origins);
    return form->origins && copy_hardened(b, draft, form);
}

static struct form *new_form(struct builder *b, uint32_t component, const struct draft_form *draft, struct span span)
{
    struct model *m = b->m;
    struct form *form = &m->forms[m->form_count];
    b->draft_of_form[m->form_count] = draft;
    if (!m->components[component].form_count++)
        m->components[component].first_form = m->form_count;
    m->form_count++;
    form->component = component;
    form->span = span;
    return form;
}

static bool build_whole(struct builder *b, const struct system_unit *unit)
{
    const struct draft_component *c = unit->draft;
    for (uint32_t i = 0; i < c->form_count; i++) {
        const struct draft_form *draft = &c->forms[i];
        struct form *form = new_form(b, unit->first, draft, draft->span);
        form->name = draft->variant;
        form->is_vault = draft->is_vault;
        if (!copy_facts(b, draft, form) || !intent_build(b, unit->first, draft, NULL, form) ||
            !grants_place(b, unit->first, draft, form) || !append_contracts(b, form, &draft->body, 0))
            return false;
        for (uint32_t f = 0; f < c->function_count; f++)
            if (!append_contracts(b, form, &c->functions[f].body, 0))
                return false;
    }
    return true;
}

static bool build_split(struct builder *b, const struct system_unit *unit)
{
    const struct draft_component *c = unit->draft;
    const struct draft_form *draft = &c->forms[0];
    struct form *vault = new_form(b, unit->first, draft, draft->span);
    vault->is_vault = true;
    vault->language = NONE;
    vault->requires_span = draft->body.requires_span.source ? draft->body.requires_span : draft->span;
    vault->cost_runtime = vault->cost_memory = RATIONAL_ZERO;
    vault->has_size = draft->has_size; /* the component's memory: once, and not once a function */
    vault->size = draft->size;
    vault->intent = arena_new_array(&b->m->arena, struct access, 0);
    if (!vault->intent || !grants_place_vault(b, unit->first, draft, vault))
        return false;
    for (uint32_t i = 0; i < c->function_count; i++) {
        const struct draft_function *function = &c->functions[i];
        uint32_t component = unit->first + 1 + i;
        struct form *form = new_form(b, component, draft, function->span);
        if (!copy_facts(b, draft, form) || !intent_build(b, component, draft, function, form) ||
            !grants_place_function(b, component, draft, function, form) ||
            !append_contracts(b, form, &draft->body, function->name) || !append_contracts(b, form, &function->body, 0))
            return false;
        form->has_size = false;
        form->size = RATIONAL_ZERO;
        if (function->body.requires_span.source)
            form->requires_span = function->body.requires_span;
    }
    return true;
}

bool forms_build(struct builder *b)
{
    size_t most = 0;
    for (uint32_t i = 0; i < b->unit_count; i++)
        most += b->units[i].split ? b->units[i].count : b->units[i].draft->form_count;
    b->m->forms = arena_new_array(&b->m->arena, struct form, most);
    b->draft_of_form = arena_new_array(&b->scratch, const struct draft_form *, most);
    if (!b->m->forms || !b->draft_of_form)
        return false;
    for (uint32_t i = 0; i < b->unit_count; i++)
        if (!(b->units[i].split ? build_split : build_whole)(b, &b->units[i]))
            return false;
    return true;
}
