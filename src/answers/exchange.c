#include "answers/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "solve/cases.h"
#include "solve/problem.h"

/* ---- who is equal ---- */

/* The same number for all of one class. Alternatives of equal components are equal in their order; here variants must be, too, since it
 * is by their order that configurations are compared. */
static bool same_variants(const struct problem *p, uint32_t a, uint32_t b)
{
    uint32_t x = p->first_alternative[a], y = p->first_alternative[b];
    for (uint32_t i = 0; i < p->first_alternative[a + 1] - x; i++)
        if (p->alternatives[x + i].form - p->model->components[a].first_form !=
            p->alternatives[y + i].form - p->model->components[b].first_form)
            return false;
    return true;
}

static mspec_status find_classes(const struct model *m, uint32_t *class_, bool *any)
{
    struct problem_options options = {.scope = SCOPE_VALID};
    struct problem *p;
    *any = false;
    mspec_status status = problem_new(m, &options, &p);
    for (uint32_t c = 0; status == MSPEC_OK && c < m->component_count; c++) {
        uint32_t twin = p->twin[c];
        bool is_equal = twin != NONE && same_variants(p, twin, c);
        class_[c] = is_equal ? class_[twin] : c;
        *any |= is_equal;
    }
    problem_free(p);
    return status == MSPEC_ERROR_LIMIT ? MSPEC_OK : status; /* then nobody is known to be equal */
}

/* ---- what is left of a configuration when equal components have no names ---- */

struct member {
    const struct choice *choice;
    uint32_t class_, variant;
};

struct words {
    VECTOR(const char *);
};

struct writer {
    const struct model *m;
    struct arena *a;
    const struct member *members; /* sorted by their paths */
};

static int compare_paths(const void *x, const void *y)
{
    const struct choice *a = ((const struct member *)x)->choice, *b = ((const struct member *)y)->choice;
    for (uint32_t i = 0; i < a->depth && i < b->depth; i++) {
        if (a->path[i].mechanism != b->path[i].mechanism)
            return a->path[i].mechanism < b->path[i].mechanism ? -1 : 1;
        if (a->path[i].number != b->path[i].number)
            return a->path[i].number < b->path[i].number ? -1 : 1;
    }
    return (a->depth > b->depth) - (a->depth < b->depth);
}

static int compare_words(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static const char *word_of(const struct writer *w, const struct member *member)
{
    const char *word = arena_printf(w->a, "%u/%u", member->class_, member->variant);
    for (uint32_t i = 0; word && i < member->choice->hardening_count; i++)
        word = arena_printf(w->a, "%s+%u", word, member->choice->hardening[i]);
    return word;
}

static const char *join(const struct writer *w, struct words *words, const char *before)
{
    size_t length = strlen(before) + 2;
    if (words->count)
        qsort(words->items, words->count, sizeof *words->items, compare_words);
    for (size_t i = 0; i < words->count; i++)
        length += strlen(words->items[i]) + 1;
    char *all = arena_new_array(w->a, char, length), *end = all;
    if (!all)
        return NULL;
    end += strlen(strcpy(end, before));
    for (size_t i = 0; i < words->count; i++) {
        end += strlen(strcpy(end, words->items[i]));
        *end++ = ' ';
    }
    *end = ')';
    return all;
}

/* A compartment as text: who is directly in it, and the compartments in it, in an order of their own. As deep as paths are. */
static const char *compartment_text(const struct writer *w, size_t from, size_t to, uint32_t depth)
{
    struct words words = {0};
    struct memory *memory = &w->m->ctx->memory;
    bool fine = true;
    for (size_t i = from, next; i < to && fine; i = next) {
        const struct choice *choice = w->members[i].choice;
        const char *word;
        next = i + 1;
        if (choice->depth > depth) {
            while (next < to && path_common(choice, w->members[next].choice) > depth)
                next++;
            word = compartment_text(w, i, next, depth + 1);
        } else {
            word = word_of(w, &w->members[i]);
        }
        fine = word && vector_push(memory, &words, word);
    }
    const struct placement *last = depth ? &w->members[from].choice->path[depth - 1] : NULL;
    const char *before = fine ? arena_printf(w->a, "(%u:", last ? last->mechanism : 0) : NULL;
    const char *text = before ? join(w, &words, before) : NULL;
    vector_free(memory, &words);
    return text;
}

static const char *text_of(const struct model *m, const uint32_t *class_, const struct configuration *c, struct arena *kept)
{
    struct arena scratch;
    arena_init(&scratch, &m->ctx->memory);
    struct member *members = arena_new_array(&scratch, struct member, c->count);
    const char *text = NULL;
    for (uint32_t i = 0; members && i < c->count; i++)
        members[i] = (struct member){&c->choices[i], class_[i], c->choices[i].form - m->components[i].first_form};
    if (members && c->count)
        qsort(members, c->count, sizeof *members, compare_paths);
    struct writer w = {m, &scratch, members};
    if (members && c->count)
        text = compartment_text(&w, 0, c->count, 0);
    text = text ? arena_printf(kept, "%s", text) : NULL;
    arena_fini(&scratch);
    return text;
}

/* ---- the list ---- */

struct labelled {
    const char *text;
    size_t index;
};

static int compare_labelled(const void *x, const void *y)
{
    const struct labelled *a = x, *b = y;
    int order = strcmp(a->text, b->text);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static mspec_status drop_alike(const struct model *m, struct arena *a, struct configuration **list, size_t *count)
{
    uint32_t *class_ = arena_new_array(a, uint32_t, m->component_count);
    struct labelled *all = arena_new_array(a, struct labelled, *count);
    bool *is_kept = arena_new_array(a, bool, *count), any;
    if (!class_ || !all || !is_kept)
        return MSPEC_ERROR_MEMORY;
    mspec_status status = find_classes(m, class_, &any);
    if (status != MSPEC_OK || !any)
        return status;
    for (size_t i = 0; i < *count; i++) {
        all[i] = (struct labelled){text_of(m, class_, list[i], a), i};
        if (!all[i].text)
            return MSPEC_ERROR_MEMORY;
    }
    qsort(all, *count, sizeof *all, compare_labelled);
    for (size_t i = 0; i < *count; i++)
        is_kept[all[i].index] = i == 0 || strcmp(all[i - 1].text, all[i].text) != 0;
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (is_kept[i])
            list[kept++] = list[i];
    *count = kept;
    return MSPEC_OK;
}

mspec_status exchange_drop_alike(const struct model *m, struct configuration **list, size_t *count)
{
    struct arena a;
    if (*count < 2)
        return MSPEC_OK;
    arena_init(&a, &m->ctx->memory);
    mspec_status status = drop_alike(m, &a, list, count);
    arena_fini(&a);
    return status;
}

mspec_status exchange_top(const struct model *m, const struct engine *engine, const struct engine_request *request,
                          struct engine_result *out)
{
    struct engine_request more = *request;
    double deadline = clock_deadline(request->time_limit);
    for (;;) {
        mspec_status status = engine_run(engine, m, &more, out);
        if (status != MSPEC_OK)
            return status;
        bool is_full = out->complete && out->count >= more.top && more.top < SIZE_MAX / 4;
        status = exchange_drop_alike(m, out->configurations, &out->count);
        if (status == MSPEC_OK && (out->count >= request->top || !is_full)) {
            out->count = out->count < request->top ? out->count : request->top;
            return MSPEC_OK;
        }
        engine_result_fini(out);
        if (status != MSPEC_OK)
            return status;
        more.top *= 4;
        more.time_limit = clock_left(deadline);
    }
}
