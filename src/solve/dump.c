/* The problem as stable text, for people who want to see what an engine searches over. */
#include "solve/places.h"
#include "solve/problem.h"

static void put_names(const struct problem *p, const uint32_t *ids, mechanism_set set, struct text *out)
{
    if (!set)
        text_puts(out, " none");
    for (mechanism_set rest = set; rest; rest &= rest - 1)
        text_printf(out, " %s", model_mechanism_name(p->model, ids[__builtin_ctzll(rest)]));
}

static void put_where(uint8_t where, struct text *out)
{
    static const struct {
        uint8_t bit;
        const char *name;
    } names[] = {{WHERE_ALL, "*"},     {WHERE_OWN, "own"},       {WHERE_SHARED, "shared"}, {WHERE_API, "api"},
                 {WHERE_CODE, "code"}, {WHERE_INTENT, "intent"}, {WHERE_GRANTED, "granted"}};
    const char *between = "";
    if (!where)
        text_puts(out, "none");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (where & names[i].bit) {
            text_printf(out, "%s%s", between, names[i].name);
            between = ", ";
        }
}

static void put_behaviour(const struct problem *p, uint32_t id, struct text *out)
{
    const struct behaviour *b = &p->behaviours.items[id];
    text_printf(out, "  %u  kind %u ", id, b->kind);
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        text_printf(out, " %s(", operation_leaf_name(leaf));
        put_where(b->base[leaf], out);
        if (b->added[leaf]) {
            text_puts(out, " and ");
            put_where(b->added[leaf], out);
        }
        for (unsigned i = 0; i < b->bound_count[leaf]; i++) {
            text_puts(out, "; ");
            put_where(b->bounds[leaf][i].left, out);
            text_puts(out, " -> ");
            put_where(b->bounds[leaf][i].right, out);
        }
        text_puts(out, ")");
    }
    text_puts(out, "\n");
}

static void put_measure(const struct problem *p, const struct alternative *a, enum measure measure, struct text *out)
{
    struct rational value;
    if ((!p->stride[measure] && !p->has_budget[measure]) || !rational_make(a->part[measure], p->scale[measure], &value))
        return;
    text_printf(out, "  %s ", measure_name(measure));
    rational_print(out, value, 6);
}

static void put_component(const struct problem *p, uint32_t c, struct text *out)
{
    text_printf(out, "  %s", model_component_name(p->model, c));
    if (p->twin[c] != NONE)
        text_printf(out, "  like %s", model_component_name(p->model, p->twin[c]));
    text_puts(out, "\n");
    for (uint32_t i = p->first_alternative[c]; i < p->first_alternative[c + 1]; i++) {
        const struct alternative *a = &p->alternatives[i];
        name_id variant = p->model->forms[a->form].name;
        text_printf(out, "    %u  behaviour %u ", i, a->behaviour);
        if (variant)
            text_printf(out, " variant %s ", model_name(p->model, variant));
        text_puts(out, " hardening");
        put_names(p, p->hardening, a->chosen, out);
        if (a->path_needs) {
            text_puts(out, "  only in");
            put_names(p, p->isolation, a->path_needs, out);
        }
        if (a->path_bars) {
            text_puts(out, "  not in");
            put_names(p, p->isolation, a->path_bars, out);
        }
        for (int measure = 0; measure < MEASURE_COUNT; measure++)
            put_measure(p, a, measure, out);
        text_puts(out, "\n");
    }
}

static void put_relation(const struct problem *p, uint32_t id, struct text *out)
{
    const struct relation *r = &p->relations.items[id];
    text_printf(out, "  %u ", id);
    if (r->count == 0)
        text_puts(out, " in one compartment");
    for (uint32_t i = 0; i < r->count; i++)
        text_printf(out, " %s %s", r->standing[i].outward ? "out of" : "into",
                    model_mechanism_name(p->model, r->standing[i].mechanism));
    text_puts(out, "\n");
}

static void put_problem(struct problem *p, struct text *out)
{
    mechanism_set all_hardening = 0, all_isolation = 0;
    for (uint32_t i = 0; i < p->hardening_count; i++)
        all_hardening |= (mechanism_set)1 << i;
    for (uint32_t i = 0; i < p->isolation_count; i++)
        all_isolation |= (mechanism_set)1 << i;
    text_puts(out, "hardening:");
    put_names(p, p->hardening, all_hardening, out);
    text_puts(out, "\nisolation:");
    put_names(p, p->isolation, all_isolation, out);
    text_puts(out, "\nbehaviours:\n");
    for (uint32_t i = 0; i < p->behaviours.count; i++)
        put_behaviour(p, i, out);
    text_puts(out, "components, and the alternatives worth looking at:\n");
    for (uint32_t c = 0; c < p->model->component_count; c++)
        put_component(p, c, out);
    text_puts(out, "relations, as one side sees the other:\n");
    for (uint32_t r = 0; r < p->relations.count; r++)
        put_relation(p, r, out);
}

void problem_dump(const struct model *m, struct text *out)
{
    struct problem_options options = {.scope = SCOPE_OPTIMUM};
    struct problem *p;
    struct places places;
    uint32_t *relations, count;
    mspec_status status = problem_new(m, &options, &p);
    if (status == MSPEC_ERROR_LIMIT) {
        text_puts(out, "more alternatives, or finer figures, than the search can hold\n");
        return;
    }
    if (status != MSPEC_OK) {
        out->failed = true;
        return;
    }
    /* the relations come with the places */
    if (places_init(&places, p, true, true) && places_relations(&places, &relations, &count))
        put_problem(p, out);
    else if (places.too_many)
        text_puts(out, "too many ways to nest\n");
    else
        out->failed = true;
    places_fini(&places);
    problem_free(p);
}
