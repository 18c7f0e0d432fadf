/* Which languages an object is written in, and whether that is known of all of its code. */
#include <string.h>

#include "extract/elf/elf.h"

enum { MOST_PADDING = 64, MOST_STARTUP = 512 };

/* Code that is no unit's, in sections that inline assembler of some unit or the linker made. */
static bool is_exempt(const struct image *i, const char *name)
{
    static const char *const inlined[] = {".altinstr_replacement", ".altinstr_aux", ".fixup"};
    static const char *const linked[] = {".plt", ".plt.got", ".plt.sec", ".init", ".fini"};
    for (size_t k = 0; k < sizeof inlined / sizeof *inlined; k++)
        if (strcmp(name, inlined[k]) == 0)
            return true;
    for (size_t k = 0; k < sizeof linked / sizeof *linked && i->header.e_type != ET_REL; k++)
        if (strcmp(name, linked[k]) == 0)
            return true;
    return false;
}

/* Between functions stands what is never executed, or instructions that do nothing. */
static bool is_padding(const struct image *i, const unsigned char *bytes, uint64_t size)
{
    static const unsigned char x86[] = {0x00, 0x0f, 0x1f, 0x2e, 0x40, 0x44, 0x66, 0x80, 0x84, 0x90, 0xcc};
    static const unsigned char arm64[] = {0x00, 0x1f, 0x20, 0x03, 0xd5};
    bool is_x86 = i->header.e_machine == EM_X86_64 || i->header.e_machine == EM_386;
    const unsigned char *known = is_x86 ? x86 : arm64;
    size_t count = is_x86 ? sizeof x86 : i->header.e_machine == EM_AARCH64 ? sizeof arm64 : 1;
    if (size >= MOST_PADDING)
        return false;
    for (uint64_t k = 0; k < size; k++)
        if (!memchr(known, bytes[k], count))
            return false;
    return true;
}

static bool is_startup_name(const struct symbol *s)
{
    static const char *const names[] = {"_start", "deregister_tm_clones", "register_tm_clones", "__do_global_dtors_aux",
                                        "frame_dummy", "_dl_relocate_static_pie", "__libc_csu_init", "__libc_csu_fini"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (s->length == strlen(names[k]) && memcmp(s->name, names[k], s->length) == 0)
            return true;
    return false;
}

/* What the compiler links to every program and library, without debug information. Only where the symbols say so. */
static bool is_startup(const struct image *i, uint32_t section, uint64_t from, uint64_t to)
{
    bool found = false;
    if (i->header.e_type == ET_REL || to - from > MOST_STARTUP)
        return false;
    for (uint32_t k = 1; k < i->symbol_count; k++) {
        const struct symbol *s = &i->symbols[k];
        if (s->section != section || s->value < from || s->value >= to || s->type == STT_SECTION)
            continue;
        if (!is_startup_name(s))
            return false;
        found = true;
    }
    return found;
}

static bool gap_is_harmless(const struct image *i, uint32_t section, uint64_t from, uint64_t to)
{
    const struct section *s = &i->sections[section];
    if (from >= to)
        return true;
    return s->bytes && !(s->flags & SHF_COMPRESSED) &&
           (is_padding(i, s->bytes + (from - s->base), to - from) || is_startup(i, section, from, to));
}

static bool is_covered(const struct image *i, uint32_t section, const struct units *u)
{
    const struct section *s = &i->sections[section];
    uint64_t at = s->base, end = s->base + s->size;
    for (size_t k = 0; k < u->ranges.count && at < end; k++) {
        const struct unit_range *r = &u->ranges.items[k];
        if (r->to <= at || r->from >= end)
            continue;
        if (!gap_is_harmless(i, section, at, r->from))
            return false;
        at = r->to;
    }
    return gap_is_harmless(i, section, at, end);
}

mspec_status language_read(struct image *i, const struct units *u)
{
    struct object *o = i->object;
    o->languages = u->languages;
    o->language_incomplete = o->has_code && (u->unknown || !u->count);
    for (uint32_t k = 1; k < i->section_count && !o->language_incomplete; k++) {
        const struct section *s = &i->sections[k];
        if (s->role == ROLE_CODE && s->size && !is_exempt(i, s->name))
            o->language_incomplete = !is_covered(i, k, u);
    }
    return MSPEC_OK;
}
