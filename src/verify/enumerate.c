/* The space, one configuration after the other: a configuration is a sequence of decisions, each among finitely many, and
 * all sequences are gone through like the numbers of an odometer. Each run makes the configuration anew from the decisions
 * so far and takes the first option of every further one. Compartments have no names: a component joins one that is there or
 * opens the next, so that each division comes up once. */
#include "verify/enumerate.h"

#include "verify/reach.h"

/* ---- decisions ---- */

struct decision {
    uint32_t taken, options;
};

struct odometer {
    struct memory *memory;
    struct {
        VECTOR(struct decision);
    } wheels;
    size_t at; /* the next decision of this run */
    bool failed;
};

static uint32_t decide(struct odometer *o, uint32_t options)
{
    if (options <= 1)
        return 0;
    if (o->at == o->wheels.count) {
        struct decision first = {0, options};
        if (!vector_push(o->memory, &o->wheels, first)) {
            o->failed = true;
            return 0;
        }
    }
    return o->wheels.items[o->at++].taken;
}

/* The next sequence: the last decision that has options left takes the next one, and what came after it is forgotten. */
static bool turn(struct odometer *o)
{
    o->at = 0;
    for (; o->wheels.count > 0; o->wheels.count--) {
        struct decision *last = &o->wheels.items[o->wheels.count - 1];
        if (++last->taken < last->options)
            return true;
    }
    return false;
}

/* ---- one configuration ---- */

struct built { /* a compartment; [0] is the system */
    uint32_t parent, mechanism, number, depth;
};

struct walk {
    const struct model *m;
    struct odometer odometer;
    struct configuration configuration;
    uint32_t *hardening_ids, *isolation_ids; /* mechanisms of the system */
    uint32_t hardening_count, isolation_count;
    struct {
        VECTOR(struct built);
    } built;
    uint32_t *place_of; /* by component: the innermost compartment so far */
    uint32_t *members;  /* of the compartment being divided */
    uint32_t *next_number; /* by mechanism */
};

static bool is_on_path(const struct walk *w, uint32_t place, uint32_t mechanism)
{
    for (; place != 0; place = w->built.items[place].parent)
        if (w->built.items[place].mechanism == mechanism)
            return true;
    return false;
}

/* One mechanism divides the members of one parent: the system, or a compartment of a mechanism that [Within] names. */
static bool may_divide(const struct walk *w, uint32_t place, uint32_t mechanism, bool directed)
{
    const struct mechanism *x = &w->m->mechanisms[mechanism];
    if (x->is_directed != directed || is_on_path(w, place, mechanism))
        return false;
    return place == 0 || ids_have(x->within, x->within_count, w->built.items[place].mechanism);
}

static uint32_t count_dividers(const struct walk *w, uint32_t place, bool directed)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < w->isolation_count; i++)
        count += may_divide(w, place, w->isolation_ids[i], directed);
    return count;
}

static uint32_t divider(const struct walk *w, uint32_t place, bool directed, uint32_t which)
{
    for (uint32_t i = 0; i < w->isolation_count; i++)
        if (may_divide(w, place, w->isolation_ids[i], directed) && which-- == 0)
            return w->isolation_ids[i];
    return NONE;
}

static uint32_t build(struct walk *w, uint32_t parent, uint32_t mechanism)
{
    struct built new = {.parent = parent, .mechanism = mechanism, .depth = w->built.items[parent].depth + 1};
    if (!vector_push(w->odometer.memory, &w->built, new)) {
        w->odometer.failed = true;
        return parent;
    }
    return (uint32_t)w->built.count - 1;
}

/* Members go into compartments of directed mechanisms, of which there may be any number, or stay in the rest. */
static void divide_directed(struct walk *w, uint32_t place, uint32_t count)
{
    uint32_t first = (uint32_t)w->built.count, dividers = count_dividers(w, place, true);
    for (uint32_t i = 0; i < count && dividers > 0 && !w->odometer.failed; i++) {
        uint32_t there = (uint32_t)w->built.count - first;
        uint32_t where = decide(&w->odometer, 1 + there + dividers);
        if (where == 0)
            continue;
        w->place_of[w->members[i]] = where <= there ? first + where - 1
                                                    : build(w, place, divider(w, place, true, where - there - 1));
    }
}

/* The rest stays undivided, or one symmetric mechanism divides it as a whole. False for a division that is none. */
static bool divide_rest(struct walk *w, uint32_t place, uint32_t count)
{
    uint32_t rest = 0;
    for (uint32_t i = 0; i < count; i++)
        if (w->place_of[w->members[i]] == place)
            w->members[rest++] = w->members[i];
    if (rest < 2)
        return true;
    uint32_t how = decide(&w->odometer, 1 + count_dividers(w, place, false));
    if (how == 0)
        return true;
    uint32_t first = (uint32_t)w->built.count, mechanism = divider(w, place, false, how - 1);
    for (uint32_t i = 0; i < rest && !w->odometer.failed; i++) {
        uint32_t there = (uint32_t)w->built.count - first;
        uint32_t where = decide(&w->odometer, there + 1);
        w->place_of[w->members[i]] = where < there ? first + where : build(w, place, mechanism);
    }
    return w->built.count - first >= 2;
}

/* A compartment that separates nobody from anybody is not built. */
static bool holds_everybody(const struct walk *w, uint32_t place)
{
    for (uint32_t c = 0; c < w->m->component_count; c++)
        if (w->place_of[c] != place)
            return false;
    return true;
}

static bool place_components(struct walk *w)
{
    memset(w->place_of, 0, w->m->component_count * sizeof *w->place_of);
    w->built.count = 1;
    for (uint32_t place = 0; place < w->built.count && !w->odometer.failed; place++) {
        uint32_t count = 0;
        for (uint32_t c = 0; c < w->m->component_count; c++)
            if (w->place_of[c] == place)
                w->members[count++] = c;
        divide_directed(w, place, count);
        if (place == 0 && w->built.count > 1 && holds_everybody(w, 1))
            return false;
        if (!divide_rest(w, place, count))
            return false;
    }
    return true;
}

/* Paths from the innermost compartments, with numbers in the order in which the components first meet them. */
static void write_paths(struct walk *w)
{
    for (uint32_t i = 0; i < w->isolation_count; i++)
        w->next_number[w->isolation_ids[i]] = 1;
    for (size_t i = 0; i < w->built.count; i++)
        w->built.items[i].number = 0;
    for (uint32_t c = 0; c < w->m->component_count; c++) {
        struct choice *choice = &w->configuration.choices[c];
        choice->depth = w->built.items[w->place_of[c]].depth;
        for (uint32_t place = w->place_of[c]; place != 0; place = w->built.items[place].parent) {
            struct built *b = &w->built.items[place];
            if (b->number == 0)
                b->number = w->next_number[b->mechanism]++;
            choice->path[b->depth - 1] = (struct placement){b->mechanism, b->number};
        }
    }
}

static bool may_choose(const struct walk *w, uint32_t component, uint32_t mechanism)
{
    const struct form *f = &w->m->forms[w->configuration.choices[component].form];
    return hardening_applies(w->m, f, mechanism) && !hardening_is_built_in(f, mechanism);
}

static void choose_hardening_alone(struct walk *w, uint32_t component)
{
    struct choice *choice = &w->configuration.choices[component];
    choice->hardening_count = 0;
    for (uint32_t i = 0; i < w->hardening_count; i++)
        if (may_choose(w, component, w->hardening_ids[i]) && decide(&w->odometer, 2))
            choice->hardening[choice->hardening_count++] = w->hardening_ids[i];
}

/* Per compartment: one set for all in the same place, of what can be chosen for one of them. */
static void choose_hardening_together(struct walk *w, uint32_t first)
{
    const struct model *m = w->m;
    struct choice *choice = &w->configuration.choices[first];
    for (uint32_t c = 0; c < first; c++)
        if (w->place_of[c] == w->place_of[first]) {
            const struct choice *same = &w->configuration.choices[c];
            memcpy(choice->hardening, same->hardening, same->hardening_count * sizeof *same->hardening);
            choice->hardening_count = same->hardening_count;
            return;
        }
    choice->hardening_count = 0;
    for (uint32_t i = 0; i < w->hardening_count; i++) {
        bool for_one = false;
        for (uint32_t c = first; c < m->component_count && !for_one; c++)
            for_one = w->place_of[c] == w->place_of[first] && may_choose(w, c, w->hardening_ids[i]);
        if (for_one && decide(&w->odometer, 2))
            choice->hardening[choice->hardening_count++] = w->hardening_ids[i];
    }
}

/* One run through all decisions. False where they lead to no configuration. */
static bool make(struct walk *w)
{
    const struct model *m = w->m;
    for (uint32_t c = 0; c < m->component_count; c++)
        w->configuration.choices[c].form = m->components[c].first_form + decide(&w->odometer, m->components[c].form_count);
    if (!place_components(w) || w->odometer.failed)
        return false;
    write_paths(w);
    for (uint32_t c = 0; c < m->component_count; c++) {
        if (m->hardening == HARDENING_PER_COMPONENT)
            choose_hardening_alone(w, c);
        else
            choose_hardening_together(w, c);
    }
    return !w->odometer.failed;
}

/* ---- all of them ---- */

static bool prepare(struct walk *w, struct arena *a)
{
    const struct model *m = w->m;
    uint32_t n = m->component_count;
    w->hardening_ids = arena_new_array(a, uint32_t, m->mechanism_count);
    w->isolation_ids = arena_new_array(a, uint32_t, m->mechanism_count);
    w->next_number = arena_new_array(a, uint32_t, m->mechanism_count);
    w->place_of = arena_new_array(a, uint32_t, n);
    w->members = arena_new_array(a, uint32_t, n);
    w->configuration.choices = arena_new_array(a, struct choice, n);
    w->configuration.count = n;
    if (!w->hardening_ids || !w->isolation_ids || !w->next_number || !w->place_of || !w->members ||
        !w->configuration.choices)
        return false;
    for (uint32_t i = 0; i < m->mechanism_count; i++) {
        if (m->mechanisms[i].in_system && m->mechanisms[i].kind == MECHANISM_HARDENING)
            w->hardening_ids[w->hardening_count++] = i;
        if (m->mechanisms[i].in_system && m->mechanisms[i].kind == MECHANISM_ISOLATION)
            w->isolation_ids[w->isolation_count++] = i;
    }
    for (uint32_t c = 0; c < n; c++) {
        w->configuration.choices[c].hardening = arena_new_array(a, uint32_t, w->hardening_count);
        w->configuration.choices[c].path = arena_new_array(a, struct placement, w->isolation_count);
        if (!w->configuration.choices[c].hardening || !w->configuration.choices[c].path)
            return false;
    }
    struct built system = {.parent = 0};
    return vector_push(w->odometer.memory, &w->built, system);
}

mspec_status enumerate_space(const struct model *m, enumerate_fn *visit, void *user)
{
    enum { BETWEEN_LOOKS = 4096 };
    struct memory *memory = &m->ctx->memory;
    struct walk w = {.m = m, .odometer.memory = memory};
    struct arena arena;
    mspec_status status = MSPEC_OK;
    arena_init(&arena, memory);
    if (!prepare(&w, &arena))
        w.odometer.failed = true;
    for (unsigned long runs = 1; !w.odometer.failed; runs++) {
        if (make(&w) && !visit(user, &w.configuration))
            break;
        if (runs % BETWEEN_LOOKS == 0 && !context_go_on(m->ctx, NULL)) {
            status = MSPEC_ERROR_LIMIT;
            break;
        }
        if (w.odometer.failed || !turn(&w.odometer))
            break;
    }
    if (w.odometer.failed)
        status = MSPEC_ERROR_MEMORY;
    vector_free(memory, &w.built);
    vector_free(memory, &w.odometer.wheels);
    arena_fini(&arena);
    return status;
}
