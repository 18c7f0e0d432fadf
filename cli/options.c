#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "syntax/syntax.h"

static const struct option_row rows[] = {
#define X(id, name, letter, kind, argument, choices, least, most, fallback, verbs, help)                                          \
    {name, letter, OPTION_##kind, argument, choices, least, most, fallback, verbs, help},
    MSPEC_OPTIONS(X)
#undef X
};

const struct option_row *option_at(size_t index)
{
    return index < OPT_COUNT ? &rows[index] : NULL;
}

/* Is the word one of those in the list, which are separated by the given character? */
static bool list_has(const char *list, char separator, const char *word, size_t length)
{
    while (*list) {
        const char *end = strchr(list, separator);
        size_t size = end ? (size_t)(end - list) : strlen(list);
        if (size == length && strncmp(list, word, length) == 0)
            return true;
        list += size + (end ? 1 : 0);
    }
    return false;
}

bool option_is_for(const struct option_row *row, const char *verb)
{
    return !*row->verbs || list_has(row->verbs, ' ', verb, strlen(verb));
}

/* ---- finding ---- */

/* The row of a name (or, when length is 0, of a letter) that the verb has; else any row of it, with *foreign set; else NULL. */
static const struct option_row *find_row(const char *name, size_t length, char letter, const char *verb, bool *foreign)
{
    const struct option_row *other = NULL;
    *foreign = false;
    for (size_t i = 0; i < OPT_COUNT; i++) {
        bool same = length ? strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0
                           : letter && rows[i].letter == letter;
        if (same && option_is_for(&rows[i], verb))
            return &rows[i];
        other = same ? &rows[i] : other;
    }
    *foreign = other != NULL;
    return other;
}

const char *options_find_verb(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i];
        if (arg[0] != '-' || !arg[1])
            return arg;
        if (strcmp(arg, "--") == 0)
            return i + 1 < argc ? argv[i + 1] : NULL;
        bool is_long = arg[1] == '-', foreign;
        if (is_long && strchr(arg, '='))
            continue;
        const struct option_row *row = is_long ? find_row(arg + 2, strlen(arg + 2), 0, "", &foreign)
                                               : find_row("", 0, arg[1], "", &foreign);
        if (row && row->kind != OPTION_FLAG && (is_long || !arg[2]))
            i++;
    }
    return NULL;
}

/* ---- values ---- */

static void suggest_choice(struct report *e, const char *choices, const char *value)
{
    char buffer[256];
    const char *words[16];
    size_t count = 0;
    strncpy(buffer, choices, sizeof buffer - 1);
    buffer[sizeof buffer - 1] = '\0';
    for (char *at = buffer; at && count < 16;) {
        words[count++] = at;
        at = strchr(at, '|');
        if (at)
            *at++ = '\0';
    }
    report_hint(e, "one of %s", choices);
    report_suggest(e, value, words, count);
}

/* The whole text as one number, in the unit that the option has; false when it is none. */
static bool parse_number(const char *text, enum unit unit, struct rational *out)
{
    struct number number;
    size_t used = 0, length = strlen(text);
    const char *error = NULL;
    if (!length || !syntax_parse_number(text, length, &number, &used, &error))
        return false;
    while (used < length && text[used] == ' ')
        used++;
    *out = number.value;
    return used == length && (number.unit == UNIT_NONE || (unit != UNIT_NONE && number.unit == unit));
}

static void bad_value(mspec_ctx *ctx, const struct option_row *row, const char *text, const char *wanted)
{
    struct report *e = report(ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--%s` cannot be `%s`", row->name, text);
    report_hint(e, "%s", wanted);
}

static void take_count(mspec_ctx *ctx, const struct option_row *row, const char *text, uint64_t *out)
{
    struct rational value;
    char wanted[96];
    snprintf(wanted, sizeof wanted, "a whole number from %llu to %llu", (unsigned long long)row->least, (unsigned long long)row->most);
    if (!parse_number(text, UNIT_NONE, &value) || value.den != 1 || value.num < (int128)row->least || value.num > (int128)row->most)
        bad_value(ctx, row, text, wanted);
    else
        *out = (uint64_t)value.num;
}

static void take_size(mspec_ctx *ctx, const struct option_row *row, const char *text, uint64_t *out)
{
    struct rational value;
    if (!parse_number(text, UNIT_BYTES, &value) || value.den != 1 || value.num <= 0 || value.num > INT64_MAX)
        bad_value(ctx, row, text, "a number of bytes, such as \"512 MiB\"");
    else
        *out = (uint64_t)value.num;
}

static void take_time(mspec_ctx *ctx, const struct option_row *row, const char *text, double *out)
{
    struct rational value;
    if (!parse_number(text, UNIT_SECONDS, &value) || value.num <= 0 ||
        rational_compare(value, rational_from((int64_t)row->most)) > 0)
        bad_value(ctx, row, text, "a time in seconds, such as 30, 0.5 or \"500 ms\"");
    else
        *out = rational_to_double(value);
}

/* There are never many: the list is copied for each further one. */
static void take_item(mspec_ctx *ctx, const char *text, const char ***items, size_t *count)
{
    const char **longer = arena_new_array(&ctx->arena, const char *, *count + 1);
    if (!longer)
        return; /* the budget is exhausted, and remembers it */
    for (size_t i = 0; i < *count; i++)
        longer[i] = (*items)[i];
    longer[(*count)++] = text;
    *items = longer;
}

static void take_value(mspec_ctx *ctx, const struct option_row *row, const char *text, struct options *out)
{
    size_t id = (size_t)(row - rows);
    if (out->values[id].given && row->kind != OPTION_FLAG && row->kind != OPTION_LIST)
        report(ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--%s` is given twice", row->name);
    out->values[id].given = true;
    out->values[id].text = text;
    switch (row->kind) {
    case OPTION_COUNT: take_count(ctx, row, text, &out->values[id].count); break;
    case OPTION_SIZE: take_size(ctx, row, text, &out->values[id].count); break;
    case OPTION_TIME: take_time(ctx, row, text, &out->values[id].seconds); break;
    case OPTION_CHOICE:
        if (!list_has(row->choices, '|', text, strlen(text))) {
            struct report *e =
                report(ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--%s` cannot be `%s`", row->name, text);
            suggest_choice(e, row->choices, text);
        }
        break;
    case OPTION_LIST: take_item(ctx, text, &out->values[id].items, &out->values[id].item_count); break;
    case OPTION_FLAG:
    case OPTION_TEXT: break;
    }
}

/* ---- parsing ---- */

static void unknown_option(mspec_ctx *ctx, const char *arg, size_t length, const char *verb)
{
    struct report *e = *verb ? report(ctx, CODE_UNKNOWN_OPTION, (struct span){0}, "`%s` has no option `%.*s`", verb, (int)length, arg)
                             : report(ctx, CODE_UNKNOWN_OPTION, (struct span){0}, "there is no option `%.*s`", (int)length, arg);
    const char *names[OPT_COUNT];
    char dashed[OPT_COUNT][32], typed[64];
    size_t count = 0;
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if (!option_is_for(&rows[i], verb))
            continue;
        snprintf(dashed[count], sizeof dashed[count], "--%s", rows[i].name);
        names[count] = dashed[count];
        count++;
    }
    snprintf(typed, sizeof typed, "%.*s", (int)(length < 60 ? length : 60), arg);
    report_suggest(e, typed, names, count);
}

/* One option at argv[i]; gives the index of the last argument that belongs to it. */
static int take_option(mspec_ctx *ctx, const char *verb, int argc, char **argv, int i, struct options *out)
{
    const char *arg = argv[i];
    bool is_long = arg[1] == '-', foreign;
    const char *equals = is_long ? strchr(arg, '=') : NULL;
    size_t length = equals ? (size_t)(equals - arg) : is_long ? strlen(arg) : 2;
    const struct option_row *row =
        is_long && length > 2 ? find_row(arg + 2, length - 2, 0, verb, &foreign) : find_row("", 0, arg[1], verb, &foreign);
    if (!row) {
        unknown_option(ctx, arg, length, verb);
        return i;
    }
    const char *value = equals ? equals + 1 : !is_long && arg[2] ? arg + 2 : NULL;
    bool takes_next = row->kind != OPTION_FLAG && !value && i + 1 < argc;
    if (foreign) {
        struct report *e = report(ctx, CODE_OPTION_NOT_ALLOWED, (struct span){0}, "`%s` has no option `--%s`", *verb ? verb : "mspec",
                                  row->name);
        report_hint(e, "it belongs to: %s", row->verbs);
        return takes_next && argv[i + 1][0] != '-' ? i + 1 : i;
    }
    if (row->kind == OPTION_FLAG) {
        if (value)
            report(ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--%s` takes no value, and is given `%s`", row->name, value);
        take_value(ctx, row, "", out);
        return i;
    }
    if (!value && !takes_next) {
        report_hint(report(ctx, CODE_MISSING_OPTION_VALUE, (struct span){0}, "`--%s` needs a value", row->name), "--%s %s", row->name,
                    row->argument);
        return i;
    }
    take_value(ctx, row, value ? value : argv[i + 1], out);
    return value ? i : i + 1;
}

void options_parse(mspec_ctx *ctx, const char *verb, int argc, char **argv, struct options *out, size_t *operands)
{
    *out = (struct options){0};
    for (size_t i = 0; i < OPT_COUNT; i++) {
        out->values[i].text = *rows[i].fallback ? rows[i].fallback : NULL;
        struct rational value;
        if (*rows[i].fallback && (rows[i].kind == OPTION_COUNT || rows[i].kind == OPTION_SIZE) &&
            parse_number(rows[i].fallback, UNIT_BYTES, &value))
            out->values[i].count = (uint64_t)value.num;
    }
    bool verb_seen = !*verb, options_end = false;
    *operands = 0;
    for (int i = 1; i < argc; i++) {
        if (!options_end && strcmp(argv[i], "--") == 0)
            options_end = true;
        else if (!options_end && argv[i][0] == '-' && argv[i][1])
            i = take_option(ctx, verb, argc, argv, i, out);
        else if (!verb_seen)
            verb_seen = true;
        else
            argv[++*operands] = argv[i];
    }
}
