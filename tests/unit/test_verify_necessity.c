/* Why each mechanism is there; violations as they are told; memory that runs out; and a large system. */
#include "judged.h"

#include "verify/necessity.h"

#define SYSTEM                                                                                                                    \
    "mechanism kasan { [Applies] ::= C\n [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)\n }\n"                              \
    "mechanism cfi { [Transform] ::= X(*) -> X(intent)\n }\nmechanism ubsan { [Transform] ::= R(*) -> R(*)\n }\n"                  \
    "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) }\n"                                                           \
    "mechanism mpk { [Within] ::= ept\n [Boundary] ::= R(shared), W(shared), X(*) }\n"                                            \
    "mechanism sgx { [Boundary in] ::= X(api)\n [Boundary out] ::= R(*), W(*), X(api)\n }\n"

static const struct necessity *find(const struct necessities *n, enum necessity_kind kind, uint32_t mechanism, uint32_t member)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->items[i].kind == kind && n->items[i].mechanism == mechanism && n->items[i].members[0] == member)
            return &n->items[i];
    return NULL;
}

static void hardening_and_division(void **state)
{
    (void)state;
    struct system s = system_open(SYSTEM "component a { [Language] ::= C }\ncomponent b { [Language] ::= Rust [Requires] ::= X\n }\n"
                                  "system s { [Use] ::= ubsan on b\n }");
    uint32_t a = 0, b = 1, kasan = model_find_mechanism(s.m, "kasan"), cfi = model_find_mechanism(s.m, "cfi");
    uint32_t ept = model_find_mechanism(s.m, "ept"), ubsan = model_find_mechanism(s.m, "ubsan");
    struct necessities n;
    /* belt and braces: neither is needed */
    assert_int_equal(necessity_find(s.m, configured(&s, "a: kasan cfi / ept:1; b: ubsan / ept:2"), &n), MSPEC_OK);
    assert_int_equal(n.count, 4);
    assert_false(find(&n, NECESSITY_HARDENING, kasan, a)->needed);
    assert_false(find(&n, NECESSITY_HARDENING, cfi, a)->needed);
    const struct necessity *boundary = find(&n, NECESSITY_BOUNDARY, ept, a);
    assert_false(boundary->needed);
    assert_int_equal(boundary->others[0], b);
    assert_int_equal(boundary->other_count, 1);
    /* what a constraint asks for is needed for it */
    const struct necessity *prescribed = find(&n, NECESSITY_HARDENING, ubsan, b);
    assert_true(prescribed->needed);
    assert_int_equal(prescribed->violation_count, 0);
    assert_int_equal(prescribed->problem_count, 1);
    assert_int_equal(prescribed->problems[0].kind, PROBLEM_USE);
    assert_string_equal(prescribed->problems[0].text, "ubsan must be used on b");
    necessities_fini(&n);
    /* without hardening, the boundary is all there is: without it, the division is gone */
    assert_int_equal(necessity_find(s.m, configured(&s, "a: / ept:1; b: ubsan / ept:2"), &n), MSPEC_OK);
    boundary = find(&n, NECESSITY_BOUNDARY, ept, a);
    assert_true(boundary->needed);
    assert_int_equal(boundary->violation_count, 2); /* R, W of its own; X of its code */
    assert_int_equal(boundary->violations[0].from, a);
    assert_int_equal(rational_compare(boundary->measures.value[MEASURE_COMPARTMENTS], rational_from(1)), 0);
    assert_int_equal(boundary->problem_count, 0);
    necessities_fini(&n);
    assert_int_equal(necessity_find(s.m, configured(&s, "a: kasan cfi; b: ubsan"), &n), MSPEC_OK);
    assert_true(find(&n, NECESSITY_HARDENING, kasan, a)->needed);
    assert_true(find(&n, NECESSITY_HARDENING, cfi, a)->needed); /* kasan alone is undone by rule 1 */
    necessities_fini(&n);
    system_close(&s);
}

static void one_boundary_of_several(void **state)
{
    (void)state;
    struct system s = system_open(SYSTEM "component a { [Language] ::= C }\ncomponent b { [Language] ::= Rust }\ncomponent c { [Language] ::= Rust }\n");
    uint32_t ept = model_find_mechanism(s.m, "ept");
    struct necessities n;
    assert_int_equal(necessity_find(s.m, configured(&s, "a: / ept:1; b: / ept:2; c: / ept:3"), &n), MSPEC_OK);
    assert_int_equal(n.count, 3);
    for (size_t i = 0; i < 3; i++) { /* a from b, a from c, b from c */
        assert_int_equal(n.items[i].mechanism, ept);
        assert_int_equal(n.items[i].needed, i < 2);
        assert_int_equal(rational_compare(n.items[i].measures.value[MEASURE_COMPARTMENTS], rational_from(2)), 0);
    }
    /* with a in b's place, b is overwritten, and only b is in danger */
    for (size_t i = 0; i < n.items[0].violation_count; i++)
        assert_int_equal(n.items[0].violations[i].owner, 1);
    necessities_fini(&n);
    system_close(&s);
}

static void directed_and_nested(void **state)
{
    (void)state;
    struct system s = system_open(SYSTEM "component a { [Language] ::= C [Requires] ::= *\n }\ncomponent b { [Language] ::= Rust }\ncomponent c { [Language] ::= Rust }\n");
    uint32_t sgx = model_find_mechanism(s.m, "sgx"), ept = model_find_mechanism(s.m, "ept"), mpk = model_find_mechanism(s.m, "mpk");
    struct necessities n;
    assert_int_equal(necessity_find(s.m, configured(&s, "b: / sgx:1; c: / sgx:1"), &n), MSPEC_OK);
    assert_int_equal(n.count, 1);
    assert_int_equal(n.items[0].kind, NECESSITY_COMPARTMENT);
    assert_int_equal(n.items[0].mechanism, sgx);
    assert_int_equal(n.items[0].member_count, 2);
    assert_true(n.items[0].needed);
    necessities_fini(&n);
    /* inner compartments keep apart what they kept apart when the outer ones fall together */
    assert_int_equal(necessity_find(s.m, configured(&s, "a: / ept:1; b: / ept:2 mpk:1; c: / ept:2 mpk:2"), &n), MSPEC_OK);
    assert_int_equal(n.count, 2);
    const struct necessity *outer = find(&n, NECESSITY_BOUNDARY, ept, 0), *inner = find(&n, NECESSITY_BOUNDARY, mpk, 1);
    assert_true(outer->needed);
    for (size_t i = 0; i < outer->violation_count; i++) /* mpk still guards the data, not the code */
        assert_int_equal(outer->violations[i].ops, OP_EXECUTE);
    assert_false(inner->needed);
    necessities_fini(&n);
    system_close(&s);
}

static void per_compartment(void **state)
{
    (void)state;
    struct system s = system_open(SYSTEM "component a { [Language] ::= C }\ncomponent b { [Language] ::= C }\ncomponent c { [Language] ::= Rust }\n"
                                  "system s { [Hardening] ::= per compartment\n }");
    struct necessities n;
    uint32_t kasan = model_find_mechanism(s.m, "kasan");
    assert_int_equal(necessity_find(s.m, configured(&s, "a: kasan cfi / ept:1; b: kasan cfi / ept:1; c: / ept:2"), &n), MSPEC_OK);
    assert_int_equal(n.count, 3);
    assert_int_equal(find(&n, NECESSITY_HARDENING, kasan, 0)->member_count, 2); /* taken from both */
    /* hardening stays with those who had it: one place, and all in it have what any had */
    assert_false(find(&n, NECESSITY_BOUNDARY, model_find_mechanism(s.m, "ept"), 0)->needed);
    necessities_fini(&n);
    system_close(&s);
}

/* ---- violations ---- */

static void violations_name_the_clause(void **state)
{
    (void)state;
    struct system s = system_open("component a { [Language] ::= C }\ncomponent b { [Language] ::= Rust\n [Requires] ::= X, W\n [Requires] -= a(W, own)\n }\n"
                                  "component c { [Language] ::= Rust }");
    struct judgement j = judged(&s, "");
    unsigned seen = 0;
    for (size_t i = 0; i < j.violation_count; i++) {
        mspec_location at = source_locate(s.ctx, j.violations[i].clause);
        if (j.violations[i].owner == 1 && (j.violations[i].ops & OP_READ)) /* the clause */
            seen |= at.line == 3;
        if (j.violations[i].owner == 1 && j.violations[i].from == 0 && j.violations[i].ops == OP_WRITE) /* the taking back */
            seen |= (unsigned)(at.line == 4) << 1;
        if (j.violations[i].owner == 2) /* a default: the component */
            seen |= (unsigned)(at.line == 6) << 2;
    }
    assert_int_equal(seen, 7);
    judgement_fini(&j);
    system_close(&s);
}

/* ---- memory ---- */

struct task {
    const struct model *m;
    const struct configuration *c;
};

static mspec_status task_judge(const struct task *t)
{
    struct judgement j;
    mspec_status status = judge(t->m, t->c, &j);
    if (status == MSPEC_OK)
        judgement_fini(&j);
    return status;
}

static mspec_status task_judge_quickly(const struct task *t)
{
    unsigned flags;
    return judge_quickly(t->m, t->c, &flags, NULL);
}

static mspec_status task_necessity(const struct task *t)
{
    struct necessities n;
    mspec_status status = necessity_find(t->m, t->c, &n);
    if (status == MSPEC_OK)
        necessities_fini(&n);
    return status;
}

static bool look(void *user, const struct configuration *c)
{
    (void)c;
    return ++*(int *)user < 50;
}

static mspec_status task_enumerate(const struct task *t)
{
    int met = 0;
    return enumerate_space(t->m, look, &met);
}

static mspec_status task_space_size(const struct task *t)
{
    struct arena a;
    struct bigint size;
    arena_init(&a, &t->m->ctx->memory);
    mspec_status status = space_size(t->m, &a, &size);
    arena_fini(&a);
    return status;
}

static mspec_status task_chain(const struct task *t)
{
    struct judgement j;
    struct arena a;
    struct cause *chain;
    size_t count;
    mspec_status status = judge(t->m, t->c, &j);
    if (status != MSPEC_OK)
        return status;
    arena_init(&a, &t->m->ctx->memory);
    status = judgement_chain(&j, 0, &a, &chain, &count);
    arena_fini(&a);
    judgement_fini(&j);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static mspec_status (*const tasks[])(const struct task *) = {task_judge,     task_judge_quickly, task_necessity,
                                                                 task_enumerate, task_space_size,    task_chain};
    struct system s = system_open(SYSTEM "component a { [Language] ::= C }\ncomponent b { [Language] ::= Rust }\ncomponent e { }\n"
                                  "component d { [Language] ::= C [Region] ::= (x, OWN, 100)\n [Requires] ::= a(R, x[0..10])\n }\n"
                                  "system s { [Hardening] ::= per compartment\n [Use] ::= cfi on b\n [Components] ::= a, b, d\n }");
    struct task task = {s.m, configured(&s, "a: kasan / ept:1; b: / ept:2 mpk:1; d: / ept:2 mpk:2")};
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
        size_t before = s.ctx->memory.used, failures = 0;
        for (size_t after = 1;; after++) {
            s.ctx->memory.fail_after = after;
            mspec_status status = tasks[i](&task);
            bool failed = s.ctx->memory.fail_after == 0;
            s.ctx->memory.fail_after = 0;
            s.ctx->memory.exhausted = false;
            assert_int_equal(s.ctx->memory.used, before); /* nothing is left behind */
            assert_int_equal(status, failed ? MSPEC_ERROR_MEMORY : MSPEC_OK);
            if (!failed)
                break;
            failures++;
        }
        assert_true(failures > 5);
    }
    system_close(&s);
}

/* ---- size ---- */

static void many_components(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    struct text t = {0};
    for (int i = 0; i < MANY; i++)
        text_printf(&t, "component c%d { [Language] ::= %s [API] ::= (f, SYMB)\n%s }\n", i, i % 2 ? "C" : "Rust",
                    i % 10 ? "" : " [Region] ::= (x, OWN, 8 KiB)\n [Requires] ::= X, c1(R, x[0..64])\n");
    text_puts(&t, SYSTEM);
    struct system s = system_open(t.bytes);
    struct configuration *c = configured(&s, "");
    for (uint32_t i = 0; i < c->count; i++) {
        c->choices[i].path = arena_new(&s.arena, struct placement);
        c->choices[i].path[0] = (struct placement){model_find_mechanism(s.m, "ept"), 1 + i % 2 * i};
        c->choices[i].depth = 1;
    }
    struct judgement j;
    assert_int_equal(judge(s.m, c, &j), MSPEC_OK);
    assert_true(j.safe && j.in_space);
    judgement_fini(&j);
    c->choices[1].path[0].number = 1; /* one in C among those in Rust */
    assert_int_equal(judge(s.m, c, &j), MSPEC_OK);
    assert_false(j.safe);
    judgement_fini(&j);
    system_close(&s);
    text_fini(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hardening_and_division),
        cmocka_unit_test(one_boundary_of_several),
        cmocka_unit_test(directed_and_nested),
        cmocka_unit_test(per_compartment),
        cmocka_unit_test(violations_name_the_clause),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(many_components),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
