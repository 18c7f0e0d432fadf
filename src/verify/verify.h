/* The judge: a configuration against the model, from the definitions of docs/semantics.md alone. Small, slow, and obviously
 * right. Shares no code with solve/: every configuration that an engine finds passes through here before anybody sees it. */
#ifndef MSPEC_VERIFY_VERIFY_H
#define MSPEC_VERIFY_VERIFY_H

#include "model/configuration.h"

enum cause_kind {
    CAUSE_JUMP,          /* rule 1: may execute code beyond its intent */
    CAUSE_OVERWRITTEN,   /* rule 2: `by` may write `cell` beyond its intent */
    CAUSE_SELF_WRITE,    /* rule 3: may write `cell` beyond its own intent */
    CAUSE_VULNERABILITY, /* rule 4: a vulnerability adds a W, or an X on code, beyond its intent */
    CAUSE_LANGUAGE,      /* the language does not bound it from the start */
    CAUSE_STATED,        /* its clause says `*` */
    CAUSE_WIDENED        /* a vulnerability adds to its reach */
};

/* How a component lost a bound; causes stand in the order in which the fixpoint found them. */
struct cause {
    uint32_t component;
    enum cause_kind kind;
    uint32_t by;            /* CAUSE_OVERWRITTEN: the component that writes; else NONE */
    uint32_t cell;          /* the cell written or jumped at, or NONE */
    op_set ops;             /* which operations are no longer bounded */
    uint32_t vulnerability; /* vulnerability id or NONE */
};

struct violation {
    uint32_t from, owner;   /* who may do it to whom */
    op_set ops;             /* operations of one target */
    uint32_t cell;          /* first cell of the target; adjacent cells of one region are one violation */
    uint64_t range_from, range_to; /* the bytes, for sized cells */
    struct span clause;     /* the [Requires] that is broken (or the component, when a default holds) */
    bool lapsed;            /* a grant covers it, but has lapsed */
};

enum problem_kind {
    PROBLEM_NEED,        /* a boundary blocks a need */
    PROBLEM_SPACE,       /* not a configuration of the space: see text */
    PROBLEM_LIMIT,
    PROBLEM_NEEDS, PROBLEM_CONFLICTS,
    PROBLEM_FORBID, PROBLEM_USE, PROBLEM_TOGETHER, PROBLEM_APART, PROBLEM_PLACE, PROBLEM_BUDGET,
    PROBLEM_EXCLUDE
};

struct problem_found {
    enum problem_kind kind;
    uint32_t component, other; /* or NONE */
    uint32_t mechanism;        /* or NONE */
    struct span span;          /* the clause that is not kept; source 0 for none */
    const char *text;          /* in the user's words, without a full stop */
};

struct measures {
    struct rational value[MEASURE_COUNT];
    bool known[MEASURE_COUNT]; /* runtime is unknown without a profile */
    bool overflow;             /* a figure does not fit: none of the values may be used */
};

struct judgement {
    struct arena arena;
    bool safe, works, in_space, keeps; /* keeps: limits, needs, conflicts and the system's constraints */
    bool valid;                        /* all four */
    struct violation *violations; /* of protected components */
    size_t violation_count;
    uint64_t violations_left_out; /* more than can be listed: one against each owner is, and so many others are not */
    struct problem_found *problems;
    size_t problem_count;
    struct cause *causes;
    size_t cause_count;
    struct measures measures;
};

/* MSPEC_OK with *out filled in (free it with judgement_fini), or MEMORY, and nothing to free. */
mspec_status judge(const struct model *m, const struct configuration *c, struct judgement *out);
void judgement_fini(struct judgement *j);

/* The verdict alone: each of the four answers, found without writing anything down. measures may be NULL. */
enum { JUDGED_SAFE = 1, JUDGED_WORKS = 2, JUDGED_SPACE = 4, JUDGED_KEEPS = 8, JUDGED_VALID = 15 };
mspec_status judge_quickly(const struct model *m, const struct configuration *c, unsigned *flags, struct measures *measures);

/* A desk for who judges many configurations of one model: what the clauses say is worked out once, and nothing is allocated
 * for each configuration. desk_free before the model; NULL is allowed. */
struct desk;
mspec_status desk_new(const struct model *m, struct desk **out); /* MSPEC_OK, or MEMORY and NULL */
void desk_free(struct desk *d);
mspec_status desk_judge(struct desk *d, const struct configuration *c, struct judgement *out);
mspec_status desk_judge_quickly(struct desk *d, const struct configuration *c, unsigned *flags, struct measures *measures);

/* How a component came to lose its bound: its own causes and, where another one overwrote it, those that had led there; in
 * the order in which they were found. *out lies in the arena. MSPEC_OK or MEMORY. */
mspec_status judgement_chain(const struct judgement *j, uint32_t component, struct arena *a, struct cause **out,
                             size_t *count);

/* Y derives from X (docs/semantics.md, order). */
bool configuration_derives(const struct model *m, const struct configuration *y, const struct configuration *x);
/* Compares two costs under the model's objective, most important measure first: -1, 0, 1. */
int measures_compare(const struct model *m, const struct measures *a, const struct measures *b);

#endif
