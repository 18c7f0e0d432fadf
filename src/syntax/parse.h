/* The parser's inside, shared by its files: blocks.c reads files and blocks, head.c the heads of
 * blocks, clause.c headings and lists of values, term.c single values, contract.c the text of contracts. Lists grow on
 * stacks here, and are copied to the arena when they are complete, so that nothing is allocated for lists that nest.
 *
 * Recovery: a mistake in an item skips to the next `,`, `;` or `)` of the same depth, one in a clause to the next clause.
 * What is skipped reports nothing. */
#ifndef MSPEC_SYNTAX_PARSE_H
#define MSPEC_SYNTAX_PARSE_H

#include "syntax/lex.h"

enum {
    DEEPEST_VALUE = 32, /* parentheses within parentheses */
    DEEPEST_BLOCK = 8   /* blocks within blocks: only mistakes go deeper than two */
};

struct parser {
    mspec_ctx *ctx;
    struct lexer lx;
    struct file *file;
    uint32_t last_to; /* the end of the last token that is not an end of line */
    struct {
        VECTOR(struct term);
    } terms;
    struct {
        VECTOR(struct item);
    } items;
    struct {
        VECTOR(struct group);
    } groups;
    struct {
        VECTOR(struct clause);
    } clauses;
    struct {
        VECTOR(struct block);
    } blocks; /* variants and functions of the block being read */
    struct {
        VECTOR(struct block);
    } top; /* blocks of the file */
    struct {
        VECTOR(struct include);
    } includes;
    bool clause_broken; /* the clause being read has been complained about: that it lacks a value is no news */
    bool unclosed;      /* and so with its parentheses */
    bool lost;          /* what nests too deeply reaches to the end: that it is not closed there is no news */
};

#define PARSER_REPORT(p, code, from, to, ...) LEXER_REPORT(&(p)->lx, (code), (from), (to), __VA_ARGS__)

void parser_next(struct parser *p);
/* Copies items [base, count) of a stack to the arena and takes them off it. NULL and lx.failed when out of memory. */
#define PARSER_TAKE(p, stack, base, count_out)                                                                              \
    parser_take_((p), (p)->stack.items, sizeof *(p)->stack.items, (base), &(p)->stack.count, (count_out))
void *parser_take_(struct parser *p, const void *items, size_t size, size_t base, size_t *count, uint32_t *count_out);
#define PARSER_PUSH(p, stack, item)                                                                                         \
    (vector_push(&(p)->ctx->memory, &(p)->stack, (item)) ? true : ((p)->lx.failed = true, false))
name_id parser_intern(struct parser *p, uint32_t from, uint32_t to);

/* What is being read: a block, or, with block NULL, the file. */
struct frame {
    const struct frame *outer;
    struct block *block;
    uint32_t column; /* of its first word */
    bool first;      /* on its line */
    int depth;
    bool misplaced; /* it, or one around it, has been reported as misplaced */
    uint32_t brace; /* where its `{` is */
    bool no_brace;  /* it has none: reported, and its `}` may be missing as well */
};

enum { BLOCK_KINDS = BLOCK_ENTRY + 1 };
extern const char *const block_words[BLOCK_KINDS];

/* head.c */
/* At the word that begins a block: reads the word, the name, the parent. The current token is then the `{`, or what stands
 * there. */
void head_read(struct parser *p, struct block *block, struct frame *frame);
/* What stands between the head and the `{` is reported once. False when neither a `{` nor a clause follows. */
bool head_find_brace(struct parser *p, const struct block *block);
/* At what begins neither a clause nor a block: one report, however many lines of it. */
void stray_skip(struct parser *p, bool after_clause);
/* At a name that is no kind of block: another name and a `{` or `:` follow. */
bool stray_is_block(const struct parser *p);
int stray_report_block(struct parser *p);            /* the kind that is meant, or -1 */
void include_read(struct parser *p, bool misplaced); /* at `include` */

/* clause.c */
bool clause_ends(struct parser *p);  /* the current token is not the clause's any more */
void clause_parse(struct parser *p); /* at a heading; pushes a clause */
/* Items up to what ends the list: at depth 0 a `;` or the clause's end, else a `)`. */
void items_parse(struct parser *p, int depth, struct item **items, uint32_t *count);
void braces_skip(struct parser *p); /* at a `{`: behind its `}`, silently */

/* term.c */
bool term_begins(const struct parser *p);
void term_parse(struct parser *p, int depth); /* pushes a term */

/* contract.c */
void contract_parse(struct parser *p, struct clause *clause); /* behind the heading's operator; reads the raw text */

#endif
