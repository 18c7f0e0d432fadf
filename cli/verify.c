/* verify: the judge's word on a configuration that the user has. */
#include <stdlib.h>

#include "cli/report.h"
#include "diag/sarif.h"

static void say_verdict(struct command *c, const struct pipeline *p)
{
    const struct judgement *j = &p->judged[0].judgement;
    const char *verdict = mspec_verdict_name(p->verdict);
    const char *colour = !c->colour ? "" : p->verdict == MSPEC_SAFE ? "\033[1;32m" : "\033[1;31m";
    text_printf(&c->out, "%s%s%s", colour, verdict, c->colour ? "\033[0m" : "");
    if (j->violation_count)
        text_printf(&c->out, ": %zu requirement%s can be violated", j->violation_count, j->violation_count == 1 ? "" : "s");
    if (j->problem_count)
        text_printf(&c->out, "%s %zu need%s, limit%s or constraint%s not kept", j->violation_count ? ";" : ":", j->problem_count,
                    j->problem_count == 1 ? "" : "s", j->problem_count == 1 ? "" : "s",
                    j->problem_count == 1 ? " is" : "s are");
    if (p->verdict == MSPEC_SAFE)
        text_puts(&c->out, ": nothing can be violated, everything works, and all limits and constraints are kept");
    text_puts(&c->out, "\n");
}

static mspec_status write_text(struct command *c, const struct pipeline *p, const struct wording *findings)
{
    const struct judged *judged = &p->judged[0];
    say_verdict(c, p);
    bool ok = report_findings(c, findings);
    report_cost(c, p->model, &judged->judgement.measures);
    return ok && report_assumptions(c, p->model, judged->configuration) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status write_json(struct command *c, const struct pipeline *p, const struct wording *findings)
{
    const struct judged *judged = &p->judged[0];
    struct json_build b = {false};
    json_t *root = command_json(c, &b);
    json_put(&b, root, "verdict", json_string(mspec_verdict_name(p->verdict)));
    json_put_findings(&b, root, p->model, &judged->judgement, findings);
    json_put(&b, root, "configuration", json_of_config(&b, p->model, judged->configuration, &judged->judgement, &c->arena));
    json_put(&b, root, "cost", json_of_cost(&b, &judged->judgement.measures));
    return command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status write_sarif(struct command *c, const struct wording *findings)
{
    char *log = sarif_render(c->ctx, findings->items, findings->count);
    text_puts(&c->out, log ? log : "");
    free(log);
    return log ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status write_verdict(const struct pipeline *p, void *user, struct text *out)
{
    struct command *c = user;
    (void)out; /* is the command's */
    struct wording findings;
    if (!wording_make(p->model, p->judged[0].configuration, &p->judged[0].judgement, &c->arena, &findings))
        return MSPEC_ERROR_MEMORY;
    return c->json ? write_json(c, p, &findings) : c->sarif ? write_sarif(c, &findings) : write_text(c, p, &findings);
}

int run_verify(struct command *c)
{
    struct pipeline_request request;
    bool ok = command_request(c, &request);
    if (!request.config) {
        report_hint(report(c->ctx, CODE_CONFIG_NEEDED, (struct span){0}, "`verify` needs a configuration to judge"),
                    "mspec verify %s --config config.json (mspec solve --config-out writes one)", c->operands[0]);
        ok = false;
    }
    if (!ok)
        return command_failed(c, MSPEC_ERROR_INPUT);
    request.write = write_verdict;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &request, &p, &c->out);
    int result = status != MSPEC_OK ? command_failed(c, status) : p.verdict == MSPEC_SAFE ? EXIT_YES : EXIT_NO;
    pipeline_fini(&p);
    return result;
}
