/* The published scenario (docs/semantics.md): a scheduler in Dafny, a component in Rust, two in plain C; MPK, KASAN, stack protector
 * and CFI; hardening per compartment. 7 624 configurations, 3 705 safe ones, 2 optimal ones. */
#include "judged.h"

#define SCENARIO(minimise)                                                                                                        \
    "language Dafny { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= R, X }\n"                      \
    "component uksched { [Language] ::= Dafny [Memory Access] ::= R, W\n [Call] ::= X\n"                                          \
    "  [API] ::= (thread_add, SYMB) (thread_remove, SYMB) (schedcoop_yield, SYMB)\n [Requires] ::= X\n }\n"                       \
    "component rusty { [Language] ::= Rust }\ncomponent redis { [Language] ::= C }\ncomponent lwip { [Language] ::= C }\n"        \
    "mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }\n"                                                               \
    "mechanism kasan { [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)\n [Cost] ::= runtime 200% }\n"                         \
    "mechanism ssp { [Transform] ::= X(*) -> X(intent)\n [Cost] ::= runtime 2% }\n"                                               \
    "mechanism cfi { [Transform] ::= X(*) -> X(intent)\n [Cost] ::= runtime 2% }\n"                                               \
    "system s { [Hardening] ::= per compartment\n"                                                                                \
    "  [Profile] ::= (uksched, 25%) (rusty, 25%) (redis, 25%) (lwip, 25%)\n [Minimise] ::= " minimise "\n }\n"

struct counts {
    struct system *s;
    unsigned long all, safe, optimal;
    struct measures best;
};

static bool count(void *user, const struct configuration *c)
{
    struct counts *n = user;
    struct measures measures;
    unsigned flags;
    n->all++;
    assert_int_equal(desk_judge_quickly(n->s->desk, c, &flags, &measures), MSPEC_OK);
    assert_true(flags & JUDGED_SPACE);
    assert_true(flags & JUDGED_WORKS);
    n->safe += (flags & JUDGED_SAFE) != 0;
    if (flags == JUDGED_VALID) {
        int order = n->optimal ? measures_compare(n->s->m, &measures, &n->best) : -1;
        if (order < 0) {
            n->best = measures;
            n->optimal = 0;
        }
        n->optimal += order <= 0;
    }
    return true;
}

static void check(const char *text)
{
    struct system s = system_open(text);
    struct counts n = {.s = &s};
    assert_int_equal(enumerate_space(s.m, count, &n), MSPEC_OK);
    assert_int_equal(n.all, 7624);
    assert_int_equal(n.safe, 3705);
    assert_int_equal(n.optimal, 2);
    struct bigint size;
    uint64_t all;
    assert_int_equal(space_size(s.m, &s.arena, &size), MSPEC_OK);
    assert_true(bigint_to_u64(size, &all));
    assert_int_equal(all, 7624);
    system_close(&s);
}

static void fewest_transformations(void **state)
{
    (void)state;
    check(SCENARIO("compartments, transformations"));
}

static void least_runtime(void **state)
{
    (void)state;
    check(SCENARIO("runtime, compartments"));
}

static void optimal_ones_guard_c(void **state)
{
    (void)state;
    struct system s = system_open(SCENARIO("runtime, compartments"));
    assert_int_equal(flags_of(&s, "redis: kasan cfi / mpk:1; lwip: kasan cfi / mpk:1; uksched: / mpk:2; rusty: / mpk:2"), JUDGED_VALID);
    assert_int_equal(flags_of(&s, "redis: kasan ssp / mpk:1; lwip: kasan ssp / mpk:1; uksched: / mpk:2; rusty: / mpk:2"), JUDGED_VALID);
    assert_unsafe(&s, "redis: kasan / mpk:1; lwip: kasan / mpk:1; uksched: / mpk:2; rusty: / mpk:2");
    assert_unsafe(&s, "redis: cfi / mpk:1; lwip: cfi / mpk:1; uksched: / mpk:1; rusty: / mpk:2");
    system_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewest_transformations),
        cmocka_unit_test(least_runtime),
        cmocka_unit_test(optimal_ones_guard_c),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
