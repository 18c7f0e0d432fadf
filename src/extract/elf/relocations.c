/* Relocations: how imports are used, whose address is taken, and what is called through pointers. */
#include <stdlib.h>
#include <string.h>

#include "extract/elf/elf.h"

/* ---- reading ---- */

static mspec_status read_one(struct image *i, const struct section *table, uint64_t index, struct relocation *out)
{
    bool wide = i->header.e_ident[EI_CLASS] == ELFCLASS64, rela = table->type == SHT_RELA;
    unsigned word = wide ? 8 : 4;
    const unsigned char *at = table->bytes + index * word * (rela ? 3 : 2);
    uint64_t info = image_number(i, at + word, word);
    out->offset = image_number(i, at, word);
    out->symbol = (uint32_t)(wide ? info >> 32 : info >> 8);
    out->type = (uint32_t)(wide ? info & 0xffffffff : info & 0xff);
    out->has_addend = rela;
    out->addend = !rela ? 0 : wide ? (int64_t)image_number(i, at + 16, 8) : (int32_t)image_number(i, at + 8, 4);
    if (out->symbol != 0 && out->symbol >= i->symbol_count)
        return image_damaged(i, "a relocation in `%.40s` is of symbol %u, and there are %u", table->name, out->symbol,
                             i->symbol_count);
    return MSPEC_OK;
}

mspec_status relocations_visit(struct image *i, const struct section *table, relocation_fn *each, void *user)
{
    bool wide = i->header.e_ident[EI_CLASS] == ELFCLASS64;
    uint64_t size = (wide ? 8u : 4u) * (table->type == SHT_RELA ? 3u : 2u);
    if (!table->bytes || table->size == 0)
        return MSPEC_OK;
    if (table->flags & SHF_COMPRESSED || table->entry_size != size || table->size % size)
        return image_damaged(i, "the relocations in `%.40s` have a wrong size", table->name);
    struct relocation r;
    for (uint64_t k = 0, count = table->size / size; k < count; k++) {
        mspec_status status = read_one(i, table, k, &r);
        if (status != MSPEC_OK)
            return status;
        if (!each(user, &r))
            break;
    }
    return i->in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

/* ---- what they tell ---- */

struct use {
    uint32_t function; /* symbol index */
    uint32_t target;   /* an import, or (with `local`) the symbol index of another function */
    bool local;
};

struct telling {
    struct image *i;
    const struct section *target; /* that is relocated */
    uint32_t target_index;
    bool is_linked;
    struct {
        VECTOR(struct use);
    } uses;
};

static bool starts_with(const struct symbol *s, const char *prefix)
{
    size_t length = strlen(prefix);
    return s->length >= length && memcmp(s->name, prefix, length) == 0;
}

/* Thunks are called in the place of a call through a register; a static call is a call whose target is set later. */
static bool is_thunk(const struct symbol *s)
{
    return starts_with(s, "__x86_indirect_thunk_") || starts_with(s, "__x86_indirect_jump_thunk_") ||
           starts_with(s, "__x86_indirect_call_thunk_") || starts_with(s, "__llvm_retpoline_");
}

static void note_use(struct telling *t, const struct relocation *r, uint32_t target, bool local)
{
    if (!t->i->in->functions || t->target->role != ROLE_CODE || t->is_linked)
        return;
    uint32_t function = function_at(t->i, t->target_index, r->offset, false);
    struct use use = {function, target, local};
    if (function != UINT32_MAX && !(local && target == function))
        (void)vector_push(&t->i->in->ctx->memory, &t->uses, use); /* a failure is seen by whoever visits */
}

static void tell_import(struct telling *t, const struct relocation *r, const struct symbol *s, enum relocation_kind kind)
{
    struct object *o = t->i->object;
    struct object_import *import = &o->imports[s->import - 1];
    bool is_code = t->target->role == ROLE_CODE;
    if (t->is_linked)
        import->uses |= USE_UNKNOWN;
    else
        import->uses |= kind == RELOCATION_CALL && is_code ? USE_CALL : USE_OTHER;
    if (is_code && is_thunk(s))
        o->indirect_calls++;
    if (is_code && starts_with(s, "__SCT__"))
        o->may_call_indirectly = true;
    note_use(t, r, s->import - 1, false);
}

/* The addend of relocatable files without addends stands in the place itself. */
static int64_t addend_of(const struct telling *t, const struct relocation *r, enum relocation_kind kind)
{
    const struct section *s = t->target;
    unsigned size = kind == RELOCATION_ABS64 ? 8 : 4;
    uint64_t at = t->is_linked ? r->offset - s->address : r->offset;
    if (r->has_addend || !s->bytes || s->size < size || at > s->size - size)
        return r->addend;
    uint64_t value = image_number(t->i, s->bytes + at, size);
    return size == 4 ? (int32_t)value : (int64_t)value;
}

static void take(struct telling *t, uint32_t symbol)
{
    t->i->object->taken_count++;
    if (symbol != UINT32_MAX)
        t->i->symbols[symbol].taken = true;
}

/* An address of the object's own code. */
static void tell_own(struct telling *t, const struct relocation *r, const struct symbol *s, enum relocation_kind kind)
{
    bool is_code = t->target->role == ROLE_CODE;
    int64_t addend = addend_of(t, r, kind);
    /* counted from behind the field where it is part of an instruction */
    if (is_code && (kind == RELOCATION_PC || kind == RELOCATION_GOT || kind == RELOCATION_CALL) &&
        t->i->header.e_machine != EM_AARCH64)
        addend += 4;
    uint64_t offset = s->value + (uint64_t)addend;
    uint32_t function = function_at(t->i, s->section, offset, true);
    if (s->type != STT_SECTION && function == UINT32_MAX)
        function = function_at(t->i, s->section, s->value, true);
    if (kind == RELOCATION_CALL && is_code) {
        if (function == UINT32_MAX)
            function = function_at(t->i, s->section, offset, false);
        if (function != UINT32_MAX)
            note_use(t, r, function, true);
        return;
    }
    take(t, function);
    if (function != UINT32_MAX)
        note_use(t, r, function, true);
}

/* An address without a symbol, in something linked. */
static void tell_address(struct telling *t, const struct relocation *r)
{
    for (uint32_t k = 1; k < t->i->section_count; k++) {
        const struct section *s = &t->i->sections[k];
        if (s->role == ROLE_CODE && (uint64_t)r->addend >= s->base && (uint64_t)r->addend - s->base < s->size)
            take(t, function_at(t->i, k, (uint64_t)r->addend - s->base, true));
    }
}

static bool tell(void *user, const struct relocation *r)
{
    struct telling *t = user;
    enum relocation_kind kind = relocation_kind(t->i->header.e_machine, r->type);
    if (kind == RELOCATION_NONE)
        return true;
    const struct symbol *s = r->symbol ? &t->i->symbols[r->symbol] : NULL;
    if (s && s->import)
        tell_import(t, r, s, kind);
    else if (s && s->section && t->i->sections[s->section].role == ROLE_CODE && t->target->role != ROLE_TABLE)
        tell_own(t, r, s, kind);
    else if (!s && t->is_linked && r->has_addend)
        tell_address(t, r);
    return !t->i->in->ctx->memory.exhausted;
}

/* Only tables over the same symbols: with --emit-relocs, a linked file has some of each kind. */
static bool is_relocations(const struct image *i, const struct section *s)
{
    return (s->type == SHT_RELA || s->type == SHT_REL) && s->link == i->symbol_section && i->symbol_section;
}

static mspec_status tell_section(struct telling *t, const struct section *table)
{
    static const struct section whole = {.name = "", .role = ROLE_DATA};
    struct image *i = t->i;
    if (table->info >= i->section_count)
        return image_damaged(i, "`%.40s` relocates section %u, and there are %u", table->name, table->info,
                             i->section_count);
    t->target_index = t->is_linked ? 0 : table->info;
    t->target = t->target_index ? &i->sections[t->target_index] : &whole;
    if (!t->is_linked && t->target->role == ROLE_NONE)
        return MSPEC_OK;
    return relocations_visit(i, table, tell, t);
}

static int compare_uses(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    if (x->function != y->function)
        return x->function < y->function ? -1 : 1;
    if (x->local != y->local)
        return x->local ? 1 : -1;
    return x->target < y->target ? -1 : x->target > y->target;
}

/* ---- results ---- */

static size_t first_use(const struct telling *t, uint32_t function)
{
    size_t low = 0, high = t->uses.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->uses.items[middle].function < function)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* One item a function, with what it uses. Local functions of one name are one item here as far as names go; write.c joins them. */
static mspec_status list_functions(struct telling *t)
{
    struct image *i = t->i;
    struct object *o = i->object;
    struct arena *a = i->in->arena;
    if (t->uses.count)
        qsort(t->uses.items, t->uses.count, sizeof *t->uses.items, compare_uses);
    o->functions = arena_new_array(a, struct object_function, i->function_count);
    if (!o->functions)
        return image_memory(i);
    for (uint32_t k = 0; k < i->function_count; k++) {
        const struct symbol *s = &i->symbols[i->functions_by_place[k]];
        struct object_function *f = &o->functions[o->function_count++];
        bool first = k == 0 || i->symbols[i->functions_by_place[k - 1]].section != s->section;
        bool last = k + 1 == i->function_count || i->symbols[i->functions_by_place[k + 1]].section != s->section;
        f->name = names_intern(i->in->ctx->names, s->name, s->length);
        f->size = s->size;
        f->alone = first && last && s->value == 0 && s->size && !t->is_linked;
        f->taken = s->taken;
        size_t low = first_use(t, i->functions_by_place[k]), count = 0;
        while (low + count < t->uses.count && t->uses.items[low + count].function == i->functions_by_place[k])
            count++;
        f->imports = arena_new_array(a, uint32_t, count);
        f->callees = arena_new_array(a, name_id, count);
        if (!f->name || !f->imports || !f->callees)
            return image_memory(i);
        for (size_t u = low; u < low + count; u++) {
            const struct use *use = &t->uses.items[u];
            if (u > low && compare_uses(use, use - 1) == 0)
                continue;
            if (use->local)
                f->callees[f->callee_count++] =
                    names_intern(i->in->ctx->names, i->symbols[use->target].name, i->symbols[use->target].length);
            else
                f->imports[f->import_count++] = use->target;
        }
    }
    return i->in->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}

static mspec_status list_taken(struct image *i)
{
    struct object *o = i->object;
    uint32_t count = 0;
    for (uint32_t k = 0; k < i->function_count; k++)
        count += i->symbols[i->functions_by_place[k]].taken;
    o->taken = arena_new_array(i->in->arena, name_id, count);
    if (!o->taken)
        return image_memory(i);
    for (uint32_t k = 0; k < i->function_count; k++) {
        const struct symbol *s = &i->symbols[i->functions_by_place[k]];
        name_id name = s->taken ? names_intern(i->in->ctx->names, s->name, s->length) : 0;
        if (s->taken && !name)
            return image_memory(i);
        if (name)
            o->taken[o->taken_name_count++] = name;
    }
    return MSPEC_OK;
}

mspec_status relocations_read(struct image *i)
{
    struct object *o = i->object;
    struct telling t = {.i = i, .is_linked = i->header.e_type != ET_REL};
    mspec_status status = functions_read(i);
    for (uint32_t k = 1; k < i->section_count && status == MSPEC_OK; k++)
        if (is_relocations(i, &i->sections[k]))
            status = tell_section(&t, &i->sections[k]);
    for (uint32_t k = 0; k < o->import_count; k++)
        if (!(o->imports[k].uses & (USE_CALL | USE_OTHER)))
            o->imports[k].uses |= USE_UNKNOWN;
    /* in what is linked, an address of its own code that code computes leaves nothing behind */
    if (t.is_linked && o->has_code)
        o->taken_count++;
    if (status == MSPEC_OK)
        status = list_taken(i);
    if (status == MSPEC_OK && i->in->functions)
        status = list_functions(&t);
    vector_free(&i->in->ctx->memory, &t.uses);
    bool scanned = false;
    if (status == MSPEC_OK && !o->indirect_calls && !o->may_call_indirectly)
        status = code_scan(i, &scanned);
    o->may_call_indirectly |= o->indirect_calls > 0 || scanned;
    bool takes = false;
    if (status == MSPEC_OK && !o->taken_count)
        status = code_takes_address(i, &takes);
    o->taken_count += takes;
    return status;
}
