/* The picture of dot.c, drawn: Graphviz lays it out, in a module that nothing else loads. */
#include "export/export.h"
#include "export/picture/picture.h"
#include "syntax/module.h"

#define MODULE "libmspec-picture.so"
enum { LARGEST = 400 }; /* components: more cannot be told apart, and to lay them out takes very long */

static mspec_status missing(mspec_ctx *ctx, const char *why)
{
    report_hint(report(ctx, CODE_FEATURE_MISSING, (struct span){0}, "pictures cannot be drawn: %s", why),
                "it needs Graphviz' libraries (libgraphviz-dev): build with -Dgraphviz=enabled; or draw what `--to dot` writes");
    return MSPEC_ERROR_INPUT;
}

static mspec_status draw(const struct export_input *in, const struct picture_maker *maker, const struct text *graph, struct text *out)
{
    text_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (maker->draw(graph->bytes, out))
        return MSPEC_OK;
    if (out->failed)
        return MSPEC_ERROR_MEMORY;
    report_hint(report(in->model->ctx, CODE_EXPORT_IMPOSSIBLE, in->model->system_span, "Graphviz cannot draw this configuration"),
                "`--to dot` writes what it was given");
    return MSPEC_ERROR_INPUT;
}

mspec_status export_svg(const struct export_input *in, struct text *out)
{
    mspec_ctx *ctx = in->model->ctx;
    if (in->model->component_count > LARGEST) {
        report_hint(report(ctx, CODE_EXPORT_IMPOSSIBLE, in->model->system_span, "a picture of %u components shows nothing",
                           in->model->component_count),
                    "at most %d are drawn", LARGEST);
        return MSPEC_ERROR_INPUT;
    }
    char why[MODULE_WHY];
    const struct picture_maker *maker = module_get(MODULE, "mspec_picture_maker", PICTURE_VERSION, why);
    if (!maker)
        return missing(ctx, why);
    struct text graph = {0};
    mspec_status status = export_dot(in, &graph);
    if (status == MSPEC_OK)
        status = draw(in, maker, &graph, out);
    text_fini(&graph);
    return status;
}
