/* The OSV format. Source: the Open Source Vulnerability schema, version 1 (ossf.github.io/osv-schema). */
#include <string.h>

#include "import/advisory.h"

struct reader {
    const struct json_input *in;
    struct advisory *out;
    struct weakness_list weaknesses;
    bool wrong;     /* something is not of its type: a doubt */
    bool no_memory;
    size_t parts;
};

static void *make(struct reader *r, size_t count, size_t size)
{
    void *room = arena_alloc_array(r->in->arena, count, size);
    r->no_memory |= !room;
    return room;
}

/* How many of a list are read; the rest is a doubt. */
static size_t count_of(struct reader *r, const json_t *list)
{
    size_t count = json_array_size(list);
    if (count > ADVISORY_PARTS - r->parts) {
        count = ADVISORY_PARTS - r->parts;
        r->wrong = true;
    }
    r->parts += count;
    return count;
}

static void weakness(struct reader *r, const json_t *value, const char *key)
{
    const json_t *text = json_is_object(value) ? json_object_get(value, key) : value;
    if (!json_is_string(text))
        r->wrong = true;
    else if (!advisory_add_weakness(r->in, &r->weaknesses, json_string_value(text)))
        r->no_memory = true;
}

/* "cwe_ids": [ "CWE-125" ], as GitHub writes it, or "cwes": [ { "cweId": … } ]. The field is each database's own. */
static void weaknesses_of(struct reader *r, const json_t *object)
{
    const json_t *specific = json_object_get(object, "database_specific");
    static const char *const keys[] = {"cwe_ids", "cwes"};
    for (size_t k = 0; k < 2; k++) {
        const json_t *list = json_object_get(specific, keys[k]);
        if (!json_is_array(list)) {
            r->wrong |= list && !json_is_null(list);
            continue;
        }
        for (size_t i = 0, n = count_of(r, list); i < n; i++)
            weakness(r, json_array_get(list, i), "cweId");
    }
}

/* ---- versions ---- */

static const char *const event_names[] = {"introduced", "fixed", "last_affected", "limit"};

static bool read_event(struct reader *r, const json_t *value, struct version_event *out, size_t *count)
{
    bool any = false;
    for (int kind = EVENT_INTRODUCED; kind <= EVENT_LIMIT; kind++) {
        bool wrong = false;
        const char *version = json_text(r->in, value, event_names[kind], &wrong);
        if (wrong)
            return false;
        if (!version)
            continue;
        if (any)
            return false; /* one event, one thing */
        out[(*count)++] = (struct version_event){(enum event_kind)kind, version};
        any = true;
    }
    return any;
}

static void read_range(struct reader *r, const json_t *value, enum version_scheme ecosystem, struct version_statement *out)
{
    bool wrong = !json_is_object(value);
    const char *type = json_text(r->in, value, "type", &wrong);
    const json_t *events = json_list(value, "events", &wrong);
    *out = (struct version_statement){.kind = STATES_UNKNOWN, .status = AFFECTED_YES};
    if (wrong || !type || !events)
        return;
    if (strcmp(type, "SEMVER") == 0)
        out->scheme = SCHEME_SEMVER;
    else if (strcmp(type, "ECOSYSTEM") == 0)
        out->scheme = ecosystem;
    else
        return; /* GIT: commits, whose order is that of a repository; or something newer */
    size_t count = count_of(r, events);
    out->events = make(r, count, sizeof *out->events);
    for (size_t i = 0; out->events && i < count; i++)
        if (!read_event(r, json_array_get(events, i), out->events, &out->event_count))
            return;
    if (out->events && count == json_array_size(events))
        out->kind = STATES_EVENTS;
}

/* Each version that is listed by itself. */
static void read_version(struct reader *r, const json_t *value, enum version_scheme ecosystem, struct version_statement *out)
{
    *out = (struct version_statement){.kind = STATES_UNKNOWN, .status = AFFECTED_YES, .scheme = ecosystem};
    if (!json_is_string(value))
        return;
    out->from = arena_copy(r->in->arena, json_string_value(value), json_string_length(value));
    r->no_memory |= !out->from;
    if (out->from)
        out->kind = STATES_ONE;
}

/* ---- packages ---- */

static void read_names(struct reader *r, const json_t *value, struct advisory_package *out)
{
    const json_t *package = json_map(value, "package", &out->doubt);
    out->name = json_text(r->in, package, "name", &out->doubt);
    out->ecosystem = json_text(r->in, package, "ecosystem", &out->doubt);
    const char *purl = json_text(r->in, package, "purl", &out->doubt);
    if (!purl)
        return;
    enum purl_result result = purl_parse(r->in->arena, purl, &out->purl);
    out->has_purl = result == PURL_OK;
    out->doubt |= result == PURL_BAD;
    r->no_memory |= result == PURL_NO_MEMORY;
}

static void read_package(struct reader *r, const json_t *value, struct advisory_package *out)
{
    *out = (struct advisory_package){.doubt = !json_is_object(value), .otherwise = AFFECTED_NO};
    read_names(r, value, out);
    const json_t *ranges = json_list(value, "ranges", &out->doubt), *versions = json_list(value, "versions", &out->doubt);
    enum version_scheme scheme = out->ecosystem ? version_scheme_of_ecosystem(out->ecosystem) : SCHEME_UNKNOWN;
    if (scheme == SCHEME_UNKNOWN && out->has_purl)
        scheme = version_scheme_of_type(out->purl.type);
    size_t range_count = count_of(r, ranges), version_count = count_of(r, versions);
    out->doubt |= range_count < json_array_size(ranges) || version_count < json_array_size(versions);
    out->statements = make(r, range_count + version_count, sizeof *out->statements);
    for (size_t i = 0; out->statements && i < range_count; i++)
        read_range(r, json_array_get(ranges, i), scheme, &out->statements[out->statement_count++]);
    for (size_t i = 0; out->statements && i < version_count; i++)
        read_version(r, json_array_get(versions, i), scheme, &out->statements[out->statement_count++]);
    if (out->statement_count == 0)
        out->otherwise = AFFECTED_YES; /* nothing is said of versions: all of them */
    weaknesses_of(r, value);
}

static void read_aliases(struct reader *r, const json_t *root)
{
    const json_t *list = json_list(root, "aliases", &r->wrong);
    size_t count = count_of(r, list);
    r->out->aliases = make(r, count, sizeof *r->out->aliases);
    for (size_t i = 0; r->out->aliases && i < count; i++) {
        const json_t *alias = json_array_get(list, i);
        const char *copy = json_is_string(alias) ? arena_copy(r->in->arena, json_string_value(alias), json_string_length(alias)) : NULL;
        if (copy)
            r->out->aliases[r->out->alias_count++] = copy;
        else
            r->wrong = true;
    }
}

/* ---- the whole ---- */

/* A date; anything else in its place is no reason to let somebody off. */
static bool is_date(const char *text)
{
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

static void read_rest(struct reader *r, const json_t *root, const json_t *affected)
{
    struct advisory *out = r->out;
    bool wrong_title = false;
    const char *version = json_text(r->in, root, "schema_version", &r->wrong);
    const char *withdrawn = json_text(r->in, root, "withdrawn", &r->wrong);
    out->title = json_text(r->in, root, "summary", &wrong_title);
    if (withdrawn && is_date(withdrawn))
        out->withdrawn = "the advisory has been withdrawn";
    else if (withdrawn)
        r->wrong = true;
    read_aliases(r, root);
    size_t count = count_of(r, affected);
    out->packages = make(r, count, sizeof *out->packages);
    for (size_t i = 0; out->packages && i < count; i++)
        read_package(r, json_array_get(affected, i), &out->packages[out->package_count++]);
    weaknesses_of(r, root);
    if (version && strncmp(version, "1.", 2) != 0)
        out->doubt = "its schema version is not one that is known";
    else if (r->wrong)
        out->doubt = "parts of it could not be read";
}

mspec_status advisory_osv_read(const struct json_input *in, struct advisory *out)
{
    struct reader r = {.in = in, .out = out};
    bool wrong = false;
    *out = (struct advisory){0};
    const json_t *affected = json_object_get(in->root, "affected");
    if (!json_is_object(in->root)) {
        report(in->ctx, CODE_ADVISORY_SHAPE, json_input_span(in, NULL), "an OSV advisory is an object, and not %s", json_kind(in->root));
        return MSPEC_ERROR_INPUT;
    }
    out->id = json_text(in, in->root, "id", &wrong);
    if (!out->id || !*out->id) {
        struct report *e = report(in->ctx, CODE_ADVISORY_SHAPE, json_input_span(in, wrong ? "id" : NULL),
                                  wrong ? "the \"id\" of an advisory is a string" : "this has no \"id\": it is no OSV advisory");
        if (json_object_get(in->root, "cveMetadata"))
            report_hint(e, "it looks like a CVE record: `--cve`");
        return in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_INPUT;
    }
    if (affected && !json_is_null(affected) && !json_is_array(affected)) {
        report(in->ctx, CODE_ADVISORY_SHAPE, json_input_span(in, "affected"), "\"affected\" is a list, and not %s", json_kind(affected));
        return MSPEC_ERROR_INPUT;
    }
    read_rest(&r, in->root, affected);
    out->weaknesses = vector_to_arena(in->arena, &r.weaknesses);
    out->weakness_count = r.weaknesses.count;
    vector_free(&in->ctx->memory, &r.weaknesses);
    return r.no_memory || !out->weaknesses || in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}
