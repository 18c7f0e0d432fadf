/* [Transform] and [Boundary]: what mechanisms and vulnerabilities change. */
#include "model/draft.h"

/* Is all that one set of targets holds also in the other, whatever the component? */
static bool is_within(uint8_t inner, uint8_t outer)
{
    if (outer & WHERE_ALL)
        return true;
    if (outer & WHERE_GRANTED) /* what is shared, exported or intended is granted, or one's own */
        outer |= WHERE_OWN | WHERE_SHARED | WHERE_API | WHERE_INTENT;
    return !(inner & ~outer);
}

/* Does one set hold all of the other and more? Sets of which neither holds the other, such as `own` and `api`, do not. */
static bool is_wider(uint8_t wide, uint8_t narrow)
{
    return is_within(narrow, wide) && !is_within(wide, narrow);
}

static void check_mechanism(struct declarations *d, const struct transform *t, op_set right, const struct item *item)
{
    if (right & ~t->ops) {
        struct report *r = report(d->ctx, CODE_TRANSFORM_OPERATIONS, item->terms[2].span,
                                  "the right side speaks of `%s`, and the left does not",
                                  operation_set_name(right & (op_set)~t->ops));
        report_related(r, item->terms[0].span, "the left side");
        return;
    }
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        uint8_t from = t->left.where[leaf], to = t->right.where[leaf];
        bool wider = (from & WHERE_INTENT) ? (to & WHERE_ALL) != 0 : is_wider(to, from);
        if (!(t->ops & (1u << leaf)) || !wider)
            continue;
        struct report *r = report(d->ctx, CODE_TRANSFORM_NOT_NARROWER, item->terms[2].span,
                                  "a mechanism narrows, and this is wider than its left side");
        report_related(r, item->terms[0].span, "the left side");
        report_hint(r, "what widens is a vulnerability");
        return;
    }
}

static void check_vulnerability(struct declarations *d, const struct transform *t, op_set right, const struct item *item)
{
    struct report *r;
    if (t->ops & ~right) {
        r = report(d->ctx, CODE_TRANSFORM_OPERATIONS, item->terms[0].span,
                   "the left side speaks of `%s`, and the right does not", operation_set_name(t->ops & (op_set)~right));
        report_related(r, item->terms[2].span, "the right side");
        return;
    }
    for (int leaf = 0; leaf < LEAF_COUNT; leaf++) {
        if (!(t->ops & (1u << leaf)) || !is_wider(t->left.where[leaf], t->right.where[leaf]))
            continue;
        r = report(d->ctx, CODE_TRANSFORM_NOT_WIDER, item->terms[2].span,
                   "a vulnerability widens, and this is narrower than its left side");
        report_related(r, item->terms[0].span, "the left side");
        report_hint(r, "what narrows is a mechanism");
        return;
    }
}

static bool read_transform(struct declarations *d, const struct item *item, bool widens, struct transform *out)
{
    char buffer[EXCERPT_SIZE];
    if (item->term_count != 3 || item->terms[1].kind != TERM_ARROW) {
        struct report *r = report(d->ctx, CODE_BAD_TRANSFORM, item->span, "`%s` is no transformation",
                                  excerpt(d, item->span, buffer));
        report_hint(r, "write one operation on each side, as in `R(*) -> R(intent)`");
        return false;
    }
    op_set right = 0;
    *out = (struct transform){.span = item->span};
    bool fine = side_read(d, &item->terms[0], SIDE_LEFT, &out->left, &out->ops);
    if (!term_is(d, &item->terms[2], "none"))
        fine &= side_read(d, &item->terms[2], SIDE_RIGHT, &out->right, &right);
    if (!fine)
        return false;
    reach_set_normalise(&out->left, false);
    reach_set_normalise(&out->right, false);
    if (widens)
        check_vulnerability(d, out, right, item);
    else
        check_mechanism(d, out, right, item);
    return true;
}

bool transforms_read(struct declarations *d, const struct clause_list *clauses, bool widens, struct transform **out,
                     uint32_t *count)
{
    const struct item *item;
    size_t most = 0;
    for (struct walk w = walk_of(clauses, HEADING_TRANSFORM); walk_next(&w);)
        most++;
    *count = 0;
    *out = arena_new_array(&d->arena, struct transform, most);
    if (!*out)
        return false;
    for (struct walk w = walk_of(clauses, HEADING_TRANSFORM); (item = walk_next(&w));)
        if (read_transform(d, item, widens, &(*out)[*count]))
            (*count)++;
    return true;
}

/* ---- boundaries ---- */

static void read_mask(struct declarations *d, const struct clause_list *clauses, enum heading heading,
                      struct reach_set *mask)
{
    const struct item *item;
    clause_is_none(d, clauses, heading);
    for (struct walk w = walk_of(clauses, heading); (item = walk_next(&w));) {
        const struct term *term = &item->terms[0];
        op_set ops = 0;
        if (item->term_count > 1) {
            struct report *r = report(d->ctx, CODE_BAD_BOUNDARY, item->span, "one operation is expected between two commas");
            report_hint(r, "write as in `R(shared), W(shared), X(api)`");
            continue;
        }
        bool is_star = term->kind == TERM_STAR && !term->has_args, is_granted = term_is(d, term, "granted");
        if (is_star || is_granted)
            for (int leaf = 0; leaf < LEAF_COUNT; leaf++)
                mask->where[leaf] |= is_star ? WHERE_ALL : WHERE_GRANTED;
        else if (!item_is_none(d, item))
            side_read(d, term, SIDE_MASK, mask, &ops);
    }
    reach_set_normalise(mask, true);
}

bool boundaries_read(struct declarations *d, const struct clause_list *clauses, struct reach_set *in, struct reach_set *out,
                     struct span *span)
{
    const struct part *both = clause_first(clauses, HEADING_BOUNDARY);
    const struct part *inward = clause_first(clauses, HEADING_BOUNDARY_IN),
                      *outward = clause_first(clauses, HEADING_BOUNDARY_OUT);
    const struct part *directed = inward ? inward : outward;
    if (!both && !directed)
        return false;
    *span = (both ? both : directed)->clause->span;
    if (both && directed) {
        struct report *r = report(d->ctx, CODE_BOUNDARY_TWICE, directed->clause->heading_span,
                                  "[%s] stands beside [Boundary]", heading_text(directed->clause->heading));
        report_related(r, both->clause->heading_span, "[Boundary] is for both directions");
        report_hint(r, "write [Boundary in] and [Boundary out], or [Boundary] alone");
    }
    if (both) {
        read_mask(d, clauses, HEADING_BOUNDARY, in);
        *out = *in;
    }
    read_mask(d, clauses, HEADING_BOUNDARY_IN, in);
    read_mask(d, clauses, HEADING_BOUNDARY_OUT, out);
    return true;
}
