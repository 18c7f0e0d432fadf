#include "cli/front.h"

#include <stdio.h>
#include <string.h>

#include "cli/report.h"
#include "cli/table.h"

#define TEXT_SHOWN 10 /* configurations in the text, unless --keep asks for more */

bool front_measures(struct command *c, const char *list, enum measure *measures, uint32_t *count, bool *measured)
{
    bool fine = true;
    *count = 0;
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");
        enum measure measure = measure_find(at, length);
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), at);
        if (measure == MEASURE_COUNT) {
            measure_suggest(report(c->ctx, CODE_UNKNOWN_MEASURE, (struct span){0}, "`%s` is no measure", name), name);
            fine = false;
        } else if (measured[measure]) {
            report(c->ctx, CODE_DUPLICATE_MEASURE, (struct span){0}, "`%s` is named twice", name);
            fine = false;
        } else {
            measured[measure] = true;
            measures[(*count)++] = measure;
        }
        at += length;
        if (!*at)
            return fine;
    }
}

static const char *value_text(struct command *c, const struct pipeline *p, size_t index, enum measure measure)
{
    struct text t = {0};
    rational_print(&t, p->judged[index].judgement.measures.value[measure], 6);
    text_puts(&t, measure == MEASURE_RUNTIME ? " %" : measure == MEASURE_MEMORY ? " B" : "");
    const char *copy = t.failed ? NULL : arena_copy(&c->arena, t.bytes, t.length);
    text_fini(&t);
    return copy;
}

static bool say_points(struct command *c, const struct pipeline *p, const enum measure *measures, uint32_t count)
{
    const char *headings[MEASURE_COUNT + 1] = {""};
    struct table table;
    for (uint32_t i = 0; i < count; i++)
        headings[i + 1] = measure_name(measures[i]);
    table_init(&table, &c->arena, count + 1, headings);
    for (size_t i = 0; i < p->judged_count; i++) {
        const char *cells[MEASURE_COUNT + 1] = {arena_printf(&c->arena, "%zu", i + 1)};
        for (uint32_t k = 0; k < count; k++)
            cells[k + 1] = value_text(c, p, i, measures[k]);
        for (uint32_t k = 0; k <= count; k++)
            table.failed |= !cells[k];
        table_row(&table, cells);
    }
    return table_print(&table, c->colour, &c->out);
}

static void say_proof(struct command *c, const struct pipeline *p)
{
    text_puts(&c->out, "\n");
    if (p->complete)
        text_puts(&c->out, "Complete: every other valid configuration is as good as one of these, or worse, in each of the measures. ");
    else
        text_printf(&c->out, "Not complete (%s): nothing is better than any of these in all measures, but there may be more of them. ",
                    p->found.why_incomplete ? p->found.why_incomplete : "stopped");
    text_printf(&c->out, "Engine `%s` took %.3f s.\n", p->engine->name, p->seconds);
}

mspec_status front_say(struct command *c, const struct pipeline *p, const enum measure *measures, uint32_t count)
{
    const char *of = p->model->system_name ? model_name(p->model, p->model->system_name) : "this system";
    report_heading(c, "%s%zu way%s to trade what safe configurations of %s cost", p->complete ? "" : "At least ", p->judged_count,
                   p->judged_count == 1 ? "" : "s", of);
    if (!say_points(c, p, measures, count))
        return MSPEC_ERROR_MEMORY;
    size_t shown = option_given(&c->options, OPT_KEEP) ? (size_t)c->options.values[OPT_KEEP].count : TEXT_SHOWN;
    for (size_t i = 0; i < p->judged_count && i < shown; i++) {
        report_heading(c, "Configuration %zu", i + 1);
        if (!report_configuration(c, p->model, p->judged[i].configuration))
            return MSPEC_ERROR_MEMORY;
    }
    if (shown < p->judged_count)
        text_printf(&c->out, "\n… and %zu more: `--keep N` shows N of them, `--json` prints all.\n", p->judged_count - shown);
    say_proof(c, p);
    const struct configuration **all = arena_new_array(&c->arena, const struct configuration *, p->judged_count);
    for (size_t i = 0; all && i < p->judged_count; i++)
        all[i] = p->judged[i].configuration;
    return all && report_assumptions_of_all(c, p->model, all, p->judged_count) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

json_t *front_json(struct json_build *b, const enum measure *measures, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_add(b, list, json_string(measure_name(measures[i])));
    return list;
}
