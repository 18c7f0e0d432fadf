/* Is this configuration in the space: what may be built where, and which hardening may be chosen for whom. */
#include "verify/findings.h"
#include "verify/reach.h"

static const char *name_of(const struct desk *d, uint32_t component)
{
    return model_component_name(d->m, component);
}

/* ---- hardening ---- */

static bool may_be_chosen(const struct desk *d, uint32_t component, uint32_t mechanism)
{
    const struct form *f = desk_form(d, component);
    return hardening_applies(d->m, f, mechanism) && !hardening_is_built_in(f, mechanism);
}

/* Per compartment, it is enough that the mechanism can be chosen for one of those who are in the same place. */
static bool may_be_chosen_for_group(const struct desk *d, uint32_t component, uint32_t mechanism)
{
    if (may_be_chosen(d, component, mechanism))
        return true;
    if (d->m->hardening == HARDENING_PER_COMPONENT)
        return false;
    for (uint32_t other = 0; other < d->c->count; other++)
        if (d->compartments.group_of[other] == d->compartments.group_of[component] && may_be_chosen(d, other, mechanism))
            return true;
    return false;
}

static bool same_hardening(const struct choice *a, const struct choice *b)
{
    return a->hardening_count == b->hardening_count &&
           (a->hardening_count == 0 || memcmp(a->hardening, b->hardening, a->hardening_count * sizeof *a->hardening) == 0);
}

static bool check_hardening(struct desk *d, struct findings *f, uint32_t c)
{
    const struct choice *choice = &d->c->choices[c];
    for (uint32_t i = 0; i < choice->hardening_count; i++) {
        uint32_t h = choice->hardening[i];
        const char *mechanism = model_mechanism_name(d->m, h);
        struct problem_found what = finding(PROBLEM_SPACE, c, NONE, h, no_place);
        bool go_on = true;
        if (d->m->mechanisms[h].kind != MECHANISM_HARDENING)
            go_on = findings_add(f, d->m, what, "%s hardens nothing: it builds compartments", mechanism);
        else if (!d->m->mechanisms[h].in_system)
            go_on = findings_add(f, d->m, what, "%s is not among the mechanisms of the system", mechanism);
        else if (ids_have(choice->hardening, i, h))
            go_on = findings_add(f, d->m, what, "%s is given to %s twice", mechanism, name_of(d, c));
        else if (!may_be_chosen_for_group(d, c, h))
            go_on = hardening_is_built_in(desk_form(d, c), h)
                        ? findings_add(f, d->m, what, "%s is built into %s already", mechanism, name_of(d, c))
                        : findings_add(f, d->m, what, "%s does not apply to %s", mechanism, name_of(d, c));
        if (!go_on)
            return false;
    }
    uint32_t first = d->compartments.first_of[d->compartments.group_of[c]];
    if (d->m->hardening == HARDENING_PER_COMPARTMENT && !same_hardening(choice, &d->c->choices[first]))
        return findings_add(f, d->m, finding(PROBLEM_SPACE, first, c, NONE, no_place),
                           "%s and %s are in one compartment and must have the same hardening", name_of(d, first),
                           name_of(d, c));
    return true;
}

/* ---- compartments ---- */

static const struct compartment *at(const struct desk *d, uint32_t place)
{
    return &d->compartments.tree.items[place];
}

/* Any component inside, to speak of a compartment by. */
static uint32_t some_member(const struct desk *d, uint32_t place)
{
    while (at(d, place)->group == NONE)
        place = at(d, place)->first_child;
    return d->compartments.first_of[at(d, place)->group];
}

static bool is_on_path_above(const struct desk *d, uint32_t place, uint32_t mechanism)
{
    for (uint32_t above = at(d, place)->parent; above != NONE && above != 0; above = at(d, above)->parent)
        if (at(d, above)->placement.mechanism == mechanism)
            return true;
    return false;
}

/* One compartment by itself: what it is made of, where it stands, and that it separates somebody from somebody. */
static bool check_compartment(struct desk *d, struct findings *f, uint32_t place)
{
    uint32_t id = at(d, place)->placement.mechanism, member = some_member(d, place);
    const struct mechanism *mechanism = &d->m->mechanisms[id];
    const char *name = model_mechanism_name(d->m, id);
    struct problem_found what = finding(PROBLEM_SPACE, member, NONE, id, no_place);
    if (mechanism->kind != MECHANISM_ISOLATION)
        return findings_add(f, d->m, what, "%s builds no compartments", name);
    if (!mechanism->in_system)
        return findings_add(f, d->m, what, "%s is not among the mechanisms of the system", name);
    if (is_on_path_above(d, place, id))
        return findings_add(f, d->m, what, "%s is twice on the path of %s", name, name_of(d, member));
    uint32_t parent = at(d, place)->parent;
    if (parent != 0 && !ids_have(mechanism->within, mechanism->within_count, at(d, parent)->placement.mechanism))
        return findings_add(f, d->m, what, "%s may not be within %s", name,
                           model_mechanism_name(d->m, at(d, parent)->placement.mechanism));
    if (at(d, place)->members == d->c->count)
        return findings_add(f, d->m, what, "a compartment of %s that holds every component separates nobody from anybody",
                           name);
    return true;
}

/* The compartments under one parent together: whoever is in none of a directed mechanism's is left undivided, or divided as
 * a whole, into two at least, by one symmetric mechanism. */
static bool check_division(struct desk *d, struct findings *f, uint32_t parent)
{
    uint32_t divider = NONE, count = 0;
    for (uint32_t child = at(d, parent)->first_child; child != NONE; child = at(d, child)->next_sibling) {
        uint32_t id = at(d, child)->placement.mechanism;
        struct problem_found what = finding(PROBLEM_SPACE, some_member(d, child), NONE, id, no_place);
        if (d->m->mechanisms[id].kind != MECHANISM_ISOLATION || d->m->mechanisms[id].is_directed)
            continue;
        if (divider != NONE && divider != id &&
            !findings_add(f, d->m, what, "%s and %s cannot both divide the same components", model_mechanism_name(d->m, id),
                         model_mechanism_name(d->m, divider)))
            return false;
        divider = id;
        count++;
    }
    if (divider == NONE)
        return true;
    struct problem_found what = finding(PROBLEM_SPACE, some_member(d, parent), NONE, divider, no_place);
    if (count == 1 &&
        !findings_add(f, d->m, what, "%s divides into two compartments at least", model_mechanism_name(d->m, divider)))
        return false;
    if (at(d, parent)->group != NONE) {
        what.component = d->compartments.first_of[at(d, parent)->group];
        return findings_add(f, d->m, what, "%s divides all or nobody, and leaves out %s",
                            model_mechanism_name(d->m, divider), name_of(d, what.component));
    }
    return true;
}

void findings_of_space(struct desk *d, struct findings *f)
{
    for (uint32_t c = 0; c < d->c->count; c++)
        if (!check_hardening(d, f, c))
            return;
    for (uint32_t place = 0; place < d->compartments.tree.count; place++) {
        if (place > 0 && !check_compartment(d, f, place))
            return;
        if (!check_division(d, f, place))
            return;
    }
}
