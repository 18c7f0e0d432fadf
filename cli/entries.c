#include "cli/entries.h"

#include <string.h>

#define PARENTS_MAX 64 /* a longer chain is a circle, which `check` reports */

static const struct block *find_block(const struct entries *e, enum block_kind kind, name_id name)
{
    for (size_t i = 0; i < e->count; i++) {
        if (e->items[i].block->kind == kind && e->items[i].block->name == name)
            return e->items[i].block;
    }
    return NULL;
}

const char *entry_name(const struct entries *e, const struct entry *entry)
{
    return names_text(e->ctx->names, entry->block->name);
}

const struct clause *entry_clause(const struct entries *e, const struct entry *entry, enum heading heading)
{
    const struct block *block = entry->block;
    for (int depth = 0; block && depth < PARENTS_MAX; depth++) {
        for (uint32_t i = 0; i < block->clause_count; i++) {
            if (block->clauses[i].heading == heading)
                return &block->clauses[i];
        }
        block = block->parent ? find_block(e, block->kind, block->parent) : NULL;
    }
    return NULL;
}

static const char *kind_of(const struct entries *e, const struct entry *entry)
{
    if (entry->block->kind == BLOCK_LANGUAGE)
        return "language";
    if (entry->block->kind == BLOCK_VULNERABILITY)
        return "vulnerability";
    bool isolates = entry_clause(e, entry, HEADING_BOUNDARY) || entry_clause(e, entry, HEADING_BOUNDARY_IN) ||
                    entry_clause(e, entry, HEADING_BOUNDARY_OUT);
    return isolates ? "isolation" : "hardening";
}

static void add_block(struct entries *e, const struct block *block, bool from_catalog, size_t room)
{
    for (size_t i = 0; i < e->count; i++) {
        if (e->items[i].block->kind == block->kind && e->items[i].block->name == block->name) {
            if (!from_catalog && e->items[i].from_catalog)
                e->items[i] = (struct entry){.block = block};
            return;
        }
    }
    if (e->count < room)
        e->items[e->count++] = (struct entry){.block = block, .from_catalog = from_catalog};
}

static int kind_rank(const struct entry *entry)
{
    static const char *const order[] = {"language", "hardening", "isolation", "vulnerability"};
    int rank = 0;
    while (rank < 3 && strcmp(order[rank], entry->kind) != 0)
        rank++;
    return rank;
}

/* Stable, and for a few hundred entries. */
static void sort(struct entries *e)
{
    for (size_t i = 1; i < e->count; i++) {
        struct entry moved = e->items[i];
        size_t at = i;
        for (; at > 0 && kind_rank(&e->items[at - 1]) > kind_rank(&moved); at--)
            e->items[at] = e->items[at - 1];
        e->items[at] = moved;
    }
}

bool entries_collect(const mspec_ctx *ctx, struct arena *a, struct entries *out)
{
    size_t room = 0;
    for (size_t i = 0; i < ctx->sources.count; i++)
        room += ctx->sources.items[i]->tree ? ctx->sources.items[i]->tree->block_count : 0;
    *out = (struct entries){.ctx = ctx, .items = arena_new_array(a, struct entry, room)};
    if (!out->items)
        return false;
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *source = ctx->sources.items[i];
        for (uint32_t k = 0; source->tree && k < source->tree->block_count; k++) {
            const struct block *block = &source->tree->blocks[k];
            if (block->kind == BLOCK_LANGUAGE || block->kind == BLOCK_MECHANISM || block->kind == BLOCK_VULNERABILITY)
                add_block(out, block, source->origin == SOURCE_CATALOG, room);
        }
    }
    for (size_t i = 0; i < out->count; i++)
        out->items[i].kind = kind_of(out, &out->items[i]);
    sort(out);
    return true;
}

/* What stands behind the operator, on one line: comments and continuations out, runs of blanks to one. */
static const char *as_written(const struct source *source, const struct clause *clause, struct arena *a)
{
    struct text t = {0};
    bool quoted = false, blank = false;
    for (uint32_t i = clause->op_span.to; i < clause->span.to && i < source->length; i++) {
        char c = source->bytes[i];
        if (c == '"')
            quoted = !quoted;
        if (!quoted && c == '#') {
            while (i < clause->span.to && source->bytes[i] != '\n')
                i++;
            c = ' ';
        }
        bool is_blank = !quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\');
        if (!is_blank && blank && t.length)
            text_puts(&t, " ");
        blank = is_blank;
        if (quoted && c == '\\' && i + 1 < clause->span.to)
            text_append(&t, &source->bytes[i++], 1);
        if (!is_blank)
            text_append(&t, &source->bytes[i], 1);
    }
    const char *copy = t.failed ? NULL : arena_copy(a, t.bytes ? t.bytes : "", t.length);
    text_fini(&t);
    return copy;
}

const char *entry_value(const struct entries *e, const struct entry *entry, enum heading heading, struct arena *a)
{
    const struct clause *clause = entry_clause(e, entry, heading);
    if (!clause || clause->group_count == 0)
        return NULL;
    const struct item *item = &clause->groups[0].items[0];
    if (clause->group_count == 1 && clause->groups[0].item_count == 1 && item->term_count == 1 && item->terms[0].kind == TERM_STRING)
        return names_text(e->ctx->names, item->terms[0].name);
    const struct source *source = source_get(e->ctx, clause->span.source);
    return source ? as_written(source, clause, a) : NULL;
}
