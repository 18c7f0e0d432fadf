/* The problem: alternatives, what pairs do to each other, relations between places, costs. */
#include "model_support.h"

#include "solve/places.h"

#define TWO_LANGUAGES                                                                                                       \
    "language Wild { [Memory Access] ::= R(*), W(*)  [Call] ::= X(*)  [Requires] ::= * }\n"                                 \
    "language Tame { [Memory Access] ::= R(intent), W(intent)  [Call] ::= X(intent)  [Requires] ::= R, X }\n"

#define HARDENING                                                                                                           \
    "mechanism guard  { [Applies] ::= Wild  [Transform] ::= R(*) -> R(intent), W(*) -> W(intent)  [Cost] ::= runtime 200% " \
    "}\n"                                                                                                                   \
    "mechanism flow   { [Applies] ::= Wild  [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 2% }\n"                   \
    "mechanism flow2  { [Applies] ::= Wild  [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 3% }\n"

#define ISOLATION                                                                                                           \
    "mechanism keys  { [Boundary] ::= R(shared), W(shared), X(*)  [Within] ::= space  [Limit] ::= 2  [Gate] ::= 100 "       \
    "cycles }\n"                                                                                                            \
    "mechanism space { [Boundary] ::= R(shared), W(shared), X(api)  [Gate] ::= 400 cycles }\n"

static struct problem *problem_of(const struct model *m, enum problem_scope scope)
{
    struct problem_options options = {.scope = scope, .top = 2};
    struct problem *p;
    assert_int_equal(problem_new(m, &options, &p), MSPEC_OK);
    return p;
}

static uint32_t count_of(const struct problem *p, uint32_t component)
{
    return p->first_alternative[component + 1] - p->first_alternative[component];
}

static uint32_t alternative_of(const struct problem *p, uint32_t component, mechanism_set chosen)
{
    for (uint32_t i = p->first_alternative[component]; i < p->first_alternative[component + 1]; i++)
        if (p->alternatives[i].chosen == chosen)
            return i;
    fail();
    return NONE;
}

static mechanism_set bit_of(const struct problem *p, const char *mechanism)
{
    uint32_t id = model_find_mechanism(p->model, mechanism);
    for (uint32_t i = 0; i < p->hardening_count; i++)
        if (p->hardening[i] == id)
            return (mechanism_set)1 << i;
    for (uint32_t i = 0; i < p->isolation_count; i++)
        if (p->isolation[i] == id)
            return (mechanism_set)1 << i;
    fail();
    return 0;
}

static void only_what_others_do_not_beat_is_left(void **state)
{
    (void)state;
    struct model *m =
        model_of(TWO_LANGUAGES HARDENING "component a { [Language] ::= Wild }\ncomponent b { [Language] ::= Tame }\n"
                                         "system s { [Components] ::= a, b\n[Mechanisms] ::= guard, flow, flow2 }");
    static const struct {
        enum problem_scope scope;
        uint32_t count;
    } cases[] = {
        {SCOPE_SAFE, 4},     /* eight sets, of which those with either or both of the two flows are one behaviour */
        {SCOPE_MINIMAL, 5},  /* without the two in which one flow is superfluous, and the guard that jumps make useless */
        {SCOPE_OPTIMUM, 3},  /* of the flows one is enough */
        {SCOPE_FEASIBLE, 1}, /* and nobody would do without the guard */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct problem *p = problem_of(m, cases[i].scope);
        assert_int_equal(count_of(p, 0), cases[i].count);
        assert_int_equal(count_of(p, 1), 1); /* nothing applies */
        problem_free(p);
    }
    drop(m);
}

/* What a vulnerability adds is bounded by hardening that bounds nothing else: it decides whether grants lapse. */
static void guards_of_who_jumps_are_kept_where_vulnerabilities_add(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES HARDENING
                               "vulnerability bleed { [Affects] ::= a  [Transform] ::= R(intent) -> R(*) }\n"
                               "component a { [Language] ::= Wild }\ncomponent b { [Language] ::= Wild }\n"
                               "system s { [Components] ::= a, b\n[Mechanisms] ::= guard, flow\n"
                               "[Vulnerabilities] ::= bleed }");
    struct problem *p = problem_of(m, SCOPE_OPTIMUM);
    assert_int_equal(count_of(p, 0), 4);
    assert_int_equal(count_of(p, 1), 3); /* bare, in its flow, in its flow and guarded */
    problem_free(p);
    drop(m);
}

static void weights_count_what_is_put_together(void **state)
{
    (void)state;
    struct model *m =
        model_of(TWO_LANGUAGES HARDENING
                 "component a { [Language] ::= Wild }\n"
                 "system s { [Components] ::= a\n[Mechanisms] ::= guard, flow, flow2\n[Forbid] ::= flow with flow2 }");
    struct problem *safe = problem_of(m, SCOPE_SAFE), *valid = problem_of(m, SCOPE_VALID);
    uint32_t all = 0, kept = 0;
    for (uint32_t i = 0; i < safe->alternative_count; i++)
        all += safe->alternatives[i].weight;
    for (uint32_t i = 0; i < valid->alternative_count; i++)
        kept += valid->alternatives[i].weight;
    assert_int_equal(all, 8);
    assert_int_equal(kept, 6);
    problem_free(safe);
    problem_free(valid);
    drop(m);
}

static void what_a_clause_asks_for_is_kept(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES HARDENING "component a { [Language] ::= Wild }\n"
                               "system s { [Components] ::= a\n[Mechanisms] ::= guard, flow, flow2\n[Use] ::= flow2 on a }");
    struct problem *p = problem_of(m, SCOPE_OPTIMUM);
    assert_int_equal(count_of(p, 0), 2); /* with and without the guard */
    for (uint32_t i = 0; i < p->alternative_count; i++)
        assert_true(p->alternatives[i].chosen & bit_of(p, "flow2"));
    problem_free(p);
    drop(m);
}

static void isolation_that_rules_ask_for_or_exclude(void **state)
{
    (void)state;
    struct model *m =
        model_of(TWO_LANGUAGES ISOLATION
                 "mechanism flow { [Applies] ::= Wild  [Transform] ::= X(*) -> X(intent)  [Needs] ::= space }\n"
                 "component a { [Language] ::= Wild }\ncomponent b { [Language] ::= Wild }\n"
                 "system s { [Components] ::= a, b\n[Mechanisms] ::= keys, space, flow\n"
                 "[Place] ::= a in keys\n[Forbid] ::= flow with keys }");
    struct problem *p = problem_of(m, SCOPE_VALID);
    const struct alternative *bare = &p->alternatives[alternative_of(p, 1, 0)], *hard = bare;
    hard = &p->alternatives[alternative_of(p, 1, bit_of(p, "flow"))];
    assert_int_equal(bare->path_needs, 0);
    assert_int_equal(hard->path_needs, bit_of(p, "space"));
    assert_int_equal(hard->path_bars, bit_of(p, "keys"));
    assert_int_equal(count_of(p, 0), 1); /* in keys there is no flow */
    assert_true(path_is_kept(p, &p->alternatives[p->first_alternative[0]], bit_of(p, "keys") | bit_of(p, "space")));
    assert_false(path_is_kept(p, &p->alternatives[p->first_alternative[0]], bit_of(p, "space")));
    problem_free(p);
    drop(m);
}

/* Two levels, entered one after the other, and what stands between. */
static void relations_between_places(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES ISOLATION
                               "component a { [Language] ::= Wild }\ncomponent b { [Language] ::= Tame }\n"
                               "system s { [Components] ::= a, b\n[Mechanisms] ::= keys, space\n[Clock] ::= 1 GHz\n"
                               "[Profile] ::= (a, 50%) (b, 50%) (a -> b, 1 k/s) }");
    struct problem *p = problem_of(m, SCOPE_OPTIMUM);
    struct places places;
    assert_true(places_init(&places, p, true, true));
    assert_int_equal(places.list.count, 4); /* the system, keys, space, and keys in space */
    uint32_t *relations, count;
    assert_true(places_relations(&places, &relations, &count));
    uint32_t inner = NONE, outer = NONE;
    for (uint32_t i = 1; i < places.list.count; i++) {
        if (places.list.items[i].depth == 2)
            inner = i;
        else if (places.list.items[i].mechanism == model_find_mechanism(m, "space"))
            outer = i;
    }
    assert_true(
        place_enter(&places, inner)); /* comes with a second of the inner, and a second of the outer with one inside */
    assert_int_equal(places.list.count, 7);
    assert_int_equal(places.built, 2);
    assert_int_equal(places.unfinished, 2);
    assert_false(place_is_open(&places, outer)); /* it is divided */
    assert_false(places_are_whole(&places));
    for (uint32_t i = 4; i < places.list.count; i++) {
        const struct relation *r = &p->relations.items[places_relation(&places, inner, i)];
        bool beside = places.list.items[i].parent == outer;
        if (places.list.items[i].depth == 2 && beside) {
            assert_int_equal(r->count, 2); /* out of keys, into keys */
            assert_int_equal(place_completes(&places, i), outer);
        } else {
            assert_true(r->count >= 3);
            assert_int_equal(place_completes(&places, i), 0);
        }
        assert_int_equal(p->relations.items[r->mirror].mirror, places_relation(&places, inner, i));
        assert_true(r->gate == p->gate_of[beside ? model_find_mechanism(m, "keys") : model_find_mechanism(m, "space")]);
    }
    place_leave(&places, inner, 4);
    assert_int_equal(places.list.count, 4);
    assert_int_equal(places.built + places.unfinished + places.groups, 0);
    places_fini(&places);
    problem_free(p);
    drop(m);
}

static void limits_close_places(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES ISOLATION "component a { [Language] ::= Wild }\n"
                               "system s { [Components] ::= a\n[Mechanisms] ::= keys }");
    struct problem *p = problem_of(m, SCOPE_OPTIMUM);
    struct places places;
    for (int limits = 0; limits < 2; limits++) {
        assert_true(places_init(&places, p, limits, true));
        assert_int_equal(places.list.count, 2);
        assert_true(place_enter(&places, 1));
        assert_true(place_enter(&places, 2));
        assert_int_equal(place_is_open(&places, 3), !limits); /* two are in use */
        assert_true(place_is_open(&places, 2));
        places_fini(&places);
    }
    problem_free(p);
    drop(m);
}

static uint32_t relation_of(struct problem *p, struct places *places, const char *mechanism)
{
    uint32_t id = model_find_mechanism(p->model, mechanism);
    for (uint32_t i = 1; i < places->list.count; i++)
        if (places->list.items[i].mechanism == id && places->list.items[i].depth == 1) {
            uint32_t possible[4];
            assert_int_equal(places_possible(places, i, i, possible, 4), 2);
            return possible[1]; /* two compartments of it */
        }
    fail();
    return NONE;
}

static void what_pairs_do_to_each_other(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES HARDENING ISOLATION "component a { [Language] ::= Wild }\n"
                               "component b { [Language] ::= Tame }\n"
                               "system s { [Components] ::= a, b\n[Mechanisms] ::= keys, space, guard, flow }");
    struct problem *p = problem_of(m, SCOPE_ALL);
    struct places places;
    assert_true(places_init(&places, p, true, true));
    uint32_t *relations, count;
    assert_true(places_relations(&places, &relations, &count));
    uint32_t keys = relation_of(p, &places, "keys"), space = relation_of(p, &places, "space");
    uint32_t bare = alternative_of(p, 0, 0), flow = alternative_of(p, 0, bit_of(p, "flow"));
    uint32_t both = alternative_of(p, 0, bit_of(p, "flow") | bit_of(p, "guard")), tame = p->first_alternative[1];
    uint32_t form = p->alternatives[tame].form;
    uint8_t bits = pair_bits(p, p->alternatives[bare].behaviour, STATE_NORMAL, form, RELATION_SAME);
    assert_int_equal(bits, PAIR_KNOWN | PAIR_VIOLATES | PAIR_OVERWRITES | PAIR_WRITES | PAIR_JUMPS);
    /* keys stop the writing, not the jumping; and a write beyond the intent counts whether or not it passes */
    bits = pair_bits(p, p->alternatives[bare].behaviour, STATE_NORMAL, form, keys);
    assert_int_equal(bits, PAIR_KNOWN | PAIR_VIOLATES | PAIR_WRITES | PAIR_JUMPS);
    bits = pair_bits(p, p->alternatives[flow].behaviour, STATE_NORMAL, form, keys);
    assert_int_equal(bits, PAIR_KNOWN | PAIR_WRITES);
    bits = pair_bits(p, p->alternatives[both].behaviour, STATE_NORMAL, form, RELATION_SAME);
    assert_int_equal(bits, PAIR_KNOWN);
    bits = pair_bits(p, p->alternatives[both].behaviour, STATE_ALL, form, RELATION_SAME); /* hardening no longer counts */
    assert_true(bits & PAIR_VIOLATES);
    static const enum pair_answer expected[3][3] = {{PAIR_CLASHES, PAIR_CLASHES, PAIR_FITS},
                                                    {PAIR_CLASHES, PAIR_FITS, PAIR_FITS},
                                                    {PAIR_FITS, PAIR_FITS, PAIR_FITS}};
    uint32_t ways[] = {bare, flow, both}, stand[] = {RELATION_SAME, keys, space};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            assert_int_equal(pair_fits(p, ways[i], tame, stand[k]), expected[i][k]);
            assert_int_equal(pair_fits(p, tame, ways[i], relation_mirror(p, stand[k])), expected[i][k]);
        }
    places_fini(&places);
    problem_free(p);
    drop(m);
}

/* Of isolation that costs nothing by the objective the stronger one is enough, unless somebody needs what it stops. */
static void isolation_that_another_one_outdoes(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        bool outdone;
    } cases[] = {{"", true},
                 {"[Place] ::= a in keys", false},
                 {"[Clock] ::= 1 GHz\n[Profile] ::= (a, 50%) (b, 50%) (a -> b, 1 k/s)", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        snprintf(text, sizeof text,
                 TWO_LANGUAGES ISOLATION "component a { [Language] ::= Wild }\ncomponent b { [Language] ::= Tame }\n"
                                         "system s { [Components] ::= a, b\n[Mechanisms] ::= keys, space\n%s }",
                 cases[i].more);
        struct model *m = model_of(text);
        struct problem *p = problem_of(m, SCOPE_OPTIMUM);
        struct places places;
        for (uint32_t k = 0; k < p->isolation_count; k++) {
            bool is_keys = p->isolation[k] == model_find_mechanism(m, "keys");
            assert_int_equal(p->outdone[k] != 0, is_keys && cases[i].outdone);
        }
        assert_true(places_init(&places, p, true, true));
        assert_int_equal(places.list.count, cases[i].outdone ? 3 : 4); /* keys only inside of space */
        places_fini(&places);
        problem_free(p);
        drop(m);
    }
}

/* How many symbols and regions others have, and what they are called, is nothing to those who do not name them. */
static void what_nobody_names_makes_no_kind(void **state)
{
    (void)state;
    struct model *m = model_of(
        TWO_LANGUAGES ISOLATION "component a { [Language] ::= Wild [API] ::= (f, SYMB) [Requires] ::= X }\n"
                                "component b { [Language] ::= Wild [API] ::= (g, SYMB) (h, SYMB) [Region] ::= (r, OWN, 4 KiB) (s, OWN, 64 B)"
                                " [Requires] ::= X }\n"
                                "component c { [Language] ::= Wild [API] ::= (k, SYMB) [Requires] ::= X, R }\n"
                                "component d { [Language] ::= Wild [API] ::= (k, SYMB) [Region] ::= (r, SHARED, 4 KiB)"
                                " [Requires] ::= X, a(W, r[0..64]) }\n");
    struct problem *p = problem_of(m, SCOPE_OPTIMUM);
    assert_int_equal(p->target[0], p->target[1]);
    assert_int_not_equal(p->target[0], p->target[2]); /* lets others read */
    assert_int_not_equal(p->target[0], p->target[3]); /* a region of it is cut, and is not shared with all */
    assert_true(pair_is_named(p, 0, 3) && pair_is_named(p, 3, 0) && !pair_is_named(p, 1, 2));
    problem_free(p);
    drop(m);
}

/* One of many symbols that are alike is needed: what is done to the others counts all the same. */
static void naming_one_does_not_hide_the_others(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES "component a { [Language] ::= Wild [Memory Access] ::= R(b.x), W(b.x) [Call] ::= none }\n"
                                             "component b { [Language] ::= Tame [Region] ::= (x, OWN, 8 B) (y, OWN, 8 B)"
                                             " [Requires] ::= *(R, x), *(R, y), *(W, x), *(W, y) }\n");
    struct problem *p = problem_of(m, SCOPE_OPTIMUM);
    uint8_t bits = pair_bits(p, p->alternatives[p->first_alternative[0]].behaviour, STATE_NORMAL, 1, RELATION_SAME);
    assert_true(bits & PAIR_OVERWRITES); /* y, though it is granted: that is beyond a's intent */
    struct asked asked;
    uint32_t seen = 0;
    asked_begin(p, 0, 1, &asked);
    for (const struct cell *cell; (cell = asked_next(&asked)) != NULL;)
        seen |= 1u << (cell - m->cells - m->forms[1].first_cell);
    for (uint32_t i = 0; i < m->forms[1].cell_count; i++)
        if (m->cells[m->forms[1].first_cell + i].name)
            assert_true(seen >> i & 1); /* both: x by its need, y for the group that is left */
    problem_free(p);
    drop(m);
}

static void equal_components_are_twins(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES HARDENING "component a { [Language] ::= Wild  [API] ::= (f, SYMB) }\n"
                               "component b { [Language] ::= Wild  [API] ::= (g, SYMB) }\n"
                               "component c { [Language] ::= Wild  [API] ::= (h, SYMB) }\n"
                               "component d { [Language] ::= Tame  [Call] ::= X(b.g) }\n"
                               "system s { [Components] ::= a, b, c, d\n[Mechanisms] ::= flow }");
    struct problem *p = problem_of(m, SCOPE_OPTIMUM);
    assert_int_equal(p->twin[0], NONE);
    assert_int_equal(p->twin[1], NONE); /* d names it */
    assert_int_equal(p->twin[2], 0);
    assert_true(pair_is_named(p, 1, 3) && pair_is_named(p, 3, 1));
    assert_false(pair_is_named(p, 0, 3));
    problem_free(p);
    drop(m);
}

/* The packed cost orders as the objective does, and its parts are exact. */
static void costs_are_exact(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES
                               "mechanism x { [Transform] ::= W(*) -> W(intent)  [Cost] ::= runtime 0.1% }\n"
                               "mechanism y { [Transform] ::= R(*) -> R(intent)  [Cost] ::= runtime 0.2% }\n"
                               "mechanism z { [Transform] ::= X(*) -> X(intent)  [Cost] ::= runtime 0.3% }\n"
                               "component a { [Language] ::= Wild }\n"
                               "system s { [Components] ::= a\n[Mechanisms] ::= x, y, z\n[Profile] ::= (a, 33.3%)\n"
                               "[Minimise] ::= runtime, transformations }");
    struct problem *p = problem_of(m, SCOPE_VALID);
    const struct alternative *two = &p->alternatives[alternative_of(p, 0, bit_of(p, "x") | bit_of(p, "y"))];
    const struct alternative *one = &p->alternatives[alternative_of(p, 0, bit_of(p, "z"))];
    assert_true(two->part[MEASURE_RUNTIME] == one->part[MEASURE_RUNTIME]);
    assert_true(two->cost > one->cost); /* by the second measure */
    struct rational value;
    assert_true(rational_make(one->part[MEASURE_RUNTIME], p->scale[MEASURE_RUNTIME], &value));
    assert_int_equal((int64_t)value.num, 999);
    assert_int_equal((int64_t)value.den, 10000);
    for (uint32_t i = 1; i < p->alternative_count; i++)
        assert_true(p->alternatives[i - 1].cost <= p->alternatives[i].cost);
    problem_free(p);
    drop(m);
}

static void the_dump_is_stable(void **state)
{
    (void)state;
    struct model *m = model_of(TWO_LANGUAGES HARDENING ISOLATION "component a { [Language] ::= Wild }\n"
                               "component b { [Language] ::= Tame }\n"
                               "system s { [Components] ::= a, b\n[Mechanisms] ::= keys, flow }");
    struct text text = {0};
    problem_dump(m, &text);
    assert_false(text.failed);
    assert_string_equal(text.bytes,
                        "hardening: flow\n"
                        "isolation: keys\n"
                        "behaviours:\n"
                        "  0  kind 0  R(*) W(*) X.call(*) X.return(*)\n"
                        "  1  kind 1  R(*) W(*) X.call(*; * -> intent) X.return(*; * -> intent)\n"
                        "  2  kind 2  R(intent) W(intent) X.call(intent) X.return(intent)\n"
                        "components, and the alternatives worth looking at:\n"
                        "  a\n"
                        "    0  behaviour 0  hardening none  compartments 0  transformations 0\n"
                        "    1  behaviour 1  hardening flow  compartments 0  transformations 1\n"
                        "  b\n"
                        "    2  behaviour 2  hardening none  compartments 0  transformations 0\n"
                        "relations, as one side sees the other:\n"
                        "  0  in one compartment\n"
                        "  1  out of keys\n"
                        "  2  into keys\n"
                        "  3  into keys out of keys\n");
    text_fini(&text);
    drop(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_others_do_not_beat_is_left),
        cmocka_unit_test(guards_of_who_jumps_are_kept_where_vulnerabilities_add),
        cmocka_unit_test(weights_count_what_is_put_together),
        cmocka_unit_test(what_a_clause_asks_for_is_kept),
        cmocka_unit_test(isolation_that_rules_ask_for_or_exclude),
        cmocka_unit_test(relations_between_places),
        cmocka_unit_test(limits_close_places),
        cmocka_unit_test(what_pairs_do_to_each_other),
        cmocka_unit_test(isolation_that_another_one_outdoes),
        cmocka_unit_test(what_nobody_names_makes_no_kind),
        cmocka_unit_test(naming_one_does_not_hide_the_others),
        cmocka_unit_test(equal_components_are_twins),
        cmocka_unit_test(costs_are_exact),
        cmocka_unit_test(the_dump_is_stable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
