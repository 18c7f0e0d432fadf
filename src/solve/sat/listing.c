#include "solve/sat/listing.h"

#include "solve/result.h"
#include "solve/sat/whole.h"

struct listing {
    struct whole whole;
    const struct engine_request *request;
    struct engine_result *out;
    struct watch watch;
    struct {
        VECTOR(struct configuration *);
    } kept;
    uint64_t count, enough; /* 0: there are never enough */
};

/* One more, which is not to come again. */
static bool take(struct listing *l)
{
    struct whole *w = &l->whole;
    whole_take(w);
    l->count++;
    if (!l->request->keep || l->kept.count < l->request->keep) {
        struct configuration *c = whole_configuration(w, &l->out->arena);
        if (!c || !vector_push(&w->model->ctx->memory, &l->kept, c))
            return false;
    }
    whole_bar(w);
    return !l->watch.stopped;
}

/* Solutions until there are no more, or no more are wanted. */
static enum maxsat_answer list(struct listing *l, const struct measures *most)
{
    struct maxsat *s = l->whole.solver;
    bool wants_all = l->request->goal == GOAL_ALL;
    int128 known;
    if (!wants_all)
        maxsat_spare(s);
    if (!wants_all && most && whole_cost(&l->whole, most, &known))
        maxsat_know(s, known);
    enum maxsat_answer answer = wants_all ? whole_minimise(&l->whole, l->request->least_cost) : maxsat_minimise(s);
    if (answer == MAXSAT_OPTIMUM && !wants_all)
        whole_bound(&l->whole, &l->out->bound);
    while (answer == MAXSAT_OPTIMUM) {
        if (!take(l))
            return MAXSAT_NO_MEMORY;
        if (l->count == l->enough)
            return MAXSAT_UNSATISFIABLE;
        answer = wants_all ? maxsat_satisfy(s, NULL, 0) : maxsat_next(s);
    }
    return answer;
}

mspec_status listing_run(const struct model *m, const struct engine_request *request, uint64_t enough, const struct measures *most,
                         struct engine_result *out, bool *too_large)
{
    struct listing l = {.request = request, .out = out, .enough = request->goal == GOAL_TOP ? request->top : enough};
    engine_result_init(out, m->ctx);
    watch_request(&l.watch, m, request);
    *too_large = false;
    if (request->goal == GOAL_TOP && request->top == 0) {
        out->complete = true;
        return MSPEC_OK;
    }
    bool was_exhausted = m->ctx->memory.exhausted;
    enum maxsat_answer answer = MAXSAT_NO_MEMORY;
    mspec_status status = whole_open(&l.whole, m, &l.watch);
    bool is_open = status == MSPEC_OK;
    if (status == MSPEC_OK)
        status = whole_narrow(&l.whole, request->goal == GOAL_ALL ? SCOPE_ALL : SCOPE_TOP, request->top);
    if (status == MSPEC_OK && request->goal == GOAL_TOP && !whole_price(&l.whole))
        status = MSPEC_ERROR_LIMIT;
    if (status == MSPEC_OK)
        answer = list(&l, most);
    *too_large = status == MSPEC_ERROR_LIMIT;
    out->complete = answer == MAXSAT_UNSATISFIABLE;
    if (!out->complete)
        out->why_incomplete = *too_large ? "more, or finer figures, than this engine writes down" : whole_why(&l.watch);
    out->nodes = l.watch.nodes;
    out->feasible = l.count > 0;
    bool fine = engine_result_set(out, l.kept.items, l.kept.count) && bigint_set(&out->arena, &out->total, l.count);
    vector_free(&m->ctx->memory, &l.kept);
    if (is_open)
        whole_close(&l.whole);
    if (!fine)
        engine_result_fini(out);
    else
        m->ctx->memory.exhausted = was_exhausted; /* what did not fit has been dealt with */
    return fine ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}
