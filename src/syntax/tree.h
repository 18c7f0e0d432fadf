/* The tree of one source: blocks of clauses, as written. Names are interned, numbers exact, every node has its span; nothing is
 * resolved and nothing is judged: which clauses a block may hold, and what shape a clause's value must have, is model/'s.
 *
 * A clause's value is groups separated by `;`, of items separated by `,` (or tuples standing side by side), of terms standing
 * side by side:   `lwip in ept`  is one item of three terms;   `R(*) -> R(intent)`  is one of three;   `(a, SYMB) (b, SYMB)` is
 * one item of two tuples.  All in the context's arena, immutable once parsed. */
#ifndef MSPEC_SYNTAX_TREE_H
#define MSPEC_SYNTAX_TREE_H

#include "base/rational.h"
#include "diag/context.h"
#include "syntax/headings.h"

enum unit {
    UNIT_NONE,
    UNIT_BYTES,   /* B KiB MiB GiB: value in bytes */
    UNIT_PERCENT, /* value in percent: 14.2 % is 14.2 */
    UNIT_CYCLES,
    UNIT_SECONDS, /* ns us ms s: value in seconds */
    UNIT_RATE,    /* /s k/s M/s G/s: value per second */
    UNIT_HERTZ    /* Hz kHz MHz GHz: value in hertz */
};

struct number {
    struct rational value; /* already multiplied by the unit; below 0 when written so: whether that may be is the model's to say */
    enum unit unit;
    bool hexadecimal; /* for fmt */
};

enum term_kind {
    TERM_NAME,   /* owner.member, member, or a keyword; may have a range and arguments */
    TERM_STAR,   /* `*`, may have arguments: *(R, own) */
    TERM_TUPLE,  /* ( items ) */
    TERM_NUMBER,
    TERM_STRING,
    TERM_ARROW,  /* -> */
    TERM_COMPARE /* = == >= <= > < ; the spelling is in `name` */
};

struct term {
    enum term_kind kind;
    struct span span;
    name_id owner;      /* `lwip` of lwip.ring; 0 when not dotted; `a.b` of a.b.c */
    struct span owner_span;
    name_id name;       /* the (last) name; of a string its contents (escapes resolved); of a comparison its spelling; of a number
                         * its digits as written (`16.10` is a version, too). A version with two dots (16.0.6) is a TERM_NAME */
    struct span name_span;
    bool has_range;     /* [from..to] */
    uint64_t from, to;
    struct span range_span;
    bool has_args;      /* R(…), *(…), lwip(…); always for a tuple */
    struct item *args;
    uint32_t arg_count;
    struct number number;
};

struct item {
    struct term *terms; /* at least one */
    uint32_t term_count;
    struct span span;
};

struct group {
    struct item *items; /* at least one */
    uint32_t item_count;
    struct span span;
};

enum clause_op { CLAUSE_SET /* ::= */, CLAUSE_ADD /* += */, CLAUSE_TAKE /* -= */ };

struct clause {
    enum heading heading; /* HEADING_UNKNOWN has been reported; kept for fmt */
    name_id heading_text; /* as written, without the brackets */
    struct span heading_span, op_span, span;
    enum clause_op op;
    struct group *groups;
    uint32_t group_count; /* 0: an empty or broken value, already reported */
    bool broken;          /* something in it has been reported, and may be missing here */
    /* [Pre], [Post], [Ensures]: `symbol(args): condition`. The text is kept as written, but for blanks. */
    bool is_contract;
    name_id contract_text;   /* the whole value, one blank for blanks, ends of lines and comments, none at its ends */
    name_id contract_owner;  /* `uksched` of uksched.thread_add, or 0 */
    name_id contract_symbol;
    struct span contract_symbol_span;
};

enum block_kind {
    BLOCK_COMPONENT,
    BLOCK_VARIANT,
    BLOCK_FUNCTION,
    BLOCK_LANGUAGE,
    BLOCK_MECHANISM,
    BLOCK_VULNERABILITY,
    BLOCK_SYSTEM,
    BLOCK_TARGET,
    BLOCK_ENTRY /* a mechanism within a target */
};

struct block {
    enum block_kind kind;
    name_id name;
    struct span name_span;
    name_id parent; /* 0 for none */
    struct span parent_span;
    struct clause *clauses;
    uint32_t clause_count;
    struct block *blocks; /* variants and functions, or the mechanisms of a target, in order */
    uint32_t block_count;
    struct span span;     /* of the heading line: `component lwip : base` */
    struct span body;     /* from its `{` to its `}`; source 0 when it is implicit or not closed */
    bool implicit;        /* a file of clauses only, named after the file */
};

/* `include "file"`, as written; which source that is, is found when it is loaded. */
struct include {
    name_id path;
    struct span span;
};

/* A block of the catalogue that was found, and is read when it is needed (skim.h). Places in the bytes of its source. */
struct skimmed_entry {
    enum block_kind kind;
    uint32_t name_from, name_to;
    uint32_t from, to; /* from its heading to behind its `}` */
    bool is_read;      /* it is among the blocks of the file */
};

struct file {
    uint32_t source;
    struct block *blocks;
    uint32_t block_count;
    struct skimmed_entry *entries; /* of a file of the catalogue that was skimmed, in order; else none */
    uint32_t entry_count;
    uint32_t *includes; /* ids of the sources that this one includes, once it is loaded */
    uint32_t include_count;
    struct include *include_lines;
    uint32_t include_line_count;
    bool broken;        /* has syntax errors: what could be read is here */
};

#endif
