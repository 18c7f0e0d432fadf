/* An assignment of the variables: does it keep the conditions, and which configuration does it choose? */
#include "solve/statement/depths.h"

bool literal_is_true(const bool *values, literal l)
{
    if (l == LITERAL_TRUE || l == LITERAL_FALSE)
        return l == LITERAL_TRUE;
    return l > 0 ? values[l - 1] : !values[-l - 1];
}

bool statement_next_clause(const struct statement *st, size_t *at, struct clause_read *out)
{
    const int32_t *items = st->clauses.items; /* of each: reason, literals, 0 */
    if (*at >= st->clauses.count)
        return false;
    *out = (struct clause_read){.reason = items[*at], .literals = items + *at + 1};
    while (out->literals[out->count] != 0)
        out->count++;
    *at += out->count + 2;
    return true;
}

static bool clauses_hold(const struct statement *st, const bool *values)
{
    struct clause_read clause;
    for (size_t at = 0; statement_next_clause(st, &at, &clause);) {
        bool holds = false;
        for (size_t i = 0; i < clause.count; i++)
            holds = holds || literal_is_true(values, clause.literals[i]);
        if (!holds)
            return false;
    }
    return true;
}

int128 sum_largest(const struct sum *sum)
{
    int128 all = sum->offset;
    for (size_t i = 0; i < sum->count; i++)
        all += sum->terms[i].weight; /* fits: costs.c has added them up before */
    return all;
}

static bool limits_hold(const struct statement *st, const bool *values)
{
    for (size_t i = 0; i < st->limits.count; i++) {
        const struct sum *sum = &st->limits.items[i];
        int128 total = sum->offset;
        for (size_t k = 0; k < sum->count; k++)
            total += literal_is_true(values, sum->terms[k].of) ? sum->terms[k].weight : 0; /* all of them fit: costs.c */
        if (total > sum->most)
            return false;
    }
    return true;
}

static bool is_undivided(const struct statement *st, const bool *values, uint32_t a, uint32_t b, uint32_t route)
{
    return literal_is_true(values, literal_undivided(st, a, b, route));
}

static bool equivalences_hold(const struct statement *st, const bool *values)
{
    for (uint32_t route = 1; route < st->routes.count; route++)
        for (uint32_t b = 0; b < st->m->component_count; b++) {
            uint32_t first = 0; /* it goes with whom its first companion goes with */
            while (!is_undivided(st, values, first, b, route))
                first++;
            for (uint32_t c = 0; c < st->m->component_count; c++)
                if (is_undivided(st, values, first, c, route) != is_undivided(st, values, b, c, route))
                    return false;
        }
    return true;
}

bool statement_holds(const struct statement *st, const bool *values)
{
    return clauses_hold(st, values) && limits_hold(st, values) && equivalences_hold(st, values);
}

/* ---- the configuration ---- */

static void fill_path(const struct statement *st, const bool *values, uint32_t component, struct choice *choice)
{
    uint32_t route = 0;
    for (uint32_t r = 1; r < st->routes.count; r++) { /* a route comes after its parent */
        if (st->routes.items[r].parent != route || !literal_is_true(values, literal_inside(st, component, r)))
            continue;
        uint32_t first = 0;
        while (!is_undivided(st, values, first, component, r))
            first++;
        choice->path[choice->depth++] = (struct placement){st->routes.items[r].mechanism, first + 1};
        route = r;
    }
}

struct configuration *statement_configuration(const struct statement *st, const bool *values, struct arena *a)
{
    const struct model *m = st->m;
    struct configuration *c = arena_new(a, struct configuration);
    struct choice *choices = arena_new_array(a, struct choice, m->component_count);
    if (!c || !choices)
        return NULL;
    *c = (struct configuration){choices, m->component_count};
    for (uint32_t i = 0; i < m->component_count; i++) {
        const struct component *component = &m->components[i];
        choices[i].form = component->first_form;
        for (uint32_t f = component->first_form; f < component->first_form + component->form_count; f++)
            if (literal_is_true(values, literal_form(st, f)))
                choices[i].form = f;
        mechanism_set chosen = 0;
        for (uint32_t bit = 0; bit < st->p->hardening_count; bit++)
            if (literal_is_true(values, literal_hardened(st, i, bit)))
                chosen |= (mechanism_set)1 << bit;
        choices[i].path = arena_new_array(a, struct placement, MAX_DEPTH + 1);
        if (!choices[i].path || !hardening_to_choice(st->p, chosen, a, &choices[i]))
            return NULL;
        if (st->depths)
            depths_fill_path(st, values, i, &choices[i]);
        else
            fill_path(st, values, i, &choices[i]);
    }
    return configuration_renumber(m, c) ? c : NULL;
}
