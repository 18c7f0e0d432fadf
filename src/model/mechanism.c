/* Mechanisms: hardening, which narrows what a component may do, and isolation, which builds boundaries. */
#include "model/draft.h"

#include <string.h>

/* A clause of one kind of mechanism on one of the other kind. */
static void refuse_clauses(struct declarations *d, const struct draft_mechanism *m)
{
    static const enum heading isolation[] = {HEADING_WITHIN, HEADING_LIMIT, HEADING_GRANULARITY, HEADING_GATE};
    const struct clause_list *clauses = &m->declaration->clauses;
    const char *name = name_text(d, m->m.name);
    const struct part *part;
    if (m->m.kind == MECHANISM_ISOLATION && (part = clause_first(clauses, HEADING_APPLIES))) {
        struct report *r = report(d->ctx, CODE_CLAUSE_NEEDS_TRANSFORM, part->clause->heading_span,
                                  "`%s` isolates, whatever the language of the members", name);
        report_related(r, m->m.boundary_span, "its boundary");
        return;
    }
    for (size_t i = 0; m->m.kind == MECHANISM_HARDENING && i < sizeof isolation / sizeof *isolation; i++)
        if ((part = clause_first(clauses, isolation[i]))) {
            struct report *r = report(d->ctx, CODE_CLAUSE_NEEDS_BOUNDARY, part->clause->heading_span,
                                      "`%s` builds no compartments, and has no [%s]", name, heading_text(isolation[i]));
            report_hint(r, "what builds compartments has a [Boundary]");
        }
}

static bool reach_sets_equal(const struct reach_set *a, const struct reach_set *b)
{
    return memcmp(a->where, b->where, sizeof a->where) == 0;
}

static bool read_effect(struct declarations *d, struct draft_mechanism *draft)
{
    const struct clause_list *clauses = &draft->declaration->clauses;
    struct mechanism *m = &draft->m;
    bool has_transform = clause_exists(clauses, HEADING_TRANSFORM);
    bool has_boundary = boundaries_read(d, clauses, &m->in, &m->out, &m->boundary_span);
    if (!transforms_read(d, clauses, false, &m->transforms, &m->transform_count))
        return false;
    m->kind = has_boundary ? MECHANISM_ISOLATION : MECHANISM_HARDENING;
    m->is_directed = !reach_sets_equal(&m->in, &m->out);
    if (has_transform && has_boundary) {
        struct report *r = report(d->ctx, CODE_TRANSFORM_AND_BOUNDARY,
                                  clause_first(clauses, HEADING_TRANSFORM)->clause->heading_span,
                                  "`%s` hardens and isolates", name_text(d, m->name));
        report_related(r, m->boundary_span, "its boundary");
        report_hint(r, "declare two mechanisms; [Needs] ties one to the other");
    } else if (!has_transform && !has_boundary && draft->declaration->is_incomplete) {
        return true;
    } else if (!has_transform && !has_boundary && !draft->is_checked_contracts) {
        struct report *r = report(d->ctx, CODE_MECHANISM_WITHOUT_EFFECT, draft->declaration->block->name_span,
                                  "`%s` has neither [Transform] nor [Boundary]", name_text(d, m->name));
        report_hint(r, "hardening has a [Transform], isolation a [Boundary]");
    }
    refuse_clauses(d, draft);
    return true;
}

static void read_numbers(struct declarations *d, const struct clause_list *clauses, struct mechanism *m)
{
    static const struct number_rule granularity = {.code = CODE_BAD_GRANULARITY,
                                                   .unit = UNIT_BYTES,
                                                   .other_unit = UNIT_NONE,
                                                   .whole = true,
                                                   .positive = true,
                                                   .most = INT64_MAX,
                                                   .expected = "a power of two in bytes, such as `4 KiB`"};
    static const struct number_rule gate = {.code = CODE_BAD_GATE,
                                            .unit = UNIT_CYCLES,
                                            .other_unit = UNIT_SECONDS,
                                            .most = 1000000000000,
                                            .expected = "a cost such as `108 cycles` or `40 ns`"};
    struct number n;
    struct span span;
    limit_of(d, clauses, &m->limit, &m->limit_span);
    if (single_number(d, clauses, HEADING_GRANULARITY, &granularity, &n, &span)) {
        uint64_t bytes = (uint64_t)n.value.num;
        if (bytes & (bytes - 1)) {
            struct report *r = report(d->ctx, CODE_BAD_GRANULARITY, span, "%llu bytes are no power of two",
                                      (unsigned long long)bytes);
            report_hint(r, "expected %s", granularity.expected);
        } else {
            m->granularity = bytes;
        }
    }
    m->gate = RATIONAL_ZERO;
    if (single_number(d, clauses, HEADING_GATE, &gate, &n, NULL)) {
        m->has_gate = true;
        m->gate = n.value;
        m->gate_is_time = n.unit == UNIT_SECONDS;
    }
    costs_of(d, clauses, &m->cost_runtime, &m->cost_memory);
}

static bool read_names(struct declarations *d, struct draft_mechanism *m)
{
    const struct clause_list *clauses = &m->declaration->clauses;
    static const char mechanism[] = "the name of a mechanism";
    return names_read(d, clauses, HEADING_APPLIES, CODE_BAD_LIST, CODE_REPEATED_ENTRY, "the name of a language", &m->applies,
                      &m->applies_count) &&
           names_read(d, clauses, HEADING_WITHIN, CODE_BAD_LIST, CODE_REPEATED_ENTRY, mechanism, &m->within,
                      &m->within_count) &&
           names_read(d, clauses, HEADING_NEEDS, CODE_BAD_LIST, CODE_REPEATED_ENTRY, mechanism, &m->needs,
                      &m->needs_count) &&
           names_read(d, clauses, HEADING_CONFLICTS, CODE_BAD_LIST, CODE_REPEATED_ENTRY, mechanism, &m->conflicts,
                      &m->conflicts_count);
}

bool mechanism_read(struct declarations *d, struct declaration *declaration)
{
    static const char *const assurances[] = {"enforces", "detects", "probabilistic"};
    static const char *const contracts[] = {"checked"};
    const struct clause_list *clauses = &declaration->clauses;
    struct draft_mechanism *draft = arena_new(&d->arena, struct draft_mechanism);
    if (!draft)
        return false;
    declaration->draft.mechanism = draft;
    draft->declaration = declaration;
    struct mechanism *m = &draft->m;
    m->name = declaration->block->name;
    m->span = declaration->block->span;
    m->from_catalog = declaration->from_catalog;
    m->applies_to_all = !clause_exists(clauses, HEADING_APPLIES);
    m->title = single_string(d, clauses, HEADING_TITLE);
    int assurance = single_word(d, clauses, HEADING_ASSURANCE, CODE_UNKNOWN_ASSURANCE, assurances, 3);
    if (assurance >= 0) {
        m->assurance = names_intern(d->ctx->names, assurances[assurance], strlen(assurances[assurance]));
        if (!m->assurance)
            return false;
    }
    draft->is_checked_contracts = single_word(d, clauses, HEADING_CONTRACTS, CODE_BAD_CONTRACTS, contracts, 1) == 0;
    read_numbers(d, clauses, m);
    return joined_strings(d, clauses, HEADING_SOURCE, &m->source) &&
           strings_of(d, clauses, HEADING_ASSUMES, &m->assumes, &m->assume_count) && read_effect(d, draft) &&
           read_names(d, draft) && platform_read(d, clauses, false, &draft->platform, &draft->platform_count);
}

/* ---- names of others ---- */

static void check_names(struct declarations *d, const struct draft_mechanism *m, enum block_kind kind,
                        const struct draft_name *names, uint32_t count, enum code code)
{
    for (uint32_t i = 0; i < count; i++) {
        declaration_need(d, kind, names[i].name, names[i].span, code);
        if (kind == BLOCK_MECHANISM && names[i].name == m->m.name)
            report(d->ctx, CODE_MECHANISM_AGAINST_ITSELF, names[i].span, "`%s` names itself", name_text(d, m->m.name));
    }
}

void mechanism_check_names(struct declarations *d, const struct draft_mechanism *m)
{
    check_names(d, m, BLOCK_LANGUAGE, m->applies, m->applies_count, CODE_UNDECLARED_LANGUAGE);
    check_names(d, m, BLOCK_MECHANISM, m->within, m->within_count, CODE_UNDECLARED_MECHANISM);
    check_names(d, m, BLOCK_MECHANISM, m->needs, m->needs_count, CODE_UNDECLARED_MECHANISM);
    check_names(d, m, BLOCK_MECHANISM, m->conflicts, m->conflicts_count, CODE_UNDECLARED_MECHANISM);
    for (uint32_t i = 0; i < m->within_count; i++) {
        const struct declaration *outer = declaration_find(d, BLOCK_MECHANISM, m->within[i].name);
        if (!outer || outer->draft.mechanism->m.kind == MECHANISM_ISOLATION)
            continue;
        struct report *r = report(d->ctx, CODE_WITHIN_NOT_ISOLATION, m->within[i].span, "`%s` builds no compartments",
                                  name_text(d, m->within[i].name));
        report_related(r, outer->block->span, "declared here, without a [Boundary]");
    }
    struct lookup conflicts = {0};
    for (uint32_t i = 0; i < m->conflicts_count; i++)
        if (!lookup_put(&d->arena, &conflicts, m->conflicts[i].name, i))
            return;
    for (uint32_t i = 0; i < m->needs_count; i++) {
        uint32_t at = lookup_get(&conflicts, m->needs[i].name);
        if (at == UINT32_MAX)
            continue;
        struct report *r = report(d->ctx, CODE_NEEDS_AND_CONFLICTS, m->conflicts[at].span,
                                  "`%s` conflicts with `%s`, which it needs", name_text(d, m->m.name),
                                  name_text(d, m->needs[i].name));
        report_related(r, m->needs[i].span, "needed here");
    }
}
