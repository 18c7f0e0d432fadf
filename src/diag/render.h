/* Diagnostics as text for people (mspec_diagnostic_render), and the means to show any bytes of the input on a terminal
 * without harm. Takes records, gives text; prints nothing. */
#ifndef MSPEC_DIAG_RENDER_H
#define MSPEC_DIAG_RENDER_H

#include "diag/context.h"

/* Appends bytes of the input so that a terminal shows them and does nothing else: control characters, characters that turn
 * the direction of writing, and bytes that are not UTF-8 become escapes such as \x1b and \u{202e}. */
void render_safe(struct text *t, const char *bytes, size_t length);

/* Appends the rendering of one diagnostic, as mspec_diagnostic_render gives it. */
void render_diagnostic(struct text *t, const mspec_ctx *ctx, const mspec_diagnostic *diagnostic, bool colour);

const char *severity_name(mspec_severity severity); /* "note", "warning", "error" */

#endif
