#include "solve/large/field.h"

#include "solve/places.h"

static bool list_kinds(struct field *f)
{
    const struct problem *p = f->p;
    f->kinds = p->kind_count;
    f->first_of_kind = arena_new_array(f->a, uint32_t, f->kinds + 2u);
    f->of_kind = arena_new_array(f->a, uint32_t, p->alternative_count);
    f->parting = arena_new_array(f->a, struct parting, (size_t)f->kinds * f->kinds);
    if (!f->first_of_kind || !f->of_kind || !f->parting)
        return false;
    for (uint32_t i = 0; i < p->alternative_count; i++)
        f->first_of_kind[field_kind(f, i) + 2]++;
    for (uint32_t k = 0; k < f->kinds; k++)
        f->first_of_kind[k + 2] += f->first_of_kind[k + 1];
    for (uint32_t i = 0; i < p->alternative_count; i++)
        f->of_kind[f->first_of_kind[field_kind(f, i) + 1]++] = i;
    return true;
}

bool field_init(struct field *f, struct problem *p, struct arena *a)
{
    *f = (struct field){.p = p, .a = a, .outer = NONE, .inner = NONE};
    if (!list_kinds(f))
        return false;
    struct places places;
    bool fine = places_init(&places, p, true, true) && places_relations(&places, &f->relations, &f->relation_count);
    fine = fine && !places.too_many;
    places_fini(&places);
    return fine;
}

bool field_strangers(const struct field *f, uint32_t x, uint32_t y, uint32_t *a, uint32_t *b)
{
    const struct alternative *all = f->p->alternatives;
    for (uint32_t i = f->first_of_kind[x]; i < f->first_of_kind[x + 1]; i++)
        for (uint32_t k = f->first_of_kind[y]; k < f->first_of_kind[y + 1]; k++) {
            *a = f->of_kind[i];
            *b = f->of_kind[k];
            if (all[*a].component != all[*b].component && !pair_is_named(f->p, all[*a].component, all[*b].component))
                return true;
        }
    return false;
}

static bool stands(const struct relation *r, uint32_t mechanism)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (r->standing[i].mechanism == mechanism)
            return true;
    return false;
}

bool field_parting(const struct field *f, uint32_t a, uint32_t b, struct parting *out)
{
    *out = (struct parting){COST_MOST, COST_MOST, COST_MOST};
    for (uint32_t i = 0; i < f->relation_count; i++) {
        uint32_t id = f->relations[i];
        const struct relation *r = &f->p->relations.items[id];
        cost_t gate = r->gate * f->p->stride[MEASURE_RUNTIME];
        cost_t *least = id == RELATION_SAME ? &out->same : stands(r, f->outer) ? &out->across : &out->within;
        if (*least <= gate)
            continue;
        enum pair_answer answer = pair_fits(f->p, a, b, id);
        if (answer == PAIR_NO_MEMORY)
            return false;
        if (answer == PAIR_FITS)
            *least = gate;
    }
    return true;
}

static bool fill_partings(struct field *f)
{
    for (uint32_t x = 0; x < f->kinds; x++)
        for (uint32_t y = x; y < f->kinds; y++) {
            struct parting parting = {0}; /* the two never meet as strangers */
            uint32_t a, b;
            if (field_strangers(f, x, y, &a, &b) && !field_parting(f, a, b, &parting))
                return false;
            f->parting[(size_t)x * f->kinds + y] = f->parting[(size_t)y * f->kinds + x] = parting;
        }
    return true;
}

static void note_sharing(struct field *f, uint32_t x, uint32_t y, const struct parting *between)
{
    size_t at = (size_t)x * f->kinds + y, mirrored = (size_t)y * f->kinds + x;
    if (between->same < COST_MOST)
        f->share_place[at] = f->share_place[mirrored] = true;
    if (between->same < COST_MOST || between->within < COST_MOST)
        f->share_zone[at] = f->share_zone[mirrored] = true;
}

/* Who names each other may be better off than strangers of the same kinds. */
static bool fill_sharing(struct field *f)
{
    const struct problem *p = f->p;
    size_t cells = (size_t)f->kinds * f->kinds;
    f->share_zone = arena_new_array(f->a, bool, cells);
    f->share_place = arena_new_array(f->a, bool, cells);
    if (!f->share_zone || !f->share_place)
        return false;
    for (uint32_t x = 0; x < f->kinds; x++)
        for (uint32_t y = 0; y < f->kinds; y++)
            note_sharing(f, x, y, field_between_kinds(f, x, y));
    for (uint32_t a = 0; a < p->model->component_count; a++)
        for (size_t at = p->first_named[a]; at < p->first_named[a + 1]; at++)
            for (uint32_t i = p->first_alternative[a]; i < p->first_alternative[a + 1]; i++)
                for (uint32_t k = p->first_alternative[p->named[at]]; k < p->first_alternative[p->named[at] + 1]; k++) {
                    struct parting between;
                    size_t cell = (size_t)field_kind(f, i) * f->kinds + field_kind(f, k);
                    if (p->named[at] < a || (f->share_zone[cell] && f->share_place[cell]))
                        continue;
                    if (!field_parting(f, i, k, &between))
                        return false;
                    note_sharing(f, field_kind(f, i), field_kind(f, k), &between);
                }
    return true;
}

/* A relation between members of two symmetric compartments. */
static uint32_t near_relation(struct field *f, bool outer, bool a_inner, bool b_inner)
{
    struct standing s[4];
    uint32_t count = 0;
    if (outer) {
        s[count++] = (struct standing){f->outer, true};
        s[count++] = (struct standing){f->outer, false};
    }
    if (a_inner)
        s[count++] = (struct standing){f->inner, true};
    if (b_inner)
        s[count++] = (struct standing){f->inner, false};
    return relation_find(f->p, s, count, f->p->gate_of[outer ? f->outer : f->inner]);
}

bool field_choose(struct field *f, uint32_t outer, uint32_t inner)
{
    f->outer = outer;
    f->inner = inner;
    for (int i = 0; i < NEARNESSES; i++)
        f->near[i] = NONE;
    f->near[NEAR_SAME] = RELATION_SAME;
    if (inner != NONE && (f->near[NEAR_INNER] = near_relation(f, false, true, true)) == NONE)
        return false;
    for (unsigned side = 0; side < 4 && outer != NONE; side++)
        if ((side == 0 || inner != NONE) &&
            (f->near[NEAR_CROSS + side] = near_relation(f, true, side & 1, side & 2)) == NONE)
            return false;
    for (int i = 0; i < NEARNESSES; i++)
        f->gate[i] = f->near[i] == NONE ? 0 : f->p->relations.items[f->near[i]].gate * f->p->stride[MEASURE_RUNTIME];
    return fill_partings(f) && fill_sharing(f);
}
