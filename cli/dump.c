/* dump: a stage of the work as text. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "mspec/model.h"

static mspec_stage stage_of(const char *name)
{
    return strcmp(name, "tree") == 0 ? MSPEC_STAGE_TREE : strcmp(name, "model") == 0 ? MSPEC_STAGE_MODEL : MSPEC_STAGE_PROBLEM;
}

int run_dump(struct command *c)
{
    struct pipeline_request request;
    if (!command_request(c, &request))
        return command_failed(c, MSPEC_ERROR_INPUT);
    mspec_stage stage = stage_of(option_text(&c->options, OPT_STAGE));
    mspec_status read = pipeline_read(c->ctx, request.files, request.file_count);
    char *text = NULL;
    /* The tree is shown also of what has mistakes: that is what it is for. */
    mspec_status status = read == MSPEC_OK || (stage == MSPEC_STAGE_TREE && read == MSPEC_ERROR_INPUT)
                              ? mspec_dump(c->ctx, request.system, stage, &text)
                              : read;
    if (status != MSPEC_OK)
        return command_failed(c, status);
    int result = read == MSPEC_OK ? EXIT_YES : EXIT_BAD_INPUT;
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "stage", json_string(option_text(&c->options, OPT_STAGE)));
        json_put(&b, root, "text", text_to_json(text));
        result = command_finish_json(c, &b, root, result);
    } else {
        text_puts(&c->out, text);
    }
    free(text);
    return result;
}
