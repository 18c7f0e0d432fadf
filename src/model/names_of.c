/* Lists of names of other declarations. */
#include "model/draft.h"

static bool add(struct declarations *d, struct lookup *seen, const struct draft_name *list, uint32_t count,
                struct draft_name name, enum code repeated, bool *is_new)
{
    uint64_t key = LOOKUP_KEY(name.name, name.function);
    uint32_t at = lookup_get(seen, key);
    *is_new = at == UINT32_MAX;
    if (*is_new)
        return lookup_put(&d->arena, seen, key, count);
    struct report *r = report(d->ctx, repeated, name.span, "`%s%s%s` is listed twice", name_text(d, name.name),
                              name.function ? "." : "", name_text(d, name.function));
    report_related(r, list[at].span, "first listed here");
    return true;
}

bool names_read(struct declarations *d, const struct clause_list *clauses, enum heading heading, enum code code,
                enum code repeated, const char *expected, struct draft_name **out, uint32_t *count)
{
    const struct item *item;
    struct lookup seen = {0};
    size_t most = 0;
    for (struct walk w = walk_of(clauses, heading); walk_next(&w);)
        most++;
    *count = 0;
    *out = arena_new_array(&d->arena, struct draft_name, most);
    if (!*out)
        return false;
    clause_is_none(d, clauses, heading);
    for (struct walk w = walk_of(clauses, heading); (item = walk_next(&w));) {
        if (item_is_none(d, item))
            continue;
        const struct term *term = item_name(d, item, code, expected);
        if (!term)
            continue;
        struct draft_name name = {
            .name = term->owner ? term->owner : term->name, .function = term->owner ? term->name : 0, .span = item->span};
        bool is_new;
        if (!add(d, &seen, *out, *count, name, repeated, &is_new))
            return false;
        if (is_new)
            (*out)[(*count)++] = name;
    }
    return true;
}
