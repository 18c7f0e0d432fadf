#include "certify/prove.h"

#include "base/clock.h"
#include "certify/prover.h"

static mspec_status give_up(struct prove_result *result, enum prove_verdict verdict, const char *why)
{
    result->verdict = verdict;
    result->why = why;
    return MSPEC_OK;
}

/* The solver has no answer: it was stopped, or memory is short. */
static mspec_status stop(struct prover *p, struct prove_result *result)
{
    return p->stopped ? give_up(result, PROVE_STOPPED, "stopped, or out of time") : MSPEC_ERROR_MEMORY;
}

/* ---- a level of the objective ---- */

static bool begin_level(struct prover *p)
{
    p->priced.count = 0;
    if (ledger_done(&p->ledger))
        return true;
    const struct level *level = &p->f.levels[p->ledger.level];
    for (size_t i = 0; i < level->weight_count; i++)
        if (!vector_push(p->memory, &p->priced, level->weights[i].literal))
            return false;
    return true;
}

static bool end_level(struct prover *p)
{
    size_t first = clauses_count(&p->f.clauses);
    return ledger_level(&p->ledger) && replay_note(&p->replay, (struct replay_step){.kind = 'l', .clause = first}) &&
           begin_level(p);
}

static int by_weight(const struct prover *p, int a, int b)
{
    int128 x = prover_weight(p, a), y = prover_weight(p, b);
    return x != y ? (x > y ? -1 : 1) : a < b ? -1 : a > b;
}

static void sift(const struct prover *p, int *items, size_t i, size_t count)
{
    for (size_t child; (child = 2 * i + 1) < count; i = child) {
        if (child + 1 < count && by_weight(p, -items[child + 1], -items[child]) > 0)
            child++;
        if (by_weight(p, -items[child], -items[i]) <= 0)
            break;
        int swap = items[i];
        items[i] = items[child];
        items[child] = swap;
    }
}

/* The heaviest first: a heap sort, for the order depends on the prover. */
static void sort(const struct prover *p, int *items, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(p, items, i, count);
    for (size_t end = count; end > 1;) {
        int swap = items[0];
        items[0] = items[--end];
        items[end] = swap;
        sift(p, items, 0, end);
    }
}

/* Assumes that nothing of at least the weight is paid; *rest: the greatest weight below it. */
static bool assume(struct prover *p, int128 least, int128 *rest)
{
    p->assumed.count = 0;
    *rest = 0;
    size_t kept = 0;
    for (size_t i = 0; i < p->priced.count; i++) {
        int128 w = prover_weight(p, p->priced.items[i]);
        if (w == 0)
            continue;
        p->priced.items[kept++] = p->priced.items[i];
        if (w >= least ? !vector_push(p->memory, &p->assumed, -p->priced.items[i]) : false)
            return false;
        if (w < least && w > *rest)
            *rest = w;
    }
    p->priced.count = kept;
    sort(p, p->assumed.items, p->assumed.count);
    return true;
}

/* From what costs most to what costs least, until the bound is what the configuration costs. */
static mspec_status prove_level(struct prover *p, struct prove_result *result)
{
    int128 least = p->ledger.cost / 2 + 1, rest;
    while (p->ledger.bound < p->ledger.cost) {
        mspec_status status = prover_harden(p);
        if (status == MSPEC_OK && !assume(p, least, &rest))
            status = MSPEC_ERROR_MEMORY;
        if (status != MSPEC_OK)
            return status;
        if (p->assumed.count == 0 && rest > 0) {
            least = rest - rest / 2;
            continue;
        }
        /* a solution for what costs most need not be whole: that is asked for at the end, of what costs least */
        int answer = rest > 0 ? prover_ask(p, p->assumed.items, p->assumed.count, EFFORT_FULL)
                              : prover_ask_all(p, p->assumed.items, p->assumed.count);
        if (answer == SOLVER_SATISFIABLE && rest == 0)
            return give_up(result, PROVE_CHEAPER, NULL);
        if (answer == SOLVER_SATISFIABLE) {
            least = rest - rest / 2;
            continue;
        }
        if (answer != SOLVER_UNSATISFIABLE)
            return stop(p, result);
        if (p->replay.refuted)
            return MSPEC_ERROR_INTERNAL;
        if (!prover_take_core(p, p->assumed.items, p->assumed.count))
            return MSPEC_ERROR_MEMORY;
        if (p->stopped)
            return stop(p, result);
        if (p->core.count == 0)
            return MSPEC_ERROR_INTERNAL; /* the configuration itself fulfils all clauses */
        status = prover_account(p);
        if (status != MSPEC_OK)
            return status;
    }
    return p->ledger.bound == p->ledger.cost ? MSPEC_OK : MSPEC_ERROR_INTERNAL;
}

/* ---- the proof ---- */

static mspec_status prove_none(struct prover *p, struct prove_result *result)
{
    size_t clause;
    bool follows;
    int answer = prover_ask_all(p, NULL, 0);
    if (answer == SOLVER_SATISFIABLE)
        return give_up(result, PROVE_CHEAPER, NULL);
    if (answer != SOLVER_UNSATISFIABLE)
        return stop(p, result);
    if (!p->replay.refuted && !replay_learn(&p->replay, NULL, 0, &clause, &follows))
        return follows ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_INTERNAL;
    return MSPEC_OK;
}

static mspec_status prove_all(struct prover *p, const struct configuration *c, const struct measures *measures,
                              struct prove_result *result)
{
    if (!measures)
        return prove_none(p, result);
    if ((c && !prover_stay_near(p, c)) || !begin_level(p))
        return MSPEC_ERROR_MEMORY;
    while (!ledger_done(&p->ledger)) {
        mspec_status status = prove_level(p, result);
        if (status != MSPEC_OK || result->verdict != PROVE_DONE)
            return status;
        if (!end_level(p))
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

mspec_status prove(const struct model *m, const struct configuration *c, const struct measures *measures, double time_limit,
                   struct arena *a, struct prove_result *result, struct text *out)
{
    struct prover p = {.deadline = clock_deadline(time_limit)};
    *result = (struct prove_result){.verdict = PROVE_DONE, .order = arena_new_array(a, uint32_t, m->component_count)};
    if (!result->order)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t i = 0; i < m->component_count; i++)
        result->order[i] = i;
    mspec_status status = formula_init(&p.f, m, result->order);
    if (status == MSPEC_ERROR_LIMIT)
        return give_up(result, PROVE_UNCOVERED, p.f.uncovered);
    if (status != MSPEC_OK)
        return status;
    result->clauses = clauses_count(&p.f.clauses);
    result->variables = p.f.clauses.variables;
    status = prover_open(&p) && ledger_init(&p.ledger, &p.f, measures) ? prove_all(&p, c, measures, result) : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_ERROR_MEMORY && p.ledger.wrong)
        status = give_up(result, PROVE_UNCOVERED, p.ledger.wrong);
    result->steps = p.replay.steps.count;
    if (status == MSPEC_OK && result->verdict == PROVE_DONE && !replay_write(&p.replay, out))
        status = MSPEC_ERROR_MEMORY;
    if (p.ledger.f)
        ledger_fini(&p.ledger);
    prover_close(&p);
    formula_fini(&p.f);
    return status;
}
