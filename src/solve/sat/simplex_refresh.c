#include "solve/sat/simplex_parts.h"

#include <math.h>
#include <string.h>

#define EXCHANGES_BETWEEN_LOOKS 64 /* whether to stop */

/* Values from those of the columns. */
static void find_values(struct simplex *s)
{
    for (uint32_t i = 0; i < s->rows; i++) {
        double value = s->constant[i];
        for (uint32_t j = 0; j < s->width; j++)
            if (s->row[i][j] != 0)
                value -= s->row[i][j] * simplex_value_at(s, s->other[j]);
        s->value[i] = value;
    }
}

/* The tableau anew, of rows as they were given. With the same basis, which must then still be one whose costs are right;
 * or with every row's own slack, which always is. */
static bool rebuild(struct simplex *s, bool same, simplex_row_fn *row_of, simplex_go_on_fn *go_on, void *user)
{
    uint32_t n = s->columns, used = 0, *numbers = s->unused + s->unused_count; /* as many are free there as are in use */
    for (uint32_t i = 0; i < s->rows; i++)
        if (s->head[i] >= n)
            numbers[used++] = s->head[i] - n;
    uint32_t basic = used; /* rows whose own slack stays */
    for (uint32_t j = 0; j < s->width; j++)
        if (s->other[j] >= n)
            numbers[used++] = s->other[j] - n;
    for (uint32_t j = 0; j < n; j++) /* was it a row, and else, at its upper bound? */
        s->candidates[j] = (struct candidate){s->where[j] >= 0, s->where[j] < 0 && s->is_upper[-1 - s->where[j]]};
    uint32_t retired = n;
    s->width = 0;
    for (uint32_t j = 0; j < n; j++) {
        uint32_t at = s->is_retired[j] && (!same || !s->candidates[j].j) ? --retired : s->width++;
        s->other[at] = j;
        s->where[j] = -1 - (int64_t)at;
        s->cost[at] = s->given[j];
        s->is_upper[at] = s->candidates[j].ratio > 0;
    }
    for (uint32_t i = 0; i < used; i++) {
        const uint32_t *columns;
        const int *coefficients;
        int right;
        uint32_t count = row_of(user, numbers[i], &columns, &coefficients, &right);
        memset(s->row[i], 0, n * sizeof(double));
        s->constant[i] = right;
        for (uint32_t k = 0; k < count; k++) {
            uint32_t at = (uint32_t)(-1 - s->where[columns[k]]);
            if (at >= s->width)
                s->constant[i] -= coefficients[k] * s->least[columns[k]];
            else
                s->row[i][at] += coefficients[k];
        }
        s->head[i] = n + numbers[i];
        s->where[n + numbers[i]] = i;
        s->weight[i] = 1;
    }
    uint32_t exchanges = 0;
    for (uint32_t v = 0; v < n; v++) {
        if (!same || !s->candidates[v].j)
            continue;
        if (exchanges++ % EXCHANGES_BETWEEN_LOOKS == EXCHANGES_BETWEEN_LOOKS - 1 && !go_on(user))
            return false;
        uint32_t best = used, j = (uint32_t)(-1 - s->where[v]);
        for (uint32_t i = basic; i < used; i++)
            if (s->head[i] >= n && (best == used || fabs(s->row[i][j]) > fabs(s->row[best][j])))
                best = i;
        if (best == used || fabs(s->row[best][j]) < SIMPLEX_SMALLEST)
            return false;
        simplex_exchange(s, best, j);
        s->is_upper[j] = false;
    }
    for (uint32_t j = 0; j < s->width; j++) {
        if (s->other[j] < n)
            s->is_upper[j] = s->cost[j] < 0;
        else if (s->cost[j] < -1e-6)
            return false;
        else if (s->cost[j] < 0)
            s->cost[j] = 0;
    }
    for (uint32_t i = 0; i < used; i++)
        s->weight[i] = 1;
    find_values(s);
    s->fresh = s->pivots;
    return true;
}

void simplex_refresh(struct simplex *s, bool same, simplex_row_fn *row_of, simplex_go_on_fn *go_on, void *user)
{
    if (!same || !rebuild(s, true, row_of, go_on, user))
        rebuild(s, false, row_of, go_on, user);
}

void simplex_retire(struct simplex *s, uint32_t column)
{
    s->is_retired[column] = true;
}

void simplex_unfix(struct simplex *s)
{
    for (uint32_t j = 0; j < s->columns; j++) {
        s->least[j] = 0;
        s->most[j] = 1;
        s->is_retired[j] = false;
    }
}

uint64_t simplex_age(const struct simplex *s)
{
    return s->pivots - s->fresh;
}
