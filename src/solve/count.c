#include "solve/count.h"

#include <string.h>

#include "solve/count_kinds.h"

#define MOST_CROWDS ((size_t)1 << 18)
#define MOST_SPLITS ((double)3e7)   /* of a crowd into two */
#define MOST_ENTRIES ((size_t)1 << 21)
#define MOST_UNITS 200
#define CLASH (PAIR_VIOLATES | PAIR_STARVES)

struct count {
    struct counted kinds;
    struct problem *p;
    struct watch *watch;
    struct arena arena;
    struct purse purse;
    size_t *stride;          /* by class: crowds are numbers in a mixed radix */
    size_t crowds, whole;
    struct bag *node;        /* [path × crowd] what may be inside of a compartment, or of the system; key.set are labels */
    uint64_t **choose;       /* [n][k], n (n + 1) / 2 + k */
    int128 *rates;           /* by crowd: crossings inside of it, where they count */
    bool spreads;            /* somebody overwrites somebody across a boundary */
};

static uint32_t members(const struct count *x, size_t crowd, uint32_t class)
{
    return (uint32_t)(crowd / x->stride[class] % ((size_t)x->kinds.most[class] + 1));
}

static enum count_answer trouble(const struct count *x)
{
    if (x->purse.no_memory || x->p->memory->exhausted)
        return COUNT_NO_MEMORY;
    return x->watch->stopped ? COUNT_STOPPED : COUNT_UNSUITED;
}

/* ---- crowds ---- */

static bool list_crowds(struct count *x)
{
    double splits = 1;
    x->crowds = 1;
    x->stride = arena_new_array(&x->arena, size_t, x->kinds.class_count);
    if (!x->stride)
        return false;
    for (uint32_t k = 0; k < x->kinds.class_count; k++) {
        size_t most = (size_t)x->kinds.most[k] + 1;
        x->stride[k] = x->crowds;
        x->crowds *= most;
        splits *= (double)most * (double)(most + 1) / 2;
        if (x->crowds > MOST_CROWDS || splits > MOST_SPLITS)
            return false;
    }
    x->whole = x->crowds - 1;
    x->node = arena_new_array(&x->arena, struct bag, x->crowds * x->kinds.path_count);
    x->rates = arena_new_array(&x->arena, int128, x->crowds);
    return x->node && x->rates;
}

static bool list_choices(struct count *x)
{
    uint32_t n = x->kinds.unit_count;
    x->choose = arena_new_array(&x->arena, uint64_t *, (size_t)(n + 1) * (n + 2) / 2);
    for (uint32_t i = 0, at = 0; x->choose && i <= n; i++)
        for (uint32_t k = 0; k <= i; k++, at++) {
            x->choose[at] = number_new(&x->purse, k == 0 || k == i);
            if (!x->choose[at])
                return false;
            if (k > 0 && k < i) {
                number_add(&x->purse, x->choose[at], x->choose[at - i - 1]);
                number_add(&x->purse, x->choose[at], x->choose[at - i]);
            }
        }
    return x->choose && !x->purse.overflow;
}

/* Crossings between units that are alone in their classes: whoever crosses is. */
static void list_rates(struct count *x)
{
    const struct problem *p = x->p;
    for (uint32_t a = 0; a < p->model->component_count && x->kinds.measure == MEASURE_RUNTIME; a++)
        for (uint32_t i = p->first_rate[a]; i < p->first_rate[a + 1]; i++) {
            uint32_t b = p->rate_other[i], u = x->kinds.unit_of[a], v = x->kinds.unit_of[b];
            if (b < a || u == v)
                continue;
            for (size_t crowd = 0; crowd < x->crowds; crowd++)
                if (members(x, crowd, x->kinds.class_of[u]) && members(x, crowd, x->kinds.class_of[v]))
                    x->rates[crowd] += p->rate_value[i];
        }
}

/* ---- one compartment that is not divided ---- */

static unsigned amount_of(uint64_t set, uint32_t type)
{
    return set >> 2 * type & 3;
}

/* The fixpoint in a compartment with these types in it; its labels. False: somebody clashes. */
static bool settle(struct count *x, uint32_t path, uint64_t set, uint64_t *labels)
{
    bool overwritten[MOST_TYPES] = {false}, changed = true;
    uint32_t count = x->kinds.type_count;
    while (changed) {
        changed = false;
        for (uint32_t a = 0; a < count; a++)
            for (uint32_t b = 0; b < count; b++) {
                if (!amount_of(set, a) || !amount_of(set, b) || (a == b && amount_of(set, a) < 2))
                    continue;
                uint8_t bits = counted_bits(&x->kinds, a, overwritten[a], b, RELATION_SAME);
                if (bits & CLASH)
                    return false;
                if ((bits & PAIR_OVERWRITES) && !overwritten[b])
                    overwritten[b] = changed = true;
            }
    }
    *labels = 0;
    for (uint32_t t = 0; t < count; t++) {
        uint8_t label = amount_of(set, t) ? x->kinds.label[label_index(&x->kinds, path, t, overwritten[t])] : 0;
        if (label)
            *labels |= (uint64_t)1 << (label - 1);
    }
    return true;
}

static bool within_budget(const struct count *x, int128 cost)
{
    return x->kinds.measure == MEASURE_COUNT || cost <= x->p->budget[x->kinds.measure];
}

/* All ways to fill a compartment with each crowd: the ways for one member less, with each option of that one. */
static bool fill_leaves(struct count *x, uint32_t path)
{
    const struct counted *k = &x->kinds;
    struct bag *inside = arena_new_array(&x->arena, struct bag, x->crowds);
    uint64_t *one = number_new(&x->purse, 1), *product = number_new(&x->purse, 0);
    if (!inside || !one || !product || !bag_add(&x->purse, &inside[0], (struct bag_key){0}, one))
        return false;
    for (size_t crowd = 1; crowd < x->crowds; crowd++) {
        uint32_t class = 0;
        while (!members(x, crowd, class))
            class++;
        const struct bag *less = &inside[crowd - x->stride[class]];
        const struct bag *options = &k->options[(size_t)k->one_of[class] * k->path_count + path];
        for (size_t i = 0; i < less->count; i++)
            for (size_t j = 0; j < options->count; j++) {
                struct bag_key key = {counted_add(less->keys[i].set, options->keys[j].set),
                                      less->keys[i].cost + options->keys[j].cost, 0};
                if (!watch_node(x->watch))
                    return false;
                if (!within_budget(x, key.cost))
                    continue;
                number_multiply(&x->purse, product, bag_amount(&x->purse, less, i), bag_amount(&x->purse, options, j));
                if (!bag_add(&x->purse, &inside[crowd], key, product))
                    return false;
            }
        if (path && crowd == x->whole)
            continue; /* a compartment that holds everybody is not built */
        for (size_t i = 0; i < inside[crowd].count; i++) {
            struct bag_key key = {0, inside[crowd].keys[i].cost + (k->measure == MEASURE_COMPARTMENTS), 0};
            if (settle(x, path, inside[crowd].keys[i].set, &key.set) && within_budget(x, key.cost) &&
                !bag_add(&x->purse, &x->node[path * x->crowds + crowd], key, bag_amount(&x->purse, &inside[crowd], i)))
                return false;
        }
    }
    return true;
}

/* ---- divisions ---- */

/* May these labels be on two sides? What spreads over a boundary is not for this way to count. */
static bool fit(struct count *x, uint32_t depth, uint64_t some, uint64_t others)
{
    for (uint64_t rest = some; rest; rest &= rest - 1) {
        unsigned label = (unsigned)__builtin_ctzll(rest);
        if (x->kinds.clashes[depth][label] & others)
            return false;
    }
    for (uint64_t rest = some; rest; rest &= rest - 1)
        if (x->kinds.spreads[depth][__builtin_ctzll(rest)] & others)
            x->spreads = true;
    return true;
}

/* In how many ways the members of a part can be picked, given that the first one of the crowd is among them. */
static bool ways_to_pick(struct count *x, size_t crowd, size_t part, uint64_t *ways, uint64_t *room)
{
    bool first = true;
    memset(ways, 0, x->purse.limbs * sizeof *ways);
    ways[0] = 1;
    for (uint32_t k = 0; k < x->kinds.class_count; k++) {
        uint32_t n = members(x, crowd, k), m = members(x, part, k);
        if (n && first) {
            if (!m)
                return false;
            first = false;
            n--;
            m--;
        }
        number_multiply(&x->purse, room, ways, x->choose[(size_t)n * (n + 1) / 2 + m]);
        memcpy(ways, room, x->purse.limbs * sizeof *ways);
    }
    return true;
}

static bool is_part(const struct count *x, size_t crowd, size_t part)
{
    for (uint32_t k = 0; k < x->kinds.class_count; k++)
        if (members(x, part, k) > members(x, crowd, k))
            return false;
    return true;
}

struct division {
    uint32_t path, mechanism; /* of the parts: path; by bit */
    uint32_t depth;           /* at which their paths part */
    uint32_t limit;           /* parts at most; 0: any number */
    struct bag *parted;       /* by crowd: divided into one part or more */
    uint64_t *ways, *room, *product;
};

/* The part with the first member of the crowd, and what the others are divided into. */
static bool join(struct count *x, struct division *d, size_t crowd, size_t part)
{
    const struct bag *inside = &x->node[d->path * x->crowds + part], *rest = &d->parted[crowd - part];
    if (!inside->count || !rest->count || !ways_to_pick(x, crowd, part, d->ways, d->room))
        return true;
    int128 kept = x->kinds.measure == MEASURE_RUNTIME ? x->p->gate_of[x->p->isolation[d->mechanism]] * x->rates[part] : 0;
    for (size_t i = 0; i < inside->count; i++) {
        number_multiply(&x->purse, d->room, d->ways, bag_amount(&x->purse, inside, i));
        for (size_t k = 0; k < rest->count; k++) {
            struct bag_key key = {inside->keys[i].set | rest->keys[k].set, inside->keys[i].cost + rest->keys[k].cost - kept,
                                  rest->keys[k].parts + 1};
            if (!watch_node(x->watch))
                return false;
            if ((d->limit && key.parts > d->limit) || !fit(x, d->depth, inside->keys[i].set, rest->keys[k].set))
                continue;
            if (!d->limit && key.parts > 2)
                key.parts = 2; /* no more is asked than whether there are two */
            key.cost += x->kinds.measure == MEASURE_TRANSFORMATIONS;
            number_multiply(&x->purse, d->product, d->room, bag_amount(&x->purse, rest, k));
            if (!bag_add(&x->purse, &d->parted[crowd], key, d->product))
                return false;
        }
    }
    return !x->purse.overflow;
}

/* What of the labels can still clash: those that do so at a division further out. */
static uint64_t labels_left(const struct count *x, uint32_t depth, uint64_t labels)
{
    uint64_t left = 0;
    for (uint64_t rest = labels; rest; rest &= rest - 1) {
        unsigned label = (unsigned)__builtin_ctzll(rest);
        for (uint32_t d = 0; d < depth; d++)
            if (x->kinds.clashes[d][label] | x->kinds.spreads[d][label])
                left |= (uint64_t)1 << label;
    }
    return left;
}

/* A parent's members, divided by one mechanism into two parts at least. */
static bool divide(struct count *x, uint32_t parent, uint32_t path)
{
    const struct path *q = &x->kinds.paths[path];
    struct division d = {.path = path, .mechanism = q->step[q->depth - 1], .depth = q->depth - 1};
    uint32_t limit = x->p->model->mechanisms[x->p->isolation[d.mechanism]].limit;
    d.limit = x->kinds.valid && !(x->p->options.relaxed) && limit < x->kinds.unit_count ? limit : 0;
    d.parted = arena_new_array(&x->arena, struct bag, x->crowds);
    d.ways = number_new(&x->purse, 1);
    d.room = number_new(&x->purse, 0);
    d.product = number_new(&x->purse, 0);
    if (!d.parted || !d.ways || !d.room || !d.product || !bag_add(&x->purse, &d.parted[0], (struct bag_key){0}, d.ways))
        return false;
    for (size_t crowd = 1; crowd < x->crowds; crowd++) {
        if (parent && crowd == x->whole)
            continue;
        for (size_t part = 1; part <= crowd; part++)
            if (is_part(x, crowd, part) && !join(x, &d, crowd, part))
                return false;
        int128 cut = x->kinds.measure == MEASURE_RUNTIME ? x->p->gate_of[x->p->isolation[d.mechanism]] * x->rates[crowd] : 0;
        for (size_t i = 0; i < d.parted[crowd].count; i++) {
            struct bag_key key = d.parted[crowd].keys[i];
            if (key.parts < 2)
                continue;
            key.parts = 0;
            key.cost += cut;
            key.set = labels_left(x, d.depth, key.set);
            if (within_budget(x, key.cost) && !bag_add(&x->purse, &x->node[parent * x->crowds + crowd], key,
                                                       bag_amount(&x->purse, &d.parted[crowd], i)))
                return false;
        }
    }
    return true;
}

/* ---- the whole ---- */

/* Room for every number that can come up: each alternative in each place. */
static size_t limbs_wanted(const struct problem *p)
{
    size_t n = p->model->component_count, bits = 128;
    for (uint32_t c = 0; c < n; c++) {
        uint64_t weight = 1;
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++)
            weight += p->alternatives[i].weight;
        bits += 64 - (size_t)__builtin_clzll(weight);
    }
    size_t places = 64 - (size_t)__builtin_clzll(n | 1); /* one compartment of n at each level, or another mechanism */
    return (bits + n * (places + 3) * MOST_STEPS) / 64 + 1;
}

static enum count_answer add_up(struct count *x, struct arena *a, struct bigint *out)
{
    uint64_t *sum = number_new(&x->purse, 0);
    for (size_t i = 0; sum && i < x->node[x->whole].count; i++)
        number_add(&x->purse, sum, bag_amount(&x->purse, &x->node[x->whole], i));
    size_t count = x->purse.limbs;
    while (sum && count > 0 && !sum[count - 1])
        count--;
    if (!sum || x->purse.overflow)
        return trouble(x);
    out->count = count;
    out->limbs = count ? arena_copy_array_(a, sum, count, sizeof *sum) : NULL;
    return count && !out->limbs ? COUNT_NO_MEMORY : COUNT_DONE;
}

static enum count_answer run(struct count *x, struct arena *a, struct bigint *out)
{
    struct counted *k = &x->kinds;
    enum count_answer answer = counted_make(k, x->watch);
    if (answer != COUNT_DONE)
        return answer;
    if (k->unit_count > MOST_UNITS || !list_crowds(x) || !list_choices(x))
        return trouble(x);
    list_rates(x);
    for (uint32_t q = 0; q < k->path_count; q++)
        if (!fill_leaves(x, q))
            return trouble(x);
    for (uint32_t q = k->path_count; q-- > 1;) /* the innermost first */
        if (!divide(x, k->paths[q].parent, q))
            return trouble(x);
    return x->spreads ? COUNT_UNSUITED : add_up(x, a, out);
}

enum count_answer count_configurations(struct problem *p, struct watch *watch, struct arena *a, struct bigint *out)
{
    struct count x = {.p = p, .watch = watch};
    arena_init(&x.arena, p->memory);
    x.purse = (struct purse){.arena = &x.arena, .limbs = limbs_wanted(p), .most = MOST_ENTRIES};
    x.kinds.p = p;
    x.kinds.arena = &x.arena;
    x.kinds.purse = &x.purse;
    x.kinds.valid = p->options.scope == SCOPE_VALID;
    enum count_answer answer = run(&x, a, out);
    arena_fini(&x.arena);
    return answer;
}
