#include "verify/findings.h"

bool findings_add(struct findings *f, const struct model *m, struct problem_found what, const char *format, ...)
{
    f->any = true;
    if (!f->arena)
        return false;
    va_list args;
    va_start(args, format);
    what.text = arena_vprintf(f->arena, format, args);
    va_end(args);
    if (!what.text || !vector_push(&m->ctx->memory, &f->list, what))
        f->failed = true;
    return !f->failed;
}
