/* Any bytes as a file that is deployed: kraft.yaml, the .config of Unikraft, the one of Linux; the first byte says which. What is a
 * configuration is judged. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "import/deployed.h"
#include "model/model.h"
#include "mspec/mspec.h"
#include "verify/verify.h"

static const char specification[] = "component redis { [Language] ::= C [Origin] ::= pkg:generic/linux#net/sctp/sctp.ko }\n"
                                    "component newlib { [Language] ::= C [Requires] ::= X }\n"
                                    "component uksched { [Language] ::= Rust [Requires] ::= X }\n"
                                    "system s { [Components] ::= redis, newlib, uksched }\n";

/* A file with the bytes. */
static int open_bytes(const void *bytes, size_t size, char path[64])
{
    int fd = memfd_create("deployed", 0);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
        abort();
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

static void judge_it(const struct model *m, const struct configuration *c)
{
    struct judgement j;
    if (judge(m, c, &j) != MSPEC_OK)
        abort();
    judgement_fini(&j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const targets[] = {"flexos", "unikraft", "linux"};
    if (size == 0)
        return 0;
    unsigned which = data[0] % 3;
    mspec_ctx *ctx = mspec_ctx_new();
    struct model *m = NULL;
    struct arena a = {0};
    struct configuration *c = NULL;
    struct deployed_notes notes = {0};
    char path[64];
    int fd = open_bytes(data + 1, size - 1, path);
    if (!ctx || mspec_ctx_set_target(ctx, targets[which]) != MSPEC_OK ||
        mspec_ctx_add_text(ctx, "s.mspec", specification, strlen(specification)) != MSPEC_OK || model_build(ctx, NULL, &m) != MSPEC_OK)
        abort();
    arena_init(&a, &ctx->memory);
    size_t before = mspec_diagnostic_errors(ctx);
    mspec_status status = (which == 0 ? kraft_read : dotconfig_read)(m, path, &a, &c, &notes);
    if (status == MSPEC_ERROR_INPUT && mspec_diagnostic_errors(ctx) == before)
        abort();
    if (status == MSPEC_OK)
        judge_it(m, c);
    else if (status != MSPEC_ERROR_INPUT && status != MSPEC_ERROR_IO)
        abort();
    for (size_t k = 0; k < mspec_diagnostic_count(ctx); k++)
        free(mspec_diagnostic_render(ctx, mspec_diagnostic_get(ctx, k), false));
    vector_free(&ctx->memory, &notes);
    arena_fini(&a);
    model_free(m);
    mspec_ctx_free(ctx);
    close(fd);
    return 0;
}
