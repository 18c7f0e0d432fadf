/* Relations between two places: which boundaries stand between, and what passes them. They are few, and have ids. */
#include "solve/problem.h"

#include <string.h>

#define MOST_RELATIONS (1u << 16)

static uint32_t hash_standing(const struct standing *standing, uint32_t count, int128 gate)
{
    uint64_t h = 1469598103934665603u ^ (uint64_t)gate;
    for (uint32_t i = 0; i < count; i++)
        h = (h ^ (standing[i].mechanism * 2u + standing[i].outward + 1)) * 1099511628211u;
    return (uint32_t)(h ^ h >> 31);
}

static bool standing_equal(const struct relation *r, const struct standing *standing, uint32_t count, int128 gate)
{
    if (r->count != count || r->gate != gate)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (r->standing[i].mechanism != standing[i].mechanism || r->standing[i].outward != standing[i].outward)
            return false;
    return true;
}

static bool grow_table(struct problem *p)
{
    size_t wanted = p->relation_table.count ? p->relation_table.count * 2 : 64;
    if (!vector_reserve_(p->memory, (void **)&p->relation_table.items, &p->relation_table.capacity, wanted,
                         sizeof(uint32_t)))
        return false;
    memset(p->relation_table.items, 0, wanted * sizeof(uint32_t));
    p->relation_table.count = wanted;
    for (size_t i = 0; i < p->relations.count; i++) {
        const struct relation *r = &p->relations.items[i];
        size_t at = hash_standing(r->standing, r->count, r->gate) & (wanted - 1);
        while (p->relation_table.items[at])
            at = (at + 1) & (wanted - 1);
        p->relation_table.items[at] = (uint32_t)i + 1;
    }
    return true;
}

/* Into an order, without repetitions. */
static uint32_t sort_standing(struct standing *out, const struct standing *in, uint32_t in_count)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < in_count; i++) {
        struct standing s = in[i];
        uint32_t at = count;
        while (at > 0 && (out[at - 1].mechanism > s.mechanism ||
                          (out[at - 1].mechanism == s.mechanism && out[at - 1].outward > s.outward)))
            at--;
        if (at > 0 && out[at - 1].mechanism == s.mechanism && out[at - 1].outward == s.outward)
            continue;
        memmove(out + at + 1, out + at, (count - at) * sizeof *out);
        out[at] = s;
        count++;
    }
    return count;
}

uint32_t relation_find(struct problem *p, const struct standing *unordered, uint32_t unordered_count, int128 gate)
{
    struct standing standing[2 * MAX_DEPTH + 1];
    uint32_t count = sort_standing(standing, unordered, unordered_count);
    if (p->relations.count * 2 >= p->relation_table.count && !grow_table(p))
        return NONE;
    size_t mask = p->relation_table.count - 1, at = hash_standing(standing, count, gate) & mask;
    for (; p->relation_table.items[at]; at = (at + 1) & mask)
        if (standing_equal(&p->relations.items[p->relation_table.items[at] - 1], standing, count, gate))
            return p->relation_table.items[at] - 1;
    struct relation r = {.count = count, .mirror = NONE, .gate = gate};
    r.standing = arena_copy_array_(&p->arena, standing, count, sizeof *standing);
    for (uint32_t i = 0; i < count; i++) {
        const struct mechanism *m = &p->model->mechanisms[standing[i].mechanism];
        for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
            r.has_granted |= ((standing[i].outward ? m->out : m->in).where[leaf] & WHERE_GRANTED) != 0;
        for (uint32_t v = 0; v < p->model->vulnerability_count; v++)
            for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
                r.has_granted |= (p->model->vulnerabilities[v].passes.where[leaf] & WHERE_GRANTED) != 0;
    }
    if (!r.standing || p->relations.count >= MOST_RELATIONS || !vector_push(p->memory, &p->relations, r))
        return NONE;
    p->relation_table.items[at] = (uint32_t)p->relations.count;
    return (uint32_t)p->relations.count - 1;
}

uint32_t relation_mirror(struct problem *p, uint32_t relation)
{
    if (p->relations.items[relation].mirror != NONE)
        return p->relations.items[relation].mirror;
    struct standing mirrored[2 * MAX_DEPTH + 1];
    const struct relation *r = &p->relations.items[relation];
    for (uint32_t i = 0; i < r->count; i++)
        mirrored[i] = (struct standing){r->standing[i].mechanism, !r->standing[i].outward};
    uint32_t mirror = relation_find(p, mirrored, r->count, r->gate);
    if (mirror != NONE) {
        p->relations.items[relation].mirror = mirror;
        p->relations.items[mirror].mirror = relation;
    }
    return mirror;
}

/* ---- what passes ---- */

struct crossing {
    const struct problem *problem;
    const struct reach_set *mask;
    uint32_t mechanism, from;
    together_fn *together;
    void *user;
};

/* What a mask lets cross to one cell, before its granularity. What is granted to anybody who is on the same side passes. */
static op_set cross(const struct crossing *x, const struct cell *cell)
{
    const struct problem *p = x->problem;
    op_set all = cell_ops(cell), ops = 0, wants_granted = 0;
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        op_set op = (op_set)(1u << leaf);
        uint8_t where = all & op ? x->mask->where[leaf] : 0;
        if ((where & WHERE_ALL) || ((where & WHERE_OWN) && cell->class == CELL_OWN) ||
            ((where & WHERE_SHARED) && cell->class == CELL_SHARED) || ((where & WHERE_API) && cell->class == CELL_SYMBOL) ||
            ((where & WHERE_CODE) && cell->class == CELL_CODE))
            ops |= op;
        else if (where & WHERE_GRANTED)
            wants_granted |= op;
    }
    if (!wants_granted)
        return ops;
    ops |= wants_granted & handed_out_ops(p, cell, x->from);
    if (!x->together || !p->selective[cell->form])
        return ops;
    /* Those whom the grants name, and one of the others, for whom all the rest can stand. */
    const struct grants *g = &p->grants[cell->form];
    for (uint32_t k = 0; k < g->count && (wants_granted & ~ops); k++)
        if (g->principals[k] != x->from && g->principals[k] != cell->component &&
            (wants_granted & ~ops & handed_out_ops(p, cell, g->principals[k])) &&
            x->together(x->user, x->mechanism, g->principals[k]))
            ops |= wants_granted & handed_out_ops(p, cell, g->principals[k]);
    if (!(wants_granted & ~ops & handed_out_ops(p, cell, NONE)))
        return ops;
    for (uint32_t c = 0, k = 0; c < p->model->component_count; c++) {
        while (k < g->count && g->principals[k] < c)
            k++;
        if (c == x->from || c == cell->component || (k < g->count && g->principals[k] == c))
            continue;
        if (x->together(x->user, x->mechanism, c))
            return ops | (wants_granted & handed_out_ops(p, cell, NONE));
    }
    return ops;
}

/* Do two atoms of one form, of which neither is the other, have bytes in one block? Exported variables lie somewhere in the
 * rest of `own`, and so perhaps in each block of it and of each other. */
bool cells_share_a_block(const struct cell *a, const struct cell *b, uint64_t block)
{
    if (a->class != b->class)
        return false;
    if (cell_in_rest(a) || cell_in_rest(b))
        return cell_in_rest(a) && cell_in_rest(b) && block > 1;
    return a->name == b->name && a->sized && b->sized && b->from / block <= (a->to - 1) / block &&
           a->from / block <= (b->to - 1) / block;
}

/* What crosses to the pieces of a region that have bytes in one block with this one: its neighbours, in the order of bytes. */
static op_set cross_to_neighbours(const struct crossing *x, const struct cell *cell, uint64_t block, int direction)
{
    op_set ops = 0;
    const struct form *form = &x->problem->model->forms[cell->form];
    const struct cell *cells = x->problem->model->cells + form->first_cell;
    for (ptrdiff_t i = cell - cells + direction; i >= 0 && i < (ptrdiff_t)form->cell_count; i += direction) {
        const struct cell *other = &cells[i];
        if (cell_in_rest(other) || !cells_share_a_block(cell, other, block))
            break;
        ops |= cross(x, other);
    }
    return ops;
}

/* Exported variables lie somewhere in the rest of `own`, and so perhaps in each block of it and of each other. One of those that are
 * alike is enough. */
static op_set cross_to_rest(const struct crossing *x, const struct cell *cell)
{
    const struct alike *alike = &x->problem->alike[cell->form];
    op_set ops = 0;
    for (uint32_t i = 0; i < alike->count; i++) {
        const struct cell *other = &x->problem->model->cells[alike->cells[alike->first[i]]];
        if (cell_in_rest(other))
            ops |= cross(x, other);
    }
    return ops;
}

/* An atom passes when an atom in the same block of its region does. */
static op_set cross_by_block(const struct crossing *x, const struct cell *cell)
{
    op_set ops = cross(x, cell);
    uint64_t block = x->problem->model->mechanisms[x->mechanism].granularity;
    if (!block || ops == cell_ops(cell))
        return ops;
    if (cell_in_rest(cell))
        return block > 1 ? ops | cross_to_rest(x, cell) : ops;
    if (!cell->sized)
        return ops;
    return ops | cross_to_neighbours(x, cell, block, -1) | cross_to_neighbours(x, cell, block, 1);
}

op_set passes_ops(const struct problem *p, uint32_t relation, uint32_t a, const struct cell *cell, bool with_added,
                  together_fn *together, void *user)
{
    const struct relation *r = &p->relations.items[relation];
    op_set all = cell_ops(cell), ops = all, added = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        const struct mechanism *m = &p->model->mechanisms[r->standing[i].mechanism];
        struct crossing x = {p, r->standing[i].outward ? &m->out : &m->in, r->standing[i].mechanism, a, together, user};
        if (ops)
            ops &= cross_by_block(&x, cell);
        for (uint32_t v = 0; with_added && v < p->model->vulnerability_count && added != all; v++) {
            const struct vulnerability *vulnerability = &p->model->vulnerabilities[v];
            x.mask = &vulnerability->passes;
            for (uint32_t k = 0; vulnerability->has_boundary && k < vulnerability->mechanism_count; k++)
                if (vulnerability->mechanisms[k] == x.mechanism)
                    added |= cross_by_block(&x, cell);
        }
    }
    return ops | added;
}
