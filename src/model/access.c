/* Intents with ids: `lwip.ring` becomes the ring of a component of the system, or of the vault that holds it. */
#include "model/build.h"

static bool push(struct builder *b, struct model_accesses *out, struct access access)
{
    return !access.ops || vector_push(&b->ctx->memory, out, access);
}

static bool has_symbol(const struct draft_form *form, name_id name)
{
    return lookup_get(&form->symbol_of, name) != UINT32_MAX;
}

/* What is said of a component whose functions are placed: of its vault, of one function, or of each. */
static bool place_split(struct builder *b, const struct system_unit *unit, struct access access, struct model_accesses *out)
{
    const struct draft_component *c = unit->draft;
    if (access.where == WHERE_NAMED) {
        access.component = (access.ops & OPS_MEMORY) ? unit->first : unit_function(b, unit, access.name);
        return access.component == NONE || push(b, out, access);
    }
    bool is_memory = access.where == WHERE_OWN || access.where == WHERE_SHARED;
    access.component = unit->first;
    if (is_memory && !push(b, out, access))
        return false;
    for (uint32_t i = 0; i < c->function_count; i++) {
        access.component = unit->first + 1 + i;
        bool exported = has_symbol(&c->forms[0], c->functions[i].name);
        if ((exported || access.where != WHERE_API) && !push(b, out, access))
            return false;
    }
    return true;
}

/* What a component says of itself, or of everybody. */
static bool place_own(struct builder *b, uint32_t self, const struct draft_form *form, struct access access,
                      struct model_accesses *out)
{
    const struct system_unit *unit = &b->units[b->unit_of_component[self]];
    if (access.where != WHERE_NAMED)
        return push(b, out, access);
    if (unit->split) {
        if ((access.ops & OP_EXECUTE) && unit_function(b, unit, access.name) == self)
            return push(b, out, access);
        return place_split(b, unit, access, out);
    }
    /* Another variant may have what this one lacks; a function that is not exported is just code. */
    op_set ops = 0;
    if (lookup_get(&form->region_of, access.name) != UINT32_MAX)
        ops |= access.ops & OPS_MEMORY;
    if (has_symbol(form, access.name))
        ops |= access.ops & OP_EXECUTE;
    access.ops = ops;
    return push(b, out, access);
}

bool access_place(struct builder *b, uint32_t self, const struct draft_form *form, const struct draft_access *draft,
                  struct model_accesses *out)
{
    struct access access = {.ops = draft->ops,
                            .where = draft->where,
                            .component = NONE,
                            .name = draft->name,
                            .has_range = draft->has_range,
                            .from = draft->from,
                            .to = draft->to,
                            .span = draft->span};
    if (!draft->owner)
        return place_own(b, self, form, access, out);
    const struct system_unit *unit = unit_find(b, draft->owner);
    if (!unit)
        return true; /* not in this system */
    if (unit->split)
        return place_split(b, unit, access, out);
    access.component = unit->first;
    return push(b, out, access);
}

/* What bodies say together: clauses of a component, and of its functions or of one of them. */
struct sum {
    const struct draft_body **bodies;
    uint32_t count;
    op_set unbounded;
};

static void sum_add(struct sum *s, const struct draft_body *body)
{
    s->bodies[s->count++] = body;
    s->unbounded |= body->unbounded;
}

static bool add_default(struct builder *b, op_set ops, struct span span, struct model_accesses *out)
{
    struct access access = {.ops = ops & OPS_MEMORY, .where = WHERE_OWN, .component = NONE, .span = span};
    if (!push(b, out, access))
        return false;
    access.where = WHERE_SHARED;
    if (!push(b, out, access))
        return false;
    access.ops = ops & OP_EXECUTE;
    access.where = WHERE_API;
    return push(b, out, access);
}

bool intent_build(struct builder *b, uint32_t component, const struct draft_form *draft,
                  const struct draft_function *function, struct form *form)
{
    const struct draft_component *c = b->units[b->unit_of_component[component]].draft;
    struct sum s = {.bodies = arena_new_array(&b->scratch, const struct draft_body *, (size_t)c->function_count + 1)};
    if (!s.bodies)
        return false;
    sum_add(&s, &draft->body);
    if (function)
        sum_add(&s, &function->body);
    for (uint32_t i = 0; !function && i < c->function_count; i++)
        sum_add(&s, &c->functions[i].body);
    /* Where the component's clause is absent, and for what it says `*` of: with a language the default, without one nothing. */
    op_set defaults = s.unbounded;
    if (!draft->body.sets_memory)
        defaults |= OPS_MEMORY;
    if (!draft->body.sets_call)
        defaults |= OP_EXECUTE;
    struct model_accesses list = {0};
    bool fine = !draft->language || add_default(b, defaults, form->span, &list);
    for (uint32_t i = 0; fine && i < s.count; i++)
        for (uint32_t k = 0; fine && k < s.bodies[i]->access_count; k++)
            fine = access_place(b, component, draft, &s.bodies[i]->accesses[k], &list);
    form->unbounded = s.unbounded;
    form->intent = fine ? vector_to_arena(&b->m->arena, &list) : NULL;
    form->intent_count = (uint32_t)list.count;
    vector_free(&b->ctx->memory, &list);
    return form->intent != NULL;
}
