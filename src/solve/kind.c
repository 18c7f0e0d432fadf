/* Who names whom, and who is of one kind. Of a pair in which neither names the other nothing matters but what each of them
 * is; so much of a form and of a behaviour is put down as a string of bytes, a *signature*, and equal signatures have one
 * number. */
#include "solve/problem.h"

/* ---- who names whom ---- */

static void name(struct problem *p, uint32_t a, uint32_t b)
{
    size_t n = p->model->component_count;
    p->named[(a * n + b) / 64] |= (uint64_t)1 << (a * n + b) % 64;
    p->named[(b * n + a) / 64] |= (uint64_t)1 << (b * n + a) % 64;
}

bool pair_is_named(const struct problem *p, uint32_t a, uint32_t b)
{
    size_t at = (size_t)a * p->model->component_count + b;
    return (p->named[at / 64] >> at % 64) & 1;
}

static void name_group(struct problem *p, const struct component_set *group)
{
    for (uint32_t i = 0; i < group->count; i++)
        for (uint32_t k = 0; k < i; k++)
            name(p, group->components[i], group->components[k]);
}

static bool mark_named(struct problem *p)
{
    const struct model *m = p->model;
    size_t n = m->component_count;
    if (n > UINT32_MAX / 2)
        return false;
    p->named = arena_new_array(&p->arena, uint64_t, n * n / 64 + 1);
    if (!p->named)
        return false;
    for (uint32_t f = 0; f < m->form_count; f++) {
        for (uint32_t i = 0; i < p->need_count[f]; i++)
            name(p, m->forms[f].component, m->forms[f].intent[p->needs[f][i]].component);
        for (uint32_t i = 0; i < p->grants[f].count; i++)
            name(p, m->forms[f].component, p->grants[f].principals[i]);
    }
    for (uint32_t i = 0; i < m->together_count && p->options.scope != SCOPE_SAFE; i++)
        name_group(p, &m->together[i]);
    for (uint32_t i = 0; i < m->apart_count && p->options.scope != SCOPE_SAFE; i++)
        name_group(p, &m->apart[i]);
    return true;
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

/* How a form suffers what others do who neither name it nor are named by it. */
static void sign_target(const struct problem *p, uint32_t f, struct signature *s)
{
    const struct form *form = &p->model->forms[f];
    put_byte(s, is_guarded(p, form->component));
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
        const struct cell *cell = &p->model->cells[i];
        bool goes_on = i > form->first_cell && cell->name && cell[-1].name == cell->name && cell[-1].class == cell->class;
        put_byte(s, cell->class);
        put_byte(s, granted_ops(p, cell, NONE));
        put_byte(s, handed_out_ops(p, cell, NONE));
        put_byte(s, goes_on | (cell->sized ? 2u : 0u) | (cell->is_variable ? 4u : 0u) | (cell->name ? 8u : 0u));
        if (cell->sized) {
            put(s, &cell->from, sizeof cell->from);
            put(s, &cell->to, sizeof cell->to);
        }
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
    return p->signatures && mark_named(p) && number_all(p);
}
