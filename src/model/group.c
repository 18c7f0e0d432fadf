/* [Together] and [Apart]: groups of components. */
#include "model/build.h"

struct set_list {
    VECTOR(struct component_set);
};

static bool push_set(struct builder *b, struct set_list *list, const struct named *named, uint32_t count, struct span span)
{
    struct component_set set = {.span = span};
    size_t most = 0;
    for (uint32_t i = 0; i < count; i++)
        most += named[i].count;
    set.components = arena_new_array(&b->m->arena, uint32_t, most);
    if (!set.components)
        return false;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < named[i].count; k++)
            set.components[set.count++] = named[i].first + k;
    return vector_push(&b->ctx->memory, list, set);
}

/* Names of a group, apart from each other; the functions of one component are not: each pair of names is a group for each of
 * the pairs that it stands for. */
static bool push_pairs(struct builder *b, struct set_list *list, const struct named *named, uint32_t count, struct span span)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; k < count; k++)
            for (uint32_t x = 0; x < named[i].count; x++)
                for (uint32_t y = 0; y < named[k].count; y++) {
                    struct named pair[2] = {{.first = named[i].first + x, .count = 1},
                                            {.first = named[k].first + y, .count = 1}};
                    if (!push_set(b, list, pair, 2, span))
                        return false;
                }
    return true;
}

static bool read_group(struct builder *b, const struct group *group, bool apart, struct set_list *list)
{
    struct named *named = arena_new_array(&b->scratch, struct named, group->item_count);
    const struct term **terms = arena_new_array(&b->scratch, const struct term *, group->item_count);
    struct lookup seen = {0};
    uint32_t count = 0;
    bool is_whole = true, any_split = false;
    if (!named || !terms)
        return false;
    for (uint32_t i = 0; i < group->item_count; i++) {
        const struct term *term = item_name(b->d, &group->items[i], CODE_BAD_LIST, "the name of a component");
        if (!term || !unit_need(b, term, &named[count])) {
            is_whole = false;
            continue;
        }
        uint32_t other = lookup_get(&seen, named[count].first + ((uint64_t)named[count].count << 32));
        if (other != UINT32_MAX) {
            struct report *r = report(b->ctx, CODE_DUPLICATE_ENTRY, term->span, "the group names `%s` twice",
                                      name_text(b->d, term->name));
            report_related(r, terms[other]->span, "first named here");
            is_whole = false;
            continue;
        }
        if (!lookup_put(&b->scratch, &seen, named[count].first + ((uint64_t)named[count].count << 32), count))
            return false;
        any_split |= named[count].count != 1;
        terms[count++] = term;
    }
    if (is_whole && count < 2) {
        struct report *r = report(b->ctx, CODE_BAD_GROUP, group->span, "`%s` stands alone in its group",
                                  name_text(b->d, terms[0]->name));
        report_hint(r, "a group is written with `,`, as in `redis, lwip`; `;` separates groups");
        return true;
    }
    return apart && any_split ? push_pairs(b, list, named, count, group->span)
                              : push_set(b, list, named, count, group->span);
}

static bool read_groups(struct builder *b, enum heading heading, struct component_set **out, uint32_t *count)
{
    struct set_list list = {0};
    bool fine = true;
    for (const struct part *p = clause_first(b->clauses, heading); fine && p; p = clause_next(b->clauses, p))
        for (uint32_t g = 0; fine && g < p->clause->group_count; g++) {
            const struct group *group = &p->clause->groups[g];
            if (group->item_count != 1 || !item_is_none(b->d, &group->items[0]))
                fine = read_group(b, group, heading == HEADING_APART, &list);
        }
    *out = fine ? vector_to_arena(&b->m->arena, &list) : NULL;
    *count = (uint32_t)list.count;
    vector_free(&b->ctx->memory, &list);
    return *out != NULL;
}

bool groups_build(struct builder *b)
{
    struct model *m = b->m;
    return read_groups(b, HEADING_TOGETHER, &m->together, &m->together_count) &&
           read_groups(b, HEADING_APART, &m->apart, &m->apart_count);
}
