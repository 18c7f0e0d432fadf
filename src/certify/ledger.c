#include "certify/ledger.h"

static bool refuse(struct ledger *l, const char *why)
{
    l->wrong = why;
    return false;
}

static bool widen(struct ledger *l)
{
    size_t wanted = 2 * ((size_t)l->f->clauses.variables + 1), capacity = l->capacity ? l->capacity : 1024;
    if (wanted <= l->capacity)
        return true;
    while (capacity < wanted)
        capacity *= 2;
    struct memory *m = l->f->clauses.memory;
    int128 *weights = memory_resize(m, NULL, 0, capacity * sizeof *weights);
    bool *marked = memory_resize(m, NULL, 0, capacity * sizeof *marked);
    if (!weights || !marked) {
        memory_release(m, weights, weights ? capacity * sizeof *weights : 0);
        memory_release(m, marked, marked ? capacity * sizeof *marked : 0);
        return false;
    }
    if (l->capacity)
        memcpy(weights, l->weights, l->capacity * sizeof *weights);
    memory_release(m, l->weights, l->capacity * sizeof *weights);
    memory_release(m, l->marked, l->capacity * sizeof *marked);
    l->weights = weights;
    l->marked = marked;
    l->capacity = capacity;
    return true;
}

/* What the configuration costs, in the weights of the level. */
static bool load(struct ledger *l)
{
    const struct level *level = &l->f->levels[l->level];
    struct rational cost;
    l->bound = 0;
    if (!rational_sub(l->measures->value[level->measure], level->constant, &cost) || !rational_mul(cost, level->scale, &cost))
        return refuse(l, "the figures of the costs are too large or too fine");
    if (cost.den != 1)
        return refuse(l, "the configuration costs what no configuration can");
    l->cost = cost.num;
    for (size_t i = 0; i < level->weight_count; i++) {
        int128 *weight = &l->weights[literal_at(level->weights[i].literal)];
        if (!int128_add(*weight, level->weights[i].value, weight))
            return refuse(l, "the figures of the costs are too large or too fine");
    }
    return true;
}

bool ledger_init(struct ledger *l, struct formula *f, const struct measures *measures)
{
    *l = (struct ledger){.f = f, .measures = measures};
    if (!measures)
        l->level = f->level_count;
    return widen(l) && (ledger_done(l) || load(l));
}

void ledger_fini(struct ledger *l)
{
    struct memory *m = l->f->clauses.memory;
    memory_release(m, l->weights, l->capacity * sizeof *l->weights);
    memory_release(m, l->marked, l->capacity * sizeof *l->marked);
}

bool ledger_done(const struct ledger *l)
{
    return l->level == l->f->level_count;
}

/* The least weight of different literals; 0 when one of them costs nothing, or stands there twice. */
static int128 least_weight(struct ledger *l, const int *literals, size_t count)
{
    int128 least = 0;
    bool fine = count > 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = literal_at(literals[i]);
        fine = fine && !l->marked[at] && l->weights[at] > 0;
        l->marked[at] = true;
        if (i == 0 || l->weights[at] < least)
            least = l->weights[at];
    }
    for (size_t i = 0; i < count; i++)
        l->marked[literal_at(literals[i])] = false;
    return fine ? least : 0;
}

/* Of the literals x1 … xk at least one is true: Σ xi = 1 + Σ (xi and a later one). `later` stands for "one of x(i+1) … xk is". */
bool ledger_core(struct ledger *l, size_t clause)
{
    struct clauses *c = &l->f->clauses;
    size_t count;
    if (ledger_done(l))
        return refuse(l, "a step of the account after its last level");
    if (clause >= clauses_count(c))
        return refuse(l, "a clause that is not there");
    const int *literals = clauses_get(c, clause, &count);
    int128 least = least_weight(l, literals, count);
    if (least == 0)
        return refuse(l, "a clause with literals that cost nothing");
    if (!int128_add(l->bound, least, &l->bound))
        return refuse(l, "the figures of the costs are too large or too fine");
    for (size_t i = 0; i < count; i++)
        l->weights[literal_at(literals[i])] -= least;
    int later = count > 1 ? literals[count - 1] : 0;
    for (size_t i = count - 1; i-- > 0;) {
        /* adding clauses moves the literals */
        int x = clauses_get(c, clause, &count)[i], event = clauses_variable(c);
        if (c->failed || !clauses_add_raw(c, (int[]){-x, -later, event}, 3) || !widen(l))
            return false;
        l->weights[literal_at(event)] = least;
        if (i == 0)
            break;
        int either = clauses_variable(c);
        if (c->failed || !clauses_add_raw(c, (int[]){-x, either}, 2) || !clauses_add_raw(c, (int[]){-later, either}, 2) || !widen(l))
            return false;
        later = either;
    }
    return true;
}

bool ledger_harden(struct ledger *l, int literal)
{
    int128 with;
    if (ledger_done(l))
        return refuse(l, "a step of the account after its last level");
    int128 weight = l->weights[literal_at(literal)];
    if (weight <= 0 || !int128_add(l->bound, weight, &with) || with <= l->cost)
        return refuse(l, "a literal that the configuration could afford");
    return clauses_add_raw(&l->f->clauses, (int[]){-literal}, 1);
}

bool ledger_level(struct ledger *l)
{
    struct clauses *c = &l->f->clauses;
    if (ledger_done(l))
        return refuse(l, "a step of the account after its last level");
    if (l->bound != l->cost)
        return refuse(l, "a level of the objective that is not proven");
    for (int v = 1; v <= c->variables; v++)
        for (int literal = v; literal; literal = literal == v ? -v : 0) {
            int128 *weight = &l->weights[literal_at(literal)];
            if (*weight > 0 && !clauses_add_raw(c, &(int){-literal}, 1))
                return false;
            *weight = 0;
        }
    l->level++;
    return ledger_done(l) || load(l);
}

bool ledger_budget(struct ledger *l, uint32_t which, const int *literals, size_t count)
{
    struct clauses *c = &l->f->clauses;
    int128 sum = 0;
    bool fine = true;
    if (which >= l->f->limit_count || !l->f->limits[which].known)
        return refuse(l, "a budget that is not there");
    for (size_t i = 0; i < count; i++) {
        bool *marked = &l->marked[literal_at(literals[i])];
        fine = fine && !*marked && int128_add(sum, formula_weight(&l->f->limits[which].level, literals[i]), &sum);
        *marked = true;
    }
    for (size_t i = 0; i < count; i++)
        l->marked[literal_at(literals[i])] = false;
    if (!fine || sum <= l->f->limits[which].most)
        return refuse(l, "literals that the budget allows");
    size_t first = c->literals.count;
    if (!clauses_add_raw(c, literals, count))
        return false;
    for (size_t i = first; i < c->literals.count; i++)
        c->literals.items[i] = -c->literals.items[i];
    return true;
}
