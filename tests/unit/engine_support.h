/* What the tests of engines share: a ring of components, and what the judge says of what was found. */
#ifndef MSPEC_TESTS_ENGINE_SUPPORT_H
#define MSPEC_TESTS_ENGINE_SUPPORT_H

#include "model_support.h"

#include "solve/engine.h"
#include "solve/lower.h"
#include "verify/verify.h"

/* Valid, and what it costs. */
static inline struct measures judged_configuration(const struct model *m, const struct configuration *c)
{
    struct judgement j;
    assert_int_equal(judge(m, c, &j), MSPEC_OK);
    assert_true(j.valid);
    struct measures measures = j.measures;
    judgement_fini(&j);
    return measures;
}

/* One, valid, and no cheaper than what is proven. */
static inline struct measures judged(const struct model *m, const struct engine_result *r)
{
    assert_int_equal(r->count, 1);
    struct measures measures = judged_configuration(m, r->configurations[0]);
    assert_false(cost_bound_exceeds(m, &r->bound, &measures));
    return measures;
}

/* Components that call each other in a ring, every third in Rust, every third in C that grants calls alone; and some that do nothing.
 * `world`: the languages and mechanisms; `system`: further clauses. */
static inline struct model *ring_in(const char *world, uint32_t count, uint32_t idle, const char *system)
{
    struct text t = {0};
    text_puts(&t, world);
    for (uint32_t c = 0; c < count; c++)
        text_printf(&t, "component c%u { [Language] ::= %s [API] ::= (f, SYMB) [Call] ::= X(c%u.f) %s }\n", c, c % 3 ? "C" : "Rust",
                    (c + 1) % count, c % 3 == 1 ? "[Requires] ::= X" : "");
    for (uint32_t c = 0; c < idle; c++)
        text_printf(&t, "component i%u { [Language] ::= Rust }\n", c);
    text_puts(&t, "system s { [Clock] ::= 1 GHz ");
    text_puts(&t, system);
    text_puts(&t, "\n[Profile] ::= ");
    for (uint32_t c = 0; c < count; c++)
        text_printf(&t, "(c%u, 1%%) (c%u -> c%u, %u k/s) \\\n", c, c, (c + 1) % count, 10 + c * 7 % 90);
    text_puts(&t, "}\n");
    struct model *m = model_of(t.bytes);
    text_fini(&t);
    return m;
}

#endif
