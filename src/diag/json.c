#include "diag/json.h"

#include <stdlib.h>
#include <string.h>

#include "diag/render.h"
#include "diag/utf8.h"

json_t *text_to_json(const char *string)
{
    if (!string)
        return json_null();
    struct text t = {0};
    size_t length = strlen(string);
    for (size_t i = 0; i < length;) {
        uint32_t c;
        size_t size = utf8_decode(string + i, length - i, &c);
        if (size)
            text_append(&t, string + i, size);
        else
            text_puts(&t, "\xef\xbf\xbd"); /* U+FFFD */
        i += size ? size : 1;
    }
    char *clean = text_take(&t);
    json_t *value = clean ? json_string(clean) : NULL;
    free(clean);
    return value;
}

json_t *location_to_json(const mspec_location *location)
{
    if (!location->file)
        return json_null();
    return json_pack("{s:o, s:I, s:I, s:I, s:I}", "file", text_to_json(location->file), "line", (json_int_t)location->line,
                     "column", (json_int_t)location->column, "end_line", (json_int_t)location->end_line, "end_column",
                     (json_int_t)location->end_column);
}

json_t *diagnostic_to_json(const mspec_diagnostic *d)
{
    json_t *related = json_array();
    for (size_t i = 0; related && i < d->related_count; i++) {
        json_t *one = json_pack("{s:o, s:o}", "location", location_to_json(&d->related[i].location), "message",
                                text_to_json(d->related[i].message));
        if (json_array_append_new(related, one) != 0) {
            json_decref(related);
            related = NULL;
        }
    }
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "code", d->code, "severity", severity_name(d->severity), "message",
                     text_to_json(d->message), "location", location_to_json(&d->location), "related", related, "hint",
                     text_to_json(d->hint));
}

json_t *diagnostics_to_json(const mspec_ctx *ctx)
{
    json_t *all = json_array();
    for (size_t i = 0; all && i < mspec_diagnostic_count(ctx); i++) {
        if (json_array_append_new(all, diagnostic_to_json(mspec_diagnostic_get(ctx, i))) != 0) {
            json_decref(all);
            all = NULL;
        }
    }
    return all;
}
