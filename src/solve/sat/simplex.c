#include "solve/sat/simplex.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PRIMAL 1e-7     /* a value this much outside its bounds is within them */
#define DUAL 1e-9
#define SMALLEST 1e-7   /* pivot */
#define NOTHING 1e-11   /* an entry of the tableau that is only rounding */

/* Variables are columns and, after them, the slack of each row. A tableau row says: its basic variable, and the others each times
 * their entry, add up to a constant. */
struct candidate {
    uint32_t j;
    double ratio;
};

struct simplex {
    struct memory *memory;
    uint32_t columns, rows, row_capacity; /* rows of the tableau; the same number are in use */
    uint32_t width;     /* columns of the tableau; after them, in no order, those that are retired */
    bool *is_retired;   /* by column */
    double **row;       /* [rows][columns] */
    uint32_t *head;     /* variable of a row */
    double *value;      /* of it */
    double *constant;   /* what it and the others add up to */
    double *weight;     /* devex: how long the row is, roughly */
    uint32_t *other;    /* variable of a column of the tableau */
    double *cost;       /* reduced */
    bool *is_upper;
    double *given;      /* costs, by column */
    /* by variable */
    double *least, *most;
    int64_t *where;     /* >= 0: row of the tableau; < 0: column -1 - where */
    uint32_t *unused, unused_count; /* numbers of rows */
    uint32_t *indices;  /* scratch: columns */
    struct candidate *candidates;
    uint64_t pivots, fresh; /* the latter: when the tableau was made anew */
    /* what makes it infeasible */
    double ray;         /* times the row below; 0: nothing does */
    double ray_lacks;   /* what the row's variable lacks when all columns have done what they can */
    uint32_t ray_row;
};

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
        !resize(m, &s->candidates, sizeof *s->candidates, 0, columns) || !resize(m, &s->least, sizeof *s->least, 0, columns) ||
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

static double value_of(const struct simplex *s, uint32_t variable)
{
    int64_t at = s->where[variable];
    if (at >= 0)
        return s->value[at];
    return s->is_upper[-1 - at] ? s->most[variable] : s->least[variable];
}

double simplex_value(const struct simplex *s, uint32_t column)
{
    return value_of(s, column);
}

double simplex_cost(const struct simplex *s)
{
    double sum = 0;
    for (uint32_t j = 0; j < s->columns; j++)
        sum += s->given[j] * value_of(s, j);
    return sum;
}

static void move(struct simplex *s, uint32_t j, double by)
{
    for (uint32_t i = 0; by != 0 && i < s->rows; i++)
        s->value[i] -= s->row[i][j] * by;
}

void simplex_bounds(struct simplex *s, uint32_t column, double least, double most)
{
    double before = value_of(s, column);
    s->least[column] = least;
    s->most[column] = most;
    int64_t at = s->where[column];
    if (at >= 0)
        return;
    uint32_t j = (uint32_t)(-1 - at);
    s->is_upper[j] = s->cost[j] < 0;
    move(s, j, value_of(s, column) - before);
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
    double *least = memory_resize(m, NULL, 0, (n + to) * sizeof *least), *most = memory_resize(m, NULL, 0, (n + to) * sizeof *most);
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
#define TAKE(field, size_before, size_now)                                                                                        \
    do {                                                                                                                          \
        if (fine) {                                                                                                               \
            memory_release(m, s->field, s->field ? (size_before) * sizeof *s->field : 0);                                         \
            s->field = field;                                                                                                     \
        } else {                                                                                                                  \
            memory_release(m, field, field ? (size_now) * sizeof *field : 0);                                                     \
        }                                                                                                                         \
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
        value -= coefficients[k] * value_of(s, columns[k]);
        if (at < 0 && -1 - at < (int64_t)s->width) {
            row[-1 - at] += coefficients[k];
            continue;
        }
        if (at < 0) {
            constant -= coefficients[k] * value_of(s, columns[k]);
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

/* ---- pivots ---- */

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
        if (fabs(entry) < NOTHING * 100 || s->least[s->other[j]] == s->most[s->other[j]])
            continue;
        if (s->is_upper[j] ? entry >= 0 : entry <= 0)
            continue;
        s->candidates[count++] = (struct candidate){j, fabs(s->cost[j] / entry)};
    }
    qsort(s->candidates, count, sizeof *s->candidates, by_ratio);
    return count;
}

/* Goes over to columns' other bounds as long as the row's variable still lacks something, and gives the column that enters; columns:
 * there is none. */
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
    while (best < SMALLEST && flips > 0) {
        chosen = --flips;
        best = fabs(row[s->candidates[chosen].j]);
    }
    if (best < SMALLEST)
        return UINT32_MAX;
    for (uint32_t k = 0; k < flips; k++) {
        uint32_t j = s->candidates[k].j, v = s->other[j];
        double by = s->is_upper[j] ? s->least[v] - s->most[v] : s->most[v] - s->least[v];
        s->is_upper[j] = !s->is_upper[j];
        move(s, j, by);
    }
    return s->candidates[chosen].j;
}

static void exchange(struct simplex *s, uint32_t r, uint32_t q)
{
    double *row = s->row[r], pivot = row[q], weight = s->weight[r];
    uint32_t used = 0;
    double theta = s->cost[q] / pivot;
    for (uint32_t j = 0; j < s->width; j++) {
        if (fabs(row[j]) < NOTHING) {
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
        if (fabs(factor) < NOTHING) {
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
    double before = value_of(s, entering), by = (s->value[r] - bound) / s->row[r][q];
    for (uint32_t i = 0; i < s->rows; i++)
        s->value[i] -= s->row[i][q] * by;
    exchange(s, r, q);
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

/* Values from those of the columns. */
static void find_values(struct simplex *s)
{
    for (uint32_t i = 0; i < s->rows; i++) {
        double value = s->constant[i];
        for (uint32_t j = 0; j < s->width; j++)
            if (s->row[i][j] != 0)
                value -= s->row[i][j] * value_of(s, s->other[j]);
        s->value[i] = value;
    }
}

/* The tableau anew, of rows as they were given. With the same basis, which must then still be one whose costs are right; or with every
 * row's own slack, which always is. */
static bool rebuild(struct simplex *s, bool same, simplex_row_fn *row_of, void *user)
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
    for (uint32_t v = 0; v < n; v++) {
        if (!same || !s->candidates[v].j)
            continue;
        uint32_t best = used, j = (uint32_t)(-1 - s->where[v]);
        for (uint32_t i = basic; i < used; i++)
            if (s->head[i] >= n && (best == used || fabs(s->row[i][j]) > fabs(s->row[best][j])))
                best = i;
        if (best == used || fabs(s->row[best][j]) < SMALLEST)
            return false;
        exchange(s, best, j);
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

void simplex_refresh(struct simplex *s, bool same, simplex_row_fn *row_of, void *user)
{
    if (!same || !rebuild(s, true, row_of, user))
        rebuild(s, false, row_of, user);
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
        if (fabs(row[j]) < NOTHING * 100 || s->least[s->other[j]] == s->most[s->other[j]])
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
