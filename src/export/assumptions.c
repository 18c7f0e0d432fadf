#include "export/assumptions.h"

#include <string.h>

static const char *const always[] = {
    "a component keeps its bounds whatever values it is handed in arguments and in shared memory",
    "what is written as intended is written rightly",
    "a grant by name trusts the one named, as long as its code is as specified",
    "hardening holds also against writes from outside",
    "code is not written, and data is not executed",
    "every mechanism does what its entry says",
};

bool configuration_uses(const struct model *m, const struct configuration *c, uint32_t mechanism)
{
    for (uint32_t i = 0; i < c->count; i++) {
        const struct choice *choice = &c->choices[i];
        const struct form *form = &m->forms[choice->form];
        for (uint32_t h = 0; h < choice->hardening_count; h++) {
            if (choice->hardening[h] == mechanism)
                return true;
        }
        for (uint32_t h = 0; h < form->hardened_count; h++) {
            if (form->hardened[h] == mechanism)
                return true;
        }
        for (uint32_t d = 0; d < choice->depth; d++) {
            if (choice->path[d].mechanism == mechanism)
                return true;
        }
    }
    return false;
}

struct list {
    struct memory *memory;
    struct {
        VECTOR(const char *);
    } texts;
    bool failed;
};

static void add(struct list *l, const char *text)
{
    if (!text || !vector_push(l->memory, &l->texts, text))
        l->failed = true;
}

static void add_of_system(struct list *l, const struct model *m, struct arena *a)
{
    if (m->strategy == STRATEGY_VULNERABILITY)
        add(l, "code does what it is meant to, but for the vulnerabilities that the system lists ([Strategy] ::= vulnerability)");
    if (!m->protects_all) {
        struct text names = {0};
        for (uint32_t c = 0; c < m->component_count; c++) {
            if (m->components[c].is_protected)
                text_printf(&names, "%s%s", names.length ? ", " : "", model_component_name(m, c));
        }
        add(l, names.failed || !names.length
                   ? NULL
                   : arena_printf(a, "only the requirements of %s are held to ([Protect])", names.bytes));
        text_fini(&names);
    }
    for (uint32_t f = 0; f < m->form_count; f++) {
        if (m->forms[f].contract_count) {
            add(l, "contracts ([Pre], [Post], [Ensures]) are kept, and not reasoned about yet");
            return;
        }
    }
}

static void add_of_mechanism(struct list *l, const struct model *m, uint32_t id, struct arena *a)
{
    const struct mechanism *mechanism = &m->mechanisms[id];
    const char *name = model_mechanism_name(m, id);
    const char *assurance = model_name(m, mechanism->assurance);
    if (strcmp(assurance, "detects") == 0)
        add(l, arena_printf(a, "%s: stops the program before a bound is broken", name));
    else if (strcmp(assurance, "probabilistic") == 0)
        add(l, arena_printf(a, "%s: holds with high probability only", name));
    for (uint32_t i = 0; i < mechanism->assume_count; i++)
        add(l, arena_printf(a, "%s: %s", name, model_name(m, mechanism->assumes[i])));
}

bool assumptions_list(const struct model *m, const struct configuration *c, struct arena *a, struct assumptions *out)
{
    struct list l = {a->memory, {0}, false};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        add(&l, always[i]);
    add_of_system(&l, m, a);
    for (uint32_t id = 0; id < m->mechanism_count; id++) {
        if (configuration_uses(m, c, id))
            add_of_mechanism(&l, m, id, a);
    }
    out->count = l.texts.count;
    out->texts = l.failed ? NULL : vector_to_arena(a, &l.texts);
    vector_free(l.memory, &l.texts);
    return out->texts != NULL;
}
