#include "model_support.h"

static const char text[] =
    LANGUAGES MECHANISMS
    "vulnerability CWE { [Transform] ::= R(intent) -> R(*) [Title] ::= \"w\" }\n"
    "vulnerability CVE : CWE { [Affects] ::= lwip.input, mechanism kasan }\n"
    "component lwip { [Language] ::= Rust [Region] ::= (ring, SHARED, 64 KiB) (pcbs, OWN) [API] ::= (input, SYMB) (v, DATA)\n"
    "  [Memory Access] ::= R(ring[0..8]) [Requires] ::= X, *(R, ring[0..100]) [Requires] -= app(R, ring) [Hardened] ::= cfi\n"
    "  [Origin] ::= \"pkg:a\" [Size] ::= 4 KiB [Pre] ::= input(x): x > 0 [Cost] ::= runtime 1%\n"
    "  function input { [Memory Access] ::= W(pcbs) [Call] ::= X(helper) } function helper { [Requires] ::= app(X) } }\n"
    "component app { [Language] ::= C [Call] ::= X(lwip.input) [Ensures] ::= lwip.input(x): x > 1 }\n"
    "component other : app { variant one { } variant two { [Language] ::= Rust } }\n"
    "component vault { [Region] ::= (key, OWN, 32 B) [Requires] ::= app(R, key) }\n"
    "system s { [Mechanisms] ::= mpk, ept, kasan [Vulnerabilities] ::= CVE [Protect] ::= vault [Forbid] ::= cfi with kasan\n"
    "  [Use] ::= kasan on app [Place] ::= app in ept [Together] ::= app, vault [Apart] ::= app, lwip [Clock] ::= 1 GHz\n"
    "  [Profile] ::= (app, 100%) (app -> other, 1 k/s) [Budget] ::= runtime 50% [Minimise] ::= runtime [Place by] ::= function\n"
    "  [Platform] ::= arch x86_64 }\n";
static const char bad[] =
    "component a : b { [Langage] ::= Q [Requires] ::= c(Z, nowhere[5..2]), a.b, R(c.d) [Call] ::= X(lwip.g, f) }\n"
    "component b : a { [Region] ::= (x, OWN, 0) (x, own) [Title] ::= x [Cost] ::= runtime -5% }\n"
    "mechanism m { [Boundary] ::= R, X(own) [Within] ::= n [Limit] ::= 0 [Granularity] ::= 3 [Needs] ::= m }\n"
    "vulnerability v { [Transform] ::= R(*) -> R [Affects] ::= q }\n"
    "system s { [Components] ::= a, z [Mechanisms] ::= m, k [Vulnerabilities] ::= v [Use] ::= m on q [Together] ::= a [Apart] ::= a, a\n"
    "  [Budget] ::= karma 3 [Minimise] ::= runtime [Profile] ::= (a, 5) (a -> a, 1 /s) [Strategy] ::= hope }\n"
    "system s { }\n";

/* The whole way with a budget of allocations; the status. *memory: whether it ran out. */
static mspec_status work(const char *input, size_t budget, bool *exhausted)
{
    struct memory memory = {.fail_after = budget};
    mspec_ctx *ctx = context_new(memory);
    *exhausted = true;
    if (!ctx)
        return MSPEC_ERROR_MEMORY;
    struct model *m = NULL;
    mspec_status status = mspec_ctx_set_catalog(ctx, "");
    if (status == MSPEC_OK)
        status = mspec_ctx_add_text(ctx, "test", input, strlen(input));
    if (status != MSPEC_ERROR_MEMORY)
        status = model_check(ctx);
    if (status != MSPEC_ERROR_MEMORY)
        status = model_build(ctx, NULL, &m);
    *exhausted = ctx->memory.exhausted;
    assert_true(status == MSPEC_OK || !m);
    model_free(m);
    mspec_ctx_free(ctx);
    return status;
}

static void fail_each(const char *input, mspec_status in_the_end)
{
    bool exhausted = true;
    for (size_t n = 1; exhausted; n++) {
        mspec_status status = work(input, n, &exhausted);
        assert_int_equal(status, exhausted ? MSPEC_ERROR_MEMORY : in_the_end);
        assert_true(n < 100000);
    }
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    fail_each(text, MSPEC_OK);
}

static void also_where_the_input_is_wrong(void **state)
{
    (void)state;
    fail_each(bad, MSPEC_ERROR_INPUT);
}

static void models_are_as_large_as_what_is_declared(void **state)
{
    (void)state;
    struct model *m = model_of(LANGUAGES MECHANISMS "component a { [Language] ::= C [Region] ::= (r, OWN, 4096 GiB) }\n"
                                                    "component b { [Language] ::= C [Memory Access] ::= R(a.r[0..0x20000000000]) }\n");
    assert_int_equal(m->cell_count, 2 + 3 + 3);
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(also_where_the_input_is_wrong),
        cmocka_unit_test(models_are_as_large_as_what_is_declared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
