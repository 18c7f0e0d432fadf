/* The text of a diagnostic:
 *
 *     redis.mspec:3:20: error[E0203]: there is no component `ukshced`
 *        3 | [Components] ::= redis, ukshced
 *          |                         ^~~~~~~
 *     hint: did you mean `uksched`?
 *
 * All work is bounded by the width of the window that is shown: a line may have millions of bytes. */
#include "diag/render.h"

#include <string.h>

#include "diag/utf8.h"

enum {
    WINDOW = 100,     /* columns of a source line that are shown */
    AFTER_CARET = 70, /* of them, this many are for the range and what follows it */
    BYTES = 8 * WINDOW, /* of it, at most: characters without a width could be without end */
    TAB = 4
};

struct palette {
    const char *strong, *severity, *mark, *quiet, *off;
};

static struct palette choose_palette(bool colour, mspec_severity severity)
{
    if (!colour)
        return (struct palette){"", "", "", "", ""};
    const char *tone = severity == MSPEC_ERROR ? "\x1b[1;31m" : severity == MSPEC_WARNING ? "\x1b[1;35m" : "\x1b[1;36m";
    return (struct palette){"\x1b[1m", tone, "\x1b[1;32m", "\x1b[34m", "\x1b[0m"};
}

const char *severity_name(mspec_severity severity)
{
    return severity == MSPEC_ERROR ? "error" : severity == MSPEC_WARNING ? "warning" : "note";
}

/* One character of a source line: its bytes, what is shown for it, and how wide that is. `column` is for tabs. */
static size_t show_character(struct text *t, const char *bytes, size_t length, unsigned column, unsigned *width)
{
    uint32_t c;
    size_t size = utf8_decode(bytes, length, &c);
    struct text ignored = {.failed = true}; /* measuring only */
    if (!t)
        t = &ignored;
    if (size == 0) {
        size = 1;
        *width = 4;
        text_printf(t, "\\x%02x", (unsigned char)*bytes);
    } else if (c == '\t') {
        *width = TAB - column % TAB;
        text_append(t, "        ", *width);
    } else if (utf8_is_unsafe(c)) {
        if (c < 0x100) {
            *width = 4;
            text_printf(t, "\\x%02x", c);
        } else {
            *width = c > 0xffff ? 9 : 8; /* all of them have at least four digits */
            text_printf(t, "\\u{%04x}", c);
        }
    } else {
        *width = utf8_width(c);
        text_append(t, bytes, size);
    }
    return size;
}

void render_safe(struct text *t, const char *bytes, size_t length)
{
    unsigned width;
    for (size_t i = 0; i < length;) {
        if (bytes[i] == '\t') { /* only in source lines do tabs have a meaning */
            text_puts(t, "\\x09");
            i++;
        } else {
            i += show_character(t, bytes + i, length - i, 0, &width);
        }
    }
}

static void show_string(struct text *t, const char *string)
{
    render_safe(t, string, strlen(string));
}

/* Columns from `from` on, never more than `limit` (or a character's width above). */
static unsigned measure(const char *line, size_t length, size_t from, unsigned limit)
{
    unsigned columns = 0, width;
    if (length - from > BYTES)
        length = from + BYTES;
    while (from < length && columns < limit) {
        from += show_character(NULL, line + from, length - from, columns, &width);
        columns += width;
    }
    return columns;
}

/* Where to begin to show the line, so that the range is in the window with what stands before it. */
static size_t find_start(const char *line, size_t length, size_t from)
{
    if (length <= BYTES && measure(line, length, 0, WINDOW + 1) <= WINDOW)
        return 0;
    unsigned after = measure(line, length, from, AFTER_CARET), before = 0;
    size_t start = from;
    while (start > 0 && before + after < WINDOW - TAB && from - start < BYTES / 2) {
        size_t previous = start - 1;
        while (previous > 0 && start - previous < 4 && ((unsigned char)line[previous] & 0xc0) == 0x80)
            previous--;
        unsigned width;
        show_character(NULL, line + previous, start - previous, 0, &width);
        before += width;
        start = previous;
    }
    return start;
}

/* The source line of a location, and the range in it underlined. Of a range over several lines: its first line. */
static void show_line(struct text *t, const mspec_ctx *ctx, const mspec_location *location, const struct palette *colours)
{
    struct source *source = source_of(ctx, location);
    const char *line;
    size_t length;
    if (!source || !source_line(ctx, source, location->line, &line, &length))
        return;
    size_t from = location->column ? location->column - 1u : 0;
    if (from > length)
        from = length;
    size_t to = length;
    if (location->end_line == location->line)
        to = location->end_column > location->column ? location->end_column - 1u : from;
    if (to > length)
        to = length;
    text_printf(t, "%s%5u |%s ", colours->quiet, location->line, colours->off);
    size_t at = find_start(line, length, from);
    unsigned column = 0, mark_from = 0, mark_to = 0, width;
    if (at > 0) {
        text_puts(t, "…");
        column = 1;
    }
    size_t end = length - at > BYTES ? at + BYTES : length;
    while (at < end && column < WINDOW) {
        if (at <= from)
            mark_from = column;
        at += show_character(t, line + at, length - at, column, &width);
        column += width;
        if (at <= to)
            mark_to = column;
    }
    if (from >= at)
        mark_from = column; /* at the end of the line */
    if (at < to)
        mark_to = column;
    if (at < length)
        text_puts(t, "…");
    text_printf(t, "\n%s      |%s ", colours->quiet, colours->off);
    for (unsigned i = 0; i < mark_from; i++)
        text_append(t, " ", 1);
    text_printf(t, "%s^", colours->mark);
    for (unsigned i = mark_from + 1; i < mark_to; i++)
        text_append(t, "~", 1);
    text_printf(t, "%s\n", colours->off);
}

static void show_place(struct text *t, const mspec_location *location)
{
    if (!location->file)
        return;
    show_string(t, location->file);
    if (location->line)
        text_printf(t, ":%u:%u", location->line, location->column);
    text_puts(t, ": ");
}

void render_diagnostic(struct text *t, const mspec_ctx *ctx, const mspec_diagnostic *d, bool colour)
{
    struct palette colours = choose_palette(colour, d->severity);
    text_puts(t, colours.strong);
    show_place(t, &d->location);
    text_printf(t, "%s%s%s[%s]: %s", colours.off, colours.severity, severity_name(d->severity), d->code, colours.off);
    text_puts(t, colours.strong);
    show_string(t, d->message);
    text_printf(t, "%s\n", colours.off);
    show_line(t, ctx, &d->location, &colours);
    struct palette second = choose_palette(colour, MSPEC_NOTE);
    for (size_t i = 0; i < d->related_count; i++) {
        text_puts(t, second.strong);
        show_place(t, &d->related[i].location);
        text_printf(t, "%s%snote: %s", second.off, second.severity, second.off);
        show_string(t, d->related[i].message);
        text_puts(t, "\n");
        show_line(t, ctx, &d->related[i].location, &second);
    }
    if (d->hint) {
        text_printf(t, "%shint: %s", colours.mark, colours.off);
        show_string(t, d->hint);
        text_puts(t, "\n");
    }
}

char *mspec_diagnostic_render(const mspec_ctx *ctx, const mspec_diagnostic *diagnostic, bool colour)
{
    struct text t = {0};
    render_diagnostic(&t, ctx, diagnostic, colour);
    return text_take(&t);
}
