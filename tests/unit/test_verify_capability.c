/* Intent, grants, and what is denied. `evil` is in C, and without protection it may do everything: what it violates is what is
 * denied to it. Components without a language are taken at their word: what they violate is what they intend. */
#include "judged.h"

static void check(const char *text, const char *violations)
{
    struct system s = system_open(text);
    assert_violations(&s, "", violations);
    system_close(&s);
}

/* [Protect] b: evil's own requirement, C's `*`, denies nothing anyway. */
#define EVIL "component evil { [Language] ::= C }\n"

static void defaults_of_requires(void **state)
{
    (void)state;
    check(EVIL "component b { [Language] ::= C [API] ::= (f, SYMB) }", "");
    check(EVIL "component b { [Language] ::= Rust [API] ::= (f, SYMB) }", "evil W b.own\nevil X b.code\n");
    check(EVIL "component b { [API] ::= (f, SYMB) }", "evil R, W b.own\nevil X b.code\n");
}

static void bare_operations(void **state)
{
    (void)state;
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= none\n }", "evil R, W b.own\nevil X b.f\nevil X b.code\n");
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= *\n }", "");
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= R\n }", "evil W b.own\nevil X b.f\nevil X b.code\n");
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= W, X\n }", "evil R b.own\nevil X b.code\n");
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= X(*)\n }", "evil R, W b.own\n");
    check(EVIL "component b { [API] ::= (f, SYMB) (g, SYMB)\n [Requires] ::= X(f), R, W\n }", "evil X b.g\nevil X b.code\n");
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= X.call, R, W\n }", "evil X.return b.f\nevil X b.code\n");
}

static void who_is_named(void **state)
{
    (void)state;
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= evil(R, own), X\n }", "evil W b.own\nevil X b.code\n");
    check(EVIL "component c { }\ncomponent b { [Requires] ::= c(R, own)\n }", "evil R, W c.own\nevil R, W b.own\n");
    check(EVIL "component b { [API] ::= (f, SYMB)\n [Requires] ::= *(R, own), X(*), W\n }", "");
}

/* b without more than this is a vault, which has no code; with a region that it names, it has no unnamed rest either. */
static void sharing_is_a_grant(void **state)
{
    (void)state;
    check(EVIL "component b { [Region] ::= (ring, SHARED)\n }", "");
    check(EVIL "component b { [Region] ::= (ring, SHARED)\n [Requires] ::= none\n }", "");
    check(EVIL "component b { [Language] ::= Rust [Region] ::= (ring, SHARED)\n [Requires] ::= none\n }",
          "evil R, W b.own\nevil X b.code\n");
    /* naming the region in one operation leaves nothing of the sharing but what is named; the rest of shared is as it was */
    check(EVIL "component b { [Language] ::= Rust [Region] ::= (ring, SHARED)\n [Requires] ::= *(R, ring)\n }",
          "evil W b.ring\nevil R, W b.own\nevil X b.code\n");
    /* another region is not restricted */
    check(EVIL "component b { [Region] ::= (ring, SHARED) (pool, SHARED)\n [Requires] ::= *(R, ring)\n }", "evil W b.ring\n");
    /* part of it restricts the whole region */
    check(EVIL "component b { [Region] ::= (ring, SHARED, 8 KiB)\n [Requires] ::= *(R, ring[0..64]), evil(W, ring[64..128])\n }",
          "evil W b.ring[0..64]\nevil R b.ring[64..128]\nevil R, W b.ring[128..8192]\n");
    /* `shared` restricts all of it, whoever is named */
    check(EVIL "component c { }\ncomponent b { [Language] ::= Rust [Region] ::= (ring, SHARED)\n [Requires] ::= c(R, shared)\n }\n"
               "system s { [Protect] ::= b\n }",
          "evil R, W b.ring\nevil R, W b.own\nevil R, W b.shared\nevil X b.code\n");
    /* somebody who is not here restricts it too */
    check(EVIL "component b { [Region] ::= (ring, SHARED)\n [Requires] ::= ghost(W, ring)\n }", "evil R, W b.ring\n");
    check(EVIL "component c { }\ncomponent b { [Region] ::= (ring, SHARED)\n [Requires] ::= c(W, ring)\n }\n"
               "system s { [Components] ::= evil, b\n }",
          "evil R, W b.ring\n");
}

static void taking_back(void **state)
{
    (void)state;
    /* anyone but evil */
    check(EVIL "component b { [Requires] ::= R, W\n [Requires] -= evil(W, own)\n }", "evil W b.own\n");
    /* sharing is overridden for the one who is named, and for nobody else */
    check("component x { [Memory Access] ::= R(*)\n }\ncomponent y { [Memory Access] ::= R(*)\n }\n"
          "component b { [Region] ::= (ring, SHARED)\n [Requires] -= x(R, ring)\n }\nsystem s { [Protect] ::= b\n }",
          "x R b.ring\n");
    /* taking from the default */
    check(EVIL "component b { [Language] ::= Rust\n [Requires] -= evil(R, own)\n }",
          "evil R b.own\nevil W b.own\nevil X b.code\n"); /* two clauses */
    /* adding to the default */
    check(EVIL "component b { [Language] ::= Rust\n [Requires] += evil(W, own)\n }", "evil X b.code\n");
    /* the last word holds */
    check(EVIL "component b { [Requires] ::= R, evil(W, own)\n [Requires] -= evil(W, own)\n }", "evil W b.own\n");
    check(EVIL "component b { [Requires] ::= R, evil(W, own)\n [Requires] -= evil(W, own)\n [Requires] += W\n }", "");
    check(EVIL "component b { [Requires] ::= R, W\n [Requires] -= evil(W, own)\n [Requires] += evil(W, own)\n }", "");
}

/* `shared` and a general `X` are permissions: as far as the owner grants it. */
static void permissions_stop_at_the_grant(void **state)
{
    (void)state;
    check("component p { [Memory Access] ::= R, W [Call] ::= X\n }\n"
          "component b { [API] ::= (f, SYMB) (g, SYMB)\n [Region] ::= (ring, SHARED)\n [Requires] ::= X(f), *(R, ring)\n }",
          "");
    /* and `own` is one's own */
    check("component p { [Memory Access] ::= R(own), W(own)\n }\ncomponent b { [Requires] ::= none\n }", "");
}

static void no_intent_reaches_nothing(void **state)
{
    (void)state;
    check("component p { }\ncomponent b { [Requires] ::= none\n }", "");
    check("component p { [Memory Access] ::= none [Call] ::= none\n }\ncomponent b { [Requires] ::= none\n }", "");
}

static void a_star_is_no_intent(void **state)
{
    (void)state;
    /* nothing bounds the reading, and only the reading */
    check("component p { [Memory Access] ::= R(*)\n }\ncomponent b { [API] ::= (f, SYMB)\n [Requires] ::= none\n }", "p R b.own\n");
    /* jumping anywhere is everything (rule 1) */
    check("component p { [Call] ::= X(*)\n }\ncomponent b { [API] ::= (f, SYMB)\n [Requires] ::= none\n }",
          "p R, W b.own\np X b.f\np X b.code\nb R, W p.own\nb X p.code\n"); /* b is overwritten: its word no longer counts */
    check("component p { [Call] ::= * [Requires] ::= *\n }\ncomponent b { [API] ::= (f, SYMB)\n [Requires] ::= X(*), W\n }", "p R b.own\n");
}

static void the_intent_under_a_star_is_the_default(void **state)
{
    (void)state;
    /* With W(*), what is bounded to the intent may still write its own and what is shared, and that is not beyond its intent. */
    const char *text = "mechanism dfi { [Transform] ::= W(*) -> W(intent)\n }\n"
                       "component p { [Memory Access] ::= R, W(*)\n }\ncomponent b { [Requires] ::= X, W\n }\n"
                       "component c { [Requires] ::= X\n }";
    struct system s = system_open(text);
    assert_unsafe(&s, "");
    assert_safe(&s, "p: dfi");
    system_close(&s);
}

/* A named target is a need: intended even where that is not granted to all. */
static void needs_are_intended(void **state)
{
    (void)state;
    check("component p { [Memory Access] ::= R(b.x)\n [Call] ::= X(b.f)\n }\n"
          "component b { [API] ::= (f, SYMB)\n [Region] ::= (x, OWN)\n [Requires] ::= p(X, f), p(R, x)\n }",
          "");
    /* a variant that denies it */
    struct system s = system_open("component p { [Memory Access] ::= R(b.x)\n }\ncomponent b { [Region] ::= (x, OWN)\n [Requires] ::= none\n"
                                  " variant v { [Requires] ::= p(R, x)\n }\n variant w { [Title] ::= \"w\"\n } }");
    assert_safe(&s, "b: @v");
    assert_violations(&s, "b: @w", "p R b.x\n");
    system_close(&s);
}

static void ranges_are_exact_to_the_byte(void **state)
{
    (void)state;
    check("component p { [Memory Access] ::= R(b.x[10..20])\n }\n"
          "component b { [Region] ::= (x, OWN, 100)\n [Requires] ::= *(R, x[10..20])\n }\n" EVIL "system s { [Components] ::= p, b\n }",
          "");
    check(EVIL "component b { [Region] ::= (x, OWN, 100)\n [Requires] ::= *(R, x[10..20]), *(W, x[0..20])\n [Requires] -= evil(R, x[15..30])\n }",
          "evil R b.x[0..10]\nevil R b.x[15..30]\nevil W b.x[20..30]\nevil R, W b.x[30..100]\n");
}

static void only_protected_requirements_count(void **state)
{
    (void)state;
    /* evil overwrites b, who then has no bound either: the fixpoint counts in full */
    check(EVIL "component b { [Language] ::= Rust [Requires] ::= none\n }\ncomponent c { }\nsystem s { [Protect] ::= c\n }",
          "evil R, W c.own\nb R, W c.own\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_of_requires),
        cmocka_unit_test(bare_operations),
        cmocka_unit_test(who_is_named),
        cmocka_unit_test(sharing_is_a_grant),
        cmocka_unit_test(taking_back),
        cmocka_unit_test(permissions_stop_at_the_grant),
        cmocka_unit_test(no_intent_reaches_nothing),
        cmocka_unit_test(a_star_is_no_intent),
        cmocka_unit_test(the_intent_under_a_star_is_the_default),
        cmocka_unit_test(needs_are_intended),
        cmocka_unit_test(ranges_are_exact_to_the_byte),
        cmocka_unit_test(only_protected_requirements_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
