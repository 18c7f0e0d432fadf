#include "solve/sat/maxsat.h"

#include <ccadical.h>
#include <string.h>

#include "solve/sat/totalizer.h"

/* What is known of a literal that is, or was, assumed. */
struct assumption {
    int128 weight;                /* 0: not assumed now */
    struct totalizer *totalizer;  /* of a counter's output, which says that at most `allowed` inputs fail; else NULL */
    uint32_t allowed;
    bool listed;                  /* stands in maxsat.assumed */
};

struct soft {
    int literal;
    int128 weight;
};

struct maxsat {
    struct memory *memory;
    struct arena arena;
    CCaDiCaL *solver;
    int variables;
    struct assumption *of; /* by literal_index */
    size_t capacity;       /* in literals */
    struct {
        VECTOR(int);
    } assumed; /* literals that have or had a weight at this level */
    struct {
        VECTOR(struct soft);
    } softs; /* of this level as given, for the cost of a solution */
    uint8_t *model, *best;    /* by variable */
    size_t model_capacity;
    bool has_best, out_of_memory, stopped;
    int128 cost, bound;
    int128 known;             /* cost of a solution found elsewhere, or -1 */
    maxsat_check_fn *check;
    void *check_user;
    maxsat_stop_fn *stop;
    void *stop_user;
    uint64_t cores;
    int most_conflicts;       /* of one question; 0: no limit */
};

static size_t literal_index(int literal)
{
    return literal > 0 ? (size_t)literal * 2 : (size_t)-literal * 2 + 1;
}

static int terminated(void *user)
{
    struct maxsat *s = user;
    if (!s->stopped && s->stop && s->stop(s->stop_user, s->bound, s->has_best ? s->cost : -1))
        s->stopped = true;
    return s->stopped;
}

struct maxsat *maxsat_new(struct memory *m)
{
    struct maxsat *s = memory_resize(m, NULL, 0, sizeof *s);
    if (!s)
        return NULL;
    s->memory = m;
    s->known = -1;
    arena_init(&s->arena, m);
    s->solver = ccadical_init();
    if (!s->solver) {
        maxsat_free(s);
        return NULL;
    }
    ccadical_set_option(s->solver, "quiet", 1);
    return s;
}

void maxsat_free(struct maxsat *s)
{
    if (!s)
        return;
    struct memory *m = s->memory;
    if (s->solver)
        ccadical_release(s->solver);
    memory_release(m, s->of, s->capacity * sizeof *s->of);
    memory_release(m, s->model, s->model_capacity);
    memory_release(m, s->best, s->model_capacity);
    vector_free(m, &s->assumed);
    vector_free(m, &s->softs);
    arena_fini(&s->arena);
    memory_release(m, s, sizeof *s);
}

void maxsat_on_solution(struct maxsat *s, maxsat_check_fn *check, void *user)
{
    s->check = check;
    s->check_user = user;
}

void maxsat_on_wait(struct maxsat *s, maxsat_stop_fn *stop, void *user)
{
    s->stop = stop;
    s->stop_user = user;
    ccadical_set_terminate(s->solver, s, terminated);
}

void maxsat_be_quick(struct maxsat *s, int conflicts)
{
    s->most_conflicts = conflicts;
    ccadical_set_option(s->solver, "stabilizeonly", 1);
    ccadical_set_option(s->solver, "phase", 0);
}

static bool widen_literals(struct maxsat *s, size_t wanted)
{
    if (wanted <= s->capacity)
        return true;
    size_t capacity = s->capacity ? s->capacity : 1024;
    while (capacity < wanted)
        capacity *= 2;
    struct assumption *grown = memory_resize(s->memory, s->of, s->capacity * sizeof *s->of, capacity * sizeof *s->of);
    if (!grown)
        return false;
    s->of = grown;
    s->capacity = capacity;
    return true;
}

/* Both models grow together or not at all. */
static bool widen_models(struct maxsat *s, size_t wanted)
{
    if (wanted <= s->model_capacity)
        return true;
    size_t capacity = s->model_capacity ? s->model_capacity : 512;
    while (capacity < wanted)
        capacity *= 2;
    uint8_t *model = memory_resize(s->memory, NULL, 0, capacity), *best = memory_resize(s->memory, NULL, 0, capacity);
    if (!model || !best) {
        memory_release(s->memory, model, model ? capacity : 0);
        memory_release(s->memory, best, best ? capacity : 0);
        return false;
    }
    if (s->model_capacity) {
        memcpy(model, s->model, s->model_capacity);
        memcpy(best, s->best, s->model_capacity);
    }
    memory_release(s->memory, s->model, s->model_capacity);
    memory_release(s->memory, s->best, s->model_capacity);
    s->model = model;
    s->best = best;
    s->model_capacity = capacity;
    return true;
}

int maxsat_variable(struct maxsat *s)
{
    size_t wanted = (size_t)s->variables + 2;
    if (s->variables >= (1 << 28) || !widen_literals(s, wanted * 2) || !widen_models(s, wanted)) {
        s->out_of_memory = true;
        return 0;
    }
    return ++s->variables;
}

void maxsat_clause(struct maxsat *s, const int *literals, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!literals[i]) { /* a variable that there was no memory for: the solver stops before it is used */
            s->out_of_memory = true;
            return;
        }
    for (size_t i = 0; i < count; i++)
        ccadical_add(s->solver, literals[i]);
    ccadical_add(s->solver, 0);
}

void maxsat_clause1(struct maxsat *s, int a)
{
    maxsat_clause(s, &a, 1);
}

void maxsat_clause2(struct maxsat *s, int a, int b)
{
    maxsat_clause(s, (int[]){a, b}, 2);
}

void maxsat_clause3(struct maxsat *s, int a, int b, int c)
{
    maxsat_clause(s, (int[]){a, b, c}, 3);
}

/* Assumes the literal at that further weight. A weight on its negation is set off first: one of the two fails in any case. */
static void assume(struct maxsat *s, int literal, int128 weight)
{
    struct assumption *a = &s->of[literal_index(literal)], *opposite = &s->of[literal_index(-literal)];
    int128 both = opposite->weight < weight ? opposite->weight : weight;
    opposite->weight -= both;
    s->bound += both;
    a->weight += weight - both;
    if (!a->weight || a->listed)
        return;
    if (vector_push(s->memory, &s->assumed, literal))
        a->listed = true;
    else
        s->out_of_memory = true;
}

void maxsat_soft(struct maxsat *s, int literal, int128 weight)
{
    if (weight <= 0)
        return;
    if (!literal || !vector_push(s->memory, &s->softs, ((struct soft){literal, weight}))) {
        s->out_of_memory = true;
        return;
    }
    assume(s, literal, weight);
}

void maxsat_know(struct maxsat *s, int128 cost)
{
    s->known = cost;
}

bool maxsat_model(const struct maxsat *s, int literal)
{
    return s->model[literal > 0 ? literal : -literal] == (literal > 0);
}

bool maxsat_best(const struct maxsat *s, int literal)
{
    return s->best[literal > 0 ? literal : -literal] == (literal > 0);
}

bool maxsat_has_best(const struct maxsat *s)
{
    return s->has_best;
}

int128 maxsat_cost(const struct maxsat *s)
{
    return s->cost;
}

int128 maxsat_bound(const struct maxsat *s)
{
    return s->bound;
}

bool maxsat_out_of_memory(const struct maxsat *s)
{
    return s->out_of_memory;
}

uint64_t maxsat_cores(const struct maxsat *s)
{
    return s->cores;
}

static void read_model(struct maxsat *s)
{
    for (int v = 1; v <= s->variables; v++)
        s->model[v] = ccadical_val(s->solver, v) > 0;
    int128 cost = 0;
    for (size_t i = 0; i < s->softs.count; i++)
        if (!maxsat_model(s, s->softs.items[i].literal))
            cost += s->softs.items[i].weight;
    if (!s->has_best || cost < s->cost) {
        memcpy(s->best, s->model, (size_t)s->variables + 1);
        s->cost = cost;
        s->has_best = true;
    }
}

/* One question to the solver, asked again while the callback finds that solutions break something. 10, 20 or 0. */
static int ask(struct maxsat *s, const int *literals, size_t count)
{
    for (;;) {
        if (s->out_of_memory || terminated(s))
            return 0;
        for (size_t i = 0; i < count; i++)
            ccadical_assume(s->solver, literals[i]);
        if (s->most_conflicts)
            ccadical_limit(s->solver, "conflicts", s->most_conflicts);
        int answer = ccadical_solve(s->solver);
        if (answer != 10)
            return answer;
        if (s->check) {
            for (int v = 1; v <= s->variables; v++)
                s->model[v] = ccadical_val(s->solver, v) > 0;
            int added = s->check(s->check_user, s);
            if (added < 0)
                s->out_of_memory = true;
            if (added)
                continue;
        }
        read_model(s);
        return 10;
    }
}

enum maxsat_answer maxsat_satisfy(struct maxsat *s, const int *assumptions, size_t count)
{
    s->has_best = false;
    int answer = ask(s, assumptions, count);
    if (s->out_of_memory)
        return MAXSAT_NO_MEMORY;
    return answer == 10 ? MAXSAT_OPTIMUM : answer == 20 ? MAXSAT_UNSATISFIABLE : MAXSAT_STOPPED;
}

struct literals {
    VECTOR(int);
};

static int128 lightest(const struct maxsat *s, const struct literals *core)
{
    int128 least = s->of[literal_index(core->items[0])].weight;
    for (size_t i = 1; i < core->count; i++)
        if (s->of[literal_index(core->items[i])].weight < least)
            least = s->of[literal_index(core->items[i])].weight;
    return least;
}

static void keep_failed(struct maxsat *s, struct literals *core)
{
    size_t kept = 0;
    for (size_t i = 0; i < core->count; i++)
        if (ccadical_failed(s->solver, core->items[i]))
            core->items[kept++] = core->items[i];
    core->count = kept;
}

/* A smaller core is a better bound: first ask for the core alone again, then try to do without each literal. */
static void shrink(struct maxsat *s, struct literals *core)
{
    for (int round = 0; round < 3 && core->count > 1; round++) {
        size_t before = core->count;
        for (size_t i = 0; i < core->count; i++)
            ccadical_assume(s->solver, core->items[i]);
        if (ccadical_solve(s->solver) != 20)
            return;
        keep_failed(s, core);
        if (core->count == before)
            break;
    }
    if (core->count > 60)
        return;
    for (size_t i = core->count; i-- > 0 && core->count > 1 && !terminated(s);) {
        for (size_t k = 0; k < core->count; k++)
            if (k != i)
                ccadical_assume(s->solver, core->items[k]);
        ccadical_limit(s->solver, "conflicts", 200);
        if (ccadical_solve(s->solver) != 20)
            continue;
        core->items[i] = core->items[--core->count];
        keep_failed(s, core);
        if (i > core->count)
            i = core->count;
    }
}

/* A counter's literal failed at that weight: one more may fail, and the next output is assumed in its place. */
static void allow_one_more(struct maxsat *s, int literal, int128 weight)
{
    struct assumption c = s->of[literal_index(literal)];
    if (!c.totalizer || c.allowed + 1 >= totalizer_inputs(c.totalizer))
        return;
    int next = totalizer_at_least(c.totalizer, c.allowed + 2);
    if (!next) {
        s->out_of_memory = true;
        return;
    }
    s->of[literal_index(-next)].totalizer = c.totalizer;
    s->of[literal_index(-next)].allowed = c.allowed + 1;
    assume(s, -next, weight);
}

/* Cores wait here until there is a solution again: what they say is only needed then. */
struct waiting {
    int *core;
    size_t count;
    int128 weight;
};
struct waiting_list {
    VECTOR(struct waiting);
};

static void take_core(struct maxsat *s, struct literals *core, struct waiting_list *list)
{
    int128 weight = lightest(s, core);
    s->bound += weight;
    s->cores++;
    for (size_t i = 0; i < core->count; i++)
        s->of[literal_index(core->items[i])].weight -= weight;
    for (size_t i = 0; i < core->count; i++)
        allow_one_more(s, core->items[i], weight);
    if (core->count == 1) {
        maxsat_clause1(s, -core->items[0]);
        return;
    }
    struct waiting w = {arena_copy_array_(&s->arena, core->items, core->count, sizeof(int)), core->count, weight};
    if (!w.core || !vector_push(s->memory, list, w))
        s->out_of_memory = true;
}

static void settle(struct maxsat *s, struct waiting_list *list)
{
    for (size_t i = 0; i < list->count && !s->out_of_memory; i++) {
        struct waiting *w = &list->items[i];
        for (size_t k = 0; k < w->count; k++)
            w->core[k] = -w->core[k];
        maxsat_clause(s, w->core, w->count);
        struct totalizer *t = totalizer_new(&s->arena, s, w->core, w->count);
        int second = t ? totalizer_at_least(t, 2) : 0;
        if (!second) {
            s->out_of_memory = true;
            break;
        }
        s->of[literal_index(-second)].totalizer = t;
        s->of[literal_index(-second)].allowed = 1;
        assume(s, -second, w->weight);
    }
    list->count = 0;
}

/* The next lower stratum: about half as many again literals, but always all that weigh the same. */
static int128 next_stratum(struct maxsat *s, int128 present)
{
    int128 below = 0;
    for (size_t i = 0; i < s->assumed.count; i++) {
        int128 w = s->of[literal_index(s->assumed.items[i])].weight;
        if (w < present && w > below)
            below = w;
    }
    /* go on down to a third of it: fewer rounds, and the order of cores hardly suffers */
    int128 wanted = below / 3, least = below;
    for (size_t i = 0; i < s->assumed.count; i++) {
        int128 w = s->of[literal_index(s->assumed.items[i])].weight;
        if (w < below && w > wanted && w < least)
            least = w;
    }
    return least;
}

static void collect(struct maxsat *s, int128 stratum, struct literals *out)
{
    size_t kept = 0;
    out->count = 0;
    for (size_t i = 0; i < s->assumed.count; i++) {
        int literal = s->assumed.items[i];
        struct assumption *a = &s->of[literal_index(literal)];
        if (!a->weight) {
            a->listed = false;
            continue;
        }
        s->assumed.items[kept++] = literal;
        if (a->weight >= stratum && !vector_push(s->memory, out, literal))
            s->out_of_memory = true;
    }
    s->assumed.count = kept;
}

/* What weighs more than the gap can fail in no better solution. */
static void harden(struct maxsat *s)
{
    int128 upper = s->has_best ? s->cost : -1;
    if (s->known >= 0 && (upper < 0 || s->known < upper))
        upper = s->known;
    if (upper < 0)
        return;
    for (size_t i = 0; i < s->assumed.count; i++) {
        struct assumption *a = &s->of[literal_index(s->assumed.items[i])];
        if (a->weight > upper - s->bound) {
            maxsat_clause1(s, s->assumed.items[i]);
            a->weight = 0;
        }
    }
}

static enum maxsat_answer finish(struct maxsat *s, enum maxsat_answer answer, struct literals *core, struct waiting_list *list)
{
    vector_free(s->memory, core);
    vector_free(s->memory, list);
    return s->out_of_memory ? MAXSAT_NO_MEMORY : answer;
}

enum maxsat_answer maxsat_minimise(struct maxsat *s)
{
    struct literals core = {0};
    struct waiting_list list = {0};
    int128 total = 1;
    for (size_t i = 0; i < s->softs.count; i++)
        total += s->softs.items[i].weight;
    int128 stratum = next_stratum(s, total);
    for (;;) {
        collect(s, stratum ? stratum : 1, &core);
        if (s->out_of_memory)
            return finish(s, MAXSAT_NO_MEMORY, &core, &list);
        int answer = ask(s, core.items, core.count);
        if (answer == 0)
            return finish(s, MAXSAT_STOPPED, &core, &list);
        if (answer == 20) {
            keep_failed(s, &core);
            if (!core.count)
                return finish(s, MAXSAT_UNSATISFIABLE, &core, &list);
            shrink(s, &core);
            take_core(s, &core, &list);
            continue;
        }
        harden(s);
        if (s->has_best && s->cost == s->bound) {
            settle(s, &list); /* maxsat_fix wants to know what each core lets fail */
            return finish(s, MAXSAT_OPTIMUM, &core, &list);
        }
        if (list.count) {
            settle(s, &list);
            continue;
        }
        int128 lower = next_stratum(s, stratum);
        if (!lower && s->cost == s->bound)
            return finish(s, MAXSAT_OPTIMUM, &core, &list);
        /* where the rest was hardened since the last solution: the next one is as good as the bound */
        stratum = lower ? lower : stratum;
    }
}

void maxsat_fix(struct maxsat *s)
{
    for (size_t i = 0; i < s->assumed.count; i++) {
        struct assumption *a = &s->of[literal_index(s->assumed.items[i])];
        if (a->weight)
            maxsat_clause1(s, s->assumed.items[i]);
        *a = (struct assumption){0};
    }
    s->assumed.count = 0;
    s->softs.count = 0;
    s->bound = 0;
    s->known = -1;
    s->has_best = false;
}
