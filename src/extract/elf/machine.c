/* What relocations mean, machine by machine. A type that is not listed is a use of the address, of which nothing more is known. */
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
};

static bool collect_got(void *user, const struct relocation *r)
{
    struct collecting *c = user;
    return relocation_kind(c->i->header.e_machine, r->type) != RELOCATION_GOT ||
           vector_push(&c->i->in->ctx->memory, c->places, r->offset);
}

static bool is_got_call(const struct places *places, uint64_t offset)
{
    for (size_t k = 0; k < places->count; k++)
        if (places->items[k] == offset)
            return true;
    return false;
}

/* Looks for the bytes that every such call must hold: FF with a second byte of /2 to /5. They may be found where no instruction
 * begins: then a call is assumed that is not there. What is never found is not there, wherever the instructions begin. */
static bool x86_may_call(const struct section *s, const struct places *got)
{
    for (uint64_t k = 0; k + 1 < s->size; k++) {
        unsigned reg = s->bytes[k + 1] >> 3 & 7;
        if (s->bytes[k] == 0xff && reg >= 2 && reg <= 5 && !is_got_call(got, k + 2))
            return true;
    }
    return false;
}

/* BR, BLR, and the same with pointer authentication. */
static bool arm64_may_call(const struct section *s)
{
    for (uint64_t k = 0; k + 4 <= s->size; k += 4) {
        uint32_t word = (uint32_t)s->bytes[k] | (uint32_t)s->bytes[k + 1] << 8 | (uint32_t)s->bytes[k + 2] << 16 |
                        (uint32_t)s->bytes[k + 3] << 24;
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
        if (s->role != ROLE_CODE || !s->size)
            continue;
        if (!s->bytes || s->flags & SHF_COMPRESSED) {
            *out = true;
            break;
        }
        struct places got = {0};
        struct collecting c = {i, &got};
        for (uint32_t r = 1; is_x86 && r < i->section_count && status == MSPEC_OK; r++)
            if (i->sections[r].info == k && (i->sections[r].type == SHT_RELA || i->sections[r].type == SHT_REL))
                status = relocations_visit(i, &i->sections[r], collect_got, &c);
        /* so many would take long to compare, and hardly leave a small component */
        *out = got.count > 4096 || (is_x86 ? x86_may_call(s, &got) : arm64_may_call(s));
        vector_free(&i->in->ctx->memory, &got);
        if (i->in->ctx->memory.exhausted)
            status = MSPEC_ERROR_MEMORY;
    }
    return status;
}
