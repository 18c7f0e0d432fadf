#include "solve/sat/whole.h"

#include "solve/sat/weighed.h"

/* ---- clauses ---- */

void wording_add(struct wording *d, literal l)
{
    if (l == LITERAL_FALSE)
        return;
    d->is_true |= l == LITERAL_TRUE;
    if (!d->is_true && !vector_push(d->memory, &d->literals, l))
        d->failed = true;
}

void wording_close(struct wording *d)
{
    if (!d->is_true && !d->failed)
        maxsat_clause(d->solver, d->literals.items, d->literals.count);
    d->literals.count = 0;
    d->is_true = false;
}

void wording_fini(struct wording *d)
{
    vector_free(d->memory, &d->literals);
}

static int solver_literal(const struct whole *w, literal l)
{
    return l == LITERAL_TRUE ? w->truth : l == LITERAL_FALSE ? -w->truth : l;
}

/* ---- sums ---- */

#define MOST_BITS 124 /* of a sum: what can be added up */

static bool weighs_alike(const struct sum *sum)
{
    for (size_t i = 1; i < sum->count; i++)
        if (sum->terms[i].weight != sum->terms[0].weight)
            return false;
    return true;
}

bool whole_limit(struct whole *w, const struct sum *sum, int128 most)
{
    int128 left = most - sum->offset;
    if (sum_largest(sum) <= most)
        return true;
    if (left < 0) {
        maxsat_clause1(w->solver, -w->truth);
        return true;
    }
    struct weight *weights = arena_new_array(&w->arena, struct weight, sum->count);
    for (size_t i = 0; weights && i < sum->count; i++)
        weights[i] = (struct weight){solver_literal(w, sum->terms[i].of), sum->terms[i].weight};
    return weights && weighed_at_most(w->solver, &w->arena, weights, sum->count, left);
}

bool whole_price(struct whole *w)
{
    int128 unit = 1; /* what one of the present measure weighs */
    for (size_t i = w->st->measures.count; i-- > 0;) {
        const struct sum *sum = &w->st->measures.items[i];
        for (size_t k = 0; k < sum->count; k++) {
            int128 weight;
            if (!int128_mul(sum->terms[k].weight, unit, &weight))
                return false;
            maxsat_soft(w->solver, -solver_literal(w, sum->terms[k].of), weight);
        }
        if (!int128_mul(unit, sum_largest(sum) - sum->offset + 1, &unit) || unit > (int128)1 << 120)
            return false;
    }
    return true;
}

/* So many units of the sum, its offset left out; false when it is no such number. */
static bool value_of(const struct sum *sum, const struct measures *measures, int128 *out)
{
    struct rational value;
    if (measures->overflow || !measures->known[sum->measure] ||
        !rational_div(measures->value[sum->measure], sum->unit, &value) || value.den != 1)
        return false;
    *out = value.num - sum->offset;
    return *out >= 0;
}

bool whole_cost(const struct whole *w, const struct measures *measures, int128 *out)
{
    int128 unit = 1;
    *out = 0;
    for (size_t i = w->st->measures.count; i-- > 0;) {
        const struct sum *sum = &w->st->measures.items[i];
        int128 part;
        if (!value_of(sum, measures, &part) || !int128_mul(part, unit, &part) || !int128_add(*out, part, out) ||
            !int128_mul(unit, sum_largest(sum) - sum->offset + 1, &unit))
            return false;
    }
    return true;
}

enum maxsat_answer whole_minimise(struct whole *w, const struct measures *known)
{
    int128 units[MEASURE_COUNT];
    bool limited[MEASURE_COUNT] = {false};
    for (size_t i = 0; known && i < w->st->measures.count; i++) {
        const struct sum *sum = &w->st->measures.items[i];
        if (!value_of(sum, known, &units[i]))
            known = NULL;
    }
    for (size_t i = 0; known && i < w->st->measures.count; i++) {
        const struct sum *sum = &w->st->measures.items[i];
        limited[i] = weighs_alike(sum);
        if (limited[i] && !whole_limit(w, sum, units[i] + sum->offset))
            return MAXSAT_NO_MEMORY;
    }
    enum maxsat_answer answer = MAXSAT_OPTIMUM;
    for (size_t i = 0; i < w->st->measures.count && answer == MAXSAT_OPTIMUM; i++) {
        const struct sum *sum = &w->st->measures.items[i];
        if (limited[i])
            continue;
        for (size_t k = 0; k < sum->count; k++)
            maxsat_soft(w->solver, -solver_literal(w, sum->terms[k].of), sum->terms[k].weight);
        if (known)
            maxsat_know(w->solver, units[i]);
        answer = maxsat_minimise(w->solver);
        if (answer == MAXSAT_OPTIMUM)
            maxsat_fix(w->solver);
    }
    return answer == MAXSAT_OPTIMUM ? maxsat_satisfy(w->solver, NULL, 0) : answer;
}

/* ---- solutions ---- */

void whole_take(struct whole *w)
{
    for (size_t v = 0; v < w->st->variables.count; v++)
        w->values[v] = maxsat_best(w->solver, (int)v + 1);
}

struct configuration *whole_configuration(const struct whole *w, struct arena *a)
{
    struct arena scratch; /* paths have room for more than they hold */
    arena_init(&scratch, a->memory);
    const struct configuration *c = statement_configuration(w->st, w->values, &scratch);
    struct configuration *out = c ? configuration_copy(a, c) : NULL;
    arena_fini(&scratch);
    return out;
}

void whole_bound(struct whole *w, struct cost_bound *out)
{
    whole_take(w);
    *out = (struct cost_bound){0};
    for (size_t i = 0; i < w->st->measures.count; i++) {
        const struct sum *sum = &w->st->measures.items[i];
        struct rational total;
        int128 count = sum->offset;
        for (size_t k = 0; k < sum->count; k++)
            count += literal_is_true(w->values, sum->terms[k].of) ? sum->terms[k].weight : 0;
        if (!rational_make(count, 1, &total) || !rational_mul(total, sum->unit, &out->value[i]))
            return; /* the levels before it hold */
        out->levels++;
    }
}

static bool is_undivided(const struct whole *w, uint32_t a, uint32_t b, uint32_t route)
{
    literal l = literal_undivided(w->st, a, b, route);
    return l == LITERAL_TRUE || maxsat_model(w->solver, l);
}

/* Of two that go with c, and not with each other. */
static uint32_t mend(struct whole *w, uint32_t route, uint32_t a, uint32_t b, uint32_t c)
{
    maxsat_clause3(w->solver, -literal_undivided(w->st, a, c, route), -literal_undivided(w->st, b, c, route),
                   literal_undivided(w->st, a, b, route));
    return 1;
}

/* Is being undivided transitive in this solution? Where it is not, that is said, and the solver asked again. */
static bool look(void *user)
{
    struct whole *w = user;
    uint32_t n = w->model->component_count, mended = 0;
    for (uint32_t route = 1; route < w->st->routes.count; route++)
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = a + 1; b < n; b++) {
                bool ab = is_undivided(w, a, b, route);
                for (uint32_t c = b + 1; c < n; c++) {
                    bool ac = is_undivided(w, a, c, route);
                    if (!ab && !ac)
                        continue;
                    bool bc = is_undivided(w, b, c, route);
                    if (ab + ac + bc == 2)
                        mended += !ab ? mend(w, route, a, b, c) : !ac ? mend(w, route, a, c, b) : mend(w, route, b, c, a);
                }
            }
    w->watch->nodes += !mended;
    return !mended;
}

static void deny_route(const struct whole *w, uint32_t route, uint32_t c, struct wording *d)
{
    const struct statement *st = w->st;
    const struct route *r = &st->routes.items[route];
    literal inside = literal_inside(st, c, route);
    bool is_in = literal_is_true(w->values, inside);
    if (!c || !r->all_or_none)
        wording_add(d, is_in ? -inside : inside);
    if (!is_in)
        return;
    uint32_t first = 0; /* of its compartment */
    while (!literal_is_true(w->values, literal_undivided(st, first, c, route)))
        first++;
    if (first < c) {
        wording_add(d, -literal_undivided(st, first, c, route));
        return;
    }
    for (uint32_t b = 0; b < c; b++) { /* the first ones of others beside it */
        if (!literal_is_true(w->values, literal_inside(st, b, route)) ||
            !literal_is_true(w->values, literal_undivided(st, b, c, r->parent)))
            continue;
        bool opens = true;
        for (uint32_t a = 0; a < b && opens; a++)
            opens = !literal_is_true(w->values, literal_undivided(st, a, b, route));
        if (opens)
            wording_add(d, literal_undivided(st, b, c, route));
    }
}

void whole_deny(const struct whole *w, uint32_t component, struct wording *d)
{
    const struct statement *st = w->st;
    const struct component *c = &w->model->components[component];
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
        if (literal_is_true(w->values, literal_form(st, f)))
            wording_add(d, -literal_form(st, f));
    for (uint32_t bit = 0; bit < st->p->hardening_count; bit++) {
        literal l = literal_hardened(st, component, bit);
        wording_add(d, literal_is_true(w->values, l) ? -l : l);
    }
    for (uint32_t route = 1; route < st->routes.count; route++)
        deny_route(w, route, component, d);
}

void whole_bar(struct whole *w)
{
    struct wording d = {.solver = w->solver, .memory = w->st->p->memory};
    for (uint32_t c = 0; c < w->model->component_count; c++)
        whole_deny(w, c, &d);
    wording_close(&d);
    if (d.failed)
        watch_stop(w->watch, "memory limit");
    wording_fini(&d);
}

/* ---- what no answer has ---- */

#define MOST_SETS 8 /* mechanisms of a form: more sets of them are not gone through */

static void leave_out(struct whole *w, const struct problem *p, uint32_t form, struct wording *d)
{
    const struct statement *st = w->st;
    uint32_t c = w->model->forms[form].component, bits[MOST_SETS], count = 0;
    for (uint32_t bit = 0; bit < st->p->hardening_count; bit++)
        if (form_may_carry(w->model, st->p->hardening[bit], &w->model->forms[form]) &&
            !form_has_built_in(&w->model->forms[form], st->p->hardening[bit])) {
            if (count == MOST_SETS)
                return;
            bits[count++] = bit;
        }
    for (uint32_t set = 0; set < 1u << count; set++) {
        mechanism_set chosen = 0;
        for (uint32_t i = 0; i < count; i++)
            if (set >> i & 1)
                chosen |= (mechanism_set)1 << bits[i];
        bool found = false;
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1] && !found; i++)
            found = p->alternatives[i].form == form && p->alternatives[i].chosen == chosen;
        if (found)
            continue;
        wording_add(d, -literal_form(st, form));
        for (uint32_t i = 0; i < count; i++) {
            literal l = literal_hardened(st, c, bits[i]);
            wording_add(d, set >> i & 1 ? -l : l);
        }
        wording_close(d);
    }
}

mspec_status whole_narrow(struct whole *w, enum problem_scope scope, size_t top)
{
    struct problem_options options = {.scope = scope, .top = top};
    struct problem *p;
    if (w->model->hardening == HARDENING_PER_COMPARTMENT || w->model->exclude_count)
        return MSPEC_OK; /* what is better may be excluded */
    mspec_status status = problem_new(w->model, &options, &p);
    if (status != MSPEC_OK)
        return status == MSPEC_ERROR_LIMIT ? MSPEC_OK : status;
    struct wording d = {.solver = w->solver, .memory = p->memory};
    bool same = p->hardening_count == w->st->p->hardening_count;
    for (uint32_t i = 0; i < p->hardening_count && same; i++)
        same = p->hardening[i] == w->st->p->hardening[i];
    for (uint32_t f = 0; f < w->model->form_count && same; f++)
        leave_out(w, p, f, &d);
    wording_fini(&d);
    problem_free(p);
    return d.failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

/* ---- the whole ---- */

static bool stop(void *user, int128 bound, int128 cost)
{
    struct whole *w = user;
    (void)bound, (void)cost;
    return !watch_look(w->watch);
}

static bool load(struct whole *w)
{
    const struct statement *st = w->st;
    struct clause_read clause;
    for (size_t v = 0; v < st->variables.count; v++)
        if (maxsat_variable(w->solver) != (int)v + 1)
            return false;
    w->truth = maxsat_variable(w->solver);
    maxsat_clause1(w->solver, w->truth);
    for (size_t at = 0; statement_next_clause(st, &at, &clause);)
        maxsat_clause(w->solver, clause.literals, clause.count);
    for (size_t i = 0; i < st->limits.count; i++)
        if (!whole_limit(w, &st->limits.items[i], st->limits.items[i].most))
            return false;
    return !maxsat_out_of_memory(w->solver);
}

mspec_status whole_open(struct whole *w, const struct model *m, struct watch *watch)
{
    *w = (struct whole){.model = m, .watch = watch};
    mspec_status status = statement_new(m, &w->st);
    if (status != MSPEC_OK)
        return status;
    arena_init(&w->arena, &m->ctx->memory);
    for (size_t i = 0; i < w->st->limits.count; i++)
        if (sum_largest(&w->st->limits.items[i]) >> MOST_BITS) {
            whole_close(w);
            return MSPEC_ERROR_LIMIT;
        }
    w->solver = maxsat_new(&m->ctx->memory);
    w->values = arena_new_array(&w->arena, bool, w->st->variables.count);
    bool fine = w->solver && w->values;
    if (fine) {
        maxsat_on_wait(w->solver, stop, w);
        maxsat_on_solution(w->solver, look, w);
        fine = load(w);
    }
    if (!fine)
        whole_close(w);
    return fine ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

void whole_close(struct whole *w)
{
    maxsat_free(w->solver);
    statement_free(w->st);
    arena_fini(&w->arena);
    *w = (struct whole){0};
}

const char *whole_why(const struct watch *watch)
{
    return watch->stopped ? watch->stopped : "memory limit";
}
