/* The symbol table: imports, exports, functions by their place. */
#define _GNU_SOURCE /* qsort_r */
#include <stdlib.h>
#include <string.h>

#include "extract/elf/elf.h"

static bool find_table(struct image *i, uint32_t type)
{
    for (uint32_t k = 1; k < i->section_count; k++)
        if (i->sections[k].type == type && i->sections[k].bytes) {
            i->symbol_section = k;
            return true;
        }
    return false;
}

/* Sections with numbers too large for a symbol have them in a table beside it. */
static const unsigned char *large_indexes(const struct image *i)
{
    for (uint32_t k = 1; k < i->section_count; k++) {
        const struct section *s = &i->sections[k];
        if (s->type == SHT_SYMTAB_SHNDX && s->link == i->symbol_section && s->bytes && s->size / 4 >= i->symbol_count)
            return s->bytes;
    }
    return NULL;
}

static mspec_status read_one(struct image *i, uint32_t index, const struct section *strings, const unsigned char *large)
{
    bool wide = i->header.e_ident[EI_CLASS] == ELFCLASS64;
    const unsigned char *at = i->sections[i->symbol_section].bytes + (size_t)index * (wide ? 24 : 16);
    struct symbol *s = &i->symbols[index];
    uint64_t name = image_number(i, at, 4);
    unsigned info = wide ? at[4] : at[12], other = wide ? at[5] : at[13];
    uint32_t section = (uint32_t)image_number(i, at + (wide ? 6 : 14), 2);
    s->value = wide ? image_number(i, at + 8, 8) : image_number(i, at + 4, 4);
    s->size = wide ? image_number(i, at + 16, 8) : image_number(i, at + 8, 4);
    s->type = info & 0xf;
    s->binding = (uint8_t)(info >> 4);
    s->visibility = other & 3;
    s->common = section == SHN_COMMON;
    s->absolute = section == SHN_ABS;
    if (section == SHN_XINDEX && large)
        section = (uint32_t)image_number(i, large + (size_t)index * 4, 4);
    else if (section >= SHN_LORESERVE)
        section = s->common || s->absolute ? 0 : section;
    if (section >= i->section_count && section < SHN_LORESERVE)
        return image_damaged(i, "symbol %u is in section %u, and there are %u", index, section, i->section_count);
    s->section = section < i->section_count ? section : 0;
    if (name >= strings->size)
        return image_damaged(i, "the name of symbol %u lies outside of the names", index);
    s->name = (const char *)strings->bytes + name;
    const char *end = memchr(s->name, 0, strings->size - name);
    if (!end)
        return image_damaged(i, "the name of symbol %u does not end", index);
    const char *version = memchr(s->name, '@', (size_t)(end - s->name));
    s->length = (size_t)((version && version > s->name ? version : end) - s->name);
    return MSPEC_OK;
}

static bool is_undefined(const struct symbol *s)
{
    return s->section == 0 && !s->common && !s->absolute;
}

static bool is_global(const struct symbol *s)
{
    return s->binding == STB_GLOBAL || s->binding == STB_WEAK || s->binding == STB_GNU_UNIQUE;
}

static enum symbol_kind kind_of(const struct image *i, const struct symbol *s)
{
    switch (s->type) {
    case STT_FUNC:
    case STT_GNU_IFUNC: return SYMBOL_FUNCTION;
    case STT_OBJECT:
    case STT_COMMON:
    case STT_TLS: return SYMBOL_DATA;
    default: break;
    }
    if (s->common)
        return SYMBOL_DATA;
    if (s->section)
        return i->sections[s->section].role == ROLE_CODE ? SYMBOL_FUNCTION
               : i->sections[s->section].role == ROLE_NONE ? SYMBOL_UNKNOWN
                                                           : SYMBOL_DATA;
    return SYMBOL_UNKNOWN;
}

/* Names that a linker makes, or that mean nothing to anybody else. */
static bool is_import(const struct symbol *s)
{
    static const char table[] = "_GLOBAL_OFFSET_TABLE_";
    return is_undefined(s) && is_global(s) && s->length > 0 &&
           !(s->length == sizeof table - 1 && memcmp(s->name, table, sizeof table - 1) == 0);
}

#define KSYMTAB "__ksymtab_"
static bool is_entry_mark(const struct image *i, const struct symbol *s)
{
    const size_t prefix = sizeof KSYMTAB - 1;
    return s->length > prefix && s->section && strncmp(s->name, KSYMTAB, prefix) == 0 &&
           strncmp(i->sections[s->section].name, "__ksymtab", 9) == 0 &&
           strcmp(i->sections[s->section].name, "__ksymtab_strings") != 0;
}

/* A set of interned names. */
struct name_set {
    name_id *slots;
    size_t mask;
};

static name_id *slot_of(const struct name_set *set, name_id name)
{
    size_t at = (name * 0x9e3779b1u) & set->mask;
    while (set->slots[at] && set->slots[at] != name)
        at = (at + 1) & set->mask;
    return &set->slots[at];
}

/* What a kernel module offers to others stands in __ksymtab, with a local symbol for each. */
static mspec_status mark_entries(struct image *i, size_t count)
{
    struct object *o = i->object;
    struct name_set set = {.mask = 1};
    while (set.mask < count * 2)
        set.mask *= 2;
    set.slots = arena_new_array(&i->scratch, name_id, set.mask);
    if (!set.slots)
        return image_memory(i);
    set.mask--;
    for (uint32_t k = 1; k < i->symbol_count; k++) {
        const struct symbol *s = &i->symbols[k];
        if (!is_entry_mark(i, s))
            continue;
        name_id name = names_intern(i->in->ctx->names, s->name + sizeof KSYMTAB - 1, s->length - (sizeof KSYMTAB - 1));
        if (!name)
            return image_memory(i);
        *slot_of(&set, name) = name;
    }
    for (uint32_t k = 0; k < o->export_count; k++)
        o->exports[k].is_entry = *slot_of(&set, o->exports[k].name) != 0;
    return MSPEC_OK;
}

static bool is_export(const struct symbol *s)
{
    return is_global(s) && !is_undefined(s) && s->length > 0;
}

static mspec_status collect(struct image *i)
{
    struct object *o = i->object;
    size_t imports = 0, exports = 0, entries = 0;
    for (uint32_t k = 1; k < i->symbol_count; k++) {
        imports += is_import(&i->symbols[k]);
        exports += is_export(&i->symbols[k]);
        entries += is_entry_mark(i, &i->symbols[k]);
    }
    o->imports = arena_new_array(i->in->arena, struct object_import, imports);
    o->exports = arena_new_array(i->in->arena, struct object_export, exports);
    if (!o->imports || !o->exports)
        return image_memory(i);
    for (uint32_t k = 1; k < i->symbol_count; k++) {
        struct symbol *s = &i->symbols[k];
        bool import = is_import(s);
        if (!import && !is_export(s))
            continue;
        name_id name = names_intern(i->in->ctx->names, s->name, s->length);
        bool weak = s->binding == STB_WEAK;
        uint8_t kind = (uint8_t)kind_of(i, s);
        if (!name)
            return image_memory(i);
        if (import) {
            o->imports[o->import_count] = (struct object_import){name, weak ? USE_WEAK : 0, kind};
            s->import = ++o->import_count;
        } else {
            bool writable = s->common || (s->section && (i->sections[s->section].flags & SHF_WRITE));
            o->exports[o->export_count++] = (struct object_export){name, kind, weak, writable, false, s->size};
        }
    }
    return entries ? mark_entries(i, entries) : MSPEC_OK;
}

mspec_status symbols_read(struct image *i)
{
    bool relocatable = i->header.e_type == ET_REL;
    if (relocatable ? !find_table(i, SHT_SYMTAB) : !find_table(i, SHT_DYNSYM) && !find_table(i, SHT_SYMTAB)) {
        if (!i->object->has_code)
            return MSPEC_OK;
        report_hint(
            report(i->in->ctx, CODE_OBJECT_UNREADABLE, (struct span){0}, "`%s` has code and no symbols", i->in->path),
            "use the file from before symbols were removed (strip)");
        return MSPEC_ERROR_INPUT;
    }
    const struct section *table = &i->sections[i->symbol_section];
    uint64_t size = i->header.e_ident[EI_CLASS] == ELFCLASS64 ? 24 : 16;
    if (table->flags & SHF_COMPRESSED || table->entry_size != size || table->size % size ||
        table->size / size > UINT32_MAX / 2)
        return image_damaged(i, "its table of symbols has entries of a wrong size");
    if (table->link == 0 || table->link >= i->section_count || !i->sections[table->link].bytes ||
        i->sections[table->link].flags & SHF_COMPRESSED)
        return image_damaged(i, "its symbols have no names");
    i->symbols_are_dynamic = table->type == SHT_DYNSYM;
    i->symbol_count = (uint32_t)(table->size / size);
    i->first_global = table->info;
    i->symbols = arena_new_array(&i->scratch, struct symbol, i->symbol_count);
    if (!i->symbols)
        return image_memory(i);
    const unsigned char *large = large_indexes(i);
    mspec_status status = MSPEC_OK;
    for (uint32_t k = 0; k < i->symbol_count && status == MSPEC_OK; k++)
        status = read_one(i, k, &i->sections[table->link], large);
    return status == MSPEC_OK ? collect(i) : status;
}

/* ---- functions by their place ---- */

static bool is_function(const struct image *i, const struct symbol *s)
{
    return s->section && i->sections[s->section].role == ROLE_CODE && s->length > 0 &&
           (s->type == STT_FUNC || s->type == STT_GNU_IFUNC || (s->type == STT_NOTYPE && is_global(s)));
}

static int compare_places(const void *a, const void *b, void *user)
{
    const struct image *i = user;
    const struct symbol *x = &i->symbols[*(const uint32_t *)a], *y = &i->symbols[*(const uint32_t *)b];
    if (x->section != y->section)
        return x->section < y->section ? -1 : 1;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : *(const uint32_t *)a > *(const uint32_t *)b;
}

mspec_status functions_read(struct image *i)
{
    if (i->functions_by_place)
        return MSPEC_OK;
    i->functions_by_place = arena_new_array(&i->scratch, uint32_t, i->symbol_count);
    if (!i->functions_by_place)
        return image_memory(i);
    for (uint32_t k = 1; k < i->symbol_count; k++)
        if (is_function(i, &i->symbols[k]))
            i->functions_by_place[i->function_count++] = k;
    if (i->function_count)
        qsort_r(i->functions_by_place, i->function_count, sizeof *i->functions_by_place, compare_places, i);
    return MSPEC_OK;
}

uint32_t function_at(const struct image *i, uint32_t section, uint64_t offset, bool exact)
{
    /* the last one that begins at the offset or before it */
    uint32_t low = 0, high = i->function_count;
    uint64_t place = i->header.e_type == ET_REL ? offset : offset + i->sections[section].base;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct symbol *s = &i->symbols[i->functions_by_place[middle]];
        if (s->section < section || (s->section == section && s->value <= place))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return UINT32_MAX;
    /* of several at one place, the first */
    uint32_t at = low - 1;
    const struct symbol *found = &i->symbols[i->functions_by_place[at]];
    while (at > 0 && i->symbols[i->functions_by_place[at - 1]].section == found->section &&
           i->symbols[i->functions_by_place[at - 1]].value == found->value)
        at--;
    found = &i->symbols[i->functions_by_place[at]];
    if (found->section != section || (exact ? found->value != place : found->size && place - found->value >= found->size))
        return UINT32_MAX;
    return i->functions_by_place[at];
}
