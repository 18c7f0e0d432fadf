/* Unikraft's source trees: each folder with a Makefile.uk is a library. Its sources say the language, exportsyms.uk the API. What it
 * calls and touches only objects can tell: everything is assumed. */
#include <string.h>

#include "extract/extract.h"
#include "syntax/files.h"
#include "syntax/syntax.h"

enum { LARGEST_MAKEFILE = 4 << 20 };

static mspec_status out_of_memory(const struct extraction *x)
{
    x->ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

/* `$(eval $(call addlib_s,libuksched,$(CONFIG_LIBUKSCHED)))`: the name, without `lib`. NULL when nothing is registered. */
static const char *find_name(struct extraction *x, const char *text)
{
    for (const char *at = text; (at = strstr(at, "addlib")) != NULL; at++) {
        const char *comma = strchr(at, ',');
        if (!comma || comma - at > 16)
            continue;
        const char *from = comma + 1;
        while (*from == ' ' || *from == '\t')
            from++;
        size_t length = strcspn(from, ",) \t\n");
        if (length > 3 && memcmp(from, "lib", 3) == 0) {
            from += 3;
            length -= 3;
        }
        if (length && !memchr(from, '$', length))
            return spell_component(x, from, length);
    }
    return NULL;
}

/* The languages of everything that is listed with _SRCS; a file may be listed for one architecture only, and counts. */
static language_set find_languages(const char *text)
{
    static const struct {
        const char *ending;
        enum language_bit language;
    } endings[] = {{".c", LANGUAGE_C},          {".cc", LANGUAGE_CXX},      {".cpp", LANGUAGE_CXX},
                   {".cxx", LANGUAGE_CXX},      {".S", LANGUAGE_ASSEMBLER}, {".s", LANGUAGE_ASSEMBLER},
                   {".sx", LANGUAGE_ASSEMBLER}, {".rs", LANGUAGE_RUST},     {".go", LANGUAGE_GO}};
    language_set found = 0;
    for (const char *at = text; (at = strstr(at, "_SRCS")) != NULL;) {
        for (;;) { /* as far as the lines are continued */
            size_t length = strcspn(at, "\n");
            for (const char *word = at; word < at + length;) {
                size_t size = strcspn(word, " \t\n\\|"), skip = size ? size : 1;
                for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
                    size_t ending = strlen(endings[k].ending);
                    if (size > ending && memcmp(word + size - ending, endings[k].ending, ending) == 0)
                        found |= 1u << endings[k].language;
                }
                word += skip;
            }
            bool continued = length && at[length - 1] == '\\';
            at += length + (at[length] != '\0');
            if (!continued || !*at)
                break;
        }
    }
    return found;
}

static mspec_status read_exports(struct extraction *x, struct part *p, const char *path)
{
    const char *bytes;
    size_t length, count = 0;
    if (!path)
        return MSPEC_OK;
    mspec_status status = syntax_read_file(x->ctx, path, LARGEST_MAKEFILE, &bytes, &length);
    if (status != MSPEC_OK)
        return status;
    for (size_t k = 0; k < length; k++)
        count += bytes[k] == '\n';
    p->symbols = arena_new_array(&x->arena, struct part_symbol, count + 1);
    if (!p->symbols)
        return out_of_memory(x);
    for (const char *at = bytes; *at;) {
        size_t line = strcspn(at, "\n"), size = strcspn(at, " \t\r\n#");
        if (size && !(size == 4 && memcmp(at, "none", 4) == 0)) {
            name_id name = names_intern(x->ctx->names, at, size);
            if (!name)
                return out_of_memory(x);
            p->symbols[p->symbol_count++] = (struct part_symbol){name, SYMBOL_FUNCTION, false, 0};
        }
        at += line + (at[line] != '\0');
    }
    return MSPEC_OK;
}

static const char *beside(struct extraction *x, const struct path_list *all, const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    const char *wanted = arena_printf(&x->arena, "%.*s%s", slash ? (int)(slash + 1 - path) : 0, path, name);
    for (size_t k = 0; wanted && k < all->count; k++)
        if (strcmp(all->items[k], wanted) == 0)
            return all->items[k];
    return NULL;
}

static mspec_status read_library(struct extraction *x, const struct path_list *all, const char *path)
{
    const char *bytes;
    size_t length;
    mspec_status status = syntax_read_file(x->ctx, path, LARGEST_MAKEFILE, &bytes, &length);
    const char *name = status == MSPEC_OK ? find_name(x, bytes) : NULL;
    if (status != MSPEC_OK || !name)
        return x->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : status;
    if (part_find(x, name) != UINT32_MAX)
        return MSPEC_OK;
    struct part *p = part_new(x, name);
    if (!p)
        return out_of_memory(x);
    p->is_source = true;
    p->languages = find_languages(bytes);
    p->has_code = p->languages != 0;
    p->may_call_indirectly = true;
    p->taken = p->has_code;
    return read_exports(x, p, beside(x, all, path, "exportsyms.uk"));
}

mspec_status unikraft_read(struct extraction *x)
{
    mspec_status status = MSPEC_OK;
    for (size_t k = 0; k < x->request->file_count && status == MSPEC_OK; k++) {
        struct path_list all = {0};
        size_t before = x->parts.count;
        status = files_search_ending(x->ctx, x->request->files[k], ".uk", &all);
        for (size_t n = 0; n < all.count && status == MSPEC_OK; n++) {
            const char *slash = strrchr(all.items[n], '/');
            if (strcmp(slash ? slash + 1 : all.items[n], "Makefile.uk") == 0)
                status = read_library(x, &all, all.items[n]);
        }
        vector_free(&x->ctx->memory, &all);
        if (status == MSPEC_OK && x->parts.count == before) {
            report_hint(
                report(x->ctx, CODE_UNIKRAFT_BAD, (struct span){0}, "`%s` has no library of Unikraft", x->request->files[k]),
                "a library is a folder whose Makefile.uk has `addlib`");
            status = MSPEC_ERROR_INPUT;
        }
    }
    return status;
}
