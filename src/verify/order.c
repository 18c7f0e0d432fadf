/* Which configuration derives from which. */
#include "verify/boundary.h"
#include "verify/reach.h"

/* The hardening that a component has: what is built in, and what is chosen and applies to it. */
static bool has_hardening(const struct model *m, const struct choice *choice, uint32_t mechanism)
{
    const struct form *f = &m->forms[choice->form];
    return hardening_is_built_in(f, mechanism) ||
           (ids_have(choice->hardening, choice->hardening_count, mechanism) && hardening_applies(m, f, mechanism));
}

static bool has_all_hardening(const struct model *m, const struct choice *y, const struct choice *x)
{
    for (uint32_t i = 0; i < x->hardening_count; i++)
        if (has_hardening(m, x, x->hardening[i]) && !has_hardening(m, y, x->hardening[i]))
            return false;
    return true;
}

static bool stands(const struct model *m, const struct choice *a, const struct choice *b, const struct boundary *wanted)
{
    struct boundary boundary;
    for (uint32_t at = 0; boundary_next(m, a, b, &at, &boundary);)
        if (boundary.mechanism == wanted->mechanism && boundary.inwards == wanted->inwards)
            return true;
    return false;
}

/* Every mechanism and direction that stands from a to b in X stands there in Y. */
static bool all_stand(const struct model *m, const struct configuration *y, const struct configuration *x, uint32_t a,
                      uint32_t b)
{
    struct boundary boundary;
    for (uint32_t at = 0; boundary_next(m, &x->choices[a], &x->choices[b], &at, &boundary);)
        if (!stands(m, &y->choices[a], &y->choices[b], &boundary))
            return false;
    return true;
}

bool configuration_derives(const struct model *m, const struct configuration *y, const struct configuration *x)
{
    for (uint32_t c = 0; c < x->count; c++)
        if (x->choices[c].form != y->choices[c].form || !has_all_hardening(m, &y->choices[c], &x->choices[c]))
            return false;
    for (uint32_t a = 0; a < x->count; a++)
        for (uint32_t b = 0; b < x->count; b++)
            if (a != b && !all_stand(m, y, x, a, b))
                return false;
    return true;
}
