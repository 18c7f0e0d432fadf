#include "syntax/format.h"

#include <string.h>

#include "syntax/lex.h"

struct writer {
    mspec_ctx *ctx;
    struct text *out;
};

static void write_items(struct writer *w, const struct item *items, uint32_t count, char mark);

static void write_mark(struct writer *w, char mark)
{
    text_append(w->out, &mark, 1);
}

static void write_name(struct writer *w, name_id id)
{
    text_puts(w->out, names_text(w->ctx->names, id));
}

static void write_string(struct writer *w, name_id id)
{
    text_puts(w->out, "\"");
    for (const char *c = names_text(w->ctx->names, id); *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            text_puts(w->out, "\\");
        text_append(w->out, c, 1);
    }
    text_puts(w->out, "\"");
}

/* The digits as they are written, and the unit: `8 KiB`, `31%`. Returns the bytes of the source that are the number. */
static size_t write_number(struct writer *w, const char *bytes, size_t length)
{
    struct number number;
    size_t used, digits, sign = length > 0 && bytes[0] == '-';
    number_parse(bytes + sign, length - sign, &number, &used, &digits);
    used += sign;
    digits += sign;
    text_append(w->out, bytes, digits);
    while (digits < used && (bytes[digits] == ' ' || bytes[digits] == '\t'))
        digits++;
    if (digits < used && bytes[digits] != '%')
        text_puts(w->out, " ");
    text_append(w->out, bytes + digits, used - digits);
    return used;
}

static const char *source_bytes(const struct writer *w, struct span span)
{
    return source_get(w->ctx, span.source)->bytes + span.from;
}

/* `[0..8 KiB]`, from the source: its numbers keep their spelling. */
static void write_range(struct writer *w, struct span span)
{
    const char *bytes = source_bytes(w, span);
    size_t length = span.to - span.from;
    for (size_t i = 0; i < length;) {
        if (bytes[i] >= '0' && bytes[i] <= '9') {
            i += write_number(w, bytes + i, length - i);
        } else if (bytes[i] == '#') {
            i = lexer_line_end(bytes, (uint32_t)i, (uint32_t)length);
        } else {
            if (bytes[i] == '[' || bytes[i] == ']' || bytes[i] == '.')
                text_append(w->out, bytes + i, 1);
            i++;
        }
    }
}

static void write_arguments(struct writer *w, const struct term *term)
{
    text_puts(w->out, "(");
    write_items(w, term->args, term->arg_count, MARK_INNER);
    text_puts(w->out, ")");
}

static void write_term(struct writer *w, const struct term *term)
{
    switch (term->kind) {
    case TERM_NAME:
        if (term->owner != 0) {
            write_name(w, term->owner);
            text_puts(w->out, ".");
        }
        write_name(w, term->name);
        break;
    case TERM_STAR: text_puts(w->out, "*"); break;
    case TERM_TUPLE: break;
    case TERM_NUMBER: write_number(w, source_bytes(w, term->span), term->span.to - term->span.from); break;
    case TERM_STRING: write_string(w, term->name); break;
    case TERM_ARROW: text_puts(w->out, "->"); break;
    case TERM_COMPARE: write_name(w, term->name); break;
    }
    if (term->has_range)
        write_range(w, term->range_span);
    if (term->has_args)
        write_arguments(w, term);
}

/* Between two terms of an item a line may only end where tuples stand side by side: `a -> b` is read as a whole. */
static void write_item(struct writer *w, const struct item *item, char mark)
{
    for (uint32_t i = 0; i < item->term_count; i++) {
        if (i > 0) {
            bool tuples = item->terms[i].kind == TERM_TUPLE && item->terms[i - 1].kind == TERM_TUPLE;
            write_mark(w, tuples ? mark : MARK_INNER);
        }
        write_term(w, &item->terms[i]);
    }
}

static void write_items(struct writer *w, const struct item *items, uint32_t count, char mark)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) {
            text_puts(w->out, ",");
            write_mark(w, mark);
        }
        write_item(w, &items[i], mark);
    }
}

void format_value(mspec_ctx *ctx, const struct clause *clause, struct text *out)
{
    struct writer w = {ctx, out};
    if (clause->is_contract) {
        write_name(&w, clause->contract_text);
        return;
    }
    for (uint32_t i = 0; i < clause->group_count; i++) {
        if (i > 0) {
            text_puts(out, ";");
            write_mark(&w, MARK_BREAK);
        }
        write_items(&w, clause->groups[i].items, clause->groups[i].item_count, MARK_BREAK);
    }
}

/* ---- lines ---- */

size_t format_width(const char *bytes, size_t length)
{
    size_t columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)bytes[i] & 0xc0) != 0x80;
    return columns;
}

struct filler {
    struct text *out;
    size_t column, indent;
    bool fresh; /* nothing stands on the line yet but its beginning */
};

static void put(struct filler *f, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        text_append(f->out, bytes[i] == MARK_BREAK || bytes[i] == MARK_INNER ? " " : bytes + i, 1);
    f->column += format_width(bytes, length);
    f->fresh = false;
}

static void continue_line(struct filler *f)
{
    text_puts(f->out, " \\\n");
    for (size_t i = 0; i < f->indent; i++)
        text_puts(f->out, " ");
    f->column = f->indent;
    f->fresh = true;
}

/* Puts pieces that the mark divides, as many on a line as fit; what is too long for a line of its own is divided at the
 * inner marks. */
static void fill(struct filler *f, const char *bytes, size_t length, char mark)
{
    const size_t room = FORMAT_WIDTH - 2; /* for the ` \` */
    for (size_t from = 0; from <= length;) {
        const char *end = memchr(bytes + from, mark, length - from);
        size_t to = end != NULL ? (size_t)(end - bytes) : length, width = format_width(bytes + from, to - from);
        if (!f->fresh) {
            if (f->column + 1 + width <= room)
                put(f, " ", 1);
            else
                continue_line(f);
        }
        if (f->column + width > room && mark == MARK_BREAK)
            fill(f, bytes + from, to - from, MARK_INNER);
        else
            put(f, bytes + from, to - from);
        from = to + 1;
    }
}

void format_wrap(const char *value, size_t length, size_t column, size_t indent, struct text *out)
{
    struct filler f = {out, column, indent, true};
    fill(&f, value, length, MARK_BREAK);
}
