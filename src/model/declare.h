/* What is declared: every block of every source, found by kind and name, with the clauses that it inherits. Takes the trees
 * of the context; gives declarations, whose clauses drafts are read from (draft.h). A user's entry stands in the place of
 * the catalogue's of the same name. Knows which clause a block may hold, and nothing of what a clause means.
 *
 * Functions that return bool are false only when memory has run out; what is wrong with the input is reported. */
#ifndef MSPEC_MODEL_DECLARE_H
#define MSPEC_MODEL_DECLARE_H

#include "model/lookup.h"
#include "syntax/tree.h"

/* A clause in effect, and the block that it was written in (a parent's, perhaps). */
struct part {
    const struct clause *clause;
    const struct block *block;
};

/* The clauses in effect, in the order in which they count: what is inherited first, and nothing that was set anew. */
struct clause_list {
    struct part *parts;
    uint32_t count;
};

struct draft_component;
struct draft_language;
struct draft_mechanism;
struct draft_vulnerability;

struct declaration {
    const struct block *block;
    bool from_catalog;
    struct declaration *replaces; /* the catalogue's entry that this one redefines, or NULL */
    struct declaration *parent;   /* NULL for none */
    uint32_t depth;               /* of inheritance; 0: not resolved yet */
    bool is_open;                 /* its ancestors are being looked at */
    bool is_incomplete;           /* it, or an ancestor, lacks its parent: what it does not say may stand there */
    struct clause_list clauses;
    union { /* by block->kind; NULL for a system and a target */
        struct draft_component *component;
        struct draft_language *language;
        struct draft_mechanism *mechanism;
        struct draft_vulnerability *vulnerability;
    } draft;
};

#define KIND_COUNT (BLOCK_ENTRY + 1)

struct declarations {
    mspec_ctx *ctx;
    struct arena arena; /* all of this and the drafts */
    struct {
        struct declaration **items;
        uint32_t count, capacity;
        const char **names; /* for suggestions; made when first needed */
        uint32_t name_count;
    } of[KIND_COUNT];
    struct lookup index; /* kind and name → place in of[kind] */
};

/* Reads ctx->sources. Call declarations_fini also after failure. */
bool declarations_init(struct declarations *d, mspec_ctx *ctx);
void declarations_fini(struct declarations *d);

struct declaration *declaration_find(const struct declarations *d, enum block_kind kind, name_id name); /* NULL */
/* The same, and reports `code` with a suggestion when there is none of that name. */
struct declaration *declaration_need(struct declarations *d, enum block_kind kind, name_id name, struct span span,
                                     enum code code);
void declarations_suggest(struct declarations *d, struct report *r, enum block_kind kind, name_id name);

const char *name_text(const struct declarations *d, name_id name);
const char *kind_text(enum block_kind kind); /* "component" */
bool is_reserved_name(const char *name);     /* words that cannot name a component */

/* inherit.c: resolves parents and fills `clauses` of every declaration. */
bool declarations_inherit(struct declarations *d);
/* What holds in a block inside another (a variant): the other's clauses and its own. */
bool clauses_extend(struct declarations *d, const struct clause_list *base, const struct block *block,
                    struct clause_list *out);

/* Walks the clauses of one heading. */
const struct part *clause_first(const struct clause_list *list, enum heading heading);
const struct part *clause_next(const struct clause_list *list, const struct part *after); /* of the same; NULL at the end */
static inline bool clause_exists(const struct clause_list *list, enum heading heading)
{
    return clause_first(list, heading) != NULL;
}

/* Walks the items of all clauses of one heading: for (w = walk_of(l, h); (item = walk_next(&w));) */
struct walk {
    const struct clause_list *list;
    const struct part *part; /* where the item that was given last stands */
    uint32_t group, item;    /* the next one */
    bool new_group;          /* the item that was given last is the first of its group */
};
struct walk walk_of(const struct clause_list *list, enum heading heading);
const struct item *walk_next(struct walk *w);

#endif
