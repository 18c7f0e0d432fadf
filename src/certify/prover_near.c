#include "certify/prover.h"

static bool put(struct prover *p, int literal, bool on)
{
    return !literal || vector_push(p->memory, &p->assumed, on ? literal : -literal);
}

/* What one component does, and with which of those before it it shares how much. */
static bool put_choice(struct prover *p, const struct configuration *c, uint32_t a)
{
    const struct formula *f = &p->f;
    const struct choice *x = &c->choices[a];
    bool fine = put(p, f->form[x->form], true) && put(p, f->at[(size_t)a * f->spot_count + formula_spot_of(f, x)], true);
    for (uint32_t h = 0; h < f->m->mechanism_count && fine; h++)
        fine = put(p, f->hardening[(size_t)a * f->m->mechanism_count + h], ids_have(x->hardening, x->hardening_count, h));
    for (uint32_t b = 0; b < a && fine; b++)
        for (uint32_t depth = 1; depth <= f->deepest && fine; depth++)
            fine = put(p, formula_same(f, a, b, depth), path_common(x, &c->choices[b]) >= depth);
    return fine;
}

bool prover_stay_near(struct prover *p, const struct configuration *c)
{
    bool fine = true;
    p->assumed.count = 0;
    for (uint32_t a = 0; a < c->count && fine; a++)
        fine = put_choice(p, c, a);
    int answer = fine ? prover_ask(p, p->assumed.items, p->assumed.count, EFFORT_FULL) : SOLVER_NO_MEMORY;
    if (answer == SOLVER_NO_MEMORY)
        return false;
    for (size_t i = 0; i < p->outer.count && answer == SOLVER_SATISFIABLE; i++) {
        int v = (int)i + 1;
        if (!solver_prefer(p->solver, solver_value(p->solver, v) ? v : -v))
            return false;
    }
    return true;
}
