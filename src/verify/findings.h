/* What is wrong with a configuration besides violations. Either all of it is written down in words, or only that there is
 * something: then the search stops at the first. */
#ifndef MSPEC_VERIFY_FINDINGS_H
#define MSPEC_VERIFY_FINDINGS_H

#include "verify/desk.h"

struct findings {
    struct arena *arena; /* for the words; NULL: only `any` */
    struct {
        VECTOR(struct problem_found);
    } list;
    bool any;
    bool failed;         /* out of memory */
};

/* False when the search should stop: one is enough, or there is no more memory. */
bool findings_add(struct findings *f, const struct model *m, struct problem_found what, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A problem without its words. NONE where there is no such party, no_place where no clause asks for it. */
static inline struct problem_found finding(enum problem_kind kind, uint32_t component, uint32_t other, uint32_t mechanism,
                                           struct span span)
{
    return (struct problem_found){
        .kind = kind, .component = component, .other = other, .mechanism = mechanism, .span = span};
}
static const struct span no_place = {0, 0, 0};

/* Each looks at one sentence of "valid"; they stop when findings_add says so. */
void findings_of_needs(struct desk *d, struct findings *f);                   /* works */
void findings_of_space(struct desk *d, struct findings *f);                  /* in_space */
void findings_of_constraints(struct desk *d, const struct measures *measures, struct findings *f); /* keeps */

#endif
