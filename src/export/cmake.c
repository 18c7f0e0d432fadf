/* CMake: the options of each component as target options, which CMake puts behind CMAKE_C_FLAGS and the options of a folder, and
 * hands on to whatever links the target. A component whose target nobody has named, and that none is called after, stops the
 * configuration. (CMake's manual: target_compile_options, target_link_options, COMPILE_OPTIONS.) */
#include "export/userspace.h"

static void put_guard(const struct user_build *b, struct text *out)
{
    const struct toolchain *t = &b->tools;
    const char *macro = t->arch ? flags_arch_macro(t->arch) : NULL;
    if (!b->hardens)
        return;
    text_printf(out, "\n# These options are for another compiler no options, or do nothing.\n"
                     "foreach(mspec_language C CXX)\n"
                     "    if(NOT CMAKE_${mspec_language}_COMPILER_ID)\n"
                     "        continue()\n"
                     "    endif()\n"
                     "    if(NOT CMAKE_${mspec_language}_COMPILER_ID %s)\n"
                     "        message(FATAL_ERROR \"mspec: the compiler options are those of %s, and the compiler is another one\")\n"
                     "    endif()\n",
                t->family == FLAGS_CLANG ? "MATCHES \"^(Apple)?Clang$\"" : "STREQUAL \"GNU\"", t->compiler);
    if (b->since)
        text_printf(out, "    if(CMAKE_${mspec_language}_COMPILER_VERSION VERSION_LESS %u)\n"
                         "        message(FATAL_ERROR \"mspec: the compiler options are those of %s %u, and the compiler is older\")\n"
                         "    endif()\n", b->since, t->compiler, b->since);
    text_puts(out, "endforeach()\n");
    if (macro)
        text_printf(out, "include(CheckSymbolExists)\n"
                         "include(CheckCXXSymbolExists)\n"
                         "if(CMAKE_C_COMPILER_ID)\n"
                         "    check_symbol_exists(%s stddef.h MSPEC_BUILDS_FOR_%s)\n"
                         "else()\n"
                         "    check_cxx_symbol_exists(%s stddef.h MSPEC_BUILDS_FOR_%s)\n"
                         "endif()\n"
                         "if(NOT MSPEC_BUILDS_FOR_%s)\n"
                         "    message(FATAL_ERROR \"mspec: the compiler options are for %s, and the build is for something else\")\n"
                         "endif()\n", macro, t->arch, macro, t->arch, t->arch, t->arch);
}

static void put_list(const char *name, const struct user_component *c, const struct options_list *list, struct text *out)
{
    text_printf(out, "set(MSPEC_%s_%s%s", name, c->name, list->count ? " " : "");
    options_print(list, out);
    text_puts(out, ")\n");
}

static void put_component(const struct user_component *c, struct text *out)
{
    if (!c->has_code)
        return;
    user_component_head(c, out);
    if (c->variant)
        text_printf(out, "set(MSPEC_VARIANT_%s %s)\n", c->name, c->variant);
    put_list("COMPILE_OPTIONS", c, &c->compile, out);
    put_list("LINK_OPTIONS", c, &c->link, out);
}

static void put_functions(struct text *out)
{
    text_puts(out,
              "\n# mspec_harden(COMPONENT TARGET...): these targets are the component.\n"
              "function(mspec_harden component)\n"
              "    if(NOT component IN_LIST MSPEC_COMPONENTS)\n"
              "        message(FATAL_ERROR \"mspec: there is no component `${component}`\")\n"
              "    endif()\n"
              "    foreach(target IN LISTS ARGN)\n"
              "        get_target_property(type ${target} TYPE)\n"
              "        if(type STREQUAL \"INTERFACE_LIBRARY\")\n"
              "            message(FATAL_ERROR \"mspec: `${target}` is not compiled, and cannot be the component `${component}`\")\n"
              "        endif()\n"
              "        target_compile_options(${target} PRIVATE ${MSPEC_COMPILE_OPTIONS_${component}})\n"
              "        target_link_options(${target} PUBLIC ${MSPEC_LINK_OPTIONS_${component}})\n"
              "    endforeach()\n"
              "    set_property(GLOBAL APPEND PROPERTY MSPEC_HARDENED ${component})\n"
              "endfunction()\n"
              "\n"
              "# mspec_harden_all(): every other component is the target of its name. Call it when all targets are there.\n"
              "function(mspec_harden_all)\n"
              "    get_property(done GLOBAL PROPERTY MSPEC_HARDENED)\n"
              "    foreach(component IN LISTS MSPEC_COMPONENTS)\n"
              "        if(component IN_LIST done)\n"
              "            continue()\n"
              "        elseif(TARGET ${component})\n"
              "            mspec_harden(${component} ${component})\n"
              "        elseif(MSPEC_COMPILE_OPTIONS_${component})\n"
              "            message(FATAL_ERROR \"mspec: no target is called `${component}`; say which one it is, with mspec_harden(${component} TARGET)\")\n"
              "        endif()\n"
              "    endforeach()\n"
              "endfunction()\n");
}

mspec_status export_cmake(const struct export_input *in, struct text *out)
{
    struct user_build b;
    mspec_status status = user_build_make(in, "cmake", &b);
    if (status == MSPEC_OK) {
        user_build_head(&b, out);
        text_puts(out, "# Include it after project(), and call mspec_harden_all() when all targets are there.\n"
                       "set(MSPEC_COMPONENTS");
        for (uint32_t i = 0; i < b.count; i++)
            text_printf(out, "%s%s", b.components[i].has_code ? " " : "", b.components[i].has_code ? b.components[i].name : "");
        text_puts(out, ")\n");
        put_guard(&b, out);
        for (uint32_t i = 0; i < b.count; i++)
            put_component(&b.components[i], out);
        put_functions(out);
        status = out->failed ? MSPEC_ERROR_MEMORY : MSPEC_OK;
    }
    user_build_fini(&b);
    return status;
}
