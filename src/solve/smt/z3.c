/* The module. Z3 works in a thread of its own, so that whoever asks can stop it: Z3_interrupt may be called from any thread. Its
 * errors are looked up, and never end the process. Two things of it would: its reader of SMT-LIB, when memory is out (the
 * conditions are handed over one by one), and its own limit of memory, when it is reached where it cannot give up in good order
 * (what it uses is looked at from outside, and it is stopped like by a user). */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <z3.h>

#include "solve/smt/optimiser.h"

#define MILLISECONDS_BETWEEN 20 /* two looks at the clock */
#define CLAUSES_BETWEEN 4096    /* two looks at whether to stop */

struct work {
    const struct optimiser_question *question;
    const struct statement *st;
    struct optimiser_answer *answer;
    Z3_context z3;
    Z3_optimize optimise;
    Z3_ast *variables, *negations; /* as many as the statement has */
    Z3_ast *row;                   /* room for the terms of one sum or clause */
    size_t row_size;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool done, stop, memory_is_out;
};

/* The usual handler ends the process. */
static void stay(Z3_context z3, Z3_error_code code)
{
    (void)z3, (void)code;
}

static bool has_failed(struct work *w)
{
    Z3_error_code code = Z3_get_error_code(w->z3);
    if (code == Z3_OK)
        return false;
    const char *why = Z3_get_error_msg(w->z3, code);
    bool memory = code == Z3_MEMOUT_FAIL || strstr(why, "memory") != NULL;
    w->answer->verdict = memory ? OPTIMISER_MEMORY : OPTIMISER_UNKNOWN;
    snprintf(w->answer->why, sizeof w->answer->why, "%s", why);
    return true;
}

static bool is_stopped(struct work *w)
{
    pthread_mutex_lock(&w->lock);
    bool stop = w->stop;
    pthread_mutex_unlock(&w->lock);
    return stop;
}

/* ---- the statement, handed over ---- */

/* What was made is held: it lives as long as the context. */
static Z3_ast held(struct work *w, Z3_ast ast)
{
    if (ast)
        Z3_inc_ref(w->z3, ast);
    return ast;
}

static bool make_variables(struct work *w)
{
    Z3_sort boolean = Z3_mk_bool_sort(w->z3);
    for (uint32_t i = 0; i < w->st->variables.count; i++) {
        w->variables[i] = held(w, Z3_mk_const(w->z3, Z3_mk_int_symbol(w->z3, (int)i), boolean));
        w->negations[i] = w->variables[i] ? held(w, Z3_mk_not(w->z3, w->variables[i])) : NULL;
        if (!w->negations[i])
            return false;
    }
    return !has_failed(w);
}

static Z3_ast ast_of(const struct work *w, literal l)
{
    return l > 0 ? w->variables[l - 1] : w->negations[-l - 1];
}

static bool assert_clause(struct work *w, const literal *literals, size_t count)
{
    for (size_t i = 0; i < count; i++)
        w->row[i] = ast_of(w, literals[i]);
    Z3_ast clause = held(w, count == 0   ? Z3_mk_false(w->z3)
                            : count == 1 ? w->row[0]
                                         : Z3_mk_or(w->z3, (unsigned)count, w->row));
    if (!clause)
        return false;
    Z3_optimize_assert(w->z3, w->optimise, clause);
    Z3_dec_ref(w->z3, clause);
    return Z3_get_error_code(w->z3) == Z3_OK;
}

static bool assert_clauses(struct work *w)
{
    struct clause_read clause;
    size_t asserted = 0;
    for (size_t at = 0; statement_next_clause(w->st, &at, &clause);)
        if (!assert_clause(w, clause.literals, clause.count) || (++asserted % CLAUSES_BETWEEN == 0 && is_stopped(w)))
            return false;
    return true;
}

static bool assert_equivalence(struct work *w, uint32_t route)
{
    for (uint32_t c = 2; c < w->st->m->component_count; c++)
        for (uint32_t b = 1; b < c; b++) {
            if (is_stopped(w))
                return false;
            for (uint32_t a = 0; a < b; a++) {
                literal ab = literal_undivided(w->st, a, b, route), bc = literal_undivided(w->st, b, c, route),
                        ac = literal_undivided(w->st, a, c, route);
                if (!assert_clause(w, (literal[]){-ab, -bc, ac}, 3) || !assert_clause(w, (literal[]){-ab, -ac, bc}, 3) ||
                    !assert_clause(w, (literal[]){-ac, -bc, ab}, 3))
                    return false;
            }
        }
    return true;
}

static Z3_ast number(struct work *w, int128 value)
{
    struct text digits = {0};
    int128_print(&digits, value);
    text_append(&digits, "", 1);
    Z3_ast ast = digits.failed ? NULL : held(w, Z3_mk_numeral(w->z3, digits.bytes, Z3_mk_int_sort(w->z3)));
    text_fini(&digits);
    return ast;
}

static Z3_ast sum_of(struct work *w, const struct sum *sum)
{
    Z3_ast zero = number(w, 0);
    size_t count = 0;
    w->row[count++] = number(w, sum->offset);
    for (size_t i = 0; i < sum->count && zero; i++) {
        Z3_ast weight = number(w, sum->terms[i].weight);
        if (weight)
            w->row[count++] = held(w, Z3_mk_ite(w->z3, ast_of(w, sum->terms[i].of), weight, zero));
    }
    for (size_t i = 0; i < count; i++)
        if (!w->row[i])
            return NULL;
    return count == sum->count + 1 ? held(w, Z3_mk_add(w->z3, (unsigned)count, w->row)) : NULL;
}

static bool assert_limits(struct work *w)
{
    for (size_t i = 0; i < w->st->limits.count; i++) {
        Z3_ast sum = sum_of(w, &w->st->limits.items[i]), most = number(w, w->st->limits.items[i].most);
        Z3_ast limit = sum && most ? held(w, Z3_mk_le(w->z3, sum, most)) : NULL;
        if (!limit)
            return false;
        Z3_optimize_assert(w->z3, w->optimise, limit);
    }
    return true;
}

/* One number for the whole objective, as in statement/smtlib.c. */
static bool add_objective(struct work *w)
{
    Z3_ast cost = NULL;
    for (size_t i = 0; i < w->st->measures.count; i++) {
        const struct sum *sum = &w->st->measures.items[i];
        Z3_ast measure = sum_of(w, sum), weight = number(w, sum_largest(sum) + 1);
        if (!measure || !weight)
            return false;
        if (cost) {
            Z3_ast above = held(w, Z3_mk_mul(w->z3, 2, (Z3_ast[]){weight, cost}));
            cost = above ? held(w, Z3_mk_add(w->z3, 2, (Z3_ast[]){above, measure})) : NULL;
        } else {
            cost = measure;
        }
        if (!cost)
            return false;
    }
    if (cost)
        Z3_optimize_minimize(w->z3, w->optimise, cost);
    return Z3_get_error_code(w->z3) == Z3_OK;
}

static bool hand_over(struct work *w)
{
    if (!make_variables(w) || !assert_clauses(w))
        return false;
    for (uint32_t r = 1; r < w->st->routes.count; r++)
        if (!assert_equivalence(w, r))
            return false;
    return assert_limits(w);
}

/* ---- answers ---- */

/* A variable that no condition needs has no value, and may have any. */
static bool read_values(struct work *w, bool *values)
{
    Z3_model model = Z3_optimize_get_model(w->z3, w->optimise);
    if (!model || Z3_get_error_code(w->z3) != Z3_OK)
        return false;
    Z3_model_inc_ref(w->z3, model);
    for (uint32_t i = 0; i < w->st->variables.count; i++) {
        Z3_func_decl variable = Z3_get_app_decl(w->z3, Z3_to_app(w->z3, w->variables[i]));
        Z3_ast value = Z3_model_get_const_interp(w->z3, model, variable);
        values[i] = value && Z3_get_bool_value(w->z3, value) == Z3_L_TRUE;
    }
    bool fine = Z3_get_error_code(w->z3) == Z3_OK;
    Z3_model_dec_ref(w->z3, model);
    return fine;
}

static Z3_lbool check(struct work *w)
{
    Z3_lbool verdict = Z3_optimize_check(w->z3, w->optimise, 0, NULL);
    if (verdict == Z3_L_FALSE)
        w->answer->verdict = OPTIMISER_NONE;
    if (verdict != Z3_L_UNDEF || has_failed(w))
        return verdict;
    const char *why = Z3_optimize_get_reason_unknown(w->z3, w->optimise);
    snprintf(w->answer->why, sizeof w->answer->why, "%s", why ? why : "");
    return verdict;
}

/* First anything, then the best. */
static void answer(struct work *w)
{
    Z3_params params = Z3_mk_params(w->z3);
    Z3_params_inc_ref(w->z3, params);
    Z3_params_set_bool(w->z3, params, Z3_mk_string_symbol(w->z3, "ctrl_c"), false); /* signals are not its business */
    Z3_optimize_set_params(w->z3, w->optimise, params);
    Z3_params_dec_ref(w->z3, params);
    if (has_failed(w) || !hand_over(w)) {
        has_failed(w);
        return;
    }
    if (check(w) != Z3_L_TRUE)
        return;
    w->answer->has_draft = read_values(w, w->answer->draft);
    if (!add_objective(w)) {
        has_failed(w);
        return;
    }
    Z3_lbool verdict = check(w);
    if (verdict != Z3_L_FALSE)
        w->answer->has_values = read_values(w, w->answer->values);
    if (verdict == Z3_L_TRUE)
        w->answer->verdict = OPTIMISER_OPTIMUM;
}

static void *run(void *user)
{
    struct work *w = user;
    w->optimise = Z3_mk_optimize(w->z3);
    if (w->optimise) {
        Z3_optimize_inc_ref(w->z3, w->optimise);
        answer(w);
        Z3_optimize_dec_ref(w->z3, w->optimise);
    } else {
        has_failed(w);
    }
    pthread_mutex_lock(&w->lock);
    w->done = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* ---- the thread of whoever asks ---- */

/* Waits for the other thread, and stops it when told to. */
static void wait_for(struct work *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->done) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += MILLISECONDS_BETWEEN * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&w->changed, &w->lock, &until);
        if (w->done)
            break;
        pthread_mutex_unlock(&w->lock);
        if (w->question->memory_limit && Z3_get_estimated_alloc_size() > w->question->memory_limit)
            w->memory_is_out = true;
        bool stop = w->stop || w->memory_is_out || !w->question->go_on(w->question->user);
        if (stop)
            Z3_interrupt(w->z3); /* again and again: one that comes too early is forgotten */
        pthread_mutex_lock(&w->lock);
        w->stop = stop;
    }
    pthread_mutex_unlock(&w->lock);
}

static bool make_room(struct work *w)
{
    struct memory *memory = w->st->p->memory;
    size_t variables = w->st->variables.count;
    w->row_size = variables + 2; /* no clause and no sum has more terms */
    w->variables = memory_resize(memory, NULL, 0, (variables + 1) * sizeof *w->variables);
    w->negations = memory_resize(memory, NULL, 0, (variables + 1) * sizeof *w->negations);
    w->row = memory_resize(memory, NULL, 0, w->row_size * sizeof *w->row);
    return w->variables && w->negations && w->row;
}

static void free_room(struct work *w)
{
    struct memory *memory = w->st->p->memory;
    size_t variables = w->st->variables.count;
    memory_release(memory, w->variables, (variables + 1) * sizeof *w->variables);
    memory_release(memory, w->negations, (variables + 1) * sizeof *w->negations);
    memory_release(memory, w->row, w->row_size * sizeof *w->row);
}

static void ask(const struct optimiser_question *question, struct optimiser_answer *answer)
{
    pthread_t thread;
    struct work w = {.question = question,
                     .st = question->statement,
                     .answer = answer,
                     .lock = PTHREAD_MUTEX_INITIALIZER,
                     .changed = PTHREAD_COND_INITIALIZER};
    answer->verdict = OPTIMISER_MEMORY;
    if (!make_room(&w)) {
        free_room(&w);
        return;
    }
    Z3_config config = Z3_mk_config();
    w.z3 = config ? Z3_mk_context_rc(config) : NULL;
    if (config)
        Z3_del_config(config);
    if (w.z3) {
        Z3_set_error_handler(w.z3, stay);
        answer->verdict = OPTIMISER_UNKNOWN;
        if (pthread_create(&thread, NULL, run, &w) == 0) {
            wait_for(&w);
            pthread_join(thread, NULL);
            if (answer->verdict == OPTIMISER_UNKNOWN && w.memory_is_out)
                answer->verdict = OPTIMISER_MEMORY;
        } else {
            answer->verdict = OPTIMISER_MEMORY;
        }
        Z3_del_context(w.z3);
    }
    free_room(&w);
}

static const struct optimiser optimiser = {OPTIMISER_VERSION, ask};

const struct optimiser *mspec_optimiser(void)
{
    return &optimiser;
}
