#include "system.h"

#include <stdio.h>

#include "mspec/mspec.h"
#include "verify/enumerate.h"

bool random_system_open(struct random_system *s, uint64_t seed, const struct options *o)
{
    *s = (struct random_system){.seed = seed, .ctx = mspec_ctx_new()};
    generate_system(seed, o->size, &s->text);
    return s->ctx && mspec_ctx_set_catalog(s->ctx, "") == MSPEC_OK &&
           mspec_ctx_add_text(s->ctx, "random.mspec", s->text.bytes, s->text.length) == MSPEC_OK &&
           model_build(s->ctx, NULL, &s->model) == MSPEC_OK;
}

void random_system_close(struct random_system *s)
{
    model_free(s->model);
    mspec_ctx_free(s->ctx);
    text_fini(&s->text);
}

bool random_system_is_small(const struct random_system *s, const struct options *o, uint64_t *configurations)
{
    struct arena a;
    struct bigint size;
    arena_init(&a, &s->ctx->memory);
    bool small = space_size(s->model, &a, &size) == MSPEC_OK && bigint_to_u64(size, configurations) && *configurations <= o->most_space;
    arena_fini(&a);
    return small;
}

void random_system_complain(const struct random_system *s, const char *complaint, bool with_text)
{
    fprintf(stderr, "seed %llu: %s\n%.*s\n", (unsigned long long)s->seed, complaint, with_text ? (int)s->text.length : 0, s->text.bytes);
}
