/* Objects to components: by rules, by what annotations name, else one a file; an archive is one. */
#include <string.h>

#include "extract/extract.h"

static mspec_status out_of_memory(const struct extraction *x)
{
    x->ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

struct part *part_new(struct extraction *x, const char *name)
{
    struct part *p = name ? arena_new(&x->arena, struct part) : NULL;
    if (!p || !vector_push(&x->ctx->memory, &x->parts, p))
        return NULL;
    p->name = name;
    return p;
}

uint32_t part_find(const struct extraction *x, const char *name)
{
    for (size_t k = 0; k < x->parts.count; k++)
        if (strcmp(x->parts.items[k]->name, name) == 0)
            return (uint32_t)k;
    return UINT32_MAX;
}

/* ---- names ---- */

struct piece {
    const char *text;
    size_t length;
};

static struct piece base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    return (struct piece){base, strlen(base)};
}

/* Without `.ko`, `.o`, `.a`, `.so` and what stands behind that. */
static struct piece stem_of(const char *path)
{
    static const char *const endings[] = {".ko", ".o", ".a", ".rlib"};
    struct piece p = base_of(path);
    const char *so = strstr(p.text, ".so");
    if (so && so > p.text && (so[3] == '\0' || so[3] == '.'))
        p.length = (size_t)(so - p.text);
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        size_t size = strlen(endings[k]);
        if (p.length > size && memcmp(p.text + p.length - size, endings[k], size) == 0) {
            p.length -= size;
            break;
        }
    }
    return p;
}

static struct piece folder_of(const char *path)
{
    const char *end = strrchr(path, '/');
    if (!end)
        return (struct piece){"", 0};
    const char *from = end;
    while (from > path && from[-1] != '/')
        from--;
    return (struct piece){from, (size_t)(end - from)};
}

static const char *expand(struct extraction *x, const char *name, const struct object *o)
{
    const char *at = strstr(name, "{stem}"), *folder = strstr(name, "{folder}");
    if (!at && !folder)
        return name;
    struct text text = {0};
    for (const char *c = name; *c;) {
        struct piece p = stem_of(o->member ? o->member : o->file);
        size_t skip = 6;
        if (strncmp(c, "{folder}", 8) == 0) {
            p = folder_of(o->file);
            skip = 8;
        } else if (strncmp(c, "{stem}", 6) != 0) {
            p = (struct piece){c, 1};
            skip = 1;
        }
        text_append(&text, p.text, p.length);
        c += skip;
    }
    const char *out = text.failed ? NULL : spell_component(x, text.bytes ? text.bytes : "", text.length);
    text_fini(&text);
    return out;
}

/* ---- parts by name ---- */

struct slot {
    name_id name;
    uint32_t part;
};

/* A table, for there may be thousands of files. */
struct directory {
    struct slot *slots;
    size_t mask, count;
};

static struct slot *slot_of(struct directory *d, name_id name)
{
    size_t at = (name * 0x9e3779b1u) & d->mask;
    while (d->slots[at].name && d->slots[at].name != name)
        at = (at + 1) & d->mask;
    return &d->slots[at];
}

static struct slot *named(struct extraction *x, struct directory *d, const char *name)
{
    name_id id = names_intern(x->ctx->names, name, strlen(name));
    return id ? slot_of(d, id) : NULL;
}

/* The part of the name; a new one where there is none. */
static struct part *part_of(struct extraction *x, struct directory *d, const char *name)
{
    struct slot *slot = name ? named(x, d, name) : NULL;
    if (!slot)
        return NULL;
    if (slot->name)
        return x->parts.items[slot->part];
    struct part *p = part_new(x, name);
    if (p)
        *slot = (struct slot){names_find(x->ctx->names, name, strlen(name)), (uint32_t)x->parts.count - 1};
    return p;
}

/* A name that no other file has: with its folder's name before it, then with a number behind it. */
static const char *unique_name(struct extraction *x, struct directory *d, const char *name, const char *file)
{
    struct slot *slot = named(x, d, name);
    if (!slot || !slot->name)
        return slot ? name : NULL;
    struct piece folder = folder_of(file);
    const char *longer = name;
    if (folder.length) {
        const char *joined = arena_printf(&x->arena, "%.*s-%s", (int)folder.length, folder.text, name);
        longer = joined ? spell_component(x, joined, strlen(joined)) : NULL;
        slot = longer ? named(x, d, longer) : NULL;
        if (!slot || !slot->name)
            return slot ? longer : NULL;
    }
    for (unsigned n = 2;; n++) {
        const char *numbered = arena_printf(&x->arena, "%s-%u", longer, n);
        slot = numbered ? named(x, d, numbered) : NULL;
        if (!slot || !slot->name)
            return slot ? numbered : NULL;
    }
}

/* Libraries of a Unikraft build are called libNAME.o. */
static bool is_unikraft_library(const struct object *o, struct piece stem)
{
    if (o->member || o->is_module || stem.length < 4 || memcmp(stem.text, "lib", 3) != 0)
        return false;
    const char *dot = strrchr(o->file, '.');
    return dot && strcmp(dot, ".o") == 0;
}

static mspec_status place(struct extraction *x, struct directory *d, struct object *o, const struct object *before)
{
    struct mapping *rule = rules_find(&x->rules, o->path);
    if (!rule && o->member)
        rule = rules_find(&x->rules, o->file);
    name_id annotated = annotation_component(o, x);
    struct part *p;
    if (rule) {
        rule->used = true;
        if (strcmp(rule->name, "-") == 0)
            return MSPEC_OK;
        p = part_of(x, d, expand(x, rule->name, o));
        if (p)
            p->by_rule = true;
    } else if (annotated) {
        p = part_of(x, d, names_text(x->ctx->names, annotated));
    } else if (o->member && before && before->member && strcmp(before->file, o->file) == 0 && x->parts.count) {
        p = x->parts.items[x->parts.count - 1]; /* the archive's, unless a member has gone elsewhere in between */
        if (p->objects.count == 0 || strcmp(p->objects.items[0]->file, o->file) != 0 || p->by_rule)
            p = NULL;
        for (size_t k = 0; !p && k < x->parts.count; k++) {
            struct part *other = x->parts.items[k];
            if (!other->by_rule && other->objects.count && strcmp(other->objects.items[0]->file, o->file) == 0)
                p = other;
        }
        if (!p) {
            struct piece stem = stem_of(o->file);
            const char *name = spell_component(x, stem.text, stem.length);
            p = name ? part_of(x, d, unique_name(x, d, name, o->file)) : NULL;
        }
    } else {
        struct piece stem = stem_of(o->file);
        if (is_unikraft_library(o, stem))
            stem = (struct piece){stem.text + 3, stem.length - 3};
        const char *name = spell_component(x, stem.text, stem.length);
        p = name ? part_of(x, d, unique_name(x, d, name, o->file)) : NULL;
    }
    return p && vector_push(&x->ctx->memory, &p->objects, o) ? MSPEC_OK : out_of_memory(x);
}

mspec_status group_objects(struct extraction *x)
{
    struct directory d = {.mask = 64};
    while (d.mask < (x->objects.count + 8) * 4)
        d.mask *= 2;
    d.slots = arena_new_array(&x->arena, struct slot, d.mask);
    if (!d.slots)
        return out_of_memory(x);
    d.mask--;
    mspec_status status = MSPEC_OK;
    for (size_t k = 0; k < x->objects.count && status == MSPEC_OK; k++)
        status = place(x, &d, x->objects.items[k], k ? x->objects.items[k - 1] : NULL);
    if (status == MSPEC_OK && !x->request->marks_only)
        rules_warn(x->ctx, &x->rules);
    return status;
}
