/* Rules 1 to 4 of the fixpoint, what requirements deny, and needs. What a component may do is asked form by form, cell by
 * cell and operation by operation: statically it reaches a cell by its base and what vulnerabilities add; where its base
 * bounds nothing any more, always; unless some hardening that it has blocks it, which no longer counts once it jumps
 * anywhere. */
#include "solve/statement/boundary.h"

#include <string.h>

struct kept { /* one clause of the group at hand */
    struct reason why;
    size_t first, count;
};

struct writer {
    struct statement *st;
    uint32_t a, form; /* who acts, and as what */
    uint8_t base[LEAF_COUNT], added[LEAF_COUNT];
    struct bounds *bounds; /* by hardening bit: what it bounds of the form */
    struct bounds *built_in;
    bool *has_names; /* by component: somebody grants it something by name */
    struct {
        VECTOR(struct kept);
    } group; /* clauses about one pair, or one component: none says less than another */
    struct {
        VECTOR(literal);
    } literals;
    struct disjunction clause, premises;
    struct reason why; /* of the clauses that `close` writes */
};

/* ---- groups of clauses ---- */

static bool is_part(const struct writer *w, const literal *few, size_t few_count, const literal *many, size_t many_count)
{
    (void)w;
    for (size_t i = 0; i < few_count; i++) {
        size_t k = 0;
        while (k < many_count && many[k] != few[i])
            k++;
        if (k == many_count)
            return false;
    }
    return true;
}

/* Keeps the clause, unless one of the group says as much; drops those of the group that say no more. */
static void keep(struct writer *w, struct disjunction *c)
{
    struct statement *st = w->st;
    size_t kept = 0;
    bool needless = c->is_true;
    for (size_t i = 0; i < w->group.count; i++) {
        struct kept *k = &w->group.items[i];
        const literal *literals = w->literals.items + k->first;
        needless |= k->count <= c->count && is_part(w, literals, k->count, c->items, c->count);
        if (needless || !(c->count < k->count && is_part(w, c->items, c->count, literals, k->count)))
            w->group.items[kept++] = *k;
    }
    w->group.count = kept;
    if (!needless) {
        struct kept new = {w->why, w->literals.count, c->count};
        for (size_t i = 0; i < c->count; i++)
            if (!vector_push(st->p->memory, &w->literals, c->items[i]))
                st->failed = true;
        /* only whole clauses are looked at again */
        if (!st->failed && !vector_push(st->p->memory, &w->group, new))
            st->failed = true;
    }
    c->count = 0;
    c->is_true = false;
}

static void flush(struct writer *w)
{
    for (size_t i = 0; i < w->group.count && !w->st->failed; i++) {
        const struct kept *k = &w->group.items[i];
        clause_write(w->st, statement_reason(w->st, k->why), k->count, w->literals.items + k->first);
    }
    w->group.count = w->literals.count = 0;
}

/* ---- what it may do ---- */

static bool blocks(const struct writer *w, const struct bounds *bounds, const struct cell *cell, enum operation_leaf leaf)
{
    for (unsigned i = 0; i < bounds->count[leaf]; i++)
        if (targets_cover(w->st->p, bounds->of[leaf][i].left, w->form, cell, leaf) &&
            !targets_cover(w->st->p, bounds->of[leaf][i].right, w->form, cell, leaf))
            return true;
    return false;
}

/* How a component comes to reach a cell. */
enum way {
    BY_BASE,      /* as its form is, with what vulnerabilities add */
    BY_ADDED,     /* by what vulnerabilities add alone */
    WHEN_LOOSE,   /* its base bounds nothing */
    WHEN_VOID,    /* it is overwritten: its base bounds nothing, and it intends nothing */
    WHEN_JUMPING, /* nothing bounds it */
    WHEN_BOTH     /* it jumps and is overwritten */
};

static literal jumps(struct writer *w, uint32_t c)
{
    return statement_variable(w->st, VARIABLE_JUMPS, c, NONE, NONE, NONE, NULL);
}

static literal overwritten(struct writer *w, uint32_t c)
{
    return statement_variable(w->st, VARIABLE_OVERWRITTEN, c, NONE, NONE, NONE, NULL);
}

/* Who is overwritten is loose as well. */
static literal loose(struct writer *w, uint32_t c)
{
    bool is_new;
    literal l = statement_variable(w->st, VARIABLE_LOOSE, c, NONE, NONE, NONE, &is_new);
    if (is_new)
        CLAUSE(w->st, statement_reason(w->st, reason_plain(REASON_DEFINITION)), -overwritten(w, c), l);
    return l;
}

/* Starts a clause that holds wherever the component, in its form, does not reach the cell in that way. False when it never
 * does. */
static bool unless_reached(struct writer *w, enum way way, const struct cell *cell, enum operation_leaf leaf)
{
    struct statement *st = w->st;
    struct disjunction *c = &w->clause;
    c->count = 0;
    c->is_true = false;
    if ((way == BY_BASE || way == BY_ADDED) &&
        !targets_cover(st->p, (uint8_t)(w->added[leaf] | (way == BY_BASE ? w->base[leaf] : 0)), w->form, cell, leaf))
        return false;
    clause_add(st, c, -literal_form(st, w->form));
    clause_add(st, c, -literal_form(st, cell->form));
    if (way == WHEN_LOOSE)
        clause_add(st, c, -loose(w, w->a));
    if (way == WHEN_VOID || way == WHEN_BOTH)
        clause_add(st, c, -overwritten(w, w->a));
    if (way == WHEN_JUMPING || way == WHEN_BOTH) {
        clause_add(st, c, -jumps(w, w->a));
        return true;
    }
    if (blocks(w, w->built_in, cell, leaf))
        return false;
    for (uint32_t bit = 0; bit < st->p->hardening_count; bit++)
        if (blocks(w, &w->bounds[bit], cell, leaf))
            clause_add(st, c, literal_hardened(st, w->a, bit));
    return true;
}

static void unless_leaked(struct statement *st, void *user, const literal *holding, size_t count)
{
    struct writer *w = user;
    for (size_t i = 0; i < w->premises.count; i++)
        clause_add(st, &w->clause, w->premises.items[i]);
    for (size_t i = 0; i < count; i++)
        clause_add(st, &w->clause, -holding[i]);
    keep(w, &w->clause);
}

/* Keeps the clause, with what stops it on the way to the cell. */
static void keep_unless_stopped(struct writer *w, const struct cell *cell, enum operation_leaf leaf)
{
    struct statement *st = w->st;
    w->premises.count = 0;
    for (size_t i = 0; i < w->clause.count && !w->clause.is_true; i++)
        clause_add(st, &w->premises, w->clause.items[i]);
    bool is_true = w->clause.is_true;
    boundary_add_stops(st, &w->clause, w->a, cell, leaf);
    keep(w, &w->clause);
    if (!is_true)
        boundary_leaks(st, w->a, cell, leaf, unless_leaked, w);
}

static uint32_t cell_id(const struct writer *w, const struct cell *cell)
{
    return (uint32_t)(cell - w->st->m->cells);
}

/* ---- what it loses by it: rules 1, 3 and the second half of 4 ---- */

static void lose(struct writer *w, const struct cell *cell, enum operation_leaf leaf, bool is_intended)
{
    struct statement *st = w->st;
    const uint32_t id = cell_id(w, cell);
    w->why = (struct reason){REASON_JUMP, w->a, NONE, id, NONE, (op_set)(1u << leaf), {0}};
    if (cell->class == CELL_CODE) {
        static const enum way beyond[] = {BY_BASE, WHEN_LOOSE};
        for (int i = 0; i < 2 && !is_intended; i++)
            if (unless_reached(w, beyond[i], cell, leaf)) {
                clause_add(st, &w->clause, jumps(w, w->a));
                keep(w, &w->clause);
            }
        if (is_intended && unless_reached(w, WHEN_VOID, cell, leaf)) {
            clause_add(st, &w->clause, jumps(w, w->a));
            keep(w, &w->clause);
        }
    }
    w->why.kind = REASON_SELF;
    if (leaf == LEAF_WRITE && !is_intended && unless_reached(w, BY_BASE, cell, leaf)) {
        clause_add(st, &w->clause, loose(w, w->a));
        keep(w, &w->clause);
    }
    w->why.kind = REASON_EXCEED;
    if (!is_intended && unless_reached(w, BY_ADDED, cell, leaf)) {
        bool is_grave = leaf == LEAF_WRITE || cell->class == CELL_CODE;
        clause_add(st, &w->clause,
                   statement_variable(st, is_grave ? VARIABLE_TAKEN : VARIABLE_EXCEEDS, w->a,
                                      is_grave ? NONE : (uint32_t)leaf, NONE, NONE, NULL));
        keep(w, &w->clause);
    }
}

/* ---- what it does to others: rule 2, and requirements ---- */

static literal overwrites(struct writer *w, uint32_t victim)
{
    bool is_new;
    if (!w->has_names[victim])
        return overwritten(w, victim);
    literal l = statement_variable(w->st, VARIABLE_OVERWRITES, w->a, victim, NONE, NONE, &is_new);
    if (is_new)
        CLAUSE(w->st, statement_reason(w->st, reason_plain(REASON_DEFINITION)), -l, overwritten(w, victim));
    return l;
}

static void overwrite(struct writer *w, const struct cell *cell, bool is_intended)
{
    static const enum way beyond[] = {BY_BASE, WHEN_LOOSE, WHEN_JUMPING}, within[] = {WHEN_VOID, WHEN_BOTH};
    w->why = (struct reason){REASON_OVERWRITE, w->a, cell->component, cell_id(w, cell), NONE, OP_WRITE, {0}};
    for (int i = 0; i < (is_intended ? 2 : 3); i++)
        if (unless_reached(w, is_intended ? within[i] : beyond[i], cell, LEAF_WRITE)) {
            clause_add(w->st, &w->clause, overwrites(w, cell->component));
            keep_unless_stopped(w, cell, LEAF_WRITE);
        }
}

/* What is denied must not be reached; what is granted by name is denied once it has lapsed. */
static void deny(struct writer *w, const struct cell *cell, enum operation_leaf leaf)
{
    static const enum way ways[] = {BY_BASE, WHEN_LOOSE, WHEN_JUMPING};
    struct statement *st = w->st;
    op_set op = (op_set)(1u << leaf);
    bool is_granted = (granted_ops(st->p, cell, w->a) & op) != 0;
    if (is_granted && !(granted_by_name_ops(st->p, cell, w->a) & op))
        return;
    w->why = (struct reason){
        REASON_REQUIREMENT, w->a, cell->component, cell_id(w, cell), NONE, op, st->m->forms[cell->form].requires_span};
    for (int i = 0; i < 3; i++)
        if (unless_reached(w, ways[i], cell, leaf)) {
            if (is_granted)
                clause_add(st, &w->clause,
                           -statement_variable(st, VARIABLE_LAPSED, w->a, cell_id(w, cell), (uint32_t)leaf, NONE, NULL));
            keep_unless_stopped(w, cell, leaf);
        }
}

static void look_at_cell(struct writer *w, const struct cell *cell, bool for_itself)
{
    const struct statement *st = w->st;
    op_set intent = intent_ops(st->p, w->form, cell), ops = cell_ops(cell);
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (!((ops >> leaf) & 1))
            continue;
        bool is_intended = (intent >> leaf) & 1;
        if (for_itself) {
            lose(w, cell, leaf, is_intended);
            continue;
        }
        if (leaf == LEAF_WRITE && cell->class == CELL_OWN && !st->m->forms[cell->form].is_vault)
            overwrite(w, cell, is_intended);
        if (is_guarded(st->p, cell->component))
            deny(w, cell, leaf);
    }
}

static void look_at(struct writer *w, uint32_t b, bool for_itself)
{
    const struct model *m = w->st->m;
    const struct component *other = &m->components[b];
    for (uint32_t f = other->first_form; f < other->first_form + other->form_count && !w->st->failed; f++)
        if (b != w->a || f == w->form)
            for (uint32_t i = m->forms[f].first_cell; i < m->forms[f].first_cell + m->forms[f].cell_count; i++)
                look_at_cell(w, &m->cells[i], for_itself);
}

/* ---- needs ---- */

/* Which operations of a need find nothing to act on in a form: it lacks the symbol or (part of) the region. */
static bool is_lacking(const struct statement *st, const struct access *need, uint32_t form_id)
{
    const struct form *form = &st->m->forms[form_id];
    for (enum operation_leaf leaf = 0; need->where == WHERE_NAMED && leaf < LEAF_COUNT; leaf++) {
        bool found = false;
        uint64_t bytes = 0;
        if (!((need->ops >> leaf) & 1))
            continue;
        for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++)
            if ((need_ops(need, &st->m->cells[i]) >> leaf) & 1) {
                found = true;
                bytes += st->m->cells[i].sized ? st->m->cells[i].to - st->m->cells[i].from : 0;
            }
        if (!found || (need->has_range && bytes < need->to - need->from))
            return true;
    }
    return false;
}

static void serve(struct writer *w, const struct access *need, uint32_t form)
{
    struct statement *st = w->st;
    const struct form *owner = &st->m->forms[form];
    struct reason why = {REASON_NEED, w->a, owner->component, NONE, NONE, need->ops, need->span};
    struct disjunction premises = {0};
    clause_add(st, &premises, -literal_form(st, w->form));
    clause_add(st, &premises, -literal_form(st, form));
    if (is_lacking(st, need, form))
        clause_write(st, statement_reason(st, why), premises.count, premises.items);
    for (uint32_t i = owner->first_cell; i < owner->first_cell + owner->cell_count && !st->failed; i++)
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
            if ((need_ops(need, &st->m->cells[i]) >> leaf) & 1) {
                why.cell = i;
                boundary_must_pass(st, &premises, w->a, &st->m->cells[i], leaf, statement_reason(st, why));
            }
    vector_free(st->p->memory, &premises);
}

static void serve_needs(struct writer *w)
{
    const struct statement *st = w->st;
    const struct form *form = &st->m->forms[w->form];
    for (uint32_t i = 0; i < st->p->need_count[w->form]; i++) {
        const struct access *need = &form->intent[st->p->needs[w->form][i]];
        const struct component *owner = &st->m->components[need->component];
        for (uint32_t f = owner->first_form; f < owner->first_form + owner->form_count; f++)
            serve(w, need, f);
    }
}

/* ---- rule 4: grants lapse ---- */

static literal lapsed(struct writer *w, uint32_t c, uint32_t cell, enum operation_leaf leaf)
{
    return statement_variable(w->st, VARIABLE_LAPSED, c, cell, (uint32_t)leaf, NONE, NULL);
}

static void lapse(struct writer *w, uint32_t c, uint32_t cell_number, enum operation_leaf leaf)
{
    struct statement *st = w->st;
    const struct cell *cell = &st->m->cells[cell_number];
    op_set op = (op_set)(1u << leaf);
    struct reason why = {REASON_LAPSE, c, NONE, cell_number, NONE, op, {0}};
    int32_t reason = statement_reason(st, why);
    literal exceeds = statement_find(st, VARIABLE_EXCEEDS, c, (uint32_t)leaf, NONE, NONE),
            taken = statement_find(st, VARIABLE_TAKEN, c, NONE, NONE, NONE);
    if (exceeds)
        CLAUSE(st, reason, -exceeds, lapsed(w, c, cell_number, leaf));
    if (taken)
        CLAUSE(st, reason, -taken, lapsed(w, c, cell_number, leaf));
    for (uint32_t b = 0; b < st->m->component_count; b++) {
        literal by = statement_find(st, VARIABLE_OVERWRITES, b, c, NONE, NONE);
        if (!by || b == cell->component)
            continue;
        if (!(granted_ops(st->p, cell, b) & op))
            CLAUSE(st, reason, -by, lapsed(w, c, cell_number, leaf));
        else if (granted_by_name_ops(st->p, cell, b) & op)
            CLAUSE(st, reason, -by, -lapsed(w, b, cell_number, leaf), lapsed(w, c, cell_number, leaf));
    }
}

typedef void by_name_fn(struct writer *w, uint32_t c, uint32_t cell, enum operation_leaf leaf);

static void each_grant_by_name(struct writer *w, by_name_fn *call)
{
    const struct model *m = w->st->m;
    for (uint32_t f = 0; f < m->form_count; f++)
        for (uint32_t i = m->forms[f].first_cell;
             w->st->p->selective[f] && i < m->forms[f].first_cell + m->forms[f].cell_count; i++)
            for (uint32_t c = 0; c < m->component_count && !w->st->failed; c++) {
                op_set by_name = c == m->forms[f].component ? 0 : granted_by_name_ops(w->st->p, &m->cells[i], c);
                for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
                    if ((by_name >> leaf) & 1)
                        call(w, c, i, leaf);
            }
}

static void note_name(struct writer *w, uint32_t c, uint32_t cell, enum operation_leaf leaf)
{
    (void)cell, (void)leaf;
    w->has_names[c] = true;
}

/* ---- the whole ---- */

static bool writer_init(struct writer *w, struct statement *st)
{
    *w = (struct writer){.st = st};
    w->bounds = arena_new_array(&st->arena, struct bounds, st->p->hardening_count);
    w->built_in = arena_new(&st->arena, struct bounds);
    w->has_names = arena_new_array(&st->arena, bool, st->m->component_count);
    return w->bounds && w->built_in && w->has_names;
}

/* Puts a form on stage. False when it bounds more than is held at once. */
static bool act(struct writer *w, uint32_t form)
{
    struct statement *st = w->st;
    const struct form *f = &st->m->forms[form];
    w->a = f->component;
    w->form = form;
    base_of(st->p, form, w->base, w->added);
    bool fine = bounds_of(st->p, f, 0, w->built_in);
    for (uint32_t bit = 0; bit < st->p->hardening_count && fine; bit++) {
        memset(w->bounds[bit].count, 0, sizeof w->bounds[bit].count);
        if (form_may_carry(st->m, st->p->hardening[bit], f) && !form_has_built_in(f, st->p->hardening[bit]))
            fine = bounds_of_mechanism(st->m, st->p->hardening[bit], &w->bounds[bit]);
    }
    return fine;
}

static void act_as(struct writer *w, uint32_t form)
{
    struct statement *st = w->st;
    if (!act(w, form)) {
        st->too_large = true;
        return;
    }
    for (uint32_t b = 0; b < st->m->component_count && !st->failed; b++)
        look_at(w, b, true);
    flush(w);
    for (uint32_t b = 0; b < st->m->component_count && !st->failed; b++)
        if (b != w->a) {
            look_at(w, b, false);
            flush(w);
        }
}

void fixpoint_state(struct statement *st)
{
    struct writer w;
    if (!writer_init(&w, st)) {
        st->failed = true;
        return;
    }
    each_grant_by_name(&w, note_name);
    for (uint32_t f = 0; f < st->m->form_count && !st->failed && !st->too_large; f++)
        if (!st->m->forms[f].is_vault) {
            act_as(&w, f);
            serve_needs(&w);
        }
    each_grant_by_name(&w, lapse);
    for (uint32_t c = 0; c < st->m->component_count; c++) {
        literal taken = statement_find(st, VARIABLE_TAKEN, c, NONE, NONE, NONE);
        if (taken)
            CLAUSE(st, statement_reason(st, reason_plain(REASON_LAPSE)), -taken, overwritten(&w, c));
    }
    vector_free(st->p->memory, &w.group);
    vector_free(st->p->memory, &w.literals);
    vector_free(st->p->memory, &w.clause);
    vector_free(st->p->memory, &w.premises);
}
