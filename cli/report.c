#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

#include "cli/table.h"
#include "diag/render.h"
#include "export/assumptions.h"

void report_heading(struct command *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *heading = arena_vprintf(&c->arena, format, args);
    va_end(args);
    if (c->out.length)
        text_puts(&c->out, "\n");
    text_printf(&c->out, "%s%s%s\n", c->colour ? "\033[1m" : "", heading ? heading : "", c->colour ? "\033[0m" : "");
    c->out.failed = c->out.failed || !heading;
}

static const char *copy_out(struct command *c, struct text *t)
{
    const char *copy = t->failed ? NULL : t->length ? arena_copy(&c->arena, t->bytes, t->length) : "-";
    text_fini(t);
    return copy;
}

const char *report_hardening(struct command *c, const struct model *m, const struct choice *choice)
{
    struct text t = {0};
    const struct form *form = &m->forms[choice->form];
    for (uint32_t i = 0; i < choice->hardening_count; i++)
        text_printf(&t, "%s%s", t.length ? ", " : "", model_mechanism_name(m, choice->hardening[i]));
    for (uint32_t i = 0; i < form->hardened_count; i++) {
        bool chosen = false;
        for (uint32_t k = 0; k < choice->hardening_count; k++)
            chosen = chosen || choice->hardening[k] == form->hardened[i];
        if (!chosen)
            text_printf(&t, "%s%s (built in)", t.length ? ", " : "", model_mechanism_name(m, form->hardened[i]));
    }
    return copy_out(c, &t);
}

const char *report_path(struct command *c, const struct model *m, const struct choice *choice)
{
    struct text t = {0};
    for (uint32_t i = 0; i < choice->depth; i++)
        text_printf(&t, "%s%s:%u", i ? " / " : "", model_mechanism_name(m, choice->path[i].mechanism), choice->path[i].number);
    return copy_out(c, &t);
}

bool report_configuration(struct command *c, const struct model *m, const struct configuration *configuration)
{
    static const char *const headings[] = {"component", "variant", "language", "hardening", "compartment"};
    struct table table;
    table_init(&table, &c->arena, 5, headings);
    for (uint32_t i = 0; i < configuration->count; i++) {
        const struct choice *choice = &configuration->choices[i];
        const struct form *form = &m->forms[choice->form];
        const char *cells[] = {
            model_component_name(m, i),
            form->name ? model_name(m, form->name) : NULL,
            form->language != NONE ? model_name(m, m->languages[form->language].name) : form->is_vault ? "(data)" : NULL,
            report_hardening(c, m, choice),
            report_path(c, m, choice),
        };
        if (!cells[3] || !cells[4])
            table.failed = true;
        table_row(&table, cells);
    }
    return table_print(&table, c->colour, &c->out);
}

void report_measure(const struct model *m, const struct measures *measures, enum measure measure, struct text *out)
{
    (void)m;
    rational_print(out, measures->value[measure], 6);
    if (measure == MEASURE_RUNTIME)
        text_puts(out, " % of the unprotected run time");
    else if (measure == MEASURE_MEMORY)
        text_puts(out, " bytes");
}

void report_cost(struct command *c, const struct model *m, const struct measures *measures)
{
    report_heading(c, "Cost");
    if (measures->overflow) {
        text_puts(&c->out, "  the figures do not fit into the numbers that the tool calculates with\n");
        return;
    }
    for (int i = 0; i < MEASURE_COUNT; i++) {
        if (!measures->known[i] || (i == MEASURE_MEMORY && measures->value[i].num == 0))
            continue;
        size_t start = c->out.length;
        text_printf(&c->out, "  %s", measure_name((enum measure)i));
        text_pad(&c->out, start, 20);
        report_measure(m, measures, (enum measure)i, &c->out);
        for (uint32_t k = 0; k < m->objective_count; k++) {
            if (m->objective[k] == (enum measure)i)
                text_printf(&c->out, "%s", k == 0 ? "   (minimised first)" : "   (minimised)");
        }
        text_puts(&c->out, "\n");
    }
}

static bool has_text(const char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(texts[i], text) == 0)
            return true;
    return false;
}

bool report_assumptions_of_all(struct command *c, const struct model *m, const struct configuration *const *all, size_t count)
{
    struct {
        VECTOR(const char *);
    } said = {0};
    struct memory *memory = c->arena.memory;
    bool fine = true;
    report_heading(c, "Taken for granted");
    for (size_t k = 0; k < count && fine; k++) {
        struct assumptions assumptions;
        fine = assumptions_list(m, all[k], &c->arena, &assumptions);
        for (size_t i = 0; fine && i < assumptions.count; i++) {
            if (has_text(said.items, said.count, assumptions.texts[i]))
                continue;
            fine = vector_push(memory, &said, assumptions.texts[i]);
            text_puts(&c->out, "  - ");
            render_safe(&c->out, assumptions.texts[i], strlen(assumptions.texts[i]));
            text_puts(&c->out, "\n");
        }
    }
    vector_free(memory, &said);
    return fine;
}

bool report_assumptions(struct command *c, const struct model *m, const struct configuration *configuration)
{
    return report_assumptions_of_all(c, m, &configuration, 1);
}

bool report_findings(struct command *c, const struct wording *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        char *rendered = mspec_diagnostic_render(c->ctx, &findings->items[i], c->colour);
        if (!rendered)
            return false;
        text_puts(&c->out, "\n");
        text_puts(&c->out, rendered);
        free(rendered);
    }
    return true;
}

bool report_core(struct command *c, const struct core *core)
{
    if (core->count == 0)
        return true;
    report_heading(c, core->minimal ? "These contradict each other; without any one of them there would be a configuration"
                                    : "Among these is the contradiction (there was no time to narrow them down)");
    for (size_t i = 0; i < core->count; i++) {
        mspec_diagnostic clause = {.code = "V3017", .severity = MSPEC_NOTE, .message = core->clauses[i].text,
                                   .location = source_locate(c->ctx, core->clauses[i].span)};
        char *rendered = mspec_diagnostic_render(c->ctx, &clause, c->colour);
        if (!rendered)
            return false;
        text_puts(&c->out, rendered);
        free(rendered);
    }
    return true;
}

json_t *report_core_json(struct command *c, struct json_build *b, const struct core *core)
{
    json_t *list = json_array();
    for (size_t i = 0; i < core->count; i++) {
        mspec_location place = source_locate(c->ctx, core->clauses[i].span);
        json_t *one = json_object();
        json_put(b, one, "message", text_to_json(core->clauses[i].text));
        json_put(b, one, "location", location_to_json(&place));
        json_add(b, list, one);
    }
    return list;
}
