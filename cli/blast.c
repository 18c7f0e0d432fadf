/* blast: what falls when an attacker takes over a component; and how exposed a configuration is. */
#include <string.h>

#include "cli/report.h"
#include "cli/table.h"
#include "export/difference.h"
#include "verify/blast.h"
#include "verify/exposure.h"

struct question {
    struct command *c;
    const struct pipeline *p;
    uint32_t start; /* NONE: each */
    bool falls;     /* a protected requirement does */
};

static const struct configuration *configuration_of(const struct question *q)
{
    return q->p->judged[0].configuration;
}

/* ---- in words ---- */

/* The cells of a step: "lwip.ring[0..64]", "redis's own memory and 3 others". */
static const char *target_text(struct question *q, const struct blast_step *step)
{
    struct cell cell = q->p->model->cells[step->cell];
    if (cell.sized) {
        cell.from = step->range_from;
        cell.to = step->range_to;
    }
    return wording_cell(q->p->model, &cell, &q->c->arena);
}

static bool say_step(struct question *q, size_t number, const struct blast_step *step)
{
    const struct model *m = q->p->model;
    const char *from = model_component_name(m, step->from), *to = model_component_name(m, step->to), *target = target_text(q, step);
    struct text *out = &q->c->out;
    if (!target)
        return false;
    text_printf(out, "  %zu. `%s` may %s %s", number, from, wording_verb(step->ops, m->cells[step->cell].class), target);
    if (step->more)
        text_printf(out, " (and %u more)", step->more);
    text_printf(out, step->effect == BLAST_OVERWRITES ? ": `%s` is overwritten\n" : ": `%s` is controlled as well\n", to);
    return true;
}

static bool say_violations(struct question *q, const struct blast *b, const struct wording *w)
{
    static const char *const headings[] = {"who", "may", "what", "against the requirement of", ""};
    const struct model *m = q->p->model;
    struct table table;
    report_heading(q->c, "Requirements that fall");
    const char *none = b->protected_owners < b->owners ? "" : NULL; /* without remarks, their column is left out */
    table_init(&table, &q->c->arena, 5, headings);
    for (size_t i = 0; i < b->violation_count; i++) {
        const struct violation *v = &b->violations[i];
        const char *cells[] = {model_component_name(m, v->from), wording_verb(v->ops, m->cells[v->cell].class), w->targets[i],
                               model_component_name(m, v->owner), m->components[v->owner].is_protected ? none : "not protected"};
        table_row(&table, cells);
    }
    bool fine = table_print(&table, q->c->colour, &q->c->out);
    if (b->violations_left_out)
        text_printf(&q->c->out, "  … one for each component; %llu more are not listed\n", (unsigned long long)b->violations_left_out);
    return fine;
}

/* The violations as findings, for their words. */
static bool word(struct question *q, const struct blast *b, struct judgement *j, struct wording *out)
{
    *j = (struct judgement){
        .violations = b->violations, .violation_count = b->violation_count, .violations_left_out = b->violations_left_out};
    return wording_make(q->p->model, configuration_of(q), j, &q->c->arena, out);
}

static bool say_blast(struct question *q, const struct blast *b)
{
    struct judgement j;
    struct wording w;
    const struct model *m = q->p->model;
    const char *name = model_component_name(m, b->start);
    if (!word(q, b, &j, &w))
        return false;
    if (b->fall_count == 0)
        report_heading(q->c, "When `%s` is taken over, nobody else falls", name);
    else
        report_heading(q->c, "When `%s` is taken over, %u of %u others fall%s", name, b->fall_count, m->component_count - 1,
                       b->fall_count == 1 ? "s" : "");
    for (size_t i = 0; i < b->step_count; i++)
        if (!say_step(q, i + 1, &b->steps[i]))
            return false;
    if (b->violation_count && !say_violations(q, b, &w))
        return false;
    report_heading(q->c, b->protected_owners ? "Not held: requirements of %u protected component%s fall"
                                             : "Held: no requirement of a protected component falls",
                   b->protected_owners, b->protected_owners == 1 ? "" : "s");
    return true;
}

static const char *names_of_fallen(struct question *q, const struct blast *b)
{
    struct text t = {0};
    for (uint32_t c = 0; c < q->p->model->component_count; c++)
        if (b->falls[c])
            text_printf(&t, "%s%s", t.length ? ", " : "", model_component_name(q->p->model, c));
    const char *copy = t.failed ? NULL : arena_copy(&q->c->arena, t.length ? t.bytes : "-", t.length ? t.length : 1);
    text_fini(&t);
    return copy;
}

static void add_row(struct question *q, struct table *table, const struct blast *b)
{
    struct arena *a = &q->c->arena;
    const char *cells[] = {model_component_name(q->p->model, b->start),
                           arena_printf(a, "%u", b->fall_count),
                           arena_printf(a, "%u", b->overwritten_count - 1),
                           arena_printf(a, "%u", b->controlled_count - 1),
                           arena_printf(a, "%u", b->owners),
                           names_of_fallen(q, b)};
    for (size_t i = 1; i < 6; i++)
        table->failed |= !cells[i];
    table_row(table, cells);
}

static void put_share(struct text *out, const struct exposure *e)
{
    struct rational percent = {(int128)e->fallen * 100, e->pairs ? (int128)e->pairs : 1};
    rational_print(out, percent, 1);
    text_printf(out, " %% (%llu of %llu)", (unsigned long long)e->fallen, (unsigned long long)e->pairs);
}

static bool say_exposure(struct question *q, const struct exposure *e, const struct improvement *i)
{
    struct text *out = &q->c->out;
    const struct model *m = q->p->model;
    struct difference d;
    report_heading(q->c, q->start == NONE ? "Exposure" : "Exposure to `%s`", q->start == NONE ? "" : model_component_name(m, q->start));
    text_puts(out, q->start == NONE ? "  of all pairs of a start and another, the other falls in " : "  of all others, it takes with it ");
    put_share(out, e);
    text_puts(out, "\n");
    if (i->too_large || !i->configuration) {
        text_puts(out, i->too_large ? "  the system is too large to try every single change\n"
                                    : e->fallen ? "  no single change makes it less\n" : "");
        return true;
    }
    if (!difference_find(m, configuration_of(q), i->configuration, &q->c->arena, &d))
        return false;
    text_puts(out, "  the single change that makes it least:\n");
    for (size_t k = 0; k < d.count; k++) {
        const char *text = difference_text(m, &d.items[k], &q->c->arena);
        text_printf(out, "    - %s\n", text ? text : "");
        out->failed |= !text;
    }
    text_puts(out, "  and then it is ");
    put_share(out, &i->exposure);
    text_puts(out, "\n");
    return true;
}

/* ---- JSON ---- */

static json_t *names_json(struct json_build *b, const struct model *m, const uint32_t *ids, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_add(b, list, text_to_json(model_component_name(m, ids[i])));
    return list;
}

static json_t *step_json(struct question *q, struct json_build *b, const struct blast_step *step)
{
    const struct model *m = q->p->model;
    json_t *one = json_object();
    json_put(b, one, "from", text_to_json(model_component_name(m, step->from)));
    json_put(b, one, "to", text_to_json(model_component_name(m, step->to)));
    json_put(b, one, "operation", json_string(operation_set_name(step->ops)));
    json_put(b, one, "target", text_to_json(target_text(q, step)));
    json_put(b, one, "more", json_integer(step->more));
    json_put(b, one, "effect", json_string(step->effect == BLAST_OVERWRITES ? "overwritten" : "controlled"));
    return one;
}

static bool put_blast(struct question *q, struct json_build *b, json_t *object, const struct blast *blast)
{
    const struct model *m = q->p->model;
    struct judgement j;
    struct wording w;
    json_t *steps = json_array(), *falls = json_array(), *violation;
    size_t index;
    if (!word(q, blast, &j, &w))
        return false;
    for (size_t i = 0; i < blast->step_count; i++)
        json_add(b, steps, step_json(q, b, &blast->steps[i]));
    for (uint32_t c = 0; c < m->component_count; c++)
        if (blast->falls[c])
            json_add(b, falls, text_to_json(model_component_name(m, c)));
    json_put(b, object, "start", text_to_json(model_component_name(m, blast->start)));
    json_put(b, object, "held", json_boolean(blast->protected_owners == 0));
    json_put(b, object, "overwritten", names_json(b, m, blast->overwritten, blast->overwritten_count));
    json_put(b, object, "controlled", names_json(b, m, blast->controlled, blast->controlled_count));
    json_put(b, object, "falls", falls);
    json_put_findings(b, object, m, &j, &w);
    json_object_del(object, "problems");
    json_array_foreach(json_object_get(object, "violations"), index, violation)
    {
        const char *owner = json_string_value(json_object_get(violation, "owner"));
        uint32_t id = owner ? model_find_component(m, owner) : NONE;
        json_object_del(violation, "chain");
        json_put(b, violation, "protected", json_boolean(id == NONE || m->components[id].is_protected));
    }
    json_put(b, object, "steps", steps);
    return true;
}

static json_t *exposure_json(struct json_build *b, const struct exposure *e)
{
    json_t *one = json_object();
    json_put(b, one, "fallen", json_integer((json_int_t)e->fallen));
    json_put(b, one, "pairs", json_integer((json_int_t)e->pairs));
    json_put(b, one, "percent", json_real(e->pairs ? 100.0 * (double)e->fallen / (double)e->pairs : 0.0));
    return one;
}

static bool put_exposure(struct question *q, struct json_build *b, json_t *root, const struct exposure *e, const struct improvement *i)
{
    struct difference d;
    json_put(b, root, "exposure", exposure_json(b, e));
    if (!i->configuration) {
        json_put(b, root, "improvement", json_null());
        return true;
    }
    if (!difference_find(q->p->model, configuration_of(q), i->configuration, &q->c->arena, &d))
        return false;
    json_t *one = json_object();
    struct judgement costs = {.measures = i->measures};
    json_put(b, one, "change", difference_to_json(b, q->p->model, &d));
    json_put(b, one, "exposure", exposure_json(b, &i->exposure));
    json_put(b, one, "configuration", json_of_config(b, q->p->model, d.to, &costs, &q->c->arena));
    json_put(b, root, "improvement", one);
    return true;
}

/* ---- the verb ---- */

/* One after the other: a table, or a list of JSON objects. */
static mspec_status each(struct question *q, struct json_build *b, json_t *list)
{
    static const char *const headings[] = {"start", "fall", "overwritten", "controlled", "requirements of", "who"};
    const struct model *m = q->p->model;
    struct table table;
    bool fine = true;
    if (!list) {
        report_heading(q->c, "What falls with each of %u components", m->component_count);
        table_init(&table, &q->c->arena, 6, headings);
    }
    struct desk *desk;
    mspec_status status = desk_new(m, &desk);
    for (uint32_t c = 0; c < m->component_count && status == MSPEC_OK && fine; c++) {
        struct blast blast;
        if (!context_go_on(q->c->ctx, NULL))
            status = MSPEC_ERROR_LIMIT;
        else
            status = desk_blast(desk, configuration_of(q), c, &blast);
        if (status != MSPEC_OK)
            break;
        q->falls |= blast.protected_owners > 0;
        if (list) {
            json_t *one = json_object();
            fine = put_blast(q, b, one, &blast);
            json_add(b, list, one);
        } else {
            add_row(q, &table, &blast);
        }
        blast_fini(&blast);
    }
    desk_free(desk);
    if (!list)
        fine = table_print(&table, q->c->colour, &q->c->out) && fine;
    return status != MSPEC_OK ? status : fine ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status one(struct question *q, struct json_build *b, json_t *root)
{
    struct blast blast;
    mspec_status status = blast_find(q->p->model, configuration_of(q), q->start, &blast);
    if (status != MSPEC_OK)
        return status;
    q->falls = blast.protected_owners > 0;
    bool fine = root ? put_blast(q, b, root, &blast) : say_blast(q, &blast);
    blast_fini(&blast);
    return fine ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status write_blast(const struct pipeline *p, void *user, struct text *out)
{
    struct question *q = user;
    struct json_build b = {false};
    struct exposure exposure;
    struct improvement improvement;
    (void)out; /* is the command's */
    q->p = p;
    const char *name = option_text(&q->c->options, OPT_COMPROMISE);
    q->start = name ? model_find_component(p->model, name) : NONE;
    if (name && q->start == NONE) {
        const char **names = arena_new_array(&q->c->arena, const char *, p->model->component_count);
        struct report *r = report(q->c->ctx, CODE_UNKNOWN_START, (struct span){0}, "the system has no component `%s`", name);
        for (uint32_t i = 0; names && i < p->model->component_count; i++)
            names[i] = model_component_name(p->model, i);
        if (names)
            report_suggest(r, name, names, p->model->component_count);
        return MSPEC_ERROR_INPUT;
    }
    json_t *root = q->c->json ? command_json(q->c, &b) : NULL, *list = q->c->json && !name ? json_array() : NULL;
    mspec_status status = name ? one(q, &b, root) : each(q, &b, list);
    if (list)
        json_put(&b, root, "starts", list);
    if (status == MSPEC_OK)
        status = exposure_find(p->model, configuration_of(q), q->start, &exposure);
    if (status == MSPEC_OK)
        status = improvement_find(p->model, configuration_of(q), q->start, &improvement);
    if (status != MSPEC_OK) {
        json_decref(root);
        return status;
    }
    bool fine = root ? put_exposure(q, &b, root, &exposure, &improvement) : say_exposure(q, &exposure, &improvement);
    improvement_fini(&improvement);
    if (root && command_finish_json(q->c, &b, root, EXIT_YES) != EXIT_YES)
        fine = false;
    return fine ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

int run_blast(struct command *c)
{
    struct pipeline_request request;
    struct question q = {.c = c, .start = NONE};
    const struct options *o = &c->options;
    bool ok = command_request(c, &request);
    if (!request.config) {
        report_hint(report(c->ctx, CODE_CONFIG_NEEDED, (struct span){0}, "`blast` needs a configuration to look at"),
                    "mspec blast %s --config config.json (mspec solve --config-out writes one)", c->operands[0]);
        ok = false;
    }
    if (option_given(o, OPT_COMPROMISE) == option_given(o, OPT_EACH)) {
        report_hint(report(c->ctx, CODE_START_NEEDED, (struct span){0}, "`blast` needs to know who is taken over"),
                    "either `--compromise NAME`, or `--each`");
        ok = false;
    }
    if (!ok)
        return command_failed(c, MSPEC_ERROR_INPUT);
    request.write = write_blast;
    request.user = &q;
    struct pipeline p;
    mspec_status status = pipeline_run(c->ctx, &request, &p, &c->out);
    int result = status != MSPEC_OK ? command_failed(c, status) : q.falls ? EXIT_NO : EXIT_YES;
    pipeline_fini(&p);
    return result;
}
