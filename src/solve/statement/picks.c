/* Of what may be chosen, only what some alternative of the problem has: its form, and its hardening as far as that applies to the form.
 * Per compartment, a part of a set may apply to nobody in the compartment and is then not there: alternatives of equal form that differ
 * in what does not apply are one. */
#include "solve/statement/statement.h"

static bool do_the_same(const struct alternative *x, const struct alternative *y)
{
    return x->form == y->form && x->effective == y->effective;
}

static literal picked(struct statement *st, uint32_t id)
{
    return statement_variable(st, VARIABLE_PICKED, st->p->alternatives[id].component, id, NONE, NONE, NULL);
}

static bool list_component(struct statement *st, uint32_t c)
{
    const struct problem *p = st->p;
    size_t first = st->picks.count;
    for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
        bool known = false;
        for (size_t k = first; k < st->picks.count && !known; k++)
            known = do_the_same(&p->alternatives[st->picks.items[k]], &p->alternatives[i]);
        if (!known && !vector_push(p->memory, &st->picks, i))
            return false;
    }
    return true;
}

/* The picks of a component stand side by side: from *first, so many. */
static size_t picks_of(const struct statement *st, uint32_t c, size_t *first)
{
    size_t count = 0;
    *first = 0;
    while (*first < st->picks.count && st->p->alternatives[st->picks.items[*first]].component != c)
        ++*first;
    while (*first + count < st->picks.count && st->p->alternatives[st->picks.items[*first + count]].component == c)
        count++;
    return count;
}

static void state_component(struct statement *st, uint32_t c, int32_t why)
{
    struct disjunction one = {0};
    size_t first, count = picks_of(st, c, &first);
    for (size_t k = first; k < first + count && !st->failed; k++) {
        const struct alternative *a = &st->p->alternatives[st->picks.items[k]];
        mechanism_set applies = hardening_of_form(st->p, a->form) & st->worth[c];
        literal l = picked(st, st->picks.items[k]);
        clause_add(st, &one, l);
        for (size_t i = first; i < k; i++)
            CLAUSE(st, why, -l, -picked(st, st->picks.items[i]));
        CLAUSE(st, why, -l, literal_form(st, a->form));
        for (; applies; applies &= applies - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(applies);
            literal has = literal_hardened(st, c, bit);
            CLAUSE(st, why, -l, a->effective >> bit & 1 ? has : -has);
        }
    }
    clause_close(st, &one, why);
    vector_free(st->p->memory, &one);
}

void picks_state(struct statement *st)
{
    int32_t why = statement_reason(st, reason_plain(REASON_CHOICE));
    for (uint32_t c = 0; c < st->m->component_count && !st->failed; c++)
        if (!list_component(st, c))
            st->failed = true;
    for (uint32_t c = 0; c < st->m->component_count && !st->failed; c++)
        state_component(st, c, why);
}

/* In steps: who pays more pays each lower step too, so that what is common to several choices is one literal. */
void picks_pay(struct statement *st, uint32_t component, enum measure measure, payment_fn *call, void *user)
{
    const struct alternative *all = st->p->alternatives;
    int32_t why = statement_reason(st, reason_plain(REASON_COST));
    size_t first, count = picks_of(st, component, &first);
    literal below = LITERAL_TRUE;
    int128 paid = 0;
    for (bool begun = false; !st->failed; begun = true) {
        uint32_t next = NONE;
        for (size_t k = first; k < first + count; k++) {
            uint32_t id = st->picks.items[k];
            if ((!begun || all[id].part[measure] > paid) && (next == NONE || all[id].part[measure] < all[next].part[measure]))
                next = id;
        }
        if (next == NONE)
            return;
        literal pays = begun ? statement_variable(st, VARIABLE_PAYS, component, measure, next, NONE, NULL) : LITERAL_TRUE;
        for (size_t k = first; k < first + count && begun; k++)
            if (all[st->picks.items[k]].part[measure] == all[next].part[measure])
                CLAUSE(st, why, -picked(st, st->picks.items[k]), pays);
        CLAUSE(st, why, -pays, below);
        call(user, all[next].part[measure] - paid, pays);
        paid = all[next].part[measure];
        below = pays;
    }
}
