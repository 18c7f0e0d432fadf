/* [Requires] with ids: the language's default where a component states none, principals of this system, and, where functions
 * are placed, memory to the vault and `X` to the functions. */
#include "model/build.h"

/* The entries that count, in order. */
struct entries {
    VECTOR(struct draft_grant);
};

static bool add_default(struct builder *b, const struct draft_form *draft, struct span span, struct entries *out)
{
    if (draft->language) {
        const struct draft_language *language = draft->language->draft.language;
        for (uint32_t i = 0; i < language->grant_count; i++)
            if (!vector_push(&b->ctx->memory, out, language->grants[i]))
                return false;
        return true;
    }
    struct draft_grant grant = {.what = {.ops = OP_EXECUTE, .where = WHERE_API, .span = span}};
    return vector_push(&b->ctx->memory, out, grant);
}

static bool collect(struct builder *b, const struct draft_form *draft, struct span span, struct entries *out)
{
    if (!draft->body.sets_requires && !add_default(b, draft, span, out))
        return false;
    for (uint32_t i = 0; i < draft->body.grant_count; i++)
        if (!vector_push(&b->ctx->memory, out, draft->body.grants[i]))
            return false;
    return true;
}

/* Those whom an entry names: ids [first, first + count), or ANYBODY or NOBODY alone. */
static void find_principals(struct builder *b, const struct draft_grant *grant, uint32_t *first, uint32_t *count)
{
    const struct system_unit *unit = grant->principal ? unit_find(b, grant->principal) : NULL;
    *first = grant->principal ? NOBODY : ANYBODY;
    *count = 1;
    if (!unit)
        return;
    if (grant->function && unit->split) {
        uint32_t function = unit_function(b, unit, grant->function);
        *first = function == NONE ? NOBODY : function;
    } else if (grant->function && !grant->take) {
        /* one function cannot be trusted apart from those beside it */
        report(b->ctx, CODE_CLAUSE_WITHOUT_EFFECT, grant->what.span,
               "`%s.%s` is not placed by itself in this system: the grant has no effect", name_text(b->d, grant->principal),
               name_text(b->d, grant->function));
    } else if (unit->split) {
        *first = unit->first + 1;
        *count = unit->count - 1;
    } else {
        *first = unit->first;
    }
}

static bool push(struct builder *b, struct model_grants *out, const struct draft_grant *entry, op_set ops, enum where where)
{
    uint32_t first, count;
    if (!ops)
        return true;
    find_principals(b, entry, &first, &count);
    for (uint32_t i = 0; i < count; i++) {
        struct grant grant = {.take = entry->take,
                              .principal = first + i,
                              .principal_name = entry->principal,
                              .what = {.ops = ops,
                                       .where = where,
                                       .component = NONE,
                                       .name = where == WHERE_NAMED ? entry->what.name : 0,
                                       .has_range = where == WHERE_NAMED && entry->what.has_range,
                                       .from = entry->what.from,
                                       .to = entry->what.to,
                                       .span = entry->what.span}};
        if (!vector_push(&b->ctx->memory, out, grant))
            return false;
    }
    return true;
}

static bool has_region(const struct draft_form *form, name_id name)
{
    return lookup_get(&form->region_of, name) != UINT32_MAX;
}

static bool has_symbol(const struct draft_form *form, name_id name)
{
    return lookup_get(&form->symbol_of, name) != UINT32_MAX;
}

/* An entry as it stands. What another variant has, and this one lacks, is left out. */
static bool push_whole(struct builder *b, const struct draft_form *draft, const struct draft_grant *entry,
                       struct model_grants *out)
{
    op_set ops = entry->what.ops;
    if (entry->what.where == WHERE_NAMED) {
        ops = has_region(draft, entry->what.name) ? entry->what.ops & OPS_MEMORY : 0;
        if (has_symbol(draft, entry->what.name))
            ops |= entry->what.ops & OP_EXECUTE;
    }
    return push(b, out, entry, ops, entry->what.where);
}

static void finish(struct builder *b, struct form *form, struct model_grants *list, bool *fine)
{
    form->grants = *fine ? vector_to_arena(&b->m->arena, list) : NULL;
    form->grant_count = (uint32_t)list->count;
    vector_free(&b->ctx->memory, list);
    *fine = form->grants != NULL;
}

/* ---- a component placed whole ---- */

static const struct draft_function *function_of(const struct draft_component *c, name_id name)
{
    uint32_t at = lookup_get(&c->function_of, name);
    return at == UINT32_MAX ? NULL : &c->functions[at];
}

/* Does a function say itself who may call it? Then what its component says of all symbols does not hold for it. */
static bool speaks_for_itself(const struct draft_component *c, name_id symbol)
{
    const struct draft_function *function = function_of(c, symbol);
    return function && function->body.sets_requires;
}

static bool push_component(struct builder *b, const struct draft_component *c, const struct draft_form *draft,
                           const struct draft_grant *entry, struct model_grants *out)
{
    op_set code = entry->what.ops & OP_EXECUTE;
    if (entry->what.where == WHERE_NAMED && code && speaks_for_itself(c, entry->what.name)) {
        struct draft_grant memory = *entry;
        memory.what.ops &= OPS_MEMORY;
        return push_whole(b, draft, &memory, out);
    }
    if (!code || (entry->what.where != WHERE_ALL && entry->what.where != WHERE_API))
        return push_whole(b, draft, entry, out);
    if (!push(b, out, entry, entry->what.ops & OPS_MEMORY, entry->what.where))
        return false;
    if (entry->what.where == WHERE_ALL && !push(b, out, entry, code, WHERE_CODE))
        return false;
    for (uint32_t i = 0; i < draft->symbol_count; i++) {
        struct draft_grant one = *entry;
        one.what.name = draft->symbols[i].name;
        if (!speaks_for_itself(c, one.what.name) && !push(b, out, &one, code, WHERE_NAMED))
            return false;
    }
    return true;
}

/* What a function grants, as a part of its component: its symbol, and regions by name. */
static bool push_function(struct builder *b, const struct draft_form *draft, const struct draft_function *function,
                          struct model_grants *out)
{
    for (uint32_t i = 0; i < function->body.grant_count; i++) {
        struct draft_grant entry = function->body.grants[i];
        op_set code = entry.what.ops & OP_EXECUTE;
        if (entry.what.where == WHERE_NAMED && has_region(draft, entry.what.name) &&
            !push(b, out, &entry, entry.what.ops & OPS_MEMORY, WHERE_NAMED))
            return false;
        bool is_own = entry.what.where == WHERE_ALL || entry.what.where == WHERE_API ||
                      (entry.what.where == WHERE_NAMED && entry.what.name == function->name);
        entry.what.name = function->name;
        entry.what.has_range = false;
        if (is_own && has_symbol(draft, function->name) && !push(b, out, &entry, code, WHERE_NAMED))
            return false;
    }
    return true;
}

/* Could taking that back change anything? Where targets overlap is not looked at byte by byte. */
static bool take_matters(const struct form *form, uint32_t take)
{
    const struct grant *taken = &form->grants[take];
    if ((taken->what.ops & OPS_MEMORY) && taken->what.where != WHERE_OWN)
        return true; /* sharing is granted without a word */
    for (uint32_t i = 0; i < take; i++) {
        const struct grant *given = &form->grants[i];
        bool same = given->what.where != WHERE_NAMED || taken->what.where != WHERE_NAMED ||
                    given->what.name == taken->what.name;
        if (!given->take && (given->principal == ANYBODY || given->principal == taken->principal) && same &&
            (given->what.ops & taken->what.ops))
            return true;
    }
    return false;
}

static void warn_of_takes(struct builder *b, const struct form *form)
{
    if (form->grant_count > 2000)
        return; /* not worth the time */
    for (uint32_t i = 0; i < form->grant_count; i++)
        if (form->grants[i].take && form->grants[i].principal < b->m->component_count && !take_matters(form, i))
            report(b->ctx, CODE_TAKE_WITHOUT_EFFECT, form->grants[i].what.span, "nothing of that was granted to `%s`",
                   name_text(b->d, form->grants[i].principal_name));
}

bool grants_place(struct builder *b, uint32_t component, const struct draft_form *draft, struct form *form)
{
    const struct draft_component *c = b->units[b->unit_of_component[component]].draft;
    struct entries entries = {0};
    struct model_grants list = {0};
    bool any_speaks = false;
    form->states_requires = draft->body.sets_requires || draft->body.adds_requires;
    for (uint32_t i = 0; i < c->function_count; i++) {
        any_speaks |= c->functions[i].body.sets_requires;
        form->states_requires |= c->functions[i].body.sets_requires || c->functions[i].body.adds_requires;
    }
    bool fine = collect(b, draft, form->span, &entries);
    for (size_t i = 0; fine && i < entries.count; i++)
        fine = any_speaks ? push_component(b, c, draft, &entries.items[i], &list)
                          : push_whole(b, draft, &entries.items[i], &list);
    for (uint32_t i = 0; fine && i < c->function_count; i++)
        fine = push_function(b, draft, &c->functions[i], &list);
    vector_free(&b->ctx->memory, &entries);
    finish(b, form, &list, &fine);
    if (fine)
        warn_of_takes(b, form);
    return fine;
}

/* ---- the vault of a split component ---- */

/* The language's default denies less, and hands out nothing: where the parts of a component hand out something to each other, it
 * is told apart from that. */
static void withhold(struct model_grants *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].withheld = !list->items[i].take;
}

/* The regions whose sharing is restricted, for they are named. WHERE_SHARED restricts all. */
static bool find_restricted(struct builder *b, const struct model_grants *list, struct lookup *names, bool *all)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct grant *grant = &list->items[i];
        *all |= !grant->take && grant->what.where == WHERE_SHARED;
        if (!grant->take && grant->what.where == WHERE_NAMED && !lookup_put(&b->scratch, names, grant->what.name, 0))
            return false;
    }
    return true;
}

struct vault {
    const struct draft_form *draft;
    struct lookup restricted;
    bool all_restricted;
};

static bool shares_freely(const struct vault *v, name_id name)
{
    uint32_t at = lookup_get(&v->draft->region_of, name);
    return at != UINT32_MAX && v->draft->regions[at].shared && !v->all_restricted &&
           lookup_get(&v->restricted, name) == UINT32_MAX;
}

/* The vault grants what the clauses of a function name. What everybody shares stays so: to name it would restrict it. */
static bool grant_named(struct builder *b, const struct vault *v, uint32_t function, const struct draft_body *body,
                        struct model_grants *out)
{
    for (uint32_t i = 0; i < body->access_count; i++) {
        const struct draft_access *access = &body->accesses[i];
        if (access->owner || access->where != WHERE_NAMED || !(access->ops & OPS_MEMORY) ||
            !has_region(v->draft, access->name) || shares_freely(v, access->name))
            continue;
        struct grant grant = {.principal = function,
                              .principal_name = b->m->components[function].name,
                              .what = {.ops = access->ops & OPS_MEMORY,
                                       .where = WHERE_NAMED,
                                       .component = NONE,
                                       .name = access->name,
                                       .has_range = access->has_range,
                                       .from = access->from,
                                       .to = access->to,
                                       .span = access->span}};
        if (!vector_push(&b->ctx->memory, out, grant))
            return false;
    }
    return true;
}

bool grants_place_vault(struct builder *b, uint32_t component, const struct draft_form *draft, struct form *form)
{
    const struct system_unit *unit = &b->units[b->unit_of_component[component]];
    const struct draft_component *c = unit->draft;
    struct entries entries = {0};
    struct model_grants list = {0}, named = {0};
    bool fine = collect(b, draft, form->span, &entries);
    for (uint32_t i = 0; fine && i < c->function_count; i++)
        for (uint32_t k = 0; fine && k < c->functions[i].body.grant_count; k++)
            if (c->functions[i].body.grants[k].what.where == WHERE_NAMED) /* `own` and `*` are the function's stack */
                fine = vector_push(&b->ctx->memory, &entries, c->functions[i].body.grants[k]);
    for (size_t i = 0; fine && i < entries.count; i++) {
        struct draft_grant entry = entries.items[i];
        entry.what.ops &= OPS_MEMORY;
        fine = push_whole(b, draft, &entry, &list);
    }
    struct vault vault = {.draft = draft};
    fine = fine && find_restricted(b, &list, &vault.restricted, &vault.all_restricted);
    for (uint32_t i = 0; fine && i < c->function_count; i++)
        fine = grant_named(b, &vault, unit->first + 1 + i, &draft->body, &named) &&
               grant_named(b, &vault, unit->first + 1 + i, &c->functions[i].body, &named);
    form->states_requires = draft->body.sets_requires || draft->body.adds_requires;
    if (!form->states_requires && named.count > 0) {
        withhold(&list);
        form->states_requires = true;
    }
    for (size_t i = 0; fine && i < named.count; i++)
        fine = vector_push(&b->ctx->memory, &list, named.items[i]);
    vector_free(&b->ctx->memory, &entries);
    vector_free(&b->ctx->memory, &named);
    finish(b, form, &list, &fine);
    return fine;
}

/* ---- one function of a split component ---- */

/* What the component's entry is for one function: `X` on it; and its stack, too, where the component requires nothing. */
static bool push_to_function(struct builder *b, const struct draft_grant *entry, name_id function, bool exported,
                             struct model_grants *out)
{
    op_set ops = entry->what.ops, code = ops & OP_EXECUTE;
    switch (entry->what.where) {
    case WHERE_ALL:
        return push(b, out, entry, entry->whole ? ops : code, WHERE_ALL);
    case WHERE_API:
        return !exported || push(b, out, entry, code, WHERE_API);
    case WHERE_CODE:
        return push(b, out, entry, code, WHERE_CODE);
    case WHERE_NAMED: /* others may call what [API] and [Requires] name */
        return entry->what.name != function || !exported || push(b, out, entry, code, WHERE_NAMED);
    default:
        return true; /* memory: the vault's */
    }
}

static bool everybody_may_call(const struct model_grants *list)
{
    op_set given = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].take)
            return false;
        if (list->items[i].principal == ANYBODY && list->items[i].what.where != WHERE_CODE)
            given |= list->items[i].what.ops & OP_EXECUTE;
    }
    return given == OP_EXECUTE;
}

bool grants_place_function(struct builder *b, uint32_t component, const struct draft_form *draft,
                           const struct draft_function *function, struct form *form)
{
    const struct system_unit *unit = &b->units[b->unit_of_component[component]];
    struct entries entries = {0};
    struct model_grants list = {0};
    bool exported = has_symbol(draft, function->name), fine = true;
    form->states_requires = draft->body.sets_requires || draft->body.adds_requires || function->body.sets_requires ||
                            function->body.adds_requires;
    if (!function->body.sets_requires)
        fine = collect(b, draft, form->span, &entries);
    for (size_t i = 0; fine && i < entries.count; i++)
        fine = push_to_function(b, &entries.items[i], function->name, exported, &list);
    vector_free(&b->ctx->memory, &entries);
    for (uint32_t i = 0; fine && i < function->body.grant_count; i++) {
        const struct draft_grant *own = &function->body.grants[i];
        if (own->what.where != WHERE_NAMED)
            fine = push(b, &list, own, own->what.ops, own->what.where);
        else if (own->what.name == function->name)
            fine = push(b, &list, own, own->what.ops & OP_EXECUTE, WHERE_NAMED);
    }
    if (!form->states_requires && !exported) { /* no API to others, whom nothing is handed out */
        withhold(&list);
        form->states_requires = true;
    }
    /* siblings may call it, whoever else may */
    bool is_open = everybody_may_call(&list);
    for (uint32_t i = 1; fine && i < unit->count && !is_open; i++) {
        struct grant grant = {.principal = unit->first + i,
                              .principal_name = b->m->components[unit->first + i].name,
                              .what = {.ops = OP_EXECUTE, .where = WHERE_API, .component = NONE, .span = function->span}};
        if (unit->first + i != component)
            fine = vector_push(&b->ctx->memory, &list, grant);
    }
    finish(b, form, &list, &fine);
    return fine;
}
