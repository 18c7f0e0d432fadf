#include "export/toolchain.h"

#include <string.h>

#include "model/platform.h"
#include "syntax/syntax.h"

static name_id intern(const struct export_input *in, const char *text, size_t length)
{
    return names_intern(in->model->ctx->names, text, length);
}

static struct platform_group *find_group(const struct export_input *in, struct toolchain *t, const char *key)
{
    for (uint32_t i = 0; i < t->group_count; i++) {
        if (strcmp(model_name(in->model, t->groups[i].key), key) == 0)
            return &t->groups[i];
    }
    return NULL;
}

/* "clang-16", "clang 16.0.6" → a value; of a release, the first two numbers count. False when it is none. */
static bool read_value(const struct export_input *in, const char *text, struct platform_value *out)
{
    size_t name = strcspn(text, "-0123456789 "), at = name;
    *out = (struct platform_value){.version = RATIONAL_ZERO};
    at += strspn(text + at, "- ");
    size_t length = strspn(text + at, "0123456789");
    if (length && text[at + length] == '.')
        length += 1 + strspn(text + at + length + 1, "0123456789");
    struct number number;
    size_t used;
    const char *error;
    if (length) {
        if (!syntax_parse_number(text + at, length, &number, &used, &error) || used != length || number.unit != UNIT_NONE)
            return false;
        out->version = number.value;
        out->compare = 1;
    }
    if (name == 0 || strspn(text + at + length, ".0123456789") != strlen(text + at + length) || (!length && text[name]))
        return false;
    out->value = intern(in, text, name);
    return out->value != 0;
}

static mspec_status contradicted(const struct export_input *in, const char *option, const char *text, struct span span)
{
    struct report *r = report(in->model->ctx, CODE_OPTION_CONFLICT, span,
                              "`--%s %s` is not what the system's [Platform] says, and the configuration is for that", option, text);
    report_hint(r, "change [Platform], and solve again");
    return MSPEC_ERROR_INPUT;
}

/* Puts what the user said into the group of the key: one of its values, or made more precise. */
static mspec_status put_value(const struct export_input *in, struct arena *arena, struct toolchain *t, const char *option,
                              const char *text, struct platform_value value)
{
    struct platform_value *only = arena_new(arena, struct platform_value);
    if (!only)
        return MSPEC_ERROR_MEMORY;
    *only = value;
    struct platform_group *group = find_group(in, t, option);
    if (!group) {
        group = &t->groups[t->group_count++];
        *group = (struct platform_group){.key = intern(in, option, strlen(option)), .values = only, .value_count = 1};
        return group->key ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    for (uint32_t i = 0; i < group->value_count; i++) {
        const struct platform_value *has = &group->values[i];
        if (has->value != value.value || (has->compare && value.compare && rational_compare(has->version, value.version) != 0))
            continue;
        if (!value.compare)
            *only = *has;
        group->values = only;
        group->value_count = 1;
        return MSPEC_OK;
    }
    return contradicted(in, option, text, group->span);
}

static mspec_status take_compiler(const struct export_input *in, struct arena *arena, struct toolchain *t)
{
    const char *text = in->options.compiler;
    struct platform_value value;
    if (!text)
        return MSPEC_OK;
    if (!read_value(in, text, &value)) {
        if (in->model->ctx->memory.exhausted)
            return MSPEC_ERROR_MEMORY;
        report_hint(report(in->model->ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--compiler` cannot be `%s`", text),
                    "a compiler with its release, such as gcc-12 or clang-16");
        return MSPEC_ERROR_INPUT;
    }
    return put_value(in, arena, t, "compiler", text, value);
}

static mspec_status take_arch(const struct export_input *in, struct arena *arena, struct toolchain *t)
{
    const char *text = in->options.arch;
    if (!text)
        return MSPEC_OK;
    const char *known = flags_arch(text);
    if (!known) {
        report_hint(report(in->model->ctx, CODE_BAD_OPTION_VALUE, (struct span){0}, "`--arch` cannot be `%s`", text),
                    "such as x86_64, arm64 or riscv64");
        return MSPEC_ERROR_INPUT;
    }
    struct platform_value value = {.value = intern(in, known, strlen(known)), .version = RATIONAL_ZERO};
    return value.value ? put_value(in, arena, t, "arch", text, value) : MSPEC_ERROR_MEMORY;
}

static mspec_status take_features(const struct export_input *in, struct arena *arena, struct toolchain *t)
{
    size_t count = in->options.cpu_count;
    if (!count)
        return MSPEC_OK;
    struct platform_group *group = &t->groups[t->group_count++];
    *group = (struct platform_group){.key = intern(in, "cpu", 3), .values = arena_new_array(arena, struct platform_value, count)};
    if (!group->key || !group->values)
        return MSPEC_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const char *text = in->options.cpus[i];
        struct platform_value *value = &group->values[group->value_count++];
        *value = (struct platform_value){.value = intern(in, text, strlen(text)), .version = RATIONAL_ZERO};
        if (!value->value)
            return MSPEC_ERROR_MEMORY;
    }
    return MSPEC_OK;
}

static void find_tools(const struct export_input *in, struct toolchain *t)
{
    const struct platform_group *compiler = find_group(in, t, "compiler"), *arch = find_group(in, t, "arch");
    if (compiler && compiler->value_count == 1) {
        t->compiler = model_name(in->model, compiler->values[0].value);
        t->has_version = compiler->values[0].compare != 0;
        t->version = compiler->values[0].version;
        t->family = strcmp(t->compiler, "gcc") == 0 ? FLAGS_GCC : strcmp(t->compiler, "clang") == 0 ? FLAGS_CLANG : 0;
    }
    if (arch && arch->value_count == 1)
        t->arch = model_name(in->model, arch->values[0].value);
}

mspec_status toolchain_make(const struct export_input *in, struct arena *arena, struct toolchain *out)
{
    const struct model *m = in->model;
    *out = (struct toolchain){.group_count = m->platform_count, .version = RATIONAL_ZERO};
    out->groups = arena_new_array(arena, struct platform_group, m->platform_count + 3);
    if (!out->groups)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t i = 0; i < m->platform_count; i++)
        out->groups[i] = m->platform[i];
    mspec_status compiler = take_compiler(in, arena, out), arch = take_arch(in, arena, out), features = take_features(in, arena, out);
    find_tools(in, out);
    return compiler == MSPEC_ERROR_MEMORY || arch == MSPEC_ERROR_MEMORY || features == MSPEC_ERROR_MEMORY ? MSPEC_ERROR_MEMORY
           : compiler != MSPEC_OK                                                                         ? compiler
                                                                                                          : arch;
}

/* ---- what a mechanism asks for ---- */

/* "arch x86_64 or arm64" */
static void print_group(const struct model *m, const struct platform_group *group, struct text *out)
{
    static const char *const comparisons[] = {"", " ", " >= ", " <= ", " > ", " < "};
    text_printf(out, "%s", model_name(m, group->key));
    for (uint32_t i = 0; i < group->value_count; i++) {
        const struct platform_value *value = &group->values[i];
        text_printf(out, "%s %s%s", i ? " or" : "", model_name(m, value->value), comparisons[value->compare]);
        if (value->compare)
            rational_print(out, value->version, 3);
    }
}

bool toolchain_suits(const struct export_input *in, const struct toolchain *t, uint32_t mechanism, uint32_t component)
{
    const struct model *m = in->model;
    bool suits = true;
    for (uint32_t i = 0; i < m->mechanisms[mechanism].platform_count; i++) {
        const struct platform_group *group = &m->mechanisms[mechanism].platform[i];
        enum platform_answer answer = platform_meets(t->groups, t->group_count, group);
        if (answer == PLATFORM_MEETS)
            continue;
        struct text wanted = {0};
        print_group(m, group, &wanted);
        const char *text = wanted.failed ? "something else" : wanted.bytes, *key = model_name(m, group->key);
        struct report *r;
        if (answer == PLATFORM_UNKNOWN) {
            r = report(m->ctx, CODE_PLATFORM_NOT_STATED, group->span, "`%s` on `%s` needs %s, and nobody says whether that is there",
                       model_mechanism_name(m, mechanism), model_component_name(m, component), text);
            report_hint(r, "say so with `--%s`, or in the system's [Platform]", key);
        } else {
            r = report(m->ctx, CODE_HARDENING_VOID, group->span, "`%s` on `%s` needs %s, and the platform has something else",
                       model_mechanism_name(m, mechanism), model_component_name(m, component), text);
            report_hint(r, "let the system's [Platform] say what the build is made with, and solve again");
        }
        text_fini(&wanted);
        suits = false;
    }
    return suits;
}

void toolchain_print(const struct toolchain *t, struct text *out)
{
    if (t->compiler)
        text_printf(out, "%s", t->compiler);
    if (t->compiler && t->has_version) {
        text_puts(out, " ");
        rational_print(out, t->version, 3);
    }
    if (t->arch)
        text_printf(out, "%s%s", t->compiler ? ", " : "", t->arch);
}
