/* The compilation units of the debug information: their languages and the code that they cover.
 *
 * Of each unit only the header and the first entry are read. In relocatable files both hold relocations (where the abbreviations
 * begin, where code lies), which are applied to a private copy first: unrelocated, every unit of a merged file would seem to be the
 * first one. The reader is our own and not a library's because debug information is hostile input like all the rest: here
 * every step forward is bounded by the bytes that are there, and there is nothing to assert. Where something cannot be read, the
 * units are marked as unknown. */
#include <stdlib.h>
#include <string.h>

#include "extract/elf/elf.h"

enum {
    DW_TAG_compile_unit = 0x11, DW_TAG_partial_unit = 0x3c, DW_TAG_type_unit = 0x41,
    DW_AT_low_pc = 0x11, DW_AT_high_pc = 0x12, DW_AT_language = 0x13, DW_AT_ranges = 0x55, DW_AT_addr_base = 0x73,
    DW_AT_rnglists_base = 0x74,
    DW_UT_compile = 1, DW_UT_type = 2, DW_UT_partial = 3, DW_UT_split_type = 6,
    MOST_UNITS = 1 << 20
};

/* A run of bytes that is read from the front; `bad` once something did not fit. */
struct cursor {
    const struct image *i;
    const unsigned char *at, *end;
    bool bad;
};

struct debug_section {
    unsigned char *bytes; /* a copy with relocations applied, or the bytes themselves */
    uint64_t size;
};

struct debug {
    struct image *i;
    struct units *out;
    struct debug_section info, abbrev, ranges, rnglists, addr;
    uint64_t work; /* bytes of abbreviations that may still be walked: their tables are searched again for each unit */
};

/* What the first entry of a unit says, before it is understood: bases may stand behind what needs them. */
struct entry {
    uint64_t tag, language, low, high, ranges, addr_base, rnglists_base;
    bool has_language, has_low, has_high, has_ranges, low_is_index, high_is_address, high_is_index, ranges_is_index;
};

struct header {
    unsigned version, type, address_size, offset_size;
    uint64_t abbrev;
};

/* ---- reading ---- */

static uint64_t take(struct cursor *c, unsigned size)
{
    if (c->bad || (uint64_t)(c->end - c->at) < size) { /* a bad one may have no bytes at all */
        c->bad = true;
        return 0;
    }
    uint64_t value = image_number(c->i, c->at, size);
    c->at += size;
    return value;
}

static uint64_t take_leb(struct cursor *c)
{
    uint64_t value = 0;
    for (unsigned shift = 0; !c->bad; shift += 7) {
        uint64_t byte = take(c, 1);
        if (shift < 64)
            value |= (byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
    return 0;
}

static void skip(struct cursor *c, uint64_t size)
{
    if (c->bad || (uint64_t)(c->end - c->at) < size)
        c->bad = true;
    else
        c->at += size;
}

static struct cursor cursor_at(const struct debug *d, const struct debug_section *s, uint64_t offset)
{
    if (!s->bytes || offset > s->size)
        return (struct cursor){.i = d->i, .bad = true};
    return (struct cursor){.i = d->i, .at = s->bytes + offset, .end = s->bytes + s->size};
}

/* The value of an attribute, as far as a number can be one; *is_index when it counts entries of a table. */
static uint64_t take_form(struct cursor *c, const struct header *h, uint64_t form, uint64_t constant, bool *is_index)
{
    *is_index = false;
    if (form == 0x16) /* the form stands before the value; not twice */
        form = take_leb(c);
    switch (form) {
    case 0x01: return take(c, h->address_size);                                   /* addr */
    case 0x03: skip(c, take(c, 2)); return 0;                                     /* block2 */
    case 0x04: skip(c, take(c, 4)); return 0;                                     /* block4 */
    case 0x0a: skip(c, take(c, 1)); return 0;                                     /* block1 */
    case 0x09: case 0x18: skip(c, take_leb(c)); return 0;                         /* block, exprloc */
    case 0x0b: case 0x0c: case 0x11: case 0x25: return take(c, 1);                /* data1, flag, ref1, strx1 */
    case 0x05: case 0x12: case 0x26: return take(c, 2);                           /* data2, ref2, strx2 */
    case 0x06: case 0x13: case 0x28: case 0x1c: return take(c, 4);                /* data4, ref4, strx4, ref_sup4 */
    case 0x27: skip(c, 3); return 0;                                              /* strx3 */
    case 0x07: case 0x14: case 0x20: case 0x24: return take(c, 8);                /* data8, ref8, ref_sig8, ref_sup8 */
    case 0x1e: skip(c, 16); return 0;                                             /* data16 */
    case 0x0d:
    case 0x0f:
    case 0x15:
    case 0x1a:
    case 0x22:
    case 0x1f02: return take_leb(c); /* sdata udata ref_udata strx loclistx */
    case 0x0e: case 0x17: case 0x1d: case 0x1f: case 0x1f20: case 0x1f21:
        return take(c, h->offset_size);                                           /* strp, sec_offset, strp_sup, line_strp */
    case 0x10: return take(c, h->version <= 2 ? h->address_size : h->offset_size); /* ref_addr */
    case 0x19: return 1;                                                          /* flag_present */
    case 0x21: return constant;                                                   /* implicit_const */
    case 0x1b: case 0x23: case 0x1f01: *is_index = true; return take_leb(c);      /* addrx, rnglistx */
    case 0x29: *is_index = true; return take(c, 1);                               /* addrx1 … */
    case 0x2a: *is_index = true; return take(c, 2);
    case 0x2c: *is_index = true; return take(c, 4);
    case 0x08:                                                                    /* string */
        while (!c->bad && take(c, 1) != 0)
            ;
        return 0;
    default: c->bad = true; return 0;
    }
}

/* ---- the first entry of a unit ---- */

static bool is_address_form(uint64_t form)
{
    return form == 0x01 || form == 0x1b || form == 0x1f01 || (form >= 0x29 && form <= 0x2c);
}

/* Finds the declaration of an abbreviation; the cursor then stands at its attributes. */
static bool find_abbreviation(struct debug *d, struct cursor *c, uint64_t code, uint64_t *tag)
{
    while (!c->bad) {
        const unsigned char *from = c->at;
        uint64_t found = take_leb(c);
        if (found == 0)
            return false;
        *tag = take_leb(c);
        take(c, 1);
        if (found == code)
            return !c->bad;
        for (uint64_t name = 1, form = 1; !c->bad && (name || form);) {
            name = take_leb(c);
            form = take_leb(c);
            if (form == 0x21)
                take_leb(c);
        }
        uint64_t walked = c->bad ? 0 : (uint64_t)(c->at - from);
        if (walked > d->work)
            return false;
        d->work -= walked;
    }
    return false;
}

static bool read_entry(struct debug *d, struct cursor *c, const struct header *h, struct entry *e)
{
    struct cursor abbrev = cursor_at(d, &d->abbrev, h->abbrev);
    *e = (struct entry){.addr_base = h->offset_size == 8 ? 16 : 8};
    if (!find_abbreviation(d, &abbrev, take_leb(c), &e->tag))
        return false;
    while (!abbrev.bad && !c->bad) {
        uint64_t name = take_leb(&abbrev), form = take_leb(&abbrev), constant = form == 0x21 ? take_leb(&abbrev) : 0;
        if (!name && !form)
            return true;
        bool is_index;
        uint64_t value = take_form(c, h, form, constant, &is_index);
        switch (name) {
        case DW_AT_language: e->has_language = true, e->language = value; break;
        case DW_AT_low_pc: e->has_low = true, e->low = value, e->low_is_index = is_index; break;
        case DW_AT_high_pc:
            e->has_high = true, e->high = value, e->high_is_index = is_index, e->high_is_address = is_address_form(form);
            break;
        case DW_AT_ranges: e->has_ranges = true, e->ranges = value, e->ranges_is_index = is_index; break;
        case DW_AT_addr_base: e->addr_base = value; break;
        case DW_AT_rnglists_base: e->rnglists_base = value; break;
        default: break;
        }
    }
    return false;
}

/* ---- the code of a unit ---- */

static bool add_range(struct debug *d, uint64_t from, uint64_t to)
{
    struct unit_range range = {from, to, d->out->count};
    return from >= to || vector_push(&d->i->in->ctx->memory, &d->out->ranges, range);
}

static bool indexed_address(const struct debug *d, const struct header *h, const struct entry *e, uint64_t index,
                            uint64_t *out)
{
    if (index > UINT32_MAX)
        return false;
    struct cursor c = cursor_at(d, &d->addr, e->addr_base);
    skip(&c, index * h->address_size);
    *out = take(&c, h->address_size);
    return !c.bad;
}

static bool read_old_ranges(struct debug *d, const struct header *h, uint64_t base, uint64_t offset)
{
    struct cursor c = cursor_at(d, &d->ranges, offset);
    uint64_t most = h->address_size == 8 ? UINT64_MAX : UINT32_MAX;
    while (!c.bad) {
        uint64_t from = take(&c, h->address_size), to = take(&c, h->address_size);
        if (c.bad)
            return false;
        if (from == 0 && to == 0)
            return true;
        if (from == most)
            base = to;
        else if (!add_range(d, base + from, base + to))
            return false;
    }
    return false;
}

static bool read_new_ranges(struct debug *d, const struct header *h, const struct entry *e, uint64_t base, uint64_t offset)
{
    struct cursor c = cursor_at(d, &d->rnglists, offset);
    while (!c.bad) {
        uint64_t kind = take(&c, 1), a = 0, b = 0;
        bool ok = true;
        switch (kind) {
        case 0: return !c.bad;
        case 1: ok = indexed_address(d, h, e, take_leb(&c), &base); break;        /* base_addressx */
        case 2:                                                                   /* startx_endx */
            ok = indexed_address(d, h, e, take_leb(&c), &a) && indexed_address(d, h, e, take_leb(&c), &b) &&
                 add_range(d, a, b);
            break;
        case 3:                                                                   /* startx_length */
            ok = indexed_address(d, h, e, take_leb(&c), &a);
            b = take_leb(&c);
            ok = ok && add_range(d, a, a + b);
            break;
        case 4:                                                                   /* offset_pair */
            a = take_leb(&c);
            b = take_leb(&c);
            ok = add_range(d, base + a, base + b);
            break;
        case 5: base = take(&c, h->address_size); break;                          /* base_address */
        case 6:                                                                   /* start_end */
            a = take(&c, h->address_size);
            b = take(&c, h->address_size);
            ok = add_range(d, a, b);
            break;
        case 7:                                                                   /* start_length */
            a = take(&c, h->address_size);
            b = take_leb(&c);
            ok = add_range(d, a, a + b);
            break;
        default: return false;
        }
        if (!ok)
            return false;
    }
    return false;
}

static bool read_code(struct debug *d, const struct header *h, struct entry *e)
{
    if (e->low_is_index && !indexed_address(d, h, e, e->low, &e->low))
        return false;
    if (e->high_is_index && !indexed_address(d, h, e, e->high, &e->high))
        return false;
    if (!e->has_ranges)
        return !e->has_high || add_range(d, e->low, e->high_is_address ? e->high : e->low + e->high);
    if (h->version < 5)
        return read_old_ranges(d, h, e->low, e->ranges);
    if (!e->ranges_is_index)
        return read_new_ranges(d, h, e, e->low, e->ranges);
    if (e->ranges > UINT32_MAX)
        return false;
    struct cursor c = cursor_at(d, &d->rnglists, e->rnglists_base);
    skip(&c, e->ranges * h->offset_size);
    uint64_t offset = take(&c, h->offset_size);
    return !c.bad && read_new_ranges(d, h, e, e->low, e->rnglists_base + offset);
}

/* ---- units ---- */

/* Numbers of DW_AT_language: the DWARF standard's list. What a compiler cannot vouch for is taken to be there. */
static int language_of(uint64_t number)
{
    switch (number) {
    case 0x01: case 0x02: case 0x0c: case 0x1d: case 0x2c: return LANGUAGE_C;                       /* 89, C, 99, 11, 17 */
    case 0x04:
    case 0x19:
    case 0x1a:
    case 0x21:
    case 0x2b:
    case 0x3a: return LANGUAGE_CXX; /* C++, 03, 11, 14, 17, 20 */
    case 0x1c: return LANGUAGE_RUST;
    case 0x16: return LANGUAGE_GO;
    case 0x03: case 0x0d: case 0x2e: case 0x2f: return LANGUAGE_ADA;                                /* 83, 95, 2005, 2012 */
    case 0x27: return LANGUAGE_ZIG;
    case 0x31: case 0x8001: return LANGUAGE_ASSEMBLER;
    default: return -1;
    }
}

static bool read_header(struct cursor *c, struct header *h)
{
    h->version = (unsigned)take(c, 2);
    h->type = DW_UT_compile;
    if (h->version >= 5) {
        h->type = (unsigned)take(c, 1);
        h->address_size = (unsigned)take(c, 1);
        h->abbrev = take(c, h->offset_size);
    } else {
        h->abbrev = take(c, h->offset_size);
        h->address_size = (unsigned)take(c, 1);
    }
    return !c->bad && h->version >= 2 && h->version <= 5 && (h->address_size == 4 || h->address_size == 8);
}

static bool read_unit(struct debug *d, struct cursor *c, unsigned offset_size)
{
    struct header h = {.offset_size = offset_size};
    struct entry e;
    if (!read_header(c, &h))
        return false;
    if (h.type == DW_UT_type || h.type == DW_UT_split_type || h.type == DW_UT_partial)
        return true; /* no code */
    if (!read_entry(d, c, &h, &e))
        return false;
    if (e.tag == DW_TAG_partial_unit || e.tag == DW_TAG_type_unit)
        return true;
    int language = e.has_language ? language_of(e.language) : -1;
    if (language >= 0)
        d->out->languages |= 1u << language;
    bool ok = language >= 0 && e.tag == DW_TAG_compile_unit && read_code(d, &h, &e);
    d->out->count++;
    return ok;
}

static void read_units(struct debug *d)
{
    struct cursor all = cursor_at(d, &d->info, 0);
    while (!all.bad && all.at < all.end && !d->i->in->ctx->memory.exhausted) {
        unsigned offset_size = 4;
        uint64_t length = take(&all, 4);
        if (length == 0xffffffff) {
            offset_size = 8;
            length = take(&all, 8);
        }
        struct cursor unit = {.i = d->i, .at = all.at, .end = all.at};
        skip(&all, length);
        if (all.bad || d->out->count >= MOST_UNITS) {
            d->out->unknown = true;
            return;
        }
        unit.end = all.at;
        d->out->unknown |= !read_unit(d, &unit, offset_size);
    }
    d->out->unknown |= all.bad;
}

/* ---- sections, relocated ---- */

struct applying {
    struct image *i;
    struct debug_section *s;
};

static bool apply(void *user, const struct relocation *r)
{
    struct applying *a = user;
    enum relocation_kind kind = relocation_kind(a->i->header.e_machine, r->type);
    unsigned size = kind == RELOCATION_ABS64 ? 8 : kind == RELOCATION_ABS32 ? 4 : 0;
    if (!size || a->s->size < size || r->offset > a->s->size - size)
        return true;
    unsigned char *at = a->s->bytes + r->offset;
    uint64_t value = r->has_addend ? (uint64_t)r->addend : image_number(a->i, at, size);
    const struct symbol *s = &a->i->symbols[r->symbol];
    if (r->symbol && s->section)
        value += a->i->sections[s->section].base + s->value;
    bool big = a->i->header.e_ident[EI_DATA] == ELFDATA2MSB;
    for (unsigned k = 0; k < size; k++)
        at[k] = (unsigned char)(value >> 8 * (big ? size - 1 - k : k));
    return true;
}

static mspec_status open_section(struct debug *d, const char *name, bool relocate, struct debug_section *out)
{
    struct image *i = d->i;
    *out = (struct debug_section){0};
    for (uint32_t k = 1; k < i->section_count; k++) {
        const struct section *s = &i->sections[k];
        if (strcmp(s->name, name) != 0)
            continue;
        if (out->bytes) { /* in groups, as types have them: not what a unit's code needs */
            d->out->unknown |= out == &d->info;
            continue;
        }
        const unsigned char *bytes = image_contents(i, k, &out->size);
        if (!bytes) {
            d->out->unknown |= s->size > 0;
            out->size = 0;
            continue;
        }
        bool is_relocatable = relocate && i->header.e_type == ET_REL;
        out->bytes = is_relocatable ? (unsigned char *)arena_copy(&i->scratch, (const char *)bytes, out->size)
                                    : (unsigned char *)(uintptr_t)bytes;
        if (!out->bytes)
            return image_memory(i);
        struct applying a = {i, out};
        for (uint32_t r = 1; is_relocatable && r < i->section_count; r++) {
            const struct section *table = &i->sections[r];
            if ((table->type != SHT_RELA && table->type != SHT_REL) || table->info != k)
                continue;
            mspec_status status = relocations_visit(i, table, apply, &a);
            if (status != MSPEC_OK)
                return status;
        }
    }
    return MSPEC_OK;
}

static int compare_ranges(const void *a, const void *b)
{
    const struct unit_range *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

mspec_status units_read(struct image *i, struct units *out)
{
    *out = (struct units){0};
    struct debug d = {.i = i, .out = out};
    if (!image_section(i, ".debug_info"))
        return MSPEC_OK;
    mspec_status status = open_section(&d, ".debug_info", true, &d.info);
    if (status == MSPEC_OK)
        status = open_section(&d, ".debug_abbrev", false, &d.abbrev);
    if (status == MSPEC_OK)
        status = open_section(&d, ".debug_ranges", true, &d.ranges);
    if (status == MSPEC_OK)
        status = open_section(&d, ".debug_rnglists", true, &d.rnglists);
    if (status == MSPEC_OK)
        status = open_section(&d, ".debug_addr", true, &d.addr);
    if (status != MSPEC_OK)
        return status;
    d.work = 16 * d.abbrev.size + 16 * d.info.size + (1 << 16);
    read_units(&d);
    if (out->ranges.count)
        qsort(out->ranges.items, out->ranges.count, sizeof *out->ranges.items, compare_ranges);
    return i->in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

void units_free(struct image *i, struct units *u)
{
    vector_free(&i->in->ctx->memory, &u->ranges);
}
