#include "solve/sat/simplex_parts.h"

#include <math.h>
#include <stdlib.h>

#define PRIMAL 1e-7 /* a value this much outside its bounds is within them */
#define DUAL 1e-9

static uint32_t leaving_row(const struct simplex *s)
{
    uint32_t best = UINT32_MAX;
    double most = 0;
    for (uint32_t i = 0; i < s->rows; i++) {
        uint32_t v = s->head[i];
        double outside = s->value[i] < s->least[v] ? s->least[v] - s->value[i] : s->value[i] - s->most[v];
        if (outside <= PRIMAL)
            continue;
        double score = outside * outside / s->weight[i];
        if (score > most) {
            most = score;
            best = i;
        }
    }
    return best;
}

static int by_ratio(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->ratio < y->ratio ? -1 : x->ratio > y->ratio ? 1 : x->j < y->j ? -1 : x->j > y->j;
}

/* Which columns can take the row's variable to its bound, the ones first whose cost allows least. */
static uint32_t find_candidates(struct simplex *s, uint32_t r, bool grows)
{
    const double *row = s->row[r];
    uint32_t count = 0;
    for (uint32_t j = 0; j < s->width; j++) {
        double entry = grows ? -row[j] : row[j]; /* the variable moves that way when the column grows by one */
        if (fabs(entry) < SIMPLEX_NOTHING * 100 || s->least[s->other[j]] == s->most[s->other[j]])
            continue;
        if (s->is_upper[j] ? entry >= 0 : entry <= 0)
            continue;
        s->candidates[count++] = (struct candidate){j, fabs(s->cost[j] / entry)};
    }
    qsort(s->candidates, count, sizeof *s->candidates, by_ratio);
    return count;
}

/* Goes over to columns' other bounds as long as the row's variable still lacks something, and gives the column that
 * enters; columns: there is none. */
static uint32_t entering_column(struct simplex *s, uint32_t r, double lacks, uint32_t count)
{
    const double *row = s->row[r];
    uint32_t flips = 0, chosen = UINT32_MAX;
    for (; flips < count; flips++) {
        uint32_t j = s->candidates[flips].j, v = s->other[j];
        lacks -= fabs(row[j]) * (s->most[v] - s->least[v]);
        if (lacks <= 0)
            break;
    }
    s->ray_lacks = lacks;
    if (flips == count)
        return s->columns;
    /* of those that are as near the one with the largest entry; and none with a tiny one */
    double best = 0, ratio = s->candidates[flips].ratio;
    for (uint32_t k = flips; k < count && s->candidates[k].ratio <= ratio + DUAL; k++)
        if (fabs(row[s->candidates[k].j]) > best) {
            best = fabs(row[s->candidates[k].j]);
            chosen = k;
        }
    while (best < SIMPLEX_SMALLEST && flips > 0) {
        chosen = --flips;
        best = fabs(row[s->candidates[chosen].j]);
    }
    if (best < SIMPLEX_SMALLEST)
        return UINT32_MAX;
    for (uint32_t k = 0; k < flips; k++) {
        uint32_t j = s->candidates[k].j, v = s->other[j];
        double by = s->is_upper[j] ? s->least[v] - s->most[v] : s->most[v] - s->least[v];
        s->is_upper[j] = !s->is_upper[j];
        simplex_move(s, j, by);
    }
    return s->candidates[chosen].j;
}

void simplex_exchange(struct simplex *s, uint32_t r, uint32_t q)
{
    double *row = s->row[r], pivot = row[q], weight = s->weight[r];
    uint32_t used = 0;
    double theta = s->cost[q] / pivot;
    for (uint32_t j = 0; j < s->width; j++) {
        if (fabs(row[j]) < SIMPLEX_NOTHING) {
            row[j] = 0;
            continue;
        }
        if (j == q)
            continue;
        s->indices[used++] = j;
        s->cost[j] -= theta * row[j];
        row[j] /= pivot;
    }
    for (uint32_t i = 0; i < s->rows; i++) {
        double *now = s->row[i], factor = now[q];
        if (i == r || factor == 0)
            continue;
        if (fabs(factor) < SIMPLEX_NOTHING) {
            now[q] = 0;
            continue;
        }
        if (used * 3 > s->width) {
            for (uint32_t j = 0; j < s->width; j++)
                now[j] -= factor * row[j];
        } else {
            for (uint32_t k = 0; k < used; k++)
                now[s->indices[k]] -= factor * row[s->indices[k]];
        }
        now[q] = -factor / pivot;
        s->constant[i] -= factor / pivot * s->constant[r];
        double longer = factor / pivot * (factor / pivot) * weight;
        if (longer > s->weight[i])
            s->weight[i] = longer;
    }
    row[q] = 1 / pivot;
    s->constant[r] /= pivot;
    s->weight[r] = weight / (pivot * pivot) > 1 ? weight / (pivot * pivot) : 1;
    s->cost[q] = -theta;
    uint32_t leaving = s->head[r], entering = s->other[q];
    s->head[r] = entering;
    s->where[entering] = r;
    s->other[q] = leaving;
    s->where[leaving] = -1 - (int64_t)q;
}

/* The row's variable goes to the bound that it breaks, and another one takes its place. */
static enum simplex_answer pivot(struct simplex *s, uint32_t r)
{
    uint32_t leaving = s->head[r];
    bool grows = s->value[r] < s->least[leaving];
    double bound = grows ? s->least[leaving] : s->most[leaving];
    uint32_t q = entering_column(s, r, fabs(bound - s->value[r]), find_candidates(s, r, grows));
    if (q == s->columns) {
        s->ray = grows ? 1 : -1;
        s->ray_row = r;
        return SIMPLEX_INFEASIBLE;
    }
    if (q == UINT32_MAX)
        return SIMPLEX_TIRED;
    uint32_t entering = s->other[q];
    double before = simplex_value_at(s, entering), by = (s->value[r] - bound) / s->row[r][q];
    for (uint32_t i = 0; i < s->rows; i++)
        s->value[i] -= s->row[i][q] * by;
    simplex_exchange(s, r, q);
    s->value[r] = before + by;
    s->is_upper[q] = !grows;
    /* rounding that would point the wrong way */
    for (uint32_t j = 0; j < s->width; j++)
        if (s->is_upper[j] ? s->cost[j] > 0 : s->cost[j] < 0)
            if (fabs(s->cost[j]) < DUAL || j == q)
                s->cost[j] = 0;
    s->pivots++;
    return SIMPLEX_OPTIMUM;
}

enum simplex_answer simplex_solve(struct simplex *s, double cut_off, uint32_t pivots)
{
    s->ray = 0;
    for (uint32_t k = 0; k < pivots; k++) {
        uint32_t r = leaving_row(s);
        if (r == UINT32_MAX)
            return SIMPLEX_OPTIMUM;
        enum simplex_answer answer = pivot(s, r);
        if (answer == SIMPLEX_INFEASIBLE) { /* so much of the row that the cost reaches the cut-off */
            double lacks = cut_off - simplex_cost(s);
            s->ray *= 1 + (lacks > 0 ? 1.5 * lacks / (s->ray_lacks > PRIMAL ? s->ray_lacks : PRIMAL) : 0);
        }
        if (answer != SIMPLEX_OPTIMUM)
            return answer;
        if (k % 8 == 7 && simplex_cost(s) >= cut_off)
            return SIMPLEX_ABOVE;
    }
    return SIMPLEX_TIRED;
}
