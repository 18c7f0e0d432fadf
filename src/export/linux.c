/* Linux: the options of a kernel as a fragment of .config, and lines for its makefiles.
 *
 * Options are of the whole kernel: a mechanism that anybody has is switched on, and taken off again for the directories, objects and
 * modules of components that do not have it. What the specification does not describe keeps it. */
#include "export/linux.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/purl.h"

/* ---- where components are ---- */

static int compare_places(const void *a, const void *b)
{
    const struct linux_place *x = a, *y = b;
    int order = strcmp(x->folder, y->folder);
    if (order == 0)
        order = (x->kind > y->kind) - (x->kind < y->kind);
    if (order == 0)
        order = strcmp(x->name, y->name);
    return order ? order : (x->component > y->component) - (x->component < y->component);
}

/* What stands in makefiles without quotes, and leads nowhere else. */
static bool is_path(const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+/";
    if (!*path || *path == '/' || path[strspn(path, plain)])
        return false;
    for (const char *at = path; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL)
        if (strncmp(at, "..", 2) == 0 || strncmp(at, "//", 2) == 0)
            return false;
    return true;
}

static bool ends_in(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

static bool add_place(struct plan *p, uint32_t c, const char *path, struct linux_places *out)
{
    struct linux_place place = {.component = c, .name = ""};
    place.kind = ends_in(path, ".ko") ? LINUX_MODULE : ends_in(path, ".o") ? LINUX_OBJECT : LINUX_DIRECTORY;
    const char *slash = place.kind == LINUX_DIRECTORY ? path + strlen(path) : strrchr(path, '/');
    if (place.kind == LINUX_DIRECTORY)
        while (slash > path && slash[-1] == '/')
            slash--;
    place.folder = arena_copy(&p->arena, path, slash ? (size_t)(slash - path) : 0);
    const char *name = slash && *slash ? slash + 1 : slash ? "" : path;
    place.name = arena_copy(&p->arena, name, strlen(name) - (place.kind == LINUX_MODULE ? strlen(".ko") : 0));
    return place.folder && place.name && vector_push(&p->m->ctx->memory, out, place);
}

static void refuse_twice(struct plan *p, const struct linux_places *places)
{
    for (size_t i = 1; i < places->count; i++) {
        const struct linux_place *a = &places->items[i - 1], *b = &places->items[i];
        if (a->kind != b->kind || a->component == b->component || strcmp(a->folder, b->folder) != 0 || strcmp(a->name, b->name) != 0)
            continue;
        struct report *e = PLAN_REFUSE(p, p->m->components[b->component].span, "`%s` and `%s` are one place of the tree: %s%s%s",
                                       model_component_name(p->m, a->component), model_component_name(p->m, b->component), a->folder,
                                       *a->folder && *a->name ? "/" : "", a->name);
        report_related(e, p->m->components[a->component].span, "`%s` is declared here", model_component_name(p->m, a->component));
    }
}

bool linux_places_find(struct plan *p, struct linux_places *out)
{
    for (uint32_t c = 0; c < p->m->component_count; c++) {
        const char *origin;
        for (uint32_t i = 0; (origin = plan_origin(p, c, i)); i++) {
            struct purl url;
            enum purl_result result = purl_parse(&p->arena, origin, &url);
            if (result == PURL_NO_MEMORY)
                return false;
            if (result != PURL_OK || strncmp(url.name, "linux", 5) != 0 || !url.subpath)
                continue;
            if (!is_path(url.subpath))
                PLAN_REFUSE(p, p->m->components[c].span, "`%s` is at `%s`, which is no path in a kernel's tree",
                            model_component_name(p->m, c), url.subpath);
            else if (!add_place(p, c, url.subpath, out))
                return false;
        }
    }
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_places);
    refuse_twice(p, out);
    return true;
}

bool linux_is_user(const struct plan *p, uint32_t component)
{
    const struct choice *choice = &p->in->configuration->choices[component];
    for (uint32_t i = 0; i < choice->depth; i++)
        if (strcmp(model_mechanism_name(p->m, choice->path[i].mechanism), "process") == 0)
            return true;
    return false;
}

/* ---- what a kernel is not ---- */

static void check_user_space(struct plan *p)
{
    for (uint32_t c = 0; c < p->m->component_count; c++) {
        const struct choice *choice = &p->in->configuration->choices[c];
        if (!linux_is_user(p, c) || choice->hardening_count == 0)
            continue;
        struct report *e = PLAN_REFUSE(p, p->m->components[c].span,
                                       "`%s` runs in user space, and its hardening (`%s`) is not the kernel's to switch on",
                                       model_component_name(p->m, c), model_mechanism_name(p->m, choice->hardening[0]));
        report_hint(e, "export the programs by themselves, with `--to make`, `cmake` or `meson`");
    }
}

static mspec_status add_rust(struct plan *p, struct plan_options *options)
{
    for (uint32_t c = 0; c < p->m->component_count; c++) {
        const struct form *form = &p->m->forms[p->in->configuration->choices[c].form];
        if (form->language == NONE || linux_is_user(p, c) ||
            strncmp(model_name(p->m, p->m->languages[form->language].name), "Rust", 4) != 0)
            continue;
        struct plan_option rust = {"CONFIG_RUST", "y", NONE};
        return vector_push(&p->m->ctx->memory, options, rust) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

mspec_status linux_begin(struct plan *p, const struct export_input *in, struct plan_options *options)
{
    mspec_status status = plan_begin(p, in, "linux");
    if (status != MSPEC_OK)
        return status;
    check_user_space(p);
    status = plan_check(p);
    if (status == MSPEC_OK)
        status = plan_options(p, true, options);
    if (status == MSPEC_OK)
        status = add_rust(p, options);
    return status == MSPEC_OK && p->refused ? MSPEC_ERROR_INPUT : status;
}

static mspec_status end(struct plan *p, struct plan_options *options, struct linux_places *places, const struct text *out,
                        mspec_status status)
{
    vector_free(&p->m->ctx->memory, options);
    vector_free(&p->m->ctx->memory, places);
    if (status == MSPEC_OK)
        status = out->failed ? MSPEC_ERROR_MEMORY : p->refused ? MSPEC_ERROR_INPUT : MSPEC_OK;
    plan_end(p);
    return status;
}

mspec_status export_linux(const struct export_input *in, struct text *out)
{
    struct plan p;
    struct plan_options options = {0};
    struct linux_places places = {0};
    mspec_status status = linux_begin(&p, in, &options);
    if (status == MSPEC_OK) {
        text_puts(out, "# Made by mspec, for scripts/kconfig/merge_config.sh. Kconfig drops silently what other options exclude:\n"
                       "# `mspec verify --linux-config .config` reads back what stuck.\n");
        plan_put_assumptions(&p, out);
        plan_put_options(&options, out);
    }
    return end(&p, &options, &places, out, status);
}

/* ---- lines for makefiles ---- */

/* A mechanism of the kernel that can be taken off a part of it. */
static const struct target_entry *removable(const struct plan *p, uint32_t mechanism)
{
    const struct target_entry *entry = target_entry(p->m, p->target, mechanism);
    return entry && (entry->flags_off.count || entry->knobs.count) && plan_uses(p, mechanism, true) ? entry : NULL;
}

/* Is the place in a directory that has been taken off the mechanism? Then it is put on again. */
static bool is_in_bare_folder(const struct plan *p, const struct linux_places *places, const struct linux_place *place,
                              uint32_t mechanism)
{
    for (size_t i = 0; i < places->count; i++) {
        const struct linux_place *other = &places->items[i];
        if (other->kind == LINUX_DIRECTORY && strcmp(other->folder, place->folder) == 0 &&
            !plan_has(p, other->component, mechanism, true))
            return true;
    }
    return false;
}

/* One setting of a place: of the directory, of an object, or of each object that the module is made of. */
static void put_setting(const struct linux_place *place, const char *variable, const char *value, bool adds,
                        struct text *out)
{
    const char *op = adds ? "+=" : ":=";
    switch (place->kind) {
    case LINUX_DIRECTORY:
        text_printf(out, "%s %s %s\n", variable, op, value);
        break;
    case LINUX_OBJECT:
        text_printf(out, "%s%s %s %s\n", variable, place->name, op, value);
        break;
    case LINUX_MODULE:
        text_printf(out, "$(foreach o,$(or $(strip $(%s-y) $(%s-m) $(%s-objs)),%s.o),$(eval %s$(o) %s %s))\n", place->name, place->name,
                    place->name, place->name, variable, op, value);
        break;
    }
}

static void put_words_of(const struct plan *p, const struct linux_place *place, const struct target_words *flags,
                         const struct target_words *knobs, const char *knob_value, struct text *out)
{
    bool is_folder = place->kind == LINUX_DIRECTORY;
    for (uint32_t i = 0; i < knobs->count; i++) {
        char variable[128];
        snprintf(variable, sizeof variable, "%s%s", model_name(p->m, knobs->items[i]), is_folder ? "" : "_");
        put_setting(place, variable, knob_value, false, out);
    }
    for (uint32_t i = 0; i < flags->count; i++)
        put_setting(place, is_folder ? "ccflags-y" : "CFLAGS_", model_name(p->m, flags->items[i]), true, out);
}

static void put_place(const struct plan *p, const struct linux_places *places, const struct linux_place *place, struct text *out)
{
    text_printf(out, "# %s\n", model_component_name(p->m, place->component));
    for (uint32_t id = 0; id < p->m->mechanism_count; id++) {
        const struct target_entry *entry = removable(p, id);
        if (!entry)
            continue;
        if (!plan_has(p, place->component, id, true))
            put_words_of(p, place, &entry->flags_off, &entry->knobs, "n", out);
        else if (place->kind != LINUX_DIRECTORY && is_in_bare_folder(p, places, place, id))
            put_words_of(p, place, &entry->flags, &entry->knobs, "y", out);
    }
}

/* Hardening that cannot be had for some parts only is nothing to write; a part of which nobody says where it is can have none taken off. */
static void check_places(struct plan *p, const struct linux_places *places)
{
    for (uint32_t c = 0; c < p->m->component_count; c++) {
        bool placed = linux_is_user(p, c) || p->m->forms[p->in->configuration->choices[c].form].is_vault;
        for (size_t i = 0; i < places->count; i++)
            placed = placed || places->items[i].component == c;
        for (uint32_t id = 0; id < p->m->mechanism_count && !placed; id++) {
            if (!removable(p, id) || plan_has(p, c, id, true))
                continue;
            struct report *e = PLAN_REFUSE(p, p->m->components[c].span,
                                           "nobody says where `%s` is in the kernel's tree, and it is to be without `%s`",
                                           model_component_name(p->m, c), model_mechanism_name(p->m, id));
            report_hint(e, "name a directory, a module or an object: [Origin] ::= \"pkg:generic/linux#net/sctp\"");
            placed = true;
        }
    }
}

mspec_status export_linux_make(const struct export_input *in, struct text *out)
{
    struct plan p;
    struct plan_options options = {0};
    struct linux_places places = {0};
    mspec_status status = linux_begin(&p, in, &options);
    if (status == MSPEC_OK && !linux_places_find(&p, &places))
        status = MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK) {
        check_places(&p, &places);
        text_puts(out, "# Made by mspec. Put this file into the root of the kernel's tree, and this line at the end of the Makefile of each\n"
                       "# directory below:   include $(srctree)/mspec.mk\n"
                       "# A directory stands for its own objects, and not for those of directories in it.\n");
        for (size_t i = 0; i < places.count; i++) {
            bool first = i == 0 || strcmp(places.items[i - 1].folder, places.items[i].folder) != 0;
            bool last = i + 1 == places.count || strcmp(places.items[i + 1].folder, places.items[i].folder) != 0;
            if (first)
                text_printf(out, "\nifeq ($(obj),%s)\n", *places.items[i].folder ? places.items[i].folder : ".");
            put_place(&p, &places, &places.items[i], out);
            if (last)
                text_puts(out, "endif\n");
        }
    }
    return end(&p, &options, &places, out, status);
}
