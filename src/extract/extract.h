/* Specifications from what a build leaves behind. Takes paths of object files and rules; gives components (parts) with what the
 * files show of them, merged with what was written by hand, and writes them as canonical text. Where a file does not show that a
 * component is limited, the worst is written. Knows the notation (to read clauses written by hand), and not what it means.
 *
 *     input.c      paths → objects, through archives and the reader (reader.h)
 *     group.c      objects → parts, by rules, annotations and names
 *     annotation.c what stands in .mspec sections, and in files of clauses: hands
 *     kernel.c     what is particular to Linux: modinfo, Module.symvers, the core
 *     owners.c     who has which symbol: needs
 *     merge.c      one part from its objects and hands
 *     write.c      parts → text
 */
#ifndef MSPEC_EXTRACT_EXTRACT_H
#define MSPEC_EXTRACT_EXTRACT_H

#include "extract/object.h"
#include "extract/rules.h"
#include "syntax/tree.h"

struct object_reader;

struct extract_request {
    const char *const *files;      /* objects, archives, folders */
    size_t file_count;
    const char *const *components; /* "NAME=PATTERN,PATTERN": rules, and input where a pattern is a path */
    size_t component_count;
    const char *map;               /* a file of rules; NULL */
    const char *const *clauses;    /* specifications whose clauses win; without a block: for every component */
    size_t clause_count;
    const char *symvers;           /* Module.symvers; NULL: one in the folders that were given, if any */
    const char *language;          /* of code whose language is not shown; NULL: Assembler */
    bool all_api;                  /* every exported symbol, and not only those that others use */
    bool coarse;                   /* one symbol for all exported functions of a component, one region for its variables */
    bool functions;                /* a block for each function */
    bool each_callback;            /* each function whose address is taken by its name */
    bool variables;                /* data that crosses as (NAME, DATA) and not as regions */
    bool grant_users, grant_all;   /* variables that others use by name are granted to those, or to everybody */
    bool unikraft;                 /* the folders are source trees of Unikraft */
    bool marks_only;               /* only which hardening is there */
    bool only_objects;             /* only which objects there are, and of which components; nothing is merged */
    const struct object_reader *reader; /* NULL: the module */
};

/* A clause that somebody wrote: in an annotation or in a file of clauses. */
struct hand {
    const struct clause *clause;
    name_id function; /* of a block `function NAME`; 0: of the component */
    unsigned rank;    /* a later word wins: 0 for every component, 1 annotation, 2 a block for this component */
    bool used;
};

struct part_symbol { /* that others use, or all */
    name_id name;
    uint8_t kind; /* enum symbol_kind; SYMBOL_UNKNOWN is written as data: it may be read and written */
    bool writable;
    uint64_t size;
};

struct part_need {
    uint32_t owner; /* part */
    name_id name;
    uint8_t kind, uses;
    bool writes;
};

struct part_grant { /* who uses a variable of this one */
    name_id name;
    uint32_t user; /* part */
    bool writes;
};

struct part {
    const char *name; /* as it is written */
    struct object_list objects;
    bool by_rule, is_core, is_source; /* is_source: from a source tree, without objects */
    const char *title;

    /* merged */
    bool has_code, is_module;
    language_set languages;
    bool language_unknown;
    mark_set hardened, seen;   /* of all of its code; somewhere in it */
    uint64_t memory;
    uint32_t indirect_calls;
    bool may_call_indirectly;
    uint32_t taken;            /* addresses of its code that are put down */
    struct part_symbol *symbols;
    uint32_t symbol_count;
    struct part_need *needs;   /* by owner, then name */
    uint32_t need_count;
    struct part_grant *grants; /* by user, then name; only with grant_users and grant_all */
    uint32_t grant_count;
    name_id *unresolved;
    uint32_t unresolved_count;
    struct {
        VECTOR(struct hand);
    } hands;
    struct {
        VECTOR(const char *);
    } origins, soft; /* package URLs; modules that it may ask for when it runs */
};

struct extraction {
    mspec_ctx *ctx;
    const struct extract_request *request;
    struct arena arena;
    struct object_list objects;
    struct rules rules;
    struct {
        VECTOR(struct part *);
    } parts;
    struct spelling *spelling;
    const char *symvers; /* the file that was found or given; NULL */
    uint32_t core;       /* part of the core kernel; UINT32_MAX */
};

/* Does all of it. *out must be given to extract_fini whatever the status. MSPEC_ERROR_INPUT and _IO with diagnostics. */
mspec_status extract_run(mspec_ctx *ctx, const struct extract_request *request, struct extraction *out);
void extract_fini(struct extraction *x);
/* The specification as canonical text. */
mspec_status extract_write(struct extraction *x, struct text *out);
/* Which parts a part needs something of: indexes, ascending, each once; in the extraction's arena. False when out of memory. */
bool extract_depends(struct extraction *x, const struct part *p, uint32_t **out, uint32_t *count);
const char *language_name(enum language_bit language);
const char *mark_name(enum mark mark);
const char *mark_evidence(enum mark mark);

/* ---- the steps ---- */

mspec_status input_read(struct extraction *x);          /* fills objects */
mspec_status group_objects(struct extraction *x);       /* fills parts */
mspec_status annotations_read(struct extraction *x);    /* of objects: before grouping, for they name components */
mspec_status clauses_read(struct extraction *x);        /* files written by hand: after grouping */
/* The component that an object's annotation names; 0: none. */
name_id annotation_component(const struct object *o, struct extraction *x);
mspec_status annotations_attach(struct extraction *x);  /* hands to parts */
mspec_status kernel_prepare(struct extraction *x);      /* the core, soft dependencies */
mspec_status owners_resolve(struct extraction *x);      /* needs, symbols */
mspec_status merge_parts(struct extraction *x);         /* languages, hardening, sizes, contradictions */
mspec_status unikraft_read(struct extraction *x);       /* source trees */
struct part *part_new(struct extraction *x, const char *name); /* NULL when out of memory */
uint32_t part_find(const struct extraction *x, const char *name); /* UINT32_MAX */
/* The value of a key in .modinfo from `after` on (NULL: the first); NULL. */
const char *modinfo_get(const struct object *o, const char *key, const char *after);

/* ---- names as the notation writes them (spell.c) ---- */

struct spelling *spelling_new(struct extraction *x);
void spelling_free(struct extraction *x);
/* A name of a symbol, each symbol's always the same. NULL when out of memory. */
const char *spell_symbol(struct extraction *x, name_id name);
/* The name of a component for a file's stem; not yet unique. */
const char *spell_component(struct extraction *x, const char *stem, size_t length);

#endif
