/* The formula of a system: clauses that every valid configuration fulfils, written from the model by the definitions of
 * docs/semantics.md (docs/certificates.md says which clause stands for which). A refutation of it is a proof that there is no
 * valid configuration; with the objective, one that none is cheaper.
 *
 * Whoever trusts a certificate trusts this: for each valid configuration the variables have a value (said where each is made)
 * with which all clauses hold. That the clauses hold for nothing else besides is of use, and nobody has to believe it.
 *
 * Takes a model; reads what its clauses mean from the judge's desk (verify/). Knows nothing of engines, nor of proofs. */
#ifndef MSPEC_CERTIFY_FORMULA_H
#define MSPEC_CERTIFY_FORMULA_H

#include "certify/clauses.h"
#include "verify/desk.h"

/* A place in the nesting of mechanisms, whichever compartments there are: [0] is the system, [1] perhaps `ept`, … */
struct spot {
    uint32_t parent;    /* NONE for the system */
    uint32_t mechanism; /* not for the system */
    uint32_t depth;     /* 0 for the system */
};

struct cost {
    int literal; /* true: it is paid */
    struct rational value;
};

struct weight {
    int literal;
    int128 value; /* at least 1 */
};

/* One measure of the objective: a configuration costs (constant + Σ weights of the literals that are true) / scale. */
struct level {
    enum measure measure;
    struct {
        VECTOR(struct cost);
    } costs;
    struct weight *weights; /* whole numbers, in the formula's arena */
    size_t weight_count;
    struct rational constant, scale;
};

struct formula {
    const struct model *m;
    struct arena arena;
    struct desk *desk;
    struct configuration sample; /* one variant of each component, for the desk */
    struct clauses clauses;
    struct clause_draft draft;
    const char *uncovered; /* why the system is beyond this formula; NULL: it is not */

    uint32_t *order, *rank; /* components in the order in which the first of a group is its leader; rank by component */

    int *form;      /* by form: it is the one that is used */
    int *hardening; /* by component and mechanism: it is chosen */
    int *has;       /* by component and mechanism: it is among its mechanisms; 0: not asked for yet */

    struct spot *spots;
    uint32_t spot_count, deepest;
    int *at;     /* by component and spot: that is where its path ends */
    int *within; /* by component and spot: its path leads there or through it */
    int *same;   /* by depth - 1 and pair: the paths share so many compartments */
    int *equal;  /* by pair: in one place */
    int *apart;  /* by mechanism and pair: it separates them; 0: not asked for yet */
    int *inside; /* by mechanism and pair: the first is in a compartment of it that the second is not in; 0: not asked for yet */
    int *opens;  /* by component and spot: no earlier component is in its compartment there; 0: not asked for yet */
    int *leads;  /* by component: no earlier one is in the same place; 0: not asked for yet */

    struct level levels[MEASURE_COUNT];
    uint32_t level_count;
    struct limit {          /* [Budget]: the weights of its literals that are true add up to `most` at most */
        struct level level;
        int128 most;        /* negative: nothing is within it */
        bool known;         /* else nothing is said of it */
    } *limits;
    uint32_t limit_count;
};

/* Writes the clauses. `order` is a permutation of the components, or NULL. MSPEC_OK (then formula_fini), MEMORY, or LIMIT when
 * the system is beyond it: out->uncovered says why (a static string), and there is nothing to free. */
mspec_status formula_init(struct formula *f, const struct model *m, const uint32_t *order);
void formula_fini(struct formula *f);

/* The parts, each in its file. */
void formula_of_choices(struct formula *f);     /* variants and hardening, and the rules for mechanisms */
void formula_of_constraints(struct formula *f); /* [Needs], [Conflicts], and the system's constraints but [Budget] */
bool formula_of_places(struct formula *f);      /* compartments; false when out of memory, or uncovered */
bool formula_of_safety(struct formula *f);      /* reach, grants that lapse, violations; needs */
bool formula_of_costs(struct formula *f);       /* the objective, and what budgets are of */

/* The spot at the end of the choice's path. */
uint32_t formula_spot_of(const struct formula *f, const struct choice *c);
/* Literals that are made when they are asked for. */
int formula_same(const struct formula *f, uint32_t a, uint32_t b, uint32_t depth);
int formula_equal(const struct formula *f, uint32_t a, uint32_t b);
int formula_apart(struct formula *f, uint32_t a, uint32_t b, uint32_t mechanism);
int formula_inside(struct formula *f, uint32_t a, uint32_t b, uint32_t mechanism);
int formula_has(struct formula *f, uint32_t component, uint32_t mechanism);
int formula_opens(struct formula *f, uint32_t component, uint32_t spot);
int formula_leads(struct formula *f, uint32_t component);
/* What true literals add up to, at most; each may be named several times, and counts once. */
int128 formula_weight(const struct level *level, int literal);
/* Who shares `depth` compartments with b, as a does and c does, a and c do: a clause that is added when a proof asks for it. */
struct sharing {
    uint32_t depth, a, b, c;
};
/* False: there is no such clause, or it does not fit (f->clauses.failed). */
bool formula_transitive(struct formula *f, const struct sharing *of);
/* [Limit]: at most so many compartments at the spot, under the parent that the component is in, each counted by the one who opens it.
 * Clauses that are added when a proof asks for them. False: there are none such, or they do not fit (f->clauses.failed). */
bool formula_count(struct formula *f, uint32_t spot, uint32_t component);
uint32_t formula_limit(const struct formula *f, uint32_t spot); /* 0: none, or one that cannot bind */
/* At most so many of the literals hold. */
void formula_at_most(struct formula *f, const int *literals, size_t count, size_t most);

static inline int formula_variable(struct formula *f)
{
    return clauses_variable(&f->clauses);
}

static inline size_t formula_pair(const struct formula *f, uint32_t a, uint32_t b)
{
    return (size_t)a * f->m->component_count + b;
}

static inline bool formula_failed(const struct formula *f)
{
    return f->clauses.failed || f->uncovered;
}

static inline bool builds_here(const struct model *m, uint32_t mechanism)
{
    return m->mechanisms[mechanism].in_system && m->mechanisms[mechanism].kind == MECHANISM_ISOLATION;
}

#endif
