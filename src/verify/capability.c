#include "verify/capability.h"

static bool cell_is_memory(const struct cell *cell)
{
    return cell->class == CELL_OWN || cell->class == CELL_SHARED;
}

static bool kind_covers(enum where where, enum cell_class class)
{
    switch (where) {
    case WHERE_ALL:
        return true;
    case WHERE_OWN:
        return class == CELL_OWN;
    case WHERE_SHARED:
        return class == CELL_SHARED;
    case WHERE_API:
        return class == CELL_SYMBOL;
    case WHERE_CODE:
        return class == CELL_CODE;
    default:
        return false;
    }
}

bool capability_access_covers(const struct access *target, enum operation_leaf leaf, const struct cell *cell)
{
    if (!(target->ops >> leaf & 1) || leaf_is_memory(leaf) != cell_is_memory(cell))
        return false;
    return target->where == WHERE_NAMED ? cell_is_named_by(cell, target) : kind_covers(target->where, cell->class);
}

void target_cells_begin(const struct model *m, const struct form *owner, const struct access *target, struct target_cells *out)
{
    *out = (struct target_cells){.m = m, .owner = owner, .count = owner->cell_count};
    if (target->where == WHERE_NAMED)
        out->named = model_cells_named(m, owner->component, target->name, &out->count);
}

uint32_t target_cells_next(struct target_cells *t)
{
    while (t->at < t->count) {
        uint32_t cell = t->named ? t->named[t->at] : t->owner->first_cell + t->at;
        t->at++;
        if (cell >= t->owner->first_cell && cell < t->owner->first_cell + t->owner->cell_count)
            return cell;
    }
    return NONE;
}

/* ---- grants ---- */

bool capability_sharing_restricted(const struct form *owner, const struct cell *cell)
{
    for (uint32_t i = 0; i < owner->grant_count; i++) {
        const struct grant *g = &owner->grants[i];
        if (g->take || !(g->what.ops & OPS_MEMORY))
            continue; /* taking from one principal leaves the others' sharing as it is */
        if (g->what.where == WHERE_SHARED || (g->what.where == WHERE_NAMED && cell->name != 0 && g->what.name == cell->name))
            return true;
    }
    return false;
}

static bool is_shared_with_all(const struct form *owner, const struct cell *cell)
{
    return cell->class == CELL_SHARED && !capability_sharing_restricted(owner, cell);
}

static bool grant_is_to(const struct grant *g, struct principal who)
{
    if (g->principal == ANYBODY)
        return true;
    if (g->principal == NOBODY)
        return who.component == NOBODY && who.absent != 0 && who.absent == g->principal_name;
    return g->principal == who.component;
}

bool capability_granted(const struct form *owner, struct principal who, enum operation_leaf leaf, const struct cell *cell)
{
    bool granted = leaf_is_memory(leaf) && is_shared_with_all(owner, cell);
    for (uint32_t i = 0; i < owner->grant_count; i++) {
        const struct grant *g = &owner->grants[i];
        if (grant_is_to(g, who) && capability_access_covers(&g->what, leaf, cell))
            granted = !g->take;
    }
    return granted;
}

bool capability_granted_everybody(const struct form *owner, enum operation_leaf leaf, const struct cell *cell)
{
    if (!capability_granted(owner, STRANGER, leaf, cell))
        return false;
    for (uint32_t i = 0; i < owner->grant_count; i++) { /* only who is named by a -= can have less than a stranger */
        const struct grant *g = &owner->grants[i];
        if (!g->take || g->principal == ANYBODY || g->principal == owner->component ||
            !capability_access_covers(&g->what, leaf, cell))
            continue;
        struct principal taken = {g->principal, g->principal == NOBODY ? g->principal_name : 0};
        if (!capability_granted(owner, taken, leaf, cell))
            return false;
    }
    return true;
}

bool capability_granted_in_mask(const struct form *owner, struct principal who, enum operation_leaf leaf,
                                const struct cell *cell)
{
    bool granted = leaf_is_memory(leaf) ? is_shared_with_all(owner, cell) : cell->class == CELL_SYMBOL && !owner->states_requires;
    for (uint32_t i = 0; i < owner->grant_count; i++) {
        const struct grant *g = &owner->grants[i];
        if (!grant_is_to(g, who) || !capability_access_covers(&g->what, leaf, cell))
            continue;
        if (g->take)
            granted = false;
        else if (owner->states_requires && !g->withheld)
            granted = true;
    }
    return granted;
}

/* ---- rows of grants ---- */

static void set_bit(set_word *row, size_t member, bool on)
{
    if (on)
        set_put(row, member);
    else
        set_drop(row, member);
}

/* Those whom the form names start from sharing, like everybody, and then follow the entries in their order. The result is
 * capability_granted for each of them, without going through all entries for each. */
static void note_named_principals(struct desk *d, const struct form *f, uint32_t index, enum operation_leaf leaf)
{
    const struct cell *cell = &d->m->cells[index];
    bool shared = leaf_is_memory(leaf) && is_shared_with_all(f, cell);
    for (uint32_t i = 0; i < f->grant_count; i++)
        if (f->grants[i].principal < d->m->component_count)
            set_bit(desk_row(d, d->granted, f->grants[i].principal, leaf), index, shared);
    for (uint32_t i = 0; i < f->grant_count; i++) {
        const struct grant *g = &f->grants[i];
        if (!capability_access_covers(&g->what, leaf, cell))
            continue;
        if (g->principal < d->m->component_count)
            set_bit(desk_row(d, d->granted, g->principal, leaf), index, !g->take);
        else if (g->principal == ANYBODY)
            for (uint32_t k = 0; k < f->grant_count; k++)
                if (f->grants[k].principal < d->m->component_count)
                    set_bit(desk_row(d, d->granted, f->grants[k].principal, leaf), index, !g->take);
    }
}

void capability_note_grants(struct desk *d)
{
    const struct model *m = d->m;
    for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
        set_word *stranger = desk_row(d, d->stranger, 0, leaf), *everybody = desk_row(d, d->everybody, 0, leaf);
        set_word *somebody = desk_row(d, d->somebody, 0, leaf);
        for (uint32_t i = 0; i < m->cell_count; i++) {
            const struct form *owner = &m->forms[m->cells[i].form];
            set_bit(stranger, i, capability_granted(owner, STRANGER, leaf, &m->cells[i]));
            set_bit(everybody, i, capability_granted_everybody(owner, leaf, &m->cells[i]));
        }
        for (uint32_t c = 0; c < m->component_count; c++)
            set_copy(desk_row(d, d->granted, c, leaf), stranger, d->words);
        for (uint32_t i = 0; i < m->cell_count; i++)
            note_named_principals(d, &m->forms[m->cells[i].form], i, leaf);
        set_copy(somebody, stranger, d->words);
        for (uint32_t c = 0; c < m->component_count; c++) {
            set_word *row = desk_row(d, d->granted, c, leaf);
            const struct component *component = &m->components[c];
            for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++)
                set_drop_range(row, m->forms[f].first_cell, m->forms[f].first_cell + m->forms[f].cell_count);
            set_unite(somebody, row, d->words);
        }
    }
}

bool capability_note_names(struct desk *d)
{
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) { /* first to count, then to write down */
        count = 0;
        for (uint32_t c = 0; c < d->m->component_count; c++) {
            d->named_first[c] = count;
            for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++)
                for (size_t word = 0; word < d->words; word++) {
                    set_word bits = desk_row(d, d->granted, c, leaf)[word] & ~desk_row(d, d->everybody, 0, leaf)[word];
                    if (bits && pass)
                        d->named_words[count] = (struct named_word){leaf, (uint32_t)word, bits};
                    count += bits != 0;
                }
        }
        if (pass == 0 && !(d->named_words = arena_new_array(&d->arena, struct named_word, count)))
            return false;
    }
    d->named_first[d->m->component_count] = count;
    return true;
}

/* ---- intent ---- */

/* `shared` and `X` without an owner: everybody's, as far as the owner grants it, and one's own. */
static void intend_kind(struct desk *d, const struct form *f, enum operation_leaf leaf, enum cell_class class, bool of_all)
{
    set_word *row = desk_row(d, d->intent, (size_t)(f - d->m->forms), leaf);
    if (!(leaf_is_memory(leaf) ? class == CELL_OWN || class == CELL_SHARED : class == CELL_SYMBOL || class == CELL_CODE))
        return;
    if (of_all) {
        const set_word *granted = desk_row(d, d->granted, f->component, leaf);
        for (size_t word = 0; word < d->words; word++)
            row[word] |= granted[word] & d->of_class[class][word];
    }
    for (uint32_t i = f->first_cell; i < f->first_cell + f->cell_count; i++)
        if (d->m->cells[i].class == class)
            set_put(row, i);
}

/* A target with its owner: a need, when the owner is another one. */
static void intend_target(struct desk *d, const struct form *f, enum operation_leaf leaf, const struct access *target)
{
    set_word *row = desk_row(d, d->intent, (size_t)(f - d->m->forms), leaf);
    const struct component *owner = &d->m->components[target->component == NONE ? f->component : target->component];
    for (uint32_t k = owner->first_form; k < owner->first_form + owner->form_count; k++) {
        struct target_cells cells;
        target_cells_begin(d->m, &d->m->forms[k], target, &cells);
        for (uint32_t i; (i = target_cells_next(&cells)) != NONE;)
            if (capability_access_covers(target, leaf, &d->m->cells[i]))
                set_put(row, i);
    }
}

void capability_note_intents(struct desk *d)
{
    for (uint32_t k = 0; k < d->m->form_count; k++) {
        const struct form *f = &d->m->forms[k];
        for (uint32_t i = 0; i < f->intent_count; i++) {
            const struct access *target = &f->intent[i];
            for (enum operation_leaf leaf = 0; leaf < LEAF_COUNT; leaf++) {
                if (!(target->ops >> leaf & 1))
                    continue;
                if (target->component != NONE || target->where == WHERE_NAMED)
                    intend_target(d, f, leaf, target);
                else if (target->where == WHERE_OWN)
                    intend_kind(d, f, leaf, CELL_OWN, false);
                else if (target->where == WHERE_SHARED)
                    intend_kind(d, f, leaf, CELL_SHARED, true);
                else if (target->where == WHERE_API)
                    intend_kind(d, f, leaf, CELL_SYMBOL, true);
                else if (target->where == WHERE_CODE)
                    intend_kind(d, f, leaf, CELL_CODE, false);
            }
        }
    }
}
