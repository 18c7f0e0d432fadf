#include "certify/replay.h"

#include <string.h>

static int value(const struct replay *r, int literal)
{
    return literal > 0 ? r->of[literal].value : -r->of[-literal].value;
}

static size_t variable(int literal)
{
    return (size_t)(literal > 0 ? literal : -literal);
}

/* ---- room ---- */

static bool grow(struct memory *m, void **block, size_t old, size_t new)
{
    void *grown = memory_resize(m, *block, old, new);
    if (grown)
        *block = grown;
    return grown != NULL;
}

static size_t room_for(size_t held, size_t wanted)
{
    size_t room = held ? held : 1024;
    while (room < wanted)
        room *= 2;
    return room;
}

static bool widen(struct replay *r)
{
    size_t variables = room_for(r->capacity, (size_t)r->clauses->variables + 1);
    size_t clauses = room_for(r->watched_capacity, clauses_count(r->clauses));
    if (variables > r->capacity) {
        if (!grow(r->memory, (void **)&r->of, r->capacity * sizeof *r->of, variables * sizeof *r->of))
            return false;
        r->capacity = variables;
    }
    if (clauses > r->watched_capacity) {
        if (!grow(r->memory, (void **)&r->watched, r->watched_capacity * sizeof *r->watched, clauses * sizeof *r->watched))
            return false;
        r->watched_capacity = clauses;
    }
    return true;
}

void replay_fini(struct replay *r)
{
    for (size_t i = 0; i < r->capacity; i++)
        for (unsigned k = 0; k < 2; k++)
            vector_free(r->memory, &r->of[i].watches[k]);
    memory_release(r->memory, r->of, r->capacity * sizeof *r->of);
    memory_release(r->memory, r->watched, r->watched_capacity * sizeof *r->watched);
    vector_free(r->memory, &r->trail);
    vector_free(r->memory, &r->hints);
    vector_free(r->memory, &r->steps);
}

/* ---- propagation ---- */

static bool assign(struct replay *r, int literal, size_t reason)
{
    if (!vector_push(r->memory, &r->trail, literal))
        return false;
    r->of[variable(literal)].value = literal > 0 ? 1 : -1;
    r->of[variable(literal)].reason = reason;
    return true;
}

static bool watch(struct replay *r, int literal, int other, size_t clause)
{
    struct watcher new = {clause, other};
    return vector_push(r->memory, &r->of[variable(literal)].watches[literal > 0], new);
}

/* Another literal of the clause to watch that is not false; 0 for none. */
static int find_watch(const struct replay *r, size_t clause, int not, int nor)
{
    size_t count;
    const int *literals = clauses_get(r->clauses, clause, &count);
    for (size_t i = 0; i < count; i++)
        if (literals[i] != not && literals[i] != nor && value(r, literals[i]) >= 0)
            return literals[i];
    return 0;
}

/* Everything that follows. *conflict: a clause without a literal left, or SIZE_MAX. False when out of memory. */
static bool propagate(struct replay *r, size_t *conflict)
{
    *conflict = SIZE_MAX;
    while (r->head < r->trail.count) {
        int literal = r->trail.items[r->head++];
        struct watch_list *list = &r->of[variable(literal)].watches[literal < 0];
        size_t kept = 0;
        for (size_t i = 0; i < list->count; i++) {
            struct watcher w = list->items[i];
            if (*conflict != SIZE_MAX || value(r, w.other) > 0) {
                list->items[kept++] = w;
                continue;
            }
            struct watched *of = &r->watched[w.clause];
            int other = of->first == -literal ? of->second : of->first, new = 0;
            if (value(r, other) <= 0 && (new = find_watch(r, w.clause, -literal, other)) != 0) {
                *of = (struct watched){other, new};
                if (!watch(r, new, other, w.clause))
                    return false;
                continue;
            }
            list->items[kept++] = (struct watcher){w.clause, other};
            if (value(r, other) < 0)
                *conflict = w.clause;
            else if (value(r, other) == 0 && !assign(r, other, w.clause))
                return false;
        }
        list->count = kept;
        if (*conflict != SIZE_MAX)
            return true;
    }
    return true;
}

/* ---- hints ---- */

static bool hint(struct replay *r, size_t clause, bool is_unit)
{
    int64_t number = (int64_t)clause + 1;
    return vector_push(r->memory, &r->hints, is_unit ? -number : number);
}

static void mark(struct replay *r, size_t clause, size_t except)
{
    size_t count;
    const int *literals = clauses_get(r->clauses, clause, &count);
    for (size_t i = 0; i < count; i++)
        if (variable(literals[i]) != except)
            r->of[variable(literals[i])].marked = true;
}

/* The clauses that led to the conflict, in the order in which they became units, and it last. The marks of units stay: what of
 * them is needed comes first. */
static bool explain(struct replay *r, size_t conflict)
{
    size_t begin = r->hints.count;
    if (!hint(r, conflict, false))
        return false;
    mark(r, conflict, 0);
    for (size_t i = r->trail.count; i-- > 0;) {
        size_t v = variable(r->trail.items[i]);
        if (!r->of[v].marked)
            continue;
        r->of[v].marked = false;
        if (i < r->known) {
            if (!hint(r, r->of[v].unit, true))
                return false;
        } else if (r->of[v].reason != SIZE_MAX) {
            if (!hint(r, r->of[v].reason, false))
                return false;
            mark(r, r->of[v].reason, v);
        }
    }
    for (size_t i = begin, k = r->hints.count; i + 1 < k; i++, k--) {
        int64_t swap = r->hints.items[i];
        r->hints.items[i] = r->hints.items[k - 1];
        r->hints.items[k - 1] = swap;
    }
    return true;
}

/* The step of the clause that is added next, from the hints since `first`. */
static bool push_learned(struct replay *r, const int *literals, size_t count, size_t first)
{
    struct replay_step new = {.kind = 'a', .clause = clauses_count(r->clauses), .count = 1, .first = first,
                              .hints = r->hints.count - first};
    return clauses_add_raw(r->clauses, literals, count) && vector_push(r->memory, &r->steps, new) && widen(r);
}

/* ---- what is known for good ---- */

static bool contradict(struct replay *r, size_t conflict)
{
    size_t first = r->hints.count;
    r->refuted = true;
    return explain(r, conflict) && push_learned(r, NULL, 0, first);
}

/* Each literal that follows for good gets a clause of its own. */
static bool settle(struct replay *r)
{
    size_t conflict;
    if (!propagate(r, &conflict))
        return false;
    for (; r->known < r->trail.count; r->known++) {
        int literal = r->trail.items[r->known];
        size_t v = variable(literal), reason = r->of[v].reason, count, first = r->hints.count;
        const int *literals = clauses_get(r->clauses, reason, &count);
        r->of[v].unit = reason;
        if (count == 1)
            continue;
        for (size_t i = 0; i < count; i++)
            if (literals[i] != literal && !hint(r, r->of[variable(literals[i])].unit, true))
                return false;
        r->of[v].unit = clauses_count(r->clauses);
        if (!hint(r, reason, false) || !push_learned(r, &literal, 1, first))
            return false;
        r->attached = clauses_count(r->clauses); /* it is on the trail */
    }
    return conflict == SIZE_MAX || contradict(r, conflict);
}

/* Watches a clause; or, where at most one literal is left, draws the conclusion. */
static bool attach(struct replay *r, size_t clause)
{
    size_t count;
    int first = find_watch(r, clause, 0, 0), second = first ? find_watch(r, clause, first, 0) : 0;
    const int *literals = clauses_get(r->clauses, clause, &count);
    for (size_t i = 0; i < count; i++)
        if (value(r, literals[i]) > 0)
            return true; /* holds for good */
    if (!first)
        return contradict(r, clause);
    if (!second)
        return assign(r, first, clause) && settle(r);
    r->watched[clause] = (struct watched){first, second};
    return watch(r, first, second, clause) && watch(r, second, first, clause);
}

static bool attach_all(struct replay *r)
{
    if (!widen(r))
        return false;
    /* what is added meanwhile are units, which are known already */
    size_t count = clauses_count(r->clauses);
    for (size_t i = r->attached; i < count && !r->refuted; i++)
        if (!attach(r, i))
            return false;
    r->attached = clauses_count(r->clauses);
    return true;
}

bool replay_init(struct replay *r, struct clauses *c)
{
    *r = (struct replay){.clauses = c, .memory = c->memory, .given = clauses_count(c)};
    return attach_all(r);
}

bool replay_note(struct replay *r, struct replay_step step)
{
    step.count = clauses_count(r->clauses) - step.clause;
    return vector_push(r->memory, &r->steps, step) && attach_all(r);
}

/* ---- learned clauses ---- */

static void back(struct replay *r)
{
    while (r->trail.count > r->known)
        r->of[variable(r->trail.items[--r->trail.count])].value = 0;
    r->head = r->known;
}

bool replay_learn(struct replay *r, const int *literals, size_t count, size_t *clause, bool *follows)
{
    size_t conflict = SIZE_MAX, first = r->hints.count;
    bool fits = true;
    *clause = SIZE_MAX;
    *follows = true;
    for (size_t i = 0; i < count && fits; i++) {
        if (value(r, literals[i]) > 0) { /* by a unit: nothing new */
            back(r);
            return true;
        }
        if (value(r, literals[i]) == 0)
            fits = assign(r, -literals[i], SIZE_MAX);
    }
    fits = fits && propagate(r, &conflict);
    if (fits && conflict != SIZE_MAX)
        fits = explain(r, conflict);
    back(r);
    if (!fits)
        return false;
    if (conflict == SIZE_MAX) {
        *follows = false;
        return false;
    }
    *clause = clauses_count(r->clauses);
    if (count == 0)
        r->refuted = true;
    return push_learned(r, literals, count, first) && attach_all(r);
}

/* ---- writing ---- */

static size_t last_clause(const struct replay_step *s)
{
    return s->clause + s->count;
}

/* Which steps the end needs, from the last one back: those that add a clause that is needed, and those of the account. */
static bool find_needed(struct replay *r, bool *needed)
{
    for (size_t i = r->steps.count; i-- > 0;) {
        const struct replay_step *s = &r->steps.items[i];
        if (s->kind == 'c')
            needed[s->core] = true;
        if (s->kind != 'a' || !needed[s->clause])
            continue;
        for (size_t k = s->first; k < s->first + s->hints; k++) {
            int64_t number = r->hints.items[k];
            needed[(number < 0 ? -number : number) - 1] = true;
        }
    }
    return true;
}

static void put_literals(const struct replay *r, size_t clause, int sign, struct text *out)
{
    size_t count;
    const int *literals = clauses_get(r->clauses, clause, &count);
    for (size_t i = 0; i < count; i++)
        text_printf(out, " %d", sign * literals[i]);
}

/* Steps with variables of their own stay, for those that come after are called by their numbers. */
static bool is_dispensable(const struct replay_step *s, const bool *needed)
{
    return s->kind != 'c' && s->kind != 'l' && s->kind != 'n' && !needed[s->clause];
}

bool replay_write(struct replay *r, struct text *out)
{
    size_t count = clauses_count(r->clauses), next = r->given + 1;
    bool *needed = memory_resize(r->memory, NULL, 0, count * sizeof *needed);
    size_t *number = memory_resize(r->memory, NULL, 0, count * sizeof *number);
    bool fits = needed && number;
    if (fits && r->refuted)
        needed[count - 1] = true;
    if (fits)
        find_needed(r, needed);
    for (size_t i = 0; i < r->given && fits; i++)
        number[i] = i + 1;
    for (size_t i = 0; i < r->steps.count && fits; i++) {
        const struct replay_step *s = &r->steps.items[i];
        if (is_dispensable(s, needed))
            continue;
        for (size_t k = s->clause; k < last_clause(s); k++)
            number[k] = next++;
        if (s->kind == 'b') {
            text_printf(out, "b %d", s->literal);
            put_literals(r, s->clause, -1, out);
            text_puts(out, "\n");
        } else if (s->kind == 'a') {
            text_puts(out, "a");
            put_literals(r, s->clause, 1, out);
            text_puts(out, " 0");
            for (size_t k = s->first; k < s->first + s->hints; k++)
                if (r->hints.items[k] > 0)
                    text_printf(out, " %zu", number[r->hints.items[k] - 1]);
            text_puts(out, " 0\n");
        } else if (s->kind == 't') {
            text_printf(out, "t %u %u %u %u\n", s->named[0], s->named[1] + 1, s->named[2] + 1, s->named[3] + 1);
        } else if (s->kind == 'n') {
            text_printf(out, "n %u %u\n", s->named[0], s->named[1] + 1);
        } else if (s->kind == 'c') {
            text_printf(out, "c %zu\n", number[s->core]);
        } else if (s->kind == 'h') {
            text_printf(out, "h %d\n", s->literal);
        } else {
            text_printf(out, "%c\n", s->kind);
        }
    }
    memory_release(r->memory, needed, needed ? count * sizeof *needed : 0);
    memory_release(r->memory, number, number ? count * sizeof *number : 0);
    return fits && !out->failed;
}
