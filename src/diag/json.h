/* Diagnostics as JSON values. Takes records, gives values of Jansson, which its caller owns; NULL when out of memory. */
#ifndef MSPEC_DIAG_JSON_H
#define MSPEC_DIAG_JSON_H

#include <jansson.h>

#include "diag/context.h"

/* { "code", "severity", "message", "location", "related": [ { "location", "message" } ], "hint" }; hint null without one. */
json_t *diagnostic_to_json(const mspec_diagnostic *diagnostic);
/* All of the context, in order. */
json_t *diagnostics_to_json(const mspec_ctx *ctx);
/* { "file", "line", "column", "end_line", "end_column" }, or null for no place. */
json_t *location_to_json(const mspec_location *location);
/* A string of any bytes: what is not UTF-8 becomes U+FFFD. (json_string refuses such a string.) NULL gives null. */
json_t *text_to_json(const char *string);

#endif
