#include "solve/core.h"

#include <string.h>

#include "solve/cases.h"
#include "solve/feasible.h"

enum kind { REQUIREMENT, NEED, LIMIT, NEEDS, CONFLICTS, BUDGET, FORBID, USE, PLACE, TOGETHER, APART, EXCLUDE };

struct part { /* that can be looked away from */
    enum kind kind;
    uint32_t a, b; /* component, mechanism, or index of the clause; NEED: of whom */
    bool dropped, kept;
};

struct hunt {
    const struct model *model;
    struct arena *arena;
    struct relaxation relaxed;
    struct watch watch;
    struct {
        VECTOR(struct part);
    } clauses;
};

/* ---- what there is to look away from ---- */

static bool add(struct hunt *h, enum kind kind, uint32_t a, uint32_t b)
{
    struct part clause = {.kind = kind, .a = a, .b = b};
    return vector_push(h->arena->memory, &h->clauses, clause);
}

static bool add_needs_of(struct hunt *h, uint32_t component)
{
    const struct model *m = h->model;
    bool *seen = h->relaxed.need + (size_t)component * m->component_count; /* all false yet: serves as a list of those met */
    bool fine = true;
    for (uint32_t f = m->components[component].first_form;
         f < m->components[component].first_form + m->components[component].form_count; f++)
        for (uint32_t i = 0; i < m->forms[f].intent_count && fine; i++) {
            uint32_t other = m->forms[f].intent[i].component;
            if (other == NONE || other == component || seen[other])
                continue;
            seen[other] = true;
            fine = add(h, NEED, component, other);
        }
    memset(seen, 0, m->component_count * sizeof *seen);
    return fine;
}

static bool add_constraints(struct hunt *h)
{
    const struct model *m = h->model;
    const struct {
        enum kind kind;
        uint32_t count;
    } lists[] = {{BUDGET, m->budget_count}, {FORBID, m->forbid_count},     {USE, m->use_count},
                 {PLACE, m->place_count},   {TOGETHER, m->together_count}, {APART, m->apart_count},
                 {EXCLUDE, m->exclude_count}};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (uint32_t i = 0; i < lists[k].count; i++)
            if (!add(h, lists[k].kind, i, NONE))
                return false;
    return true;
}

/* In the order in which they are tried: what is left out first is least likely to be named in the end. */
static bool list_clauses(struct hunt *h)
{
    const struct model *m = h->model;
    for (uint32_t x = 0; x < m->mechanism_count; x++) {
        const struct mechanism *mech = &m->mechanisms[x];
        if ((mech->conflicts_count && !add(h, CONFLICTS, x, NONE)) ||
            ((mech->needs_count || mech->needs_unknown) && !add(h, NEEDS, x, NONE)) ||
            (mech->in_system && mech->limit && !add(h, LIMIT, x, NONE)))
            return false;
    }
    for (uint32_t c = 0; c < m->component_count; c++)
        if (!add_needs_of(h, c))
            return false;
    for (uint32_t c = 0; c < m->component_count; c++)
        if (m->components[c].is_protected && !add(h, REQUIREMENT, c, NONE))
            return false;
    return add_constraints(h);
}

static bool allocate(struct hunt *h)
{
    const struct model *m = h->model;
    struct relaxation *r = &h->relaxed;
    r->requirement = arena_new_array(h->arena, bool, m->component_count);
    r->need = arena_new_array(h->arena, bool, (size_t)m->component_count * m->component_count);
    r->limit = arena_new_array(h->arena, bool, m->mechanism_count);
    r->needs = arena_new_array(h->arena, bool, m->mechanism_count);
    r->conflicts = arena_new_array(h->arena, bool, m->mechanism_count);
    r->budget = arena_new_array(h->arena, bool, m->budget_count);
    r->forbid = arena_new_array(h->arena, bool, m->forbid_count);
    r->use = arena_new_array(h->arena, bool, m->use_count);
    r->place = arena_new_array(h->arena, bool, m->place_count);
    r->together = arena_new_array(h->arena, bool, m->together_count);
    r->apart = arena_new_array(h->arena, bool, m->apart_count);
    r->exclude = arena_new_array(h->arena, bool, m->exclude_count);
    return r->requirement && r->need && r->limit && r->needs && r->conflicts && r->budget && r->forbid && r->use &&
           r->place && r->together && r->apart && r->exclude;
}

/* ---- leaving out ---- */

static void drop(struct hunt *h, struct part *clause, bool dropped)
{
    bool *const flags[] = {[REQUIREMENT] = h->relaxed.requirement,
                           [NEED] = h->relaxed.need,
                           [LIMIT] = h->relaxed.limit,
                           [NEEDS] = h->relaxed.needs,
                           [CONFLICTS] = h->relaxed.conflicts,
                           [BUDGET] = h->relaxed.budget,
                           [FORBID] = h->relaxed.forbid,
                           [USE] = h->relaxed.use,
                           [PLACE] = h->relaxed.place,
                           [TOGETHER] = h->relaxed.together,
                           [APART] = h->relaxed.apart,
                           [EXCLUDE] = h->relaxed.exclude};
    size_t at = clause->kind == NEED ? (size_t)clause->a * h->model->component_count + clause->b : clause->a;
    flags[clause->kind][at] = clause->dropped = dropped;
}

static void drop_range(struct hunt *h, size_t from, size_t to, bool dropped)
{
    for (size_t i = from; i < to; i++)
        if (!h->clauses.items[i].kept)
            drop(h, &h->clauses.items[i], dropped);
}

/* Can nothing be found in any case of what is excluded? Sure when it says so. */
static bool is_impossible(struct hunt *h)
{
    if (h->model->exclude_count == 0)
        return feasible_ask(h->model, &h->relaxed, &h->watch) == FEASIBLE_NO;
    struct cases cases;
    cases_find(h->model, h->relaxed.exclude, &cases);
    bool impossible = cases.count > 0;
    for (uint32_t i = 0; i < cases.count && impossible; i++) {
        struct arena scratch;
        arena_init(&scratch, h->arena->memory);
        struct model *m = cases_model(h->model, &cases, cases.barred[i], &scratch);
        impossible = m && feasible_ask(m, &h->relaxed, &h->watch) == FEASIBLE_NO;
        arena_fini(&scratch);
    }
    return impossible;
}

/* Leaves out what can be left out without making a configuration possible: halves first, and the halves of what could not be
 * left out as one. The depth is the logarithm of the number of clauses. */
static void shrink(struct hunt *h, size_t from, size_t to)
{
    if (from == to || h->watch.stopped)
        return;
    drop_range(h, from, to, true);
    if (is_impossible(h))
        return;
    drop_range(h, from, to, false);
    if (to - from == 1) {
        h->clauses.items[from].kept = true;
        return;
    }
    size_t middle = from + (to - from) / 2;
    shrink(h, from, middle);
    shrink(h, middle, to);
}

/* ---- in the user's words ---- */

static const char *name_of(const struct hunt *h, uint32_t mechanism)
{
    return model_mechanism_name(h->model, mechanism);
}

static const char *say_rule(const struct hunt *h, const char *heading, const struct rule *rule)
{
    const char *component = rule->component == NONE ? NULL : model_component_name(h->model, rule->component);
    const char *mechanism = name_of(h, rule->mechanism);
    if (rule->with != NONE)
        return arena_printf(h->arena, "[%s] `%s` with `%s`%s%s%s", heading, mechanism, name_of(h, rule->with),
                            component ? " on `" : "", component ? component : "", component ? "`" : "");
    if (!component)
        return arena_printf(h->arena, "[%s] `%s`", heading, mechanism);
    return strcmp(heading, "Place") == 0 ? arena_printf(h->arena, "[Place] `%s` in `%s`", component, mechanism)
                                         : arena_printf(h->arena, "[%s] `%s` on `%s`", heading, mechanism, component);
}

static const char *say_list(const struct hunt *h, const char *before, const uint32_t *ids, uint32_t count, bool components)
{
    struct text t = {0};
    text_puts(&t, before);
    for (uint32_t i = 0; i < count; i++)
        text_printf(&t, "%s`%s`", i ? ", " : "", components ? model_component_name(h->model, ids[i]) : name_of(h, ids[i]));
    const char *copy = t.failed ? NULL : arena_copy(h->arena, t.bytes ? t.bytes : "", t.length);
    text_fini(&t);
    return copy;
}

static const char *say_budget(const struct hunt *h, const struct budget *budget)
{
    struct text t = {0};
    text_printf(&t, "%s%s at most ", budget->span.source ? "[Budget] " : "the budget: ", measure_name(budget->measure));
    rational_print(&t, budget->most, 6);
    text_puts(&t, budget->measure == MEASURE_RUNTIME ? " %" : budget->measure == MEASURE_MEMORY ? " B" : "");
    const char *copy = t.failed ? NULL : arena_copy(h->arena, t.bytes, t.length);
    text_fini(&t);
    return copy;
}

/* What one component needs of another: the first such access stands for all. */
static bool say_need(const struct hunt *h, const struct part *clause, struct core_clause *out)
{
    const struct model *m = h->model;
    const struct component *component = &m->components[clause->a];
    for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++)
        for (uint32_t i = 0; i < m->forms[f].intent_count; i++) {
            const struct access *access = &m->forms[f].intent[i];
            if (access->component != clause->b)
                continue;
            out->span = access->span;
            out->text = arena_printf(h->arena, "`%s` needs %s on `%s%s%s`", model_name(m, component->name),
                                     operation_set_name(access->ops), model_component_name(m, clause->b),
                                     access->where == WHERE_NAMED ? "." : "",
                                     access->where == WHERE_NAMED ? model_name(m, access->name) : "");
            return out->text != NULL;
        }
    return false;
}

static const char *carried_name(const struct model *m, struct carried what)
{
    return what.is_language ? model_name(m, m->languages[what.id].name) : model_mechanism_name(m, what.id);
}

bool core_requirement(const struct model *m, uint32_t component, struct arena *a, struct core_clause *out)
{
    const struct form *form = &m->forms[m->components[component].first_form];
    const char *name = model_component_name(m, component);
    out->span = form->requires_span;
    out->text = form->states_requires
                    ? arena_printf(a, "what `%s` requires of others", name)
                    : arena_printf(a, "what `%s` requires of others by default (it states no [Requires] of its own)", name);
    return out->text != NULL;
}

static bool say(const struct hunt *h, const struct part *clause, struct core_clause *out)
{
    const struct model *m = h->model;
    const struct mechanism *mech = clause->kind >= LIMIT && clause->kind <= CONFLICTS ? &m->mechanisms[clause->a] : NULL;
    if (mech)
        out->span = clause->kind == LIMIT ? mech->limit_span : mech->span;
    switch (clause->kind) {
    case REQUIREMENT:
        return core_requirement(m, clause->a, h->arena, out);
    case NEED:
        return say_need(h, clause, out);
    case LIMIT:
        out->text = arena_printf(h->arena, "at most %u compartment%s of `%s`", mech->limit, mech->limit == 1 ? "" : "s",
                                 name_of(h, clause->a));
        break;
    case NEEDS:
        out->text = say_list(h, arena_printf(h->arena, "`%s` needs %s", name_of(h, clause->a),
                                             mech->needs_unknown ? "a mechanism that nobody declares" : ""),
                             mech->needs, mech->needs_unknown ? 0 : mech->needs_count, false);
        break;
    case CONFLICTS:
        out->text = say_list(h, arena_printf(h->arena, "`%s` conflicts with ", name_of(h, clause->a)), mech->conflicts,
                             mech->conflicts_count, false);
        break;
    case BUDGET:
        out->span = m->budgets[clause->a].span;
        out->text = say_budget(h, &m->budgets[clause->a]);
        break;
    case FORBID:
        out->span = m->forbid[clause->a].span;
        out->text = say_rule(h, "Forbid", &m->forbid[clause->a]);
        break;
    case USE:
        out->span = m->use[clause->a].span;
        out->text = say_rule(h, "Use", &m->use[clause->a]);
        break;
    case PLACE:
        out->span = m->place[clause->a].span;
        out->text = say_rule(h, "Place", &m->place[clause->a]);
        break;
    case EXCLUDE: {
        const struct exclusion *e = &m->exclude[clause->a];
        out->span = e->span;
        out->text = arena_printf(h->arena, "[Exclude] `%s` with `%s`", carried_name(m, e->a), carried_name(m, e->b));
        break;
    }
    case TOGETHER:
    case APART: {
        const struct component_set *set = clause->kind == TOGETHER ? &m->together[clause->a] : &m->apart[clause->a];
        out->span = set->span;
        out->text = say_list(h, clause->kind == TOGETHER ? "[Together] " : "[Apart] ", set->components, set->count, true);
        break;
    }
    }
    return out->text != NULL;
}

static bool deliver(struct hunt *h, struct core *out)
{
    out->clauses = arena_new_array(h->arena, struct core_clause, h->clauses.count);
    if (!out->clauses)
        return false;
    for (size_t i = 0; i < h->clauses.count; i++)
        if (!h->clauses.items[i].dropped && !say(h, &h->clauses.items[i], &out->clauses[out->count++]))
            return false;
    return true;
}

mspec_status core_find(const struct model *m, double time_limit, struct core *out)
{
    struct hunt h = {.model = m, .arena = &out->arena};
    bool was_exhausted = m->ctx->memory.exhausted;
    *out = (struct core){0};
    arena_init(&out->arena, &m->ctx->memory);
    watch_init(&h.watch, m->ctx, time_limit);
    bool fine = allocate(&h) && list_clauses(&h);
    if (fine && is_impossible(&h)) {
        shrink(&h, 0, h.clauses.count);
        out->minimal = !h.watch.stopped;
        fine = deliver(&h, out);
    }
    vector_free(&m->ctx->memory, &h.clauses);
    if (!fine) {
        core_fini(out);
        return MSPEC_ERROR_MEMORY;
    }
    m->ctx->memory.exhausted = was_exhausted;
    return MSPEC_OK;
}

void core_fini(struct core *c)
{
    arena_fini(&c->arena);
    *c = (struct core){0};
}
