#include "cli/mitigation.h"

#include "import/config_json.h"

#define CORE_SECONDS 5
#define CHOICE_MOST 16 /* components: in systems of up to so many, the one nearest to what is deployed is looked for among equals */
#define CHOICE_TOP 64

const char *containment_name(enum containment verdict)
{
    static const char *const names[] = {"contained", "not-contained", "not-applicable", "unknown"};
    return names[verdict];
}

/* ---- what is deployed ---- */

/* Nothing is switched on: what anybody has who has done nothing. */
static struct configuration *bare(const struct model *m, struct arena *a)
{
    struct configuration *c = arena_new(a, struct configuration);
    if (!c || !(c->choices = arena_new_array(a, struct choice, m->component_count)))
        return NULL;
    c->count = m->component_count;
    for (uint32_t i = 0; i < c->count; i++)
        c->choices[i].form = m->components[i].first_form;
    return c;
}

static mspec_status read_deployed(struct mitigation *out, const char *path)
{
    out->deployed_given = path != NULL;
    if (path)
        return config_json_read_file(out->model, path, &out->arena, &out->deployed);
    out->deployed = bare(out->model, &out->arena);
    return out->deployed ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static bool has_variants(const struct model *m)
{
    for (uint32_t i = 0; i < m->component_count; i++)
        if (m->components[i].form_count > 1)
            return true;
    return false;
}

/* ---- whom it affects ---- */

static bool is_used(const struct model *m, const struct configuration *c, uint32_t mechanism)
{
    for (uint32_t i = 0; i < c->count; i++) {
        const struct choice *choice = &c->choices[i];
        const struct form *form = &m->forms[choice->form];
        for (uint32_t k = 0; k < choice->hardening_count; k++)
            if (choice->hardening[k] == mechanism)
                return true;
        for (uint32_t k = 0; k < form->hardened_count; k++)
            if (form->hardened[k] == mechanism)
                return true;
        for (uint32_t k = 0; k < choice->depth; k++)
            if (choice->path[k].mechanism == mechanism)
                return true;
    }
    return false;
}

static const char *first_mechanism(const struct mitigation *out)
{
    const struct vulnerability *v = &out->model->vulnerabilities[out->vulnerability];
    return model_mechanism_name(out->model, v->mechanisms[0]);
}

static bool affects_code(const struct mitigation *out)
{
    const struct vulnerability *v = &out->model->vulnerabilities[out->vulnerability];
    for (uint32_t i = 0; i < v->component_count; i++)
        if (!out->model->forms[out->deployed->choices[v->components[i]].form].is_vault)
            return true;
    return false;
}

static bool affects_what_is_used(const struct mitigation *out)
{
    const struct vulnerability *v = &out->model->vulnerabilities[out->vulnerability];
    for (uint32_t i = 0; i < v->mechanism_count; i++)
        if (is_used(out->model, out->deployed, v->mechanisms[i]))
            return true;
    return false;
}

/* ---- the verdict ---- */

/* Safe, and built as described: what contradicts itself (a conflict, an unmet need, no configuration of the space) may not be what
 * is deployed. What the system merely demands (a budget, who is apart) is no matter of containment. */
static bool contains(const struct judgement *j)
{
    if (!j->safe)
        return false;
    for (size_t i = 0; i < j->problem_count; i++)
        if (j->problems[i].kind <= PROBLEM_CONFLICTS)
            return false;
    return true;
}

static mspec_status ask(struct command *c, const char *system, struct model_question *question, struct model **out)
{
    return model_build_asked(c->ctx, system, question, out);
}

/* The same deployment under another question, which has the same components and mechanisms. */
static mspec_status judge_again(struct command *c, const char *system, struct model_question *question,
                                const struct configuration *deployed, struct judgement *out)
{
    struct model *m;
    mspec_status status = ask(c, system, question, &m);
    if (status == MSPEC_OK)
        status = judge(m, deployed, out);
    model_free(m);
    return status;
}

static mspec_status compare_without(struct command *c, const char *system, const struct model_question *question,
                                    struct mitigation *out)
{
    struct model_question other = *question;
    struct judgement j;
    other.asked_count = 0;
    other.without = question->asked_count == 1 ? question->asked[0].name : NULL;
    mspec_status status = judge_again(c, system, &other, out->deployed, &j);
    if (status != MSPEC_OK)
        return status;
    out->without = j.violation_count;
    judgement_fini(&j);
    if (!out->others_listed)
        return MSPEC_OK;
    other = *question;
    other.only_asked = true;
    status = judge_again(c, system, &other, out->deployed, &j);
    if (status != MSPEC_OK)
        return status;
    out->contained_alone = contains(&j);
    judgement_fini(&j);
    return MSPEC_OK;
}

/* ---- what contains it ---- */

static mspec_status search(struct command *c, const struct pipeline_request *base, struct model_question *question, bool last,
                           struct mitigation *out)
{
    struct pipeline_request request = *base;
    request.files = NULL; /* the context has read them */
    request.file_count = 0;
    request.config = NULL;
    request.question = question;
    request.write = NULL;
    request.core_limit = last ? CORE_SECONDS : 0;
    request.search.goal = out->model->component_count <= CHOICE_MOST ? GOAL_TOP : GOAL_OPTIMUM;
    request.search.top = CHOICE_TOP;
    if (out->searched)
        pipeline_fini(&out->found);
    out->searched = true;
    return pipeline_run(c->ctx, &request, &out->found, NULL);
}

/* Does what is deployed keep the system's own strategy, but for this vulnerability? Then so must what takes its place. */
static mspec_status keeps_own_strategy(struct command *c, const char *system, const struct mitigation *out, bool *keeps)
{
    struct model *own;
    struct judgement j;
    *keeps = false;
    if (!out->deployed_given || out->model->strategy == STRATEGY_SAFETY)
        return MSPEC_OK;
    mspec_status status = ask(c, system, NULL, &own);
    if (status != MSPEC_OK)
        return status;
    if (own->strategy == STRATEGY_SAFETY && (status = judge(own, out->deployed, &j)) == MSPEC_OK) {
        *keeps = j.safe;
        judgement_fini(&j);
    }
    model_free(own);
    return status;
}

/* Of those that cost the same, the one with the fewest steps from what is deployed. */
static mspec_status choose(struct command *c, struct mitigation *out)
{
    const struct pipeline *p = &out->found;
    struct difference d;
    for (size_t i = 0; i < p->judged_count; i++) {
        if (i > 0 && measures_compare(p->model, &p->judged[0].judgement.measures, &p->judged[i].judgement.measures) != 0)
            break;
        if (!difference_find(p->model, out->deployed, p->judged[i].configuration, &c->arena, &d))
            return MSPEC_ERROR_MEMORY;
        if (i == 0 || d.steps < out->difference.steps) {
            out->difference = d;
            out->best = i;
        }
    }
    return MSPEC_OK;
}

static bool has_hardening(const struct configuration *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (c->choices[i].hardening_count > 0)
            return true;
    return false;
}

/* First what gives up nothing that is deployed, then with ever less of that: the strategy is worth more than the hardening. */
static mspec_status find_replacement(struct command *c, const struct pipeline_request *request, struct model_question *question,
                                     struct mitigation *out)
{
    bool strict, hardened = has_hardening(out->deployed), found = false;
    mspec_status status = keeps_own_strategy(c, request->system, out, &strict);
    for (int attempt = 0; attempt < 4 && status == MSPEC_OK && !found; attempt++) {
        bool stricter = attempt < 2, keep = attempt % 2 == 0;
        struct model_question asked = *question;
        if ((stricter && !strict) || (keep && !hardened))
            continue;
        asked.keep = keep ? out->deployed : NULL;
        if (stricter)
            asked.strategy = STRATEGY_SAFETY;
        status = search(c, request, &asked, attempt == 3, out);
        found = status == MSPEC_OK && out->found.judged_count > 0;
        out->keeps_strategy = found && stricter;
        out->gave_up_strategy = found && strict && !stricter;
        out->gave_up_hardening = found && hardened && !keep;
    }
    return status == MSPEC_OK ? choose(c, out) : status;
}

const struct judged *mitigation_best(const struct mitigation *m)
{
    return m->searched && m->found.judged_count > 0 ? &m->found.judged[m->best] : NULL;
}

/* ---- broken protections ---- */

/* Which of the configurations that one would choose without knowing of it stop being safe. */
static mspec_status find_broken(struct command *c, const struct pipeline_request *base, const struct model_question *question,
                                struct mitigation *out)
{
    struct model_question without = *question;
    struct pipeline_request request = *base;
    struct pipeline p;
    without.asked_count = 0;
    without.without = question->asked[0].name;
    request.files = NULL;
    request.file_count = 0;
    request.config = NULL;
    request.question = &without;
    request.search.goal = out->model->component_count <= CHOICE_MOST ? GOAL_TOP : GOAL_OPTIMUM;
    request.search.top = CHOICE_TOP;
    mspec_status status = pipeline_run(c->ctx, &request, &p, NULL);
    for (size_t i = 0; i < p.judged_count && status == MSPEC_OK; i++) {
        unsigned flags;
        status = judge_quickly(out->model, p.judged[i].configuration, &flags, NULL);
        out->looked_at++;
        out->stop_being_safe += !(flags & JUDGED_SAFE);
    }
    pipeline_fini(&p);
    return status;
}

/* ---- the whole ---- */

static enum containment not_applicable(struct mitigation *out, const char *why)
{
    out->why = why;
    return out->verdict = NOT_APPLICABLE;
}

/* Builds the model twice: whom it affects says under which strategy it is judged. */
static mspec_status build(struct command *c, const char *system, struct model_question *question, struct mitigation *out)
{
    mspec_status status = ask(c, system, question, &out->model);
    bool mechanisms = false;
    for (size_t i = 0; i < question->asked_count && status == MSPEC_OK; i++) {
        const struct asked_vulnerability *asked = &question->asked[i];
        if (!asked->names_somebody) {
            report_hint(report(c->ctx, CODE_AFFECTS_NOBODY_NAMED, (struct span){0}, "`%s` does not say whom it affects",
                               asked->name),
                        "name the component: `--affects NAME`");
            status = MSPEC_ERROR_INPUT;
        }
        mechanisms |= asked->id != NONE && out->model->vulnerabilities[asked->id].mechanism_count > 0;
    }
    if (status != MSPEC_OK)
        return status;
    out->vulnerability = question->asked[0].id;
    if (out->vulnerability == NONE)
        return MSPEC_OK;
    question->sets_strategy = true;
    question->strategy = mechanisms ? STRATEGY_SAFETY : STRATEGY_VULNERABILITY;
    model_free(out->model);
    out->model = NULL;
    return ask(c, system, question, &out->model);
}

static mspec_status judge_deployed(struct command *c, const char *system, struct model_question *question, struct mitigation *out)
{
    mspec_status status = judge(out->model, out->deployed, &out->judgement);
    if (status != MSPEC_OK)
        return status;
    out->judged = true;
    out->others_listed = out->model->vulnerability_count > question->asked_count;
    out->verdict = contains(&out->judgement) ? CONTAINED : NOT_CONTAINED;
    if (out->verdict == CONTAINED && !out->deployed_given && has_variants(out->model)) {
        out->verdict = CONTAINMENT_UNKNOWN;
        out->why = "which variants are deployed is not known: give the configuration with --deployed";
    }
    return out->verdict == NOT_CONTAINED ? compare_without(c, system, question, out) : MSPEC_OK;
}

static mspec_status find_remains(struct mitigation *out)
{
    const struct judged *best = mitigation_best(out);
    const struct configuration *c = out->verdict == CONTAINED ? out->deployed : best ? best->configuration : NULL;
    if (!c)
        return MSPEC_OK;
    mspec_status status = remains_find(out->model, c, out->vulnerability, &out->remains);
    out->has_remains = status == MSPEC_OK;
    return status;
}

mspec_status mitigation_find(struct command *c, const struct pipeline_request *request, const char *deployed,
                             struct asked_vulnerability *asked, size_t asked_count, bool search_for, struct mitigation *out)
{
    struct model_question question = {.asked = asked, .asked_count = asked_count};
    *out = (struct mitigation){.verdict = CONTAINMENT_UNKNOWN, .vulnerability = NONE};
    arena_init(&out->arena, &c->ctx->memory);
    mspec_status status = build(c, request->system, &question, out);
    if (status == MSPEC_OK)
        status = read_deployed(out, deployed);
    if (status != MSPEC_OK)
        return status;
    if (out->vulnerability == NONE) {
        not_applicable(out, "none of what it affects is part of this system");
        return MSPEC_OK;
    }
    const struct vulnerability *v = &out->model->vulnerabilities[out->vulnerability];
    if (v->mechanism_count > 0 && asked_count == 1 && search_for) {
        status = find_broken(c, request, &question, out);
        if (status != MSPEC_OK)
            return status;
    }
    if (v->component_count == 0 && !out->deployed_given && !affects_what_is_used(out)) {
        out->why = "which mechanisms are deployed is not known: give the configuration with --deployed";
        return MSPEC_OK;
    }
    if (v->component_count == 0 && !affects_what_is_used(out)) {
        not_applicable(out, arena_printf(&out->arena, "nothing that is deployed uses %s", first_mechanism(out)));
        return out->why ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    if (v->component_count > 0 && !affects_code(out) && !affects_what_is_used(out)) {
        out->why = "what it affects has no code in the specification, and a fault is one of code";
        return MSPEC_OK;
    }
    status = judge_deployed(c, request->system, &question, out);
    if (status == MSPEC_OK && out->verdict == NOT_CONTAINED && search_for)
        status = find_replacement(c, request, &question, out);
    if (status == MSPEC_OK && search_for && asked_count == 1)
        status = find_remains(out);
    return status;
}

void mitigation_fini(struct mitigation *m)
{
    if (m->has_remains)
        remains_fini(&m->remains);
    if (m->searched)
        pipeline_fini(&m->found);
    if (m->judged)
        judgement_fini(&m->judgement);
    model_free(m->model);
    if (m->arena.memory)
        arena_fini(&m->arena);
    *m = (struct mitigation){0};
}
