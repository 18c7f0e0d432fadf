/* The system's constraints and what mechanisms need and exclude, boiled down: for an alternative, which isolation must and
 * must not be on its path; for two mechanisms on one path, likewise. */
#include "solve/problem.h"

static uint32_t bit_in(const uint32_t *ids, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] == id)
            return i;
    return NONE;
}

static bool has(const struct problem *p, const struct alternative *a, uint32_t mechanism)
{
    uint32_t bit = bit_in(p->hardening, p->hardening_count, mechanism);
    return (bit != NONE && ((a->effective >> bit) & 1)) || form_has_built_in(&p->model->forms[a->form], mechanism);
}

/* The bit of an isolation mechanism that may be on a path here; 0 when it cannot. */
static mechanism_set isolation_bit(const struct problem *p, uint32_t mechanism)
{
    uint32_t bit = bit_in(p->isolation, p->isolation_count, mechanism);
    return bit == NONE ? 0 : (mechanism_set)1 << bit;
}

static bool is_isolation(const struct problem *p, uint32_t mechanism)
{
    return p->model->mechanisms[mechanism].kind == MECHANISM_ISOLATION;
}

static bool mark_groups(struct problem *p, const struct component_set *groups, uint32_t count, const bool *dropped, uint64_t **out)
{
    size_t n = p->model->component_count;
    if (!count)
        return true;
    *out = arena_new_array(&p->arena, uint64_t, n * n / 64 + 1);
    for (uint32_t g = 0; *out && g < count; g++)
        for (uint32_t i = 0; i < groups[g].count && !is_dropped(dropped, g); i++)
            for (uint32_t k = 0; k < groups[g].count; k++) {
                size_t at = groups[g].components[i] * n + groups[g].components[k];
                (*out)[at / 64] |= (uint64_t)1 << at % 64;
            }
    return *out != NULL;
}

static bool groups_build(struct problem *p)
{
    const struct model *m = p->model;
    const struct relaxation *r = p->options.relaxed;
    return mark_groups(p, m->apart, m->apart_count, r ? r->apart : NULL, &p->apart) &&
           mark_groups(p, m->together, m->together_count, r ? r->together : NULL, &p->together);
}

bool rules_build(struct problem *p)
{
    const struct model *m = p->model;
    const struct relaxation *r = p->options.relaxed;
    p->path_needs = arena_new_array(&p->arena, mechanism_set, p->isolation_count);
    p->path_bars = arena_new_array(&p->arena, mechanism_set, p->isolation_count);
    if (!p->path_needs || !p->path_bars || !groups_build(p))
        return false;
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        const struct mechanism *mech = &m->mechanisms[p->isolation[i]];
        mechanism_set self = (mechanism_set)1 << i;
        if (!is_dropped(r ? r->needs : NULL, p->isolation[i])) {
            if (mech->needs_unknown)
                p->hopeless_isolation |= self;
            for (uint32_t k = 0; k < mech->needs_count; k++)
                if (is_isolation(p, mech->needs[k])) {
                    mechanism_set bit = isolation_bit(p, mech->needs[k]);
                    p->path_needs[i] |= bit;
                    if (!bit)
                        p->hopeless_isolation |= self;
                }
        }
        for (uint32_t k = 0; k < mech->conflicts_count; k++)
            if (!is_dropped(r ? r->conflicts : NULL, p->isolation[i]) &&
                !is_dropped(r ? r->conflicts : NULL, mech->conflicts[k]))
                p->path_bars[i] |= isolation_bit(p, mech->conflicts[k]) & ~self;
        for (uint32_t k = 0; k < m->forbid_count; k++) {
            const struct rule *rule = &m->forbid[k];
            if (is_dropped(r ? r->forbid : NULL, k) || rule->component != NONE)
                continue;
            if (rule->with == NONE && rule->mechanism == p->isolation[i])
                p->hopeless_isolation |= self;
            else if (rule->with != NONE && rule->mechanism == p->isolation[i])
                p->path_bars[i] |= isolation_bit(p, rule->with);
            else if (rule->with == p->isolation[i])
                p->path_bars[i] |= isolation_bit(p, rule->mechanism);
        }
    }
    return true;
}

/* What a mechanism that the alternative has, by hardening or built in, asks for. */
static bool ask(const struct problem *p, struct alternative *a, uint32_t mechanism)
{
    const struct mechanism *mech = &p->model->mechanisms[mechanism];
    const struct relaxation *r = p->options.relaxed;
    if (!is_dropped(r ? r->needs : NULL, mechanism)) {
        if (mech->needs_unknown)
            return false;
        for (uint32_t i = 0; i < mech->needs_count; i++) {
            if (has(p, a, mech->needs[i]))
                continue;
            mechanism_set bit = isolation_bit(p, mech->needs[i]);
            if (!bit)
                return false;
            a->path_needs |= bit;
        }
    }
    if (is_dropped(r ? r->conflicts : NULL, mechanism))
        return true;
    for (uint32_t i = 0; i < mech->conflicts_count; i++) {
        if (is_dropped(r ? r->conflicts : NULL, mech->conflicts[i]))
            continue;
        if (mech->conflicts[i] != mechanism && has(p, a, mech->conflicts[i]))
            return false;
        a->path_bars |= isolation_bit(p, mech->conflicts[i]);
    }
    return true;
}

static bool keep_forbid(const struct problem *p, struct alternative *a)
{
    const struct relaxation *r = p->options.relaxed;
    for (uint32_t i = 0; i < p->model->forbid_count; i++) {
        const struct rule *rule = &p->model->forbid[i];
        if (is_dropped(r ? r->forbid : NULL, i) || (rule->component != NONE && rule->component != a->component))
            continue;
        bool first = has(p, a, rule->mechanism), second = rule->with == NONE || has(p, a, rule->with);
        if (first && second)
            return false;
        if (first)
            a->path_bars |= isolation_bit(p, rule->with);
        else if (second)
            a->path_bars |= isolation_bit(p, rule->mechanism);
    }
    return true;
}

static bool keep_wishes(const struct problem *p, struct alternative *a)
{
    const struct relaxation *r = p->options.relaxed;
    for (uint32_t i = 0; i < p->model->use_count; i++) {
        const struct rule *rule = &p->model->use[i];
        if (is_dropped(r ? r->use : NULL, i) || rule->component != a->component || has(p, a, rule->mechanism))
            continue;
        mechanism_set bit = isolation_bit(p, rule->mechanism);
        if (!bit)
            return false;
        a->path_needs |= bit;
    }
    for (uint32_t i = 0; i < p->model->place_count; i++) {
        const struct rule *rule = &p->model->place[i];
        if (is_dropped(r ? r->place : NULL, i) || rule->component != a->component)
            continue;
        mechanism_set bit = isolation_bit(p, rule->mechanism);
        if (!bit)
            return false;
        a->path_needs |= bit;
    }
    return true;
}

bool rules_of(const struct problem *p, struct alternative *a)
{
    const struct form *form = &p->model->forms[a->form];
    const struct relaxation *r = p->options.relaxed;
    if (p->model->barred && p->model->barred[a->form])
        return false;
    a->path_needs = 0;
    a->path_bars = p->hopeless_isolation;
    for (uint32_t i = 0; i < p->hardening_count; i++)
        if (((a->effective >> i) & 1) && !ask(p, a, p->hardening[i]))
            return false;
    for (uint32_t i = 0; i < form->hardened_count; i++)
        if (!ask(p, a, form->hardened[i]))
            return false;
    /* isolation that needs, or excludes, what this component has */
    for (uint32_t i = 0; i < p->isolation_count; i++) {
        const struct mechanism *mech = &p->model->mechanisms[p->isolation[i]];
        for (uint32_t k = 0; k < mech->needs_count && !is_dropped(r ? r->needs : NULL, p->isolation[i]); k++)
            if (!is_isolation(p, mech->needs[k]) && !has(p, a, mech->needs[k]))
                a->path_bars |= (mechanism_set)1 << i;
        for (uint32_t k = 0; k < mech->conflicts_count && !is_dropped(r ? r->conflicts : NULL, p->isolation[i]); k++)
            if (has(p, a, mech->conflicts[k]) && !is_dropped(r ? r->conflicts : NULL, mech->conflicts[k]))
                a->path_bars |= (mechanism_set)1 << i;
    }
    return keep_forbid(p, a) && keep_wishes(p, a) && !(a->path_needs & a->path_bars);
}

bool path_is_kept(const struct problem *p, const struct alternative *a, mechanism_set path)
{
    if ((a->path_needs & ~path) || (a->path_bars & path))
        return false;
    for (mechanism_set rest = path; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if ((p->path_needs[i] & ~path) || (p->path_bars[i] & path))
            return false;
    }
    return true;
}

static bool is_marked(const struct problem *p, const uint64_t *marks, uint32_t a, uint32_t b)
{
    size_t at = (size_t)a * p->model->component_count + b;
    return marks && (marks[at / 64] >> at % 64 & 1);
}

bool rules_apart(const struct problem *p, uint32_t a, uint32_t b)
{
    return is_marked(p, p->apart, a, b);
}

bool rules_together(const struct problem *p, uint32_t a, uint32_t b)
{
    return is_marked(p, p->together, a, b);
}
