/* The inside of the writer: clauses in the making, which write.c lays out, and those that write_clauses.c makes. */
#ifndef MSPEC_EXTRACT_WRITE_H
#define MSPEC_EXTRACT_WRITE_H

#include "extract/extract.h"

/* Stands for all functions whose address is taken. No symbol of a program has a `-` in its name. */
#define TAKEN "address-taken"
/* With --coarse: for all exported functions, and for all variables that others use. */
#define ENTRIES "entry-points"
#define VARIABLES "exported-data"

/* A clause in the making: the value has marks where a line may end. */
struct line {
    enum heading heading;
    enum clause_op op;
    struct text value;
};

struct lines {
    VECTOR(struct line);
};

struct writer {
    struct extraction *x;
    struct text *out;
    struct lines lines;
    bool failed;
};

/* Begins a clause; NULL when out of memory, which `failed` remembers. */
struct text *write_begin(struct writer *w, enum heading heading, enum clause_op op);
void write_string(struct text *t, const char *string);
/* Clauses by hand: what was set by the highest rank, then all that is added or taken. */
bool write_is_set(const struct part *p, enum heading heading, name_id function, unsigned *rank);
void write_hands(struct writer *w, const struct part *p, enum heading heading, name_id function);
bool write_by_hand(struct writer *w, const struct part *p, enum heading heading); /* false when nothing sets it by hand */

/* ---- the clauses that are extracted (write_clauses.c) ---- */

const char *clause_language(const struct extraction *x, const struct part *p);
void clause_memory(struct writer *w, bool all, const struct part_need *needs, uint32_t count);
void clause_call(struct writer *w, bool pointers, const struct part_need *needs, uint32_t count);
void clause_intent(struct writer *w, const struct part *p);
void clause_api(struct writer *w, const struct part *p);
void clause_regions(struct writer *w, const struct part *p);
void clause_requires(struct writer *w, const struct part *p);
void clause_facts(struct writer *w, const struct part *p);

#endif
