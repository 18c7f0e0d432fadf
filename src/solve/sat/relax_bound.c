#include "solve/sat/relax_parts.h"

#include <math.h>


#include <stdlib.h>
#include <string.h>

#define FRACTION_BITS 12 /* of the whole numbers that multipliers become */
#define MOST_PIVOTS 20000
#define PIVOTS_BETWEEN_LOOKS 64 /* whether to stop */
#define MOST_SUM 0x1p120  /* of magnitudes in a bound: whole numbers of 127 bits hold it with room to spare */
#define SLACK 0.002       /* a row that is kept with so much to spare is parked */
#define OLD 3000          /* pivots after which the tableau is made anew */
#define STANDS 1e-9       /* of the cost: a gain that is none */
#define MOST_STANDS 8     /* solutions one after the other without a gain, until no row is dropped any more */
#define GAIN 1e-5         /* in four rounds, of the cost: less is not worth going on */

/* So much of the row is added to the sums at most. */
static double weight_of(const struct row *row)
{
    double sum = abs(row->right);
    for (uint32_t i = 0; i < row->count; i++)
        sum += abs(row->coefficients[i]);
    return sum;
}

/* In whole numbers: the cost of all columns, with each row times its multiplier taken off, at the bounds of columns where
 * that is least. That is a bound whatever the multipliers are, as long as none is negative: a row whose multiplier is too
 * great for the sums, or no number, is left out. */
static void reckon(struct relax *r)
{
    simplex_multipliers(r->lp, r->multiplier, (uint32_t)r->rows.count);
    for (uint32_t j = 0; j < r->columns; j++)
        r->reduced[j] = r->cost[j] << FRACTION_BITS;
    int128 sum = 0;
    double scale = r->unit * (1 << FRACTION_BITS), spent = (double)r->most_cost * (1 << FRACTION_BITS);
    for (size_t k = 0; k < r->rows.count; k++) {
        const struct row *row = &r->rows.items[k];
        double times = r->multiplier[k] * scale;
        if (!row->columns || !(times >= 1) || times > (double)RELAX_MOST_COST)
            continue;
        double more = times * weight_of(row);
        if (spent + more > MOST_SUM)
            continue;
        spent += more;
        int128 y = (int128)times;
        sum -= y * row->right;
        for (uint32_t i = 0; i < row->count; i++)
            r->reduced[row->columns[i]] += y * row->coefficients[i];
    }
    for (uint32_t j = 0; j < r->columns; j++)
        if (r->reduced[j] > 0 ? r->least[j] == 1 : r->most[j] == 1)
            sum += r->reduced[j];
    r->bound = sum;
}

/* Upward: costs are whole. */
static int128 whole(int128 fractions)
{
    int128 one = (int128)1 << FRACTION_BITS, down = fractions >> FRACTION_BITS;
    return down + (fractions > down * one);
}

static double cut_off_of(const struct relax *r, int128 above)
{
    return (double)above / r->unit * (1 + 1e-7) + 1e-3;
}

static uint32_t row_of(void *user, uint32_t number, const uint32_t **columns, const int **coefficients, int *right)
{
    const struct row *row = &((struct relax *)user)->rows.items[number];
    *columns = row->columns;
    *coefficients = row->coefficients;
    *right = row->right;
    return row->count;
}

static bool waits(void *user)
{
    struct relax *r = user;
    return !r->go_on || r->go_on(r->user);
}

void relax_refresh(struct relax *r, bool same)
{
    simplex_refresh(r->lp, same, row_of, waits, r);
    r->retired = 0;
}

static enum simplex_answer run_simplex(struct relax *r, double cut_off)
{
    enum simplex_answer answer = SIMPLEX_TIRED;
    for (int again = 0; answer == SIMPLEX_TIRED && again < 3; again++) {
        if (again || simplex_age(r->lp) > OLD || r->retired * 16 > r->columns)
            relax_refresh(r, !again);
        uint64_t done = PIVOTS_BETWEEN_LOOKS;
        for (uint32_t k = 0; k < MOST_PIVOTS && done == PIVOTS_BETWEEN_LOOKS; k += PIVOTS_BETWEEN_LOOKS) {
            if (k && !waits(r))
                return SIMPLEX_TIRED;
            uint64_t before = simplex_age(r->lp);
            answer = simplex_solve(r->lp, cut_off, PIVOTS_BETWEEN_LOOKS);
            done = answer == SIMPLEX_TIRED ? simplex_age(r->lp) - before : 0; /* fewer: the figures are no longer good */
        }
        if (!waits(r))
            break;
    }
    return answer;
}

enum relax_answer relax_solve(struct relax *r, int128 above, uint32_t rounds, int128 *bound)
{
    if (above < 0)
        above = r->most_cost;
    double cut_off = cut_off_of(r, above);
    double before = -1, last = -1;
    uint32_t round = 0, stands = 0;
    for (;;) {
        enum simplex_answer answer = run_simplex(r, cut_off);
        reckon(r);
        *bound = r->bound > 0 ? whole(r->bound) : 0; /* no column costs less than nothing */
        if (*bound > above)
            return RELAX_ABOVE;
        if (!waits(r))
            return RELAX_STOPPED;
        if (answer != SIMPLEX_OPTIMUM)
            return RELAX_BOUND;
        double now = simplex_cost(r->lp);
        stands = now > last + STANDS * fabs(last) ? 0 : stands + 1; /* else rows could come and go for ever */
        last = now;
        if (r->rows_used > r->columns / 2 && stands < MOST_STANDS)
            simplex_drop_slack(r->lp, SLACK, relax_park_row, r);
        for (uint32_t j = 0; j < r->columns; j++)
            r->value[j] = simplex_value(r->lp, j);
        uint32_t rows = r->rows_used;
        if (!relax_take_back(r))
            return RELAX_NO_MEMORY;
        if (r->rows_used > rows)
            continue; /* until what is known is satisfied, nothing new is looked for */
        if (round >= rounds)
            return RELAX_BOUND;
        if (round % 4 == 3) {
            if (now - before < GAIN * fabs(now)) /* hardly anything is gained any more */
                return RELAX_BOUND;
            before = now;
        }
        if (!relax_separate(r))
            return RELAX_NO_MEMORY;
        if (r->rows_used == rows)
            return RELAX_BOUND;
        round++;
    }
}

void relax_keep(struct relax *r)
{
    memcpy(r->kept_reduced, r->reduced, r->columns * sizeof *r->reduced);
    r->kept_bound = r->bound;
}

bool relax_excludes(const struct relax *r, uint32_t column, bool value, int128 above, bool kept)
{
    int128 by = kept ? r->kept_reduced[column] : r->reduced[column], bound = kept ? r->kept_bound : r->bound;
    return (value ? by > 0 : by < 0) && whole(bound + (by > 0 ? by : -by)) > above;
}

int128 relax_peek(struct relax *r, uint32_t column, bool value, int128 above, uint32_t pivots, double *cost)
{
    double least = r->least[column], most = r->most[column];
    relax_fix(r, column, value, value);
    simplex_solve(r->lp, cut_off_of(r, above < 0 ? r->most_cost : above), pivots);
    reckon(r);
    *cost = simplex_cost(r->lp);
    relax_fix(r, column, least, most);
    return whole(r->bound);
}
