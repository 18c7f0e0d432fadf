/* Compartments: where paths may lead, who shares them, and what the definition of the space asks for (docs/semantics.md, the
 * space). Compartments have no names here: two components share the first k compartments of their paths, or they do not. */
#include "certify/formula.h"

enum { MOST_SPOTS = 4096 };

/* ---- spots ---- */

static bool is_on_path(const struct formula *f, uint32_t spot, uint32_t mechanism)
{
    for (; spot != 0; spot = f->spots[spot].parent)
        if (f->spots[spot].mechanism == mechanism)
            return true;
    return false;
}

/* A mechanism occurs once on a path; at the top, or within a mechanism that [Within] names. */
static bool may_build(const struct formula *f, uint32_t spot, uint32_t mechanism)
{
    const struct mechanism *x = &f->m->mechanisms[mechanism];
    return builds_here(f->m, mechanism) && !is_on_path(f, spot, mechanism) &&
           (spot == 0 || ids_have(x->within, x->within_count, f->spots[spot].mechanism));
}

static bool list_spots(struct formula *f)
{
    f->spots = arena_new_array(&f->arena, struct spot, MOST_SPOTS);
    if (!f->spots)
        return false;
    f->spots[0] = (struct spot){NONE, NONE, 0};
    f->spot_count = 1;
    for (uint32_t s = 0; s < f->spot_count; s++)
        for (uint32_t i = 0; i < f->m->mechanism_count; i++) {
            if (!may_build(f, s, i))
                continue;
            if (f->spot_count == MOST_SPOTS) {
                f->uncovered = "its mechanisms nest in too many ways";
                return false;
            }
            f->spots[f->spot_count++] = (struct spot){s, i, f->spots[s].depth + 1};
            f->deepest = f->spots[s].depth + 1;
        }
    return true;
}

/* ---- paths ---- */

static int *literal_of(int *rows, uint32_t row, uint32_t width, uint32_t column)
{
    return &rows[(size_t)row * width + column];
}

static int at(const struct formula *f, uint32_t c, uint32_t spot)
{
    return *literal_of(f->at, c, f->spot_count, spot);
}

static int within(const struct formula *f, uint32_t c, uint32_t spot)
{
    return *literal_of(f->within, c, f->spot_count, spot);
}

/* A path that leads to a spot ends there, or leads on to exactly one of the spots below. */
static void go_on(struct formula *f, uint32_t c, uint32_t spot)
{
    struct clause_draft *d = &f->draft;
    draft_put(d, -within(f, c, spot));
    draft_put(d, at(f, c, spot));
    CLAUSE(&f->clauses, -at(f, c, spot), within(f, c, spot));
    for (uint32_t s = spot + 1; s < f->spot_count; s++) {
        if (f->spots[s].parent != spot)
            continue;
        draft_put(d, within(f, c, s));
        CLAUSE(&f->clauses, -within(f, c, s), within(f, c, spot));
        CLAUSE(&f->clauses, -within(f, c, s), -at(f, c, spot));
        for (uint32_t t = spot + 1; t < s; t++)
            if (f->spots[t].parent == spot)
                CLAUSE(&f->clauses, -within(f, c, s), -within(f, c, t));
    }
    draft_add(d);
}

static bool place(struct formula *f)
{
    uint32_t n = f->m->component_count;
    f->at = arena_new_array(&f->arena, int, (size_t)n * f->spot_count);
    f->within = arena_new_array(&f->arena, int, (size_t)n * f->spot_count);
    f->opens = arena_new_array(&f->arena, int, (size_t)n * f->spot_count);
    f->leads = arena_new_array(&f->arena, int, n);
    if (!f->at || !f->within || !f->opens || !f->leads)
        return false;
    for (uint32_t c = 0; c < n; c++) {
        for (uint32_t s = 0; s < f->spot_count; s++) {
            bool leaf = true;
            for (uint32_t t = s + 1; t < f->spot_count && leaf; t++)
                leaf = f->spots[t].parent != s;
            *literal_of(f->within, c, f->spot_count, s) = s ? formula_variable(f) : LITERAL_TRUE;
            *literal_of(f->at, c, f->spot_count, s) = leaf ? within(f, c, s) : formula_variable(f);
        }
        for (uint32_t s = 0; s < f->spot_count; s++)
            go_on(f, c, s);
    }
    return true;
}

uint32_t formula_spot_of(const struct formula *f, const struct choice *c)
{
    uint32_t at = 0;
    for (uint32_t level = 0; level < c->depth; level++)
        for (uint32_t s = 1; s < f->spot_count; s++)
            if (f->spots[s].parent == at && f->spots[s].mechanism == c->path[level].mechanism) {
                at = s;
                break;
            }
    return at;
}

/* ---- who shares what ---- */

int formula_same(const struct formula *f, uint32_t a, uint32_t b, uint32_t depth)
{
    size_t n = f->m->component_count;
    return depth == 0 || a == b ? LITERAL_TRUE : f->same[(depth - 1) * n * n + formula_pair(f, a, b)];
}

int formula_equal(const struct formula *f, uint32_t a, uint32_t b)
{
    return a == b || f->deepest == 0 ? LITERAL_TRUE : f->equal[formula_pair(f, a, b)];
}

/* Who shares a compartment shares those around it, and the mechanism that built it. */
static void share(struct formula *f, uint32_t a, uint32_t b, uint32_t depth)
{
    int same = formula_same(f, a, b, depth);
    CLAUSE(&f->clauses, -same, formula_same(f, a, b, depth - 1));
    draft_put(&f->draft, -same);
    for (uint32_t s = 0; s < f->spot_count; s++) {
        if (f->spots[s].depth != depth)
            continue;
        draft_put(&f->draft, within(f, a, s));
        CLAUSE(&f->clauses, -same, -within(f, a, s), within(f, b, s));
        CLAUSE(&f->clauses, -same, -within(f, b, s), within(f, a, s));
    }
    draft_add(&f->draft);
}

/* In one place: the whole paths are equal. */
static void tell_equal(struct formula *f, uint32_t a, uint32_t b)
{
    int equal = formula_equal(f, a, b);
    for (uint32_t s = 0; s < f->spot_count; s++) {
        int same = formula_same(f, a, b, f->spots[s].depth);
        CLAUSE(&f->clauses, -equal, -at(f, a, s), at(f, b, s));
        CLAUSE(&f->clauses, -equal, -at(f, b, s), at(f, a, s));
        CLAUSE(&f->clauses, -equal, -at(f, a, s), same);
        CLAUSE(&f->clauses, -at(f, a, s), -at(f, b, s), -same, equal);
    }
}

static bool pair_up(struct formula *f)
{
    size_t n = f->m->component_count;
    f->same = arena_alloc_array(&f->arena, f->deepest * n * n, sizeof *f->same);
    f->equal = arena_alloc_array(&f->arena, n * n, sizeof *f->equal);
    f->apart = arena_alloc_array(&f->arena, n * n * f->m->mechanism_count, sizeof *f->apart);
    f->inside = arena_alloc_array(&f->arena, n * n * f->m->mechanism_count, sizeof *f->inside);
    if (!f->same || !f->equal || !f->apart || !f->inside)
        return false;
    for (uint32_t a = 0; a < n && f->deepest > 0; a++)
        for (uint32_t b = 0; b < a && !f->clauses.failed; b++) {
            for (uint32_t depth = 1; depth <= f->deepest; depth++) {
                int *same = f->same + (depth - 1) * n * n;
                same[formula_pair(f, a, b)] = same[formula_pair(f, b, a)] = formula_variable(f);
                share(f, a, b, depth);
            }
            f->equal[formula_pair(f, a, b)] = f->equal[formula_pair(f, b, a)] = formula_variable(f);
            tell_equal(f, a, b);
        }
    return !f->clauses.failed;
}

/* To share the first k compartments is an equivalence. There are too many such clauses to write them all down. */
bool formula_transitive(struct formula *f, const struct sharing *of)
{
    uint32_t a = of->a, b = of->b, c = of->c, n = f->m->component_count;
    if (of->depth == 0 || of->depth > f->deepest || a >= n || b >= n || c >= n || a == b || b == c || a == c)
        return false;
    return clauses_add_raw(&f->clauses, (int[]){-formula_same(f, a, b, of->depth), -formula_same(f, b, c, of->depth),
                                                formula_same(f, a, c, of->depth)}, 3);
}

/* ---- the space ---- */

/* A symmetric mechanism divides as a whole those who are in no compartment of a directed one: none of them stays outside, and
 * no other symmetric mechanism has some of them. */
static void divide_as_a_whole(struct formula *f, uint32_t a, uint32_t b)
{
    for (uint32_t s = 1; s < f->spot_count; s++) {
        uint32_t parent = f->spots[s].parent;
        if (f->m->mechanisms[f->spots[s].mechanism].is_directed)
            continue;
        int together = formula_same(f, a, b, f->spots[s].depth - 1);
        CLAUSE(&f->clauses, -together, -within(f, a, s), -at(f, b, parent));
        for (uint32_t t = 1; t < f->spot_count; t++)
            if (t != s && f->spots[t].parent == parent && !f->m->mechanisms[f->spots[t].mechanism].is_directed)
                CLAUSE(&f->clauses, -together, -within(f, a, s), -within(f, b, t));
    }
}

/* Into two compartments at least. The witness is one who is in another. */
static void divide_in_two(struct formula *f, uint32_t a, uint32_t s)
{
    uint32_t n = f->m->component_count, depth = f->spots[s].depth;
    draft_put(&f->draft, -within(f, a, s));
    for (uint32_t b = 0; b < n; b++) {
        if (b == a)
            continue;
        int witness = formula_variable(f);
        CLAUSE(&f->clauses, -witness, formula_same(f, a, b, depth - 1));
        CLAUSE(&f->clauses, -witness, -formula_same(f, a, b, depth));
        CLAUSE(&f->clauses, -witness, within(f, b, s));
        draft_put(&f->draft, witness);
    }
    draft_add(&f->draft);
}

/* A compartment that holds everybody separates nobody from anybody, and is not built. */
static void separate_somebody(struct formula *f, uint32_t a, uint32_t s)
{
    draft_put(&f->draft, -within(f, a, s));
    for (uint32_t b = 0; b < f->m->component_count; b++)
        if (b != a)
            draft_put(&f->draft, -formula_same(f, a, b, 1));
    draft_add(&f->draft);
}

static void keep_to_the_space(struct formula *f)
{
    uint32_t n = f->m->component_count;
    for (uint32_t a = 0; a < n && !f->clauses.failed; a++) {
        for (uint32_t b = 0; b < n; b++)
            if (b != a)
                divide_as_a_whole(f, a, b);
        for (uint32_t s = 1; s < f->spot_count; s++) {
            if (f->spots[s].depth == 1)
                separate_somebody(f, a, s);
            if (!f->m->mechanisms[f->spots[s].mechanism].is_directed)
                divide_in_two(f, a, s);
        }
    }
}

/* ---- what stands between two ---- */

static int *asked(int *rows, const struct formula *f, uint32_t mechanism, uint32_t a, uint32_t b)
{
    size_t n = f->m->component_count;
    return &rows[mechanism * n * n + formula_pair(f, a, b)];
}

/* Defines `x`: a or, where both are asked about, b is in a compartment of the mechanism that the other is not in. */
static void define_between(struct formula *f, int x, uint32_t a, uint32_t b, uint32_t mechanism, bool either)
{
    draft_put(&f->draft, -x);
    for (uint32_t s = 1; s < f->spot_count; s++) {
        if (f->spots[s].mechanism != mechanism)
            continue;
        int same = formula_same(f, a, b, f->spots[s].depth);
        draft_put(&f->draft, within(f, a, s));
        CLAUSE(&f->clauses, -within(f, a, s), same, x);
        CLAUSE(&f->clauses, -x, -within(f, a, s), -same);
        if (!either)
            continue;
        draft_put(&f->draft, within(f, b, s));
        CLAUSE(&f->clauses, -within(f, b, s), same, x);
        CLAUSE(&f->clauses, -x, -within(f, b, s), -same);
    }
    draft_add(&f->draft);
}

int formula_inside(struct formula *f, uint32_t a, uint32_t b, uint32_t mechanism)
{
    if (a == b || !builds_here(f->m, mechanism))
        return LITERAL_FALSE;
    int *x = asked(f->inside, f, mechanism, a, b);
    if (!*x) {
        *x = formula_variable(f);
        define_between(f, *x, a, b, mechanism, false);
    }
    return *x;
}

int formula_apart(struct formula *f, uint32_t a, uint32_t b, uint32_t mechanism)
{
    if (a == b || !builds_here(f->m, mechanism))
        return LITERAL_FALSE;
    int *x = asked(f->apart, f, mechanism, a, b);
    if (!*x) {
        *x = *asked(f->apart, f, mechanism, b, a) = formula_variable(f);
        define_between(f, *x, a, b, mechanism, true);
    }
    return *x;
}

/* ---- how many ---- */

int formula_opens(struct formula *f, uint32_t component, uint32_t spot)
{
    int *x = literal_of(f->opens, component, f->spot_count, spot);
    if (*x)
        return *x;
    *x = formula_variable(f);
    draft_put(&f->draft, -within(f, component, spot));
    draft_put(&f->draft, *x);
    for (uint32_t i = 0; i < f->rank[component]; i++)
        draft_put(&f->draft, formula_same(f, component, f->order[i], f->spots[spot].depth));
    draft_add(&f->draft);
    return *x;
}

int formula_leads(struct formula *f, uint32_t component)
{
    if (f->leads[component])
        return f->leads[component];
    int x = f->leads[component] = formula_variable(f);
    draft_put(&f->draft, x);
    for (uint32_t i = 0; i < f->rank[component]; i++)
        draft_put(&f->draft, formula_equal(f, component, f->order[i]));
    draft_add(&f->draft);
    return x;
}

/* A counter: row i says how many of the first i + 1 literals hold, at least. */
void formula_at_most(struct formula *f, const int *literals, size_t count, size_t most)
{
    if (count <= most || formula_failed(f))
        return;
    int *before = arena_new_array(&f->arena, int, most + 1), *now = arena_new_array(&f->arena, int, most + 1);
    if (!before || !now) {
        f->clauses.failed = true;
        return;
    }
    for (size_t k = 0; k <= most; k++)
        before[k] = LITERAL_FALSE;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < most; k++) {
            now[k] = k <= i ? formula_variable(f) : LITERAL_FALSE;
            CLAUSE(&f->clauses, -before[k], now[k]);
            CLAUSE(&f->clauses, -literals[i], k ? -before[k - 1] : LITERAL_FALSE, now[k]);
        }
        CLAUSE(&f->clauses, -literals[i], most ? -before[most - 1] : LITERAL_FALSE);
        int *swap = before;
        before = now;
        now = swap;
    }
}

uint32_t formula_limit(const struct formula *f, uint32_t spot)
{
    uint32_t most = spot ? f->m->mechanisms[f->spots[spot].mechanism].limit : 0;
    return f->m->component_count > most ? most : 0;
}

bool formula_count(struct formula *f, uint32_t s, uint32_t a)
{
    uint32_t n = f->m->component_count;
    if (s >= f->spot_count || a >= n || formula_limit(f, s) == 0)
        return false;
    int *counted = arena_new_array(&f->arena, int, n);
    f->clauses.failed |= !counted;
    for (uint32_t c = 0; c < n && !f->clauses.failed; c++) {
        int opens = formula_opens(f, c, s), together = formula_same(f, a, c, f->spots[s].depth - 1);
        counted[c] = opens;
        if (together == LITERAL_TRUE)
            continue;
        counted[c] = formula_variable(f);
        CLAUSE(&f->clauses, -opens, -together, counted[c]);
    }
    if (!f->clauses.failed)
        formula_at_most(f, counted, n, formula_limit(f, s));
    return !f->clauses.failed;
}

bool formula_of_places(struct formula *f)
{
    if (!list_spots(f) || !place(f) || !pair_up(f))
        return false;
    keep_to_the_space(f);
    return !f->clauses.failed;
}
