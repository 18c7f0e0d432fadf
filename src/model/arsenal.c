/* The mechanisms and languages of the model: those that the system lists and its platform allows first; then all others that
 * are declared, which components may have built in, and which a configuration from elsewhere may name. */
#include "model/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/order.h"

/* ---- which ---- */

static bool push_mechanism(struct builder *b, const struct declaration *declaration, bool in_system)
{
    const struct draft_mechanism *draft = declaration->draft.mechanism;
    uint32_t id = b->m->mechanism_count++;
    b->draft_of_mechanism[id] = draft;
    b->m->mechanisms[id] = draft->m;
    b->m->mechanisms[id].in_system = in_system;
    return lookup_put(&b->scratch, &b->mechanism_of, draft->m.name, id);
}

/* Does the target lack it? Says so when it was listed. */
static bool is_foreign(struct builder *b, const struct draft_mechanism *m, const struct span *listed)
{
    if (!b->target || target_has(b->target, m->m.name))
        return false;
    if (!listed)
        return true;
    struct report *r = report(b->ctx, CODE_EXCLUDED_BY_TARGET, *listed, "`%s` is left out: the target `%s` does not have it",
                              name_text(b->d, m->m.name), name_text(b->d, b->target->name));
    report_related(r, b->target->span, "the target");
    return true;
}

/* Does the target or the platform of the system exclude it? Says so when it was listed. */
static bool is_excluded(struct builder *b, const struct draft_mechanism *m, const struct span *listed)
{
    if (is_foreign(b, m, listed))
        return true;
    const struct platform_group *why = platform_excludes(b->platform, b->platform_count, m->platform, m->platform_count);
    if (!why || !listed)
        return why != NULL;
    struct report *r = report(b->ctx, CODE_EXCLUDED_BY_PLATFORM, *listed,
                              "`%s` is left out: the platform lacks what it needs", name_text(b->d, m->m.name));
    report_related(r, why->span, "needed by `%s`", name_text(b->d, m->m.name));
    for (uint32_t i = 0; i < b->platform_count; i++)
        if (b->platform[i].key == why->key)
            report_related(r, b->platform[i].span, "what the system has");
    return true;
}

static bool list_mechanisms(struct builder *b)
{
    struct declarations *d = b->d;
    struct declaration **all = d->of[BLOCK_MECHANISM].items;
    uint32_t all_count = d->of[BLOCK_MECHANISM].count, count;
    struct draft_name *names;
    bool is_listed = clause_exists(b->clauses, HEADING_MECHANISMS);
    if (!names_read(d, b->clauses, HEADING_MECHANISMS, CODE_BAD_LIST, CODE_DUPLICATE_ENTRY, "the name of a mechanism",
                    &names, &count))
        return false;
    b->m->mechanisms = arena_new_array(&b->m->arena, struct mechanism, all_count);
    b->draft_of_mechanism = arena_new_array(&b->scratch, const struct draft_mechanism *, all_count);
    b->built_in = arena_new_array(&b->scratch, bool, all_count);
    if (!b->m->mechanisms || !b->draft_of_mechanism || !b->built_in)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct draft_name *name = &names[i];
        const struct declaration *found =
            name->function ? NULL : declaration_need(d, BLOCK_MECHANISM, name->name, name->span, CODE_UNKNOWN_MECHANISM);
        if (name->function)
            report(b->ctx, CODE_BAD_LIST, name->span, "the name of a mechanism has no dot");
        if (found && !is_excluded(b, found->draft.mechanism, &name->span) && !push_mechanism(b, found, true))
            return false;
    }
    for (uint32_t i = 0; !is_listed && i < all_count; i++)
        if (!is_excluded(b, all[i]->draft.mechanism, NULL) && !push_mechanism(b, all[i], true))
            return false;
    for (uint32_t i = 0; i < all_count; i++)
        if (lookup_get(&b->mechanism_of, all[i]->block->name) == UINT32_MAX && !push_mechanism(b, all[i], false))
            return false;
    return true;
}

static bool list_languages(struct builder *b)
{
    struct model *m = b->m;
    uint32_t count = b->d->of[BLOCK_LANGUAGE].count;
    m->languages = arena_new_array(&m->arena, struct language, count);
    if (!m->languages)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct declaration *declaration = b->d->of[BLOCK_LANGUAGE].items[i];
        m->languages[i] = (struct language){declaration->block->name, declaration->draft.language->bound,
                                            declaration->block->span};
        if (!lookup_put(&b->scratch, &b->language_of, declaration->block->name, m->language_count++))
            return false;
    }
    return true;
}

/* ---- names of others become ids ---- */

/* Ascending, without those that nobody declares. */
static bool resolve(struct builder *b, const struct lookup *ids, const struct draft_name *names, uint32_t count,
                    uint32_t **out, uint32_t *out_count, bool *unknown)
{
    *out_count = 0;
    *out = arena_new_array(&b->m->arena, uint32_t, count);
    if (!*out)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t id = lookup_get(ids, names[i].name);
        if (id != UINT32_MAX)
            (*out)[(*out_count)++] = id;
        else if (unknown)
            *unknown = true;
    }
    qsort(*out, *out_count, sizeof **out, order_ids);
    return true;
}

struct pairs {
    VECTOR(uint64_t);
};

static int compare_pairs(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Who conflicts with one conflicts both ways. */
static bool collect_conflicts(struct builder *b, struct pairs *pairs)
{
    for (uint32_t id = 0; id < b->m->mechanism_count; id++) {
        const struct draft_mechanism *draft = b->draft_of_mechanism[id];
        for (uint32_t i = 0; i < draft->conflicts_count; i++) {
            uint32_t other = lookup_get(&b->mechanism_of, draft->conflicts[i].name);
            if (other != UINT32_MAX && other != id &&
                (!vector_push(&b->ctx->memory, pairs, LOOKUP_KEY(id, other)) ||
                 !vector_push(&b->ctx->memory, pairs, LOOKUP_KEY(other, id))))
                return false;
        }
    }
    return true;
}

static bool resolve_conflicts(struct builder *b)
{
    struct pairs pairs = {0};
    bool fine = collect_conflicts(b, &pairs);
    uint32_t *ids = fine ? arena_new_array(&b->m->arena, uint32_t, pairs.count) : NULL;
    if (pairs.count)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
    size_t used = 0;
    for (size_t i = 0, at = 0; ids && i < b->m->mechanism_count; i++) {
        struct mechanism *m = &b->m->mechanisms[i];
        m->conflicts = ids + used;
        m->conflicts_count = 0;
        for (; at < pairs.count && pairs.items[at] >> 32 == i; at++)
            if (at == 0 || pairs.items[at] != pairs.items[at - 1]) {
                ids[used++] = (uint32_t)pairs.items[at];
                m->conflicts_count++;
            }
    }
    vector_free(&b->ctx->memory, &pairs);
    return ids != NULL;
}

static bool copy_details(struct builder *b, uint32_t id)
{
    const struct draft_mechanism *draft = b->draft_of_mechanism[id];
    struct mechanism *m = &b->m->mechanisms[id];
    struct arena *a = &b->m->arena;
    m->assumes = arena_copy_array_(a, draft->m.assumes, draft->m.assume_count, sizeof *m->assumes);
    m->transforms = arena_copy_array_(a, draft->m.transforms, draft->m.transform_count, sizeof *m->transforms);
    m->platform_count = draft->platform_count;
    return m->assumes && m->transforms && platform_copy(a, draft->platform, draft->platform_count, &m->platform) &&
           resolve(b, &b->language_of, draft->applies, draft->applies_count, &m->applies, &m->applies_count, NULL) &&
           resolve(b, &b->mechanism_of, draft->within, draft->within_count, &m->within, &m->within_count, NULL) &&
           resolve(b, &b->mechanism_of, draft->needs, draft->needs_count, &m->needs, &m->needs_count, &m->needs_unknown);
}

bool mechanisms_build(struct builder *b)
{
    if (!list_mechanisms(b) || !list_languages(b))
        return false;
    for (uint32_t id = 0; id < b->m->mechanism_count; id++)
        if (!copy_details(b, id))
            return false;
    return resolve_conflicts(b);
}

/* ---- asked by others ---- */

uint32_t mechanism_need(struct builder *b, const struct term *term)
{
    const struct declaration *found = declaration_need(b->d, BLOCK_MECHANISM, term->name, term->span,
                                                       CODE_UNKNOWN_MECHANISM);
    return found ? lookup_get(&b->mechanism_of, term->name) : NONE;
}

bool mechanism_fits(const struct builder *b, uint32_t mechanism, const struct form *form)
{
    const struct mechanism *m = &b->m->mechanisms[mechanism];
    if (m->kind == MECHANISM_ISOLATION)
        return true;
    if (form->is_vault)
        return false;
    return m->applies_to_all || (form->language != NONE && ids_contain(m->applies, m->applies_count, form->language));
}

/* A listed mechanism that nobody can use, and built-in ones that exclude each other. */
static void warn_of_useless(struct builder *b)
{
    const struct item *item;
    for (struct walk w = walk_of(b->clauses, HEADING_MECHANISMS); (item = walk_next(&w));) {
        if (item->term_count != 1 || !term_is_word(&item->terms[0]))
            continue;
        uint32_t id = lookup_get(&b->mechanism_of, item->terms[0].name);
        bool fits = id == UINT32_MAX || !b->m->mechanisms[id].in_system;
        for (uint32_t f = 0; !fits && f < b->m->form_count; f++)
            fits = mechanism_fits(b, id, &b->m->forms[f]);
        if (!fits)
            report(b->ctx, CODE_NEVER_APPLIES, item->span, "`%s` applies to no component of the system",
                   name_text(b->d, item->terms[0].name));
    }
}

static void check_built_in(struct builder *b, uint32_t form_id)
{
    const struct form *form = &b->m->forms[form_id];
    for (uint32_t i = 0; i < form->hardened_count; i++)
        for (uint32_t k = i + 1; k < form->hardened_count; k++) {
            const struct mechanism *one = &b->m->mechanisms[form->hardened[i]],
                                   *other = &b->m->mechanisms[form->hardened[k]];
            if (!ids_contain(one->conflicts, one->conflicts_count, form->hardened[k]))
                continue;
            struct report *r = report(b->ctx, CODE_HARDENED_CONFLICT,
                                      clause_first(&b->draft_of_form[form_id]->clauses, HEADING_HARDENED)->clause->span,
                                      "`%s` and `%s` exclude each other, and both are built in", name_text(b->d, one->name),
                                      name_text(b->d, other->name));
            report_related(r, one->span, "`%s` is declared here", name_text(b->d, one->name));
            report_related(r, other->span, "`%s` is declared here", name_text(b->d, other->name));
        }
}

bool mechanisms_check(struct builder *b)
{
    warn_of_useless(b);
    for (uint32_t f = 0; f < b->m->form_count; f++)
        check_built_in(b, f);
    return true;
}
