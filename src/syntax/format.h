/* The inside of `fmt`: format.c lays out blocks, clauses and comments, format_value.c writes the value of one clause. Texts
 * in the making carry marks where the layout is yet to be decided: control characters, which no source without errors has.
 */
#ifndef MSPEC_SYNTAX_FORMAT_H
#define MSPEC_SYNTAX_FORMAT_H

#include "syntax/tree.h"

#define FORMAT_WIDTH 110 /* columns; what cannot be divided may be longer */

#define MARK_BREAK '\x01'   /* a blank, where a long value is best continued */
#define MARK_INNER '\x02'   /* a blank within parentheses, where it may be */
#define MARK_COMMENT '\x03' /* before a comment behind something */

/* Appends the value with its marks. */
void format_value(mspec_ctx *ctx, const struct clause *clause, struct text *out);
/* Appends a value with marks, from the column where the text stands, continued at column `indent`. */
void format_wrap(const char *value, size_t length, size_t column, size_t indent, struct text *out);
/* The columns of a text; marks count as blanks. */
size_t format_width(const char *bytes, size_t length);

#endif
