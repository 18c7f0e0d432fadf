#include "cli/compromise.h"

#include <stdlib.h>

#include "cli/protect.h"
#include "cli/report.h"

#define TEXT_SHOWN 10 /* configurations in the text, unless --keep asks for more */
#define MOST_VIOLATIONS 10

static bool say_unmet(struct command *c, const struct model *m, const struct compromise *one)
{
    for (uint32_t i = 0; i < one->unmet_count; i++) {
        struct core_clause clause;
        if (!core_requirement(m, one->unmet[i], &c->arena, &clause))
            return false;
        mspec_diagnostic d = {.code = "V3017", .severity = MSPEC_NOTE, .location = source_locate(c->ctx, clause.span),
                              .message = arena_printf(&c->arena, "not met: %s", clause.text)};
        char *rendered = d.message ? mspec_diagnostic_render(c->ctx, &d, c->colour) : NULL;
        if (!rendered)
            return false;
        text_puts(&c->out, rendered);
        free(rendered);
    }
    return true;
}

static bool say_one(struct command *c, const struct pipeline *p, size_t index)
{
    const struct judged *one = &p->unsafe[index];
    report_heading(c, "Unsafe configuration %zu", index + 1);
    if (!say_unmet(c, p->model, &p->safest.items[index]) ||
        !violations_say(c, p->model, one->configuration, &one->judgement, MOST_VIOLATIONS))
        return false;
    text_puts(&c->out, "\n");
    if (!report_configuration(c, p->model, one->configuration))
        return false;
    report_cost(c, p->model, &one->judgement.measures);
    return true;
}

mspec_status compromise_say(struct command *c, const struct pipeline *p)
{
    const char *of = p->model->system_name ? model_name(p->model, p->model->system_name) : "this system";
    text_printf(&c->out, "unsafe: not every requirement of %s can be met within its limits and constraints\n", of);
    report_heading(c, "%s%zu way%s to meet as many as can be met together", p->safest.complete ? "" : "At least ", p->unsafe_count,
                   p->unsafe_count == 1 ? "" : "s");
    size_t shown = option_given(&c->options, OPT_KEEP) ? (size_t)c->options.values[OPT_KEEP].count : TEXT_SHOWN;
    for (size_t i = 0; i < p->unsafe_count && i < shown; i++)
        if (!say_one(c, p, i))
            return MSPEC_ERROR_MEMORY;
    if (shown < p->unsafe_count)
        text_printf(&c->out, "\n… and %zu more: `--keep N` shows N of them, `--json` prints all.\n", p->unsafe_count - shown);
    if (p->safest.complete)
        text_puts(&c->out, "\nNone of them is safe. Of each, no configuration leaves only a part of what it leaves unmet, and none that leaves\n"
                           "the same unmet is cheaper; there are no others. ");
    else
        text_printf(&c->out, "\nNone of them is safe, and there may be others: %s. ",
                    p->safest.why_incomplete ? p->safest.why_incomplete : "stopped");
    text_printf(&c->out, "Engine `%s` took %.3f s.\n", p->engine->name, p->seconds);
    const struct configuration **all = arena_new_array(&c->arena, const struct configuration *, p->unsafe_count);
    for (size_t i = 0; all && i < p->unsafe_count; i++)
        all[i] = p->unsafe[i].configuration;
    return all && report_assumptions_of_all(c, p->model, all, p->unsafe_count) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static json_t *unmet_of(struct command *c, struct json_build *b, const struct model *m, const struct compromise *one)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < one->unmet_count; i++) {
        struct core_clause clause;
        if (!core_requirement(m, one->unmet[i], &c->arena, &clause)) {
            b->failed = true;
            break;
        }
        mspec_location place = source_locate(c->ctx, clause.span);
        json_t *item = json_object();
        json_put(b, item, "component", text_to_json(model_component_name(m, one->unmet[i])));
        json_put(b, item, "message", text_to_json(clause.text));
        json_put(b, item, "location", location_to_json(&place));
        json_add(b, list, item);
    }
    return list;
}

void compromise_put_json(struct command *c, struct json_build *b, json_t *root, const struct pipeline *p)
{
    json_t *list = json_array();
    for (size_t i = 0; i < p->unsafe_count; i++) {
        const struct judged *one = &p->unsafe[i];
        struct wording w;
        json_t *item = json_object();
        json_put(b, item, "verdict", json_string(mspec_verdict_name(MSPEC_UNSAFE)));
        json_put(b, item, "unmet", unmet_of(c, b, p->model, &p->safest.items[i]));
        json_put(b, item, "configuration", json_of_config(b, p->model, one->configuration, &one->judgement, &c->arena));
        if (wording_make(p->model, one->configuration, &one->judgement, &c->arena, &w))
            json_put_findings(b, item, p->model, &one->judgement, &w);
        else
            b->failed = true;
        json_object_del(item, "problems");
        json_add(b, list, item);
    }
    json_put(b, root, "unsafe", list);
}
