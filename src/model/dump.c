/* The model as stable text: `mspec dump --stage=model`. */
#include "model/model.h"

static void put_bit(struct text *out, bool *first, uint8_t set, uint8_t bit, const char *word)
{
    if (!(set & bit))
        return;
    text_printf(out, "%s%s", *first ? "" : ", ", word);
    *first = false;
}

static void put_where(struct text *out, uint8_t where)
{
    bool first = true;
    put_bit(out, &first, where, WHERE_ALL, "*");
    put_bit(out, &first, where, WHERE_OWN, "own");
    put_bit(out, &first, where, WHERE_SHARED, "shared");
    put_bit(out, &first, where, WHERE_API, "api");
    put_bit(out, &first, where, WHERE_CODE, "code");
    put_bit(out, &first, where, WHERE_INTENT, "intent");
    put_bit(out, &first, where, WHERE_GRANTED, "granted");
}

static void put_set(struct text *out, const struct reach_set *set)
{
    bool first = true;
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (!set->where[leaf])
            continue;
        text_printf(out, "%s%s(", first ? "" : ", ", operation_leaf_name((enum operation_leaf)leaf));
        put_where(out, set->where[leaf]);
        text_puts(out, ")");
        first = false;
    }
    if (first)
        text_puts(out, "none");
}

static void put_access(const struct model *m, struct text *out, const struct access *access)
{
    text_printf(out, "%s on ", operation_set_name(access->ops));
    if (access->component != NONE)
        text_printf(out, "%s.", model_component_name(m, access->component));
    if (access->where == WHERE_NAMED)
        text_puts(out, model_name(m, access->name));
    else
        put_where(out, (uint8_t)access->where);
    if (access->has_range)
        text_printf(out, "[%llu..%llu]", (unsigned long long)access->from, (unsigned long long)access->to);
}

static void put_grant(const struct model *m, struct text *out, const struct grant *grant)
{
    text_printf(out, "      %s ", grant->take ? "takes from" : "grants");
    if (grant->principal == ANYBODY)
        text_puts(out, "anybody");
    else if (grant->principal == NOBODY)
        text_printf(out, "%s, who is not here,", model_name(m, grant->principal_name));
    else
        text_puts(out, model_component_name(m, grant->principal));
    text_puts(out, " ");
    put_access(m, out, &grant->what);
    text_puts(out, grant->withheld ? ", and hands nothing out" : "");
    text_puts(out, "\n");
}

static void put_mechanisms(const struct model *m, struct text *out, const char *label, const uint32_t *ids, uint32_t count)
{
    if (!count)
        return;
    text_printf(out, "    %s", label);
    for (uint32_t i = 0; i < count; i++)
        text_printf(out, "%s %s", i ? "," : "", model_mechanism_name(m, ids[i]));
    text_puts(out, "\n");
}

static void put_components(const struct model *m, struct text *out, const uint32_t *ids, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        text_printf(out, "%s %s", i ? "," : "", model_component_name(m, ids[i]));
}

static void put_rational(struct text *out, const char *label, struct rational value, const char *unit)
{
    if (value.num == 0)
        return;
    text_printf(out, "    %s ", label);
    rational_print(out, value, 12);
    text_printf(out, "%s\n", unit);
}

static void dump_form(const struct model *m, struct text *out, const struct form *form)
{
    text_printf(out, "    form %s%s\n", form->name ? model_name(m, form->name) : "(only)",
                form->is_vault ? ", a vault" : "");
    text_printf(out, "      language %s\n",
                form->language == NONE ? "none" : model_name(m, m->languages[form->language].name));
    for (uint32_t i = 0; i < form->intent_count; i++) {
        text_puts(out, "      intends ");
        put_access(m, out, &form->intent[i]);
        text_puts(out, "\n");
    }
    if (form->unbounded)
        text_printf(out, "      unbounded %s\n", operation_set_name(form->unbounded));
    text_printf(out, "      requires %s\n", form->states_requires ? "as stated" : "by default");
    for (uint32_t i = 0; i < form->grant_count; i++)
        put_grant(m, out, &form->grants[i]);
    put_mechanisms(m, out, "  built in", form->hardened, form->hardened_count);
    put_rational(out, "  cost runtime", form->cost_runtime, "%");
    put_rational(out, "  cost memory", form->cost_memory, "%");
    if (form->has_size)
        put_rational(out, "  size", form->size, " bytes");
    for (uint32_t i = 0; i < form->contract_count; i++)
        text_printf(out, "      [%s] %s\n", heading_text(form->contracts[i].heading),
                    model_name(m, form->contracts[i].text));
    for (uint32_t i = 0; i < form->origin_count; i++)
        text_printf(out, "      origin %s\n", model_name(m, form->origins[i]));
    static const char *const classes[] = {"own", "shared", "symbol", "code"};
    for (uint32_t i = form->first_cell; i < form->first_cell + form->cell_count; i++) {
        text_printf(out, "      cell %u %s ", i, classes[m->cells[i].class]);
        model_print_cell(m, &m->cells[i], out);
        text_puts(out, m->cells[i].is_variable ? ", a variable" : "");
        text_puts(out, "\n");
    }
}

static void dump_component(const struct model *m, struct text *out, const struct component *c)
{
    text_printf(out, "  component %s%s\n", model_name(m, c->name), c->is_protected ? "" : ", not protected");
    if (c->has_share) {
        text_puts(out, "    share ");
        rational_print(out, c->share, 12);
        text_puts(out, "%\n");
    }
    for (uint32_t f = c->first_form; f < c->first_form + c->form_count; f++)
        dump_form(m, out, &m->forms[f]);
}

static void dump_mechanism(const struct model *m, struct text *out, const struct mechanism *mechanism)
{
    text_printf(out, "  mechanism %s, %s\n", model_name(m, mechanism->name),
                mechanism->kind == MECHANISM_HARDENING ? "hardening"
                : mechanism->is_directed               ? "isolation, directed"
                                                       : "isolation");
    if (mechanism->kind == MECHANISM_HARDENING) {
        text_puts(out, "    applies to");
        for (uint32_t i = 0; i < mechanism->applies_count; i++)
            text_printf(out, "%s %s", i ? "," : "", model_name(m, m->languages[mechanism->applies[i]].name));
        text_puts(out, mechanism->applies_to_all ? " all with code\n" : mechanism->applies_count ? "\n" : " nothing\n");
    } else {
        text_puts(out, "    in ");
        put_set(out, &mechanism->in);
        text_puts(out, "\n    out ");
        put_set(out, &mechanism->out);
        text_puts(out, "\n");
    }
    for (uint32_t i = 0; i < mechanism->transform_count; i++) {
        text_printf(out, "    transforms %s: ", operation_set_name(mechanism->transforms[i].ops));
        put_set(out, &mechanism->transforms[i].left);
        text_puts(out, " -> ");
        put_set(out, &mechanism->transforms[i].right);
        text_puts(out, "\n");
    }
    put_mechanisms(m, out, "within", mechanism->within, mechanism->within_count);
    if (mechanism->limit)
        text_printf(out, "    limit %u\n", mechanism->limit);
    if (mechanism->granularity)
        text_printf(out, "    granularity %llu\n", (unsigned long long)mechanism->granularity);
    if (mechanism->has_gate) {
        text_puts(out, "    gate ");
        rational_print(out, mechanism->gate, 12);
        text_puts(out, mechanism->gate_is_time ? " s\n" : " cycles\n");
    }
    put_mechanisms(m, out, "needs", mechanism->needs, mechanism->needs_count);
    if (mechanism->needs_unknown)
        text_puts(out, "    needs something that nobody declares\n");
    put_mechanisms(m, out, "conflicts", mechanism->conflicts, mechanism->conflicts_count);
    put_rational(out, "cost runtime", mechanism->cost_runtime, "%");
    put_rational(out, "cost memory", mechanism->cost_memory, "%");
    for (uint32_t i = 0; i < mechanism->assume_count; i++)
        text_printf(out, "    assumes %s\n", model_name(m, mechanism->assumes[i]));
}

static void dump_vulnerability(const struct model *m, struct text *out, const struct vulnerability *v)
{
    text_printf(out, "  vulnerability %s\n", model_name(m, v->name));
    if (v->component_count) {
        text_puts(out, "    affects");
        put_components(m, out, v->components, v->component_count);
        text_puts(out, "\n");
    }
    put_mechanisms(m, out, "affects", v->mechanisms, v->mechanism_count);
    if (v->has_transform) {
        text_puts(out, "    adds ");
        put_set(out, &v->adds);
        text_puts(out, "\n");
    }
    if (v->has_boundary) {
        text_puts(out, "    lets through ");
        put_set(out, &v->passes);
        text_puts(out, "\n");
    }
}

static void dump_rules(const struct model *m, struct text *out, const char *label, const struct rule *rules, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        text_printf(out, "  %s %s", label, model_mechanism_name(m, rules[i].mechanism));
        if (rules[i].with != NONE)
            text_printf(out, " with %s", model_mechanism_name(m, rules[i].with));
        if (rules[i].component != NONE)
            text_printf(out, " on %s", model_component_name(m, rules[i].component));
        text_puts(out, "\n");
    }
}

static void put_carried(const struct model *m, struct text *out, struct carried what)
{
    text_puts(out, what.is_language ? model_name(m, m->languages[what.id].name) : model_mechanism_name(m, what.id));
}

static void dump_groups(const struct model *m, struct text *out, const char *label, const struct component_set *sets,
                        uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        text_printf(out, "  %s", label);
        put_components(m, out, sets[i].components, sets[i].count);
        text_puts(out, "\n");
    }
}

static void dump_system(const struct model *m, struct text *out)
{
    text_printf(out, "system %s\n", m->system_name ? model_name(m, m->system_name) : "(of all components)");
    text_printf(out, "  strategy %s\n", m->strategy == STRATEGY_SAFETY ? "safety" : "vulnerability");
    text_printf(out, "  hardening per %s\n", m->hardening == HARDENING_PER_COMPONENT ? "component" : "compartment");
    if (m->place_by_function)
        text_puts(out, "  placed by function\n");
    text_puts(out, "  minimises");
    for (uint32_t i = 0; i < m->objective_count; i++)
        text_printf(out, "%s %s", i ? "," : "", measure_name(m->objective[i]));
    text_puts(out, "\n");
    for (uint32_t i = 0; i < m->budget_count; i++) {
        text_printf(out, "  budget %s ", measure_name(m->budgets[i].measure));
        rational_print(out, m->budgets[i].most, 12);
        text_puts(out, "\n");
    }
    if (m->has_clock) {
        text_puts(out, "  clock ");
        rational_print(out, m->clock, 12);
        text_puts(out, " Hz\n");
    }
}

void model_dump(const struct model *m, struct text *out)
{
    dump_system(m, out);
    for (uint32_t i = 0; i < m->component_count; i++)
        dump_component(m, out, &m->components[i]);
    for (uint32_t i = 0; i < m->language_count; i++) {
        text_printf(out, "  language %s bounds ", model_name(m, m->languages[i].name));
        put_set(out, &m->languages[i].bound);
        text_puts(out, "\n");
    }
    for (uint32_t i = 0; i < m->mechanism_count; i++)
        if (m->mechanisms[i].in_system)
            dump_mechanism(m, out, &m->mechanisms[i]);
    for (uint32_t i = 0; i < m->mechanism_count; i++)
        if (!m->mechanisms[i].in_system)
            text_printf(out, "  mechanism %s, not in the system\n", model_name(m, m->mechanisms[i].name));
    for (uint32_t i = 0; i < m->vulnerability_count; i++)
        dump_vulnerability(m, out, &m->vulnerabilities[i]);
    dump_rules(m, out, "forbids", m->forbid, m->forbid_count);
    dump_rules(m, out, "uses", m->use, m->use_count);
    dump_rules(m, out, "places in", m->place, m->place_count);
    for (uint32_t i = 0; i < m->exclude_count; i++) {
        text_puts(out, "  excludes ");
        put_carried(m, out, m->exclude[i].a);
        text_puts(out, " with ");
        put_carried(m, out, m->exclude[i].b);
        text_puts(out, "\n");
    }
    dump_groups(m, out, "together", m->together, m->together_count);
    dump_groups(m, out, "apart", m->apart, m->apart_count);
    for (uint32_t i = 0; i < m->rate_count; i++) {
        text_printf(out, "  calls %s - %s ", model_component_name(m, m->rates[i].a), model_component_name(m, m->rates[i].b));
        rational_print(out, m->rates[i].per_second, 12);
        text_puts(out, " /s\n");
    }
}
