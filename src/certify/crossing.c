#include "certify/crossing.h"

#include "verify/capability.h"

/* ---- sets and gates, each kept once ---- */

static int32_t keep_set(struct crossing *x, const set_word *set)
{
    for (size_t i = x->sets.count; i-- > 0;)
        if (memcmp(x->sets.items[i], set, x->set_words * sizeof *set) == 0)
            return (int32_t)i;
    set_word *kept = arena_copy_array_(x->arena, set, x->set_words, sizeof *set);
    if (!kept || x->sets.count >= INT32_MAX || !vector_push(x->f->clauses.memory, &x->sets, kept))
        return INT32_MIN;
    return (int32_t)x->sets.count - 1;
}

static bool keep_gate(struct crossing *x, uint32_t *out)
{
    size_t count = 2 * (size_t)x->barrier_count;
    for (size_t i = x->gates.count; i-- > 0;)
        if (memcmp(x->gates.items[i], x->scratch, count * sizeof *x->scratch) == 0) {
            *out = (uint32_t)i;
            return true;
        }
    int32_t *kept = arena_copy_array_(x->arena, x->scratch, count, sizeof *kept);
    if (!kept || !vector_push(x->f->clauses.memory, &x->gates, kept))
        return false;
    *out = (uint32_t)x->gates.count - 1;
    return true;
}

/* ---- one mask ---- */

/* Whom the owner hands the capability out to, as a mask's `granted` goes by. */
static int32_t handed_out(struct crossing *x, const struct form *owner, enum operation_leaf leaf, const struct cell *cell,
                          set_word *scratch)
{
    set_clear(scratch, x->set_words);
    for (uint32_t c = 0; c < x->f->m->component_count; c++)
        if (c != owner->component && capability_granted_in_mask(owner, (struct principal){c, 0}, leaf, cell))
            set_put(scratch, c);
    return keep_set(x, scratch);
}

static int32_t mask_lets(const struct reach_set *mask, enum operation_leaf leaf, const struct cell *cell, int32_t handed)
{
    static const uint8_t kind_of[] = {
        [CELL_OWN] = WHERE_OWN, [CELL_SHARED] = WHERE_SHARED, [CELL_SYMBOL] = WHERE_API, [CELL_CODE] = WHERE_CODE};
    uint8_t where = mask->where[leaf];
    if (leaf_is_memory(leaf) != (cell->class == CELL_OWN || cell->class == CELL_SHARED))
        return CROSSES_NEVER;
    if (where & (WHERE_ALL | kind_of[cell->class]))
        return CROSSES_ALWAYS;
    return where & WHERE_GRANTED ? handed : CROSSES_NEVER;
}

static int32_t either(struct crossing *x, int32_t a, int32_t b, set_word *scratch)
{
    if (a == INT32_MIN || b == INT32_MIN)
        return INT32_MIN;
    if (a == CROSSES_ALWAYS || b == CROSSES_ALWAYS)
        return CROSSES_ALWAYS;
    if (a == b || b == CROSSES_NEVER)
        return a;
    set_copy(scratch, x->sets.items[a], x->set_words);
    set_unite(scratch, x->sets.items[b], x->set_words);
    return keep_set(x, scratch);
}

/* Do two neighbouring cells of a variant lie in one block? An exported variable, and the unnamed rest, are anywhere. */
static bool share_a_block(const struct cell *before, const struct cell *cell, uint64_t granularity)
{
    return before->sized && cell->sized && before->class == cell->class && before->name == cell->name &&
           cell->from / granularity == (before->to - 1) / granularity;
}

static bool is_anywhere(const struct cell *cell)
{
    return cell->is_variable || (cell->class == CELL_OWN && cell->name == 0);
}

/* What crosses for a cell crosses for those in the same block. lets: by cell of the form. */
static void spread(struct crossing *x, const struct cell *cells, uint32_t count, uint64_t granularity, int32_t *lets,
                   set_word *scratch)
{
    for (uint32_t first = 0, end; first < count; first = end) {
        int32_t together = lets[first];
        for (end = first + 1; end < count && share_a_block(&cells[end - 1], &cells[end], granularity); end++)
            together = either(x, together, lets[end], scratch);
        for (uint32_t i = first; i < end; i++)
            lets[i] = together;
    }
    int32_t together = CROSSES_NEVER;
    for (uint32_t i = 0; i < count; i++)
        if (is_anywhere(&cells[i]))
            together = either(x, together, lets[i], scratch);
    for (uint32_t i = 0; i < count; i++)
        if (is_anywhere(&cells[i]))
            lets[i] = together;
}

/* ---- all masks of a variant's cells ---- */

struct room {
    int32_t *handed, *lets; /* by cell of the form, and by barrier: cell * 2 barriers + barrier */
    int32_t *one;           /* by cell: one barrier */
    set_word *scratch;
};

static bool through(struct crossing *x, const struct form *form, enum operation_leaf leaf, const struct reach_set *mask,
                    uint32_t mechanism, const struct room *r)
{
    const struct cell *cells = &x->f->m->cells[form->first_cell];
    uint64_t granularity = x->f->m->mechanisms[mechanism].granularity;
    for (uint32_t i = 0; i < form->cell_count; i++)
        r->one[i] = mask_lets(mask, leaf, &cells[i], r->handed[i]);
    if (granularity > 1)
        spread(x, cells, form->cell_count, granularity, r->one, r->scratch);
    for (uint32_t i = 0; i < form->cell_count; i++)
        if (r->one[i] == INT32_MIN)
            return false;
    return true;
}

static bool look_at(struct crossing *x, const struct form *form, enum operation_leaf leaf, const struct room *r)
{
    const struct model *m = x->f->m;
    uint32_t width = 2 * x->barrier_count;
    for (uint32_t i = 0; i < form->cell_count; i++)
        if ((r->handed[i] = handed_out(x, form, leaf, &m->cells[form->first_cell + i], r->scratch)) == INT32_MIN)
            return false;
    for (uint32_t k = 0; k < x->barrier_count; k++) {
        uint32_t id = x->barriers[k].mechanism;
        const struct mechanism *mechanism = &m->mechanisms[id];
        if (!through(x, form, leaf, x->barriers[k].way == BARRIER_IN ? &mechanism->in : &mechanism->out, id, r))
            return false;
        for (uint32_t i = 0; i < form->cell_count; i++) {
            r->lets[(size_t)i * width + k] = r->one[i];
            r->lets[(size_t)i * width + x->barrier_count + k] = CROSSES_NEVER;
        }
        for (uint32_t v = 0; v < m->vulnerability_count; v++) {
            const struct vulnerability *of = &m->vulnerabilities[v];
            if (!of->has_boundary || !ids_have(of->mechanisms, of->mechanism_count, id))
                continue;
            x->leaks[k] = true;
            if (!through(x, form, leaf, &of->passes, id, r))
                return false;
            for (uint32_t i = 0; i < form->cell_count; i++) {
                int32_t *added = &r->lets[(size_t)i * width + x->barrier_count + k];
                if ((*added = either(x, *added, r->one[i], r->scratch)) == INT32_MIN)
                    return false;
            }
        }
    }
    for (uint32_t i = 0; i < form->cell_count; i++) {
        memcpy(x->scratch, r->lets + (size_t)i * width, width * sizeof *x->scratch);
        if (!keep_gate(x, &x->gate[((size_t)form->first_cell + i) * LEAF_COUNT + leaf]))
            return false;
    }
    return true;
}

static bool list_barriers(struct crossing *x)
{
    const struct model *m = x->f->m;
    x->barriers = arena_new_array(x->arena, struct barrier, 2 * (size_t)m->mechanism_count);
    if (!x->barriers)
        return false;
    for (uint32_t i = 0; i < m->mechanism_count; i++) {
        if (!builds_here(m, i))
            continue;
        if (!m->mechanisms[i].is_directed) {
            x->barriers[x->barrier_count++] = (struct barrier){i, BARRIER_EITHER};
            continue;
        }
        x->barriers[x->barrier_count++] = (struct barrier){i, BARRIER_OUT};
        x->barriers[x->barrier_count++] = (struct barrier){i, BARRIER_IN};
    }
    return true;
}

bool crossing_init(struct crossing *x, struct formula *f)
{
    const struct model *m = f->m;
    uint32_t most = 0;
    *x = (struct crossing){.f = f, .arena = &f->arena, .set_words = set_words(m->component_count)};
    if (!list_barriers(x))
        return false;
    for (uint32_t i = 0; i < m->form_count; i++)
        most = m->forms[i].cell_count > most ? m->forms[i].cell_count : most;
    size_t width = 2 * (size_t)x->barrier_count;
    struct room r = {arena_new_array(x->arena, int32_t, most), arena_new_array(x->arena, int32_t, (size_t)most * width),
                     arena_new_array(x->arena, int32_t, most), arena_new_array(x->arena, set_word, x->set_words)};
    x->scratch = arena_new_array(x->arena, int32_t, width);
    x->leaks = arena_new_array(x->arena, bool, x->barrier_count);
    x->gate = arena_new_array(x->arena, uint32_t, (size_t)m->cell_count * LEAF_COUNT);
    if (!r.handed || !r.lets || !r.one || !r.scratch || !x->scratch || !x->leaks || !x->gate ||
        keep_set(x, r.scratch) != CROSSES_NEVER)
        return false;
    for (uint32_t i = 0; i < m->form_count; i++)
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
            if (!look_at(x, &m->forms[i], leaf, &r))
                return false;
    return true;
}

void crossing_fini(struct crossing *x)
{
    vector_free(x->f->clauses.memory, &x->sets);
    vector_free(x->f->clauses.memory, &x->gates);
}

uint32_t crossing_gate(const struct crossing *x, uint32_t cell, enum operation_leaf leaf)
{
    return x->gate[(size_t)cell * LEAF_COUNT + leaf];
}

/* Nobody is separated from himself. */
static int32_t from_side(const struct crossing *x, int32_t crosses, uint32_t a)
{
    return crosses > 0 && set_has(x->sets.items[crosses], a) ? CROSSES_ALWAYS : crosses;
}

int32_t crossing_lets(const struct crossing *x, uint32_t gate, uint32_t barrier, uint32_t a)
{
    return from_side(x, x->gates.items[gate][barrier], a);
}

int32_t crossing_adds(const struct crossing *x, uint32_t gate, uint32_t barrier, uint32_t a)
{
    return from_side(x, x->gates.items[gate][x->barrier_count + barrier], a);
}

int crossing_stands(struct formula *f, const struct barrier *barrier, uint32_t a, uint32_t b)
{
    switch (barrier->way) {
    case BARRIER_OUT:
        return formula_inside(f, a, b, barrier->mechanism);
    case BARRIER_IN:
        return formula_inside(f, b, a, barrier->mechanism);
    default:
        return formula_apart(f, a, b, barrier->mechanism);
    }
}
