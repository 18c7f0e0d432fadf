/* The space: which configurations are in it, that enumeration meets each of them once, and that the formula counts as many. */
#include "judged.h"

#include "base/names.h"

static bool one_more(void *user, const struct configuration *c)
{
    (void)c;
    ++*(unsigned long *)user;
    return true;
}

static void check_count(const char *text, unsigned long expected)
{
    struct system s = system_open(text);
    unsigned long met = 0;
    struct bigint size;
    uint64_t counted;
    assert_int_equal(enumerate_space(s.m, one_more, &met), MSPEC_OK);
    assert_int_equal(space_size(s.m, &s.arena, &size), MSPEC_OK);
    assert_true(bigint_to_u64(size, &counted));
    assert_int_equal(met, expected);
    assert_int_equal(counted, expected);
    system_close(&s);
}

#define THREE "component a { [Language] ::= C }\ncomponent b { [Language] ::= C }\ncomponent c { [Language] ::= C }\n"
#define FOUR THREE "component d { [Language] ::= C }\n"
#define H3                                                                                                                        \
    "mechanism h1 { [Transform] ::= R(*) -> R(intent)\n }\nmechanism h2 { [Transform] ::= W(*) -> W(intent)\n }\n"                 \
    "mechanism h3 { [Transform] ::= X(*) -> X(intent)\n }\n"
#define SYMMETRIC "mechanism mpk { [Within] ::= ept\n [Boundary] ::= X(*) }\n"
#define NESTED SYMMETRIC "mechanism ept { [Boundary] ::= X(api) }\n"
#define DIRECTED "mechanism sgx { [Boundary in] ::= X(api)\n [Boundary out] ::= R(*), W(*), X(api)\n }\n"

static void known_counts(void **state)
{
    (void)state;
    check_count(THREE, 1);
    check_count(THREE NESTED, 12); /* two nested symmetric mechanisms and 3 components */
    check_count(FOUR "mechanism ept { [Boundary] ::= X(api) }\n" H3 "system s { [Hardening] ::= per compartment\n }", 7624);
    check_count(FOUR "mechanism ept { [Boundary] ::= X(api) }\n" H3, 61440);
    check_count("component a { [Language] ::= C }\n" NESTED DIRECTED, 1); /* one alone is separated from nobody */
    check_count("component a { [Language] ::= C }\ncomponent b { [Language] ::= C }\n" DIRECTED, 4); /* none, a, b, a|b; not ab */
    /* partitions of a subset of three, but for the one compartment of all three: 1 + 3 + (3 + 3) + (1 + 3 + 1) - 1 */
    check_count(THREE DIRECTED, 14);
}

static void no_system_limits_or_constraints(void **state)
{
    (void)state;
    check_count(THREE "mechanism ept { [Boundary] ::= X(api)\n [Limit] ::= 2 }\n" H3
                      "system s { [Mechanisms] ::= ept\n [Apart] ::= a, b\n [Forbid] ::= ept on c\n [Budget] ::= compartments 1\n }", 5);
    check_count(THREE NESTED H3 "system s { [Mechanisms] ::= none\n }", 1);
}

static void variants_and_what_is_built_in(void **state)
{
    (void)state;
    check_count("mechanism h { [Applies] ::= C\n [Transform] ::= R(*) -> R(intent)\n }\n"
                "component a { variant c { [Language] ::= C } variant r { [Language] ::= Rust }\n }\n"
                "component b { [Language] ::= C [Hardened] ::= h\n }\ncomponent v { }", 3);
}

/* ---- membership ---- */

static void divisions_that_are_none(void **state)
{
    (void)state;
    struct system s = system_open(FOUR NESTED DIRECTED
                                  "mechanism wall { [Boundary] ::= X(*) }\nmechanism tee { [Boundary in] ::= X(*)\n [Within] ::= ept, sgx\n }\n");
    assert_in_space(&s, "");
    assert_in_space(&s, "a: / ept:1; b: / ept:1; c: / ept:2; d: / ept:2");
    assert_outside(&s, "a: / ept:1; b: / ept:1; c: / ept:2");            /* divides all or nobody */
    assert_outside(&s, "a: / ept:1; b: / ept:1; c: / ept:1; d: / ept:1"); /* into two at least */
    assert_outside(&s, "a: / ept:1; b: / ept:1; c: / wall:1; d: / wall:2"); /* by one mechanism */
    assert_in_space(&s, "a: / ept:1 mpk:1; b: / ept:1 mpk:2; c: / ept:2; d: / ept:2");
    assert_outside(&s, "a: / ept:1 mpk:1; b: / ept:1; c: / ept:2; d: / ept:2");
    assert_outside(&s, "a: / ept:1 mpk:1; b: / ept:1 mpk:1; c: / ept:2; d: / ept:2");
    assert_outside(&s, "a: / mpk:1 ept:1; b: / mpk:1 ept:2; c: / mpk:2; d: / mpk:2"); /* ept is not within mpk */
    assert_outside(&s, "a: / ept:1 ept:1; b: / ept:1 ept:2; c: / ept:2; d: / ept:2"); /* once on a path */
    assert_in_space(&s, "a: / mpk:1; b: / mpk:2; c: / mpk:2; d: / mpk:2");            /* the top level is always allowed */
    assert_in_space(&s, "a: / sgx:1");
    assert_in_space(&s, "a: / sgx:1; b: / sgx:1; c: / sgx:1");
    assert_outside(&s, "a: / sgx:1; b: / sgx:1; c: / sgx:1; d: / sgx:1"); /* separates nobody from anybody */
    assert_in_space(&s, "a: / sgx:1; b: / sgx:1; c: / sgx:2; d: / sgx:2");
    assert_in_space(&s, "a: / sgx:1; b: / ept:1; c: / ept:2; d: / ept:2"); /* another mechanism divides the rest */
    assert_outside(&s, "a: / sgx:1; b: / ept:1; c: / ept:1; d: / ept:1");
    assert_outside(&s, "a: / sgx:1; b: / ept:1; c: / ept:2");
    assert_in_space(&s, "a: / sgx:1; b: / tee:1; c: / tee:2");             /* several directed ones side by side */
    assert_in_space(&s, "a: / sgx:1 tee:1; b: / sgx:1");
    assert_in_space(&s, "a: / sgx:1 tee:1; b: / sgx:1 tee:1");             /* all of a nested parent: against those outside */
    assert_outside(&s, "a: / tee:1 sgx:1; b: / tee:1");
    system_close(&s);
    s = system_open(THREE NESTED H3 "system s { [Mechanisms] ::= ept, h1\n }");
    assert_outside(&s, "a: / mpk:1; b: / mpk:2; c: / mpk:2"); /* not among the mechanisms */
    assert_outside(&s, "a: h2");
    assert_in_space(&s, "a: h1");
    system_close(&s);
}

static void hardening_per_compartment(void **state)
{
    (void)state;
    struct system s = system_open("mechanism ept { [Boundary] ::= X(api) }\nmechanism k { [Applies] ::= C\n [Transform] ::= R(*) -> R(intent)\n }\n"
                                  "component a { [Language] ::= C }\ncomponent r { [Language] ::= Rust }\ncomponent h { [Language] ::= C [Hardened] ::= k\n }\n"
                                  "system s { [Hardening] ::= per compartment\n }");
    assert_in_space(&s, "a: k; r: k; h: k"); /* one of its members is enough */
    assert_outside(&s, "a: k; r: k");        /* and it is one set */
    assert_in_space(&s, "a: k / ept:1; r: / ept:2; h: / ept:2");
    assert_outside(&s, "a: k / ept:1; r: k / ept:2; h: k / ept:2"); /* for nobody there: not for r, and h has it already */
    system_close(&s);
}

/* ---- at random: enumeration, membership and formula against each other ---- */

static uint32_t random_next(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

static char *random_system(struct text *t, uint64_t *seed)
{
    static const char *const languages_of[] = {"C", "Rust", "Go", "Ada"};
    uint32_t n = 1 + random_next(seed, 5), hardening = random_next(seed, 4), isolation = random_next(seed, 4);
    text_puts(t, "language Go { [Requires] ::= * }\nlanguage Ada { [Requires] ::= * }\n");
    for (uint32_t i = 0; i < hardening; i++) {
        text_printf(t, "mechanism h%u { [Transform] ::= R(*) -> R(intent)\n", i);
        if (random_next(seed, 3))
            text_printf(t, "[Applies] ::= %s, %s\n", languages_of[random_next(seed, 2)], languages_of[2 + random_next(seed, 2)]);
        text_puts(t, "}\n");
    }
    for (uint32_t i = 0; i < isolation; i++) {
        text_printf(t, "mechanism m%u { %s\n", i, random_next(seed, 2) ? "[Boundary] ::= X(*)" : "[Boundary in] ::= X(*)");
        const char *comma = "[Within] ::= ";
        for (uint32_t k = 0; k < isolation; k++)
            if (random_next(seed, 3) == 0 && k != i) {
                text_printf(t, "%sm%u", comma, k);
                comma = ", ";
            }
        text_puts(t, "\n}\n");
    }
    for (uint32_t i = 0; i < n; i++) {
        text_printf(t, "component c%u {", i);
        uint32_t kind = random_next(seed, 8);
        if (kind == 0) {
            text_puts(t, " [Title] ::= \"a vault\"\n");
        } else if (kind == 1) {
            text_puts(t, " [Memory Access] ::= R\n");
        } else if (kind == 2) {
            text_printf(t, " variant x { [Language] ::= %s }\n variant y { [Language] ::= %s }\n", languages_of[random_next(seed, 4)],
                        languages_of[random_next(seed, 4)]);
        } else {
            text_printf(t, " [Language] ::= %s\n", languages_of[random_next(seed, 4)]);
        }
        if (hardening && kind > 1 && random_next(seed, 4) == 0)
            text_printf(t, " [Hardened] ::= h%u\n", random_next(seed, hardening));
        text_puts(t, "}\n");
    }
    text_printf(t, "system s { [Hardening] ::= per %s\n }\n", random_next(seed, 2) ? "compartment" : "component");
    return t->bytes;
}

static name_id name_of(struct system *s, struct names *names, const struct configuration *c, bool add)
{
    struct configuration *copy = configuration_copy(&s->arena, c);
    assert_non_null(copy);
    assert_true(configuration_renumber(s->m, copy));
    struct text t = {0};
    for (uint32_t i = 0; i < copy->count; i++) {
        const struct choice *choice = &copy->choices[i];
        text_printf(&t, "%u:", choice->form);
        for (uint32_t k = 0; k < choice->hardening_count; k++)
            text_printf(&t, "%u,", choice->hardening[k]);
        for (uint32_t k = 0; k < choice->depth; k++)
            text_printf(&t, "/%u.%u", choice->path[k].mechanism, choice->path[k].number);
        text_puts(&t, ";");
    }
    assert_false(t.failed);
    name_id found = names_find(names, t.bytes, t.length);
    if (add) {
        assert_int_equal(found, 0); /* each exactly once */
        found = names_intern(names, t.bytes, t.length);
    }
    text_fini(&t);
    return found;
}

struct meeting {
    struct system *s;
    struct names *names;
    unsigned long count;
};

static bool meet(void *user, const struct configuration *c)
{
    struct meeting *x = user;
    unsigned flags;
    x->count++;
    name_of(x->s, x->names, c, true);
    assert_int_equal(desk_judge_quickly(x->s->desk, c, &flags, NULL), MSPEC_OK);
    if (!(flags & JUDGED_SPACE))
        fail_msg("enumerated, but not in the space");
    return true;
}

static struct configuration *random_configuration(struct system *s, uint64_t *seed)
{
    struct configuration *c = configured(s, "");
    const struct model *m = s->m;
    for (uint32_t i = 0; i < c->count; i++) {
        struct choice *choice = &c->choices[i];
        choice->form += random_next(seed, m->components[i].form_count);
        choice->hardening = arena_new_array(&s->arena, uint32_t, m->mechanism_count);
        choice->path = arena_new_array(&s->arena, struct placement, 2);
        bool copies = i > 0 && m->hardening == HARDENING_PER_COMPARTMENT && random_next(seed, 5) > 0;
        if (copies)
            memcpy(choice->hardening, c->choices[i - 1].hardening, (choice->hardening_count = c->choices[i - 1].hardening_count) * 4);
        for (uint32_t h = 0; h < m->mechanism_count; h++)
            if (!copies && m->mechanisms[h].kind == MECHANISM_HARDENING && random_next(seed, 4) == 0)
                choice->hardening[choice->hardening_count++] = h;
        for (uint32_t k = 0; k < 2 && random_next(seed, 2); k++) {
            uint32_t mechanism = random_next(seed, m->mechanism_count);
            if (m->mechanisms[mechanism].kind == MECHANISM_ISOLATION)
                choice->path[choice->depth++] = (struct placement){mechanism, 1 + random_next(seed, 2)};
        }
    }
    return c;
}

static void at_random(void **state)
{
    (void)state;
    unsigned counted = 0, inside = 0, outside = 0;
    for (uint64_t round = 0; round < 400; round++) {
        uint64_t seed = round * 7919 + 1;
        struct text t = {0};
        struct system s = system_open(random_system(&t, &seed));
        struct bigint size;
        uint64_t expected;
        assert_int_equal(space_size(s.m, &s.arena, &size), MSPEC_OK);
        if (bigint_to_u64(size, &expected) && expected < 4000) {
            struct meeting x = {&s, names_new(&s.ctx->memory), 0};
            assert_int_equal(enumerate_space(s.m, meet, &x), MSPEC_OK);
            if (x.count != expected)
                fail_msg("round %lu: %lu met, %lu counted:\n%s", (unsigned long)round, x.count, (unsigned long)expected, t.bytes);
            counted++;
            for (unsigned i = 0; i < 50 && s.m->mechanism_count > 0; i++) {
                unsigned flags;
                struct configuration *c = random_configuration(&s, &seed);
                assert_int_equal(desk_judge_quickly(s.desk, c, &flags, NULL), MSPEC_OK);
                bool is_met = name_of(&s, x.names, c, false) != 0;
                if (is_met != ((flags & JUDGED_SPACE) != 0))
                    fail_msg("round %lu: %s, but judged otherwise:\n%s", (unsigned long)round, is_met ? "enumerated" : "not enumerated",
                             t.bytes);
                *(is_met ? &inside : &outside) += 1;
            }
            names_free(x.names);
        }
        text_fini(&t);
        system_close(&s);
    }
    assert_true(counted > 250 && inside > 500 && outside > 500);
}

/* ---- limits of the counting ---- */

static void large_spaces(void **state)
{
    (void)state;
    struct text t = {0};
    for (int i = 0; i < 30; i++)
        text_printf(&t, "component c%d { [Language] ::= %s }\n", i, i % 3 ? "C" : "Rust");
    text_puts(&t, NESTED H3 "mechanism k { [Applies] ::= C\n [Transform] ::= R(*) -> R(intent)\n }\nsystem s { [Hardening] ::= per compartment\n }\n");
    struct system s = system_open(t.bytes);
    struct bigint size;
    uint64_t small;
    assert_int_equal(space_size(s.m, &s.arena, &size), MSPEC_OK);
    assert_false(bigint_to_u64(size, &small));
    system_close(&s);
    text_fini(&t);
    /* Bell(30) · 2^30 */
    for (int i = 0; i < 30; i++)
        text_printf(&t, "component c%d { [Language] ::= C }\n", i);
    text_puts(&t, "mechanism ept { [Boundary] ::= X(api) }\nmechanism h { [Transform] ::= R(*) -> R(intent)\n }\n");
    s = system_open(t.bytes);
    assert_int_equal(space_size(s.m, &s.arena, &size), MSPEC_OK);
    assert_string_equal(bigint_to_text(&s.arena, size), "909189831312112622165243228848128");
    system_close(&s);
    text_fini(&t);
}

static bool never(void *user, const char *progress)
{
    (void)progress;
    return --*(int *)user > 0;
}

static void counting_can_be_cancelled(void **state)
{
    (void)state;
    int left = 100;
    struct text t = {0};
    for (int i = 0; i < 40; i++)
        text_printf(&t, "component c%d { [Language] ::= C }\n", i);
    text_puts(&t, NESTED H3);
    struct system s = system_open(t.bytes);
    struct bigint size;
    unsigned long met = 0;
    mspec_ctx_set_progress(s.ctx, never, &left);
    assert_int_equal(enumerate_space(s.m, one_more, &met), MSPEC_ERROR_LIMIT);
    left = 5;
    assert_int_equal(space_size(s.m, &s.arena, &size), MSPEC_ERROR_LIMIT);
    system_close(&s);
    text_fini(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_counts),
        cmocka_unit_test(no_system_limits_or_constraints),
        cmocka_unit_test(variants_and_what_is_built_in),
        cmocka_unit_test(divisions_that_are_none),
        cmocka_unit_test(hardening_per_compartment),
        cmocka_unit_test(at_random),
        cmocka_unit_test(large_spaces),
        cmocka_unit_test(counting_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
