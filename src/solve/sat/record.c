#include "solve/sat/record.h"

void record_level(struct record *r, uint32_t level)
{
    r->level = level;
    r->told = -1;
}

bool record_judge(struct record *r, struct configuration *found)
{
    unsigned flags;
    r->flags = 0;
    if (!found || judge_quickly(r->model, found, &flags, &r->seen) != MSPEC_OK)
        return false;
    r->flags = flags;
    if (record_saw_valid(r) && (!r->best || measures_compare(r->model, &r->seen, &r->best_measures) <= 0)) {
        r->best = found;
        r->best_measures = r->seen;
        if (r->model->objective_count)
            watch_best(r->watch, r->seen.value[r->model->objective[0]]);
    }
    return true;
}

bool record_saw_valid(const struct record *r)
{
    return (r->flags & JUDGED_VALID) == JUDGED_VALID;
}

void record_bound(struct record *r, int128 count, struct rational unit, bool whole)
{
    struct cost_bound proven = r->proven;
    int128 value;
    if (r->level != proven.levels || r->level >= r->model->objective_count || (count <= r->told && !whole))
        return;
    r->told = count;
    if (!int128_mul(count, unit.num, &value) || !rational_make(value, unit.den, &proven.value[proven.levels++]))
        return;
    watch_bound(r->watch, &proven);
    if (whole)
        r->proven = proven;
}
