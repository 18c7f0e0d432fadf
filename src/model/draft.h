/* Drafts: declarations with their clauses read and their values typed, before a system picks among them. Names of other
 * declarations are checked, and are still names: a name becomes an id when a model is built of the drafts (build.h). All in
 * the arena of the declarations.
 *
 * Functions that return bool are false only when memory has run out; what is wrong with the input is reported. */
#ifndef MSPEC_MODEL_DRAFT_H
#define MSPEC_MODEL_DRAFT_H

#include "model/model.h"
#include "model/platform.h"
#include "model/values.h"

struct draft_region {
    name_id name;
    bool shared;   /* class SHARED */
    bool exported; /* a DATA symbol of [API] */
    bool sized;
    uint64_t size;
    struct span span;
};

struct draft_symbol {
    name_id name;
    struct span span;
};

/* One target with the operations on it. owner 0: the component's own, or (for SHARED and API) everybody's. */
struct draft_access {
    op_set ops;
    enum where where;
    name_id owner, name;
    bool has_range;
    uint64_t from, to;
    struct span span;
};

struct draft_grant {
    bool take;
    bool whole;                  /* `*` alone: requires nothing, of whatever part */
    name_id principal, function; /* as written: `lwip`, or `lwip` and `tcp_input`; 0 and 0: anybody */
    struct draft_access what;    /* owner 0 */
};

struct draft_contract {
    enum heading heading;
    name_id text, symbol;
    struct span span;
};

/* What [Memory Access], [Call], [Requires] and the contracts of a form or a function say. */
struct draft_body {
    struct draft_access *accesses;
    uint32_t access_count;
    bool has_memory, has_call;   /* the clause is there */
    bool sets_memory, sets_call; /* with `::=`: the default does not hold */
    op_set unbounded;            /* operations on `*` */
    struct draft_grant *grants;
    uint32_t grant_count;
    bool sets_requires, adds_requires; /* with `::=`; with `+=` */
    struct span requires_span;         /* source 0: no clause */
    struct draft_contract *contracts;
    uint32_t contract_count;
};

struct draft_form {
    name_id variant; /* 0: without variants */
    struct span span;
    struct clause_list clauses;
    struct declaration *language; /* NULL: none */
    struct draft_region *regions; /* in the order of the input */
    struct draft_symbol *symbols;
    uint32_t region_count, symbol_count;
    struct lookup region_of, symbol_of; /* name → place in the arrays */
    struct draft_body body;
    struct declaration **hardened;
    uint32_t hardened_count;
    struct rational cost_runtime, cost_memory;
    bool has_size;
    struct rational size;
    name_id *origins;
    uint32_t origin_count;
    bool is_vault;
};

struct draft_function {
    name_id name;
    struct span span;
    struct clause_list clauses;
    struct draft_body body;
};

struct draft_component {
    struct declaration *declaration;
    name_id name;
    struct draft_form *forms;
    uint32_t form_count; /* at least one */
    struct draft_function *functions;
    uint32_t function_count;
    struct lookup function_of;
};

struct draft_language {
    struct declaration *declaration;
    struct reach_set bound;
    struct draft_grant *grants; /* the default [Requires] */
    uint32_t grant_count;
};

/* A name of another declaration, and where it stands. */
struct draft_name {
    name_id name, function; /* `libssl`; `libssl.fn` */
    struct span span;
};

struct draft_mechanism {
    struct declaration *declaration;
    struct mechanism m; /* all but what refers to other declarations: applies, within, needs, conflicts */
    bool is_checked_contracts;
    struct draft_name *applies, *within, *needs, *conflicts;
    uint32_t applies_count, within_count, needs_count, conflicts_count;
    struct platform_group *platform;
    uint32_t platform_count;
};

struct draft_vulnerability {
    struct declaration *declaration;
    struct vulnerability v; /* all but components and mechanisms */
    struct draft_name *components, *mechanisms;
    uint32_t component_count, mechanism_count;
    struct span affects_span, transform_span, boundary_span; /* source 0: no clause */
};

/* drafts.c: reads all declarations. */
bool drafts_read(struct declarations *d);

/* component.c, region.c: first what there is, then what clauses say of it (of others', too). */
bool component_read_shape(struct declarations *d, struct declaration *declaration);
bool component_read_clauses(struct declarations *d, struct draft_component *c);
bool regions_read(struct declarations *d, struct draft_form *form);
bool symbols_read(struct declarations *d, struct draft_form *form);

/* What a component has of that name, in any of its forms. */
enum { MEMBER_REGION = 1, MEMBER_SYMBOL = 2, MEMBER_FUNCTION = 4 };
unsigned component_member(const struct draft_component *c, name_id name);

/* target.c: targets of operations. What a clause is of: */
struct scope {
    struct declarations *d;
    const struct draft_component *component; /* NULL: of a language */
    const struct block *block;               /* in which the clause is written */
    enum heading heading;
    bool own_only; /* targets are the component's own ([Requires]) */
};
/* The target of `term` for `ops`; fills in all but the span's meaning, and reports what cannot be. *out->ops is 0 when there
 * is no such target. `own`, `shared`: memory only. A star gives WHERE_ALL. */
void target_read(const struct scope *s, const struct term *term, op_set ops, struct draft_access *out);
/* Is the range one of the region, in every form that has it? Reports. */
bool range_check(struct declarations *d, const struct draft_component *c, const struct term *term);

void symbols_suggest(struct declarations *d, struct report *r, const struct draft_component *c, name_id name);

/* Growing lists of drafts, in scratch memory while they are read. */
struct access_list {
    VECTOR(struct draft_access);
};
struct grant_list {
    VECTOR(struct draft_grant);
};
/* intent.c, requires.c, contract.c: fill their part of a body. */
bool intent_read(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                 struct draft_body *body);
bool requires_read(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                   struct draft_body *body);
bool contracts_read(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                    struct draft_body *body);

/* remarks.c: [Ensures] on what is not called; an entry of the catalogue without [Source]. `outer`: the component's. */
void ensures_check(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                   const struct draft_body *body, const struct draft_body *outer);
void source_check(struct declarations *d, const struct declaration *declaration);

/* side.c, transform.c: sets of targets that belong to nobody in particular. */
enum side { SIDE_BOUND /* of a language */, SIDE_LEFT, SIDE_RIGHT, SIDE_MASK };
/* Adds what `term` says to the set, and its operations to *ops. False when it is wrong, which is reported. */
bool side_read(struct declarations *d, const struct term *term, enum side side, struct reach_set *set, op_set *ops);
void reach_set_normalise(struct reach_set *set, bool is_mask);
bool transforms_read(struct declarations *d, const struct clause_list *clauses, bool widens, struct transform **out,
                     uint32_t *count);
/* [Boundary], [Boundary in], [Boundary out]; *has tells whether any is there. */
bool boundaries_read(struct declarations *d, const struct clause_list *clauses, struct reach_set *in, struct reach_set *out,
                     struct span *span);

bool language_read(struct declarations *d, struct declaration *declaration);
bool mechanism_read(struct declarations *d, struct declaration *declaration);
void mechanism_check_names(struct declarations *d, const struct draft_mechanism *m); /* once all are read */
bool vulnerability_read(struct declarations *d, struct declaration *declaration);

/* A list of names without repetitions, which are reported with `repeated`; another shape with `code`. `none` is empty. */
bool names_read(struct declarations *d, const struct clause_list *clauses, enum heading heading, enum code code,
                enum code repeated, const char *expected, struct draft_name **out, uint32_t *count);

/* platform.c */
bool platform_read(struct declarations *d, const struct clause_list *clauses, bool of_system, struct platform_group **out,
                   uint32_t *count);

#endif
