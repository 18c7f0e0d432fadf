/* The clauses of a component that are extracted. */
#define _GNU_SOURCE /* qsort_r */
#include "extract/write.h"

#include <stdlib.h>
#include <string.h>

#include "extract/functions.h"
#include "syntax/syntax.h"

const char *clause_language(const struct extraction *x, const struct part *p)
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

void clause_api(struct writer *w, const struct part *p)
{
    struct extraction *x = w->x;
    struct text *t = NULL;
    bool by_hand = write_by_hand(w, p, HEADING_API), one = p->taken > 0;
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
        bool again = seen[is_function];
        seen[is_function] = x->request->coarse;
        if (again || (!is_function && !x->request->variables) || is_described(x, p, HEADING_API, name) ||
            (!is_function && is_described(x, p, HEADING_REGION, name)))
            continue;
        if (t || (t = write_begin(w, HEADING_API, op)))
            put_tuple(t, name, is_function ? "SYMB" : "DATA", 0);
    }
    for (uint32_t k = 0; k < taken_count; k++) {
        const char *name = spell_symbol(x, taken[k]);
        if (name && !is_symbol(p, taken[k]) && !is_described(x, p, HEADING_API, name) &&
            (t || (t = write_begin(w, HEADING_API, op))))
            put_tuple(t, name, "SYMB", 0);
    }
    if (one && !is_described(x, p, HEADING_API, TAKEN) && (t || (t = write_begin(w, HEADING_API, op))))
        put_tuple(t, TAKEN, "SYMB", 0);
    if (!by_hand)
        write_hands(w, p, HEADING_API, 0);
}

void clause_regions(struct writer *w, const struct part *p)
{
    struct extraction *x = w->x;
    struct text *t = NULL;
    bool by_hand = write_by_hand(w, p, HEADING_REGION), coarse = x->request->coarse, all_sized = true;
    uint64_t size = 0;
    for (uint32_t k = 0; k < p->symbol_count && (!x->request->variables || !p->has_code); k++) {
        const struct part_symbol *s = &p->symbols[k];
        const char *name = symbol_of(w, s->name, false);
        if (s->kind == SYMBOL_FUNCTION || is_described(x, p, HEADING_REGION, name) || is_described(x, p, HEADING_API, name))
            continue;
        all_sized &= s->size > 0;
        size = s->size > UINT64_MAX / 2 - size ? UINT64_MAX / 2 : size + s->size;
        if ((t || (t = write_begin(w, HEADING_REGION, by_hand ? CLAUSE_ADD : CLAUSE_SET))) && !coarse)
            put_tuple(t, name, "OWN", s->size);
    }
    if (t && coarse)
        put_tuple(t, VARIABLES, "OWN", all_sized ? size : 0);
    if (!by_hand)
        write_hands(w, p, HEADING_REGION, 0);
}

/* `R(*, a.b, c.d)` */
static void put_operation(struct writer *w, struct text *t, char letter, bool all, const struct part_need *needs,
                          uint32_t count)
{
    bool open = false;
    uint32_t last = UINT32_MAX;
    for (uint32_t k = 0; k < count; k++) {
        const struct part_need *n = &needs[k];
        bool wanted =
            letter == 'X' ? n->kind == SYMBOL_FUNCTION : n->kind != SYMBOL_FUNCTION && (letter == 'R' || n->writes);
        if (!wanted ||
            (last != UINT32_MAX && needs[last].owner == n->owner && (w->x->request->coarse || needs[last].name == n->name)))
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

void clause_memory(struct writer *w, bool all, const struct part_need *needs, uint32_t count)
{
    struct text *t = write_begin(w, HEADING_MEMORY_ACCESS, CLAUSE_SET);
    if (!t)
        return;
    put_operation(w, t, 'R', all, needs, count);
    put_operation(w, t, 'W', all, needs, count);
    if (!t->length)
        text_puts(t, "none");
}

void clause_call(struct writer *w, bool pointers, const struct part_need *needs, uint32_t count)
{
    struct text *t = write_begin(w, HEADING_CALL, CLAUSE_SET);
    if (!t)
        return;
    if (pointers)
        text_puts(t, "X");
    put_operation(w, t, 'X', false, needs, count);
    if (!t->length)
        text_puts(t, "none");
}

void clause_intent(struct writer *w, const struct part *p)
{
    struct part_need *rest = p->needs;
    uint32_t count = p->need_count;
    bool by_function = w->x->request->functions && p->objects.count > 0;
    if (by_function && !functions_rest(w->x, p, &rest, &count))
        w->failed = true;
    if (!write_by_hand(w, p, HEADING_MEMORY_ACCESS)) {
        clause_memory(w, !by_function, rest, count);
        write_hands(w, p, HEADING_MEMORY_ACCESS, 0);
    }
    if (!write_by_hand(w, p, HEADING_CALL)) {
        clause_call(w, !by_function && p->may_call_indirectly, rest, count);
        write_hands(w, p, HEADING_CALL, 0);
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
            text_printf(t, "%s*(R%s,\x02%s)", t->length ? ",\x01" : "", sorted[k].writes ? ",\x02W" : "",
                        symbol ? symbol : "");
    }
}

static void put_grants_to_users(struct writer *w, const struct part *p, struct text *t)
{
    bool coarse = w->x->request->coarse;
    for (uint32_t k = 0; k < p->grant_count;) {
        const struct part_grant *g = &p->grants[k];
        bool writes = false;
        uint32_t next = k;
        for (; next < p->grant_count && p->grants[next].user == g->user && (coarse || p->grants[next].name == g->name);
             next++)
            writes |= p->grants[next].writes;
        text_printf(t, "%s%s(R%s,\x02%s)", k ? ",\x01" : "", w->x->parts.items[g->user]->name, writes ? ",\x02W" : "",
                    symbol_of(w, g->name, false));
        k = next;
    }
}

/* What is required is for people to say, and is the language's default until they do. Data without code has no language: it, too,
 * requires nothing until somebody says so. */
void clause_requires(struct writer *w, const struct part *p)
{
    struct text *t;
    write_hands(w, p, HEADING_REQUIRES, 0);
    unsigned rank;
    bool by_hand = write_is_set(p, HEADING_REQUIRES, 0, &rank);
    if (!p->has_code && !by_hand && (t = write_begin(w, HEADING_REQUIRES, CLAUSE_SET)))
        text_puts(t, "*");
    if (!p->grant_count || (!p->has_code && !by_hand) || !(t = write_begin(w, HEADING_REQUIRES, CLAUSE_ADD)))
        return;
    if (w->x->request->grant_all)
        put_grants_to_all(w, p, t);
    else
        put_grants_to_users(w, p, t);
}

void clause_facts(struct writer *w, const struct part *p)
{
    struct text *t = NULL;
    if (p->memory && !write_by_hand(w, p, HEADING_SIZE) && (t = write_begin(w, HEADING_SIZE, CLAUSE_SET)))
        text_printf(t, "%llu B", (unsigned long long)p->memory);
    t = NULL;
    if (p->origins.count && !write_by_hand(w, p, HEADING_ORIGIN) && (t = write_begin(w, HEADING_ORIGIN, CLAUSE_SET)))
        for (size_t k = 0; k < p->origins.count; k++) {
            text_puts(t, k ? ",\x01" : "");
            write_string(t, p->origins.items[k]);
        }
    t = NULL;
    if (!p->hardened || write_by_hand(w, p, HEADING_HARDENED) || !(t = write_begin(w, HEADING_HARDENED, CLAUSE_SET)))
        return;
    for (unsigned k = 0; k < MARK_COUNT; k++)
        if (p->hardened & 1u << k)
            text_printf(t, "%s%s", t->length ? ",\x01" : "", mark_name((enum mark)k));
}

