#include "certify/prove.h"

#include <ccadical.h>
#include <limits.h>
#include <stdlib.h>

#include "base/clock.h"
#include "certify/replay.h"

enum { TRIES_TO_SHRINK = 5, LARGEST_TO_REDUCE = 80, CONFLICTS_TO_REDUCE = 200, DECISIONS_TO_REDUCE = 100 };

struct prover {
    struct formula f;
    struct ledger ledger;
    struct replay replay;
    CCaDiCaL *solver;
    size_t fed;           /* clauses that the solver has been given, or has learned itself */
    bool *named;          /* by clause that says that sharing is transitive: it has been given, too; the others wait */
    struct {
        VECTOR(int);
    } learned;            /* each ended by 0, since the last look */
    struct {
        VECTOR(int);
    } priced;             /* literals of the level that have, or had, a weight */
    struct {
        VECTOR(int);
    } assumed, core, trial;
    struct {
        VECTOR(size_t);
    } broken;
    double deadline;      /* on the monotonic clock; 0: none */
    bool no_memory, stopped;
};

/* ---- the solver ---- */

static int terminated(void *user)
{
    struct prover *p = user;
    if (!p->stopped && ((p->deadline > 0 && clock_now() > p->deadline) || !context_go_on(p->f.m->ctx, NULL)))
        p->stopped = true;
    return p->stopped || p->no_memory;
}

static void learn(void *user, int *clause)
{
    struct prover *p = user;
    do {
        if (!vector_push(p->f.clauses.memory, &p->learned, *clause))
            p->no_memory = true;
    } while (*clause++ != 0 && !p->no_memory);
}

/* What the solver learns must follow by propagation: it searches, and does not rewrite clauses. */
static CCaDiCaL *new_solver(struct prover *p)
{
    static const char *const off[] = {"block", "compact", "condition", "cover", "decompose", "elim", "inprocessing", "probe",
                                      "subsume", "ternary", "transred", "vivify", "walk", "lucky", "deduplicate"};
    CCaDiCaL *solver = ccadical_init();
    if (!solver)
        return NULL;
    ccadical_set_option(solver, "quiet", 1);
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        ccadical_set_option(solver, off[i], 0);
    ccadical_set_option(solver, "phase", 0);
    ccadical_set_learn(solver, p, INT_MAX, learn);
    ccadical_set_terminate(solver, p, terminated);
    return solver;
}

static void give(struct prover *p, size_t clause)
{
    size_t count;
    const int *literals = clauses_get(&p->f.clauses, clause, &count);
    for (size_t i = 0; i < count; i++)
        ccadical_add(p->solver, literals[i]);
    ccadical_add(p->solver, 0);
}

static void feed(struct prover *p)
{
    for (; p->fed < clauses_count(&p->f.clauses); p->fed++)
        if (p->fed < p->f.transitive || p->fed >= p->f.transitive_end)
            give(p, p->fed);
}

static bool is_true(const struct prover *p, int literal)
{
    return literal > 0 ? ccadical_val(p->solver, literal) > 0 : ccadical_val(p->solver, -literal) <= 0;
}

/* Names the waiting clauses that the solution breaks. They are found first: a new clause ends the solution. */
static bool name_broken(struct prover *p, bool *broken)
{
    p->broken.count = 0;
    for (size_t i = p->f.transitive; i < p->f.transitive_end; i++) {
        size_t count;
        const int *literals = clauses_get(&p->f.clauses, i, &count);
        bool holds = p->named[i - p->f.transitive];
        for (size_t k = 0; k < count && !holds; k++)
            holds = is_true(p, literals[k]);
        if (!holds && !vector_push(p->f.clauses.memory, &p->broken, i))
            return false;
    }
    for (size_t i = 0; i < p->broken.count; i++) {
        size_t clause = p->broken.items[i];
        p->named[clause - p->f.transitive] = true;
        give(p, clause);
        if (!replay_name(&p->replay, clause))
            return false;
    }
    *broken = p->broken.count > 0;
    return true;
}

/* Replays what was learned. What does not follow by propagation is left out: then what needs it does not follow either. */
static bool follow(struct prover *p)
{
    size_t clause;
    bool follows;
    for (size_t first = 0, end; first < p->learned.count && !p->replay.refuted; first = end + 1) {
        for (end = first; p->learned.items[end] != 0; end++)
            ;
        if (!replay_learn(&p->replay, p->learned.items + first, end - first, &clause, &follows) && follows)
            return false;
    }
    p->learned.count = 0;
    p->fed = clauses_count(&p->f.clauses); /* the solver knows them */
    return true;
}

/* 10 satisfiable, 20 not, 0 unknown; -1 out of memory. hasty: only where a contradiction is near. */
static int ask(struct prover *p, const int *assumptions, size_t count, bool hasty)
{
    feed(p);
    for (size_t i = 0; i < count; i++)
        ccadical_assume(p->solver, assumptions[i]);
    if (hasty) {
        ccadical_limit(p->solver, "conflicts", CONFLICTS_TO_REDUCE);
        ccadical_limit(p->solver, "decisions", DECISIONS_TO_REDUCE);
    }
    int answer = ccadical_solve(p->solver);
    return p->no_memory || !follow(p) ? -1 : answer;
}

/* ---- cores ---- */

static bool take_failed(struct prover *p, const int *assumptions, size_t count)
{
    p->core.count = 0;
    for (size_t i = 0; i < count; i++)
        if (ccadical_failed(p->solver, assumptions[i]) && !vector_push(p->f.clauses.memory, &p->core, assumptions[i]))
            return false;
    return true;
}

static bool copy_core(struct prover *p, size_t except)
{
    p->trial.count = 0;
    for (size_t i = 0; i < p->core.count; i++)
        if (i != except && !vector_push(p->f.clauses.memory, &p->trial, p->core.items[i]))
            return false;
    return true;
}

/* A smaller core bounds more. False when out of memory. */
static bool reduce(struct prover *p)
{
    size_t before = SIZE_MAX;
    for (unsigned i = 0; i < TRIES_TO_SHRINK && p->core.count > 1 && p->core.count < before; i++) {
        before = p->core.count;
        if (!copy_core(p, SIZE_MAX))
            return false;
        int answer = ask(p, p->trial.items, p->trial.count, false);
        if (answer < 0 || (answer == 20 && !take_failed(p, p->trial.items, p->trial.count)))
            return false;
        if (answer != 20)
            return true;
    }
    for (size_t i = p->core.count; i-- > 0 && p->core.count > 1 && p->core.count <= LARGEST_TO_REDUCE;) {
        if (!copy_core(p, i))
            return false;
        int answer = ask(p, p->trial.items, p->trial.count, true);
        if (answer < 0)
            return false;
        if (p->stopped)
            return true;
        if (answer == 20 && !take_failed(p, p->trial.items, p->trial.count))
            return false;
        if (i > p->core.count)
            i = p->core.count;
    }
    return true;
}

/* ---- the account ---- */

static int128 weight(const struct prover *p, int literal)
{
    return p->ledger.weights[literal_at(literal)];
}

static bool price(struct prover *p, int literal)
{
    return vector_push(p->f.clauses.memory, &p->priced, literal);
}

static bool begin_level(struct prover *p)
{
    p->priced.count = 0;
    if (ledger_done(&p->ledger))
        return true;
    const struct level *level = &p->f.levels[p->ledger.level];
    for (size_t i = 0; i < level->weight_count; i++)
        if (!price(p, level->weights[i].literal))
            return false;
    return true;
}

/* One of the core's literals is paid. The clause is learned as the negated core. */
static bool account_core(struct prover *p, bool *follows)
{
    size_t clause, first;
    int variables = p->f.clauses.variables;
    for (size_t i = 0; i < p->core.count; i++)
        p->core.items[i] = -p->core.items[i];
    if (!replay_learn(&p->replay, p->core.items, p->core.count, &clause, follows))
        return false;
    if (clause == SIZE_MAX) { /* a literal of it is known to be true */
        for (size_t i = 0; i < p->core.count; i++) {
            int literal = p->core.items[i], v = literal > 0 ? literal : -literal;
            if (p->replay.of[v].value == (literal > 0 ? 1 : -1))
                clause = p->replay.of[v].unit;
        }
    }
    first = clauses_count(&p->f.clauses);
    if (!ledger_core(&p->ledger, clause) ||
        !replay_note(&p->replay, (struct replay_step){.kind = 'c', .clause = first, .core = clause}))
        return false;
    for (int v = variables + 1; v <= p->f.clauses.variables; v++)
        if (weight(p, v) > 0 && !price(p, v))
            return false;
    return true;
}

/* What alone would cost too much is out. */
static bool harden(struct prover *p)
{
    int128 room = p->ledger.cost - p->ledger.bound;
    for (size_t i = 0; i < p->priced.count; i++) {
        int literal = p->priced.items[i];
        size_t first = clauses_count(&p->f.clauses);
        if (weight(p, literal) <= room || p->replay.of[literal > 0 ? literal : -literal].value != 0)
            continue;
        if (!ledger_harden(&p->ledger, literal) ||
            !replay_note(&p->replay, (struct replay_step){.kind = 'h', .clause = first, .literal = literal}))
            return false;
    }
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
    int128 x = weight(p, a), y = weight(p, b);
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
        int128 w = weight(p, p->priced.items[i]);
        if (w == 0)
            continue;
        p->priced.items[kept++] = p->priced.items[i];
        if (w >= least ? !vector_push(p->f.clauses.memory, &p->assumed, -p->priced.items[i]) : false)
            return false;
        if (w < least && w > *rest)
            *rest = w;
    }
    p->priced.count = kept;
    sort(p, p->assumed.items, p->assumed.count);
    return true;
}

static mspec_status give_up(struct prove_result *result, enum prove_verdict verdict, const char *why)
{
    result->verdict = verdict;
    result->why = why;
    return MSPEC_OK;
}

static mspec_status stop(struct prover *p, struct prove_result *result)
{
    return p->stopped ? give_up(result, PROVE_STOPPED, "stopped, or out of time") : MSPEC_ERROR_MEMORY;
}

/* ---- budgets ---- */

/* Of the literals of a budget that are true now, the heaviest, until they exceed it: they are not all true. *broken: there are. */
static bool break_budget(struct prover *p, uint32_t which, bool *broken)
{
    const struct level *level = &p->f.limits[which].level;
    int128 most = p->f.limits[which].most, sum = 0, last = -1;
    size_t first = clauses_count(&p->f.clauses);
    p->trial.count = 0;
    *broken = false;
    if (!p->f.limits[which].known)
        return true;
    while (sum <= most) {
        int128 heaviest = 0;
        for (size_t i = 0; i < level->weight_count; i++) /* the heaviest below the last */
            if ((last < 0 || level->weights[i].value < last) && level->weights[i].value > heaviest &&
                is_true(p, level->weights[i].literal))
                heaviest = level->weights[i].value;
        if (heaviest == 0)
            return true;
        for (size_t i = 0; i < level->weight_count && sum <= most; i++) {
            int literal = level->weights[i].literal;
            if (level->weights[i].value != heaviest || !is_true(p, literal))
                continue;
            bool there = false;
            for (size_t k = 0; k < p->trial.count && !there; k++)
                there = p->trial.items[k] == literal;
            if (!there && !vector_push(p->f.clauses.memory, &p->trial, literal))
                return false;
            sum += there ? 0 : formula_weight(level, literal);
        }
        last = heaviest;
    }
    *broken = true;
    return ledger_budget(&p->ledger, which, p->trial.items, p->trial.count) &&
           replay_note(&p->replay, (struct replay_step){.kind = 'b', .clause = first, .literal = (int)which + 1});
}

/* A solution that breaks a budget is none. */
static bool mend_budgets(struct prover *p, bool *broken)
{
    *broken = false;
    for (uint32_t i = 0; i < p->f.limit_count && !*broken; i++)
        if (!break_budget(p, i, broken))
            return false;
    return true;
}

/* ask, for solutions of all clauses that keep the budgets. */
static int ask_within(struct prover *p, const int *assumptions, size_t count)
{
    for (;;) {
        bool broken;
        int answer = p->replay.refuted ? 20 : ask(p, assumptions, count, false);
        if (answer != 10)
            return answer;
        if (!name_broken(p, &broken) || (!broken && !mend_budgets(p, &broken)))
            return -1;
        if (!broken)
            return answer;
    }
}

/* ---- the proof ---- */

static mspec_status prove_level(struct prover *p, struct prove_result *result)
{
    int128 least = p->ledger.cost / 2 + 1, rest;
    while (p->ledger.bound < p->ledger.cost) {
        bool follows = true;
        if (!harden(p) || !assume(p, least, &rest))
            return MSPEC_ERROR_MEMORY;
        if (p->assumed.count == 0 && rest > 0) {
            least = rest - rest / 2;
            continue;
        }
        int answer = ask_within(p, p->assumed.items, p->assumed.count);
        if (answer < 0 || (answer != 10 && answer != 20))
            return stop(p, result);
        if (answer == 10) {
            if (rest == 0)
                return give_up(result, PROVE_CHEAPER, NULL);
            least = rest - rest / 2;
            continue;
        }
        if (p->replay.refuted || !take_failed(p, p->assumed.items, p->assumed.count) || !reduce(p))
            return p->replay.refuted ? MSPEC_ERROR_INTERNAL : MSPEC_ERROR_MEMORY;
        if (p->stopped)
            return stop(p, result);
        if (p->core.count == 0)
            return MSPEC_ERROR_INTERNAL; /* the configuration itself fulfils all clauses */
        if (!account_core(p, &follows))
            return follows ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_INTERNAL;
    }
    return p->ledger.bound == p->ledger.cost ? MSPEC_OK : MSPEC_ERROR_INTERNAL;
}

static mspec_status prove_none(struct prover *p, struct prove_result *result)
{
    size_t clause;
    bool follows;
    int answer = ask_within(p, NULL, 0);
    if (answer == 10)
        return give_up(result, PROVE_CHEAPER, NULL);
    if (answer != 20)
        return stop(p, result);
    if (!p->replay.refuted && !replay_learn(&p->replay, NULL, 0, &clause, &follows))
        return follows ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_INTERNAL;
    return MSPEC_OK;
}

static mspec_status prove_all(struct prover *p, const struct measures *measures, struct prove_result *result)
{
    if (!measures)
        return prove_none(p, result);
    if (!begin_level(p))
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

static bool begin(struct prover *p, const struct measures *measures)
{
    p->named = arena_new_array(&p->f.arena, bool, p->f.transitive_end - p->f.transitive);
    bool fits = p->named && replay_init(&p->replay, &p->f.clauses, p->f.transitive, p->f.transitive_end) && ledger_init(&p->ledger, &p->f, measures);
    return fits && (p->solver = new_solver(p)) != NULL;
}

static void fini(struct prover *p)
{
    struct memory *m = p->f.clauses.memory;
    if (p->solver)
        ccadical_release(p->solver);
    vector_free(m, &p->learned);
    vector_free(m, &p->priced);
    vector_free(m, &p->assumed);
    vector_free(m, &p->core);
    vector_free(m, &p->trial);
    vector_free(m, &p->broken);
    if (p->replay.memory)
        replay_fini(&p->replay);
    if (p->ledger.f)
        ledger_fini(&p->ledger);
    formula_fini(&p->f);
}

mspec_status prove(const struct model *m, const struct measures *measures, double time_limit, struct arena *a,
                   struct prove_result *result, struct text *out)
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
    status = begin(&p, measures) ? prove_all(&p, measures, result) : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_ERROR_MEMORY && p.ledger.wrong)
        status = give_up(result, PROVE_UNCOVERED, p.ledger.wrong);
    result->steps = p.replay.steps.count;
    if (status == MSPEC_OK && result->verdict == PROVE_DONE && !replay_write(&p.replay, out))
        status = MSPEC_ERROR_MEMORY;
    fini(&p);
    return status;
}
