/* explain: what a message means; why each mechanism of a configuration is there; why there is no configuration. */
#include <stdlib.h>
#include <string.h>

#include "cli/remedies.h"
#include "cli/report.h"
#include "diag/render.h"
#include "verify/necessity.h"

/* ---- a code ---- */

static bool looks_like_code(const char *operand)
{
    return strlen(operand) == 5 && strchr("EWNVewnv", operand[0]) && strspn(operand + 1, "0123456789") == 4;
}

static int explain_code(struct command *c, const char *name)
{
    const mspec_code *code = mspec_code_find(name);
    if (!code) {
        report_hint(report(c->ctx, CODE_UNKNOWN_CODE, (struct span){0}, "there is no code `%s`", name),
                    "docs/diagnostics.md lists them all");
        return command_failed(c, MSPEC_ERROR_INPUT);
    }
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "code", json_string(code->code));
        json_put(&b, root, "title", json_string(code->title));
        json_put(&b, root, "explanation", json_string(code->explanation));
        return command_finish_json(c, &b, root, EXIT_YES);
    }
    report_heading(c, "%s: %s", code->code, code->title);
    if (*code->explanation)
        text_printf(&c->out, "\n%s%s", code->explanation, code->explanation[strlen(code->explanation) - 1] == '\n' ? "" : "\n");
    return EXIT_YES;
}

/* ---- a configuration: why each mechanism is there ---- */

#define CORE_SECONDS 60 /* for the clauses that contradict each other, unless --time-limit says something else */
#define SHOWN 3 /* consequences of one removal in the text */

/* "`a`, `b`" */
static void put_names(const struct model *m, const uint32_t *members, uint32_t count, struct text *out)
{
    for (uint32_t i = 0; i < count; i++)
        text_printf(out, "%s%s", i ? ", " : "", model_component_name(m, members[i]));
}

static const char *what_of(struct command *c, const struct model *m, const struct necessity *n)
{
    struct text t = {0};
    const char *name = model_mechanism_name(m, n->mechanism);
    switch (n->kind) {
    case NECESSITY_HARDENING: text_printf(&t, "%s on ", name); break;
    case NECESSITY_COMPARTMENT: text_printf(&t, "%s around ", name); break;
    case NECESSITY_BOUNDARY: text_printf(&t, "%s between ", name); break;
    }
    put_names(m, n->members, n->member_count, &t);
    if (n->kind == NECESSITY_BOUNDARY) {
        text_puts(&t, " and ");
        put_names(m, n->others, n->other_count, &t);
    }
    const char *copy = t.failed ? NULL : arena_copy(&c->arena, t.bytes, t.length);
    text_fini(&t);
    return copy;
}

/* What would be without it, in words: a judgement that holds only the difference. */
static bool consequences_of(struct command *c, const struct pipeline *p, const struct necessity *n, struct judgement *difference,
                            struct wording *out)
{
    *difference = (struct judgement){.violations = n->violations, .violation_count = n->violation_count, .problems = n->problems,
                                     .problem_count = n->problem_count};
    return wording_make(p->model, p->judged[0].configuration, difference, &c->arena, out);
}

static void put_consequences(struct command *c, const struct wording *words)
{
    for (size_t i = 0; i < words->count && i < SHOWN; i++) {
        const mspec_diagnostic *d = &words->items[i];
        text_printf(&c->out, "    %s ", i == 0 ? "without it," : "and        ");
        render_safe(&c->out, d->message, strlen(d->message));
        if (d->location.file) {
            text_puts(&c->out, "  (");
            render_safe(&c->out, d->location.file, strlen(d->location.file));
            text_printf(&c->out, ":%u)", d->location.line);
        }
        text_puts(&c->out, "\n");
    }
    if (words->count > SHOWN)
        text_printf(&c->out, "    and         %zu more\n", words->count - SHOWN);
}

/* Is the one on the one component what the other is on another? Then they are told together. */
static bool is_alike(const struct necessity *a, const struct necessity *b)
{
    bool alike = a->kind == NECESSITY_HARDENING && b->kind == NECESSITY_HARDENING && a->mechanism == b->mechanism &&
                 a->member_count == 1 && b->member_count == 1 && a->needed == b->needed && a->problem_count == 0 &&
                 b->problem_count == 0 && a->violation_count == b->violation_count;
    for (size_t i = 0; alike && i < a->violation_count; i++) {
        const struct violation *v = &a->violations[i], *w = &b->violations[i];
        alike = v->from == a->members[0] && w->from == b->members[0] && v->owner == w->owner && v->ops == w->ops &&
                v->cell == w->cell && v->lapsed == w->lapsed;
    }
    return alike;
}

/* The first of those alike stands for all: "`redis`" in its messages becomes "that one". */
static mspec_status put_alike(struct command *c, const struct pipeline *p, const struct necessities *all, size_t first)
{
    const struct necessity *n = &all->items[first];
    text_printf(&c->out, "  %s%s on each of", c->colour ? "\033[1m" : "", model_mechanism_name(p->model, n->mechanism));
    for (size_t i = first, count = 0; i < all->count; i++) {
        if (is_alike(n, &all->items[i]))
            text_printf(&c->out, "%s %s", count++ ? "," : "", model_component_name(p->model, all->items[i].members[0]));
    }
    text_printf(&c->out, "%s\n", c->colour ? "\033[0m" : "");
    struct judgement difference;
    struct wording words;
    if (!consequences_of(c, p, n, &difference, &words))
        return MSPEC_ERROR_MEMORY;
    const char *name = arena_printf(&c->arena, "`%s`", model_component_name(p->model, n->members[0]));
    for (size_t i = 0; name && i < words.count; i++) {
        if (strncmp(words.items[i].message, name, strlen(name)) == 0)
            words.items[i].message = arena_printf(&c->arena, "that one%s", words.items[i].message + strlen(name));
    }
    if (n->needed)
        put_consequences(c, &words);
    return name ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status put_one(struct command *c, const struct pipeline *p, const struct necessity *n)
{
    const char *what = what_of(c, p->model, n);
    struct judgement difference;
    struct wording words;
    if (!what || !consequences_of(c, p, n, &difference, &words))
        return MSPEC_ERROR_MEMORY;
    text_printf(&c->out, "  %s%s%s\n", c->colour ? "\033[1m" : "", what, c->colour ? "\033[0m" : "");
    if (n->needed)
        put_consequences(c, &words);
    return MSPEC_OK;
}

static mspec_status reasons_as_text(struct command *c, const struct pipeline *p, const struct necessities *all)
{
    report_heading(c, "Why each mechanism is there");
    if (all->count == 0)
        text_puts(&c->out, "  No mechanism is used: nothing can be violated without any.\n");
    mspec_status status = MSPEC_OK;
    for (size_t i = 0; i < all->count && status == MSPEC_OK; i++) {
        bool told = false, has_alike = false;
        for (size_t k = 0; k < all->count; k++) {
            told = told || (k < i && is_alike(&all->items[k], &all->items[i]));
            has_alike = has_alike || (k > i && is_alike(&all->items[k], &all->items[i]));
        }
        if (told)
            continue;
        status = has_alike ? put_alike(c, p, all, i) : put_one(c, p, &all->items[i]);
        if (status == MSPEC_OK && !all->items[i].needed)
            text_puts(&c->out, "    could be left out: nothing would be violated without it alone\n");
    }
    return status;
}

static json_t *names_as_json(struct json_build *b, const struct model *m, const uint32_t *members, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_add(b, list, text_to_json(model_component_name(m, members[i])));
    return list;
}

static bool put_reasons(struct command *c, const struct pipeline *p, const struct necessities *all, struct json_build *b,
                        json_t *root)
{
    static const char *const kinds[] = {"hardening", "compartment", "boundary"};
    json_t *list = json_array();
    for (size_t i = 0; i < all->count; i++) {
        const struct necessity *n = &all->items[i];
        json_t *one = json_object();
        struct judgement difference;
        struct wording words;
        json_add(b, list, one);
        if (!consequences_of(c, p, n, &difference, &words)) {
            json_decref(list);
            return false;
        }
        json_put(b, one, "kind", json_string(kinds[n->kind]));
        json_put(b, one, "mechanism", text_to_json(model_mechanism_name(p->model, n->mechanism)));
        json_put(b, one, "what", text_to_json(what_of(c, p->model, n)));
        json_put(b, one, "components", names_as_json(b, p->model, n->members, n->member_count));
        json_put(b, one, "others", names_as_json(b, p->model, n->others, n->kind == NECESSITY_BOUNDARY ? n->other_count : 0));
        json_put(b, one, "needed", json_boolean(n->needed));
        json_put_findings(b, one, p->model, &difference, &words);
    }
    json_put(b, root, "reasons", list);
    return true;
}

/* ---- what helps ---- */

static void put_remedies_text(struct command *c, const struct remedies *r)
{
    if (!r->why)
        return;
    report_heading(c, "What helps");
    text_printf(&c->out, "  %s\n", r->why);
    for (size_t i = 0; i < r->count; i++)
        text_printf(&c->out, "  - %s\n", r->texts[i]);
}

static void put_remedies_json(struct json_build *b, json_t *root, const struct remedies *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->count; i++)
        json_add(b, list, json_string(r->texts[i]));
    json_put(b, root, "remedies", list);
}

/* ---- a configuration ---- */

static mspec_status explain_configuration(struct command *c, const struct pipeline *p)
{
    const struct judged *judged = &p->judged[0];
    struct wording words;
    struct remedies remedies;
    struct necessities all;
    if (!wording_make(p->model, judged->configuration, &judged->judgement, &c->arena, &words) ||
        !remedies_find(p->model, judged->configuration, &judged->judgement, &c->arena, &remedies))
        return MSPEC_ERROR_MEMORY;
    mspec_status status = necessity_find(p->model, judged->configuration, &all);
    if (status != MSPEC_OK)
        return status;
    if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "verdict", json_string(mspec_verdict_name(p->verdict)));
        b.failed = !put_reasons(c, p, &all, &b, root) || b.failed;
        json_put_findings(&b, root, p->model, &judged->judgement, &words);
        put_remedies_json(&b, root, &remedies);
        json_put(&b, root, "configuration", json_of_config(&b, p->model, judged->configuration, &judged->judgement, &c->arena));
        status = command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    } else {
        report_heading(c, "%s configuration, which is %s", p->searched ? "The cheapest" : "The given",
                       mspec_verdict_name(p->verdict));
        text_puts(&c->out, "\n");
        bool ok = report_configuration(c, p->model, judged->configuration) && report_findings(c, &words);
        status = ok ? reasons_as_text(c, p, &all) : MSPEC_ERROR_MEMORY;
        put_remedies_text(c, &remedies);
        if (status == MSPEC_OK && !report_assumptions(c, p->model, judged->configuration))
            status = MSPEC_ERROR_MEMORY;
    }
    necessities_fini(&all);
    return status;
}

/* ---- no configuration ---- */

/* The system as it is without any protection: what can be violated then is what every configuration has to prevent. */
static mspec_status unprotected(struct command *c, const struct pipeline *p, struct configuration *bare, struct judgement *out)
{
    bare->count = p->model->component_count;
    bare->choices = arena_new_array(&c->arena, struct choice, bare->count);
    if (!bare->choices)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t i = 0; i < bare->count; i++)
        bare->choices[i].form = p->model->components[i].first_form;
    return judge(p->model, bare, out);
}

static mspec_status explain_nothing(struct command *c, const struct pipeline *p)
{
    struct configuration bare;
    struct judgement j;
    struct remedies remedies;
    mspec_status status = unprotected(c, p, &bare, &j);
    if (status != MSPEC_OK)
        return status;
    bool none = p->verdict == MSPEC_UNSATISFIABLE;
    if (!remedies_find(p->model, &bare, &j, &c->arena, &remedies)) {
        status = MSPEC_ERROR_MEMORY;
    } else if (c->json) {
        struct json_build b = {false};
        json_t *root = command_json(c, &b);
        json_put(&b, root, "verdict", json_string(mspec_verdict_name(p->verdict)));
        if (p->core_found)
            json_put(&b, root, "core", report_core_json(c, &b, &p->core));
        put_remedies_json(&b, root, &remedies);
        status = command_finish_json(c, &b, root, EXIT_YES) == EXIT_YES ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    } else {
        text_puts(&c->out, none ? "unsatisfiable: no configuration is safe, works, and keeps all limits and constraints\n"
                                : "unknown: no configuration was found within the limits\n");
        status = report_core(c, &p->core) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
        put_remedies_text(c, &remedies);
    }
    judgement_fini(&j);
    return status;
}

static mspec_status write_explanation(const struct pipeline *p, void *user, struct text *out)
{
    (void)out; /* is the command's */
    return p->judged_count > 0 ? explain_configuration(user, p) : explain_nothing(user, p);
}

int run_explain(struct command *c)
{
    if (c->operand_count == 1 && looks_like_code(c->operands[0]))
        return explain_code(c, c->operands[0]);
    struct pipeline_request request;
    if (!command_request(c, &request))
        return command_failed(c, MSPEC_ERROR_INPUT);
    request.core_limit = request.search.time_limit > 0 ? request.search.time_limit : CORE_SECONDS;
    request.write = write_explanation;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &request, &p, &c->out);
    int result = status != MSPEC_OK              ? command_failed(c, status)
                 : p.verdict == MSPEC_SAFE       ? EXIT_YES
                 : p.verdict == MSPEC_UNKNOWN    ? EXIT_UNKNOWN
                                                 : EXIT_NO;
    pipeline_fini(&p);
    return result;
}
