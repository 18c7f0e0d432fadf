/* Needs against requirements: a target named with its owner that the owner denies can never be had, whatever the
 * configuration. With variants: when every variant denies it. Looks names up, and walks no list twice: systems have
 * thousands of needs. */
#include "model/build.h"

#include <stdlib.h>

struct ordered { /* a grant, for search by form, principal and name */
    uint32_t form, principal;
    name_id name; /* 0: no named target */
    uint32_t index;
};

struct checking {
    struct builder *b;
    struct ordered *grants;
    size_t grant_count;
    struct lookup first_cell; /* form and name of a region → its first cell */
    struct lookup symbol;     /* form and name of a symbol → its cell */
    struct lookup restricted; /* form and name of a region that [Requires] names; name 0: `shared` */
};

static int compare(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->principal != y->principal)
        return x->principal < y->principal ? -1 : 1;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static bool index_grants(struct checking *c)
{
    const struct model *m = c->b->m;
    struct arena *a = &c->b->scratch;
    size_t count = 0;
    for (uint32_t f = 0; f < m->form_count; f++)
        count += m->forms[f].grant_count;
    c->grants = arena_new_array(a, struct ordered, count);
    if (!c->grants)
        return false;
    for (uint32_t f = 0; f < m->form_count; f++)
        for (uint32_t i = 0; i < m->forms[f].grant_count; i++) {
            const struct grant *grant = &m->forms[f].grants[i];
            c->grants[c->grant_count++] = (struct ordered){f, grant->principal, grant->what.name, i};
            bool restricts = !grant->take && (grant->what.ops & OPS_MEMORY) &&
                             (grant->what.where == WHERE_SHARED || grant->what.where == WHERE_NAMED);
            if (restricts && !lookup_put(a, &c->restricted, LOOKUP_KEY(f, grant->what.name), 0))
                return false;
        }
    qsort(c->grants, c->grant_count, sizeof *c->grants, compare);
    return true;
}

static bool index_cells(struct checking *c)
{
    const struct model *m = c->b->m;
    for (uint32_t i = m->cell_count; i-- > 0;) { /* backwards, so that the first one stays */
        const struct cell *cell = &m->cells[i];
        if (cell->name && !lookup_put(&c->b->scratch, cell->class == CELL_SYMBOL ? &c->symbol : &c->first_cell,
                                      LOOKUP_KEY(cell->form, cell->name), i))
            return false;
    }
    return true;
}

static bool speaks_of(const struct access *what, const struct cell *cell)
{
    switch (what->where) {
    case WHERE_ALL:
        return true;
    case WHERE_OWN:
        return cell->class == CELL_OWN;
    case WHERE_SHARED:
        return cell->class == CELL_SHARED;
    case WHERE_API:
        return cell->class == CELL_SYMBOL;
    case WHERE_CODE:
        return cell->class == CELL_CODE;
    case WHERE_NAMED:
        return cell_is_named_by(cell, what);
    default:
        return false;
    }
}

/* The last word on one operation so far. */
struct word {
    uint32_t index; /* of the grant; NONE: nobody has spoken */
    bool granted;
};

static void hear(const struct checking *c, const struct cell *cell, uint32_t principal, name_id name,
                 struct word words[LEAF_COUNT])
{
    const struct form *form = &c->b->m->forms[cell->form];
    struct ordered wanted = {cell->form, principal, name, 0};
    size_t low = 0, high = c->grant_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&c->grants[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < c->grant_count; low++) {
        const struct ordered *o = &c->grants[low];
        if (o->form != wanted.form || o->principal != principal || o->name != name)
            break;
        const struct grant *grant = &form->grants[o->index];
        if (!speaks_of(&grant->what, cell))
            continue;
        for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
            if ((grant->what.ops & (1u << leaf)) && (words[leaf].index == NONE || words[leaf].index < o->index))
                words[leaf] = (struct word){o->index, !grant->take};
    }
}

/* The operations of `ops` on the cell that its owner denies to a component; *by: the grant taken back, or NONE. */
static op_set denied(const struct checking *c, const struct cell *cell, uint32_t principal, op_set ops, uint32_t *by)
{
    struct word words[LEAF_COUNT];
    bool shared = cell->class == CELL_SHARED &&
                  lookup_get(&c->restricted, LOOKUP_KEY(cell->form, cell->name)) == UINT32_MAX &&
                  lookup_get(&c->restricted, LOOKUP_KEY(cell->form, 0)) == UINT32_MAX;
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        words[leaf] = (struct word){NONE, shared};
    ops &= cell->class == CELL_OWN || cell->class == CELL_SHARED ? OPS_MEMORY : OP_EXECUTE;
    for (int who = 0; who < 2; who++) {
        hear(c, cell, who ? principal : ANYBODY, 0, words);
        if (cell->name)
            hear(c, cell, who ? principal : ANYBODY, cell->name, words);
    }
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        if (words[leaf].granted)
            ops &= (op_set) ~(1u << leaf);
        else if ((ops & (1u << leaf)) && words[leaf].index != NONE)
            *by = words[leaf].index;
    return ops;
}

/* What a form of the target denies of a need; 0: nothing. A form that lacks the target denies it all. */
static op_set form_denies(const struct checking *c, const struct access *need, uint32_t form_id, uint32_t principal,
                          const struct cell **where, uint32_t *by)
{
    const struct model *m = c->b->m;
    const struct form *form = &m->forms[form_id];
    uint32_t at = form->first_cell, end = form->first_cell + form->cell_count;
    bool is_named = need->where == WHERE_NAMED, met = false;
    *by = NONE;
    *where = NULL;
    if (is_named) {
        at = lookup_get((need->ops & OPS_MEMORY) ? &c->first_cell : &c->symbol, LOOKUP_KEY(form_id, need->name));
        if (at == UINT32_MAX)
            return need->ops;
    }
    for (; at < end; at++) {
        const struct cell *cell = &m->cells[at];
        if (is_named && cell->name != need->name)
            break;
        if (!speaks_of(need, cell))
            continue;
        met = true;
        op_set ops = denied(c, cell, principal, need->ops, by);
        *where = cell;
        if (ops)
            return ops;
    }
    return is_named && !met ? need->ops : 0;
}

static void report_denied(struct checking *c, uint32_t self, const struct access *need, op_set ops, const struct cell *cell,
                          const struct form *target, uint32_t by)
{
    struct builder *b = c->b;
    struct text text = {0};
    if (cell)
        model_print_cell(b->m, cell, &text);
    const char *owner = model_component_name(b->m, target->component);
    struct report *r = report(b->ctx, CODE_NEED_DENIED, need->span, "`%s` needs `%s` on `%s`, which `%s` denies",
                              model_component_name(b->m, self), operation_set_name(ops),
                              text.bytes && !text.failed ? text.bytes : owner, owner);
    text_fini(&text);
    bool is_clause = target->requires_span.from != target->span.from || target->requires_span.source != target->span.source;
    if (by != NONE)
        report_related(r, target->grants[by].what.span, "taken back here");
    else if (is_clause)
        report_related(r, target->requires_span, "this is all that `%s` grants", owner);
    else
        report_related(r, target->span, "`%s` has no [Requires], and grants what is the default", owner);
    const char *op = (ops & OP_EXECUTE) ? "X" : (ops & OP_WRITE) && (ops & OP_READ) ? "R, W" : (ops & OP_WRITE) ? "W" : "R";
    const char *what = need->where == WHERE_NAMED  ? name_text(b->d, need->name)
                       : need->where == WHERE_OWN  ? "own"
                       : need->where == WHERE_API  ? "api"
                       : need->where == WHERE_CODE ? "code"
                                                   : "shared";
    report_hint(r, "let `%s` grant it: `[Requires] += %s(%s, %s)`", owner, model_component_name(b->m, self), op, what);
}

static void check_need(struct checking *c, uint32_t self, const struct access *need)
{
    const struct model *m = c->b->m;
    const struct component *target = &m->components[need->component];
    const struct cell *cell = NULL, *shown = NULL;
    const struct form *first = NULL;
    uint32_t by, shown_by = NONE;
    op_set shown_ops = 0;
    for (uint32_t i = 0; i < target->form_count; i++) {
        op_set ops = form_denies(c, need, target->first_form + i, self, &cell, &by);
        if (!ops)
            return;
        if (!first || (!shown && cell)) {
            first = &m->forms[target->first_form + i];
            shown = cell;
            shown_by = by;
            shown_ops = ops;
        }
    }
    if (first)
        report_denied(c, self, need, shown_ops, shown, first, shown_by);
}

bool needs_check(struct builder *b)
{
    const struct model *m = b->m;
    struct checking c = {.b = b};
    if (!index_grants(&c) || !index_cells(&c))
        return false;
    for (uint32_t f = 0; f < m->form_count; f++) {
        const struct form *form = &m->forms[f];
        for (uint32_t i = 0; i < form->intent_count; i++)
            if (form->intent[i].component != NONE && form->intent[i].component != form->component)
                check_need(&c, form->component, &form->intent[i]);
    }
    return true;
}
