#include "cli/protect.h"

#include "cli/report.h"
#include "cli/table.h"

#define SECONDS 20

mspec_status protection_find(struct command *c, const struct pipeline_request *request, const struct model *m,
                             const struct judged *best, struct protection *out)
{
    *out = (struct protection){.narrower = !m->protects_all};
    if (!out->narrower)
        return MSPEC_OK;
    struct model_question question = request->question ? *request->question : (struct model_question){0};
    struct pipeline_request again = *request;
    question.protect_all = true;
    again.files = NULL; /* the context has read them */
    again.file_count = 0;
    again.config = NULL;
    again.question = &question;
    again.write = NULL;
    again.core_limit = 0;
    again.search.goal = GOAL_OPTIMUM;
    if (again.search.time_limit == 0 || again.search.time_limit > SECONDS)
        again.search.time_limit = SECONDS; /* it is a remark, and must not keep the answer waiting */
    mspec_status status = model_build_asked(c->ctx, request->system, &question, &out->model);
    if (status == MSPEC_OK)
        status = judge(out->model, best->configuration, &out->given_up);
    out->judged = status == MSPEC_OK;
    if (status == MSPEC_OK) {
        out->searched = true;
        status = pipeline_run(c->ctx, &again, &out->all, NULL);
    }
    return status;
}

void protection_fini(struct protection *p)
{
    if (p->searched)
        pipeline_fini(&p->all);
    if (p->judged)
        judgement_fini(&p->given_up);
    model_free(p->model);
    *p = (struct protection){0};
}

/* ---- text ---- */

bool violations_say(struct command *c, const struct model *m, const struct configuration *configuration, const struct judgement *j,
                    size_t most)
{
    static const char *const headings[] = {"who", "may", "what", "against the requirement of", ""};
    struct wording w;
    struct table table;
    if (!wording_make(m, configuration, j, &c->arena, &w))
        return false;
    const char *none = NULL; /* leaves the column of remarks out, where there are none */
    for (size_t i = 0; i < j->violation_count && i < most; i++)
        none = j->violations[i].lapsed ? "" : none;
    table_init(&table, &c->arena, 5, headings);
    for (size_t i = 0; i < j->violation_count && i < most; i++) {
        const struct violation *v = &j->violations[i];
        const char *cells[] = {model_component_name(m, v->from), wording_verb(v->ops, m->cells[v->cell].class), w.targets[i],
                               model_component_name(m, v->owner), v->lapsed ? "(granted by name, which no longer holds)" : none};
        table_row(&table, cells);
    }
    bool fine = table_print(&table, c->colour, &c->out);
    if (j->violation_count > most)
        text_printf(&c->out, "  … and %zu more\n", j->violation_count - most);
    return fine;
}

static void say_saving(struct command *c, const struct protection *p, const struct judged *best)
{
    const struct model *m = p->model;
    const struct measures *all = &p->all.judged[0].judgement.measures, *here = &best->judgement.measures;
    for (uint32_t i = 0; i < m->objective_count; i++) {
        enum measure measure = m->objective[i];
        if (all->overflow || here->overflow || !all->known[measure] || !here->known[measure])
            continue;
        text_printf(&c->out, "  %s: ", measure_name(measure));
        report_measure(m, here, measure, &c->out);
        text_puts(&c->out, " instead of ");
        report_measure(m, all, measure, &c->out);
        text_puts(&c->out, "\n");
    }
    if (!p->all.complete)
        text_puts(&c->out, "  (the dearer one is the best that was found in time)\n");
}

bool protection_say(struct command *c, const struct protection *p, const struct judged *best, bool saving)
{
    if (!p->narrower || (!saving && p->given_up.violation_count == 0))
        return true;
    if (!saving) {
        report_heading(c, "Requirements that fall, and that [Protect] leaves out");
        return violations_say(c, p->model, best->configuration, &p->given_up, 20);
    }
    report_heading(c, "What protecting only some saves, against protecting everybody");
    if (p->all.judged_count > 0)
        say_saving(c, p, best);
    else
        text_puts(&c->out, p->all.verdict == MSPEC_UNSATISFIABLE ? "  no configuration protects everybody\n"
                                                                 : "  what protects everybody was not found in time\n");
    if (p->given_up.violation_count == 0) {
        text_puts(&c->out, "  no requirement is given up for it\n");
        return true;
    }
    report_heading(c, "Requirements given up for it");
    return violations_say(c, p->model, best->configuration, &p->given_up, 20);
}

/* ---- JSON ---- */

void protection_put_json(struct command *c, struct json_build *b, json_t *root, const struct protection *p,
                         const struct judged *best)
{
    struct wording w;
    if (!p->narrower)
        return;
    json_t *one = json_object(), *names = json_array();
    for (uint32_t i = 0; i < p->model->component_count; i++) {
        bool kept = true;
        for (size_t k = 0; k < p->given_up.violation_count; k++)
            kept &= p->given_up.violations[k].owner != i;
        if (!kept)
            json_add(b, names, text_to_json(model_component_name(p->model, i)));
    }
    json_put(b, one, "given_up", names);
    if (!wording_make(p->model, best->configuration, &p->given_up, &c->arena, &w))
        b->failed = true;
    else
        json_put_findings(b, one, p->model, &p->given_up, &w);
    json_object_del(one, "problems");
    json_put(b, one, "verdict_of_all", json_string(mspec_verdict_name(p->all.verdict)));
    json_put(b, one, "cost_of_all",
             p->all.judged_count > 0 ? json_of_cost(b, &p->all.judged[0].judgement.measures) : json_null());
    json_put(b, root, "protect", one);
}
