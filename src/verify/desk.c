#include "verify/desk.h"

#include "verify/capability.h"

static bool is_memory_class(enum cell_class class)
{
    return class == CELL_OWN || class == CELL_SHARED;
}

static uint32_t largest_form(const struct model *m)
{
    uint32_t largest = 0;
    for (uint32_t i = 0; i < m->form_count; i++)
        if (m->forms[i].cell_count > largest)
            largest = m->forms[i].cell_count;
    return largest;
}

/* Rows for `count` components (or forms): one for each leaf operation. The products are checked. */
static bool new_rows(struct desk *d, set_word **rows, size_t count)
{
    size_t row_bytes;
    if (__builtin_mul_overflow(d->words, LEAF_COUNT * sizeof(set_word), &row_bytes))
        return false;
    *rows = arena_alloc_array(&d->arena, count, row_bytes);
    return *rows != NULL;
}

static bool new_set(struct desk *d, set_word **set)
{
    *set = arena_new_array(&d->arena, set_word, d->words);
    return *set != NULL;
}

static bool new_facts(struct desk *d)
{
    const struct model *m = d->m;
    for (unsigned i = 0; i < 4; i++)
        if (!new_set(d, &d->of_class[i]))
            return false;
    d->named_first = arena_new_array(&d->arena, size_t, (size_t)m->component_count + 1);
    return d->named_first && new_set(d, &d->of_kind[0]) && new_set(d, &d->of_kind[1]) &&
           new_rows(d, &d->intent, m->form_count) && new_rows(d, &d->granted, m->component_count) &&
           new_rows(d, &d->stranger, 1) && new_rows(d, &d->everybody, 1) && new_rows(d, &d->somebody, 1);
}

static bool new_room(struct desk *d)
{
    struct arena *a = &d->arena;
    size_t n = d->m->component_count, cells = largest_form(d->m);
    d->pair_words = set_words(n);
    d->crossing = arena_new_array(a, op_set, cells);
    d->added = arena_new_array(a, op_set, cells);
    d->step = arena_new_array(a, op_set, cells);
    d->overwrites = arena_alloc_array(a, n, d->pair_words * sizeof(set_word));
    d->overwritten = arena_new_array(a, bool, n);
    d->writes_itself = arena_new_array(a, bool, n);
    d->jumps = arena_new_array(a, bool, n);
    d->queue = arena_new_array(a, uint32_t, n);
    d->queued = arena_new_array(a, bool, n);
    d->tally = arena_new_array(a, uint32_t, d->m->mechanism_count);
    if (!d->crossing || !d->added || !d->step || !d->overwrites || !d->overwritten || !d->writes_itself || !d->jumps ||
        !d->queue || !d->queued || !d->tally)
        return false;
    for (unsigned i = 0; i < 3; i++)
        if (!new_set(d, &d->scratch[i]))
            return false;
    if (!new_rows(d, &d->masks, n) || !new_rows(d, &d->reach, n) || !new_rows(d, &d->still_granted, n))
        return false;
    d->passes = d->masks; /* where nothing is added, what passes is what the masks let pass */
    return (!d->boundaries_leak || new_rows(d, &d->passes, n)) && new_set(d, &d->live) && new_set(d, &d->guarded) &&
           compartments_init(&d->compartments, a, d->m->component_count);
}

mspec_status desk_new(const struct model *m, struct desk **out)
{
    struct memory *memory = &m->ctx->memory;
    *out = NULL;
    struct desk *d = memory_resize(memory, NULL, 0, sizeof *d);
    if (!d)
        return MSPEC_ERROR_MEMORY;
    d->m = m;
    arena_init(&d->arena, memory);
    d->words = set_words(m->cell_count);
    for (uint32_t i = 0; i < m->vulnerability_count; i++)
        d->boundaries_leak |= m->vulnerabilities[i].has_boundary && m->vulnerabilities[i].mechanism_count > 0;
    if (!new_facts(d) || !new_room(d)) {
        desk_free(d);
        return MSPEC_ERROR_MEMORY;
    }
    for (uint32_t i = 0; i < m->cell_count; i++) {
        set_put(d->of_class[m->cells[i].class], i);
        set_put(d->of_kind[is_memory_class(m->cells[i].class)], i);
    }
    capability_note_grants(d);
    capability_note_intents(d);
    if (!capability_note_names(d)) {
        desk_free(d);
        return MSPEC_ERROR_MEMORY;
    }
    *out = d;
    return MSPEC_OK;
}

void desk_free(struct desk *d)
{
    if (!d)
        return;
    struct memory *memory = &d->m->ctx->memory;
    vector_free(memory, &d->causes);
    compartments_fini(&d->compartments, memory);
    arena_fini(&d->arena);
    memory_release(memory, d, sizeof *d);
}

bool desk_put(struct desk *d, const struct configuration *c)
{
    d->c = c;
    set_clear(d->live, d->words);
    set_clear(d->guarded, d->words);
    for (uint32_t i = 0; i < c->count; i++) {
        const struct form *f = desk_form(d, i);
        set_put_range(d->live, f->first_cell, f->first_cell + f->cell_count);
        if (d->m->components[i].is_protected)
            set_put_range(d->guarded, f->first_cell, f->first_cell + f->cell_count);
    }
    return compartments_build(&d->compartments, &d->m->ctx->memory, c);
}
