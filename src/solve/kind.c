/* Who names whom, and who is of one kind. Of a pair in which neither names the other nothing matters but what each of them
 * is; so much of a form and of a behaviour is put down as a string of bytes, a *signature*, and equal signatures have one
 * number. */
#include "solve/problem.h"

#include <stdlib.h>

#include "base/order.h"

#define MOST_MARKED 1024 /* components */

/* ---- who names whom ---- */

struct naming {
    uint32_t a, b;
};

struct namings {
    VECTOR(struct naming);
};

static bool name(struct problem *p, struct namings *list, uint32_t a, uint32_t b)
{
    if (a == b)
        return true;
    if (list->count && list->items[list->count - 1].a == a && list->items[list->count - 1].b == b)
        return true; /* needs of one component stand side by side */
    return vector_push(p->memory, list, ((struct naming){a, b}));
}

static bool name_group(struct problem *p, struct namings *list, const struct component_set *group)
{
    for (uint32_t i = 0; i < group->count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (!name(p, list, group->components[i], group->components[k]))
                return false;
    return true;
}

static bool list_namings(struct problem *p, struct namings *list)
{
    const struct model *m = p->model;
    for (uint32_t f = 0; f < m->form_count; f++) {
        for (uint32_t i = 0; i < p->need_count[f]; i++)
            if (!name(p, list, m->forms[f].component, m->forms[f].intent[p->needs[f][i]].component))
                return false;
        for (uint32_t i = 0; i < p->grants[f].count; i++)
            if (!name(p, list, m->forms[f].component, p->grants[f].principals[i]))
                return false;
    }
    for (uint32_t i = 0; i < m->together_count && p->options.scope != SCOPE_SAFE; i++)
        if (!name_group(p, list, &m->together[i]))
            return false;
    for (uint32_t i = 0; i < m->apart_count && p->options.scope != SCOPE_SAFE; i++)
        if (!name_group(p, list, &m->apart[i]))
            return false;
    return true;
}

/* Both directions, sorted, each pair once. */
static bool sort_namings(struct problem *p, const struct namings *list)
{
    uint32_t n = p->model->component_count;
    p->first_named = arena_new_array(&p->arena, size_t, n + 2u);
    p->named = arena_new_array(&p->arena, uint32_t, list->count * 2);
    if (!p->first_named || !p->named)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        p->first_named[list->items[i].a + 2]++;
        p->first_named[list->items[i].b + 2]++;
    }
    for (uint32_t c = 0; c < n; c++)
        p->first_named[c + 2] += p->first_named[c + 1];
    for (size_t i = 0; i < list->count; i++) {
        p->named[p->first_named[list->items[i].a + 1]++] = list->items[i].b;
        p->named[p->first_named[list->items[i].b + 1]++] = list->items[i].a;
    }
    size_t kept = 0;
    for (uint32_t c = 0; c < n; c++) {
        size_t first = p->first_named[c], end = p->first_named[c + 1];
        if (end > first)
            qsort(p->named + first, end - first, sizeof *p->named, order_ids);
        p->first_named[c] = kept;
        for (size_t i = first; i < end; i++)
            if (i == first || p->named[i] != p->named[i - 1])
                p->named[kept++] = p->named[i];
    }
    p->first_named[n] = kept;
    return true;
}

/* Small systems ask again and again: for them a bit for each pair. */
static bool mark_named(struct problem *p)
{
    size_t n = p->model->component_count;
    if (n > MOST_MARKED)
        return true;
    p->marked = arena_new_array(&p->arena, uint64_t, n * n / 64 + 1);
    for (uint32_t a = 0; p->marked && a < n; a++)
        for (size_t i = p->first_named[a]; i < p->first_named[a + 1]; i++)
            p->marked[(a * n + p->named[i]) / 64] |= (uint64_t)1 << (a * n + p->named[i]) % 64;
    return p->marked != NULL;
}

bool pair_is_named(const struct problem *p, uint32_t a, uint32_t b)
{
    if (p->marked) {
        size_t at = (size_t)a * p->model->component_count + b;
        return (p->marked[at / 64] >> at % 64) & 1;
    }
    if (p->first_named[a + 1] - p->first_named[a] > p->first_named[b + 1] - p->first_named[b]) {
        uint32_t other = a;
        a = b;
        b = other;
    }
    size_t low = p->first_named[a], end = p->first_named[a + 1], high = end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->named[middle] < b)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && p->named[low] == b;
}

static bool find_named(struct problem *p)
{
    struct namings list = {0};
    bool fine = list_namings(p, &list) && sort_namings(p, &list) && mark_named(p);
    vector_free(p->memory, &list);
    return fine;
}

/* ---- kinds ---- */

struct signature {
    struct memory *memory;
    struct {
        VECTOR(char);
    } bytes;
    bool failed;
};

static void put(struct signature *s, const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!vector_push(s->memory, &s->bytes, ((const char *)bytes)[i]))
            s->failed = true;
}

static void put_byte(struct signature *s, unsigned value)
{
    char byte = (char)value;
    put(s, &byte, 1);
}

/* The number of the signature, from 0 in the order of first use; NONE when out of memory. */
static uint32_t number_of(struct problem *p, struct signature *s)
{
    name_id id = s->failed ? 0 : names_intern(p->signatures, s->bytes.items, s->bytes.count);
    s->bytes.count = 0;
    return id ? id - 1 : NONE;
}

/* What lies in the rest of `own` shares blocks. That is nothing when it is all handed out alike: what crosses to one crosses to all. */
static bool rest_is_alike(const struct problem *p, const struct form *form)
{
    const struct cell *first = NULL;
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
        const struct cell *cell = &p->model->cells[i];
        if (!cell_in_rest(cell))
            continue;
        if (first && handed_out_ops(p, first, NONE) != handed_out_ops(p, cell, NONE))
            return false;
        first = cell;
    }
    return true;
}

#define WHOLE_KINDS 8 /* class, and whether it lies in the rest of `own` */

/* How a form suffers what others do who neither name it nor are named by it. Cells that are no pieces of a region are a set: how
 * many of them are alike, and what they are called, is nothing to such others. */
static void sign_target(const struct problem *p, uint32_t f, struct signature *s)
{
    const struct form *form = &p->model->forms[f];
    uint16_t seen[WHOLE_KINDS][OPS_ALL + 1] = {0}; /* by class and what is granted: what is handed out, as bits */
    bool alike = rest_is_alike(p, form);
    put_byte(s, is_guarded(p, form->component));
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
        const struct cell *cell = &p->model->cells[i];
        op_set granted = granted_ops(p, cell, NONE), handed_out = handed_out_ops(p, cell, NONE);
        if (!cell_is_piece(p, cell)) {
            seen[cell->class * 2u + (!alike && cell_in_rest(cell))][granted & OPS_ALL] |= (uint16_t)(1u << (handed_out & OPS_ALL));
            continue;
        }
        bool goes_on = i > form->first_cell && cell[-1].name == cell->name && cell[-1].class == cell->class;
        put_byte(s, cell->class);
        put_byte(s, granted);
        put_byte(s, handed_out);
        put_byte(s, goes_on | (cell->is_variable ? 2u : 0u));
        put(s, &cell->from, sizeof cell->from);
        put(s, &cell->to, sizeof cell->to);
    }
    for (unsigned k = 0; k < WHOLE_KINDS; k++)
        for (unsigned granted = 0; granted <= OPS_ALL; granted++)
            if (seen[k][granted]) {
                put_byte(s, k | 128u);
                put_byte(s, granted);
                put(s, &seen[k][granted], sizeof seen[k][granted]);
            }
}

/* What a behaviour does to such others. */
static void sign_actor(const struct problem *p, const struct behaviour *b, struct signature *s)
{
    const struct form *form = &p->model->forms[b->form];
    op_set shared = 0, api = 0;
    for (uint32_t i = 0; i < form->intent_count && !form->is_vault; i++) {
        const struct access *access = &form->intent[i];
        shared |= access->component == NONE && access->where == WHERE_SHARED ? access->ops : 0;
        api |= access->component == NONE && access->where == WHERE_API ? access->ops : 0;
    }
    put_byte(s, form->is_vault);
    put_byte(s, shared);
    put_byte(s, api);
    put(s, b->base, sizeof b->base);
    put(s, b->added, sizeof b->added);
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        put_byte(s, b->bound_count[leaf]);
        for (unsigned i = 0; i < b->bound_count[leaf]; i++) {
            put_byte(s, b->bounds[leaf][i].left);
            put_byte(s, b->bounds[leaf][i].right);
        }
    }
}

/* Ids are given out by one table; targets, actors and kinds count from 0 each, by a map from one to the other. */
static uint32_t dense_number(struct problem *p, struct signature *s, uint32_t *count, uint32_t *known)
{
    uint32_t id = number_of(p, s);
    if (id == NONE)
        return NONE;
    if (!known[id])
        known[id] = ++*count;
    return known[id] - 1;
}

static bool number_all(struct problem *p)
{
    const struct model *m = p->model;
    struct signature s = {.memory = p->memory};
    size_t most = m->form_count + 2 * p->behaviours.count;
    uint32_t *known = arena_new_array(&p->arena, uint32_t, most);
    p->target = arena_new_array(&p->arena, uint32_t, m->form_count);
    bool fine = known && p->target;
    for (uint32_t f = 0; f < m->form_count && fine; f++) {
        put_byte(&s, 't');
        sign_target(p, f, &s);
        p->target[f] = dense_number(p, &s, &p->target_count, known);
        fine = p->target[f] != NONE;
    }
    for (size_t i = 0; i < p->behaviours.count && fine; i++) {
        struct behaviour *b = &p->behaviours.items[i];
        put_byte(&s, 'a');
        sign_actor(p, b, &s);
        b->actor = dense_number(p, &s, &p->actor_count, known);
        fine = b->actor != NONE;
    }
    for (size_t i = 0; i < p->behaviours.count && fine; i++) {
        struct behaviour *b = &p->behaviours.items[i];
        put_byte(&s, 'k');
        put(&s, &b->actor, sizeof b->actor);
        put(&s, &p->target[b->form], sizeof p->target[b->form]);
        put(&s, b->own_bits, sizeof b->own_bits);
        b->kind = dense_number(p, &s, &p->kind_count, known);
        fine = b->kind != NONE;
    }
    vector_free(p->memory, &s.bytes);
    return fine;
}

bool kinds_build(struct problem *p)
{
    p->signatures = names_new(p->memory);
    return p->signatures && find_named(p) && number_all(p);
}
