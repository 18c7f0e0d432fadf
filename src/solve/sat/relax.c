#include "solve/sat/relax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FRACTION_BITS 12 /* of the whole numbers that multipliers become */
#define MOST_COST ((int128)1 << 90)
#define MOST_COLUMNS 3000 /* the tableau is dense */
#define BROKEN 1e-4       /* by so much a row must be broken to be added */
#define MOST_PIVOTS 20000
#define PIVOTS_BETWEEN_LOOKS 64 /* whether to stop */
#define MOST_SUM 0x1p120  /* of magnitudes in a bound: whole numbers of 127 bits hold it with room to spare */
#define MOST_PARKED 20000
#define MOST_SPARE_ROWS 500 /* beside two for each column */
#define MOST_ALTERNATIVES 64 /* of one component */
#define OLD 3000          /* pivots after which the tableau is made anew */
#define GAIN 1e-5         /* in four rounds, of the cost: less is not worth going on */

struct edge {
    uint32_t a, b;
    uint32_t column; /* of the zones; the next one is of the parts */
};

struct row {
    uint32_t count;
    uint32_t *columns;
    int *coefficients;
    int right;
};

/* Kinds of which no two, and no two of one, can share a place; and classes of others, of which no one can be beside those, nor beside
 * one of another class. */
struct clique {
    bool *is_in;      /* by kind */
    uint32_t *class_; /* by kind; NONE */
    uint32_t classes;
};

struct relax {
    struct memory *memory;
    struct arena arena;
    const struct plan *plan;
    const struct encoding *encoding;
    uint32_t n, columns, edge_count, limit;
    int128 *cost;
    int *literal;
    uint32_t *column_of; /* by alternative; NONE: what the others leave, or the only one */
    struct edge *edges;
    uint32_t *first_near, *near; /* edges of a component */
    struct clique inner, outer;
    struct simplex *lp;
    double unit;         /* costs of the program are in it */
    struct {
        VECTOR(struct row);
    } rows;              /* by number */
    struct {
        VECTOR(struct row);
    } parked;            /* rows that were not needed, and may be again */
    uint32_t rows_used;
    uint32_t retired;    /* columns, since the tableau was made anew */
    double *multiplier;  /* by row */
    size_t multiplier_capacity;
    int128 *reduced;     /* by column, in fractions */
    int128 bound;        /* in fractions */
    int128 most_cost;    /* nothing costs more */
    int128 *kept_reduced, kept_bound;
    double *least, *most;
    /* scratch of a row that is being written */
    int *sum;            /* by column */
    uint32_t *touched, touched_count;
    int right;
    /* scratch of shortest ways */
    double *length, *distance;
    uint32_t *way;       /* by component: the edge toward the root */
    uint32_t *heap, *place, heap_count, *reached, reached_count;
    struct {
        VECTOR(uint64_t);
    } seen;              /* hashes of the rows of this round */
    bool (*go_on)(void *user);
    void *user;
};

/* ---- columns ---- */

static uint32_t cheapest(const struct problem *p, uint32_t component)
{
    uint32_t best = p->first_alternative[component];
    for (uint32_t i = best; i < p->first_alternative[component + 1]; i++)
        if (p->alternatives[i].part[MEASURE_RUNTIME] < p->alternatives[best].part[MEASURE_RUNTIME])
            best = i;
    return best;
}

static bool make_columns(struct relax *r)
{
    const struct problem *p = r->plan->problem;
    uint32_t most = p->alternative_count + 2 * r->edge_count;
    r->cost = arena_new_array(&r->arena, int128, most);
    r->literal = arena_new_array(&r->arena, int, most);
    r->column_of = arena_new_array(&r->arena, uint32_t, p->alternative_count);
    if (!r->cost || !r->literal || !r->column_of)
        return false;
    for (uint32_t c = 0; c < r->n; c++) {
        uint32_t base = cheapest(p, c);
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
            r->column_of[i] = NONE;
            if (i == base)
                continue;
            r->column_of[i] = r->columns;
            r->literal[r->columns] = r->encoding->use[i];
            r->cost[r->columns++] = p->alternatives[i].part[MEASURE_RUNTIME] - p->alternatives[base].part[MEASURE_RUNTIME];
        }
    }
    uint32_t k = 0;
    for (uint32_t c = 0; c < r->n; c++)
        for (uint32_t x = p->first_rate[c]; x < p->first_rate[c + 1]; x++) {
            if (!r->encoding->cut_outer[x] || p->rate_value[x] <= 0)
                continue;
            int128 outer = p->rate_value[x] * p->gate_of[r->plan->outer], inner = p->rate_value[x] * p->gate_of[r->plan->inner];
            r->edges[k++] = (struct edge){c, p->rate_other[x], r->columns};
            r->literal[r->columns] = r->encoding->cut_outer[x];
            r->cost[r->columns++] = outer - inner;
            r->literal[r->columns] = r->encoding->cut_inner[x];
            r->cost[r->columns++] = inner;
        }
    return true;
}

/* The edges of each component, one after the other. */
static bool make_neighbours(struct relax *r)
{
    r->first_near = arena_new_array(&r->arena, uint32_t, (size_t)r->n + 1);
    r->near = arena_new_array(&r->arena, uint32_t, 2 * (size_t)r->edge_count + 1);
    uint32_t *next = arena_new_array(&r->arena, uint32_t, (size_t)r->n + 1);
    if (!r->first_near || !r->near || !next)
        return false;
    for (uint32_t k = 0; k < r->edge_count; k++) {
        r->first_near[r->edges[k].a + 1]++;
        r->first_near[r->edges[k].b + 1]++;
    }
    for (uint32_t c = 0; c < r->n; c++)
        next[c + 1] = r->first_near[c + 1] += r->first_near[c];
    for (uint32_t k = 0; k < r->edge_count; k++) {
        r->near[next[r->edges[k].a]++] = k;
        r->near[next[r->edges[k].b]++] = k;
    }
    return true;
}

/* ---- kinds that keep apart ---- */

static bool make_clique(struct relax *r, enum level level, struct clique *out)
{
    const struct plan *plan = r->plan;
    uint32_t kinds = plan->kinds;
    out->is_in = arena_new_array(&r->arena, bool, kinds);
    out->class_ = arena_new_array(&r->arena, uint32_t, kinds);
    uint32_t *members = arena_new_array(&r->arena, uint32_t, kinds);
    const struct problem *p = plan->problem;
    if (!out->is_in || !out->class_ || !members)
        return false;
    for (uint32_t i = 0; i < p->alternative_count; i++)
        members[plan_kind(plan, i)]++;
    for (;;) { /* what most have comes first */
        uint32_t best = NONE;
        for (uint32_t x = 0; x < kinds; x++) {
            bool fits = !out->is_in[x] && plan_level(plan, x, x) >= level;
            for (uint32_t y = 0; y < kinds && fits; y++)
                fits = !out->is_in[y] || plan_level(plan, x, y) >= level;
            if (fits && (best == NONE || members[x] > members[best]))
                best = x;
        }
        if (best == NONE)
            break;
        out->is_in[best] = true;
    }
    for (uint32_t x = 0; x < kinds; x++) {
        bool apart = !out->is_in[x];
        for (uint32_t y = 0; y < kinds && apart; y++)
            apart = !out->is_in[y] || plan_level(plan, x, y) >= level;
        out->class_[x] = apart ? out->classes++ : NONE;
    }
    /* of one class are those that can be beside each other */
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t x = 0; x < kinds; x++)
            for (uint32_t y = 0; y < kinds; y++)
                if (out->class_[x] != NONE && out->class_[y] != NONE && out->class_[y] < out->class_[x] &&
                    plan_level(plan, x, y) < level) {
                    out->class_[x] = out->class_[y];
                    changed = true;
                }
    }
    return true;
}

/* ---- rows ---- */

static void begin_row(struct relax *r, int right)
{
    for (uint32_t k = 0; k < r->touched_count; k++)
        r->sum[r->touched[k]] = 0;
    r->touched_count = 0;
    r->right = right;
}

static void add_term(struct relax *r, uint32_t column, int coefficient)
{
    if (!r->sum[column])
        r->touched[r->touched_count++] = column;
    r->sum[column] += coefficient;
}

/* A term that says: of these alternatives of the component one is used. `is_in` by alternative, from the component's first on. */
static void add_use(struct relax *r, uint32_t component, const bool *is_in)
{
    const struct problem *p = r->plan->problem;
    uint32_t first = p->first_alternative[component], end = p->first_alternative[component + 1];
    bool of_rest = false; /* the one without a column is among them: one minus what is not */
    for (uint32_t i = first; i < end; i++)
        of_rest |= r->column_of[i] == NONE && is_in[i - first];
    for (uint32_t i = first; i < end; i++)
        if (r->column_of[i] != NONE && is_in[i - first] != of_rest)
            add_term(r, r->column_of[i], of_rest ? -1 : 1);
    r->right -= of_rest;
}

static double use_value(const struct relax *r, uint32_t component, const bool *is_in)
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
static void add_way(struct relax *r, uint32_t component, uint32_t root, bool inner)
{
    while (component != root) {
        const struct edge *e = &r->edges[r->way[component]];
        add_term(r, e->column + inner, -1);
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
    double *grown = memory_resize(r->memory, r->multiplier, r->multiplier_capacity * sizeof(double), capacity * sizeof(double));
    if (!grown)
        return false;
    r->multiplier = grown;
    r->multiplier_capacity = capacity;
    return true;
}

static void free_row(struct relax *r, struct row *row)
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
static bool end_row(struct relax *r)
{
    uint32_t count = 0;
    uint64_t hash = (uint64_t)r->right * 1099511628211u;
    for (uint32_t k = 0; k < r->touched_count; k++) {
        uint32_t column = r->touched[k];
        if (!r->sum[column])
            continue;
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
    }
    if (fine && use_row(r, row))
        return true;
    free_row(r, &row);
    return false;
}

static void park_row(void *user, uint32_t number)
{
    struct relax *r = user;
    struct row *row = &r->rows.items[number];
    if (r->parked.count < MOST_PARKED && vector_push(r->memory, &r->parked, *row))
        *row = (struct row){0};
    else
        free_row(r, row);
    r->rows_used--;
}

/* Takes back those of the parked rows that the present solution breaks; false: out of memory. */
static bool take_back(struct relax *r)
{
    for (size_t k = r->parked.count; k-- > 0;) {
        struct row *row = &r->parked.items[k];
        double sum = -row->right;
        for (uint32_t i = 0; i < row->count; i++)
            sum += row->coefficients[i] * simplex_value(r->lp, row->columns[i]);
        if (sum <= BROKEN)
            continue;
        if (!use_row(r, *row))
            return false;
        *row = r->parked.items[--r->parked.count];
    }
    return true;
}

/* Alternatives of both that conflict, all with all: those of b that conflict with the given one of a, and those of a that conflict with
 * all of them. False: there are none. */
static bool find_conflict(const struct relax *r, uint32_t a, uint32_t given, uint32_t b, enum level level, bool *of_a, bool *of_b)
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

static bool write_pair(struct relax *r, uint32_t a, uint32_t b, const bool *of_a, const bool *of_b, bool inner)
{
    begin_row(r, 1);
    add_use(r, a, of_a);
    add_use(r, b, of_b);
    add_way(r, b, a, inner);
    return end_row(r);
}

/* Of alternatives at most one; parted by the outer mechanism is parted by the inner one; and the conflicts of those that call. */
static bool first_rows(struct relax *r)
{
    const struct problem *p = r->plan->problem;
    bool of_a[MOST_ALTERNATIVES], of_b[MOST_ALTERNATIVES];
    for (uint32_t c = 0; c < r->n; c++) {
        if (p->first_alternative[c + 1] - p->first_alternative[c] < 3)
            continue;
        begin_row(r, 1);
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
            if (r->column_of[i] != NONE)
                add_term(r, r->column_of[i], 1);
        if (!end_row(r))
            return false;
    }
    for (uint32_t k = 0; k < r->edge_count; k++) {
        const struct edge *e = &r->edges[k];
        begin_row(r, 0);
        add_term(r, e->column, 1);
        add_term(r, e->column + 1, -1);
        if (!end_row(r))
            return false;
        r->way[e->b] = k;
        for (int inner = 0; inner < 2; inner++)
            for (uint32_t i = p->first_alternative[e->a]; i < p->first_alternative[e->a + 1]; i++)
                if (find_conflict(r, e->a, i, e->b, inner ? LEVEL_INNER : LEVEL_OUTER, of_a, of_b) &&
                    !write_pair(r, e->a, e->b, of_a, of_b, inner))
                    return false;
    }
    return true;
}

/* ---- shortest ways ---- */

static void sift(struct relax *r, uint32_t at)
{
    uint32_t c = r->heap[at];
    while (at > 0 && r->distance[r->heap[(at - 1) / 2]] > r->distance[c]) {
        r->heap[at] = r->heap[(at - 1) / 2];
        r->place[r->heap[at]] = at;
        at = (at - 1) / 2;
    }
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= r->heap_count)
            break;
        if (child + 1 < r->heap_count && r->distance[r->heap[child + 1]] < r->distance[r->heap[child]])
            child++;
        if (r->distance[r->heap[child]] >= r->distance[c])
            break;
        r->heap[at] = r->heap[child];
        r->place[r->heap[at]] = at;
        at = child;
    }
    r->heap[at] = c;
    r->place[c] = at;
}

/* Whoever is nearer than 1, in r->reached. Of equally long ways the one with fewer edges. */
static void find_ways(struct relax *r, uint32_t root, bool inner)
{
    for (uint32_t k = 0; k < r->edge_count; k++) {
        double value = simplex_value(r->lp, r->edges[k].column + inner);
        r->length[k] = (value > 0 ? value : 0) + 1e-7;
    }
    for (uint32_t c = 0; c < r->n; c++)
        r->distance[c] = 1;
    r->distance[root] = 0;
    r->heap_count = 1;
    r->heap[0] = root;
    r->place[root] = 0;
    r->reached_count = 0;
    while (r->heap_count) {
        uint32_t c = r->heap[0];
        r->heap[0] = r->heap[--r->heap_count];
        if (r->heap_count)
            sift(r, 0);
        r->reached[r->reached_count++] = c;
        for (uint32_t k = r->first_near[c]; k < r->first_near[c + 1]; k++) {
            const struct edge *e = &r->edges[r->near[k]];
            uint32_t d = e->a == c ? e->b : e->a;
            double length = r->distance[c] + r->length[r->near[k]];
            if (length >= r->distance[d])
                continue;
            if (r->distance[d] == 1) {
                r->place[d] = r->heap_count;
                r->heap[r->heap_count++] = d;
            }
            r->distance[d] = length;
            r->way[d] = r->near[k];
            sift(r, r->place[d]);
        }
    }
}

/* The row of two that cannot share a place, of those with the root the one that is broken most. */
static bool separate_pair(struct relax *r, uint32_t root, bool inner)
{
    const struct problem *p = r->plan->problem;
    enum level level = inner ? LEVEL_INNER : LEVEL_OUTER;
    bool of_a[MOST_ALTERNATIVES], of_b[MOST_ALTERNATIVES];
    uint32_t best = NONE, other = NONE;
    double most = BROKEN;
    for (uint32_t k = 1; k < r->reached_count; k++) {
        uint32_t c = r->reached[k];
        if (c < root)
            continue;
        for (uint32_t i = p->first_alternative[root]; i < p->first_alternative[root + 1]; i++) {
            if (!find_conflict(r, root, i, c, level, of_a, of_b))
                continue;
            double broken = use_value(r, root, of_a) + use_value(r, c, of_b) - 1 - r->distance[c];
            if (broken > most) {
                most = broken;
                best = i;
                other = c;
            }
        }
    }
    if (best == NONE)
        return true;
    find_conflict(r, root, best, other, level, of_a, of_b);
    return write_pair(r, root, other, of_a, of_b, inner);
}

static void mark(const struct relax *r, uint32_t component, const struct clique *q, uint32_t class_, bool *is_in)
{
    const struct problem *p = r->plan->problem;
    uint32_t first = p->first_alternative[component];
    for (uint32_t i = first; i < p->first_alternative[component + 1]; i++) {
        uint32_t kind = plan_kind(r->plan, i);
        is_in[i - first] = class_ == NONE ? q->is_in[kind] : q->class_[kind] == class_;
    }
}

/* No more than so many of the clique are about the root. */
static bool separate_clique(struct relax *r, uint32_t root, bool inner, const struct clique *q, uint32_t most)
{
    bool is_in[MOST_ALTERNATIVES];
    double sum = 0;
    begin_row(r, (int)most);
    for (uint32_t k = 0; k < r->reached_count; k++) {
        uint32_t c = r->reached[k];
        mark(r, c, q, NONE, is_in);
        double value = use_value(r, c, is_in) - r->distance[c];
        if (value <= 1e-6)
            continue;
        sum += value;
        add_use(r, c, is_in);
        add_way(r, c, root, inner);
    }
    for (uint32_t x = 0; x < r->plan->kinds; x++) { /* classes have the number of one of their kinds */
        if (q->class_[x] == NONE)
            continue;
        bool first = true;
        for (uint32_t y = 0; y < x && first; y++)
            first = q->class_[y] != q->class_[x];
        uint32_t best = NONE;
        double value = 1e-6;
        for (uint32_t k = 0; first && k < r->reached_count; k++) {
            mark(r, r->reached[k], q, q->class_[x], is_in);
            double now = use_value(r, r->reached[k], is_in) - r->distance[r->reached[k]];
            if (now > value) {
                value = now;
                best = r->reached[k];
            }
        }
        if (best == NONE)
            continue;
        sum += value;
        mark(r, best, q, q->class_[x], is_in);
        add_use(r, best, is_in);
        add_way(r, best, root, inner);
    }
    return sum <= most + BROKEN || end_row(r);
}

/* Rows that the present solution breaks; false: out of memory. */
static bool separate(struct relax *r)
{
    r->seen.count = 0;
    for (uint32_t root = 0; root < r->n; root++) {
        find_ways(r, root, false);
        if (!separate_pair(r, root, false) || !separate_clique(r, root, false, &r->outer, 1) ||
            !separate_clique(r, root, false, &r->inner, r->limit))
            return false;
        find_ways(r, root, true);
        if (!separate_pair(r, root, true) || !separate_clique(r, root, true, &r->inner, 1))
            return false;
    }
    return true;
}

/* ---- bounds ---- */

/* So much of the row is added to the sums at most. */
static double weight_of(const struct row *row)
{
    double sum = abs(row->right);
    for (uint32_t i = 0; i < row->count; i++)
        sum += abs(row->coefficients[i]);
    return sum;
}

/* In whole numbers: the cost of all columns, with each row times its multiplier taken off, at the bounds of columns where that is
 * least. That is a bound whatever the multipliers are, as long as none is negative: a row whose multiplier is too great for the sums,
 * or no number, is left out. */
static void reckon(struct relax *r)
{
    simplex_multipliers(r->lp, r->multiplier, (uint32_t)r->rows.count);
    for (uint32_t j = 0; j < r->columns; j++)
        r->reduced[j] = r->cost[j] << FRACTION_BITS;
    int128 sum = 0;
    double scale = r->unit * (1 << FRACTION_BITS), spent = (double)r->most_cost * (1 << FRACTION_BITS);
    for (size_t k = 0; k < r->rows.count; k++) {
        const struct row *row = &r->rows.items[k];
        double times = r->multiplier[k] * scale;
        if (!row->columns || !(times >= 1) || times > (double)MOST_COST)
            continue;
        double more = times * weight_of(row);
        if (spent + more > MOST_SUM)
            continue;
        spent += more;
        int128 y = (int128)times;
        sum -= y * row->right;
        for (uint32_t i = 0; i < row->count; i++)
            r->reduced[row->columns[i]] += y * row->coefficients[i];
    }
    for (uint32_t j = 0; j < r->columns; j++)
        if (r->reduced[j] > 0 ? r->least[j] == 1 : r->most[j] == 1)
            sum += r->reduced[j];
    r->bound = sum;
}

/* Upward: costs are whole. */
static int128 whole(int128 fractions)
{
    int128 one = (int128)1 << FRACTION_BITS, down = fractions >> FRACTION_BITS;
    return down + (fractions > down * one);
}

static double cut_off_of(const struct relax *r, int128 above)
{
    return (double)above / r->unit * (1 + 1e-7) + 1e-3;
}

static uint32_t row_of(void *user, uint32_t number, const uint32_t **columns, const int **coefficients, int *right)
{
    const struct row *row = &((struct relax *)user)->rows.items[number];
    *columns = row->columns;
    *coefficients = row->coefficients;
    *right = row->right;
    return row->count;
}

static enum simplex_answer run_simplex(struct relax *r, double cut_off)
{
    enum simplex_answer answer = SIMPLEX_TIRED;
    for (int again = 0; answer == SIMPLEX_TIRED && again < 3; again++) {
        if (again || simplex_age(r->lp) > OLD || r->retired * 16 > r->columns) {
            simplex_refresh(r->lp, !again, row_of, r);
            r->retired = 0;
        }
        uint64_t done = PIVOTS_BETWEEN_LOOKS;
        for (uint32_t k = 0; k < MOST_PIVOTS && done == PIVOTS_BETWEEN_LOOKS; k += PIVOTS_BETWEEN_LOOKS) {
            if (k && r->go_on && !r->go_on(r->user))
                return SIMPLEX_TIRED;
            uint64_t before = simplex_age(r->lp);
            answer = simplex_solve(r->lp, cut_off, PIVOTS_BETWEEN_LOOKS);
            done = answer == SIMPLEX_TIRED ? simplex_age(r->lp) - before : 0; /* fewer: the figures are no longer good */
        }
        if (r->go_on && !r->go_on(r->user))
            break;
    }
    return answer;
}

enum relax_answer relax_solve(struct relax *r, int128 above, uint32_t rounds, int128 *bound)
{
    if (above < 0)
        above = r->most_cost;
    double cut_off = cut_off_of(r, above);
    double before = -1;
    if (r->rows_used > 2 * r->columns + MOST_SPARE_ROWS) /* rounds that end early drop none */
        simplex_drop_slack(r->lp, 0.02, park_row, r);
    for (uint32_t round = 0;; round++) {
        enum simplex_answer answer = run_simplex(r, cut_off);
        reckon(r);
        *bound = r->bound > 0 ? whole(r->bound) : 0; /* no column costs less than nothing */
        if (*bound > above)
            return RELAX_ABOVE;
        if (r->go_on && !r->go_on(r->user))
            return RELAX_STOPPED;
        if (answer != SIMPLEX_OPTIMUM || round >= rounds)
            return RELAX_BOUND;
        double now = simplex_cost(r->lp);
        if (round % 4 == 3) {
            simplex_drop_slack(r->lp, 0.02, park_row, r);
            if (now - before < GAIN * fabs(now)) /* hardly anything is gained any more */
                return RELAX_BOUND;
            before = now;
        }
        uint32_t rows = r->rows_used;
        if (!take_back(r) || (r->rows_used == rows && !separate(r)))
            return RELAX_NO_MEMORY;
        if (r->rows_used == rows)
            return RELAX_BOUND;
    }
}

void relax_keep(struct relax *r)
{
    memcpy(r->kept_reduced, r->reduced, r->columns * sizeof *r->reduced);
    r->kept_bound = r->bound;
}

bool relax_excludes(const struct relax *r, uint32_t column, bool value, int128 above, bool kept)
{
    int128 by = kept ? r->kept_reduced[column] : r->reduced[column], bound = kept ? r->kept_bound : r->bound;
    return (value ? by > 0 : by < 0) && whole(bound + (by > 0 ? by : -by)) > above;
}

int128 relax_peek(struct relax *r, uint32_t column, bool value, int128 above, uint32_t pivots, double *cost)
{
    double least = r->least[column], most = r->most[column];
    relax_fix(r, column, value, value);
    simplex_solve(r->lp, cut_off_of(r, above < 0 ? r->most_cost : above), pivots);
    reckon(r);
    *cost = simplex_cost(r->lp);
    relax_fix(r, column, least, most);
    return whole(r->bound);
}

double relax_cost(const struct relax *r)
{
    return simplex_cost(r->lp);
}

void relax_fix(struct relax *r, uint32_t column, double least, double most)
{
    r->least[column] = least;
    r->most[column] = most;
    simplex_bounds(r->lp, column, least, most);
}

bool relax_is_one(const struct relax *r, uint32_t column)
{
    return r->least[column] == 1;
}

void relax_retire(struct relax *r, uint32_t column)
{
    simplex_retire(r->lp, column);
    r->retired++;
}

void relax_free_all(struct relax *r)
{
    for (uint32_t j = 0; j < r->columns; j++) {
        r->least[j] = 0;
        r->most[j] = 1;
    }
    simplex_unfix(r->lp);
    simplex_refresh(r->lp, false, row_of, r);
    r->retired = 0;
}

int128 relax_most_cost(const struct relax *r)
{
    return r->most_cost;
}

double relax_value(const struct relax *r, uint32_t column)
{
    return simplex_value(r->lp, column);
}

void relax_penalties(const struct relax *r, uint32_t column, double *down, double *up)
{
    simplex_penalties(r->lp, column, down, up);
}

uint32_t relax_columns(const struct relax *r)
{
    return r->columns;
}

int relax_literal(const struct relax *r, uint32_t column)
{
    return r->literal[column];
}

bool relax_is_cut(const struct relax *r, uint32_t column)
{
    return r->edge_count && column >= r->edges[0].column;
}

bool relax_is_outer(const struct relax *r, uint32_t column)
{
    return r->edge_count && column >= r->edges[0].column && (column - r->edges[0].column) % 2 == 0;
}

void relax_on_wait(struct relax *r, bool (*go_on)(void *user), void *user)
{
    r->go_on = go_on;
    r->user = user;
}

/* ---- a new one ---- */

bool relax_suits(const struct plan *plan)
{
    const struct problem *p = plan->problem;
    const struct model *m = p->model;
    uint32_t n = m->component_count;
    if (plan->outer == NONE || plan->inner == NONE || !p->first_rate || !m->objective_count || m->objective[0] != MEASURE_RUNTIME)
        return false;
    uint32_t limit = m->mechanisms[plan->inner].limit;
    if (!limit || limit >= 1u << 20 || p->gate_of[plan->outer] < p->gate_of[plan->inner])
        return false;
    if (p->alternative_count + (uint64_t)p->first_rate[n] > MOST_COLUMNS)
        return false;
    int128 sum = 0;
    for (uint32_t c = 0; c < n && sum < MOST_COST; c++) {
        if (p->first_alternative[c + 1] == p->first_alternative[c] ||
            p->first_alternative[c + 1] - p->first_alternative[c] > MOST_ALTERNATIVES)
            return false;
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1] && sum < MOST_COST; i++) {
            int128 part = p->alternatives[i].part[MEASURE_RUNTIME];
            sum += part < 0 ? -part : part;
        }
        for (uint32_t x = p->first_rate[c]; x < p->first_rate[c + 1] && sum < MOST_COST; x++)
            sum += p->rate_value[x] * p->gate_of[plan->outer];
    }
    return sum < MOST_COST;
}

static bool make_scratch(struct relax *r)
{
    r->reduced = arena_new_array(&r->arena, int128, r->columns);
    r->least = arena_new_array(&r->arena, double, r->columns);
    r->most = arena_new_array(&r->arena, double, r->columns);
    r->sum = arena_new_array(&r->arena, int, r->columns);
    r->touched = arena_new_array(&r->arena, uint32_t, r->columns);
    r->length = arena_new_array(&r->arena, double, r->edge_count);
    r->distance = arena_new_array(&r->arena, double, r->n);
    r->way = arena_new_array(&r->arena, uint32_t, r->n);
    r->heap = arena_new_array(&r->arena, uint32_t, r->n);
    r->place = arena_new_array(&r->arena, uint32_t, r->n);
    r->reached = arena_new_array(&r->arena, uint32_t, r->n);
    r->kept_reduced = arena_new_array(&r->arena, int128, r->columns);
    return r->reduced && r->kept_reduced && r->least && r->most && r->sum && r->touched && r->length && r->distance && r->way && r->heap && r->place &&
           r->reached;
}

/* The dearest column costs 1000, and none that costs nothing is quite as good as another one that does. */
static bool make_program(struct relax *r)
{
    double *costs = arena_new_array(&r->arena, double, r->columns);
    int128 dearest = 1;
    if (!costs)
        return false;
    for (uint32_t j = 0; j < r->columns; j++) {
        dearest = r->cost[j] > dearest ? r->cost[j] : dearest;
        r->most_cost += r->cost[j];
    }
    r->unit = (double)dearest / 1000;
    uint32_t random = 1;
    for (uint32_t j = 0; j < r->columns; j++) {
        random = random * 1664525u + 1013904223u;
        costs[j] = (double)r->cost[j] / r->unit + 1e-5 * (1 + (random >> 8) / 16777216.0);
        r->most[j] = 1;
    }
    r->lp = simplex_new(r->memory, r->columns, costs);
    return r->lp && first_rows(r);
}

struct relax *relax_new(const struct encoding *e, bool *suited)
{
    const struct problem *p = e->plan->problem;
    struct relax *r = memory_resize(p->memory, NULL, 0, sizeof *r);
    *suited = true;
    if (!r)
        return NULL;
    r->memory = p->memory;
    arena_init(&r->arena, r->memory);
    r->plan = e->plan;
    r->encoding = e;
    r->n = p->model->component_count;
    *suited = relax_suits(r->plan);
    for (uint32_t x = 0; *suited && x < p->first_rate[r->n]; x++)
        r->edge_count += e->cut_outer[x] && p->rate_value[x] > 0;
    if (*suited) {
        r->limit = p->model->mechanisms[r->plan->inner].limit;
        r->edges = arena_new_array(&r->arena, struct edge, r->edge_count);
        if (r->edges && make_columns(r) && make_neighbours(r) && make_clique(r, LEVEL_INNER, &r->inner) &&
            make_clique(r, LEVEL_OUTER, &r->outer) && make_scratch(r) && make_program(r))
            return r;
    }
    relax_free(r);
    return NULL;
}

void relax_free(struct relax *r)
{
    if (!r)
        return;
    simplex_free(r->lp);
    for (uint32_t k = 0; k < r->rows.count; k++)
        free_row(r, &r->rows.items[k]);
    for (size_t k = 0; k < r->parked.count; k++)
        free_row(r, &r->parked.items[k]);
    vector_free(r->memory, &r->parked);
    vector_free(r->memory, &r->rows);
    vector_free(r->memory, &r->seen);
    memory_release(r->memory, r->multiplier, r->multiplier_capacity * sizeof(double));
    arena_fini(&r->arena);
    memory_release(r->memory, r, sizeof *r);
}
