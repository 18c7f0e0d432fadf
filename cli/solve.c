/* solve: the cheapest configurations, or the minimal ones. */
#include <stdlib.h>
#include <string.h>

#include "cli/compromise.h"
#include "cli/front.h"
#include "cli/output.h"
#include "cli/preferred.h"
#include "cli/proof.h"
#include "cli/protect.h"
#include "cli/report.h"
#include "export/export.h"
#include "solve/lower.h"

#define CORE_SECONDS 10 /* for the clauses that contradict each other */
#define TEXT_SHOWN 10 /* configurations in the text, unless --keep asks for more */

/* What a command asks for, for as long as it is worked on. */
struct solving {
    struct command *command;
    struct model_question question;
    enum measure pareto[MEASURE_COUNT];
    struct pipeline_request request;
};

/* ---- what was asked ---- */

static bool take_goal(struct command *c, struct pipeline_request *request)
{
    const struct options *o = &c->options;
    int goals = option_given(o, OPT_ALL) + option_given(o, OPT_MINIMAL) + option_given(o, OPT_TOP) + option_given(o, OPT_PARETO);
    if (goals > 1) {
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--all`, `--minimal`, `--top` and `--pareto` exclude each other");
        return false;
    }
    if ((option_given(o, OPT_MINIMAL) || option_given(o, OPT_PARETO)) && option_given(o, OPT_PROOF)) {
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--%s` asks for no optimum, and `--proof` proves one",
               option_given(o, OPT_MINIMAL) ? "minimal" : "pareto");
        return false;
    }
    request->search.keep = (size_t)o->values[OPT_KEEP].count;
    request->search.jobs = (unsigned)o->values[OPT_JOBS].count;
    request->prefer = option_text(o, OPT_PREFER);
    if (request->prefer && (goals > 0 || option_given(o, OPT_SAFEST))) {
        report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--prefer` asks for one optimum, and cannot be used with `%s`",
               goals > 0 ? "--all`, `--minimal`, `--top` or `--pareto" : "--safest");
        return false;
    }
    request->safest = option_given(o, OPT_SAFEST);
    if (request->safest && (goals > 0 || option_given(o, OPT_CONFIG_OUT))) {
        struct report *r = report(c->ctx, CODE_OPTION_CONFLICT, (struct span){0}, "`--safest` cannot be used with `%s`",
                                  goals > 0 ? "--all`, `--minimal`, `--top` or `--pareto" : "--config-out");
        if (!goals)
            report_hint(r, "what it finds may be unsafe, and is printed, but written to no file from which something is built");
        return false;
    }
    if (option_given(o, OPT_ALL)) {
        request->search.goal = GOAL_ALL;
    } else if (option_given(o, OPT_MINIMAL)) {
        request->search.goal = GOAL_MINIMAL;
    } else if (option_given(o, OPT_TOP)) {
        request->search.goal = GOAL_TOP;
        request->search.top = (size_t)o->values[OPT_TOP].count;
        request->search.keep = 0;
    }
    return true;
}

/* What is asked beyond the system's own clauses. */
static bool take_question(struct command *c, struct solving *s)
{
    const struct options *o = &c->options;
    s->question.budgets = o->values[OPT_BUDGET].items;
    s->question.budget_count = o->values[OPT_BUDGET].item_count;
    s->request.question = &s->question;
    s->request.pareto = s->pareto;
    return !option_given(o, OPT_PARETO) || front_measures(c, option_text(o, OPT_PARETO), s->pareto, &s->request.pareto_count,
                                                          s->question.measured);
}

static enum engine_goal goal_of(const struct command *c)
{
    return option_given(&c->options, OPT_ALL)       ? GOAL_ALL
           : option_given(&c->options, OPT_MINIMAL) ? GOAL_MINIMAL
           : option_given(&c->options, OPT_TOP)     ? GOAL_TOP
                                                    : GOAL_OPTIMUM;
}

/* ---- text ---- */

static const char *count_text(struct command *c, const struct pipeline *p)
{
    if (goal_of(c) == GOAL_ALL)
        return bigint_to_text(&c->arena, p->found.total);
    if (goal_of(c) == GOAL_MINIMAL && p->complete && p->found.minimal.count > 0) /* more than are kept */
        return bigint_to_text(&c->arena, p->found.minimal);
    return arena_printf(&c->arena, "%zu", p->judged_count);
}

static void say_heading(struct command *c, const struct pipeline *p, const char *count)
{
    const char *of = p->model->system_name ? model_name(p->model, p->model->system_name) : NULL;
    const char *name = of ? of : "this system", *at_least = p->complete ? "" : "at least ";
    switch (goal_of(c)) {
    case GOAL_ALL:
        if (!p->complete && p->found.total.count == 0) { /* what the least cost is was not found out */
            report_heading(c, "A safe configuration of %s", name);
            break;
        }
        report_heading(c, "%s%s cheapest safe configuration%s of %s", at_least, count, strcmp(count, "1") == 0 ? "" : "s", name);
        break;
    case GOAL_MINIMAL:
        report_heading(c, "%s%s minimal safe configuration%s of %s", at_least, count, strcmp(count, "1") == 0 ? "" : "s", name);
        break;
    case GOAL_TOP:
        report_heading(c, "The %s cheapest safe configuration%s of %s%s", count, strcmp(count, "1") == 0 ? "" : "s", name,
                       p->complete ? "" : " that were found");
        break;
    default:
        report_heading(c, p->complete ? "The cheapest safe configuration of %s" : "A safe configuration of %s", name);
    }
}

static void print_value(struct text *out, const struct model *m, enum measure measure, struct rational value)
{
    struct measures one = {0};
    one.value[measure] = value;
    report_measure(m, &one, measure, out);
}

/* How much cheaper than the best so far the cheapest may be. */
static void say_bound(struct command *c, const struct pipeline *p)
{
    const struct model *m = p->model;
    const struct measures *cost = &p->judged[0].judgement.measures;
    if (!p->bound.levels || cost->overflow)
        return;
    uint32_t level = cost_bound_open_level(m, &p->bound, cost);
    for (uint32_t i = 0; i < level; i++)
        text_printf(&c->out, "%s%s", i ? ", " : "Proven to be least: ", measure_name(m->objective[i]));
    text_puts(&c->out, level ? ". " : "");
    if (level >= p->bound.levels)
        return;
    enum measure measure = m->objective[level];
    text_printf(&c->out, "%s is at least ", measure_name(measure));
    print_value(&c->out, m, measure, p->bound.value[level]);
    text_printf(&c->out, "; gap %.2g %%. ", cost_gap(cost->value[measure], p->bound.value[level]));
}

static void say_proof(struct command *c, const struct pipeline *p)
{
    text_puts(&c->out, "\n");
    if (!p->complete) {
        text_printf(&c->out, "Not proven to be %s: %s. ", goal_of(c) == GOAL_OPTIMUM ? "the cheapest" : "all",
                    p->found.why_incomplete ? p->found.why_incomplete : "stopped");
    } else if (goal_of(c) == GOAL_MINIMAL) {
        text_puts(&c->out, "Minimal: none of them derives from another valid configuration. ");
    } else {
        text_puts(&c->out, "Optimal: no valid configuration is cheaper, measured by ");
        for (uint32_t i = 0; i < p->model->objective_count; i++)
            text_printf(&c->out, "%s%s", i ? ", then " : "", measure_name(p->model->objective[i]));
        text_puts(&c->out, ". ");
    }
    if (!p->complete)
        say_bound(c, p);
    const char *size = p->space_known ? bigint_to_text(&c->arena, p->space) : NULL;
    if (size)
        text_printf(&c->out, "The space holds %s configuration%s; ", size, strcmp(size, "1") == 0 ? "" : "s");
    text_printf(&c->out, "engine `%s` took %.3f s.\n", p->engine->name, p->seconds);
}

static mspec_status write_nothing_found(struct command *c, const struct pipeline *p)
{
    const char *size = p->space_known ? bigint_to_text(&c->arena, p->space) : NULL;
    if (p->verdict == MSPEC_UNSATISFIABLE) {
        text_puts(&c->out, "unsatisfiable: no configuration is safe, works, and keeps all limits and constraints\n");
        if (size)
            text_printf(&c->out, "All %s configurations of the space were ruled out in %.3f s (engine `%s`).\n", size, p->seconds,
                        p->engine->name);
        if (!report_core(c, &p->core))
            return MSPEC_ERROR_MEMORY;
        text_puts(&c->out, "\n`mspec explain` with the same files says what helps.\n");
    } else {
        text_printf(&c->out, "unknown: nothing was found within the limits (%s after %.3f s)\n",
                    p->found.why_incomplete ? p->found.why_incomplete : "stopped", p->seconds);
        if (p->bound.levels) {
            text_printf(&c->out, "Every valid configuration, if there is one, has %s of at least ",
                        measure_name(p->model->objective[0]));
            print_value(&c->out, p->model, p->model->objective[0], p->bound.value[0]);
            text_puts(&c->out, ".\n");
        }
        if (size)
            text_printf(&c->out, "The space holds %s configurations.\n", size);
    }
    return MSPEC_OK;
}

static mspec_status write_text(struct command *c, const struct pipeline *p, const struct protection *protection)
{
    if (p->judged_count == 0)
        return write_nothing_found(c, p);
    const char *count = count_text(c, p);
    if (!count)
        return MSPEC_ERROR_MEMORY;
    say_heading(c, p, count);
    size_t shown = option_given(&c->options, OPT_KEEP) || goal_of(c) == GOAL_TOP || p->judged_count < TEXT_SHOWN ? p->judged_count
                                                                                                                : TEXT_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        if (p->judged_count > 1)
            report_heading(c, "Configuration %zu", i + 1);
        else
            text_puts(&c->out, "\n");
        if (!report_configuration(c, p->model, p->judged[i].configuration))
            return MSPEC_ERROR_MEMORY;
        if (i == 0 || goal_of(c) != GOAL_ALL)
            report_cost(c, p->model, &p->judged[i].judgement.measures);
    }
    if (shown < p->judged_count)
        text_printf(&c->out, "\n… and %zu more: `--keep N` shows N of them, `--json` prints all that are kept.\n",
                    p->judged_count - shown);
    if (p->kept > p->judged_count)
        text_puts(&c->out, "\nThe others come of these by exchanging equal components.\n");
    say_proof(c, p);
    if (p->preferred && !preferred_say(c, p))
        return MSPEC_ERROR_MEMORY;
    if (!protection_say(c, protection, &p->judged[0], true))
        return MSPEC_ERROR_MEMORY;
    return report_assumptions(c, p->model, p->judged[0].configuration) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* ---- JSON ---- */

/* Of the first measure at which something may be cheaper. */
static void put_gap(struct json_build *b, json_t *root, const struct pipeline *p)
{
    if (!p->judged_count || p->judged[0].judgement.measures.overflow)
        return;
    const struct measures *cost = &p->judged[0].judgement.measures;
    uint32_t level = cost_bound_open_level(p->model, &p->bound, cost);
    if (level >= p->bound.levels)
        return;
    enum measure measure = p->model->objective[level];
    json_t *gap = json_object();
    json_put(b, gap, "measure", json_string(measure_name(measure)));
    json_put(b, gap, "percent", json_real(cost_gap(cost->value[measure], p->bound.value[level])));
    json_put(b, root, "gap", gap);
}

static mspec_status write_json(struct command *c, const struct pipeline *p, const struct solving *s, const struct protection *protection)
{
    struct json_build b = {false};
    json_t *root = command_json(c, &b), *configurations = json_array();
    json_put(&b, root, "verdict", json_string(mspec_verdict_name(p->verdict)));
    bool is_front = s->request.pareto_count > 0;
    json_put(&b, root, "optimal", json_boolean(p->complete && p->judged_count > 0 && !is_front));
    json_put(&b, root, "complete", json_boolean(p->complete));
    if (!p->complete)
        json_put(&b, root, "why_incomplete",
                 text_to_json(p->safest_found ? p->safest.why_incomplete : p->found.why_incomplete));
    if (is_front)
        json_put(&b, root, "front", front_json(&b, s->pareto, s->request.pareto_count));
    if (p->judged_count > 0 && !is_front)
        json_put(&b, root, "cost", json_of_cost(&b, &p->judged[0].judgement.measures));
    if (p->bound.levels > 0)
        json_put(&b, root, "bound", json_of_bound(&b, p->model, &p->bound));
    put_gap(&b, root, p);
    if (goal_of(c) != GOAL_OPTIMUM || is_front)
        json_put(&b, root, "count", text_to_json(count_text(c, p)));
    uint64_t all;
    if (goal_of(c) == GOAL_ALL && p->complete && bigint_to_u64(p->found.total, &all) && all == p->kept)
        json_put(&b, root, "distinct", json_integer((json_int_t)p->judged_count));
    for (size_t i = 0; i < p->judged_count; i++)
        json_add(&b, configurations,
                 json_of_config(&b, p->model, p->judged[i].configuration, &p->judged[i].judgement, &c->arena));
    json_put(&b, root, "configurations", configurations);
    if (p->space_known)
        json_put(&b, root, "space", json_big(&b, &c->arena, p->space));
    if (p->safest_found)
        compromise_put_json(c, &b, root, p);
    if (p->preferred && p->judged_count > 0)
        preferred_put_json(c, &b, root, p);
    if (p->core_found)
        json_put(&b, root, "core", report_core_json(c, &b, &p->core));
    if (p->judged_count > 0)
        protection_put_json(c, &b, root, protection, &p->judged[0]);
    if (option_given(&c->options, OPT_PROOF))
        json_put(&b, root, "proof", json_boolean(mspec_diagnostic_errors(c->ctx) == 0));
    json_put(&b, root, "engine", json_string(p->engine->name));
    json_put(&b, root, "nodes", json_integer((json_int_t)p->found.nodes));
    json_put(&b, root, "seconds", json_real(p->seconds));
    return command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* ---- the verb ---- */

static mspec_status write_config_file(struct command *c, const struct pipeline *p, const char *path)
{
    struct text text = {0};
    struct export_input input = {p->model, p->judged[0].configuration, &p->judged[0].judgement};
    mspec_status status = export_json(&input, &text);
    if (status == MSPEC_OK && !output_file(c->ctx, path, text.bytes, text.length))
        status = MSPEC_ERROR_IO;
    text_fini(&text);
    return status;
}

static mspec_status write_result(const struct pipeline *p, void *user, struct text *out)
{
    struct solving *s = user;
    struct command *c = s->command;
    (void)out; /* is the command's */
    const char *path = option_text(&c->options, OPT_CONFIG_OUT);
    mspec_status status = path && p->judged_count > 0 ? write_config_file(c, p, path) : MSPEC_OK;
    if (status == MSPEC_OK)
        status = proof_write(c, p);
    if (status != MSPEC_OK)
        return status;
    struct protection protection = {0};
    bool is_front = s->request.pareto_count > 0;
    if (p->judged_count > 0 && !is_front && !p->model->protects_all)
        status = protection_find(c, &s->request, p->model, &p->judged[0], &protection); /* what the narrower goal saves */
    if (status == MSPEC_OK && p->unsafe_count > 0 && !c->json)
        status = compromise_say(c, p);
    else if (status == MSPEC_OK && is_front && !c->json && p->judged_count > 0)
        status = front_say(c, p, s->pareto, s->request.pareto_count);
    else if (status == MSPEC_OK)
        status = c->json ? write_json(c, p, s, &protection) : write_text(c, p, &protection);
    protection_fini(&protection);
    return status;
}

/* The best so far answers the question for one configuration, and not the question for all. */
static int result_status(const struct command *c, const struct pipeline *p)
{
    bool wants_all = goal_of(c) == GOAL_ALL || goal_of(c) == GOAL_MINIMAL || option_given(&c->options, OPT_PARETO);
    switch (p->verdict) {
    case MSPEC_SAFE: return wants_all && !p->complete ? EXIT_UNKNOWN : EXIT_YES;
    case MSPEC_UNSATISFIABLE:
    case MSPEC_UNSAFE: return EXIT_NO;
    default: return EXIT_UNKNOWN;
    }
}

int run_solve(struct command *c)
{
    struct solving s = {.command = c};
    bool ok = command_request(c, &s.request);
    ok = take_goal(c, &s.request) && ok;
    if (!take_question(c, &s) || !ok)
        return command_failed(c, MSPEC_ERROR_INPUT);
    s.request.core_limit = CORE_SECONDS;
    s.request.one_of_equals = !s.request.prefer && !s.request.pareto_count;
    s.request.is_self_contained = !s.request.prefer && !option_given(&c->options, OPT_PROOF);
    s.request.write = write_result;
    s.request.user = &s;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &s.request, &p, &c->out);
    int result = status != MSPEC_OK ? command_failed(c, status) : proof_status(c, result_status(c, &p));
    pipeline_fini(&p);
    return result;
}
