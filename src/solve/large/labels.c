#include "solve/large/labels.h"

#include <stdlib.h>
#include <string.h>

static bool zone_clash(const struct field *f, uint32_t x, uint32_t y)
{
    return !f->share_zone[(size_t)x * f->kinds + y];
}

static bool place_clash(const struct field *f, uint32_t x, uint32_t y)
{
    return !f->share_place[(size_t)x * f->kinds + y];
}

typedef bool clash_fn(const struct field *f, uint32_t x, uint32_t y);

/* ---- kinds that anchor, and classes of the others ---- */

/* Kinds of one class are those that some chain of kinds that get on with each other links; who gets on with all is in none. Returns
 * a kind that makes a class of kinds that do not all get on, the rarest; NONE. */
static uint32_t sort_into_classes(const struct field *f, clash_fn *clash, const bool *anchors, uint32_t *class_, uint32_t *count)
{
    *count = 0;
    for (uint32_t x = 0; x < f->kinds; x++) {
        class_[x] = NONE;
        bool active = false;
        for (uint32_t y = 0; y < f->kinds && !anchors[x] && !active; y++)
            active = !anchors[y] && clash(f, x, y);
        if (active)
            class_[x] = x;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t x = 0; x < f->kinds; x++)
            for (uint32_t y = 0; y < x && class_[x] != NONE; y++)
                if (class_[y] != NONE && class_[x] != class_[y] && !clash(f, x, y)) {
                    class_[x] = class_[y] = class_[x] < class_[y] ? class_[x] : class_[y];
                    changed = true;
                }
    }
    uint32_t rarest = NONE;
    for (uint32_t x = 0; x < f->kinds; x++)
        for (uint32_t y = 0; y < f->kinds; y++)
            if (class_[x] != NONE && class_[x] == class_[y] && clash(f, x, y) &&
                (rarest == NONE || f->first_of_kind[x + 1] - f->first_of_kind[x] <
                                       f->first_of_kind[rarest + 1] - f->first_of_kind[rarest]))
                rarest = x;
    for (uint32_t x = 0; x < f->kinds; x++)
        *count = class_[x] != NONE && class_[x] >= *count ? class_[x] + 1 : *count;
    return rarest;
}

/* Any kinds may anchor; the better they are chosen, the more the names tell. */
static void choose_anchors(const struct field *f, clash_fn *clash, bool *anchors, uint32_t *class_, uint32_t *count)
{
    for (uint32_t x = 0; x < f->kinds; x++) {
        const struct parting *like = field_between_kinds(f, x, x);
        anchors[x] = like->same == COST_MOST && (clash == place_clash || like->within == COST_MOST);
    }
    for (uint32_t kind; (kind = sort_into_classes(f, clash, anchors, class_, count)) != NONE;)
        anchors[kind] = true;
}

/* ---- anchors near a component ---- */

static bool has_kind(const struct field *f, uint32_t c, const bool *among)
{
    for (uint32_t i = f->p->first_alternative[c]; i < f->p->first_alternative[c + 1]; i++)
        if (among[field_kind(f, i)])
            return true;
    return false;
}

struct candidate {
    uint32_t component;
    int128 rate;
};

static int compare(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->rate != b->rate)
        return a->rate > b->rate ? -1 : 1;
    return (a->component > b->component) - (a->component < b->component);
}

struct gathering {
    const struct labels *labels;
    uint32_t *seen; /* by component: whose list it was put on last, plus 1 */
    struct candidate *found;
    uint32_t count, most;
};

#define MOST_FOUND 4096 /* neighbours of neighbours that are looked at */

static void gather(struct gathering *g, uint32_t of, uint32_t around, int128 less)
{
    const struct problem *p = g->labels->field->p;
    for (uint32_t i = p->first_rate[around]; i < p->first_rate[around + 1] && g->count < MOST_FOUND; i++) {
        uint32_t other = p->rate_other[i];
        if (g->seen[other] == of + 1 || other == of)
            continue;
        g->seen[other] = of + 1;
        g->found[g->count++] = (struct candidate){other, p->rate_value[i] < less ? p->rate_value[i] : less};
    }
}

static bool keep(struct gathering *g, const bool *anchors, uint32_t **out, uint32_t *count)
{
    *count = 0;
    *out = arena_new_array(g->labels->field->a, uint32_t, g->most);
    for (uint32_t i = 0; *out && i < g->count && *count < g->most; i++)
        if (has_kind(g->labels->field, g->found[i].component, anchors))
            (*out)[(*count)++] = g->found[i].component;
    return *out != NULL;
}

/* Those it calls most, and those whom they call most. */
static bool find_near(struct labels *l, struct gathering *g, uint32_t c)
{
    const struct problem *p = l->field->p;
    g->count = 0;
    g->seen[c] = c + 1;
    gather(g, c, c, COST_MOST);
    qsort(g->found, g->count, sizeof *g->found, compare);
    uint32_t next = g->count;
    for (uint32_t i = 0; i < next && i < g->most * 4; i++)
        if (p->first_rate[g->found[i].component + 1] - p->first_rate[g->found[i].component] <= 64)
            gather(g, c, g->found[i].component, g->found[i].rate);
    if (g->count > next)
        qsort(g->found + next, g->count - next, sizeof *g->found, compare);
    return keep(g, l->anchors_zone, &l->near[c].zone, &l->near[c].zone_count) &&
           keep(g, l->anchors_place, &l->near[c].place, &l->near[c].place_count);
}

/* ---- labels ---- */

struct options {
    VECTOR(uint32_t);
};

/* Can the alternative be in the zone (or place) that the other component anchors? */
static int suits(const struct labels *l, uint32_t alternative, uint32_t anchor, bool is_place)
{
    const struct field *f = l->field;
    const bool *anchors = is_place ? l->anchors_place : l->anchors_zone;
    for (uint32_t i = f->p->first_alternative[anchor]; i < f->p->first_alternative[anchor + 1]; i++) {
        struct parting between;
        if (!anchors[field_kind(f, i)])
            continue;
        if (!field_parting(f, alternative, i, &between))
            return -1;
        if (between.same < COST_MOST || (!is_place && between.within < COST_MOST))
            return 1;
    }
    return 0;
}

static bool list_options(const struct labels *l, uint32_t c, uint32_t alternative, bool is_place, struct options *out)
{
    const struct field *f = l->field;
    struct memory *memory = f->p->memory;
    const bool *anchors = is_place ? l->anchors_place : l->anchors_zone;
    const uint32_t *class_ = is_place ? l->place_class : l->zone_class;
    uint32_t classes = is_place ? l->place_classes : l->zone_classes, kind = field_kind(f, alternative);
    const uint32_t *near = is_place ? l->near[c].place : l->near[c].zone;
    uint32_t near_count = is_place ? l->near[c].place_count : l->near[c].zone_count;
    bool fine = true, far = false;
    out->count = 0;
    if (anchors[kind])
        fine = vector_push(memory, out, c);
    for (uint32_t q = 0; !anchors[kind] && q < (classes ? classes : 1) && fine; q++) {
        bool lives = !classes || class_[kind] == q;
        for (uint32_t x = 0; x < f->kinds && class_[kind] == NONE && !lives; x++)
            lives = class_[x] == q; /* numbers of classes have gaps */
        fine = !lives || vector_push(memory, out, LABEL_CLASS + q);
    }
    for (uint32_t i = 0; i < near_count && fine; i++) {
        if (anchors[kind] && near[i] > c)
            continue; /* of two that anchor the first one does */
        int answer = suits(l, alternative, near[i], is_place);
        fine = answer >= 0 && (!answer || vector_push(memory, out, near[i]));
    }
    for (uint32_t y = 0; y < f->kinds && !far; y++)
        far = anchors[y] && !(is_place ? place_clash(f, kind, y) : zone_clash(f, kind, y));
    return fine && (!far || vector_push(memory, out, LABEL_FAR));
}

struct label_list {
    VECTOR(struct label_of);
};

static bool is_anchor(uint32_t name)
{
    return name < LABEL_CLASS;
}

/* A place lies in one zone: two names that contradict each other make no label. */
static int agree(const struct labels *l, uint32_t c, uint32_t zone, uint32_t place)
{
    const struct field *f = l->field;
    if (!is_anchor(place) || place == c)
        return 1;
    if (is_anchor(zone) && zone != c && zone != place) {
        for (uint32_t i = f->p->first_alternative[place]; i < f->p->first_alternative[place + 1]; i++) {
            int answer = l->anchors_place[field_kind(f, i)] ? suits(l, i, zone, false) : 0;
            if (answer)
                return answer;
        }
        return 0;
    }
    if (zone >= LABEL_CLASS && zone != LABEL_FAR) { /* without an anchor: the anchor of the place is none of the zone */
        for (uint32_t i = f->p->first_alternative[place]; i < f->p->first_alternative[place + 1]; i++) {
            uint32_t kind = field_kind(f, i);
            if (l->anchors_place[kind] && !l->anchors_zone[kind])
                return 1;
        }
        return 0;
    }
    return 1;
}

static bool make_labels(struct labels *l)
{
    const struct problem *p = l->field->p;
    struct memory *memory = p->memory;
    struct options zones = {0}, places = {0};
    struct label_list list = {0};
    bool fine = true;
    for (uint32_t c = 0; c < p->model->component_count && fine; c++) {
        l->first[c] = (uint32_t)list.count;
        for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1] && fine; i++) {
            fine = list_options(l, c, i, false, &zones) && list_options(l, c, i, true, &places);
            for (size_t z = 0; z < zones.count && fine; z++)
                for (size_t q = 0; q < places.count && fine; q++) {
                    int answer = agree(l, c, zones.items[z], places.items[q]);
                    struct label_of label = {i - p->first_alternative[c], zones.items[z], places.items[q]};
                    fine = answer >= 0 && (!answer || vector_push(memory, &list, label));
                }
        }
    }
    l->first[p->model->component_count] = (uint32_t)list.count;
    l->of = fine ? vector_to_arena(l->field->a, &list) : NULL;
    vector_free(memory, &zones);
    vector_free(memory, &places);
    vector_free(memory, &list);
    return l->of != NULL;
}

bool labels_make(const struct field *f, struct arena *a, uint32_t most, struct labels *out)
{
    uint32_t n = f->p->model->component_count;
    *out = (struct labels){.field = f};
    out->anchors_zone = arena_new_array(a, bool, f->kinds);
    out->anchors_place = arena_new_array(a, bool, f->kinds);
    out->zone_class = arena_new_array(a, uint32_t, f->kinds);
    out->place_class = arena_new_array(a, uint32_t, f->kinds);
    out->near = arena_new_array(a, struct near_anchors, n);
    out->first = arena_new_array(a, uint32_t, n + 1u);
    struct gathering g = {.labels = out, .most = most};
    g.seen = arena_new_array(a, uint32_t, n);
    g.found = arena_new_array(a, struct candidate, MOST_FOUND);
    if (!out->anchors_zone || !out->anchors_place || !out->zone_class || !out->place_class || !out->near || !out->first ||
        !g.seen || !g.found)
        return false;
    choose_anchors(f, zone_clash, out->anchors_zone, out->zone_class, &out->zone_classes);
    choose_anchors(f, place_clash, out->anchors_place, out->place_class, &out->place_classes);
    for (uint32_t c = 0; c < n; c++)
        if (!find_near(out, &g, c))
            return false;
    return make_labels(out);
}

/* ---- two labels ---- */

enum sameness { DIFFERENT, PERHAPS, EQUAL, CONTRADICTION };

static bool knows(const uint32_t *near, uint32_t count, uint32_t anchor)
{
    return ids_contain(near, count, anchor);
}

static enum sameness compare_names(uint32_t a, uint32_t x, const uint32_t *near_a, uint32_t count_a, uint32_t b, uint32_t y,
                                   const uint32_t *near_b, uint32_t count_b)
{
    if ((x == b && y != b) || (y == a && x != a))
        return CONTRADICTION; /* an anchor is where its name says */
    if (is_anchor(x) && is_anchor(y))
        return x == y ? EQUAL : DIFFERENT;
    if (x == LABEL_FAR || y == LABEL_FAR) {
        if (x == y)
            return PERHAPS;
        uint32_t other = x == LABEL_FAR ? y : x;
        if (!is_anchor(other))
            return DIFFERENT;
        /* who says FAR would have said the name of an anchor that it knows, itself included */
        bool known = x == LABEL_FAR ? other == a || knows(near_a, count_a, other) : other == b || knows(near_b, count_b, other);
        return known ? DIFFERENT : PERHAPS;
    }
    return x == y ? PERHAPS : DIFFERENT; /* a class may have several */
}

enum label_ways labels_ways(const struct labels *l, uint32_t a, const struct label_of *x, uint32_t b, const struct label_of *y)
{
    const struct near_anchors *na = &l->near[a], *nb = &l->near[b];
    enum sameness zone = compare_names(a, x->zone, na->zone, na->zone_count, b, y->zone, nb->zone, nb->zone_count);
    enum sameness place = compare_names(a, x->place, na->place, na->place_count, b, y->place, nb->place, nb->place_count);
    if (zone == CONTRADICTION || place == CONTRADICTION || (zone == DIFFERENT && place == EQUAL))
        return WAY_NEVER;
    if (place == EQUAL)
        return WAY_SAME;
    switch (zone) {
    case EQUAL:
        return place == PERHAPS ? WAY_WITHIN : WAY_WITHIN_APART;
    case PERHAPS:
        return place == PERHAPS ? WAY_ANY : WAY_APART;
    default:
        return WAY_ACROSS;
    }
}

static cost_t least(cost_t a, cost_t b)
{
    return a < b ? a : b;
}

cost_t labels_least(enum label_ways ways, const struct parting *parting)
{
    switch (ways) {
    case WAY_SAME:
        return parting->same;
    case WAY_WITHIN:
        return least(parting->same, parting->within);
    case WAY_WITHIN_APART:
        return parting->within;
    case WAY_ANY:
        return least(parting->same, least(parting->within, parting->across));
    case WAY_APART:
        return least(parting->within, parting->across);
    case WAY_ACROSS:
        return parting->across;
    default:
        return COST_MOST;
    }
}
