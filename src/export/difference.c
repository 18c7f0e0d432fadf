#include "export/difference.h"

#include <string.h>

struct maker {
    const struct model *m;
    const struct configuration *from;
    struct configuration *to;
    struct arena *arena;
    struct {
        VECTOR(struct change);
    } list;
    size_t steps;
};

/* ---- compartments of the two, matched ---- */

/* Does every number of a mechanism stand for one compartment? Else the texts could mean two. */
static bool numbers_are_clear(const struct configuration *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < i; k++) {
            uint32_t common = path_common(&c->choices[i], &c->choices[k]);
            for (uint32_t x = common; x < c->choices[i].depth; x++)
                for (uint32_t y = common; y < c->choices[k].depth; y++)
                    if (c->choices[i].path[x].mechanism == c->choices[k].path[y].mechanism &&
                        c->choices[i].path[x].number == c->choices[k].path[y].number)
                        return false;
        }
    return true;
}

/* A compartment of each side with the same mechanism, and how many components are in both. */
struct match {
    uint32_t mechanism, from, to, members;
    bool used;
};

struct matches {
    VECTOR(struct match);
};

static bool count_pair(struct memory *memory, struct matches *all, struct placement from, struct placement to)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].mechanism == to.mechanism && all->items[i].from == from.number && all->items[i].to == to.number) {
            all->items[i].members++;
            return true;
        }
    struct match new = {to.mechanism, from.number, to.number, 1, false};
    return vector_push(memory, all, new);
}

static bool find_pairs(const struct maker *k, struct matches *all)
{
    for (uint32_t c = 0; c < k->to->count; c++) {
        const struct choice *from = &k->from->choices[c], *to = &k->to->choices[c];
        for (uint32_t x = 0; x < to->depth; x++)
            for (uint32_t y = 0; y < from->depth; y++)
                if (from->path[y].mechanism == to->path[x].mechanism &&
                    !count_pair(k->arena->memory, all, from->path[y], to->path[x]))
                    return false;
    }
    return true;
}

/* The pair with most members, of two compartments that no pair has yet. */
static struct match *best_pair(struct matches *all)
{
    struct match *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        bool taken = all->items[i].used;
        for (size_t k = 0; k < all->count && !taken; k++)
            taken = all->items[k].used && all->items[k].mechanism == all->items[i].mechanism &&
                    (all->items[k].from == all->items[i].from || all->items[k].to == all->items[i].to);
        if (!taken && (!best || all->items[i].members > best->members))
            best = &all->items[i];
    }
    return best;
}

static uint32_t largest_number(const struct configuration *c, uint32_t mechanism)
{
    uint32_t largest = 0;
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < c->choices[i].depth; k++)
            if (c->choices[i].path[k].mechanism == mechanism && c->choices[i].path[k].number > largest)
                largest = c->choices[i].path[k].number;
    return largest;
}

/* What a compartment is called; those that nothing matches get the next numbers beyond those of the other side. */
static bool find_number(const struct maker *k, struct matches *all, struct placement p, uint32_t *out)
{
    uint32_t largest = largest_number(k->from, p.mechanism);
    for (size_t i = 0; i < all->count; i++) {
        const struct match *match = &all->items[i];
        if (!match->used || match->mechanism != p.mechanism)
            continue;
        if (match->to == p.number) {
            *out = match->from;
            return true;
        }
        if (match->from > largest)
            largest = match->from;
    }
    *out = largest < UINT32_MAX ? largest + 1 : largest;
    struct match fresh = {p.mechanism, *out, p.number, 0, true};
    return vector_push(k->arena->memory, all, fresh);
}

static bool match_numbers(struct maker *k)
{
    struct matches all = {0};
    bool fine = find_pairs(k, &all);
    for (struct match *best; fine && (best = best_pair(&all));)
        best->used = true;
    for (uint32_t c = 0; fine && c < k->to->count; c++)
        for (uint32_t x = 0; fine && x < k->to->choices[c].depth; x++) {
            struct placement *p = &k->to->choices[c].path[x];
            fine = find_number(k, &all, *p, &p->number);
        }
    vector_free(k->arena->memory, &all);
    return fine;
}

/* ---- changes ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool add(struct maker *k, struct change change, uint32_t component)
{
    k->steps++;
    for (size_t i = 0; i < k->list.count; i++) {
        struct change *old = &k->list.items[i];
        if (change.action != CHANGE_VARIANT && old->action == change.action && old->mechanism == change.mechanism &&
            same_text(old->from, change.from) && same_text(old->to, change.to)) {
            old->components[old->component_count++] = component;
            return true;
        }
    }
    change.components = arena_new_array(k->arena, uint32_t, k->to->count);
    if (!change.components)
        return false;
    change.components[change.component_count++] = component;
    return vector_push(k->arena->memory, &k->list, change);
}

static bool has(const struct choice *choice, uint32_t mechanism)
{
    for (uint32_t i = 0; i < choice->hardening_count; i++)
        if (choice->hardening[i] == mechanism)
            return true;
    return false;
}

static bool find_hardening(struct maker *k, bool on)
{
    const struct configuration *with = on ? k->to : k->from, *without = on ? k->from : k->to;
    for (uint32_t c = 0; c < with->count; c++)
        for (uint32_t i = 0; i < with->choices[c].hardening_count; i++) {
            uint32_t mechanism = with->choices[c].hardening[i];
            struct change change = {.action = on ? CHANGE_ON : CHANGE_OFF, .mechanism = mechanism};
            if (!has(&without->choices[c], mechanism) && !add(k, change, c))
                return false;
        }
    return true;
}

static bool path_text(struct maker *k, const struct choice *choice, const char **out)
{
    struct text t = {0};
    for (uint32_t i = 0; i < choice->depth; i++)
        text_printf(&t, "%s%s:%u", i ? " / " : "", model_mechanism_name(k->m, choice->path[i].mechanism), choice->path[i].number);
    *out = t.length && !t.failed ? arena_copy(k->arena, t.bytes, t.length) : NULL;
    bool fine = !t.failed && (!t.length || *out);
    text_fini(&t);
    return fine;
}

static bool find_moves(struct maker *k)
{
    for (uint32_t c = 0; c < k->to->count; c++) {
        struct change change = {.action = CHANGE_MOVE, .mechanism = NONE};
        if (path_equal(&k->from->choices[c], &k->to->choices[c]))
            continue;
        if (!path_text(k, &k->from->choices[c], &change.from) || !path_text(k, &k->to->choices[c], &change.to) ||
            !add(k, change, c))
            return false;
    }
    return true;
}

static bool find_variants(struct maker *k)
{
    for (uint32_t c = 0; c < k->to->count; c++) {
        const struct form *from = &k->m->forms[k->from->choices[c].form], *to = &k->m->forms[k->to->choices[c].form];
        struct change change = {.action = CHANGE_VARIANT, .mechanism = NONE, .from = model_name(k->m, from->name),
                                .to = model_name(k->m, to->name)};
        if (from != to && !add(k, change, c))
            return false;
    }
    return true;
}

bool difference_find(const struct model *m, const struct configuration *from, const struct configuration *to, struct arena *a,
                     struct difference *out)
{
    struct maker k = {.m = m, .from = from, .to = configuration_copy(a, to), .arena = a};
    *out = (struct difference){0};
    if (!k.to || !configuration_renumber(m, k.to))
        return false;
    if (!numbers_are_clear(from)) {
        struct configuration *clear = configuration_copy(a, from);
        if (!clear || !configuration_renumber(m, clear))
            return false;
        k.from = clear;
    }
    bool fine = match_numbers(&k) && find_hardening(&k, true) && find_moves(&k) && find_variants(&k) && find_hardening(&k, false) &&
                (out->items = vector_to_arena(a, &k.list)) != NULL;
    out->count = k.list.count;
    out->steps = k.steps;
    out->to = k.to;
    vector_free(a->memory, &k.list);
    return fine;
}

/* ---- in words ---- */

static void put_components(const struct model *m, const struct change *change, struct text *t)
{
    for (uint32_t i = 0; i < change->component_count; i++)
        text_printf(t, "%s`%s`", i ? ", " : "", model_component_name(m, change->components[i]));
}

const char *difference_text(const struct model *m, const struct change *change, struct arena *a)
{
    struct text t = {0};
    switch (change->action) {
    case CHANGE_ON:
    case CHANGE_OFF:
        text_printf(&t, "switch %s %s for ", change->action == CHANGE_ON ? "on" : "off", model_mechanism_name(m, change->mechanism));
        put_components(m, change, &t);
        break;
    case CHANGE_VARIANT:
        text_puts(&t, "build ");
        put_components(m, change, &t);
        text_printf(&t, " as `%s` instead of `%s`", change->to, change->from);
        break;
    case CHANGE_MOVE:
        text_puts(&t, !change->from ? "put " : !change->to ? "take " : "move ");
        put_components(m, change, &t);
        if (change->from && change->to)
            text_printf(&t, " from %s to %s", change->from, change->to);
        else
            text_printf(&t, change->to ? " into %s" : " out of %s", change->to ? change->to : change->from);
    }
    const char *copy = t.failed ? NULL : arena_copy(a, t.bytes, t.length);
    text_fini(&t);
    return copy;
}

json_t *difference_to_json(struct json_build *b, const struct model *m, const struct difference *d)
{
    static const char *const actions[] = {
        [CHANGE_VARIANT] = "variant", [CHANGE_ON] = "switch-on", [CHANGE_OFF] = "switch-off", [CHANGE_MOVE] = "move"};
    json_t *list = json_array();
    for (size_t i = 0; i < d->count; i++) {
        const struct change *change = &d->items[i];
        json_t *one = json_object(), *components = json_array();
        json_put(b, one, "action", json_string(actions[change->action]));
        for (uint32_t k = 0; k < change->component_count; k++)
            json_add(b, components, text_to_json(model_component_name(m, change->components[k])));
        json_put(b, one, "components", components);
        json_put(b, one, "mechanism",
                 change->mechanism == NONE ? json_null() : text_to_json(model_mechanism_name(m, change->mechanism)));
        json_put(b, one, "from", text_to_json(change->from));
        json_put(b, one, "to", text_to_json(change->to));
        json_add(b, list, one);
    }
    return list;
}
