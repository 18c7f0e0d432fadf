/* What is allowed, and worth a word: notes, and warnings about what is left out. */
#include "model/build.h"

/* ---- contracts ---- */

void contracts_remark(struct declarations *d)
{
    struct span first = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->of[BLOCK_COMPONENT].count; i++) {
        const struct draft_component *c = d->of[BLOCK_COMPONENT].items[i]->draft.component;
        for (uint32_t k = 0; k < c->form_count + c->function_count; k++) {
            const struct draft_body *body = k < c->form_count ? &c->forms[k].body : &c->functions[k - c->form_count].body;
            count += body->contract_count;
            if (body->contract_count && !first.source)
                first = body->contracts[0].span;
        }
    }
    if (count == 1)
        report(d->ctx, CODE_CONTRACTS_NOT_REASONED, first, "this contract is kept, and not reasoned about yet");
    else if (count)
        report(d->ctx, CODE_CONTRACTS_NOT_REASONED, first, "this contract and %u more are kept, and not reasoned about yet",
               count - 1);
}

static bool calls(const struct draft_body *body, name_id owner, name_id symbol)
{
    if (body->unbounded & OP_EXECUTE)
        return true;
    for (uint32_t i = 0; i < body->access_count; i++) {
        const struct draft_access *access = &body->accesses[i];
        if (!(access->ops & OP_EXECUTE))
            continue;
        if (access->where == WHERE_API && (!access->owner || access->owner == owner))
            return true;
        if (access->where == WHERE_NAMED && access->owner == owner && access->name == symbol)
            return true;
    }
    return false;
}

void ensures_check(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                   const struct draft_body *body, const struct draft_body *outer)
{
    bool by_default = !body->sets_call && !(outer && outer->sets_call) && c->forms[0].language;
    for (const struct part *p = clause_first(clauses, HEADING_ENSURES); p; p = clause_next(clauses, p)) {
        const struct clause *clause = p->clause;
        if (!clause->contract_owner || !clause->contract_symbol || by_default ||
            calls(body, clause->contract_owner, clause->contract_symbol) ||
            (outer && calls(outer, clause->contract_owner, clause->contract_symbol)))
            continue;
        struct report *r = report(d->ctx, CODE_ENSURES_NOT_CALLED, clause->contract_symbol_span,
                                  "`%s` is not meant to call `%s.%s`", name_text(d, c->name),
                                  name_text(d, clause->contract_owner), name_text(d, clause->contract_symbol));
        const struct part *call = clause_first(clauses, HEADING_CALL);
        if (call)
            report_related(r, call->clause->span, "what it is meant to call");
    }
}

/* ---- the catalogue ---- */

void source_check(struct declarations *d, const struct declaration *declaration)
{
    if (!declaration->from_catalog || clause_exists(&declaration->clauses, HEADING_SOURCE))
        return;
    report(d->ctx, CODE_MISSING_SOURCE, declaration->block->name_span, "the catalogue's `%s` has no [Source]",
           name_text(d, declaration->block->name));
}

/* ---- the system ---- */

static void remark_catalog(struct builder *b)
{
    if (b->system && !clause_exists(b->clauses, HEADING_MECHANISMS) && b->m->mechanism_count)
        report(b->ctx, CODE_WHOLE_CATALOG, b->system->block->name_span,
               "`%s` has no [Mechanisms]: all that are known may be chosen", name_text(b->d, b->m->system_name));
}

static void remark_vaults(struct builder *b)
{
    for (uint32_t i = 0; i < b->unit_count; i++) {
        const struct draft_component *c = b->units[i].draft;
        const struct draft_form *form = &c->forms[0];
        if (!form->is_vault || form->region_count || form->variant)
            continue;
        struct report *r = report(b->ctx, CODE_TREATED_AS_VAULT, c->declaration->block->name_span,
                                  "`%s` has no code: it is taken to be data", name_text(b->d, c->name));
        report_hint(r, "if it has code, say in which [Language]");
    }
}

/* Components whose time nobody knows, where shares do not make up all of the time without them. */
static void remark_shares(struct builder *b)
{
    const struct part *profile = clause_first(b->clauses, HEADING_PROFILE);
    uint32_t first = NONE, missing = 0, stated = 0;
    struct rational sum = RATIONAL_ZERO;
    for (uint32_t i = 0; i < b->m->component_count; i++) {
        const struct component *c = &b->m->components[i];
        stated += c->has_share;
        if (!rational_add(sum, c->share, &sum))
            return;
        if (c->has_share || b->m->forms[c->first_form].is_vault)
            continue;
        missing++;
        if (first == NONE)
            first = i;
    }
    if (!profile || !stated || !missing || rational_compare(sum, rational_from(100)) >= 0)
        return;
    struct report *r = missing == 1
                           ? report(b->ctx, CODE_PROFILE_INCOMPLETE, profile->clause->heading_span,
                                    "`%s` has no share: it counts as taking no time", model_component_name(b->m, first))
                           : report(b->ctx, CODE_PROFILE_INCOMPLETE, profile->clause->heading_span,
                                    "`%s` and %u more have no share: they count as taking no time",
                                    model_component_name(b->m, first), missing - 1);
    report_related(r, b->m->components[first].span, "`%s` is declared here", model_component_name(b->m, first));
}

static bool is_widened(const struct builder *b, uint32_t form, const struct grant *grant, uint64_t block)
{
    if (grant->take || !grant->what.has_range || !((grant->what.from | grant->what.to) & (block - 1)))
        return false;
    uint32_t at = lookup_get(&b->draft_of_form[form]->region_of, grant->what.name);
    const struct draft_region *region = at == UINT32_MAX ? NULL : &b->draft_of_form[form]->regions[at];
    return region && (grant->what.from != 0 || grant->what.to != region->size); /* of the whole nothing lies beside */
}

/* Grants of bytes that the hardware hands out in larger blocks. */
static void remark_blocks(struct builder *b)
{
    const struct mechanism *coarsest = NULL;
    for (uint32_t i = 0; i < b->m->mechanism_count; i++)
        if (b->m->mechanisms[i].in_system && b->m->mechanisms[i].granularity > (coarsest ? coarsest->granularity : 1))
            coarsest = &b->m->mechanisms[i];
    if (!coarsest || !clause_exists(b->clauses, HEADING_MECHANISMS))
        return;
    struct span first = {0};
    uint32_t count = 0;
    for (uint32_t f = 0; f < b->m->form_count; f++)
        for (uint32_t i = 0; i < b->m->forms[f].grant_count; i++) {
            if (!is_widened(b, f, &b->m->forms[f].grants[i], coarsest->granularity))
                continue;
            if (!count++)
                first = b->m->forms[f].grants[i].what.span;
        }
    if (!count)
        return;
    struct report *r = report(b->ctx, CODE_GRANULARITY_WIDENS, first,
                              "`%s` lets through blocks of %llu bytes, and not just these", name_text(b->d, coarsest->name),
                              (unsigned long long)coarsest->granularity);
    if (count > 1)
        report_hint(r, "%u more grants begin or end within a block", count - 1);
}

bool remarks_make(struct builder *b)
{
    remark_catalog(b);
    remark_vaults(b);
    remark_shares(b);
    remark_blocks(b);
    return true;
}
