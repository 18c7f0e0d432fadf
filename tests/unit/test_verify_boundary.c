/* Boundaries: what crosses them, what `granted` means there, blocks, and what breaks them. `a` is in C: it reaches everything, and
 * what it violates is what passes of what b denies. */
#include "judged.h"

#define A "component a { [Language] ::= C }\n"
/* b denies everything but its shared memory; its code and API too */
#define B                                                                                                                         \
    "component b { [Language] ::= Rust [API] ::= (f, SYMB)\n [Region] ::= (key, OWN)\n [Requires] ::= none\n }\n"                 \
    "system s { [Protect] ::= b\n }\n"

static void check(const char *text, const char *configuration, const char *violations)
{
    struct system s = system_open(text);
    assert_violations(&s, configuration, violations);
    system_close(&s);
}

static void masks_name_targets_of_the_target(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"R(shared), W(shared), X(*)", "a X b.f\na X b.code\n"},
        {"R(shared), W(shared), X(api)", "a X b.f\n"},
        {"R(own)", "a R b.key\na R b.own\n"},
        {"W(*), X(code)", "a W b.key\na W b.own\na X b.code\n"},
        {"X.call(*)", "a X.call b.f\na X.call b.code\n"},
        {"granted", ""},
        {"none", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        snprintf(text, sizeof text, "mechanism m { [Boundary] ::= %s }\n" A B, cases[i][0]);
        check(text, "a: / m:1; b: / m:2", cases[i][1]);
        check(text, "", "a R, W b.key\na R, W b.own\na X b.f\na X b.code\n");
    }
}

/* `in` from outside to a member, `out` from a member to outside. */
static void directions(void **state)
{
    (void)state;
    const char *text = "mechanism sgx { [Boundary in] ::= X(api)\n [Boundary out] ::= R(*), W(*), X(api)\n }\n" A B;
    check(text, "b: / sgx:1", "a X b.f\n");
    check(text, "a: / sgx:1", "a R, W b.key\na R, W b.own\na X b.f\n");
    check(text, "a: / sgx:1; b: / sgx:2", "a X b.f\n");
    text = "mechanism sfi { [Boundary in] ::= R(*), W(*), X(*)\n [Boundary out] ::= R(shared), W(shared), X(api)\n }\n" A B;
    check(text, "a: / sfi:1", "a X b.f\n");
    check(text, "b: / sfi:1", "a R, W b.key\na R, W b.own\na X b.f\na X b.code\n");
    check(text, "a: / sfi:1; b: / sfi:2", "a X b.f\n");
    /* of a mechanism with one direction only, nothing crosses in the other */
    text = "mechanism box { [Boundary in] ::= R(*)\n }\n" A B;
    check(text, "b: / box:1", "a R b.key\na R b.own\n");
    check(text, "a: / box:1", "");
    check(text, "a: / box:1; b: / box:2", "");
}

static void nested_boundaries_intersect(void **state)
{
    (void)state;
    const char *text = "mechanism outer { [Boundary] ::= R(*), X(*) }\n"
                       "mechanism inner { [Within] ::= outer\n [Boundary] ::= R(*), W(*), X(api) }\n"
                       "mechanism cell { [Within] ::= outer\n [Boundary in] ::= W(*), R(own), X(*)\n [Boundary out] ::= R(*), X(*)\n }\n"
                       A "component c { [Requires] ::= * }\n" B;
    check(text, "a: / outer:1; b: / outer:2; c: / outer:2", "a R b.key\na R b.own\na X b.f\na X b.code\n");
    check(text, "a: / outer:1 inner:1; b: / outer:2; c: / outer:1 inner:2", "a R b.key\na R b.own\na X b.f\n");
    check(text, "a: / outer:1; b: / outer:2 inner:1; c: / outer:2 inner:2", "a R b.key\na R b.own\na X b.f\n");
    check(text, "a: / outer:1 inner:1; b: / outer:1 inner:2; c: / outer:2", "a R, W b.key\na R, W b.own\na X b.f\n");
    /* the number alone does not make a compartment: inner:1 in outer:1 is not inner:1 in outer:2 */
    check(text, "a: / outer:1 inner:1; b: / outer:2 inner:1; c: / outer:2 inner:2", "a R b.key\na R b.own\na X b.f\n");
    /* a directed one inside: in for b, out for a */
    check(text, "a: / outer:1; b: / outer:1 cell:1; c: / outer:2", "a R, W b.key\na R, W b.own\na X b.f\na X b.code\n");
    check(text, "a: / outer:1 cell:1; b: / outer:1; c: / outer:2", "a R b.key\na R b.own\na X b.f\na X b.code\n");
}

#define EPT "mechanism ept { [Boundary] ::= granted }\n"

static void granted_is_what_the_target_states(void **state)
{
    (void)state;
    /* stated: to a, exactly */
    struct system s = system_open(EPT "component a { [Memory Access] ::= R(b.key)\n }\n"
                                  "component b { [Region] ::= (key, OWN) (ring, SHARED)\n [Requires] ::= a(R, key)\n }");
    assert_works(&s, "a: / ept:1; b: / ept:2");
    system_close(&s);
    /* stated: to somebody else only; nobody but b's neighbour */
    s = system_open(EPT "component a { [Language] ::= C }\ncomponent c { [Memory Access] ::= R(b.key)\n }\n"
                    "component b { [Region] ::= (key, OWN)\n [Requires] ::= c(R, key)\n }\nsystem s { [Protect] ::= b\n }");
    assert_violations(&s, "a: / ept:1; b: / ept:2; c: / ept:3", "");
    /* a page is mapped for a whole address space */
    assert_violations(&s, "a: / ept:1; b: / ept:2; c: / ept:1", "a R b.key\nc R b.key lapsed\n"); /* a overwrites c, too */
    /* the target itself is nobody */
    assert_violations(&s, "a: / ept:1; b: / ept:2; c: / ept:2", "");
    system_close(&s);
}

static void granted_where_nothing_is_stated(void **state)
{
    (void)state;
    /* X(api) and sharing: a language's `*` hands out nothing */
    struct system s = system_open(EPT "component a { [Memory Access] ::= R(b.x, b.ring) [Call] ::= X(b.f)\n }\n"
                                  "component b { [Language] ::= C [API] ::= (f, SYMB)\n [Region] ::= (x, OWN) (ring, SHARED)\n }\n"
                                  "component p { [Memory Access] ::= R(b.ring) [Call] ::= X(b.f)\n }");
    struct judgement j = judged(&s, "a: / ept:1; b: / ept:2; p: / ept:1");
    assert_false(j.works);
    assert_int_equal(j.problem_count, 1);
    assert_int_equal(j.problems[0].kind, PROBLEM_NEED);
    assert_int_equal(j.problems[0].component, model_find_component(s.m, "a"));
    assert_int_equal(j.problems[0].mechanism, model_find_mechanism(s.m, "ept"));
    assert_string_equal(j.problems[0].text, "a needs R on b.x, which ept stops");
    judgement_fini(&j);
    system_close(&s);
    /* less what -= takes from the one who asks; a statement with ::= or += is its own */
    s = system_open(EPT "component a { [Call] ::= X(b.f)\n }\ncomponent c { [Language] ::= C }\n"
                    "component b { [Language] ::= Rust [API] ::= (f, SYMB) [Region] ::= (ring, SHARED)\n [Requires] -= c(X, f), c(R, W, ring)\n }\n"
                    "system s { [Protect] ::= b\n }");
    assert_violations(&s, "a: / ept:1; b: / ept:2; c: / ept:3", "");
    assert_violations(&s, "a: / ept:1; b: / ept:2; c: / ept:1",
                      "a R, W b.ring lapsed\na X b.f lapsed\nc R, W b.ring\nc X b.f\n"); /* a's neighbour, and it overwrites a */
    system_close(&s);
    s = system_open(EPT "component a { [Memory Access] ::= R(b.x)\n }\n"
                    "component b { [Language] ::= C [Region] ::= (x, OWN)\n [Requires] += a(R, x)\n }");
    assert_works(&s, "a: / ept:1; b: / ept:2");
    system_close(&s);
}

/* A mask is set up beforehand: it does not lapse with the grant. */
static void masks_do_not_lapse(void **state)
{
    (void)state;
    check(EPT "component wild { [Language] ::= C }\ncomponent c { [Language] ::= Rust }\n"
          "component v { [Region] ::= (key, OWN)\n [Requires] ::= c(R, key)\n }\nsystem s { [Protect] ::= v\n }",
          "wild: / ept:1; c: / ept:1; v: / ept:2", "wild R v.key\nc R v.key lapsed\n");
}

#define PAGED "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api)\n [Granularity] ::= 4 KiB }\n"

static void atoms_pass_with_their_block(void **state)
{
    (void)state;
    const char *b = "component b { [Region] ::= (ring, OWN, 10000) (next, OWN, 64)\n [Requires] ::= *(R, ring[100..200]), *(W, ring[5000..5100])\n }\n"
                    "system s { [Protect] ::= b\n }\n";
    char text[2048];
    snprintf(text, sizeof text, "%s%s%s", PAGED, A, b);
    check(text, "a: / ept:1; b: / ept:2",
          "a R b.ring[0..100]\na R b.ring[200..4096]\na W b.ring[4096..5000]\na W b.ring[5100..8192]\n");
    /* to the byte where nothing is said of blocks */
    snprintf(text, sizeof text, "%s%s%s", EPT, A, b);
    check(text, "a: / ept:1; b: / ept:2", "");
    /* adjacent violations of one region, of the same operations, are one */
    check(text, "",
          "a R, W b.ring[0..100]\na W b.ring[100..200]\na R, W b.ring[200..5000]\na R b.ring[5000..5100]\na R, W b.ring[5100..10000]\n"
          "a R, W b.next[0..64]\n");
}

/* Each boundary by its own blocks, then the intersection. */
static void blocks_of_each_boundary(void **state)
{
    (void)state;
    check("mechanism big { [Boundary] ::= R(granted)\n [Granularity] ::= 4 KiB }\n"
          "mechanism small { [Within] ::= big\n [Boundary] ::= R(granted)\n [Granularity] ::= 64 }\n" A
          "component b { [Region] ::= (ring, OWN, 8 KiB)\n [Requires] ::= *(R, ring[16..32])\n }\ncomponent c { }\nsystem s { [Protect] ::= b\n }",
          "a: / big:1; b: / big:2 small:1; c: / big:2 small:2", "a R b.ring[0..16]\na R b.ring[32..64]\n");
}

static void vulnerabilities_add_to_what_passes(void **state)
{
    (void)state;
    const char *text = "mechanism rings { [Boundary in] ::= X(api)\n [Boundary out] ::= X(api)\n }\n"
                       "mechanism cell { [Within] ::= rings\n [Boundary] ::= X(api) }\n" A
                       "component b { [Region] ::= (key, OWN)\n [Requires] ::= none\n }\ncomponent c { [Requires] ::= *\n }\n"
                       "vulnerability meltdown { [Affects] ::= mechanism rings [Boundary in] ::= R(own)\n }\n"
                       "system s { [Vulnerabilities] ::= meltdown [Protect] ::= b\n }";
    /* whichever of them is inside, and whatever other boundaries stand */
    check(text, "a: / rings:1; b: / rings:2; c: / rings:2", "a R b.key\n");
    check(text, "a: / rings:1 cell:1; b: / rings:2; c: / rings:1 cell:2", "a R b.key\n");
    /* not where the mechanism does not separate them */
    check(text, "a: / rings:1 cell:1; b: / rings:1 cell:2; c: / rings:2", "");
    /* works looks at the masks without what is added; block by block */
    struct system s = system_open(
        "mechanism rings { [Boundary] ::= R(shared) \n [Granularity] ::= 4 KiB }\n"
        "component a { [Memory Access] ::= R(b.key[0..8])\n }\ncomponent e { [Language] ::= C }\n"
        "component b { [Region] ::= (key, OWN, 8 KiB)\n [Requires] ::= *(R, key[0..8])\n }\n"
        "vulnerability meltdown { [Affects] ::= mechanism rings [Boundary] ::= R(granted)\n }\n"
        "system s { [Vulnerabilities] ::= meltdown [Protect] ::= b\n }");
    assert_broken(&s, "a: / rings:1; e: / rings:1; b: / rings:2");
    assert_violations(&s, "a: / rings:1; e: / rings:1; b: / rings:2", "a R b.key[8..4096]\ne R b.key[8..4096]\n");
    system_close(&s);
}

static void needs_must_pass(void **state)
{
    (void)state;
    struct system s = system_open("mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }\n"
                                  "component a { [Memory Access] ::= R, W(b.counter) [Call] ::= X(b.f)\n }\n"
                                  "component b { [API] ::= (f, SYMB) (counter, DATA)\n [Requires] ::= X, W\n }\ncomponent c { }");
    assert_works(&s, "");
    assert_works(&s, "a: / mpk:1; b: / mpk:1; c: / mpk:2"); /* another's variable keeps the two together */
    struct judgement j = judged(&s, "a: / mpk:1; b: / mpk:2; c: / mpk:1");
    assert_true(j.safe && j.in_space && j.keeps && !j.works && !j.valid);
    assert_string_equal(j.problems[0].text, "a needs W on b.counter, which mpk stops");
    judgement_fini(&j);
    system_close(&s);
    /* permissions are no needs */
    s = system_open("mechanism wall { [Boundary] ::= none }\ncomponent a { [Memory Access] ::= R, W [Call] ::= X\n }\ncomponent b { [API] ::= (f, SYMB) }");
    assert_works(&s, "a: / wall:1; b: / wall:2");
    system_close(&s);
    /* a variant that lacks what is needed */
    s = system_open("component a { [Call] ::= X(b.f)\n }\ncomponent b { variant old { [API] ::= (f, SYMB) }\n variant new { [API] ::= (g, SYMB) } }");
    assert_works(&s, "b: @old");
    assert_broken(&s, "b: @new");
    system_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masks_name_targets_of_the_target),
        cmocka_unit_test(directions),
        cmocka_unit_test(nested_boundaries_intersect),
        cmocka_unit_test(granted_is_what_the_target_states),
        cmocka_unit_test(granted_where_nothing_is_stated),
        cmocka_unit_test(masks_do_not_lapse),
        cmocka_unit_test(atoms_pass_with_their_block),
        cmocka_unit_test(blocks_of_each_boundary),
        cmocka_unit_test(vulnerabilities_add_to_what_passes),
        cmocka_unit_test(needs_must_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
