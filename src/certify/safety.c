/* Safety: the rules of reach as Horn clauses, and that nobody reaches, through what stands between, what is denied. */
#include "certify/crossing.h"
#include "certify/power.h"
#include "verify/capability.h"

struct safety {
    struct formula *f;
    struct crossing crossing;
    struct states states;
    int *lost;        /* by component and leaf: grants by name to it lapse on account of a vulnerability */
    int **lapsed;     /* by component: by leaf and cell, the grant has lapsed; NULL: it has none by name */
    int *overwrites;  /* by pair: the first overwrites the second, where that one has grants by name */
    struct {
        VECTOR(uint64_t);
    } said;           /* what has been said of a pair already */
    struct {
        VECTOR(int);
    } barred;         /* literals of what stops a capability */
};

static bool new_row(struct formula *f, int **out, size_t count, bool fill)
{
    *out = arena_new_array(&f->arena, int, count);
    for (size_t i = 0; *out && i < count && fill; i++)
        (*out)[i] = formula_variable(f);
    return *out != NULL;
}

/* Has the same been said before? Few things differ for one pair. */
static bool is_said(struct safety *s, uint64_t what)
{
    for (size_t i = 0; i < s->said.count; i++)
        if (s->said.items[i] == what)
            return true;
    if (!vector_push(s->f->clauses.memory, &s->said, what))
        s->f->clauses.failed = true;
    return false;
}

/* ---- grants that lapse: rule 4 ---- */

static int *lapsed(const struct safety *s, uint32_t c, enum operation_leaf leaf, uint32_t cell)
{
    return s->lapsed[c] ? &s->lapsed[c][(size_t)leaf * s->f->m->cell_count + cell] : NULL;
}

static bool name_grants(struct safety *s)
{
    const struct formula *f = s->f;
    const struct desk *d = f->desk;
    uint32_t n = f->m->component_count;
    for (uint32_t c = 0; c < n; c++) {
        if (d->named_first[c] == d->named_first[c + 1])
            continue;
        s->lapsed[c] = arena_new_array(&s->f->arena, int, (size_t)LEAF_COUNT * f->m->cell_count);
        if (!s->lapsed[c])
            return false;
        for (size_t i = d->named_first[c]; i < d->named_first[c + 1]; i++)
            for (set_word rest = d->named_words[i].bits; rest; rest &= rest - 1)
                *lapsed(s, c, d->named_words[i].leaf,
                        d->named_words[i].word * SET_WORD_BITS + (uint32_t)__builtin_ctzll(rest)) = formula_variable(s->f);
        for (uint32_t b = 0; b < n; b++)
            if (b != c)
                s->overwrites[formula_pair(f, b, c)] = formula_variable(s->f);
    }
    return true;
}

/* A grant to c lapses as far as b, which overwrites c, does not have it. */
static void lapse_for(struct safety *s, uint32_t b, uint32_t c, enum operation_leaf leaf, uint32_t cell)
{
    struct desk *d = s->f->desk;
    int overwrites = s->overwrites[formula_pair(s->f, b, c)], lapses = *lapsed(s, c, leaf, cell);
    if (s->f->m->cells[cell].component == b)
        return;
    if (!set_has(desk_row(d, d->granted, b, leaf), cell))
        CLAUSE(&s->f->clauses, -overwrites, lapses);
    else if (!set_has(desk_row(d, d->everybody, 0, leaf), cell))
        CLAUSE(&s->f->clauses, -overwrites, -*lapsed(s, b, leaf, cell), lapses);
}

static void lapse(struct safety *s)
{
    const struct desk *d = s->f->desk;
    uint32_t n = s->f->m->component_count;
    for (uint32_t c = 0; c < n; c++)
        for (size_t i = d->named_first[c]; i < d->named_first[c + 1]; i++)
            for (set_word rest = d->named_words[i].bits; rest && !s->f->clauses.failed; rest &= rest - 1) {
                enum operation_leaf leaf = d->named_words[i].leaf;
                uint32_t cell = d->named_words[i].word * SET_WORD_BITS + (uint32_t)__builtin_ctzll(rest);
                CLAUSE(&s->f->clauses, -s->lost[(size_t)c * LEAF_COUNT + leaf], *lapsed(s, c, leaf, cell));
                for (uint32_t b = 0; b < n; b++)
                    if (b != c)
                        lapse_for(s, b, c, leaf, cell);
            }
    for (uint32_t c = 0; c < n; c++)
        for (uint32_t b = 0; b < n; b++)
            if (s->overwrites[formula_pair(s->f, b, c)])
                CLAUSE(&s->f->clauses, -s->overwrites[formula_pair(s->f, b, c)], s->states.overwritten[c]);
}

/* What listed vulnerabilities add beyond the intent, where the hardening lets it. With a W, or an X on code, the component
 * counts as overwritten, and all of its grants by name lapse. */
static void fall_by_vulnerability(struct safety *s, struct actor *a, enum operation_leaf leaf, uint32_t cell)
{
    struct formula *f = s->f;
    bool grave = leaf == LEAF_WRITE || f->m->cells[cell].class == CELL_CODE;
    uint64_t hardening;
    int there, falls = grave ? s->states.overwritten[a->component] : s->lost[(size_t)a->component * LEAF_COUNT + leaf];
    if (!actor_meets(a, cell, &there) || !actor_hardening(a, leaf, cell, &hardening))
        return;
    draft_put(&f->draft, -a->used);
    draft_put(&f->draft, -there);
    for (uint32_t i = 0; i < a->chosen_count; i++)
        if (hardening >> i & 1)
            draft_put(&f->draft, f->hardening[(size_t)a->component * f->m->mechanism_count + a->chosen[i]]);
    size_t shared = f->draft.literals.count;
    draft_put(&f->draft, falls);
    clauses_add(&f->clauses, f->draft.literals.items, f->draft.literals.count);
    for (enum operation_leaf other = 0; other < LEAF_COUNT && grave && !f->clauses.failed; other++) {
        f->draft.literals.items[shared] = s->lost[(size_t)a->component * LEAF_COUNT + other];
        clauses_add(&f->clauses, f->draft.literals.items, f->draft.literals.count);
    }
    f->draft.literals.count = 0;
}

/* ---- bounds that are lost ---- */

/* Rule 1: an X on any code beyond the intent. Rule 3: a W on any atom beyond it. What an overwritten one intends is nothing. */
static void lose_bounds(struct safety *s, struct actor *a)
{
    struct formula *f = s->f;
    struct desk *d = f->desk;
    const struct states *states = &s->states;
    uint32_t c = a->component;
    s->said.count = 0;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
        for (uint32_t i = 0; i < f->m->cell_count && !f->clauses.failed; i++) {
            int there, can = actor_literal(a, leaf, i);
            bool jump = !leaf_is_memory(leaf) && f->m->cells[i].class == CELL_CODE;
            if (!can || !(jump || leaf == LEAF_WRITE) || !actor_meets(a, i, &there))
                continue;
            bool intended = set_has(desk_row(d, d->intent, a->form, leaf), i);
            if ((intended && !jump) || is_said(s, (uint64_t)(uint32_t)can << 32 | (uint64_t)(uint32_t)there << 2 | jump << 1 | intended))
                continue;
            if (jump)
                CLAUSE(&f->clauses, -can, -there, intended ? -states->overwritten[c] : LITERAL_FALSE, states->jumps[c]);
            else
                CLAUSE(&f->clauses, -can, -there, states->open[c]);
        }
    for (uint32_t v = 0; v < f->m->vulnerability_count; v++)
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
            const set_word *exceeds = actor_exceeds(a, leaf, v);
            for (uint32_t i = 0; i < f->m->cell_count && !f->clauses.failed; i++)
                if (set_has(exceeds, i))
                    fall_by_vulnerability(s, a, leaf, i);
        }
}

/* ---- from one to another ---- */

/* True when the barrier stands, and separates everybody of the set: then it stops the capability. */
static int stops(struct safety *s, uint32_t barrier, int32_t set, uint32_t a, uint32_t b)
{
    const struct barrier *of = &s->crossing.barriers[barrier];
    int stands = crossing_stands(s->f, of, a, b);
    if (set == CROSSES_NEVER)
        return stands;
    int x = formula_variable(s->f);
    CLAUSE(&s->f->clauses, -x, stands);
    for (uint32_t c = 0; c < s->f->m->component_count; c++)
        if (set_has(s->crossing.sets.items[set], c))
            CLAUSE(&s->f->clauses, -x, formula_apart(s->f, a, c, of->mechanism));
    return x;
}

/* `premises`: negated literals of what makes a do it, to a cell behind the gate; then `follows`, unless something stops it. */
static void unless_stopped(struct safety *s, uint32_t a, uint32_t b, uint32_t gate, const int premises[3], int follows)
{
    struct formula *f = s->f;
    s->barred.count = 0;
    for (uint32_t k = 0; k < s->crossing.barrier_count; k++) {
        int32_t lets = crossing_lets(&s->crossing, gate, k, a);
        if (lets != CROSSES_ALWAYS && !vector_push(f->clauses.memory, &s->barred, stops(s, k, lets, a, b)))
            f->clauses.failed = true;
    }
    for (unsigned i = 0; i < 3; i++)
        draft_put(&f->draft, premises[i]);
    draft_put(&f->draft, follows);
    for (size_t i = 0; i < s->barred.count; i++)
        draft_put(&f->draft, s->barred.items[i]);
    draft_add(&f->draft);
    for (uint32_t k = 0; k < s->crossing.barrier_count; k++) { /* what is added passes, whatever the masks say */
        int32_t adds = crossing_adds(&s->crossing, gate, k, a);
        if (adds == CROSSES_NEVER)
            continue;
        int stands = crossing_stands(f, &s->crossing.barriers[k], a, b);
        if (adds == CROSSES_ALWAYS) {
            CLAUSE(&f->clauses, premises[0], premises[1], premises[2], -stands, follows);
            continue;
        }
        for (uint32_t c = 0; c < f->m->component_count; c++)
            if (set_has(s->crossing.sets.items[adds], c))
                CLAUSE(&f->clauses, premises[0], premises[1], premises[2], -stands, follows,
                       formula_apart(f, a, c, s->crossing.barriers[k].mechanism));
    }
}

static uint64_t saying(int can, uint32_t gate, unsigned kind)
{
    return (uint64_t)(uint32_t)can << 34 | (uint64_t)gate << 2 | kind;
}

/* Rule 2: a W, beyond a's intent, on an atom of b's own memory. */
static void overwrite(struct safety *s, struct actor *a, uint32_t b, uint32_t cell, uint32_t gate, int there)
{
    struct desk *d = s->f->desk;
    int can = actor_literal(a, LEAF_WRITE, cell);
    bool intended = set_has(desk_row(d, d->intent, a->form, LEAF_WRITE), cell);
    if (s->f->m->cells[cell].class != CELL_OWN || is_said(s, saying(can, gate, intended)))
        return;
    int follows = s->overwrites[formula_pair(s->f, a->component, b)];
    unless_stopped(s, a->component, b, gate,
                   (int[]){-can, -there, intended ? -s->states.overwritten[a->component] : LITERAL_FALSE},
                   follows ? follows : s->states.overwritten[b]);
}

/* safe: what a may do, and passes, and is denied, is nothing. */
static void deny(struct safety *s, struct actor *a, uint32_t b, enum operation_leaf leaf, uint32_t cell, uint32_t gate, int there)
{
    struct desk *d = s->f->desk;
    int can = actor_literal(a, leaf, cell), *grant = lapsed(s, a->component, leaf, cell);
    bool granted = set_has(desk_row(d, d->granted, a->component, leaf), cell);
    if (!s->f->m->components[b].is_protected || (granted && (!grant || !*grant)))
        return; /* granted to everybody does not lapse */
    if (!granted && is_said(s, saying(can, gate, 2)))
        return;
    unless_stopped(s, a->component, b, gate, (int[]){-can, -there, granted ? -*grant : LITERAL_FALSE}, LITERAL_FALSE);
}

static void act_on(struct safety *s, struct actor *a, uint32_t form)
{
    const struct form *of = &s->f->m->forms[form];
    s->said.count = 0;
    for (uint32_t i = of->first_cell; i < of->first_cell + of->cell_count; i++)
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT && !s->f->clauses.failed; leaf++) {
            if (!actor_literal(a, leaf, i))
                continue;
            uint32_t gate = crossing_gate(&s->crossing, i, leaf);
            if (leaf == LEAF_WRITE)
                overwrite(s, a, of->component, i, gate, s->f->form[form]);
            deny(s, a, of->component, leaf, i, gate, s->f->form[form]);
        }
}

static bool act(struct safety *s, uint32_t form)
{
    struct actor a;
    bool fine = actor_init(&a, s->f, &s->states, form);
    if (fine) {
        lose_bounds(s, &a);
        for (uint32_t i = 0; i < s->f->m->form_count; i++)
            if (s->f->m->forms[i].component != a.component)
                act_on(s, &a, i);
    }
    actor_fini(&a);
    return fine;
}

/* ---- works: needs ---- */

/* Does the variant of the owner lack the symbol or (part of) the region that the need names? */
static bool lacks(const struct formula *f, const struct access *need, const struct form *owner)
{
    for (enum operation_leaf leaf = 0; need->where == WHERE_NAMED && leaf < LEAF_COUNT; leaf++) {
        bool found = false;
        uint64_t bytes = 0;
        for (uint32_t i = owner->first_cell; i < owner->first_cell + owner->cell_count; i++)
            if (capability_access_covers(need, leaf, &f->m->cells[i])) {
                found = true;
                bytes += f->m->cells[i].sized ? f->m->cells[i].to - f->m->cells[i].from : 0;
            }
        if ((need->ops >> leaf & 1) && (!found || (need->has_range && bytes < need->to - need->from)))
            return true;
    }
    return false;
}

/* The masks alone must let it pass, without what vulnerabilities add. */
static void let_pass(struct safety *s, uint32_t a, uint32_t b, uint32_t gate, int uses, int there)
{
    struct formula *f = s->f;
    for (uint32_t k = 0; k < s->crossing.barrier_count; k++) {
        const struct barrier *of = &s->crossing.barriers[k];
        int32_t lets = crossing_lets(&s->crossing, gate, k, a);
        if (lets == CROSSES_ALWAYS)
            continue;
        s->barred.count = 0;
        bool fits = vector_push(f->clauses.memory, &s->barred, -crossing_stands(f, of, a, b));
        for (uint32_t c = 0; c < f->m->component_count && lets != CROSSES_NEVER && fits; c++)
            if (set_has(s->crossing.sets.items[lets], c))
                fits = vector_push(f->clauses.memory, &s->barred, -formula_apart(f, a, c, of->mechanism));
        draft_put(&f->draft, -uses);
        draft_put(&f->draft, -there);
        for (size_t i = 0; i < s->barred.count; i++)
            draft_put(&f->draft, s->barred.items[i]);
        draft_add(&f->draft);
        f->clauses.failed |= !fits;
    }
}

static void need(struct safety *s, uint32_t form, const struct access *need, uint32_t owner_form)
{
    const struct model *m = s->f->m;
    const struct form *owner = &m->forms[owner_form];
    int uses = s->f->form[form], there = s->f->form[owner_form];
    if (lacks(s->f, need, owner)) {
        CLAUSE(&s->f->clauses, -uses, -there);
        return;
    }
    s->said.count = 0;
    for (uint32_t i = owner->first_cell; i < owner->first_cell + owner->cell_count; i++)
        for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
            if (capability_access_covers(need, leaf, &m->cells[i]) && !is_said(s, crossing_gate(&s->crossing, i, leaf)))
                let_pass(s, m->forms[form].component, owner->component, crossing_gate(&s->crossing, i, leaf), uses, there);
}

static void need_all(struct safety *s)
{
    const struct model *m = s->f->m;
    for (uint32_t f = 0; f < m->form_count; f++)
        for (uint32_t i = 0; i < m->forms[f].intent_count; i++) {
            const struct access *access = &m->forms[f].intent[i];
            if (access->component == NONE || access->component == m->forms[f].component)
                continue; /* a permission, or its own */
            const struct component *owner = &m->components[access->component];
            for (uint32_t k = 0; k < owner->form_count && !s->f->clauses.failed; k++)
                need(s, f, access, owner->first_form + k);
        }
}

/* ---- all of it ---- */

static bool prepare(struct safety *s)
{
    struct formula *f = s->f;
    uint32_t n = f->m->component_count;
    s->lapsed = arena_new_array(&f->arena, int *, n);
    if (!s->lapsed || !new_row(f, &s->states.overwritten, n, true) || !new_row(f, &s->states.open, n, true) ||
        !new_row(f, &s->states.jumps, n, true) || !new_row(f, &s->lost, (size_t)n * LEAF_COUNT, true) ||
        !new_row(f, &s->overwrites, (size_t)n * n, false) || !name_grants(s))
        return false;
    for (uint32_t c = 0; c < n; c++)
        CLAUSE(&f->clauses, -s->states.overwritten[c], s->states.open[c]);
    return true;
}

bool formula_of_safety(struct formula *f)
{
    struct safety s = {.f = f};
    bool fine = crossing_init(&s.crossing, f) && prepare(&s);
    if (fine) {
        lapse(&s);
        need_all(&s);
    }
    for (uint32_t i = 0; i < f->m->form_count && fine && !f->clauses.failed; i++)
        if (!f->m->forms[i].is_vault) /* a vault reaches nothing */
            fine = act(&s, i);
    crossing_fini(&s.crossing);
    vector_free(f->clauses.memory, &s.said);
    vector_free(f->clauses.memory, &s.barred);
    return fine && !f->clauses.failed;
}
