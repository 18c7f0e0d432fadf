/* [Platform]: what a mechanism asks of the machine and its tools, and what a system has.
 *
 *     mechanism: arch x86_64, arm64; compiler clang >= 16        each group must be met, by one of its values
 *     system:    arch x86_64; compiler clang 16; cpu pku, smep   what a group says holds; a key that is not named is unknown
 *
 * Only what the system's platform says can exclude. */
#include "model/draft.h"

#include <string.h>

static const char *const comparisons[] = {"==", ">=", "<=", ">", "<"};

static int comparison(const struct declarations *d, const struct term *term)
{
    const char *text = name_text(d, term->name);
    if (strcmp(text, "=") == 0)
        return 1;
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        if (strcmp(text, comparisons[i]) == 0)
            return (int)i + 1;
    return 0;
}

static struct report *refuse(struct declarations *d, struct span span, bool of_system)
{
    char buffer[EXCERPT_SIZE];
    struct report *r = report(d->ctx, CODE_BAD_PLATFORM, span, "`%s` is not what stands in [Platform]",
                              excerpt(d, span, buffer));
    report_hint(r, of_system ? "write as in `arch x86_64; compiler clang 16; cpu pku`"
                             : "write as in `arch x86_64, arm64; compiler clang >= 16; cpu pku`");
    return r;
}

/* clang | clang 16 | clang >= 16, from the terms [at, count) of an item */
static bool read_value(struct declarations *d, const struct item *item, uint32_t at, bool of_system,
                       struct platform_value *out)
{
    uint32_t left = item->term_count - at;
    const struct term *terms = &item->terms[at];
    *out = (struct platform_value){.version = RATIONAL_ZERO};
    if (left < 1 || left > 3 || !term_is_word(&terms[0]) || (left > 1 && terms[left - 1].kind != TERM_NUMBER) ||
        (left == 3 && terms[1].kind != TERM_COMPARE)) {
        refuse(d, item->span, of_system);
        return false;
    }
    out->value = terms[0].name;
    if (left > 1) {
        out->version = terms[left - 1].number.value;
        out->compare = left == 3 ? comparison(d, &terms[1]) : 1;
        if (terms[left - 1].number.unit != UNIT_NONE)
            report(d->ctx, CODE_WRONG_UNIT, terms[left - 1].span, "a version has no unit");
    }
    if (of_system && left == 3 && out->compare != 1) {
        struct report *r = report(d->ctx, CODE_BAD_PLATFORM, terms[1].span, "a system has one version");
        report_hint(r, "write `%s` and the number", name_text(d, out->value));
        return false;
    }
    return true;
}

static bool read_group(struct declarations *d, const struct group *group, bool of_system, struct platform_group *out)
{
    const struct item *first = &group->items[0];
    *out = (struct platform_group){.span = group->span};
    if (!term_is_word(&first->terms[0]) || first->term_count < 2) {
        refuse(d, first->span, of_system);
        return true;
    }
    out->key = first->terms[0].name;
    out->values = arena_new_array(&d->arena, struct platform_value, group->item_count);
    if (!out->values)
        return false;
    for (uint32_t i = 0; i < group->item_count; i++)
        if (read_value(d, &group->items[i], i == 0, of_system, &out->values[out->value_count]))
            out->value_count++;
    return true;
}

bool platform_read(struct declarations *d, const struct clause_list *clauses, bool of_system, struct platform_group **out,
                   uint32_t *count)
{
    size_t most = 0;
    for (const struct part *p = clause_first(clauses, HEADING_PLATFORM); p; p = clause_next(clauses, p))
        most += p->clause->group_count;
    *count = 0;
    *out = arena_new_array(&d->arena, struct platform_group, most);
    if (!*out)
        return false;
    for (const struct part *p = clause_first(clauses, HEADING_PLATFORM); p; p = clause_next(clauses, p))
        for (uint32_t g = 0; g < p->clause->group_count && !p->clause->broken; g++) {
            if (!read_group(d, &p->clause->groups[g], of_system, &(*out)[*count]))
                return false;
            *count += (*out)[*count].value_count > 0;
        }
    return true;
}

static bool version_fits(struct rational has, int compare, struct rational wanted)
{
    int order = rational_compare(has, wanted);
    switch (compare) {
    case 1:
        return order == 0;
    case 2:
        return order >= 0;
    case 3:
        return order <= 0;
    case 4:
        return order > 0;
    case 5:
        return order < 0;
    default:
        return true;
    }
}

/* Is the system's value one that the mechanism wants? Where the system states no version, nobody knows: it is not. */
static bool value_fits(const struct platform_value *has, const struct platform_value *wanted)
{
    if (has->value != wanted->value)
        return false;
    return !wanted->compare || (has->compare && version_fits(has->version, wanted->compare, wanted->version));
}

enum platform_answer platform_meets(const struct platform_group *system, uint32_t system_count, const struct platform_group *wanted)
{
    bool is_named = false, fits = false;
    for (uint32_t k = 0; k < system_count; k++) {
        if (system[k].key != wanted->key)
            continue;
        is_named = true;
        for (uint32_t v = 0; v < system[k].value_count; v++)
            for (uint32_t w = 0; w < wanted->value_count; w++)
                fits |= value_fits(&system[k].values[v], &wanted->values[w]);
    }
    return !is_named ? PLATFORM_UNKNOWN : fits ? PLATFORM_MEETS : PLATFORM_LACKS;
}

const struct platform_group *platform_excludes(const struct platform_group *system, uint32_t system_count,
                                               const struct platform_group *mechanism, uint32_t mechanism_count)
{
    for (uint32_t i = 0; i < mechanism_count; i++) {
        if (platform_meets(system, system_count, &mechanism[i]) == PLATFORM_LACKS)
            return &mechanism[i];
    }
    return NULL;
}

bool platform_copy(struct arena *a, const struct platform_group *groups, uint32_t count, struct platform_group **out)
{
    *out = arena_copy_array_(a, groups, count, sizeof *groups);
    for (uint32_t i = 0; *out && i < count; i++) {
        (*out)[i].values = arena_copy_array_(a, groups[i].values, groups[i].value_count, sizeof *groups[i].values);
        if (!(*out)[i].values)
            return false;
    }
    return *out != NULL;
}
