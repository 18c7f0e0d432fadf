/* The reader of YAML proper, on libfyaml: a module of its own, which only those load who read YAML. */
#include <libfyaml.h>
#include <string.h>

#include "import/yaml.h"

#define DEEPEST 32
#define MOST_NODES 100000

struct reader {
    mspec_ctx *ctx;
    struct arena *arena;
    uint32_t source;
    size_t length;
    struct yaml_node *open[DEEPEST]; /* maps and lists around the place, outermost first */
    struct yaml_node *key[DEEPEST];  /* of an open map: the key whose value comes next */
    uint32_t depth, count;
    struct yaml_node *root;
    bool has_root;
    mspec_status status;
};

static struct span span_of(const struct reader *r, struct fy_event *e)
{
    const struct fy_mark *from = fy_event_start_mark(e), *to = fy_event_end_mark(e);
    size_t a = from ? from->input_pos : 0, b = to ? to->input_pos : a;
    if (a > r->length)
        a = r->length;
    if (b < a || b > r->length)
        b = a;
    return (struct span){r->source, (uint32_t)a, (uint32_t)b};
}

static void refuse(struct reader *r, struct span span, const char *what)
{
    report(r->ctx, CODE_BAD_YAML, span, "%s", what);
    r->status = MSPEC_ERROR_INPUT;
}

static struct yaml_node *node_new(struct reader *r, struct fy_event *e, enum yaml_kind kind)
{
    if (++r->count > MOST_NODES) {
        refuse(r, span_of(r, e), "the file holds more than this reader takes");
        return NULL;
    }
    struct yaml_node *n = arena_new(r->arena, struct yaml_node);
    if (!n) {
        r->status = MSPEC_ERROR_MEMORY;
        return NULL;
    }
    n->kind = kind;
    n->span = span_of(r, e);
    n->text = "";
    return n;
}

/* Puts a node where the place is: the root, an item of a list, a key or the value of one. */
static void place(struct reader *r, struct yaml_node *n)
{
    if (r->depth == 0) {
        if (r->has_root)
            refuse(r, n->span, "a second document begins here, and one is expected");
        r->root = n;
        r->has_root = true;
        return;
    }
    struct yaml_node *parent = r->open[r->depth - 1], **key = &r->key[r->depth - 1];
    if (parent->kind == YAML_MAP && !*key) {
        if (n->kind != YAML_TEXT)
            refuse(r, n->span, "the key of a map is a text here");
        struct yaml_node *before = n->kind == YAML_TEXT ? yaml_member(parent, n->text) : NULL;
        if (before) {
            struct report *e = report(r->ctx, CODE_BAD_YAML, n->span, "the key `%s` stands twice in one map", n->text);
            report_related(e, before->key->span, "first here");
            r->status = MSPEC_ERROR_INPUT;
        }
        *key = n;
        return;
    }
    n->key = parent->kind == YAML_MAP ? *key : NULL;
    *key = NULL;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
}

static void open_node(struct reader *r, struct fy_event *e, enum yaml_kind kind)
{
    struct yaml_node *n = node_new(r, e, kind);
    if (!n)
        return;
    place(r, n);
    if (r->status != MSPEC_OK)
        return;
    if (r->depth == DEEPEST) {
        refuse(r, n->span, "maps and lists within each other, deeper than this reader goes");
        return;
    }
    r->open[r->depth] = n;
    r->key[r->depth++] = NULL;
}

static void take_scalar(struct reader *r, struct fy_event *e)
{
    size_t length = 0;
    struct fy_token *token = fy_event_get_token(e);
    const char *text = token ? fy_token_get_text(token, &length) : "";
    struct yaml_node *n = node_new(r, e, YAML_TEXT);
    if (!n)
        return;
    if (text && memchr(text, '\0', length)) {
        refuse(r, n->span, "a text with a NUL in it");
        return;
    }
    n->text = text ? arena_copy(r->arena, text, length) : NULL;
    n->plain = !token || fy_scalar_token_get_style(token) == FYSS_PLAIN;
    if (!n->text)
        r->status = MSPEC_ERROR_MEMORY;
    else
        place(r, n);
}

static void take_event(struct reader *r, struct fy_event *e)
{
    if (fy_event_get_anchor_token(e) || fy_event_get_tag_token(e)) {
        refuse(r, span_of(r, e), "anchors and tags are not read here");
        return;
    }
    switch (e->type) {
    case FYET_MAPPING_START: open_node(r, e, YAML_MAP); break;
    case FYET_SEQUENCE_START: open_node(r, e, YAML_LIST); break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        if (r->depth > 0)
            r->depth--;
        break;
    case FYET_SCALAR: take_scalar(r, e); break;
    case FYET_ALIAS: refuse(r, span_of(r, e), "aliases are not read here"); break;
    default: break;
    }
}

/* Where libfyaml stopped, in its words. */
static void report_notation(struct reader *r, struct fy_diag *diag)
{
    void *at = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(diag, &at);
    const struct source *source = source_get(r->ctx, r->source);
    size_t from = 0;
    for (int line = 1; error && line < error->line && from < r->length; line++) {
        const char *end = memchr(source->bytes + from, '\n', r->length - from);
        from = end ? (size_t)(end - source->bytes) + 1 : r->length;
    }
    if (error && error->column > 1 && (size_t)error->column - 1 <= r->length - from)
        from += (size_t)error->column - 1;
    report(r->ctx, CODE_BAD_YAML, (struct span){r->source, (uint32_t)from, (uint32_t)(from < r->length ? from + 1 : from)},
           "this is not YAML: %s", error && error->msg ? error->msg : "it ends too early");
    r->status = MSPEC_ERROR_INPUT;
}

static void read_events(struct reader *r, const char *bytes)
{
    struct fy_diag_cfg diag_cfg;
    fy_diag_cfg_default(&diag_cfg);
    diag_cfg.fp = NULL;
    struct fy_diag *diag = fy_diag_create(&diag_cfg);
    if (diag)
        fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg cfg = {.search_path = "", .flags = FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_1, .diag = diag};
    struct fy_parser *parser = diag ? fy_parser_create(&cfg) : NULL;
    if (!parser || fy_parser_set_string(parser, bytes, r->length) != 0)
        r->status = MSPEC_ERROR_MEMORY;
    bool ended = false;
    while (r->status == MSPEC_OK && !ended) {
        struct fy_event *e = fy_parser_parse(parser);
        if (!e || fy_diag_got_error(diag)) {
            if (e)
                fy_parser_event_free(parser, e);
            report_notation(r, diag);
            break;
        }
        ended = e->type == FYET_STREAM_END;
        take_event(r, e);
        fy_parser_event_free(parser, e);
    }
    if (parser)
        fy_parser_destroy(parser);
    if (diag)
        fy_diag_destroy(diag);
}

static mspec_status read_tree(mspec_ctx *ctx, struct arena *a, uint32_t id, struct yaml_node **out)
{
    const struct source *source = source_get(ctx, id);
    struct reader r = {.ctx = ctx, .arena = a, .source = id, .length = source->length};
    read_events(&r, source->bytes);
    *out = r.status == MSPEC_OK ? r.root : NULL;
    return r.status;
}

const struct yaml_reader *mspec_yaml_reader(void)
{
    static const struct yaml_reader reader = {YAML_READER_VERSION, read_tree};
    return &reader;
}
