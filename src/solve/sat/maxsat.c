#include "solve/sat/maxsat.h"

#include <string.h>

#include "sat/footprint.h"
#include "sat/solver.h"
#include "solve/sat/totalizer.h"

/* What is known of a literal that is, or was, assumed. */
struct assumption {
    int128 weight;                /* 0: not assumed now */
    struct totalizer *totalizer;  /* of a counter's output, which says that at most `allowed` inputs fail; else NULL */
    uint32_t allowed;
    uint32_t source;              /* index of the soft literal, or of the counter */
    bool listed;                  /* stands in maxsat.assumed */
};

#define NONE_LEFT_OUT SIZE_MAX

/* How far to look for a reason why literals cannot all hold. */
struct effort {
    int conflicts, decisions; /* 0: no limit */
};

struct soft {
    int literal;
    int128 weight;
};

struct maxsat {
    struct memory *memory;
    struct arena arena;
    struct solver *solver;
    struct footprint footprint;
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
    const struct lessons *taught; /* by another solver, or NULL */
    maxsat_stop_fn *stop;
    void *stop_user;
    maxsat_look_fn *look;
    void *look_user;
    bool is_rough;            /* a solution that does not count will do, too */
    bool spares;              /* dearer solutions are of interest, too */
    uint64_t cores;
    int most_conflicts;       /* of one question; 0: no limit */
    struct effort glance;     /* for one attempt to make a core smaller */
    /* cores for another solver */
    struct lessons *lessons;  /* being written; NULL: none are */
    int hardener;             /* while they are: what is hardened holds when this does, and cores without it need nothing hardened */
    bool leans;               /* the present core needs it */
    struct {
        VECTOR(struct totalizer *);
    } counters;               /* of cores, in their order */
};

/* A core without one of its literals. Where that is a core too, this is seen at once or seldom; where it is not, all the time would go
 * into a solution that nobody asks for. */
static const struct effort glance = {20, 10};

static size_t literal_index(int literal)
{
    return literal > 0 ? (size_t)literal * 2 : (size_t)-literal * 2 + 1;
}

static int terminated(void *user)
{
    struct maxsat *s = user;
    if (!footprint_look(&s->footprint))
        s->out_of_memory = true;
    if (s->out_of_memory)
        return 1;
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
    s->glance = glance;
    arena_init(&s->arena, m);
    footprint_init(&s->footprint, m);
    s->solver = solver_new();
    if (!s->solver) {
        maxsat_free(s);
        return NULL;
    }
    return s;
}

void maxsat_free(struct maxsat *s)
{
    if (!s)
        return;
    struct memory *m = s->memory;
    solver_free(s->solver);
    footprint_fini(&s->footprint);
    memory_release(m, s->of, s->capacity * sizeof *s->of);
    memory_release(m, s->model, s->model_capacity);
    memory_release(m, s->best, s->model_capacity);
    vector_free(m, &s->assumed);
    vector_free(m, &s->softs);
    vector_free(m, &s->counters);
    arena_fini(&s->arena);
    memory_release(m, s, sizeof *s);
}

void maxsat_on_wait(struct maxsat *s, maxsat_stop_fn *stop, void *user)
{
    s->stop = stop;
    s->stop_user = user;
    if (!solver_on_wait(s->solver, terminated, s))
        s->out_of_memory = true;
}

void maxsat_on_solution(struct maxsat *s, maxsat_look_fn *look, void *user)
{
    s->look = look;
    s->look_user = user;
}

void maxsat_look_longer(struct maxsat *s, int conflicts, int decisions)
{
    s->glance = (struct effort){conflicts, decisions};
}

void maxsat_be_quick(struct maxsat *s, int conflicts)
{
    s->most_conflicts = conflicts;
    if (!solver_set(s->solver, "stabilizeonly", 1) || !solver_set(s->solver, "phase", 0))
        s->out_of_memory = true;
}

void maxsat_be_plain(struct maxsat *s)
{
    static const char *const needless[] = {"probe", "elim", "chrono"};
    for (size_t i = 0; i < sizeof needless / sizeof *needless; i++)
        if (!solver_set(s->solver, needless[i], 0))
            s->out_of_memory = true;
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
    if (s->out_of_memory || !footprint_clause(&s->footprint, count) || !solver_clause(s->solver, literals, count))
        s->out_of_memory = true;
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
    if (!s->of[literal_index(literal)].weight)
        s->of[literal_index(literal)].source = (uint32_t)s->softs.count - 1;
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

/* The solver's solution. False when it does not count. */
static bool read_model(struct maxsat *s)
{
    for (int v = 1; v <= s->variables; v++)
        s->model[v] = solver_value(s->solver, v);
    return !s->look || s->look(s->look_user);
}

static void weigh_model(struct maxsat *s)
{
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

/* Can all these hold, but for the one that is left out? 10, 20, or 0 when it was stopped, or when that much effort was not enough. */
static int question(struct maxsat *s, const int *literals, size_t count, size_t left_out, struct effort effort)
{
    bool fine = !s->hardener || solver_assume(s->solver, s->hardener);
    for (size_t i = 0; i < count && fine; i++)
        fine = i == left_out || solver_assume(s->solver, literals[i]);
    if (fine && effort.conflicts)
        fine = solver_limit_conflicts(s->solver, effort.conflicts);
    if (fine && effort.decisions)
        fine = solver_limit_decisions(s->solver, effort.decisions);
    int answer = fine ? solver_ask(s->solver) : SOLVER_NO_MEMORY;
    if (answer == SOLVER_NO_MEMORY)
        s->out_of_memory = true;
    return s->out_of_memory ? 0 : answer;
}

/* One question to the solver: 10 with the model read (and, unless is_rough, weighed), 20, or 0. */
static int ask(struct maxsat *s, const int *literals, size_t count)
{
    while (!s->out_of_memory && !terminated(s)) {
        int answer = question(s, literals, count, NONE_LEFT_OUT, (struct effort){.conflicts = s->most_conflicts});
        if (answer != 10)
            return answer;
        if (read_model(s)) {
            weigh_model(s);
            return answer;
        }
        if (s->is_rough)
            return answer;
    }
    return 0;
}

enum maxsat_answer maxsat_satisfy(struct maxsat *s, const int *assumptions, size_t count)
{
    s->has_best = false;
    int answer = ask(s, assumptions, count);
    if (s->out_of_memory)
        return MAXSAT_NO_MEMORY;
    return answer == 10 ? MAXSAT_OPTIMUM : answer == 20 ? MAXSAT_UNSATISFIABLE : MAXSAT_STOPPED;
}

enum maxsat_answer maxsat_try(struct maxsat *s, const int *assumptions, size_t count, int conflicts)
{
    if (s->out_of_memory)
        return MAXSAT_NO_MEMORY;
    int answer = terminated(s) ? 0 : question(s, assumptions, count, NONE_LEFT_OUT, (struct effort){.conflicts = conflicts});
    if (answer == 10 && !read_model(s))
        answer = 0;
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
        if (solver_failed(s->solver, core->items[i]))
            core->items[kept++] = core->items[i];
    core->count = kept;
    s->leans = s->hardener && solver_failed(s->solver, s->hardener);
}

/* A core weighs as much as its lightest literal, which is the first that should go. */
static void put_dearest_first(const struct maxsat *s, struct literals *core)
{
    for (size_t i = 1; i < core->count; i++) {
        int literal = core->items[i];
        int128 weight = s->of[literal_index(literal)].weight;
        size_t at = i;
        for (; at > 0 && s->of[literal_index(core->items[at - 1])].weight < weight; at--)
            core->items[at] = core->items[at - 1];
        core->items[at] = literal;
    }
}

/* A smaller core is a better bound: first ask for the core alone again, then try to do without each literal. */
static void shrink(struct maxsat *s, struct literals *core)
{
    for (int round = 0; round < 3 && core->count > 1; round++) {
        size_t before = core->count;
        if (question(s, core->items, core->count, NONE_LEFT_OUT, (struct effort){0}) != 20)
            return;
        keep_failed(s, core);
        if (core->count == before)
            break;
    }
    if (core->count > 60)
        return;
    put_dearest_first(s, core);
    for (size_t i = core->count; i-- > 0 && core->count > 1 && !terminated(s);) {
        if (question(s, core->items, core->count, i, s->glance) != 20)
            continue;
        core->items[i] = core->items[--core->count];
        keep_failed(s, core);
        if (i > core->count)
            i = core->count;
    }
}

/* ---- what one solver teaches another ---- */

/* The literal as another solver can find it. */
static struct lesson_ref ref_of(const struct maxsat *s, int literal)
{
    const struct assumption *a = &s->of[literal_index(literal)];
    return (struct lesson_ref){a->source, a->totalizer ? a->allowed + 1 : 0};
}

static int literal_of(struct maxsat *s, struct lesson_ref ref)
{
    if (!ref.output)
        return ref.source < s->softs.count ? s->softs.items[ref.source].literal : 0;
    struct totalizer *t = ref.source < s->counters.count ? s->counters.items[ref.source] : NULL;
    return t && ref.output < totalizer_inputs(t) ? -totalizer_at_least(t, ref.output + 1u) : 0;
}

static void stop_taking_down(struct maxsat *s)
{
    if (s->hardener)
        maxsat_clause1(s, s->hardener);
    s->hardener = 0;
    s->lessons = NULL;
}

/* A core goes into the lessons unless something was hardened for it; what comes after may then need that too. */
static void take_down(struct maxsat *s, const struct literals *core)
{
    if (s->lessons && s->leans)
        stop_taking_down(s);
    if (!s->lessons)
        return;
    struct lesson lesson = {(uint32_t)core->count, arena_new_array(s->lessons->arena, struct lesson_ref, core->count)};
    for (size_t i = 0; lesson.refs && i < core->count; i++)
        lesson.refs[i] = ref_of(s, core->items[i]);
    if (!lesson.refs || !vector_push(s->lessons->arena->memory, s->lessons, lesson))
        s->out_of_memory = true;
}

void maxsat_teach(struct maxsat *s, struct lessons *out)
{
    s->lessons = out;
}

void maxsat_learn(struct maxsat *s, const struct lessons *lessons)
{
    s->taught = lessons;
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
    s->of[literal_index(-next)].source = c.source;
    s->of[literal_index(-next)].allowed = c.allowed + 1;
    assume(s, -next, weight);
}

/* Cores wait here until there is a solution again: what they say is only needed then. */
struct waiting {
    int *core;
    size_t count;
    int128 weight;
    uint32_t counter; /* index of the counter that comes of it */
};
struct waiting_list {
    VECTOR(struct waiting);
};

static void take_core(struct maxsat *s, struct literals *core, struct waiting_list *list)
{
    int128 weight = lightest(s, core);
    take_down(s, core);
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
    struct waiting w = {arena_copy_array_(&s->arena, core->items, core->count, sizeof(int)), core->count, weight,
                        (uint32_t)s->counters.count};
    if (!w.core || !vector_push(s->memory, &s->counters, NULL) || !vector_push(s->memory, list, w))
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
        s->counters.items[w->counter] = t;
        s->of[literal_index(-second)].totalizer = t;
        s->of[literal_index(-second)].source = w->counter;
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
    int128 upper = s->has_best && !s->spares ? s->cost : -1;
    if (s->known >= 0 && (upper < 0 || s->known < upper))
        upper = s->known;
    if (upper < 0)
        return;
    for (size_t i = 0; i < s->assumed.count; i++) {
        struct assumption *a = &s->of[literal_index(s->assumed.items[i])];
        if (a->weight > upper - s->bound) {
            if (s->lessons && !s->hardener)
                s->hardener = maxsat_variable(s);
            if (s->hardener)
                maxsat_clause2(s, -s->hardener, s->assumed.items[i]);
            else
                maxsat_clause1(s, s->assumed.items[i]);
            a = &s->of[literal_index(s->assumed.items[i])]; /* a variable may have moved them */
            a->weight = 0;
        }
    }
}

static enum maxsat_answer finish(struct maxsat *s, enum maxsat_answer answer, struct literals *core, struct waiting_list *list)
{
    stop_taking_down(s);
    vector_free(s->memory, core);
    vector_free(s->memory, list);
    return s->out_of_memory ? MAXSAT_NO_MEMORY : answer;
}

/* Cores that another solver found. They are what it asks for last, and no question is needed. */
static void learn(struct maxsat *s, struct literals *core, struct waiting_list *list)
{
    for (size_t i = 0; s->taught && i < s->taught->count && !s->out_of_memory; i++) {
        const struct lesson *lesson = &s->taught->items[i];
        core->count = 0;
        for (uint32_t k = 0; k < lesson->count; k++) {
            int literal = literal_of(s, lesson->refs[k]);
            if (!literal || !s->of[literal_index(literal)].weight)
                return; /* not the same costs: what follows says nothing here */
            if (!vector_push(s->memory, core, literal))
                s->out_of_memory = true;
        }
        if (s->out_of_memory)
            return;
        take_core(s, core, list);
        settle(s, list);
    }
}

enum maxsat_answer maxsat_minimise(struct maxsat *s)
{
    struct literals core = {0};
    struct waiting_list list = {0};
    int128 total = 1;
    for (size_t i = 0; i < s->softs.count; i++)
        total += s->softs.items[i].weight;
    learn(s, &core, &list);
    s->taught = NULL;
    int128 stratum = next_stratum(s, total);
    for (;;) {
        collect(s, stratum ? stratum : 1, &core);
        if (s->out_of_memory)
            return finish(s, MAXSAT_NO_MEMORY, &core, &list);
        /* until all that costs anything is assumed, what is wanted of a solution is that there is no further core */
        s->is_rough = s->has_best && (list.count || next_stratum(s, stratum));
        int answer = ask(s, core.items, core.count);
        s->is_rough = false;
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

void maxsat_spare(struct maxsat *s)
{
    s->spares = true;
}

enum maxsat_answer maxsat_next(struct maxsat *s)
{
    s->has_best = false;
    return maxsat_minimise(s);
}

void maxsat_fix(struct maxsat *s)
{
    stop_taking_down(s);
    for (size_t i = 0; i < s->assumed.count; i++) {
        struct assumption *a = &s->of[literal_index(s->assumed.items[i])];
        if (a->weight)
            maxsat_clause1(s, s->assumed.items[i]);
        *a = (struct assumption){0};
    }
    s->assumed.count = 0;
    s->softs.count = 0;
    s->counters.count = 0;
    s->bound = 0;
    s->known = -1;
    s->has_best = false;
}
