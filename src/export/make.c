/* make: the options of each component, put behind whatever CFLAGS and CXXFLAGS hold for the objects of that component, also where
 * these come from the command line. The fragment stops a build that is made with another compiler or for another machine, and one
 * that has no sources of a component which it hardens: there the options would be lost without a word. (GNU make's manual:
 * "Pattern-specific Variable Values", "The override Directive", "Suppressing Inheritance".) */
#include <string.h>

#include "export/userspace.h"

static void put_guard(const struct user_build *b, struct text *out)
{
    const struct toolchain *t = &b->tools;
    const char *macro = t->arch ? flags_arch_macro(t->arch) : NULL;
    if (!b->hardens)
        return;
    text_printf(out, "\n# These options are for another compiler no options, or do nothing.\n"
                     "MSPEC_CC := $(shell echo '__clang__ __GNUC__ __clang_major__ %s' | $(CC) $(CPPFLAGS) $(CFLAGS) -E -P -x c - 2>/dev/null)\n",
                macro ? macro : "1");
    bool clang = t->family == FLAGS_CLANG;
    text_printf(out, "ifneq ($(words $(MSPEC_CC))/$(word 1,$(MSPEC_CC)),%s)\n", clang ? "4/1" : "4/__clang__");
    text_printf(out, "$(error mspec: the compiler options are those of %s, and $(CC) is another compiler)\nendif\n", t->compiler);
    if (b->since)
        text_printf(out, "ifneq ($(shell test '$(word %u,$(MSPEC_CC))' -ge %u 2>/dev/null && echo yes),yes)\n"
                         "$(error mspec: the compiler options are those of %s %u, and $(CC) is older)\nendif\n",
                    clang ? 3 : 2, b->since, t->compiler, b->since);
    if (macro)
        text_printf(out, "ifneq ($(word 4,$(MSPEC_CC)),1)\n"
                         "$(error mspec: the compiler options are for %s, and $(CC) compiles for something else)\nendif\n", t->arch);
}

/* The objects of a component: those of a folder, or of a file of that name. */
static void put_objects(const struct user_component *c, const char *variable, struct text *out)
{
    size_t length = c->path_is_file ? (size_t)(strrchr(c->path, '.') - c->path) : strlen(c->path);
    if (!c->path_is_file)
        text_printf(out, "$(MSPEC_OBJECT_FOLDER)%s/%%.o: private override %s += $(MSPEC_CFLAGS_%s)\n", c->path, variable, c->name);
    text_printf(out, "$(MSPEC_OBJECT_FOLDER)%.*s.o: private override %s += $(MSPEC_CFLAGS_%s)\n", (int)length, c->path, variable, c->name);
}

static void put_component(const struct user_component *c, struct text *out)
{
    if (!c->has_code)
        return;
    user_component_head(c, out);
    if (c->variant)
        text_printf(out, "MSPEC_VARIANT_%s := %s\n", c->name, c->variant);
    text_printf(out, "MSPEC_CFLAGS_%s :=%s", c->name, c->compile.count ? " " : "");
    options_print(&c->compile, out);
    text_printf(out, "\nMSPEC_LDFLAGS_%s :=%s", c->name, c->link.count ? " " : "");
    options_print(&c->link, out);
    text_puts(out, "\n");
    if (!c->compile.count)
        return;
    const char *p = c->path;
    if (c->path_is_file)
        text_printf(out, "ifeq ($(wildcard $(MSPEC_SOURCE_FOLDER)%s),)\n", p);
    else
        text_printf(out, "ifeq ($(wildcard $(addprefix $(MSPEC_SOURCE_FOLDER)%s,/ .c .cc .cpp .cxx .C)),)\n", p);
    text_printf(out, "$(error mspec: there is no $(MSPEC_SOURCE_FOLDER)%s, whose objects `%s` hardens; [Origin] of `%s` says where they are)\n"
                     "endif\n", p, c->name, c->name);
    put_objects(c, "CFLAGS", out);
    put_objects(c, "CXXFLAGS", out);
}

static void put_programs(const struct user_build *b, struct text *out)
{
    text_puts(out, "\n# The options for linking. Put $(LDFLAGS) into the rule that links.\n");
    if (b->program_count == 1) {
        text_puts(out, "MSPEC_LDFLAGS :=");
        text_puts(out, b->programs[0].count ? " " : "");
        options_print(&b->programs[0], out);
        text_puts(out, "\noverride LDFLAGS += $(MSPEC_LDFLAGS)\n");
        return;
    }
    for (uint32_t k = 0; k < b->program_count; k++) {
        text_printf(out, "MSPEC_PROGRAM_%u :=", k + 1);
        for (uint32_t i = 0; i < b->count; i++)
            text_printf(out, "%s%s", b->components[i].program == k ? " " : "", b->components[i].program == k ? b->components[i].name : "");
        text_printf(out, "\nMSPEC_LDFLAGS_%u :=%s", k + 1, b->programs[k].count ? " " : "");
        options_print(&b->programs[k], out);
        text_puts(out, "\n");
    }
}

mspec_status export_make(const struct export_input *in, struct text *out)
{
    struct user_build b;
    mspec_status status = user_build_make(in, "make", &b);
    if (status == MSPEC_OK) {
        user_build_head(&b, out);
        text_puts(out, "# Include it where CC, CFLAGS and LDFLAGS are set. Objects belong to a component by the name of their folder, or their\n"
                       "# own. MSPEC_OBJECT_FOLDER and MSPEC_SOURCE_FOLDER are where objects and sources are, both with their `/` at the end.\n"
                       "MSPEC_OBJECT_FOLDER ?=\nMSPEC_SOURCE_FOLDER ?=\nMSPEC_COMPONENTS :=");
        for (uint32_t i = 0; i < b.count; i++)
            text_printf(out, " %s", b.components[i].name);
        text_puts(out, "\n");
        put_guard(&b, out);
        for (uint32_t i = 0; i < b.count; i++)
            put_component(&b.components[i], out);
        put_programs(&b, out);
        status = out->failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
    }
    user_build_fini(&b);
    return status;
}
