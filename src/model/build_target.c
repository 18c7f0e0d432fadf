/* Targets: reading their blocks, and making a model obey one. */
#include "model/build_target.h"

#include <string.h>

#include "model/draft.h"
#include "syntax/files.h"
#include "syntax/syntax.h"

/* ---- reading ---- */

static bool words_read(struct declarations *d, const struct clause_list *clauses, enum heading heading, struct arena *a,
                       struct target_words *out)
{
    name_id *items;
    uint32_t count;
    if (!strings_of(d, clauses, heading, &items, &count))
        return false;
    out->items = arena_copy_array_(a, items, count, sizeof *items);
    out->count = count;
    return out->items != NULL;
}

/* Warns of a name that nobody declares. Not in a shipped target: which mechanisms are known is up to the catalogue in use. */
static void need_mechanism(struct declarations *d, name_id name, struct span span)
{
    if (source_get(d->ctx, span.source)->origin != SOURCE_CATALOG)
        declaration_need(d, BLOCK_MECHANISM, name, span, CODE_UNDECLARED_MECHANISM);
}

/* `A with B`: names of mechanisms or languages. */
static bool pair_read(struct declarations *d, const struct item *item, struct target_pair *out)
{
    const struct term *t = item->terms;
    bool fine = item->term_count == 3 && term_is_word(&t[0]) && term_is(d, &t[1], "with") && term_is_word(&t[2]);
    if (!fine) {
        char buffer[EXCERPT_SIZE];
        struct report *r = report(d->ctx, CODE_BAD_EXCLUDE, item->span, "`%s` excludes nothing", excerpt(d, item->span, buffer));
        report_hint(r, "write as in `kasan with kasan-hw-tags; kcfi with Rust`");
        return false;
    }
    for (int i = 0; i < 3; i += 2)
        if (!declaration_find(d, BLOCK_LANGUAGE, t[i].name))
            need_mechanism(d, t[i].name, t[i].span);
    if (t[0].name == t[2].name) {
        report(d->ctx, CODE_BAD_EXCLUDE, item->span, "`%s` stands on both sides", name_text(d, t[0].name));
        return false;
    }
    *out = (struct target_pair){t[0].name, t[2].name, item->span};
    return true;
}

bool exclude_read(struct declarations *d, const struct clause_list *clauses, struct arena *a, struct target_pair **out,
                  uint32_t *count)
{
    const struct item *item;
    uint32_t most = 0;
    for (struct walk w = walk_of(clauses, HEADING_EXCLUDE); walk_next(&w);)
        most++;
    *count = 0;
    *out = arena_new_array(a, struct target_pair, most);
    if (!*out)
        return false;
    for (struct walk w = walk_of(clauses, HEADING_EXCLUDE); (item = walk_next(&w));)
        if (!w.part->clause->broken && pair_read(d, item, &(*out)[*count]))
            ++*count;
    return true;
}

static bool groups_read(struct declarations *d, const struct clause_list *clauses, struct arena *a, struct target *out)
{
    uint32_t most = 0;
    const struct part *p;
    for (p = clause_first(clauses, HEADING_TOGETHER); p; p = clause_next(clauses, p))
        most += p->clause->group_count;
    out->together = arena_new_array(a, struct target_group, most);
    if (!out->together)
        return false;
    for (p = clause_first(clauses, HEADING_TOGETHER); p; p = clause_next(clauses, p))
        for (uint32_t g = 0; g < p->clause->group_count && !p->clause->broken; g++) {
            const struct group *group = &p->clause->groups[g];
            struct target_group *to = &out->together[out->together_count++];
            to->span = group->span;
            to->names = arena_new_array(a, name_id, group->item_count);
            if (!to->names)
                return false;
            for (uint32_t i = 0; i < group->item_count; i++) {
                const struct term *term = item_name(d, &group->items[i], CODE_BAD_GROUP, "the name of a component");
                if (term)
                    to->names[to->count++] = term->name;
            }
        }
    return true;
}

static bool entry_read(struct declarations *d, const struct block *block, struct arena *a, struct target_entry *out)
{
    struct clause_list clauses;
    *out = (struct target_entry){.mechanism = block->name, .span = block->span};
    if (!clauses_extend(d, NULL, block, &clauses))
        return false;
    need_mechanism(d, block->name, block->name_span);
    out->driver = single_string(d, &clauses, HEADING_DRIVER);
    out->has_boundary = boundaries_read(d, &clauses, &out->in, &out->out, &out->boundary_span);
    limit_of(d, &clauses, &out->limit, &out->limit_span);
    return words_read(d, &clauses, HEADING_KCONFIG, a, &out->kconfig) && words_read(d, &clauses, HEADING_FLAGS, a, &out->flags) &&
           words_read(d, &clauses, HEADING_FLAGS_OFF, a, &out->flags_off) && words_read(d, &clauses, HEADING_KNOB, a, &out->knobs);
}

bool target_block_read(struct declarations *d, const struct block *block, struct arena *a, struct target *out)
{
    struct clause_list clauses;
    *out = (struct target){.name = block->name, .span = block->span};
    out->entries = arena_new_array(a, struct target_entry, block->block_count);
    if (!out->entries || !clauses_extend(d, NULL, block, &clauses))
        return false;
    out->title = single_string(d, &clauses, HEADING_TITLE);
    if (!words_read(d, &clauses, HEADING_KCONFIG, a, &out->kconfig) ||
        !exclude_read(d, &clauses, a, &out->exclude, &out->exclude_count) || !groups_read(d, &clauses, a, out))
        return false;
    for (uint32_t i = 0; i < block->block_count; i++) {
        struct target_entry *entry = &out->entries[out->entry_count];
        if (!entry_read(d, &block->blocks[i], a, entry))
            return false;
        uint32_t k = 0;
        while (k < out->entry_count && out->entries[k].mechanism != entry->mechanism)
            k++;
        if (k == out->entry_count) {
            out->entry_count++;
            continue;
        }
        struct report *r = report(d->ctx, CODE_DUPLICATE_NAME, block->blocks[i].name_span, "the target has `%s` twice",
                                  name_text(d, entry->mechanism));
        report_related(r, out->entries[k].span, "first here");
    }
    return true;
}

/* ---- obeying ---- */

bool target_has(const struct target *t, name_id mechanism)
{
    for (uint32_t i = 0; i < t->entry_count; i++)
        if (t->entries[i].mechanism == mechanism)
            return true;
    return false;
}

const struct target_entry *target_entry(const struct model *m, const struct target *t, uint32_t mechanism)
{
    for (uint32_t i = 0; t && i < t->entry_count; i++)
        if (t->entries[i].mechanism == m->mechanisms[mechanism].name)
            return &t->entries[i];
    return NULL;
}

static uint32_t find_mechanism(const struct model *m, name_id name)
{
    for (uint32_t i = 0; i < m->mechanism_count; i++)
        if (m->mechanisms[i].name == name)
            return i;
    return NONE;
}

static struct carried carried_find(const struct model *m, name_id name)
{
    uint32_t id = find_mechanism(m, name);
    if (id != NONE)
        return (struct carried){false, id};
    for (uint32_t i = 0; i < m->language_count; i++)
        if (m->languages[i].name == name)
            return (struct carried){true, i};
    return (struct carried){false, NONE};
}

bool exclude_place(struct model *m, struct arena *a, const struct target_pair *pairs, uint32_t count)
{
    struct exclusion *all = arena_new_array(a, struct exclusion, (size_t)m->exclude_count + count);
    if (!all)
        return false;
    if (m->exclude_count)
        memcpy(all, m->exclude, m->exclude_count * sizeof *all);
    m->exclude = all;
    for (uint32_t i = 0; i < count; i++) {
        struct exclusion e = {carried_find(m, pairs[i].a), carried_find(m, pairs[i].b), pairs[i].span};
        if (e.a.id != NONE && e.b.id != NONE)
            m->exclude[m->exclude_count++] = e;
    }
    return true;
}

static bool together_place(struct model *m, struct arena *a, const struct target *t)
{
    struct component_set *all = arena_new_array(a, struct component_set, (size_t)m->together_count + t->together_count);
    if (!all)
        return false;
    if (m->together_count)
        memcpy(all, m->together, m->together_count * sizeof *all);
    m->together = all;
    for (uint32_t g = 0; g < t->together_count; g++) {
        struct component_set set = {.components = arena_new_array(a, uint32_t, t->together[g].count),
                                    .span = t->together[g].span};
        if (!set.components)
            return false;
        for (uint32_t c = 0; c < m->component_count; c++)
            for (uint32_t i = 0; i < t->together[g].count; i++)
                if (m->components[c].name == t->together[g].names[i])
                    set.components[set.count++] = c;
        if (set.count > 1)
            m->together[m->together_count++] = set;
    }
    return true;
}

bool target_obey(struct model *m, const struct target *t, struct arena *a)
{
    for (uint32_t id = 0; id < m->mechanism_count; id++) {
        struct mechanism *mechanism = &m->mechanisms[id];
        const struct target_entry *entry = target_entry(m, t, id);
        mechanism->in_system &= entry != NULL;
        if (!entry || mechanism->kind != MECHANISM_ISOLATION)
            continue;
        if (entry->has_boundary) {
            mechanism->in = entry->in;
            mechanism->out = entry->out;
            mechanism->is_directed = memcmp(&entry->in, &entry->out, sizeof entry->in) != 0;
            mechanism->boundary_span = entry->boundary_span;
        }
        if (entry->limit && (!mechanism->limit || entry->limit < mechanism->limit)) {
            mechanism->limit = entry->limit;
            mechanism->limit_span = entry->limit_span;
        }
    }
    return exclude_place(m, a, t->exclude, t->exclude_count) && together_place(m, a, t);
}

struct model *target_built(const struct model *m, const struct target *t, struct arena *a)
{
    struct model *copy = arena_new(a, struct model);
    if (!copy)
        return NULL;
    *copy = *m;
    copy->mechanisms = arena_copy_array_(a, m->mechanisms, m->mechanism_count, sizeof *m->mechanisms);
    return copy->mechanisms && target_obey(copy, t, a) ? copy : NULL;
}

/* ---- finding ---- */

/* The target of a name, or the one in the file of a path (canonical); NULL: there is none. */
static const struct block *find_block(const mspec_ctx *ctx, name_id name, const char *path)
{
    for (size_t i = 0; i < ctx->sources.count; i++) {
        const struct source *source = ctx->sources.items[i];
        if (path && (!source->path || strcmp(source->path, path) != 0))
            continue;
        for (uint32_t k = 0; source->tree && source->origin != SOURCE_DATA && k < source->tree->block_count; k++)
            if (source->tree->blocks[k].kind == BLOCK_TARGET && (path || source->tree->blocks[k].name == name))
                return &source->tree->blocks[k];
    }
    return NULL;
}

mspec_status target_load(mspec_ctx *ctx, const char *name, const struct block **out)
{
    size_t length = strlen(name);
    bool is_path = strchr(name, '/') || (length > 6 && strcmp(name + length - 6, ".mspec") == 0);
    char *path = NULL;
    name_id id = names_find(ctx->names, name, length);
    *out = !is_path && id ? find_block(ctx, id, NULL) : NULL;
    if (*out)
        return MSPEC_OK;
    mspec_status status = is_path ? files_canonical(ctx, name, (struct span){0}, &path) : syntax_load_target(ctx, name);
    if (status == MSPEC_OK && is_path)
        status = syntax_load_file(ctx, name, SOURCE_USER);
    if (status != MSPEC_OK)
        return status;
    id = names_find(ctx->names, name, length);
    *out = is_path || id ? find_block(ctx, id, path) : NULL;
    if (*out)
        return MSPEC_OK;
    report(ctx, CODE_UNKNOWN_TARGET, (struct span){0}, "no target is declared in the file of `%s`", name);
    return MSPEC_ERROR_INPUT;
}

mspec_status target_for(const struct model *m, const char *name, struct arena *a, const struct target **out)
{
    const struct block *block;
    struct target *t = arena_new(a, struct target);
    if (!t)
        return MSPEC_ERROR_MEMORY;
    mspec_status status = target_load(m->ctx, name, &block);
    if (status != MSPEC_OK)
        return status;
    struct declarations d;
    size_t errors = m->ctx->error_count;
    bool fine = declarations_init(&d, m->ctx) && target_block_read(&d, block, a, t);
    declarations_fini(&d);
    *out = t;
    return !fine ? MSPEC_ERROR_MEMORY : m->ctx->error_count > errors ? MSPEC_ERROR_INPUT : MSPEC_OK;
}
