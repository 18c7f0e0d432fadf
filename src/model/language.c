/* Languages: what bounds code written in them, and what such code requires where it says nothing itself. */
#include "model/draft.h"

/* One item of the clause; the operations of which it speaks. */
static op_set read_item(struct declarations *d, const struct item *item, enum heading heading, op_set family,
                        struct reach_set *bound)
{
    const struct term *term = &item->terms[0];
    op_set ops = term_operations(d, term);
    if (item->term_count > 1) {
        struct report *r = report(d->ctx, CODE_BAD_BOUND, item->span, "one operation is expected between two commas");
        report_hint(r, "write as in `R(intent), W(intent)`");
    } else if (term->kind == TERM_STAR && !term->has_args) {
        return 0; /* as if it did not speak of any */
    } else if (ops & ~family) {
        struct report *r = report(d->ctx, CODE_OPERATION_IN_WRONG_CLAUSE, term->span, "`%s` does not belong in [%s]",
                                  operation_set_name(ops), heading_text(heading));
        report_hint(r, "it belongs in [%s]", heading == HEADING_CALL ? "Memory Access" : "Call");
    } else {
        side_read(d, term, SIDE_BOUND, bound, &ops);
    }
    return ops;
}

/* What a language does not speak of it does not bound; `none` speaks of all. */
static void read_bound(struct declarations *d, const struct clause_list *clauses, enum heading heading, op_set family,
                       struct reach_set *bound)
{
    const struct item *item;
    op_set spoken = clause_is_none(d, clauses, heading) ? family : 0;
    for (struct walk w = walk_of(clauses, heading); (item = walk_next(&w));)
        if (!item_is_none(d, item))
            spoken |= read_item(d, item, heading, family, bound);
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        if (family & (op_set)~spoken & (1u << leaf))
            bound->where[leaf] = WHERE_ALL;
}

bool language_read(struct declarations *d, struct declaration *declaration)
{
    static const char *const assurances[] = {"enforces", "detects", "probabilistic"};
    const struct clause_list *clauses = &declaration->clauses;
    struct draft_language *l = arena_new(&d->arena, struct draft_language);
    if (!l)
        return false;
    declaration->draft.language = l;
    l->declaration = declaration;
    read_bound(d, clauses, HEADING_MEMORY_ACCESS, OPS_MEMORY, &l->bound);
    read_bound(d, clauses, HEADING_CALL, OP_EXECUTE, &l->bound);
    reach_set_normalise(&l->bound, false);
    single_string(d, clauses, HEADING_TITLE);
    single_word(d, clauses, HEADING_ASSURANCE, CODE_UNKNOWN_ASSURANCE, assurances, 3);
    name_id *assumes, source;
    uint32_t count;
    struct draft_body body = {0};
    if (!strings_of(d, clauses, HEADING_ASSUMES, &assumes, &count) || !joined_strings(d, clauses, HEADING_SOURCE, &source) ||
        !requires_read(d, NULL, clauses, &body))
        return false;
    if (body.requires_span.source) {
        l->grants = body.grants;
        l->grant_count = body.grant_count;
        return true;
    }
    l->grants = arena_new(&d->arena, struct draft_grant);
    if (!l->grants)
        return false;
    l->grants[0].what = (struct draft_access){.ops = OP_EXECUTE, .where = WHERE_API, .span = declaration->block->span};
    l->grant_count = 1;
    return true;
}
