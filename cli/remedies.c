#include "cli/remedies.h"

#include <string.h>

struct finder {
    const struct model *m;
    const struct configuration *c;
    const struct judgement *j;
    struct arena *arena;
};

/* ---- who jumps, and into whose code ---- */

static bool jumps(const struct finder *f, uint32_t component)
{
    for (size_t i = 0; i < f->j->cause_count; i++) {
        if (f->j->causes[i].kind == CAUSE_JUMP && f->j->causes[i].component == component)
            return true;
    }
    return false;
}

static bool code_is_violated(const struct finder *f, uint32_t owner)
{
    for (size_t i = 0; i < f->j->violation_count; i++) {
        const struct violation *v = &f->j->violations[i];
        if (v->owner == owner && f->m->cells[v->cell].class == CELL_CODE)
            return true;
    }
    return false;
}

static bool violates(const struct finder *f, uint32_t component)
{
    for (size_t i = 0; i < f->j->violation_count; i++) {
        if (f->j->violations[i].from == component)
            return true;
    }
    return false;
}

typedef bool component_test(const struct finder *f, uint32_t component);

static bool jumps_and_violates(const struct finder *f, uint32_t component)
{
    return jumps(f, component) && violates(f, component);
}

/* "`a`, `b` and 3 others"; NULL when none passes the test (or no memory: the caller sees an empty text either way). */
static const char *list_components(const struct finder *f, component_test *test)
{
    struct text t = {0};
    uint32_t count = 0, shown = 4, more = 0;
    for (uint32_t c = 0; c < f->m->component_count; c++) {
        if (!test(f, c))
            continue;
        if (count++ < shown)
            text_printf(&t, "%s`%s`", t.length ? ", " : "", model_component_name(f->m, c));
        else
            more++;
    }
    if (more)
        text_printf(&t, " and %u other%s", more, more == 1 ? "" : "s");
    const char *copy = t.length && !t.failed ? arena_copy(f->arena, t.bytes, t.length) : NULL;
    text_fini(&t);
    return copy;
}

/* ---- what the system has against it ---- */

static bool guards_jumps(const struct mechanism *mechanism)
{
    if (mechanism->kind != MECHANISM_HARDENING)
        return false;
    for (uint32_t i = 0; i < mechanism->transform_count; i++) {
        if (mechanism->transforms[i].left.where[LEAF_CALL] || mechanism->transforms[i].left.where[LEAF_RETURN])
            return true;
    }
    return false;
}

static bool stops_jumps(const struct mechanism *mechanism)
{
    uint8_t code = WHERE_ALL | WHERE_CODE;
    return mechanism->kind == MECHANISM_ISOLATION && !(mechanism->in.where[LEAF_CALL] & code) &&
           !(mechanism->in.where[LEAF_RETURN] & code);
}

static const char *list_mechanisms(const struct finder *f, bool (*test)(const struct mechanism *))
{
    struct text t = {0};
    for (uint32_t i = 0; i < f->m->mechanism_count; i++) {
        if (f->m->mechanisms[i].in_system && test(&f->m->mechanisms[i]))
            text_printf(&t, "%s%s", t.length ? ", " : "", model_mechanism_name(f->m, i));
    }
    const char *copy = t.failed ? NULL : arena_copy(f->arena, t.length ? t.bytes : "", t.length);
    text_fini(&t);
    return copy;
}

static const char *or_none(struct arena *a, const char *list, const char *none)
{
    return !list ? NULL : *list ? arena_printf(a, "of this system's mechanisms: %s", list) : none;
}

bool remedies_find(const struct model *m, const struct configuration *c, const struct judgement *j, struct arena *a,
                   struct remedies *out)
{
    struct finder f = {m, c, j, a};
    *out = (struct remedies){0};
    const char *who = list_components(&f, jumps_and_violates), *owners = list_components(&f, code_is_violated);
    if (!who)
        return true;
    const char *flow = or_none(a, list_mechanisms(&f, guards_jumps), "no mechanism of this system does that");
    const char *walls = or_none(a, list_mechanisms(&f, stops_jumps), "no mechanism of this system does that");
    out->why = arena_printf(a, "%s may jump to code beyond what is meant. What bounds memory accesses is code too, and who jumps "
                               "anywhere leaves it: hardening of memory alone does not hold then, and a boundary that lets code be "
                               "executed stops nothing.", who);
    out->texts[0] = arena_printf(a, "control-flow hardening, forward and backward, for %s: %s", who, flow ? flow : "");
    out->texts[1] = arena_printf(a, "an address space around whoever is to be protected, into which only calls of the API "
                                    "pass: %s", walls ? walls : "");
    out->texts[2] = owners ? arena_printf(a, "granting the code, where that is meant: [Requires] += X(*) in %s", owners)
                           : "granting the code, where that is meant: [Requires] += X(*)";
    out->count = 3;
    return flow && walls && out->why && out->texts[0] && out->texts[1] && out->texts[2];
}
