#include "solve/sat/colour.h"

#include <string.h>

#define MOST_CLIQUES 4000
#define QUICK_CONFLICTS 3000

/* The question "are k colours enough?" */
struct question {
    const struct graph *g;
    struct arena *arena;
    struct maxsat *solver;
    uint32_t k;
    uint64_t *left;          /* vertices that can make it difficult */
    uint32_t *gone, gone_count; /* the others, in the order in which they went */
    uint32_t *order, count;  /* those left: a clique first */
    uint32_t clique;         /* so many of them are the clique */
    int *is;                 /* [vertex × k] has the colour */
};

/* ---- what is easy ---- */

static uint32_t degree_within(const struct question *q, uint32_t v)
{
    uint32_t degree = 0;
    for (size_t i = 0; i < q->g->words; i++)
        degree += (uint32_t)__builtin_popcountll(graph_row(q->g, v)[i] & q->left[i]);
    return degree;
}

static bool is_left(const struct question *q, uint32_t v)
{
    return q->left[v / 64] >> v % 64 & 1;
}

/* Is there one whose neighbours, of those left, include all of v's? Then v can have its colour. */
static bool is_outdone(const struct question *q, uint32_t v)
{
    for (uint32_t u = 0; u < q->g->n; u++) {
        bool outdoes = u != v && is_left(q, u) && !graph_has(q->g, u, v);
        for (size_t i = 0; i < q->g->words && outdoes; i++)
            outdoes = !(graph_row(q->g, v)[i] & q->left[i] & ~graph_row(q->g, u)[i]);
        if (outdoes)
            return true;
    }
    return false;
}

/* Takes off, one after the other, vertices that can be given a colour when all that were left then have one. */
static void peel(struct question *q)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (uint32_t v = 0; v < q->g->n; v++)
            if (is_left(q, v) && (degree_within(q, v) < q->k || is_outdone(q, v))) {
                q->left[v / 64] &= ~((uint64_t)1 << v % 64);
                q->gone[q->gone_count++] = v;
                changed = true;
            }
    }
}

/* The largest clique that is quickly found, then the others, those with the most neighbours first. */
static bool put_in_order(struct question *q)
{
    const struct graph *g = q->g;
    uint64_t *room = arena_new_array(q->arena, uint64_t, g->words);
    uint32_t *degree = arena_new_array(q->arena, uint32_t, g->n);
    struct clique clique = {arena_new_array(q->arena, uint32_t, g->n), 0};
    bool *placed = arena_new_array(q->arena, bool, g->n);
    if (!room || !degree || !clique.vertices || !placed)
        return false;
    for (uint32_t v = 0; v < g->n; v++) {
        if (!is_left(q, v))
            continue;
        degree[v] = degree_within(q, v);
        graph_grow_clique(g, v, v, q->left, room, &clique);
        if (clique.count > q->clique) {
            q->clique = clique.count;
            memcpy(q->order, clique.vertices, clique.count * sizeof *q->order);
        }
    }
    for (uint32_t i = 0; i < q->clique; i++)
        placed[q->order[i]] = true;
    q->count = q->clique;
    for (;;) {
        uint32_t best = UINT32_MAX;
        for (uint32_t v = 0; v < g->n; v++)
            if (is_left(q, v) && !placed[v] && (best == UINT32_MAX || degree[v] > degree[best]))
                best = v;
        if (best == UINT32_MAX)
            return true;
        placed[best] = true;
        q->order[q->count++] = best;
    }
}

/* ---- clauses ---- */

static int *is_at(const struct question *q, uint32_t v)
{
    return q->is + (size_t)v * q->k;
}

static void write_colours(struct question *q)
{
    for (uint32_t i = 0; i < q->count; i++) {
        int *is = is_at(q, q->order[i]);
        for (uint32_t c = 0; c < q->k; c++)
            is[c] = maxsat_variable(q->solver);
        maxsat_clause(q->solver, is, q->k);
        if (i < q->clique)
            maxsat_clause1(q->solver, is[i]);
        for (uint32_t j = 0; j < i; j++)
            for (uint32_t c = 0; graph_has(q->g, q->order[i], q->order[j]) && c < q->k; c++)
                maxsat_clause2(q->solver, -is[c], -is_at(q, q->order[j])[c]);
    }
}

/* The clique has its colours; the further ones are alike, and come into use one after the other. */
static bool write_precedence(struct question *q)
{
    int *seen = arena_new_array(q->arena, int, q->k); /* some vertex before has the colour; 0: none can */
    if (!seen)
        return false;
    for (uint32_t i = q->clique; i < q->count; i++) {
        const int *is = is_at(q, q->order[i]);
        for (uint32_t c = q->k; c-- > q->clique + 1u;) { /* downwards: seen[c - 1] is still of those before */
            if (seen[c - 1])
                maxsat_clause2(q->solver, -is[c], seen[c - 1]);
            else
                maxsat_clause1(q->solver, -is[c]);
        }
        for (uint32_t c = q->clique; c < q->k; c++) {
            int now = maxsat_variable(q->solver);
            int clause[3] = {-now, is[c], seen[c]};
            maxsat_clause(q->solver, clause, seen[c] ? 3 : 2);
            seen[c] = now;
        }
    }
    return true;
}

static void write_cover(struct question *q, const struct clique *clique, int *room)
{
    for (uint32_t c = 0; c < q->k; c++) {
        for (uint32_t i = 0; i < clique->count; i++)
            room[i] = is_at(q, clique->vertices[i])[c];
        maxsat_clause(q->solver, room, clique->count);
    }
}

/* In a clique of k every colour is used. That follows, but not for a solver by itself: it would count pigeons. */
static bool write_covers(struct question *q)
{
    const struct graph *g = q->g;
    uint64_t *room = arena_new_array(q->arena, uint64_t, g->words);
    struct clique clique = {arena_new_array(q->arena, uint32_t, g->n), 0};
    int *literals = arena_new_array(q->arena, int, g->n);
    uint32_t looked = 0;
    if (!room || !clique.vertices || !literals)
        return false;
    for (uint32_t i = 0; i < q->count; i++)
        for (uint32_t j = 0; j < i && looked < MOST_CLIQUES; j++) {
            if (!graph_has(g, q->order[i], q->order[j]))
                continue;
            looked++;
            graph_grow_clique(g, q->order[i], q->order[j], q->left, room, &clique);
            if (clique.count >= q->k)
                write_cover(q, &clique, literals);
        }
    return true;
}

/* ---- one question ---- */

static void read_answer(const struct question *q, uint32_t *colour)
{
    for (uint32_t v = 0; v < q->g->n; v++)
        colour[v] = UINT32_MAX;
    for (uint32_t i = 0; i < q->count; i++) {
        uint32_t c = 0;
        while (c + 1 < q->k && !maxsat_model(q->solver, is_at(q, q->order[i])[c]))
            c++;
        colour[q->order[i]] = c;
    }
    for (uint32_t i = q->gone_count; i-- > 0;) { /* the last one that went finds the others coloured */
        uint32_t v = q->gone[i], c = 0;
        for (uint32_t u = 0; u < q->g->n; u++)
            if (graph_has(q->g, v, u) && colour[u] == c) {
                c++;
                u = UINT32_MAX; /* from the first one again */
            }
        colour[v] = c;
    }
}

static enum maxsat_answer put_question(struct question *q)
{
    write_colours(q);
    return write_precedence(q) && write_covers(q) ? maxsat_satisfy(q->solver, NULL, 0) : MAXSAT_NO_MEMORY;
}

/* MAXSAT_OPTIMUM: k colours are enough, and `colour` says how. MAXSAT_STOPPED also when a quick question was not quick. */
static enum maxsat_answer ask(const struct graph *g, uint32_t k, bool quick, struct memory *memory, maxsat_stop_fn *stop,
                              void *user, uint32_t *colour)
{
    struct arena arena;
    arena_init(&arena, memory);
    struct question q = {.g = g, .k = k, .arena = &arena, .solver = maxsat_new(memory)};
    q.left = arena_new_array(&arena, uint64_t, g->words);
    q.gone = arena_new_array(&arena, uint32_t, g->n);
    q.order = arena_new_array(&arena, uint32_t, g->n);
    q.is = arena_alloc_array(&arena, g->n, k * sizeof *q.is);
    enum maxsat_answer answer = MAXSAT_NO_MEMORY;
    if (q.solver && q.left && q.gone && q.order && q.is) {
        for (uint32_t v = 0; v < g->n; v++)
            q.left[v / 64] |= (uint64_t)1 << v % 64;
        if (quick)
            maxsat_be_quick(q.solver, QUICK_CONFLICTS);
        maxsat_on_wait(q.solver, stop, user);
        peel(&q);
        if (q.gone_count == g->n)
            answer = MAXSAT_OPTIMUM;
        else if (put_in_order(&q) && q.clique > k)
            answer = MAXSAT_UNSATISFIABLE;
        else if (q.count)
            answer = put_question(&q);
        if (answer == MAXSAT_OPTIMUM)
            read_answer(&q, colour);
    }
    if (q.solver)
        maxsat_free(q.solver);
    arena_fini(&arena);
    return answer;
}

static void take_colours(struct colouring *out, const uint32_t *colour, uint32_t n)
{
    memcpy(out->colour, colour, n * sizeof *colour);
    out->count = 0;
    for (uint32_t v = 0; v < n; v++)
        out->count = colour[v] + 1 > out->count ? colour[v] + 1 : out->count;
}

bool colour_least(const struct graph *g, struct arena *a, maxsat_stop_fn *stop, colour_news_fn *news, void *user,
                  struct colouring *out)
{
    struct arena scratch;
    *out = (struct colouring){.colour = arena_new_array(a, uint32_t, g->n)};
    uint32_t *colour = arena_new_array(a, uint32_t, g->n);
    if (!out->colour || !colour)
        return false;
    arena_init(&scratch, a->memory);
    out->least = graph_least(g, &scratch);
    out->count = graph_colour(g, &scratch, out->colour);
    arena_fini(&scratch);
    if (!out->least || !out->count)
        return false;
    news(user, out);
    /* Most graphs need no more than what was seen at once. Then downwards, so that there is always a colouring to show. */
    for (bool quick = true; out->least < out->count; quick = false) {
        uint32_t k = quick ? out->least : out->count - 1;
        out->questions++;
        enum maxsat_answer answer = ask(g, k, quick, a->memory, stop, user, colour);
        if (answer == MAXSAT_NO_MEMORY)
            return false;
        if (answer == MAXSAT_STOPPED && (!quick || stop(user, 0, -1)))
            return true;
        if (answer == MAXSAT_UNSATISFIABLE)
            out->least = k + 1;
        if (answer == MAXSAT_OPTIMUM)
            take_colours(out, colour, g->n);
        news(user, out);
    }
    return true;
}
