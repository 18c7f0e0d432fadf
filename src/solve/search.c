/* The search as an engine: what is kept of the configurations that it finds, and in which problems it looks for what. */
#include "solve/search.h"

#include "solve/count.h"
#include "solve/improve.h"
#include "solve/result.h"

#define FIRST_NODES 300

struct quest {
    const struct model *model;
    const struct engine_request *request;
    struct memory *memory;
    struct watch watch;
    struct engine_result *out;
    struct problem *problem; /* that the solutions kept are in */
    struct problem *built;   /* SCOPE_OPTIMUM: built already by somebody else, or NULL */
    struct {
        VECTOR(struct solution *);
    } kept;
    struct configuration *fallback; /* an optimum found on the way to all of them */
    struct tally count;
    struct below *below;
};

/* ---- keeping ---- */

static void release_all(struct quest *q)
{
    while (q->kept.count > 0)
        solution_free(q->problem, q->kept.items[--q->kept.count]);
}

static void tell(struct quest *q, const struct search *s)
{
    struct cost_bound cost;
    if (cost_unpack(s->p, s->cost, &cost) && cost.levels)
        watch_best(&q->watch, cost.value[0]);
}

/* Whatever there is, is found already or costs as much as what is still open. */
static void tell_bound(void *user, const struct search *s)
{
    struct quest *q = user;
    struct cost_bound bound;
    cost_t least = q->kept.count && q->kept.items[0]->cost < s->unseen ? q->kept.items[0]->cost : s->unseen;
    if (least > 0 && least < COST_MOST && cost_unpack(s->p, least, &bound))
        watch_bound(&q->watch, &bound);
}

static bool out_of_memory(struct search *s)
{
    s->failed = true;
    return false;
}

/* One more of those that are counted, as long as so many are wanted. */
static bool keep_also(struct quest *q, struct search *s)
{
    if (q->request->goal == GOAL_SPACE || (q->request->keep && q->kept.count >= q->request->keep))
        return true;
    struct solution *x = solution_of(s);
    if (!x || !vector_push(q->memory, &q->kept, x)) {
        solution_free(s->p, x);
        return out_of_memory(s);
    }
    return true;
}

/* One best configuration; a better one takes its place. */
static bool meet_optimum(void *user, struct search *s)
{
    struct quest *q = user;
    struct solution *x = solution_of(s);
    if (!x)
        return out_of_memory(s);
    release_all(q);
    if (!vector_push(q->memory, &q->kept, x)) {
        solution_free(s->p, x);
        return out_of_memory(s);
    }
    s->ceiling = x->cost;
    tell(q, s);
    return true;
}

/* All of the least cost; the ceiling is one above it. */
static bool meet_all(void *user, struct search *s)
{
    struct quest *q = user;
    struct tally one;
    tally_set(&one, 1);
    if (s->cost + 1 < s->ceiling) {
        release_all(q);
        tally_set(&q->count, 0);
        s->ceiling = s->cost + 1;
        tell(q, s);
    }
    tally_add(&q->count, &one);
    return keep_also(q, s);
}

/* The cheapest ones, in order. */
static bool meet_top(void *user, struct search *s)
{
    struct quest *q = user;
    struct solution *x = solution_of(s);
    if (!x)
        return out_of_memory(s);
    if (q->kept.count == q->request->top)
        solution_free(s->p, q->kept.items[--q->kept.count]);
    if (!vector_push(q->memory, &q->kept, x)) {
        solution_free(s->p, x);
        return out_of_memory(s);
    }
    size_t at = q->kept.count - 1;
    for (; at > 0 && q->kept.items[at - 1]->cost > x->cost; at--)
        q->kept.items[at] = q->kept.items[at - 1];
    q->kept.items[at] = x;
    if (q->kept.count == q->request->top) {
        s->ceiling = q->kept.items[q->kept.count - 1]->cost;
        tell(q, s);
    }
    return true;
}

static bool meet_minimal(void *user, struct search *s)
{
    struct quest *q = user;
    struct tally one;
    enum minimal_answer answer = below_is_empty(q->below, s);
    if (answer == MINIMAL_UNKNOWN)
        return false;
    if (answer == MINIMAL_NO)
        return true;
    tally_set(&one, 1);
    tally_add(&q->count, &one);
    return keep_also(q, s);
}

static bool meet_any(void *user, struct search *s)
{
    struct quest *q = user;
    struct tally weight;
    tally_set(&weight, 1);
    for (uint32_t u = 0; u < s->count; u++)
        tally_times(&weight, s->p->alternatives[s->placed[u].alternative].weight, &weight);
    tally_add(&q->count, &weight);
    return true;
}

/* ---- looking ---- */

/* A problem of its own for each goal, because they may leave different alternatives out. Null when it cannot be made: the
 * watch then knows why. */
static struct problem *make_problem(struct quest *q, enum problem_scope scope)
{
    struct problem_options options = {.scope = scope, .top = q->request->top};
    struct problem *p = q->built;
    q->built = NULL;
    if (p && scope == SCOPE_OPTIMUM)
        return p;
    problem_free(p);
    mspec_status status = problem_new(q->model, &options, &p);
    if (status == MSPEC_ERROR_LIMIT)
        watch_stop(&q->watch, "more alternatives, or finer figures, than the search can hold");
    else if (status != MSPEC_OK)
        watch_stop(&q->watch, "memory limit");
    return status == MSPEC_OK ? p : NULL;
}

static void take_over(struct quest *q, struct problem *p)
{
    release_all(q);
    problem_free(q->problem);
    q->problem = p;
}

static const struct solution *best_known(void *user)
{
    const struct quest *q = user;
    return q->kept.count ? q->kept.items[0] : NULL;
}

/* Small trees are gone through at once. Of larger ones a part is looked at to have a first configuration, which is then
 * improved: with a good one most of the tree need not be looked at. */
static bool run_for_optimum(struct quest *q, struct search *s)
{
    s->effort = FIRST_NODES;
    bool done = search_run(s);
    s->effort = UINT64_MAX;
    if (done)
        return true;
    search_improve(s, best_known, q);
    return search_run(s);
}

/* Goes through the tree of one problem. True when it did so in whole. */
static bool look(struct quest *q, enum problem_scope scope, found_fn *found, cost_t ceiling)
{
    struct problem *p = make_problem(q, scope);
    struct search s;
    if (!p)
        return false;
    take_over(q, p);
    tally_set(&q->count, 0);
    void (*bounded)(void *, const struct search *) = scope == SCOPE_OPTIMUM || scope == SCOPE_TOP ? tell_bound : NULL;
    bool counting = scope == SCOPE_SAFE || scope == SCOPE_VALID || scope == SCOPE_MINIMAL;
    bool done = search_init(&s, p, &q->watch, scope == SCOPE_SAFE ? SEARCH_SAFE : SEARCH_VALID, NULL);
    if (done && scope == SCOPE_MINIMAL) {
        q->below = below_new(p, &q->watch);
        done = q->below != NULL;
        if (!done)
            watch_stop(&q->watch, "memory limit");
    }
    if (done) {
        s.found = found;
        s.user = q;
        s.costs = !counting;
        s.twins = scope == SCOPE_OPTIMUM;
        s.ceiling = ceiling;
        s.bounded = bounded;
        done = scope == SCOPE_OPTIMUM ? run_for_optimum(q, &s) : search_run(&s);
    }
    below_fini(q->below);
    q->below = NULL;
    search_fini(&s);
    if (q->count.overflow) {
        watch_stop(&q->watch, "number too large");
        done = false;
    }
    return done;
}

static bool look_for_optimum(struct quest *q, cost_t *cost)
{
    bool done = look(q, SCOPE_OPTIMUM, meet_optimum, COST_MOST);
    struct cost_bound bound;
    *cost = q->kept.count ? q->kept.items[0]->cost : COST_MOST;
    if (done && q->kept.count && cost_unpack(q->problem, *cost, &bound))
        watch_bound(&q->watch, &bound);
    return done;
}

/* What is known of it already, as a packed cost: the same in every problem of one model. */
static bool known_cost(struct quest *q, cost_t *out)
{
    struct problem *p = q->request->least_cost ? make_problem(q, SCOPE_ALL) : NULL;
    bool fine = p && cost_pack(p, q->request->least_cost, out);
    problem_free(p);
    return fine;
}

/* The cost of the optimum first: most of the tree of all equally good ones then need not be looked at. */
static bool look_for_all(struct quest *q)
{
    cost_t cost;
    if (q->request->goal == GOAL_ALL && known_cost(q, &cost))
        return look(q, SCOPE_ALL, meet_all, cost + 1);
    if (!look_for_optimum(q, &cost))
        return false;
    if (q->kept.count && q->request->goal == GOAL_ALL)
        q->fallback = solution_to_configuration(q->problem, q->kept.items[0], &q->out->arena);
    return cost == COST_MOST || look(q, SCOPE_ALL, meet_all, cost + 1);
}

/* Safe, or valid ones: counted by what is alike, and where that cannot be, one by one. */
static bool count_scope(struct quest *q, enum problem_scope scope, struct bigint *out)
{
    struct arena *a = &q->out->arena;
    struct problem *p = make_problem(q, scope);
    if (!p)
        return false;
    enum count_answer answer = count_configurations(p, &q->watch, a, out);
    problem_free(p);
    if (answer == COUNT_UNSUITED)
        return look(q, scope, meet_any, COST_MOST) && tally_to_bigint(&q->count, a, out);
    return answer == COUNT_DONE;
}

static bool count_space(struct quest *q)
{
    struct engine_result *out = q->out;
    struct arena *a = &out->arena;
    if (!count_scope(q, SCOPE_SAFE, &out->safe) || !count_scope(q, SCOPE_VALID, &out->valid))
        return false;
    out->feasible = out->valid.count > 0;
    return look(q, SCOPE_MINIMAL, meet_minimal, COST_MOST) && tally_to_bigint(&q->count, a, &out->minimal) &&
           look_for_all(q) && tally_to_bigint(&q->count, a, &out->optimal);
}

static bool pursue(struct quest *q)
{
    cost_t cost;
    switch (q->request->goal) {
    case GOAL_OPTIMUM:
        return look_for_optimum(q, &cost);
    case GOAL_ALL: { /* so many at least, where it is stopped on the way */
        bool done = look_for_all(q);
        return tally_to_bigint(&q->count, &q->out->arena, &q->out->total) && done;
    }
    case GOAL_TOP:
        return q->request->top == 0 || look(q, SCOPE_TOP, meet_top, COST_MOST);
    case GOAL_MINIMAL:
        return look(q, SCOPE_MINIMAL, meet_minimal, COST_MOST) &&
               tally_to_bigint(&q->count, &q->out->arena, &q->out->minimal);
    default:
        return count_space(q);
    }
}

/* ---- delivering ---- */

static void sort_kept(struct quest *q)
{
    for (size_t i = 1; i < q->kept.count; i++) { /* mostly in order already */
        struct solution *moved = q->kept.items[i];
        size_t k = i;
        for (; k > 0 && q->kept.items[k - 1]->cost > moved->cost; k--)
            q->kept.items[k] = q->kept.items[k - 1];
        q->kept.items[k] = moved;
    }
}

/* As many as there is memory for. */
static bool deliver(struct quest *q)
{
    struct engine_result *out = q->out;
    size_t done = 0;
    sort_kept(q);
    out->configurations = arena_new_array(&out->arena, struct configuration *, q->kept.count);
    while (out->configurations && done < q->kept.count) {
        out->configurations[done] = solution_to_configuration(q->problem, q->kept.items[done], &out->arena);
        if (!out->configurations[done])
            break;
        done++;
    }
    if (!done && q->fallback && (out->configurations = arena_new_array(&out->arena, struct configuration *, 1)))
        out->configurations[done++] = q->fallback;
    out->count = done;
    out->feasible |= done > 0;
    if (done < q->kept.count)
        watch_stop(&q->watch, "memory limit");
    return out->configurations && (done > 0 || q->kept.count == 0);
}

mspec_status search_in(const struct model *m, struct problem *built, const struct engine_request *request, struct engine_result *out)
{
    struct quest q = {.model = m, .request = request, .memory = &m->ctx->memory, .out = out, .built = built};
    bool was_exhausted = q.memory->exhausted;
    q.memory->exhausted = false;
    engine_result_init(out, m->ctx);
    watch_request(&q.watch, m, request);
    bool done = pursue(&q);
    if (!done)
        watch_stop(&q.watch, "memory limit"); /* nothing else fails without saying why */
    mspec_status status = MSPEC_OK;
    if (request->goal == GOAL_SPACE)
        release_all(&q);
    if (!deliver(&q) || (request->goal == GOAL_SPACE && !engine_result_size(out, m, &q.watch)))
        status = MSPEC_ERROR_MEMORY;
    out->complete = !q.watch.stopped;
    out->why_incomplete = q.watch.stopped;
    out->nodes = q.watch.nodes;
    out->bound = q.watch.bound;
    release_all(&q);
    vector_free(q.memory, &q.kept);
    problem_free(q.problem);
    problem_free(q.built);
    if (status == MSPEC_OK)
        q.memory->exhausted = was_exhausted; /* what did not fit has been dealt with */
    else
        engine_result_fini(out);
    return status;
}

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    return search_in(m, NULL, request, out);
}

const struct engine engine_search = {"search", "exact branch and bound", run};
