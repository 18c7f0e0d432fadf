/* Of the 2^h sets of h mechanisms most are such that nobody would choose them: a mechanism that bounds nothing more than the
 * others do, and that no clause asks for, only costs. Which sets may be left out depends on what is sought. */
#include "solve/problem.h"

#define MOST_BITS 16 /* so many mechanisms are enumerated in full */
#define MOST_SETS (1u << 18)

struct builder {
    struct problem *p;
    const uint32_t *forms;
    uint32_t form_count;
    mechanism_set may, wanted;
    size_t spare; /* so many superfluous mechanisms may be in a set */
    struct {
        VECTOR(mechanism_set);
    } found;
    mspec_status status;
};

bool hardening_to_choice(const struct problem *p, mechanism_set chosen, struct arena *a, struct choice *out)
{
    out->hardening_count = 0;
    out->hardening = arena_new_array(a, uint32_t, (size_t)__builtin_popcountll(chosen));
    if (!out->hardening)
        return false;
    for (mechanism_set rest = chosen; rest; rest &= rest - 1) /* mechanism ids ascend with the bits */
        out->hardening[out->hardening_count++] = p->hardening[__builtin_ctzll(rest)];
    return true;
}

mechanism_set hardening_of_form(const struct problem *p, uint32_t form_id)
{
    const struct form *form = &p->model->forms[form_id];
    mechanism_set set = 0;
    for (uint32_t i = 0; i < p->hardening_count; i++)
        if (form_may_carry(p->model, p->hardening[i], form) && !form_has_built_in(form, p->hardening[i]))
            set |= (mechanism_set)1 << i;
    return set;
}

static mechanism_set bit_of(const struct problem *p, uint32_t mechanism)
{
    for (uint32_t i = 0; i < p->hardening_count; i++)
        if (p->hardening[i] == mechanism)
            return (mechanism_set)1 << i;
    return 0;
}

/* What some clause asks for: never superfluous, whatever it bounds. */
static mechanism_set asked_for(const struct problem *p)
{
    const struct model *m = p->model;
    mechanism_set wanted = 0;
    for (uint32_t x = 0; x < m->mechanism_count; x++)
        for (uint32_t i = 0; i < m->mechanisms[x].needs_count; i++)
            wanted |= bit_of(p, m->mechanisms[x].needs[i]);
    for (uint32_t i = 0; i < m->use_count; i++)
        wanted |= bit_of(p, m->use[i].mechanism);
    return wanted;
}

/* Does the set without the one bound as much, in every form? */
static bool is_superfluous(struct builder *b, mechanism_set set, mechanism_set one)
{
    struct bounds with, without;
    for (uint32_t i = 0; i < b->form_count; i++) {
        const struct form *form = &b->p->model->forms[b->forms[i]];
        mechanism_set applies = hardening_of_form(b->p, b->forms[i]);
        if (!(applies & one))
            continue;
        if (!bounds_of(b->p, form, set & applies, &with) || !bounds_of(b->p, form, set & applies & ~one, &without)) {
            b->status = MSPEC_ERROR_LIMIT;
            return false;
        }
        if (!bounds_cover(&without, &with))
            return false;
    }
    return true;
}

/* How many mechanisms can be taken out, one after the other, without a loss. A larger set has at least as many. */
static size_t count_superfluous(struct builder *b, mechanism_set set)
{
    size_t count = 0;
    for (mechanism_set rest = set & ~b->wanted; rest; rest &= rest - 1) {
        mechanism_set one = rest & (~rest + 1);
        if (is_superfluous(b, set, one)) {
            set &= ~one;
            count++;
        }
    }
    return count;
}

static bool keep(struct builder *b, mechanism_set set)
{
    if (b->found.count >= MOST_SETS)
        b->status = MSPEC_ERROR_LIMIT;
    else if (!vector_push(b->p->memory, &b->found, set))
        b->status = MSPEC_ERROR_MEMORY;
    return b->status == MSPEC_OK;
}

/* Sets are grown in ascending order: those that have too much to spare only grow into others that have. The recursion is at
 * most as deep as there are mechanisms. */
static bool grow(struct builder *b, mechanism_set set, uint32_t from)
{
    if (!keep(b, set))
        return false;
    for (uint32_t i = from; i < b->p->hardening_count; i++) {
        mechanism_set bit = (mechanism_set)1 << i;
        if (!(b->may & bit) || count_superfluous(b, set | bit) > b->spare)
            continue;
        if (!grow(b, set | bit, i + 1))
            return false;
    }
    return b->status == MSPEC_OK;
}

static bool list_all(struct builder *b)
{
    mechanism_set set = 0;
    if (__builtin_popcountll(b->may) > MOST_BITS) {
        b->status = MSPEC_ERROR_LIMIT;
        return false;
    }
    do {
        if (!keep(b, set))
            return false;
        set = (set - b->may) & b->may; /* the next subset */
    } while (set);
    return true;
}

/* Is what a smaller set leaves out always a gain? */
static bool smaller_is_cheaper(const struct model *m)
{
    for (uint32_t i = 0; i < m->objective_count; i++)
        if (m->objective[i] == MEASURE_TRANSFORMATIONS)
            return true;
    return false;
}

/* Forms that look the same to hardening need to be looked at once. */
static bool is_like_an_earlier_one(const struct model *m, const uint32_t *forms, uint32_t i)
{
    const struct form *form = &m->forms[forms[i]];
    for (uint32_t k = 0; k < i; k++) {
        const struct form *other = &m->forms[forms[k]];
        bool alike = other->language == form->language && other->is_vault == form->is_vault &&
                     other->hardened_count == form->hardened_count;
        for (uint32_t h = 0; alike && h < form->hardened_count; h++)
            alike = form->hardened[h] == other->hardened[h];
        if (alike)
            return true;
    }
    return false;
}

mspec_status hardening_sets(struct problem *p, const uint32_t *forms, uint32_t form_count, mechanism_set **sets,
                            uint32_t *count)
{
    struct builder b = {.p = p, .wanted = asked_for(p)};
    uint32_t *kinds = arena_new_array(&p->arena, uint32_t, form_count);
    if (!kinds)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t i = 0; i < form_count; i++) {
        bool known = false;
        if (b.form_count < 64) /* beyond, the list is no longer worth shortening */
            kinds[b.form_count] = forms[i], known = is_like_an_earlier_one(p->model, kinds, b.form_count);
        if (!known)
            kinds[b.form_count++] = forms[i];
        b.may |= hardening_of_form(p, forms[i]);
    }
    b.forms = kinds;
    switch (p->options.scope) {
    case SCOPE_SAFE:
    case SCOPE_VALID:
        list_all(&b);
        break;
    case SCOPE_TOP:
        /* each choice of superfluous mechanisms taken out makes another configuration that is at least as good */
        while (b.spare < MAX_MECHANISMS - 1 && ((uint64_t)2 << b.spare) - 1 < p->options.top)
            b.spare++;
        grow(&b, 0, 0);
        break;
    case SCOPE_ALL:
        if (smaller_is_cheaper(p->model))
            grow(&b, 0, 0);
        else
            list_all(&b);
        break;
    default:
        grow(&b, 0, 0);
    }
    if (b.status == MSPEC_OK) {
        *sets = vector_to_arena(&p->arena, &b.found);
        *count = (uint32_t)b.found.count;
        if (!*sets)
            b.status = MSPEC_ERROR_MEMORY;
    }
    vector_free(p->memory, &b.found);
    return b.status;
}
