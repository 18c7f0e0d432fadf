/* certify: checks a certificate that `solve --proof` wrote. */
#include <string.h>

#include "certificate.h"
#include "cli/report.h"
#include "import/config_json.h"
#include "syntax/syntax.h"

#define CERTIFICATE_MAX ((size_t)1 << 30)

struct certification {
    struct certificate certificate;
    struct certificate_checked checked;
    enum code code; /* of what is wrong */
    double seconds;
};

static mspec_status refuse(struct certification *v, enum code code, const char *why)
{
    v->checked.verdict = CERTIFICATE_FAILS;
    v->checked.wrong = why;
    v->code = code;
    return MSPEC_OK;
}

/* ---- what it is compared with ---- */

/* What is wrong with it, said in the context of the command. */
static void pass_on(mspec_ctx *to, const mspec_ctx *from)
{
    for (size_t i = 0; i < mspec_diagnostic_count(from); i++) {
        const mspec_diagnostic *d = mspec_diagnostic_get(from, i);
        for (size_t code = 0; code < CODE_COUNT && d->severity == MSPEC_ERROR; code++)
            if (strcmp(mspec_code_at(code)->code, d->code) == 0)
                report(to, (enum code)code, (struct span){0}, "%s%s%s", d->location.file ? d->location.file : "",
                       d->location.file ? ": " : "", d->message);
    }
}

/* The specification that the auditor has, read into a context of its own. */
static mspec_status compare_specification(struct command *c, struct certification *v)
{
    mspec_ctx *ctx = context_new((struct memory){.limit = c->ctx->memory.limit});
    struct model *model = NULL;
    bool same = false;
    if (!ctx)
        return MSPEC_ERROR_MEMORY;
    mspec_status status = c->ctx->catalog ? mspec_ctx_set_catalog(ctx, c->ctx->catalog) : MSPEC_OK;
    if (status == MSPEC_OK && c->ctx->target)
        status = mspec_ctx_set_target(ctx, c->ctx->target);
    if (status == MSPEC_OK)
        status = pipeline_read(ctx, c->operands + 1, c->operand_count - 1);
    if (status == MSPEC_OK)
        status = syntax_load_catalog(ctx);
    if (status == MSPEC_OK)
        status = certificate_build(&v->certificate, ctx, &model);
    if (status == MSPEC_OK)
        status = certificate_same_model(v->certificate.model, model, &same);
    if (status == MSPEC_OK && !same)
        refuse(v, CODE_PROOF_OF_ANOTHER, "it is of another specification");
    if (status == MSPEC_ERROR_INPUT || status == MSPEC_ERROR_IO)
        pass_on(c->ctx, ctx);
    model_free(model);
    mspec_ctx_free(ctx);
    return status;
}

/* Compartments have no names: equal ones are numbered alike before they are compared. */
static mspec_status compare_configuration(struct command *c, struct certification *v, const char *path)
{
    struct certificate *of = &v->certificate;
    struct configuration *given, *mine;
    mspec_status status = config_json_read_file(of->model, path, &c->arena, &given);
    if (status != MSPEC_OK || !of->configuration)
        return status == MSPEC_OK ? refuse(v, CODE_PROOF_OF_ANOTHER, "it is of no configuration: it claims that there is none") : status;
    mine = configuration_copy(&c->arena, of->configuration);
    if (!mine || !configuration_renumber(of->model, mine) || !configuration_renumber(of->model, given))
        return MSPEC_ERROR_MEMORY;
    return configuration_equal(mine, given) ? MSPEC_OK : refuse(v, CODE_PROOF_OF_ANOTHER, "it is of another configuration");
}

/* ---- the answer ---- */

static const char *claim_of(const struct certification *v)
{
    return v->certificate.envelope.claims_none ? "none" : "optimal";
}

static const char *method_of(const struct certification *v)
{
    return v->certificate.envelope.by_exhaustion ? "exhaustion" : "clauses";
}

static mspec_status write_json(struct command *c, const struct certification *v)
{
    const struct certificate *of = &v->certificate;
    const struct certificate_checked *checked = &v->checked;
    struct json_build b = {false};
    json_t *root = command_json(c, &b);
    json_t *budgets = json_array();
    for (size_t i = 0; i < of->question.budget_count; i++)
        json_add(&b, budgets, text_to_json(of->question.budgets[i]));
    bool holds = checked->verdict == CERTIFICATE_HOLDS;
    json_put(&b, root, "verdict", json_string(holds ? "holds" : "fails"));
    json_put(&b, root, "claim", json_string(claim_of(v)));
    json_put(&b, root, "method", json_string(method_of(v)));
    if (c->ctx->target)
        json_put(&b, root, "target", text_to_json(c->ctx->target));
    json_put(&b, root, "budgets", budgets);
    if (!holds) {
        json_put(&b, root, "code", json_string(mspec_code_at(v->code)->code));
        json_put(&b, root, "why", text_to_json(checked->wrong));
        if (checked->line)
            json_put(&b, root, "line", json_integer((json_int_t)checked->line));
    }
    json_put(&b, root, "steps", json_integer((json_int_t)checked->steps));
    if (!of->envelope.by_exhaustion) {
        json_put(&b, root, "variables", json_integer(checked->variables));
        json_put(&b, root, "clauses", json_integer((json_int_t)checked->clauses));
    }
    if (of->judged) {
        json_put(&b, root, "cost", json_of_cost(&b, &of->judgement.measures));
        json_put(&b, root, "configuration", json_of_config(&b, of->model, of->configuration, &of->judgement, &c->arena));
    }
    return command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* What was asked besides the specification's own clauses. */
static void say_question(struct command *c, const struct certification *v)
{
    const struct model_question *q = &v->certificate.question;
    if (c->ctx->target)
        text_printf(&c->out, "For the target %s%s.\n", c->ctx->target,
                    certificate_holds_target(&v->certificate) ? ", as the certificate holds it" : "");
    for (size_t i = 0; i < q->budget_count; i++)
        text_printf(&c->out, "Within the budget %s.\n", q->budgets[i]);
}

static void say_verdict(struct command *c, const struct certification *v)
{
    const struct certificate_checked *checked = &v->checked;
    bool holds = checked->verdict == CERTIFICATE_HOLDS;
    const char *colour = !c->colour ? "" : holds ? "\033[1;32m" : "\033[1;31m";
    text_printf(&c->out, "%s%s%s: ", colour, holds ? "holds" : "fails", c->colour ? "\033[0m" : "");
    if (!holds) {
        text_puts(&c->out, checked->wrong ? checked->wrong : "the proof does not hold");
        if (checked->line)
            text_printf(&c->out, " (line %zu)", checked->line);
        text_printf(&c->out, " [%s]\n", mspec_code_at(v->code)->code);
        return;
    }
    text_puts(&c->out, v->certificate.envelope.claims_none ? "no configuration is valid\n" : "no valid configuration is cheaper than this one\n");
}

static mspec_status write_text(struct command *c, const struct certification *v)
{
    const struct certificate *of = &v->certificate;
    say_verdict(c, v);
    if (v->checked.verdict != CERTIFICATE_HOLDS)
        return MSPEC_OK;
    if (of->configuration) {
        text_puts(&c->out, "\n");
        if (!report_configuration(c, of->model, of->configuration))
            return MSPEC_ERROR_MEMORY;
        report_cost(c, of->model, &of->judgement.measures);
    }
    text_puts(&c->out, "\n");
    say_question(c, v);
    if (of->envelope.by_exhaustion)
        text_printf(&c->out, "By exhaustion: all %llu configurations were judged again.\n", (unsigned long long)v->checked.steps);
    else
        text_printf(&c->out, "By clauses: %zu clauses over %d variables, written from the specification, and %llu steps that were "
                             "checked.\n", v->checked.clauses, v->checked.variables, (unsigned long long)v->checked.steps);
    if (of->configuration && !report_assumptions(c, of->model, of->configuration))
        return MSPEC_ERROR_MEMORY;
    return MSPEC_OK;
}

static mspec_status certify(struct command *c, struct certification *v)
{
    const char *bytes, *name = c->operands[0], *config = option_text(&c->options, OPT_CONFIG);
    size_t length;
    mspec_status status = syntax_read_file(c->ctx, name, CERTIFICATE_MAX, &bytes, &length);
    if (status == MSPEC_OK)
        status = certificate_read(c->ctx, name, bytes, length, &v->certificate);
    if (status == MSPEC_OK && c->operand_count > 1)
        status = compare_specification(c, v);
    if (status == MSPEC_OK && config && v->code == CODE_PROOF_FAILS)
        status = compare_configuration(c, v, config);
    if (status == MSPEC_OK && v->code == CODE_PROOF_FAILS)
        status = certificate_check(&v->certificate, &v->checked);
    if (status == MSPEC_OK)
        status = c->json ? write_json(c, v) : write_text(c, v);
    return status;
}

int run_certify(struct command *c)
{
    struct certification v = {.code = CODE_PROOF_FAILS};
    mspec_status status = certify(c, &v);
    int result = status != MSPEC_OK                              ? command_failed(c, status)
                 : v.checked.verdict == CERTIFICATE_HOLDS ? EXIT_YES
                                                                 : EXIT_NO;
    certificate_fini(&v.certificate);
    return result;
}
