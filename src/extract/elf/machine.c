/* What relocations mean, machine by machine. A type that is not listed is a use of the address, of which nothing more is known. */
#include <stdlib.h>

#include "extract/elf/elf.h"

#ifndef EM_RISCV
#define EM_RISCV 243
#endif

struct meaning {
    uint16_t machine;
    uint16_t type;
    uint8_t kind;
};

/* Numbers: the processor supplements of the ELF specification. Only what can stand at nothing but a call or a jump is a call. */
static const struct meaning meanings[] = {
    {EM_X86_64, 0, RELOCATION_NONE},   {EM_X86_64, 1, RELOCATION_ABS64},  {EM_X86_64, 2, RELOCATION_PC},
    {EM_X86_64, 4, RELOCATION_CALL},   {EM_X86_64, 9, RELOCATION_GOT},    {EM_X86_64, 10, RELOCATION_ABS32},
    {EM_X86_64, 24, RELOCATION_PC},    {EM_X86_64, 41, RELOCATION_GOT},   {EM_X86_64, 42, RELOCATION_GOT},
    {EM_X86_64, 43, RELOCATION_GOT},   {EM_386, 0, RELOCATION_NONE},      {EM_386, 1, RELOCATION_ABS32},
    {EM_386, 2, RELOCATION_CALL},      {EM_386, 3, RELOCATION_GOT},       {EM_386, 4, RELOCATION_CALL},
    {EM_386, 43, RELOCATION_GOT},      {EM_AARCH64, 0, RELOCATION_NONE},  {EM_AARCH64, 257, RELOCATION_ABS64},
    {EM_AARCH64, 258, RELOCATION_ABS32}, {EM_AARCH64, 261, RELOCATION_PC}, {EM_AARCH64, 282, RELOCATION_CALL},
    {EM_AARCH64, 283, RELOCATION_CALL}, {EM_ARM, 0, RELOCATION_NONE},     {EM_ARM, 1, RELOCATION_CALL},
    {EM_ARM, 2, RELOCATION_ABS32},     {EM_ARM, 10, RELOCATION_CALL},     {EM_ARM, 27, RELOCATION_CALL},
    {EM_ARM, 28, RELOCATION_CALL},     {EM_ARM, 29, RELOCATION_CALL},     {EM_ARM, 30, RELOCATION_CALL},
    {EM_ARM, 40, RELOCATION_NONE},     {EM_RISCV, 0, RELOCATION_NONE},    {EM_RISCV, 1, RELOCATION_ABS32},
    {EM_RISCV, 2, RELOCATION_ABS64},   {EM_RISCV, 16, RELOCATION_CALL},   {EM_RISCV, 17, RELOCATION_CALL},
    {EM_RISCV, 18, RELOCATION_CALL},   {EM_RISCV, 19, RELOCATION_CALL},   {EM_RISCV, 43, RELOCATION_NONE},
    {EM_RISCV, 44, RELOCATION_CALL},   {EM_RISCV, 45, RELOCATION_CALL},   {EM_RISCV, 51, RELOCATION_NONE},
    {EM_PPC64, 0, RELOCATION_NONE},    {EM_PPC64, 1, RELOCATION_ABS32},   {EM_PPC64, 10, RELOCATION_CALL},
    {EM_PPC64, 38, RELOCATION_ABS64},  {EM_PPC64, 116, RELOCATION_CALL},  {EM_S390, 0, RELOCATION_NONE},
    {EM_S390, 4, RELOCATION_ABS32},    {EM_S390, 20, RELOCATION_CALL},    {EM_S390, 22, RELOCATION_ABS64},
};

enum relocation_kind relocation_kind(uint16_t machine, uint32_t type)
{
    for (size_t k = 0; k < sizeof meanings / sizeof *meanings; k++)
        if (meanings[k].machine == machine && meanings[k].type == type)
            return meanings[k].kind;
    return RELOCATION_OTHER;
}

/* ---- calls through registers and memory, which leave no relocation ---- */

struct places {
    VECTOR(uint64_t);
};

struct collecting {
    struct image *i;
    struct places *places;
    bool got_only;
};

static bool collect(void *user, const struct relocation *r)
{
    struct collecting *c = user;
    return (c->got_only && relocation_kind(c->i->header.e_machine, r->type) != RELOCATION_GOT) ||
           vector_push(&c->i->in->ctx->memory, c->places, r->offset);
}

static int compare_places(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Where the section has relocations: all of them, or those that stand for an entry of the global offset table. In order. */
static mspec_status relocated_places(struct image *i, uint32_t section, bool got_only, struct places *out)
{
    struct collecting c = {i, out, got_only};
    mspec_status status = MSPEC_OK;
    for (uint32_t r = 1; r < i->section_count && status == MSPEC_OK; r++)
        if (i->sections[r].info == section && (i->sections[r].type == SHT_RELA || i->sections[r].type == SHT_REL))
            status = relocations_visit(i, &i->sections[r], collect, &c);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_places);
    return i->in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : status;
}

static bool is_place(const struct places *places, uint64_t offset)
{
    return places->count && bsearch(&offset, places->items, places->count, sizeof offset, compare_places);
}

/* Looks for the bytes that every such call must hold: FF with a second byte of /2 to /5. They may be found where no instruction
 * begins: then a call is assumed that is not there. What is never found is not there, wherever the instructions begin. */
static bool x86_may_call(const struct section *s, const struct places *got)
{
    for (uint64_t k = 0; k + 1 < s->size; k++) {
        unsigned reg = s->bytes[k + 1] >> 3 & 7;
        if (s->bytes[k] == 0xff && reg >= 2 && reg <= 5 && !is_place(got, k + 2))
            return true;
    }
    return false;
}

static uint32_t arm64_word(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* BR, BLR, and the same with pointer authentication. */
static bool arm64_may_call(const struct section *s)
{
    for (uint64_t k = 0; k + 4 <= s->size; k += 4) {
        uint32_t word = arm64_word(s->bytes + k);
        if ((word & 0xffdffc1f) == 0xd61f0000 || (word & 0xfedff800) == 0xd61f0800)
            return true;
    }
    return false;
}

mspec_status code_scan(struct image *i, bool *out)
{
    uint16_t machine = i->header.e_machine;
    bool is_x86 = machine == EM_X86_64 || machine == EM_386, is_arm64 = machine == EM_AARCH64;
    mspec_status status = MSPEC_OK;
    *out = !is_x86 && !is_arm64 && i->object->has_code;
    for (uint32_t k = 1; k < i->section_count && status == MSPEC_OK && !*out; k++) {
        const struct section *s = &i->sections[k];
        struct places got = {0};
        if (s->role != ROLE_CODE || !s->size)
            continue;
        if (!s->bytes || s->flags & SHF_COMPRESSED) {
            *out = true;
            break;
        }
        if (is_x86)
            status = relocated_places(i, k, true, &got);
        *out = is_x86 ? x86_may_call(s, &got) : arm64_may_call(s);
        vector_free(&i->in->ctx->memory, &got);
    }
    return status;
}

/* ---- addresses of its own code that need no relocation, for they are in the same section ---- */

/* LEA with an address relative to the instruction: 8D, a second byte of 00…101, and the distance. Found anywhere, as above. */
static bool x86_64_takes(const struct image *i, const struct section *s, const struct places *relocated)
{
    for (uint64_t k = 0; k + 6 <= s->size; k++) {
        if (s->bytes[k] != 0x8d || (s->bytes[k + 1] & 0xc7) != 0x05 || is_place(relocated, k + 2))
            continue;
        uint64_t target = k + 6 + (uint64_t)(int64_t)(int32_t)image_number(i, s->bytes + k + 2, 4);
        if (target < s->size)
            return true;
    }
    return false;
}

/* ADR: the distance is in the instruction. */
static bool arm64_takes(const struct section *s, const struct places *relocated)
{
    for (uint64_t k = 0; k + 4 <= s->size; k += 4)
        if ((arm64_word(s->bytes + k) & 0x9f000000) == 0x10000000 && !is_place(relocated, k))
            return true;
    return false;
}

mspec_status code_takes_address(struct image *i, bool *out)
{
    uint16_t machine = i->header.e_machine;
    mspec_status status = MSPEC_OK;
    *out = machine != EM_X86_64 && machine != EM_AARCH64 && machine != EM_386 && i->object->has_code;
    for (uint32_t k = 1; k < i->section_count && status == MSPEC_OK && !*out && machine != EM_386; k++) {
        const struct section *s = &i->sections[k];
        struct places relocated = {0};
        if (s->role != ROLE_CODE || !s->size)
            continue;
        if (!s->bytes || s->flags & SHF_COMPRESSED) {
            *out = true;
            break;
        }
        status = relocated_places(i, k, false, &relocated);
        *out = machine == EM_X86_64 ? x86_64_takes(i, s, &relocated) : arm64_takes(s, &relocated);
        vector_free(&i->in->ctx->memory, &relocated);
    }
    return status;
}
