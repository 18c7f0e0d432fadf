#include "extract/build.h"

#include <string.h>

static int mark_of(const char *mechanism)
{
    for (int k = 0; k < MARK_COUNT; k++)
        if (strcmp(mark_name((enum mark)k), mechanism) == 0)
            return k;
    return -1;
}

/* "lwip.tcp_input", where functions are placed, is in the objects of lwip. */
static const struct part *part_of(const struct extraction *x, const char *component)
{
    size_t length = strcspn(component, ".");
    for (size_t k = 0; k < x->parts.count; k++) {
        const char *name = x->parts.items[k]->name;
        if (strlen(name) == length && memcmp(name, component, length) == 0)
            return x->parts.items[k];
    }
    return NULL;
}

static bool add(struct extraction *x, struct build_lacks *out, struct build_lack lack)
{
    return vector_push(&x->ctx->memory, out, lack);
}

static bool compare_one(struct extraction *x, const struct model *m, uint32_t component, uint32_t mechanism,
                        struct build_lacks *out)
{
    const char *name = model_component_name(m, component), *wanted = model_mechanism_name(m, mechanism);
    const struct part *p = part_of(x, name);
    int mark = mark_of(wanted);
    if (mark < 0) {
        report_hint(report(x->ctx, CODE_MARK_UNKNOWN, (struct span){0},
                           "whether `%s` is in the objects of `%s` cannot be told", wanted, name),
                    "`%s` leaves no marks", wanted);
        return true;
    }
    struct build_lack lack = {NULL, component, mechanism, NULL, false, mark_evidence((enum mark)mark)};
    if (!p)
        return add(x, out, lack);
    for (size_t k = 0; k < p->objects.count; k++) {
        const struct object *o = p->objects.items[k];
        if (!o->has_code || o->whole_marks & 1u << mark)
            continue;
        lack.object = o->path;
        lack.partly = o->marks & 1u << mark;
        if (!add(x, out, lack))
            return false;
    }
    return true;
}

static bool is_in_system(const struct model *m, const char *part)
{
    size_t length = strlen(part);
    for (uint32_t c = 0; c < m->component_count; c++) {
        const char *name = model_component_name(m, c);
        if (strncmp(name, part, length) == 0 && (name[length] == '\0' || name[length] == '.'))
            return true;
    }
    return false;
}

/* What was built, and is in no component of the system. */
static bool find_strangers(struct extraction *x, const struct model *m, struct build_lacks *out)
{
    for (size_t k = 0; k < x->parts.count; k++) {
        const struct part *p = x->parts.items[k];
        for (size_t n = 0; n < p->objects.count && !is_in_system(m, p->name); n++) {
            const struct object *o = p->objects.items[n];
            struct build_lack lack = {p->name, NONE, NONE, o->path, false, NULL};
            if (o->has_code && !add(x, out, lack))
                return false;
        }
    }
    return true;
}

bool build_compare(struct extraction *x, const struct model *m, const struct configuration *c, struct build_lacks *out)
{
    bool ok = true;
    for (uint32_t k = 0; ok && k < c->count; k++) {
        const struct choice *choice = &c->choices[k];
        const struct form *form = &m->forms[choice->form];
        if (form->is_vault)
            continue;
        for (uint32_t n = 0; ok && n < choice->hardening_count; n++)
            ok = compare_one(x, m, k, choice->hardening[n], out);
        for (uint32_t n = 0; ok && n < form->hardened_count; n++) {
            bool chosen = false;
            for (uint32_t h = 0; h < choice->hardening_count; h++)
                chosen |= choice->hardening[h] == form->hardened[n];
            ok = chosen || compare_one(x, m, k, form->hardened[n], out);
        }
    }
    return ok && find_strangers(x, m, out);
}
