#include "export/result_json.h"

#include "export/assumptions.h"

void json_put(struct json_build *b, json_t *object, const char *key, json_t *value)
{
    if (!value || !object || json_object_set_new(object, key, value) != 0)
        b->failed = true;
}

void json_add(struct json_build *b, json_t *array, json_t *value)
{
    if (!value || !array || json_array_append_new(array, value) != 0)
        b->failed = true;
}

json_t *json_rational(struct rational value)
{
    if (value.den == 1 && value.num <= INT64_MAX && value.num >= INT64_MIN)
        return json_integer((json_int_t)value.num);
    return json_real(rational_to_double(value));
}

json_t *json_big(struct json_build *b, struct arena *a, struct bigint value)
{
    const char *digits = bigint_to_text(a, value);
    b->failed = b->failed || !digits;
    return digits ? json_string(digits) : NULL;
}

json_t *json_of_cost(struct json_build *b, const struct measures *measures)
{
    json_t *cost = json_object();
    for (int i = 0; i < MEASURE_COUNT; i++) {
        if (measures->known[i] && !measures->overflow)
            json_put(b, cost, measure_name((enum measure)i), json_rational(measures->value[i]));
    }
    return cost;
}

json_t *json_of_bound(struct json_build *b, const struct model *m, const struct cost_bound *bound)
{
    json_t *object = json_object();
    for (uint32_t i = 0; i < bound->levels; i++)
        json_put(b, object, measure_name(m->objective[i]), json_rational(bound->value[i]));
    return object;
}

static json_t *component_of(struct json_build *b, const struct model *m, const struct choice *choice)
{
    json_t *object = json_object(), *hardening = json_array(), *path = json_array();
    name_id variant = m->forms[choice->form].name;
    json_put(b, object, "variant", variant ? text_to_json(model_name(m, variant)) : json_null());
    for (uint32_t i = 0; i < choice->hardening_count; i++)
        json_add(b, hardening, text_to_json(model_mechanism_name(m, choice->hardening[i])));
    for (uint32_t i = 0; i < choice->depth; i++)
        json_add(b, path, json_sprintf("%s:%u", model_mechanism_name(m, choice->path[i].mechanism), choice->path[i].number));
    json_put(b, object, "hardening", hardening);
    json_put(b, object, "path", path);
    return object;
}

json_t *json_of_config(struct json_build *b, const struct model *m, const struct configuration *c, const struct judgement *j,
                       struct arena *a)
{
    json_t *object = json_object(), *components = json_object(), *assumes = json_array();
    for (uint32_t i = 0; i < c->count; i++)
        json_put(b, components, model_component_name(m, i), component_of(b, m, &c->choices[i]));
    struct assumptions assumptions = {0};
    if (!assumptions_list(m, c, a, &assumptions))
        b->failed = true;
    for (size_t i = 0; i < assumptions.count && assumptions.texts; i++)
        json_add(b, assumes, text_to_json(assumptions.texts[i]));
    json_put(b, object, "components", components);
    if (j)
        json_put(b, object, "cost", json_of_cost(b, &j->measures));
    json_put(b, object, "assumes", assumes);
    return object;
}

static json_t *chain_of(struct json_build *b, const mspec_diagnostic *d)
{
    json_t *list = json_array();
    for (size_t i = 0; i < d->related_count; i++) {
        json_t *one = json_object();
        json_put(b, one, "message", text_to_json(d->related[i].message));
        json_put(b, one, "location", location_to_json(&d->related[i].location));
        json_add(b, list, one);
    }
    return list;
}

/* One object an operation: reading and writing are two, calling and returning are `X` together. */
static json_t *violation_of(struct json_build *b, const struct model *m, const struct violation *v, op_set ops,
                            const mspec_diagnostic *d, const char *target)
{
    json_t *object = json_object();
    json_put(b, object, "code", json_string(wording_code(ops, m->cells[v->cell].class, v->lapsed)));
    json_put(b, object, "from", text_to_json(model_component_name(m, v->from)));
    json_put(b, object, "operation", json_string(operation_set_name(ops)));
    json_put(b, object, "target", text_to_json(target));
    json_put(b, object, "owner", text_to_json(model_component_name(m, v->owner)));
    json_put(b, object, "clause", location_to_json(&d->location));
    json_put(b, object, "message", text_to_json(d->message));
    json_put(b, object, "chain", chain_of(b, d));
    return object;
}

static void add_violations(struct json_build *b, json_t *list, const struct model *m, const struct violation *v,
                           const mspec_diagnostic *d, const char *target)
{
    static const op_set apart[] = {OP_READ, OP_WRITE, OP_EXECUTE};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        if (v->ops & apart[i])
            json_add(b, list, violation_of(b, m, v, v->ops & apart[i], d, target));
    }
}

void json_put_findings(struct json_build *b, json_t *object, const struct model *m, const struct judgement *j,
                       const struct wording *findings)
{
    json_t *violations = json_array(), *problems = json_array();
    for (size_t i = 0; i < j->violation_count; i++)
        add_violations(b, violations, m, &j->violations[i], &findings->items[i], findings->targets[i]);
    for (size_t i = 0; i < j->problem_count; i++) {
        const struct problem_found *p = &j->problems[i];
        const mspec_diagnostic *d = &findings->items[j->violation_count + i];
        json_t *one = json_object();
        json_put(b, one, "code", json_string(d->code));
        json_put(b, one, "message", text_to_json(d->message));
        json_put(b, one, "component", p->component == NONE ? json_null() : text_to_json(model_component_name(m, p->component)));
        json_put(b, one, "other", p->other == NONE ? json_null() : text_to_json(model_component_name(m, p->other)));
        json_put(b, one, "mechanism", p->mechanism == NONE ? json_null() : text_to_json(model_mechanism_name(m, p->mechanism)));
        json_put(b, one, "clause", location_to_json(&d->location));
        json_add(b, problems, one);
    }
    json_put(b, object, "violations", violations);
    if (j->violations_left_out)
        json_put(b, object, "violations_left_out", json_integer((json_int_t)j->violations_left_out));
    json_put(b, object, "problems", problems);
}

static int append(const char *bytes, size_t length, void *user)
{
    struct text *t = user;
    text_append(t, bytes, length);
    return t->failed ? -1 : 0;
}

bool json_finish(struct json_build *b, json_t *root, struct text *out)
{
    /* 15 digits: every decimal of that length prints as it was written, and no rounding noise shows. */
    bool ok = root && !b->failed && json_dump_callback(root, append, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) == 0;
    json_decref(root);
    text_puts(out, "\n");
    return ok && !out->failed;
}
