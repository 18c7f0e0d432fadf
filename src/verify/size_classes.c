/* Which components are alike for counting: what matters of a component is, for each of its variants, the set of hardening
 * mechanisms that can be chosen for it. A place that holds several may be given any of the sets' union: 2^|union| ways. */
#include "verify/reach.h"
#include "verify/space_size.h"

enum { MOST_UNIONS = 4096, MOST_CROWDS = 1 << 22 };

/* Distinct sets of mechanisms, by number; 0 is the empty one. `words` words each. */
struct family {
    struct memory *memory;
    size_t words;
    struct {
        VECTOR(set_word);
    } sets;
};

static size_t family_count(const struct family *f)
{
    return f->sets.count / f->words;
}

static const set_word *family_set(const struct family *f, size_t which)
{
    return f->sets.items + which * f->words;
}

/* The number of a set, which is added when it is new. SIZE_MAX when out of memory. */
static size_t family_put(struct family *f, const set_word *set)
{
    size_t count = family_count(f);
    for (size_t i = 0; i < count; i++)
        if (memcmp(family_set(f, i), set, f->words * sizeof *set) == 0)
            return i;
    for (size_t word = 0; word < f->words; word++)
        if (!vector_push(f->memory, &f->sets, set[word]))
            return SIZE_MAX;
    return count;
}

static bool may_be_chosen(const struct model *m, const struct form *f, uint32_t mechanism)
{
    return m->mechanisms[mechanism].in_system && hardening_applies(m, f, mechanism) && !hardening_is_built_in(f, mechanism);
}

static unsigned set_size(const set_word *set, size_t words)
{
    unsigned size = 0;
    for (size_t word = 0; word < words; word++)
        size += (unsigned)__builtin_popcountll(set[word]);
    return size;
}

static bool power_of_two(struct arena *a, struct bigint *out, unsigned exponent)
{
    struct bigint factor;
    if (!bigint_set(a, out, (uint64_t)1 << exponent % 32) || !bigint_set(a, &factor, (uint64_t)1 << 32))
        return false;
    for (unsigned i = 0; i < exponent / 32; i++)
        if (!bigint_mul(a, out, *out, factor))
            return false;
    return true;
}

/* ---- per component: the product over the components of the sum over the variants ---- */

static mspec_status one_class(const struct model *m, struct arena *a, struct crowds *crowds, struct bigint **ways,
                              struct bigint *factor)
{
    crowds->class_count = 1;
    crowds->most = arena_new_array(a, uint32_t, 1);
    crowds->stride = arena_new_array(a, size_t, 1);
    crowds->count = (size_t)m->component_count + 1;
    crowds->whole = m->component_count;
    *ways = arena_new_array(a, struct bigint, crowds->count);
    if (!crowds->most || !crowds->stride || !*ways || !bigint_set(a, factor, 1))
        return MSPEC_ERROR_MEMORY;
    crowds->most[0] = m->component_count;
    crowds->stride[0] = 1;
    for (size_t i = 0; i < crowds->count; i++)
        if (!bigint_set(a, &(*ways)[i], 1))
            return MSPEC_ERROR_MEMORY;
    for (uint32_t c = 0; c < m->component_count; c++) {
        struct bigint sum = {0}, choices;
        for (uint32_t f = m->components[c].first_form; f < m->components[c].first_form + m->components[c].form_count; f++) {
            unsigned free_choices = 0;
            for (uint32_t i = 0; i < m->mechanism_count; i++)
                free_choices += may_be_chosen(m, &m->forms[f], i);
            if (!power_of_two(a, &choices, free_choices) || !bigint_add(a, &sum, sum, choices))
                return MSPEC_ERROR_MEMORY;
        }
        if (!bigint_mul(a, factor, *factor, sum))
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

/* ---- per compartment ---- */

struct classes {
    const struct model *m;
    struct arena *a;
    struct family family;
    size_t *set_of_form;     /* by form: its set in the family */
    uint32_t *class_of;      /* by component */
    uint32_t *example;       /* by class: its first component */
    struct crowds *crowds;
};

static mspec_status note_sets(struct classes *k)
{
    set_word *set = arena_new_array(k->a, set_word, k->family.words);
    if (!set || family_put(&k->family, set) == SIZE_MAX) /* the empty set first */
        return MSPEC_ERROR_MEMORY;
    for (uint32_t f = 0; f < k->m->form_count; f++) {
        set_clear(set, k->family.words);
        for (uint32_t i = 0; i < k->m->mechanism_count; i++)
            if (may_be_chosen(k->m, &k->m->forms[f], i))
                set_put(set, i);
        k->set_of_form[f] = family_put(&k->family, set);
        if (k->set_of_form[f] == SIZE_MAX)
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

/* The same sets for the variants, in whatever order. */
static bool are_alike(const struct classes *k, uint32_t a, uint32_t b)
{
    const struct component *x = &k->m->components[a], *y = &k->m->components[b];
    if (x->form_count != y->form_count)
        return false;
    for (uint32_t i = 0; i < x->form_count; i++) {
        uint32_t in_x = 0, in_y = 0;
        for (uint32_t j = 0; j < x->form_count; j++) {
            in_x += k->set_of_form[x->first_form + j] == k->set_of_form[x->first_form + i];
            in_y += k->set_of_form[y->first_form + j] == k->set_of_form[x->first_form + i];
        }
        if (in_x != in_y)
            return false;
    }
    return true;
}

static mspec_status note_crowds(struct classes *k)
{
    struct crowds *crowds = k->crowds;
    crowds->class_count = 0;
    for (uint32_t c = 0; c < k->m->component_count; c++) {
        uint32_t class = 0;
        while (class < crowds->class_count && !are_alike(k, c, k->example[class]))
            class++;
        if (class == crowds->class_count)
            k->example[crowds->class_count++] = c;
        k->class_of[c] = class;
        crowds->most[class]++;
    }
    crowds->count = 1;
    crowds->whole = 0;
    for (uint32_t class = 0; class < crowds->class_count; class++) {
        crowds->stride[class] = crowds->count;
        if (crowds->most[class] >= MOST_CROWDS || crowds->count * ((size_t)crowds->most[class] + 1) > MOST_CROWDS)
            return MSPEC_ERROR_LIMIT;
        crowds->whole += crowds->stride[class] * crowds->most[class];
        crowds->count *= (size_t)crowds->most[class] + 1;
    }
    return MSPEC_OK;
}

/* Closes the family under union: united[i * sets + j] is the number of the union of sets i and j, for the first `sets` j. */
static mspec_status close_under_union(struct classes *k, size_t sets, size_t **united)
{
    struct {
        VECTOR(size_t);
    } table = {0};
    mspec_status status = MSPEC_OK;
    set_word *both = arena_new_array(k->a, set_word, k->family.words);
    if (!both)
        return MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < family_count(&k->family) && status == MSPEC_OK; i++)
        for (size_t j = 0; j < sets && status == MSPEC_OK; j++) {
            set_copy(both, family_set(&k->family, i), k->family.words);
            set_unite(both, family_set(&k->family, j), k->family.words);
            size_t number = family_put(&k->family, both);
            if (number == SIZE_MAX || !vector_push(k->family.memory, &table, number))
                status = MSPEC_ERROR_MEMORY;
            else if (number >= MOST_UNIONS)
                status = MSPEC_ERROR_LIMIT;
        }
    if (status == MSPEC_OK && !(*united = vector_to_arena(k->a, &table)))
        status = MSPEC_ERROR_MEMORY;
    vector_free(k->family.memory, &table);
    return status;
}

/* by[crowd * unions + u]: how many choices of variants give the union u. One component is taken away, and chosen for. */
static mspec_status choose_variants(const struct classes *k, struct arena *scratch, const size_t *united, size_t sets,
                                    struct bigint **out)
{
    const struct crowds *crowds = k->crowds;
    size_t unions = family_count(&k->family), size;
    if (__builtin_mul_overflow(crowds->count, unions, &size))
        return MSPEC_ERROR_MEMORY;
    struct bigint *by = *out = arena_new_array(scratch, struct bigint, size);
    if (!by || !bigint_set(scratch, &by[0], 1)) /* nobody: the empty union, one way */
        return MSPEC_ERROR_MEMORY;
    for (size_t crowd = 1; crowd < crowds->count; crowd++) {
        uint32_t class = 0;
        while (crowd_of_class(crowds, crowd, class) == 0)
            class++;
        const struct component *one = &k->m->components[k->example[class]];
        const struct bigint *less = by + (crowd - crowds->stride[class]) * unions;
        for (size_t u = 0; u < unions; u++)
            for (uint32_t f = one->first_form; less[u].count && f < one->first_form + one->form_count; f++) {
                struct bigint *to = &by[crowd * unions + united[u * sets + k->set_of_form[f]]];
                if (!bigint_add(scratch, to, *to, less[u]))
                    return MSPEC_ERROR_MEMORY;
            }
        if (crowd % 1024 == 0 && !context_go_on(k->m->ctx, NULL))
            return MSPEC_ERROR_LIMIT;
    }
    return MSPEC_OK;
}

static mspec_status count_ways(struct classes *k, struct arena *scratch, struct bigint *ways)
{
    const struct crowds *crowds = k->crowds;
    size_t sets = family_count(&k->family), *united;
    struct bigint *by;
    mspec_status status = close_under_union(k, sets, &united);
    if (status == MSPEC_OK)
        status = choose_variants(k, scratch, united, sets, &by);
    if (status != MSPEC_OK)
        return status;
    size_t unions = family_count(&k->family);
    for (size_t u = 0; u < unions; u++) {
        struct bigint hardenings, product;
        if (!power_of_two(scratch, &hardenings, set_size(family_set(&k->family, u), k->family.words)))
            return MSPEC_ERROR_MEMORY;
        for (size_t crowd = 0; crowd < crowds->count; crowd++)
            if (!bigint_mul(scratch, &product, by[crowd * unions + u], hardenings) ||
                !bigint_add(scratch, &ways[crowd], ways[crowd], product))
                return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

bool size_keep(struct arena *a, struct bigint *number)
{
    return bigint_copy(a, number, *number);
}

mspec_status size_classes(const struct model *m, struct arena *a, struct crowds *crowds, struct bigint **ways,
                          struct bigint *factor)
{
    if (m->hardening == HARDENING_PER_COMPONENT)
        return one_class(m, a, crowds, ways, factor);
    struct arena scratch;
    arena_init(&scratch, a->memory);
    struct classes k = {.m = m, .a = &scratch, .crowds = crowds,
                        .family = {.memory = a->memory, .words = set_words((size_t)m->mechanism_count + 1)}};
    crowds->most = arena_new_array(a, uint32_t, m->component_count);
    crowds->stride = arena_new_array(a, size_t, m->component_count);
    k.set_of_form = arena_new_array(&scratch, size_t, m->form_count);
    k.class_of = arena_new_array(&scratch, uint32_t, m->component_count);
    k.example = arena_new_array(&scratch, uint32_t, m->component_count);
    mspec_status status = MSPEC_ERROR_MEMORY;
    if (crowds->most && crowds->stride && k.set_of_form && k.class_of && k.example)
        status = note_sets(&k);
    if (status == MSPEC_OK)
        status = note_crowds(&k);
    if (status == MSPEC_OK)
        status = bigint_set(a, factor, 1) && (*ways = arena_new_array(a, struct bigint, crowds->count)) ? MSPEC_OK
                                                                                                        : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK)
        status = count_ways(&k, &scratch, *ways);
    for (size_t i = 0; i < crowds->count && status == MSPEC_OK; i++)
        if (!size_keep(a, &(*ways)[i]))
            status = MSPEC_ERROR_MEMORY;
    vector_free(a->memory, &k.family.sets);
    arena_fini(&scratch);
    return status;
}
