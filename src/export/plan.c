#include "export/plan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "export/wording.h"

mspec_status plan_begin(struct plan *p, const struct export_input *in, const char *target)
{
    *p = (struct plan){.in = in, .m = in->model, .target = in->model->target};
    arena_init(&p->arena, &in->model->ctx->memory);
    mspec_status status = p->target ? MSPEC_OK : target_for(p->m, target, &p->arena, &p->target);
    if (status == MSPEC_OK)
        p->title = model_name(p->m, p->target->title ? p->target->title : p->target->name);
    return status;
}

void plan_end(struct plan *p)
{
    arena_fini(&p->arena);
}

/* ---- who has what ---- */

static bool ids_have(const uint32_t *ids, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

bool plan_has(const struct plan *p, uint32_t component, uint32_t mechanism, bool built_in)
{
    const struct choice *choice = &p->in->configuration->choices[component];
    const struct form *form = &p->m->forms[choice->form];
    const struct mechanism *mech = &p->m->mechanisms[mechanism];
    for (uint32_t i = 0; i < choice->depth; i++)
        if (choice->path[i].mechanism == mechanism)
            return true;
    if (built_in && ids_have(form->hardened, form->hardened_count, mechanism))
        return true;
    /* of a compartment's set, only what applies to the component */
    bool applies = !form->is_vault && (mech->applies_to_all || (form->language != NONE &&
                                                                ids_have(mech->applies, mech->applies_count, form->language)));
    return applies && ids_have(choice->hardening, choice->hardening_count, mechanism);
}

bool plan_uses(const struct plan *p, uint32_t mechanism, bool built_in)
{
    for (uint32_t c = 0; c < p->m->component_count; c++)
        if (plan_has(p, c, mechanism, built_in))
            return true;
    return false;
}

/* ---- can it be built? ---- */

/* The names of what the target has of one kind, for a hint. */
static const char *list_of(struct plan *p, enum mechanism_kind kind)
{
    struct text list = {0};
    for (uint32_t id = 0; id < p->m->mechanism_count; id++)
        if (p->m->mechanisms[id].kind == kind && target_entry(p->m, p->target, id))
            text_printf(&list, "%s%s", list.length ? ", " : "", model_mechanism_name(p->m, id));
    const char *copy = list.failed || !list.length ? NULL : arena_copy(&p->arena, list.bytes, list.length);
    text_fini(&list);
    return copy;
}

/* The clause that asks for the mechanism, where one does; else its declaration. */
static struct span asked_by(const struct plan *p, uint32_t mechanism)
{
    for (uint32_t i = 0; i < p->m->use_count; i++)
        if (p->m->use[i].mechanism == mechanism)
            return p->m->use[i].span;
    for (uint32_t i = 0; i < p->m->place_count; i++)
        if (p->m->place[i].mechanism == mechanism)
            return p->m->place[i].span;
    return p->m->mechanisms[mechanism].span;
}

static void refuse_foreign(struct plan *p)
{
    for (uint32_t id = 0; id < p->m->mechanism_count; id++) {
        if (target_entry(p->m, p->target, id))
            continue;
        const struct mechanism *mechanism = &p->m->mechanisms[id];
        uint32_t c = 0;
        while (c < p->m->component_count && !plan_has(p, c, id, false))
            c++;
        if (c == p->m->component_count)
            continue;
        struct report *e;
        if (mechanism->kind == MECHANISM_ISOLATION)
            e = PLAN_REFUSE(p, asked_by(p, id), "%s has no `%s`, in which this configuration puts `%s`", p->title,
                            model_mechanism_name(p->m, id), model_component_name(p->m, c));
        else
            e = PLAN_REFUSE(p, asked_by(p, id), "%s cannot be hardened with `%s`, as this configuration has it on `%s`", p->title,
                            model_mechanism_name(p->m, id), model_component_name(p->m, c));
        const char *list = list_of(p, mechanism->kind);
        report_hint(e, "what it has: %s", list ? list : "nothing of the kind");
    }
}

mspec_status plan_check(struct plan *p)
{
    refuse_foreign(p);
    if (p->refused || p->m->target == p->target) /* who obeyed it has been judged like that */
        return p->refused ? MSPEC_ERROR_INPUT : MSPEC_OK;
    struct model *built = target_built(p->m, p->target, &p->arena);
    if (!built)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t id = 0; id < built->mechanism_count; id++)
        built->mechanisms[id].in_system = p->m->mechanisms[id].in_system; /* told above, by name */
    struct judgement j;
    mspec_status status = judge(built, p->in->configuration, &j);
    if (status != MSPEC_OK)
        return status;
    struct wording found = {0};
    if (!j.valid && !wording_make(built, p->in->configuration, &j, &p->arena, &found))
        status = MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < j.violation_count && i < 1 && status == MSPEC_OK; i++) {
        struct report *e = PLAN_REFUSE(p, j.violations[i].clause, "%s does not build the boundary that is promised: there, %s", p->title,
                                       found.items[i].message);
        for (uint32_t id = 0; id < p->m->mechanism_count; id++) {
            const struct target_entry *entry = target_entry(p->m, p->target, id);
            if (entry && entry->has_boundary && plan_uses(p, id, false))
                report_related(e, entry->boundary_span, "the boundary that `%s` builds",
                               entry->driver ? model_name(p->m, entry->driver) : model_mechanism_name(p->m, id));
        }
    }
    for (size_t i = 0; i < j.problem_count && status == MSPEC_OK; i++)
        PLAN_REFUSE(p, j.problems[i].span, "%s cannot build this: %s", p->title, j.problems[i].text);
    judgement_fini(&j);
    return status == MSPEC_OK && p->refused ? MSPEC_ERROR_INPUT : status;
}

/* ---- Kconfig ---- */

static mspec_status add_options(struct plan *p, const struct target_words *words, uint32_t mechanism, struct span span,
                                struct plan_options *out)
{
    for (uint32_t i = 0; i < words->count; i++) {
        const char *word = model_name(p->m, words->items[i]), *equals = strchr(word, '=');
        if (!equals || equals == word || !equals[1]) {
            PLAN_REFUSE(p, span, "`%s` in [Kconfig] is no option: write it as in CONFIG_KASAN=y", word);
            continue;
        }
        struct plan_option o = {arena_copy(&p->arena, word, (size_t)(equals - word)), equals + 1, mechanism};
        if (!o.name)
            return MSPEC_ERROR_MEMORY;
        size_t k = 0;
        while (k < out->count && strcmp(out->items[k].name, o.name) != 0)
            k++;
        if (k == out->count && !vector_push(&p->m->ctx->memory, out, o))
            return MSPEC_ERROR_MEMORY;
        if (strcmp(out->items[k].value, o.value) != 0)
            PLAN_REFUSE(p, span, "`%s` wants %s=%s, and `%s` wants %s", mechanism == NONE ? p->title : model_mechanism_name(p->m, mechanism),
                        o.name, o.value,
                        out->items[k].mechanism == NONE ? p->title : model_mechanism_name(p->m, out->items[k].mechanism),
                        out->items[k].value);
    }
    return MSPEC_OK;
}

mspec_status plan_options(struct plan *p, bool built_in, struct plan_options *out)
{
    mspec_status status = add_options(p, &p->target->kconfig, NONE, p->target->span, out);
    for (uint32_t id = 0; id < p->m->mechanism_count && status == MSPEC_OK; id++) {
        const struct target_entry *entry = target_entry(p->m, p->target, id);
        if (entry && plan_uses(p, id, built_in))
            status = add_options(p, &entry->kconfig, id, entry->span, out);
    }
    return status == MSPEC_OK && p->refused ? MSPEC_ERROR_INPUT : status;
}

void plan_put_options(const struct plan_options *options, struct text *out)
{
    for (size_t i = 0; i < options->count; i++) {
        const struct plan_option *o = &options->items[i];
        if (strcmp(o->value, "n") == 0)
            text_printf(out, "# %s is not set\n", o->name);
        else
            text_printf(out, "%s=%s\n", o->name, o->value);
    }
}

void plan_put_assumptions(const struct plan *p, struct text *out)
{
    bool any = false;
    for (uint32_t id = 0; id < p->m->mechanism_count; id++) {
        const struct mechanism *m = &p->m->mechanisms[id];
        for (uint32_t i = 0; i < m->assume_count && plan_uses(p, id, true); i++) {
            text_puts(out, any ? "" : "#\n# Taken for granted, and not to be seen from the options:\n");
            any = true;
            text_printf(out, "#   %s: ", model_mechanism_name(p->m, id));
            for (const char *c = model_name(p->m, m->assumes[i]); *c; c++)
                text_printf(out, "%c", *c == '\n' ? ' ' : *c);
            text_puts(out, "\n");
        }
    }
}

/* ---- words ---- */

void plan_put_words(const struct plan *p, const struct target_words *words, struct text *out)
{
    for (uint32_t i = 0; i < words->count; i++)
        text_printf(out, " %s", model_name(p->m, words->items[i]));
}

void plan_put_scalar(struct text *out, const char *text)
{
    static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
    bool plain = isalpha((unsigned char)text[0]) || text[0] == '_';
    for (const char *p = text; *p; p++)
        plain = plain && (isalnum((unsigned char)*p) || strchr("_-+./=", *p));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        plain = plain && strcasecmp(text, words[i]) != 0;
    if (plain) {
        text_puts(out, text);
        return;
    }
    text_puts(out, "'");
    for (const char *p = text; *p; p++)
        text_puts(out, *p == '\'' ? "''" : (char[]){*p, '\0'});
    text_puts(out, "'");
}

void plan_put_upper(struct text *out, const char *name)
{
    for (; *name; name++)
        text_printf(out, "%c", *name == '-' ? '_' : toupper((unsigned char)*name));
}

const char *plan_origin(const struct plan *p, uint32_t component, uint32_t index)
{
    const struct form *form = &p->m->forms[p->in->configuration->choices[component].form];
    return index < form->origin_count ? model_name(p->m, form->origins[index]) : NULL;
}
