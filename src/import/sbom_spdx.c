/* SPDX 2, JSON. Source: the SPDX specification 2.2 and 2.3 (spdx.github.io/spdx-spec). */
#include <string.h>

#include "import/sbom.h"

static void read_references(const struct json_input *in, const json_t *value, struct sbom_package *package, bool *doubt,
                            bool *no_memory)
{
    const json_t *references = json_list(value, "externalRefs", doubt);
    for (size_t i = 0; i < json_array_size(references); i++) {
        const json_t *one = json_array_get(references, i);
        const char *type = json_string_value(json_object_get(one, "referenceType"));
        *doubt |= !type;
        if (type && strcmp(type, "purl") == 0 && !package->has_purl)
            sbom_set_purl(in, package, json_text(in, one, "referenceLocator", doubt), doubt, no_memory);
    }
}

mspec_status sbom_spdx_read(const struct json_input *in, struct sbom *out)
{
    struct sbom_list list = {0};
    bool no_memory = false, wrong = false;
    *out = (struct sbom){0};
    const char *version = json_text(in, in->root, "spdxVersion", &wrong);
    if (!version || strncmp(version, "SPDX-2.", 7) != 0) {
        report(in->ctx, CODE_SBOM_SHAPE, json_input_span(in, json_object_get(in->root, "spdxVersion") ? "spdxVersion" : NULL),
               "this is not a version of SPDX that is known: \"spdxVersion\" is \"SPDX-2.\" and something");
        return MSPEC_ERROR_INPUT;
    }
    const json_t *packages = json_list(in->root, "packages", &wrong);
    if (wrong) {
        report(in->ctx, CODE_SBOM_SHAPE, json_input_span(in, "packages"), "\"packages\" is a list, and not %s",
               json_kind(json_object_get(in->root, "packages")));
        return MSPEC_ERROR_INPUT;
    }
    for (size_t i = 0; i < json_array_size(packages) && !no_memory; i++) {
        const json_t *value = json_array_get(packages, i);
        struct sbom_package package = {0};
        package.name = json_text(in, value, "name", &out->doubt);
        package.version = json_text(in, value, "versionInfo", &out->doubt);
        read_references(in, value, &package, &out->doubt, &no_memory);
        if (!json_is_object(value) || (!package.name && !package.has_purl))
            out->doubt = true;
        else if (!vector_push(&in->ctx->memory, &list, package))
            no_memory = true;
    }
    return sbom_finish(in, &list, no_memory, out);
}
