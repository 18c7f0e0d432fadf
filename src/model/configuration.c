/* Configurations: copies, comparison of paths, and the numbers of compartments. */
#include "model/configuration.h"

#include <string.h>

struct configuration *configuration_copy(struct arena *a, const struct configuration *c)
{
    struct configuration *copy = arena_new(a, struct configuration);
    if (!copy)
        return NULL;
    copy->count = c->count;
    copy->choices = arena_copy_array_(a, c->choices, c->count, sizeof *c->choices);
    if (!copy->choices)
        return NULL;
    for (uint32_t i = 0; i < c->count; i++) {
        struct choice *choice = &copy->choices[i];
        choice->hardening = arena_copy_array_(a, choice->hardening, choice->hardening_count, sizeof *choice->hardening);
        choice->path = arena_copy_array_(a, choice->path, choice->depth, sizeof *choice->path);
        if (!choice->hardening || !choice->path)
            return NULL;
    }
    return copy;
}

static bool placement_equal(struct placement a, struct placement b)
{
    return a.mechanism == b.mechanism && a.number == b.number;
}

uint32_t path_common(const struct choice *a, const struct choice *b)
{
    uint32_t common = 0;
    while (common < a->depth && common < b->depth && placement_equal(a->path[common], b->path[common]))
        common++;
    return common;
}

bool path_equal(const struct choice *a, const struct choice *b)
{
    return a->depth == b->depth && path_common(a, b) == a->depth;
}

bool choice_runs_alike(const struct choice *a, const struct choice *b)
{
    return a->form == b->form && a->hardening_count == b->hardening_count &&
           (a->hardening_count == 0 || memcmp(a->hardening, b->hardening, a->hardening_count * sizeof *a->hardening) == 0);
}

bool configuration_equal(const struct configuration *a, const struct configuration *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t c = 0; c < a->count; c++)
        if (!choice_runs_alike(&a->choices[c], &b->choices[c]) || !path_equal(&a->choices[c], &b->choices[c]))
            return false;
    return true;
}

/* A compartment as it was numbered, told apart by all that is around it. */
struct step {
    uint32_t outer; /* place in the list of steps; UINT32_MAX at the top */
    struct placement old;
    uint32_t number;
    uint32_t next; /* in the chain of its hash */
};

static uint32_t hash(uint32_t outer, struct placement p, uint32_t buckets)
{
    uint64_t h = ((uint64_t)outer * 0x9e3779b97f4a7c15u) ^ ((uint64_t)p.mechanism << 32 | p.number);
    h *= 0xff51afd7ed558ccdu;
    return (uint32_t)(h >> 33) & (buckets - 1);
}

static bool renumber(const struct model *m, struct arena *scratch, struct configuration *c)
{
    size_t most = 0;
    for (uint32_t i = 0; i < c->count; i++)
        most += c->choices[i].depth;
    uint32_t buckets = 16;
    while (buckets < most && buckets < 1u << 30)
        buckets *= 2;
    struct step *steps = arena_new_array(scratch, struct step, most);
    uint32_t *heads = arena_new_array(scratch, uint32_t, buckets); /* plus 1 */
    uint32_t *met = arena_new_array(scratch, uint32_t, m->mechanism_count);
    if (!steps || !heads || !met)
        return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t outer = UINT32_MAX;
        for (uint32_t k = 0; k < c->choices[i].depth; k++) {
            struct placement *p = &c->choices[i].path[k];
            uint32_t *head = &heads[hash(outer, *p, buckets)], at = *head;
            while (at && (steps[at - 1].outer != outer || !placement_equal(steps[at - 1].old, *p)))
                at = steps[at - 1].next;
            if (!at) {
                steps[count] = (struct step){outer, *p, ++met[p->mechanism], *head};
                at = *head = ++count;
            }
            outer = at - 1;
            p->number = steps[at - 1].number;
        }
    }
    return true;
}

bool configuration_renumber(const struct model *m, struct configuration *c)
{
    struct arena scratch;
    arena_init(&scratch, &m->ctx->memory);
    bool fine = renumber(m, &scratch, c);
    arena_fini(&scratch);
    return fine;
}
