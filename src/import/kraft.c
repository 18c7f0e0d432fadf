/* kraft.yaml of FlexOS. What kraft does with it is followed here, mistakes included: a library in a compartment that does not exist is
 * put into the default one, and hardening is parsed and read by nobody. */
#include <string.h>

#include "import/deployed.h"
#include "import/yaml.h"

#define MOST_COMPARTMENTS 1024

struct compartment {
    const char *name;
    struct span span;
    const char *driver;
    struct span driver_span;
    bool is_default, used;
};

struct reader {
    const struct model *m;
    struct arena *a;
    struct deployed_notes *notes;
    struct compartment *compartments;
    uint32_t count, fallback; /* fallback: the default one */
    uint32_t mechanism;       /* NONE: fcalls */
    mspec_status status;
};

static void wrong(struct reader *r, struct span span, const char *hint, const char *message)
{
    report_hint(report(r->m->ctx, CODE_IMPORT_SHAPE, span, "%s", message), "%s", hint);
    r->status = MSPEC_ERROR_INPUT;
}

static void note(struct reader *r, struct span span, const char *hint, const char *format, const char *name, const char *other)
{
    const char *message = arena_printf(r->a, format, name, other);
    if (!message || !deployed_note(r->m, r->a, r->notes, span, hint, "%s", message))
        r->status = MSPEC_ERROR_MEMORY;
}

/* `hardening:` in the map: asked for, and not done. */
static void see_hardening(struct reader *r, const struct yaml_node *map, const char *of)
{
    const struct yaml_node *h = yaml_member(map, "hardening");
    if (h && !yaml_is_null(h))
        note(r, h->key->span, "hardening of FlexOS libraries is compiler flags: `mspec export --to flexos-make` writes them",
             "nobody reads the `hardening` of `%s`%s: kraft parses it, and builds without", of, "");
}

/* ---- compartments ---- */

static void read_mechanism(struct reader *r, const struct yaml_node *map, struct compartment *c)
{
    static const char form[] = "mechanism: { driver: intel-pku }";
    const struct yaml_node *mechanism = yaml_member(map, "mechanism"), *driver = yaml_member(mechanism, "driver");
    if (!mechanism || mechanism->kind != YAML_MAP || !driver || driver->kind != YAML_TEXT) {
        wrong(r, mechanism ? mechanism->span : map->span, form, "a compartment states its mechanism's driver");
        return;
    }
    c->driver = driver->text;
    c->driver_span = driver->span;
}

static void read_compartment(struct reader *r, const struct yaml_node *map)
{
    static const char form[] = "- name: comp1, with `mechanism: { driver: intel-pku }`; the form of the paper is not read by kraft";
    const struct yaml_node *name = yaml_member(map, "name"), *is_default = yaml_member(map, "default");
    struct compartment c = {.span = map->span};
    if (map->kind != YAML_MAP || !name || name->kind != YAML_TEXT) {
        wrong(r, map->span, form, "a compartment is a map with a name");
        return;
    }
    if (r->count == MOST_COMPARTMENTS) {
        wrong(r, map->span, "the mechanisms have room for 16", "there are more compartments than anybody builds");
        return;
    }
    c.name = name->text;
    c.span = name->span;
    c.is_default = yaml_is_true(is_default);
    for (uint32_t i = 0; i < r->count; i++)
        if (strcmp(r->compartments[i].name, c.name) == 0)
            wrong(r, name->span, "compartments are told apart by their names", "two compartments have this name");
    read_mechanism(r, map, &c);
    see_hardening(r, map, c.name);
    r->compartments[r->count++] = c;
}

/* The mechanism of a driver, of those that the target has: one that the system may choose, if there is one. */
static uint32_t mechanism_of(const struct model *m, const char *driver)
{
    uint32_t found = NONE;
    for (uint32_t id = 0; id < m->mechanism_count; id++) {
        const struct target_entry *entry = target_entry(m, m->target, id);
        if (entry && entry->driver && strcmp(model_name(m, entry->driver), driver) == 0 &&
            (found == NONE || (m->mechanisms[id].in_system && !m->mechanisms[found].in_system)))
            found = id;
    }
    return found;
}

static void find_default(struct reader *r)
{
    static const char hint[] = "one compartment says `default: true`: it takes every library that is not put elsewhere";
    uint32_t defaults = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        if (!r->compartments[i].is_default)
            continue;
        if (defaults++)
            wrong(r, r->compartments[i].span, hint, "a second compartment is the default");
        else
            r->fallback = i;
    }
    if (!defaults)
        wrong(r, r->compartments[0].span, hint, "no compartment is the default");
}

static void find_mechanism(struct reader *r)
{
    const struct compartment *first = &r->compartments[0];
    for (uint32_t i = 1; i < r->count; i++)
        if (r->compartments[i].driver && first->driver && strcmp(r->compartments[i].driver, first->driver) != 0)
            wrong(r, r->compartments[i].driver_span, "all compartments of an image have one driver", "kraft refuses a second driver");
    r->mechanism = NONE;
    if (r->status != MSPEC_OK || strcmp(first->driver, "fcalls") == 0)
        return;
    r->mechanism = mechanism_of(r->m, first->driver);
    if (r->mechanism == NONE)
        wrong(r, first->driver_span, "intel-pku, vmept and fcalls are known", "no mechanism is known for this driver");
}

static void read_compartments(struct reader *r, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_member(root, "compartments");
    if (yaml_is_null(list))
        return;
    if (list->kind != YAML_LIST) {
        wrong(r, list->span, "- name: comp1", "`compartments` is a list");
        return;
    }
    r->compartments = arena_new_array(r->a, struct compartment, MOST_COMPARTMENTS);
    if (!r->compartments) {
        r->status = MSPEC_ERROR_MEMORY;
        return;
    }
    for (const struct yaml_node *n = list->first; n && r->status != MSPEC_ERROR_MEMORY; n = n->next)
        read_compartment(r, n);
    if (r->status == MSPEC_OK && r->count)
        find_default(r);
    if (r->status == MSPEC_OK && r->count)
        find_mechanism(r);
}

/* ---- libraries ---- */

static uint32_t find_compartment(struct reader *r, const struct yaml_node *library)
{
    const struct yaml_node *where = yaml_member(library, "compartment");
    if (yaml_is_null(where))
        return r->fallback;
    if (where->kind != YAML_TEXT) {
        wrong(r, where->span, "compartment: comp1", "the compartment of a library is a name");
        return r->fallback;
    }
    for (uint32_t i = 0; i < r->count; i++)
        if (strcmp(r->compartments[i].name, where->text) == 0)
            return i;
    note(r, where->span, r->count ? r->compartments[0].name ? "the compartments of the file are named under `compartments`" : NULL : NULL,
         "`%s` is to be in compartment `%s`, which does not exist: kraft puts it into the default one without a word",
         library->key->text, where->text);
    return r->fallback;
}

static void read_library(struct reader *r, const struct yaml_node *library, uint32_t *place)
{
    const char *name = library->key->text;
    uint32_t component = model_find_component(r->m, name), where = r->count ? find_compartment(r, library) : 0;
    see_hardening(r, library, name);
    if (r->count)
        r->compartments[where].used = true;
    if (component == NONE)
        note(r, library->key->span, "describe it in a component, or leave it out of the image",
             "the library `%s` is in the image, and the specification does not know it: what it may do has not been judged%s", name, "");
    else
        place[component] = where;
}

static void read_libraries(struct reader *r, const struct yaml_node *root, uint32_t *place)
{
    const struct yaml_node *map = yaml_member(root, "libraries");
    if (yaml_is_null(map))
        return;
    if (map->kind != YAML_MAP) {
        wrong(r, map->span, "libraries: { lwip: { compartment: comp1 } }", "`libraries` is a map");
        return;
    }
    for (const struct yaml_node *n = map->first; n && r->status != MSPEC_ERROR_MEMORY; n = n->next)
        read_library(r, n, place);
    for (uint32_t i = 0; i < r->count && r->status == MSPEC_OK; i++)
        if (!r->compartments[i].used && i != r->fallback)
            note(r, r->compartments[i].span, "put a library into it, or take it out",
                 "nothing is in compartment `%s`%s: kraft refuses such an image", r->compartments[i].name, "");
}

mspec_status kraft_read(const struct model *m, const char *path, struct arena *a, struct configuration **out,
                        struct deployed_notes *notes)
{
    struct reader r = {.m = m, .a = a, .notes = notes, .mechanism = NONE};
    struct yaml_node *root;
    mspec_status status = yaml_read_file(m->ctx, a, path, &root), bare = MSPEC_OK;
    if (status != MSPEC_OK)
        return status;
    if (!root || root->kind != YAML_MAP || !yaml_member(root, "unikraft")) {
        struct report *e = report(m->ctx, CODE_IMPORT_SHAPE, root ? root->span : (struct span){0}, "`%s` is no kraft.yaml", path);
        report_hint(e, "it is a map with `unikraft`, `compartments` and `libraries`");
        return MSPEC_ERROR_INPUT;
    }
    uint32_t *place = arena_new_array(a, uint32_t, m->component_count);
    struct configuration *c = place ? deployed_bare(m, a, &bare) : NULL;
    if (!c)
        return place ? bare : MSPEC_ERROR_MEMORY;
    read_compartments(&r, root);
    for (uint32_t i = 0; i < m->component_count; i++)
        place[i] = r.fallback; /* who is not named goes there */
    if (r.status == MSPEC_OK)
        read_libraries(&r, root, place);
    bool divided = false;
    for (uint32_t i = 1; i < c->count; i++)
        divided |= place[i] != place[0];
    for (uint32_t i = 0; i < c->count && r.status == MSPEC_OK && r.mechanism != NONE && divided; i++) {
        c->choices[i].path = arena_new(a, struct placement);
        if (!c->choices[i].path)
            return MSPEC_ERROR_MEMORY;
        c->choices[i].path[0] = (struct placement){r.mechanism, place[i] + 1};
        c->choices[i].depth = 1;
    }
    if (r.status == MSPEC_OK && !configuration_renumber(m, c))
        r.status = MSPEC_ERROR_MEMORY;
    *out = c;
    return r.status;
}
