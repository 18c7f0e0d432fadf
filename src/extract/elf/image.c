/* Opens an ELF image and checks its sections. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/elf/elf.h"

enum { MOST_SECTIONS = 1 << 20, FIRST_BASE = 0x10000 };
#define LARGEST_UNPACKED ((uint64_t)512 << 20)
/* What compression can gain at most (deflate: 1032 to 1): more is a lie about the size. */
#define MOST_GAIN 1100

mspec_status image_memory(const struct image *i)
{
    i->in->ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

mspec_status image_damaged(const struct image *i, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    report(i->in->ctx, CODE_OBJECT_DAMAGED, (struct span){0}, "`%s` is damaged: %s", i->in->path, text);
    return MSPEC_ERROR_INPUT;
}

static mspec_status refuse(const struct image *i, enum code code, const char *what, const char *hint)
{
    report_hint(report(i->in->ctx, code, (struct span){0}, "`%s` %s", i->in->path, what), "%s", hint);
    return MSPEC_ERROR_INPUT;
}

uint64_t image_number(const struct image *i, const unsigned char *at, unsigned size)
{
    uint64_t value = 0;
    bool big = i->header.e_ident[EI_DATA] == ELFDATA2MSB;
    if (big == (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) && size == 8) /* nearly always */
        return memcpy(&value, at, 8), value;
    for (unsigned k = 0; k < size; k++)
        value |= (uint64_t)at[k] << 8 * (big ? size - 1 - k : k);
    return value;
}

/* ---- roles ---- */

/* Sections that speak of code to the kernel and to tools, and from which no program takes an address in order to call it. */
static bool is_table(const char *name)
{
    static const char *const prefixes[] = {
        ".eh_frame",      ".gcc_except_table", ".orc_unwind",     "__mcount_loc",    "__patchable_function_entries", ".retpoline_sites",
        ".return_sites",  ".call_sites",       ".ibt_endbr_seal", ".altinstructions", ".smp_locks",                  ".parainstructions",
        "__bug_table",    "__jump_table",      "__ex_table",      ".static_call_sites", ".kcfi_traps",               ".stack_sizes",
        "__ksymtab",      ".ARM.exidx",        ".ARM.extab",      ".discard",        ".static_call_tramp_key"};
    for (size_t k = 0; k < sizeof prefixes / sizeof *prefixes; k++)
        if (strncmp(name, prefixes[k], strlen(prefixes[k])) == 0)
            return true;
    return false;
}

static enum section_role role_of(const struct section *s)
{
    if (!(s->flags & SHF_ALLOC))
        return ROLE_NONE;
    if (s->flags & SHF_EXECINSTR)
        return ROLE_CODE;
    return is_table(s->name) ? ROLE_TABLE : ROLE_DATA;
}

/* ---- sections ---- */

struct extent {
    uint64_t from, to;
    uint32_t section;
};

static int compare_extents(const void *a, const void *b)
{
    const struct extent *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : x->section < y->section ? -1 : x->section > y->section;
}

/* No tool writes a relocatable file in which two sections have bytes in common: what one says of the other's would be a guess. */
static mspec_status check_overlap(struct image *i)
{
    struct extent *all = arena_new_array(&i->scratch, struct extent, i->section_count);
    size_t count = 0;
    if (!all)
        return image_memory(i);
    for (uint32_t k = 1; k < i->section_count; k++)
        if (i->sections[k].bytes && i->sections[k].size)
            all[count++] = (struct extent){(uint64_t)(i->sections[k].bytes - i->in->bytes),
                                           (uint64_t)(i->sections[k].bytes - i->in->bytes) + i->sections[k].size, k};
    if (count)
        qsort(all, count, sizeof *all, compare_extents);
    for (size_t k = 1; k < count; k++)
        if (all[k].from < all[k - 1].to)
            return image_damaged(i, "the sections %u and %u overlap", all[k - 1].section, all[k].section);
    return MSPEC_OK;
}

static mspec_status read_section(struct image *i, uint32_t index, Elf_Scn *scn, const struct section *names)
{
    struct section *s = &i->sections[index];
    GElf_Shdr h;
    if (!scn || !gelf_getshdr(scn, &h))
        return image_damaged(i, "the header of section %u cannot be read", index);
    *s = (struct section){.name = "", .type = h.sh_type, .flags = h.sh_flags, .size = h.sh_size, .address = h.sh_addr,
                          .entry_size = h.sh_entsize, .link = h.sh_link, .info = h.sh_info};
    if (h.sh_type != SHT_NOBITS && h.sh_type != SHT_NULL) {
        if (h.sh_offset > i->in->length || h.sh_size > i->in->length - h.sh_offset)
            return image_damaged(i, "section %u lies beyond the end of the file", index);
        s->bytes = i->in->bytes + h.sh_offset;
    }
    if (names && names->bytes && h.sh_name < names->size && memchr(names->bytes + h.sh_name, 0, names->size - h.sh_name))
        s->name = (const char *)names->bytes + h.sh_name;
    else if (names)
        return image_damaged(i, "the name of section %u lies outside of the names", index);
    s->role = role_of(s);
    return MSPEC_OK;
}

/* Sections of a relocatable file all begin at 0: gives each a place of its own. Linked ones have theirs. */
static mspec_status lay_out(struct image *i)
{
    uint64_t next = FIRST_BASE;
    for (uint32_t k = 1; k < i->section_count; k++) {
        struct section *s = &i->sections[k];
        if (s->role == ROLE_NONE)
            continue;
        if (s->size > (uint64_t)1 << 48)
            return image_damaged(i, "section %u takes %llu bytes", k, (unsigned long long)s->size);
        s->base = i->header.e_type == ET_REL ? next : s->address;
        next = (next + s->size + FIRST_BASE) & ~(uint64_t)(FIRST_BASE - 1);
        i->object->memory += s->size;
        i->object->has_code |= s->role == ROLE_CODE && s->size;
    }
    return MSPEC_OK;
}

static mspec_status read_sections(struct image *i)
{
    size_t count, names_at;
    if (elf_getshdrnum(i->elf, &count) != 0 || elf_getshdrstrndx(i->elf, &names_at) != 0)
        return image_damaged(i, "its table of sections cannot be read");
    if (count == 0 || i->header.e_shoff == 0)
        return refuse(i, CODE_OBJECT_UNREADABLE, "has no sections: nothing can be told of it",
                      "give the objects that it was linked from, or link it again without removing the sections");
    if (count > MOST_SECTIONS)
        return image_damaged(i, "it has %zu sections", count);
    i->section_count = (uint32_t)count;
    i->sections = arena_new_array(&i->scratch, struct section, count);
    if (!i->sections)
        return image_memory(i);
    i->sections[0].name = "";
    if (names_at == 0 || names_at >= count)
        return image_damaged(i, "it has no names of sections");
    mspec_status status = read_section(i, (uint32_t)names_at, elf_getscn(i->elf, names_at), NULL);
    struct section names = i->sections[names_at];
    for (uint32_t k = 1; k < count && status == MSPEC_OK; k++)
        status = read_section(i, k, elf_getscn(i->elf, k), &names);
    if (status == MSPEC_OK && i->header.e_type == ET_REL)
        status = check_overlap(i);
    return status == MSPEC_OK ? lay_out(i) : status;
}

const struct section *image_section(const struct image *i, const char *name)
{
    for (uint32_t k = 1; k < i->section_count; k++)
        if (strcmp(i->sections[k].name, name) == 0)
            return &i->sections[k];
    return NULL;
}

const unsigned char *image_contents(struct image *i, uint32_t index, uint64_t *size)
{
    const struct section *s = &i->sections[index];
    *size = s->size;
    if (!(s->flags & SHF_COMPRESSED) || !s->bytes)
        return s->bytes;
    Elf_Scn *scn = elf_getscn(i->elf, index);
    GElf_Chdr h;
    if (!scn || !gelf_getchdr(scn, &h) || h.ch_size > LARGEST_UNPACKED || h.ch_size / MOST_GAIN > s->size ||
        (i->in->ctx->memory.limit && h.ch_size > i->in->ctx->memory.limit / 4) || elf_compress(scn, 0, 0) < 0)
        return NULL;
    const Elf_Data *data = elf_rawdata(scn, NULL);
    if (!data || !data->d_buf)
        return NULL;
    *size = data->d_size;
    return data->d_buf;
}

/* ---- the whole ---- */

/* Objects that hold what a compiler has yet to translate show neither what they call nor what they export. */
static mspec_status refuse_lto(struct image *i)
{
    bool has_lto = false;
    for (uint32_t k = 1; k < i->section_count; k++)
        has_lto |= strncmp(i->sections[k].name, ".gnu.lto_", 9) == 0;
    if (has_lto && !i->object->has_code)
        return refuse(i, CODE_OBJECT_LTO, "was compiled with -flto: it shows neither functions nor what they call",
                      "compile without -flto, or with -ffat-lto-objects");
    return MSPEC_OK;
}

static bool is_bitcode(const unsigned char *bytes, size_t length)
{
    return length >= 4 && (memcmp(bytes, "BC\xc0\xde", 4) == 0 || memcmp(bytes, "\xde\xc0\x17\x0b", 4) == 0);
}

static mspec_status read_header(struct image *i)
{
    const struct reading *in = i->in;
    if (is_bitcode(in->bytes, in->length))
        return refuse(i, CODE_OBJECT_LTO, "is bitcode of LLVM: it was compiled with -flto, and is no object yet",
                      "compile without -flto");
    if (in->length < SELFMAG || memcmp(in->bytes, ELFMAG, SELFMAG) != 0)
        return refuse(i, CODE_OBJECT_UNREADABLE, "is no ELF object", "objects are .o, .a, .so and .ko files");
    elf_version(EV_CURRENT);
    i->elf = elf_memory((char *)(uintptr_t)in->bytes, in->length);
    if (!i->elf || elf_kind(i->elf) != ELF_K_ELF || !gelf_getehdr(i->elf, &i->header))
        return image_damaged(i, "its header cannot be read");
    switch (i->header.e_type) {
    case ET_REL: i->object->kind = OBJECT_RELOCATABLE; break;
    case ET_DYN: i->object->kind = OBJECT_SHARED; break;
    case ET_EXEC: i->object->kind = OBJECT_PROGRAM; break;
    default:
        return refuse(i, CODE_OBJECT_UNREADABLE, "is an ELF file, and neither an object nor a library nor a program",
                      "core files and others say nothing about components");
    }
    i->object->machine = i->header.e_machine;
    return MSPEC_OK;
}

mspec_status image_open(const struct reading *in, struct object *object, struct image *out)
{
    *out = (struct image){.in = in, .object = object};
    arena_init(&out->scratch, &in->ctx->memory);
    mspec_status status = read_header(out);
    if (status == MSPEC_OK)
        status = read_sections(out);
    if (status == MSPEC_OK)
        status = refuse_lto(out);
    return status;
}

void image_close(struct image *i)
{
    if (i->elf)
        elf_end(i->elf);
    i->elf = NULL;
    arena_fini(&i->scratch);
}
