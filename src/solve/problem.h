/* The problem: the model turned into what an engine searches over.
 *
 *   alternative   a way to run one component: its form and its hardening, with what that costs
 *   behaviour     what an alternative may do; alternatives whose hardening bounds the same share one
 *   relation      which boundaries stand between two places, as the one sees the other
 *   state         what a component has lost by the fixpoint: states only grow
 *   pair bits     what a behaviour in a state may do to a form across a relation
 *   kind          alternatives of one kind do, and suffer, the same with everybody that neither names and that names neither
 *
 * Whatever is asked of a pair is a byte that is computed when first asked for and then remembered: by kinds for pairs of
 * which neither names the other, so that memory grows with the kinds and with the pairs that name each other, not with all
 * pairs.
 *
 * Takes an immutable model. Used by the engines only, and knows nothing of how they search. Written from docs/semantics.md
 * on its own: it shares no code with verify/, which judges what the engines find. */
#ifndef MSPEC_SOLVE_PROBLEM_H
#define MSPEC_SOLVE_PROBLEM_H

#include "model/configuration.h"

/* What a component has lost. ALL states reach everything, VOID states intend nothing. */
enum state {
    STATE_NORMAL,   /* bounded as its alternative says */
    STATE_SELF,     /* may overwrite itself: its base bounds nothing (rule 3) */
    STATE_VOID,     /* is overwritten: its base bounds nothing and it intends nothing (rule 2) */
    STATE_ALL,      /* jumps anywhere: reaches everything (rule 1) */
    STATE_ALL_VOID, /* both */
    STATE_COUNT
};

static inline bool state_is_void(enum state s)
{
    return s == STATE_VOID || s == STATE_ALL_VOID;
}

static inline bool state_is_all(enum state s)
{
    return s == STATE_ALL || s == STATE_ALL_VOID;
}

static inline enum state state_overwritten(enum state s)
{
    return state_is_all(s) ? STATE_ALL_VOID : STATE_VOID;
}

static inline enum state state_self(enum state s)
{
    return s == STATE_NORMAL ? STATE_SELF : s;
}

static inline enum state state_jumps(enum state s)
{
    return state_is_void(s) ? STATE_ALL_VOID : STATE_ALL;
}

/* What the one may do to the other. Company and lapsing grants are left out (exact.h has them): what a bit says for
 * PAIR_VIOLATES and PAIR_OVERWRITES is sure, and more may be true; PAIR_STARVES is sure whoever else is about. */
enum {
    PAIR_KNOWN = 1,
    PAIR_VIOLATES = 2,    /* does what the other denies */
    PAIR_OVERWRITES = 4,  /* may write the other's own memory beyond its intent */
    PAIR_WRITES = 8,      /* has a write beyond its intent on some atom, whether or not it passes (rule 3) */
    PAIR_JUMPS = 16,      /* has an execution of code beyond its intent, whether or not it passes (rule 1) */
    PAIR_STARVES = 32,    /* a need is blocked */
    PAIR_TAKEN = 64       /* vulnerabilities let it be overwritten from the start (rule 4) */
};

#define MAX_MECHANISMS 64 /* of each kind, in one system: they are bits of a word */
typedef uint64_t mechanism_set; /* bit i: problem->hardening[i], or problem->isolation[i] */

/* The objective as one number: measures are scaled to integers and packed, the most important one highest, so that order and
 * sums are those of the lexicographic objective. */
typedef int128 cost_t;
#define COST_MOST ((cost_t)1 << 120)

struct bound {
    uint8_t left, right; /* cells in `left` are narrowed to `right`; sets of enum where */
};

#define MOST_BOUNDS 200 /* of one operation */
struct bounds { /* none says what another one says already, in an order: equal sets are equal arrays */
    struct bound of[LEAF_COUNT][MOST_BOUNDS];
    uint8_t count[LEAF_COUNT];
};

struct behaviour {
    uint32_t form;
    uint8_t base[LEAF_COUNT], added[LEAF_COUNT]; /* sets of enum where */
    struct bound *bounds[LEAF_COUNT];            /* as in struct bounds */
    uint8_t bound_count[LEAF_COUNT];
    bool is_widened;              /* a listed vulnerability affects it */
    bool is_wild;                 /* jumps into its own code (rule 1): reaches everything, whatever bounds it */
    uint8_t own_bits[STATE_COUNT]; /* PAIR_ bits toward its own cells */
    uint32_t actor, kind;
};

struct alternative {
    uint32_t component, form, behaviour;
    mechanism_set chosen;    /* as it stands in the configuration */
    mechanism_set effective; /* what of it applies to the form */
    mechanism_set carried;   /* that, and what is built in */
    mechanism_set path_needs, path_bars; /* isolation that must, and that must not, be on its path */
    uint32_t hardening_count; /* chosen ones; per compartment: 0, the compartment pays */
    cost_t cost;             /* of form and hardening, without the path */
    int128 part[MEASURE_COUNT]; /* the same for each measure alone, scaled */
    uint32_t weight;         /* how many sets of hardening it stands for: 1 unless only counted */
};

/* One boundary that stands between a and b, as a sees it. */
struct standing {
    uint32_t mechanism;
    bool outward; /* a is inside */
};

#define RELATION_SAME 0 /* nothing stands between: one compartment */
#define MAX_DEPTH 60    /* a path is never longer */

struct relation {
    struct standing *standing; /* sorted, unique */
    uint32_t count;
    uint32_t mirror;           /* the relation as b sees it */
    bool has_granted;          /* some mask depends on grants */
    int128 gate;               /* scaled cost of a crossing a second */
};

/* What a form grants: to those that its [Requires] names, and to everybody else (the last column). */
struct grants {
    uint32_t *principals; /* component ids, ascending */
    uint32_t count;
    op_set *granted;      /* [cell × (count + 1)] statically */
    op_set *handed_out;   /* [cell × (count + 1)] what `granted` in a mask is, company left out */
    op_set *by_name;      /* [cell × (count + 1)] */
};

struct pair_tables; /* pair.c */

/* The cells of a form in groups that are alike toward whoever does not name them. */
struct alike {
    uint32_t *cells; /* group by group */
    uint32_t *first; /* by group; one more */
    uint32_t count;
};

enum problem_scope {
    SCOPE_SAFE, /* every alternative of the space, only safety counts: no needs, no constraints; equal ones weigh together */
    SCOPE_VALID,   /* every alternative that may be valid; equal ones weigh together */
    SCOPE_TOP,     /* enough alternatives for the `top` cheapest configurations */
    SCOPE_MINIMAL, /* without those that derive from another that is as good */
    SCOPE_ALL,     /* without what is strictly dearer than something at least as good */
    SCOPE_OPTIMUM, /* of equally good ones only one */
    SCOPE_FEASIBLE /* the same, costs looked away from as far as no budget bounds them */
};

/* Clauses that are looked away from, to find out which of them contradict each other (core.h). NULL arrays drop nothing. */
struct relaxation {
    bool *requirement;                       /* by component: need not be kept */
    bool *need;                              /* [component × component]: what the one needs of the other need not work */
    bool *limit, *needs, *conflicts;         /* by mechanism */
    bool *budget, *forbid, *use, *place, *together, *apart, *exclude; /* by clause */
};

struct problem_options {
    enum problem_scope scope;
    size_t top;                       /* SCOPE_TOP */
    const struct relaxation *relaxed; /* or NULL; borrowed for the life of the problem */
};

struct problem {
    const struct model *model;
    struct memory *memory;
    struct arena arena;
    struct problem_options options;
    uint32_t *hardening, *isolation; /* mechanism ids of bits */
    uint32_t hardening_count, isolation_count;
    struct {
        VECTOR(struct behaviour);
    } behaviours;
    struct alternative *alternatives; /* grouped by component, cheapest first */
    uint32_t alternative_count;
    uint32_t *first_alternative;      /* component_count + 1 */
    struct grants *grants;            /* by form */
    bool *selective;                  /* by form: it grants to some what it does not grant to others */
    bool any_selective;
    struct alike *alike;              /* by form */
    uint32_t **relative, *relative_count; /* by form: accesses of its intent that name nobody else */
    uint32_t **needs, *need_count;    /* by form: accesses of its intent that name somebody else, by component and name */
    /* relations */
    struct {
        VECTOR(struct relation);
    } relations;
    struct {
        VECTOR(uint32_t);
    } relation_table; /* open hash of relation ids + 1 */
    /* pairs */
    size_t *first_named; /* those that c names, or that name c: named[first_named[c]] … named[first_named[c + 1] - 1], ascending */
    uint32_t *named;
    uint64_t *marked;    /* the same as bits, a × n + b; NULL where that would be too many */
    struct names *signatures;
    uint32_t *target; /* by form: equal toward components that neither names */
    uint32_t actor_count, target_count, kind_count;
    struct pair_tables *tables;
    /* costs */
    int128 scale[MEASURE_COUNT];  /* value × scale is an integer */
    int128 stride[MEASURE_COUNT]; /* weight of one scaled unit in the packed cost; 0: not in the objective */
    bool has_budget[MEASURE_COUNT];
    int128 budget[MEASURE_COUNT]; /* scaled, inclusive */
    int128 *runtime_of;           /* [component × mechanism]: scaled */
    int128 *memory_of;            /* [form × mechanism]: scaled */
    int128 *gate_of;              /* [mechanism]: scaled, for one crossing a second */
    uint32_t *first_rate;         /* neighbours of c: [first_rate[c], first_rate[c + 1]) */
    uint32_t *rate_other;
    int128 *rate_value;           /* multiplies relation.gate */
    /* constraints */
    mechanism_set *path_needs, *path_bars; /* by isolation bit: what must, and must not, be on the path with it */
    mechanism_set hopeless_isolation;      /* can never be kept by anybody */
    mechanism_set *outdone;                /* by isolation bit: others that are as good wherever they may be */
    uint64_t *apart, *together; /* bit a × n + b: some group has both; NULL: no group has two. Symmetric */
    uint32_t *twin;   /* the component before it with an equal specification, or NONE */
};

/* MSPEC_ERROR_LIMIT: more mechanisms or alternatives than are held at once, or figures too fine for exact sums. */
mspec_status problem_new(const struct model *m, const struct problem_options *options, struct problem **out);
/* Without alternatives, behaviours and pairs, and with every cost by its own measure only: what a statement (solve/statement/) is
 * written from. */
mspec_status problem_outline(const struct model *m, struct problem **out);
void problem_free(struct problem *p);
void problem_dump(const struct model *m, struct text *out); /* dump --stage=problem; sets out->failed when out of memory */

static inline bool ids_contain(const uint32_t *ids, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* What of a clause holds: relaxations looked up. */
static inline bool is_dropped(const bool *flags, uint32_t i)
{
    return flags && flags[i];
}

/* Must the requirements of the component hold? */
static inline bool is_guarded(const struct problem *p, uint32_t component)
{
    return p->model->components[component].is_protected &&
           !is_dropped(p->options.relaxed ? p->options.relaxed->requirement : NULL, component);
}

/* Must what the one needs of the other work? */
static inline bool is_served(const struct problem *p, uint32_t component, uint32_t other)
{
    if (p->options.scope == SCOPE_SAFE)
        return false;
    const bool *dropped = p->options.relaxed ? p->options.relaxed->need : NULL;
    return !dropped || !dropped[(size_t)component * p->model->component_count + other];
}

/* ---- grants.c ---- */
bool grants_tabulate(struct problem *p);
op_set cell_ops(const struct cell *cell);
op_set granted_ops(const struct problem *p, const struct cell *cell, uint32_t principal); /* statically */
op_set granted_by_name_ops(const struct problem *p, const struct cell *cell, uint32_t principal);
op_set handed_out_ops(const struct problem *p, const struct cell *cell, uint32_t principal);

/* ---- capability.c ---- */
bool needs_build(struct problem *p);
op_set need_ops(const struct access *need, const struct cell *cell); /* of an access that names whose the target is */
/* The first of the form's needs of the component: they stand side by side in p->needs. */
uint32_t needs_first(const struct problem *p, uint32_t form, uint32_t component);
uint32_t needs_named(const struct problem *p, uint32_t form, uint32_t component, name_id name); /* the first of that name, or behind */
/* The cells of one form that a need can be about: those of its name, or, where it names none, all. NULL at the end. */
struct need_cells {
    const struct problem *problem;
    const struct form *owner;
    const uint32_t *named;
    uint32_t count, at;
};
void need_cells_begin(const struct problem *p, const struct form *owner, const struct access *need, struct need_cells *out);
const struct cell *need_cells_next(struct need_cells *c);
op_set intent_ops(const struct problem *p, uint32_t form, const struct cell *cell);
op_set reach_ops(const struct problem *p, const struct behaviour *b, enum state state, const struct cell *cell);
/* The same of one form and one cell, of which several things are asked: what it is meant to do is found once. */
struct cell_view {
    const struct problem *problem;
    uint32_t form;
    const struct cell *cell;
    bool knows_intent; /* the rest is its own */
    op_set intent;
};
op_set view_intent(struct cell_view *v);
op_set view_reach(struct cell_view *v, const struct behaviour *b, enum state state); /* a behaviour of the form */
op_set view_exceeding(struct cell_view *v, const struct behaviour *b);
/* Is an operation on the cell in a set of targets (enum where), as the form sees it? */
bool targets_cover(const struct problem *p, uint8_t where, uint32_t form, const struct cell *cell, enum operation_leaf leaf);
/* Rule 4: what vulnerabilities add to its reach of the cell, as far as hardening lets it, beyond its intent. */
op_set exceeding_ops(const struct problem *p, const struct behaviour *b, const struct cell *cell);

/* Values of these measures are multiples of their steps. MSPEC_ERROR_LIMIT: figures too fine for exact sums. */
mspec_status measure_steps(const struct model *m, const enum measure *measures, uint32_t count, struct rational step[MEASURE_COUNT]);

/* ---- alike.c ---- */
bool alike_build(struct problem *p); /* wants grants */
bool cell_in_rest(const struct cell *cell); /* somewhere in the unnamed rest of `own`, and so perhaps in each block of it */
bool cell_is_piece(const struct problem *p, const struct cell *cell); /* of a region that is cut */
/* Cells of one form that stand for all of its cells, as the actor's form sees them: one of each group that none of its needs names,
 * and those that they name. NULL at the end; a cell may come twice. */
struct asked {
    const struct problem *problem;
    uint32_t actor, form, group, need, need_end;
    struct need_cells cells;
};
void asked_begin(const struct problem *p, uint32_t actor_form, uint32_t form, struct asked *out);
const struct cell *asked_next(struct asked *a);

/* ---- price.c ---- */
mspec_status price_build(struct problem *p); /* MSPEC_ERROR_LIMIT: figures too fine for exact sums */
void price_alternative(const struct problem *p, struct alternative *a); /* fills in part and cost */
/* What it costs a form to be hardened with a mechanism, or to have it on its path. */
cost_t price_step(const struct problem *p, uint32_t form, uint32_t mechanism);
struct cost_bound;
/* A packed cost, level by level in the units of the measures; false where a figure does not fit. */
bool cost_unpack(const struct problem *p, cost_t cost, struct cost_bound *out);
struct measures;
/* A cost packed; false where it does not fit, and no configuration has it. */
bool cost_pack(const struct problem *p, const struct measures *cost, cost_t *out);
int128 price_step_part(const struct problem *p, uint32_t form, uint32_t mechanism, enum measure measure);

/* ---- behaviour.c ---- */
bool form_may_carry(const struct model *m, uint32_t mechanism, const struct form *form);
bool form_has_built_in(const struct form *form, uint32_t mechanism);
/* What a set of hardening, and what is built in, bound; false when they are too many. */
bool bounds_of(const struct problem *p, const struct form *form, mechanism_set effective, struct bounds *out);
/* Adds what one mechanism bounds. */
bool bounds_of_mechanism(const struct model *m, uint32_t mechanism, struct bounds *out);
/* What bounds the form without hardening, and what vulnerabilities add: sets of enum where. */
void base_of(const struct problem *p, uint32_t form, uint8_t base[LEAF_COUNT], uint8_t added[LEAF_COUNT]);
bool bounds_cover(const struct bounds *many, const struct bounds *few); /* the many bound at least as much */
/* The behaviour of a form with a set of hardening; NONE when out of memory. */
uint32_t behaviour_find(struct problem *p, uint32_t form, mechanism_set effective);
bool bounds_within(const struct behaviour *few, const struct behaviour *many); /* the many bound at least as much */
void behaviours_settle(struct problem *p); /* own bits; wants grants and needs */

/* ---- hardening.c ---- */
/* The sets of hardening that are worth looking at for a component of these forms (per compartment: for a compartment of
 * whatever components), as the scope asks. */
mspec_status hardening_sets(struct problem *p, const uint32_t *forms, uint32_t form_count, mechanism_set **sets,
                            uint32_t *count);
/* Puts a set down as configurations have it; false when out of memory. */
bool hardening_to_choice(const struct problem *p, mechanism_set chosen, struct arena *a, struct choice *out);
mechanism_set hardening_of_form(const struct problem *p, uint32_t form); /* what applies and is not built in */

/* ---- alternatives.c ---- */
mspec_status alternatives_build(struct problem *p);

/* ---- rules.c ---- */
bool rules_build(struct problem *p);
/* Fills in path_needs and path_bars; false when no placement can keep the rules. */
bool rules_of(const struct problem *p, struct alternative *a);
bool path_is_kept(const struct problem *p, const struct alternative *a, mechanism_set path);
bool rules_apart(const struct problem *p, uint32_t a, uint32_t b);
bool rules_together(const struct problem *p, uint32_t a, uint32_t b);

/* ---- relation.c ---- */
uint32_t relation_find(struct problem *p, const struct standing *standing, uint32_t count,
                       int128 gate); /* NONE: no memory */
uint32_t relation_mirror(struct problem *p, uint32_t relation);
/* What passes from component a to the cell; `with_added`: with what vulnerabilities add. `together` tells whom a mechanism
 * does not separate from a (NULL: nobody is known to be). */
typedef bool together_fn(void *user, uint32_t mechanism, uint32_t component);
/* Do two atoms of one form, of which neither is the other, have bytes in one block? */
bool cells_share_a_block(const struct cell *a, const struct cell *b, uint64_t block);
op_set passes_ops(const struct problem *p, uint32_t relation, uint32_t a, const struct cell *cell, bool with_added,
                  together_fn *together, void *user);

/* ---- kind.c ---- */
bool kinds_build(struct problem *p); /* wants behaviours, settled */
bool pair_is_named(const struct problem *p, uint32_t a, uint32_t b);

/* ---- pair.c ---- */
bool pairs_build(struct problem *p); /* wants kinds */
void pairs_free(struct problem *p);
/* PAIR_ bits; 0 when out of memory. */
uint8_t pair_bits(struct problem *p, uint32_t behaviour, enum state state, uint32_t form, uint32_t relation);
/* Could these two stand in this relation, if there were nobody else? */
enum state state_after(enum state s, uint8_t bits); /* rules 1 and 3, and TAKEN */
enum pair_answer { PAIR_CLASHES, PAIR_FITS, PAIR_NO_MEMORY };
enum pair_answer pair_fits(struct problem *p, uint32_t a, uint32_t b, uint32_t relation); /* alternatives */
/* Who of the two overwrites the other there, whether or not they fit; groups and constraints are looked away from. */
enum { PAIR_A_OVERWRITES = 1, PAIR_B_OVERWRITES = 2 };
enum pair_answer pair_overwrites(struct problem *p, uint32_t a, uint32_t b, uint32_t relation, uint8_t *overwrites);

/* ---- outdo.c ---- */
bool outdone_find(struct problem *p); /* where one optimum is enough; wants alternatives and kinds */

/* ---- twins.c ---- */
bool twins_find(struct problem *p);

#endif
