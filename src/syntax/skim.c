#include "syntax/skim.h"

#include <string.h>

#include "syntax/parse.h"

struct entries {
    VECTOR(struct skimmed_entry);
};

/* ---- finding entries ---- */

/* `mechanism NAME … {` from `from` to the end of the line: false when it is no heading, or one of something else. */
static bool heading_of(const char *bytes, uint32_t from, uint32_t end, struct skimmed_entry *out)
{
    static const enum block_kind kinds[] = {BLOCK_MECHANISM, BLOCK_VULNERABILITY, BLOCK_LANGUAGE};
    uint32_t word_end = lexer_skip_name(bytes, from, end, false), name = lexer_skip_blanks(bytes, word_end, end), k = 0;
    while (k < 3 && (strlen(block_words[kinds[k]]) != word_end - from || memcmp(block_words[kinds[k]], bytes + from, word_end - from) != 0))
        k++;
    uint32_t name_end = lexer_skip_name(bytes, name, end, false), behind = lexer_skip_blanks(bytes, name_end, end);
    if (k == 3 || name == word_end || name_end == name || behind == end || (bytes[behind] != '{' && bytes[behind] != ':'))
        return false;
    while (end > from && lexer_is_blank(bytes[end - 1]))
        end--;
    *out = (struct skimmed_entry){.kind = kinds[k], .name_from = name, .name_to = name_end, .from = from};
    return bytes[end - 1] == '{' && !memchr(bytes + behind, '#', end - behind);
}

/* Behind the line of the `}` that closes the entry begun on the line before `at`; 0 when another thing stands at the margin. */
static uint32_t entry_end(const char *bytes, uint32_t at, uint32_t length)
{
    while (at < length) {
        uint32_t end = lexer_line_end(bytes, at, length), next = end < length ? end + 1 : end;
        if (bytes[at] == '}')
            return lexer_skip_blanks(bytes, at + 1, end) == end ? at + 1 : 0;
        if (!lexer_is_blank(bytes[at]) && bytes[at] != '#' && at != end)
            return 0;
        at = next;
    }
    return 0;
}

/* False when the file is not regular, or memory has run out. */
static bool find_entries(mspec_ctx *ctx, const struct source *source, struct entries *out)
{
    const char *bytes = source->bytes;
    uint32_t length = (uint32_t)source->length;
    for (uint32_t at = 0, end; at < length; at = end < length ? end + 1 : end) {
        end = lexer_line_end(bytes, at, length);
        uint32_t text = lexer_skip_blanks(bytes, at, end);
        if (text == end || bytes[text] == '#')
            continue;
        struct skimmed_entry entry;
        if (text != at || !heading_of(bytes, at, end, &entry))
            return false;
        entry.to = entry_end(bytes, end < length ? end + 1 : end, length);
        if (!entry.to || !vector_push(&ctx->memory, out, entry))
            return false;
        end = lexer_line_end(bytes, entry.to, length);
    }
    return out->count > 0;
}

struct file *skim_file(mspec_ctx *ctx, uint32_t source_id)
{
    const struct source *source = source_get(ctx, source_id);
    struct entries found = {0};
    struct file *file = NULL;
    if (find_entries(ctx, source, &found) && (file = arena_new(&ctx->arena, struct file)) != NULL) {
        file->source = source_id;
        file->entry_count = (uint32_t)found.count;
        file->entries = arena_copy_array_(&ctx->arena, found.items, found.count, sizeof *found.items);
        if (file->entries == NULL)
            file = NULL;
    }
    vector_free(&ctx->memory, &found);
    return file;
}

/* ---- reading them ---- */

/* Adds blocks that have been read, in the order in which they stand in the file. */
static bool add_blocks(mspec_ctx *ctx, struct file *file, const struct file *read)
{
    uint32_t count = file->block_count + read->block_count, old = 0, new = 0;
    struct block *blocks = arena_new_array(&ctx->arena, struct block, count);
    if (blocks == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_old = new == read->block_count ||
                      (old < file->block_count && file->blocks[old].span.from < read->blocks[new].span.from);
        blocks[i] = is_old ? file->blocks[old++] : read->blocks[new++];
    }
    file->blocks = blocks;
    file->block_count = count;
    file->broken |= read->broken;
    return true;
}

/* Does a user declare another in its place, and not one that changes it here and there? Then its heading is enough: what it says no
 * longer counts. */
static bool is_replaced(const mspec_ctx *ctx, enum block_kind kind, name_id name)
{
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *source = ctx->sources.items[i];
        for (uint32_t k = 0; source->origin == SOURCE_USER && source->tree && k < source->tree->block_count; k++)
            if (source->tree->blocks[k].kind == kind && source->tree->blocks[k].name == name)
                return source->tree->blocks[k].parent != name;
    }
    return false;
}

static struct block heading_alone(uint32_t source, const struct skimmed_entry *entry, name_id name)
{
    return (struct block){.kind = entry->kind, .name = name, .name_span = {source, entry->name_from, entry->name_to},
                          .span = {source, entry->from, entry->name_to}};
}

struct wanted {
    struct {
        VECTOR(struct span);
    } parts; /* to be read */
    struct {
        VECTOR(struct block);
    } headings; /* that are enough */
};

static bool list_wanted(mspec_ctx *ctx, const struct source *source, uint32_t kinds, struct wanted *out)
{
    struct file *file = source->tree;
    for (uint32_t i = 0; i < file->entry_count; i++) {
        struct skimmed_entry *entry = &file->entries[i];
        name_id name = names_find(ctx->names, source->bytes + entry->name_from, entry->name_to - entry->name_from);
        if (entry->is_read || (!name && !(kinds & 1u << entry->kind)))
            continue;
        entry->is_read = true;
        bool fine = name && is_replaced(ctx, entry->kind, name)
                        ? vector_push(&ctx->memory, &out->headings, heading_alone(file->source, entry, name))
                        : vector_push(&ctx->memory, &out->parts, ((struct span){file->source, entry->from, entry->to}));
        if (!fine)
            return false;
    }
    return true;
}

/* Reads what is wanted of one file; *any tells whether that was anything. */
static bool read_wanted(mspec_ctx *ctx, const struct source *source, uint32_t kinds, bool *any)
{
    struct wanted wanted = {0};
    const struct file *read = NULL;
    bool fine = list_wanted(ctx, source, kinds, &wanted);
    if (fine && wanted.headings.count) {
        struct file headings = {.blocks = wanted.headings.items, .block_count = (uint32_t)wanted.headings.count};
        fine = add_blocks(ctx, source->tree, &headings);
    }
    if (fine && wanted.parts.count) {
        read = syntax_parse_parts(ctx, source->tree->source, wanted.parts.items, (uint32_t)wanted.parts.count);
        fine = read != NULL && add_blocks(ctx, source->tree, read);
        *any = true;
    }
    vector_free(&ctx->memory, &wanted.parts);
    vector_free(&ctx->memory, &wanted.headings);
    return fine;
}

mspec_status syntax_read_named(mspec_ctx *ctx, uint32_t kinds)
{
    size_t errors = ctx->error_count;
    for (bool any = ctx->catalog_skimmed; any;) { /* what is read may name more */
        any = false;
        for (size_t i = 0; i < ctx->sources.count; i++) {
            const struct source *source = ctx->sources.items[i];
            if (source->tree && source->tree->entry_count && !read_wanted(ctx, source, kinds, &any)) {
                ctx->memory.exhausted = true;
                return MSPEC_ERROR_MEMORY;
            }
        }
    }
    return ctx->error_count > errors ? MSPEC_ERROR_INPUT : MSPEC_OK;
}
