/* Paths to objects: folders are searched, archives taken apart, and every object is read. */
#include <string.h>

#include "extract/extract.h"
#include "extract/reader.h"
#include "syntax/files.h"

#define LARGEST_OBJECT ((size_t)2 << 30)
enum { ARCHIVE_HEADER = 60, MOST_MEMBERS = 1 << 20 };

static mspec_status out_of_memory(mspec_ctx *ctx)
{
    ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

/* ---- objects ---- */

static mspec_status read_object(struct extraction *x, const char *path, const char *file, const char *member,
                                const unsigned char *bytes, size_t length)
{
    struct reading in = {.ctx = x->ctx, .arena = &x->arena, .path = path, .bytes = bytes, .length = length,
                         .functions = x->request->functions, .marks_only = x->request->marks_only};
    struct object *o = arena_new(&x->arena, struct object);
    if (!o)
        return out_of_memory(x->ctx);
    mspec_status status = x->request->reader->read(&in, o);
    if (status != MSPEC_OK)
        return status;
    o->file = file;
    o->member = member;
    return vector_push(&x->ctx->memory, &x->objects, o) ? MSPEC_OK : out_of_memory(x->ctx);
}

/* ---- archives ---- */

static mspec_status bad_archive(struct extraction *x, const char *path, const char *why, const char *hint)
{
    struct report *r = report(x->ctx, CODE_ARCHIVE_BAD, (struct span){0}, "`%s` %s", path, why);
    if (hint)
        report_hint(r, "%s", hint);
    return MSPEC_ERROR_INPUT;
}

static bool is_archive(const unsigned char *bytes, size_t length)
{
    return length >= 8 && (memcmp(bytes, "!<arch>\n", 8) == 0 || memcmp(bytes, "!<thin>\n", 8) == 0);
}

/* Decimal digits with blanks behind them. */
static bool read_decimal(const unsigned char *at, size_t width, size_t *out)
{
    size_t value = 0, k = 0;
    for (; k < width && at[k] >= '0' && at[k] <= '9'; k++)
        value = value * 10 + (size_t)(at[k] - '0');
    *out = value;
    for (size_t rest = k; rest < width; rest++)
        if (at[rest] != ' ')
            return false;
    return k > 0 && k <= 12;
}

struct member {
    const unsigned char *bytes;
    size_t length;
    const char *name;
    bool is_table; /* of symbols, or of long names */
};

struct archive {
    const unsigned char *bytes;
    size_t length, at;
    const unsigned char *names; /* long ones */
    size_t names_length;
};

/* "name/" in the header, "/123" in the table of long names, or "#1/20" before the bytes. */
static bool read_name(struct extraction *x, const struct archive *a, const unsigned char *header, struct member *m)
{
    size_t number, length = 0;
    const char *text = (const char *)header;
    if (header[0] == '/' && (header[1] == ' ' || memcmp(header, "/SYM64/", 7) == 0 || header[1] == '/')) {
        m->is_table = true;
        m->name = "";
        return true;
    }
    if (memcmp(header, "__.SYMDEF", 9) == 0) {
        m->is_table = true;
        m->name = "";
        return true;
    }
    if (header[0] == '/' && read_decimal(header + 1, 15, &number)) {
        if (!a->names || number >= a->names_length)
            return false;
        text = (const char *)a->names + number;
        while (number + length < a->names_length && text[length] != '\n' && text[length] != '\0')
            length++;
        if (length && text[length - 1] == '/')
            length--;
    } else if (memcmp(header, "#1/", 3) == 0 && read_decimal(header + 3, 13, &number)) {
        if (number > m->length)
            return false;
        text = (const char *)m->bytes;
        m->bytes += number;
        m->length -= number;
        while (length < number && text[length] != '\0')
            length++;
    } else {
        while (length < 16 && text[length] != '/')
            length++;
        while (length && text[length - 1] == ' ')
            length--;
    }
    m->name = arena_copy(&x->arena, text, length);
    if (m->name && strlen(m->name) != length)
        return false;
    return length > 0 || !m->name;
}

static mspec_status next_member(struct extraction *x, const char *path, struct archive *a, struct member *m, bool *end)
{
    *end = a->at >= a->length;
    if (*end)
        return MSPEC_OK;
    const unsigned char *header = a->bytes + a->at;
    *m = (struct member){0};
    if (a->length - a->at < ARCHIVE_HEADER || header[58] != '`' || header[59] != '\n' ||
        !read_decimal(header + 48, 10, &m->length) || m->length > a->length - a->at - ARCHIVE_HEADER)
        return bad_archive(x, path, "is damaged: a member goes beyond its end", NULL);
    m->bytes = header + ARCHIVE_HEADER;
    a->at += ARCHIVE_HEADER + m->length + (m->length & 1);
    if (header[0] == '/' && header[1] == '/') {
        a->names = m->bytes;
        a->names_length = m->length;
    }
    if (!read_name(x, a, header, m))
        return bad_archive(x, path, "is damaged: a member has no name", NULL);
    return m->name ? MSPEC_OK : out_of_memory(x->ctx);
}

static bool ends_in(const char *text, const char *ending)
{
    size_t length = strlen(text), size = strlen(ending);
    return length >= size && strcmp(text + length - size, ending) == 0;
}

/* The worst that has happened: everything is read, so that one run shows all that is wrong. */
static mspec_status worse(mspec_status a, mspec_status b)
{
    return a == MSPEC_ERROR_MEMORY || b == MSPEC_OK ? a : b;
}

static mspec_status read_archive(struct extraction *x, const char *path, const unsigned char *bytes, size_t length)
{
    if (memcmp(bytes, "!<thin>\n", 8) == 0)
        return bad_archive(x, path, "is a thin archive, which only names files that are elsewhere", "give those files");
    struct archive a = {bytes, length, 8, NULL, 0};
    mspec_status status = MSPEC_OK;
    for (size_t count = 0; status != MSPEC_ERROR_MEMORY; count++) {
        struct member m;
        bool end;
        mspec_status one = next_member(x, path, &a, &m, &end);
        if (end || one != MSPEC_OK)
            return worse(status, one);
        if (count > MOST_MEMBERS)
            return bad_archive(x, path, "has too many members", NULL);
        if (m.is_table || ends_in(m.name, ".rmeta")) /* rustc's own, and no code */
            continue;
        const char *shown = arena_printf(&x->arena, "%s(%s)", path, m.name);
        if (!shown)
            return out_of_memory(x->ctx);
        if (is_archive(m.bytes, m.length))
            one = bad_archive(x, shown, "is an archive in an archive", "give the inner one by itself");
        else
            one = read_object(x, shown, path, m.name, m.bytes, m.length);
        status = worse(status, one);
        if (x->ctx->error_count > 100 || !context_go_on(x->ctx, NULL))
            return worse(status, MSPEC_ERROR_INPUT);
    }
    return status;
}

/* ---- files ---- */

static mspec_status read_file(struct extraction *x, const char *path)
{
    struct bytes bytes;
    const char *shown = files_short_name(path);
    mspec_status status = files_read(x->ctx, path, LARGEST_OBJECT, (struct span){0}, &bytes);
    if (status != MSPEC_OK)
        return status;
    const unsigned char *all = (const unsigned char *)bytes.items;
    if (is_archive(all, bytes.count))
        status = read_archive(x, shown, all, bytes.count);
    else
        status = read_object(x, shown, shown, NULL, all, bytes.count);
    vector_free(&x->ctx->memory, &bytes);
    return status;
}

/* "libssl.so.3" is a library, too. */
static bool is_library(const char *name)
{
    const char *at = strstr(name, ".so.");
    if (!at)
        return ends_in(name, ".so");
    for (at += 3; *at; at++)
        if ((*at < '0' || *at > '9') && *at != '.')
            return false;
    return true;
}

static bool is_compressed(const char *name)
{
    static const char *const endings[] = {".ko.xz", ".ko.gz", ".ko.zst", ".o.gz"};
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (ends_in(name, endings[k]))
            return true;
    return false;
}

static mspec_status refuse_compressed(struct extraction *x, const char *path)
{
    report_hint(report(x->ctx, CODE_OBJECT_COMPRESSED, (struct span){0}, "`%s` is compressed", files_short_name(path)),
                "decompress it first, with `unxz`, `gunzip` or `unzstd`");
    return MSPEC_ERROR_INPUT;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* In a build folder of Unikraft, libX.ld.o is libX.o before its symbols were made local, and the folder libX holds what it was
 * linked from: the same code, three times. */
static bool is_intermediate(const struct path_list *all, const char *path)
{
    const char *name = base_name(path);
    if (ends_in(name, ".ld.o"))
        return true;
    size_t folder = (size_t)(name - path);
    if (folder < 2)
        return false;
    for (size_t k = 0; k < all->count; k++) { /* ROOT/libX.ld.o beside ROOT/libX/… */
        const char *other = all->items[k];
        if (!ends_in(other, ".ld.o"))
            continue;
        size_t stem = strlen(other) - 5;
        if (strncmp(path, other, stem) == 0 && path[stem] == '/')
            return true;
    }
    return false;
}

static mspec_status read_folder(struct extraction *x, const char *path)
{
    struct path_list all = {0}, linked = {0};
    size_t before = x->objects.count, errors = x->ctx->error_count;
    mspec_status status = files_search_ending(x->ctx, path, "", &all);
    bool is_unikraft = false;
    for (size_t k = 0; k < all.count; k++) {
        if (ends_in(all.items[k], ".ld.o")) {
            is_unikraft = true;
            if (!vector_push(&x->ctx->memory, &linked, all.items[k]))
                status = out_of_memory(x->ctx);
        }
        if (!x->symvers && strcmp(base_name(all.items[k]), "Module.symvers") == 0)
            x->symvers = all.items[k];
    }
    for (size_t k = 0; k < all.count && status != MSPEC_ERROR_MEMORY && x->ctx->error_count <= errors + 100; k++) {
        const char *name = base_name(all.items[k]);
        if (is_compressed(name))
            status = worse(status, refuse_compressed(x, all.items[k]));
        else if ((ends_in(name, ".o") || ends_in(name, ".a") || ends_in(name, ".ko") || is_library(name)) &&
                 !(is_unikraft && is_intermediate(&linked, all.items[k])))
            status = worse(status, read_file(x, all.items[k]));
        if (k % 64 == 0 && !context_go_on(x->ctx, NULL)) {
            status = MSPEC_ERROR_LIMIT;
            break;
        }
    }
    vector_free(&x->ctx->memory, &all);
    vector_free(&x->ctx->memory, &linked);
    if (status == MSPEC_OK && x->objects.count == before && x->ctx->error_count == errors) {
        report_hint(report(x->ctx, CODE_NO_OBJECTS, (struct span){0}, "the folder `%s` has no object files", path),
                    "objects end in .o, .a, .so and .ko");
        return MSPEC_ERROR_INPUT;
    }
    return status;
}

static mspec_status read_operand(struct extraction *x, const char *path)
{
    return files_is_folder(path) ? read_folder(x, path)
           : is_compressed(path) ? refuse_compressed(x, path)
                                 : read_file(x, path);
}

/* Does the rule speak of something that has been read? */
static bool is_read(const struct extraction *x, const struct mapping *r)
{
    for (size_t k = 0; k < x->objects.count; k++)
        if (rule_fits(r->pattern, x->objects.items[k]->file) || rule_fits(r->pattern, x->objects.items[k]->path))
            return true;
    return false;
}

mspec_status input_read(struct extraction *x)
{
    mspec_status status = MSPEC_OK;
    x->symvers = x->request->symvers;
    for (size_t k = 0; k < x->request->file_count && status != MSPEC_ERROR_MEMORY; k++)
        status = worse(status, read_operand(x, x->request->files[k]));
    /* files that --component names need not be named again */
    for (size_t k = 0; k < x->rules.count && status == MSPEC_OK; k++) {
        const struct mapping *r = &x->rules.items[k];
        if (r->span.source == 0 && !strpbrk(r->pattern, "*?(") && !is_read(x, r))
            status = worse(status, read_operand(x, r->pattern));
    }
    return status;
}
