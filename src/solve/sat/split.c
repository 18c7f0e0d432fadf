#include "solve/sat/split.h"

#define WHOLE 1e-6        /* a value so near 0 or 1 is that */
#define ROOT_ROUNDS 400   /* of looking for rows, before anything is decided */
#define NODE_ROUNDS 5
#define LOOK_PIVOTS 30
#define MOST_LOOKS 8      /* columns that are tried out at a node */
#define TRIALS 4          /* of a column, until what it gains is believed */
#define CONFLICTS 20000   /* of the solver, to find a configuration */
#define FIRST_GUESS 200   /* the optimum is no further above the bound of the root than a so-manyth; else twice as far */
#define MOST_RESTARTS 20
#define MOST_UNSOLVED 30  /* solutions of the relaxation that are no configurations */

struct decision {
    uint32_t column;
    bool value, is_second;
    bool keeps;       /* something under it is left to the solver */
    size_t trail;     /* what was fixed before it */
    int128 bound;     /* before it was made */
};

struct gains {        /* per unit of value, at 0 and at 1 */
    double sum[2];
    uint32_t count[2];
};

struct tree {
    struct split *s;
    struct relax *relax;
    struct memory *memory;
    uint32_t columns;
    struct {
        VECTOR(struct decision);
    } path;
    struct {
        VECTOR(uint32_t);
    } trail;          /* columns that are fixed below the root */
    double *lower, *upper; /* what holds everywhere */
    bool *is_fixed;
    struct gains *gains, all;
    struct {
        VECTOR(int);
    } literals;
    uint32_t unsolved;
    bool stopped, out_of_memory;
    int128 root_bound, first_bound; /* the latter: before anything was guessed */
    int128 guess;         /* nothing dearer is looked for; negative: not yet guessed */
    int128 most;          /* what costs more is excluded: the guess, or the best one when that is less; negative: none is */
    bool left;            /* something was left to the solver, */
    int128 left_bound;    /* and costs at least that */
    struct {
        VECTOR(int);
    } pending;            /* clauses that hold if something is found within the guess, each with a 0 after it */
};

static int literal(const struct tree *t, uint32_t column, bool value)
{
    int l = relax_literal(t->relax, column);
    return value ? l : -l;
}

static bool push(struct tree *t, int l)
{
    if (!vector_push(t->memory, &t->literals, l))
        t->out_of_memory = true;
    return !t->out_of_memory;
}

static bool is_found(const struct tree *t)
{
    return t->s->best >= 0 && (t->guess < 0 || t->s->best <= t->guess);
}

/* Clause: not all decisions down to so many hold; or the literal (0: no other). */
static void exclude(struct tree *t, size_t decisions, int otherwise)
{
    t->literals.count = 0;
    for (size_t k = 0; k < decisions; k++)
        if (!push(t, -literal(t, t->path.items[k].column, t->path.items[k].value)))
            return;
    if (otherwise && !push(t, otherwise))
        return;
    if (is_found(t)) {
        maxsat_clause(t->s->solver, t->literals.items, t->literals.count);
        return;
    }
    for (size_t k = 0; k <= t->literals.count; k++)
        if (!vector_push(t->memory, &t->pending, k < t->literals.count ? t->literals.items[k] : 0))
            t->out_of_memory = true;
}

/* Something was found, and so what was excluded before was rightly so. */
static void say_pending(struct tree *t)
{
    size_t from = 0;
    for (size_t k = 0; k < t->pending.count; k++)
        if (!t->pending.items[k]) {
            maxsat_clause(t->s->solver, t->pending.items + from, k - from);
            from = k + 1;
        }
    t->pending.count = 0;
}

/* ---- fixing ---- */

/* Whatever is decided. */
static void fix_everywhere(struct tree *t, uint32_t column, bool value)
{
    t->lower[column] = t->upper[column] = value;
    exclude(t, 0, literal(t, column, value));
    if (t->is_fixed[column])
        return; /* below some decision; until that is undone */
    t->is_fixed[column] = true;
    relax_fix(t->relax, column, value, value);
    relax_retire(t->relax, column);
}

static void fix(struct tree *t, uint32_t column, bool value)
{
    if (!t->path.count) {
        fix_everywhere(t, column, value);
        return;
    }
    t->is_fixed[column] = true;
    relax_fix(t->relax, column, value, value);
    if (!vector_push(t->memory, &t->trail, column))
        t->out_of_memory = true;
}

static void undo(struct tree *t, size_t trail)
{
    while (t->trail.count > trail) {
        uint32_t column = t->trail.items[--t->trail.count];
        t->is_fixed[column] = t->lower[column] == t->upper[column];
        relax_fix(t->relax, column, t->lower[column], t->upper[column]);
        if (t->is_fixed[column])
            relax_retire(t->relax, column);
    }
}

/* What the bound of the root says: none of its columns was fixed but for good when that was kept. */
static void fix_for_good(struct tree *t)
{
    for (uint32_t j = 0; t->most >= 0 && j < t->columns; j++)
        for (int value = 0; value < 2; value++) {
            if (t->lower[j] == t->upper[j] || !relax_excludes(t->relax, j, value, t->most, true))
                continue;
            fix_everywhere(t, j, !value);
        }
}

/* What the bound of this node says. */
static uint32_t fix_here(struct tree *t)
{
    uint32_t count = 0;
    for (uint32_t j = 0; t->most >= 0 && j < t->columns; j++)
        for (int value = 0; value < 2 && !t->is_fixed[j]; value++)
            if (relax_excludes(t->relax, j, value, t->most, false)) {
                fix(t, j, !value);
                count++;
            }
    return count;
}

/* ---- configurations ---- */

/* Asks the solver for a configuration with these literals; when it is valid and better than the best, it is the best. */
static enum maxsat_answer ask(struct tree *t)
{
    enum maxsat_answer answer = maxsat_try(t->s->solver, t->literals.items, t->literals.count, CONFLICTS);
    if (answer != MAXSAT_OPTIMUM)
        return answer;
    int128 cost = -1;
    if (!t->s->try_on(t->s->user, &cost)) {
        t->out_of_memory = true;
        return MAXSAT_NO_MEMORY;
    }
    if (cost < 0)
        return MAXSAT_UNSATISFIABLE;
    if (t->s->best < 0 || cost < t->s->best) {
        t->s->best = cost;
        if (is_found(t)) {
            say_pending(t);
            t->most = cost;
            fix_for_good(t);
        }
    }
    return MAXSAT_OPTIMUM;
}

/* Asks the solver for a configuration near the relaxation's solution: with nothing that is far from it. */
static enum maxsat_answer realise(struct tree *t, double near)
{
    t->literals.count = 0;
    for (uint32_t j = 0; j < t->columns; j++) {
        double value = relax_value(t->relax, j);
        if (value <= near && !push(t, literal(t, j, false)))
            return MAXSAT_NO_MEMORY;
        bool is_cut = relax_is_cut(t->relax, j);
        if (!is_cut && value >= 1 - near && !push(t, literal(t, j, true)))
            return MAXSAT_NO_MEMORY;
    }
    return ask(t);
}

/* A better configuration than the best, near the solution of a node: ever less of it is kept until one is found. */
static void improve(struct tree *t)
{
    int128 was = t->s->best;
    for (double near = 0.3; near > 0 && was == t->s->best && !t->out_of_memory && !t->stopped; near -= 0.05) {
        enum maxsat_answer answer = realise(t, near);
        if (answer == MAXSAT_NO_MEMORY)
            t->out_of_memory = true;
        if (answer == MAXSAT_OPTIMUM)
            return;
    }
}

/* ---- branching ---- */

static double gain_of(const struct tree *t, uint32_t column, int side)
{
    const struct gains *g = &t->gains[column];
    if (g->count[side])
        return g->sum[side] / g->count[side];
    double usual = t->all.count[side] ? t->all.sum[side] / t->all.count[side] : 1;
    return usual * (relax_is_outer(t->relax, column) ? 1 : 0.3);
}

static void note_gain(struct tree *t, uint32_t column, int side, double gain, double distance)
{
    if (!(gain >= 0) || distance < WHOLE)
        return;
    t->gains[column].sum[side] += gain / distance;
    t->gains[column].count[side]++;
    t->all.sum[side] += gain / distance;
    t->all.count[side]++;
}

static double score_of(double down, double up)
{
    return (down > 1e-4 ? down : 1e-4) * (up > 1e-4 ? up : 1e-4);
}

enum branching { CHOICE_MADE, CHOICE_NONE, CHOICE_FIXED, CHOICE_EXCLUDED };

/* The column whose values both cost most, tried out where it is not known. FIXED: one of them costs too much, and so the
 * other was fixed. */
static enum branching choose(struct tree *t, uint32_t *column, bool *value)
{
    double here = relax_cost(t->relax), best = -1;
    struct {
        uint32_t column;
        double value, score;
    } top[MOST_LOOKS]; /* the most promising ones, in order */
    uint32_t count = 0;
    bool any = false;
    for (uint32_t j = 0; j < t->columns; j++) {
        double x = relax_value(t->relax, j);
        if (t->is_fixed[j] || x < WHOLE || x > 1 - WHOLE)
            continue;
        any = true;
        double score = score_of(gain_of(t, j, 0) * x, gain_of(t, j, 1) * (1 - x));
        uint32_t at = count < MOST_LOOKS ? count++ : MOST_LOOKS;
        if (at == MOST_LOOKS && top[MOST_LOOKS - 1].score >= score)
            continue;
        if (at == MOST_LOOKS)
            at--;
        while (at > 0 && top[at - 1].score < score) {
            top[at] = top[at - 1];
            at--;
        }
        top[at].column = j;
        top[at].value = x;
        top[at].score = score;
    }
    if (!any)
        return CHOICE_NONE;
    bool fixed = false;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t j = top[k].column;
        double x = top[k].value, gain[2] = {gain_of(t, j, 0) * x, gain_of(t, j, 1) * (1 - x)};
        for (int side = 0; side < 2; side++) {
            if (t->gains[j].count[side] >= TRIALS || t->is_fixed[j])
                continue;
            double cost;
            int128 bound = relax_peek(t->relax, j, side, t->most, LOOK_PIVOTS, &cost);
            gain[side] = cost > here ? cost - here : 0;
            note_gain(t, j, side, gain[side], side ? 1 - x : x);
            if (t->most >= 0 && bound > t->most) {
                fix(t, j, !side);
                fixed = true;
            }
        }
        if (fixed)
            break;
        double score = score_of(gain[0], gain[1]);
        if (score > best) {
            best = score;
            *column = j;
            *value = gain[1] < gain[0];
        }
    }
    return fixed ? CHOICE_FIXED : CHOICE_MADE;
}

/* ---- the tree ---- */

enum node { NODE_EXCLUDED, NODE_LEFT, NODE_SPLIT };

static bool on_wait(void *user)
{
    struct tree *t = user;
    int128 least = t->root_bound;
    for (size_t k = 0; k < t->path.count; k++) { /* the first decision of which a side is still to be looked at */
        least = t->path.items[k].bound;
        if (!t->path.items[k].is_second)
            break;
    }
    if (t->s->best >= 0 && t->s->best < least)
        least = t->s->best;
    if (t->left && t->left_bound < least)
        least = t->left_bound;
    if (!t->s->go_on(t->s->user, least))
        t->stopped = true;
    return !t->stopped;
}

/* From now on nothing dearer is looked for: as long as no configuration is known, that excludes far more. */
static void guess(struct tree *t, int128 most)
{
    t->guess = most;
    t->most = is_found(t) ? t->s->best : most;
}

/* Bounds the node, fixes what it can, and says on what to split it. */
static enum node look(struct tree *t, uint32_t *column, bool *value, int128 *bound)
{
    bool at_root = !t->path.count;
    for (;;) {
        enum relax_answer answer = relax_solve(t->relax, t->most, at_root ? ROOT_ROUNDS : NODE_ROUNDS, bound);
        if (answer == RELAX_NO_MEMORY)
            t->out_of_memory = true;
        if (answer == RELAX_STOPPED)
            t->stopped = true;
        if (answer == RELAX_ABOVE)
            return NODE_EXCLUDED;
        if (t->out_of_memory || t->stopped)
            return NODE_LEFT;
        if (at_root) {
            t->root_bound = *bound > t->root_bound ? *bound : t->root_bound;
            relax_keep(t->relax);
            if (t->guess < 0) {
                t->first_bound = *bound;
                guess(t, *bound + *bound / FIRST_GUESS);
                for (double near = 0.45; t->s->best < 0 && near > -0.3 && !t->out_of_memory && !t->stopped; near -= 0.2)
                    if (realise(t, near) == MAXSAT_NO_MEMORY) /* to have one at all; the last time, any */
                        t->out_of_memory = true;
            }
            fix_for_good(t);
        }
        improve(t);
        if (t->out_of_memory || t->stopped)
            return NODE_LEFT;
        fix_here(t);
        enum branching choice = choose(t, column, value);
        if (choice == CHOICE_MADE)
            return NODE_SPLIT;
        if (choice == CHOICE_FIXED)
            continue;
        enum maxsat_answer found = realise(t, 0.5);
        if (found == MAXSAT_NO_MEMORY)
            t->out_of_memory = true;
        t->unsolved += found != MAXSAT_OPTIMUM;
        fix_here(t);
        return t->most >= 0 && *bound > t->most ? NODE_EXCLUDED : NODE_LEFT;
    }
}

/* What is fixed at a node that is left to the solver. */
static void leave(struct tree *t, int128 bound)
{
    t->left_bound = t->left && t->left_bound < bound ? t->left_bound : bound;
    t->left = true;
    for (size_t k = 0; k < t->path.count; k++)
        t->path.items[k].keeps = true;
    if (!t->path.count)
        return;
    size_t own = t->path.items[0].trail;
    for (size_t k = own; k < t->trail.count && !t->out_of_memory; k++) {
        uint32_t column = t->trail.items[k];
        exclude(t, t->path.count, literal(t, column, relax_is_one(t->relax, column)));
    }
}

/* To the last decision of which the other value was not looked at, and to that; false: there is none. */
static bool go_back(struct tree *t)
{
    while (t->path.count) {
        struct decision *d = &t->path.items[t->path.count - 1];
        if (!d->keeps)
            exclude(t, t->path.count, 0);
        undo(t, d->trail);
        if (d->is_second) {
            t->path.count--;
            continue;
        }
        d->is_second = true;
        d->keeps = false;
        d->value = !d->value;
        if (t->lower[d->column] == t->upper[d->column] && t->lower[d->column] != d->value) /* found out since */
            continue;
        if (t->most >= 0 && d->bound > t->most) /* found since */
            continue;
        fix(t, d->column, d->value);
        return true;
    }
    return false;
}

/* Nothing was found within the guess: the next one is twice as far from the bound of the root. What was excluded is
 * forgotten. False: that would be more than anything costs. */
static bool guess_again(struct tree *t)
{
    if (t->guess < 0)
        return false;
    if (!t->left && t->guess + 1 > t->root_bound)
        t->root_bound = t->guess + 1;
    if (t->guess >= relax_most_cost(t->relax))
        return false;
    int128 step = (t->guess - t->first_bound) * 2;
    guess(t, t->first_bound + (step > 0 ? step : 1));
    t->pending.count = 0;
    t->trail.count = 0;
    t->left = false;
    for (uint32_t j = 0; j < t->columns; j++) {
        t->lower[j] = 0;
        t->upper[j] = 1;
        t->is_fixed[j] = false;
    }
    relax_free_all(t->relax);
    return true;
}

static enum split_answer grow(struct tree *t)
{
    uint32_t restarts = 0;
    int128 known = t->s->best;
    for (;;) {
        uint32_t column = 0;
        bool value = false;
        int128 bound = 0;
        enum node node = look(t, &column, &value, &bound);
        t->s->nodes++;
        if (t->out_of_memory)
            return SPLIT_NO_MEMORY;
        if (t->stopped)
            return SPLIT_STOPPED;
        if (t->unsolved > MOST_UNSOLVED)
            return SPLIT_NO_USE;
        if (node == NODE_SPLIT) {
            if (!vector_push(t->memory, &t->path, ((struct decision){column, value, false, false, t->trail.count, bound})))
                return SPLIT_NO_MEMORY;
            fix(t, column, value);
            continue;
        }
        if (node == NODE_LEFT)
            leave(t, bound);
        if (t->s->best != known && restarts++ < MOST_RESTARTS) { /* with what is known now, other decisions are better */
            known = t->s->best;
            undo(t, 0);
            t->path.count = 0;
            continue;
        }
        if (!go_back(t) && (is_found(t) || !guess_again(t)))
            return SPLIT_DONE;
    }
}

enum split_answer split_solve(struct split *s)
{
    uint32_t n = relax_columns(s->relax);
    struct tree t = {.s = s, .relax = s->relax, .memory = s->arena->memory, .columns = n, .guess = -1, .most = s->best};
    t.lower = arena_new_array(s->arena, double, n);
    t.upper = arena_new_array(s->arena, double, n);
    t.is_fixed = arena_new_array(s->arena, bool, n);
    t.gains = arena_new_array(s->arena, struct gains, n);
    if (!t.lower || !t.upper || !t.is_fixed || !t.gains)
        return SPLIT_NO_MEMORY;
    for (uint32_t j = 0; j < n; j++)
        t.upper[j] = 1;
    relax_on_wait(s->relax, on_wait, &t);
    enum split_answer answer = grow(&t);
    vector_free(t.memory, &t.path);
    vector_free(t.memory, &t.trail);
    vector_free(t.memory, &t.pending);
    vector_free(t.memory, &t.literals);
    return answer;
}
