#include "solve/sat/weighed.h"

#include "solve/sat/totalizer.h"

#define DIGITS 127

struct digit {
    VECTOR(int);
    size_t taken; /* those before it have been added */
};

struct adder {
    struct maxsat *s;
    struct memory *memory;
    struct digit digits[DIGITS];
    bool failed;
};

static void put(struct adder *x, unsigned digit, int literal)
{
    if (digit >= DIGITS || !vector_push(x->memory, &x->digits[digit], literal))
        x->failed = true;
}

static size_t left_in(const struct digit *d)
{
    return d->count - d->taken;
}

/* Two or three of one digit come to no more than `sum` and two `carry`: what holds of these is at least the sum, which is all that a bound
 * from above asks for. Those that have waited longest come first, so that the tree is no deeper than it must be. */
static void add(struct adder *x, unsigned digit)
{
    struct maxsat *s = x->s;
    struct digit *d = &x->digits[digit];
    int count = left_in(d) > 2 ? 3 : 2, in[3], sum = maxsat_variable(s), carry = maxsat_variable(s);
    for (int i = 0; i < count; i++)
        in[i] = d->items[d->taken++];
    for (int i = 0; i < count; i++)
        maxsat_clause3(s, -in[i], carry, sum);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            maxsat_clause3(s, -in[i], -in[k], carry);
    if (count == 3)
        maxsat_clause(s, (int[]){-in[0], -in[1], -in[2], sum}, 4);
    put(x, digit, sum);
    put(x, digit + 1, carry);
}

/* What is left of a digit; 0 for nothing. */
static int bit_of(const struct adder *x, unsigned digit)
{
    const struct digit *d = &x->digits[digit];
    return left_in(d) ? d->items[d->taken] : 0;
}

/* Whatever digit is 1 where that of the bound is 0 wants a higher one that is 0 where that of the bound is 1. */
static void compare(struct adder *x, int128 most)
{
    int clause[DIGITS + 1];
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        size_t count = 0;
        bool never = false; /* a higher digit of the bound that the sum does not have */
        if (most >> digit & 1 || !bit_of(x, digit))
            continue;
        clause[count++] = -bit_of(x, digit);
        for (unsigned higher = digit + 1; higher < DIGITS; higher++)
            if (most >> higher & 1) {
                if (bit_of(x, higher))
                    clause[count++] = -bit_of(x, higher);
                else
                    never = true;
            }
        if (!never)
            maxsat_clause(x->s, clause, count);
    }
}

static bool add_up(struct maxsat *s, struct arena *a, const struct weight *weights, size_t count, int128 most)
{
    struct adder *x = arena_new(a, struct adder);
    if (!x)
        return false;
    x->s = s;
    x->memory = a->memory;
    for (size_t i = 0; i < count; i++)
        for (unsigned digit = 0; digit < DIGITS; digit++)
            if (weights[i].of >> digit & 1)
                put(x, digit, weights[i].literal);
    for (unsigned digit = 0; digit < DIGITS; digit++)
        while (left_in(&x->digits[digit]) > 1 && !x->failed)
            add(x, digit);
    if (!x->failed)
        compare(x, most);
    for (unsigned digit = 0; digit < DIGITS; digit++)
        vector_free(x->memory, &x->digits[digit]);
    return !x->failed;
}

bool weighed_at_most(struct maxsat *s, struct arena *a, const struct weight *weights, size_t count, int128 most)
{
    bool alike = true;
    int128 all = 0;
    for (size_t i = 0; i < count; i++) {
        all += weights[i].of;
        alike &= weights[i].of == weights[0].of;
    }
    if (all <= most)
        return true;
    if (!alike)
        return add_up(s, a, weights, count, most);
    int *literals = arena_new_array(a, int, count);
    if (!literals)
        return false;
    for (size_t i = 0; i < count; i++)
        literals[i] = weights[i].literal;
    struct totalizer *t = totalizer_new(a, s, literals, count);
    int over = t ? totalizer_at_least(t, (size_t)(most / weights[0].of) + 1) : 0;
    if (over)
        maxsat_clause1(s, -over);
    return over != 0;
}
