/* Which format it is, and what the readers share. */
#include "import/sbom.h"

#include <string.h>

mspec_status sbom_read(const struct json_input *in, struct sbom *out)
{
    const char *format = json_string_value(json_object_get(in->root, "bomFormat"));
    *out = (struct sbom){0};
    if (format && strcmp(format, "CycloneDX") == 0)
        return sbom_cyclonedx_read(in, out);
    if (json_object_get(in->root, "spdxVersion"))
        return sbom_spdx_read(in, out);
    struct report *e = report(in->ctx, CODE_SBOM_SHAPE, json_input_span(in, format ? "bomFormat" : NULL),
                              "this is neither CycloneDX nor SPDX 2");
    if (json_object_get(in->root, "@graph"))
        report_hint(e, "it looks like SPDX 3, which is not read: have it written as SPDX 2.3 or CycloneDX");
    return MSPEC_ERROR_INPUT;
}

void sbom_set_purl(const struct json_input *in, struct sbom_package *package, const char *text, bool *doubt, bool *no_memory)
{
    if (!text)
        return;
    enum purl_result result = purl_parse(in->arena, text, &package->purl);
    package->has_purl = result == PURL_OK;
    *doubt |= result == PURL_BAD;
    *no_memory |= result == PURL_NO_MEMORY;
    if (package->has_purl && package->purl.version)
        package->version = package->purl.version; /* in the numbers of the package's own scheme */
}

mspec_status sbom_finish(const struct json_input *in, struct sbom_list *list, bool no_memory, struct sbom *out)
{
    out->packages = vector_to_arena(in->arena, list);
    out->count = list->count;
    vector_free(&in->ctx->memory, list);
    return no_memory || !out->packages || in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}
