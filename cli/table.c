#include "cli/table.h"

#include <string.h>

#include "diag/render.h"

void table_init(struct table *t, struct arena *a, size_t columns, const char *const *headings)
{
    *t = (struct table){.arena = a, .columns = columns};
    table_row(t, headings);
}

void table_row(struct table *t, const char *const *cells)
{
    for (size_t i = 0; i < t->columns; i++)
        t->failed = !vector_push(t->arena->memory, &t->cells, cells[i] ? cells[i] : "-") || t->failed;
}

/* Columns on a terminal: bytes that do not continue a character. */
static size_t width_of(const char *cell)
{
    size_t width = 0;
    for (; *cell; cell++)
        width += ((unsigned char)*cell & 0xC0) != 0x80;
    return width;
}

static void measure(const struct table *t, size_t *widths)
{
    for (size_t column = 0; column < t->columns; column++) {
        bool used = false;
        widths[column] = 0;
        for (size_t i = column; i < t->cells.count; i += t->columns) {
            size_t width = width_of(t->cells.items[i]);
            if (width > widths[column])
                widths[column] = width;
            used = used || (i >= t->columns && strcmp(t->cells.items[i], "-") != 0);
        }
        if (!used && t->cells.count > t->columns)
            widths[column] = 0;
    }
}

bool table_print(struct table *t, bool colour, struct text *out)
{
    size_t widths[TABLE_COLUMNS];
    bool ok = !t->failed;
    if (ok)
        measure(t, widths);
    for (size_t i = 0; ok && i < t->cells.count; i++) {
        size_t column = i % t->columns;
        bool heading = i < t->columns;
        if (column == 0)
            text_puts(out, colour && heading ? "  \033[1m" : "  ");
        if (widths[column]) {
            render_safe(out, t->cells.items[i], strlen(t->cells.items[i]));
            bool more = false;
            for (size_t k = column + 1; k < t->columns; k++)
                more = more || widths[k];
            for (size_t pad = width_of(t->cells.items[i]); more && pad < widths[column] + 2; pad++)
                text_puts(out, " ");
        }
        if (column + 1 == t->columns)
            text_puts(out, colour && heading ? "\033[0m\n" : "\n");
    }
    vector_free(t->arena->memory, &t->cells);
    return ok;
}
