#include "certify/check.h"

enum { BETWEEN_LOOKS = 1024 };

struct checker {
    struct formula *f;
    struct ledger ledger;
    int8_t *values;  /* by variable: 1 true, -1 false, 0 not known */
    size_t capacity;
    struct {
        VECTOR(int);
    } assumed;       /* literals that are true for the step at hand only */
    struct {
        VECTOR(int64_t);
    } numbers;       /* of the line at hand */
    size_t seen;     /* clauses whose units are known */
    bool refuted;
    struct check_result result;
};

static bool end(struct checker *k, enum check_verdict verdict, const char *wrong)
{
    k->result.verdict = verdict;
    k->result.wrong = wrong;
    return false;
}

static int value(const struct checker *k, int literal)
{
    return literal > 0 ? k->values[literal] : -k->values[-literal];
}

static void set(struct checker *k, int literal)
{
    k->values[literal > 0 ? literal : -literal] = literal > 0 ? 1 : -1;
}

/* Room for new variables, and the units among new clauses. An empty clause, or a unit against another, is the end. */
static bool take_in(struct checker *k)
{
    struct clauses *c = &k->f->clauses;
    size_t wanted = (size_t)c->variables + 1, capacity = k->capacity ? k->capacity : 1024;
    while (capacity < wanted)
        capacity *= 2;
    if (capacity > k->capacity) {
        int8_t *grown = memory_resize(c->memory, k->values, k->capacity, capacity);
        if (!grown)
            return end(k, CHECK_NO_MEMORY, NULL);
        k->values = grown;
        k->capacity = capacity;
    }
    for (; k->seen < clauses_count(c); k->seen++) {
        size_t count;
        const int *literals = clauses_get(c, k->seen, &count);
        if (count == 0 || (count == 1 && value(k, literals[0]) < 0))
            k->refuted = true;
        else if (count == 1)
            set(k, literals[0]);
    }
    return true;
}

/* ---- a clause that follows ---- */

static bool assume(struct checker *k, int literal)
{
    if (!vector_push(k->f->clauses.memory, &k->assumed, literal))
        return end(k, CHECK_NO_MEMORY, NULL);
    set(k, literal);
    return true;
}

static bool read_literal(struct checker *k, int64_t number, int *literal)
{
    if (number == 0 || number > k->f->clauses.variables || number < -(int64_t)k->f->clauses.variables)
        return end(k, CHECK_FAILS, "a literal of no variable");
    *literal = (int)number;
    return true;
}

/* Goes through the hints; *closed when one of the clauses has no literal left. */
static bool follow(struct checker *k, size_t first, size_t last, bool *closed)
{
    for (size_t i = first; i < last && !*closed; i++) {
        int64_t number = k->numbers.items[i];
        size_t count, left = 0;
        int open = 0;
        if (number < 1 || (uint64_t)number > clauses_count(&k->f->clauses))
            return end(k, CHECK_FAILS, "a clause that is not there");
        const int *literals = clauses_get(&k->f->clauses, (size_t)number - 1, &count);
        for (size_t j = 0; j < count && left < 2; j++)
            if (value(k, literals[j]) >= 0) {
                open = literals[j];
                left++;
            }
        if (left > 1)
            return end(k, CHECK_FAILS, "a hint with more than one literal left");
        if (left == 1 && value(k, open) == 0 && !assume(k, open))
            return false;
        *closed = left == 0;
    }
    return true;
}

static bool add_clause(struct checker *k)
{
    size_t end_of_clause = 0, count = k->numbers.count;
    while (end_of_clause < count && k->numbers.items[end_of_clause] != 0)
        end_of_clause++;
    if (end_of_clause + 2 > count || k->numbers.items[count - 1] != 0)
        return end(k, CHECK_GARBLED, "a clause without its hints");
    bool closed = false, fine = true;
    int *literals = memory_resize(k->f->clauses.memory, NULL, 0, end_of_clause * sizeof *literals + 1);
    if (!literals)
        return end(k, CHECK_NO_MEMORY, NULL);
    for (size_t i = 0; i < end_of_clause && fine; i++) {
        fine = read_literal(k, k->numbers.items[i], &literals[i]);
        if (fine && value(k, literals[i]) > 0)
            closed = true; /* it holds already, or it says x or not x */
        else if (fine && value(k, literals[i]) == 0)
            fine = assume(k, -literals[i]);
    }
    fine = fine && follow(k, end_of_clause + 1, count - 1, &closed);
    for (size_t i = 0; i < k->assumed.count; i++)
        k->values[k->assumed.items[i] > 0 ? k->assumed.items[i] : -k->assumed.items[i]] = 0;
    k->assumed.count = 0;
    if (fine && !closed)
        fine = end(k, CHECK_FAILS, "a clause that does not follow from its hints");
    if (fine && !clauses_add_raw(&k->f->clauses, literals, end_of_clause))
        fine = end(k, CHECK_NO_MEMORY, NULL);
    memory_release(k->f->clauses.memory, literals, end_of_clause * sizeof *literals + 1);
    return fine;
}

/* ---- lines ---- */

static bool account(struct checker *k, bool done);

static bool add_budget(struct checker *k)
{
    size_t count = k->numbers.count;
    if (count == 0)
        return end(k, CHECK_GARBLED, "a budget without its number");
    int *literals = memory_resize(k->f->clauses.memory, NULL, 0, count * sizeof *literals);
    if (!literals)
        return end(k, CHECK_NO_MEMORY, NULL);
    int64_t which = k->numbers.items[0];
    bool fine = which >= 1 && which <= UINT32_MAX ? true : end(k, CHECK_FAILS, "a budget that is not there");
    for (size_t i = 1; i < count && fine; i++)
        fine = read_literal(k, k->numbers.items[i], &literals[i - 1]);
    fine = fine && account(k, ledger_budget(&k->ledger, (uint32_t)(which - 1), literals, count - 1));
    memory_release(k->f->clauses.memory, literals, count * sizeof *literals);
    return fine;
}

/* Clauses of the formula that it does not list. `t` is for who shares what, `n` for a limit. */
static bool add_asked(struct checker *k, char kind)
{
    const int64_t *numbers = k->numbers.items;
    size_t wanted = kind == 't' ? 4 : 2;
    bool fine = k->numbers.count == wanted;
    for (size_t i = 0; i < wanted && fine; i++)
        fine = numbers[i] >= 1 && numbers[i] <= UINT32_MAX;
    if (!fine)
        return end(k, CHECK_GARBLED, "a step that does not say which clauses of the formula it asks for");
    struct sharing of = {.depth = (uint32_t)numbers[0], .a = (uint32_t)(numbers[1] - 1)};
    if (kind == 't') {
        of.b = (uint32_t)(numbers[2] - 1);
        of.c = (uint32_t)(numbers[3] - 1);
    }
    if (kind == 't' ? formula_transitive(k->f, &of) : formula_count(k->f, (uint32_t)numbers[0], of.a))
        return true;
    return k->f->clauses.failed ? end(k, CHECK_NO_MEMORY, NULL) : end(k, CHECK_FAILS, "clauses that the formula does not have");
}

static bool account(struct checker *k, bool done)
{
    return done || end(k, k->ledger.wrong ? CHECK_FAILS : CHECK_NO_MEMORY, k->ledger.wrong);
}

static bool step(struct checker *k, char kind)
{
    int literal;
    int64_t number = k->numbers.count == 1 ? k->numbers.items[0] : 0;
    switch (kind) {
    case 'a':
        return add_clause(k);
    case 'c':
        if (number < 1)
            return end(k, CHECK_FAILS, "a clause that is not there");
        return account(k, ledger_core(&k->ledger, (size_t)number - 1));
    case 'h':
        return read_literal(k, number, &literal) && account(k, ledger_harden(&k->ledger, literal));
    case 'l':
        if (k->numbers.count != 0)
            return end(k, CHECK_GARBLED, "numbers where none are expected");
        return account(k, ledger_level(&k->ledger));
    case 'b':
        return add_budget(k);
    case 't':
    case 'n':
        return add_asked(k, kind);
    default:
        return end(k, CHECK_GARBLED, "a line that is no step");
    }
}

/* Whole numbers with blanks between them, up to the end of the line. */
static bool read_numbers(struct checker *k, const char **at, const char *limit)
{
    k->numbers.count = 0;
    while (*at < limit && **at != '\n') {
        int64_t number = 0;
        bool negative = false;
        if (*(*at)++ != ' ')
            return end(k, CHECK_GARBLED, "something that is no number");
        if (*at < limit && **at == '-') {
            negative = true;
            ++*at;
        }
        if (*at == limit || **at < '0' || **at > '9')
            return end(k, CHECK_GARBLED, "something that is no number");
        for (; *at < limit && **at >= '0' && **at <= '9'; ++*at)
            if (number < INT64_MAX / 16)
                number = number * 10 + (**at - '0');
        if (!vector_push(k->f->clauses.memory, &k->numbers, negative ? -number : number))
            return end(k, CHECK_NO_MEMORY, NULL);
    }
    if (*at == limit)
        return end(k, CHECK_GARBLED, "a line that has no end");
    ++*at;
    return true;
}

static bool run(struct checker *k, const char *bytes, size_t length)
{
    const char *at = bytes, *limit = bytes + length;
    if (!take_in(k))
        return false;
    while (at < limit && !k->refuted) {
        char kind = *at++;
        k->result.line++;
        if (!read_numbers(k, &at, limit) || !step(k, kind) || !take_in(k))
            return false;
        if (++k->result.steps % BETWEEN_LOOKS == 0 && !context_go_on(k->f->m->ctx, NULL))
            return end(k, CHECK_STOPPED, NULL);
    }
    k->result.line = 0;
    if (k->refuted)
        return true;
    if (!k->ledger.measures || !ledger_done(&k->ledger))
        return end(k, CHECK_FAILS, k->ledger.measures ? "a level of the objective that is not proven"
                                                      : "no contradiction at its end");
    return true;
}

struct check_result check_proof(struct formula *f, const struct measures *measures, const char *bytes, size_t length)
{
    struct checker k = {.f = f};
    bool fine = ledger_init(&k.ledger, f, measures);
    if (!fine)
        account(&k, false);
    fine = fine && run(&k, bytes, length);
    /* The configuration fulfils the formula, and is as cheap as itself: a contradiction is a defect of the formula. */
    if (fine && measures && k.refuted)
        fine = end(&k, CHECK_FAILS, "it contradicts the configuration itself");
    if (fine)
        k.result.verdict = CHECK_HOLDS;
    ledger_fini(&k.ledger);
    memory_release(f->clauses.memory, k.values, k.capacity);
    vector_free(f->clauses.memory, &k.assumed);
    vector_free(f->clauses.memory, &k.numbers);
    return k.result;
}
