/* What is particular to Linux: .modinfo, Module.symvers, and the core kernel, of which modules use symbols that no module has. */
#include <string.h>

#include "extract/extract.h"
#include "syntax/files.h"
#include "syntax/syntax.h"

#define CORE "vmlinux"

static mspec_status out_of_memory(const struct extraction *x)
{
    x->ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

const char *modinfo_get(const struct object *o, const char *key, const char *after)
{
    size_t length = strlen(key), at = after ? (size_t)(after - o->modinfo) + strlen(after) + 1 : 0;
    while (at < o->modinfo_length) {
        const char *entry = o->modinfo + at;
        size_t size = strlen(entry); /* the reader puts a zero behind the last one */
        if (size > length && entry[length] == '=' && memcmp(entry, key, length) == 0)
            return entry + length + 1;
        at += size + 1;
    }
    return NULL;
}

/* "pre: crc32c-intel post: …": modules that this one may ask for when it runs. */
static mspec_status read_soft(struct extraction *x, struct part *p, const char *text)
{
    while (*text) {
        while (*text == ' ' || *text == ',')
            text++;
        size_t length = strcspn(text, " ,");
        if (length && text[length - 1] != ':') {
            const char *name = arena_copy(&x->arena, text, length);
            if (!name || !vector_push(&x->ctx->memory, &p->soft, name))
                return out_of_memory(x);
        }
        text += length;
    }
    return MSPEC_OK;
}

static mspec_status read_modinfo(struct extraction *x, struct part *p)
{
    mspec_status status = MSPEC_OK;
    for (size_t k = 0; k < p->objects.count && status == MSPEC_OK; k++) {
        const struct object *o = p->objects.items[k];
        if (!o->is_module)
            continue;
        p->is_module = true;
        const char *soft = NULL, *title = modinfo_get(o, "description", NULL);
        if (!p->title && title)
            p->title = title;
        while (status == MSPEC_OK && (soft = modinfo_get(o, "softdep", soft)))
            status = read_soft(x, p, soft);
    }
    return status;
}

/* The kernel itself, among the files. */
static bool is_kernel(const struct part *p)
{
    for (size_t k = 0; k < p->objects.count; k++) {
        const struct object *o = p->objects.items[k];
        const char *slash = strrchr(o->file, '/');
        if (o->kind != OBJECT_RELOCATABLE && strncmp(slash ? slash + 1 : o->file, CORE, strlen(CORE)) == 0)
            return true;
    }
    return false;
}

mspec_status kernel_prepare(struct extraction *x)
{
    bool modules = false;
    mspec_status status = MSPEC_OK;
    x->core = UINT32_MAX;
    for (size_t k = 0; k < x->parts.count && status == MSPEC_OK; k++) {
        status = read_modinfo(x, x->parts.items[k]);
        modules |= x->parts.items[k]->is_module;
        if (is_kernel(x->parts.items[k]) && x->core == UINT32_MAX)
            x->core = (uint32_t)k;
    }
    if (status != MSPEC_OK || !modules || x->core != UINT32_MAX)
        return status;
    uint32_t taken = part_find(x, CORE);
    struct part *core = part_new(x, taken == UINT32_MAX ? CORE : CORE "-core");
    if (!core)
        return out_of_memory(x);
    core->is_core = true;
    core->has_code = true;
    core->language_unknown = true;
    core->may_call_indirectly = true;
    core->taken = 1;
    core->title = "The core kernel, as far as its modules use it";
    x->core = (uint32_t)x->parts.count - 1;
    if (!x->symvers)
        report_hint(report(x->ctx, CODE_CORE_KERNEL_ASSUMED, (struct span){0},
                           "what no module exports is taken to be the core kernel's, the component `%s`", core->name),
                    "`--symvers Module.symvers` says what the core exports");
    return MSPEC_OK;
}
