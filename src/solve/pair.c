/* What is asked of pairs, computed when first asked for. Pairs of which neither names the other are remembered by their
 * kinds. */
#include "solve/problem.h"

#include <string.h>

#define DENSE_MOST ((size_t)1 << 22) /* bytes that a table by kinds may take for one relation; beyond, it is hashed */

struct memo { /* open hash from a word to a byte that is not 0 */
    uint64_t *keys;
    uint8_t *values;
    size_t size, count;
};

struct pair_tables {
    uint8_t **bits, **fits; /* [relation]: [actor × state × target], [kind × kind]; NULL until used */
    size_t relations;
    size_t bits_size, fits_size;
    bool bits_dense, fits_dense;
    struct memo named_bits, named_fits;
};

/* ---- a memo ---- */

static size_t slot_of(const struct memo *memo, uint64_t key)
{
    uint64_t h = key * 0x9e3779b97f4a7c15u;
    size_t at = (size_t)(h ^ h >> 32) & (memo->size - 1);
    while (memo->values[at] && memo->keys[at] != key)
        at = (at + 1) & (memo->size - 1);
    return at;
}

static uint8_t recall(const struct memo *memo, uint64_t key)
{
    return memo->size ? memo->values[slot_of(memo, key)] : 0;
}

static bool remember(struct memory *m, struct memo *memo, uint64_t key, uint8_t value)
{
    if (memo->count * 2 >= memo->size) {
        struct memo grown = {.size = memo->size ? memo->size * 2 : 1024};
        grown.keys = memory_resize(m, NULL, 0, grown.size * sizeof *grown.keys);
        grown.values = memory_resize(m, NULL, 0, grown.size);
        if (!grown.keys || !grown.values) {
            memory_release(m, grown.keys, grown.size * sizeof *grown.keys);
            memory_release(m, grown.values, grown.size);
            return false;
        }
        for (size_t i = 0; i < memo->size; i++)
            if (memo->values[i]) {
                size_t at = slot_of(&grown, memo->keys[i]);
                grown.keys[at] = memo->keys[i];
                grown.values[at] = memo->values[i];
            }
        memory_release(m, memo->keys, memo->size * sizeof *memo->keys);
        memory_release(m, memo->values, memo->size);
        grown.count = memo->count;
        *memo = grown;
    }
    size_t at = slot_of(memo, key);
    memo->keys[at] = key;
    memo->values[at] = value;
    memo->count++;
    return true;
}

static void forget(struct memory *m, struct memo *memo)
{
    memory_release(m, memo->keys, memo->size * sizeof *memo->keys);
    memory_release(m, memo->values, memo->size);
}

/* ---- the tables ---- */

bool pairs_build(struct problem *p)
{
    p->tables = arena_new(&p->arena, struct pair_tables);
    if (!p->tables)
        return false;
    p->tables->bits_size = (size_t)p->actor_count * STATE_COUNT * p->target_count;
    p->tables->fits_size = (size_t)p->kind_count * p->kind_count;
    p->tables->bits_dense = p->tables->bits_size <= DENSE_MOST;
    p->tables->fits_dense = p->tables->fits_size <= DENSE_MOST;
    return true;
}

void pairs_free(struct problem *p)
{
    struct pair_tables *t = p->tables;
    if (!t)
        return;
    for (size_t i = 0; i < t->relations; i++) {
        memory_release(p->memory, t->bits[i], t->bits_size);
        memory_release(p->memory, t->fits[i], t->fits_size);
    }
    memory_release(p->memory, t->bits, t->relations * sizeof *t->bits);
    memory_release(p->memory, t->fits, t->relations * sizeof *t->fits);
    forget(p->memory, &t->named_bits);
    forget(p->memory, &t->named_fits);
}

/* Room for the table of a relation that is new. */
static bool widen_tables(struct problem *p, size_t wanted)
{
    struct pair_tables *t = p->tables;
    size_t relations = t->relations ? t->relations * 2 : 32;
    while (relations < wanted)
        relations *= 2;
    uint8_t **bits = memory_resize(p->memory, NULL, 0, relations * sizeof *bits);
    uint8_t **fits = memory_resize(p->memory, NULL, 0, relations * sizeof *fits);
    if (!bits || !fits) {
        memory_release(p->memory, bits, relations * sizeof *bits);
        memory_release(p->memory, fits, relations * sizeof *fits);
        return false;
    }
    if (t->relations) {
        memcpy(bits, t->bits, t->relations * sizeof *bits);
        memcpy(fits, t->fits, t->relations * sizeof *fits);
    }
    memory_release(p->memory, t->bits, t->relations * sizeof *t->bits);
    memory_release(p->memory, t->fits, t->relations * sizeof *t->fits);
    t->bits = bits;
    t->fits = fits;
    t->relations = relations;
    return true;
}

/* ---- bits ---- */

static bool everybody(void *user, uint32_t mechanism, uint32_t component)
{
    (void)user, (void)mechanism, (void)component;
    return true;
}

static bool starves(const struct problem *p, uint32_t actor_form, const struct form *form, uint32_t relation)
{
    const struct form *actor = &p->model->forms[actor_form];
    for (uint32_t i = needs_first(p, actor_form, form->component); i < p->need_count[actor_form]; i++) {
        const struct access *need = &actor->intent[p->needs[actor_form][i]];
        if (need->component != form->component)
            break;
        bool met = need->where != WHERE_NAMED; /* a variant that lacks what is named cannot serve */
        struct need_cells cells;
        need_cells_begin(p, form, need, &cells);
        for (const struct cell *cell; (cell = need_cells_next(&cells)) != NULL;) {
            op_set ops = need_ops(need, cell);
            met |= ops != 0;
            if (ops && (ops & ~passes_ops(p, relation, actor->component, cell, false, everybody, NULL)))
                return true;
        }
        if (!met)
            return true;
    }
    return false;
}

static uint8_t compute_bits(const struct problem *p, const struct behaviour *b, enum state state, uint32_t form_id,
                            uint32_t relation)
{
    const struct form *form = &p->model->forms[form_id];
    uint32_t actor = p->model->forms[b->form].component;
    bool guarded = is_guarded(p, form->component);
    uint8_t bits = PAIR_KNOWN;
    struct asked asked;
    asked_begin(p, b->form, form_id, &asked);
    for (const struct cell *cell; (cell = asked_next(&asked)) != NULL;) {
        struct cell_view view = {.problem = p, .form = b->form, .cell = cell};
        op_set reach = view_reach(&view, b, state);
        op_set beyond = state_is_void(state) || !reach ? reach : reach & (op_set)~view_intent(&view);
        if (beyond & OP_WRITE)
            bits |= PAIR_WRITES;
        if (cell->class == CELL_CODE && (beyond & OP_EXECUTE))
            bits |= PAIR_JUMPS;
        if (b->is_widened) {
            op_set exceeding = view_exceeding(&view, b);
            if ((exceeding & OP_WRITE) || (cell->class == CELL_CODE && (exceeding & OP_EXECUTE)))
                bits |= PAIR_TAKEN;
        }
        op_set overwrites = cell->class == CELL_OWN && !(bits & PAIR_OVERWRITES) ? beyond & OP_WRITE : 0;
        op_set violates = guarded && !(bits & PAIR_VIOLATES) ? reach & (op_set)~granted_ops(p, cell, actor) : 0;
        if (!(overwrites | violates))
            continue;
        op_set passes = passes_ops(p, relation, actor, cell, true, NULL, NULL);
        if (overwrites & passes)
            bits |= PAIR_OVERWRITES;
        if (violates & passes)
            bits |= PAIR_VIOLATES;
    }
    return bits;
}

uint8_t pair_bits(struct problem *p, uint32_t behaviour, enum state state, uint32_t form, uint32_t relation)
{
    const struct behaviour *b = &p->behaviours.items[behaviour];
    const struct form *forms = p->model->forms;
    struct pair_tables *t = p->tables;
    bool named = pair_is_named(p, forms[b->form].component, forms[form].component);
    if (!named && t->bits_dense) {
        if (relation >= t->relations && !widen_tables(p, relation + 1u))
            return 0;
        if (!t->bits[relation] && !(t->bits[relation] = memory_resize(p->memory, NULL, 0, t->bits_size)))
            return 0;
        uint8_t *bits = &t->bits[relation][((size_t)b->actor * STATE_COUNT + state) * p->target_count + p->target[form]];
        if (!*bits)
            *bits = compute_bits(p, b, state, form, relation);
        return *bits;
    }
    uint64_t actor = named ? behaviour : b->actor, target = named ? form : p->target[form];
    uint64_t key = (((actor * STATE_COUNT + state) << 20 | target) << 16 | relation) << 1 | named;
    uint8_t bits = recall(&t->named_bits, key);
    if (!bits) {
        bits = compute_bits(p, b, state, form, relation);
        if (named && is_served(p, forms[b->form].component, forms[form].component) &&
            starves(p, b->form, &forms[form], relation))
            bits |= PAIR_STARVES;
        if (!remember(p->memory, &t->named_bits, key, bits))
            return 0;
    }
    return bits;
}

/* ---- does a pair fit? ---- */

enum state state_after(enum state s, uint8_t bits)
{
    if (bits & PAIR_TAKEN)
        s = state_overwritten(s);
    if (bits & PAIR_WRITES)
        s = state_self(s);
    return bits & PAIR_JUMPS ? state_jumps(s) : s;
}

/* The fixpoint of a system of these two. *overwrites: who overwrites the other, PAIR_A_OVERWRITES and PAIR_B_OVERWRITES. */
static enum pair_answer settle_pair(struct problem *p, const struct alternative *a, const struct alternative *b,
                                    uint32_t relation, uint8_t *overwrites)
{
    const struct behaviour *x = &p->behaviours.items[a->behaviour], *y = &p->behaviours.items[b->behaviour];
    enum state sa = STATE_NORMAL, sb = STATE_NORMAL;
    uint32_t mirror = relation_mirror(p, relation);
    if (mirror == NONE)
        return PAIR_NO_MEMORY;
    for (;;) {
        uint8_t ab = pair_bits(p, a->behaviour, sa, b->form, relation);
        uint8_t ba = pair_bits(p, b->behaviour, sb, a->form, mirror);
        if (!ab || !ba)
            return PAIR_NO_MEMORY;
        *overwrites = (ab & PAIR_OVERWRITES ? PAIR_A_OVERWRITES : 0) | (ba & PAIR_OVERWRITES ? PAIR_B_OVERWRITES : 0);
        if ((ab | ba) & (PAIR_VIOLATES | PAIR_STARVES))
            return PAIR_CLASHES;
        enum state ta = state_after(sa, (uint8_t)(ab | x->own_bits[sa]));
        enum state tb = state_after(sb, (uint8_t)(ba | y->own_bits[sb]));
        if (ba & PAIR_OVERWRITES)
            ta = state_overwritten(ta);
        if (ab & PAIR_OVERWRITES)
            tb = state_overwritten(tb);
        if (ta == sa && tb == sb)
            return PAIR_FITS;
        sa = ta;
        sb = tb;
    }
}

enum pair_answer pair_overwrites(struct problem *p, uint32_t a, uint32_t b, uint32_t relation, uint8_t *overwrites)
{
    return settle_pair(p, &p->alternatives[a], &p->alternatives[b], relation, overwrites);
}

enum pair_answer pair_fits(struct problem *p, uint32_t a_id, uint32_t b_id, uint32_t relation)
{
    const struct alternative *a = &p->alternatives[a_id], *b = &p->alternatives[b_id];
    struct pair_tables *t = p->tables;
    if (relation == RELATION_SAME && p->model->hardening == HARDENING_PER_COMPARTMENT && a->chosen != b->chosen)
        return PAIR_CLASHES;
    bool named = pair_is_named(p, a->component, b->component);
    uint64_t x = p->behaviours.items[a->behaviour].kind, y = p->behaviours.items[b->behaviour].kind;
    uint8_t known, overwrites; /* answer + 1 */
    if (!named && t->fits_dense) {
        if (relation >= t->relations && !widen_tables(p, relation + 1u))
            return PAIR_NO_MEMORY;
        if (!t->fits[relation] && !(t->fits[relation] = memory_resize(p->memory, NULL, 0, t->fits_size)))
            return PAIR_NO_MEMORY;
        known = t->fits[relation][x * p->kind_count + y];
        if (known)
            return known - 1;
        enum pair_answer answer = settle_pair(p, a, b, relation, &overwrites);
        if (answer != PAIR_NO_MEMORY)
            t->fits[relation][x * p->kind_count + y] = (uint8_t)(answer + 1);
        return answer;
    }
    if (named) {
        x = a->behaviour;
        y = b->behaviour;
    }
    uint64_t key = ((x << 20 | y) << 16 | relation) << 1 | named;
    known = recall(&t->named_fits, key);
    if (known)
        return known - 1;
    enum pair_answer answer = settle_pair(p, a, b, relation, &overwrites);
    if (named && answer == PAIR_FITS && p->options.scope != SCOPE_SAFE &&
        ((relation == RELATION_SAME && rules_apart(p, a->component, b->component)) ||
         (relation != RELATION_SAME && rules_together(p, a->component, b->component))))
        answer = PAIR_CLASHES;
    if (answer != PAIR_NO_MEMORY && !remember(p->memory, &t->named_fits, key, (uint8_t)(answer + 1)))
        return PAIR_NO_MEMORY;
    return answer;
}
