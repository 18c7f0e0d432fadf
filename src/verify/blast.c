#include "verify/blast.h"

#include "verify/boundary.h"
#include "verify/fixpoint.h"
#include "verify/reach.h"
#include "verify/violations.h"

/* What is written down on the way, where it is. */
struct record {
    uint32_t *overwritten, *controlled;
    uint32_t overwritten_count, controlled_count;
    struct {
        VECTOR(struct blast_step);
    } steps;
};

/* ---- steps ---- */

static bool continues(const struct cell *before, const struct cell *cell)
{
    return before->sized && cell->sized && before->form == cell->form && before->class == cell->class &&
           before->name == cell->name && before->to == cell->from;
}

/* The cells of one form among those in the set: the first, how far it goes, and how many more there are. */
static bool note_step(struct desk *d, struct record *r, enum blast_effect effect, uint32_t from, uint32_t to, op_set ops,
                      const set_word *cells)
{
    if (!r)
        return true;
    const struct form *f = desk_form(d, effect == BLAST_OVERWRITES ? to : from);
    struct blast_step step = {.effect = effect, .from = from, .to = to, .ops = ops, .cell = NONE};
    uint32_t first = 0, end = d->m->cell_count, last = NONE;
    if (effect == BLAST_OVERWRITES) {
        first = f->first_cell;
        end = f->first_cell + f->cell_count;
    }
    for (uint32_t i = first; i < end; i++) {
        if (!set_has(cells, i))
            continue;
        const struct cell *cell = &d->m->cells[i];
        if (step.cell == NONE) {
            step.cell = last = i;
            step.range_from = cell->from;
            step.range_to = cell->to;
        } else if (last + 1 == i && continues(&d->m->cells[last], cell)) {
            step.range_to = cell->to;
            last = i;
        } else {
            step.more++;
        }
    }
    return vector_push(&d->m->ctx->memory, &r->steps, step);
}

/* ---- one component ---- */

static void lapse_all(struct desk *d, uint32_t c)
{
    for (size_t i = d->named_first[c]; i < d->named_first[c + 1]; i++)
        desk_row(d, d->still_granted, c, d->named_words[i].leaf)[d->named_words[i].word] &= ~d->named_words[i].bits;
}

/* In the attacker's hands: nothing bounds it, hardening included, and nobody grants it anything by name. */
static void take_over(struct desk *d, struct record *r, uint32_t c)
{
    d->jumps[c] = true;
    lapse_all(d, c);
    reach_compute(d, c);
    if (r)
        r->controlled[r->controlled_count++] = c;
}

/* Does what it is meant to, of the chosen variants' cells. */
static void behave(struct desk *d, uint32_t c)
{
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        set_word *reach = desk_row(d, d->reach, c, leaf);
        if (desk_form(d, c)->is_vault) {
            set_clear(reach, d->words);
            continue;
        }
        set_copy(reach, desk_row(d, d->intent, d->c->choices[c].form, leaf), d->words);
        set_intersect(reach, d->live, d->words);
    }
}

/* It is overwritten: only its hardening bounds it; and when that leaves it an X on code, nothing does. */
static bool fall(struct desk *d, struct record *r, uint32_t c)
{
    op_set ops = 0;
    reach_compute(d, c);
    set_clear(d->scratch[1], d->words);
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (leaf_is_memory(leaf))
            continue;
        set_copy(d->scratch[0], desk_row(d, d->reach, c, leaf), d->words);
        set_intersect(d->scratch[0], d->of_class[CELL_CODE], d->words);
        if (!set_is_empty(d->scratch[0], d->words))
            ops |= (op_set)(1 << leaf);
        set_unite(d->scratch[1], d->scratch[0], d->words);
    }
    if (ops == 0)
        return true;
    if (!note_step(d, r, BLAST_CONTROLS, c, c, ops, d->scratch[1]))
        return false;
    take_over(d, r, c);
    return true;
}

/* Whom b overwrites. It is overwritten itself, or the start: it intends nothing, and all its writes count. */
static bool overwrite(struct desk *d, struct record *r, uint32_t start, uint32_t b, size_t *waiting)
{
    set_word *writes = d->scratch[2];
    set_copy(writes, desk_row(d, d->reach, b, LEAF_WRITE), d->words);
    set_intersect(writes, desk_row(d, d->passes, d->compartments.group_of[b], LEAF_WRITE), d->words);
    set_intersect(writes, d->of_class[CELL_OWN], d->words);
    const struct form *f = desk_form(d, b);
    set_drop_range(writes, f->first_cell, f->first_cell + f->cell_count);
    for (uint32_t victim = 0; victim < d->c->count; victim++) {
        const struct form *of = desk_form(d, victim);
        if (victim == start || !set_meets_range(writes, of->first_cell, of->first_cell + of->cell_count))
            continue;
        set_put(d->overwrites + b * d->pair_words, victim);
        if (d->overwritten[victim])
            continue;
        d->overwritten[victim] = true;
        d->queue[(*waiting)++] = victim;
        if (r)
            r->overwritten[r->overwritten_count++] = victim;
        if (!note_step(d, r, BLAST_OVERWRITES, b, victim, OP_WRITE, writes))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

/* The desk holds the configuration, and what passes. */
static bool spread(struct desk *d, struct record *r, uint32_t start)
{
    uint32_t n = d->m->component_count;
    fixpoint_begin(d);
    d->record = false;
    for (uint32_t c = 0; c < n; c++)
        behave(d, c);
    d->overwritten[start] = true;
    take_over(d, r, start);
    if (r)
        r->overwritten[r->overwritten_count++] = start;
    size_t done = 0, waiting = 0;
    d->queue[waiting++] = start;
    while (done < waiting) {
        uint32_t b = d->queue[done++];
        if ((b != start && !fall(d, r, b)) || !overwrite(d, r, start, b, &waiting))
            return false;
    }
    return fixpoint_lapse_by_overwriting(d);
}

/* All requirements count, and not only those that the system protects. */
static void guard_all(struct desk *d)
{
    set_copy(d->guarded, d->live, d->words);
}

static bool put(struct desk *d, const struct configuration *c)
{
    if (!desk_put(d, c))
        return false;
    guard_all(d);
    boundary_note_passes(d);
    return true;
}

bool desk_blast_count(struct desk *d, uint32_t start, uint32_t *falls)
{
    guard_all(d);
    if (!spread(d, NULL, start))
        return false;
    *falls = 0;
    for (uint32_t b = 0; b < d->c->count; b++) {
        bool fallen = d->overwritten[b];
        const struct form *f = desk_form(d, b);
        for (uint32_t a = 0; a < d->c->count && !fallen && b != start; a++) {
            if (a == b)
                continue;
            for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT && !fallen; leaf++) {
                const set_word *reach = desk_row(d, d->reach, a, leaf), *granted = desk_row(d, d->still_granted, a, leaf);
                const set_word *passes = desk_row(d, d->passes, d->compartments.group_of[a], leaf);
                for (uint32_t i = f->first_cell; i < f->first_cell + f->cell_count && !fallen; i++)
                    fallen = set_has(reach, i) && set_has(passes, i) && !set_has(granted, i);
            }
        }
        *falls += fallen && b != start;
    }
    return true;
}

static void count_falls(struct desk *d, struct blast *out, bool *owners)
{
    for (size_t i = 0; i < out->violation_count; i++)
        owners[out->violations[i].owner] = true;
    for (uint32_t c = 0; c < d->c->count; c++) {
        out->owners += owners[c];
        out->protected_owners += owners[c] && d->m->components[c].is_protected;
        out->falls[c] = c != out->start && (owners[c] || d->overwritten[c]);
        out->fall_count += out->falls[c];
    }
}

static bool fill_in(struct desk *d, struct record *r, struct violation_list *list, struct blast *out)
{
    uint32_t n = d->m->component_count;
    r->overwritten = arena_new_array(&out->arena, uint32_t, n);
    r->controlled = arena_new_array(&out->arena, uint32_t, n);
    out->falls = arena_new_array(&out->arena, bool, n);
    bool *owners = arena_new_array(&out->arena, bool, n);
    if (!r->overwritten || !r->controlled || !out->falls || !owners)
        return false;
    if (!spread(d, r, out->start) || !violations_collect(d, list))
        return false;
    out->overwritten = r->overwritten;
    out->overwritten_count = r->overwritten_count;
    out->controlled = r->controlled;
    out->controlled_count = r->controlled_count;
    out->steps = vector_to_arena(&out->arena, &r->steps);
    out->step_count = r->steps.count;
    out->violations = vector_to_arena(&out->arena, list);
    out->violation_count = list->count;
    out->violations_left_out = list->left_out;
    if (!out->steps || !out->violations)
        return false;
    count_falls(d, out, owners);
    return true;
}

mspec_status desk_blast(struct desk *d, const struct configuration *c, uint32_t start, struct blast *out)
{
    struct memory *memory = &d->m->ctx->memory;
    struct record r = {0};
    struct violation_list list = {0};
    *out = (struct blast){.start = start};
    arena_init(&out->arena, memory);
    bool done = put(d, c) && fill_in(d, &r, &list, out);
    vector_free(memory, &r.steps);
    vector_free(memory, &list);
    if (done)
        return MSPEC_OK;
    blast_fini(out);
    return MSPEC_ERROR_MEMORY;
}

mspec_status blast_find(const struct model *m, const struct configuration *c, uint32_t start, struct blast *out)
{
    struct desk *d;
    *out = (struct blast){0};
    mspec_status status = desk_new(m, &d);
    if (status == MSPEC_OK)
        status = desk_blast(d, c, start, out);
    desk_free(d);
    return status;
}

void blast_fini(struct blast *b)
{
    arena_fini(&b->arena);
    *b = (struct blast){0};
}
