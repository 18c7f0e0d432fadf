/* One object file, read: the order of the steps. */
#include <string.h>

#include "extract/elf/elf.h"

enum { MOST_TEXT = 16 << 20 };

/* The bytes of a section as strings, each with its NUL. NULL in *out when there is no such section. */
static mspec_status copy_text(struct image *i, const char *name, const char **out, size_t *length)
{
    size_t total = 0;
    for (uint32_t k = 1; k < i->section_count; k++)
        if (strcmp(i->sections[k].name, name) == 0 && i->sections[k].bytes)
            total += (size_t)i->sections[k].size + 1;
    if (total == 0)
        return MSPEC_OK;
    if (total > MOST_TEXT)
        return image_damaged(i, "`%s` has %zu bytes of text", name, total);
    char *text = arena_alloc(i->in->arena, total);
    if (!text)
        return image_memory(i);
    *length = 0;
    for (uint32_t k = 1; k < i->section_count; k++) {
        uint64_t size = 0;
        const unsigned char *bytes = NULL;
        if (strcmp(i->sections[k].name, name) == 0 && i->sections[k].bytes)
            bytes = image_contents(i, k, &size);
        if (!bytes || *length + size + 1 > total) /* compressed text is nobody's */
            continue;
        memcpy(text + *length, bytes, size);
        *length += (size_t)size;
        text[(*length)++] = '\0';
    }
    *out = text;
    return MSPEC_OK;
}

enum { TYPE_PACKAGE = (int)0xcafe1a7e };

static mspec_status read_package(struct image *i)
{
    const struct section *s = image_section(i, ".note.package");
    if (!s || !s->bytes || s->size < 16 || (uint32_t)image_number(i, s->bytes + 8, 4) != (uint32_t)TYPE_PACKAGE)
        return MSPEC_OK;
    uint64_t name = image_number(i, s->bytes, 4), size = image_number(i, s->bytes + 4, 4), body = 12 + ((name + 3) & ~3ull);
    if (body > s->size || size > s->size - body)
        return MSPEC_OK;
    i->object->package = arena_copy(i->in->arena, (const char *)s->bytes + body, size);
    return i->object->package ? MSPEC_OK : image_memory(i);
}

static mspec_status read_image(struct image *i, struct units *u)
{
    struct object *o = i->object;
    o->is_module =
        i->header.e_type == ET_REL && image_section(i, ".modinfo") && image_section(i, ".gnu.linkonce.this_module");
    mspec_status status = symbols_read(i);
    if (status == MSPEC_OK)
        status = units_read(i, u);
    if (status == MSPEC_OK)
        status = language_read(i, u);
    if (status == MSPEC_OK)
        status = marks_read(i, u);
    if (status == MSPEC_OK && !i->in->marks_only)
        status = relocations_read(i);
    if (status == MSPEC_OK && o->is_module)
        status = copy_text(i, ".modinfo", &o->modinfo, &o->modinfo_length);
    if (status == MSPEC_OK)
        status = copy_text(i, ".mspec", &o->notes, &o->notes_length);
    return status == MSPEC_OK ? read_package(i) : status;
}

static mspec_status read_object(const struct reading *in, struct object *out)
{
    struct object object = {.path = in->path};
    struct image image;
    struct units units = {0};
    mspec_status status = image_open(in, &object, &image);
    if (status == MSPEC_OK)
        status = read_image(&image, &units);
    units_free(&image, &units);
    image_close(&image);
    if (status == MSPEC_OK)
        *out = object;
    return status;
}

const struct object_reader *mspec_object_reader(void)
{
    static const struct object_reader reader = {READER_VERSION, read_object};
    return &reader;
}
