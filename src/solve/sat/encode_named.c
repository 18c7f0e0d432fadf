/* Pairs that name each other: what they need of each other, and what they may do, beyond what their kinds say. */
#include "solve/sat/encode.h"

static int fits_of_level(enum level level)
{
    switch (level) {
    case LEVEL_NOTHING:
        return FIT_SHARED | FIT_INNER | FIT_OUTER;
    case LEVEL_INNER:
        return FIT_INNER | FIT_OUTER;
    case LEVEL_OUTER:
        return FIT_OUTER;
    default:
        return 0;
    }
}

/* Clauses `these two alternatives are not …` for what the kinds do not say already. */
static void restrict_pair(struct encoding *e, uint32_t i, uint32_t k, int lost)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    uint32_t a = p->alternatives[i].component, b = p->alternatives[k].component;
    int one = -e->use[i], other = -e->use[k];
    if ((lost & FIT_SHARED) && (lost & FIT_INNER || plan->inner == NONE) && (lost & FIT_OUTER || plan->outer == NONE)) {
        encode_2(e, one, other);
        return;
    }
    for (uint32_t s = 0; s < plan->spot_count; s++) {
        if (!e->at[a][s])
            continue;
        int here = e->at[a][s], there = e->at[b][s], zone = e->in[b][plan->spots[s].zone];
        if ((lost & FIT_SHARED) && there)
            encode_4(e, one, other, -here, -there);
        /* same zone, another part */
        if ((lost & FIT_INNER) && plan->inner != NONE && zone && zone != there)
            encode_5(e, one, other, -here, -zone, there ? there : -e->truth);
    }
    for (uint32_t z = 0; (lost & FIT_OUTER) && plan->outer != NONE && z < plan->zone_count; z++)
        if (e->in[a][z])
            encode_4(e, one, other, -e->in[a][z], e->in[b][z] ? e->in[b][z] : -e->truth);
}

/* Merging must not break what a pair asks for beyond its kinds: it may ask to be nearer, and never to be further apart. */
static bool may_lose(int lost, int mask)
{
    return lost == 0 || mask == 0 || lost == FIT_OUTER || (lost == (FIT_INNER | FIT_OUTER) && (mask & FIT_SHARED));
}

/* A pair that names each other may be worse off than its kinds say (a need that must pass). Better off is not for this plan. */
static bool restrict_named(struct encoding *e, uint32_t a, uint32_t b, bool *unsuited)
{
    const struct plan *plan = e->plan;
    const struct problem *p = plan->problem;
    for (uint32_t i = p->first_alternative[a]; i < p->first_alternative[a + 1]; i++)
        for (uint32_t k = p->first_alternative[b]; k < p->first_alternative[b + 1]; k++) {
            int mask = plan_fits(plan, i, k);
            int usual = fits_of_level(plan_level(plan, plan_kind(plan, i), plan_kind(plan, k)));
            int possible = FIT_SHARED | (plan->inner != NONE ? FIT_INNER : 0) | (plan->outer != NONE ? FIT_OUTER : 0);
            usual &= possible;
            int lost = usual & ~mask;
            if (mask < 0 || (mask & ~usual) || !may_lose(lost, mask)) {
                *unsuited = true;
                return false;
            }
            if (lost)
                restrict_pair(e, i, k, lost);
        }
    return true;
}

bool encode_named(struct encoding *e, bool *unsuited)
{
    const struct problem *p = e->plan->problem;
    uint32_t n = p->model->component_count;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
            if (pair_is_named(p, a, b) && !restrict_named(e, a, b, unsuited))
                return false;
    return true;
}
