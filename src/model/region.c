/* Regions and API symbols: what a form of a component has. */
#include "model/draft.h"

#include <string.h>

static const struct number_rule size_rule = {.code = CODE_BAD_REGION_SIZE,
                                             .unit = UNIT_BYTES,
                                             .other_unit = UNIT_NONE,
                                             .whole = true,
                                             .positive = true,
                                             .most = INT64_MAX,
                                             .expected = "a size in bytes such as `4 KiB`"};

/* One tuple of [Region] or [API]: the name first. NULL, and reported, when it is none. */
static const struct term *tuple_name(struct declarations *d, const struct term *tuple, enum code code, const char *what,
                                     const char *example)
{
    char buffer[EXCERPT_SIZE];
    if (tuple->kind == TERM_TUPLE && tuple->arg_count >= 2 && tuple->args[0].term_count == 1 &&
        term_is_word(&tuple->args[0].terms[0]))
        return &tuple->args[0].terms[0];
    struct report *r = report(d->ctx, code, tuple->span, "%s is expected, and not `%s`", what,
                              excerpt(d, tuple->span, buffer));
    report_hint(r, "write `%s`", example);
    return NULL;
}

/* The second value of a tuple, one of two words: 0 or 1; -1 when it is neither. */
static int class_of(struct declarations *d, const struct term *tuple, const char *const words[2], enum code code,
                    const char *what)
{
    const struct item *item = &tuple->args[1];
    char buffer[EXCERPT_SIZE];
    for (int i = 0; i < 2; i++)
        if (item->term_count == 1 && term_is(d, &item->terms[0], words[i]))
            return i;
    struct report *r = report(d->ctx, code, item->span, "%s is %s or %s, and not `%s`", what, words[0], words[1],
                              excerpt(d, item->span, buffer));
    report_suggest(r, buffer, words, 2);
    return -1;
}

static bool name_is_fit(struct declarations *d, const struct term *name, const char *what)
{
    if (!is_reserved_name(name_text(d, name->name)))
        return true;
    report(d->ctx, CODE_RESERVED_NAME, name->span, "%s cannot be called `%s`: the word has a meaning of its own", what,
           name_text(d, name->name));
    return false;
}

/* A region or DATA symbol joins the form, if its name is new. */
static bool add_region(struct declarations *d, struct draft_form *form, struct draft_region region)
{
    uint32_t at = lookup_get(&form->region_of, region.name);
    if (at != UINT32_MAX) {
        const struct draft_region *other = &form->regions[at];
        enum code code = region.exported != other->exported ? CODE_NAME_CLASH
                         : region.exported                  ? CODE_DUPLICATE_SYMBOL
                                                            : CODE_DUPLICATE_REGION;
        struct report *r = report(d->ctx, code, region.span, "`%s` is declared twice", name_text(d, region.name));
        report_related(r, other->span, "first declared here%s", other->exported && !region.exported ? ", as DATA" : "");
        return true;
    }
    form->regions[form->region_count++] = region;
    return lookup_put(&d->arena, &form->region_of, region.name, form->region_count - 1);
}

static size_t count_terms(const struct clause_list *list, enum heading heading)
{
    const struct item *item;
    size_t count = 0;
    for (struct walk w = walk_of(list, heading); (item = walk_next(&w));)
        count += item->term_count;
    return count;
}

static bool read_region(struct declarations *d, struct draft_form *form, const struct term *tuple)
{
    static const char *const classes[] = {"OWN", "SHARED"};
    const struct term *name = tuple_name(d, tuple, CODE_BAD_REGION, "a region", "(ring, SHARED, 8 KiB)");
    if (!name)
        return true;
    struct draft_region region = {.name = name->name, .span = tuple->span};
    int class = class_of(d, tuple, classes, CODE_UNKNOWN_REGION_CLASS, "a region");
    region.shared = class == 1;
    if (tuple->arg_count > 3) {
        struct report *r = report(d->ctx, CODE_BAD_REGION, tuple->args[3].span, "a region has a name, a class and a size");
        report_hint(r, "write `(ring, SHARED, 8 KiB)`");
    }
    if (tuple->arg_count >= 3) {
        const struct item *size = &tuple->args[2];
        char buffer[EXCERPT_SIZE];
        if (size->term_count != 1)
            report(d->ctx, CODE_BAD_REGION_SIZE, size->span, "`%s` is no size", excerpt(d, size->span, buffer));
        else if (number_check(d, &size->terms[0], &size_rule)) {
            region.sized = true;
            region.size = (uint64_t)size->terms[0].number.value.num;
        }
    }
    return !name_is_fit(d, name, "a region") || add_region(d, form, region);
}

bool regions_read(struct declarations *d, struct draft_form *form)
{
    /* DATA symbols are regions, too */
    size_t most = count_terms(&form->clauses, HEADING_REGION) + count_terms(&form->clauses, HEADING_API);
    form->regions = arena_new_array(&d->arena, struct draft_region, most);
    if (!form->regions)
        return false;
    if (clause_is_none(d, &form->clauses, HEADING_REGION))
        return true;
    const struct item *item;
    for (struct walk w = walk_of(&form->clauses, HEADING_REGION); (item = walk_next(&w));)
        for (uint32_t i = 0; i < item->term_count; i++)
            if (!read_region(d, form, &item->terms[i]))
                return false;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < form->region_count; i++) {
        const struct draft_region *region = &form->regions[i];
        if (__builtin_add_overflow(sum, region->size, &sum) || sum > INT64_MAX) {
            report(d->ctx, CODE_SIZE_OVERFLOW, region->span, "with `%s` the regions do not fit into any memory",
                   name_text(d, region->name));
            break;
        }
    }
    return true;
}

static bool read_symbol(struct declarations *d, struct draft_form *form, const struct term *tuple)
{
    static const char *const classes[] = {"SYMB", "DATA"};
    const struct term *name = tuple_name(d, tuple, CODE_BAD_API, "a symbol", "(malloc, SYMB)");
    if (!name)
        return true;
    int class = class_of(d, tuple, classes, CODE_UNKNOWN_API_CLASS, "a symbol");
    if (tuple->arg_count > 2) {
        struct report *r = report(d->ctx, CODE_BAD_API, tuple->args[2].span, "a symbol has a name and a class");
        report_hint(r, "write `(malloc, SYMB)`");
    }
    if (!name_is_fit(d, name, "a symbol"))
        return true;
    if (class == 1)
        return add_region(d, form, (struct draft_region){.name = name->name, .exported = true, .span = tuple->span});
    uint32_t at = lookup_get(&form->symbol_of, name->name);
    if (at != UINT32_MAX) {
        struct report *r = report(d->ctx, CODE_DUPLICATE_SYMBOL, tuple->span, "`%s` is exported twice",
                                  name_text(d, name->name));
        report_related(r, form->symbols[at].span, "first exported here");
        return true;
    }
    form->symbols[form->symbol_count++] = (struct draft_symbol){name->name, tuple->span};
    return lookup_put(&d->arena, &form->symbol_of, name->name, form->symbol_count - 1);
}

bool symbols_read(struct declarations *d, struct draft_form *form)
{
    form->symbols = arena_new_array(&d->arena, struct draft_symbol, count_terms(&form->clauses, HEADING_API));
    if (!form->symbols)
        return false;
    if (clause_is_none(d, &form->clauses, HEADING_API))
        return true;
    const struct item *item;
    for (struct walk w = walk_of(&form->clauses, HEADING_API); (item = walk_next(&w));)
        for (uint32_t i = 0; i < item->term_count; i++)
            if (!read_symbol(d, form, &item->terms[i]))
                return false;
    for (uint32_t i = 0; i < form->symbol_count; i++) {
        uint32_t at = lookup_get(&form->region_of, form->symbols[i].name);
        if (at == UINT32_MAX)
            continue;
        struct report *r = report(d->ctx, CODE_NAME_CLASH, form->symbols[i].span, "`%s` is the name of a %s, too",
                                  name_text(d, form->symbols[i].name), form->regions[at].exported ? "variable" : "region");
        report_related(r, form->regions[at].span, "declared here");
    }
    return true;
}

unsigned component_member(const struct draft_component *c, name_id name)
{
    unsigned found = 0;
    for (uint32_t i = 0; i < c->form_count; i++) {
        found |= lookup_get(&c->forms[i].region_of, name) != UINT32_MAX ? MEMBER_REGION : 0u;
        found |= lookup_get(&c->forms[i].symbol_of, name) != UINT32_MAX ? MEMBER_SYMBOL : 0u;
    }
    return found | (lookup_get(&c->function_of, name) != UINT32_MAX ? MEMBER_FUNCTION : 0u);
}
