#include "diag/sarif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag/json.h"
#include "diag/render.h"
#include "diag/utf8.h"

#ifndef MSPEC_VERSION
#define MSPEC_VERSION "0"
#endif

/* GitHub takes no log with more results of a run than this: https://docs.github.com/en/code-security, "SARIF support". */
enum { MOST_RESULTS = 25000 };

/* While a log is built: `failed` is sticky, and every value below tolerates NULL. */
struct log {
    const mspec_ctx *ctx;
    const char *root;
    json_t *rules, *results, *notifications;
    json_t *seen;         /* fingerprint → how many results have it */
    size_t left_out;
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

/* Where a file is, without dots and links to the folder above; false when that cannot be told, or does not fit. */
static bool absolute_path(const char *root, const char *file, struct text *out)
{
    if (file[0] != '/')
        text_puts(out, root);
    for (const char *p = file; *p;) {
        size_t length = strcspn(p, "/");
        if (length == 2 && p[0] == '.' && p[1] == '.') {
            while (out->length && out->bytes[out->length - 1] != '/')
                out->length--;
            out->length -= out->length > 0;
        } else if (length && !(length == 1 && p[0] == '.')) {
            text_puts(out, "/");
            text_append(out, p, length);
        }
        p += length + strspn(p + length, "/");
    }
    text_append(out, "", 0);
    return !out->failed;
}

static void put_escaped(struct text *t, const char *p, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bool is_plain = (p[i] >= 'a' && p[i] <= 'z') || (p[i] >= 'A' && p[i] <= 'Z') || (p[i] >= '0' && p[i] <= '9') ||
                        (p[i] && strchr("-._~/+@", p[i]));
        if (is_plain)
            text_append(t, p + i, 1);
        else
            text_printf(t, "%%%02X", (unsigned char)p[i]);
    }
}

/* The place of a file as a URI: relative to the root where it is below that, else absolute with its scheme; without a root as it
 * stands. What URIs do not have is escaped. */
static json_t *file_uri(const struct log *log, const char *file)
{
    struct text t = {0}, path = {0};
    size_t root = log->root ? strlen(log->root) : 0;
    if (log->root && absolute_path(log->root, file, &path)) {
        bool is_below = path.length > root + 1 && memcmp(path.bytes, log->root, root) == 0 && path.bytes[root] == '/';
        if (!is_below)
            text_puts(&t, "file://");
        put_escaped(&t, path.bytes + (is_below ? root + 1 : 0), path.length - (is_below ? root + 1 : 0));
    } else {
        if (file[0] == '/')
            text_puts(&t, "file://");
        put_escaped(&t, file, strlen(file));
    }
    text_fini(&path);
    char *uri = text_take(&t);
    json_t *value = uri ? text_to_json(uri) : NULL;
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
    json_t *artifact = json_pack("{s:o}", "uri", file_uri(log, l->file));
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
               json_pack("{s:s, s:o, s:o, s:o, s:{s:s}, s:{s:[s]}}", "id", entry->code, "shortDescription",
                         message_object(entry->title), "fullDescription", message_object(entry->title), "help",
                         message_object(entry->explanation), "defaultConfiguration", "level", severity_name(entry->severity),
                         "properties", "tags", entry->code[0] == 'V' ? "security" : "specification"));
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

/* What stays of a finding when lines are added above it: its code, its message and the text of its line. The same one again gets
 * a number, as services expect it of `primaryLocationLineHash`. */
static void add_fingerprint(struct log *log, json_t *result, const mspec_diagnostic *d)
{
    const char *bytes = "";
    size_t length = 0;
    struct source *source = source_of(log->ctx, &d->location);
    if (source && !source_line(log->ctx, source, d->location.line, &bytes, &length))
        length = 0;
    const char *parts[] = {d->code, d->message, d->location.file ? d->location.file : "", bytes};
    size_t lengths[] = {strlen(d->code), strlen(d->message), strlen(parts[2]), length};
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t k = 0; k < 4; k++) {
        for (size_t i = 0; i <= lengths[k]; i++)
            hash = (hash ^ (unsigned char)(i < lengths[k] ? parts[k][i] : 0)) * 0x100000001b3u;
    }
    char key[48];
    snprintf(key, sizeof key, "%016llx", (unsigned long long)hash);
    json_int_t count = json_integer_value(json_object_get(log->seen, key)) + 1;
    put(log, log->seen, key, json_integer(count));
    snprintf(key, sizeof key, "%016llx:%lld", (unsigned long long)hash, (long long)count);
    put(log, result, "partialFingerprints", json_pack("{s:s}", "primaryLocationLineHash", key));
}

static json_t *whole_message(const mspec_diagnostic *d)
{
    struct text message = {0};
    text_puts(&message, d->message);
    if (d->hint)
        text_printf(&message, " (%s)", d->hint);
    char *text = text_take(&message);
    json_t *object = text ? message_object(text) : NULL;
    free(text);
    return object;
}

/* What has no place in any file. */
static void add_notification(struct log *log, const mspec_diagnostic *d)
{
    json_t *descriptor = json_pack("{s:s}", "id", d->code);
    int rule = rule_index(log, d->code);
    if (rule >= 0)
        put(log, descriptor, "index", json_integer(rule));
    append(log, log->notifications, json_pack("{s:o, s:s, s:o}", "descriptor", descriptor, "level", severity_name(d->severity),
                                              "message", whole_message(d)));
}

/* A finding is an alert, and services take none without a place: the start of the first specification stands for the whole. */
static mspec_location place_of(const struct log *log, const mspec_diagnostic *d, bool is_finding)
{
    mspec_location place = d->location;
    for (size_t i = 0; is_finding && !place.file && i < log->ctx->sources.count; i++) {
        const struct source *source = log->ctx->sources.items[i];
        if (source->origin == SOURCE_USER)
            place = (mspec_location){source->name, 1, 1, 1, 1};
    }
    return place;
}

static void add_result(struct log *log, const mspec_diagnostic *d, bool is_finding)
{
    const mspec_location place = place_of(log, d, is_finding);
    if (!place.file) {
        add_notification(log, d);
        return;
    }
    if (json_array_size(log->results) >= MOST_RESULTS) {
        log->left_out++;
        return;
    }
    json_t *result = json_pack("{s:s, s:s, s:o}", "ruleId", d->code, "level", severity_name(d->severity), "message",
                               whole_message(d));
    int rule = rule_index(log, d->code);
    if (rule >= 0)
        put(log, result, "ruleIndex", json_integer(rule));
    put(log, result, "locations", json_pack("[{s:o}]", "physicalLocation", physical_location(log, &place)));
    if (d->related_count)
        add_related(log, result, d);
    add_fingerprint(log, result, d);
    append(log, log->results, result);
}

static void say_what_is_left_out(struct log *log)
{
    char text[96];
    snprintf(text, sizeof text, "%zu further results are left out: services take %d", log->left_out, MOST_RESULTS);
    if (log->left_out)
        append(log, log->notifications, json_pack("{s:s, s:o}", "level", "warning", "message", message_object(text)));
}

char *sarif_render(const mspec_ctx *ctx, const mspec_diagnostic *further, size_t count, const struct sarif_run *run)
{
    struct log log = {.ctx = ctx, .root = run->root, .rules = json_array(), .results = json_array(),
                      .notifications = json_array(), .seen = json_object()};
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++)
        add_result(&log, mspec_diagnostic_get(ctx, i), false);
    for (size_t i = 0; i < count; i++)
        add_result(&log, &further[i], true);
    say_what_is_left_out(&log);
    log.failed |= !log.seen;
    json_decref(log.seen);
    json_t *root = json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:[{s:b, s:i, s:o}], s:s, s:o}]}", "$schema",
                             "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs", "tool", "driver",
                             "name", "mspec", "version", MSPEC_VERSION, "rules", log.rules, "invocations",
                             "executionSuccessful", run->exit_status < 2, "exitCode", run->exit_status,
                             "toolConfigurationNotifications", log.notifications, "columnKind", "unicodeCodePoints",
                             "results", log.results);
    char *text = root && !log.failed ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    return text;
}
