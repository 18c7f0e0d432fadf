/* Jansson checks the notation; the shape is checked here, value by value, each with its place. */
#include "import/config_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "import/json_place.h"
#include "import/json_read.h"
#include "syntax/syntax.h"

struct reader {
    const struct model *m;
    mspec_ctx *ctx;
    struct arena *arena;
    const char *bytes;
    size_t length;
    uint32_t source;
    size_t mistakes; /* reported; a queue that is full, or that knows them already, does not count them */
    bool no_memory;
};

#define MISTAKE(r, ...) ((r)->mistakes++, report((r)->ctx, __VA_ARGS__))

/* Places are found by reading the text again, and so only for so many mistakes: a hostile file could be full of them. */
#define MISTAKES_SHOWN 100

static bool too_many(const struct reader *r)
{
    return r->no_memory || r->mistakes >= MISTAKES_SHOWN;
}

/* ---- places ---- */

static struct span span_at(const struct reader *r, const struct json_step *path, size_t depth, bool key)
{
    size_t from = 0, to = 0;
    if (!json_place(r->bytes, r->length, path, depth, key, &from, &to))
        return (struct span){r->source, 0, 0};
    return (struct span){r->source, (uint32_t)from, (uint32_t)to};
}

/* "components" / COMPONENT / KEY / index: as far as given. */
static struct span span_of(const struct reader *r, const char *component, const char *key, size_t index)
{
    struct json_step path[4] = {{"components", 0}, {component, 0}, {key, 0}, {NULL, index}};
    size_t depth = !component ? 1 : !key ? 2 : index == SIZE_MAX ? 3 : 4;
    return span_at(r, path, depth, false);
}

static struct span key_span(const struct reader *r, const char *component, const char *key)
{
    struct json_step path[3] = {{"components", 0}, {component, 0}, {key, 0}};
    return span_at(r, path, key ? 3 : 2, true);
}

static void *make(struct reader *r, size_t count, size_t size)
{
    void *room = arena_alloc_array(r->arena, count, size);
    if (!room)
        r->no_memory = true;
    return room;
}

/* ---- suggestions ---- */

static void suggest_mechanism(struct report *report_to, const struct reader *r, const char *name)
{
    const char **names = arena_new_array(r->arena, const char *, r->m->mechanism_count);
    if (!names)
        return;
    for (uint32_t i = 0; i < r->m->mechanism_count; i++)
        names[i] = model_mechanism_name(r->m, i);
    report_suggest(report_to, name, names, r->m->mechanism_count);
}

static void suggest_component(struct report *report_to, const struct reader *r, const char *name)
{
    const char **names = arena_new_array(r->arena, const char *, r->m->component_count);
    if (!names)
        return;
    for (uint32_t i = 0; i < r->m->component_count; i++)
        names[i] = model_component_name(r->m, i);
    report_suggest(report_to, name, names, r->m->component_count);
}

static void suggest_variant(struct report *report_to, const struct reader *r, uint32_t component, const char *name)
{
    const struct component *c = &r->m->components[component];
    const char **names = arena_new_array(r->arena, const char *, c->form_count);
    if (!names)
        return;
    for (uint32_t i = 0; i < c->form_count; i++)
        names[i] = model_name(r->m, r->m->forms[c->first_form + i].name);
    report_suggest(report_to, name, names, c->form_count);
}

/* ---- the values of one component ---- */

static void read_variant(struct reader *r, uint32_t component, const char *name, const json_t *value, struct choice *out)
{
    const struct component *c = &r->m->components[component];
    bool has_variants = c->form_count > 1 || r->m->forms[c->first_form].name != 0;
    out->form = c->first_form;
    if (!value || json_is_null(value)) {
        if (has_variants) {
            struct span at = value ? span_of(r, name, "variant", SIZE_MAX) : key_span(r, name, NULL);
            struct report *e = MISTAKE(r, CODE_CONFIG_MISSING_VARIANT, at,
                                      "`%s` has variants, and the configuration names none", name);
            report_related(e, c->span, "`%s` is declared here", name);
            report_hint(e, "add \"variant\": \"%s\", or another one", model_name(r->m, r->m->forms[c->first_form].name));
        }
        return;
    }
    struct span at = span_of(r, name, "variant", SIZE_MAX);
    if (!json_is_string(value)) {
        MISTAKE(r, CODE_CONFIG_SHAPE, at, "\"variant\" is a name or null, and not %s", json_kind(value));
        return;
    }
    uint32_t form = has_variants ? model_find_form(r->m, component, json_string_value(value)) : NONE;
    if (form == NONE) {
        struct report *e = MISTAKE(r, CODE_CONFIG_UNKNOWN_VARIANT, at, "`%s` has no variant `%s`", name, json_string_value(value));
        report_related(e, c->span, "`%s` is declared here", name);
        if (has_variants)
            suggest_variant(e, r, component, json_string_value(value));
        else
            report_hint(e, "it has no variants at all: write null");
        return;
    }
    out->form = form;
}

/* A mechanism by name, of the kind that belongs here; NONE when reported. */
static uint32_t find_mechanism(struct reader *r, const char *text, size_t length, enum mechanism_kind kind, const char *component,
                               size_t index)
{
    const char *key = kind == MECHANISM_HARDENING ? "hardening" : "path";
    char *name = arena_copy(r->arena, text, length);
    if (!name) {
        r->no_memory = true;
        return NONE;
    }
    uint32_t id = model_find_mechanism(r->m, name);
    if (id == NONE) {
        struct report *e = MISTAKE(r, CODE_CONFIG_UNKNOWN_MECHANISM, span_of(r, component, key, index), "there is no mechanism `%s`", name);
        suggest_mechanism(e, r, name);
        return NONE;
    }
    if (r->m->mechanisms[id].kind != kind) {
        bool isolates = r->m->mechanisms[id].kind == MECHANISM_ISOLATION;
        struct report *e = MISTAKE(r, isolates ? CODE_CONFIG_NOT_HARDENING : CODE_CONFIG_NOT_ISOLATION,
                                  span_of(r, component, key, index), "`%s` is %s mechanism", name,
                                  isolates ? "an isolation" : "a hardening");
        report_related(e, r->m->mechanisms[id].span, "it is declared here");
        report_hint(e, isolates ? "it stands in \"path\", with the number of its compartment: \"%s:1\"" : "`%s` stands in \"hardening\"",
                    name);
        return NONE;
    }
    return id;
}

static void read_hardening(struct reader *r, const char *name, const json_t *value, struct choice *out)
{
    if (!value)
        return;
    if (!json_is_array(value)) {
        MISTAKE(r, CODE_CONFIG_SHAPE, span_of(r, name, "hardening", SIZE_MAX),
               "\"hardening\" is a list of mechanisms, and not %s", json_kind(value));
        return;
    }
    size_t count = json_array_size(value);
    out->hardening = make(r, count, sizeof *out->hardening);
    if (!out->hardening)
        return;
    for (size_t i = 0; i < count && !too_many(r); i++) {
        const json_t *entry = json_array_get(value, i);
        if (!json_is_string(entry)) {
            MISTAKE(r, CODE_CONFIG_SHAPE, span_of(r, name, "hardening", i), "a hardening mechanism is a name, and not %s",
                   json_kind(entry));
            continue;
        }
        uint32_t id = find_mechanism(r, json_string_value(entry), json_string_length(entry), MECHANISM_HARDENING, name, i);
        if (id == NONE)
            continue;
        uint32_t to = out->hardening_count;
        while (to > 0 && out->hardening[to - 1] > id)
            to--;
        if (to > 0 && out->hardening[to - 1] == id) {
            MISTAKE(r, CODE_CONFIG_DUPLICATE, span_of(r, name, "hardening", i), "`%s` stands twice in the hardening of `%s`",
                   json_string_value(entry), name);
            continue;
        }
        memmove(out->hardening + to + 1, out->hardening + to, (out->hardening_count - to) * sizeof *out->hardening);
        out->hardening[to] = id;
        out->hardening_count++;
    }
}

/* The number after the colon: decimal, from 1, within 32 bits, without leading zeros; 0 when it is not one. */
static uint32_t compartment_number(const char *text, size_t length)
{
    uint64_t value = 0;
    if (length == 0 || length > 10 || text[0] == '0')
        return 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        value = value * 10 + (uint64_t)(text[i] - '0');
    }
    return value <= UINT32_MAX ? (uint32_t)value : 0;
}

static void read_path(struct reader *r, const char *name, const json_t *value, struct choice *out)
{
    if (!value)
        return;
    if (!json_is_array(value)) {
        MISTAKE(r, CODE_CONFIG_SHAPE, span_of(r, name, "path", SIZE_MAX), "\"path\" is a list of compartments, and not %s",
               json_kind(value));
        return;
    }
    size_t count = json_array_size(value);
    out->path = make(r, count, sizeof *out->path);
    if (!out->path)
        return;
    for (size_t i = 0; i < count && !too_many(r); i++) {
        const json_t *entry = json_array_get(value, i);
        if (!json_is_string(entry)) {
            MISTAKE(r, CODE_CONFIG_SHAPE, span_of(r, name, "path", i),
                   "a compartment is written \"mechanism:number\", and not as %s", json_kind(entry));
            continue;
        }
        const char *text = json_string_value(entry);
        const char *colon = strrchr(text, ':');
        uint32_t number = colon ? compartment_number(colon + 1, json_string_length(entry) - (size_t)(colon + 1 - text)) : 0;
        if (number == 0) {
            struct report *e = MISTAKE(r, CODE_CONFIG_BAD_COMPARTMENT, span_of(r, name, "path", i), "`%s` is no compartment", text);
            report_hint(e, "a compartment is a mechanism, a colon, and a number from 1: \"ept:1\"");
            continue;
        }
        uint32_t id = find_mechanism(r, text, (size_t)(colon - text), MECHANISM_ISOLATION, name, i);
        if (id == NONE)
            continue;
        for (uint32_t d = 0; d < out->depth; d++) {
            if (out->path[d].mechanism == id) {
                MISTAKE(r, CODE_CONFIG_DUPLICATE, span_of(r, name, "path", i), "`%s` occurs twice on the path of `%s`",
                       model_mechanism_name(r->m, id), name);
                id = NONE;
                break;
            }
        }
        if (id != NONE)
            out->path[out->depth++] = (struct placement){id, number};
    }
}

static void read_component(struct reader *r, uint32_t component, const char *name, json_t *value, struct choice *out)
{
    if (!json_is_object(value)) {
        MISTAKE(r, CODE_CONFIG_SHAPE, span_of(r, name, NULL, SIZE_MAX),
               "what `%s` gets is an object with \"variant\", \"hardening\" and \"path\", and not %s", name, json_kind(value));
        return;
    }
    static const char *const known[] = {"variant", "hardening", "path"};
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member) {
        bool is_known = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            is_known = is_known || strcmp(key, known[i]) == 0;
        if (!is_known && !too_many(r)) {
            struct report *e = MISTAKE(r, CODE_CONFIG_SHAPE, key_span(r, name, key), "a component has no \"%s\"", key);
            report_suggest(e, key, known, sizeof known / sizeof *known);
        }
    }
    read_variant(r, component, name, json_object_get(value, "variant"), out);
    read_hardening(r, name, json_object_get(value, "hardening"), out);
    read_path(r, name, json_object_get(value, "path"), out);
}

/* ---- the whole ---- */

static void check_top_keys(struct reader *r, json_t *root)
{
    static const char *const known[] = {"components", "cost", "assumes", "mspec", "schema"};
    const char *key;
    json_t *member;
    json_object_foreach(root, key, member) {
        bool is_known = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            is_known = is_known || strcmp(key, known[i]) == 0;
        if (!is_known && !too_many(r)) {
            struct report *e = MISTAKE(r, CODE_CONFIG_SHAPE, span_at(r, &(struct json_step){key, 0}, 1, true),
                                      "a configuration has no \"%s\"", key);
            report_suggest(e, key, known, sizeof known / sizeof *known);
        }
    }
}

static void read_root(struct reader *r, json_t *root, struct configuration *out)
{
    if (!json_is_object(root)) {
        MISTAKE(r, CODE_CONFIG_SHAPE, span_at(r, NULL, 0, false), "a configuration is an object, and not %s", json_kind(root));
        return;
    }
    json_t *components = json_object_get(root, "components");
    if (!components && json_is_array(json_object_get(root, "configurations"))) {
        struct report *e = MISTAKE(r, CODE_CONFIG_SHAPE, span_at(r, &(struct json_step){"configurations", 0}, 1, true),
                                  "this is the whole result of a search, and not one configuration");
        report_hint(e, "write one with `mspec solve --config-out FILE`, or take one out of \"configurations\"");
        return;
    }
    check_top_keys(r, root);
    if (!json_is_object(components)) {
        struct span at = components ? span_of(r, NULL, NULL, SIZE_MAX) : (struct span){r->source, 0, 1};
        MISTAKE(r, CODE_CONFIG_SHAPE, at, components ? "\"components\" is an object, and not %s" : "\"components\" is missing%s",
               components ? json_kind(components) : "");
        return;
    }
    const char *name;
    json_t *value;
    json_object_foreach(components, name, value) {
        uint32_t component = model_find_component(r->m, name);
        if (too_many(r))
            return;
        if (component != NONE) {
            read_component(r, component, name, value, &out->choices[component]);
            continue;
        }
        struct report *e = MISTAKE(r, CODE_CONFIG_UNKNOWN_COMPONENT, key_span(r, name, NULL), "the system has no component `%s`", name);
        suggest_component(e, r, name);
    }
    for (uint32_t c = 0; c < r->m->component_count; c++) {
        if (too_many(r) || json_object_get(components, model_component_name(r->m, c)))
            continue;
        struct json_step step = {"components", 0};
        struct report *e = MISTAKE(r, CODE_CONFIG_MISSING_COMPONENT, span_at(r, &step, 1, true), "the configuration says nothing of `%s`",
                                  model_component_name(r->m, c));
        report_related(e, r->m->components[c].span, "`%s` is declared here", model_component_name(r->m, c));
        report_hint(e, "without any protection it is \"%s\": {\"hardening\": [], \"path\": []}", model_component_name(r->m, c));
    }
}

static void report_notation(struct reader *r, const json_error_t *error)
{
    /* Jansson's position is behind the last character that it took; the mistake is there or just before. */
    size_t at = error->position > 0 ? (size_t)error->position - 1 : 0;
    if (at > r->length)
        at = r->length;
    struct span span = {r->source, (uint32_t)at, (uint32_t)(at < r->length ? at + 1 : at)};
    if (json_error_code(error) == json_error_duplicate_key)
        MISTAKE(r, CODE_CONFIG_DUPLICATE, span, "%s", error->text);
    else
        MISTAKE(r, CODE_BAD_JSON, span, "this is not JSON: %s", error->text);
}

mspec_status config_json_read_text(const struct model *m, const char *name, const char *bytes, size_t length, struct arena *a,
                                   struct configuration **out)
{
    *out = NULL;
    struct reader r = {m, m->ctx, a, bytes, length, 0, 0, false};
    struct source *source = source_add(m->ctx, name, NULL, bytes, length, SOURCE_DATA, &r.source);
    struct configuration *c = arena_new(a, struct configuration);
    if (!source || !c || !(c->choices = arena_new_array(a, struct choice, m->component_count)))
        return MSPEC_ERROR_MEMORY;
    c->count = m->component_count;
    if (length > CONFIG_JSON_MAX) {
        MISTAKE(&r, CODE_BAD_JSON, (struct span){r.source, 0, 0}, "a configuration of %zu bytes is too large", length);
        return MSPEC_ERROR_INPUT;
    }
    json_error_t error;
    json_t *root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!root && json_error_code(&error) == json_error_out_of_memory)
        return MSPEC_ERROR_MEMORY;
    if (!root)
        report_notation(&r, &error);
    else
        read_root(&r, root, c);
    json_decref(root);
    if (r.no_memory || m->ctx->memory.exhausted)
        return MSPEC_ERROR_MEMORY;
    if (r.mistakes > 0)
        return MSPEC_ERROR_INPUT;
    *out = c;
    return MSPEC_OK;
}

mspec_status config_json_read_file(const struct model *m, const char *path, struct arena *a, struct configuration **out)
{
    *out = NULL;
    const char *bytes;
    size_t length;
    mspec_status status = syntax_read_file(m->ctx, path, CONFIG_JSON_MAX, &bytes, &length);
    if (status != MSPEC_OK)
        return status;
    return config_json_read_text(m, path, bytes, length, a, out);
}
