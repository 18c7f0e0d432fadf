/* verify: the judge's word on a configuration that the user has. */
#include "cli/built.h"
#include "cli/depfile.h"
#include "cli/deployed.h"
#include "cli/report.h"
#include "diag/json.h"

struct verification {
    struct command *c;
    struct built built;
    struct deployed deployed;
};

/* A build that lacks what was judged is not safe, whatever was judged. */
static mspec_verdict verdict_of(const struct pipeline *p, const struct verification *v)
{
    if (p->verdict == MSPEC_UNSAFE || v->built.lacks.count || v->deployed.lost)
        return MSPEC_UNSAFE;
    return p->verdict == MSPEC_SAFE && v->deployed.swallowed ? MSPEC_INVALID : p->verdict;
}

static void say_verdict(struct command *c, const struct pipeline *p, const struct verification *v)
{
    const struct built *b = &v->built;
    const struct judgement *j = &p->judged[0].judgement;
    const char *verdict = mspec_verdict_name(verdict_of(p, v));
    const char *colour = !c->colour ? "" : verdict_of(p, v) == MSPEC_SAFE ? "\033[1;32m" : "\033[1;31m";
    text_printf(&c->out, "%s%s%s", colour, verdict, c->colour ? "\033[0m" : "");
    if (j->violation_count)
        text_printf(&c->out, ": %llu requirement%s can be violated", (unsigned long long)j->violation_count + j->violations_left_out,
                    j->violation_count == 1 ? "" : "s");
    if (j->violations_left_out)
        text_puts(&c->out, " (one for each component is listed)");
    if (j->problem_count)
        text_printf(&c->out, "%s %zu need%s, limit%s or constraint%s not kept", j->violation_count ? ";" : ":", j->problem_count,
                    j->problem_count == 1 ? "" : "s", j->problem_count == 1 ? "" : "s",
                    j->problem_count == 1 ? " is" : "s are");
    if (b->lacks.count)
        text_printf(&c->out, "%s what was built lacks what the configuration counts on, in %zu place%s",
                    p->verdict == MSPEC_SAFE ? ":" : ";", b->lacks.count, b->lacks.count == 1 ? "" : "s");
    deployed_say(c, &v->deployed, p->verdict == MSPEC_SAFE && !b->lacks.count);
    if (verdict_of(p, v) == MSPEC_SAFE)
        text_puts(&c->out, ": nothing can be violated, everything works, and all limits and constraints are kept");
    text_puts(&c->out, "\n");
}

static mspec_status write_text(struct command *c, const struct pipeline *p, const struct wording *findings, const struct verification *v)
{
    const struct judged *judged = &p->judged[0];
    say_verdict(c, p, v);
    bool ok = report_findings(c, findings);
    report_cost(c, p->model, &judged->judgement.measures);
    return ok && report_assumptions(c, p->model, judged->configuration) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status write_json(struct command *c, const struct pipeline *p, const struct wording *findings, const struct verification *v)
{
    const struct judged *judged = &p->judged[0];
    struct json_build b = {false};
    json_t *root = command_json(c, &b);
    json_put(&b, root, "verdict", json_string(mspec_verdict_name(verdict_of(p, v))));
    json_put_findings(&b, root, p->model, &judged->judgement, findings);
    if (v->built.asked)
        json_put(&b, root, "build", built_json(&b, &v->built, p->model));
    if (option_given(&c->options, OPT_FROM) || option_given(&c->options, OPT_LINUX_CONFIG)) {
        json_t *list = json_array();
        for (size_t i = findings->count - v->deployed.swallowed - v->deployed.lost; i < findings->count; i++)
            json_add(&b, list, diagnostic_to_json(&findings->items[i]));
        json_put(&b, root, "deployed", list);
    }
    json_put(&b, root, "configuration", json_of_config(&b, p->model, judged->configuration, &judged->judgement, &c->arena));
    json_put(&b, root, "cost", json_of_cost(&b, &judged->judgement.measures));
    return command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status write_sarif(struct command *c, const struct wording *findings, bool is_safe)
{
    command_put_sarif(c, findings->items, findings->count, is_safe ? EXIT_YES : EXIT_NO);
    return c->out.failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

static mspec_status write_verdict(const struct pipeline *p, void *user, struct text *out)
{
    struct verification *v = user;
    struct command *c = v->c;
    (void)out; /* is the command's */
    struct wording findings;
    if (!wording_make(p->model, p->judged[0].configuration, &p->judged[0].judgement, &c->arena, &findings))
        return MSPEC_ERROR_MEMORY;
    if (!built_compare(c, &v->built, p->model, p->judged[0].configuration, &findings))
        return MSPEC_ERROR_MEMORY;
    mspec_status status = deployed_compare(c, p, &v->deployed, &findings);
    if (status != MSPEC_OK)
        return status;
    bool is_safe = verdict_of(p, v) == MSPEC_SAFE;
    if ((is_safe && !depfile_write(c, option_text(&c->options, OPT_STAMP))) || !stamp_write(c, is_safe))
        return c->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_IO;
    return c->json ? write_json(c, p, &findings, v) : c->sarif ? write_sarif(c, &findings, is_safe)
                                                               : write_text(c, p, &findings, v);
}

int run_verify(struct command *c)
{
    struct pipeline_request request;
    bool ok = command_request(c, &request);
    ok = deployed_request(c, &request) && ok;
    if (!request.config && ok) {
        report_hint(report(c->ctx, CODE_CONFIG_NEEDED, (struct span){0}, "`verify` needs a configuration to judge"),
                    "mspec verify %s --config config.json (mspec solve --config-out writes one)", c->operands[0]);
        ok = false;
    }
    if (!depfile_check(c) || !ok)
        return command_failed(c, MSPEC_ERROR_INPUT);
    struct verification v = {.c = c};
    struct pipeline p = {0};
    request.write = write_verdict;
    request.user = &v;
    mspec_status status = built_read(c, &v.built);
    if (status == MSPEC_OK)
        status = pipeline_run(c->ctx, &request, &p, &c->out);
    if (status != MSPEC_OK)
        stamp_write(c, false);
    int result = status != MSPEC_OK ? command_failed(c, status) : verdict_of(&p, &v) == MSPEC_SAFE ? EXIT_YES : EXIT_NO;
    if (p.ctx)
        pipeline_fini(&p);
    built_fini(c, &v.built);
    return result;
}
