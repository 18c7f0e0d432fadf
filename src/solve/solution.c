/* Configurations that were found, kept small, and turned into what others read. */
#include "solve/search.h"

static size_t words_of(const struct search *s)
{
    size_t words = 0;
    for (uint32_t u = 0; u < s->count; u++)
        words += 2 + 2 * (size_t)s->places.list.items[s->placed[u].place].depth;
    return words;
}

struct solution *solution_of(struct search *s)
{
    size_t words = words_of(s), at = 0;
    struct solution *x = memory_resize(s->p->memory, NULL, 0, sizeof *x + words * sizeof(uint32_t));
    if (!x)
        return NULL;
    x->cost = s->cost;
    x->words = words;
    for (uint32_t u = 0; u < s->count; u++) {
        uint32_t place = s->placed[u].place, depth = s->places.list.items[place].depth;
        x->word[at++] = s->placed[u].alternative;
        x->word[at++] = depth;
        for (uint32_t i = depth; i-- > 0; place = s->places.list.items[place].parent) {
            x->word[at + 2 * i] = s->places.list.items[place].bit;
            x->word[at + 2 * i + 1] = place;
        }
        at += 2 * (size_t)depth;
    }
    return x;
}

void solution_free(struct problem *p, struct solution *x)
{
    if (x)
        memory_release(p->memory, x, sizeof *x + x->words * sizeof(uint32_t));
}

/* Per compartment, the search may give a compartment a set of hardening of which a part applies to no member, where a better
 * set was not to be had otherwise: that part is left out, which changes nothing but makes it cheaper. */
static mechanism_set used_part(const struct problem *p, const struct configuration *c, uint32_t component,
                               mechanism_set chosen)
{
    mechanism_set used = 0;
    if (p->model->hardening != HARDENING_PER_COMPARTMENT)
        return chosen;
    for (uint32_t u = 0; u < c->count && (chosen & ~used); u++)
        if (path_equal(&c->choices[u], &c->choices[component]))
            used |= hardening_of_form(p, c->choices[u].form);
    return chosen & used;
}

static bool fill_hardening(const struct problem *p, const struct solution *x, struct configuration *c, struct arena *a)
{
    size_t at = 0;
    for (uint32_t u = 0; u < c->count; u++) {
        struct choice *choice = &c->choices[u];
        mechanism_set chosen = used_part(p, c, u, p->alternatives[x->word[at]].chosen);
        if (!hardening_to_choice(p, chosen, a, choice))
            return false;
        at += 2 + 2 * (size_t)choice->depth;
    }
    return true;
}

static bool fill_paths(const struct problem *p, const struct solution *x, struct configuration *c, struct arena *a)
{
    size_t at = 0;
    for (uint32_t u = 0; u < c->count; u++) {
        struct choice *choice = &c->choices[u];
        choice->form = p->alternatives[x->word[at++]].form;
        choice->depth = x->word[at++];
        choice->path = arena_new_array(a, struct placement, choice->depth);
        if (!choice->path)
            return false;
        for (uint32_t i = 0; i < choice->depth; i++) {
            choice->path[i] = (struct placement){p->isolation[x->word[at]], x->word[at + 1]};
            at += 2;
        }
    }
    return true;
}

struct configuration *solution_to_configuration(struct problem *p, const struct solution *x, struct arena *a)
{
    struct configuration *c = arena_new(a, struct configuration);
    if (!c)
        return NULL;
    c->count = p->model->component_count;
    c->choices = arena_new_array(a, struct choice, c->count);
    bool fine = c->choices && fill_paths(p, x, c, a) && fill_hardening(p, x, c, a) && configuration_renumber(p->model, c);
    return fine ? c : NULL;
}
