#include "cli/proof.h"

#include "certificate.h"
#include "cli/output.h"

/* Why there is nothing to certify; NULL: there is. */
static const char *nothing_proven(const struct pipeline *p)
{
    if (p->judged_count == 0) /* with --safest, what comes nearest is another question */
        return p->searched && p->found.complete && !p->found.feasible ? NULL : "nothing was found within the limits";
    return p->complete ? NULL : "the configuration is not proven to be the cheapest";
}

static mspec_status write_file(struct command *c, const struct pipeline *p, const char *path)
{
    struct certificate_request request = {
        .model = p->model,
        .system = option_text(&c->options, OPT_SYSTEM),
        .budgets = c->options.values[OPT_BUDGET].items,
        .budget_count = c->options.values[OPT_BUDGET].item_count,
        .configuration = p->judged_count ? p->judged[0].configuration : NULL,
        .judgement = p->judged_count ? &p->judged[0].judgement : NULL,
        .time_limit = c->options.values[OPT_TIME_LIMIT].seconds,
    };
    struct text text = {0};
    const char *why;
    mspec_status status = certificate_write(&request, &text, &why);
    if (status == MSPEC_OK && !output_file(c->ctx, path, text.bytes, text.length))
        status = MSPEC_ERROR_IO;
    if (status == MSPEC_ERROR_MEMORY && !c->ctx->memory.exhausted) { /* that of the proof, whose space is its own */
        why = "there is too little memory to prove it (--memory-limit sets another limit)";
        status = MSPEC_ERROR_LIMIT;
    }
    if (status == MSPEC_ERROR_LIMIT) {
        report(c->ctx, CODE_NOT_CERTIFIED, (struct span){0}, "no certificate is written: %s", why ? why : "stopped");
        status = MSPEC_OK;
    }
    text_fini(&text);
    return status;
}

mspec_status proof_write(struct command *c, const struct pipeline *p)
{
    const char *path = option_text(&c->options, OPT_PROOF), *why = nothing_proven(p);
    if (!path)
        return MSPEC_OK;
    if (!why)
        return write_file(c, p, path);
    report(c->ctx, CODE_NOT_CERTIFIED, (struct span){0}, "no certificate is written: %s", why);
    return MSPEC_OK;
}

int proof_status(const struct command *c, int status)
{
    bool missing = option_given(&c->options, OPT_PROOF) && mspec_diagnostic_errors(c->ctx) > 0;
    return missing && status != EXIT_TOOL_FAILED ? EXIT_UNKNOWN : status;
}
