/* Unikraft: the Kraftfile of an image, its options as a fragment of .config, and what takes hardening off single libraries.
 *
 * Unikraft compiles hardening into the whole image, and has no compartments: a configuration that divides is refused. Libraries that
 * the specification does not describe get the image's hardening too, which makes nothing worse. */
#include "export/unikraft.h"

#include <string.h>

static const char *const core_libraries[] = {"cpio", "devfs", "initramfs", "nolibc", "ramfs", "vfscore", "isrlib", "syscall_shim",
                                             "9pfs", "fdt", "ubsan", "kasan"};

bool unikraft_is_core(const struct plan *p, uint32_t component)
{
    const char *name = model_component_name(p->m, component), *origin = plan_origin(p, component, 0);
    if (origin)
        return strstr(origin, "/unikraft/unikraft") || strstr(origin, "/project-flexos/unikraft");
    if (strncmp(name, "uk", 2) == 0 || strncmp(name, "posix-", 6) == 0)
        return true;
    for (size_t i = 0; i < sizeof core_libraries / sizeof *core_libraries; i++)
        if (strcmp(name, core_libraries[i]) == 0)
            return true;
    return false;
}

void unikraft_check_libraries(struct plan *p)
{
    const struct model *m = p->m;
    for (uint32_t c = 0; c < m->component_count; c++) {
        const struct choice *choice = &p->in->configuration->choices[c];
        if (strchr(model_component_name(m, c), '.'))
            PLAN_REFUSE(p, m->components[c].span, "%s places whole libraries, and `%s` is one function of one", p->title,
                        model_component_name(m, c));
        else if (m->forms[choice->form].is_vault)
            PLAN_REFUSE(p, m->components[c].span, "%s places libraries, and `%s` is data without code", p->title,
                        model_component_name(m, c));
    }
}

void unikraft_put_option(struct text *out, const char *name)
{
    text_puts(out, "CONFIG_LIB");
    plan_put_upper(out, strcmp(name, "newlib") == 0 ? "newlibc" : name);
}

static mspec_status begin(struct plan *p, const struct export_input *in, struct plan_options *options)
{
    mspec_status status = plan_begin(p, in, "unikraft");
    if (status != MSPEC_OK)
        return status;
    unikraft_check_libraries(p);
    status = plan_check(p);
    if (status == MSPEC_OK)
        status = plan_options(p, true, options);
    return status == MSPEC_OK && p->refused ? MSPEC_ERROR_INPUT : status;
}

static mspec_status end(struct plan *p, struct plan_options *options, const struct text *out, mspec_status status)
{
    vector_free(&p->m->ctx->memory, options);
    plan_end(p);
    return status == MSPEC_OK && out->failed ? MSPEC_ERROR_MEMORY : status;
}

/* ---- off for one library ---- */

/* The mechanisms that the image has and the library does not. */
static bool lacks(const struct plan *p, uint32_t component, uint32_t mechanism)
{
    const struct target_entry *entry = target_entry(p->m, p->target, mechanism);
    return entry && entry->flags_off.count && plan_uses(p, mechanism, true) && !plan_has(p, component, mechanism, true);
}

static void put_off(const struct plan *p, struct text *out)
{
    static const char *const variables[] = {"CFLAGS", "CXXFLAGS"};
    for (uint32_t c = 0; c < p->m->component_count; c++)
        for (size_t v = 0; v < sizeof variables / sizeof *variables; v++) {
            bool any = false;
            for (uint32_t id = 0; id < p->m->mechanism_count; id++) {
                if (!lacks(p, c, id))
                    continue;
                if (!any) {
                    text_puts(out, "LIB");
                    plan_put_upper(out, model_component_name(p->m, c));
                    text_printf(out, "_%s-y +=", variables[v]);
                }
                any = true;
                plan_put_words(p, &target_entry(p->m, p->target, id)->flags_off, out);
            }
            text_puts(out, any ? "\n" : "");
        }
}

/* ---- the files ---- */

static void put_target(const struct plan *p, struct text *out)
{
    const char *arch = "x86_64";
    for (uint32_t i = 0; i < p->m->platform_count; i++)
        if (strcmp(model_name(p->m, p->m->platform[i].key), "arch") == 0 && p->m->platform[i].value_count == 1)
            arch = model_name(p->m, p->m->platform[i].values[0].value);
    text_puts(out, "targets:\n  - platform: qemu\n    architecture: ");
    plan_put_scalar(out, arch);
    text_puts(out, "\n");
}

static mspec_status put_libraries(struct plan *p, struct text *out)
{
    bool any = false;
    for (uint32_t c = 0; c < p->m->component_count; c++) {
        const char *name = model_component_name(p->m, c), *origin = plan_origin(p, c, 0);
        const struct form *form = &p->m->forms[p->in->configuration->choices[c].form];
        if (unikraft_is_core(p, c))
            continue;
        text_puts(out, any ? "  " : "libraries:\n  ");
        any = true;
        plan_put_scalar(out, name);
        text_puts(out, ":\n");
        if (form->name)
            text_printf(out, "    # variant %s\n", model_name(p->m, form->name));
        const char *version = origin ? strrchr(origin, '@') : NULL;
        size_t length = version ? strcspn(version + 1, "?#") : 0;
        char *copy = length ? arena_copy(&p->arena, version + 1, length) : NULL;
        if (length && !copy)
            return MSPEC_ERROR_MEMORY;
        text_puts(out, "    version: ");
        plan_put_scalar(out, copy ? copy : "stable");
        text_puts(out, "\n    kconfig:\n      ");
        unikraft_put_option(out, name);
        text_puts(out, ": 'y'\n");
    }
    return MSPEC_OK;
}

mspec_status export_unikraft(const struct export_input *in, struct text *out)
{
    struct plan p;
    struct plan_options options = {0};
    mspec_status status = begin(&p, in, &options);
    if (status == MSPEC_OK) {
        text_puts(out, "# Made by mspec. Hardening is of the whole image.\n");
        struct text off = {0};
        put_off(&p, &off);
        if (off.length)
            text_puts(out, "# What takes it off single libraries is written by `mspec export --to unikraft-make`.\n");
        status = off.failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
        text_fini(&off);
        text_puts(out, "spec: v0.6\nname: ");
        plan_put_scalar(out, in->model->system_name ? model_name(in->model, in->model->system_name) : "image");
        text_puts(out, "\nunikraft:\n  version: stable\n  kconfig:\n");
        for (size_t i = 0; i < options.count; i++)
            text_printf(out, "    %s: '%s'\n", options.items[i].name, options.items[i].value);
        for (uint32_t c = 0; c < in->model->component_count; c++) {
            if (!unikraft_is_core(&p, c))
                continue;
            text_puts(out, "    ");
            unikraft_put_option(out, model_component_name(in->model, c));
            text_puts(out, ": 'y'\n");
        }
        put_target(&p, out);
        if (status == MSPEC_OK)
            status = put_libraries(&p, out);
    }
    return end(&p, &options, out, status);
}

mspec_status export_unikraft_config(const struct export_input *in, struct text *out)
{
    struct plan p;
    struct plan_options options = {0};
    mspec_status status = begin(&p, in, &options);
    if (status == MSPEC_OK) {
        text_puts(out, "# Made by mspec. Put it into .config, run `make olddefconfig`, and let `mspec verify` read back what stuck.\n");
        plan_put_assumptions(&p, out);
        plan_put_options(&options, out);
        for (uint32_t c = 0; c < in->model->component_count; c++) {
            unikraft_put_option(out, model_component_name(in->model, c));
            text_puts(out, "=y\n");
        }
    }
    return end(&p, &options, out, status);
}

mspec_status export_unikraft_make(const struct export_input *in, struct text *out)
{
    struct plan p;
    struct plan_options options = {0};
    mspec_status status = begin(&p, in, &options);
    if (status == MSPEC_OK) {
        text_puts(out, "# Made by mspec. Hardening of the image that single libraries do not have; for the application's Makefile.uk.\n");
        put_off(&p, out);
    }
    return end(&p, &options, out, status);
}
