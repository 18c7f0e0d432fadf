/* The table of codes, made from codes.def. */
#include <stddef.h>
#include <strings.h>

#include "diag/codes.h"
#include "mspec/diagnostic.h"

static const mspec_code registry[] = {
#define CODE(id, code, severity, title, explanation) {code, severity, title, explanation},
#include "diag/codes.def"
#undef CODE
};

const mspec_code *mspec_code_at(size_t index)
{
    return index < CODE_COUNT ? &registry[index] : NULL;
}

const mspec_code *mspec_code_find(const char *code)
{
    for (size_t i = 0; i < CODE_COUNT; i++)
        if (strcasecmp(registry[i].code, code) == 0)
            return &registry[i];
    return NULL;
}
