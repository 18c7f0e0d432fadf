#include "cli/built.h"

struct extract_request built_request(const struct options *o)
{
    return (struct extract_request){
        .files = o->values[OPT_OBJECTS].items,
        .file_count = o->values[OPT_OBJECTS].item_count,
        .components = o->values[OPT_COMPONENT].items,
        .component_count = o->values[OPT_COMPONENT].item_count,
        .map = option_text(o, OPT_MAP),
    };
}

mspec_status built_read(struct command *c, struct built *b)
{
    const struct options *o = &c->options;
    *b = (struct built){.asked = option_given(o, OPT_OBJECTS) || option_given(o, OPT_COMPONENT) || option_given(o, OPT_MAP)};
    if (!b->asked)
        return MSPEC_OK;
    struct extract_request request = built_request(o);
    request.marks_only = true;
    return extract_run(c->ctx, &request, &b->x);
}

void built_fini(struct command *c, struct built *b)
{
    if (!b->asked)
        return;
    vector_free(&c->ctx->memory, &b->lacks);
    extract_fini(&b->x);
}

static const char *message_of(struct command *c, const struct build_lack *l, const struct model *m)
{
    if (l->stranger)
        return arena_printf(&c->arena, "`%s` is code of `%s`, which is no component of the system: nobody has judged it", l->object,
                            l->stranger);
    const char *component = model_component_name(m, l->component), *mechanism = model_mechanism_name(m, l->mechanism);
    if (!l->object)
        return arena_printf(&c->arena, "`%s` counts on `%s`, and none of the objects is its own", component, mechanism);
    return arena_printf(&c->arena, "`%s` counts on `%s`, and `%s` %s", component, mechanism, l->object,
                        l->partly ? "has it in parts only, as far as it shows" : "lacks it");
}

bool built_compare(struct command *c, struct built *b, const struct model *m, const struct configuration *configuration,
                   struct wording *findings)
{
    if (!b->asked)
        return true;
    if (!build_compare(&b->x, m, configuration, &b->lacks))
        return false;
    mspec_diagnostic *all = arena_new_array(&c->arena, mspec_diagnostic, findings->count + b->lacks.count);
    if (!all)
        return false;
    for (size_t k = 0; k < findings->count; k++)
        all[k] = findings->items[k];
    for (size_t k = 0; k < b->lacks.count; k++) {
        const struct build_lack *l = &b->lacks.items[k];
        mspec_diagnostic *d = &all[findings->count + k];
        *d = (mspec_diagnostic){.code = l->stranger ? "V3022" : "V3020", .severity = MSPEC_ERROR, .message = message_of(c, l, m)};
        d->location = source_locate(c->ctx, l->stranger ? m->system_span : m->components[l->component].span);
        d->hint = l->stranger ? arena_printf(&c->arena, "`component %s { … }`, or a rule that says whose it is (--component, --map)", l->stranger)
                              : arena_printf(&c->arena, "looked for: %s", l->evidence);
        if (!d->message || !d->hint)
            return false;
    }
    findings->items = all;
    findings->count += b->lacks.count;
    return true;
}

json_t *built_json(struct json_build *json, const struct built *b, const struct model *m)
{
    json_t *list = json_array();
    for (size_t k = 0; k < b->lacks.count; k++) {
        const struct build_lack *l = &b->lacks.items[k];
        json_t *one = json_object();
        json_put(json, one, "code", json_string(l->stranger ? "V3022" : "V3020"));
        json_put(json, one, "component", text_to_json(l->stranger ? l->stranger : model_component_name(m, l->component)));
        json_put(json, one, "mechanism", l->stranger ? json_null() : text_to_json(model_mechanism_name(m, l->mechanism)));
        json_put(json, one, "object", text_to_json(l->object));
        json_put(json, one, "partly", json_boolean(l->partly));
        json_add(json, list, one);
    }
    return list;
}
