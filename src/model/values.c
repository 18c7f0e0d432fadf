/* Names, words and text. */
#include "model/values.h"

#include <string.h>

const char *excerpt(const struct declarations *d, struct span span, char buffer[EXCERPT_SIZE])
{
    const struct source *source = source_get(d->ctx, span.source);
    size_t length = 0;
    if (source && span.from < source->length) {
        size_t most = (span.to < source->length ? span.to : source->length) - span.from;
        const char *bytes = source->bytes + span.from;
        while (length < most && length < EXCERPT_SIZE - 4 && bytes[length] != '\n' && bytes[length] != '\r')
            length++;
        bool is_cut = length < most;
        while (is_cut && length > 0 && ((unsigned char)bytes[length] & 0xc0) == 0x80)
            length--; /* not in the middle of a character */
        memcpy(buffer, bytes, length);
        if (is_cut) {
            memcpy(buffer + length, "...", 3);
            length += 3;
        }
    }
    buffer[length] = '\0';
    return buffer;
}

bool term_is_word(const struct term *term)
{
    return term->kind == TERM_NAME && term->name && !term->owner && !term->has_range && !term->has_args;
}

bool term_is(const struct declarations *d, const struct term *term, const char *word)
{
    return term_is_word(term) && strcmp(name_text(d, term->name), word) == 0;
}

op_set term_operations(const struct declarations *d, const struct term *term)
{
    if (term->kind != TERM_NAME || term->has_range)
        return 0;
    char name[32];
    const char *last = name_text(d, term->name), *owner = name_text(d, term->owner);
    size_t length = strlen(owner);
    if (length + strlen(last) + 2 > sizeof name)
        return 0;
    if (length) {
        memcpy(name, owner, length);
        name[length++] = '.';
    }
    strcpy(name + length, last);
    const struct operation *found = operation_find(name, strlen(name));
    return found ? found->leaves : 0;
}

op_set term_need_operations(struct declarations *d, const struct term *term)
{
    op_set ops = term_operations(d, term);
    if (ops)
        return ops;
    char buffer[EXCERPT_SIZE];
    static const char *const names[] = {"R", "W", "X", "X.call", "X.return"};
    struct span span = term->kind == TERM_NAME && term->name ? term->name_span : term->span;
    if (term->kind == TERM_NAME && term->owner)
        span.from = term->owner_span.from;
    struct report *r = report(d->ctx, CODE_UNKNOWN_OPERATION, span, "`%s` is no operation", excerpt(d, span, buffer));
    if (r && strlen(buffer) == 1) { /* too short for a suggestion by distance */
        for (size_t i = 0; i < 3; i++)
            if ((buffer[0] | 0x20) == (names[i][0] | 0x20))
                report_hint(r, "did you mean `%s`?", names[i]);
    } else {
        report_hint(r, "the operations are `R`, `W` and `X`");
        report_suggest(r, buffer, names, sizeof names / sizeof *names);
    }
    return 0;
}

const struct term *item_name(struct declarations *d, const struct item *item, enum code code, const char *expected)
{
    const struct term *term = &item->terms[0];
    char buffer[EXCERPT_SIZE];
    if (item->term_count == 1 && term->kind == TERM_NAME && term->name && !term->has_range && !term->has_args)
        return term;
    struct report *r = report(d->ctx, code, item->span, "expected %s, and not `%s`", expected,
                              excerpt(d, item->span, buffer));
    for (uint32_t i = 0; i + 1 < item->term_count; i++)
        if (term_is_word(&item->terms[i]) && term_is_word(&item->terms[i + 1]))
            report_hint(r, "names are separated by `,`");
    return NULL;
}

bool item_is_none(const struct declarations *d, const struct item *item)
{
    return item->term_count == 1 && term_is(d, &item->terms[0], "none");
}

bool clause_is_none(struct declarations *d, const struct clause_list *list, enum heading heading)
{
    bool something = false, nothing = false;
    for (const struct part *part = clause_first(list, heading); part; part = clause_next(list, part)) {
        const struct item *none = NULL;
        uint32_t others = 0;
        for (uint32_t g = 0; g < part->clause->group_count; g++)
            for (uint32_t i = 0; i < part->clause->groups[g].item_count; i++) {
                const struct item *item = &part->clause->groups[g].items[i];
                if (item_is_none(d, item) && !none)
                    none = item;
                else
                    others++;
            }
        if (none && others)
            report(d->ctx, CODE_NONE_WITH_OTHERS, none->span, "`none` stands beside other values of [%s]",
                   heading_text(heading));
        nothing |= none != NULL;
        something |= others > 0;
    }
    return nothing && !something;
}

const struct item *single_item(struct declarations *d, const struct clause_list *list, enum heading heading)
{
    struct walk w = walk_of(list, heading);
    const struct item *first = walk_next(&w), *second = first ? walk_next(&w) : NULL;
    if (!second)
        return first;
    struct report *r = report(d->ctx, CODE_EXPECTED_SINGLE_VALUE, second->span, "[%s] has one value", heading_text(heading));
    report_related(r, first->span, "its first value");
    return NULL;
}

int single_word(struct declarations *d, const struct clause_list *list, enum heading heading, enum code code,
                const char *const *words, size_t count)
{
    const struct item *item = single_item(d, list, heading);
    if (!item)
        return -1;
    char buffer[EXCERPT_SIZE];
    const struct term *last = &item->terms[item->term_count - 1];
    excerpt(d, (struct span){item->span.source, item->span.from, last->span.to}, buffer);
    for (size_t i = 0; i < count; i++) { /* `per component` is two terms: compared as text, blanks squeezed */
        const char *word = words[i], *text = buffer;
        while (*word && (*word == *text || (*word == ' ' && *text == '\t'))) {
            if (*word == ' ')
                while (text[1] == ' ' || text[1] == '\t')
                    text++;
            word++, text++;
        }
        if (!*word && !*text)
            return (int)i;
    }
    struct report *r = report(d->ctx, code, item->span, "[%s] cannot be `%s`", heading_text(heading), buffer);
    struct text hint = {0};
    for (size_t i = 0; i < count; i++)
        text_printf(&hint, "%s`%s`", i == 0 ? "" : i + 1 < count ? ", " : " or ", words[i]);
    if (hint.bytes && !hint.failed)
        report_hint(r, "it is %s", hint.bytes);
    text_fini(&hint);
    report_suggest(r, buffer, words, count);
    return -1;
}

static name_id string_of(struct declarations *d, enum heading heading, const struct term *term)
{
    if (term->kind == TERM_STRING)
        return term->name;
    char buffer[EXCERPT_SIZE];
    struct report *r = report(d->ctx, CODE_EXPECTED_STRING, term->span, "[%s] is text in double quotes, and not `%s`",
                              heading_text(heading), excerpt(d, term->span, buffer));
    report_hint(r, "write \"%s\"", buffer);
    return 0;
}

name_id single_string(struct declarations *d, const struct clause_list *list, enum heading heading)
{
    const struct item *item = single_item(d, list, heading);
    if (!item)
        return 0;
    if (item->term_count > 1 && item->terms[0].kind == TERM_STRING) {
        struct report *r = report(d->ctx, CODE_EXPECTED_SINGLE_VALUE, item->terms[1].span, "[%s] has one value",
                                  heading_text(heading));
        report_related(r, item->terms[0].span, "its first value");
    }
    return string_of(d, heading, &item->terms[0]);
}

bool strings_of(struct declarations *d, const struct clause_list *list, enum heading heading, name_id **out, uint32_t *count)
{
    const struct item *item;
    size_t most = 0;
    for (struct walk w = walk_of(list, heading); (item = walk_next(&w));)
        most += item->term_count;
    *count = 0;
    *out = arena_new_array(&d->arena, name_id, most);
    if (!*out)
        return false;
    for (struct walk w = walk_of(list, heading); (item = walk_next(&w));)
        for (uint32_t i = 0; i < item->term_count; i++) {
            name_id name = string_of(d, heading, &item->terms[i]);
            if (name)
                (*out)[(*count)++] = name;
        }
    return true;
}

bool joined_strings(struct declarations *d, const struct clause_list *list, enum heading heading, name_id *out)
{
    name_id *strings;
    uint32_t count;
    *out = 0;
    if (!strings_of(d, list, heading, &strings, &count))
        return false;
    if (count < 2) {
        *out = count ? strings[0] : 0;
        return true;
    }
    struct text joined = {0};
    for (uint32_t i = 0; i < count; i++)
        text_printf(&joined, "%s%s", i ? "; " : "", name_text(d, strings[i]));
    *out = joined.failed ? 0 : names_intern(d->ctx->names, joined.bytes, joined.length);
    text_fini(&joined);
    if (!*out)
        d->ctx->memory.exhausted = true;
    return *out != 0;
}
