#include "diag/sarif.h"

#include <stdlib.h>
#include <string.h>

#include "diag/json.h"
#include "diag/render.h"
#include "diag/utf8.h"

#ifndef MSPEC_VERSION
#define MSPEC_VERSION "0"
#endif

/* While a log is built: `failed` is sticky, and every value below tolerates NULL. */
struct log {
    const mspec_ctx *ctx;
    json_t *rules, *results;
    int rule_of_code[CODE_COUNT]; /* plus 1; 0: none yet */
    bool failed;
};

static void put(struct log *log, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        log->failed = true;
}

static void append(struct log *log, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        log->failed = true;
}

/* { "text": … } */
static json_t *message_object(const char *text)
{
    return json_pack("{s:o}", "text", text_to_json(text));
}

/* The place of a file as a URI: absolute with its scheme, relative as it stands; what URIs do not have is escaped. */
static json_t *file_uri(const char *file)
{
    struct text t = {0};
    if (file[0] == '/')
        text_puts(&t, "file://");
    for (const char *p = file; *p; p++) {
        bool is_plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
                        strchr("-._~/+@", *p);
        if (is_plain)
            text_append(&t, p, 1);
        else
            text_printf(&t, "%%%02X", (unsigned char)*p);
    }
    char *uri = text_take(&t);
    json_t *value = text_to_json(uri);
    if (!uri) {
        json_decref(value);
        value = NULL;
    }
    free(uri);
    return value;
}

/* A column in characters, from 1, of one in bytes. */
static uint32_t character_column(const struct log *log, const mspec_location *location, uint32_t line, uint32_t column)
{
    struct source *source = source_of(log->ctx, location);
    const char *bytes;
    size_t length;
    if (!source || !source_line(log->ctx, source, line, &bytes, &length))
        return column;
    uint32_t characters = 1, c;
    for (size_t i = 0; i < length && i + 1 < column; characters++) {
        size_t size = utf8_decode(bytes + i, length - i, &c);
        i += size ? size : 1;
    }
    return characters;
}

static json_t *physical_location(const struct log *log, const mspec_location *l)
{
    json_t *artifact = json_pack("{s:o}", "uri", file_uri(l->file));
    if (l->line == 0)
        return json_pack("{s:o}", "artifactLocation", artifact);
    json_int_t start = character_column(log, l, l->line, l->column), end = character_column(log, l, l->end_line, l->end_column);
    return json_pack("{s:o, s:{s:I, s:I, s:I, s:I}}", "artifactLocation", artifact, "region",
                     "startLine", (json_int_t)l->line, "startColumn", start, "endLine", (json_int_t)l->end_line, "endColumn", end);
}

/* The rule of a code, made when first needed; -1 for a code that is not in the registry. */
static int rule_index(struct log *log, const char *code)
{
    const mspec_code *entry = mspec_code_find(code);
    if (!entry)
        return -1;
    int *known = &log->rule_of_code[entry - mspec_code_at(0)];
    if (*known == 0) {
        append(log, log->rules,
               json_pack("{s:s, s:o, s:o, s:{s:s}}", "id", entry->code, "shortDescription", message_object(entry->title),
                         "help", message_object(entry->explanation), "defaultConfiguration", "level",
                         severity_name(entry->severity)));
        *known = (int)json_array_size(log->rules);
    }
    return *known - 1;
}

static void add_related(struct log *log, json_t *result, const mspec_diagnostic *d)
{
    json_t *related = json_array();
    for (size_t i = 0; i < d->related_count; i++) {
        const mspec_related *r = &d->related[i];
        if (r->location.file)
            append(log, related,
                   json_pack("{s:I, s:o, s:o}", "id", (json_int_t)i, "message", message_object(r->message),
                             "physicalLocation", physical_location(log, &r->location)));
    }
    put(log, result, "relatedLocations", related);
}

static void add_result(struct log *log, const mspec_diagnostic *d)
{
    struct text message = {0};
    text_puts(&message, d->message);
    if (d->hint)
        text_printf(&message, " (%s)", d->hint);
    char *text = text_take(&message);
    json_t *result = json_pack("{s:s, s:s, s:o}", "ruleId", d->code, "level", severity_name(d->severity), "message",
                               text ? message_object(text) : NULL);
    free(text);
    int rule = rule_index(log, d->code);
    if (rule >= 0)
        put(log, result, "ruleIndex", json_integer(rule));
    json_t *locations = json_array();
    if (d->location.file)
        append(log, locations, json_pack("{s:o}", "physicalLocation", physical_location(log, &d->location)));
    put(log, result, "locations", locations);
    if (d->related_count)
        add_related(log, result, d);
    append(log, log->results, result);
}

char *sarif_render(const mspec_ctx *ctx, const mspec_diagnostic *further, size_t count)
{
    struct log log = {.ctx = ctx, .rules = json_array(), .results = json_array()};
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++)
        add_result(&log, mspec_diagnostic_get(ctx, i));
    for (size_t i = 0; i < count; i++)
        add_result(&log, &further[i]);
    json_t *root = json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:o}]}", "$schema",
                             "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs", "tool", "driver",
                             "name", "mspec", "version", MSPEC_VERSION, "rules", log.rules, "columnKind", "unicodeCodePoints",
                             "results", log.results);
    char *text = root && !log.failed ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    return text;
}
