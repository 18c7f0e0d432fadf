#include "solve/sat/relax_parts.h"

#include <stdlib.h>

#define MOST_PARKED 20000
#define TAKEN_BACK 16 /* rows at a time: a so-manyth of the columns, and a few */

void relax_begin_row(struct relax *r, int right)
{
    for (uint32_t k = 0; k < r->touched_count; k++) {
        r->sum[r->touched[k]] = 0;
        r->is_touched[r->touched[k]] = false;
    }
    r->touched_count = 0;
    r->right = right;
}

void relax_add_term(struct relax *r, uint32_t column, int coefficient)
{
    if (!r->is_touched[column])
        r->touched[r->touched_count++] = column;
    r->is_touched[column] = true;
    r->sum[column] += coefficient;
}

/* A term that says: of these alternatives of the component one is used. `is_in` by alternative, from the component's
 * first on. */
void relax_add_use(struct relax *r, uint32_t component, const bool *is_in)
{
    const struct problem *p = r->plan->problem;
    uint32_t first = p->first_alternative[component], end = p->first_alternative[component + 1];
    bool of_rest = false; /* the one without a column is among them: one minus what is not */
    for (uint32_t i = first; i < end; i++)
        of_rest |= r->column_of[i] == NONE && is_in[i - first];
    for (uint32_t i = first; i < end; i++)
        if (r->column_of[i] != NONE && is_in[i - first] != of_rest)
            relax_add_term(r, r->column_of[i], of_rest ? -1 : 1);
    r->right -= of_rest;
}

double relax_use_value(const struct relax *r, uint32_t component, const bool *is_in)
{
    const struct problem *p = r->plan->problem;
    uint32_t first = p->first_alternative[component], end = p->first_alternative[component + 1];
    double within = 0, all = 0;
    bool of_rest = false;
    for (uint32_t i = first; i < end; i++) {
        if (r->column_of[i] == NONE) {
            of_rest = is_in[i - first];
            continue;
        }
        double value = simplex_value(r->lp, r->column_of[i]);
        all += value;
        within += is_in[i - first] ? value : 0;
    }
    return of_rest ? within + 1 - all : within;
}

/* The way from the component to the root is not parted anywhere, or the row says nothing. */
void relax_add_way(struct relax *r, uint32_t component, uint32_t root, bool inner)
{
    while (component != root) {
        const struct edge *e = &r->edges[r->way[component]];
        relax_add_term(r, e->column + inner, -1);
        component = e->a == component ? e->b : e->a;
    }
}

static bool widen_multipliers(struct relax *r, size_t wanted)
{
    if (wanted <= r->multiplier_capacity)
        return true;
    size_t capacity = r->multiplier_capacity ? r->multiplier_capacity * 2 : 1024;
    while (capacity < wanted)
        capacity *= 2;
    double *grown = memory_resize(r->memory, r->multiplier, r->multiplier_capacity * sizeof(double),
                                  capacity * sizeof(double));
    if (!grown)
        return false;
    r->multiplier = grown;
    r->multiplier_capacity = capacity;
    return true;
}

void relax_free_row(struct relax *r, struct row *row)
{
    memory_release(r->memory, row->columns, row->columns ? row->count * sizeof *row->columns : 0);
    memory_release(r->memory, row->coefficients, row->coefficients ? row->count * sizeof *row->coefficients : 0);
    *row = (struct row){0};
}

/* The row is the program's from now on; false: out of memory. */
static bool use_row(struct relax *r, struct row row)
{
    uint32_t number = simplex_row(r->lp, row.columns, row.coefficients, row.count, row.right);
    while (number != UINT32_MAX && r->rows.count <= number)
        if (!vector_push(r->memory, &r->rows, (struct row){0}))
            number = UINT32_MAX;
    if (number == UINT32_MAX || !widen_multipliers(r, r->rows.count))
        return false;
    r->rows.items[number] = row;
    r->rows_used++;
    return true;
}

/* Writes the row down, unless this round has it already. */
bool relax_end_row(struct relax *r)
{
    uint32_t count = 0;
    uint64_t hash = (uint64_t)r->right * 1099511628211u;
    for (uint32_t k = 0; k < r->touched_count; k++) {
        uint32_t column = r->touched[k];
        if (!r->sum[column]) {
            r->is_touched[column] = false;
            continue;
        }
        r->touched[count++] = column;
        uint64_t mixed = ((uint64_t)column << 32 | (uint32_t)r->sum[column]) * 0x9e3779b97f4a7c15u;
        hash += (mixed ^ mixed >> 29) * 0xbf58476d1ce4e5b9u; /* in any order */
    }
    r->touched_count = count;
    for (size_t k = 0; k < r->seen.count; k++)
        if (r->seen.items[k] == hash)
            return true;
    struct row row = {.count = count, .right = r->right};
    row.columns = memory_resize(r->memory, NULL, 0, count * sizeof *row.columns);
    row.coefficients = memory_resize(r->memory, NULL, 0, count * sizeof *row.coefficients);
    bool fine = row.columns && row.coefficients && vector_push(r->memory, &r->seen, hash);
    for (uint32_t k = 0; fine && k < count; k++) {
        row.columns[k] = r->touched[k];
        row.coefficients[k] = r->sum[r->touched[k]];
        row.squares += (double)row.coefficients[k] * row.coefficients[k];
    }
    if (fine && use_row(r, row))
        return true;
    relax_free_row(r, &row);
    return false;
}

void relax_park_row(void *user, uint32_t number)
{
    struct relax *r = user;
    struct row *row = &r->rows.items[number];
    if (r->parked.count < MOST_PARKED && vector_push(r->memory, &r->parked, *row))
        *row = (struct row){0};
    else
        relax_free_row(r, row);
    r->rows_used--;
}

static int most_broken(const void *a, const void *b)
{
    const struct broken_row *x = a, *y = b;
    return x->by > y->by ? -1 : x->by < y->by ? 1 : x->at < y->at ? -1 : x->at > y->at;
}

static int last_first(const void *a, const void *b)
{
    const struct broken_row *x = a, *y = b;
    return x->at > y->at ? -1 : x->at < y->at;
}

/* Takes back those of the parked rows that the present solution breaks most: each costs time at every pivot, and most of
 * them are kept when a few others are. */
bool relax_take_back(struct relax *r)
{
    r->broken.count = 0;
    for (size_t k = 0; k < r->parked.count; k++) {
        const struct row *row = &r->parked.items[k];
        double sum = -row->right;
        for (uint32_t i = 0; i < row->count; i++)
            sum += row->coefficients[i] * r->value[row->columns[i]];
        if (sum > RELAX_BROKEN && !vector_push(r->memory, &r->broken, ((struct broken_row){sum * sum / row->squares, k})))
            return false;
    }
    size_t most = r->columns / TAKEN_BACK + 20, count = r->broken.count;
    if (count > most) {
        qsort(r->broken.items, count, sizeof *r->broken.items, most_broken);
        count = most;
    }
    if (count)
        qsort(r->broken.items, count, sizeof *r->broken.items, last_first);
    for (size_t i = 0; i < count; i++) {
        struct row *row = &r->parked.items[r->broken.items[i].at];
        if (!use_row(r, *row))
            return false;
        *row = r->parked.items[--r->parked.count];
    }
    return true;
}

/* Alternatives of both that conflict, all with all: those of b that conflict with the given one of a, and those of a that
 * conflict with all of them. False: there are none. */
bool relax_find_conflict(const struct relax *r, uint32_t a, uint32_t given, uint32_t b, enum level level, bool *of_a,
                         bool *of_b)
{
    const struct plan *plan = r->plan;
    const struct problem *p = plan->problem;
    uint32_t first = p->first_alternative[a], other = p->first_alternative[b];
    bool any = false;
    for (uint32_t k = other; k < p->first_alternative[b + 1]; k++)
        any |= of_b[k - other] = plan_level(plan, plan_kind(plan, given), plan_kind(plan, k)) >= level;
    for (uint32_t i = first; i < p->first_alternative[a + 1]; i++) {
        of_a[i - first] = any;
        for (uint32_t k = other; k < p->first_alternative[b + 1]; k++)
            if (of_b[k - other] && plan_level(plan, plan_kind(plan, i), plan_kind(plan, k)) < level)
                of_a[i - first] = false;
    }
    return any;
}

bool relax_write_pair(struct relax *r, uint32_t a, uint32_t b, const bool *of_a, const bool *of_b, bool inner)
{
    relax_begin_row(r, 1);
    relax_add_use(r, a, of_a);
    relax_add_use(r, b, of_b);
    relax_add_way(r, b, a, inner);
    return relax_end_row(r);
}

/* Of alternatives at most one; parted by the outer mechanism is parted by the inner one; and the conflicts of those that
 * call. */
bool relax_first_rows(struct relax *r)
{
    const struct problem *p = r->plan->problem;
    bool of_a[RELAX_MOST_ALTERNATIVES], of_b[RELAX_MOST_ALTERNATIVES];
    for (uint32_t c = 0; c < r->n; c++) {
        if (p->first_alternative[c + 1] - p->first_alternative[c] < 3)
            continue;
        relax_begin_row(r, 1);
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
            if (r->column_of[i] != NONE)
                relax_add_term(r, r->column_of[i], 1);
        if (!relax_end_row(r))
            return false;
    }
    for (uint32_t k = 0; k < r->edge_count; k++) {
        const struct edge *e = &r->edges[k];
        relax_begin_row(r, 0);
        relax_add_term(r, e->column, 1);
        relax_add_term(r, e->column + 1, -1);
        if (!relax_end_row(r))
            return false;
        r->way[e->b] = k;
        for (int inner = 0; inner < 2; inner++)
            for (uint32_t i = p->first_alternative[e->a]; i < p->first_alternative[e->a + 1]; i++)
                if (relax_find_conflict(r, e->a, i, e->b, inner ? LEVEL_INNER : LEVEL_OUTER, of_a, of_b) &&
                    !relax_write_pair(r, e->a, e->b, of_a, of_b, inner))
                    return false;
    }
    return true;
}
