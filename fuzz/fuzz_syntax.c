/* Any bytes to the parser alone, many at a time: whatever has no mistakes means the same when it is formatted, and every
 * place that a tree or a diagnostic speaks of is in the source; and where its entries can be found without reading it, they are
 * those that reading it gives. */
#include <stdlib.h>
#include <string.h>

#include "syntax/skim.h"

static void check(bool fine)
{
    if (!fine)
        abort();
}

static void check_span(const mspec_ctx *ctx, struct span span)
{
    const struct source *source = source_get(ctx, span.source);
    check(span.from <= span.to && (source == NULL || span.to <= source->length));
}

static void check_items(const mspec_ctx *ctx, const struct item *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        check_span(ctx, items[i].span);
        check(items[i].term_count > 0);
        for (uint32_t j = 0; j < items[i].term_count; j++) {
            const struct term *term = &items[i].terms[j];
            check_span(ctx, term->span);
            check_span(ctx, term->name_span);
            check_span(ctx, term->owner_span);
            check_span(ctx, term->range_span);
            check_items(ctx, term->args, term->arg_count);
        }
    }
}

static void check_block(const mspec_ctx *ctx, const struct block *block)
{
    check_span(ctx, block->span);
    check_span(ctx, block->name_span);
    check_span(ctx, block->parent_span);
    check_span(ctx, block->body);
    for (uint32_t i = 0; i < block->clause_count; i++) {
        const struct clause *clause = &block->clauses[i];
        check_span(ctx, clause->span);
        check_span(ctx, clause->op_span);
        check_span(ctx, clause->heading_span);
        check_span(ctx, clause->contract_symbol_span);
        for (uint32_t j = 0; j < clause->group_count; j++) {
            check(clause->groups[j].item_count > 0);
            check_span(ctx, clause->groups[j].span);
            check_items(ctx, clause->groups[j].items, clause->groups[j].item_count);
        }
    }
    for (uint32_t i = 0; i < block->block_count; i++)
        check_block(ctx, &block->blocks[i]);
}

/* The file, its tree as text, and its canonical text; the latter two empty when it has mistakes. */
static bool read_all(mspec_ctx *ctx, const char *bytes, size_t size, struct text *tree, struct text *canonical)
{
    uint32_t id;
    size_t errors = ctx->error_count;
    struct file *file = source_add(ctx, "input.mspec", NULL, bytes, size, SOURCE_USER, &id) ? syntax_parse(ctx, id) : NULL;
    if (file == NULL)
        return false;
    check(file->broken == (ctx->error_count > errors));
    for (uint32_t i = 0; i < file->block_count; i++)
        check_block(ctx, &file->blocks[i]);
    syntax_dump(ctx, file, tree);
    if (!file->broken)
        check(syntax_format(ctx, file, canonical));
    return !file->broken;
}

/* Of a file without mistakes: its entries one by one are the file. */
static void check_skimmed(mspec_ctx *ctx, const char *bytes, size_t size, const struct text *tree)
{
    uint32_t id;
    struct file *skimmed = source_add(ctx, "input.mspec", NULL, bytes, size, SOURCE_CATALOG, &id) ? skim_file(ctx, id) : NULL;
    if (skimmed == NULL)
        return;
    struct span *parts = malloc(skimmed->entry_count * sizeof *parts);
    struct text parted = {0};
    check(parts != NULL);
    for (uint32_t i = 0; i < skimmed->entry_count; i++)
        parts[i] = (struct span){id, skimmed->entries[i].from, skimmed->entries[i].to};
    struct file *file = syntax_parse_parts(ctx, id, parts, skimmed->entry_count);
    free(parts);
    if (file == NULL)
        return;
    check(!file->broken && file->block_count == skimmed->entry_count);
    for (uint32_t i = 0; i < file->block_count; i++) {
        const struct skimmed_entry *entry = &skimmed->entries[i];
        const struct block *block = &file->blocks[i];
        check(block->kind == entry->kind && block->span.from == entry->from && block->body.to == entry->to &&
              block->name_span.from == entry->name_from && block->name_span.to == entry->name_to);
    }
    syntax_dump(ctx, file, &parted);
    check(strcmp(tree->bytes, parted.bytes) == 0);
    text_fini(&parted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mspec_ctx *ctx = mspec_ctx_new();
    struct text tree = {0}, once = {0}, again = {0}, twice = {0};
    check(ctx != NULL);
    mspec_ctx_set_memory_limit(ctx, (size_t)256 << 20);
    if (read_all(ctx, (const char *)data, size, &tree, &once)) {
        check(read_all(ctx, once.bytes, once.length, &again, &twice));
        check(strcmp(tree.bytes, again.bytes) == 0);
        check(once.length == twice.length && memcmp(once.bytes, twice.bytes, once.length) == 0);
        check_skimmed(ctx, (const char *)data, size, &tree);
    }
    for (size_t i = 0; i < mspec_diagnostic_count(ctx); i++)
        free(mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, i), i & 1));
    text_fini(&tree);
    text_fini(&once);
    text_fini(&again);
    text_fini(&twice);
    mspec_ctx_free(ctx);
    return 0;
}
