#include "import/purl.h"

#include <string.h>
#include <strings.h>

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes %XX in place; false for a broken escape or a NUL. */
static bool decode(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        if (*at != '%') {
            *to++ = *at;
            continue;
        }
        int high = hex(at[1]), low = high < 0 ? -1 : hex(at[2]);
        if (low < 0 || high * 16 + low == 0)
            return false;
        *to++ = (char)(high * 16 + low);
        at += 2;
    }
    *to = '\0';
    return true;
}

static void lower(char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text - 'A' + 'a');
}

static bool is_type(const char *type)
{
    if (!*type || (*type >= '0' && *type <= '9'))
        return false;
    for (; *type; type++)
        if (!((*type >= 'a' && *type <= 'z') || (*type >= '0' && *type <= '9') || strchr(".+-", *type)))
            return false;
    return true;
}

/* `upstream=openssl@1.1.1` among the qualifiers; false for a broken escape. */
static bool read_upstream(char *qualifiers, struct purl *out)
{
    for (char *at = qualifiers; at;) {
        char *next = strchr(at, '&');
        if (next)
            *next++ = '\0';
        if (strncasecmp(at, "upstream=", 9) == 0 && at[9]) {
            if (!decode(at + 9))
                return false;
            char *version = strchr(at + 9, '@');
            if (version)
                *version = '\0';
            out->upstream = at + 9;
        }
        at = next;
    }
    return true;
}

enum purl_result purl_parse(struct arena *a, const char *text, struct purl *out)
{
    *out = (struct purl){0};
    if (strncasecmp(text, "pkg:", 4) != 0)
        return PURL_BAD;
    char *copy = arena_copy(a, text + 4, strlen(text + 4));
    if (!copy)
        return PURL_NO_MEMORY;
    char *end = strchr(copy, '#');
    if (end)
        *end++ = '\0';
    char *qualifiers = strchr(copy, '?');
    if (qualifiers)
        *qualifiers++ = '\0';
    while (*copy == '/')
        copy++;
    char *slash = strchr(copy, '/');
    if (!slash)
        return PURL_BAD;
    *slash = '\0';
    char *rest = slash + 1, *at = strrchr(rest, '@'), *version = NULL;
    if (at && at != rest && !strchr(at, '/')) { /* npm's `@scope` may stand unescaped at the start */
        *at = '\0';
        version = at + 1;
    }
    size_t length = strlen(rest);
    while (length > 0 && rest[length - 1] == '/')
        rest[--length] = '\0';
    while (*rest == '/')
        rest++;
    char *name = strrchr(rest, '/');
    char *space = name ? rest : rest + strlen(rest); /* "" */
    if (name)
        *name++ = '\0';
    else
        name = rest;
    lower(copy);
    if (!is_type(copy) || !*name || (*space && !decode(space)) || !decode(name) || (version && !decode(version)) ||
        (end && !decode(end)) || !read_upstream(qualifiers, out))
        return PURL_BAD;
    out->subpath = end && *end ? end : NULL;
    out->type = copy;
    out->space = space;
    out->name = name;
    out->version = version && *version ? version : NULL;
    return PURL_OK;
}

static char plain(char c)
{
    return c == '_' || c == '.' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool purl_same_name(const char *a, const char *b)
{
    for (; *a && plain(*a) == plain(*b); a++)
        b++;
    return !*a && !*b;
}

bool purl_is_built(const struct purl *p)
{
    return strcmp(p->type, "deb") == 0 || strcmp(p->type, "rpm") == 0 || strcmp(p->type, "apk") == 0;
}

bool purl_same_package(const struct purl *a, const struct purl *b)
{
    return strcmp(a->type, b->type) == 0 && purl_same_name(a->space, b->space) && purl_same_name(a->name, b->name);
}
