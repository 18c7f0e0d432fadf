/* The nearest of all optimal configurations by brute force, on random systems: the distance is worked out by trying every way to match
 * compartments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers/nearest_solver.h"
#include "system.h"
#include "verify/enumerate.h"

enum { MOST = 64 };

/* Compartments as whole paths, the system first; found by comparing paths alone. */
struct places {
    const struct choice *of[MOST]; /* of somebody who is inside */
    uint32_t depth[MOST], count;
};

static bool same_prefix(const struct choice *a, const struct choice *b, uint32_t depth)
{
    return a->depth >= depth && b->depth >= depth && path_common(a, b) >= depth;
}

static void list_places(const struct configuration *c, struct places *out)
{
    *out = (struct places){.count = 1};
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t d = 1; d <= c->choices[i].depth; d++) {
            bool known = false;
            for (uint32_t k = 1; k < out->count; k++)
                known |= out->depth[k] == d && same_prefix(out->of[k], &c->choices[i], d);
            if (!known && out->count < MOST) {
                out->of[out->count] = &c->choices[i];
                out->depth[out->count++] = d;
            }
        }
}

static uint32_t place_of(const struct places *p, const struct choice *c)
{
    for (uint32_t k = 1; k < p->count; k++)
        if (p->depth[k] == c->depth && same_prefix(p->of[k], c, c->depth))
            return k;
    return 0;
}

static uint32_t parent_of(const struct places *p, uint32_t k)
{
    for (uint32_t i = 1; i < p->count; i++)
        if (p->depth[i] + 1 == p->depth[k] && same_prefix(p->of[i], p->of[k], p->depth[i]))
            return i;
    return 0;
}

struct matching {
    const struct configuration *a, *b;
    struct places in_a, in_b;
    uint32_t partner[MOST]; /* of the place of a in b; 0 beyond the system: none */
    uint32_t least;
};

static bool same_otherwise(const struct choice *x, const struct choice *y)
{
    if (x->form != y->form || x->hardening_count != y->hardening_count)
        return false;
    for (uint32_t i = 0; i < x->hardening_count; i++)
        if (x->hardening[i] != y->hardening[i])
            return false;
    return true;
}

static void try_all(struct matching *m, uint32_t next)
{
    if (next == m->in_a.count) {
        uint32_t different = 0;
        for (uint32_t c = 0; c < m->a->count; c++) {
            uint32_t x = place_of(&m->in_a, &m->a->choices[c]), y = place_of(&m->in_b, &m->b->choices[c]);
            bool stays = (x == 0) == (y == 0) && (!x || m->partner[x] == y);
            different += !stays || !same_otherwise(&m->a->choices[c], &m->b->choices[c]);
        }
        m->least = different < m->least ? different : m->least;
        return;
    }
    m->partner[next] = 0;
    try_all(m, next + 1);
    for (uint32_t k = 1; k < m->in_b.count; k++) {
        uint32_t up = parent_of(&m->in_a, next), d = m->in_a.depth[next];
        bool fits = d == m->in_b.depth[k] && parent_of(&m->in_b, k) == (up ? m->partner[up] : 0) && !(up && !m->partner[up]) &&
                    m->in_a.of[next]->path[d - 1].mechanism == m->in_b.of[k]->path[d - 1].mechanism;
        for (uint32_t i = 1; i < next; i++)
            fits &= m->partner[i] != k;
        if (!fits)
            continue;
        m->partner[next] = k;
        try_all(m, next + 1);
    }
    m->partner[next] = 0;
}

static uint32_t distance(const struct configuration *a, const struct configuration *b)
{
    struct matching m = {.a = a, .b = b, .least = UINT32_MAX};
    list_places(a, &m.in_a);
    list_places(b, &m.in_b);
    try_all(&m, 1);
    return m.least;
}

struct pick {
    uint64_t left;
    struct arena arena;
    struct configuration *out;
};

static bool visit(void *user, const struct configuration *c)
{
    struct pick *p = user;
    if (p->left--)
        return true;
    p->out = configuration_copy(&p->arena, c);
    return false;
}

static const char *compare(const struct model *m, const struct engine *engine, const struct configuration *to,
                           const struct engine_result *all, struct configuration **chosen, struct arena *a)
{
    struct engine_request request = {0};
    struct engine_result r;
    struct nearest n;
    uint32_t least = UINT32_MAX;
    const char *what = NULL;
    if (nearest_find(m, engine, &request, to, &r, &n) != MSPEC_OK)
        return "fails";
    for (size_t i = 0; i < all->count; i++) {
        uint32_t d = distance(all->configurations[i], to);
        least = d < least ? d : least;
    }
    if (!r.complete || r.count != (all->count > 0))
        what = "not what was asked for";
    else if (r.count && !n.proven)
        what = "not proven";
    else if (r.count && (n.distance != least || distance(r.configurations[0], to) != least))
        what = "not the nearest";
    bool known = !r.count;
    for (size_t i = 0; i < all->count && !known; i++)
        known = distance(all->configurations[i], r.configurations[0]) == 0;
    what = !what && !known ? "not optimal" : what;
    if (!what && r.count && *chosen && distance(*chosen, r.configurations[0]) != 0)
        what = "another one than the engine before";
    if (!what && r.count)
        *chosen = configuration_copy(a, r.configurations[0]);
    engine_result_fini(&r);
    return what;
}

/* The same by the SAT solver alone: which one it must be is known. */
static const char *compare_solver(const struct model *m, const struct configuration *to, const struct engine_result *all,
                                  const struct configuration *chosen, struct arena *a)
{
    struct engine_request request = {0};
    struct configuration *found;
    struct nearest n;
    uint64_t nodes = 0;
    mspec_status status = nearest_by_solver(m, &request, to, a, &found, &n, &nodes);
    if (status == MSPEC_ERROR_LIMIT)
        return NULL;
    if (status != MSPEC_OK)
        return "the solver fails";
    if (!found != !all->count || (found && !n.proven))
        return "not what was asked for, by the solver";
    if (found && !configuration_equal(found, chosen))
        return nearest_compare(found, chosen) < 0 ? "another one by the solver, which comes first" : "another one by the solver";
    return found && n.distance != distance(found, to) ? "another distance by the solver" : NULL;
}

struct tried {
    uint64_t compared, several, passed_over, failed;
};

static void try_one(uint64_t seed, const struct options *o, struct tried *tried)
{
    struct random_system s;
    struct engine_request request = {.goal = GOAL_ALL};
    struct engine_result all;
    uint64_t configurations;
    if (random_system_open(&s, seed, o)) {
        struct pick pick = {0};
        arena_init(&pick.arena, &s.ctx->memory);
        bool suited = random_system_is_small(&s, o, &configurations) && configurations > 0;
        pick.left = suited ? seed * 0x9e3779b97f4a7c15u % configurations : 0;
        if (suited && enumerate_space(s.model, visit, &pick) == MSPEC_OK && pick.out &&
            engine_exhaustive.run(s.model, &request, &all) == MSPEC_OK) {
            struct configuration *chosen = NULL;
            const struct engine *engines[] = {&engine_exhaustive, &engine_search, &engine_auto};
            tried->compared++;
            tried->several += all.count > 1;
            for (size_t i = 0; i < 4; i++) {
                const char *what = i < 3 ? compare(s.model, engines[i], pick.out, &all, &chosen, &pick.arena)
                                         : compare_solver(s.model, pick.out, &all, chosen, &pick.arena);
                if (!what)
                    continue;
                tried->failed++;
                fprintf(stderr, "%s: ", i < 3 ? engines[i]->name : "solver");
                random_system_complain(&s, what, true);
                break;
            }
            engine_result_fini(&all);
        } else {
            tried->passed_over++;
        }
        arena_fini(&pick.arena);
    } else {
        tried->passed_over++;
    }
    random_system_close(&s);
}

int main(int argc, char **argv)
{
    struct options o = {.seed = 1, .count = 1000, .size = RANDOM_SMALL, .most_space = 5000, .failures = 5};
    struct tried tried = {0};
    if (!options_read(&o, argc, argv, "compares the nearest optimum with what brute force finds, on random systems"))
        return 2;
    for (uint64_t i = 0; i < o.count && tried.failed < o.failures; i++)
        try_one(o.seed + i, &o, &tried);
    printf("seeds %llu to %llu: %llu compared (%llu with several optimal ones), %llu passed over, %llu differ\n",
           (unsigned long long)o.seed, (unsigned long long)(o.seed + o.count - 1), (unsigned long long)tried.compared,
           (unsigned long long)tried.several, (unsigned long long)tried.passed_over, (unsigned long long)tried.failed);
    return tried.failed != 0 || (o.count > 300 && !tried.several);
}
