/* space: how many configurations there are. */
#include <string.h>

#include "cli/report.h"

static const struct {
    const char *key, *help;
} rows[] = {
    {"all", "in the space, before limits and constraints"},
    {"safe", "violate no requirement"},
    {"valid", "work too, and keep all limits and constraints"},
    {"minimal", "valid, and derive from no other valid one"},
    {"optimal", "valid, and of least cost"},
};

static void numbers_of(const struct pipeline *p, struct bigint *out)
{
    const struct engine_result *found = &p->found;
    out[0] = p->space_known ? p->space : found->all;
    out[1] = found->safe;
    out[2] = found->valid;
    out[3] = found->minimal;
    out[4] = found->optimal;
}

static mspec_status write_space(const struct pipeline *p, void *user, struct text *out)
{
    struct command *c = user;
    struct bigint numbers[5];
    numbers_of(p, numbers);
    size_t known = p->complete ? 5 : p->space_known ? 1 : 0;
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        for (size_t i = 0; i < known; i++)
            json_put(&b, root, rows[i].key, json_big(&b, &c->arena, numbers[i]));
        json_put(&b, root, "complete", json_boolean(p->complete));
        if (!p->complete)
            json_put(&b, root, "why_incomplete", text_to_json(p->found.why_incomplete));
        json_put(&b, root, "engine", json_string(p->engine->name));
        json_put(&b, root, "seconds", json_real(p->seconds));
        return command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    const char *digits[5];
    size_t width = 1;
    for (size_t i = 0; i < known; i++) {
        if (!(digits[i] = bigint_to_text(&c->arena, numbers[i])))
            return MSPEC_ERROR_MEMORY;
        width = strlen(digits[i]) > width ? strlen(digits[i]) : width;
    }
    for (size_t i = 0; i < known; i++)
        text_printf(out, "%-8s  %*s  %s\n", rows[i].key, (int)width, digits[i], rows[i].help);
    if (!p->complete)
        text_printf(out, "The other numbers are not known: %s.\n", p->found.why_incomplete ? p->found.why_incomplete : "stopped");
    return MSPEC_OK;
}

int run_space(struct command *c)
{
    struct pipeline_request request;
    if (!command_request(c, &request))
        return command_failed(c, MSPEC_ERROR_INPUT);
    request.search.goal = GOAL_SPACE;
    request.write = write_space;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &request, &p, &c->out);
    int result = status != MSPEC_OK ? command_failed(c, status) : p.complete ? EXIT_YES : EXIT_UNKNOWN;
    pipeline_fini(&p);
    return result;
}
