/* catalog: what is known of languages, mechanisms and weaknesses, as a table, or one entry in full. */
#include <string.h>

#include "cli/entries.h"
#include "cli/report.h"
#include "cli/table.h"
#include "diag/render.h"
#include "syntax/syntax.h"

/* An operand that looks like a file is one; anything else is the name of an entry. */
static bool is_file(const char *operand)
{
    size_t length = strlen(operand);
    return strchr(operand, '/') || strcmp(operand, "-") == 0 || strcmp(operand, ".") == 0 ||
           (length > 6 && strcmp(operand + length - 6, ".mspec") == 0);
}

static bool is_wanted(struct command *c, const struct entries *e, const struct entry *entry)
{
    const char *kind = option_text(&c->options, OPT_KIND);
    bool isolation = strcmp(entry->kind, "isolation") == 0, hardening = strcmp(entry->kind, "hardening") == 0;
    if (kind && strcmp(kind, entry->kind) != 0 && !(strcmp(kind, "mechanism") == 0 && (isolation || hardening)))
        return false;
    bool named = false, any = false;
    for (size_t i = 0; i < c->operand_count; i++) {
        if (is_file(c->operands[i]))
            continue;
        any = true;
        named = named || strcmp(c->operands[i], entry_name(e, entry)) == 0;
    }
    return named || !any;
}

static size_t name_count(const struct command *c)
{
    size_t count = 0;
    for (size_t i = 0; i < c->operand_count; i++)
        count += !is_file(c->operands[i]);
    return count;
}

static bool check_names(struct command *c, const struct entries *e)
{
    bool ok = true;
    for (size_t i = 0; i < c->operand_count; i++) {
        bool found = is_file(c->operands[i]);
        for (size_t k = 0; k < e->count && !found; k++)
            found = strcmp(c->operands[i], entry_name(e, &e->items[k])) == 0;
        if (found)
            continue;
        ok = false;
        const char **names = arena_new_array(&c->arena, const char *, e->count);
        struct report *r = report(c->ctx, CODE_UNKNOWN_MECHANISM, (struct span){0},
                                  "the catalogue has no language, mechanism or vulnerability `%s`", c->operands[i]);
        for (size_t k = 0; names && k < e->count; k++)
            names[k] = entry_name(e, &e->items[k]);
        if (names)
            report_suggest(r, c->operands[i], names, e->count);
    }
    return ok;
}

/* What the entry does, in one column: a transformation, a boundary, a language's bound. */
static const char *effect_of(struct command *c, const struct entries *e, const struct entry *entry)
{
    static const enum heading headings[] = {HEADING_TRANSFORM,     HEADING_BOUNDARY,      HEADING_BOUNDARY_IN,
                                            HEADING_BOUNDARY_OUT,  HEADING_MEMORY_ACCESS, HEADING_CALL};
    static const char *const prefixes[] = {"", "", "in ", "out ", "", ""};
    struct text t = {0};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        const char *value = entry_value(e, entry, headings[i], &c->arena);
        if (value)
            text_printf(&t, "%s%s%s", t.length ? ", " : "", prefixes[i], value);
    }
    const char *copy = t.length && !t.failed ? arena_copy(&c->arena, t.bytes, t.length) : NULL;
    text_fini(&t);
    return copy;
}

static const char *cost_of(struct command *c, const struct entries *e, const struct entry *entry)
{
    const char *cost = entry_value(e, entry, HEADING_COST, &c->arena), *gate = entry_value(e, entry, HEADING_GATE, &c->arena);
    if (cost && gate)
        return arena_printf(&c->arena, "%s; gate %s", cost, gate);
    return gate ? arena_printf(&c->arena, "gate %s", gate) : cost;
}

/* ---- text ---- */

static int print_table(struct command *c, const struct entries *e)
{
    static const char *const headings[] = {"name", "kind", "title", "assurance", "cost", "effect"};
    struct table table;
    table_init(&table, &c->arena, 6, headings);
    for (size_t i = 0; i < e->count; i++) {
        const struct entry *entry = &e->items[i];
        if (!is_wanted(c, e, entry))
            continue;
        const char *cells[] = {entry_name(e, entry),         entry->kind,
                               entry_value(e, entry, HEADING_TITLE, &c->arena), entry_value(e, entry, HEADING_ASSURANCE, &c->arena),
                               cost_of(c, e, entry),         effect_of(c, e, entry)};
        table_row(&table, cells);
    }
    c->out.failed = !table_print(&table, c->colour, &c->out) || c->out.failed;
    return EXIT_YES;
}

static int print_entries(struct command *c, const struct entries *e)
{
    for (size_t i = 0; i < e->count; i++) {
        const struct entry *entry = &e->items[i];
        if (!is_wanted(c, e, entry))
            continue;
        report_heading(c, "%s (%s%s)", entry_name(e, entry), entry->kind, entry->from_catalog ? "" : ", of your files");
        for (int h = 1; h < HEADING_COUNT; h++) {
            const char *value = entry_value(e, entry, (enum heading)h, &c->arena);
            if (!value)
                continue;
            size_t start = c->out.length;
            text_printf(&c->out, "  %s", heading_text((enum heading)h));
            text_pad(&c->out, start, 18);
            render_safe(&c->out, value, strlen(value));
            text_puts(&c->out, "\n");
        }
    }
    return EXIT_YES;
}

static void put_cell(const char *value, struct text *out)
{
    text_puts(out, " ");
    for (value = value ? value : ""; *value; value++)
        text_printf(out, "%s%c", *value == '|' || *value == '*' || *value == '_' || *value == '<' ? "\\" : "", *value);
    text_puts(out, " |");
}

static int print_markdown(struct command *c, const struct entries *e)
{
    text_puts(&c->out, "| name | kind | title | assurance | cost | effect | source |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < e->count; i++) {
        const struct entry *entry = &e->items[i];
        if (!is_wanted(c, e, entry))
            continue;
        text_puts(&c->out, "|");
        put_cell(entry_name(e, entry), &c->out);
        put_cell(entry->kind, &c->out);
        put_cell(entry_value(e, entry, HEADING_TITLE, &c->arena), &c->out);
        put_cell(entry_value(e, entry, HEADING_ASSURANCE, &c->arena), &c->out);
        put_cell(cost_of(c, e, entry), &c->out);
        put_cell(effect_of(c, e, entry), &c->out);
        put_cell(entry_value(e, entry, HEADING_SOURCE, &c->arena), &c->out);
        text_puts(&c->out, "\n");
    }
    return EXIT_YES;
}

/* ---- JSON ---- */

static int print_json(struct command *c, const struct entries *e)
{
    struct json_build b = {false};
    json_t *root = command_json(c, &b), *list = json_array();
    for (size_t i = 0; i < e->count; i++) {
        const struct entry *entry = &e->items[i];
        if (!is_wanted(c, e, entry))
            continue;
        json_t *one = json_object(), *clauses = json_object();
        json_put(&b, one, "name", json_string(entry_name(e, entry)));
        json_put(&b, one, "kind", json_string(entry->kind));
        json_put(&b, one, "title", text_to_json(entry_value(e, entry, HEADING_TITLE, &c->arena)));
        json_put(&b, one, "source", text_to_json(entry_value(e, entry, HEADING_SOURCE, &c->arena)));
        json_put(&b, one, "assurance", text_to_json(entry_value(e, entry, HEADING_ASSURANCE, &c->arena)));
        json_put(&b, one, "from_catalog", json_boolean(entry->from_catalog));
        for (int h = 1; h < HEADING_COUNT; h++) {
            const char *value = entry_value(e, entry, (enum heading)h, &c->arena);
            if (value)
                json_put(&b, clauses, heading_text((enum heading)h), text_to_json(value));
        }
        json_put(&b, one, "clauses", clauses);
        mspec_location place = source_locate(c->ctx, entry->block->span);
        json_put(&b, one, "location", location_to_json(&place));
        json_add(&b, list, one);
    }
    json_put(&b, root, "entries", list);
    return command_finish_json(c, &b, root, EXIT_YES);
}

int run_catalog(struct command *c)
{
    mspec_status status = syntax_load_catalog(c->ctx);
    for (size_t i = 0; i < c->operand_count && status == MSPEC_OK; i++) {
        if (is_file(c->operands[i]))
            status = pipeline_read(c->ctx, &c->operands[i], 1);
    }
    if (status != MSPEC_OK)
        return command_failed(c, status);
    struct entries entries;
    if (!entries_collect(c->ctx, &c->arena, &entries))
        return command_failed(c, MSPEC_ERROR_MEMORY);
    if (!check_names(c, &entries))
        return command_failed(c, MSPEC_ERROR_INPUT);
    if (c->json)
        return print_json(c, &entries);
    if (strcmp(option_text(&c->options, OPT_FORMAT_CATALOG), "markdown") == 0)
        return print_markdown(c, &entries);
    return name_count(c) ? print_entries(c, &entries) : print_table(c, &entries);
}
