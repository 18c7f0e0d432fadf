/* Is a valid configuration minimal? It is when no other valid one is below it: with the same forms, no hardening and no
 * boundary that it does not have. Those below are searched for by a search of their own. */
#include "solve/search.h"

struct below {
    struct search search;
    uint32_t *alternative; /* of the configuration above, by component */
    uint32_t *relation;    /* [component × component] in it */
    bool found;            /* a valid one that is strictly below */
};

static bool is_part(const struct relation *few, const struct relation *many)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < few->count; i++) {
        while (k < many->count && (many->standing[k].mechanism < few->standing[i].mechanism ||
                                   (many->standing[k].mechanism == few->standing[i].mechanism &&
                                    many->standing[k].outward < few->standing[i].outward)))
            k++;
        if (k == many->count || many->standing[k].mechanism != few->standing[i].mechanism ||
            many->standing[k].outward != few->standing[i].outward)
            return false;
    }
    return true;
}

bool below_allows(const struct search *s, uint32_t component, uint32_t alternative, uint32_t place)
{
    const struct below *b = s->below;
    const struct alternative *mine = &s->p->alternatives[alternative],
                             *above = &s->p->alternatives[b->alternative[component]];
    if (mine->form != above->form || (mine->effective & ~above->effective))
        return false;
    for (uint32_t d = 0; d < s->count; d++)
        if (s->placed[d].alternative != NONE &&
            !is_part(&s->p->relations.items[places_relation(&s->places, place, s->placed[d].place)],
                     &s->p->relations.items[b->relation[(size_t)component * s->count + d]]))
            return false;
    return true;
}

/* Whatever is found derives less or as much; stops at one that lacks something. */
static bool compare(void *user, struct search *s)
{
    struct below *b = user;
    for (uint32_t c = 0; c < s->count && !b->found; c++) {
        b->found = s->p->alternatives[s->placed[c].alternative].effective != s->p->alternatives[b->alternative[c]].effective;
        for (uint32_t d = 0; d < s->count && !b->found; d++)
            b->found = s->p->relations.items[places_relation(&s->places, s->placed[c].place, s->placed[d].place)].count !=
                       s->p->relations.items[b->relation[(size_t)c * s->count + d]].count;
    }
    return !b->found;
}

struct below *below_new(struct problem *p, struct watch *watch)
{
    size_t n = p->model->component_count;
    struct below *b = arena_new(&p->arena, struct below);
    if (!b)
        return NULL;
    b->alternative = arena_new_array(&p->arena, uint32_t, n);
    b->relation = arena_new_array(&p->arena, uint32_t, n * n);
    if (!b->alternative || !b->relation || !search_init(&b->search, p, watch, SEARCH_VALID, b)) {
        if (b->search.p)
            search_fini(&b->search);
        return NULL;
    }
    b->search.found = compare;
    b->search.user = b;
    return b;
}

void below_fini(struct below *b)
{
    if (b)
        search_fini(&b->search);
}

enum minimal_answer below_is_empty(struct below *b, const struct search *s)
{
    for (uint32_t c = 0; c < s->count; c++) {
        b->alternative[c] = s->placed[c].alternative;
        for (uint32_t d = 0; d < s->count; d++)
            b->relation[(size_t)c * s->count + d] = places_relation(&s->places, s->placed[c].place, s->placed[d].place);
    }
    b->found = false;
    if (!search_run(&b->search) && !b->found)
        return MINIMAL_UNKNOWN;
    return b->found ? MINIMAL_NO : MINIMAL_YES;
}
