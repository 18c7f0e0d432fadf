/* The reference engine: every configuration of the space, each judged. For small systems, and to try out the other engines.
 */
#include "solve/result.h"
#include "solve/watch.h"
#include "verify/enumerate.h"

struct kept {
    struct arena arena; /* its own, so that it can go alone */
    struct configuration *configuration;
    struct measures measures;
};

struct walk {
    const struct model *model;
    const struct engine_request *request;
    struct watch watch;
    struct memory *memory;
    uint64_t safe, valid, all, optimal;
    bool has_best;
    struct measures best; /* cost of the cheapest valid one so far */
    bool overflow;
    mspec_status status;
    struct {
        VECTOR(struct kept *);
    } kept;
};

static void release(struct walk *w, struct kept *k)
{
    arena_fini(&k->arena);
    memory_release(w->memory, k, sizeof *k);
}

static void release_all(struct walk *w)
{
    while (w->kept.count > 0)
        release(w, w->kept.items[--w->kept.count]);
}

static bool insert(struct walk *w, const struct configuration *c, const struct measures *measures, size_t at)
{
    struct kept *k = memory_resize(w->memory, NULL, 0, sizeof *k);
    if (!k)
        return false;
    arena_init(&k->arena, w->memory);
    k->measures = *measures;
    k->configuration = configuration_copy(&k->arena, c);
    if (!k->configuration || !vector_push(w->memory, &w->kept, k)) {
        release(w, k);
        return false;
    }
    for (size_t i = w->kept.count - 1; i > at; i--)
        w->kept.items[i] = w->kept.items[i - 1];
    w->kept.items[at] = k;
    return true;
}

static bool has_room(const struct walk *w)
{
    return w->request->keep == 0 || w->kept.count < w->request->keep;
}

/* Counts the cheapest ones, and keeps as many as are wanted. */
static bool meet_cheapest(struct walk *w, const struct configuration *c, const struct measures *measures)
{
    int order = w->has_best ? measures_compare(w->model, measures, &w->best) : -1;
    if (order > 0)
        return true;
    if (order < 0) {
        w->has_best = true;
        w->best = *measures;
        w->optimal = 0;
        if (w->request->goal != GOAL_SPACE)
            release_all(w);
    }
    w->optimal++;
    if (w->request->goal == GOAL_SPACE || (w->request->goal == GOAL_OPTIMUM && w->kept.count > 0) || !has_room(w))
        return true;
    return insert(w, c, measures, w->kept.count);
}

static bool meet_top(struct walk *w, const struct configuration *c, const struct measures *measures)
{
    size_t at = w->kept.count;
    while (at > 0 && measures_compare(w->model, measures, &w->kept.items[at - 1]->measures) < 0)
        at--;
    if (at >= w->request->top)
        return true;
    if (w->kept.count == w->request->top)
        release(w, w->kept.items[--w->kept.count]);
    return insert(w, c, measures, at);
}

/* Those met so far from which no other one derives away; deriving is transitive, so that comparing with these is enough. */
static bool meet_minimal(struct walk *w, const struct configuration *c, const struct measures *measures)
{
    for (size_t i = 0; i < w->kept.count; i++) {
        const struct configuration *x = w->kept.items[i]->configuration;
        if (configuration_derives(w->model, c, x) && !configuration_derives(w->model, x, c))
            return true;
    }
    size_t left = 0;
    for (size_t i = 0; i < w->kept.count; i++) {
        struct kept *x = w->kept.items[i];
        if (configuration_derives(w->model, x->configuration, c) && !configuration_derives(w->model, c, x->configuration))
            release(w, x);
        else
            w->kept.items[left++] = x;
    }
    w->kept.count = left;
    return insert(w, c, measures, left);
}

static bool visit(void *user, const struct configuration *c)
{
    struct walk *w = user;
    unsigned flags;
    struct measures measures;
    if (!watch_node(&w->watch))
        return false;
    w->status = judge_quickly(w->model, c, &flags, &measures);
    if (w->status != MSPEC_OK)
        return false;
    w->all++;
    w->safe += (flags & JUDGED_SAFE) != 0;
    if ((flags & JUDGED_VALID) != JUDGED_VALID)
        return true;
    w->valid++;
    w->overflow |= measures.overflow;
    bool fine = true;
    if (w->request->goal == GOAL_TOP)
        fine = meet_top(w, c, &measures);
    else if (w->request->goal != GOAL_MINIMAL)
        fine = meet_cheapest(w, c, &measures);
    if (fine && (w->request->goal == GOAL_MINIMAL || w->request->goal == GOAL_SPACE))
        fine = meet_minimal(w, c, &measures);
    if (!fine)
        watch_stop(&w->watch, "memory limit");
    return fine;
}

static int compare_kept(const struct walk *w, const struct kept *a, const struct kept *b)
{
    return measures_compare(w->model, &a->measures, &b->measures);
}

/* In order of cost, those of equal cost in the order in which they were met. */
static void sort_kept(struct walk *w)
{
    for (size_t i = 1; i < w->kept.count; i++) { /* mostly in order already */
        struct kept *moved = w->kept.items[i];
        size_t k = i;
        for (; k > 0 && compare_kept(w, moved, w->kept.items[k - 1]) < 0; k--)
            w->kept.items[k] = w->kept.items[k - 1];
        w->kept.items[k] = moved;
    }
}

/* As many as there is memory for. */
static bool deliver(struct walk *w, struct engine_result *out)
{
    size_t count = w->request->goal == GOAL_SPACE ? 0 : w->kept.count, done = 0;
    sort_kept(w);
    if (w->request->keep && count > w->request->keep)
        count = w->request->keep;
    out->configurations = arena_new_array(&out->arena, struct configuration *, count);
    for (; out->configurations && done < count; done++) {
        out->configurations[done] = configuration_copy(&out->arena, w->kept.items[done]->configuration);
        if (!out->configurations[done] || !configuration_renumber(w->model, out->configurations[done]))
            break;
    }
    out->count = done;
    if (done < count)
        watch_stop(&w->watch, "memory limit");
    return out->configurations && (done > 0 || count == 0);
}

static bool set_counts(const struct walk *w, struct engine_result *out)
{
    bool grows = w->request->goal == GOAL_MINIMAL || w->request->goal == GOAL_SPACE;
    return bigint_set(&out->arena, &out->safe, w->safe) && bigint_set(&out->arena, &out->valid, w->valid) &&
           bigint_set(&out->arena, &out->minimal, grows ? w->kept.count : 0) &&
           bigint_set(&out->arena, &out->optimal, w->optimal) && bigint_set(&out->arena, &out->total, w->optimal);
}

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    struct walk w = {.model = m, .request = request, .memory = &m->ctx->memory, .status = MSPEC_OK};
    bool was_exhausted = w.memory->exhausted;
    engine_result_init(out, m->ctx);
    watch_request(&w.watch, m, request);
    mspec_status status = enumerate_space(m, visit, &w);
    if (status == MSPEC_ERROR_MEMORY || w.status == MSPEC_ERROR_MEMORY)
        watch_stop(&w.watch, "memory limit");
    else if (status != MSPEC_OK && !w.watch.stopped)
        goto fail;
    if (w.overflow)
        watch_stop(&w.watch, "figures too large for exact arithmetic");
    out->nodes = w.all;
    out->feasible = w.valid > 0;
    status = MSPEC_ERROR_MEMORY;
    if (!deliver(&w, out) || !set_counts(&w, out) || (request->goal == GOAL_SPACE && !engine_result_size(out, m, &w.watch)))
        goto fail;
    out->complete = !w.watch.stopped;
    out->why_incomplete = w.watch.stopped;
    w.memory->exhausted = was_exhausted; /* what did not fit has been dealt with */
    status = MSPEC_OK;
fail:
    release_all(&w);
    vector_free(w.memory, &w.kept);
    if (status != MSPEC_OK)
        engine_result_fini(out);
    return status;
}

const struct engine engine_exhaustive = {
    "exhaustive", "every configuration of the space, each judged: for small systems, and to try out the others", run,
    true /* the judge knows them */};
