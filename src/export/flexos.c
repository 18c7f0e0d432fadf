/* FlexOS: the kraft.yaml of an image, and the compiler flags of its hardened libraries as a make fragment.
 *
 * kraft reads one isolation driver for the whole image and no hardening at all, falls back silently where it does not understand,
 * and maps one window of shared memory for all compartments. What that cannot carry is refused here: two mechanisms, nested
 * compartments, too many of them, hardening that FlexOS does not have — and, by asking the judge once more with the boundaries
 * that FlexOS really builds, a configuration that is safe only behind narrower ones. */
#include <ctype.h>
#include <strings.h>
#include <string.h>

#include "export/export.h"
#include "export/flags.h"
#include "export/wording.h"

/* What FlexOS knows. Masks are those of its gates: https://github.com/project-flexos. */
struct driver {
    const char *mechanism; /* of the catalogue */
    const char *name, *kconfig;
    uint32_t limit;
    struct reach_set mask;
};
#define MASK(x) {{WHERE_SHARED, WHERE_SHARED, (x), (x)}}
static const struct driver drivers[] = {
    {"mpk", "intel-pku", "CONFIG_LIBFLEXOS_INTELPKU=y", 15, MASK(WHERE_ALL)},
    {"ept", "vmept", "CONFIG_LIBFLEXOS_VMEPT=y", 16, MASK(WHERE_API)},
    {"flexos-ept", "vmept", "CONFIG_LIBFLEXOS_VMEPT=y", 16, MASK(WHERE_API)},
};
static const struct driver no_driver = {NULL, "fcalls", "CONFIG_LIBFLEXOS_NONE=y", 1, {{0}}};

/* What the image needs beside the options of each library (flags.h): its Kconfig, separated by blanks; "" for none. */
struct support {
    const char *mechanism, *kconfig;
};
static const struct support supports[] = {
    {"kasan", "CONFIG_LIBKASAN=y"}, {"asan", "CONFIG_LIBKASAN=y"}, {"ubsan", "CONFIG_LIBUBSAN=y"},
    {"ssp", "CONFIG_LIBUKSP=y CONFIG_STACKPROTECTOR_STRONG=y"}, {"cfi", ""},
};

/* Libraries of the Unikraft tree itself, where [Origin] does not tell. */
static const char *const core_libraries[] = {"cpio", "devfs", "initramfs", "nolibc", "ramfs", "vfscore", "isrlib", "syscall_shim",
                                             "9pfs", "fdt", "ubsan", "kasan"};

struct image {
    const struct export_input *in;
    const struct model *m;
    struct arena arena;
    const struct driver *driver;
    uint32_t mechanism;       /* NONE when nothing is divided */
    uint32_t *compartment_of; /* of each component, from 0 */
    uint32_t compartment_count, default_compartment;
    bool refused;             /* and said why */
};

#define REFUSE(image, span, ...) ((image)->refused = true, report((image)->m->ctx, CODE_EXPORT_IMPOSSIBLE, (span), __VA_ARGS__))

static const struct support *find_support(const struct model *m, uint32_t mechanism)
{
    for (size_t i = 0; i < sizeof supports / sizeof *supports; i++) {
        if (strcmp(supports[i].mechanism, model_mechanism_name(m, mechanism)) == 0)
            return &supports[i];
    }
    return NULL;
}

static const struct flags *flags_of(const struct model *m, uint32_t mechanism)
{
    return flags_find(FLAGS_FLEXOS, FLAGS_GCC | FLAGS_CLANG, model_mechanism_name(m, mechanism));
}

/* ---- what FlexOS can do ---- */

static void find_driver(struct image *image)
{
    const struct model *m = image->m;
    image->driver = &no_driver;
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
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++) {
        if (strcmp(drivers[i].mechanism, model_mechanism_name(m, image->mechanism)) == 0) {
            image->driver = &drivers[i];
            return;
        }
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
    image->compartment_of = arena_new_array(&image->arena, uint32_t, c->count);
    uint32_t *members = arena_new_array(&image->arena, uint32_t, c->count);
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
    if (image->driver->limit < image->compartment_count && image->mechanism != NONE) {
        struct report *e = REFUSE(image, image->m->mechanisms[image->mechanism].span,
                                  "FlexOS has room for %u compartments with `%s`, and this configuration has %u", image->driver->limit,
                                  image->driver->name, image->compartment_count);
        report_hint(e, "limit them with [Budget] ::= compartments %u in the system", image->driver->limit);
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
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct choice *choice = &image->in->configuration->choices[c];
        if (strchr(model_component_name(m, c), '.'))
            REFUSE(image, m->components[c].span,
                   "FlexOS places whole libraries, and `%s` is one function of one", model_component_name(m, c));
        else if (m->forms[choice->form].is_vault)
            REFUSE(image, m->components[c].span,
                   "FlexOS places libraries, and `%s` is data without code", model_component_name(m, c));
        for (uint32_t h = 0; h < choice->hardening_count; h++) {
            uint32_t id = choice->hardening[h];
            if (find_support(m, id) && flags_of(m, id))
                continue;
            struct report *e = REFUSE(image, m->mechanisms[id].span,
                                      "FlexOS cannot harden a library with `%s`, as this configuration does with `%s`",
                                      model_mechanism_name(m, id), model_component_name(m, c));
            report_hint(e, "what it has: kasan (or asan), ubsan, ssp, cfi");
        }
    }
}

/* Is the configuration still safe, and does it work, behind the boundaries that FlexOS builds? */
static mspec_status check_boundaries(struct image *image)
{
    const struct model *m = image->m;
    if (image->mechanism == NONE || image->driver == &no_driver)
        return MSPEC_OK;
    struct model as_built = *m;
    as_built.mechanisms = arena_copy_array_(&image->arena, m->mechanisms, m->mechanism_count, sizeof *m->mechanisms);
    if (!as_built.mechanisms)
        return MSPEC_ERROR_MEMORY;
    struct mechanism *mechanism = &as_built.mechanisms[image->mechanism];
    mechanism->in = mechanism->out = image->driver->mask;
    mechanism->is_directed = false;
    struct judgement j;
    mspec_status status = judge(&as_built, image->in->configuration, &j);
    if (status != MSPEC_OK)
        return status;
    if (!j.safe || !j.works) {
        struct wording found;
        bool made = wording_make(&as_built, image->in->configuration, &j, &image->arena, &found);
        const char *name = model_mechanism_name(m, image->mechanism);
        struct report *e = REFUSE(image, m->mechanisms[image->mechanism].boundary_span,
                                  "FlexOS's `%s` does not build the boundary that `%s` promises%s%s", image->driver->name, name,
                                  made && found.count ? ": there, " : "", made && found.count ? found.items[0].message : "");
        report_hint(e, "FlexOS's boundary is [Boundary] ::= R(shared), W(shared), %s",
                    image->driver->mask.where[LEAF_CALL] == WHERE_ALL ? "X(*)" : "X(api)");
        status = made ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    judgement_fini(&j);
    return status;
}

static mspec_status image_init(struct image *image, const struct export_input *in)
{
    *image = (struct image){.in = in, .m = in->model};
    arena_init(&image->arena, &in->model->ctx->memory);
    find_driver(image);
    if (!find_compartments(image))
        return MSPEC_ERROR_MEMORY;
    check_components(image);
    mspec_status status = check_boundaries(image);
    if (status == MSPEC_OK && image->refused)
        status = MSPEC_ERROR_INPUT;
    return status;
}

/* ---- kraft.yaml ---- */

/* A scalar that no reader takes for anything but this text. */
static void put_scalar(struct text *out, const char *text)
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

/* [Origin] of the component as this configuration uses it; NULL without one. */
static const char *origin_of(const struct image *image, uint32_t component)
{
    const struct form *form = &image->m->forms[image->in->configuration->choices[component].form];
    return form->origin_count ? model_name(image->m, form->origins[0]) : NULL;
}

static bool is_core(const struct image *image, uint32_t component)
{
    const char *name = model_component_name(image->m, component), *origin = origin_of(image, component);
    if (origin)
        return strstr(origin, "/unikraft/unikraft") || strstr(origin, "/project-flexos/unikraft");
    if (strncmp(name, "uk", 2) == 0 || strncmp(name, "posix-", 6) == 0)
        return true;
    for (size_t i = 0; i < sizeof core_libraries / sizeof *core_libraries; i++) {
        if (strcmp(name, core_libraries[i]) == 0)
            return true;
    }
    return false;
}

/* LIBNAME as Kconfig and the Makefiles write it. */
static void put_upper(struct text *out, const char *name)
{
    for (; *name; name++)
        text_printf(out, "%c", *name == '-' ? '_' : toupper((unsigned char)*name));
}

static void put_kconfig(const struct image *image, struct text *out)
{
    text_printf(out, "  kconfig:\n    - CONFIG_LIBFLEXOS=y\n    - %s\n", image->driver->kconfig);
    if (strcmp(image->driver->name, "intel-pku") == 0) /* a stack of its own for each compartment, as the model takes it */
        text_puts(out, "    - CONFIG_LIBFLEXOS_GATE_INTELPKU_PRIVATE_STACKS=y\n    - CONFIG_LIBFLEXOS_ENABLE_DSS=y\n");
    for (uint32_t id = 0; id < image->m->mechanism_count; id++) {
        bool chosen = false;
        for (uint32_t c = 0; c < image->in->configuration->count; c++) {
            const struct choice *choice = &image->in->configuration->choices[c];
            for (uint32_t h = 0; h < choice->hardening_count; h++)
                chosen = chosen || choice->hardening[h] == id;
        }
        const struct support *support = chosen ? find_support(image->m, id) : NULL;
        for (const char *p = support ? support->kconfig : ""; *p;) {
            size_t length = strcspn(p, " ");
            text_printf(out, "    - %.*s\n", (int)length, p);
            p += length + strspn(p + length, " ");
        }
    }
}

static void put_compartments(const struct image *image, struct text *out)
{
    text_puts(out, "compartments:\n");
    for (uint32_t i = 0; i < image->compartment_count; i++) {
        text_printf(out, "  - name: comp%u\n    mechanism:\n      driver: %s\n      noisolstack: false\n", i + 1, image->driver->name);
        if (i == image->default_compartment)
            text_puts(out, "    default: true\n");
    }
}

static void put_library(struct image *image, uint32_t c, struct text *out)
{
    const struct model *m = image->m;
    const char *name = model_component_name(m, c), *origin = origin_of(image, c);
    const struct form *form = &m->forms[image->in->configuration->choices[c].form];
    text_puts(out, "  ");
    put_scalar(out, name);
    text_puts(out, ":\n");
    if (form->name)
        text_printf(out, "    # variant %s\n", model_name(m, form->name));
    if (is_core(image, c)) {
        text_puts(out, "    is_core: true\n");
    } else {
        const char *version = origin ? strrchr(origin, '@') : NULL;
        size_t length = version ? strcspn(version + 1, "?#") : 0;
        char *copy = length ? arena_copy(&image->arena, version + 1, length) : NULL;
        text_puts(out, "    version: ");
        put_scalar(out, copy ? copy : "staging");
        text_puts(out, "\n    kconfig:\n      - CONFIG_LIB");
        put_upper(out, strcmp(name, "newlib") == 0 ? "newlibc" : name);
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
        put_upper(out, name);
        text_puts(out, strcmp(name, "uksched") == 0 ? "_CFLAGS +=" : "_CFLAGS_EXTRA +=");
        for (uint32_t h = 0; h < choice->hardening_count; h++)
            text_printf(out, " %s", flags_of(m, choice->hardening[h])->compile);
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
        put_scalar(out, in->model->system_name ? model_name(in->model, in->model->system_name) : "flexos");
        text_puts(out, "\nunikraft:\n  version: staging\n");
        put_kconfig(&image, out);
        text_puts(out, "targets:\n  - architecture: x86_64\n    platform: kvm\n");
        put_compartments(&image, out);
        text_puts(out, "libraries:\n");
        for (uint32_t c = 0; c < in->model->component_count; c++)
            put_library(&image, c, out);
        text_puts(out, "volumes: {}\nnetworks: {}\n");
        status = out->failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
    }
    arena_fini(&image.arena);
    return status;
}

mspec_status export_flexos_make(const struct export_input *in, struct text *out)
{
    struct image image;
    mspec_status status = image_init(&image, in);
    if (status == MSPEC_OK) {
        text_puts(out, "# Made by mspec. The compiler flags of each hardened library.\n");
        put_hardening(&image, "", out);
        status = out->failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
    }
    arena_fini(&image.arena);
    return status;
}
