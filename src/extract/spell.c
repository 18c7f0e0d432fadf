/* Names as the notation writes them. Object files may hold any bytes in theirs. */
#include <string.h>

#include "extract/extract.h"
#include "syntax/syntax.h"

struct spelling {
    struct {
        VECTOR(const char *);
    } symbols; /* by name id; NULL: not asked for yet */
    bool noted;
};

struct spelling *spelling_new(struct extraction *x)
{
    return arena_new(&x->arena, struct spelling);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_plain(const char *text, size_t length)
{
    return length > 0 && syntax_name_length(text, length) == length && !syntax_is_reserved(text, length);
}

/* Other characters become `_`; what is then no name, or a word of the language, gets one more. */
static const char *respell(struct extraction *x, const char *text, size_t length)
{
    char *out = arena_alloc(&x->arena, length + 2);
    size_t n = 0;
    if (!out)
        return NULL;
    if (length == 0 || !is_letter(text[0]) || syntax_is_reserved(text, length))
        out[n++] = '_';
    for (size_t k = 0; k < length; k++) {
        bool digit = text[k] >= '0' && text[k] <= '9';
        out[n++] = is_letter(text[k]) || digit || text[k] == '-' ? text[k] : '_';
    }
    return out;
}

static void note(struct extraction *x, const char *from, const char *to)
{
    if (!x->spelling->noted)
        report(x->ctx, CODE_NAME_CHANGED, (struct span){0}, "`%s` is written `%s`, and others like it", from, to);
    x->spelling->noted = true;
}

const char *spell_component(struct extraction *x, const char *stem, size_t length)
{
    if (is_plain(stem, length))
        return arena_copy(&x->arena, stem, length);
    const char *out = respell(x, stem, length);
    if (out && length)
        note(x, arena_printf(&x->arena, "%.*s", (int)length, stem), out);
    return out;
}

const char *spell_symbol(struct extraction *x, name_id name)
{
    struct spelling *s = x->spelling;
    while (s->symbols.count <= name) {
        if (!vector_reserve_(&x->ctx->memory, (void **)&s->symbols.items, &s->symbols.capacity, (size_t)name + 1,
                             sizeof(char *)))
            return NULL;
        s->symbols.count = s->symbols.capacity; /* new ones are zero */
    }
    if (s->symbols.items[name])
        return s->symbols.items[name];
    const char *text = names_text(x->ctx->names, name), *out = text;
    size_t length = strlen(text);
    if (!is_plain(text, length)) {
        out = respell(x, text, length);
        if (out)
            note(x, text, out);
    }
    s->symbols.items[name] = out;
    return out;
}

void spelling_free(struct extraction *x)
{
    if (x->spelling)
        vector_free(&x->ctx->memory, &x->spelling->symbols);
    x->spelling = NULL;
}
