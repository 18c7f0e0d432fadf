/* check: what is wrong with specifications. */
#include "cli/command.h"

static int clean(struct command *c)
{
    size_t files = 0;
    for (size_t i = 0; i < c->ctx->sources.count; i++)
        files += c->ctx->sources.items[i]->origin == SOURCE_USER;
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "ok", json_true());
        return command_finish_json(c, &b, root, EXIT_YES);
    }
    if (c->sarif) {
        command_put_sarif(c, NULL, 0, EXIT_YES);
        return EXIT_YES;
    }
    text_printf(&c->out, "%zu file%s: no mistakes\n", files, files == 1 ? "" : "s");
    return EXIT_YES;
}

int run_check(struct command *c)
{
    struct pipeline_request request;
    if (!command_request(c, &request))
        return command_failed(c, MSPEC_ERROR_INPUT);
    mspec_status read = pipeline_read(c->ctx, request.files, request.file_count);
    mspec_status status = read == MSPEC_OK || read == MSPEC_ERROR_INPUT || read == MSPEC_ERROR_IO ? pipeline_check(c->ctx) : read;
    if (status == MSPEC_OK)
        status = read;
    return status == MSPEC_OK ? clean(c) : command_failed(c, status);
}
