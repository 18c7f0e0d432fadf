/* Seating a component: the fixpoint over those seated so far is carried on, and what it undoes when it leaves is remembered.
 */
#include "solve/search.h"

static const struct alternative *alternative_of(const struct search *s, uint32_t component)
{
    return &s->p->alternatives[s->placed[component].alternative];
}

static uint8_t bits_between(struct search *s, uint32_t a, uint32_t b)
{
    return pair_bits(s->p, alternative_of(s, a)->behaviour, s->placed[a].state, alternative_of(s, b)->form,
                     places_relation(&s->places, s->placed[a].place, s->placed[b].place));
}

/* ---- the fixpoint ---- */

static bool raise_state(struct search *s, uint32_t component, enum state state, uint32_t *length)
{
    if (s->placed[component].state == state)
        return true;
    struct change change = {component, s->placed[component].state};
    if (!vector_push(s->p->memory, &s->trail, change)) {
        s->failed = true;
        return false;
    }
    s->placed[component].state = state;
    if (!s->queued[component]) {
        s->queued[component] = true;
        s->queue[(*length)++] = component;
    }
    return true;
}

/* What a does to b, in the state that a is in now. False at a violation. */
static bool act(struct search *s, uint32_t a, uint32_t b, uint32_t *length)
{
    uint8_t bits = bits_between(s, a, b);
    if (!bits)
        s->failed = true;
    if (!bits || (bits & (PAIR_VIOLATES | PAIR_STARVES)))
        return false;
    if (!raise_state(s, a, state_after(s->placed[a].state, bits), length))
        return false;
    return !(bits & PAIR_OVERWRITES) || raise_state(s, b, state_overwritten(s->placed[b].state), length);
}

static bool settle(struct search *s, uint32_t component)
{
    uint32_t length = 0;
    bool fine = true;
    s->queue[length++] = component;
    s->queued[component] = true;
    for (uint32_t b = 0; b < s->count && fine; b++)
        if (b != component && s->placed[b].alternative != NONE)
            fine = act(s, b, component, &length);
    while (length > 0) {
        uint32_t a = s->queue[--length];
        s->queued[a] = false;
        const struct behaviour *behaviour = &s->p->behaviours.items[alternative_of(s, a)->behaviour];
        if (fine)
            fine = raise_state(s, a, state_after(s->placed[a].state, behaviour->own_bits[s->placed[a].state]), &length);
        for (uint32_t b = 0; b < s->count && fine; b++)
            if (b != a && s->placed[b].alternative != NONE)
                fine = act(s, a, b, &length);
    }
    return fine;
}

/* ---- in and out ---- */

static void stand_up(struct search *s, struct frame *f)
{
    uint32_t component = f->component;
    while (s->trail.count > f->old_trail) {
        struct change change = s->trail.items[--s->trail.count];
        s->placed[change.component].state = change.state;
    }
    if (s->p->selective[alternative_of(s, component)->form])
        s->selective--;
    place_leave(&s->places, s->placed[component].place, f->old_places);
    s->placed[component].alternative = NONE;
    s->seated--;
    s->cost = f->old_cost;
    for (int m = 0; m < MEASURE_COUNT; m++)
        s->part[m] = f->old_part[m];
}

bool search_seat(struct search *s, struct frame *f, uint32_t component, uint32_t alternative, uint32_t place)
{
    struct problem *p = s->p;
    uint32_t k = alternative - s->waiting[component].first;
    f->component = component;
    f->old_places = (uint32_t)s->places.list.count;
    f->old_trail = s->trail.count;
    f->old_cost = s->cost;
    for (int m = 0; m < MEASURE_COUNT; m++)
        f->old_part[m] = s->part[m];
    s->cost += label_at(s, component, place)[k].cost + search_opening(s, alternative, place);
    s->placed[component] = (struct placed){alternative, place, STATE_NORMAL};
    s->seated++;
    if (s->budgets)
        budgets_spend(s, component, alternative, place);
    if (p->selective[p->alternatives[alternative].form])
        s->selective++;
    bool fine = place_enter(&s->places, place) && labels_extend(s, f->old_places);
    if (!fine)
        s->failed = true;
    if (fine && (!s->budgets || budgets_hold(s)) && settle(s, component)) {
        enum exact_answer answer =
            s->selective ? exact_check(&s->exact, s->placed, s->keeps_all && s->seated == s->count) : EXACT_FINE;
        if (answer == EXACT_NO_MEMORY)
            s->failed = true;
        if (answer == EXACT_FINE) {
            if (labels_update(s, component, 1))
                return f->seated = true;
            s->failed = true;
            labels_update(s, component, -1);
        }
    }
    stand_up(s, f);
    return false;
}

void search_unseat(struct search *s, struct frame *f)
{
    labels_update(s, f->component, -1);
    stand_up(s, f);
    f->seated = false;
}
