/* The tree of partial configurations, walked in depth without recursion. */
#include "solve/search.h"

#define NODES_A_BOUND 4096
#define MOST_CLASHES (1u << 18) /* remembered at once */

static bool allocate(struct search *s)
{
    struct arena *a = &s->p->arena;
    size_t n = s->count;
    for (s->clash_count = 1024; s->clash_count < MOST_CLASHES && s->clash_count < s->p->alternative_count * n * 64;)
        s->clash_count *= 2;
    s->clashes = arena_new_array(a, struct clashes, s->clash_count);
    s->placed = arena_new_array(a, struct placed, n);
    s->waiting = arena_new_array(a, struct waiting, n);
    s->queue = arena_new_array(a, uint32_t, n + 1u);
    s->queued = arena_new_array(a, bool, n);
    s->outlook = arena_new_array(a, struct outlook, n);
    s->waits = arena_new_array(a, bool, n);
    s->first_option = arena_new_array(a, uint32_t, n + 1u);
    s->extra = arena_new_array(a, cost_t, s->p->alternative_count);
    return s->clashes && s->placed && s->waiting && s->queue && s->queued && s->outlook && s->waits && s->first_option &&
           s->extra;
}

bool search_init(struct search *s, struct problem *p, struct watch *watch, enum search_scope scope,
                 const struct below *below)
{
    *s = (struct search){.p = p, .watch = watch, .count = p->model->component_count, .keeps_all = scope != SEARCH_SAFE,
                         .ceiling = COST_MOST, .below = below, .effort = UINT64_MAX};
    uint32_t *relations, relation_count;
    if (!allocate(s) || !places_init(&s->places, p, s->keeps_all, s->keeps_all) || !exact_init(&s->exact, p, &s->places))
        goto fail;
    for (uint32_t u = 0; u < s->count; u++) {
        s->placed[u].alternative = NONE;
        s->waiting[u].first = p->first_alternative[u];
        s->waiting[u].count = p->first_alternative[u + 1] - p->first_alternative[u];
    }
    if (!labels_init(s) || !places_relations(&s->places, &relations, &relation_count) ||
        !messages_init(&s->messages, p, relations, relation_count, p->stride[MEASURE_RUNTIME]) ||
        !budgets_init(s, relations, relation_count) || !sharpener_init(&s->sharpener, &s->messages, &s->places) ||
        !crowd_init(&s->crowd, p))
        goto fail;
    return true;
fail:
    watch_stop(watch, s->places.too_many ? "too many ways to nest" : "memory limit");
    s->failed = true;
    return false;
}

void search_fini(struct search *s)
{
    struct memory *m = s->p->memory;
    for (uint32_t u = 0; s->waiting && u < s->count; u++)
        memory_release(m, s->waiting[u].labels, (size_t)s->capacity * s->waiting[u].count * sizeof(struct label));
    memory_release(m, s->open, s->capacity);
    memory_release(m, s->zone, s->capacity * sizeof *s->zone);
    memory_release(m, s->zones, s->capacity * sizeof *s->zones);
    vector_free(m, &s->options);
    sharpener_fini(&s->sharpener);
    vector_free(m, &s->frames);
    vector_free(m, &s->candidates);
    vector_free(m, &s->trail);
    places_fini(&s->places);
}

/* Per compartment: does each compartment carry only what applies to one of its members? Where one optimum is enough, sets
 * may have been left out for others of which only a part applies: solution.c then takes that part. */
static bool sets_are_used(struct search *s)
{
    if (s->p->model->hardening != HARDENING_PER_COMPARTMENT || s->p->options.scope >= SCOPE_OPTIMUM)
        return true;
    for (uint32_t u = 0; u < s->count; u++) {
        mechanism_set used = 0;
        for (uint32_t v = 0; v < s->count; v++)
            if (s->placed[v].place == s->placed[u].place)
                used |= hardening_of_form(s->p, s->p->alternatives[s->placed[v].alternative].form);
        if (s->p->alternatives[s->placed[u].alternative].chosen & ~used)
            return false;
    }
    return true;
}

/* Opens the next level: who comes next, and where it may go. False when there is nothing below. */
static bool descend(struct search *s)
{
    struct frame frame = {.component = NONE};
    if (!search_choose(s, &frame))
        return false;
    if (!vector_push(s->p->memory, &s->frames, frame)) {
        s->candidates.count = frame.first;
        s->failed = true;
        return false;
    }
    return true;
}

static bool is_stopped(struct search *s)
{
    if (s->failed)
        watch_stop(s->watch, s->places.too_many ? "too many ways to nest" : "memory limit");
    if (s->effort != UINT64_MAX && s->effort-- == 0)
        return true;
    return !watch_node(s->watch);
}

static void ascend(struct search *s)
{
    struct frame *f = &s->frames.items[s->frames.count - 1];
    if (f->seated)
        search_unseat(s, f);
    s->candidates.count = f->first;
    s->frames.count--;
}

bool search_push(struct search *s, uint32_t component, uint32_t alternative, uint32_t place)
{
    struct frame frame = {.component = component};
    frame.first = frame.next = frame.end = s->candidates.count;
    if (!search_seat(s, &frame, component, alternative, place))
        return false;
    if (vector_push(s->p->memory, &s->frames, frame))
        return true;
    search_unseat(s, &frame);
    s->failed = true;
    return false;
}

void search_pop(struct search *s, size_t frames)
{
    while (s->frames.count > frames)
        ascend(s);
}

/* Everything of interest that has not been looked at is below one of the candidates that are left. Only where the tree begins at
 * its root does that say something of the whole; not after a failure, when part of it may have been passed over. */
static void note_open(struct search *s)
{
    cost_t least = s->ceiling;
    if (s->failed)
        return;
    for (size_t i = 0; i < s->frames.count; i++)
        for (size_t k = s->frames.items[i].next; k < s->frames.items[i].end; k++)
            if (s->candidates.items[k].least < least)
                least = s->candidates.items[k].least;
    if (least > s->unseen)
        s->unseen = least;
}

bool search_run(struct search *s)
{
    size_t base = s->frames.count;
    bool done = true;
    if (s->seated == s->count)
        return true;
    if (s->failed || s->watch->stopped)
        return false;
    descend(s);
    while (s->frames.count > base) {
        struct frame *f = &s->frames.items[s->frames.count - 1];
        if (f->seated)
            search_unseat(s, f);
        bool stopped = is_stopped(s);
        if (s->costs && !base && (stopped || s->watch->nodes % NODES_A_BOUND == 0)) {
            note_open(s);
            if (s->bounded)
                s->bounded(s->user, s);
        }
        if (stopped) {
            done = false;
            break;
        }
        if (f->next == f->end || (s->costs && s->candidates.items[f->next].least >= s->ceiling)) {
            ascend(s);
            continue;
        }
        struct candidate c = s->candidates.items[f->next++];
        if (!search_seat(s, f, f->component, c.alternative, c.place))
            continue;
        if (s->seated < s->count) {
            descend(s);
        } else if (places_are_whole(&s->places) && sets_are_used(s) && !s->found(s->user, s)) {
            done = false;
            break;
        }
    }
    search_pop(s, base);
    if (s->failed) {
        watch_stop(s->watch, s->places.too_many ? "too many ways to nest" : "memory limit");
        done = false;
    }
    return done;
}
