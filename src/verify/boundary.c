#include "verify/boundary.h"

#include "verify/capability.h"

bool boundary_next(const struct model *m, const struct choice *a, const struct choice *b, uint32_t *at, struct boundary *out)
{
    uint32_t common = path_common(a, b);
    for (;;) {
        uint32_t i = (*at)++;
        bool inwards = i >= a->depth - common;
        if (inwards)
            i -= a->depth - common;
        if (i >= (inwards ? b : a)->depth - common)
            return false;
        out->mechanism = (inwards ? b : a)->path[common + i].mechanism;
        out->inwards = inwards;
        const struct mechanism *mechanism = &m->mechanisms[out->mechanism];
        out->mask = inwards ? &mechanism->in : &mechanism->out;
        if (mechanism->kind == MECHANISM_ISOLATION) /* a path may name anything; only isolation is a boundary */
            return true;
    }
}

bool boundary_separates(const struct choice *a, const struct choice *b, uint32_t mechanism)
{
    uint32_t common = path_common(a, b);
    for (uint32_t i = common; i < a->depth; i++)
        if (a->path[i].mechanism == mechanism)
            return true;
    for (uint32_t i = common; i < b->depth; i++)
        if (b->path[i].mechanism == mechanism)
            return true;
    return false;
}

/* ---- one mask ---- */

static bool hands_out(const struct desk *d, const struct form *owner, uint32_t to, enum operation_leaf leaf, uint32_t index)
{
    if (owner->states_requires && !d->m->place_by_function) /* capability_granted_in_mask, looked up: nothing is withheld */
        return set_has(desk_row(d, d->granted, to, leaf), index);
    return capability_granted_in_mask(owner, (struct principal){to, 0}, leaf, &d->m->cells[index]);
}

/* `granted` by whom a mask of the mechanism must let through to a: a itself, and whoever the mechanism does not separate
 * from it (a page is mapped for a whole address space). */
static bool is_granted_through(const struct desk *d, uint32_t mechanism, uint32_t a, const struct form *owner,
                               enum operation_leaf leaf, uint32_t index)
{
    const struct choice *choices = d->c->choices;
    if (owner->states_requires && !set_has(desk_row(d, d->somebody, 0, leaf), index))
        return false;
    if (hands_out(d, owner, a, leaf, index))
        return true;
    for (uint32_t i = 0; i < owner->grant_count; i++) {
        uint32_t named = owner->grants[i].principal;
        if (named < d->m->component_count && named != owner->component &&
            !boundary_separates(&choices[a], &choices[named], mechanism) && hands_out(d, owner, named, leaf, index))
            return true;
    }
    if (!capability_granted_in_mask(owner, STRANGER, leaf, &d->m->cells[index]))
        return false;
    for (uint32_t other = 0; other < d->m->component_count; other++) /* a was taken out, but perhaps not its neighbours */
        if (other != owner->component && !boundary_separates(&choices[a], &choices[other], mechanism) &&
            hands_out(d, owner, other, leaf, index))
            return true;
    return false;
}

static op_set mask_lets(const struct desk *d, const struct reach_set *mask, uint32_t mechanism, uint32_t a,
                        const struct form *owner, uint32_t index)
{
    static const uint8_t kind_of[] = {
        [CELL_OWN] = WHERE_OWN, [CELL_SHARED] = WHERE_SHARED, [CELL_SYMBOL] = WHERE_API, [CELL_CODE] = WHERE_CODE};
    const struct cell *cell = &d->m->cells[index];
    op_set lets = 0;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (leaf_is_memory(leaf) != (cell->class == CELL_OWN || cell->class == CELL_SHARED))
            continue;
        uint8_t where = mask->where[leaf];
        if ((where & (WHERE_ALL | kind_of[cell->class])) ||
            ((where & WHERE_GRANTED) && is_granted_through(d, mechanism, a, owner, leaf, index)))
            lets |= (op_set)(1 << leaf);
    }
    return lets;
}

/* An atom passes when an atom in the same block of its region does. Atoms stand in the order of their bytes, and are cut so
 * that each lies in one block or fills whole ones: those that share a block are neighbours. */
static void spread_over_blocks(const struct cell *cells, uint32_t count, uint64_t granularity, op_set *lets)
{
    for (uint32_t first = 0, next; first < count; first = next) {
        op_set together = lets[first];
        for (next = first + 1; next < count; next++) {
            const struct cell *before = &cells[next - 1], *cell = &cells[next];
            if (!before->sized || !cell->sized || before->class != cell->class || before->name != cell->name ||
                cell->from / granularity != (before->to - 1) / granularity)
                break;
            together |= lets[next];
        }
        for (uint32_t i = first; i < next; i++)
            lets[i] = together;
    }
}

/* An exported variable lies somewhere in the unnamed rest of `own`: which blocks it shares, with the rest and with other
 * variables, nobody says. What passes for one of them passes for all. */
static void spread_over_rest(const struct cell *cells, uint32_t count, op_set *lets)
{
    op_set together = 0;
    for (uint32_t i = 0; i < count; i++)
        if (cells[i].is_variable || (cells[i].class == CELL_OWN && cells[i].name == 0))
            together |= lets[i];
    for (uint32_t i = 0; i < count; i++)
        if (cells[i].is_variable || (cells[i].class == CELL_OWN && cells[i].name == 0))
            lets[i] = together;
}

/* What one mask of a mechanism lets cross from a to each cell of the owner. */
static void cross(const struct desk *d, const struct reach_set *mask, uint32_t mechanism, uint32_t a,
                  const struct form *owner, op_set *lets)
{
    for (uint32_t i = 0; i < owner->cell_count; i++)
        lets[i] = mask_lets(d, mask, mechanism, a, owner, owner->first_cell + i);
    uint64_t granularity = d->m->mechanisms[mechanism].granularity;
    if (granularity > 1) {
        spread_over_blocks(&d->m->cells[owner->first_cell], owner->cell_count, granularity, lets);
        spread_over_rest(&d->m->cells[owner->first_cell], owner->cell_count, lets);
    }
}

/* ---- all boundaries between two ---- */

/* A symmetric mechanism that a leaves on the way to b, and b is behind as well, asks the same twice. */
static bool is_asked_again(const struct desk *d, const struct choice *a, const struct choice *b,
                           const struct boundary *boundary)
{
    if (!boundary->inwards || d->m->mechanisms[boundary->mechanism].is_directed)
        return false;
    for (uint32_t level = path_common(a, b); level < a->depth; level++)
        if (a->path[level].mechanism == boundary->mechanism)
            return true;
    return false;
}

/* d->crossing: what all masks let pass from a to each cell of the owner; d->added: what vulnerabilities of the mechanisms
 * add. */
static void pass(struct desk *d, uint32_t a, const struct form *owner)
{
    memset(d->crossing, OPS_ALL, owner->cell_count * sizeof *d->crossing);
    memset(d->added, 0, owner->cell_count * sizeof *d->added);
    const struct choice *from = &d->c->choices[a], *to = &d->c->choices[owner->component];
    struct boundary boundary;
    for (uint32_t at = 0; boundary_next(d->m, from, to, &at, &boundary);) {
        if (is_asked_again(d, from, to, &boundary))
            continue;
        cross(d, boundary.mask, boundary.mechanism, a, owner, d->step);
        for (uint32_t i = 0; i < owner->cell_count; i++)
            d->crossing[i] &= d->step[i];
        for (uint32_t k = 0; k < d->m->vulnerability_count; k++) {
            const struct vulnerability *v = &d->m->vulnerabilities[k];
            if (!v->has_boundary || !ids_have(v->mechanisms, v->mechanism_count, boundary.mechanism))
                continue;
            cross(d, &v->passes, boundary.mechanism, a, owner, d->step);
            for (uint32_t i = 0; i < owner->cell_count; i++)
                d->added[i] |= d->step[i];
        }
    }
}

static void note(struct desk *d, set_word *rows, uint32_t group, const struct form *owner, bool with_added)
{
    for (uint32_t i = 0; i < owner->cell_count; i++) {
        op_set ops = (op_set)(d->crossing[i] | (with_added ? d->added[i] : 0));
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
            if (ops >> leaf & 1)
                set_put(desk_row(d, rows, group, leaf), owner->first_cell + i);
    }
}

/* Components of one group have the same boundaries around them: one row serves all. */
void boundary_note_passes(struct desk *d)
{
    const struct compartments *t = &d->compartments;
    for (uint32_t group = 0; group < t->group_count; group++) {
        uint32_t a = t->first_of[group];
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
            set_clear(desk_row(d, d->masks, group, leaf), d->words);
            set_clear(desk_row(d, d->passes, group, leaf), d->words);
        }
        for (uint32_t b = 0; b < d->c->count; b++) {
            const struct form *owner = desk_form(d, b);
            if (t->group_of[b] == group) {
                memset(d->crossing, OPS_ALL, owner->cell_count * sizeof *d->crossing);
                memset(d->added, 0, owner->cell_count * sizeof *d->added);
            } else {
                pass(d, a, owner);
            }
            note(d, d->masks, group, owner, false);
            if (d->passes != d->masks)
                note(d, d->passes, group, owner, true);
        }
    }
}

uint32_t boundary_that_stops(struct desk *d, uint32_t a, uint32_t b, enum operation_leaf leaf, uint32_t cell)
{
    const struct form *owner = desk_form(d, b);
    struct boundary boundary;
    for (uint32_t at = 0; boundary_next(d->m, &d->c->choices[a], &d->c->choices[b], &at, &boundary);) {
        cross(d, boundary.mask, boundary.mechanism, a, owner, d->step);
        if (!(d->step[cell - owner->first_cell] >> leaf & 1))
            return boundary.mechanism;
    }
    return NONE;
}
