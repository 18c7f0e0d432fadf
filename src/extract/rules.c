#include "extract/rules.h"

#include <string.h>

#include "syntax/files.h"
#include "syntax/syntax.h"

enum { LARGEST_RULES = 16 << 20 };

/* ---- patterns ---- */

/* One star is remembered at a time: no pattern takes longer than its length times the path's. */
static bool fits(const char *p, const char *s, bool is_folder)
{
    const char *star = NULL, *retry = NULL;
    for (;;) {
        if (!*p && is_folder)
            return true;
        if (*s && (*p == *s || (*p == '?' && *s != '/'))) {
            p++;
            s++;
        } else if (*p == '*') {
            star = ++p;
            retry = s;
        } else if (!*s && !*p) {
            return true;
        } else if (star && *retry && *retry != '/') {
            p = star;
            s = ++retry;
        } else {
            return false;
        }
    }
}

bool rule_fits(const char *pattern, const char *path)
{
    size_t length = strlen(pattern);
    bool folder = length > 0 && pattern[length - 1] == '/';
    for (const char *from = path;;) {
        if (fits(pattern, from, folder))
            return true;
        const char *slash = strchr(from, '/');
        if (!slash)
            return false;
        from = slash + 1;
    }
}

struct mapping *rules_find(const struct rules *rules, const char *path)
{
    for (size_t k = 0; k < rules->count; k++)
        if (rule_fits(rules->items[k].pattern, path))
            return &rules->items[k];
    return NULL;
}

/* ---- reading ---- */

static bool is_name(const char *name)
{
    size_t length = strlen(name);
    if (strcmp(name, "-") == 0 || strstr(name, "{stem}") || strstr(name, "{folder}"))
        return true;
    return length > 0 && syntax_name_length(name, length) == length && !syntax_is_reserved(name, length);
}

static mspec_status bad(mspec_ctx *ctx, struct span span, const char *why)
{
    report_hint(report(ctx, CODE_BAD_RULE, span, "%s", why), "write `PATTERN… = NAME`, as in `net/*.o = net`");
    return MSPEC_ERROR_INPUT;
}

static mspec_status out_of_memory(mspec_ctx *ctx)
{
    ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

static mspec_status push(mspec_ctx *ctx, struct rules *out, const char *pattern, size_t length, const char *name,
                         struct span span)
{
    struct mapping rule = {arena_copy(&ctx->arena, pattern, length), name, span, false};
    return rule.pattern && name && vector_push(&ctx->memory, out, rule) ? MSPEC_OK : out_of_memory(ctx);
}

/* The paths in a list, one a line. */
static mspec_status push_list(mspec_ctx *ctx, struct rules *out, const char *path, const char *name, struct span span)
{
    const char *bytes;
    size_t length;
    mspec_status status = syntax_read_file(ctx, path, LARGEST_RULES, &bytes, &length);
    for (size_t at = 0; at < length && status == MSPEC_OK;) {
        const char *end = memchr(bytes + at, '\n', length - at);
        size_t size = end ? (size_t)(end - bytes) - at : length - at, used = size;
        while (used > 0 && strchr(" \t\r", bytes[at + used - 1]))
            used--;
        size_t skip = used > 2 && bytes[at] == '.' && bytes[at + 1] == '/' ? 2 : 0;
        if (used > 0 && !memchr(bytes + at, 0, used))
            status = push(ctx, out, bytes + at + skip, used - skip, name, span);
        at += size + 1;
    }
    return status;
}

static mspec_status read_line(mspec_ctx *ctx, struct rules *out, uint32_t source, const char *bytes, size_t from, size_t to)
{
    const char *comment = memchr(bytes + from, '#', to - from);
    if (comment)
        to = (size_t)(comment - bytes);
    while (to > from && strchr(" \t\r", bytes[to - 1]))
        to--;
    while (from < to && strchr(" \t", bytes[from]))
        from++;
    if (from == to)
        return MSPEC_OK;
    struct span span = {source, (uint32_t)from, (uint32_t)to};
    if (memchr(bytes + from, 0, to - from))
        return bad(ctx, span, "a rule holds a zero byte");
    size_t equals = to;
    while (equals > from && bytes[equals - 1] != '=')
        equals--;
    if (equals == from)
        return bad(ctx, span, "a rule has a `=` between its patterns and the name");
    size_t name_from = equals;
    while (name_from < to && strchr(" \t", bytes[name_from]))
        name_from++;
    const char *name = arena_copy(&ctx->arena, bytes + name_from, to - name_from);
    if (!name)
        return out_of_memory(ctx);
    if (!is_name(name))
        return bad(ctx, span, "a rule ends in the name of a component");
    mspec_status status = MSPEC_OK;
    bool any = false;
    for (size_t at = from; at < equals - 1 && status == MSPEC_OK;) {
        size_t end = at;
        while (end < equals - 1 && !strchr(" \t", bytes[end]))
            end++;
        if (end > at && bytes[at] == '@') {
            const char *list = arena_copy(&ctx->arena, bytes + at + 1, end - at - 1);
            status = list ? push_list(ctx, out, list, name, span) : out_of_memory(ctx);
        } else if (end > at) {
            status = push(ctx, out, bytes + at, end - at, name, span);
        }
        any |= end > at;
        at = end + 1;
    }
    return status == MSPEC_OK && !any ? bad(ctx, span, "a rule begins with a pattern") : status;
}

mspec_status rules_read(mspec_ctx *ctx, const char *path, struct rules *out)
{
    const char *bytes;
    size_t length;
    uint32_t source;
    mspec_status status = syntax_read_file(ctx, path, LARGEST_RULES, &bytes, &length), one;
    if (status != MSPEC_OK)
        return status;
    const struct source *s = source_add(ctx, files_short_name(path), NULL, bytes, length, SOURCE_DATA, &source);
    if (!s)
        return out_of_memory(ctx);
    for (size_t at = 0; at < length; at++) {
        const char *end = memchr(s->bytes + at, '\n', length - at);
        size_t to = end ? (size_t)(end - s->bytes) : length;
        one = read_line(ctx, out, source, s->bytes, at, to);
        if (one == MSPEC_ERROR_MEMORY)
            return one;
        status = one != MSPEC_OK ? one : status;
        at = to;
    }
    return status;
}

mspec_status rules_add(mspec_ctx *ctx, const char *argument, struct rules *out)
{
    const char *equals = strchr(argument, '=');
    char *name = arena_copy(&ctx->arena, argument, equals ? (size_t)(equals - argument) : 0);
    if (!name)
        return out_of_memory(ctx);
    if (!equals || !is_name(name) || !equals[1]) {
        report_hint(report(ctx, CODE_BAD_RULE, (struct span){0}, "`--component %s` has no name and files", argument),
                    "write `--component net=net/a.o,net/b.o`");
        return MSPEC_ERROR_INPUT;
    }
    for (const char *at = equals + 1;;) {
        const char *comma = strchr(at, ',');
        size_t length = comma ? (size_t)(comma - at) : strlen(at);
        mspec_status status = length ? push(ctx, out, at, length, name, (struct span){0}) : MSPEC_OK;
        if (status != MSPEC_OK || !comma)
            return status;
        at = comma + 1;
    }
}

void rules_warn(mspec_ctx *ctx, const struct rules *rules)
{
    for (size_t k = 0; k < rules->count; k++)
        if (!rules->items[k].used)
            report(ctx, CODE_RULE_WITHOUT_FILES, rules->items[k].span, "no file follows the rule `%s = %s`",
                   rules->items[k].pattern, rules->items[k].name);
}

void rules_free(mspec_ctx *ctx, struct rules *rules)
{
    vector_free(&ctx->memory, rules);
}
