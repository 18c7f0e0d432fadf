#include "verify/compartments.h"

bool compartments_init(struct compartments *t, struct arena *a, uint32_t component_count)
{
    t->group_of = arena_new_array(a, uint32_t, component_count);
    t->place_of = arena_new_array(a, uint32_t, component_count);
    t->first_of = arena_new_array(a, uint32_t, component_count);
    return t->group_of && t->place_of && t->first_of;
}

void compartments_fini(struct compartments *t, struct memory *memory)
{
    vector_free(memory, &t->tree);
}

static uint32_t find_child(const struct compartments *t, uint32_t parent, struct placement p)
{
    uint32_t child = t->tree.items[parent].first_child;
    while (child != NONE) {
        const struct placement *q = &t->tree.items[child].placement;
        if (q->mechanism == p.mechanism && q->number == p.number)
            break;
        child = t->tree.items[child].next_sibling;
    }
    return child;
}

static uint32_t add_child(struct compartments *t, struct memory *memory, uint32_t parent, struct placement p)
{
    uint32_t child = (uint32_t)t->tree.count;
    struct compartment new = {.parent = parent, .placement = p, .first_child = NONE, .next_sibling = NONE, .group = NONE};
    if (parent != NONE)
        new.next_sibling = t->tree.items[parent].first_child;
    if (!vector_push(memory, &t->tree, new))
        return NONE;
    if (parent != NONE)
        t->tree.items[parent].first_child = child;
    return child;
}

bool compartments_build(struct compartments *t, struct memory *memory, const struct configuration *c)
{
    t->tree.count = 0;
    t->group_count = 0;
    if (add_child(t, memory, NONE, (struct placement){0}) == NONE)
        return false;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct choice *choice = &c->choices[i];
        uint32_t place = 0;
        t->tree.items[0].members++;
        for (uint32_t level = 0; level < choice->depth; level++) {
            uint32_t child = find_child(t, place, choice->path[level]);
            if (child == NONE)
                child = add_child(t, memory, place, choice->path[level]);
            if (child == NONE)
                return false;
            place = child;
            t->tree.items[place].members++;
        }
        if (t->tree.items[place].group == NONE) {
            t->first_of[t->group_count] = i;
            t->tree.items[place].group = t->group_count++;
        }
        t->place_of[i] = place;
        t->group_of[i] = t->tree.items[place].group;
    }
    return true;
}
