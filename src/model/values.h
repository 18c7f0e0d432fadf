/* Values of clauses in the shapes that many headings share: one name, a list of names, text, a number with its unit. Takes
 * the clauses in effect (declare.h); gives values, and reports what has another shape. Does not know what they are for. */
#ifndef MSPEC_MODEL_VALUES_H
#define MSPEC_MODEL_VALUES_H

#include "model/declare.h"
#include "model/operation.h"

/* What stands at a place of the input, for messages: at most some tens of bytes of it, and never more than one line.
 * Borrowed from a buffer that the caller brings. */
enum { EXCERPT_SIZE = 64 };
const char *excerpt(const struct declarations *d, struct span span, char buffer[EXCERPT_SIZE]);

/* Is the term a name alone: no owner, no range, no arguments? */
bool term_is_word(const struct term *term);
bool term_is(const struct declarations *d, const struct term *term, const char *word); /* that name alone */
/* `X`, `R`, `X.call`: the operations, whatever the arguments. 0: it is none. */
op_set term_operations(const struct declarations *d, const struct term *term);
/* As before, for names that stand where an operation must: reports, with a suggestion. */
op_set term_need_operations(struct declarations *d, const struct term *term);

/* The item as one name, maybe dotted, without range and arguments; NULL, and `code` reported ("expected %s"), when it is not. */
const struct term *item_name(struct declarations *d, const struct item *item, enum code code, const char *expected);
bool item_is_none(const struct declarations *d, const struct item *item);
/* Does the heading say `none` and nothing else? Reports a `none` beside other values of one clause. */
bool clause_is_none(struct declarations *d, const struct clause_list *list, enum heading heading);

/* The only value of a heading; NULL when it is absent or (reported) when there are several. *clause: where it stands. */
const struct item *single_item(struct declarations *d, const struct clause_list *list, enum heading heading);
/* The only value as one word of a few; -1 when absent or (reported with `code`) another. */
int single_word(struct declarations *d, const struct clause_list *list, enum heading heading, enum code code,
                const char *const *words, size_t count);
/* The only value as text; 0 when absent or reported. */
name_id single_string(struct declarations *d, const struct clause_list *list, enum heading heading);
/* All strings of a heading. */
bool strings_of(struct declarations *d, const struct clause_list *list, enum heading heading, name_id **out,
                uint32_t *count);
/* All strings of a heading as one, separated by "; ". */
bool joined_strings(struct declarations *d, const struct clause_list *list, enum heading heading, name_id *out);

/* Checks a number: its unit is one of two (UNIT_NONE, too, when named), it is not negative, it is whole where it must be,
 * and at most `most`. Reports with `code` and the words in `expected`. */
struct number_rule {
    enum code code;
    enum unit unit, other_unit;
    bool whole, positive;
    int64_t most;         /* in units of the value; 0: whatever fits */
    const char *expected; /* "a size such as `4 KiB`" */
};
bool number_check(struct declarations *d, const struct term *term, const struct number_rule *rule);
/* The only value of a heading as a number; false when it is absent or wrong (reported). */
bool single_number(struct declarations *d, const struct clause_list *list, enum heading heading,
                   const struct number_rule *rule, struct number *out, struct span *span);
/* [Limit] ::= 15. Both are unchanged when it is absent or wrong (reported). */
void limit_of(struct declarations *d, const struct clause_list *list, uint32_t *limit, struct span *span);
/* [Cost] ::= runtime 200%, memory 150%. Both are set. */
void costs_of(struct declarations *d, const struct clause_list *list, struct rational *runtime, struct rational *memory);

#endif
