/* Any bytes as what the extraction reads: objects and archives, annotations, rules, profiles. The first byte says which. What is
 * written must be a specification that parses, and is as `fmt` would write it, whatever the names in the object. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "extract/extract.h"
#include "extract/profile.h"
#include "extract/reader.h"
#include "mspec/mspec.h"

/* A regular file with the bytes; its path. */
static int open_bytes(const void *bytes, size_t size, char path[64])
{
    int fd = memfd_create("input.o", 0);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
        abort();
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

static void check_text(const char *text)
{
    mspec_ctx *ctx = mspec_ctx_new();
    char *formatted = NULL;
    if (!ctx || mspec_ctx_set_catalog(ctx, "") != MSPEC_OK)
        abort();
    if (mspec_format(ctx, "made.mspec", text, strlen(text), &formatted) != MSPEC_OK || strcmp(formatted, text) != 0) {
        fputs(text, stderr);
        for (size_t k = 0; k < mspec_diagnostic_count(ctx); k++)
            fprintf(stderr, "%s\n", mspec_diagnostic_get(ctx, k)->message);
        abort();
    }
    free(formatted);
    mspec_ctx_free(ctx);
}

static void check_diagnostics(mspec_ctx *ctx, mspec_status status)
{
    if (status == MSPEC_ERROR_INPUT && !mspec_diagnostic_errors(ctx))
        abort();
    if (status != MSPEC_OK && status != MSPEC_ERROR_INPUT && status != MSPEC_ERROR_IO)
        abort();
    for (size_t k = 0; k < mspec_diagnostic_count(ctx); k++)
        free(mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, k), false));
}

static void extract(struct extract_request *request)
{
    mspec_ctx *ctx = mspec_ctx_new();
    struct extraction x;
    if (!ctx)
        abort();
    mspec_status status = extract_run(ctx, request, &x);
    struct text text = {0};
    if (status == MSPEC_OK && extract_write(&x, &text) != MSPEC_OK)
        abort();
    check_diagnostics(ctx, status);
    if (status == MSPEC_OK && text.length)
        check_text(text.bytes);
    text_fini(&text);
    extract_fini(&x);
    mspec_ctx_free(ctx);
}

/* An object that has the bytes as its annotations and as what a module says of itself. */
static mspec_status read_notes(const struct reading *in, struct object *out)
{
    *out = (struct object){.path = in->path, .kind = OBJECT_RELOCATABLE, .has_code = true, .is_module = in->length % 2, .taken_count = 1};
    char *copy = arena_copy(in->arena, (const char *)in->bytes, in->length);
    out->notes = out->modinfo = copy;
    out->notes_length = out->modinfo_length = in->length + 1;
    return copy ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static void read_profile(const char *path, bool folded)
{
    mspec_ctx *ctx = mspec_ctx_new();
    struct function_owners owners;
    struct profile profile;
    if (!ctx)
        abort();
    function_owners_init(&owners, ctx);
    static const char *const names[][2] = {{"a", "f"}, {"a", "main"}, {"b", "g"}, {"libc", "memcpy"}};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (!function_owners_add(&owners, names_intern(ctx->names, names[k][0], strlen(names[k][0])),
                                 names_intern(ctx->names, names[k][1], strlen(names[k][1]))))
            abort();
    mspec_status status = profile_read(&owners, path, folded ? PROFILE_FOLDED : PROFILE_PERF, false, &profile);
    check_diagnostics(ctx, status);
    uint64_t sum = profile.unknown;
    for (size_t k = 0; status == MSPEC_OK && k < owners.components.count; k++)
        sum += profile.shares[k];
    if (status == MSPEC_OK && sum != profile.total)
        abort();
    profile_fini(&owners, &profile);
    function_owners_fini(&owners);
    mspec_ctx_free(ctx);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct object_reader notes = {READER_VERSION, read_notes};
    char path[64], fixed[64];
    if (size == 0)
        return 0;
    int fd = open_bytes(data + 1, size - 1, path), other = -1;
    const char *files[] = {path};
    struct extract_request request = {.files = files, .file_count = 1, .reader = mspec_object_reader(), .language = "C"};
    switch (data[0] % 8) {
    case 0: break;
    case 1: request.functions = request.each_callback = true; break;
    case 2: request.all_api = request.variables = true; break;
    case 3: request.marks_only = true; break;
    case 4: request.reader = &notes; break;
    case 5:
        other = open_bytes("", 0, fixed);
        files[0] = fixed;
        request.reader = &notes;
        request.map = path;
        break;
    default: break;
    }
    if (data[0] % 8 >= 6)
        read_profile(path, data[0] % 8 == 7);
    else
        extract(&request);
    close(fd);
    if (other >= 0)
        close(other);
    return 0;
}
