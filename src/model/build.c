/* The model of one system, step by step; and the check of all there is. */
#include "model/build.h"

#include <string.h>

#include "syntax/syntax.h"

/* All steps; false when memory has run out. What is wrong is reported, and the steps after it go on as well as they can. */
static bool build_steps(struct builder *b)
{
    /* Needs are compared with requirements only when both are what was meant. */
    bool is_clean = b->ctx->error_count == 0;
    return settings_build(b) && units_build(b) && mechanisms_build(b) && forms_build(b) && cells_build(b) &&
           protection_build(b) && vulnerabilities_build(b) && question_build(b) && constraints_build(b) &&
           (!b->target || target_obey(b->m, b->target, &b->m->arena)) && profile_build(b) &&
           objective_build(b) && mechanisms_check(b) && contradictions_check(b) && (!is_clean || needs_check(b)) &&
           (b->ctx->error_count > 0 || remarks_make(b));
}

static void check_size(struct builder *b)
{
    const struct part *list = clause_first(b->clauses, HEADING_COMPONENTS);
    if (b->m->component_count || b->ctx->error_count)
        return; /* or nobody knows what was meant */
    if (list)
        report(b->ctx, CODE_NO_COMPONENTS, list->clause->span, "the system `%s` has no components",
               name_text(b->d, b->m->system_name));
    else
        report(b->ctx, CODE_NO_COMPONENTS, b->m->system_span, "no component is declared");
}

/* The target that the context names, if any; it has been loaded. */
static bool find_target(struct builder *b)
{
    const struct block *block;
    if (!b->ctx->target || target_load(b->ctx, b->ctx->target, &block) != MSPEC_OK)
        return true; /* reported */
    b->target = arena_new(&b->m->arena, struct target);
    b->m->target = b->target;
    return b->target && target_block_read(b->d, block, &b->m->arena, b->target);
}

static mspec_status build_system(struct declarations *d, const struct declaration *system, struct model_question *question,
                                 struct model **out)
{
    static const struct clause_list nothing;
    mspec_ctx *ctx = d->ctx;
    *out = NULL;
    struct model *m = memory_resize(&ctx->memory, NULL, 0, sizeof *m);
    if (!m)
        return MSPEC_ERROR_MEMORY;
    m->ctx = ctx;
    arena_init(&m->arena, &ctx->memory);
    m->system_name = system ? system->block->name : 0;
    m->system_span = system ? system->block->span : (struct span){0};
    struct builder b = {.d = d, .ctx = ctx, .m = m, .system = system, .clauses = system ? &system->clauses : &nothing,
                        .question = question};
    arena_init(&b.scratch, &ctx->memory);
    bool fine = find_target(&b) && build_steps(&b);
    if (fine)
        check_size(&b);
    arena_fini(&b.scratch);
    mspec_status status = fine ? context_status(ctx) : MSPEC_ERROR_MEMORY;
    if (status == MSPEC_OK)
        *out = m;
    else
        model_free(m);
    return status;
}

void model_free(struct model *model)
{
    if (!model)
        return;
    struct memory *memory = &model->ctx->memory;
    arena_fini(&model->arena);
    memory_release(memory, model, sizeof *model);
}

/* ---- which system ---- */

/* False when it cannot be told, which is reported. */
static bool choose_system(struct declarations *d, const char *name, const struct declaration **out)
{
    uint32_t count = d->of[BLOCK_SYSTEM].count;
    struct declaration **systems = d->of[BLOCK_SYSTEM].items;
    *out = NULL;
    if (!name && count <= 1) {
        *out = count ? systems[0] : NULL;
        return true;
    }
    struct report *r;
    if (name) {
        name_id id = names_find(d->ctx->names, name, strlen(name));
        *out = declaration_find(d, BLOCK_SYSTEM, id);
        if (*out)
            return true;
        const char **names = arena_new_array(&d->arena, const char *, count);
        r = report(d->ctx, CODE_UNKNOWN_SYSTEM, (struct span){0}, "no system is called `%s`", name);
        for (uint32_t i = 0; names && i < count; i++)
            names[i] = name_text(d, systems[i]->block->name);
        if (names)
            report_suggest(r, name, names, count);
    } else {
        r = report(d->ctx, CODE_SEVERAL_SYSTEMS, (struct span){0}, "there are %u systems, and none is chosen", count);
        report_hint(r, "choose one with `--system %s`", name_text(d, systems[0]->block->name));
    }
    for (uint32_t i = 0; i < count; i++)
        report_related(r, systems[i]->block->name_span, "the system `%s`", name_text(d, systems[i]->block->name));
    return false;
}

/* ---- the two entrances ---- */

/* Of which kinds a system may have any entry of a skimmed catalogue, named or not: mechanisms, unless each system lists its own;
 * also where it has a platform, whose words are those that mechanisms need. */
static uint32_t kinds_in_use(const mspec_ctx *ctx)
{
    uint32_t systems = 0;
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct file *file = ctx->sources.items[i]->tree;
        for (uint32_t k = 0; file && k < file->block_count; k++) {
            const struct block *block = &file->blocks[k];
            bool is_listed = false;
            if (block->kind != BLOCK_SYSTEM)
                continue;
            systems++;
            for (uint32_t c = 0; c < block->clause_count; c++) {
                is_listed |= block->clauses[c].heading == HEADING_MECHANISMS && block->clauses[c].op == CLAUSE_SET;
                if (block->clauses[c].heading == HEADING_PLATFORM)
                    return 1u << BLOCK_MECHANISM;
            }
            if (!is_listed)
                return 1u << BLOCK_MECHANISM;
        }
    }
    return systems ? 0 : 1u << BLOCK_MECHANISM;
}

static mspec_status read_all(mspec_ctx *ctx, struct declarations *d)
{
    mspec_status status = ctx->catalog_skimmed && !ctx->target ? syntax_read_named(ctx, kinds_in_use(ctx)) : syntax_load_catalog(ctx);
    const struct block *target;
    if (status != MSPEC_ERROR_MEMORY && ctx->target) /* now, so that what its file declares is known */
        status = target_load(ctx, ctx->target, &target);
    if (status == MSPEC_ERROR_MEMORY || (ctx->target && status != MSPEC_OK))
        return status;
    return declarations_init(d, ctx) && drafts_read(d) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

mspec_status model_build(mspec_ctx *ctx, const char *system, struct model **out)
{
    return model_build_asked(ctx, system, NULL, out);
}

mspec_status model_build_asked(mspec_ctx *ctx, const char *system, struct model_question *question, struct model **out)
{
    struct declarations d = {0};
    const struct declaration *chosen;
    *out = NULL;
    arena_init(&d.arena, &ctx->memory);
    mspec_status status = read_all(ctx, &d);
    if (status == MSPEC_OK)
        status = choose_system(&d, system, &chosen) ? build_system(&d, chosen, question, out) : MSPEC_ERROR_INPUT;
    if (status == MSPEC_OK && question && question->keep && !question_keep(*out, question->keep)) {
        model_free(*out);
        *out = NULL;
        status = MSPEC_ERROR_MEMORY;
    }
    declarations_fini(&d);
    return status;
}

mspec_status model_check(mspec_ctx *ctx)
{
    struct declarations d = {0};
    struct model *model;
    arena_init(&d.arena, &ctx->memory);
    mspec_status status = read_all(ctx, &d);
    uint32_t count = d.of[BLOCK_SYSTEM].count;
    for (uint32_t i = 0; status != MSPEC_ERROR_MEMORY && i < count; i++) {
        status = build_system(&d, d.of[BLOCK_SYSTEM].items[i], NULL, &model);
        model_free(model);
    }
    for (uint32_t i = 0; status != MSPEC_ERROR_MEMORY && i < d.of[BLOCK_TARGET].count; i++) {
        struct target read;
        const struct block *block = d.of[BLOCK_TARGET].items[i]->block;
        if ((!ctx->target || d.of[BLOCK_SYSTEM].count == 0) && !target_block_read(&d, block, &d.arena, &read))
            status = MSPEC_ERROR_MEMORY;
    }
    /* Without a system, all components are one; and a file of mechanisms alone is fine as it is. */
    if (status != MSPEC_ERROR_MEMORY && !count && d.of[BLOCK_COMPONENT].count) {
        status = build_system(&d, NULL, NULL, &model);
        model_free(model);
    }
    if (status != MSPEC_ERROR_MEMORY && !ctx->error_count)
        contracts_remark(&d);
    declarations_fini(&d);
    return status == MSPEC_ERROR_MEMORY ? status : context_status(ctx);
}
