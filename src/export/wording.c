#include "export/wording.h"

#include <string.h>

#include "diag/context.h"

struct maker {
    const struct model *m;
    const struct configuration *c;
    const struct judgement *j;
    struct arena *arena;
    bool failed;
};

const char *wording_verb(op_set ops, enum cell_class class)
{
    if (ops & OP_EXECUTE) {
        if (class == CELL_CODE)
            return "execute";
        return (ops & OP_CALL) ? "call" : "return into";
    }
    switch (ops & OPS_MEMORY) {
    case OP_READ: return "read";
    case OP_WRITE: return "write";
    default: return "read and write";
    }
}

const char *wording_cell(const struct model *m, const struct cell *cell, struct arena *a)
{
    struct text t = {0};
    model_print_cell(m, cell, &t);
    const char *copy = t.failed ? NULL : arena_copy(a, t.bytes, t.length);
    text_fini(&t);
    return copy;
}

static const char *keep(struct maker *k, const char *text)
{
    k->failed = k->failed || !text;
    return text ? text : "";
}

static const char *cell_text(struct maker *k, uint32_t cell)
{
    return keep(k, wording_cell(k->m, &k->m->cells[cell], k->arena));
}

/* ---- the chain ---- */

static const char *cause_text(struct maker *k, const struct cause *cause)
{
    const struct model *m = k->m;
    const char *name = model_component_name(m, cause->component);
    const char *ops = operation_set_name(cause->ops);
    const struct form *form = &m->forms[k->c->choices[cause->component].form];
    const char *vulnerability =
        cause->vulnerability == NONE ? "a vulnerability" : model_name(m, m->vulnerabilities[cause->vulnerability].name);
    const char *cell = cause->cell == NONE ? "something" : cell_text(k, cause->cell);
    switch (cause->kind) {
    case CAUSE_LANGUAGE:
        if (form->language != NONE)
            return arena_printf(k->arena, "`%s` is written in %s, which does not bound its %s", name,
                                model_name(m, m->languages[form->language].name), ops);
        return arena_printf(k->arena, "nothing bounds the %s of `%s`", ops, name);
    case CAUSE_STATED:
        return arena_printf(k->arena, "`%s` says `*` for %s: nothing bounds it", name, ops);
    case CAUSE_WIDENED:
        return arena_printf(k->arena, "%s adds to the %s of `%s`", vulnerability, ops, name);
    case CAUSE_VULNERABILITY:
        return arena_printf(k->arena, "%s reaches beyond what `%s` is meant to do (%s): nobody can trust `%s` any more", vulnerability,
                            name, ops, name);
    case CAUSE_JUMP:
        return arena_printf(k->arena, "`%s` may then execute %s, which it is not meant to: code that nothing bounds, so that it may "
                                      "do anything", name, cell);
    case CAUSE_SELF_WRITE:
        return arena_printf(k->arena, "`%s` may then write %s, which it is not meant to: it may overwrite itself", name, cell);
    case CAUSE_OVERWRITTEN:
        return arena_printf(k->arena, "`%s` may then write %s, which it is not meant to: nothing in `%s` bounds it any more",
                            cause->by == NONE ? "somebody" : model_component_name(m, cause->by), cell, name);
    }
    return "";
}

/* Does hardening of the component bound one of the operations, so that only who jumps out of it (rule 1) has them? */
static bool is_hardened(const struct maker *k, uint32_t component, op_set ops)
{
    const struct choice *choice = &k->c->choices[component];
    const struct form *form = &k->m->forms[choice->form];
    for (uint32_t i = 0; i < choice->hardening_count + form->hardened_count; i++) {
        uint32_t id = i < choice->hardening_count ? choice->hardening[i] : form->hardened[i - choice->hardening_count];
        for (uint32_t t = 0; t < k->m->mechanisms[id].transform_count; t++) {
            for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
                if ((ops >> leaf & 1) && k->m->mechanisms[id].transforms[t].left.where[leaf])
                    return true;
            }
        }
    }
    return false;
}

/* The first cause before `limit` that gave the component one of the operations; SIZE_MAX when there is none. What is so from the
 * start names the operations; the rules take every bound, but for what hardening still holds. */
static size_t find_cause(const struct maker *k, uint32_t component, op_set ops, size_t limit)
{
    size_t fallback = SIZE_MAX;
    bool hardened = is_hardened(k, component, ops);
    for (size_t i = 0; i < limit; i++) {
        const struct cause *cause = &k->j->causes[i];
        if (cause->component != component)
            continue;
        bool beginning = cause->kind == CAUSE_LANGUAGE || cause->kind == CAUSE_STATED || cause->kind == CAUSE_WIDENED;
        if (beginning ? (cause->ops & ops) != 0 : !hardened || cause->kind == CAUSE_JUMP)
            return i;
        if (!beginning && fallback == SIZE_MAX)
            fallback = i;
    }
    return fallback;
}

#define CHAIN_MAX 32

/* The events that led to `component` having `ops`, first event first. Each step goes to an earlier cause: it ends. */
static size_t chain_of(const struct maker *k, uint32_t component, op_set ops, size_t *chain)
{
    size_t count = 0, limit = k->j->cause_count;
    while (count < CHAIN_MAX) {
        size_t at = find_cause(k, component, ops, limit);
        if (at == SIZE_MAX)
            break;
        chain[count++] = at;
        limit = at;
        const struct cause *cause = &k->j->causes[at];
        if (cause->kind == CAUSE_OVERWRITTEN && cause->by != NONE) {
            component = cause->by;
            ops = OP_WRITE;
        } else if (cause->kind == CAUSE_JUMP) {
            ops = cause->ops ? cause->ops : OP_EXECUTE;
        } else if (cause->kind == CAUSE_SELF_WRITE) {
            ops = OP_WRITE;
        } else {
            break;
        }
    }
    for (size_t i = 0; i < count / 2; i++) {
        size_t other = chain[i];
        chain[i] = chain[count - 1 - i];
        chain[count - 1 - i] = other;
    }
    return count;
}

static struct span cause_span(const struct maker *k, const struct cause *cause)
{
    if (cause->vulnerability != NONE && (cause->kind == CAUSE_WIDENED || cause->kind == CAUSE_VULNERABILITY))
        return k->m->vulnerabilities[cause->vulnerability].span;
    if (cause->kind == CAUSE_OVERWRITTEN && cause->by != NONE)
        return k->m->forms[k->c->choices[cause->by].form].span;
    return k->m->forms[k->c->choices[cause->component].form].span;
}

/* Why a grant to the component has lapsed: it is overwritten, or a vulnerability makes it do what it is not meant to. */
static size_t lapse_cause(const struct judgement *j, uint32_t component)
{
    for (size_t i = 0; i < j->cause_count; i++) {
        const struct cause *cause = &j->causes[i];
        if (cause->component == component && (cause->kind == CAUSE_OVERWRITTEN || cause->kind == CAUSE_VULNERABILITY))
            return i;
    }
    return SIZE_MAX;
}

static void add_chain(struct maker *k, const struct violation *v, mspec_diagnostic *d)
{
    size_t chain[CHAIN_MAX + 1];
    size_t count = chain_of(k, v->from, v->ops, chain);
    size_t lapse = v->lapsed ? lapse_cause(k->j, v->from) : SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        lapse = chain[i] == lapse ? SIZE_MAX : lapse;
    if (lapse != SIZE_MAX)
        chain[count++] = lapse;
    mspec_related *related = arena_new_array(k->arena, mspec_related, count);
    if (!related) {
        k->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct cause *cause = &k->j->causes[chain[i]];
        related[i].location = source_locate(k->m->ctx, cause_span(k, cause));
        related[i].message = keep(k, cause_text(k, cause));
    }
    d->related = related;
    d->related_count = count;
}

/* ---- violations ---- */

static const char *code_text(enum code code)
{
    const mspec_code *entry = mspec_code_at((size_t)code);
    return entry ? entry->code : "";
}

const char *wording_code(op_set ops, enum cell_class class, bool lapsed)
{
    if (lapsed)
        return code_text(CODE_VIOLATION_LAPSED);
    if (ops & OP_EXECUTE)
        return code_text(class == CELL_CODE ? CODE_VIOLATION_CODE : CODE_VIOLATION_CALL);
    return code_text((ops & OP_WRITE) ? CODE_VIOLATION_WRITE : CODE_VIOLATION_READ);
}

static void add_violation(struct maker *k, const struct violation *v, mspec_diagnostic *d, const char **target)
{
    struct cell cell = k->m->cells[v->cell];
    if (cell.sized) {
        cell.from = v->range_from;
        cell.to = v->range_to;
    }
    *target = keep(k, wording_cell(k->m, &cell, k->arena));
    const char *from = model_component_name(k->m, v->from), *owner = model_component_name(k->m, v->owner);
    const char *verb = wording_verb(v->ops, cell.class);
    d->code = wording_code(v->ops, cell.class, v->lapsed);
    d->severity = MSPEC_ERROR;
    d->location = source_locate(k->m->ctx, v->clause);
    d->message = keep(k, arena_printf(k->arena, v->lapsed ? "`%s` may %s %s (%s), and the grant of `%s` to it no longer holds"
                                                          : "`%s` may %s %s (%s), which `%s` does not grant",
                                      from, verb, *target, operation_set_name(v->ops), owner));
    add_chain(k, v, d);
}

/* ---- problems ---- */

static enum code problem_code(enum problem_kind kind)
{
    switch (kind) {
    case PROBLEM_NEED: return CODE_FOUND_NEED;
    case PROBLEM_SPACE: return CODE_FOUND_SPACE;
    case PROBLEM_LIMIT: return CODE_FOUND_LIMIT;
    case PROBLEM_NEEDS: return CODE_FOUND_NEEDS;
    case PROBLEM_CONFLICTS: return CODE_FOUND_CONFLICTS;
    case PROBLEM_FORBID: return CODE_FOUND_FORBID;
    case PROBLEM_USE: return CODE_FOUND_USE;
    case PROBLEM_TOGETHER: return CODE_FOUND_TOGETHER;
    case PROBLEM_APART: return CODE_FOUND_APART;
    case PROBLEM_PLACE: return CODE_FOUND_PLACE;
    case PROBLEM_EXCLUDE: return CODE_FOUND_EXCLUDE;
    case PROBLEM_BUDGET: return CODE_FOUND_BUDGET;
    }
    return CODE_FOUND_SPACE;
}

static void add_problem(struct maker *k, const struct problem_found *p, mspec_diagnostic *d)
{
    struct span span = p->span;
    if (span.source == 0 && p->component != NONE)
        span = k->m->components[p->component].span;
    d->code = code_text(problem_code(p->kind));
    d->severity = MSPEC_ERROR;
    d->location = source_locate(k->m->ctx, span);
    d->message = keep(k, p->text);
}

bool wording_make(const struct model *m, const struct configuration *c, const struct judgement *j, struct arena *a,
                   struct wording *out)
{
    struct maker k = {m, c, j, a, false};
    out->count = j->violation_count + j->problem_count;
    out->items = arena_new_array(a, mspec_diagnostic, out->count);
    out->targets = arena_new_array(a, const char *, j->violation_count);
    out->operations = arena_new_array(a, const char *, j->violation_count);
    if (!out->items || !out->targets || !out->operations)
        return false;
    for (size_t i = 0; i < j->violation_count; i++) {
        add_violation(&k, &j->violations[i], &out->items[i], &out->targets[i]);
        out->operations[i] = operation_set_name(j->violations[i].ops);
    }
    for (size_t i = 0; i < j->problem_count; i++)
        add_problem(&k, &j->problems[i], &out->items[j->violation_count + i]);
    return !k.failed;
}
