/* .config, as Kconfig writes it: CONFIG_X=value, and `# CONFIG_X is not set`. */
#include <stdlib.h>
#include <string.h>

#include "import/deployed.h"
#include "syntax/syntax.h"

#define LARGEST ((size_t)16 << 20) /* bytes */
static const char prefix[] = "CONFIG_", unset[] = " is not set";

static int compare_options(const void *a, const void *b)
{
    const struct dotconfig_option *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

static size_t name_length(const char *text, size_t length)
{
    size_t n = 0;
    while (n < length && ((text[n] >= 'A' && text[n] <= 'Z') || (text[n] >= 'a' && text[n] <= 'z') ||
                          (text[n] >= '0' && text[n] <= '9') || text[n] == '_'))
        n++;
    return n > strlen(prefix) && memcmp(text, prefix, strlen(prefix)) == 0 ? n : 0;
}

/* One line without its end. False when it is none of a .config. */
static bool read_line(struct arena *a, const char *line, size_t length, struct dotconfig_option *out, bool *memory)
{
    *out = (struct dotconfig_option){0};
    *memory = true;
    while (length > 0 && strchr(" \t\r", line[length - 1]))
        length--;
    if (length == 0)
        return true;
    bool comment = line[0] == '#';
    size_t from = comment ? 1 + (length > 1 && line[1] == ' ') : 0, n = name_length(line + from, length - from);
    if (comment) {
        size_t rest = length - from - n;
        if (n == 0 || rest != strlen(unset) || memcmp(line + from + n, unset, rest) != 0)
            return true;
        out->value = "n";
    } else {
        if (n == 0 || n == length || line[n] != '=' || memchr(line, '\0', length))
            return false;
        out->value = arena_copy(a, line + n + 1, length - n - 1);
    }
    out->name = arena_copy(a, line + from, n);
    *memory = out->name && out->value;
    return true;
}

static mspec_status read_lines(mspec_ctx *ctx, const char *bytes, size_t length, struct arena *a, struct dotconfig *out)
{
    struct {
        VECTOR(struct dotconfig_option);
    } all = {0};
    mspec_status status = MSPEC_OK;
    for (size_t at = 0; at < length && status == MSPEC_OK;) {
        const char *newline = memchr(bytes + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - bytes) : length;
        struct dotconfig_option o;
        bool memory;
        struct span span = {out->source, (uint32_t)at, (uint32_t)end};
        if (!read_line(a, bytes + at, end - at, &o, &memory)) {
            struct report *r = report(ctx, CODE_IMPORT_SHAPE, span, "this is no line of a .config");
            report_hint(r, "such as `CONFIG_KASAN=y` or `# CONFIG_KASAN is not set`");
            status = MSPEC_ERROR_INPUT;
        }
        o.span = span;
        if (status == MSPEC_OK && (!memory || (o.name && !vector_push(&ctx->memory, &all, o))))
            status = MSPEC_ERROR_MEMORY;
        at = end + 1;
    }
    if (status == MSPEC_OK) {
        if (all.count)
            qsort(all.items, all.count, sizeof *all.items, compare_options);
        out->options = vector_to_arena(a, &all);
        out->count = all.count;
        status = out->options ? MSPEC_OK : MSPEC_ERROR_MEMORY;
    }
    vector_free(&ctx->memory, &all);
    return status;
}

mspec_status dotconfig_load(mspec_ctx *ctx, const char *path, struct arena *a, struct dotconfig *out)
{
    const char *bytes;
    size_t length;
    *out = (struct dotconfig){0};
    mspec_status status = syntax_read_file(ctx, path, LARGEST, &bytes, &length);
    if (status != MSPEC_OK)
        return status;
    const struct source *source = source_add(ctx, path, NULL, bytes, length, SOURCE_DATA, &out->source);
    status = source ? read_lines(ctx, source->bytes, length, a, out) : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK && out->count == 0) {
        report(ctx, CODE_IMPORT_SHAPE, (struct span){out->source, 0, 0}, "there is no option in this file");
        return MSPEC_ERROR_INPUT;
    }
    return status;
}

/* Of several the last one counts, as Kconfig has it. */
const struct dotconfig_option *dotconfig_find(const struct dotconfig *c, const char *name)
{
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(c->options[middle].name, name) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && strcmp(c->options[low - 1].name, name) == 0 ? &c->options[low - 1] : NULL;
}

/* ---- as a configuration ---- */

static bool is_on(const struct model *m, const struct dotconfig *c, const struct target_entry *entry)
{
    for (uint32_t i = 0; i < entry->kconfig.count; i++) {
        const char *word = model_name(m, entry->kconfig.items[i]), *equals = strchr(word, '=');
        char name[128];
        if (!equals || (size_t)(equals - word) >= sizeof name)
            return false;
        memcpy(name, word, (size_t)(equals - word));
        name[equals - word] = '\0';
        const struct dotconfig_option *o = dotconfig_find(c, name);
        if (strcmp(o ? o->value : "n", equals + 1) != 0)
            return false;
    }
    return entry->kconfig.count > 0;
}

static bool applies(const struct model *m, uint32_t mechanism, const struct form *form)
{
    const struct mechanism *mech = &m->mechanisms[mechanism];
    if (mech->kind != MECHANISM_HARDENING || !mech->in_system || form->is_vault)
        return false;
    for (uint32_t i = 0; i < form->hardened_count; i++)
        if (form->hardened[i] == mechanism)
            return false;
    if (mech->applies_to_all)
        return true;
    for (uint32_t i = 0; i < mech->applies_count; i++)
        if (mech->applies[i] == form->language && form->language != NONE)
            return true;
    return false;
}

/* Who is placed in a process by the system is in one, each in its own. */
static bool place_processes(const struct model *m, struct arena *a, struct configuration *c)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->place_count; i++) {
        const struct rule *rule = &m->place[i];
        struct choice *choice = &c->choices[rule->component];
        if (strcmp(model_mechanism_name(m, rule->mechanism), "process") != 0 || choice->depth)
            continue;
        choice->path = arena_new(a, struct placement);
        if (!choice->path)
            return false;
        choice->path[0] = (struct placement){rule->mechanism, ++count};
        choice->depth = 1;
    }
    return true;
}

mspec_status dotconfig_read(const struct model *m, const char *path, struct arena *a, struct configuration **out,
                            struct deployed_notes *notes)
{
    struct dotconfig file;
    (void)notes;
    mspec_status status = dotconfig_load(m->ctx, path, a, &file), bare = MSPEC_OK;
    if (status != MSPEC_OK)
        return status;
    struct configuration *c = deployed_bare(m, a, &bare);
    if (!c)
        return bare;
    if (!place_processes(m, a, c))
        return MSPEC_ERROR_MEMORY;
    bool any = false;
    for (uint32_t i = 0; i < c->count; i++) {
        struct choice *choice = &c->choices[i];
        choice->hardening = arena_new_array(a, uint32_t, m->mechanism_count);
        if (!choice->hardening)
            return MSPEC_ERROR_MEMORY;
        for (uint32_t id = 0; id < m->mechanism_count && choice->depth == 0; id++) {
            const struct target_entry *entry = target_entry(m, m->target, id);
            if (entry && applies(m, id, &m->forms[choice->form]) && is_on(m, &file, entry))
                choice->hardening[choice->hardening_count++] = id;
        }
        any = any || choice->hardening_count;
    }
    if (any)
        report_hint(report(m->ctx, CODE_KNOBS_UNSEEN, (struct span){file.source, 0, 0},
                           "makefiles may take hardening off single parts, which is not in a .config"),
                    "`--objects` looks at what was built");
    *out = c;
    return MSPEC_OK;
}
