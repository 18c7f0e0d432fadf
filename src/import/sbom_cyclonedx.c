/* CycloneDX, JSON. Source: the CycloneDX specification 1.2 to 1.6 (cyclonedx.org/docs). */
#include <string.h>

#include "import/sbom.h"

#define DEEPEST 64 /* components inside components */

static void read_component(const struct json_input *in, const json_t *value, struct sbom_list *list, struct sbom *out,
                           bool *no_memory)
{
    struct sbom_package package = {0};
    package.name = json_text(in, value, "name", &out->doubt);
    package.version = json_text(in, value, "version", &out->doubt);
    sbom_set_purl(in, &package, json_text(in, value, "purl", &out->doubt), &out->doubt, no_memory);
    if (!json_is_object(value) || (!package.name && !package.has_purl))
        out->doubt = true;
    else if (!vector_push(&in->ctx->memory, list, package))
        *no_memory = true;
}

/* The components of a list, and those inside of them: a stack of lists, and no recursion. */
static void read_components(const struct json_input *in, const json_t *top, struct sbom_list *list, struct sbom *out, bool *no_memory)
{
    struct {
        const json_t *list;
        size_t at;
    } stack[DEEPEST] = {{top, 0}};
    size_t depth = top ? 1 : 0;
    while (depth > 0 && !*no_memory) {
        if (stack[depth - 1].at >= json_array_size(stack[depth - 1].list)) {
            depth--;
            continue;
        }
        const json_t *value = json_array_get(stack[depth - 1].list, stack[depth - 1].at++);
        read_component(in, value, list, out, no_memory);
        const json_t *inside = json_list(value, "components", &out->doubt);
        if (inside && depth == DEEPEST)
            out->doubt = true;
        else if (inside) {
            stack[depth].list = inside;
            stack[depth++].at = 0;
        }
    }
}

mspec_status sbom_cyclonedx_read(const struct json_input *in, struct sbom *out)
{
    struct sbom_list list = {0};
    bool no_memory = false, wrong = false;
    *out = (struct sbom){0};
    const char *version = json_text(in, in->root, "specVersion", &wrong);
    if (!version || strncmp(version, "1.", 2) != 0) {
        report(in->ctx, CODE_SBOM_SHAPE, json_input_span(in, json_object_get(in->root, "specVersion") ? "specVersion" : NULL),
               "this is not a version of CycloneDX that is known: \"specVersion\" is \"1.\" and something");
        return MSPEC_ERROR_INPUT;
    }
    const json_t *components = json_list(in->root, "components", &wrong);
    if (wrong) {
        report(in->ctx, CODE_SBOM_SHAPE, json_input_span(in, "components"), "\"components\" is a list, and not %s",
               json_kind(json_object_get(in->root, "components")));
        return MSPEC_ERROR_INPUT;
    }
    read_components(in, components, &list, out, &no_memory);
    const json_t *image = json_object_get(json_object_get(in->root, "metadata"), "component");
    if (json_is_object(image)) {
        read_component(in, image, &list, out, &no_memory);
        read_components(in, json_list(image, "components", &out->doubt), &list, out, &no_memory);
    }
    return sbom_finish(in, &list, no_memory, out);
}
