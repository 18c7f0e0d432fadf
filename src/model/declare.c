/* The index of declared blocks. */
#include "model/declare.h"

#include <string.h>

const char *name_text(const struct declarations *d, name_id name)
{
    return names_text(d->ctx->names, name);
}

const char *kind_text(enum block_kind kind)
{
    static const char *const texts[] = {
        [BLOCK_COMPONENT] = "component", [BLOCK_VARIANT] = "variant",     [BLOCK_FUNCTION] = "function",
        [BLOCK_LANGUAGE] = "language",   [BLOCK_MECHANISM] = "mechanism", [BLOCK_VULNERABILITY] = "vulnerability",
        [BLOCK_SYSTEM] = "system",        [BLOCK_TARGET] = "target",       [BLOCK_ENTRY] = "mechanism of a target",
    };
    return texts[kind];
}

bool is_reserved_name(const char *name)
{
    static const char *const words[] = {"R", "W", "X", "own", "shared", "code", "api", "intent", "granted", "none"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

struct declaration *declaration_find(const struct declarations *d, enum block_kind kind, name_id name)
{
    uint32_t at = name ? lookup_get(&d->index, LOOKUP_KEY(kind, name)) : UINT32_MAX;
    return at == UINT32_MAX ? NULL : d->of[kind].items[at];
}

/* Of all that are declared; also of entries of the catalogue that have not been read because nobody names them. */
static bool collect_names(struct declarations *d, enum block_kind kind)
{
    uint32_t count = d->of[kind].count;
    for (size_t i = 0; i < d->ctx->sources.count; i++)
        count += d->ctx->sources.items[i]->tree ? d->ctx->sources.items[i]->tree->entry_count : 0;
    const char **names = arena_new_array(&d->arena, const char *, count);
    if (!names)
        return false;
    for (count = 0; count < d->of[kind].count; count++)
        names[count] = name_text(d, d->of[kind].items[count]->block->name);
    for (size_t i = 0; i < d->ctx->sources.count; i++) {
        const struct source *source = d->ctx->sources.items[i];
        for (uint32_t k = 0; source->tree && k < source->tree->entry_count; k++) {
            const struct skimmed_entry *entry = &source->tree->entries[k];
            if (entry->is_read || entry->kind != kind)
                continue;
            names[count] = arena_printf(&d->arena, "%.*s", (int)(entry->name_to - entry->name_from),
                                        source->bytes + entry->name_from);
            if (!names[count++])
                return false;
        }
    }
    d->of[kind].names = names;
    d->of[kind].name_count = count;
    return true;
}

void declarations_suggest(struct declarations *d, struct report *r, enum block_kind kind, name_id name)
{
    if (!r)
        return;
    if (!d->of[kind].names && !collect_names(d, kind))
        return;
    for (int other = 0; other < KIND_COUNT; other++) {
        const struct declaration *found = declaration_find(d, (enum block_kind)other, name);
        if (found && other != (int)kind) {
            report_related(r, found->block->name_span, "`%s` is a %s", name_text(d, name),
                           kind_text((enum block_kind)other));
            break;
        }
    }
    report_suggest(r, name_text(d, name), d->of[kind].names, d->of[kind].name_count);
}

struct declaration *declaration_need(struct declarations *d, enum block_kind kind, name_id name, struct span span,
                                     enum code code)
{
    struct declaration *found = declaration_find(d, kind, name);
    if (found || !name)
        return found;
    struct report *r = report(d->ctx, code, span, "no %s is called `%s`", kind_text(kind), name_text(d, name));
    declarations_suggest(d, r, kind, name);
    return NULL;
}

/* Two of one name: a user's redefines the catalogue's; else the first one counts. */
static struct declaration *settle(struct declarations *d, struct declaration *old, struct declaration *new)
{
    const struct block *block = new->block;
    if (old->from_catalog == new->from_catalog) {
        struct report *r = report(d->ctx, CODE_DUPLICATE_NAME, block->name_span, "the %s `%s` is declared twice",
                                  kind_text(block->kind), name_text(d, block->name));
        report_related(r, old->block->name_span, "first declared here");
        return old;
    }
    struct declaration *users = old->from_catalog ? new : old, *catalogs = old->from_catalog ? old : new;
    if (users->replaces)
        return users;
    users->replaces = catalogs;
    struct report *r = report(d->ctx, CODE_OVERRIDES_CATALOG, users->block->name_span,
                              "the %s `%s` stands in the place of the catalogue's", kind_text(block->kind),
                              name_text(d, block->name));
    report_related(r, catalogs->block->name_span, "the catalogue's entry, which no longer counts");
    return users;
}

static bool append(struct declarations *d, struct declaration *declaration)
{
    enum block_kind kind = declaration->block->kind;
    if (d->of[kind].count == d->of[kind].capacity) {
        uint32_t capacity = d->of[kind].capacity ? d->of[kind].capacity * 2 : 16;
        struct declaration **items = arena_new_array(&d->arena, struct declaration *, capacity);
        if (!items)
            return false;
        if (d->of[kind].count)
            memcpy(items, d->of[kind].items, d->of[kind].count * sizeof *items);
        d->of[kind].items = items;
        d->of[kind].capacity = capacity;
    }
    d->of[kind].items[d->of[kind].count++] = declaration;
    return lookup_put(&d->arena, &d->index, LOOKUP_KEY(kind, declaration->block->name), d->of[kind].count - 1);
}

static bool declare(struct declarations *d, const struct block *block, bool from_catalog)
{
    if (!block->name || block->kind == BLOCK_VARIANT || block->kind == BLOCK_FUNCTION || block->kind == BLOCK_ENTRY)
        return true; /* reported by the parser */
    struct declaration *declaration = arena_new(&d->arena, struct declaration);
    if (!declaration)
        return false;
    declaration->block = block;
    declaration->from_catalog = from_catalog;
    uint32_t at = lookup_get(&d->index, LOOKUP_KEY(block->kind, block->name));
    if (at == UINT32_MAX)
        return append(d, declaration);
    d->of[block->kind].items[at] = settle(d, d->of[block->kind].items[at], declaration);
    return true;
}

bool declarations_init(struct declarations *d, mspec_ctx *ctx)
{
    memset(d, 0, sizeof *d);
    d->ctx = ctx;
    arena_init(&d->arena, &ctx->memory);
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *source = ctx->sources.items[i];
        if (!source->tree || source->origin == SOURCE_DATA)
            continue;
        for (uint32_t k = 0; k < source->tree->block_count; k++)
            if (!declare(d, &source->tree->blocks[k], source->origin == SOURCE_CATALOG))
                return false;
    }
    return true;
}

void declarations_fini(struct declarations *d)
{
    arena_fini(&d->arena);
}
