/* The file of a certificate: what is claimed, of which specification and which configuration, and the proof. Lines of text, with
 * the specification's files and the configuration in between as they are:
 *
 *   mspec-certificate 1
 *   claim optimal                    or: none (there is no valid configuration)
 *   method clauses                   or: exhaustion (every configuration of the space is visited again)
 *   system NAME                      only where the specification has a block of this name
 *   target NAME                      only where one was asked for: a name, and never a path
 *   budget MEASURE=N                 one for each that was asked for besides those of the specification
 *   source BYTES NAME                followed by so many bytes and an end of line; one for each file
 *   configuration BYTES              as JSON, the same; only where one is claimed to be optimal
 *   order NUMBERS                    of the formula: components, from 0; only with clauses
 *   formula VARIABLES CLAUSES        how large the formula is; only with clauses
 *   proof                            followed by its lines (check.h) to the end of the file
 *
 * Takes any bytes; gives pieces of them. Knows nothing of what they mean. */
#ifndef MSPEC_CERTIFY_ENVELOPE_H
#define MSPEC_CERTIFY_ENVELOPE_H

#include "base/memory.h"

enum { ENVELOPE_MOST_SOURCES = 100000 };

struct piece {
    const char *bytes;
    size_t length;
};

struct envelope_source {
    struct piece name, text;
};

struct envelope {
    bool claims_none, by_exhaustion;
    struct piece system, target; /* bytes NULL: no name */
    struct {
        VECTOR(struct piece);
    } budgets;
    struct {
        VECTOR(struct envelope_source);
    } sources;
    struct piece configuration; /* bytes NULL: none */
    struct {
        VECTOR(uint32_t);
    } order;
    uint64_t variables, clauses;
    struct piece proof;
    size_t proof_line; /* the line on which it begins, from 1 */
    /* When it is no certificate: */
    size_t wrong_at;   /* offset of the line */
    const char *wrong; /* a static string; NULL: out of memory */
};

/* Pieces point into the bytes. False: see wrong. envelope_fini in any case. */
bool envelope_read(struct envelope *e, struct memory *m, const char *bytes, size_t length);
void envelope_fini(struct envelope *e, struct memory *m);

#endif
