#include "verify/fixpoint.h"

#include "verify/boundary.h"
#include "verify/reach.h"

struct line { /* components whose reach is still to be looked at, first come, first served */
    size_t first, waiting;
};

static void enqueue(struct desk *d, struct line *line, uint32_t component)
{
    if (d->queued[component])
        return;
    d->queued[component] = true;
    d->queue[(line->first + line->waiting++) % d->m->component_count] = component;
}

static uint32_t dequeue(struct desk *d, struct line *line)
{
    uint32_t component = d->queue[line->first];
    line->first = (line->first + 1) % d->m->component_count;
    line->waiting--;
    d->queued[component] = false;
    return component;
}

/* Rule 1, no bound without control: who may execute code beyond its intent, its own included, may do everything. */
static bool rule_jump(struct desk *d, uint32_t c)
{
    if (d->jumps[c])
        return true;
    op_set ops = 0;
    size_t target = SIZE_MAX;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (leaf_is_memory(leaf))
            continue;
        reach_beyond_intent(d, c, leaf, d->scratch[0]);
        set_intersect(d->scratch[0], d->of_class[CELL_CODE], d->words);
        size_t first = set_first(d->scratch[0], d->words);
        if (first != SIZE_MAX)
            ops |= (op_set)(1 << leaf);
        if (first < target)
            target = first;
    }
    if (ops == 0)
        return true;
    d->jumps[c] = true;
    reach_compute(d, c);
    return fixpoint_add_cause(d, c, CAUSE_JUMP, NONE, (uint32_t)target, ops, NONE);
}

/* Rule 3, it may overwrite itself: a write beyond its intent, of whatever atom, and its base bounds it no more. */
static bool rule_self_write(struct desk *d, uint32_t c)
{
    if (d->writes_itself[c] || d->overwritten[c] || d->jumps[c])
        return true;
    reach_beyond_intent(d, c, LEAF_WRITE, d->scratch[0]);
    size_t atom = set_first(d->scratch[0], d->words);
    if (atom == SIZE_MAX)
        return true;
    d->writes_itself[c] = true;
    reach_compute(d, c);
    return fixpoint_add_cause(d, c, CAUSE_SELF_WRITE, NONE, (uint32_t)atom, OP_WRITE, NONE);
}

/* Rule 2, no bound of its own when overwritten: c may write, beyond its intent, an atom of another's own memory, and it
 * passes. */
static bool rule_overwrite(struct desk *d, uint32_t c, struct line *line)
{
    set_word *writes = d->scratch[0];
    reach_beyond_intent(d, c, LEAF_WRITE, writes);
    set_intersect(writes, desk_row(d, d->passes, d->compartments.group_of[c], LEAF_WRITE), d->words);
    set_intersect(writes, d->of_class[CELL_OWN], d->words);
    const struct form *f = desk_form(d, c);
    set_drop_range(writes, f->first_cell, f->first_cell + f->cell_count);
    set_word *victims = d->overwrites + c * d->pair_words;
    for (size_t word = 0; word < d->words; word++)
        for (set_word rest = writes[word]; rest; rest &= rest - 1) {
            uint32_t cell = (uint32_t)(word * SET_WORD_BITS + (size_t)__builtin_ctzll(rest));
            uint32_t victim = d->m->cells[cell].component;
            set_put(victims, victim);
            if (d->overwritten[victim])
                continue;
            d->overwritten[victim] = true;
            enqueue(d, line, victim);
            if (!fixpoint_add_cause(d, victim, CAUSE_OVERWRITTEN, c, cell, OP_WRITE, NONE))
                return false;
        }
    return true;
}

void fixpoint_begin(struct desk *d)
{
    uint32_t n = d->m->component_count;
    set_clear(d->overwrites, n * d->pair_words);
    set_copy(d->still_granted, d->granted, (size_t)n * LEAF_COUNT * d->words);
    memset(d->overwritten, 0, n * sizeof *d->overwritten);
    memset(d->writes_itself, 0, n * sizeof *d->writes_itself);
    memset(d->jumps, 0, n * sizeof *d->jumps);
    memset(d->queued, 0, n * sizeof *d->queued);
    d->causes.count = 0;
}

bool fixpoint_run(struct desk *d)
{
    struct line line = {0, 0};
    fixpoint_begin(d);
    for (uint32_t c = 0; c < d->m->component_count; c++) {
        reach_compute(d, c);
        if (!fixpoint_note_beginnings(d, c) || !fixpoint_lapse_by_vulnerability(d, c))
            return false;
        enqueue(d, &line, c);
    }
    while (line.waiting > 0) {
        uint32_t c = dequeue(d, &line);
        reach_compute(d, c);
        /* Rule 3 may open the way for rule 1, never the reverse: after a jump there is nothing left to lose. */
        if (!rule_jump(d, c) || !rule_self_write(d, c) || !rule_jump(d, c) || !rule_overwrite(d, c, &line))
            return false;
    }
    return fixpoint_lapse_by_overwriting(d);
}
