/* [Pre], [Post] and [Ensures]: kept as written, their symbols checked. Reasoning about them is a later step. */
#include "model/draft.h"

/* The component whose symbol a contract is on; NULL when nobody can tell. */
static const struct draft_component *subject(struct declarations *d, const struct draft_component *c,
                                             const struct clause *clause)
{
    struct span owner_span = clause->contract_symbol_span;
    if (clause->heading == HEADING_ENSURES) {
        if (!clause->contract_owner) {
            struct report *r = report(d->ctx, CODE_BAD_CONTRACT, clause->contract_symbol_span,
                                      "[Ensures] does not say whose `%s` is called", name_text(d, clause->contract_symbol));
            report_hint(r, "write as in `uksched.%s(t): t != 0`", name_text(d, clause->contract_symbol));
            return NULL;
        }
        const struct declaration *callee = declaration_need(d, BLOCK_COMPONENT, clause->contract_owner, owner_span,
                                                            CODE_UNDECLARED_COMPONENT);
        return callee ? callee->draft.component : NULL;
    }
    if (clause->contract_owner && clause->contract_owner != c->name) {
        struct report *r = report(d->ctx, CODE_CONTRACT_FOREIGN_SYMBOL, owner_span,
                                  "[%s] is on a symbol of `%s`, not of `%s`", heading_text(clause->heading),
                                  name_text(d, clause->contract_owner), name_text(d, c->name));
        report_hint(r, "what is guaranteed where it is called is `[Ensures]`");
        return NULL;
    }
    return c;
}

static void check_symbol(struct declarations *d, const struct draft_component *c, const struct clause *clause)
{
    const struct draft_component *owner = subject(d, c, clause);
    if (!owner || owner->declaration->is_incomplete ||
        (component_member(owner, clause->contract_symbol) & (MEMBER_SYMBOL | MEMBER_FUNCTION)))
        return;
    struct report *r = report(d->ctx, CODE_UNKNOWN_SYMBOL, clause->contract_symbol_span, "`%s` has no API symbol `%s`",
                              name_text(d, owner->name), name_text(d, clause->contract_symbol));
    if (owner != c)
        report_related(r, owner->declaration->block->span, "`%s` is declared here", name_text(d, owner->name));
    symbols_suggest(d, r, owner, clause->contract_symbol);
}

bool contracts_read(struct declarations *d, const struct draft_component *c, const struct clause_list *clauses,
                    struct draft_body *body)
{
    static const enum heading headings[] = {HEADING_PRE, HEADING_POST, HEADING_ENSURES};
    static const char *const words[] = {"proved"};
    size_t most = 0;
    for (size_t h = 0; h < 3; h++)
        for (const struct part *p = clause_first(clauses, headings[h]); p; p = clause_next(clauses, p))
            most++;
    body->contracts = arena_new_array(&d->arena, struct draft_contract, most);
    if (!body->contracts)
        return false;
    for (size_t h = 0; h < 3; h++)
        for (const struct part *p = clause_first(clauses, headings[h]); p; p = clause_next(clauses, p)) {
            const struct clause *clause = p->clause;
            if (!clause->is_contract || !clause->contract_symbol)
                continue; /* broken, and reported */
            check_symbol(d, c, clause);
            body->contracts[body->contract_count++] = (struct draft_contract){headings[h], clause->contract_text,
                                                                              clause->contract_symbol, clause->span};
        }
    single_word(d, clauses, HEADING_CONTRACTS, CODE_BAD_CONTRACTS, words, 1);
    return true;
}
