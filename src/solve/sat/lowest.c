#include "solve/sat/lowest.h"

#include "solve/result.h"
#include "solve/sat/whole.h"

/* Something that one configuration has and another one that it derives from may lack. */
struct trait {
    literal has;      /* true where it has it, and perhaps elsewhere */
    uint32_t a, b;    /* b: NONE for hardening of a; else a boundary around a that b is not inside of */
    uint32_t bit;     /* of the mechanism, among those of its kind */
};

struct lowest {
    struct whole whole;
    const struct engine_request *request;
    struct engine_result *out;
    struct watch watch;
    struct memory *memory;
    struct wording clause;
    struct {
        VECTOR(struct trait);
    } traits;
    struct {
        VECTOR(int);
    } assumed;
    struct {
        VECTOR(struct configuration *);
    } kept;
    uint64_t count;
};

/* ---- traits ---- */

static literal stands(struct lowest *l, uint32_t a, uint32_t b, uint32_t bit)
{
    const struct statement *st = l->whole.st;
    uint32_t routes = 0, only = 0;
    for (uint32_t r = 1; r < st->routes.count; r++)
        if (st->routes.items[r].bit == bit) {
            routes++;
            only = r;
        }
    if (!routes)
        return LITERAL_FALSE;
    if (routes == 1 && st->routes.items[only].all_or_none)
        return -literal_undivided(st, a, b, only);
    int has = maxsat_variable(l->whole.solver);
    for (uint32_t r = 1; r < st->routes.count; r++) {
        if (st->routes.items[r].bit != bit)
            continue;
        wording_add(&l->clause, has);
        wording_add(&l->clause, -literal_inside(st, a, r));
        wording_add(&l->clause, literal_undivided(st, a, b, r));
        wording_close(&l->clause);
    }
    return has;
}

static bool add_trait(struct lowest *l, struct trait t)
{
    return t.has == LITERAL_FALSE || vector_push(l->memory, &l->traits, t);
}

static bool list_traits(struct lowest *l)
{
    const struct problem *p = l->whole.st->p;
    uint32_t n = l->whole.model->component_count;
    bool fine = true;
    for (uint32_t a = 0; a < n && fine; a++) {
        for (uint32_t bit = 0; bit < p->hardening_count && fine; bit++)
            fine = add_trait(l, (struct trait){literal_hardened(l->whole.st, a, bit), a, NONE, bit});
        for (uint32_t b = 0; b < n && fine; b++)
            for (uint32_t bit = 0; a != b && bit < p->isolation_count && fine; bit++)
                fine = add_trait(l, (struct trait){stands(l, a, b, bit), a, b, bit});
    }
    return fine && !l->clause.failed;
}

static uint32_t form_of(const struct lowest *l, uint32_t component)
{
    const struct component *c = &l->whole.model->components[component];
    uint32_t form = c->first_form;
    while (!literal_is_true(l->whole.values, literal_form(l->whole.st, form)))
        form++;
    return form;
}

/* Per compartment, what does not apply to the component is written down with it, and is nothing that it has. */
static bool is_of_interest(const struct lowest *l, const struct trait *t)
{
    return t->b != NONE || (hardening_of_form(l->whole.st->p, form_of(l, t->a)) >> t->bit & 1);
}

static bool has_trait(const struct lowest *l, const struct trait *t)
{
    const struct statement *st = l->whole.st;
    if (t->b == NONE)
        return literal_is_true(l->whole.values, t->has);
    for (uint32_t r = 1; r < st->routes.count; r++)
        if (st->routes.items[r].bit == t->bit && literal_is_true(l->whole.values, literal_inside(st, t->a, r)) &&
            !literal_is_true(l->whole.values, literal_undivided(st, t->a, t->b, r)))
            return true;
    return false;
}

/* ---- what is below ---- */

static bool assume(struct lowest *l, literal x)
{
    return x == LITERAL_TRUE || vector_push(l->memory, &l->assumed, x);
}

/* Assumes the forms of the values and nothing that they do not have; adds to the clause that something of theirs is not there. */
static bool look_below(struct lowest *l)
{
    const struct model *m = l->whole.model;
    bool fine = true;
    l->assumed.count = 0;
    for (uint32_t c = 0; c < m->component_count && fine; c++)
        fine = assume(l, literal_form(l->whole.st, form_of(l, c)));
    for (size_t i = 0; i < l->traits.count && fine; i++) {
        const struct trait *t = &l->traits.items[i];
        if (!is_of_interest(l, t))
            continue;
        if (has_trait(l, t))
            wording_add(&l->clause, -t->has);
        else
            fine = assume(l, -t->has);
    }
    return fine && !l->clause.failed;
}

/* Takes apart what the values choose until nothing valid is left of it. */
static enum maxsat_answer descend(struct lowest *l)
{
    for (;;) {
        int asked = maxsat_variable(l->whole.solver);
        wording_add(&l->clause, -asked);
        bool fine = look_below(l);
        wording_close(&l->clause);
        if (!fine || !assume(l, asked))
            return MAXSAT_NO_MEMORY;
        enum maxsat_answer answer = maxsat_satisfy(l->whole.solver, l->assumed.items, l->assumed.count);
        maxsat_clause1(l->whole.solver, -asked); /* the clause has done its work */
        if (answer != MAXSAT_OPTIMUM)
            return answer;
        whole_take(&l->whole);
    }
}

static bool keep(struct lowest *l)
{
    l->count++;
    if (l->request->keep && l->kept.count >= l->request->keep)
        return true;
    struct configuration *c = whole_configuration(&l->whole, &l->out->arena);
    return c && vector_push(l->memory, &l->kept, c);
}

/* The values choose a minimal one: it is kept, with others that have exactly as much, and nothing that derives from it comes again. */
static enum maxsat_answer take(struct lowest *l)
{
    struct whole *w = &l->whole;
    enum maxsat_answer answer = MAXSAT_OPTIMUM;
    while (answer == MAXSAT_OPTIMUM) {
        if (!keep(l))
            return MAXSAT_NO_MEMORY;
        whole_bar(w);
        if (w->watch->stopped)
            return MAXSAT_STOPPED;
        bool fine = look_below(l);
        l->clause.literals.count = 0;
        l->clause.is_true = false;
        if (!fine)
            return MAXSAT_NO_MEMORY;
        answer = maxsat_satisfy(w->solver, l->assumed.items, l->assumed.count);
        if (answer == MAXSAT_OPTIMUM)
            whole_take(w);
    }
    if (answer != MAXSAT_UNSATISFIABLE)
        return answer;
    for (uint32_t c = 0; c < w->model->component_count; c++)
        wording_add(&l->clause, -literal_form(w->st, form_of(l, c)));
    bool fine = look_below(l);
    wording_close(&l->clause);
    return fine ? answer : MAXSAT_NO_MEMORY;
}

static enum maxsat_answer list(struct lowest *l)
{
    enum maxsat_answer answer;
    while ((answer = maxsat_satisfy(l->whole.solver, NULL, 0)) == MAXSAT_OPTIMUM) {
        whole_take(&l->whole);
        answer = descend(l);
        if (answer == MAXSAT_UNSATISFIABLE)
            answer = take(l);
        if (answer != MAXSAT_UNSATISFIABLE)
            return answer;
    }
    return answer;
}

mspec_status lowest_run(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *too_large)
{
    struct lowest l = {.request = request, .out = out, .memory = &m->ctx->memory};
    bool was_exhausted = l.memory->exhausted;
    enum maxsat_answer answer = MAXSAT_NO_MEMORY;
    engine_result_init(out, m->ctx);
    watch_request(&l.watch, m, request);
    mspec_status status = whole_open(&l.whole, m, &l.watch);
    bool is_open = status == MSPEC_OK;
    if (is_open) {
        l.clause = (struct wording){.solver = l.whole.solver, .memory = l.memory};
        status = whole_narrow(&l.whole, SCOPE_MINIMAL, 0);
    }
    if (status == MSPEC_OK && list_traits(&l))
        answer = list(&l);
    *too_large = status == MSPEC_ERROR_LIMIT;
    out->complete = answer == MAXSAT_UNSATISFIABLE;
    if (!out->complete)
        out->why_incomplete = *too_large ? "more, or finer figures, than this engine writes down" : whole_why(&l.watch);
    out->nodes = l.watch.nodes;
    out->feasible = l.count > 0;
    bool fine = engine_result_set(out, l.kept.items, l.kept.count) && bigint_set(&out->arena, &out->minimal, l.count);
    vector_free(l.memory, &l.kept);
    vector_free(l.memory, &l.traits);
    vector_free(l.memory, &l.assumed);
    if (is_open) {
        wording_fini(&l.clause);
        whole_close(&l.whole);
    }
    if (!fine)
        engine_result_fini(out);
    else
        l.memory->exhausted = was_exhausted; /* what did not fit has been dealt with */
    return fine ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}
