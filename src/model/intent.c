/* [Memory Access] and [Call] of components, variants and functions: what they are meant to do. */
#include "model/draft.h"

static void add(struct declarations *d, struct access_list *list, struct draft_access access)
{
    if (access.ops && !vector_push(&d->ctx->memory, list, access))
        d->ctx->memory.exhausted = true;
}

/* An operation alone: `R` is R(own, shared), `X` any API symbol. */
static void add_default(struct declarations *d, struct access_list *list, op_set ops, struct span span)
{
    add(d, list, (struct draft_access){.ops = ops & OPS_MEMORY, .where = WHERE_OWN, .span = span});
    add(d, list, (struct draft_access){.ops = ops & OPS_MEMORY, .where = WHERE_SHARED, .span = span});
    add(d, list, (struct draft_access){.ops = ops & OP_EXECUTE, .where = WHERE_API, .span = span});
}

/* One argument of an operation: the target alone. */
static const struct term *argument(struct declarations *d, const struct item *item)
{
    if (item->term_count == 1)
        return &item->terms[0];
    struct report *r = report(d->ctx, CODE_WRONG_TARGET, item->terms[1].span, "one target is expected between two commas");
    report_hint(r, "targets are separated by `,`");
    return NULL;
}

static void read_operation(const struct scope *s, const struct term *term, op_set family, struct access_list *list,
                           op_set *unbounded)
{
    struct declarations *d = s->d;
    op_set ops = term_need_operations(d, term);
    if (ops && !(ops & family)) {
        struct report *r = report(d->ctx, CODE_OPERATION_IN_WRONG_CLAUSE, term->span, "`%s` does not belong in [%s]",
                                  operation_set_name(ops), heading_text(s->heading));
        report_hint(r, "it belongs in [%s]", family == OPS_MEMORY ? "Call" : "Memory Access");
        return;
    }
    if (!ops)
        return;
    if (!term->has_args) {
        add_default(d, list, ops, term->span);
        return;
    }
    for (uint32_t i = 0; i < term->arg_count; i++) {
        const struct term *target = argument(d, &term->args[i]);
        struct draft_access access;
        if (!target)
            continue;
        target_read(s, target, ops, &access);
        if (access.ops && access.where == WHERE_ALL)
            *unbounded |= ops;
        else
            add(d, list, access);
    }
}

static void read_clause(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                        enum heading heading, op_set family, struct access_list *list, op_set *unbounded)
{
    const struct item *item;
    clause_is_none(d, clauses, heading);
    for (struct walk w = walk_of(clauses, heading); (item = walk_next(&w));) {
        if (item_is_none(d, item))
            continue;
        struct scope scope = {.d = d, .component = c, .block = w.part->block, .heading = heading};
        const struct term *term = &item->terms[0];
        char buffer[EXCERPT_SIZE];
        if (item->term_count > 1) {
            struct report *r = report(d->ctx, heading == HEADING_CALL ? CODE_BAD_CALL : CODE_BAD_MEMORY_ACCESS, item->span,
                                      "one operation is expected between two commas");
            report_hint(r, "operations are separated by `,`");
        } else if (term->kind == TERM_STAR && !term->has_args) {
            *unbounded |= family;
        } else if (term->kind == TERM_NAME && term->name && !term->has_range) {
            read_operation(&scope, term, family, list, unbounded);
        } else {
            struct report *r = report(d->ctx, heading == HEADING_CALL ? CODE_BAD_CALL : CODE_BAD_MEMORY_ACCESS, item->span,
                                      "`%s` is no operation", excerpt(d, item->span, buffer));
            report_hint(r, heading == HEADING_CALL ? "write `X`, `X(ukalloc.malloc)` or `none`"
                                                   : "write `R, W`, `R(own, lwip.ring)` or `none`");
        }
    }
}

static bool is_set(const struct clause_list *clauses, enum heading heading)
{
    const struct part *first = clause_first(clauses, heading);
    return first && first->clause->op == CLAUSE_SET;
}

bool intent_read(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                 struct draft_body *body)
{
    struct access_list list = {0};
    read_clause(d, c, clauses, HEADING_MEMORY_ACCESS, OPS_MEMORY, &list, &body->unbounded);
    read_clause(d, c, clauses, HEADING_CALL, OP_EXECUTE, &list, &body->unbounded);
    body->has_memory = clause_exists(clauses, HEADING_MEMORY_ACCESS);
    body->has_call = clause_exists(clauses, HEADING_CALL);
    body->sets_memory = is_set(clauses, HEADING_MEMORY_ACCESS);
    body->sets_call = is_set(clauses, HEADING_CALL);
    body->accesses = vector_to_arena(&d->arena, &list);
    body->access_count = (uint32_t)list.count;
    vector_free(&d->ctx->memory, &list);
    return body->accesses && !d->ctx->memory.exhausted;
}
