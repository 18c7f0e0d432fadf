/* Components as canonical text: what `mspec fmt` would make of it. */
#define _GNU_SOURCE /* qsort_r */
#include <stdlib.h>
#include <string.h>

#include "extract/extract.h"
#include "extract/functions.h"
#include "syntax/format.h"
#include "syntax/syntax.h"

/* Stands for all functions whose address is taken. No symbol of a program has a `-` in its name. */
#define TAKEN "address-taken"
/* With --coarse: for all exported functions, and for all variables that others use. */
#define ENTRIES "entry-points"
#define VARIABLES "exported-data"

enum { INDENT = 4 };

/* A clause in the making: the value has marks where a line may end. */
struct line {
    enum heading heading;
    enum clause_op op;
    struct text value;
};

struct lines {
    VECTOR(struct line);
};

struct writer {
    struct extraction *x;
    struct text *out;
    struct lines lines;
    bool failed;
};

static struct text *begin(struct writer *w, enum heading heading, enum clause_op op)
{
    struct line line = {heading, op, {0}};
    if (!vector_push(&w->x->ctx->memory, &w->lines, line)) {
        w->failed = true;
        return NULL;
    }
    return &w->lines.items[w->lines.count - 1].value;
}

static void put_string(struct text *t, const char *string)
{
    text_puts(t, "\"");
    for (const char *c = string; *c; c++) {
        if (*c == '"' || *c == '\\')
            text_puts(t, "\\");
        text_append(t, (unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7f ? "?" : c, 1); /* plain letters only: any bytes may come */
    }
    text_puts(t, "\"");
}

/* ---- by hand ---- */

static bool is_set_by_hand(const struct part *p, enum heading heading, name_id function, unsigned *rank)
{
    bool found = false;
    for (size_t k = 0; k < p->hands.count; k++) {
        const struct hand *h = &p->hands.items[k];
        if (h->clause->heading != heading || h->function != function || h->clause->op != CLAUSE_SET)
            continue;
        *rank = !found || h->rank > *rank ? h->rank : *rank;
        found = true;
    }
    return found;
}

/* What was set by the highest rank, then all that is added or taken. */
static void put_hands(struct writer *w, const struct part *p, enum heading heading, name_id function)
{
    unsigned rank = 0;
    bool set = is_set_by_hand(p, heading, function, &rank);
    for (int adding = 0; adding < 2; adding++)
        for (size_t k = 0; k < p->hands.count; k++) {
            const struct hand *h = &p->hands.items[k];
            bool is_set = h->clause->op == CLAUSE_SET;
            if (h->clause->heading != heading || h->function != function || is_set == (adding == 1) || (is_set && set && h->rank != rank))
                continue;
            struct text *t = begin(w, heading, h->clause->op);
            if (t)
                format_value(w->x->ctx, h->clause, t);
        }
}

static bool put_by_hand(struct writer *w, const struct part *p, enum heading heading)
{
    unsigned rank;
    bool set = is_set_by_hand(p, heading, 0, &rank);
    if (set)
        put_hands(w, p, heading, 0);
    return set;
}

/* ---- what was extracted ---- */

static const char *language_of(const struct extraction *x, const struct part *p)
{
    const char *weakest = NULL;
    for (unsigned k = LANGUAGE_COUNT; k-- > 0;)
        if (p->languages & 1u << k)
            weakest = language_name((enum language_bit)k);
    if (!p->language_unknown && weakest)
        return weakest;
    if (!x->request->language)
        return language_name(LANGUAGE_ASSEMBLER);
    /* both what is shown and what was said of the rest: the weaker */
    for (unsigned k = 0; k < LANGUAGE_COUNT; k++)
        if (weakest && (strcmp(weakest, language_name((enum language_bit)k)) == 0))
            return weakest;
        else if (strcmp(x->request->language, language_name((enum language_bit)k)) == 0)
            break;
    return x->request->language;
}

/* Regions that a hand has described. */
static bool is_described(const struct extraction *x, const struct part *p, enum heading heading, const char *name)
{
    for (size_t k = 0; k < p->hands.count; k++) {
        const struct clause *c = p->hands.items[k].clause;
        if (c->heading != heading || p->hands.items[k].function)
            continue;
        for (uint32_t g = 0; g < c->group_count; g++)
            for (uint32_t i = 0; i < c->groups[g].item_count; i++) {
                const struct item *item = &c->groups[g].items[i];
                for (uint32_t t = 0; t < item->term_count; t++)
                    if (item->terms[t].kind == TERM_TUPLE && item->terms[t].arg_count &&
                        strcmp(names_text(x->ctx->names, item->terms[t].args[0].terms[0].name), name) == 0)
                        return true;
            }
    }
    return false;
}

/* A symbol as needs and grants name it. */
static const char *symbol_of(struct writer *w, name_id name, bool is_function)
{
    const char *spelt = w->x->request->coarse ? is_function ? ENTRIES : VARIABLES : spell_symbol(w->x, name);
    w->failed |= !spelt;
    return spelt ? spelt : "";
}

static void put_tuple(struct text *t, const char *name, const char *what, uint64_t size)
{
    text_printf(t, "%s(%s,\x02%s", t->length ? "\x01" : "", name, what);
    if (size)
        text_printf(t, ",\x02%llu B", (unsigned long long)size);
    text_puts(t, ")");
}

static int compare_ids(const void *a, const void *b, void *user)
{
    struct extraction *x = user;
    return strcmp(names_text(x->ctx->names, *(const name_id *)a), names_text(x->ctx->names, *(const name_id *)b));
}

/* Functions whose address is taken, each once and by name. */
static mspec_status list_taken(struct extraction *x, const struct part *p, name_id **out, uint32_t *count)
{
    size_t total = 0, shown = 0;
    for (size_t k = 0; k < p->objects.count; k++)
        total += p->objects.items[k]->taken_name_count;
    *out = arena_new_array(&x->arena, name_id, total);
    *count = 0;
    if (!*out)
        return MSPEC_ERROR_MEMORY;
    for (size_t k = 0; k < p->objects.count; k++) {
        const struct object *o = p->objects.items[k];
        for (uint32_t n = 0; n < o->taken_name_count; n++)
            (*out)[shown++] = o->taken[n];
    }
    if (shown)
        qsort_r(*out, shown, sizeof **out, compare_ids, x);
    for (size_t k = 0; k < shown; k++)
        if (!*count || (*out)[*count - 1] != (*out)[k])
            (*out)[(*count)++] = (*out)[k];
    return MSPEC_OK;
}

static bool is_symbol(const struct part *p, name_id name)
{
    for (uint32_t k = 0; k < p->symbol_count; k++)
        if (p->symbols[k].name == name)
            return true;
    return false;
}

static void put_api(struct writer *w, const struct part *p)
{
    struct extraction *x = w->x;
    struct text *t = NULL;
    bool by_hand = put_by_hand(w, p, HEADING_API), one = p->taken > 0;
    name_id *taken = NULL;
    uint32_t taken_count = 0;
    bool seen[2] = {false, false}; /* with --coarse: variables, functions */
    enum clause_op op = by_hand ? CLAUSE_ADD : CLAUSE_SET;
    if (x->request->each_callback || x->request->functions) {
        /* not all of them have names, nor do all leave relocations: the symbol for the others stays */
        if (list_taken(x, p, &taken, &taken_count) != MSPEC_OK)
            w->failed = true;
    }
    for (uint32_t k = 0; k < p->symbol_count; k++) {
        const struct part_symbol *s = &p->symbols[k];
        bool is_function = s->kind == SYMBOL_FUNCTION;
        const char *name = symbol_of(w, s->name, is_function);
        bool again = x->request->coarse && k && seen[is_function];
        if (x->request->coarse)
            seen[is_function] = true;
        if (again || (!is_function && !x->request->variables) || is_described(x, p, HEADING_API, name) ||
            (!is_function && is_described(x, p, HEADING_REGION, name)))
            continue;
        if (t || (t = begin(w, HEADING_API, op)))
            put_tuple(t, name, is_function ? "SYMB" : "DATA", 0);
    }
    for (uint32_t k = 0; k < taken_count; k++) {
        const char *name = spell_symbol(x, taken[k]);
        if (name && !is_symbol(p, taken[k]) && !is_described(x, p, HEADING_API, name) && (t || (t = begin(w, HEADING_API, op))))
            put_tuple(t, name, "SYMB", 0);
    }
    if (one && !is_described(x, p, HEADING_API, TAKEN) && (t || (t = begin(w, HEADING_API, op))))
        put_tuple(t, TAKEN, "SYMB", 0);
    if (!by_hand)
        put_hands(w, p, HEADING_API, 0);
}

static void put_regions(struct writer *w, const struct part *p)
{
    struct extraction *x = w->x;
    struct text *t = NULL;
    bool by_hand = put_by_hand(w, p, HEADING_REGION), coarse = x->request->coarse, all_sized = true;
    uint64_t size = 0;
    for (uint32_t k = 0; k < p->symbol_count && (!x->request->variables || !p->has_code); k++) {
        const struct part_symbol *s = &p->symbols[k];
        const char *name = symbol_of(w, s->name, false);
        if (s->kind == SYMBOL_FUNCTION || is_described(x, p, HEADING_REGION, name) || is_described(x, p, HEADING_API, name))
            continue;
        all_sized &= s->size > 0;
        size = s->size > UINT64_MAX / 2 - size ? UINT64_MAX / 2 : size + s->size;
        if ((t || (t = begin(w, HEADING_REGION, by_hand ? CLAUSE_ADD : CLAUSE_SET))) && !coarse)
            put_tuple(t, name, "OWN", s->size);
    }
    if (t && coarse)
        put_tuple(t, VARIABLES, "OWN", all_sized ? size : 0);
    if (!by_hand)
        put_hands(w, p, HEADING_REGION, 0);
}

/* `R(*, a.b, c.d)` */
static void put_operation(struct writer *w, struct text *t, char letter, bool all, const struct part_need *needs, uint32_t count)
{
    bool open = false;
    uint32_t last = UINT32_MAX;
    for (uint32_t k = 0; k < count; k++) {
        const struct part_need *n = &needs[k];
        bool wanted = letter == 'X' ? n->kind == SYMBOL_FUNCTION : n->kind != SYMBOL_FUNCTION && (letter == 'R' || n->writes);
        if (!wanted || (last != UINT32_MAX && needs[last].owner == n->owner && (w->x->request->coarse || needs[last].name == n->name)))
            continue;
        const char *symbol = symbol_of(w, n->name, letter == 'X');
        if (!open)
            text_printf(t, "%s%c(%s", t->length ? ",\x01" : "", letter, all && letter != 'X' ? "*,\x02" : "");
        text_printf(t, "%s%s.%s", open ? ",\x02" : "", w->x->parts.items[n->owner]->name, symbol);
        open = true;
        last = k;
    }
    if (open)
        text_puts(t, ")");
    else if (all && letter != 'X')
        text_printf(t, "%s%c(*)", t->length ? ",\x01" : "", letter);
}

static void put_memory(struct writer *w, bool all, const struct part_need *needs, uint32_t count)
{
    struct text *t = begin(w, HEADING_MEMORY_ACCESS, CLAUSE_SET);
    if (!t)
        return;
    put_operation(w, t, 'R', all, needs, count);
    put_operation(w, t, 'W', all, needs, count);
    if (!t->length)
        text_puts(t, "none");
}

static void put_call(struct writer *w, bool pointers, const struct part_need *needs, uint32_t count)
{
    struct text *t = begin(w, HEADING_CALL, CLAUSE_SET);
    if (!t)
        return;
    if (pointers)
        text_puts(t, "X");
    put_operation(w, t, 'X', false, needs, count);
    if (!t->length)
        text_puts(t, "none");
}

static void put_intent(struct writer *w, const struct part *p)
{
    struct function_list functions = {0};
    struct part_need *rest = p->needs;
    uint32_t count = p->need_count;
    bool by_function = w->x->request->functions && p->objects.count > 0;
    if (by_function && !functions_rest(w->x, p, &rest, &count))
        w->failed = true;
    (void)functions;
    if (!put_by_hand(w, p, HEADING_MEMORY_ACCESS)) {
        put_memory(w, !by_function, rest, count);
        put_hands(w, p, HEADING_MEMORY_ACCESS, 0);
    }
    if (!put_by_hand(w, p, HEADING_CALL)) {
        put_call(w, !by_function && p->may_call_indirectly, rest, count);
        put_hands(w, p, HEADING_CALL, 0);
    }
}

static int compare_grants(const void *a, const void *b, void *user)
{
    struct extraction *x = user;
    const struct part_grant *g = a, *h = b;
    int order = strcmp(names_text(x->ctx->names, g->name), names_text(x->ctx->names, h->name));
    return order ? order : g->writes == h->writes ? 0 : g->writes ? -1 : 1;
}

/* To everybody: each variable once, for writing too where anybody writes it. */
static void put_grants_to_all(struct writer *w, const struct part *p, struct text *t)
{
    struct part_grant *sorted = arena_copy_array_(&w->x->arena, p->grants, p->grant_count, sizeof *sorted);
    if (!sorted) {
        w->failed = true;
        return;
    }
    bool any_write = false;
    for (uint32_t k = 0; k < p->grant_count; k++)
        any_write |= p->grants[k].writes;
    if (w->x->request->coarse) {
        text_printf(t, "*(R%s,\x02" VARIABLES ")", any_write ? ",\x02W" : "");
        return;
    }
    qsort_r(sorted, p->grant_count, sizeof *sorted, compare_grants, w->x);
    for (uint32_t k = 0; k < p->grant_count; k++) {
        const char *symbol = spell_symbol(w->x, sorted[k].name);
        if (!k || sorted[k].name != sorted[k - 1].name)
            text_printf(t, "%s*(R%s,\x02%s)", t->length ? ",\x01" : "", sorted[k].writes ? ",\x02W" : "", symbol ? symbol : "");
    }
}

static void put_grants_to_users(struct writer *w, const struct part *p, struct text *t)
{
    bool coarse = w->x->request->coarse;
    for (uint32_t k = 0; k < p->grant_count;) {
        const struct part_grant *g = &p->grants[k];
        bool writes = false;
        uint32_t next = k;
        for (; next < p->grant_count && p->grants[next].user == g->user && (coarse || p->grants[next].name == g->name); next++)
            writes |= p->grants[next].writes;
        text_printf(t, "%s%s(R%s,\x02%s)", k ? ",\x01" : "", w->x->parts.items[g->user]->name, writes ? ",\x02W" : "",
                    symbol_of(w, g->name, false));
        k = next;
    }
}

/* What is required is for people to say, and is the language's default until they do. Data without code has no language: it, too,
 * requires nothing until somebody says so. */
static void put_requires(struct writer *w, const struct part *p)
{
    struct text *t;
    put_hands(w, p, HEADING_REQUIRES, 0);
    unsigned rank;
    bool by_hand = is_set_by_hand(p, HEADING_REQUIRES, 0, &rank);
    if (!p->has_code && !by_hand && (t = begin(w, HEADING_REQUIRES, CLAUSE_SET)))
        text_puts(t, "*");
    if (!p->grant_count || (!p->has_code && !by_hand) || !(t = begin(w, HEADING_REQUIRES, CLAUSE_ADD)))
        return;
    if (w->x->request->grant_all)
        put_grants_to_all(w, p, t);
    else
        put_grants_to_users(w, p, t);
}

static void put_facts(struct writer *w, const struct part *p)
{
    struct text *t = NULL;
    if (p->memory && !put_by_hand(w, p, HEADING_SIZE) && (t = begin(w, HEADING_SIZE, CLAUSE_SET)))
        text_printf(t, "%llu B", (unsigned long long)p->memory);
    t = NULL;
    if (p->origins.count && !put_by_hand(w, p, HEADING_ORIGIN) && (t = begin(w, HEADING_ORIGIN, CLAUSE_SET)))
        for (size_t k = 0; k < p->origins.count; k++) {
            text_puts(t, k ? ",\x01" : "");
            put_string(t, p->origins.items[k]);
        }
    t = NULL;
    if (!p->hardened || put_by_hand(w, p, HEADING_HARDENED) || !(t = begin(w, HEADING_HARDENED, CLAUSE_SET)))
        return;
    for (unsigned k = 0; k < MARK_COUNT; k++)
        if (p->hardened & 1u << k)
            text_printf(t, "%s%s", t->length ? ",\x01" : "", mark_name((enum mark)k));
}

/* ---- lines ---- */

static const char *op_text(enum clause_op op)
{
    return op == CLAUSE_SET ? "::=" : op == CLAUSE_ADD ? "+=" : "-=";
}

static void flush(struct writer *w, size_t indent)
{
    size_t heading = 0, op = 0;
    for (size_t k = 0; k < w->lines.count; k++) {
        size_t a = strlen(heading_text(w->lines.items[k].heading)), b = strlen(op_text(w->lines.items[k].op));
        heading = a > heading ? a : heading;
        op = b > op ? b : op;
    }
    for (size_t k = 0; k < w->lines.count; k++) {
        struct line *line = &w->lines.items[k];
        for (size_t i = 0; i < indent; i++)
            text_puts(w->out, " ");
        size_t start = w->out->length;
        text_printf(w->out, "[%s]", heading_text(line->heading));
        text_pad(w->out, start, heading + 3);
        size_t at = w->out->length;
        text_puts(w->out, op_text(line->op));
        text_pad(w->out, at, op + 1);
        size_t column = indent + w->out->length - start;
        w->failed |= line->value.failed;
        if (line->value.length && !line->value.failed)
            format_wrap(line->value.bytes, line->value.length, column, column, w->out);
        text_puts(w->out, "\n");
        text_fini(&line->value);
    }
    w->lines.count = 0;
}

/* ---- functions ---- */

static bool has_function_hand(const struct part *p, name_id function, enum heading heading)
{
    for (size_t k = 0; k < p->hands.count; k++)
        if (p->hands.items[k].function == function && p->hands.items[k].clause->heading == heading)
            return true;
    return false;
}

static void put_function_hands(struct writer *w, const struct part *p, name_id name)
{
    for (int h = 0; h < HEADING_COUNT; h++)
        if ((h != HEADING_MEMORY_ACCESS && h != HEADING_CALL) && has_function_hand(p, name, (enum heading)h))
            put_hands(w, p, (enum heading)h, name);
}

static void put_function(struct writer *w, const struct part *p, const struct function *f)
{
    unsigned rank;
    const char *name = spell_symbol(w->x, f->name);
    text_printf(w->out, "\n    function %s {\n", name ? name : "");
    if (f->extracted && !is_set_by_hand(p, HEADING_MEMORY_ACCESS, f->name, &rank))
        put_memory(w, true, f->needs, f->need_count);
    put_hands(w, p, HEADING_MEMORY_ACCESS, f->name);
    if (f->extracted && !is_set_by_hand(p, HEADING_CALL, f->name, &rank)) {
        put_call(w, f->calls_unseen, f->needs, f->need_count);
        struct text *t = w->lines.count ? &w->lines.items[w->lines.count - 1].value : NULL;
        for (uint32_t k = 0; t && k < f->callee_count; k++) {
            const char *callee = spell_symbol(w->x, f->callees[k]);
            if (k == 0 && t->length == 4 && memcmp(t->bytes, "none", 4) == 0)
                t->length = 0;
            text_printf(t, "%s%s", k ? ",\x02" : t->length ? ",\x01X(" : "X(", callee ? callee : "");
        }
        if (t && f->callee_count)
            text_puts(t, ")");
    }
    put_hands(w, p, HEADING_CALL, f->name);
    put_function_hands(w, p, f->name);
    flush(w, 2 * INDENT);
    text_puts(w->out, "    }\n");
}

static void put_functions(struct writer *w, const struct part *p)
{
    struct function_list list = {0};
    if (!functions_list(w->x, p, &list))
        w->failed = true;
    for (size_t k = 0; k < list.count; k++)
        put_function(w, p, &list.items[k]);
    vector_free(&w->x->ctx->memory, &list);
    bool taken = w->x->request->functions && p->taken;
    if (taken)
        text_puts(w->out, "\n    function " TAKEN " {\n        [Memory Access] ::= R(*), W(*)\n        [Call]          ::= X\n    }\n");
}

/* ---- components ---- */

static void put_comments(struct writer *w, const struct part *p)
{
    struct text *t = w->out;
    if (p->indirect_calls)
        text_printf(t, "    # %u call%s through pointers\n", p->indirect_calls, p->indirect_calls == 1 ? "" : "s");
    if (p->unresolved_count) {
        size_t column = 0;
        text_puts(t, "    # outside of the files:");
        for (uint32_t k = 0; k < p->unresolved_count; k++) {
            const char *name = spell_symbol(w->x, p->unresolved[k]);
            if (column > 70) {
                text_puts(t, "\n    #");
                column = 0;
            }
            text_printf(t, " %s", name ? name : "");
            column += name ? strlen(name) + 1 : 0;
        }
        text_puts(t, "\n");
    }
    if (p->soft.count) {
        text_puts(t, "    # may ask for, when it runs:");
        for (size_t k = 0; k < p->soft.count; k++) {
            const char *name = spell_component(w->x, p->soft.items[k], strlen(p->soft.items[k]));
            text_printf(t, " %s", name ? name : "");
        }
        text_puts(t, "\n");
    }
    mark_set partly = p->seen & ~p->hardened;
    for (unsigned k = 0; k < MARK_COUNT && partly; k++)
        if (partly & 1u << k)
            text_printf(t, "    # in parts at least: %s\n", mark_name((enum mark)k));
}

static bool is_written_here(enum heading h)
{
    static const enum heading own[] = {HEADING_TITLE,  HEADING_LANGUAGE, HEADING_MEMORY_ACCESS, HEADING_CALL,   HEADING_API,
                                       HEADING_REGION, HEADING_SIZE,     HEADING_ORIGIN,        HEADING_HARDENED,
                                       HEADING_REQUIRES};
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (own[k] == h)
            return true;
    return false;
}

static void put_part(struct writer *w, const struct part *p)
{
    struct text *t;
    text_printf(w->out, "component %s {\n", p->name);
    put_comments(w, p);
    if (!put_by_hand(w, p, HEADING_TITLE) && p->title && *p->title && (t = begin(w, HEADING_TITLE, CLAUSE_SET)))
        put_string(t, p->title);
    if (!put_by_hand(w, p, HEADING_LANGUAGE) && p->has_code && (t = begin(w, HEADING_LANGUAGE, CLAUSE_SET)))
        text_puts(t, language_of(w->x, p));
    if (p->has_code) {
        put_intent(w, p);
    } else {
        put_hands(w, p, HEADING_MEMORY_ACCESS, 0);
        put_hands(w, p, HEADING_CALL, 0);
    }
    put_api(w, p);
    put_regions(w, p);
    put_requires(w, p);
    put_facts(w, p);
    for (int h = 0; h < HEADING_COUNT; h++)
        if (!is_written_here((enum heading)h))
            put_hands(w, p, (enum heading)h, 0);
    flush(w, INDENT);
    put_functions(w, p);
    text_puts(w->out, "}\n");
}

static void note_regions(const struct extraction *x)
{
    for (size_t k = 0; k < x->parts.count && !x->request->variables; k++)
        for (uint32_t n = 0; n < x->parts.items[k]->symbol_count; n++)
            if (x->parts.items[k]->symbols[n].kind != SYMBOL_FUNCTION && x->parts.count > 1) {
                report(x->ctx, CODE_REGION_PLACEMENT, (struct span){0}, "`%s.%s` is a variable, and is written as a region; so are others",
                       x->parts.items[k]->name, names_text(x->ctx->names, x->parts.items[k]->symbols[n].name));
                return;
            }
}

mspec_status extract_write(struct extraction *x, struct text *out)
{
    struct writer w = {.x = x, .out = out};
    for (size_t k = 0; k < x->parts.count && !w.failed; k++) {
        if (k)
            text_puts(out, "\n");
        put_part(&w, x->parts.items[k]);
    }
    for (size_t k = 0; k < w.lines.count; k++)
        text_fini(&w.lines.items[k].value);
    vector_free(&x->ctx->memory, &w.lines);
    note_regions(x);
    return w.failed || out->failed || x->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : MSPEC_OK;
}
