/* The CVE record format 5. Source: the CVE JSON record format, versions 5.0 to 5.2 (cveproject.github.io/cve-schema). */
#include <string.h>
#include <strings.h>

#include "import/advisory.h"

struct reader {
    const struct json_input *in;
    struct advisory *out;
    struct weakness_list weaknesses;
    struct {
        VECTOR(struct advisory_package);
    } packages;
    bool wrong, no_memory;
    size_t parts;
};

static void *make(struct reader *r, size_t count, size_t size)
{
    void *room = arena_alloc_array(r->in->arena, count, size);
    r->no_memory |= !room;
    return room;
}

static size_t count_of(struct reader *r, const json_t *list, bool *doubt)
{
    size_t count = json_array_size(list);
    if (count > ADVISORY_PARTS - r->parts) {
        count = ADVISORY_PARTS - r->parts;
        *doubt = true;
    }
    r->parts += count;
    return count;
}

/* ---- versions ---- */

static enum affected status_of(const char *text)
{
    if (text && strcmp(text, "affected") == 0)
        return AFFECTED_YES;
    if (text && strcmp(text, "unaffected") == 0)
        return AFFECTED_NO;
    return AFFECTED_UNKNOWN;
}

/* "n/a", "unspecified", "< 3.0.7", "1.0 through 1.3": words, and no version. */
static bool is_version(const char *text)
{
    static const char *const words[] = {"n/a", "unspecified", "unknown", "all", "any", "various", "multiple", "next of", "-"};
    if (!*text || strpbrk(text, " <>=,*"))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return false;
    return true;
}

static bool read_changes(struct reader *r, const json_t *value, struct version_statement *out)
{
    bool wrong = false;
    const json_t *list = json_list(value, "changes", &wrong);
    size_t count = count_of(r, list, &wrong);
    out->changes = make(r, count, sizeof *out->changes);
    for (size_t i = 0; out->changes && i < count && !wrong; i++) {
        const json_t *change = json_array_get(list, i);
        const char *at = json_text(r->in, change, "at", &wrong);
        const char *status = json_text(r->in, change, "status", &wrong);
        wrong |= !at || !is_version(at);
        out->changes[out->change_count++] = (struct version_change){at, status_of(status)};
    }
    return !wrong && out->changes;
}

static void read_statement(struct reader *r, const json_t *value, struct version_statement *out)
{
    bool wrong = !json_is_object(value);
    const char *from = json_text(r->in, value, "version", &wrong), *below = json_text(r->in, value, "lessThan", &wrong);
    const char *up_to = json_text(r->in, value, "lessThanOrEqual", &wrong), *type = json_text(r->in, value, "versionType", &wrong);
    *out = (struct version_statement){.kind = STATES_UNKNOWN,
                                      .status = status_of(json_text(r->in, value, "status", &wrong)),
                                      .scheme = type ? version_scheme_of_cve(type) : SCHEME_UNKNOWN};
    if (wrong || !from || (type && strcmp(type, "git") == 0) || (below && up_to))
        return;
    out->to = below ? below : up_to;
    out->to_included = up_to != NULL;
    out->from = from;
    if (out->to && strcmp(out->to, "*") == 0)
        out->to = NULL; /* without end */
    else if (out->to && !is_version(out->to))
        return;
    if (!is_version(from)) {
        if (!(below || up_to) || strcasecmp(from, "unspecified") != 0)
            return;
        out->from = "0"; /* from the first one on */
    }
    if (read_changes(r, value, out))
        out->kind = below || up_to || out->change_count ? STATES_RANGE : strcmp(from, "0") == 0 ? STATES_UNKNOWN : STATES_ONE;
}

/* ---- packages ---- */

/* The last part of a path, without what its name ends in: "lib/libssl.a" and "libssl" name one module. */
static const char *module_name(struct reader *r, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash && slash[1] ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    const char *copy = arena_copy(r->in->arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
    r->no_memory |= !copy;
    return copy;
}

static void read_modules(struct reader *r, const json_t *value, struct advisory_package *out)
{
    static const char *const keys[] = {"modules", "programFiles"};
    const json_t *lists[2];
    size_t counts[2];
    for (int k = 0; k < 2; k++) {
        lists[k] = json_list(value, keys[k], &out->doubt);
        counts[k] = count_of(r, lists[k], &out->doubt);
    }
    out->modules = make(r, counts[0] + counts[1], sizeof *out->modules);
    for (int k = 0; k < 2 && out->modules; k++)
        for (size_t i = 0; i < counts[k]; i++) {
            const char *text = json_string_value(json_array_get(lists[k], i));
            const char *name = text ? module_name(r, text) : NULL;
            out->doubt |= !text;
            if (name)
                out->modules[out->module_count++] = name;
        }
}

static bool is_name(const char *text)
{
    return text && *text && strcasecmp(text, "n/a") != 0 && strcmp(text, "-") != 0;
}

static void read_package(struct reader *r, const json_t *value, struct advisory_package *out)
{
    *out = (struct advisory_package){.doubt = !json_is_object(value)};
    const char *product = json_text(r->in, value, "product", &out->doubt);
    const char *package = json_text(r->in, value, "packageName", &out->doubt), *vendor = json_text(r->in, value, "vendor", &out->doubt);
    const char *purl = json_text(r->in, value, "packageURL", &out->doubt);
    out->vendor = is_name(vendor) ? vendor : NULL;
    out->name = is_name(package) ? package : is_name(product) ? product : NULL;
    if (purl) {
        enum purl_result result = purl_parse(r->in->arena, purl, &out->purl);
        out->has_purl = result == PURL_OK;
        out->doubt |= result == PURL_BAD;
        r->no_memory |= result == PURL_NO_MEMORY;
    }
    read_modules(r, value, out);
    if (out->name && product && is_name(product) && out->name != product) { /* both names count */
        const char **more = make(r, out->module_count + 1, sizeof *more);
        if (more) {
            memcpy(more, out->modules, out->module_count * sizeof *more);
            more[out->module_count] = product;
            out->modules = more;
            out->module_count++;
        }
    }
    const json_t *versions = json_list(value, "versions", &out->doubt);
    size_t count = count_of(r, versions, &out->doubt);
    out->statements = make(r, count, sizeof *out->statements);
    for (size_t i = 0; out->statements && i < count; i++)
        read_statement(r, json_array_get(versions, i), &out->statements[out->statement_count++]);
    out->otherwise = status_of(json_text(r->in, value, "defaultStatus", &out->doubt));
}

/* ---- containers ---- */

static void read_problem_types(struct reader *r, const json_t *container)
{
    const json_t *list = json_list(container, "problemTypes", &r->wrong);
    for (size_t i = 0, n = count_of(r, list, &r->wrong); i < n; i++) {
        const json_t *descriptions = json_list(json_array_get(list, i), "descriptions", &r->wrong);
        r->wrong |= !json_is_object(json_array_get(list, i));
        for (size_t k = 0, m = count_of(r, descriptions, &r->wrong); k < m; k++) {
            const json_t *one = json_array_get(descriptions, k);
            bool wrong = !json_is_object(one);
            const char *id = json_text(r->in, one, "cweId", &wrong), *words = json_text(r->in, one, "description", &wrong);
            r->wrong |= wrong;
            if ((id || words) && !advisory_add_weakness(r->in, &r->weaknesses, id ? id : words))
                r->no_memory = true;
        }
    }
}

static void read_container(struct reader *r, const json_t *container)
{
    const json_t *affected = json_list(container, "affected", &r->wrong);
    bool wrong_title = false;
    if (!r->out->title)
        r->out->title = json_text(r->in, container, "title", &wrong_title);
    for (size_t i = 0, n = count_of(r, affected, &r->wrong); i < n && !r->no_memory; i++) {
        struct advisory_package package;
        read_package(r, json_array_get(affected, i), &package);
        r->no_memory |= !vector_push(&r->in->ctx->memory, &r->packages, package);
    }
    read_problem_types(r, container);
}

static void read_rest(struct reader *r, const json_t *root, const json_t *metadata, const json_t *containers)
{
    const char *version = json_text(r->in, root, "dataVersion", &r->wrong);
    const char *state = json_text(r->in, metadata, "state", &r->wrong);
    read_container(r, json_object_get(containers, "cna"));
    const json_t *others = json_list(containers, "adp", &r->wrong);
    for (size_t i = 0, n = count_of(r, others, &r->wrong); i < n; i++) {
        r->wrong |= !json_is_object(json_array_get(others, i));
        read_container(r, json_array_get(others, i));
    }
    if (state && strcmp(state, "REJECTED") == 0)
        r->out->withdrawn = "the record has been rejected";
    else if (!state || strcmp(state, "PUBLISHED") != 0)
        r->wrong = true;
    if (!version || strncmp(version, "5.", 2) != 0)
        r->out->doubt = "its version of the record format is not one that is known";
    else if (r->wrong)
        r->out->doubt = "parts of it could not be read";
}

static mspec_status refuse(const struct json_input *in, const char *key, const char *what)
{
    struct report *e = report(in->ctx, CODE_ADVISORY_SHAPE, json_input_span(in, key), "%s", what);
    if (json_is_array(json_object_get(in->root, "affected")))
        report_hint(e, "it looks like an OSV advisory: `--osv`");
    else if (json_object_get(in->root, "CVE_data_meta"))
        report_hint(e, "it is a record of format 4, which is no longer published");
    return in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_INPUT;
}

mspec_status advisory_cve_read(const struct json_input *in, struct advisory *out)
{
    struct reader r = {.in = in, .out = out};
    bool wrong = false;
    *out = (struct advisory){0};
    const json_t *type = json_object_get(in->root, "dataType"), *metadata = json_object_get(in->root, "cveMetadata");
    const json_t *containers = json_object_get(in->root, "containers");
    if (!json_is_string(type) || strcmp(json_string_value(type), "CVE_RECORD") != 0)
        return refuse(in, type ? "dataType" : NULL, "this is no CVE record: its \"dataType\" is not \"CVE_RECORD\"");
    if (!json_is_object(metadata))
        return refuse(in, metadata ? "cveMetadata" : NULL, "a CVE record has an object \"cveMetadata\"");
    out->id = json_text(in, metadata, "cveId", &wrong);
    if (!out->id || !*out->id)
        return refuse(in, "cveMetadata", "a CVE record has a \"cveId\"");
    if (!json_is_object(containers) || !json_is_object(json_object_get(containers, "cna")))
        return refuse(in, containers ? "containers" : NULL, "a CVE record has \"containers\" with \"cna\"");
    read_rest(&r, in->root, metadata, containers);
    out->packages = vector_to_arena(in->arena, &r.packages);
    out->package_count = r.packages.count;
    out->weaknesses = vector_to_arena(in->arena, &r.weaknesses);
    out->weakness_count = r.weaknesses.count;
    vector_free(&in->ctx->memory, &r.packages);
    vector_free(&in->ctx->memory, &r.weaknesses);
    return r.no_memory || !out->weaknesses || !out->packages || in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}
