/* The model: one system, names resolved, types checked, atoms formed, defaults applied. This is what the judge (verify/), the
 * engines (solve/) and the writers (export/) read; it is immutable. It says what was declared; what that *means* (reach,
 * passes, safe) is theirs, each on its own.
 *
 * Components, forms, mechanisms, … are ids: indexes into the arrays below. A *form* is one variant of a component (a component
 * without variants has exactly one). Components stand in the order of [Components] (or of declaration without it). */
#ifndef MSPEC_MODEL_MODEL_H
#define MSPEC_MODEL_MODEL_H

#include "base/bigint.h"
#include "model/operation.h"
#include "syntax/tree.h"

#define NONE UINT32_MAX

/* The kinds of targets that a clause can speak of without naming one; a set of them is a bit mask. */
enum where {
    WHERE_ALL = 1 << 0,     /* * */
    WHERE_OWN = 1 << 1,     /* own */
    WHERE_SHARED = 1 << 2,  /* shared */
    WHERE_API = 1 << 3,     /* api */
    WHERE_CODE = 1 << 4,    /* code */
    WHERE_INTENT = 1 << 5,  /* intent (languages, transformations) */
    WHERE_GRANTED = 1 << 6, /* granted (masks, languages, transformations) */
    WHERE_NAMED = 1 << 7    /* a region, part of one, or a symbol (only in struct access) */
};

/* For each leaf operation, a set of `enum where`: a language's bound, one side of a transformation, a mask. 0: nothing.
 * Normalised: WHERE_ALL stands alone; a memory leaf has ALL, OWN, SHARED, INTENT, GRANTED only, an X leaf ALL, API, CODE, INTENT,
 * GRANTED only; OWN with SHARED is ALL, and API with CODE is ALL — in masks and only there. */
struct reach_set {
    uint8_t where[LEAF_COUNT];
};

/* One target with the operations on it, in an intent or a requirement. */
struct access {
    op_set ops;
    enum where where;   /* exactly one bit */
    uint32_t component; /* whose: a component id; NONE: relative (the component itself, or by §2 everybody: see `where`) */
    name_id name;       /* WHERE_NAMED: region (memory operations) or API symbol (X) */
    bool has_range;
    uint64_t from, to;
    struct span span;
};

/* One entry of [Requires], in the order in which they hold: a later one has the last word. */
struct grant {
    bool take;          /* written with -= */
    uint32_t principal; /* component id; ANYBODY; NOBODY: names somebody who is not in this system */
    bool withheld;      /* holds, and is not handed out by `granted` in a mask although the form states_requires: the language's
                           default, where the parts of a component placed by function grant each other something by name */
    name_id principal_name; /* as written; 0 for anybody */
    struct access what; /* component NONE; where: ALL, OWN, SHARED, API, CODE or NAMED, of the component that requires */
};
#define ANYBODY (UINT32_MAX - 1)
#define NOBODY (UINT32_MAX - 2)

enum cell_class { CELL_OWN, CELL_SHARED, CELL_SYMBOL, CELL_CODE };

/* What a capability can be on: an atom, an API symbol, or the code of a form that is not a symbol. */
struct cell {
    uint32_t component, form;
    enum cell_class class;
    name_id name;      /* region or symbol; 0 for the unnamed rest, and for code */
    bool is_variable;  /* an exported variable (DATA): no region, but an atom somewhere in the rest of `own` */
    bool sized;        /* an atom with byte bounds; else the atom is the whole region */
    uint64_t from, to; /* bytes, from the start of the region, which is on a block edge of every granularity */
};

/* Does a WHERE_NAMED access speak of this cell? (Only whole cells: atoms are cut at every range that a clause mentions.) */
bool cell_is_named_by(const struct cell *cell, const struct access *access);

struct contract {
    enum heading heading; /* PRE, POST, ENSURES */
    name_id text;
    struct span span;
};

struct form {
    uint32_t component;
    name_id name;                 /* of the variant; 0 without variants */
    struct span span;             /* where the component or the variant is declared */
    uint32_t language;            /* language id, or NONE */
    bool is_vault;                /* data without code: reaches nothing, has no code cell */
    /* [Memory Access] and [Call], with the defaults of §2 for absent clauses. where: OWN (its own), SHARED and API (everybody's,
     * as far as granted, its own included), CODE (component NONE: its own code), NAMED, or — with a component — OWN, SHARED,
     * API, CODE of that component. Accesses whose component is another one are *needs*. Whom the system lacks is left out. */
    struct access *intent;
    uint32_t intent_count;
    op_set unbounded;             /* operations whose clause says `*`: nothing bounds them */
    /* [Requires]; the language's default, or `X`, when the component states none. */
    struct grant *grants;
    uint32_t grant_count;
    bool states_requires;         /* its own [Requires] is set or added to (not only taken from) */
    struct span requires_span;    /* of its clause; of the component when it states none */
    uint32_t *hardened;           /* mechanism ids, ascending */
    uint32_t hardened_count;
    struct rational cost_runtime, cost_memory; /* [Cost] of the component and variant, percent */
    bool has_size;
    struct rational size;         /* [Size], bytes */
    uint32_t first_cell, cell_count;
    struct contract *contracts;
    uint32_t contract_count;
    name_id *origins;
    uint32_t origin_count;
};

struct component {
    name_id name;        /* "lwip", or "lwip.tcp_input" when placed by function */
    struct span span;
    uint32_t first_form, form_count;
    bool is_protected;   /* its requirements must hold ([Protect]; default all) */
    bool has_share;
    struct rational share; /* percent of the run time; 0 when not stated */
};

struct language {
    name_id name;
    struct reach_set bound; /* absent clause: WHERE_ALL */
    struct span span;
};

enum mechanism_kind { MECHANISM_HARDENING, MECHANISM_ISOLATION };

struct transform { /* one `left -> right` */
    op_set ops;            /* the operations on the left */
    struct reach_set left, right;
    struct span span;
};

/* [Platform], one group: a key with the values that a mechanism asks for, or those that a system has. */
struct platform_group {
    name_id key;
    struct platform_value {
        name_id value;
        int compare; /* 0: whatever the version; else of `==` 1, `>=` 2, `<=` 3, `>` 4, `<` 5 */
        struct rational version;
    } *values;
    uint32_t value_count;
    struct span span;
};

struct mechanism {
    name_id name;
    name_id title, source, assurance; /* 0 when not stated */
    name_id *assumes;
    uint32_t assume_count;
    struct span span;
    bool from_catalog;
    bool in_system;        /* may be chosen here; others are known because a component has them built in, or a path names them */
    enum mechanism_kind kind;
    bool applies_to_all;   /* no [Applies]: every component with code */
    uint32_t *applies;     /* language ids */
    uint32_t applies_count;
    struct transform *transforms; /* hardening */
    uint32_t transform_count;
    /* isolation */
    bool is_directed;      /* masks differ: some members may stay outside */
    struct reach_set in, out;
    uint32_t *within;      /* mechanism ids in whose compartments it may be; the top level is always allowed */
    uint32_t within_count;
    uint32_t limit;        /* 0: none */
    uint64_t granularity;  /* bytes, a power of two; 0: exact */
    bool has_gate;
    struct rational gate;  /* cycles; or seconds when gate_is_time */
    bool gate_is_time;
    uint32_t *needs, *conflicts; /* mechanism ids; conflicts symmetric */
    uint32_t needs_count, conflicts_count;
    bool needs_unknown;    /* [Needs] names a mechanism that nobody declares: it can never be satisfied */
    struct rational cost_runtime, cost_memory; /* percent */
    struct span boundary_span, limit_span;
    struct platform_group *platform; /* all of them must be met */
    uint32_t platform_count;
};

/* A vulnerability that the system lists. */
struct vulnerability {
    name_id name, title;
    struct span span;
    uint32_t *components;  /* affected, ascending */
    uint32_t component_count;
    uint32_t *mechanisms;  /* affected, ascending */
    uint32_t mechanism_count;
    struct reach_set adds; /* the right sides of [Transform] */
    bool has_transform;
    struct reach_set passes; /* [Boundary], [Boundary in], [Boundary out] together: direction does not matter */
    bool has_boundary;
};

enum strategy { STRATEGY_SAFETY, STRATEGY_VULNERABILITY };
enum hardening_mode { HARDENING_PER_COMPONENT, HARDENING_PER_COMPARTMENT };
enum measure { MEASURE_RUNTIME, MEASURE_COMPARTMENTS, MEASURE_TRANSFORMATIONS, MEASURE_MEMORY, MEASURE_COUNT };

struct rule { /* [Forbid]: A with B, A on C, A;  [Use]: A on C;  [Place]: C in A */
    uint32_t mechanism;
    uint32_t with;      /* mechanism id or NONE */
    uint32_t component; /* component id or NONE */
    struct span span;
};

/* What a component may have: a mechanism (hardening, built in, or on its path), or the language of its form. */
struct carried {
    bool is_language;
    uint32_t id;
};

struct exclusion { /* [Exclude]: nobody has the one where somebody, the same or another, has the other */
    struct carried a, b;
    struct span span;
};

struct component_set { /* [Together], [Apart]: one group */
    uint32_t *components;
    uint32_t count;
    struct span span;
};

struct budget {
    enum measure measure;
    struct rational most; /* runtime: percent; memory: bytes; inclusive */
    struct span span;
};

struct rate {
    uint32_t a, b;            /* a < b */
    struct rational per_second; /* both directions together */
};

struct model {
    mspec_ctx *ctx;
    struct arena arena;
    name_id system_name; /* 0 without a system block */
    struct span system_span;
    struct component *components;
    uint32_t component_count;
    struct form *forms;
    uint32_t form_count;
    struct cell *cells; /* of form f: [first_cell, first_cell + cell_count) */
    uint32_t cell_count;
    uint32_t *named_cells; /* those that have a name: by component, then name, then id; model_cells_named looks here */
    uint32_t named_cell_count;
    struct language *languages;
    uint32_t language_count;
    struct mechanism *mechanisms;
    uint32_t mechanism_count;
    struct vulnerability *vulnerabilities;
    uint32_t vulnerability_count;
    enum strategy strategy;
    enum hardening_mode hardening;
    bool place_by_function;
    struct rule *forbid, *use, *place;
    uint32_t forbid_count, use_count, place_count;
    struct exclusion *exclude;
    uint32_t exclude_count;
    struct component_set *together, *apart;
    uint32_t together_count, apart_count;
    struct budget *budgets;
    uint32_t budget_count;
    enum measure *objective;
    uint32_t objective_count;
    struct rate *rates; /* sorted by a, then b; one entry a pair; none zero */
    uint32_t rate_count;
    bool has_profile;
    bool has_clock;
    struct rational clock; /* Hz */
    bool protects_all;     /* no [Protect] */
    struct platform_group *platform; /* [Platform] of the system */
    uint32_t platform_count;
    const struct target *target; /* that it obeys (model/build_target.h); NULL: none */
    bool *barred;          /* by form: may not be chosen. Engines set it in copies of a model; NULL: none is */
};

/* The cells of a component, in all of its forms, that have the name, in order; their number. */
const uint32_t *model_cells_named(const struct model *m, uint32_t component, name_id name, uint32_t *count);

/* Checks every declaration of the sources that the context has read, catalogue included, and every system. Diagnostics tell. */
mspec_status model_check(mspec_ctx *ctx);
/* Checks, then builds the model of one system (NULL: the only one; all components when there is none). NULL in *out on failure. */
mspec_status model_build(mspec_ctx *ctx, const char *system, struct model **out);
void model_free(struct model *model);
void model_dump(const struct model *model, struct text *out); /* dump --stage=model */

const char *model_name(const struct model *m, name_id id); /* text of a name */
const char *model_component_name(const struct model *m, uint32_t component);
const char *model_mechanism_name(const struct model *m, uint32_t mechanism);
uint32_t model_find_component(const struct model *m, const char *name); /* NONE when unknown */
uint32_t model_find_mechanism(const struct model *m, const char *name); /* by name, among model->mechanisms; NONE */
uint32_t model_find_form(const struct model *m, uint32_t component, const char *variant); /* variant NULL: the unnamed; NONE */
/* "lwip.ring[0..64]", "ukalloc.malloc", "lwip's own memory", "lwip's code": for messages. In the text's bytes. */
void model_print_cell(const struct model *m, const struct cell *cell, struct text *out);
const char *measure_name(enum measure measure);
enum measure measure_find(const char *name, size_t length); /* MEASURE_COUNT: none */
/* For a report about a measure that there is none of: which there are, and which may have been meant. */
void measure_suggest(struct report *r, const char *name);

#endif
