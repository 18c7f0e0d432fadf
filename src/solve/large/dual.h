/* The lower bound: the cheapest labelling, relaxed. Each component pays for its label, each pair that interacts for its two labels; what
 * pairs pay is shared out between the two by messages, and the sum of what each component pays at least is then a bound, whatever the
 * messages are. Passes forth and back over the components improve them (sequential reweighted message passing).
 *
 * All is reckoned in whole numbers of a unit of cost, each term rounded down, so that the bound is never too large. Takes labels; knows
 * nothing of moves. */
#ifndef MSPEC_SOLVE_LARGE_DUAL_H
#define MSPEC_SOLVE_LARGE_DUAL_H

#include "solve/large/labels.h"
#include "solve/watch.h"

struct dual;

/* In the arena. NULL: no memory, or more pairs of labels than are held at once (then *too_many). */
struct dual *dual_new(const struct labels *l, struct arena *a, bool *too_many);
/* One pass forth and one back. False: stopped by the watch, and the messages are still good. */
bool dual_pass(struct dual *d, struct watch *watch);
/* Proven after a pass; COST_MOST when there is no labelling at all, and so no valid configuration. */
cost_t dual_bound(const struct dual *d);
/* A labelling that the messages speak for, by component: a label, or NONE where none is left beside the others' choices. */
void dual_round(struct dual *d, uint32_t *chosen);

#endif
