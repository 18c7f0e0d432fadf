/* Whom to seat next, and what a branch costs at least. */
#include "solve/search.h"

#include <stdlib.h>

cost_t search_opening(const struct search *s, uint32_t alternative, uint32_t place)
{
    const struct problem *p = s->p;
    cost_t cost = p->stride[MEASURE_TRANSFORMATIONS] * place_to_build(&s->places, place);
    if (!s->places.list.items[place].direct) {
        cost += p->stride[MEASURE_COMPARTMENTS];
        if (p->model->hardening == HARDENING_PER_COMPARTMENT)
            cost += p->stride[MEASURE_TRANSFORMATIONS] * __builtin_popcountll(p->alternatives[alternative].chosen);
    }
    return cost;
}

/* May the component take the label? Of twins the first one takes the first label. */
static bool is_allowed(const struct search *s, uint32_t component, uint32_t place, uint32_t k)
{
    uint32_t twin = s->twins ? s->p->twin[component] : NONE;
    if (label_at(s, component, place)[k].clashes)
        return false;
    if (s->below && !below_allows(s, component, s->waiting[component].first + k, place))
        return false;
    if (twin == NONE || s->placed[twin].alternative == NONE)
        return true;
    uint32_t other = s->placed[twin].alternative - s->waiting[twin].first;
    return place > s->placed[twin].place || (place == s->placed[twin].place && k >= other);
}

/* Lists the labels that each component may take. False when one may take none. */
static bool list_options(struct search *s)
{
    uint32_t count = 0;
    s->options.count = 0;
    s->zone_count = 0;
    for (uint32_t q = 0; q < s->places.list.count; q++) {
        s->zone[q] = NONE;
        s->open[q] = place_is_open(&s->places, q);
    }
    for (uint32_t u = 0; u < s->count; u++) {
        s->waits[u] = s->placed[u].alternative == NONE;
        s->first_option[u] = count;
        for (uint32_t q = 0; s->waits[u] && q < s->places.list.count; q++)
            for (uint32_t k = 0; s->open[q] && k < s->waiting[u].count; k++) {
                if (!is_allowed(s, u, q, k))
                    continue;
                if (s->zone[q] == NONE) {
                    s->zone[q] = s->zone_count;
                    s->zones[s->zone_count++] = q;
                }
                cost_t cost = label_at(s, u, q)[k].cost;
                struct option option = {q, k, s->zone[q], cost, cost};
                if (!vector_push(s->p->memory, &s->options, option)) {
                    s->failed = true;
                    return false;
                }
                count++;
            }
        if (s->waits[u] && count == s->first_option[u])
            return false;
    }
    s->first_option[s->count] = count;
    return true;
}

/* What each alternative costs at least beside those seated. */
static void price_alternatives(struct search *s)
{
    for (uint32_t a = 0; a < s->p->alternative_count; a++)
        s->messages.unary[a] = COST_MOST;
    for (uint32_t u = 0; u < s->count; u++)
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            const struct option *o = &s->options.items[i];
            cost_t *unary = &s->messages.unary[s->waiting[u].first + o->k];
            *unary = o->unary < *unary ? o->unary : *unary;
        }
}

/* What the options cost by what is known of their alternatives; the best one of each component. */
static void reduce_options(struct search *s)
{
    for (uint32_t u = 0; u < s->count; u++)
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            struct option *o = &s->options.items[i];
            uint32_t alternative = s->waiting[u].first + o->k;
            if (s->messages.unary[alternative] >= COST_MOST)
                o->unary = COST_MOST;
            else if (o->unary < COST_MOST)
                o->reduced = o->unary + s->messages.reduced[alternative] - s->messages.unary[alternative];
        }
}

/* What a component pays alone when it is the first in a place: not what others may pay a part of. */
static cost_t own_opening(const struct search *s, uint32_t alternative, uint32_t place)
{
    const struct place *here = &s->places.list.items[place];
    if (here->direct)
        return 0;
    cost_t cost = s->p->stride[MEASURE_COMPARTMENTS];
    if (!here->inside && place != 0)
        cost += s->p->stride[MEASURE_TRANSFORMATIONS];
    if (s->p->model->hardening == HARDENING_PER_COMPARTMENT)
        cost += s->p->stride[MEASURE_TRANSFORMATIONS] * __builtin_popcountll(s->p->alternatives[alternative].chosen);
    return cost;
}

/* What an option of a member of the crowd pays for its compartment. */
static cost_t crowd_share(const struct search *s, uint32_t u, const struct option *o)
{
    return (s->crowd.alive[u] >> o->k) & 1 ? own_opening(s, s->waiting[u].first + o->k, o->place) : 0;
}

/* Is the option too dear? Beside what the whole costs at least stands what those that cannot share a compartment cost
 * together beyond their best (`crowd`): where the component is one of them, its part of that is in its option. */
static bool is_too_dear(const struct search *s, uint32_t u, const struct option *o, cost_t least, cost_t crowd)
{
    cost_t more = o->reduced - s->outlook[u].best;
    if (least + more + search_opening(s, s->waiting[u].first + o->k, o->place) >= s->ceiling)
        return true;
    if (crowd && s->crowd.is_member[u])
        more += crowd_share(s, u, o) - s->crowd.price[u];
    return crowd && least + crowd + more >= s->ceiling;
}

/* Takes out the options with which the whole would cost too much; `least`: what it costs at least. False when one component
 * has none left. */
static bool drop_dear_options(struct search *s, cost_t least, cost_t crowd)
{
    uint32_t kept = 0;
    for (uint32_t u = 0; u < s->count; u++) {
        uint32_t first = s->first_option[u], end = s->first_option[u + 1];
        struct outlook *look = &s->outlook[u];
        *look = (struct outlook){COST_MOST, COST_MOST, COST_MOST, 0};
        for (uint32_t i = first; i < end; i++)
            if (s->options.items[i].unary < COST_MOST && s->options.items[i].reduced < look->best)
                look->best = s->options.items[i].reduced;
        s->first_option[u] = kept;
        for (uint32_t i = first; i < end; i++) {
            struct option o = s->options.items[i];
            if (o.unary >= COST_MOST || (s->costs && is_too_dear(s, u, &o, least, crowd)))
                continue;
            cost_t more = o.reduced - look->best + search_opening(s, s->waiting[u].first + o.k, o.place);
            if (more < look->dearer) {
                look->second = look->dearer;
                look->dearer = more;
            } else if (more < look->second) {
                look->second = more;
            }
            s->options.items[kept++] = o;
        }
        look->labels = kept - s->first_option[u];
        if (s->waits[u] && !look->labels)
            return false;
    }
    s->first_option[s->count] = kept;
    s->options.count = kept;
    return true;
}

/* A place that is divided into one part so far must get a second one from somebody, each such place from somebody else: what
 * that costs at least beyond what is best for these. COST_MOST when it cannot be. */
static cost_t completion(const struct search *s)
{
    cost_t sum = 0;
    for (uint32_t p = 0; s->places.unfinished && p < s->places.list.count; p++) {
        if (s->places.list.items[p].parts != 1)
            continue;
        cost_t least = COST_MOST;
        for (uint32_t u = 0; u < s->count; u++)
            for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
                const struct option *o = &s->options.items[i];
                if (place_completes(&s->places, o->place) != p)
                    continue;
                cost_t more = o->reduced - s->outlook[u].best + search_opening(s, s->waiting[u].first + o->k, o->place);
                least = more < least ? more : least;
            }
        if (least >= COST_MOST)
            return COST_MOST;
        sum += least;
    }
    return sum;
}

/* Alternatives that are dearer than the best by less than a compartment costs: those that are not so cheap pay as much
 * anyway. */
static uint64_t cheap_alternatives(const struct search *s, uint32_t u)
{
    cost_t compartment = s->p->stride[MEASURE_COMPARTMENTS] + s->p->stride[MEASURE_TRANSFORMATIONS];
    uint64_t cheap = 0;
    for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++)
        if (s->options.items[i].reduced - s->outlook[u].best < compartment)
            cheap |= (uint64_t)1 << s->options.items[i].k;
    return cheap;
}

/* What those that cannot share a compartment cost together beyond their best. Of a set of components whose cheap
 * alternatives cannot share, each has a compartment that no other one with a cheap alternative is in, or pays for a dearer
 * alternative. False when out of memory. */
static bool crowd_cost(struct search *s, cost_t *sum)
{
    struct crowd *x = &s->crowd;
    *sum = 0;
    if (!x->usable || (!s->p->stride[MEASURE_COMPARTMENTS] && !s->p->stride[MEASURE_TRANSFORMATIONS]))
        return true;
    for (uint32_t u = 0; u < s->count; u++) {
        x->alive[u] = cheap_alternatives(s, u);
        x->price[u] = COST_MOST;
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            const struct option *o = &s->options.items[i];
            cost_t price = o->reduced - s->outlook[u].best + crowd_share(s, u, o);
            x->price[u] = price < x->price[u] ? price : x->price[u];
        }
    }
    s->failed |= !crowd_gather(x, s->waits, sum);
    return !s->failed;
}

static int compare(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->least != b->least)
        return a->least < b->least ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->alternative < b->alternative ? -1 : a->alternative > b->alternative;
}

static bool collect(struct search *s, struct frame *f, cost_t least)
{
    uint32_t u = f->component;
    f->first = f->next = s->candidates.count;
    for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
        const struct option *o = &s->options.items[i];
        struct candidate c = {s->waiting[u].first + o->k, o->place, least + o->reduced - s->outlook[u].best};
        c.least += search_opening(s, c.alternative, c.place);
        if (!vector_push(s->p->memory, &s->candidates, c)) {
            s->failed = true;
            return false;
        }
    }
    f->end = s->candidates.count;
    if (s->costs)
        qsort(s->candidates.items + f->first, f->end - f->first, sizeof *s->candidates.items, compare);
    return true;
}

/* Is `a` to be seated before `b`? Whoever has one option only comes first, then who loses most when it does not get the best,
 * then who has least to choose from. */
static bool is_more_urgent(const struct outlook *a, const struct outlook *b)
{
    if ((a->labels == 1) != (b->labels == 1))
        return a->labels == 1;
    cost_t loss_a = a->second - a->dearer, loss_b = b->second - b->dearer;
    if (loss_a != loss_b)
        return loss_a > loss_b;
    return a->labels < b->labels;
}

/* What a limit on compartments costs beyond the bound. */
static cost_t cost_of_few(struct search *s)
{
    uint64_t most = compartments_at_most(s);
    if (most >= s->count)
        return 0;
    for (uint32_t a = 0; a < s->p->alternative_count; a++)
        s->extra[a] = COST_MOST;
    for (uint32_t u = 0; u < s->count; u++)
        for (uint32_t i = s->first_option[u]; i < s->first_option[u + 1]; i++) {
            const struct option *o = &s->options.items[i];
            cost_t *extra = &s->extra[s->waiting[u].first + o->k], more = o->reduced - s->outlook[u].best;
            *extra = more < *extra ? more : *extra;
        }
    return capped_cost(s, s->extra, most);
}

/* The bound by labels, and then by those that cannot share. False when nothing of interest is below. */
static bool sharpen_bound(struct search *s, cost_t *rest)
{
    cost_t crowd, closer;
    if (sharpen(&s->sharpener, s->waits, s->first_option, s->options.items, s->zones, s->zone_count, 4, &closer)) {
        *rest = closer;
        if (closer >= COST_MOST || s->cost + closer >= s->ceiling || !drop_dear_options(s, s->cost + closer, 0))
            return false;
    }
    cost_t few = cost_of_few(s);
    if (few >= COST_MOST || s->cost + *rest + few >= s->ceiling || !crowd_cost(s, &crowd) ||
        s->cost + *rest + crowd >= s->ceiling)
        return false;
    return !crowd || drop_dear_options(s, s->cost + *rest, crowd);
}

/* What the whole costs at least; COST_MOST when nothing of interest is below. Options that are too dear are gone afterwards;
 * when many have gone, what is left is looked at once more. */
static cost_t bound(struct search *s)
{
    price_alternatives(s);
    cost_t rest = messages_bound(&s->messages, s->waits, 3);
    if (rest >= COST_MOST || s->cost + rest >= s->ceiling)
        return COST_MOST;
    reduce_options(s);
    if (!drop_dear_options(s, s->cost + rest, 0))
        return COST_MOST;
    for (int round = 0; round < 3; round++) {
        size_t before = s->options.count;
        if (!sharpen_bound(s, &rest))
            return COST_MOST;
        if (s->options.count + before / 8 >= before)
            break;
    }
    return s->cost + rest;
}

bool search_choose(struct search *s, struct frame *f)
{
    if (s->places.unfinished > s->count - s->seated || !list_options(s) || (s->budgets && !budgets_allow(s)))
        return false;
    cost_t least = s->costs ? bound(s) : 0;
    if (least >= COST_MOST || (!s->costs && !drop_dear_options(s, 0, 0)))
        return false;
    cost_t more = completion(s);
    if (more >= COST_MOST || (s->costs && least + more >= s->ceiling))
        return false;
    f->component = NONE;
    for (uint32_t u = 0; u < s->count; u++) {
        if (!s->waits[u] || (s->twins && s->p->twin[u] != NONE && s->waits[s->p->twin[u]]))
            continue;
        if (f->component == NONE || is_more_urgent(&s->outlook[u], &s->outlook[f->component]))
            f->component = u;
    }
    return collect(s, f, least);
}
