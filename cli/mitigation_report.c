/* What mitigate says: the verdict, what falls, what to do about it, what that does not cover; as text and as JSON. */
#include <string.h>

#include "cli/mitigation.h"
#include "cli/output.h"
#include "cli/protect.h"
#include "cli/report.h"
#include "cli/table.h"
#include "export/export.h"

#define SHOWN 20 /* lines of one list in the text */

int mitigate_status(enum containment verdict)
{
    switch (verdict) {
    case CONTAINED:
    case NOT_APPLICABLE: return EXIT_YES;
    case NOT_CONTAINED: return EXIT_NO;
    default: return EXIT_UNKNOWN;
    }
}

/* ---- text ---- */

static void say_verdict(struct command *c, const struct mitigation *m, const char *name, const char *title)
{
    static const char *const texts[] = {"is contained", "is not contained", "is not applicable", "may not be contained: it is not known"};
    const char *where = m->deployed_given ? " by what is deployed" : " without any protection";
    text_printf(&c->out, "%s", c->colour ? (mitigate_status(m->verdict) == EXIT_YES ? "\033[1;32m" : "\033[1;31m") : "");
    text_printf(&c->out, "%s%s%s%s %s%s", name, title ? " (" : "", title ? title : "", title ? ")" : "", texts[m->verdict],
                m->verdict == CONTAINED || m->verdict == NOT_CONTAINED ? where : "");
    text_printf(&c->out, "%s\n", c->colour ? "\033[0m" : "");
    if (m->why)
        text_printf(&c->out, "  %s\n", m->why);
    if (m->looked_at > 0)
        text_printf(&c->out, "\nOf the %zu cheapest configuration%s that %s valid without it, %zu stop%s being safe\n", m->looked_at,
                    m->looked_at == 1 ? "" : "s", m->looked_at == 1 ? "is" : "are", m->stop_being_safe,
                    m->stop_being_safe == 1 ? "s" : "");
}

static bool say_damage(struct command *c, const struct mitigation *m)
{
    const struct judgement *j = &m->judgement;
    struct text *out = &c->out;
    if (j->violation_count) {
        report_heading(c, "What falls");
        if (!violations_say(c, m->model, m->deployed, j, SHOWN))
            return false;
    }
    for (size_t i = 0; i < j->problem_count; i++)
        if (j->problems[i].kind <= PROBLEM_CONFLICTS)
            text_printf(out, "%s  %s\n", i == 0 ? "\nWhat is deployed cannot be as it is described\n" : "", j->problems[i].text);
    if (m->without)
        text_printf(out, "\n  %zu violation%s are there without it too\n", m->without, m->without == 1 ? "" : "s");
    if (m->others_listed)
        text_printf(out, "\n  Judged together with what else the system lists%s\n",
                    m->contained_alone ? "; by itself it would be contained" : "");
    return true;
}

static void say_costs(struct command *c, const struct mitigation *m, const struct judged *best)
{
    static const char *const headings[] = {"cost", "now", "then"};
    struct table table;
    table_init(&table, &c->arena, 3, headings);
    const struct measures *now = &m->judgement.measures, *then = &best->judgement.measures;
    for (int i = 0; i < MEASURE_COUNT; i++) {
        struct text texts[2] = {{0}, {0}};
        if (now->overflow || then->overflow || !now->known[i] || !then->known[i] ||
            (i == MEASURE_MEMORY && now->value[i].num == 0 && then->value[i].num == 0))
            continue;
        rational_print(&texts[0], now->value[i], 6);
        rational_print(&texts[1], then->value[i], 6);
        const char *unit = i == MEASURE_RUNTIME ? " %" : i == MEASURE_MEMORY ? " bytes" : "";
        const char *cells[] = {measure_name((enum measure)i),
                               arena_printf(&c->arena, "%s%s", texts[0].bytes ? texts[0].bytes : "", unit),
                               arena_printf(&c->arena, "%s%s", texts[1].bytes ? texts[1].bytes : "", unit)};
        table.failed |= !cells[1] || !cells[2] || texts[0].failed || texts[1].failed;
        table_row(&table, cells);
        text_fini(&texts[0]);
        text_fini(&texts[1]);
    }
    text_puts(&c->out, "\n");
    if (!table_print(&table, c->colour, &c->out))
        c->out.failed = true;
}

static void say_nothing_found(struct command *c, const struct mitigation *m)
{
    if (m->found.verdict == MSPEC_UNSATISFIABLE) {
        text_puts(&c->out, "\nNo configuration of this system contains it\n");
        if (!report_core(c, &m->found.core))
            c->out.failed = true;
    } else {
        text_puts(&c->out, "\nWithin the limits given, no configuration that contains it was found\n");
    }
}

static void say_change(struct command *c, const struct mitigation *m)
{
    const struct judged *best = mitigation_best(m);
    if (!best) {
        say_nothing_found(c, m);
        return;
    }
    report_heading(c, m->found.complete ? "The cheapest configuration that contains it"
                                        : "A configuration that contains it (not proven to be the cheapest)");
    if (m->difference.count == 0)
        text_puts(&c->out, "  - is what is deployed\n");
    for (size_t i = 0; i < m->difference.count; i++) {
        const char *text = difference_text(m->model, &m->difference.items[i], &c->arena);
        text_printf(&c->out, "  - %s\n", text ? text : "");
        c->out.failed |= !text;
    }
    if (m->keeps_strategy)
        text_puts(&c->out, "  As what is deployed, it also keeps the system's strategy `safety`.\n");
    if (m->gave_up_strategy)
        text_puts(&c->out, "  What is deployed keeps the system's strategy `safety`; nothing does so and contains this as well.\n");
    if (m->gave_up_hardening)
        text_puts(&c->out, "  Nothing that contains it keeps all the hardening that is switched on.\n");
    say_costs(c, m, best);
}

/* ---- what is not covered ---- */

struct limits {
    struct command *c;
    const struct mitigation *m;
    size_t count;
};

static void limit(struct limits *l, const char *text)
{
    if (l->count++ == 0)
        report_heading(l->c, "What that does not cover");
    text_printf(&l->c->out, "  - %s\n", text ? text : "");
    l->c->out.failed |= !text;
}

static const char *remain_target(struct command *c, const struct model *m, const struct remain *r)
{
    struct cell cell = m->cells[r->cell];
    if (cell.sized) {
        cell.from = r->range_from;
        cell.to = r->range_to;
    }
    return wording_cell(m, &cell, &c->arena);
}

static bool has(const struct remains *r, uint32_t component)
{
    for (uint32_t i = 0; i < r->overwritten_count; i++)
        if (r->overwritten[i] == component)
            return true;
    return false;
}

/* All that one component may still do with the same operations, in one line: its own first. */
static void limit_remains_of(struct limits *l, size_t first)
{
    const struct model *m = l->m->model;
    const struct remains *r = &l->m->remains;
    const struct remain *one = &r->items[first];
    struct text t = {0};
    size_t shown = 0, more = 0;
    text_printf(&t, "`%s` may still %s ", model_component_name(m, one->component), wording_verb(one->ops, m->cells[one->cell].class));
    bool own = false;
    for (size_t i = 0; i < r->count; i++)
        own |= r->items[i].component == one->component && r->items[i].ops == one->ops && r->items[i].owner == one->component;
    text_puts(&t, own ? "what is its own" : "");
    for (size_t i = 0; i < r->count; i++) {
        const struct remain *other = &r->items[i];
        if (other->component != one->component || other->ops != one->ops || other->owner == one->component)
            continue;
        const char *target = shown < SHOWN ? remain_target(l->c, m, other) : "";
        t.failed |= !target;
        if (shown++ < SHOWN)
            text_printf(&t, "%s%s", shown > 1 ? ", " : own ? ", and what nobody forbids it: " : "", target ? target : "");
        else
            more++;
    }
    if (more)
        text_printf(&t, " and %zu more", more);
    limit(l, t.failed ? NULL : arena_copy(&l->c->arena, t.bytes, t.length));
    text_fini(&t);
}

/* Those who may be overwritten, in one line: they have the vulnerability, or they have not. */
static void limit_overwritten(struct limits *l, bool affected, const char *what)
{
    const struct model *m = l->m->model;
    const struct vulnerability *v = &m->vulnerabilities[l->m->vulnerability];
    struct text t = {0};
    for (uint32_t i = 0; i < l->m->remains.overwritten_count; i++) {
        uint32_t component = l->m->remains.overwritten[i];
        bool has_it = false;
        for (uint32_t k = 0; k < v->component_count; k++)
            has_it |= v->components[k] == component;
        if (has_it == affected)
            text_printf(&t, "%s`%s`", t.length ? ", " : "", model_component_name(m, component));
    }
    if (t.length)
        limit(l, t.failed ? NULL : arena_printf(&l->c->arena, "%s: %s", what, t.bytes));
    text_fini(&t);
}

static void limit_remains(struct limits *l)
{
    const struct mitigation *m = l->m;
    const struct remains *r = &m->remains;
    for (size_t i = 0; i < r->count; i++) {
        bool known = false;
        for (size_t k = 0; k < i && !known; k++)
            known = r->items[k].component == r->items[i].component && r->items[k].ops == r->items[i].ops;
        if (!known)
            limit_remains_of(l, i);
    }
    limit_overwritten(l, true, "lost, with what is granted by name");
    limit_overwritten(l, false, "may be overwritten, since no requirement forbids it");
}

static void limit_mechanisms(struct limits *l, const struct configuration *c)
{
    const struct model *m = l->m->model;
    for (uint32_t id = 0; id < m->mechanism_count; id++) {
        const char *assurance = model_name(m, m->mechanisms[id].assurance);
        bool used = false;
        for (uint32_t i = 0; i < c->count && !used; i++)
            for (uint32_t k = 0; k < c->choices[i].hardening_count; k++)
                used |= c->choices[i].hardening[k] == id;
        if (used && strcmp(assurance, "detects") == 0)
            limit(l, arena_printf(&l->c->arena, "%s stops the program when it finds something: what is kept is not its service",
                                  model_mechanism_name(m, id)));
        if (used && strcmp(assurance, "probabilistic") == 0)
            limit(l, arena_printf(&l->c->arena, "%s holds with some probability only", model_mechanism_name(m, id)));
    }
}

static bool say_limits(struct command *c, const struct mitigation *m)
{
    const struct judged *best = mitigation_best(m);
    const struct configuration *configuration = m->verdict == CONTAINED ? m->deployed : best ? best->configuration : NULL;
    struct limits l = {c, m, 0};
    if (!configuration)
        return true;
    if (m->has_remains)
        limit_remains(&l);
    limit_mechanisms(&l, configuration);
    return !c->out.failed && report_assumptions(c, m->model, configuration);
}

/* ---- JSON ---- */

static json_t *remains_json(struct command *c, struct json_build *b, const struct mitigation *m)
{
    json_t *list = json_array();
    for (size_t i = 0; m->has_remains && i < m->remains.count; i++) {
        const struct remain *r = &m->remains.items[i];
        json_t *one = json_object();
        json_put(b, one, "component", text_to_json(model_component_name(m->model, r->component)));
        json_put(b, one, "operation", json_string(operation_set_name(r->ops)));
        json_put(b, one, "target", text_to_json(remain_target(c, m->model, r)));
        json_put(b, one, "owner", text_to_json(model_component_name(m->model, r->owner)));
        json_add(b, list, one);
    }
    return list;
}

static json_t *overwritten_json(struct json_build *b, const struct mitigation *m)
{
    json_t *list = json_array();
    for (uint32_t c = 0; m->has_remains && c < m->model->component_count; c++)
        if (has(&m->remains, c))
            json_add(b, list, text_to_json(model_component_name(m->model, c)));
    return list;
}

static void put_mitigation(struct command *c, struct json_build *b, json_t *root, const struct mitigation *m, const char *name,
                           const char *title)
{
    const struct judged *best = mitigation_best(m);
    struct difference none = {0};
    json_put(b, root, "vulnerability", text_to_json(name));
    json_put(b, root, "title", text_to_json(title));
    json_put(b, root, "verdict", json_string(containment_name(m->verdict)));
    json_put(b, root, "why", text_to_json(m->why));
    json_put(b, root, "change", difference_to_json(b, m->model, best ? &m->difference : &none));
    if (m->judged) {
        struct wording w;
        if (!wording_make(m->model, m->deployed, &m->judgement, &c->arena, &w))
            b->failed = true;
        else
            json_put_findings(b, root, m->model, &m->judgement, &w);
        json_put(b, root, "strategy", json_string(m->model->strategy == STRATEGY_SAFETY ? "safety" : "vulnerability"));
        json_put(b, root, "violations_without_it", json_integer((json_int_t)m->without));
        json_put(b, root, "contained_alone", json_boolean(m->verdict == CONTAINED || m->contained_alone));
        json_put(b, root, "deployed_cost", json_of_cost(b, &m->judgement.measures));
    }
    if (m->looked_at > 0) {
        json_t *broken = json_object();
        json_put(b, broken, "looked_at", json_integer((json_int_t)m->looked_at));
        json_put(b, broken, "unsafe", json_integer((json_int_t)m->stop_being_safe));
        json_put(b, root, "broken", broken);
    }
    if (m->searched) {
        json_put(b, root, "search", json_string(mspec_verdict_name(m->found.verdict)));
        json_put(b, root, "complete", json_boolean(m->found.complete));
        json_put(b, root, "keeps_strategy", json_boolean(m->keeps_strategy));
        json_put(b, root, "keeps_hardening", json_boolean(best && !m->gave_up_hardening));
        if (m->found.core_found)
            json_put(b, root, "core", report_core_json(c, b, &m->found.core));
    }
    if (best) {
        json_put(b, root, "cost", json_of_cost(b, &best->judgement.measures));
        json_put(b, root, "configuration", json_of_config(b, m->model, m->difference.to, &best->judgement, &c->arena));
    }
    json_put(b, root, "remains", remains_json(c, b, m));
    json_put(b, root, "overwritten", overwritten_json(b, m));
}

/* ---- the whole ---- */

static mspec_status write_config(struct command *c, const struct mitigation *m)
{
    const char *path = option_text(&c->options, OPT_CONFIG_OUT);
    const struct judged *best = mitigation_best(m);
    if (!path || (!best && m->verdict != CONTAINED))
        return MSPEC_OK;
    struct text text = {0};
    struct export_input input = {m->model, best ? m->difference.to : m->deployed, best ? &best->judgement : &m->judgement};
    mspec_status status = export_json(&input, &text);
    if (status == MSPEC_OK && !output_file(c->ctx, path, text.bytes, text.length))
        status = MSPEC_ERROR_IO;
    text_fini(&text);
    return status;
}

/* What [Protect] saves in the configuration that contains it. */
static mspec_status compare_protection(struct command *c, const struct pipeline_request *request, const struct mitigation *m,
                                       struct asked_vulnerability *asked, size_t asked_count, struct protection *out)
{
    struct judged deployed = {m->deployed, m->judgement};
    const struct judged *best = m->verdict == CONTAINED ? &deployed : mitigation_best(m);
    *out = (struct protection){0};
    if (!best || !m->judged)
        return MSPEC_OK;
    struct model_question question = {.asked = asked, .asked_count = asked_count, .sets_strategy = true,
                                      .strategy = m->keeps_strategy ? STRATEGY_SAFETY : m->model->strategy};
    struct pipeline_request again = *request;
    again.question = &question;
    return protection_find(c, &again, m->model, best, out);
}

mspec_status mitigation_say(struct command *c, const struct pipeline_request *request, const struct mitigation *m,
                            struct asked_vulnerability *asked, size_t asked_count, const char *name, const char *title,
                            json_t *advisories)
{
    struct protection protection;
    struct json_build b = {false};
    struct judged deployed = {m->deployed, m->judgement};
    const struct judged *kept = m->verdict == CONTAINED ? &deployed : mitigation_best(m);
    mspec_status status = compare_protection(c, request, m, asked, asked_count, &protection);
    if (status == MSPEC_OK && c->json) {
        json_t *root = command_json(c, &b);
        put_mitigation(c, &b, root, m, name, title);
        if (advisories)
            json_put(&b, root, "advisories", json_incref(advisories));
        if (protection.judged)
            protection_put_json(c, &b, root, &protection, kept);
        status = command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    } else if (status == MSPEC_OK) {
        if (c->out.length)
            text_puts(&c->out, "\n");
        say_verdict(c, m, name, title);
        bool fine = true;
        if (m->judged && m->verdict == NOT_CONTAINED) {
            fine = say_damage(c, m);
            say_change(c, m);
            if (fine && mitigation_best(m))
                fine = protection_say(c, &protection, mitigation_best(m), true);
        } else if (m->verdict == CONTAINED && protection.judged) {
            fine = protection_say(c, &protection, kept, false);
        }
        status = fine && say_limits(c, m) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    json_decref(advisories);
    protection_fini(&protection);
    return status == MSPEC_OK ? write_config(c, m) : status;
}
