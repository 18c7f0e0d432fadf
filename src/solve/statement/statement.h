/* The whole question written down as conditions on booleans, for solvers that know nothing of MSpec: what a configuration
 * may be, the rules of the fixpoint, requirements, needs, constraints, and what it costs.
 *
 * A configuration is a choice of FORM, HARDENED, INSIDE and UNDIVIDED variables. The fixpoint is not computed: the variables
 * for what components lose (JUMPS, LOOSE, OVERWRITTEN, LAPSED, …) are closed under its rules, and no more is asked. Since
 * losing more only ever breaks more, the least solution breaks nothing just when some closed one breaks nothing. For the
 * same reason helpers such as FIRST are tied in one direction only: the one in which they could make something look better
 * than it is.
 *
 * How places are told: a *route* is a sequence of mechanisms, outermost first, that a path may follow; route 0 is the system
 * itself. INSIDE(c, r): c is in some compartment at the end of the route. UNDIVIDED(a, b, r): no compartment of the route
 * has one of the two without the other; it is an equivalence, of which the conditions for transitivity are left to who
 * writes them down.
 *
 * Takes an immutable model; exact, like the problem (solve/problem.h), whose tables it is written from. Knows nothing of any
 * solver's language. */
#ifndef MSPEC_SOLVE_STATEMENT_STATEMENT_H
#define MSPEC_SOLVE_STATEMENT_STATEMENT_H

#include "solve/problem.h"

typedef int32_t literal; /* variable + 1, negative when negated */
#define LITERAL_TRUE INT32_MAX
#define LITERAL_FALSE (-INT32_MAX)

enum variable_kind {
    VARIABLE_FORM,        /* a: form, of a component that has several */
    VARIABLE_HARDENED,    /* a: component, b: mechanism that was chosen for it (or for its compartment) */
    VARIABLE_INSIDE,      /* a: component, or NONE: all at once; b: route */
    VARIABLE_UNDIVIDED,   /* a < b: components, c: route */
    VARIABLE_WITHOUT,     /* a is in a compartment of route c, and b is not in it */
    VARIABLE_STOPS,       /* what is granted to d's does not let a cross to b over route c (d: list, and direction) */
    VARIABLE_NEIGHBOURS,  /* no compartment of mechanism c is between a and b */
    VARIABLE_JUMPS,       /* a: rule 1 */
    VARIABLE_LOOSE,       /* a: nothing bounds its base (rules 2 and 3) */
    VARIABLE_OVERWRITTEN, /* a: rule 2 */
    VARIABLE_OVERWRITES,  /* a overwrites b */
    VARIABLE_EXCEEDS,     /* a: vulnerabilities exceed its intent, in leaf operation b */
    VARIABLE_TAKEN,       /* a: and that overwrites it */
    VARIABLE_LAPSED,      /* the grant to a on cell b of leaf operation c has lapsed */
    VARIABLE_EQUAL,       /* a < b: components in one place */
    VARIABLE_FIRST,       /* a: nobody before it is in its place */
    VARIABLE_OPENS,       /* a: nobody before it is in its compartment of route b */
    VARIABLE_BESIDE,      /* a is inside route c, b in another compartment beside it */
    VARIABLE_COUNTED,     /* a is first in its place, and mechanism b was chosen there */
    VARIABLE_BELOW,       /* a opens a compartment of route c that is in one parent with b */
    VARIABLE_GATE,        /* a < b: a crossing costs at least the gate of mechanism c */
    VARIABLE_PRESENT,     /* somebody has a: a language where b is 1, else a mechanism */
    VARIABLE_BOTH,        /* literals a and b, cast */
    VARIABLE_STEP,        /* by depths: a's compartment at depth c is one of mechanism b */
    VARIABLE_DEEP,        /* by depths: a is in a compartment at depth b */
    VARIABLE_SHARED,      /* by depths, a < b: they are in one compartment at depth c */
    VARIABLE_NUMBERED,    /* a: component, b: the number of its place */
    VARIABLE_PLACE_USED,  /* somebody is in place a */
    VARIABLE_PLACE_STEP,  /* VARIABLE_STEP of whoever is in place a */
    VARIABLE_PLACES_SHARE, /* VARIABLE_SHARED of who is in place a and who is in place b */
    VARIABLE_PICKED,      /* a: component, b: an alternative; or one that does the same here */
    VARIABLE_PAYS,        /* a: component: of measure b, at least as much as its alternative c costs */
    VARIABLE_DIVIDES,     /* by depths: symmetric mechanism a divides the system */
    VARIABLE_KINDS
};

struct variable {
    enum variable_kind kind;
    uint32_t a, b, c, d;
};

/* Why a condition is there; what it speaks of is in a, b, cell, mechanism and span. */
enum reason_kind {
    REASON_CHOICE,
    REASON_PLACES,
    REASON_DEFINITION,
    REASON_JUMP,
    REASON_SELF,
    REASON_OVERWRITE,
    REASON_EXCEED,
    REASON_LAPSE,
    REASON_REQUIREMENT,
    REASON_NEED,
    REASON_NEEDS,
    REASON_CONFLICTS,
    REASON_FORBID,
    REASON_USE,
    REASON_PLACE,
    REASON_TOGETHER,
    REASON_APART,
    REASON_EXCLUDE,
    REASON_LIMIT,
    REASON_BUDGET,
    REASON_COST
};

struct reason {
    enum reason_kind kind;
    uint32_t a, b, cell, mechanism; /* NONE where it speaks of none */
    op_set ops;
    struct span span;
};

struct route {
    uint32_t parent, mechanism, bit, depth; /* NONE at the system */
    mechanism_set path;
    bool has_directed;  /* a directed mechanism may divide it */
    uint32_t inside;    /* first of its INSIDE variables; one for all when all_or_none */
    bool all_or_none;   /* a symmetric mechanism that divides the system: everybody is in, or nobody */
    uint32_t undivided; /* first of its UNDIVIDED variables */
};

struct weighed {
    int128 weight; /* > 0 */
    literal of;
};

/* offset + Σ weight · literal ≤ most, or the measure that it stands for. All divided by their greatest common divisor. */
struct sum {
    struct weighed *terms;
    size_t count;
    int128 offset, most;
    struct rational unit; /* what 1 stands for: percent, bytes, or pieces */
    enum measure measure; /* MEASURE_COUNT: a limit */
    struct reason why;
};

struct clause_list { /* each: reason, literals, 0 */
    VECTOR(int32_t);
};

struct statement {
    const struct model *m;
    struct problem *p; /* an outline, or more */
    struct arena arena;
    struct {
        VECTOR(struct variable);
    } variables;
    struct {
        VECTOR(uint32_t);
    } table; /* open hash of variables that are made when first asked for, + 1 */
    struct {
        VECTOR(struct route);
    } routes;
    struct {
        VECTOR(struct reason);
    } reasons;
    struct clause_list clauses;
    size_t clause_count;
    struct {
        VECTOR(struct sum);
    } limits; /* of compartments, and budgets */
    struct {
        VECTOR(struct sum);
    } measures;                  /* those of the objective, most important first */
    uint32_t next_level;         /* of the objective: the first one of which no measure has been stated */
    uint32_t *form_variable;     /* by form; NONE where there is no choice */
    uint32_t *hardened_variable; /* [component × hardening bit]; NONE where it cannot be chosen */
    const mechanism_set *worth;  /* by component: hardening that is looked at; NULL: all */
    struct {
        VECTOR(uint32_t);
    } picks;                     /* alternatives that are looked at, by component; those that do the same once */
    struct depths *depths;       /* how places are told (depths.h); NULL: by routes */
    struct pair_writer *pairs;   /* while it is built */
    bool borrows;                /* the problem is somebody else's */
    bool failed;                 /* out of memory */
    bool too_large;
};

/* MSPEC_ERROR_LIMIT: more routes, or finer figures, than can be held; MSPEC_ERROR_MEMORY. */
mspec_status statement_new(const struct model *m, struct statement **out);
/* The same for a solver that runs here and wants few conditions: places are told by depths (depths.h), conditions on them that are
 * seldom broken are left out, and of what may be chosen only as much is looked at as some optimum is made of. Borrows a problem of
 * SCOPE_OPTIMUM. Of the objective it holds the first measure only, where no budget asks for the others: what they count is not needed
 * before. */
mspec_status statement_for_optimum(struct problem *p, struct statement **out);
/* States the next measure of the objective, if there is one that has not been stated. Sets failed or too_large when it cannot be. */
bool statement_next_measure(struct statement *st);
void statement_free(struct statement *st);

/* ---- reading it ---- */

struct clause_read {
    int32_t reason; /* place in st->reasons */
    const literal *literals;
    size_t count;
};
/* The clause at *at, which moves to the next; false behind the last. Start with *at = 0. */
bool statement_next_clause(const struct statement *st, size_t *at, struct clause_read *out);

bool literal_is_true(const bool *values, literal l);
/* Do the values keep every clause, limit and equivalence? */
bool statement_holds(const struct statement *st, const bool *values);
/* The configuration that the values choose, in the arena; NULL when out of memory. */
struct configuration *statement_configuration(const struct statement *st, const bool *values, struct arena *a);
/* In words; unique for each variable, made of no more than names, blanks and `/`, `,`, `+`, `[`, `]`. */
void statement_print_variable(const struct statement *st, uint32_t variable, struct text *out);
void statement_print_route(const struct statement *st, uint32_t route, struct text *out);
void statement_print_reason(const struct statement *st, const struct reason *why, struct text *out); /* one line */
void int128_print(struct text *out, int128 value);
int128 sum_largest(const struct sum *sum); /* what it comes to when every literal is true */

/* ---- writing it: the files of this folder ---- */

literal statement_variable(struct statement *st, enum variable_kind kind, uint32_t a, uint32_t b, uint32_t c, uint32_t d,
                           bool *is_new);
literal statement_find(const struct statement *st, enum variable_kind kind, uint32_t a, uint32_t b, uint32_t c,
                       uint32_t d); /* 0 when it was never made */
uint32_t statement_block(struct statement *st, enum variable_kind kind,
                         uint32_t count); /* the first of so many; filled in by whom asked */
int32_t statement_reason(struct statement *st, struct reason why);
struct reason reason_plain(enum reason_kind kind);

/* A clause in the making: literals are or-ed. */
struct disjunction {
    VECTOR(literal);
    bool is_true;
};
void clause_add(struct statement *st, struct disjunction *c, literal l);
/* Writes it down and empties it for the next one. */
void clause_close(struct statement *st, struct disjunction *c, int32_t reason);
void clause_write(struct statement *st, int32_t reason, size_t count, const literal *literals);
#define CLAUSE(st, reason, ...)                                                                                             \
    clause_write((st), (reason), sizeof((literal[]){__VA_ARGS__}) / sizeof(literal), (literal[]){__VA_ARGS__})

/* True just when both are. */
literal literal_both(struct statement *st, literal x, literal y);
literal literal_form(const struct statement *st, uint32_t form); /* true where there is no choice */
literal literal_hardened(const struct statement *st, uint32_t component, uint32_t bit);
literal literal_inside(const struct statement *st, uint32_t component, uint32_t route);
literal literal_undivided(const struct statement *st, uint32_t a, uint32_t b, uint32_t route); /* by routes only */
literal literal_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route); /* the same, however places are told: false only if so */
literal literal_surely_whole(struct statement *st, uint32_t a, uint32_t b, uint32_t route); /* and true only if so */
literal literal_without(struct statement *st, uint32_t a, uint32_t b, uint32_t route);  /* true only if it is so */
literal literal_neighbours(struct statement *st, uint32_t a, uint32_t b, uint32_t bit); /* true just when it is so */
literal literal_equal(struct statement *st, uint32_t a, uint32_t b);                    /* true only if it is so */
literal literal_first(struct statement *st, uint32_t c);                                /* false only if it is so */
literal literal_opens(struct statement *st, uint32_t c, uint32_t route);                /* false only if it is so */
/* Adds what makes a clause hold wherever a and b are in different places. */
void clause_add_apart(struct statement *st, struct disjunction *c, uint32_t a, uint32_t b);

bool routes_list(struct statement *st); /* routes.c: false when there are too many */
void routes_make_variables(struct statement *st);
void routes_state(struct statement *st);
void choices_make_variables(struct statement *st); /* choices.c */
void choices_state(struct statement *st);
void picks_state(struct statement *st);     /* picks.c: of the choices, only those of alternatives */
/* Calls back with what the component pays at least, and the literals that make it more, as far as its choices decide. */
typedef void payment_fn(void *user, int128 weight, literal of);
void picks_pay(struct statement *st, uint32_t component, enum measure measure, payment_fn *call, void *user);
void boundaries_init(struct statement *st); /* boundary.c */
void boundaries_fini(struct statement *st);
void fixpoint_state(struct statement *st);    /* fixpoint.c: rules 1 to 4, requirements, needs */
void constraints_state(struct statement *st); /* constraints.c */
void costs_state(struct statement *st);       /* costs.c */

#endif
