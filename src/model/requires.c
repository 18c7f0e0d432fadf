/* [Requires] of components, variants, functions and languages: who may do what to them. */
#include "model/draft.h"

struct reading {
    struct scope scope;
    struct grant_list *list;
    bool take;
};

static void add(struct reading *r, const struct draft_grant *who, struct draft_access what)
{
    struct draft_grant grant = *who;
    grant.take = r->take;
    grant.what = what;
    if (what.ops && !vector_push(&r->scope.d->ctx->memory, r->list, grant))
        r->scope.d->ctx->memory.exhausted = true;
}

/* An operation alone: `R` is R(own), `X` is X(api). */
static void add_default(struct reading *r, const struct draft_grant *who, op_set ops, struct span span)
{
    add(r, who, (struct draft_access){.ops = ops & OPS_MEMORY, .where = WHERE_OWN, .span = span});
    add(r, who, (struct draft_access){.ops = ops & OP_EXECUTE, .where = WHERE_API, .span = span});
}

static void add_target(struct reading *r, const struct draft_grant *who, const struct term *term, op_set ops, op_set *met)
{
    struct draft_access what;
    target_read(&r->scope, term, ops, &what);
    *met |= what.ops;
    add(r, who, what);
}

static void refuse(struct declarations *d, struct span span, const char *why, const char *hint)
{
    char buffer[EXCERPT_SIZE];
    struct report *r = report(d->ctx, CODE_BAD_REQUIRES, span, "`%s` %s", excerpt(d, span, buffer), why);
    report_hint(r, "%s", hint);
}

/* R(own, ring[0..64]) */
static void read_operation(struct reading *r, const struct draft_grant *who, const struct term *term, op_set ops)
{
    op_set met = 0;
    if (!term->has_args)
        add_default(r, who, ops, term->span);
    for (uint32_t i = 0; i < term->arg_count; i++) {
        const struct item *item = &term->args[i];
        if (item->term_count == 1)
            add_target(r, who, &item->terms[0], ops, &met);
        else
            refuse(r->scope.d, item->span, "is not one target", "targets are separated by `,`");
    }
}

/* The arguments of a principal: operations and targets mixed, `(R, W, ring[0..64])`, `(X, malloc)`, `(*)`. */
static void read_principal(struct reading *r, const struct draft_grant *who, const struct term *term)
{
    struct declarations *d = r->scope.d;
    op_set ops = 0, met = 0;
    uint32_t targets = 0, nested = 0;
    bool all = false; /* `*` in the place of the operations */
    for (uint32_t i = 0; i < term->arg_count; i++) {
        const struct item *item = &term->args[i];
        const struct term *first = &item->terms[0];
        if (item->term_count != 1) {
            refuse(d, item->span, "is neither an operation nor a target", "operations and targets are separated by `,`");
            targets++;
        } else if (term_operations(d, first) && !first->has_args) {
            ops |= term_operations(d, first);
        } else if (term_operations(d, first)) {
            read_operation(r, who, first, term_operations(d, first));
            nested++;
        } else if (first->kind == TERM_STAR && !first->has_args && i == 0) {
            all = true;
            ops = OPS_ALL;
        } else {
            targets++;
        }
    }
    if (!ops && term->arg_count && (targets || !nested)) {
        refuse(d, term->span, "does not say which operations", "write as in `lwip(R, own)` or `lwip(X, malloc)`");
        return;
    }
    for (uint32_t i = 0; i < term->arg_count; i++) {
        const struct term *first = &term->args[i].terms[0];
        if (term->args[i].term_count != 1 || term_operations(d, first) || (all && i == 0))
            continue;
        add_target(r, who, first, ops, &met);
    }
    if (all && !targets)
        add(r, who, (struct draft_access){.ops = ops, .where = WHERE_ALL, .span = term->span});
    if (all || (targets && !met))
        return;
    if (!(met & OPS_MEMORY)) /* what no target is of stands alone: `lwip(R, W, ring, X)` */
        add_default(r, who, ops & OPS_MEMORY, term->span);
    if (!(met & OP_EXECUTE))
        add_default(r, who, ops & OP_EXECUTE, term->span);
}

/* Reports what is odd about the one who is named. False: the entry is left out. */
static bool check_principal(struct reading *r, const struct term *term)
{
    struct declarations *d = r->scope.d;
    const struct draft_component *c = r->scope.component;
    name_id name = term->owner ? term->owner : term->name;
    struct span span = term->owner ? term->owner_span : term->name_span;
    if (!c) {
        refuse(d, term->span, "cannot be named by a language", "write `R`, `X`, `*` or `none`: they speak of everybody");
        return false;
    }
    if (is_reserved_name(name_text(d, name))) {
        refuse(d, term->span, "names nobody", "write as in `lwip(R, own)`, or `R(own)` for everybody");
        return false;
    }
    const struct declaration *who = declaration_need(d, BLOCK_COMPONENT, name, span, CODE_UNDECLARED_COMPONENT);
    if (!who)
        return true;
    if (term->owner && lookup_get(&who->draft.component->function_of, term->name) == UINT32_MAX) {
        struct report *p = report(d->ctx, CODE_UNKNOWN_FUNCTION, term->name_span, "`%s` has no function `%s`",
                                  name_text(d, name), name_text(d, term->name));
        report_related(p, who->block->span, "`%s` is declared here", name_text(d, name));
        symbols_suggest(d, p, who->draft.component, term->name);
        return false;
    }
    if (!term->owner && name == c->name) {
        report(d->ctx, CODE_GRANT_TO_ITSELF, term->span, "`%s` may do everything to itself already", name_text(d, name));
        return false;
    }
    return true;
}

static void read_entry(struct reading *r, const struct item *item)
{
    struct declarations *d = r->scope.d;
    const struct term *term = &item->terms[0];
    struct draft_grant who = {0};
    op_set ops = term_operations(d, term);
    if (item->term_count > 1) {
        refuse(d, item->span, "is not one requirement", "requirements are separated by `,`");
        return;
    }
    bool everybody = ops || term->kind == TERM_STAR;
    if (everybody && r->take) {
        struct report *p = report(d->ctx, CODE_TAKE_WITHOUT_PRINCIPAL, term->span, "`-=` takes back from somebody");
        report_hint(p, "say from whom, as in `nic(W, own)`");
    } else if (ops) {
        read_operation(r, &who, term, ops);
    } else if (term->kind == TERM_STAR && !term->has_args) {
        who.whole = true;
        add(r, &who, (struct draft_access){.ops = OPS_ALL, .where = WHERE_ALL, .span = term->span});
    } else if (term->kind == TERM_STAR) {
        read_principal(r, &who, term);
    } else if (term->kind == TERM_NAME && term->name && !term->has_range && term->has_args) {
        who.principal = term->owner ? term->owner : term->name;
        who.function = term->owner ? term->name : 0;
        if (check_principal(r, term))
            read_principal(r, &who, term);
    } else if (term_is_word(term) && declaration_find(d, BLOCK_COMPONENT, term->name)) {
        char buffer[EXCERPT_SIZE];
        struct report *p = report(d->ctx, CODE_BAD_REQUIRES, term->span, "`%s` may do what?",
                                  excerpt(d, term->span, buffer));
        report_hint(p, "write as in `%s(R, own)`", buffer);
    } else if (term_is_word(term)) {
        term_need_operations(d, term);
    } else {
        refuse(d, item->span, "is no requirement", "write as in `R`, `X`, `*`, `none`, `R(ring[0..64])` or `lwip(R, own)`");
    }
}

bool requires_read(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                   struct draft_body *body)
{
    struct grant_list list = {0};
    const struct item *item;
    clause_is_none(d, clauses, HEADING_REQUIRES);
    for (const struct part *p = clause_first(clauses, HEADING_REQUIRES); p; p = clause_next(clauses, p)) {
        if (!body->requires_span.source)
            body->requires_span = p->clause->span;
        body->sets_requires |= p->clause->op == CLAUSE_SET;
        body->adds_requires |= p->clause->op == CLAUSE_ADD;
    }
    for (struct walk w = walk_of(clauses, HEADING_REQUIRES); (item = walk_next(&w));) {
        struct reading reading = {
            .scope = {.d = d, .component = c, .block = w.part->block, .heading = HEADING_REQUIRES, .own_only = true},
            .list = &list,
            .take = w.part->clause->op == CLAUSE_TAKE,
        };
        if (!item_is_none(d, item))
            read_entry(&reading, item);
    }
    body->grants = vector_to_arena(&d->arena, &list);
    body->grant_count = (uint32_t)list.count;
    vector_free(&d->ctx->memory, &list);
    return body->grants && !d->ctx->memory.exhausted;
}
