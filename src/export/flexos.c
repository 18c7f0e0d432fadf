/* FlexOS: the kraft.yaml of an image, and the compiler flags of its hardened libraries as a make fragment.
 *
 * kraft reads one isolation driver for the whole image and no hardening at all, falls back silently where it does not understand,
 * and maps one window of shared memory for all compartments. What that cannot carry is refused here: two mechanisms, nested
 * compartments, too many of them, hardening that FlexOS does not have — and, by asking the judge once more with the boundaries
 * that FlexOS really builds, a configuration that is safe only behind narrower ones. */
#include <string.h>

#include "export/unikraft.h"

#define NO_DRIVER "fcalls" /* everything is called directly */

struct image {
    struct plan plan;
    const struct export_input *in;
    const struct model *m;
    const struct target_entry *entry; /* what isolates; NULL when nothing is divided */
    const char *driver;
    uint32_t mechanism;       /* NONE when nothing is divided */
    uint32_t *compartment_of; /* of each component, from 0 */
    uint32_t compartment_count, default_compartment;
};

#define REFUSE(image, span, ...) PLAN_REFUSE(&(image)->plan, span, __VA_ARGS__)

/* ---- what FlexOS can do ---- */

static void find_driver(struct image *image)
{
    const struct model *m = image->m;
    image->driver = NO_DRIVER;
    image->mechanism = NONE;
    for (uint32_t c = 0; c < image->in->configuration->count; c++) {
        const struct choice *choice = &image->in->configuration->choices[c];
        for (uint32_t d = 0; d < choice->depth; d++) {
            uint32_t id = choice->path[d].mechanism;
            if (image->mechanism == NONE)
                image->mechanism = id;
            if (id == image->mechanism)
                continue;
            struct report *e = REFUSE(image, m->mechanisms[id].span,
                                      "FlexOS isolates with one mechanism at a time, and this configuration uses `%s` and `%s`",
                                      model_mechanism_name(m, image->mechanism), model_mechanism_name(m, id));
            report_related(e, m->mechanisms[image->mechanism].span, "`%s` is declared here", model_mechanism_name(m, image->mechanism));
            report_hint(e, "list one of them in the system's [Mechanisms]");
            return;
        }
    }
    if (image->mechanism == NONE)
        return;
    image->entry = target_entry(m, image->plan.target, image->mechanism);
    if (image->entry && image->entry->driver) {
        image->driver = model_name(m, image->entry->driver);
        return;
    }
    struct report *e = REFUSE(image, m->mechanisms[image->mechanism].span, "FlexOS has no driver for `%s`",
                              model_mechanism_name(m, image->mechanism));
    report_hint(e, "its drivers are for `mpk` and `ept`");
}

/* Numbers the compartments in the order in which the libraries first meet them; the first of the fullest is the default, where
 * kraft puts every library that the specification does not describe. */
static bool find_compartments(struct image *image)
{
    const struct configuration *c = image->in->configuration;
    image->compartment_of = arena_new_array(&image->plan.arena, uint32_t, c->count);
    uint32_t *members = arena_new_array(&image->plan.arena, uint32_t, c->count);
    if (!image->compartment_of || !members)
        return false;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t first = 0;
        while (first < i && !path_equal(&c->choices[first], &c->choices[i]))
            first++;
        image->compartment_of[i] = first < i ? image->compartment_of[first] : image->compartment_count++;
        members[image->compartment_of[i]]++;
        if (c->choices[i].depth == 0 && image->mechanism != NONE)
            REFUSE(image, image->m->components[i].span,
                   "FlexOS puts every library into a compartment, and `%s` is in none", model_component_name(image->m, i));
    }
    for (uint32_t i = 1; i < image->compartment_count; i++) {
        if (members[i] > members[image->default_compartment])
            image->default_compartment = i;
    }
    uint32_t limit = image->entry ? image->entry->limit : 0;
    if (limit && limit < image->compartment_count) {
        struct report *e = REFUSE(image, image->m->mechanisms[image->mechanism].span,
                                  "FlexOS has room for %u compartments with `%s`, and this configuration has %u", limit, image->driver,
                                  image->compartment_count);
        report_hint(e, "limit them with [Budget] ::= compartments %u in the system", limit);
    }
    return true;
}

/* Refuses what is no library, and what must stay together. */
static void check_components(struct image *image)
{
    const struct model *m = image->m;
    uint32_t scheduler = model_find_component(m, "uksched"), coop = model_find_component(m, "ukschedcoop");
    if (scheduler != NONE && coop != NONE && image->compartment_of[scheduler] != image->compartment_of[coop]) {
        struct report *e = REFUSE(image, m->components[coop].span,
                                  "FlexOS keeps `uksched` and `ukschedcoop` in one compartment");
        report_related(e, m->components[scheduler].span, "`uksched` is declared here");
        report_hint(e, "say so in the system: [Together] ::= uksched, ukschedcoop");
    }
    unikraft_check_libraries(&image->plan);
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct choice *choice = &image->in->configuration->choices[c];
        for (uint32_t h = 0; h < choice->hardening_count; h++) {
            uint32_t id = choice->hardening[h];
            if (target_entry(m, image->plan.target, id))
                continue;
            struct report *e = REFUSE(image, m->mechanisms[id].span,
                                      "FlexOS cannot harden a library with `%s`, as this configuration does with `%s`",
                                      model_mechanism_name(m, id), model_component_name(m, c));
            report_hint(e, "what it has: kasan (or asan), ubsan, ssp, cfi");
        }
    }
}

static mspec_status image_init(struct image *image, const struct export_input *in)
{
    *image = (struct image){.in = in, .m = in->model};
    mspec_status status = plan_begin(&image->plan, in, "flexos");
    if (status != MSPEC_OK)
        return status;
    find_driver(image);
    if (!find_compartments(image))
        return MSPEC_ERROR_MEMORY;
    check_components(image);
    return image->plan.refused ? MSPEC_ERROR_INPUT : plan_check(&image->plan);
}

/* ---- kraft.yaml ---- */

static mspec_status put_kconfig(struct image *image, struct text *out)
{
    struct plan_options options = {0};
    mspec_status status = plan_options(&image->plan, false, &options);
    text_puts(out, "  kconfig:\n");
    for (size_t i = 0; i < options.count; i++) {
        text_printf(out, "    - %s=%s\n", options.items[i].name, options.items[i].value);
        if (i + 1 == image->plan.target->kconfig.count && !image->entry)
            text_puts(out, "    - CONFIG_LIBFLEXOS_NONE=y\n");
    }
    vector_free(&image->m->ctx->memory, &options);
    return status;
}

static void put_compartments(const struct image *image, struct text *out)
{
    text_puts(out, "compartments:\n");
    for (uint32_t i = 0; i < image->compartment_count; i++) {
        text_printf(out, "  - name: comp%u\n    mechanism:\n      driver: %s\n      noisolstack: false\n", i + 1, image->driver);
        if (i == image->default_compartment)
            text_puts(out, "    default: true\n");
    }
}

static void put_library(struct image *image, uint32_t c, struct text *out)
{
    const struct model *m = image->m;
    const char *name = model_component_name(m, c), *origin = plan_origin(&image->plan, c, 0);
    const struct form *form = &m->forms[image->in->configuration->choices[c].form];
    text_puts(out, "  ");
    plan_put_scalar(out, name);
    text_puts(out, ":\n");
    if (form->name)
        text_printf(out, "    # variant %s\n", model_name(m, form->name));
    if (unikraft_is_core(&image->plan, c)) {
        text_puts(out, "    is_core: true\n");
    } else {
        const char *version = origin ? strrchr(origin, '@') : NULL;
        size_t length = version ? strcspn(version + 1, "?#") : 0;
        char *copy = length ? arena_copy(&image->plan.arena, version + 1, length) : NULL;
        text_puts(out, "    version: ");
        plan_put_scalar(out, copy ? copy : "staging");
        text_puts(out, "\n    kconfig:\n      - ");
        unikraft_put_option(out, name);
        text_puts(out, "=y\n");
    }
    text_printf(out, "    compartment: comp%u\n", image->compartment_of[c] + 1);
}

/* ---- hardening ---- */

static void put_hardening(const struct image *image, const char *prefix, struct text *out)
{
    const struct model *m = image->m;
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct choice *choice = &image->in->configuration->choices[c];
        const char *name = model_component_name(m, c);
        if (choice->hardening_count == 0)
            continue;
        text_printf(out, "%sLIB", prefix);
        plan_put_upper(out, name);
        text_puts(out, strcmp(name, "uksched") == 0 ? "_CFLAGS +=" : "_CFLAGS_EXTRA +=");
        for (uint32_t h = 0; h < choice->hardening_count; h++)
            plan_put_words(&image->plan, &target_entry(m, image->plan.target, choice->hardening[h])->flags, out);
        text_puts(out, "\n");
    }
}

static bool hardens(const struct image *image)
{
    for (uint32_t c = 0; c < image->in->configuration->count; c++) {
        if (image->in->configuration->choices[c].hardening_count)
            return true;
    }
    return false;
}

mspec_status export_flexos(const struct export_input *in, struct text *out)
{
    struct image image;
    mspec_status status = image_init(&image, in);
    if (status == MSPEC_OK) {
        text_puts(out, "# Made by mspec. Libraries that are not named here go to the compartment marked as default.\n");
        if (hardens(&image)) {
            text_puts(out, "#\n# kraft does not carry hardening: these flags belong into the Makefile.uk of each library\n"
                           "# (`mspec export --to flexos-make` writes them alone).\n#\n");
            put_hardening(&image, "#   ", out);
        }
        text_puts(out, "specification: '0.6'\nname: ");
        plan_put_scalar(out, in->model->system_name ? model_name(in->model, in->model->system_name) : "flexos");
        text_puts(out, "\nunikraft:\n  version: staging\n");
        status = put_kconfig(&image, out);
        text_puts(out, "targets:\n  - architecture: x86_64\n    platform: kvm\n");
        put_compartments(&image, out);
        text_puts(out, "libraries:\n");
        for (uint32_t c = 0; c < in->model->component_count; c++)
            put_library(&image, c, out);
        text_puts(out, "volumes: {}\nnetworks: {}\n");
        if (out->failed)
            status = MSPEC_ERROR_MEMORY;
    }
    plan_end(&image.plan);
    return status;
}

mspec_status export_flexos_make(const struct export_input *in, struct text *out)
{
    struct image image;
    mspec_status status = image_init(&image, in);
    if (status == MSPEC_OK) {
        text_puts(out, "# Made by mspec. The compiler flags of each hardened library.\n");
        put_hardening(&image, "", out);
        if (out->failed)
            status = MSPEC_ERROR_MEMORY;
    }
    plan_end(&image.plan);
    return status;
}

/* ---- the paper's form ---- */

/* What the paper calls hardening. */
static const char *paper_name(const char *mechanism)
{
    return strcmp(mechanism, "kasan") == 0 ? "asan" : strcmp(mechanism, "ssp") == 0 ? "sp" : mechanism;
}

/* One member of the compartment, whose hardening stands for all; refuses a compartment whose members differ. */
static uint32_t one_of(struct image *image, uint32_t compartment)
{
    const struct configuration *c = image->in->configuration;
    uint32_t first = NONE;
    for (uint32_t i = 0; i < c->count; i++) {
        if (image->compartment_of[i] != compartment)
            continue;
        if (first == NONE) {
            first = i;
            continue;
        }
        const struct choice *a = &c->choices[first], *b = &c->choices[i];
        bool same = a->hardening_count == b->hardening_count;
        for (uint32_t k = 0; same && k < a->hardening_count; k++)
            same = a->hardening[k] == b->hardening[k];
        if (same)
            continue;
        struct report *e = REFUSE(image, image->m->components[i].span,
                                  "the paper's form hardens whole compartments, and `%s` and `%s` are in one and hardened differently",
                                  model_component_name(image->m, first), model_component_name(image->m, i));
        report_related(e, image->m->components[first].span, "`%s` is declared here", model_component_name(image->m, first));
        report_hint(e, "say so in the system: [Hardening] ::= per compartment; or write the form of the tool: --to flexos");
    }
    return first;
}

mspec_status export_flexos_paper(const struct export_input *in, struct text *out)
{
    struct image image;
    mspec_status status = image_init(&image, in);
    if (status == MSPEC_OK) {
        const char *mechanism = !image.entry ? "none" : strcmp(image.driver, "vmept") == 0 ? "vm-ept" : "intel-mpk";
        text_puts(out, "# Made by mspec, in the form of the paper; kraft reads the one of `mspec export --to flexos`.\ncompartments:\n");
        for (uint32_t i = 0; i < image.compartment_count; i++) {
            uint32_t member = one_of(&image, i);
            const struct choice *choice = member == NONE ? NULL : &in->configuration->choices[member];
            text_printf(out, "- comp%u:\n    mechanism: %s\n", i + 1, mechanism);
            if (i == image.default_compartment)
                text_puts(out, "    default: True\n");
            for (uint32_t h = 0; choice && h < choice->hardening_count; h++)
                text_printf(out, "%s%s%s", h ? ", " : "    hardening: [",
                            paper_name(model_mechanism_name(image.m, choice->hardening[h])),
                            h + 1 == choice->hardening_count ? "]\n" : "");
        }
        text_puts(out, "libraries:\n");
        for (uint32_t c = 0; c < in->model->component_count; c++) {
            const char *name = model_component_name(in->model, c);
            char *library = arena_printf(&image.plan.arena, "lib%s", name);
            text_puts(out, "- ");
            plan_put_scalar(out, library ? library : "");
            text_printf(out, ": comp%u\n", image.compartment_of[c] + 1);
            status = library ? status : MSPEC_ERROR_MEMORY;
        }
        status = out->failed ? MSPEC_ERROR_MEMORY : image.plan.refused ? MSPEC_ERROR_INPUT : status;
    }
    plan_end(&image.plan);
    return status;
}
