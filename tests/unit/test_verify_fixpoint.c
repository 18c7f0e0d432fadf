/* The four rules that make reach sound. */
#include "judged.h"

/* Hardening of one operation, that applies to all. */
#define BOUNDS                                                                                                                    \
    "mechanism r { [Transform] ::= R(*) -> R(intent)\n }\nmechanism w { [Transform] ::= W(*) -> W(intent)\n }\n"                   \
    "mechanism x { [Transform] ::= X(*) -> X(intent)\n }\n"
/* Languages that leave one thing open. */
#define OPEN                                                                                                                      \
    "language WildWrites { [Memory Access] ::= R(intent), W(*) [Call] ::= X(intent) [Requires] ::= * }\n"                          \
    "language WildJumps { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(*) [Requires] ::= * }\n"                           \
    "language WildReturns { [Memory Access] ::= R(intent), W(intent) [Call] ::= X.call(intent), X.return(*) [Requires] ::= * }\n"
#define MPK "mechanism mpk { [Boundary] ::= R(shared), W(shared), X(*) }\n"
#define EPT "mechanism ept { [Boundary] ::= R(granted), W(granted), X(api) }\n"

static void check(const char *text, const char *configuration, const char *violations)
{
    struct system s = system_open(text);
    assert_violations(&s, configuration, violations);
    system_close(&s);
}

/* ---- rule 1 ---- */

static void who_jumps_anywhere_does_anything(void **state)
{
    (void)state;
    check(OPEN "component a { [Language] ::= WildJumps }\ncomponent b { [Requires] ::= X(*), W\n }", "", "a R b.own\n");
    check(OPEN "component a { [Language] ::= WildReturns }\ncomponent b { [Requires] ::= X(*), W\n }", "", "a R b.own\n");
    /* its own code is enough, and whether it passes does not matter: hardening no longer counts */
    check(OPEN BOUNDS "component a { [Language] ::= WildJumps }\ncomponent b { [Requires] ::= W\n }", "a: r w", "a R b.own\n");
    /* the hardening that takes the jump away does count */
    check(OPEN BOUNDS "component a { [Language] ::= WildJumps }\ncomponent b { [Requires] ::= W\n }", "a: x", "");
}

static void a_call_of_a_symbol_is_no_loss_of_control(void **state)
{
    (void)state;
    /* X(api) beyond the intent, but no code */
    check("mechanism coarse { [Transform] ::= X(*) -> X(api)\n }\n" BOUNDS
          "component a { [Language] ::= C [Call] ::= X(b.f) [Requires] ::= *\n }\n"
          "component b { [Language] ::= Rust [API] ::= (f, SYMB) (g, SYMB)\n [Requires] ::= X\n }", "a: coarse r w", "");
}

static void code_that_is_intended_is_no_loss_of_control(void **state)
{
    (void)state;
    check("component a { [Memory Access] ::= R\n [Call] ::= X(code)\n [Requires] ::= *\n }\ncomponent b { [Requires] ::= none\n }", "", "");
}

/* ---- rule 2 ---- */

#define VICTIM "component v { [Requires] ::= none\n }\n" /* a vault */

static void the_overwritten_lose_their_bound(void **state)
{
    (void)state;
    /* wild may write c's memory, and so c may do to v whatever can be done; whether c minds is no matter */
    static const char *const requires[] = {"none", "*", "R, X"};
    for (size_t i = 0; i < 3; i++) {
        char text[1024];
        snprintf(text, sizeof text, OPEN EPT BOUNDS "component wild { [Language] ::= WildWrites }\n"
                 "component c { [Language] ::= Rust [Requires] ::= %s\n }\n"
                 "component v { [Requires] ::= c(R, own)\n }\nsystem s { [Protect] ::= v\n }", requires[i]);
        struct system s = system_open(text);
        assert_violations(&s, "", "wild R, W v.own\nc R v.own lapsed\nc W v.own\n");
        assert_violations(&s, "wild: / ept:1; c: / ept:1; v: / ept:2", "wild R v.own\nc R v.own lapsed\n"); /* a page for both */
        system_close(&s);
    }
    struct system s = system_open(OPEN EPT "component wild { [Language] ::= WildWrites }\ncomponent c { [Language] ::= Rust }\n"
                                  "component v { [Requires] ::= c(R, own)\n }\nsystem s { [Protect] ::= v\n }");
    assert_violations(&s, "wild: / ept:1; c: / ept:2; v: / ept:2", "");
    system_close(&s);
}

static void who_overwrites_must_pass(void **state)
{
    (void)state;
    const char *text = OPEN MPK BOUNDS "component wild { [Language] ::= WildWrites }\n"
                       "component c { [Language] ::= Rust [Requires] ::= *\n }\n" VICTIM "system s { [Protect] ::= v\n }";
    struct system s = system_open(text);
    /* with wild's own base lost (rule 3), and with its jumps and reads bounded */
    assert_violations(&s, "wild: x r / mpk:1; c: / mpk:2; v: / mpk:2", "");
    assert_violations(&s, "wild: x r / mpk:1; c: / mpk:1; v: / mpk:1", "wild W v.own\nc R, W v.own\n");
    assert_violations(&s, "wild: x r w; c: ; v: ", "");
    system_close(&s);
}

static void a_write_that_is_meant_overwrites_nobody(void **state)
{
    (void)state;
    check("component a { [Memory Access] ::= W(c.own)\n }\ncomponent c { [Language] ::= Rust [Requires] ::= W\n }\n" VICTIM, "", "");
    check("component a { [Memory Access] ::= W(c.x)\n }\ncomponent c { [Language] ::= Rust [Region] ::= (x, OWN)\n [Requires] ::= a(W, x)\n }\n" VICTIM,
          "", "");
    /* nor does a write of what is shared, beyond the intent though it be */
    check(OPEN "mechanism m { [Transform] ::= W(*) -> W(shared), R(*) -> R(intent), X(*) -> X(intent)\n }\n"
          "component a { [Language] ::= WildWrites [Memory Access] ::= R\n }\ncomponent c { [Language] ::= Rust }\n" VICTIM, "a: m", "");
}

static void hardening_still_bounds_the_overwritten(void **state)
{
    (void)state;
    const char *text = OPEN BOUNDS "component wild { [Language] ::= WildWrites }\ncomponent c { [Language] ::= Rust [Requires] ::= *\n }\n"
                       "component v { [Requires] ::= W\n }\nsystem s { [Protect] ::= v\n }";
    struct system s = system_open(text);
    assert_violations(&s, "wild: x r", "c R v.own\n");
    assert_violations(&s, "wild: x r; c: r", "c R v.own\n"); /* undone by rule 1 */
    assert_violations(&s, "wild: x r; c: r w x", "");
    system_close(&s);
}

static void the_overwritten_intend_nothing(void **state)
{
    (void)state;
    /* c is meant to write d, and hardened to do nothing else; but wild decides what c writes there */
    const char *text = OPEN BOUNDS MPK "component wild { [Language] ::= WildWrites }\n"
                       "component c { [Language] ::= Rust [Memory Access] ::= R, W(own, d.own) [Requires] ::= *\n }\n"
                       "component d { [Language] ::= Rust [Requires] ::= *\n }\n" VICTIM "system s { [Protect] ::= v\n }";
    struct system s = system_open(text);
    assert_violations(&s, "wild: r x / mpk:1; c: r w x / mpk:1; d: / mpk:1; v: / mpk:2", "");
    struct judgement j = judged(&s, "wild: r x / mpk:1; c: r w x / mpk:2; d: / mpk:2; v: / mpk:2");
    assert_true(j.safe);
    judgement_fini(&j);
    system_close(&s);
    s = system_open("language WildToC { [Memory Access] ::= R(intent), W(intent) [Call] ::= X(intent) [Requires] ::= * }\n" MPK BOUNDS
                    "component wild { [Language] ::= WildToC [Memory Access] ::= R, W\n [Region] ::= (s, SHARED)\n }\n"
                    "component c { [Language] ::= Rust [Memory Access] ::= R, W(own, d.own) [Requires] ::= *\n }\n"
                    "component d { [Language] ::= Rust [Requires] ::= *\n }\n" VICTIM
                    "vulnerability hole { [Affects] ::= mechanism cage [Transform] ::= W(intent) -> W(*)\n }\n"
                    "mechanism cage { [Transform] ::= W(*) -> W(intent)\n }\n"
                    "system s { [Protect] ::= v\n }");
    assert_violations(&s, "", "");
    system_close(&s);
}

static void overwriting_goes_on_from_one_to_the_next(void **state)
{
    (void)state;
    /* wild and c share a place, c is meant to write d, d and v share a place. c's hardening keeps it from all but that write. */
    const char *text = OPEN BOUNDS "mechanism wall { [Boundary] ::= W(granted), X(api) }\n"
                       "component wild { [Language] ::= WildWrites }\n"
                       "component c { [Language] ::= Rust [Memory Access] ::= R(own), W(own, d.inbox)\n }\n"
                       "component d { [Language] ::= Rust [Region] ::= (inbox, OWN)\n [Requires] ::= c(W, inbox)\n }\n" VICTIM
                       "system s { [Protect] ::= v\n }";
    struct system s = system_open(text);
    assert_violations(&s, "wild: r x / wall:1; c: r w x / wall:1; d: / wall:2; v: / wall:2", "d R, W v.own\n");
    /* left alone, c writes what it is meant to write, and d stays whole */
    assert_violations(&s, "wild: r x / wall:1; c: r w x / wall:2; d: / wall:3; v: / wall:3", "");
    system_close(&s);
}

static void an_overwritten_vault_reaches_nothing(void **state)
{
    (void)state;
    check(OPEN BOUNDS "component wild { [Language] ::= WildWrites }\ncomponent vault { [Requires] ::= *\n }\n"
          "component v { [Requires] ::= W\n }\nsystem s { [Protect] ::= v\n }", "wild: r x", "");
}

/* ---- rule 3 ---- */

static void who_may_overwrite_itself_has_no_base(void **state)
{
    (void)state;
    const char *text = OPEN BOUNDS "component a { [Language] ::= WildWrites }\ncomponent v { [Requires] ::= W\n }";
    check(text, "", "a R v.own\n");
    check(text, "a: x", "a R v.own\n");
    check(text, "a: r", "a R v.own\n"); /* by way of rule 1 */
    check(text, "a: r x", "");
    check(text, "a: w", ""); /* bounded, the write is as meant */
    /* also where strategy or word would say otherwise */
    check(BOUNDS "component a { [Memory Access] ::= W(*)\n }\ncomponent v { [Requires] ::= W\n }", "", "a R v.own\n");
    check(BOUNDS "component a { [Language] ::= C [Memory Access] ::= R, W(*)\n }\ncomponent v { [Requires] ::= W\n }\n"
                 "system s { [Strategy] ::= vulnerability\n }", "", "a R v.own\n");
    /* a write of anything counts, whether or not it passes */
    check(OPEN EPT "component a { [Language] ::= WildWrites }\ncomponent v { [Requires] ::= W(own)\n [Region] ::= (x, SHARED)\n }\n"
          "component u { [Region] ::= (y, SHARED)\n [Requires] ::= *(W, y)\n }", "a: / ept:1; v: / ept:2; u: / ept:2", "");
}

/* It intends what it did: its writes as meant do not overwrite others. */
static void who_overwrites_itself_keeps_its_intent(void **state)
{
    (void)state;
    check("mechanism only { [Transform] ::= W(*) -> W(own), R(*) -> R(intent), X(*) -> X(intent)\n }\n" BOUNDS OPEN
          "component a { [Language] ::= WildWrites [Memory Access] ::= R, W(d.x)\n }\n"
          "component d { [Language] ::= Rust [Region] ::= (x, OWN)\n [Requires] ::= *(W, x)\n }\n" VICTIM "system s { [Protect] ::= v\n }",
          "a: only", "");
}

/* ---- rule 4 ---- */

static void grants_by_name_lapse(void **state)
{
    (void)state;
    const char *text = OPEN BOUNDS "component wild { [Language] ::= WildWrites }\ncomponent c { [Language] ::= Rust [Requires] ::= *\n }\n"
                       "component v { [Region] ::= (key, OWN)\n [Requires] ::= %s\n }\nsystem s { [Protect] ::= v\n }";
    static const char *const cases[][2] = {
        {"c(R, key), W(key)", "c R v.key lapsed\n"},
        {"c(R, key), wild(R, key), W(key)", ""},         /* wild has it itself */
        {"R(key), W(key)", ""},                          /* everybody has it */
        {"R(key), W(key)\n [Requires] -= wild(R, key)", "c R v.key lapsed\n"}, /* anyone but wild */
        {"R(key), W(key)\n [Requires] -= ghost(R, key)", ""}, /* anyone but somebody who is not here: wild has it */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char all[2048];
        snprintf(all, sizeof all, text, cases[i][0]);
        check(all, "wild: r x", cases[i][1]);
    }
}

static void what_the_overwriter_owns_does_not_lapse(void **state)
{
    (void)state;
    check(OPEN BOUNDS "component wild { [Language] ::= WildWrites [Region] ::= (key, OWN)\n [Requires] ::= X(*), W, R, c(R, key)\n }\n"
          "component c { [Language] ::= Rust [Requires] ::= *\n }", "wild: r x", "");
}

static void a_grant_lapses_because_the_overwriters_did(void **state)
{
    (void)state;
    /* wild overwrites b, and b overwrites c, which wild cannot. b and c are granted the key; b's grant lapses on account of wild,
     * and c's on account of b. */
    const char *text = OPEN BOUNDS "mechanism wall { [Boundary] ::= R(granted), W(granted), X(api) }\n"
                       "component wild { [Language] ::= WildWrites }\n"
                       "component b { [Language] ::= Rust [Region] ::= (inbox, OWN)\n [Requires] ::= wild(W, inbox)\n }\n"
                       "component c { [Language] ::= Rust [Region] ::= (inbox, OWN)\n [Requires] ::= b(W, inbox)\n }\n"
                       "component v { [Region] ::= (key, OWN)\n [Requires] ::= %s\n }\n"
                       "system s { [Protect] ::= v\n }";
    char all[2048];
    snprintf(all, sizeof all, text, "b(R, key), c(R, key)");
    check(all, "wild: r x / wall:1; b: / wall:2; c: / wall:3; v: / wall:4", "b R v.key lapsed\nc R v.key lapsed\n");
    snprintf(all, sizeof all, text, "b(R, key), c(R, key), wild(R, key)");
    check(all, "wild: r x / wall:1; b: / wall:2; c: / wall:3; v: / wall:4", "");
    /* what is granted to c alone lapses because b does not have it */
    snprintf(all, sizeof all, text, "c(R, key), wild(R, key)");
    check(all, "wild: r x / wall:1; b: / wall:2; c: / wall:3; v: / wall:4", "c R v.key lapsed\n");
}

#define HEARTBLEED                                                                                                                \
    "vulnerability heartbleed { [Affects] ::= libssl [Transform] ::= R(intent) -> R(*)\n }\n"                                      \
    "vulnerability overflow { [Affects] ::= libssl [Transform] ::= W(intent) -> W(*)\n }\n"                                        \
    "vulnerability hijack { [Affects] ::= libssl [Transform] ::= X(intent) -> X(*)\n }\n"

static void vulnerabilities_make_grants_by_name_lapse(void **state)
{
    (void)state;
    const char *library = HEARTBLEED BOUNDS "component libssl { [Language] ::= Rust }\n";
    char all[4096];
    static const char *const cases[][4] = {
        /* requirement, listed, configuration, violations */
        {"libssl(R, key), W(key)", "heartbleed", "", "libssl R v.key lapsed\n"}, /* by name, though there is nobody else */
        {"libssl(R, key), W(key)", "heartbleed", "libssl: r", ""},               /* as far as its hardening lets it */
        {"libssl(R, key), W(key)", "heartbleed", "libssl: w x", "libssl R v.key lapsed\n"},
        {"R(key), W(key)", "heartbleed", "", ""},
        {"libssl(R, W, key)", "heartbleed", "", "libssl R v.key lapsed\n"}, /* for those operations */
        {"libssl(R, W, key)", "overflow", "", "libssl R, W v.key lapsed\n"}, /* overwritten: all of them */
        {"libssl(R, W, key)", "overflow", "libssl: w", ""},
        {"libssl(R, W, key)", "hijack", "", "libssl R, W v.key lapsed\n"},
        {"libssl(R, W, key)", "hijack", "libssl: x", ""},
        {"R(key), W(key)\n [Requires] -= ghost(R, key)", "heartbleed", "", "libssl R v.key lapsed\n"}, /* anyone but: like by name */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(all, sizeof all, "%scomponent v { [Region] ::= (key, OWN)\n [Requires] ::= %s\n }\nsystem s { [Vulnerabilities] ::= %s\n }",
                 library, cases[i][0], cases[i][1]);
        check(all, cases[i][2], cases[i][3]);
    }
}

/* Overwritten from the start: its base is lost and it intends nothing, also under the strategy that trusts it. */
static void a_grave_vulnerability_overwrites(void **state)
{
    (void)state;
    check(HEARTBLEED BOUNDS "component libssl { [Language] ::= Rust }\ncomponent v { [Requires] ::= W\n }\n"
          "system s { [Vulnerabilities] ::= overflow\n [Strategy] ::= vulnerability\n }", "", "libssl R v.own\n");
    check(HEARTBLEED BOUNDS "mechanism wall { [Boundary] ::= W(granted), X(api) }\n"
          "component libssl { [Language] ::= Rust [Memory Access] ::= W(d.inbox) }\n"
          "component d { [Language] ::= Rust [Region] ::= (inbox, OWN)\n [Requires] ::= libssl(W, inbox)\n }\n" VICTIM
          "system s { [Vulnerabilities] ::= overflow\n [Protect] ::= v\n }", "libssl: / wall:1; d: / wall:2; v: / wall:2", "d R, W v.own\n");
}

/* ---- causes ---- */

static void causes_stand_in_order(void **state)
{
    (void)state;
    struct system s = system_open(OPEN BOUNDS "component v { [Requires] ::= none\n }\n"
                                  "component c { [Language] ::= Rust [Requires] ::= *\n }\ncomponent wild { [Language] ::= WildWrites }\n"
                                  "system s { [Protect] ::= v\n }");
    struct judgement j = judged(&s, "wild: r x");
    uint32_t v = model_find_component(s.m, "v"), c = model_find_component(s.m, "c"), wild = model_find_component(s.m, "wild");
    static const enum cause_kind kinds[] = {CAUSE_LANGUAGE, CAUSE_SELF_WRITE, CAUSE_OVERWRITTEN, CAUSE_OVERWRITTEN, CAUSE_JUMP,
                                            CAUSE_OVERWRITTEN, CAUSE_JUMP};
    const uint32_t who[] = {wild, wild, v, c, c, wild};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(j.causes[i].kind, kinds[i]);
        assert_int_equal(j.causes[i].component, who[i]);
    }
    assert_int_equal(j.cause_count, 6);
    assert_int_equal(j.causes[3].by, wild);
    assert_int_equal(s.m->cells[j.causes[3].cell].component, c);
    assert_int_equal(j.causes[0].ops, OP_WRITE);
    struct cause *chain;
    size_t count;
    assert_int_equal(judgement_chain(&j, c, &s.arena, &chain, &count), MSPEC_OK);
    assert_int_equal(count, 4); /* wild's language, wild's write of itself, c overwritten, c jumps */
    assert_int_equal(chain[0].component, wild);
    assert_int_equal(chain[2].kind, CAUSE_OVERWRITTEN);
    assert_int_equal(chain[3].kind, CAUSE_JUMP);
    assert_int_equal(judgement_chain(&j, wild, &s.arena, &chain, &count), MSPEC_OK);
    assert_true(count >= 2);
    judgement_fini(&j);
    j = judged(&s, "wild: r w x");
    assert_int_equal(j.cause_count, 0); /* what hardening mends is no cause */
    judgement_fini(&j);
    system_close(&s);
}

static void causes_of_words_and_vulnerabilities(void **state)
{
    (void)state;
    struct system s = system_open(HEARTBLEED "component libssl { [Language] ::= Rust }\ncomponent p { [Memory Access] ::= R(*)\n }\n"
                                  "component v { [Region] ::= (key, OWN)\n [Requires] ::= libssl(R, key), W(key), p(R, key)\n }\n"
                                  "system s { [Vulnerabilities] ::= heartbleed\n [Protect] ::= v\n }");
    struct judgement j = judged(&s, "");
    assert_int_equal(j.cause_count, 2);
    assert_int_equal(j.causes[0].kind, CAUSE_WIDENED);
    assert_int_equal(j.causes[0].vulnerability, 0);
    assert_int_equal(j.causes[0].ops, OP_READ);
    assert_int_equal(j.causes[1].kind, CAUSE_STATED);
    judgement_fini(&j);
    system_close(&s);
    s = system_open(HEARTBLEED "component libssl { [Language] ::= Rust }\n" VICTIM "system s { [Vulnerabilities] ::= overflow\n }");
    j = judged(&s, "");
    assert_int_equal(j.causes[0].kind, CAUSE_WIDENED);
    assert_int_equal(j.causes[1].kind, CAUSE_VULNERABILITY);
    assert_int_equal(j.causes[1].ops, OP_WRITE);
    judgement_fini(&j);
    system_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_jumps_anywhere_does_anything),
        cmocka_unit_test(a_call_of_a_symbol_is_no_loss_of_control),
        cmocka_unit_test(code_that_is_intended_is_no_loss_of_control),
        cmocka_unit_test(the_overwritten_lose_their_bound),
        cmocka_unit_test(who_overwrites_must_pass),
        cmocka_unit_test(a_write_that_is_meant_overwrites_nobody),
        cmocka_unit_test(hardening_still_bounds_the_overwritten),
        cmocka_unit_test(the_overwritten_intend_nothing),
        cmocka_unit_test(overwriting_goes_on_from_one_to_the_next),
        cmocka_unit_test(an_overwritten_vault_reaches_nothing),
        cmocka_unit_test(who_may_overwrite_itself_has_no_base),
        cmocka_unit_test(who_overwrites_itself_keeps_its_intent),
        cmocka_unit_test(grants_by_name_lapse),
        cmocka_unit_test(what_the_overwriter_owns_does_not_lapse),
        cmocka_unit_test(a_grant_lapses_because_the_overwriters_did),
        cmocka_unit_test(vulnerabilities_make_grants_by_name_lapse),
        cmocka_unit_test(a_grave_vulnerability_overwrites),
        cmocka_unit_test(causes_stand_in_order),
        cmocka_unit_test(causes_of_words_and_vulnerabilities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
