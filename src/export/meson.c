/* Meson: a folder's meson.build with the options of each component in a dictionary, for `c_args` and `cpp_args` of its target, which
 * Meson puts behind those of the project; a component that the dictionary lacks stops the configuration. (Meson's manual: subdir,
 * build_target, compiler objects.) */
#include "export/userspace.h"

static void put_list(const struct options_list *list, struct text *out)
{
    text_puts(out, "[");
    for (size_t i = 0; i < list->count; i++)
        text_printf(out, "%s'%s'", i ? ", " : "", list->items[i]);
    text_puts(out, "]");
}

static void put_guard(const struct user_build *b, struct text *out)
{
    const struct toolchain *t = &b->tools;
    const char *macro = t->arch ? flags_arch_macro(t->arch) : NULL;
    if (!b->hardens)
        return;
    text_printf(out, "\n# These options are for another compiler no options, or do nothing.\n"
                     "foreach mspec_language : [%s%s%s]\n"
                     "  mspec_cc = meson.get_compiler(mspec_language)\n"
                     "  if mspec_cc.get_id() != '%s'\n"
                     "    error('mspec: the compiler options are those of %s, and the compiler is ' + mspec_cc.get_id())\n"
                     "  endif\n", b->hardens_c ? "'c'" : "", b->hardens_c && b->hardens_cxx ? ", " : "",
                b->hardens_cxx ? "'cpp'" : "", t->compiler, t->compiler);
    if (b->since)
        text_printf(out, "  if mspec_cc.version().version_compare('<%u')\n"
                         "    error('mspec: the compiler options are those of %s %u, and the compiler is older')\n"
                         "  endif\n", b->since, t->compiler, b->since);
    if (macro)
        text_printf(out, "  if mspec_cc.get_define('%s') == ''\n"
                         "    error('mspec: the compiler options are for %s, and the build is for something else')\n"
                         "  endif\n", macro, t->arch);
    text_puts(out, "endforeach\n");
}

static void put_dictionary(const struct user_build *b, const char *name, bool linking, struct text *out)
{
    text_printf(out, "%s = {\n", name);
    for (uint32_t i = 0; i < b->count; i++) {
        const struct user_component *c = &b->components[i];
        if (!c->has_code)
            continue;
        text_printf(out, "  '%s': ", c->name);
        put_list(linking ? &c->link : &c->compile, out);
        text_puts(out, ",");
        for (size_t k = 0; !linking && k < c->mechanisms.count; k++)
            text_printf(out, "%s%s", k ? ", " : "  # ", c->mechanisms.items[k]);
        text_puts(out, "\n");
    }
    text_puts(out, "}\n");
}

static void put_programs(const struct user_build *b, struct text *out)
{
    text_puts(out, "\n# link_args of the program that the components make");
    if (b->program_count == 1) {
        text_puts(out, "\nmspec_program_args = ");
        put_list(&b->programs[0], out);
        text_puts(out, "\n");
        return;
    }
    text_puts(out, ", by the first component of each\nmspec_program_args = {\n");
    for (uint32_t k = 0; k < b->program_count; k++) {
        uint32_t first = 0;
        while (b->components[first].program != k)
            first++;
        text_printf(out, "  '%s': ", b->components[first].name);
        put_list(&b->programs[k], out);
        text_puts(out, ",\n");
    }
    text_puts(out, "}\n");
}

static void put_variants(const struct user_build *b, struct text *out)
{
    bool any = false;
    for (uint32_t i = 0; i < b->count; i++) {
        const struct user_component *c = &b->components[i];
        if (!c->variant)
            continue;
        text_printf(out, "%s  '%s': '%s',\n", any ? "" : "\nmspec_variants = {\n", c->name, c->variant);
        any = true;
    }
    text_puts(out, any ? "}\n" : "");
}

mspec_status export_meson(const struct export_input *in, struct text *out)
{
    struct user_build b;
    mspec_status status = user_build_make(in, "meson", &b);
    if (status == MSPEC_OK) {
        user_build_head(&b, out);
        text_puts(out, "# Put it into a folder of its own, and say subdir('FOLDER') after project(). Then, for the target of each component:\n"
                       "#     static_library('net', …, c_args: mspec_args['net'])\n");
        put_guard(&b, out);
        text_puts(out, "\n# c_args and cpp_args of the targets of each component\n");
        put_dictionary(&b, "mspec_args", false, out);
        text_puts(out, "\n# link_args of whatever links it\n");
        put_dictionary(&b, "mspec_link_args", true, out);
        put_programs(&b, out);
        put_variants(&b, out);
        status = out->failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
    }
    user_build_fini(&b);
    return status;
}
