/* Hardening that has left marks: which, and whether they are shown to be of all of the object's code. */
#include <stdlib.h>
#include <string.h>

#include "extract/elf/elf.h"

#define BIT(mark) (1u << MARK_##mark)
/* Found by name; which of two it is depends on the whole object. */
enum {
    FOUND_ASAN = 1 << 0,
    FOUND_HWASAN = 1 << 1,
    FOUND_UBSAN = 1 << 2,
    FOUND_SSP = 1 << 3,
    FOUND_SAFESTACK = 1 << 4,
    FOUND_CFI = 1 << 5
};

static bool has_prefix(const struct symbol *s, const char *prefix)
{
    size_t length = strlen(prefix);
    return s->length >= length && memcmp(s->name, prefix, length) == 0;
}

static unsigned found_by_name(const struct symbol *s)
{
    if (s->length < 6 || s->name[0] != '_' || s->name[1] != '_')
        return 0;
    return has_prefix(s, "__asan_")              ? FOUND_ASAN
           : has_prefix(s, "__hwasan_")          ? FOUND_HWASAN
           : has_prefix(s, "__ubsan_handle_")    ? FOUND_UBSAN
           : has_prefix(s, "__stack_chk_fail")   ? FOUND_SSP
           : has_prefix(s, "__safestack_unsafe_") ? FOUND_SAFESTACK
           : has_prefix(s, "__cfi_slowpath") || has_prefix(s, "__cfi_check") ? FOUND_CFI
                                                                            : 0;
}

static mark_set marks_of(unsigned found, bool asan_init, bool hwasan_init)
{
    mark_set marks = 0;
    marks |= found & FOUND_ASAN ? (asan_init ? BIT(ASAN) : BIT(KASAN)) : 0;
    marks |= found & FOUND_HWASAN ? (hwasan_init ? BIT(HWASAN) : BIT(KASAN_SW_TAGS)) : 0;
    marks |= found & FOUND_UBSAN ? BIT(UBSAN) : 0;
    marks |= found & FOUND_SSP ? BIT(SSP) : 0;
    marks |= found & FOUND_SAFESTACK ? BIT(SAFESTACK) : 0;
    marks |= found & FOUND_CFI ? BIT(CFI) : 0;
    return marks;
}

/* ---- one unit of compilation, or each of several ---- */

/* A compiler's own output begins its symbols with the name of the one source. Tools that merge objects put the symbols of
 * sections first, or keep the names of all sources. */
static bool is_one_unit(const struct image *i)
{
    if (i->header.e_type != ET_REL || i->symbol_count < 2 || i->symbols[1].type != STT_FILE)
        return false;
    for (uint32_t k = 2; k < i->symbol_count; k++) {
        const struct symbol *s = &i->symbols[k];
        if (s->type == STT_FILE ||
            (s->type == STT_SECTION && s->section && strcmp(i->sections[s->section].name, ".comment") == 0))
            return false;
    }
    return true;
}

struct sorting {
    struct image *i;
    const struct section *target;
    const struct units *u;
    unsigned *found; /* of each unit */
};

static bool sort_mark(void *user, const struct relocation *r)
{
    struct sorting *s = user;
    const struct symbol *symbol = r->symbol ? &s->i->symbols[r->symbol] : NULL;
    unsigned found = symbol && symbol->import ? found_by_name(symbol) : 0;
    if (!found)
        return true;
    uint64_t place = s->target->base + r->offset;
    size_t low = 0, high = s->u->ranges.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->u->ranges.items[middle].from <= place)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && place < s->u->ranges.items[low - 1].to)
        s->found[s->u->ranges.items[low - 1].unit] |= found;
    return true;
}

/* What every unit with code has. */
static mspec_status found_in_all(struct image *i, const struct units *u, unsigned *all)
{
    unsigned *found = arena_new_array(&i->scratch, unsigned, u->count);
    bool *has_code = arena_new_array(&i->scratch, bool, u->count);
    *all = 0;
    if (!found || !has_code)
        return image_memory(i);
    struct sorting s = {.i = i, .u = u, .found = found};
    for (uint32_t k = 1; k < i->section_count; k++) {
        const struct section *table = &i->sections[k];
        if ((table->type != SHT_RELA && table->type != SHT_REL) || table->info >= i->section_count ||
            i->sections[table->info].role != ROLE_CODE)
            continue;
        s.target = &i->sections[table->info];
        mspec_status status = relocations_visit(i, table, sort_mark, &s);
        if (status != MSPEC_OK)
            return status;
    }
    for (size_t k = 0; k < u->ranges.count; k++)
        has_code[u->ranges.items[k].unit] = true;
    bool any = false;
    for (uint32_t k = 0; k < u->count; k++) {
        if (has_code[k])
            *all = any ? *all & found[k] : found[k];
        any |= has_code[k];
    }
    return MSPEC_OK;
}

/* ---- .note.gnu.property ---- */

enum { X86_FEATURE_1_AND = 0xc0000002u, AARCH64_FEATURE_1_AND = 0xc0000000u, TYPE_PROPERTY = 5 };

static mark_set property_marks(const struct image *i, uint64_t type, uint64_t value)
{
    if (type == X86_FEATURE_1_AND && (i->header.e_machine == EM_X86_64 || i->header.e_machine == EM_386))
        return (value & 1 ? BIT(IBT) : 0) | (value & 2 ? BIT(SHSTK) : 0);
    if (type == AARCH64_FEATURE_1_AND && i->header.e_machine == EM_AARCH64)
        return value & 2 ? BIT(PAC) : 0;
    return 0;
}

/* The linker keeps of these properties only what all of its input has: they are always of the whole. */
static mark_set read_properties(const struct image *i, const struct section *s)
{
    mark_set marks = 0;
    unsigned align = i->header.e_ident[EI_CLASS] == ELFCLASS64 ? 8 : 4;
    for (uint64_t at = 0; s->bytes && s->size - at >= 16;) {
        uint64_t name = image_number(i, s->bytes + at, 4), size = image_number(i, s->bytes + at + 4, 4);
        uint64_t type = image_number(i, s->bytes + at + 8, 4), body = at + 12 + ((name + 3) & ~3ull);
        if (body > s->size || size > s->size - body)
            break;
        bool is_gnu = type == TYPE_PROPERTY && name == 4 && memcmp(s->bytes + at + 12, "GNU", 4) == 0;
        for (uint64_t p = body; is_gnu && body + size - p >= 8;) {
            uint64_t property = image_number(i, s->bytes + p, 4), length = image_number(i, s->bytes + p + 4, 4);
            if (length > body + size - p - 8)
                break;
            if (length >= 4)
                marks |= property_marks(i, property, image_number(i, s->bytes + p + 8, 4));
            uint64_t step = 8 + ((length + align - 1) & ~(uint64_t)(align - 1));
            if (step > body + size - p)
                break;
            p += step;
        }
        uint64_t next = body + ((size + align - 1) & ~(uint64_t)(align - 1));
        if (next <= at || next > s->size)
            break;
        at = next;
    }
    return marks;
}

mspec_status marks_read(struct image *i, const struct units *u)
{
    struct object *o = i->object;
    unsigned found = 0, all = 0;
    bool asan_init = false, hwasan_init = false, kcfi = image_section(i, ".kcfi_traps") != NULL;
    for (uint32_t k = 1; k < i->symbol_count; k++) {
        const struct symbol *s = &i->symbols[k];
        found |= s->import ? found_by_name(s) : has_prefix(s, "__cfi_check") ? FOUND_CFI : 0;
        asan_init |= s->import && has_prefix(s, "__asan_init");
        hwasan_init |= s->import && has_prefix(s, "__hwasan_init");
        kcfi |= has_prefix(s, "__kcfi_typeid_");
    }
    o->marks = marks_of(found, asan_init, hwasan_init) | (kcfi ? BIT(KCFI) : 0);
    if (is_one_unit(i)) {
        o->whole_marks = o->marks;
    } else if (i->header.e_type == ET_REL && found && !o->language_incomplete && u->count) {
        mspec_status status = found_in_all(i, u, &all);
        if (status != MSPEC_OK)
            return status;
        o->whole_marks = marks_of(all, asan_init, hwasan_init);
    }
    const struct section *property = image_section(i, ".note.gnu.property");
    mark_set properties = property ? read_properties(i, property) : 0;
    o->marks |= properties;
    o->whole_marks |= properties;
    return MSPEC_OK;
}
