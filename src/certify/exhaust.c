#include "certify/exhaust.h"

#include "verify/enumerate.h"

struct walk {
    const struct model *m;
    struct desk *desk;
    const struct measures *measures;
    mspec_status status;
    bool fails;
    uint64_t visited;
};

static bool visit(void *user, const struct configuration *c)
{
    struct walk *w = user;
    unsigned flags;
    struct measures measures;
    w->visited++;
    w->status = desk_judge_quickly(w->desk, c, &flags, &measures);
    if (w->status != MSPEC_OK || flags != JUDGED_VALID)
        return w->status == MSPEC_OK;
    /* a sum that does not fit cannot be compared */
    w->fails = !w->measures || measures.overflow || measures_compare(w->m, &measures, w->measures) < 0;
    return !w->fails;
}

static mspec_status is_small(const struct model *m, bool *small)
{
    struct arena a;
    struct bigint size;
    uint64_t all;
    arena_init(&a, &m->ctx->memory);
    mspec_status status = space_size(m, &a, &size);
    *small = status == MSPEC_OK && bigint_to_u64(size, &all) && all <= EXHAUST_MOST;
    arena_fini(&a);
    return status == MSPEC_ERROR_LIMIT ? MSPEC_OK : status;
}

mspec_status exhaust(const struct model *m, const struct measures *measures, enum exhaust_verdict *out, uint64_t *visited)
{
    struct walk w = {.m = m, .measures = measures};
    bool small;
    *out = EXHAUST_TOO_LARGE;
    *visited = 0;
    mspec_status status = is_small(m, &small);
    if (status != MSPEC_OK || !small)
        return status;
    status = desk_new(m, &w.desk);
    if (status == MSPEC_OK)
        status = enumerate_space(m, visit, &w);
    desk_free(w.desk);
    *out = w.fails ? EXHAUST_FAILS : EXHAUST_HOLDS;
    *visited = w.visited;
    return status == MSPEC_OK ? w.status : status;
}
