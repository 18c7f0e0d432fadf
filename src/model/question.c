#include "model/question.h"

#include <string.h>

#include "model/build.h"

static bool has_id(const uint32_t *ids, uint32_t count, uint32_t id)
{
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Ascending, each once. */
static bool unite_ids(struct arena *a, uint32_t **ids, uint32_t *count, const uint32_t *more, uint32_t more_count)
{
    uint32_t *all = arena_new_array(a, uint32_t, (size_t)*count + more_count), n = *count;
    if (!all)
        return false;
    if (n)
        memcpy(all, *ids, n * sizeof *all);
    for (uint32_t i = 0; i < more_count; i++) {
        if (has_id(all, n, more[i]))
            continue;
        uint32_t at = n++;
        for (; at > 0 && all[at - 1] > more[i]; at--)
            all[at] = all[at - 1];
        all[at] = more[i];
    }
    *ids = all;
    *count = n;
    return true;
}

static bool unite(struct builder *b, struct vulnerability *v, const struct vulnerability *with)
{
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        v->adds.where[leaf] |= with->adds.where[leaf];
        v->passes.where[leaf] |= with->passes.where[leaf];
    }
    reach_set_normalise(&v->adds, false);
    reach_set_normalise(&v->passes, true);
    v->has_transform |= with->has_transform;
    v->has_boundary |= with->has_boundary;
    if (!v->title)
        v->title = with->title;
    if (!v->span.source)
        v->span = with->span;
    return unite_ids(&b->m->arena, &v->components, &v->component_count, with->components, with->component_count) &&
           unite_ids(&b->m->arena, &v->mechanisms, &v->mechanism_count, with->mechanisms, with->mechanism_count);
}

static bool add_entry(struct builder *b, struct asked_vulnerability *asked, const char *name, struct vulnerability *v)
{
    name_id id = names_intern(b->ctx->names, name, strlen(name));
    if (!id)
        return false;
    const struct declaration *found = declaration_find(b->d, BLOCK_VULNERABILITY, id);
    if (!found) {
        struct report *r = report(b->ctx, CODE_UNKNOWN_VULNERABILITY, (struct span){0}, "no vulnerability is called `%s`", name);
        report_hint(r, "declare it in a specification, as in `vulnerability %s : CWE-787 { [Affects] ::= ... }`", name);
        declarations_suggest(b->d, r, BLOCK_VULNERABILITY, id);
        asked->undeclared = true;
        return true;
    }
    const struct draft_vulnerability *draft = found->draft.vulnerability;
    struct vulnerability entry = draft->v;
    asked->names_somebody |= draft->component_count > 0 || draft->mechanism_count > 0;
    return vulnerability_place(b, draft, &entry) && unite(b, v, &entry);
}

/* "libssl" or "libssl.ssl_read". */
static bool add_affected(struct builder *b, struct asked_vulnerability *asked, const char *text, struct vulnerability *v)
{
    const char *dot = strchr(text, '.');
    size_t length = dot ? (size_t)(dot - text) : strlen(text);
    struct draft_name name = {.name = names_intern(b->ctx->names, text, length)};
    if (dot)
        name.function = names_intern(b->ctx->names, dot + 1, strlen(dot + 1));
    if (!name.name || (dot && dot[1] && !name.function))
        return false;
    const struct declaration *found = declaration_find(b->d, BLOCK_COMPONENT, name.name);
    if (!found) {
        struct report *r = report(b->ctx, CODE_UNKNOWN_COMPONENT, (struct span){0},
                                  "no component is called `%.*s`", (int)length, text);
        declarations_suggest(b->d, r, BLOCK_COMPONENT, name.name);
        return true;
    }
    if (dot && !(component_member(found->draft.component, name.function) & (MEMBER_FUNCTION | MEMBER_SYMBOL))) {
        struct report *r = report(b->ctx, CODE_UNKNOWN_FUNCTION, (struct span){0}, "`%.*s` has no function `%s`", (int)length,
                                  text, dot + 1);
        report_related(r, found->block->span, "`%.*s` is declared here", (int)length, text);
        return true;
    }
    asked->names_somebody = true;
    struct draft_vulnerability draft = {.components = &name, .component_count = 1};
    struct vulnerability placed = {0};
    return vulnerability_place(b, &draft, &placed) && unite(b, v, &placed);
}

static bool add_asked(struct builder *b, struct asked_vulnerability *asked)
{
    struct model *m = b->m;
    struct vulnerability new = {.name = names_intern(b->ctx->names, asked->name, strlen(asked->name))};
    asked->undeclared = asked->names_somebody = false;
    asked->id = NONE;
    if (!new.name)
        return false;
    for (size_t i = 0; i < asked->entry_count; i++)
        if (!add_entry(b, asked, asked->entries[i], &new))
            return false;
    for (size_t i = 0; i < asked->affect_count; i++)
        if (!add_affected(b, asked, asked->affects[i], &new))
            return false;
    if (new.component_count > 0 && !new.has_transform && !asked->undeclared)
        report(b->ctx, CODE_AFFECTS_WRONG_KIND, (struct span){0}, "`%s` has no [Transform], and widens no component", asked->name);
    if (new.component_count == 0 && new.mechanism_count == 0)
        return true;
    for (uint32_t i = 0; i < m->vulnerability_count; i++)
        if (m->vulnerabilities[i].name == new.name) { /* the system lists it as well */
            asked->id = i;
            return unite(b, &m->vulnerabilities[i], &new);
        }
    asked->id = m->vulnerability_count;
    m->vulnerabilities[m->vulnerability_count++] = new;
    return true;
}

/* As if the system said [Use] for each. Not a contradiction when it forbids one: there is no such configuration then. */
bool question_keep(struct model *m, const struct configuration *keep)
{
    size_t most = m->use_count;
    for (uint32_t c = 0; c < keep->count; c++)
        most += keep->choices[c].hardening_count;
    struct rule *all = arena_new_array(&m->arena, struct rule, most);
    if (!all)
        return false;
    if (m->use_count)
        memcpy(all, m->use, m->use_count * sizeof *all);
    m->use = all;
    for (uint32_t c = 0; c < keep->count; c++) {
        const struct form *form = &m->forms[keep->choices[c].form];
        for (uint32_t i = 0; i < keep->choices[c].hardening_count; i++) {
            const struct mechanism *h = &m->mechanisms[keep->choices[c].hardening[i]];
            bool applies = h->applies_to_all || (form->language != NONE && has_id(h->applies, h->applies_count, form->language));
            if (applies && !form->is_vault && h->in_system)
                m->use[m->use_count++] = (struct rule){.mechanism = keep->choices[c].hardening[i], .with = NONE, .component = c};
        }
    }
    return true;
}

bool vulnerability_is_declared(const mspec_ctx *ctx, const char *name, bool by_user)
{
    name_id id = names_find(ctx->names, name, strlen(name));
    for (size_t i = 0; i < ctx->sources.count && id; i++) {
        const struct source *source = ctx->sources.items[i];
        if (!source->tree || source->origin == SOURCE_DATA || (by_user && source->origin == SOURCE_CATALOG))
            continue;
        for (uint32_t k = 0; k < source->tree->block_count; k++)
            if (source->tree->blocks[k].kind == BLOCK_VULNERABILITY && source->tree->blocks[k].name == id)
                return true;
    }
    return false;
}

bool question_build(struct builder *b)
{
    struct model_question *q = b->question;
    struct model *m = b->m;
    if (!q)
        return true;
    if (q->sets_strategy)
        m->strategy = q->strategy;
    if (q->protect_all) {
        m->protects_all = true;
        for (uint32_t c = 0; c < m->component_count; c++)
            m->components[c].is_protected = true;
    }
    struct vulnerability *all = arena_new_array(&m->arena, struct vulnerability, m->vulnerability_count + q->asked_count);
    if (!all)
        return false;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->vulnerability_count && !q->only_asked; i++)
        if (!q->without || strcmp(name_text(b->d, m->vulnerabilities[i].name), q->without) != 0)
            all[kept++] = m->vulnerabilities[i];
    m->vulnerabilities = all;
    m->vulnerability_count = kept;
    for (size_t i = 0; i < q->asked_count; i++)
        if (!add_asked(b, &q->asked[i]))
            return false;
    return true;
}
