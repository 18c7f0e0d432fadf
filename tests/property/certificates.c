/* Are certificates right? Random systems, each looked at in whole.
 *
 *   The formula: with every configuration's choices set, its clauses can be fulfilled when the judge calls it valid; and, where no
 *   budget binds, only then.
 *   The proofs: there is one for each optimum that the formula covers, and for each system without a valid configuration; the
 *   checker accepts it, and accepts it for nothing that is dearer, or changed at random. */
#include <ccadical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "certify/check.h"
#include "certify/prove.h"
#include "system.h"
#include "solve/engine.h"
#include "verify/enumerate.h"

struct tried {
    uint64_t compared, rejected, passed_over, unsatisfiable, uncovered, tampered, visited, valid, failed;
};

struct trial {
    const struct model *m;
    struct formula *f;
    CCaDiCaL *solver;
    struct tried *tried;
    uint64_t seed, visited, valid;
    bool wrong, has_best;
    struct measures best, other; /* of an optimum; of a valid configuration that is dearer */
    bool has_other;
    struct arena arena;
    struct configuration *optimum; /* the first one */
    char complaint[400];
};

static bool complain(struct trial *t, const char *what)
{
    if (!t->wrong)
        snprintf(t->complaint, sizeof t->complaint, "%s", what);
    t->wrong = true;
    return false;
}

/* ---- the formula ---- */

static void assume(struct trial *t, int literal, bool on)
{
    if (literal)
        ccadical_assume(t->solver, on ? literal : -literal);
}

static void assume_all(struct trial *t, const struct configuration *c)
{
    const struct formula *f = t->f;
    for (uint32_t a = 0; a < c->count; a++) {
        const struct choice *x = &c->choices[a];
        assume(t, f->form[x->form], true);
        for (uint32_t h = 0; h < t->m->mechanism_count; h++)
            assume(t, f->hardening[a * t->m->mechanism_count + h], ids_have(x->hardening, x->hardening_count, h));
        assume(t, f->at[a * f->spot_count + formula_spot_of(f, x)], true);
        for (uint32_t b = 0; b < a; b++)
            for (uint32_t depth = 1; depth <= f->deepest; depth++)
                assume(t, formula_same(f, a, b, depth), path_common(x, &c->choices[b]) >= depth);
    }
}

static bool visit(void *user, const struct configuration *c)
{
    struct trial *t = user;
    unsigned flags;
    struct measures measures;
    if (judge_quickly(t->m, c, &flags, &measures) != MSPEC_OK)
        return complain(t, "the judge fails");
    bool valid = flags == JUDGED_VALID;
    assume_all(t, c);
    int answer = ccadical_solve(t->solver);
    t->visited++;
    if (valid && answer != 10)
        return complain(t, "the formula refutes a valid configuration");
    if (!valid && answer != 20 && t->m->budget_count == 0)
        return complain(t, "the formula allows a configuration that is not valid");
    if (!valid)
        return true;
    t->valid++;
    int order = t->has_best ? measures_compare(t->m, &measures, &t->best) : -1;
    if (order > 0 || (order < 0 && t->has_best)) {
        t->other = order > 0 ? measures : t->best;
        t->has_other = true;
    }
    if (order < 0) {
        t->best = measures;
        t->optimum = configuration_copy(&t->arena, c);
    }
    t->has_best = true;
    return true;
}

static bool look_at_formula(struct trial *t)
{
    struct formula f;
    if (formula_init(&f, t->m, NULL) != MSPEC_OK)
        return complain(t, f.uncovered ? f.uncovered : "no formula");
    for (uint32_t s = 1; s < f.spot_count; s++) /* a proof may ask for them; of sharing none is missed, where all of it is assumed */
        for (uint32_t a = 0; a < t->m->component_count && formula_limit(&f, s); a++)
            if (!formula_count(&f, s, a))
                return complain(t, "no count");
    t->f = &f;
    t->solver = ccadical_init();
    ccadical_set_option(t->solver, "quiet", 1);
    for (size_t i = 0; i < clauses_count(&f.clauses); i++) {
        size_t count;
        const int *literals = clauses_get(&f.clauses, i, &count);
        for (size_t k = 0; k < count; k++)
            ccadical_add(t->solver, literals[k]);
        ccadical_add(t->solver, 0);
    }
    enumerate_space(t->m, visit, t);
    ccadical_release(t->solver);
    formula_fini(&f);
    return !t->wrong;
}

/* ---- the proofs ---- */

static enum check_verdict check(struct trial *t, const uint32_t *order, const struct measures *measures, const char *bytes,
                                size_t length, const char **why)
{
    struct formula f;
    if (formula_init(&f, t->m, order) != MSPEC_OK)
        return CHECK_NO_MEMORY;
    struct check_result r = check_proof(&f, measures, bytes, length);
    formula_fini(&f);
    *why = r.wrong;
    return r.verdict;
}

static uint64_t random_next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* A proof that has been changed may still be one, of the same; never of something that is not so. */
static bool tamper(struct trial *t, const uint32_t *order, const struct text *proof)
{
    uint64_t state = t->seed;
    const char *why;
    for (int round = 0; round < 8 && proof->length > 0; round++) {
        char *changed = malloc(proof->length);
        memcpy(changed, proof->bytes, proof->length);
        for (int k = 0; k <= round / 2; k++)
            changed[random_next(&state) % proof->length] = "0123456789 -\nachlbtn"[random_next(&state) % 20];
        t->tried->tampered++;
        bool claims_none = check(t, order, NULL, changed, proof->length, &why) == CHECK_HOLDS;
        bool claims_other = t->has_other && check(t, order, &t->other, changed, proof->length, &why) == CHECK_HOLDS;
        free(changed);
        if ((claims_none && t->has_best) || claims_other)
            return complain(t, "a changed proof is accepted for what is not so");
    }
    return true;
}

static bool look_at_proof(struct trial *t)
{
    struct text proof = {0};
    struct arena a;
    struct prove_result r;
    const char *why = "";
    arena_init(&a, &t->m->ctx->memory);
    const struct measures *claim = t->has_best ? &t->best : NULL;
    mspec_status status = prove(t->m, t->seed % 2 ? t->optimum : NULL, claim, 0, &a, &r, &proof);
    bool fine = true;
    if (status != MSPEC_OK)
        fine = complain(t, "the prover fails");
    else if (r.verdict == PROVE_UNCOVERED)
        t->tried->uncovered++;
    else if (r.verdict != PROVE_DONE)
        fine = complain(t, "there is no proof");
    else if (check(t, r.order, claim, proof.bytes, proof.length, &why) != CHECK_HOLDS)
        fine = complain(t, why ? why : "the proof is refused");
    else if (t->has_best && check(t, r.order, NULL, proof.bytes, proof.length, &why) == CHECK_HOLDS)
        fine = complain(t, "the proof is accepted for there being nothing");
    else if (t->has_other && check(t, r.order, &t->other, proof.bytes, proof.length, &why) == CHECK_HOLDS)
        fine = complain(t, "the proof is accepted for what is not optimal");
    else
        fine = tamper(t, r.order, &proof);
    if (fine && t->has_other) {
        text_fini(&proof);
        proof = (struct text){0};
        status = prove(t->m, t->optimum, &t->other, 0, &a, &r, &proof);
        if (status == MSPEC_OK && r.verdict == PROVE_DONE)
            fine = complain(t, "something is proven that is not so");
    }
    text_fini(&proof);
    arena_fini(&a);
    return fine;
}

static bool try_one(uint64_t seed, const struct options *o, struct tried *tried)
{
    struct random_system s;
    uint64_t configurations;
    bool fine = true;
    if (!random_system_open(&s, seed, o)) {
        tried->rejected++;
    } else if (!random_system_is_small(&s, o, &configurations)) {
        tried->passed_over++;
    } else {
        struct trial t = {.m = s.model, .tried = tried, .seed = seed};
        arena_init(&t.arena, &s.model->ctx->memory);
        fine = look_at_formula(&t) && look_at_proof(&t);
        arena_fini(&t.arena);
        tried->compared++;
        tried->visited += t.visited;
        tried->valid += t.valid;
        tried->unsatisfiable += !t.has_best;
        tried->failed += !fine;
        if (!fine)
            random_system_complain(&s, t.complaint, o->verbose);
    }
    random_system_close(&s);
    return fine;
}

int main(int argc, char **argv)
{
    struct options o = {.seed = 1, .count = 300, .size = RANDOM_SMALL, .most_space = 2000, .failures = 5};
    struct tried tried = {0};
    if (!options_read(&o, argc, argv, "checks certificates of random systems"))
        return 2;
    for (uint64_t i = 0; i < o.count && tried.failed < o.failures; i++)
        try_one(o.seed + i, &o, &tried);
    printf("seeds %llu to %llu: %llu compared (%llu without a valid configuration, %llu not covered), %llu rejected by the model, "
           "%llu too large, %llu configurations (%llu valid), %llu changed proofs, %llu wrong\n",
           (unsigned long long)o.seed, (unsigned long long)(o.seed + o.count - 1), (unsigned long long)tried.compared,
           (unsigned long long)tried.unsatisfiable, (unsigned long long)tried.uncovered, (unsigned long long)tried.rejected,
           (unsigned long long)tried.passed_over, (unsigned long long)tried.visited, (unsigned long long)tried.valid,
           (unsigned long long)tried.tampered, (unsigned long long)tried.failed);
    return tried.failed != 0;
}
