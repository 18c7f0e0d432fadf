/* One component from its objects and from what was written by hand; and whether the two agree. */
#include <stdlib.h>
#include <string.h>

#include "extract/extract.h"
#include "syntax/syntax.h"

static const char *const languages[] = {
#define X(id, name) name,
    EXTRACT_LANGUAGES(X)
#undef X
};
static const char *const marks[] = {
#define X(id, name, evidence) name,
    EXTRACT_MARKS(X)
#undef X
};
static const char *const evidence[] = {
#define X(id, name, text) text,
    EXTRACT_MARKS(X)
#undef X
};

const char *language_name(enum language_bit language)
{
    return languages[language];
}

const char *mark_name(enum mark mark)
{
    return marks[mark];
}

const char *mark_evidence(enum mark mark)
{
    return evidence[mark];
}

static mspec_status out_of_memory(const struct extraction *x)
{
    x->ctx->memory.exhausted = true;
    return MSPEC_ERROR_MEMORY;
}

/* ---- origin ---- */

/* The value of a key in a flat JSON object of strings, as .note.package has it; nothing is concluded from what is not that. */
static const char *json_string_of(struct extraction *x, const char *json, const char *key)
{
    const char *quoted = arena_printf(&x->arena, "\"%s\":\"", key), *at = quoted ? strstr(json, quoted) : NULL;
    if (!at)
        return NULL;
    at += strlen(quoted);
    size_t length = strcspn(at, "\"\\");
    return at[length] == '"' && length ? arena_copy(&x->arena, at, length) : NULL;
}

static bool is_url_part(const char *text)
{
    for (; *text; text++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~+:", *text))
            return false;
    return true;
}

static mspec_status add_origin(struct extraction *x, struct part *p, const char *url)
{
    for (size_t k = 0; url && k < p->origins.count; k++)
        if (strcmp(p->origins.items[k], url) == 0)
            return MSPEC_OK;
    return url && vector_push(&x->ctx->memory, &p->origins, url) ? MSPEC_OK : out_of_memory(x);
}

static mspec_status read_origin(struct extraction *x, struct part *p, const struct object *o)
{
    /* The version that a module names is that of its interface: it says nothing about which faults are mended. */
    if (o->is_module)
        return add_origin(x, p, "pkg:generic/linux");
    if (!o->package)
        return MSPEC_OK;
    const char *type = json_string_of(x, o->package, "type"), *os = json_string_of(x, o->package, "os");
    const char *name = json_string_of(x, o->package, "name"), *version = json_string_of(x, o->package, "version");
    if (!type || !name || !is_url_part(type) || !is_url_part(name) || (os && !is_url_part(os)) ||
        (version && !is_url_part(version)))
        return MSPEC_OK;
    return add_origin(x, p,
                      arena_printf(&x->arena, "pkg:%s/%s%s%s%s%s", type, os ? os : "", os ? "/" : "", name,
                                   version ? "@" : "", version ? version : ""));
}

/* ---- objects ---- */

static mspec_status merge_objects(struct extraction *x, struct part *p)
{
    mspec_status status = MSPEC_OK;
    bool first = true;
    for (size_t k = 0; k < p->objects.count && status == MSPEC_OK; k++) {
        const struct object *o = p->objects.items[k];
        p->memory += o->memory;
        p->languages |= o->languages;
        p->seen |= o->marks;
        status = read_origin(x, p, o);
        if (!o->has_code)
            continue;
        p->has_code = true;
        p->language_unknown |= o->language_incomplete;
        p->hardened = first ? o->whole_marks : p->hardened & o->whole_marks;
        p->indirect_calls += o->indirect_calls;
        p->may_call_indirectly |= o->may_call_indirectly;
        p->taken += o->taken_count;
        first = false;
    }
    return status;
}

/* ---- what was written by hand, against what the code does ---- */

static struct hand *setting_hand(struct part *p, enum heading heading)
{
    struct hand *found = NULL;
    for (size_t k = 0; k < p->hands.count; k++) {
        struct hand *h = &p->hands.items[k];
        if (h->clause->heading == heading && !h->function && h->clause->op == CLAUSE_SET &&
            (!found || h->rank >= found->rank))
            found = h;
    }
    return found;
}

/* Does one operation of a clause cover the need? `X`, `X(*)`, `X(owner.symbol)`, `R(*)`, `R(owner.region)`. */
static bool term_covers(const struct extraction *x, const struct term *term, const char *letter, const char *owner,
                        const char *symbol, bool bare_is_all)
{
    if (term->kind == TERM_STAR)
        return true;
    const char *name = names_text(x->ctx->names, term->name);
    if (term->kind != TERM_NAME || strncmp(name, letter, 1) != 0 || (name[1] != '\0' && name[1] != '.'))
        return false;
    if (!term->has_args)
        return bare_is_all;
    for (uint32_t k = 0; k < term->arg_count; k++) {
        const struct term *target = &term->args[k].terms[0];
        const char *of = names_text(x->ctx->names, target->owner), *member = names_text(x->ctx->names, target->name);
        if (target->kind == TERM_STAR || (bare_is_all && !target->owner && strcmp(member, "api") == 0))
            return true;
        if (strcmp(of, owner) == 0 &&
            (strcmp(member, symbol) == 0 || (bare_is_all ? strcmp(member, "api") == 0 : strcmp(member, "own") == 0)) &&
            !target->has_range)
            return true;
    }
    return false;
}

static bool hands_cover(const struct extraction *x, const struct part *p, enum heading heading, unsigned rank,
                        const char *letter, const char *owner, const char *symbol)
{
    for (size_t k = 0; k < p->hands.count; k++) {
        const struct clause *c = p->hands.items[k].clause;
        if (c->heading != heading || (c->op == CLAUSE_SET && p->hands.items[k].rank != rank) || c->op == CLAUSE_TAKE)
            continue;
        for (uint32_t g = 0; g < c->group_count; g++)
            for (uint32_t i = 0; i < c->groups[g].item_count; i++)
                if (term_covers(x, &c->groups[g].items[i].terms[0], letter, owner, symbol, heading == HEADING_CALL))
                    return true;
    }
    return false;
}

struct finding {
    struct text text;
    size_t count;
};

static void find(struct finding *f, const char *letter, const char *owner, const char *symbol)
{
    if (f->count++ < 6)
        text_printf(&f->text, "%s%s(%s.%s)", f->count > 1 ? ", " : "", letter, owner, symbol);
}

static mspec_status report_finding(struct extraction *x, const struct part *p, const struct hand *h, struct finding *f,
                                   const char *more)
{
    if (!f->count && !more)
        return MSPEC_OK;
    if (f->count > 6)
        text_printf(&f->text, " and %zu others", f->count - 6);
    struct report *r =
        report(x->ctx, CODE_ANNOTATION_CONTRADICTED, h->clause->span, "`%s` does what its [%s] does not list: %s", p->name,
               heading_text(h->clause->heading), f->count ? f->text.bytes ? f->text.bytes : "" : more);
    if (f->count)
        report_hint(r, "`%s` shows it; add it to the clause, or change the code",
                    p->objects.count ? p->objects.items[0]->path : p->name);
    text_fini(&f->text);
    return MSPEC_ERROR_INPUT;
}

static bool has_general_call(const struct extraction *x, const struct part *p, unsigned rank)
{
    return hands_cover(x, p, HEADING_CALL, rank, "X", "",
                       "\n"); /* no symbol is called that: only the general ones cover it */
}

static mspec_status check_call(struct extraction *x, struct part *p)
{
    const struct hand *h = setting_hand(p, HEADING_CALL);
    struct finding f = {0};
    if (!h)
        return MSPEC_OK;
    for (uint32_t k = 0; k < p->need_count; k++) {
        const struct part_need *n = &p->needs[k];
        const char *owner = x->parts.items[n->owner]->name, *symbol = spell_symbol(x, n->name);
        if (n->kind == SYMBOL_FUNCTION && symbol && !hands_cover(x, p, HEADING_CALL, h->rank, "X", owner, symbol))
            find(&f, "X", owner, symbol);
    }
    bool pointers = p->indirect_calls && !has_general_call(x, p, h->rank);
    return report_finding(x, p, h, &f, pointers ? "it calls through pointers (X)" : NULL);
}

static mspec_status check_memory(struct extraction *x, struct part *p)
{
    const struct hand *h = setting_hand(p, HEADING_MEMORY_ACCESS);
    struct finding f = {0};
    if (!h)
        return MSPEC_OK;
    for (uint32_t k = 0; k < p->need_count; k++) {
        const struct part_need *n = &p->needs[k];
        const char *owner = x->parts.items[n->owner]->name, *symbol = spell_symbol(x, n->name);
        if (n->kind != SYMBOL_DATA || !symbol)
            continue; /* of what may be either, nothing is shown */
        if (!hands_cover(x, p, HEADING_MEMORY_ACCESS, h->rank, "R", owner, symbol) &&
            !hands_cover(x, p, HEADING_MEMORY_ACCESS, h->rank, "W", owner, symbol))
            find(&f, "R", owner, symbol);
    }
    return report_finding(x, p, h, &f, NULL);
}

/* Rust and Rust-unsafe are one language to a compiler. */
static bool same_language(const char *a, const char *b)
{
    size_t x = strcspn(a, "-"), y = strcspn(b, "-");
    return x == y && strncmp(a, b, x) == 0;
}

static void check_language(struct extraction *x, struct part *p)
{
    const struct hand *h = setting_hand(p, HEADING_LANGUAGE);
    if (!h || !h->clause->group_count || !p->languages || p->language_unknown)
        return;
    const char *said = names_text(x->ctx->names, h->clause->groups[0].items[0].terms[0].name);
    for (unsigned k = 0; k < LANGUAGE_COUNT; k++)
        if (p->languages & 1u << k && !same_language(said, languages[k]))
            report(x->ctx, CODE_LANGUAGE_BY_HAND, h->clause->span,
                   "`%s` is said to be %s, and the debug information shows %s", p->name, said, languages[k]);
}

/* Not one message a component: there may be thousands. */
static void warn_of_languages(struct extraction *x)
{
    size_t count = 0;
    const struct part *first = NULL;
    for (size_t k = 0; k < x->parts.count; k++) {
        struct part *p = x->parts.items[k];
        if (p->has_code && p->language_unknown && !p->is_source && !setting_hand(p, HEADING_LANGUAGE))
            first = count++ ? first : p;
    }
    if (!count || x->request->language)
        return;
    struct report *r = count == 1 ? report(x->ctx, CODE_LANGUAGE_NOT_SHOWN, (struct span){0},
                                           "the debug information does not show what `%s` is written in", first->name)
                                  : report(x->ctx, CODE_LANGUAGE_NOT_SHOWN, (struct span){0},
                                           "the debug information does not show what `%s` and %zu other%s are written in", first->name,
                                           count - 1, count == 2 ? "" : "s");
    report_hint(r, "it is taken to be Assembler; compile with -g, or say it: `--language C`");
}

mspec_status merge_parts(struct extraction *x)
{
    mspec_status status = MSPEC_OK;
    for (size_t k = 0; k < x->parts.count && status != MSPEC_ERROR_MEMORY; k++) {
        struct part *p = x->parts.items[k];
        mspec_status merged = merge_objects(x, p);
        if (merged != MSPEC_OK)
            return merged;
        if (p->hands.count) {
            mspec_status call = check_call(x, p), memory = check_memory(x, p);
            check_language(x, p);
            status = call != MSPEC_OK ? call : memory != MSPEC_OK ? memory : status;
        }
    }
    if (!x->request->marks_only)
        warn_of_languages(x);
    return x->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : status;
}
