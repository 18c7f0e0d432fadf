/* The inside of the one parser of numbers, for the lexer: what is wrong as an enum, and help for misspelt units. Takes
 * bytes; gives exact numbers. Knows nothing of tokens, sources or diagnostics. */
#ifndef MSPEC_SYNTAX_NUMBER_H
#define MSPEC_SYNTAX_NUMBER_H

#include "syntax/tree.h"

enum number_fault {
    NUMBER_FINE,
    NUMBER_NONE,      /* does not begin with a digit */
    NUMBER_TOO_LARGE, /* beyond 2^64 - 1 */
    NUMBER_TOO_FINE,  /* more than 18 decimals */
    NUMBER_HEX_EMPTY, /* 0x and no digit */
    NUMBER_HEX_UNIT,  /* 0x40KiB: a unit without the blank before it */
    NUMBER_UNIT,      /* letters behind the digits that are no unit */
    NUMBER_FORM       /* 1e6, 1_000: no number of this language */
};

/* Parses at text[0]. *used is what the number takes, or, on a fault, what should be underlined; *digits is the length of its
 * digits, without the unit. */
enum number_fault number_parse(const char *text, size_t length, struct number *out, size_t *used, size_t *digits);
const char *number_fault_text(enum number_fault fault);

/* The unit that somebody means who writes text[0..length) behind a number: "KiB" for "kb"; the unit itself when it is one;
 * NULL when it is like none. */
const char *number_unit_meant(const char *text, size_t length);

#endif
