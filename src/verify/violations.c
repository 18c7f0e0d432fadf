#include "verify/violations.h"

#include "verify/capability.h"

/* What component a may do, with this operation, that its owner denies. `denied` is what is not granted, or has lapsed. */
static set_word violated_word(const struct desk *d, uint32_t a, enum operation_leaf leaf, size_t word)
{
    const struct form *f = desk_form(d, a);
    return desk_row(d, d->reach, a, leaf)[word] & desk_row(d, d->passes, d->compartments.group_of[a], leaf)[word] &
           d->guarded[word] & ~desk_row(d, d->still_granted, a, leaf)[word] &
           ~set_range_in_word(word, f->first_cell, f->first_cell + f->cell_count);
}

bool violations_none(struct desk *d)
{
    for (uint32_t a = 0; a < d->c->count; a++)
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
            for (size_t word = 0; word < d->words; word++)
                if (violated_word(d, a, leaf, word))
                    return false;
    return true;
}

/* The clause that is broken: the -= that had the last word on it, else the owner's [Requires]. */
static struct span broken_clause(const struct form *owner, uint32_t a, enum operation_leaf leaf, const struct cell *cell)
{
    struct span span = owner->requires_span;
    for (uint32_t i = 0; i < owner->grant_count; i++) {
        const struct grant *g = &owner->grants[i];
        if ((g->principal == ANYBODY || g->principal == a) && capability_access_covers(&g->what, leaf, cell))
            span = g->take ? g->what.span : owner->requires_span;
    }
    return span;
}

static bool same_span(struct span a, struct span b)
{
    return a.source == b.source && a.from == b.from && a.to == b.to;
}

/* Does a violation of this cell go on where the last ones left off? A cell gives at most one violation a leaf operation. */
static bool merge(const struct model *m, struct violation_list *list, const struct violation *new)
{
    const struct cell *cell = &m->cells[new->cell];
    for (size_t back = 1; back <= 2 * LEAF_COUNT && back <= list->count; back++) {
        struct violation *old = &list->items[list->count - back];
        const struct cell *begin = &m->cells[old->cell];
        if (old->from == new->from && old->ops == new->ops &&
            old->lapsed == new->lapsed &&same_span(old->clause, new->clause) && begin->form == cell->form &&
            begin->class == cell->class && begin->name == cell->name && begin->sized && cell->sized &&
            old->range_to == cell->from) {
            old->range_to = cell->to;
            return true;
        }
    }
    return false;
}

static bool collect_cell(struct desk *d, struct violation_list *list, uint32_t a, uint32_t index, op_set ops)
{
    const struct cell *cell = &d->m->cells[index];
    const struct form *owner = &d->m->forms[cell->form];
    while (ops) { /* operations that break the same clause in the same way are one violation */
        struct violation new = {
            .from = a, .owner = cell->component, .cell = index, .range_from = cell->from, .range_to = cell->to};
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
            if (!(ops >> leaf & 1))
                continue;
            struct span clause = broken_clause(owner, a, leaf, cell);
            bool lapsed = set_has(desk_row(d, d->granted, a, leaf), index);
            if (new.ops == 0) {
                new.clause = clause;
                new.lapsed = lapsed;
            } else if (lapsed != new.lapsed || !same_span(clause, new.clause)) {
                continue;
            }
            new.ops |= (op_set)(1 << leaf);
        }
        ops &= (op_set)~new.ops;
        if (!merge(d->m, list, &new) && !vector_push(&d->m->ctx->memory, list, new))
            return false;
    }
    return true;
}

/* Of one component and word: the cells with a violation, and by leaf. */
static set_word violated_cells(const struct desk *d, uint32_t a, size_t word, set_word of_leaf[LEAF_COUNT])
{
    set_word any = 0;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
        any |= of_leaf[leaf] = violated_word(d, a, leaf, word);
    return any;
}

static uint64_t count_violated_cells(const struct desk *d)
{
    set_word of_leaf[LEAF_COUNT];
    uint64_t count = 0;
    for (uint32_t a = 0; a < d->c->count; a++)
        for (size_t word = 0; word < d->words; word++)
            count += set_count(violated_cells(d, a, word, of_leaf));
    return count;
}

bool violations_collect(struct desk *d, struct violation_list *list)
{
    uint64_t cells = count_violated_cells(d);
    bool one_each = cells > MOST_VIOLATIONS;
    set_word *asked = d->scratch[0]; /* cells of owners of which a violation is still to be listed */
    set_copy(asked, d->live, d->words);
    list->left_out = 0;
    for (uint32_t a = 0; a < d->c->count; a++)
        for (size_t word = 0; word < d->words; word++) {
            set_word of_leaf[LEAF_COUNT], any = violated_cells(d, a, word, of_leaf) & asked[word];
            for (; any; any &= any - 1) {
                unsigned bit = (unsigned)__builtin_ctzll(any);
                uint32_t cell = (uint32_t)(word * SET_WORD_BITS + bit);
                op_set ops = 0;
                for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
                    ops |= (op_set)((of_leaf[leaf] >> bit & 1) << leaf);
                if (one_each && !set_has(asked, cell))
                    continue; /* its owner has been listed on account of an earlier cell of this word */
                if (!collect_cell(d, list, a, cell, ops))
                    return false;
                if (!one_each)
                    continue;
                const struct form *owner = &d->m->forms[d->m->cells[cell].form];
                set_drop_range(asked, owner->first_cell, owner->first_cell + owner->cell_count);
                cells--;
            }
        }
    list->left_out = one_each ? cells : 0;
    return true;
}
