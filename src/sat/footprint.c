#include "sat/footprint.h"

#include <malloc.h>

#define BLOCK ((size_t)1 << 16) /* the budget is asked for so much at a time */
#define LOOKS 4096

static size_t allocated_by_process(void)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}

static bool charge(struct footprint *f, size_t bytes)
{
    if (!memory_charge(f->memory, bytes))
        return false;
    f->charged += bytes;
    return true;
}

void footprint_init(struct footprint *f, struct memory *m)
{
    *f = (struct footprint){.memory = m, .process = allocated_by_process(), .ours = m->used};
}

void footprint_fini(struct footprint *f)
{
    memory_discharge(f->memory, f->charged);
    f->charged = 0;
}

/* A clause and its two watches; short ones are kept in the watches too. */
bool footprint_clause(struct footprint *f, size_t literals)
{
    f->promised += 64 + 8 * literals;
    if (f->promised < BLOCK)
        return true;
    f->promised -= BLOCK;
    return charge(f, BLOCK);
}

bool footprint_look(struct footprint *f)
{
    if (++f->looks % LOOKS)
        return true;
    size_t process = allocated_by_process(), since = process > f->process ? process - f->process : 0;
    size_t ours = f->memory->used - f->charged, grown = ours > f->ours ? ours - f->ours : 0;
    size_t others = since > grown ? since - grown : 0;
    return others <= f->charged || charge(f, others - f->charged);
}
