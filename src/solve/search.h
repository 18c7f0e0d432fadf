/* Branch and bound over partial configurations: components are seated one after the other, each at a place with an
 * alternative. A *label* is such a pair. For components that wait for a seat the search keeps what each label would cost
 * beside those seated already, and with how many of them it would clash.
 *
 * What is left of a configuration can only add to costs, reaches and lapses: so a violation, or a cost that is too high,
 * ends a branch. */
#ifndef MSPEC_SOLVE_SEARCH_H
#define MSPEC_SOLVE_SEARCH_H

#include "solve/crowd.h"
#include "solve/exact.h"
#include "solve/message.h"
#include "solve/places.h"
#include "solve/sharpen.h"
#include "solve/tally.h"
#include "solve/watch.h"

struct label {
    cost_t cost;      /* of the alternative, the path, and the crossings to those seated */
    int128 runtime;   /* the same in run time alone, where that has a budget */
    uint32_t clashes; /* with so many of those seated; rules that forbid the label count as one */
};

struct clashes { /* remembered by label.c; key 0: nothing */
    uint64_t key, mask;
};

struct waiting { /* one component */
    uint32_t first, count; /* its alternatives */
    struct label *labels;  /* [place × count], for as many places as search.capacity */
};

/* A configuration that was found, as one block: for each component its alternative, the depth of its path, and the path as
 * pairs of isolation bit and number. */
struct solution {
    cost_t cost;
    size_t words;
    uint32_t word[];
};

struct outlook { /* what a component that waits can expect */
    cost_t best;               /* of its options, messages included */
    cost_t dearer, second;     /* how much dearer its best label is, and its second best, when places must be opened */
    uint32_t labels;           /* options that it has */
};

struct candidate {
    uint32_t alternative, place;
    cost_t least; /* no completion that takes it costs less */
};

struct frame {
    uint32_t component;
    size_t first, next, end; /* candidates, on search.candidates */
    bool seated;
    /* to undo the seat */
    uint32_t old_places;
    size_t old_trail;
    cost_t old_cost;
    int128 old_part[MEASURE_COUNT];
    struct tally weight; /* of those seated below, counting */
};

struct change {
    uint32_t component;
    enum state state;
};

struct search;
/* Called for each whole configuration that keeps everything; false ends the search. */
typedef bool found_fn(void *user, struct search *s);

struct search {
    struct problem *p;
    struct watch *watch;
    struct places places;
    struct exact exact;
    struct placed *placed;
    struct waiting *waiting;
    uint32_t capacity;     /* places that labels have room for */
    struct clashes *clashes;
    size_t clash_count;    /* a power of two */
    uint32_t count, seated;
    uint32_t selective;    /* so many of those seated grant to some what they do not grant to others */
    cost_t cost;           /* of those seated */
    int128 part[MEASURE_COUNT]; /* the same for each measure alone, where there are budgets */
    struct messages spending;   /* of run time, where it has a budget */
    int128 *needed;             /* by component */
    cost_t *extra;              /* by alternative: room for capped_cost */
    struct {
        VECTOR(struct frame);
    } frames;
    struct {
        VECTOR(struct candidate);
    } candidates;
    struct {
        VECTOR(struct change);
    } trail;
    uint32_t *queue;
    bool *queued;
    struct outlook *outlook; /* by component */
    struct messages messages;
    struct sharpener sharpener;
    struct crowd crowd;
    bool *waits;             /* by component */
    struct {
        VECTOR(struct option);
    } options;               /* of those that wait, at the node that is looked at */
    uint32_t *first_option;  /* by component; one more */
    uint32_t *zone;          /* by place: its index in zones; as many as search.capacity */
    uint32_t *zones, zone_count;
    bool *open;              /* by place, as many as search.capacity */
    bool keeps_all;   /* limits, budgets and the rest count, not only safety */
    bool budgets;     /* there are some to keep */
    bool costs;       /* there is a bound to beat */
    bool twins;       /* of configurations that differ by an exchange of twins one is enough */
    bool failed;      /* out of memory */
    cost_t ceiling;   /* what costs as much, or more, is of no interest */
    cost_t unseen;    /* what was not looked at, and may be of interest, costs so much at least: as far as it was worked out */
    const struct below *below; /* minimal.c: only configurations from which a given one derives */
    uint64_t effort;  /* nodes left; UINT64_MAX: no limit */
    found_fn *found;
    void (*bounded)(void *user, const struct search *s); /* `unseen` may have risen; NULL: nobody wants to know */
    void *user;
};

/* The engine, in a problem of SCOPE_OPTIMUM that is built already; it is taken, and freed. NULL: it builds its own. */
mspec_status search_in(const struct model *m, struct problem *built, const struct engine_request *request,
                       struct engine_result *out);

enum search_scope { SEARCH_SAFE, SEARCH_VALID };
bool search_init(struct search *s, struct problem *p, struct watch *watch, enum search_scope scope,
                 const struct below *below);
void search_fini(struct search *s);
/* Goes through the whole tree below what is seated. True when it did; false when it was stopped: by `found`, by the watch,
 * by lack of memory (failed), or because the effort is spent. All is unseated again down to where it began. */
bool search_run(struct search *s);
/* Seats a component for good, above whatever is run; false when it cannot be. And takes those off that were seated so, down
 * to a number of frames. */
bool search_push(struct search *s, uint32_t component, uint32_t alternative, uint32_t place);
void search_pop(struct search *s, size_t frames);

/* ---- seat.c ---- */
/* Seats a component; false when that leads to a violation (all is undone), or when out of memory. */
bool search_seat(struct search *s, struct frame *f, uint32_t component, uint32_t alternative, uint32_t place);
void search_unseat(struct search *s, struct frame *f);

/* ---- label.c ---- */
bool labels_init(struct search *s);
bool labels_extend(struct search *s, uint32_t first_place);
/* The component has been seated (sign 1), or is about to leave (-1): what that means for the labels of those that wait. */
bool labels_update(struct search *s, uint32_t component, int sign);
static inline struct label *label_at(const struct search *s, uint32_t component, uint32_t place)
{
    const struct waiting *w = &s->waiting[component];
    return &w->labels[(size_t)place * w->count];
}

/* ---- bound.c ---- */
/* Chooses whom to seat next and collects the candidates into the frame; false when there can be nothing of interest below.
 */
bool search_choose(struct search *s, struct frame *f);
/* What it costs to be the first in a place, and to build it. */
cost_t search_opening(const struct search *s, uint32_t alternative, uint32_t place);

/* ---- budget.c ---- */
bool budgets_init(struct search *s, const uint32_t *relations, uint32_t relation_count);
/* The component is about to enter the place: what it spends. */
void budgets_spend(struct search *s, uint32_t component, uint32_t alternative, uint32_t place);
bool budgets_hold(const struct search *s);
/* Can the budgets hold with what the options of those that wait need? Options for which too little is left get COST_MOST. */
bool budgets_allow(struct search *s);

/* ---- capped.c ---- */
/* So many compartments a configuration of interest has at most. */
uint64_t compartments_at_most(const struct search *s);
/* What the limit on compartments costs those that wait, beyond their best; COST_MOST when it cannot be kept. `extra`: by
 * alternative, how much dearer it is than the best one of its component; COST_MOST when it cannot be taken. */
cost_t capped_cost(struct search *s, const cost_t *extra, uint64_t most);

/* ---- solution.c ---- */
struct solution *solution_of(struct search *s); /* of the whole configuration; NULL when out of memory */
void solution_free(struct problem *p, struct solution *x);
struct configuration *solution_to_configuration(struct problem *p, const struct solution *x, struct arena *a);

/* ---- minimal.c ---- */
enum minimal_answer { MINIMAL_YES, MINIMAL_NO, MINIMAL_UNKNOWN };
struct below *below_new(struct problem *p, struct watch *watch); /* in the problem's arena; NULL when out of memory */
void below_fini(struct below *b);
enum minimal_answer below_is_empty(struct below *b,
                                   const struct search *s); /* below the whole configuration of the search */
bool below_allows(const struct search *s, uint32_t component, uint32_t alternative, uint32_t place);

#endif
