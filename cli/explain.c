/* explain: what a message means; why each mechanism of a configuration is there; why there is no configuration. */
#include <stdlib.h>
#include <string.h>

#include "cli/report.h"

/* ---- a code ---- */

static bool looks_like_code(const char *operand)
{
    return strlen(operand) == 5 && strchr("EWNVewnv", operand[0]) && strspn(operand + 1, "0123456789") == 4;
}

static int explain_code(struct command *c, const char *name)
{
    const mspec_code *code = mspec_code_find(name);
    if (!code) {
        report_hint(report(c->ctx, CODE_UNKNOWN_CODE, (struct span){0}, "there is no code `%s`", name),
                    "docs/diagnostics.md lists them all");
        return command_failed(c, MSPEC_ERROR_INPUT);
    }
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "code", json_string(code->code));
        json_put(&b, root, "title", json_string(code->title));
        json_put(&b, root, "explanation", json_string(code->explanation));
        return command_finish_json(c, &b, root, EXIT_YES);
    }
    report_heading(c, "%s: %s", code->code, code->title);
    if (*code->explanation)
        text_printf(&c->out, "\n%s%s", code->explanation, code->explanation[strlen(code->explanation) - 1] == '\n' ? "" : "\n");
    return EXIT_YES;
}

/* ---- a specification ---- */

static mspec_status write_reasons(const struct pipeline *p, void *user, struct text *out)
{
    struct command *c = user;
    (void)p, (void)out, (void)c;
    return MSPEC_OK;
}

int run_explain(struct command *c)
{
    if (c->operand_count == 1 && looks_like_code(c->operands[0]))
        return explain_code(c, c->operands[0]);
    struct pipeline_request request;
    if (!command_request(c, &request))
        return command_failed(c, MSPEC_ERROR_INPUT);
    request.write = write_reasons;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &request, &p, &c->out);
    int result = status != MSPEC_OK ? command_failed(c, status) : EXIT_YES;
    pipeline_fini(&p);
    return result;
}
