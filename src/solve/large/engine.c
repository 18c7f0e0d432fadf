#include "solve/large/engine.h"

#include <stdlib.h>

#include "solve/large/climb.h"
#include "solve/large/dual.h"
#include "solve/large/shift.h"
#include "solve/large/witness.h"
#include "solve/result.h"
#include "solve/watch.h"
#include "verify/verify.h"

static const char *const too_fine = "more alternatives, or finer figures, than the search can hold";
static const char *const stuck = "neither the configuration nor the bound gets better";

#define PASSES_BETWEEN 4      /* of messages, between two roundings */
#define ROUNDS 40             /* of local search */
#define REPAIRS 12            /* times that the judge may find fault before the configuration is given up */
#define IDLE 30               /* looks in which nothing gets better, before more is known by name, or before it stops */
#define FIRST_WITNESS 1000000 /* the effort of the bound by witnesses before there are labels; what is left of it comes after them */
#define FIRST_NEAR 3          /* anchors that a component knows by name, at first; they double */
#define LAST_NEAR 24

struct large {
    struct problem *p;
    struct field field;
    struct seating seating;
    struct climber climber;
    struct shifter shifter;
    struct desk *desk;
    struct arena arena;         /* of the whole run */
    struct arena labels_arena;  /* of one set of labels */
    struct watch watch;
    struct engine_result *out;
    struct configuration *best;
    struct measures best_measures;
    cost_t best_cost, bound;    /* packed */
};

/* ---- what is known ---- */

static void raise_bound(struct large *x, cost_t bound)
{
    struct cost_bound proven;
    if (bound <= x->bound)
        return;
    x->bound = bound;
    if (bound < COST_MOST && cost_unpack(x->p, bound, &proven))
        watch_bound(&x->watch, &proven);
}

static cost_t packed(const struct large *x, const struct measures *measures)
{
    cost_t cost = 0;
    for (int i = 0; i < MEASURE_COUNT; i++) {
        struct rational value = measures->value[i];
        if (!x->p->stride[i])
            continue;
        if (measures->overflow || x->p->scale[i] % value.den != 0)
            return COST_MOST;
        cost += value.num * (x->p->scale[i] / value.den) * x->p->stride[i];
    }
    return cost;
}

/* Components whose faults, or whose loss of a grant, the judge names: those that others overwrite. They must not be overwritten any
 * more. False when that is nothing new. */
static bool learn(struct large *x, const struct judgement *j)
{
    bool news = false;
    for (size_t i = 0; i < j->violation_count; i++)
        news |= seating_make_strict(&x->seating, j->violations[i].from);
    return news;
}

enum confirmation { CONFIRMED, REFUSED, LEARNED, BROKEN };

/* The judge's word on what is seated; what is valid and better is kept. */
static enum confirmation confirm(struct large *x)
{
    struct arena scratch;
    unsigned flags;
    struct measures measures;
    enum confirmation answer = BROKEN;
    arena_init(&scratch, x->p->memory);
    struct configuration *c = seating_to_configuration(&x->seating, &scratch);
    mspec_status status = c ? desk_judge_quickly(x->desk, c, &flags, &measures) : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK && (flags & JUDGED_VALID) == JUDGED_VALID) {
        answer = CONFIRMED;
        if (!x->best || measures_compare(x->p->model, &measures, &x->best_measures) < 0) {
            struct configuration *kept = configuration_copy(&x->out->arena, c);
            if (kept) {
                x->best = kept;
                x->best_measures = measures;
                x->best_cost = packed(x, &measures);
                if (x->p->model->objective_count)
                    watch_best(&x->watch, measures.value[x->p->model->objective[0]]);
            } else {
                answer = BROKEN;
            }
        }
    } else if (status == MSPEC_OK) {
        struct judgement j;
        answer = REFUSED;
        if (!(flags & JUDGED_SAFE) && desk_judge(x->desk, c, &j) == MSPEC_OK) {
            answer = learn(x, &j) ? LEARNED : REFUSED;
            judgement_fini(&j);
        }
    }
    arena_fini(&scratch);
    if (answer == BROKEN)
        watch_stop(&x->watch, "memory limit");
    return answer;
}

/* Improves what is seated, and has it confirmed. */
static void settle(struct large *x)
{
    for (int i = 0; i < REPAIRS && !x->watch.stopped; i++) {
        bool done = climb(&x->climber, ROUNDS);
        for (int k = 0; k < ROUNDS && done && shift_parts(&x->shifter); k++)
            done = climb(&x->climber, ROUNDS);
        if (x->seating.failed)
            watch_stop(&x->watch, "memory limit");
        if ((!done && x->best) || x->seating.failed)
            return;
        if (x->best && seating_cost(&x->seating) >= x->best_cost)
            return;
        if (confirm(x) != LEARNED)
            return;
    }
}

/* ---- labels to seats ---- */

struct name {
    uint32_t zone, place, component;
};

static int compare_names(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->component > y->component) - (x->component < y->component);
}

/* Equal names, one place; who has none, or one that says nothing, is put where it is worth most. */
static bool seat_by_names(struct large *x, const struct labels *l, const uint32_t *chosen, struct name *names)
{
    struct seating *s = &x->seating;
    uint32_t count = 0;
    seating_clear(s);
    for (uint32_t c = 0; c < s->n; c++) {
        const struct label_of *label = chosen[c] == NONE ? NULL : &l->of[l->first[c] + chosen[c]];
        if (label && label->zone != LABEL_FAR && label->place != LABEL_FAR)
            names[count++] = (struct name){label->zone, label->place, c};
    }
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    struct spot spot = {NONE, NONE};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t c = names[i].component;
        const struct label_of *label = &l->of[l->first[c] + chosen[c]];
        if (i && names[i].zone != names[i - 1].zone)
            spot.zone = NONE;
        if (spot.zone == NONE || names[i].place != names[i - 1].place)
            spot.part = NONE;
        if (spot.part == NONE && x->field.inner == NONE && spot.zone != NONE)
            spot.zone = NONE; /* places of one zone, and nothing to divide it by: they are zones */
        if (spot.zone == NONE && !seating_has_room(s, spot))
            continue; /* lifted: whoever has room takes it */
        seating_put(s, c, s->f->p->first_alternative[c] + label->alternative, spot);
        spot = (struct spot){s->zone_of[s->part[c]], s->part[c]};
    }
    shift_surplus(&x->shifter);
    return climb_seat_rest(&x->climber);
}

/* ---- the whole ---- */

static uint32_t count_within(const struct problem *p, uint32_t outer)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        const struct mechanism *m = &p->model->mechanisms[p->isolation[i]];
        count += ids_contain(m->within, m->within_count, outer);
    }
    return count;
}

/* The mechanism that others stand within; of several the one with the dearest gate, which tells most. */
static void choose_mechanisms(const struct problem *p, uint32_t *outer, uint32_t *inner)
{
    *outer = *inner = NONE;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        uint32_t id = p->isolation[i];
        if (p->model->mechanisms[id].is_directed || (p->hopeless_isolation >> i & 1))
            continue;
        if (*outer == NONE || count_within(p, id) > count_within(p, *outer) ||
            (count_within(p, id) == count_within(p, *outer) && p->gate_of[id] > p->gate_of[*outer]))
            *outer = id;
    }
    for (uint32_t i = 0; i < p->isolation_count && *outer != NONE; i++) {
        uint32_t id = p->isolation[i];
        const struct mechanism *m = &p->model->mechanisms[id];
        if (id == *outer || m->is_directed || (p->hopeless_isolation >> i & 1) || !ids_contain(m->within, m->within_count, *outer))
            continue;
        if (*inner == NONE || p->gate_of[id] < p->gate_of[*inner])
            *inner = id;
    }
}

static bool prepare(struct large *x)
{
    uint32_t outer, inner;
    choose_mechanisms(x->p, &outer, &inner);
    return field_init(&x->field, x->p, &x->arena) && field_choose(&x->field, outer, inner) &&
           seating_init(&x->seating, &x->field, &x->arena) &&
           shifter_init(&x->shifter, &x->seating, &x->watch, &x->arena) &&
           climber_init(&x->climber, &x->seating, &x->watch, &x->arena) && desk_new(x->p->model, &x->desk) == MSPEC_OK;
}

static bool is_proven(const struct large *x)
{
    return x->bound >= COST_MOST || (x->best && x->bound >= x->best_cost);
}

/* With one set of labels, as long as something gets better. False when there is no room for so many. */
static bool improve(struct large *x, uint32_t near)
{
    struct labels labels;
    bool too_many = false;
    x->field.a = &x->labels_arena;
    bool made = labels_make(&x->field, &x->labels_arena, near, &labels);
    struct dual *dual = made ? dual_new(&labels, &x->labels_arena, &too_many) : NULL;
    uint32_t *chosen = dual ? arena_new_array(&x->labels_arena, uint32_t, x->seating.n) : NULL;
    struct name *names = chosen ? arena_new_array(&x->labels_arena, struct name, x->seating.n) : NULL;
    x->field.a = &x->arena;
    if (!names && !too_many)
        watch_stop(&x->watch, "memory limit");
    if (!names)
        return false;
    for (uint32_t idle = 0; idle < IDLE && !is_proven(x);) {
        cost_t bound = x->bound, best = x->best_cost;
        for (int i = 0; i < PASSES_BETWEEN; i++)
            if (!dual_pass(dual, &x->watch))
                return true;
        raise_bound(x, dual_bound(dual));
        x->watch.nodes++;
        if (is_proven(x))
            break;
        dual_round(dual, chosen);
        if (!seat_by_names(x, &labels, chosen, names))
            return true;
        settle(x);
        if (x->watch.stopped)
            return true;
        bool better = x->best_cost < best || x->bound - bound > (x->bound >> 14);
        idle = better ? 0 : idle + 1;
    }
    return true;
}

/* Whom no rule leaves a way to run makes all others vain. */
static bool is_hopeless(const struct problem *p)
{
    for (uint32_t c = 0; c < p->model->component_count; c++)
        if (p->first_alternative[c] == p->first_alternative[c + 1])
            return true;
    return false;
}

static void bear_witness(struct large *x, uint64_t effort)
{
    cost_t bound = 0;
    if (x->watch.stopped)
        return;
    if (witness_bound(&x->field, &x->watch, effort, &bound))
        raise_bound(x, bound);
    else
        watch_stop(&x->watch, "memory limit");
}

static void run_all(struct large *x)
{
    x->best_cost = COST_MOST;
    if (is_hopeless(x->p)) {
        raise_bound(x, COST_MOST);
        return;
    }
    if (!prepare(x)) {
        watch_stop(&x->watch, "memory limit");
        return;
    }
    /* whatever is valid first, and only what is not is worked upon: labels are a better place to start from */
    if (climb_seat_rest(&x->climber) && confirm(x) != CONFIRMED)
        settle(x);
    bear_witness(x, FIRST_WITNESS);
    for (uint32_t near = FIRST_NEAR; near <= LAST_NEAR && !x->watch.stopped && !is_proven(x); near *= 2) {
        arena_init(&x->labels_arena, x->p->memory);
        bool fits = improve(x, near);
        arena_fini(&x->labels_arena);
        if (!fits)
            break;
    }
    if (!is_proven(x))
        bear_witness(x, UINT64_MAX);
    if (!is_proven(x))
        watch_stop(&x->watch, stuck);
}

static mspec_status deliver(struct large *x)
{
    struct engine_result *out = x->out;
    if (x->best && !engine_result_set(out, &x->best, 1))
        return MSPEC_ERROR_MEMORY;
    out->feasible = x->best != NULL;
    out->complete = is_proven(x);
    out->why_incomplete = out->complete ? NULL : x->watch.stopped;
    out->nodes = x->watch.nodes;
    if (!out->complete)
        out->bound = x->watch.bound;
    return MSPEC_OK;
}

mspec_status large_optimum(const struct model *m, const struct engine_request *request, struct engine_result *out, bool *unsuited)
{
    struct large x = {.out = out};
    struct problem_options options = {.scope = SCOPE_OPTIMUM};
    bool was_exhausted = m->ctx->memory.exhausted;
    *unsuited = m->hardening == HARDENING_PER_COMPARTMENT;
    engine_result_init(out, m->ctx);
    if (*unsuited) {
        out->why_incomplete = "this engine hardens components, and not compartments";
        return MSPEC_OK;
    }
    watch_request(&x.watch, m, request);
    mspec_status status = problem_new(m, &options, &x.p);
    if (status == MSPEC_ERROR_LIMIT) {
        *unsuited = true;
        out->why_incomplete = too_fine;
        return MSPEC_OK;
    }
    if (status == MSPEC_OK) {
        arena_init(&x.arena, &m->ctx->memory);
        run_all(&x);
        status = deliver(&x);
        desk_free(x.desk);
        arena_fini(&x.arena);
    }
    problem_free(x.p);
    if (status == MSPEC_OK)
        m->ctx->memory.exhausted = was_exhausted;
    else
        engine_result_fini(out);
    return status;
}

static mspec_status run(const struct model *m, const struct engine_request *request, struct engine_result *out)
{
    bool unsuited;
    if (request->goal == GOAL_OPTIMUM)
        return large_optimum(m, request, out, &unsuited);
    engine_result_init(out, m->ctx);
    out->why_incomplete = "this engine finds one configuration only";
    return MSPEC_OK;
}

const struct engine engine_large = {"large", "local search and message passing, with a bound", run};
