/* A table of text with aligned columns. Cells are borrowed; what of them came from the input is made harmless for a terminal. */
#ifndef MSPEC_CLI_TABLE_H
#define MSPEC_CLI_TABLE_H

#include "base/memory.h"

#define TABLE_COLUMNS 10

struct table {
    struct arena *arena;
    size_t columns;
    struct {
        VECTOR(const char *);
    } cells; /* row by row; freed by table_print */
    bool failed;
};

/* The headings are the first row. */
void table_init(struct table *t, struct arena *a, size_t columns, const char *const *headings);
void table_row(struct table *t, const char *const *cells); /* NULL is "-" */
/* Leaves out columns in which nothing stands (their headings apart). False when out of memory. */
bool table_print(struct table *t, bool colour, struct text *out);

#endif
