#include "export/userspace.h"

#include <string.h>

#define REFUSE(b, code, span, ...) ((b)->refused = true, report((b)->in->model->ctx, (code), (span), __VA_ARGS__))

/* ---- lists of options ---- */

static bool add_option(struct user_build *b, struct options_list *list, const char *option)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], option) == 0)
            return true;
    }
    return vector_push(&b->in->model->ctx->memory, list, option);
}

/* Adds options that stand in one text, with blanks between them; each once. */
static bool add_options(struct user_build *b, struct options_list *list, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, " ");
        const char *option = arena_copy(&b->arena, text, length);
        if (!option || !add_option(b, list, option))
            return false;
        text += length + strspn(text + length, " ");
    }
    return true;
}

static bool merge_options(struct user_build *b, struct options_list *into, const struct options_list *from)
{
    for (size_t i = 0; i < from->count; i++) {
        if (!add_option(b, into, from->items[i]))
            return false;
    }
    return true;
}

void options_print(const struct options_list *list, struct text *out)
{
    for (size_t i = 0; i < list->count; i++)
        text_printf(out, "%s%s", i ? " " : "", list->items[i]);
}

/* ---- programs ---- */

/* Numbers the programs in the order in which the components first meet them. */
static bool find_programs(struct user_build *b, const char *format)
{
    const struct model *m = b->in->model;
    const struct configuration *c = b->in->configuration;
    for (uint32_t i = 0; i < c->count; i++) {
        for (uint32_t d = 0; d < c->choices[i].depth; d++) {
            uint32_t id = c->choices[i].path[d].mechanism;
            const char *name = model_mechanism_name(m, id);
            if (strcmp(name, "process") == 0)
                continue;
            struct report *r = REFUSE(b, CODE_EXPORT_IMPOSSIBLE, m->mechanisms[id].span,
                                      "`%s` writes options of compilers, and those do not build the boundary `%s`", format, name);
            report_hint(r, "leave `%s` out of the system's [Mechanisms]; of the boundaries, only `process` is one between programs", name);
            return true;
        }
        uint32_t first = 0;
        while (first < i && !path_equal(&c->choices[first], &c->choices[i]))
            first++;
        b->components[i].program = first < i ? b->components[first].program : b->program_count++;
    }
    b->programs = arena_new_array(&b->arena, struct options_list, b->program_count);
    return b->programs != NULL;
}

/* ---- components ---- */

static bool is_plain(const char *path)
{
    for (const char *p = path; *p; p++) {
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr("_./+-", *p)))
            return false;
    }
    return *path && path[0] != '/' && path[0] != '-' && !strstr(path, "..");
}

static bool is_source(const char *path)
{
    static const char *const endings[] = {".c", ".cc", ".cpp", ".cxx", ".C"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++) {
        if (strcmp(dot, endings[i]) == 0)
            return true;
    }
    return false;
}

/* Where its sources are: the subpath of its package URL, else what is called as it is. */
static bool find_path(struct user_build *b, uint32_t id)
{
    const struct model *m = b->in->model;
    const struct form *form = &m->forms[b->in->configuration->choices[id].form];
    struct user_component *c = &b->components[id];
    c->path = c->name;
    for (uint32_t i = 0; i < form->origin_count; i++) {
        const char *hash = strchr(model_name(m, form->origins[i]), '#');
        if (!hash)
            continue;
        size_t length = strlen(hash + 1);
        while (length && hash[length] == '/')
            length--;
        c->path = arena_copy(&b->arena, hash + 1, length);
        if (!c->path)
            return false;
        if (!is_plain(c->path))
            REFUSE(b, CODE_EXPORT_IMPOSSIBLE, m->components[id].span,
                   "the subpath `%s` in the [Origin] of `%s` cannot stand in a build file", c->path, c->name);
        c->path_is_file = is_source(c->path);
        return true;
    }
    return true;
}

static bool is_in_language(const struct model *m, const struct form *form, const char *language)
{
    return form->language != NONE && strcmp(model_name(m, m->languages[form->language].name), language) == 0;
}

/* The row for the compiler at hand, if the mechanism can be had with it at all; else says why not. */
static const struct flags *find_flags(struct user_build *b, uint32_t id, uint32_t mechanism)
{
    const struct model *m = b->in->model;
    const char *name = model_mechanism_name(m, mechanism), *component = b->components[id].name;
    const struct toolchain *t = &b->tools;
    struct span span = m->mechanisms[mechanism].span;
    struct report *r;
    if (!flags_find(FLAGS_USER, FLAGS_GCC | FLAGS_CLANG, name)) {
        r = REFUSE(b, CODE_HARDENING_VOID, span, "no option of gcc or clang gives a program `%s`, which is on `%s`", name, component);
        report_hint(r, "leave it out of the system's [Mechanisms], and solve again");
        return NULL;
    }
    if (!t->compiler) {
        r = REFUSE(b, CODE_PLATFORM_NOT_STATED, span, "the options for `%s` on `%s` depend on the compiler, and nobody says which it is",
                   name, component);
        report_hint(r, "say so with `--compiler gcc-12`, or in the system: [Platform] ::= compiler gcc 12");
        return NULL;
    }
    const struct flags *flags = flags_find(FLAGS_USER, t->family, name);
    if (!flags) {
        r = REFUSE(b, CODE_HARDENING_VOID, span, "%s has no option that gives `%s`, which is on `%s`", t->compiler, name, component);
        report_hint(r, "build with another compiler, or leave it out of the system's [Mechanisms]");
        return NULL;
    }
    if (flags->since && (!t->has_version || rational_compare(t->version, rational_from(flags->since)) < 0)) {
        r = REFUSE(b, t->has_version ? CODE_HARDENING_VOID : CODE_PLATFORM_NOT_STATED, span,
                   "`%s` on `%s` needs %s %u, and %s", name, component, t->compiler, flags->since,
                   t->has_version ? "the build is made with an older one" : "nobody says which release it is");
        report_hint(r, "--compiler %s-%u, or a later one", t->compiler, flags->since);
        return NULL;
    }
    return flags;
}

static bool works_here(struct user_build *b, uint32_t id, uint32_t mechanism, const struct flags *flags)
{
    const struct model *m = b->in->model;
    const char *name = model_mechanism_name(m, mechanism), *component = b->components[id].name;
    if (!flags->arches || (b->tools.arch && flags_work_on(flags, b->tools.arch)))
        return true;
    struct report *r;
    if (!b->tools.arch) {
        r = REFUSE(b, CODE_PLATFORM_NOT_STATED, m->mechanisms[mechanism].span,
                   "the options for `%s` on `%s` do something on %s only, and nobody says what the build is for", name, component,
                   flags->arches);
        report_hint(r, "say so with `--arch`, or in the system's [Platform]");
    } else {
        r = REFUSE(b, CODE_HARDENING_VOID, m->mechanisms[mechanism].span,
                   "the options for `%s` on `%s` (%s) do nothing on %s", name, component, flags->compile, b->tools.arch);
        report_hint(r, "they do on: %s", flags->arches);
    }
    return false;
}

/* Sanitizers whose libraries cannot be in one program. */
static bool add_runtime(struct user_build *b, uint32_t id, uint32_t mechanism, const struct flags *flags, const char **runtimes,
                        uint32_t *whose)
{
    const struct model *m = b->in->model;
    uint32_t program = b->components[id].program;
    if (!flags->runtime)
        return true;
    if (!runtimes[program]) {
        runtimes[program] = flags->runtime;
        whose[program] = id;
    } else if (strcmp(runtimes[program], flags->runtime) != 0) {
        struct report *r = REFUSE(b, CODE_EXPORT_IMPOSSIBLE, m->mechanisms[mechanism].span,
                                  "`%s` on `%s` and `%s` on `%s` cannot be in one program: their run-time libraries exclude each other",
                                  model_mechanism_name(m, mechanism), b->components[id].name, runtimes[program],
                                  b->components[whose[program]].name);
        report_hint(r, "say so in the system, such as [Forbid] ::= %s on %s", model_mechanism_name(m, mechanism), b->components[id].name);
    }
    return true;
}

static bool harden(struct user_build *b, uint32_t id, const char **runtimes, uint32_t *whose)
{
    const struct model *m = b->in->model;
    const struct choice *choice = &b->in->configuration->choices[id];
    struct user_component *c = &b->components[id];
    for (uint32_t h = 0; h < choice->hardening_count; h++) {
        uint32_t mechanism = choice->hardening[h];
        bool is_c = is_in_language(m, &m->forms[choice->form], "C"), is_cxx = is_in_language(m, &m->forms[choice->form], "C++");
        if (!is_c && !is_cxx) {
            report_hint(REFUSE(b, CODE_HARDENING_VOID, m->components[id].span,
                               "`%s` on `%s` would need options of a compiler for its language, and those for C and C++ are known",
                               model_mechanism_name(m, mechanism), c->name),
                        "[Language] ::= C, if that is what it is written in");
            continue;
        }
        const struct flags *flags = find_flags(b, id, mechanism);
        if (!flags || !works_here(b, id, mechanism, flags))
            continue;
        b->refused |= !toolchain_suits(b->in, &b->tools, mechanism, id);
        b->since = flags->since > b->since ? flags->since : b->since;
        b->hardens = true;
        b->hardens_c |= is_c;
        b->hardens_cxx |= is_cxx;
        if (!add_options(b, &c->compile, flags->compile) || !add_options(b, &c->link, flags->link) ||
            !add_option(b, &c->mechanisms, model_mechanism_name(m, mechanism)) ||
            (flags->note && !add_option(b, &b->notes, flags->note)) || !add_runtime(b, id, mechanism, flags, runtimes, whose))
            return false;
    }
    return merge_options(b, &b->programs[c->program], &c->link);
}

static bool find_components(struct user_build *b, const char *format)
{
    const struct model *m = b->in->model;
    const char **runtimes = arena_new_array(&b->arena, const char *, b->program_count);
    uint32_t *whose = arena_new_array(&b->arena, uint32_t, b->program_count);
    if (!runtimes || !whose)
        return false;
    for (uint32_t id = 0; id < b->count; id++) {
        const struct form *form = &m->forms[b->in->configuration->choices[id].form];
        struct user_component *c = &b->components[id];
        c->variant = form->name ? model_name(m, form->name) : NULL;
        c->has_code = !form->is_vault;
        if (strchr(c->name, '.') && c->has_code)
            report_hint(REFUSE(b, CODE_EXPORT_IMPOSSIBLE, m->components[id].span,
                               "`%s` compiles whole files, and `%s` is one function", format, c->name),
                        "[Place by] ::= component");
        if (!find_path(b, id) || !harden(b, id, runtimes, whose))
            return false;
    }
    return true;
}

static mspec_status make_all(struct user_build *b, const char *format)
{
    const struct model *m = b->in->model;
    b->components = arena_new_array(&b->arena, struct user_component, b->count);
    if (!b->components)
        return MSPEC_ERROR_MEMORY;
    for (uint32_t i = 0; i < b->count; i++)
        b->components[i].name = model_component_name(m, i);
    mspec_status status = toolchain_make(b->in, &b->arena, &b->tools);
    if (status != MSPEC_OK)
        return status;
    if (!find_programs(b, format))
        return MSPEC_ERROR_MEMORY;
    if (b->refused)
        return MSPEC_ERROR_INPUT;
    if (!find_components(b, format))
        return MSPEC_ERROR_MEMORY;
    if (b->tools.has_version && b->tools.version.num >= 0) /* what it was made for; a later one will do as well */
        b->since = (unsigned)(b->tools.version.num / b->tools.version.den);
    return b->refused ? MSPEC_ERROR_INPUT : MSPEC_OK;
}

mspec_status user_build_make(const struct export_input *in, const char *format, struct user_build *out)
{
    *out = (struct user_build){.in = in, .count = in->model->component_count};
    arena_init(&out->arena, &in->model->ctx->memory);
    return make_all(out, format);
}

void user_build_fini(struct user_build *b)
{
    struct memory *memory = &b->in->model->ctx->memory;
    for (uint32_t i = 0; b->components && i < b->count; i++) {
        vector_free(memory, &b->components[i].mechanisms);
        vector_free(memory, &b->components[i].compile);
        vector_free(memory, &b->components[i].link);
    }
    for (uint32_t i = 0; b->programs && i < b->program_count; i++)
        vector_free(memory, &b->programs[i]);
    vector_free(memory, &b->notes);
    arena_fini(&b->arena);
}

void user_build_head(const struct user_build *b, struct text *out)
{
    const struct model *m = b->in->model;
    struct text tools = {0};
    toolchain_print(&b->tools, &tools);
    text_printf(out, "# Made by mspec%s%s: what each component is compiled with.%s%s%s\n", m->system_name ? " for the system " : "",
                m->system_name ? model_name(m, m->system_name) : "", tools.length ? " For " : "", tools.length ? tools.bytes : "",
                tools.length ? "." : "");
    out->failed |= tools.failed;
    text_fini(&tools);
    for (size_t i = 0; i < b->notes.count; i++)
        text_printf(out, "# Needed besides: %s.\n", b->notes.items[i]);
}

void user_component_head(const struct user_component *c, struct text *out)
{
    text_printf(out, "\n# %s", c->name);
    if (c->variant)
        text_printf(out, " (%s)", c->variant);
    text_puts(out, c->mechanisms.count ? ": " : ": as it is");
    options_print(&c->mechanisms, out);
    text_puts(out, "\n");
}
