/* The context's inside: memory budget, names, sources, and the queue of diagnostics. Knows nothing of the language. */
#ifndef MSPEC_DIAG_CONTEXT_H
#define MSPEC_DIAG_CONTEXT_H

#include "base/memory.h"
#include "base/names.h"
#include "diag/codes.h"
#include "mspec/context.h"

/* A place in a source: bytes [from, to). source 0 is "no place". */
struct span {
    uint32_t source; /* index into ctx->sources, plus 1 */
    uint32_t from, to;
};

enum source_origin { SOURCE_USER, SOURCE_CATALOG, SOURCE_DATA /* configurations, not specifications */ };

struct source {
    const char *name; /* as diagnostics show it */
    const char *path; /* canonical path when it is a file, else NULL */
    const char *bytes;
    size_t length;
    enum source_origin origin;
    uint32_t *line_starts; /* made when first needed; NULL before */
    uint32_t line_count;
    struct file *tree; /* the parsed tree, set by syntax/; NULL before */
};

/* What the result depends on, by the path under which it was opened. */
struct input {
    const char *path;
    bool is_folder;
};

struct mspec_ctx {
    struct memory memory;
    struct arena arena; /* sources, trees */
    struct names *names;
    struct {
        VECTOR(struct source *);
    } sources;
    struct {
        VECTOR(struct input);
    } inputs; /* every file that was read and every folder that was searched, in order; some several times */
    struct arena report_arena; /* diagnostics */
    struct {
        VECTOR(struct report *);
    } diagnostics;       /* sorted by place; read them with mspec_diagnostic_get */
    size_t kept[3];      /* of each severity */
    size_t error_count;  /* kept or not */
    size_t suppressed;   /* diagnostics beyond the limit of diag/report.c, counted and not kept */
    char *catalog;     /* the folder set by the user, or NULL; "" for none */
    bool catalog_loaded;
    bool catalog_skimmed; /* entries of it that nobody has named are not read yet */
    char *target;      /* that models obey: a name, or the path of its file; NULL for none */
    mspec_progress_fn *progress;
    void *progress_user;
};

/* A context whose budget starts as given: tests set limit and fail_after. NULL when out of memory. mspec_ctx_new is this with
 * the default limit. */
mspec_ctx *context_new(struct memory memory);

/* A new source in the context's arena; bytes are copied. NULL when out of memory. *id receives the id for spans. */
struct source *source_add(mspec_ctx *ctx, const char *name, const char *path, const char *bytes, size_t length,
                          enum source_origin origin, uint32_t *id);
struct source *source_get(const mspec_ctx *ctx, uint32_t id); /* NULL for 0 */
mspec_location source_locate(const mspec_ctx *ctx, struct span span); /* spans beyond the end are cut to it */
/* The bytes of a line (from 1) without its end of line; false when the source has no such line. */
bool source_line(const mspec_ctx *ctx, struct source *source, uint32_t line, const char **bytes, size_t *length);
/* The source that a location speaks of, or NULL. */
struct source *source_of(const mspec_ctx *ctx, const mspec_location *location);

/* Remembers that a file was read or a folder searched; the path is copied. False when out of memory. */
bool context_note_input(mspec_ctx *ctx, const char *path, bool is_folder);

/* Reports a diagnostic: the severity comes from the registry. The result can be given more places and a hint, and is NULL
 * when there was no memory, when it is a duplicate (same code, place and message: one is kept) or when too many of its
 * severity are kept already (all functions below accept NULL). Messages are one line without a full stop; very long ones are
 * cut. What they quote from the input may hold any bytes: the renderings make them harmless.
 * Diagnostics are kept in the order of their places (source, then position; those without a place first), and those of one
 * place in the order in which they were reported. */
struct report;
struct report *report(mspec_ctx *ctx, enum code code, struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void report_related(struct report *r, struct span span, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The last hint counts. */
void report_hint(struct report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The hint "did you mean `x`?" for the nearest of the candidates, when one is near enough; else nothing. */
void report_suggest(struct report *r, const char *misspelt, const char *const *candidates, size_t count);

/* The status that fits what has happened: MEMORY when the budget is exhausted, INPUT when there are errors, else OK. */
mspec_status context_status(const mspec_ctx *ctx);
/* False when the user has cancelled. `progress` may be NULL. */
bool context_go_on(mspec_ctx *ctx, const char *progress);

#endif
