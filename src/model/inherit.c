/* Inheritance: parents, and which clauses are in effect. `::=` sets anew what was inherited, `+=` and `-=` go on from it. */
#include "model/declare.h"

#include <string.h>

enum { DEEPEST_INHERITANCE = 100 };

/* ---- walking ---- */

static const struct part *find(const struct clause_list *list, uint32_t from, enum heading heading)
{
    for (uint32_t i = from; i < list->count; i++)
        if (list->parts[i].clause->heading == heading)
            return &list->parts[i];
    return NULL;
}

const struct part *clause_first(const struct clause_list *list, enum heading heading)
{
    return find(list, 0, heading);
}

const struct part *clause_next(const struct clause_list *list, const struct part *after)
{
    return find(list, (uint32_t)(after - list->parts) + 1, after->clause->heading);
}

struct walk walk_of(const struct clause_list *list, enum heading heading)
{
    return (struct walk){.list = list, .part = clause_first(list, heading)};
}

const struct item *walk_next(struct walk *w)
{
    while (w->part) {
        const struct clause *clause = w->part->clause;
        if (w->group < clause->group_count) {
            const struct group *group = &clause->groups[w->group];
            if (w->item < group->item_count) {
                w->new_group = w->item == 0;
                return &group->items[w->item++];
            }
            w->group++;
        } else {
            w->part = clause_next(w->list, w->part);
            w->group = 0;
        }
        w->item = 0;
    }
    return NULL;
}

/* ---- which clauses a block may hold ---- */

static char letter(enum block_kind kind)
{
    static const char letters[] = {
        [BLOCK_COMPONENT] = 'C', [BLOCK_VARIANT] = 'V',       [BLOCK_FUNCTION] = 'F', [BLOCK_LANGUAGE] = 'L',
        [BLOCK_MECHANISM] = 'M', [BLOCK_VULNERABILITY] = 'U', [BLOCK_SYSTEM] = 'S',
        [BLOCK_TARGET] = 'T',    [BLOCK_ENTRY] = 'E',
    };
    return letters[kind];
}

static bool has_groups(enum heading heading)
{
    return heading == HEADING_PLATFORM || heading == HEADING_FORBID || heading == HEADING_EXCLUDE || heading == HEADING_USE ||
           heading == HEADING_TOGETHER || heading == HEADING_APART || heading == HEADING_PLACE || heading == HEADING_BUDGET;
}

static void refuse_heading(struct declarations *d, const struct block *block, const struct clause *clause)
{
    struct report *r = report(d->ctx, CODE_HEADING_NOT_ALLOWED, clause->heading_span, "a %s has no [%s]",
                              kind_text(block->kind), heading_text(clause->heading));
    struct text owners = {0};
    for (int kind = 0; kind < KIND_COUNT; kind++)
        if (heading_allowed(clause->heading, letter((enum block_kind)kind)))
            text_printf(&owners, "%s%s", owners.length ? ", " : "", kind_text((enum block_kind)kind));
    if (!owners.failed && owners.length)
        report_hint(r, "blocks that have it: %s", owners.bytes);
    text_fini(&owners);
}

/* Is the clause one that counts? Reports when it is not. `before`: of the same heading and block, or NULL. */
static bool admit(struct declarations *d, const struct block *block, const struct clause *clause,
                  const struct clause *before)
{
    enum heading heading = clause->heading;
    if (heading == HEADING_UNKNOWN)
        return false;
    if (!heading_allowed(heading, letter(block->kind))) {
        refuse_heading(d, block, clause);
        return false;
    }
    if (clause->op == CLAUSE_TAKE && heading != HEADING_REQUIRES)
        return false; /* reported by the parser */
    if (clause->op == CLAUSE_SET && before) {
        bool is_set = before->op == CLAUSE_SET;
        struct report *r = report(d->ctx, CODE_DUPLICATE_CLAUSE, clause->heading_span, "[%s] is set %s",
                                  heading_text(heading), is_set ? "twice" : "after it was added to, which would be lost");
        report_related(r, before->heading_span, is_set ? "first set here" : "added to here");
        report_hint(r, is_set ? "`+=` adds to what is set" : "write the clause with `::=` first");
        return false;
    }
    if (!has_groups(heading) && clause->group_count > 1) {
        struct span span = clause->groups[1].span;
        struct report *r = report(d->ctx, CODE_UNEXPECTED_TOKEN, span, "[%s] has no groups", heading_text(heading));
        report_hint(r, "write `,` and not `;` between its values");
    }
    return true;
}

static void drop(struct clause_list *list, enum heading heading)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->parts[i].clause->heading != heading)
            list->parts[kept++] = list->parts[i];
    list->count = kept;
}

bool clauses_extend(struct declarations *d, const struct clause_list *base, const struct block *block,
                    struct clause_list *out)
{
    const struct clause *before[HEADING_COUNT] = {0};
    struct clause_list list = {.count = base ? base->count : 0};
    list.parts = arena_new_array(&d->arena, struct part, (size_t)list.count + block->clause_count);
    if (!list.parts)
        return false;
    if (list.count)
        memcpy(list.parts, base->parts, list.count * sizeof *list.parts);
    for (uint32_t i = 0; i < block->clause_count; i++) {
        const struct clause *clause = &block->clauses[i];
        if (!admit(d, block, clause, before[clause->heading]))
            continue;
        if (clause->op == CLAUSE_SET) /* once a block at most */
            drop(&list, clause->heading);
        if (!before[clause->heading] || clause->op == CLAUSE_SET)
            before[clause->heading] = clause;
        list.parts[list.count++] = (struct part){clause, block};
    }
    *out = list;
    return true;
}

/* ---- parents ---- */

static struct declaration *find_parent(struct declarations *d, struct declaration *child)
{
    const struct block *block = child->block;
    enum block_kind kind = block->kind;
    if (!block->parent || kind == BLOCK_LANGUAGE || kind == BLOCK_SYSTEM || kind == BLOCK_TARGET)
        return NULL; /* the parser reports a parent where there is no inheritance */
    if (block->parent == block->name && child->replaces)
        return child->replaces; /* the catalogue's entry, changed here and there */
    return declaration_need(d, kind, block->parent, block->parent_span, CODE_UNKNOWN_PARENT);
}

static void report_cycle(struct declarations *d, struct declaration *from)
{
    const struct block *block = from->block;
    struct report *r = report(d->ctx, CODE_INHERITANCE_CYCLE, block->parent_span, "the %s `%s` inherits from itself",
                              kind_text(block->kind), name_text(d, block->name));
    for (struct declaration *step = from->parent; step && step != from; step = step->parent)
        report_related(r, step->block->parent_span, "`%s` inherits from `%s`", name_text(d, step->block->name),
                       name_text(d, step->block->parent));
}

/* Finds the parents of a declaration, its parent, and so on, until one whose clauses are known or that has none; then merges
 * from there down. Chains can be long: no recursion. */
static bool resolve(struct declarations *d, struct declaration *last, struct declaration **chain)
{
    uint32_t length = 0;
    for (struct declaration *step = last; step && !step->depth; step = step->parent) {
        step->is_open = true;
        step->parent = find_parent(d, step);
        if (step->parent && step->parent->is_open) {
            report_cycle(d, step);
            step->parent = NULL;
        }
        chain[length++] = step;
    }
    while (length > 0) {
        struct declaration *step = chain[--length];
        step->is_open = false;
        step->depth = step->parent ? step->parent->depth + 1 : 1;
        if (step->depth > DEEPEST_INHERITANCE) {
            report(d->ctx, CODE_NESTED_TOO_DEEPLY, step->block->parent_span, "`%s` has more than %d ancestors",
                   name_text(d, step->block->name), DEEPEST_INHERITANCE - 1);
            step->parent = NULL;
            step->depth = 1;
        }
        step->is_incomplete = step->parent ? step->parent->is_incomplete : step->block->parent != 0;
        if (!clauses_extend(d, step->parent ? &step->parent->clauses : NULL, step->block, &step->clauses))
            return false;
    }
    return true;
}

bool declarations_inherit(struct declarations *d)
{
    size_t most = 1;
    for (int kind = 0; kind < KIND_COUNT; kind++)
        most += 2 * (size_t)d->of[kind].count; /* replaced entries can be ancestors, too */
    struct declaration **chain = arena_new_array(&d->arena, struct declaration *, most);
    if (!chain)
        return false;
    for (int kind = 0; kind < KIND_COUNT; kind++)
        for (uint32_t i = 0; i < d->of[kind].count; i++)
            if (!resolve(d, d->of[kind].items[i], chain))
                return false;
    return true;
}
