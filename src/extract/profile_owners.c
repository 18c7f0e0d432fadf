/* Who has which function, for profiles. */
#include <string.h>

#include "extract/profile.h"
#include "extract/profile_owners.h"

enum { NOBODY = -1 };

struct owner_slot {
    name_id name; /* 0: free */
    uint32_t component;
    bool ambiguous;
};

void function_owners_init(struct function_owners *o, mspec_ctx *ctx)
{
    *o = (struct function_owners){.ctx = ctx};
    arena_init(&o->arena, &ctx->memory);
}

void function_owners_fini(struct function_owners *o)
{
    vector_free(&o->ctx->memory, &o->components);
    memory_release(&o->ctx->memory, o->slots, o->slot_count * sizeof *o->slots);
    memory_release(&o->ctx->memory, o->component_slots, o->component_slot_count * sizeof *o->component_slots);
    arena_fini(&o->arena);
}

static struct owner_slot *find(struct owner_slot *slots, size_t count, name_id name)
{
    size_t at = (name * 0x9e3779b1u) & (count - 1);
    while (slots[at].name && slots[at].name != name)
        at = (at + 1) & (count - 1);
    return &slots[at];
}

/* The slot of a name; a new one where there is none. NULL when out of memory. */
static struct owner_slot *claim(struct function_owners *o, struct owner_slot **slots, size_t *count, size_t *used,
                                name_id name)
{
    if (*used * 2 >= *count) {
        size_t larger = *count ? *count * 2 : 256;
        struct owner_slot *all = memory_resize(&o->ctx->memory, NULL, 0, larger * sizeof *all);
        if (!all)
            return NULL;
        for (size_t k = 0; k < *count; k++)
            if ((*slots)[k].name)
                *find(all, larger, (*slots)[k].name) = (*slots)[k];
        memory_release(&o->ctx->memory, *slots, *count * sizeof **slots);
        *slots = all;
        *count = larger;
    }
    struct owner_slot *slot = find(*slots, *count, name);
    *used += slot->name == 0;
    return slot;
}

static bool component_index(struct function_owners *o, name_id component, uint32_t *out)
{
    struct owner_slot *slot = claim(o, &o->component_slots, &o->component_slot_count, &o->component_used, component);
    if (!slot)
        return false;
    if (!slot->name) {
        *slot = (struct owner_slot){component, (uint32_t)o->components.count, false};
        if (!vector_push(&o->ctx->memory, &o->components, component))
            return false;
    }
    *out = slot->component;
    return true;
}

bool function_owners_add_component(struct function_owners *o, name_id component)
{
    uint32_t index;
    return component && component_index(o, component, &index);
}

bool function_owners_add(struct function_owners *o, name_id component, name_id function)
{
    uint32_t index;
    if (!component || !function || !component_index(o, component, &index))
        return false;
    struct owner_slot *slot = claim(o, &o->slots, &o->slot_count, &o->used, function);
    if (!slot)
        return false;
    if (slot->name && slot->component != index)
        slot->ambiguous = true;
    if (!slot->name)
        *slot = (struct owner_slot){function, index, false};
    return true;
}

/* ---- where functions come from ---- */

static bool add_api(struct function_owners *o, const struct block *component, const struct clause *c)
{
    for (uint32_t g = 0; g < c->group_count; g++)
        for (uint32_t i = 0; i < c->groups[g].item_count; i++)
            for (uint32_t t = 0; t < c->groups[g].items[i].term_count; t++) {
                const struct term *term = &c->groups[g].items[i].terms[t];
                if (term->kind == TERM_TUPLE && term->arg_count && term->args[0].terms[0].name &&
                    !function_owners_add(o, component->name, term->args[0].terms[0].name))
                    return false;
            }
    return true;
}

static bool add_block(struct function_owners *o, const struct block *component, const struct block *b)
{
    for (uint32_t k = 0; k < b->clause_count; k++)
        if (b->clauses[k].heading == HEADING_API && !add_api(o, component, &b->clauses[k]))
            return false;
    return true;
}

bool function_owners_add_specifications(struct function_owners *o)
{
    for (size_t s = 0; s < o->ctx->sources.count; s++) {
        const struct source *source = o->ctx->sources.items[s];
        for (uint32_t k = 0; source->tree && source->origin == SOURCE_USER && k < source->tree->block_count; k++) {
            const struct block *b = &source->tree->blocks[k];
            if (b->kind != BLOCK_COMPONENT || !b->name)
                continue;
            if (!function_owners_add_component(o, b->name) || !add_block(o, b, b))
                return false;
            for (uint32_t n = 0; n < b->block_count; n++) {
                if (!add_block(o, b, &b->blocks[n]))
                    return false;
                if (b->blocks[n].kind == BLOCK_FUNCTION && b->blocks[n].name &&
                    !function_owners_add(o, b->name, b->blocks[n].name))
                    return false;
            }
        }
    }
    return true;
}

bool function_owners_add_objects(struct function_owners *o, const struct extraction *x)
{
    for (size_t k = 0; k < x->parts.count; k++) {
        const struct part *p = x->parts.items[k];
        name_id component = names_intern(o->ctx->names, p->name, strlen(p->name));
        if (!function_owners_add_component(o, component))
            return false;
        for (size_t n = 0; n < p->objects.count; n++)
            for (uint32_t f = 0; f < p->objects.items[n]->function_count; f++)
                if (!function_owners_add(o, component, p->objects.items[n]->functions[f].name))
                    return false;
    }
    return true;
}

/* ---- whose a frame is ---- */

/* "/usr/lib/libssl.so.3", "[ext4]", "[kernel.kallsyms]": the name that a component of this file has. */
static int owner_by_file(const struct function_owners *o, const char *file, size_t length)
{
    static const char *const kernels[] = {"[kernel.kallsyms]", "[kernel]", "[guest.kernel.kallsyms]"};
    const char *base = file;
    for (size_t k = 0; k < length; k++)
        if (file[k] == '/')
            base = file + k + 1;
    size_t size = length - (size_t)(base - file);
    for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
        if (size == strlen(kernels[k]) && memcmp(base, kernels[k], size) == 0) {
            base = "vmlinux";
            size = 7;
        }
    if (size > 2 && base[0] == '[' && base[size - 1] == ']') {
        base++;
        size -= 2;
    }
    for (size_t k = size; k > 0; k--) { /* at its first dot, the longest first: libfoo-1.2.so.3 */
        if (k != size && base[k] != '.')
            continue;
        name_id name = names_find(o->ctx->names, base, k);
        if (name && o->component_slot_count) {
            const struct owner_slot *slot = find(o->component_slots, o->component_slot_count, name);
            if (slot->name)
                return (int)slot->component;
        }
    }
    return NOBODY;
}

int function_owner(const struct function_owners *o, const char *function, size_t length, const char *file,
                   size_t file_length)
{
    int by_file = file_length ? owner_by_file(o, file, file_length) : NOBODY;
    if (by_file != NOBODY)
        return by_file;
    name_id name = length ? names_find(o->ctx->names, function, length) : 0;
    if (!name || !o->slot_count)
        return NOBODY;
    const struct owner_slot *slot = find(o->slots, o->slot_count, name);
    return slot->name && !slot->ambiguous ? (int)slot->component : NOBODY;
}
