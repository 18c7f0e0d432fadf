#include "solve/crowd.h"

#define MOST_ENTRIES 2000000

bool crowd_init(struct crowd *x, struct problem *p)
{
    size_t n = p->model->component_count;
    *x = (struct crowd){.p = p, .usable = p->alternative_count * n <= MOST_ENTRIES};
    for (uint32_t c = 0; c < n; c++)
        x->usable &= p->first_alternative[c + 1] - p->first_alternative[c] <= 64;
    x->alive = arena_new_array(&p->arena, uint64_t, n);
    x->price = arena_new_array(&p->arena, cost_t, n);
    x->order = arena_new_array(&p->arena, uint32_t, n);
    x->members = arena_new_array(&p->arena, uint32_t, n);
    x->is_member = arena_new_array(&p->arena, bool, n);
    if (!x->alive || !x->price || !x->order || !x->members || !x->is_member)
        return false;
    if (!x->usable)
        return true;
    x->known = arena_new_array(&p->arena, bool, n * n);
    x->share = arena_new_array(&p->arena, uint64_t, p->alternative_count * n);
    return x->known && x->share;
}

static bool fill(struct crowd *x, uint32_t a, uint32_t b)
{
    const struct problem *p = x->p;
    size_t n = p->model->component_count;
    for (uint32_t i = p->first_alternative[a]; i < p->first_alternative[a + 1]; i++)
        for (uint32_t k = p->first_alternative[b]; k < p->first_alternative[b + 1]; k++) {
            enum pair_answer answer = pair_fits(x->p, i, k, RELATION_SAME);
            if (answer == PAIR_NO_MEMORY)
                return false;
            if (answer == PAIR_FITS) {
                x->share[i * n + b] |= (uint64_t)1 << (k - p->first_alternative[b]);
                x->share[k * n + a] |= (uint64_t)1 << (i - p->first_alternative[a]);
            }
        }
    return x->known[a * n + b] = x->known[b * n + a] = true;
}

static bool may_share(const struct crowd *x, uint32_t a, uint32_t b)
{
    size_t n = x->p->model->component_count, first = x->p->first_alternative[a];
    for (uint64_t rest = x->alive[a]; rest; rest &= rest - 1)
        if (x->share[(first + (unsigned)__builtin_ctzll(rest)) * n + b] & x->alive[b])
            return true;
    return false;
}

bool crowd_gather(struct crowd *x, const bool *waits, cost_t *sum)
{
    uint32_t n = x->p->model->component_count, count = 0;
    x->member_count = 0;
    *sum = 0;
    for (uint32_t c = 0; c < n && x->usable; c++) {
        x->is_member[c] = false;
        if (!waits[c] || !x->price[c])
            continue;
        uint32_t at = count++;
        for (; at > 0 && x->price[x->order[at - 1]] < x->price[c]; at--)
            x->order[at] = x->order[at - 1];
        x->order[at] = c;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t c = x->order[i];
        bool alone = true;
        for (uint32_t k = 0; k < x->member_count && alone; k++) {
            if (!x->known[(size_t)c * n + x->members[k]] && !fill(x, c, x->members[k]))
                return false;
            alone = !may_share(x, c, x->members[k]);
        }
        if (alone) {
            x->members[x->member_count++] = c;
            x->is_member[c] = true;
            *sum += x->price[c];
        }
    }
    return true;
}
