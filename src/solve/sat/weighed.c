#include "solve/sat/weighed.h"

#include "solve/sat/totalizer.h"

#define DIGITS 127

struct digit {
    VECTOR(int);
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

static int take(struct adder *x, unsigned digit)
{
    return x->digits[digit].items[--x->digits[digit].count];
}

/* a + b = sum + 2 carry */
static void add_two(struct adder *x, unsigned digit)
{
    struct maxsat *s = x->s;
    int a = take(x, digit), b = take(x, digit), sum = maxsat_variable(s), carry = maxsat_variable(s);
    maxsat_clause3(s, -a, -b, -sum);
    maxsat_clause3(s, a, b, -sum);
    maxsat_clause3(s, -a, b, sum);
    maxsat_clause3(s, a, -b, sum);
    maxsat_clause3(s, -a, -b, carry);
    maxsat_clause2(s, a, -carry);
    maxsat_clause2(s, b, -carry);
    put(x, digit, sum);
    put(x, digit + 1, carry);
}

static void add_three(struct adder *x, unsigned digit)
{
    struct maxsat *s = x->s;
    int a[3] = {take(x, digit), take(x, digit), take(x, digit)}, sum = maxsat_variable(s), carry = maxsat_variable(s);
    for (int row = 0; row < 8; row++) { /* the sum is the parity */
        int parity = (row ^ row >> 1 ^ row >> 2) & 1;
        int clause[4] = {row & 1 ? -a[0] : a[0], row & 2 ? -a[1] : a[1], row & 4 ? -a[2] : a[2], parity ? sum : -sum};
        maxsat_clause(s, clause, 4);
    }
    for (int i = 0; i < 3; i++) { /* the carry is the majority */
        maxsat_clause3(s, -a[i], -a[(i + 1) % 3], carry);
        maxsat_clause3(s, a[i], a[(i + 1) % 3], -carry);
    }
    put(x, digit, sum);
    put(x, digit + 1, carry);
}

/* Whatever digit is 1 where that of the bound is 0 wants a higher one that is 0 where that of the bound is 1. */
static void compare(struct adder *x, int128 most)
{
    int clause[DIGITS + 1];
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        size_t count = 0;
        bool never = false; /* a higher digit of the bound that the sum does not have */
        if (most >> digit & 1 || !x->digits[digit].count)
            continue;
        clause[count++] = -x->digits[digit].items[0];
        for (unsigned higher = digit + 1; higher < DIGITS; higher++)
            if (most >> higher & 1) {
                if (x->digits[higher].count)
                    clause[count++] = -x->digits[higher].items[0];
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
    for (unsigned digit = 0; digit < DIGITS && !x->failed; digit++) {
        while (x->digits[digit].count > 2 && !x->failed)
            add_three(x, digit);
        if (x->digits[digit].count == 2 && !x->failed)
            add_two(x, digit);
    }
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
