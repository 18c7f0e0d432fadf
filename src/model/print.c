/* Names and places of the model, for messages. */
#include "model/model.h"

#include <string.h>

const char *model_name(const struct model *m, name_id id)
{
    return names_text(m->ctx->names, id);
}

const char *model_component_name(const struct model *m, uint32_t component)
{
    return component < m->component_count ? model_name(m, m->components[component].name) : "?";
}

const char *model_mechanism_name(const struct model *m, uint32_t mechanism)
{
    return mechanism < m->mechanism_count ? model_name(m, m->mechanisms[mechanism].name) : "?";
}

uint32_t model_find_component(const struct model *m, const char *name)
{
    name_id id = names_find(m->ctx->names, name, strlen(name));
    for (uint32_t i = 0; id && i < m->component_count; i++)
        if (m->components[i].name == id)
            return i;
    return NONE;
}

uint32_t model_find_mechanism(const struct model *m, const char *name)
{
    name_id id = names_find(m->ctx->names, name, strlen(name));
    for (uint32_t i = 0; id && i < m->mechanism_count; i++)
        if (m->mechanisms[i].name == id)
            return i;
    return NONE;
}

uint32_t model_find_form(const struct model *m, uint32_t component, const char *variant)
{
    if (component >= m->component_count)
        return NONE;
    const struct component *c = &m->components[component];
    name_id id = variant ? names_find(m->ctx->names, variant, strlen(variant)) : 0;
    if (variant && !id)
        return NONE;
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
        if (m->forms[f].name == id)
            return f;
    return NONE;
}

bool cell_is_named_by(const struct cell *cell, const struct access *access)
{
    bool is_memory = cell->class == CELL_OWN || cell->class == CELL_SHARED;
    if (access->where != WHERE_NAMED || !cell->name || cell->name != access->name || cell->class == CELL_CODE)
        return false;
    if (!(access->ops & (is_memory ? OPS_MEMORY : OP_EXECUTE)))
        return false;
    if (access->component != NONE && access->component != cell->component)
        return false;
    if (!access->has_range)
        return true;
    return cell->sized && cell->from >= access->from && cell->to <= access->to;
}

void model_print_cell(const struct model *m, const struct cell *cell, struct text *out)
{
    const char *owner = model_component_name(m, cell->component), *name = model_name(m, cell->name);
    if (cell->class == CELL_CODE)
        text_printf(out, "%s's code", owner);
    else if (!cell->name)
        text_printf(out, "%s's %s memory", owner, cell->class == CELL_OWN ? "own" : "shared");
    else if (cell->sized)
        text_printf(out, "%s.%s[%llu..%llu]", owner, name, (unsigned long long)cell->from, (unsigned long long)cell->to);
    else if (cell->class == CELL_SYMBOL && m->place_by_function && strlen(owner) > strlen(name) &&
             strcmp(owner + strlen(owner) - strlen(name), name) == 0 && owner[strlen(owner) - strlen(name) - 1] == '.')
        text_puts(out, owner); /* a function placed by itself is called as its symbol is */
    else
        text_printf(out, "%s.%s", owner, name);
}
