/* The configuration as JSON: what --config reads back. */
#include "export/export.h"
#include "export/result_json.h"

mspec_status export_json(const struct export_input *input, struct text *out)
{
    struct json_build b = {false};
    struct arena scratch;
    arena_init(&scratch, &input->model->ctx->memory);
    json_t *root = json_of_config(&b, input->model, input->configuration, input->judgement, &scratch);
    bool ok = json_finish(&b, root, out);
    arena_fini(&scratch);
    return ok ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}
