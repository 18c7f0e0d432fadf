/* works: a's needs on b's targets ⊆ passes(a→b), by the masks alone. */
#include "verify/boundary.h"
#include "verify/capability.h"
#include "verify/findings.h"

#include <stdlib.h>

/* The target as it is written: "lwip.ring[0..64]", "lwip's shared memory". */
static char *target_text(const struct model *m, struct arena *a, const struct access *target)
{
    const char *owner = model_component_name(m, target->component);
    const char *kind = target->where == WHERE_OWN ? "own memory" : target->where == WHERE_SHARED ? "shared memory"
                     : target->where == WHERE_API ? "API" : target->where == WHERE_CODE ? "code" : "targets";
    if (target->where != WHERE_NAMED)
        return arena_printf(a, "%s's %s", owner, kind);
    if (!target->has_range)
        return arena_printf(a, "%s.%s", owner, model_name(m, target->name));
    return arena_printf(a, "%s.%s[%llu..%llu]", owner, model_name(m, target->name), (unsigned long long)target->from,
                        (unsigned long long)target->to);
}

static bool report_need(struct desk *d, struct findings *f, uint32_t a, const struct access *need, op_set ops,
                        uint32_t mechanism)
{
    struct problem_found what = finding(PROBLEM_NEED, a, need->component, mechanism, need->span);
    if (!f->arena)
        return findings_add(f, d->m, what, "a need");
    const char *target = target_text(d->m, f->arena, need);
    if (!target)
        return f->failed = true, false;
    if (mechanism != NONE)
        return findings_add(f, d->m, what, "%s needs %s on %s, which %s stops", model_component_name(d->m, a),
                           operation_set_name(ops), target, model_mechanism_name(d->m, mechanism));
    return findings_add(f, d->m, what, "%s needs %s on %s, which this variant of %s lacks", model_component_name(d->m, a),
                       operation_set_name(ops), target, model_component_name(d->m, need->component));
}

/* Which operations of a need find nothing to act on in the chosen variant: it lacks the symbol or (part of) the region. */
static op_set lacking(const struct desk *d, const struct access *need)
{
    const struct form *owner = desk_form(d, need->component);
    op_set lacks = 0;
    for (enum operation_leaf leaf = 0; need->where == WHERE_NAMED && leaf < LEAF_COUNT; leaf++) {
        bool found = false;
        uint64_t bytes = 0;
        if (!(need->ops >> leaf & 1))
            continue;
        struct target_cells cells;
        target_cells_begin(d->m, owner, need, &cells);
        for (uint32_t i; (i = target_cells_next(&cells)) != NONE;) {
            const struct cell *cell = &d->m->cells[i];
            if (!capability_access_covers(need, leaf, cell))
                continue;
            found = true;
            bytes += cell->sized ? cell->to - cell->from : 0;
        }
        if (!found || (need->has_range && bytes < need->to - need->from))
            lacks |= (op_set)(1 << leaf);
    }
    return lacks;
}

/* The operations of a need that the masks stop on some cell of its target, and the first mechanism that does. */
static op_set stopped(struct desk *d, uint32_t a, const struct access *need, uint32_t *mechanism)
{
    const struct form *owner = desk_form(d, need->component);
    op_set stops = 0;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (!(need->ops >> leaf & 1))
            continue;
        struct target_cells cells;
        target_cells_begin(d->m, owner, need, &cells);
        for (uint32_t i; (i = target_cells_next(&cells)) != NONE;) {
            if (!capability_access_covers(need, leaf, &d->m->cells[i]) ||
                set_has(desk_row(d, d->masks, d->compartments.group_of[a], leaf), i))
                continue;
            if (stops == 0)
                *mechanism = boundary_that_stops(d, a, need->component, leaf, i);
            stops |= (op_set)(1 << leaf);
            break;
        }
    }
    return stops;
}

void findings_of_needs(struct desk *d, struct findings *f)
{
    for (uint32_t a = 0; a < d->c->count; a++) {
        const struct form *form = desk_form(d, a);
        for (uint32_t i = 0; i < form->intent_count; i++) {
            const struct access *need = &form->intent[i];
            uint32_t mechanism = NONE;
            if (need->component == NONE || need->component == a)
                continue; /* a permission, or its own */
            op_set ops = lacking(d, need);
            if (ops == 0)
                ops = stopped(d, a, need, &mechanism);
            if (ops && !report_need(d, f, a, need, ops, mechanism))
                return;
        }
    }
}
