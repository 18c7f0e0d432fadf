/* The queue of diagnostics: how they come into being, and how they are read. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "diag/context.h"

/* Input can be wrong in a million places: what is kept has a bound, and what is said about one thing too. */
enum { MOST_KEPT = 500 /* of each severity */, MOST_RELATED = 16, LONGEST_MESSAGE = 2000 /* bytes */ };

struct report {
    mspec_diagnostic diagnostic; /* related points to the array below */
    mspec_ctx *ctx;
    enum code code;
    struct span span;
    mspec_related related[];
};

/* Formats into the arena of diagnostics, cut at the longest message. */
__attribute__((format(printf, 2, 0))) static const char *format_message(mspec_ctx *ctx, const char *format, va_list args)
{
    char bytes[LONGEST_MESSAGE + 1];
    int wanted = vsnprintf(bytes, sizeof bytes, format, args);
    size_t length = wanted > 0 ? (size_t)wanted : 0; /* below 0: what it quotes has gigabytes */
    if (length > LONGEST_MESSAGE) {
        static const char dots[] = "…";
        length = LONGEST_MESSAGE - (sizeof dots - 1);
        while (length > 0 && ((unsigned char)bytes[length] & 0xc0) == 0x80) /* not in the middle of a character */
            length--;
        memcpy(bytes + length, dots, sizeof dots - 1);
        length += sizeof dots - 1;
    }
    return arena_copy(&ctx->report_arena, bytes, length);
}

static int compare_places(struct span a, struct span b)
{
    if (a.source != b.source)
        return a.source < b.source ? -1 : 1;
    return (a.from > b.from) - (a.from < b.from);
}

/* Where a diagnostic of that place is put: after all that stand at the same place. */
static size_t find_index(const mspec_ctx *ctx, struct span span)
{
    size_t low = 0, high = ctx->diagnostics.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_places(ctx->diagnostics.items[middle]->span, span) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_known(const mspec_ctx *ctx, size_t index, enum code code, struct span span, const char *message)
{
    while (index-- > 0) {
        const struct report *other = ctx->diagnostics.items[index];
        if (compare_places(other->span, span) != 0)
            return false;
        if (other->code == code && other->span.to == span.to && strcmp(other->diagnostic.message, message) == 0)
            return true;
    }
    return false;
}

struct report *report(mspec_ctx *ctx, enum code code, struct span span, const char *format, ...)
{
    const mspec_code *entry = mspec_code_at(code);
    if (!entry)
        return NULL;
    bool is_full = ctx->kept[entry->severity] >= MOST_KEPT;
    const char *message = NULL;
    size_t index = 0;
    if (!is_full) {
        va_list args;
        va_start(args, format);
        message = format_message(ctx, format, args);
        va_end(args);
        index = find_index(ctx, span);
        if (message && is_known(ctx, index, code, span, message))
            return NULL;
    }
    if (entry->severity == MSPEC_ERROR)
        ctx->error_count++; /* also of those that are not kept: an error must never look like success */
    if (is_full)
        ctx->suppressed++;
    struct report *r = message ? arena_alloc(&ctx->report_arena, sizeof *r + MOST_RELATED * sizeof *r->related) : NULL;
    if (!r || !vector_push(&ctx->memory, &ctx->diagnostics, r))
        return NULL;
    struct report **items = ctx->diagnostics.items;
    memmove(items + index + 1, items + index, (ctx->diagnostics.count - 1 - index) * sizeof *items);
    items[index] = r;
    ctx->kept[entry->severity]++;
    r->ctx = ctx;
    r->code = code;
    r->span = span;
    r->diagnostic = (mspec_diagnostic){.code = entry->code, .severity = entry->severity, .message = message,
                                       .location = source_locate(ctx, span), .related = r->related};
    return r;
}

void report_related(struct report *r, struct span span, const char *format, ...)
{
    if (!r || r->diagnostic.related_count >= MOST_RELATED)
        return;
    va_list args;
    va_start(args, format);
    const char *message = format_message(r->ctx, format, args);
    va_end(args);
    if (message)
        r->related[r->diagnostic.related_count++] = (mspec_related){source_locate(r->ctx, span), message};
}

void report_hint(struct report *r, const char *format, ...)
{
    if (!r)
        return;
    va_list args;
    va_start(args, format);
    const char *hint = format_message(r->ctx, format, args);
    va_end(args);
    if (hint)
        r->diagnostic.hint = hint;
}

/* How many slips of the pen a word of that length may have and still be recognised. */
static size_t tolerance(size_t length)
{
    return length <= 2 ? 0 : length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

void report_suggest(struct report *r, const char *misspelt, const char *const *candidates, size_t count)
{
    if (!r)
        return;
    const char *nearest = NULL;
    size_t limit = tolerance(strlen(misspelt)) + 1; /* what must be undercut */
    for (size_t i = 0; i < count && limit > 0; i++) {
        size_t distance = strcasecmp(misspelt, candidates[i]) == 0 ? 0 : names_distance(misspelt, candidates[i], limit - 1);
        /* No word is a misspelling of one that has nothing in common with it: `R` is not meant by `W`. */
        if (distance < limit && distance < strlen(candidates[i])) {
            nearest = candidates[i];
            limit = distance;
        }
    }
    if (nearest)
        report_hint(r, "did you mean `%s`?", nearest);
}

/* ---- reading them ---- */

size_t mspec_diagnostic_count(const mspec_ctx *ctx)
{
    return ctx->diagnostics.count;
}

const mspec_diagnostic *mspec_diagnostic_get(const mspec_ctx *ctx, size_t index)
{
    return index < ctx->diagnostics.count ? &ctx->diagnostics.items[index]->diagnostic : NULL;
}

size_t mspec_diagnostic_errors(const mspec_ctx *ctx)
{
    return ctx->error_count;
}

void mspec_diagnostic_clear(mspec_ctx *ctx)
{
    ctx->diagnostics.count = 0;
    memset(ctx->kept, 0, sizeof ctx->kept);
    ctx->error_count = ctx->suppressed = 0;
    arena_fini(&ctx->report_arena);
}
