/* The size of the space by formula. What can be done with a crowd in one place depends on the mechanism that built the place
 * and on those above it that must not come again: that is a *setting*. For every setting and every crowd:
 *
 *     places = Σ over who goes into compartments of directed mechanisms: groups(directed) · rest(those who stay)
 *     rest   = ways to harden them in one place + Σ over symmetric mechanisms: divisions into two compartments at least
 *
 * where a division of a crowd is counted by the part that its first member is in: the others of that part, times the
 * divisions of those who are left. Components of one class are alike, and binomials say how many ways there are to pick so
 * many of them. */
#include "verify/space_size.h"

#include "verify/desk.h"

enum { MOST_SETTINGS = 4096 };
static const double most_work = 4e9; /* steps times components: some minutes */

struct setting {
    uint32_t mechanism;  /* index into `isolation`; NONE for the system */
    set_word *above;     /* those above that could come again below, itself included */
    uint32_t *inside;    /* by isolation mechanism: the setting of its compartments in here; NONE where it may not be */
    bool done;
    struct bigint *places;    /* by crowd */
    struct bigint *divisions; /* by crowd: into any number of compartments of this setting's mechanism */
    struct bigint *real;      /* those into two at least */
};

struct sizing {
    const struct model *m;
    struct arena *a, scratch; /* scratch is emptied after every number */
    struct crowds crowds;
    struct bigint *ways, factor;
    struct bigint **binomial; /* [n][k] */
    uint32_t *isolation;      /* mechanism ids */
    uint32_t isolation_count;
    size_t words;             /* of a set of isolation mechanisms */
    set_word *below;          /* rows by mechanism: which ones can be inside it, at any depth */
    struct {
        VECTOR(struct setting);
    } settings;
    uint32_t *whole, *part;   /* by class, while summing: the crowd, and a part of it */
};

static const struct mechanism *isolation(const struct sizing *s, uint32_t index)
{
    return &s->m->mechanisms[s->isolation[index]];
}

static bool may_be_inside(const struct sizing *s, uint32_t inner, uint32_t outer)
{
    return outer == NONE || ids_have(isolation(s, inner)->within, isolation(s, inner)->within_count, s->isolation[outer]);
}

/* ---- settings ---- */

/* Everything that can be inside a mechanism, at any depth. */
static bool note_below(struct sizing *s, uint32_t outer, uint32_t *waiting)
{
    set_word *below = s->below + outer * s->words;
    uint32_t count = 0;
    waiting[count++] = outer;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t inner = 0; inner < s->isolation_count; inner++)
            if (!set_has(below, inner) && may_be_inside(s, inner, waiting[i])) {
                set_put(below, inner);
                if (inner != outer)
                    waiting[count++] = inner;
            }
    return context_go_on(s->m->ctx, NULL);
}

static bool alloc_setting(struct sizing *s, struct setting *t)
{
    t->above = arena_new_array(s->a, set_word, s->words);
    t->inside = arena_new_array(s->a, uint32_t, s->isolation_count);
    t->places = arena_new_array(s->a, struct bigint, s->crowds.count);
    t->divisions = arena_new_array(s->a, struct bigint, s->crowds.count);
    t->real = arena_new_array(s->a, struct bigint, s->crowds.count);
    return t->above && t->inside && t->places && t->divisions && t->real;
}

/* The setting of a mechanism's compartments, new or known. */
static mspec_status setting_of(struct sizing *s, uint32_t mechanism, const set_word *above, uint32_t *out)
{
    for (size_t i = 0; i < s->settings.count; i++)
        if (s->settings.items[i].mechanism == mechanism &&
            memcmp(s->settings.items[i].above, above, s->words * sizeof *above) == 0) {
            *out = (uint32_t)i;
            return MSPEC_OK;
        }
    if (s->settings.count == MOST_SETTINGS)
        return MSPEC_ERROR_LIMIT;
    struct setting new = {.mechanism = mechanism};
    if (!alloc_setting(s, &new))
        return MSPEC_ERROR_MEMORY;
    set_copy(new.above, above, s->words);
    *out = (uint32_t)s->settings.count;
    return vector_push(s->a->memory, &s->settings, new) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status find_settings(struct sizing *s)
{
    set_word *above = arena_new_array(s->a, set_word, s->words);
    uint32_t *waiting = arena_new_array(s->a, uint32_t, (size_t)s->isolation_count + 1), first;
    s->below = arena_alloc_array(s->a, s->isolation_count, s->words * sizeof(set_word));
    if (!above || !waiting || !s->below)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t i = 0; i < s->isolation_count; i++)
        if (!note_below(s, i, waiting))
            return MSPEC_ERROR_LIMIT;
    mspec_status status = setting_of(s, NONE, above, &first);
    for (size_t i = 0; i < s->settings.count && status == MSPEC_OK; i++)
        for (uint32_t inner = 0; inner < s->isolation_count && status == MSPEC_OK; inner++) {
            struct setting here = s->settings.items[i]; /* the vector may move */
            here.inside[inner] = NONE;
            if (!may_be_inside(s, inner, here.mechanism) || set_has(here.above, inner))
                continue;
            set_copy(above, here.above, s->words);
            set_put(above, inner);
            set_intersect(above, s->below + inner * s->words, s->words);
            status = setting_of(s, inner, above, &here.inside[inner]);
        }
    return status;
}

/* ---- sums over parts of a crowd ---- */

static bool binomials(struct sizing *s)
{
    uint32_t most = 0;
    for (uint32_t class = 0; class < s->crowds.class_count; class++)
        if (s->crowds.most[class] > most)
            most = s->crowds.most[class];
    s->binomial = arena_new_array(s->a, struct bigint *, (size_t)most + 1);
    if (!s->binomial)
        return false;
    for (uint32_t n = 0; n <= most; n++) {
        s->binomial[n] = arena_new_array(s->a, struct bigint, (size_t)n + 1);
        if (!s->binomial[n] || !bigint_set(s->a, &s->binomial[n][0], 1) || !bigint_set(s->a, &s->binomial[n][n], 1))
            return false;
        for (uint32_t k = 1; k < n; k++)
            if (!bigint_add(s->a, &s->binomial[n][k], s->binomial[n - 1][k - 1], s->binomial[n - 1][k]))
                return false;
    }
    return true;
}

enum parts { ALL_PARTS, PARTS_WITH_FIRST, PROPER_PARTS_WITH_FIRST };

/* How many parts of the crowd have the sizes in s->part, with the first member, of class `first`, in it (NONE: or not). */
static bool count_picks(struct sizing *s, uint32_t first, struct bigint *out)
{
    uint64_t small = 1; /* as long as it fits into a word */
    uint32_t class = 0;
    for (; class < s->crowds.class_count; class++) {
        uint32_t fixed = class == first ? 1 : 0;
        struct bigint picks = s->binomial[s->whole[class] - fixed][s->part[class] - fixed];
        if (picks.count > 1 || __builtin_mul_overflow(small, picks.limbs[0], &small))
            break;
    }
    if (class == s->crowds.class_count)
        return bigint_set(&s->scratch, out, small);
    if (!bigint_set(&s->scratch, out, 1))
        return false;
    for (class = 0; class < s->crowds.class_count; class++) {
        uint32_t fixed = class == first ? 1 : 0;
        if (!bigint_mul(&s->scratch, out, *out, s->binomial[s->whole[class] - fixed][s->part[class] - fixed]))
            return false;
    }
    return true;
}

/* The next part, like an odometer over the classes: the index of the crowd that it is. 0 when all have been. */
static size_t next_part(struct sizing *s, size_t part)
{
    for (uint32_t class = 0; class < s->crowds.class_count; class++) {
        if (s->part[class] < s->whole[class]) {
            s->part[class]++;
            return part + s->crowds.stride[class];
        }
        part -= s->part[class] * s->crowds.stride[class];
        s->part[class] = 0;
    }
    return 0;
}

/* Σ over parts of the crowd: picks · of_part[part] · of_others[crowd − part]. */
static bool sum_over_parts(struct sizing *s, size_t crowd, enum parts which, const struct bigint *of_part,
                           const struct bigint *of_others, struct bigint *out)
{
    uint32_t first = NONE;
    for (uint32_t class = s->crowds.class_count; class-- > 0;) {
        s->whole[class] = crowd_of_class(&s->crowds, crowd, class);
        s->part[class] = 0;
        if (which != ALL_PARTS && s->whole[class] > 0)
            first = class;
    }
    struct bigint sum = {0};
    size_t part = 0;
    do {
        bool counts = (first == NONE || s->part[first] > 0) && (which != PROPER_PARTS_WITH_FIRST || part != crowd);
        if (!counts || of_part[part].count == 0 || of_others[crowd - part].count == 0)
            continue;
        struct bigint term;
        if (!count_picks(s, first, &term) || !bigint_mul(&s->scratch, &term, term, of_part[part]) ||
            !bigint_mul(&s->scratch, &term, term, of_others[crowd - part]) || !bigint_add(&s->scratch, &sum, sum, term))
            return false;
    } while ((part = next_part(s, part)) != 0);
    *out = sum;
    bool kept = size_keep(s->a, out);
    arena_fini(&s->scratch);
    return kept;
}

/* ---- the formula ---- */

/* The rest: in one place together, or divided as a whole by one symmetric mechanism. */
static bool count_rest(struct sizing *s, const struct setting *here, size_t crowd, struct bigint *out)
{
    *out = s->ways[crowd];
    for (uint32_t i = 0; i < s->isolation_count; i++)
        if (here->inside[i] != NONE && !isolation(s, i)->is_directed &&
            !bigint_add(s->a, out, *out, s->settings.items[here->inside[i]].real[crowd]))
            return false;
    return true;
}

/* What can be inside one compartment of any directed mechanism. */
static bool count_directed(struct sizing *s, const struct setting *here, size_t crowd, struct bigint *out)
{
    *out = (struct bigint){0};
    for (uint32_t i = 0; i < s->isolation_count; i++)
        if (here->inside[i] != NONE && isolation(s, i)->is_directed &&
            !bigint_add(s->a, out, *out, s->settings.items[here->inside[i]].places[crowd]))
            return false;
    return true;
}

static bool is_divided_by(const struct sizing *s, const struct setting *here, bool directed)
{
    for (uint32_t i = 0; i < s->isolation_count; i++)
        if (here->inside[i] != NONE && isolation(s, i)->is_directed == directed)
            return true;
    return false;
}

static mspec_status count_places(struct sizing *s, struct setting *here)
{
    const struct crowds *crowds = &s->crowds;
    struct bigint *rest = arena_new_array(s->a, struct bigint, crowds->count);
    struct bigint *one = arena_new_array(s->a, struct bigint, crowds->count);
    struct bigint *grouped = arena_new_array(s->a, struct bigint, crowds->count);
    bool directed = is_divided_by(s, here, true);
    if (!rest || !one || !grouped || !bigint_set(s->a, &grouped[0], 1))
        return MSPEC_ERROR_MEMORY;
    for (size_t crowd = 0; crowd < crowds->count; crowd++) {
        if (!context_go_on(s->m->ctx, NULL))
            return MSPEC_ERROR_LIMIT;
        /* A compartment that holds the whole system is not built. */
        bool is_system = here->mechanism == NONE && crowd == crowds->whole;
        if (!count_rest(s, here, crowd, &rest[crowd]) || !count_directed(s, here, crowd, &one[crowd]))
            return MSPEC_ERROR_MEMORY;
        if (directed && crowd > 0 &&
            !sum_over_parts(s, crowd, is_system ? PROPER_PARTS_WITH_FIRST : PARTS_WITH_FIRST, one, grouped, &grouped[crowd]))
            return MSPEC_ERROR_MEMORY;
        here->places[crowd] = rest[crowd];
        if (directed && (here->mechanism != NONE || is_system) &&
            !sum_over_parts(s, crowd, ALL_PARTS, grouped, rest, &here->places[crowd]))
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

static mspec_status count_divisions(struct sizing *s, struct setting *here)
{
    if (here->mechanism == NONE || isolation(s, here->mechanism)->is_directed)
        return MSPEC_OK;
    if (!bigint_set(s->a, &here->divisions[0], 1))
        return MSPEC_ERROR_MEMORY;
    for (size_t crowd = 1; crowd < s->crowds.count; crowd++) {
        if (!context_go_on(s->m->ctx, NULL))
            return MSPEC_ERROR_LIMIT;
        if (!sum_over_parts(s, crowd, PROPER_PARTS_WITH_FIRST, here->places, here->divisions, &here->real[crowd]) ||
            !bigint_add(s->a, &here->divisions[crowd], here->real[crowd], here->places[crowd]))
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

static bool is_ready(const struct sizing *s, const struct setting *t)
{
    for (uint32_t i = 0; i < s->isolation_count; i++)
        if (t->inside[i] != NONE && !s->settings.items[t->inside[i]].done)
            return false;
    return !t->done;
}

/* Innermost first: no setting is inside itself, since a mechanism occurs once on a path. */
static mspec_status count_settings(struct sizing *s)
{
    while (!s->settings.items[0].done)
        for (size_t i = s->settings.count; i-- > 0;) {
            struct setting *t = &s->settings.items[i];
            if (!is_ready(s, t))
                continue;
            mspec_status status = count_places(s, t);
            if (status == MSPEC_OK)
                status = count_divisions(s, t);
            if (status != MSPEC_OK)
                return status;
            t->done = true;
        }
    return MSPEC_OK;
}

/* Parts of all crowds, for each setting: what the sums go through. */
static bool is_too_much(const struct sizing *s)
{
    double steps = (double)s->settings.count;
    for (uint32_t class = 0; class < s->crowds.class_count; class++)
        steps *= ((double)s->crowds.most[class] + 1) * ((double)s->crowds.most[class] + 2) / 2;
    return steps * (double)s->m->component_count > most_work;
}

static mspec_status size_up(struct sizing *s, struct bigint *out)
{
    const struct model *m = s->m;
    mspec_status status = size_classes(m, s->a, &s->crowds, &s->ways, &s->factor);
    if (status != MSPEC_OK)
        return status;
    s->isolation = arena_new_array(s->a, uint32_t, m->mechanism_count);
    s->part = arena_new_array(s->a, uint32_t, s->crowds.class_count);
    s->whole = arena_new_array(s->a, uint32_t, s->crowds.class_count);
    if (!s->isolation || !s->part || !s->whole)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t i = 0; i < m->mechanism_count; i++)
        if (m->mechanisms[i].in_system && m->mechanisms[i].kind == MECHANISM_ISOLATION)
            s->isolation[s->isolation_count++] = i;
    struct bigint places = s->ways[s->crowds.whole];
    if (s->isolation_count > 0 && m->component_count > 1) { /* else nothing can be divided */
        s->words = set_words(s->isolation_count);
        status = find_settings(s);
        if (status == MSPEC_OK && is_too_much(s))
            status = MSPEC_ERROR_LIMIT;
        if (status == MSPEC_OK && !binomials(s))
            status = MSPEC_ERROR_MEMORY;
        if (status == MSPEC_OK)
            status = count_settings(s);
        if (status != MSPEC_OK)
            return status;
        places = s->settings.items[0].places[s->crowds.whole];
    }
    return bigint_mul(s->a, out, places, s->factor) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

mspec_status space_size(const struct model *m, struct arena *a, struct bigint *out)
{
    struct arena room;
    arena_init(&room, a->memory);
    struct sizing s = {.m = m, .a = &room};
    arena_init(&s.scratch, a->memory);
    mspec_status status = size_up(&s, out);
    if (status == MSPEC_OK && !size_keep(a, out))
        status = MSPEC_ERROR_MEMORY;
    vector_free(a->memory, &s.settings);
    arena_fini(&s.scratch);
    arena_fini(&room);
    return status;
}
