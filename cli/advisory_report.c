#include "cli/advisory_board.h"
#include "cli/report.h"
#include "cli/table.h"
#include "diag/render.h"

#include <string.h>

/* ---- text ---- */

static const char *by_text(enum match_by by)
{
    return by == MATCH_PURL ? "package URL" : by == MATCH_NAME ? "name" : "name of a part";
}

static const char *affected_text(enum affected affected)
{
    return affected == AFFECTED_YES ? "affected" : affected == AFFECTED_NO ? "not affected" : "perhaps: taken to be affected";
}

bool advisory_say_matching(struct board *b, const struct row *row)
{
    static const char *const headings[] = {"component", "package", "matched by", "version", ""};
    struct table table;
    struct text *out = &b->c->out;
    report_heading(b->c, "What %s speaks of", row->id);
    table_init(&table, &b->c->arena, 5, headings);
    for (size_t i = 0; i < row->matching.count; i++) {
        const struct matched *item = &row->matching.items[i];
        const char *cells[] = {model_component_name(b->model, item->component), item->package, by_text(item->by),
                               item->version ? item->version : "not known", affected_text(item->affected)};
        table_row(&table, cells);
    }
    bool fine = row->matching.count == 0 ? (vector_free(&b->c->ctx->memory, &table.cells), true)
                                         : table_print(&table, b->c->colour, out);
    for (size_t i = 0; i < row->matching.unmatched_count && i < 8; i++) {
        text_puts(out, "  no component is made of ");
        render_safe(out, row->matching.unmatched[i], strlen(row->matching.unmatched[i]));
        text_puts(out, "\n");
    }
    if (row->matching.unmatched_count > 8)
        text_printf(out, "  nor of %zu other packages\n", row->matching.unmatched_count - 8);
    text_puts(out, "  weaknesses: ");
    for (size_t i = 0; i < row->advisory.weakness_count; i++) {
        bool known = true;
        for (size_t k = 0; k < row->unknown_count; k++)
            known &= row->unknown[k] != row->advisory.weaknesses[i];
        text_printf(out, "%s%s%s", i ? ", " : "", row->advisory.weaknesses[i], known ? "" : " (not in the catalogue)");
    }
    text_puts(out, row->advisory.weakness_count ? "\n" : "none\n");
    if (row->declared)
        text_printf(out, "  the specification declares %s, and so says whom it affects\n", row->asked.name);
    return fine;
}

static const char *components_text(struct board *b, const struct row *row)
{
    struct text t = {0};
    for (size_t i = 0; i < row->matching.count; i++)
        if (row->matching.items[i].affected != AFFECTED_NO)
            text_printf(&t, "%s%s", t.length ? ", " : "", model_component_name(b->model, row->matching.items[i].component));
    const char *copy = t.failed ? NULL : arena_copy(&b->c->arena, t.length ? t.bytes : "-", t.length ? t.length : 1);
    text_fini(&t);
    return copy;
}

static const char *remark(struct board *b, const struct row *row)
{
    if (row->why || !row->violations)
        return row->why;
    return arena_printf(&b->c->arena, "%zu requirement%s can be violated", row->violations, row->violations == 1 ? "" : "s");
}

bool advisory_say_table(struct board *b)
{
    static const char *const headings[] = {"advisory", "verdict", "components", "remark"};
    struct table table;
    report_heading(b->c, "%zu advisor%s", b->rows.count, b->rows.count == 1 ? "y" : "ies");
    table_init(&table, &b->c->arena, 4, headings);
    for (size_t i = 0; i < b->rows.count; i++) {
        const struct row *row = &b->rows.items[i];
        const char *cells[] = {row->id, containment_name(row->verdict), components_text(b, row), remark(b, row)};
        table_row(&table, cells);
    }
    return table_print(&table, b->c->colour, &b->c->out);
}

/* ---- JSON ---- */

static json_t *texts_json(struct json_build *b, const char *const *texts, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_add(b, list, text_to_json(texts[i]));
    return list;
}

static json_t *matching_json(struct board *b, struct json_build *build, const struct row *row)
{
    static const char *const by[] = {"purl", "name", "module"};
    static const char *const affected[] = {"no", "yes", "unknown"};
    json_t *list = json_array();
    for (size_t i = 0; i < row->matching.count; i++) {
        const struct matched *item = &row->matching.items[i];
        json_t *one = json_object();
        json_put(build, one, "component", text_to_json(model_component_name(b->model, item->component)));
        json_put(build, one, "package", text_to_json(item->package));
        json_put(build, one, "by", json_string(by[item->by]));
        json_put(build, one, "version", text_to_json(item->version));
        json_put(build, one, "affected", json_string(affected[item->affected]));
        json_add(build, list, one);
    }
    return list;
}

static json_t *row_json(struct board *b, struct json_build *build, const struct row *row)
{
    json_t *one = json_object();
    json_put(build, one, "id", text_to_json(row->advisory.id));
    json_put(build, one, "file", text_to_json(row->file));
    json_put(build, one, "title", text_to_json(row->advisory.title));
    json_put(build, one, "verdict", json_string(containment_name(row->verdict)));
    json_put(build, one, "why", text_to_json(row->why));
    json_put(build, one, "components", matching_json(b, build, row));
    json_put(build, one, "weaknesses", texts_json(build, row->advisory.weaknesses, row->advisory.weakness_count));
    json_put(build, one, "unknown_weaknesses", texts_json(build, row->unknown, row->unknown_count));
    json_put(build, one, "unmatched", texts_json(build, row->matching.unmatched, row->matching.unmatched_count));
    json_put(build, one, "declared", json_boolean(row->declared));
    json_put(build, one, "violations", json_integer((json_int_t)row->violations));
    return one;
}

json_t *advisory_rows_json(struct board *b, struct json_build *build)
{
    json_t *list = json_array();
    for (size_t i = 0; i < b->rows.count; i++)
        json_add(build, list, row_json(b, build, &b->rows.items[i]));
    return list;
}
