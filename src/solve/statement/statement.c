/* Variables, clauses and reasons: what the other files of the folder write with. */
#include "solve/statement/depths.h"

#include <string.h>

#define MOST_VARIABLES (1u << 28)

/* ---- variables ---- */

static size_t hash_of(const struct variable *v)
{
    uint64_t h = v->kind;
    const uint32_t parts[] = {v->a, v->b, v->c, v->d};
    for (int i = 0; i < 4; i++)
        h = (h ^ parts[i]) * 0x9e3779b97f4a7c15u, h ^= h >> 29;
    return (size_t)h;
}

static bool same_variable(const struct variable *x, const struct variable *y)
{
    return x->kind == y->kind && x->a == y->a && x->b == y->b && x->c == y->c && x->d == y->d;
}

static size_t slot_of(const struct statement *st, const struct variable *v)
{
    size_t mask = st->table.count - 1, at = hash_of(v) & mask;
    while (st->table.items[at] && !same_variable(&st->variables.items[st->table.items[at] - 1], v))
        at = (at + 1) & mask;
    return at;
}

static bool grow_table(struct statement *st)
{
    size_t size = st->table.count ? st->table.count * 2 : 1024;
    uint32_t *old = st->table.items;
    size_t old_size = st->table.count;
    uint32_t *grown = memory_resize(st->p->memory, NULL, 0, size * sizeof *grown);
    if (!grown)
        return false;
    st->table.items = grown;
    st->table.count = st->table.capacity = size;
    for (size_t i = 0; i < old_size; i++)
        if (old[i])
            grown[slot_of(st, &st->variables.items[old[i] - 1])] = old[i];
    memory_release(st->p->memory, old, old_size * sizeof *old);
    return true;
}

literal statement_find(const struct statement *st, enum variable_kind kind, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    struct variable v = {kind, a, b, c, d};
    return st->table.count ? (literal)st->table.items[slot_of(st, &v)] : 0;
}

literal statement_variable(struct statement *st, enum variable_kind kind, uint32_t a, uint32_t b, uint32_t c, uint32_t d,
                           bool *is_new)
{
    struct variable v = {kind, a, b, c, d};
    if (is_new)
        *is_new = false;
    if (st->variables.count * 2 >= st->table.count && !grow_table(st)) {
        st->failed = true;
        return LITERAL_FALSE;
    }
    size_t at = slot_of(st, &v);
    if (st->table.items[at])
        return (literal)st->table.items[at];
    if (st->variables.count >= MOST_VARIABLES || !vector_push(st->p->memory, &st->variables, v)) {
        st->failed = true;
        return LITERAL_FALSE;
    }
    st->table.items[at] = (uint32_t)st->variables.count;
    if (is_new)
        *is_new = true;
    return (literal)st->variables.count;
}

uint32_t statement_block(struct statement *st, enum variable_kind kind, uint32_t count)
{
    uint32_t first = (uint32_t)st->variables.count;
    for (uint32_t i = 0; i < count && !st->failed; i++)
        if (first + i >= MOST_VARIABLES ||
            !vector_push(st->p->memory, &st->variables, ((struct variable){kind, NONE, NONE, NONE, NONE})))
            st->failed = true;
    return first;
}

/* ---- reasons ---- */

struct reason reason_plain(enum reason_kind kind)
{
    return (struct reason){kind, NONE, NONE, NONE, NONE, 0, {0}};
}

static bool same_reason(const struct reason *x, const struct reason *y)
{
    return x->kind == y->kind && x->a == y->a && x->b == y->b && x->cell == y->cell && x->mechanism == y->mechanism &&
           x->ops == y->ops && x->span.source == y->span.source && x->span.from == y->span.from && x->span.to == y->span.to;
}

int32_t statement_reason(struct statement *st, struct reason why)
{
    if (st->reasons.count && same_reason(&st->reasons.items[st->reasons.count - 1], &why))
        return (int32_t)st->reasons.count - 1;
    if (st->reasons.count >= MOST_VARIABLES || !vector_push(st->p->memory, &st->reasons, why))
        st->failed = true;
    return st->failed ? 0 : (int32_t)st->reasons.count - 1;
}

/* ---- clauses ---- */

void clause_add(struct statement *st, struct disjunction *c, literal l)
{
    if (l == LITERAL_FALSE)
        return;
    if (l == LITERAL_TRUE)
        c->is_true = true;
    for (size_t i = 0; i < c->count && !c->is_true; i++) {
        if (c->items[i] == l)
            return;
        c->is_true = c->items[i] == -l;
    }
    if (!c->is_true && !vector_push(st->p->memory, c, l))
        st->failed = true;
}

static void put(struct statement *st, int32_t number)
{
    if (!vector_push(st->p->memory, &st->clauses, number))
        st->failed = true;
}

void clause_close(struct statement *st, struct disjunction *c, int32_t reason)
{
    if (!c->is_true) {
        put(st, reason);
        for (size_t i = 0; i < c->count; i++)
            put(st, c->items[i]);
        put(st, 0);
        st->clause_count++;
    }
    c->count = 0;
    c->is_true = false;
}

void clause_write(struct statement *st, int32_t reason, size_t count, const literal *literals)
{
    struct disjunction c = {0};
    for (size_t i = 0; i < count; i++)
        clause_add(st, &c, literals[i]);
    clause_close(st, &c, reason);
    vector_free(st->p->memory, &c);
}

literal literal_both(struct statement *st, literal x, literal y)
{
    if (x == LITERAL_FALSE || y == LITERAL_FALSE || x == -y)
        return LITERAL_FALSE;
    if (x == LITERAL_TRUE || x == y)
        return y;
    if (y == LITERAL_TRUE)
        return x;
    bool is_new;
    literal both =
        statement_variable(st, VARIABLE_BOTH, (uint32_t)(x < y ? x : y), (uint32_t)(x < y ? y : x), NONE, NONE, &is_new);
    if (is_new) {
        int32_t why = statement_reason(st, reason_plain(REASON_DEFINITION));
        CLAUSE(st, why, -both, x);
        CLAUSE(st, why, -both, y);
        CLAUSE(st, why, both, -x, -y);
    }
    return both;
}

/* ---- the whole ---- */

static void build(struct statement *st)
{
    if (!routes_list(st))
        return;
    if (st->depths)
        depths_from_routes(st);
    choices_make_variables(st);
    if (st->depths)
        depths_make_variables(st);
    else
        routes_make_variables(st);
    if (st->failed)
        return;
    choices_state(st);
    if (st->worth)
        picks_state(st);
    if (st->depths)
        depths_state(st);
    else
        routes_state(st);
    boundaries_init(st);
    if (st->failed)
        return;
    fixpoint_state(st);
    constraints_state(st);
    costs_state(st);
}

static mspec_status finish(struct statement *st, struct statement **out)
{
    build(st);
    if (st->failed || st->too_large || st->p->memory->exhausted) {
        bool memory = st->failed || st->p->memory->exhausted;
        statement_free(st);
        return memory ? MSPEC_ERROR_MEMORY : MSPEC_ERROR_LIMIT;
    }
    *out = st;
    return MSPEC_OK;
}

static struct statement *begin(struct problem *p)
{
    struct statement *st = memory_resize(p->memory, NULL, 0, sizeof *st);
    if (!st)
        return NULL;
    st->m = p->model;
    st->p = p;
    arena_init(&st->arena, p->memory);
    return st;
}

mspec_status statement_new(const struct model *m, struct statement **out)
{
    struct problem *p;
    *out = NULL;
    mspec_status status = problem_outline(m, &p);
    if (status != MSPEC_OK)
        return status;
    struct statement *st = begin(p);
    if (!st) {
        problem_free(p);
        return MSPEC_ERROR_MEMORY;
    }
    return finish(st, out);
}

/* What alternatives are made of that no other one beats. */
static mechanism_set *find_worth(struct statement *st)
{
    const struct problem *p = st->p;
    mechanism_set *worth = arena_new_array(&st->arena, mechanism_set, p->model->component_count);
    for (uint32_t i = 0; worth && i < p->alternative_count; i++)
        worth[p->alternatives[i].component] |= p->alternatives[i].chosen;
    return worth;
}

mspec_status statement_for_optimum(struct problem *p, struct statement **out)
{
    *out = NULL;
    struct statement *st = begin(p);
    if (!st)
        return MSPEC_ERROR_MEMORY;
    st->borrows = true;
    st->depths = arena_new(&st->arena, struct depths);
    st->worth = find_worth(st);
    st->failed = !st->depths || !st->worth;
    return finish(st, out);
}

void statement_free(struct statement *st)
{
    if (!st)
        return;
    struct memory *memory = st->p->memory;
    vector_free(memory, &st->variables);
    vector_free(memory, &st->table);
    vector_free(memory, &st->routes);
    vector_free(memory, &st->reasons);
    vector_free(memory, &st->clauses);
    vector_free(memory, &st->limits);
    vector_free(memory, &st->measures);
    vector_free(memory, &st->picks);
    boundaries_fini(st);
    arena_fini(&st->arena);
    if (!st->borrows)
        problem_free(st->p);
    memory_release(memory, st, sizeof *st);
}
