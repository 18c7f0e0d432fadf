#include "solve/sat/simplex_parts.h"

#include <math.h>
#include <string.h>

static bool resize(struct memory *m, void *array, size_t size, size_t from, size_t to)
{
    void **at = array;
    void *grown = memory_resize(m, *at, from * size, to * size);
    if (grown)
        *at = grown;
    return grown != NULL;
}

struct simplex *simplex_new(struct memory *m, uint32_t columns, const double *costs)
{
    struct simplex *s = memory_resize(m, NULL, 0, sizeof *s);
    if (!s)
        return NULL;
    s->memory = m;
    s->columns = s->width = columns;
    if (!resize(m, &s->other, sizeof *s->other, 0, columns) || !resize(m, &s->cost, sizeof *s->cost, 0, columns) ||
        !resize(m, &s->is_upper, sizeof *s->is_upper, 0, columns) || !resize(m, &s->given, sizeof *s->given, 0, columns) ||
        !resize(m, &s->is_retired, sizeof *s->is_retired, 0, columns) ||
        !resize(m, &s->indices, sizeof *s->indices, 0, columns) ||
        !resize(m, &s->candidates, sizeof *s->candidates, 0, columns) ||
        !resize(m, &s->least, sizeof *s->least, 0, columns) ||
        !resize(m, &s->most, sizeof *s->most, 0, columns) || !resize(m, &s->where, sizeof *s->where, 0, columns)) {
        simplex_free(s);
        return NULL;
    }
    for (uint32_t j = 0; j < columns; j++) {
        s->other[j] = j;
        s->cost[j] = s->given[j] = costs[j];
        s->most[j] = 1;
        s->where[j] = -1 - (int64_t)j;
    }
    return s;
}

void simplex_free(struct simplex *s)
{
    if (!s)
        return;
    struct memory *m = s->memory;
    size_t n = s->columns, variables = n + s->row_capacity, rows = s->row_capacity;
    for (uint32_t i = 0; i < rows; i++)
        memory_release(m, s->row[i], s->row[i] ? n * sizeof(double) : 0);
    memory_release(m, s->row, rows * sizeof *s->row);
    memory_release(m, s->head, rows * sizeof *s->head);
    memory_release(m, s->value, rows * sizeof *s->value);
    memory_release(m, s->constant, rows * sizeof *s->constant);
    memory_release(m, s->weight, rows * sizeof *s->weight);
    memory_release(m, s->unused, rows * sizeof *s->unused);
    memory_release(m, s->other, s->other ? n * sizeof *s->other : 0);
    memory_release(m, s->cost, s->cost ? n * sizeof *s->cost : 0);
    memory_release(m, s->is_upper, s->is_upper ? n * sizeof *s->is_upper : 0);
    memory_release(m, s->is_retired, s->is_retired ? n * sizeof *s->is_retired : 0);
    memory_release(m, s->given, s->given ? n * sizeof *s->given : 0);
    memory_release(m, s->indices, s->indices ? n * sizeof *s->indices : 0);
    memory_release(m, s->candidates, s->candidates ? n * sizeof *s->candidates : 0);
    memory_release(m, s->least, s->least ? variables * sizeof *s->least : 0);
    memory_release(m, s->most, s->most ? variables * sizeof *s->most : 0);
    memory_release(m, s->where, s->where ? variables * sizeof *s->where : 0);
    memory_release(m, s, sizeof *s);
}

/* ---- values and bounds ---- */

double simplex_value(const struct simplex *s, uint32_t column)
{
    return simplex_value_at(s, column);
}

double simplex_cost(const struct simplex *s)
{
    double sum = 0;
    for (uint32_t j = 0; j < s->columns; j++)
        sum += s->given[j] * simplex_value_at(s, j);
    return sum;
}

void simplex_move(struct simplex *s, uint32_t j, double by)
{
    for (uint32_t i = 0; by != 0 && i < s->rows; i++)
        s->value[i] -= s->row[i][j] * by;
}

void simplex_bounds(struct simplex *s, uint32_t column, double least, double most)
{
    double before = simplex_value_at(s, column);
    s->least[column] = least;
    s->most[column] = most;
    int64_t at = s->where[column];
    if (at >= 0)
        return;
    uint32_t j = (uint32_t)(-1 - at);
    s->is_upper[j] = s->cost[j] < 0;
    simplex_move(s, j, simplex_value_at(s, column) - before);
}

/* ---- rows ---- */

static bool widen(struct simplex *s)
{
    if (s->rows < s->row_capacity)
        return true;
    uint32_t from = s->row_capacity, to = from ? from * 2 : 256;
    size_t n = s->columns;
    struct memory *m = s->memory;
    /* the capacity counts only when all have grown: what has is given back at the old size, which must be right */
    double **row = memory_resize(m, NULL, 0, to * sizeof *row);
    uint32_t *head = memory_resize(m, NULL, 0, to * sizeof *head), *unused = memory_resize(m, NULL, 0, to * sizeof *unused);
    double *value = memory_resize(m, NULL, 0, to * sizeof *value), *weight = memory_resize(m, NULL, 0, to * sizeof *weight);
    double *constant = memory_resize(m, NULL, 0, to * sizeof *constant);
    double *least = memory_resize(m, NULL, 0, (n + to) * sizeof *least);
    double *most = memory_resize(m, NULL, 0, (n + to) * sizeof *most);
    int64_t *where = memory_resize(m, NULL, 0, (n + to) * sizeof *where);
    bool fine = row && head && unused && value && constant && weight && least && most && where;
    if (fine) {
        size_t variables = n + from;
        if (from) {
            memcpy(row, s->row, from * sizeof *row);
            memcpy(head, s->head, from * sizeof *head);
            memcpy(unused, s->unused, from * sizeof *unused);
            memcpy(value, s->value, from * sizeof *value);
            memcpy(constant, s->constant, from * sizeof *constant);
            memcpy(weight, s->weight, from * sizeof *weight);
        }
        memcpy(least, s->least, variables * sizeof *least);
        memcpy(most, s->most, variables * sizeof *most);
        memcpy(where, s->where, variables * sizeof *where);
    }
#define TAKE(field, size_before, size_now)                                                                               \
    do {                                                                                                                 \
        if (fine) {                                                                                                      \
            memory_release(m, s->field, s->field ? (size_before) * sizeof *s->field : 0);                                \
            s->field = field;                                                                                            \
        } else {                                                                                                         \
            memory_release(m, field, field ? (size_now) * sizeof *field : 0);                                            \
        }                                                                                                                \
    } while (0)
    TAKE(row, from, to);
    TAKE(head, from, to);
    TAKE(unused, from, to);
    TAKE(value, from, to);
    TAKE(constant, from, to);
    TAKE(weight, from, to);
    TAKE(least, n + from, n + to);
    TAKE(most, n + from, n + to);
    TAKE(where, n + from, n + to);
#undef TAKE
    if (!fine)
        return false;
    s->row_capacity = to;
    for (uint32_t number = to; number-- > from;)
        s->unused[s->unused_count++] = number;
    return true;
}

uint32_t simplex_row(struct simplex *s, const uint32_t *columns, const int *coefficients, uint32_t count, int right)
{
    if (!widen(s))
        return UINT32_MAX;
    uint32_t i = s->rows;
    if (!s->row[i] && !(s->row[i] = memory_resize(s->memory, NULL, 0, s->columns * sizeof(double))))
        return UINT32_MAX;
    double *row = s->row[i], value = right, constant = right;
    memset(row, 0, s->columns * sizeof *row);
    for (uint32_t k = 0; k < count; k++) {
        int64_t at = s->where[columns[k]];
        value -= coefficients[k] * simplex_value_at(s, columns[k]);
        if (at < 0 && -1 - at < (int64_t)s->width) {
            row[-1 - at] += coefficients[k];
            continue;
        }
        if (at < 0) {
            constant -= coefficients[k] * simplex_value_at(s, columns[k]);
            continue;
        }
        const double *basic = s->row[at];
        constant -= coefficients[k] * s->constant[at];
        for (uint32_t j = 0; j < s->width; j++)
            row[j] -= coefficients[k] * basic[j];
    }
    uint32_t number = s->unused[--s->unused_count], variable = s->columns + number;
    s->head[i] = variable;
    s->value[i] = value;
    s->constant[i] = constant;
    s->weight[i] = 1;
    s->where[variable] = i;
    s->least[variable] = 0;
    s->most[variable] = INFINITY;
    s->rows++;
    return number;
}

void simplex_drop_slack(struct simplex *s, double spare, void (*dropped)(void *user, uint32_t row), void *user)
{
    for (uint32_t i = s->rows; i-- > 0;) {
        if (s->head[i] < s->columns || s->value[i] <= spare)
            continue;
        uint32_t number = s->head[i] - s->columns, last = --s->rows;
        double *freed = s->row[i];
        s->row[i] = s->row[last];
        s->row[last] = freed;
        s->head[i] = s->head[last];
        s->value[i] = s->value[last];
        s->constant[i] = s->constant[last];
        s->weight[i] = s->weight[last];
        s->where[s->head[i]] = i;
        s->unused[s->unused_count++] = number;
        dropped(user, number);
    }
}

/* ---- what it found ---- */

void simplex_multipliers(const struct simplex *s, double *by_row, uint32_t rows)
{
    for (uint32_t number = 0; number < rows; number++)
        by_row[number] = 0;
    for (uint32_t j = 0; j < s->width; j++) {
        if (s->other[j] < s->columns || s->other[j] - s->columns >= rows)
            continue;
        double is = s->cost[j] + (s->ray != 0 ? s->ray * s->row[s->ray_row][j] : 0);
        by_row[s->other[j] - s->columns] = is > 0 ? is : 0;
    }
    uint32_t v = s->ray != 0 ? s->head[s->ray_row] : 0;
    if (v >= s->columns && v - s->columns < rows && s->ray > 0)
        by_row[v - s->columns] = s->ray;
}

void simplex_penalties(const struct simplex *s, uint32_t column, double *down, double *up)
{
    int64_t at = s->where[column];
    *down = *up = 0;
    if (at < 0)
        return;
    const double *row = s->row[at], value = s->value[at];
    double fall = INFINITY, rise = INFINITY;
    for (uint32_t j = 0; j < s->width; j++) {
        if (fabs(row[j]) < SIMPLEX_NOTHING * 100 || s->least[s->other[j]] == s->most[s->other[j]])
            continue;
        double ratio = fabs(s->cost[j] / row[j]);
        bool falls = s->is_upper[j] ? row[j] < 0 : row[j] > 0; /* moving the column off its bound makes the value smaller */
        if (falls && ratio < fall)
            fall = ratio;
        if (!falls && ratio < rise)
            rise = ratio;
    }
    *down = fall * value;
    *up = rise * (1 - value);
}
