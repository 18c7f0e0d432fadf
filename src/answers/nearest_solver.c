#include "answers/nearest_solver.h"

#include "solve/sat/whole.h"

/* A compartment of the configuration in use. */
struct old {
    uint32_t route, parent; /* parent: of the list, or NONE at the top */
    struct placement step;
    bool *member;           /* by component: inside, or deeper */
    int *lead;              /* by component: it is matched with the compartment that this member is in; 0: no member */
    int *in;                /* by component: this member is in the one it is matched with */
};

struct search {
    struct whole whole;
    struct arena arena;
    const struct configuration *to;
    struct watch watch;
    struct wording clause;
    struct {
        VECTOR(struct old);
    } old;
    uint32_t *innermost; /* by component: where it is, of the list; NONE: in none */
    bool *lost;          /* by component: it cannot stay as it is */
};

/* ---- the compartments in use ---- */

static uint32_t route_of(const struct statement *st, uint32_t parent, uint32_t mechanism)
{
    for (uint32_t r = 1; r < st->routes.count; r++)
        if (st->routes.items[r].parent == parent && st->routes.items[r].mechanism == mechanism)
            return r;
    return NONE;
}

static uint32_t find_old(const struct search *s, uint32_t parent, struct placement step)
{
    for (uint32_t i = 0; i < s->old.count; i++)
        if (s->old.items[i].parent == parent && s->old.items[i].step.mechanism == step.mechanism &&
            s->old.items[i].step.number == step.number)
            return i;
    return NONE;
}

/* Follows the path of a component, and writes down compartments that are met for the first time. */
static bool list_path(struct search *s, uint32_t c)
{
    const struct choice *choice = &s->to->choices[c];
    uint32_t n = s->to->count, at = NONE, route = 0;
    for (uint32_t k = 0; k < choice->depth; k++) {
        route = route_of(s->whole.st, route, choice->path[k].mechanism);
        if (route == NONE) { /* compartments that cannot be built any more */
            s->lost[c] = true;
            return true;
        }
        uint32_t next = find_old(s, at, choice->path[k]);
        if (next == NONE) {
            struct old new = {route, at, choice->path[k], arena_new_array(&s->arena, bool, n), arena_new_array(&s->arena, int, n),
                              arena_new_array(&s->arena, int, n)};
            if (!new.member || !new.lead || !new.in || !vector_push(s->arena.memory, &s->old, new))
                return false;
            next = (uint32_t)s->old.count - 1;
        }
        s->old.items[next].member[c] = true;
        at = next;
    }
    s->innermost[c] = at;
    return true;
}

static bool list_old(struct search *s)
{
    s->innermost = arena_new_array(&s->arena, uint32_t, s->to->count);
    s->lost = arena_new_array(&s->arena, bool, s->to->count);
    bool fine = s->innermost && s->lost;
    for (uint32_t c = 0; c < s->to->count && fine; c++)
        fine = list_path(s, c);
    return fine;
}

/* ---- which compartment is matched with which ---- */

static void add(struct search *s, literal l)
{
    wording_add(&s->clause, l);
}

static void say_2(struct search *s, literal a, literal b)
{
    add(s, a);
    add(s, b);
    wording_close(&s->clause);
}

static void say_3(struct search *s, literal a, literal b, literal c)
{
    add(s, a);
    say_2(s, b, c);
}

/* A compartment is matched with that of one of its members, if with any: where none of them is, nothing stays as it is. */
static void match(struct search *s, struct old *o)
{
    const struct statement *st = s->whole.st;
    uint32_t n = s->to->count;
    for (uint32_t c = 0; c < n; c++)
        if (o->member[c]) {
            o->lead[c] = maxsat_variable(s->whole.solver);
            o->in[c] = maxsat_variable(s->whole.solver);
        }
    for (uint32_t c = 0; c < n; c++) {
        if (!o->member[c])
            continue;
        say_2(s, -o->lead[c], literal_inside(st, c, o->route));
        say_2(s, -o->lead[c], o->in[c]);
        if (o->parent != NONE)
            say_2(s, -o->lead[c], s->old.items[o->parent].in[c]);
        add(s, -o->in[c]);
        for (uint32_t d = 0; d < n; d++)
            add(s, o->member[d] ? o->lead[d] : LITERAL_FALSE);
        wording_close(&s->clause);
        for (uint32_t d = 0; d < n; d++)
            if (o->member[d] && d != c)
                say_3(s, -o->in[c], -o->lead[d], literal_undivided(st, c, d, o->route));
    }
}

/* No two are matched with one. */
static void tell_apart(struct search *s, const struct old *a, const struct old *b)
{
    for (uint32_t c = 0; c < s->to->count; c++)
        for (uint32_t d = 0; d < s->to->count && a->member[c]; d++)
            if (b->member[d])
                say_3(s, -a->lead[c], -b->lead[d], -literal_undivided(s->whole.st, c, d, a->route));
}

/* What must hold for the component to run as it does. */
static void ask_alike(struct search *s, uint32_t c, int kept)
{
    const struct statement *st = s->whole.st;
    const struct choice *old = &s->to->choices[c];
    say_2(s, -kept, literal_form(st, old->form));
    for (uint32_t i = 0; i < old->hardening_count; i++) {
        bool known = false;
        for (uint32_t bit = 0; bit < st->p->hardening_count; bit++)
            known |= st->p->hardening[bit] == old->hardening[i];
        if (!known)
            say_2(s, -kept, LITERAL_FALSE);
    }
    for (uint32_t bit = 0; bit < st->p->hardening_count; bit++) {
        literal l = literal_hardened(st, c, bit);
        bool has_it = ids_contain(old->hardening, old->hardening_count, st->p->hardening[bit]);
        say_2(s, -kept, has_it ? l : -l);
    }
}

/* Soft: it stays as it is, and where it is. */
static void prefer_kept(struct search *s, uint32_t c)
{
    const struct statement *st = s->whole.st;
    uint32_t at = s->innermost[c], here = at == NONE ? 0 : s->old.items[at].route;
    int kept = maxsat_variable(s->whole.solver);
    ask_alike(s, c, kept);
    if (s->lost[c])
        say_2(s, -kept, LITERAL_FALSE);
    else if (at != NONE)
        say_2(s, -kept, s->old.items[at].in[c]);
    for (uint32_t r = 1; r < st->routes.count; r++) /* and no deeper */
        if (st->routes.items[r].parent == here)
            say_2(s, -kept, -literal_inside(st, c, r));
    maxsat_soft(s->whole.solver, kept, 1);
}

static bool write_distance(struct search *s)
{
    for (uint32_t i = 0; i < s->old.count; i++)
        match(s, &s->old.items[i]); /* after the one that it is in */
    for (uint32_t i = 0; i < s->old.count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (s->old.items[i].route == s->old.items[k].route)
                tell_apart(s, &s->old.items[i], &s->old.items[k]);
    for (uint32_t c = 0; c < s->to->count; c++)
        prefer_kept(s, c);
    return !s->clause.failed && !maxsat_out_of_memory(s->whole.solver);
}

/* ---- the first of those that are equally near ---- */

int nearest_compare_choice(const struct choice *x, const struct choice *y)
{
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->hardening_count != y->hardening_count)
        return x->hardening_count < y->hardening_count ? -1 : 1;
    for (uint32_t i = 0; i < x->hardening_count; i++)
        if (x->hardening[i] != y->hardening[i])
            return x->hardening[i] < y->hardening[i] ? -1 : 1;
    if (x->depth != y->depth)
        return x->depth < y->depth ? -1 : 1;
    for (uint32_t i = 0; i < x->depth; i++) {
        if (x->path[i].mechanism != y->path[i].mechanism)
            return x->path[i].mechanism < y->path[i].mechanism ? -1 : 1;
        if (x->path[i].number != y->path[i].number)
            return x->path[i].number < y->path[i].number ? -1 : 1;
    }
    return 0;
}

int nearest_compare(const struct configuration *a, const struct configuration *b)
{
    int order = 0;
    for (uint32_t c = 0; c < a->count && !order; c++)
        order = nearest_compare_choice(&a->choices[c], &b->choices[c]);
    return order;
}

/* Whatever is denied with it is so no more. */
static void settle(struct search *s, uint32_t component)
{
    whole_deny(&s->whole, component, &s->clause);
    for (size_t i = 0; i < s->clause.literals.count; i++)
        maxsat_clause1(s->whole.solver, -s->clause.literals.items[i]);
    s->clause.literals.count = 0;
    s->clause.is_true = false;
}

/* Components before this one are settled. Looks at each other choice that it can have, and settles the first. */
static enum maxsat_answer order_component(struct search *s, uint32_t component, struct arena *a, struct configuration **best)
{
    struct whole *w = &s->whole;
    int asked = maxsat_variable(w->solver);
    enum maxsat_answer answer;
    bool *first = arena_copy_array_(&s->arena, w->values, w->st->variables.count, sizeof *w->values);
    if (!first)
        return MAXSAT_NO_MEMORY;
    do { /* something else than what the values have */
        add(s, -asked);
        whole_deny(w, component, &s->clause);
        wording_close(&s->clause);
        answer = s->clause.failed ? MAXSAT_NO_MEMORY : maxsat_satisfy(w->solver, &asked, 1);
        if (answer != MAXSAT_OPTIMUM)
            break;
        whole_take(w);
        struct configuration *c = whole_configuration(w, a);
        if (!c)
            return MAXSAT_NO_MEMORY;
        if (nearest_compare_choice(&c->choices[component], &(*best)->choices[component]) < 0) {
            *best = c;
            for (size_t v = 0; v < w->st->variables.count; v++)
                first[v] = w->values[v];
        }
    } while (true);
    for (size_t v = 0; v < w->st->variables.count; v++)
        w->values[v] = first[v];
    if (answer == MAXSAT_UNSATISFIABLE)
        settle(s, component);
    return answer;
}

/* ---- the whole ---- */

static enum maxsat_answer minimise(struct search *s, const struct engine_request *request, struct arena *a, struct configuration **best,
                                   struct nearest *nearest)
{
    struct maxsat *solver = s->whole.solver;
    enum maxsat_answer answer = whole_minimise(&s->whole, request->least_cost);
    if (answer != MAXSAT_OPTIMUM)
        return answer;
    maxsat_fix(solver);
    if (!list_old(s) || !write_distance(s))
        return MAXSAT_NO_MEMORY;
    answer = maxsat_minimise(solver);
    if (!maxsat_has_best(solver))
        return answer;
    whole_take(&s->whole);
    *best = whole_configuration(&s->whole, a);
    if (!*best)
        return MAXSAT_NO_MEMORY;
    nearest->distance = (uint32_t)maxsat_cost(solver);
    if (answer != MAXSAT_OPTIMUM)
        return answer;
    maxsat_fix(solver);
    for (uint32_t c = 0; c < s->to->count && answer == MAXSAT_OPTIMUM; c++)
        if ((answer = order_component(s, c, a, best)) == MAXSAT_UNSATISFIABLE)
            answer = MAXSAT_OPTIMUM;
    return answer;
}

mspec_status nearest_by_solver(const struct model *m, const struct engine_request *request, const struct configuration *to,
                               struct arena *a, struct configuration **found, struct nearest *nearest, uint64_t *nodes)
{
    struct search s = {.to = to};
    *found = NULL;
    *nearest = (struct nearest){0};
    watch_request(&s.watch, m, request);
    mspec_status status = whole_open(&s.whole, m, &s.watch);
    if (status != MSPEC_OK)
        return status;
    arena_init(&s.arena, &m->ctx->memory);
    s.clause = (struct wording){.solver = s.whole.solver, .memory = &m->ctx->memory};
    status = whole_narrow(&s.whole, SCOPE_ALL, 0);
    if (status == MSPEC_OK) {
        enum maxsat_answer answer = minimise(&s, request, a, found, nearest);
        nearest->proven = answer == MAXSAT_OPTIMUM;
        if (answer == MAXSAT_STOPPED || answer == MAXSAT_NO_MEMORY)
            nearest->why = whole_why(&s.watch);
    }
    *nodes += s.watch.nodes;
    wording_fini(&s.clause);
    vector_free(&m->ctx->memory, &s.old);
    arena_fini(&s.arena);
    whole_close(&s.whole);
    return status;
}
