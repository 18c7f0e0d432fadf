/* The tree as text, for `dump --stage=tree` and for tests: everything that it holds but the places. */
#include "syntax/syntax.h"

struct dumper {
    mspec_ctx *ctx;
    struct text *out;
};

static void put_line(struct dumper *d, int depth)
{
    for (int i = 0; i < depth; i++)
        text_puts(d->out, "    ");
}

static const char *name(const struct dumper *d, name_id id)
{
    return names_text(d->ctx->names, id);
}

/* Quoted, on one line whatever it holds. */
static void put_quoted(struct dumper *d, name_id id)
{
    text_puts(d->out, "\"");
    for (const char *c = name(d, id); *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            text_puts(d->out, "\\");
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            text_printf(d->out, "\\x%02x", (unsigned char)*c);
        else
            text_append(d->out, c, 1);
    }
    text_puts(d->out, "\"");
}

static void put_number(struct dumper *d, const struct number *number)
{
    static const char *const units[] = {"", " bytes", " percent", " cycles", " seconds", " per second", " hertz"};
    rational_print(d->out, number->value, 30);
    text_puts(d->out, units[number->unit]);
    if (number->hexadecimal)
        text_puts(d->out, " hexadecimal");
}

static void put_item(struct dumper *d, int depth, const struct item *item);

static void put_term(struct dumper *d, int depth, const struct term *term)
{
    put_line(d, depth);
    switch (term->kind) {
    case TERM_NAME:
        text_puts(d->out, "name ");
        if (term->owner != 0)
            text_printf(d->out, "%s.", name(d, term->owner));
        text_puts(d->out, name(d, term->name));
        break;
    case TERM_STAR: text_puts(d->out, "star"); break;
    case TERM_TUPLE: text_puts(d->out, "tuple"); break;
    case TERM_NUMBER:
        text_printf(d->out, "number %s: ", name(d, term->name));
        put_number(d, &term->number);
        break;
    case TERM_STRING:
        text_puts(d->out, "string ");
        put_quoted(d, term->name);
        break;
    case TERM_ARROW: text_puts(d->out, "arrow"); break;
    case TERM_COMPARE: text_printf(d->out, "compare %s", name(d, term->name)); break;
    }
    if (term->has_range)
        text_printf(d->out, " [%llu..%llu]", (unsigned long long)term->from, (unsigned long long)term->to);
    text_puts(d->out, term->has_args ? " (\n" : "\n");
    for (uint32_t i = 0; i < term->arg_count; i++)
        put_item(d, depth + 1, &term->args[i]);
    if (term->has_args) {
        put_line(d, depth);
        text_puts(d->out, ")\n");
    }
}

/* An item of several terms has a line of its own: its terms stand below it. */
static void put_item(struct dumper *d, int depth, const struct item *item)
{
    if (item->term_count != 1) {
        put_line(d, depth++);
        text_puts(d->out, "item\n");
    }
    for (uint32_t i = 0; i < item->term_count; i++)
        put_term(d, depth, &item->terms[i]);
}

static void put_clause(struct dumper *d, int depth, const struct clause *clause)
{
    static const char *const ops[] = {"::=", "+=", "-="};
    put_line(d, depth);
    if (clause->heading == HEADING_UNKNOWN)
        text_printf(d->out, "[%s] %s (unknown)\n", name(d, clause->heading_text), ops[clause->op]);
    else
        text_printf(d->out, "[%s] %s\n", heading_text(clause->heading), ops[clause->op]);
    if (clause->is_contract) {
        put_line(d, depth + 1);
        text_printf(d->out, "contract %s%s%s ", name(d, clause->contract_owner), clause->contract_owner != 0 ? "." : "",
                    name(d, clause->contract_symbol));
        put_quoted(d, clause->contract_text);
        text_puts(d->out, "\n");
    }
    for (uint32_t i = 0; i < clause->group_count; i++) {
        if (i > 0) {
            put_line(d, depth + 1);
            text_puts(d->out, ";\n");
        }
        for (uint32_t j = 0; j < clause->groups[i].item_count; j++)
            put_item(d, depth + 1, &clause->groups[i].items[j]);
    }
}

static void put_block(struct dumper *d, int depth, const struct block *block)
{
    static const char *const kinds[] = {"component", "variant",       "function", "language",
                                        "mechanism", "vulnerability", "system",   "target", "mechanism"};
    put_line(d, depth);
    text_printf(d->out, "%s %s", kinds[block->kind], name(d, block->name));
    if (block->parent != 0)
        text_printf(d->out, " : %s", name(d, block->parent));
    text_puts(d->out, block->implicit ? " (the file)\n" : "\n");
    for (uint32_t i = 0; i < block->clause_count; i++)
        put_clause(d, depth + 1, &block->clauses[i]);
    for (uint32_t i = 0; i < block->block_count; i++)
        put_block(d, depth + 1, &block->blocks[i]);
}

void syntax_dump(mspec_ctx *ctx, const struct file *file, struct text *out)
{
    struct dumper d = {ctx, out};
    text_printf(out, "source %s%s\n", source_get(ctx, file->source)->name, file->broken ? " (with errors)" : "");
    for (uint32_t i = 0; i < file->include_line_count; i++) {
        text_puts(out, "    include ");
        put_quoted(&d, file->include_lines[i].path);
        text_puts(out, "\n");
    }
    for (uint32_t i = 0; i < file->block_count; i++)
        put_block(&d, 1, &file->blocks[i]);
}
