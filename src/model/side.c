/* Sets of targets that belong to nobody in particular: bounds of languages, sides of transformations, masks of boundaries.
 */
#include "model/draft.h"

#include <string.h>

void reach_set_normalise(struct reach_set *set, bool is_mask)
{
    const uint8_t memory = WHERE_OWN | WHERE_SHARED, code = WHERE_API | WHERE_CODE;
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        uint8_t *where = &set->where[leaf];
        if (is_mask && ((*where & memory) == memory || (*where & code) == code))
            *where = WHERE_ALL; /* of the target component: all that it has */
        if (*where & WHERE_ALL)
            *where = WHERE_ALL;
    }
}

static void add(struct reach_set *set, op_set ops, uint8_t where)
{
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
        if (ops & (1u << leaf))
            set->where[leaf] |= where;
}

static void add_own_and_shared(struct reach_set *set, op_set ops)
{
    add(set, ops & OPS_MEMORY, WHERE_OWN | WHERE_SHARED);
    add(set, ops & OP_EXECUTE, WHERE_API);
}

/* What an operation without parentheses means; false where it means nothing. */
static bool read_bare(struct declarations *d, const struct term *term, enum side side, struct reach_set *set, op_set ops)
{
    char buffer[EXCERPT_SIZE];
    excerpt(d, term->span, buffer);
    struct report *r;
    switch (side) {
    case SIDE_BOUND:
        add_own_and_shared(set, ops);
        return true;
    case SIDE_RIGHT:
        add(set, ops, WHERE_INTENT);
        return true;
    case SIDE_LEFT:
        r = report(d->ctx, CODE_BAD_TRANSFORM, term->span, "`%s` on the left does not say from what", buffer);
        report_hint(r, "write `%s(*)` or `%s(intent)`", buffer, buffer);
        return false;
    case SIDE_MASK:
        r = report(d->ctx, CODE_BARE_OPERATION, term->span, "`%s` does not say on what it crosses", buffer);
        report_hint(r,
                    (ops & OPS_MEMORY) ? "write `%s(shared)`, `%s(granted)` or `%s(*)`"
                                       : "write `%s(api)`, `%s(granted)` or `%s(*)`",
                    buffer, buffer, buffer);
        return false;
    }
    return false;
}

static void refuse_target(struct declarations *d, const struct term *target, enum side side)
{
    char buffer[EXCERPT_SIZE];
    bool is_name = target->kind == TERM_NAME && !target->has_args;
    struct report *r = report(d->ctx,
                              is_name             ? CODE_NAMED_TARGET
                              : side == SIDE_MASK ? CODE_BAD_BOUNDARY
                                                  : CODE_BAD_TRANSFORM,
                              target->span, "`%s` is no kind of target", excerpt(d, target->span, buffer));
    static const char *const words[] = {"own", "shared", "api", "code", "granted", "intent"};
    report_hint(r, side == SIDE_MASK ? "the kinds are `*`, `own`, `shared`, `api`, `code` and `granted`"
                                     : "the kinds are `*`, `intent`, `own`, `shared`, `api`, `code` and `granted`");
    if (is_name && !target->owner)
        report_suggest(r, buffer, words, side == SIDE_MASK ? 5 : 6);
}

static bool read_target(struct declarations *d, const struct term *target, enum side side, struct reach_set *set, op_set ops)
{
    static const struct {
        const char *word;
        enum where where;
        op_set fit;
    } words[] = {
        {"own", WHERE_OWN, OPS_MEMORY},   {"shared", WHERE_SHARED, OPS_MEMORY}, {"api", WHERE_API, OP_EXECUTE},
        {"code", WHERE_CODE, OP_EXECUTE}, {"intent", WHERE_INTENT, OPS_ALL},    {"granted", WHERE_GRANTED, OPS_ALL},
    };
    if (target->kind == TERM_STAR && !target->has_args) {
        add(set, ops, WHERE_ALL);
        return true;
    }
    for (size_t i = 0; term_is_word(target) && i < sizeof words / sizeof *words; i++) {
        if (strcmp(name_text(d, target->name), words[i].word) != 0)
            continue;
        if (side == SIDE_MASK && words[i].where == WHERE_INTENT) {
            struct report *r = report(d->ctx, CODE_KEYWORD_NOT_ALLOWED, target->span,
                                      "a boundary does not know what anybody intends");
            report_hint(r, "what a component grants is `granted`");
            return false;
        }
        if (!(ops & words[i].fit)) {
            struct report *r = report(d->ctx, CODE_WRONG_TARGET, target->span, "`%s` cannot be on `%s`",
                                      operation_set_name(ops), words[i].word);
            report_hint(r, "%s",
                        (ops & OPS_MEMORY) ? "`R` and `W` are on `own` and `shared`" : "`X` is on `api` and `code`");
            return false;
        }
        add(set, ops, words[i].where);
        return true;
    }
    refuse_target(d, target, side);
    return false;
}

bool side_read(struct declarations *d, const struct term *term, enum side side, struct reach_set *set, op_set *ops)
{
    op_set named = term_need_operations(d, term);
    if (!named)
        return false;
    *ops |= named;
    if (!term->has_args)
        return read_bare(d, term, side, set, named);
    bool fine = term->arg_count > 0; /* an empty pair is reported by the parser */
    for (uint32_t i = 0; i < term->arg_count; i++) {
        const struct item *item = &term->args[i];
        if (item->term_count == 1) {
            fine &= read_target(d, &item->terms[0], side, set, named);
            continue;
        }
        struct report *r = report(d->ctx, CODE_WRONG_TARGET, item->terms[1].span,
                                  "one target is expected between two commas");
        report_hint(r, "targets are separated by `,`");
        fine = false;
    }
    return fine;
}
