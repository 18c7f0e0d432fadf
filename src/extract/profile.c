/* Reading of profiles. */
#include "extract/profile.h"

#include <stdlib.h>
#include <string.h>

#include "extract/profile_owners.h"
#include "syntax/files.h"

#define LARGEST_PROFILE ((size_t)1 << 30)
enum { DEEPEST = 1024, MOST_THREADS = 4096 };

struct frame {
    const char *name;
    size_t length;
    int owner;
};

struct thread {
    uint64_t id;
    struct frame *frames; /* of its last sample, the outermost first */
    size_t count, room;
};

struct profiling {
    struct function_owners *o;
    struct profile *out;
    const char *path;
    bool calls;
    struct frame stack[DEEPEST]; /* the innermost first */
    size_t depth;
    uint64_t weight, thread;
    double first, last;
    bool has_time;
    size_t merged; /* rates that are in order */
    struct {
        VECTOR(struct thread);
    } threads;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* ---- counting ---- */

static int compare_rates(const void *a, const void *b)
{
    const struct profile_rate *x = a, *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Pairs in order, each once. */
static void merge_rates(struct profiling *p)
{
    struct profile *out = p->out;
    size_t kept = 0;
    if (out->rates.count)
        qsort(out->rates.items, out->rates.count, sizeof *out->rates.items, compare_rates);
    for (size_t k = 0; k < out->rates.count; k++) {
        if (kept && compare_rates(&out->rates.items[kept - 1], &out->rates.items[k]) == 0)
            out->rates.items[kept - 1].count += out->rates.items[k].count;
        else
            out->rates.items[kept++] = out->rates.items[k];
    }
    out->rates.count = p->merged = kept;
}

/* Merged now and then: looking each one up would be slow where there are many pairs. */
static bool add_rate(struct profiling *p, int a, int b, uint64_t weight)
{
    if (a < 0 || b < 0 || a == b)
        return true;
    struct profile_rate rate = {(uint32_t)(a < b ? a : b), (uint32_t)(a < b ? b : a), weight};
    if (p->out->rates.count >= 2 * p->merged + 4096)
        merge_rates(p);
    return vector_push(&p->o->ctx->memory, &p->out->rates, rate);
}

static struct thread *thread_of(struct profiling *p)
{
    for (size_t k = 0; k < p->threads.count; k++)
        if (p->threads.items[k].id == p->thread)
            return &p->threads.items[k];
    struct thread t = {.id = p->thread};
    if (p->threads.count >= MOST_THREADS || !vector_push(&p->o->ctx->memory, &p->threads, t))
        return NULL;
    return &p->threads.items[p->threads.count - 1];
}

/* Frames that were not there at the thread's last sample have been entered since: each at least once. */
static bool count_entered(struct profiling *p)
{
    struct thread *t = thread_of(p);
    if (!t)
        return !p->o->ctx->memory.exhausted;
    size_t same = 0;
    while (same < t->count && same < p->depth) {
        const struct frame *f = &p->stack[p->depth - 1 - same];
        if (f->length != t->frames[same].length || memcmp(f->name, t->frames[same].name, f->length) != 0)
            break;
        same++;
    }
    for (size_t k = same ? same : 1; k < p->depth; k++)
        if (!add_rate(p, p->stack[p->depth - k].owner, p->stack[p->depth - 1 - k].owner, 1))
            return false;
    if (p->depth > t->room) {
        struct frame *larger = arena_new_array(&p->o->arena, struct frame, p->depth * 2);
        if (!larger)
            return false;
        t->frames = larger;
        t->room = p->depth * 2;
    }
    t->count = p->depth;
    for (size_t k = 0; k < p->depth; k++)
        t->frames[k] = p->stack[p->depth - 1 - k];
    return true;
}

static bool count_sample(struct profiling *p)
{
    bool ok = true;
    if (!p->depth)
        return true;
    int owner = p->stack[0].owner;
    uint64_t *share = owner < 0 ? &p->out->unknown : &p->out->shares[owner];
    if (p->out->total > UINT64_MAX - p->weight)
        p->weight = 0;
    *share += p->weight;
    p->out->total += p->weight;
    p->out->samples++;
    if (p->calls)
        ok = p->depth < 2 || add_rate(p, p->stack[1].owner, p->stack[0].owner, p->weight);
    else if (p->has_time)
        ok = count_entered(p);
    p->depth = 0;
    return ok;
}

static void push_frame(struct profiling *p, const char *name, size_t length, const char *file, size_t file_length)
{
    if (p->depth < DEEPEST)
        p->stack[p->depth++] = (struct frame){name, length, function_owner(p->o, name, length, file, file_length)};
}

/* ---- perf script ---- */

/* "    55d0a1b2 tcp_input+0x1f (/usr/bin/redis)": address, function, file. False when it is no frame. */
static bool read_frame(struct profiling *p, const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        at++;
    const char *address = at;
    while (at < end && strchr("0123456789abcdefABCDEF", *at))
        at++;
    if (at == address || at == end || !is_blank(*at))
        return false;
    while (at < end && is_blank(*at))
        at++;
    while (end > at && is_blank(end[-1]))
        end--;
    const char *file = NULL, *name_end = end;
    size_t file_length = 0;
    if (end > at && end[-1] == ')') {
        for (const char *c = end - 1; c > at; c--)
            if (*c == '(' && is_blank(c[-1])) {
                file = c + 1;
                file_length = (size_t)(end - 1 - file);
                name_end = c - 1;
                break;
            }
    }
    while (name_end > at && is_blank(name_end[-1]))
        name_end--;
    const char *name = at;
    size_t length = (size_t)(name_end - name);
    for (size_t k = length; k > 0; k--)
        if (name[k - 1] == '+') { /* the offset in the function */
            length = k - 1;
            break;
        }
    push_frame(p, name, length, file, file_length);
    return true;
}

static bool read_decimal(const char *from, const char *to, uint64_t *out)
{
    uint64_t value = 0;
    if (from == to || to - from > 18)
        return false;
    for (; from < to; from++) {
        if (*from < '0' || *from > '9')
            return false;
        value = value * 10 + (uint64_t)(*from - '0');
    }
    *out = value;
    return true;
}

/* "5123.456789:" */
static bool read_time(const char *from, const char *to, double *out)
{
    uint64_t whole, part;
    if (to == from || to[-1] != ':')
        return false;
    const char *dot = memchr(from, '.', (size_t)(to - from));
    if (!dot || !read_decimal(from, dot, &whole) || !read_decimal(dot + 1, to - 1, &part))
        return false;
    double scale = 1;
    for (const char *c = dot + 1; c < to - 1; c++)
        scale *= 10;
    *out = (double)whole + (double)part / scale;
    return true;
}

/* "redis 1234/1235 [001] 5123.456789: 250000 cycles:u:  …": what stands behind the event is a frame without a stack. */
static bool read_head(struct profiling *p, const char *at, const char *end, const char **behind)
{
    uint64_t number, thread = 0, period = 1;
    double time = 0;
    bool found = false, event = false;
    while (at < end && !event) {
        while (at < end && is_blank(*at))
            at++;
        const char *word = at;
        while (at < end && !is_blank(*at))
            at++;
        const char *slash = memchr(word, '/', (size_t)(at - word));
        if (!found && (read_decimal(word, at, &number) || (slash && read_decimal(slash + 1, at, &number))))
            thread = number;
        else if (!found && read_time(word, at, &time))
            found = true;
        else if (found && read_decimal(word, at, &number))
            period = number;
        else if (found && at > word && at[-1] == ':')
            event = true;
    }
    if (!found)
        return false;
    while (at < end && is_blank(*at))
        at++;
    *behind = at;
    p->first = p->has_time && p->first < time ? p->first : time;
    p->last = p->has_time && p->last > time ? p->last : time;
    p->has_time = true;
    p->thread = thread;
    p->weight = p->calls ? 1 : period;
    return true;
}

/* A line that begins a sample, and ends the one before where no blank line did. */
static bool next_sample(struct profiling *p, const char *from, const char *to, bool *in_sample)
{
    if (*in_sample && !count_sample(p))
        return true; /* out of memory */
    const char *behind;
    p->depth = 0;
    *in_sample = read_head(p, from, to, &behind);
    if (*in_sample && behind < to)
        read_frame(p, behind, to);
    return *in_sample;
}

static mspec_status bad(struct profiling *p, size_t line, const char *why)
{
    report_hint(report(p->o->ctx, CODE_PROFILE_BAD, (struct span){0}, "`%s`, line %zu: %s", p->path, line, why),
                "give the text that `perf script` prints, or folded stacks");
    return MSPEC_ERROR_INPUT;
}

static mspec_status read_perf(struct profiling *p, const char *bytes, size_t length)
{
    bool in_sample = false;
    size_t number = 0;
    for (size_t at = 0; at < length;) {
        const char *end = memchr(bytes + at, '\n', length - at), *from = bytes + at, *to = end ? end : bytes + length;
        const char *text = from;
        at = (size_t)(to - bytes) + 1;
        number++;
        while (text < to && is_blank(*text))
            text++;
        if (text == to || *text == '#') { /* a blank line ends a sample */
            if (in_sample && !count_sample(p))
                return MSPEC_ERROR_MEMORY;
            in_sample = false;
        } else if (in_sample && read_frame(p, from, to)) {
            continue;
        } else if (next_sample(p, from, to, &in_sample)) {
            if (p->o->ctx->memory.exhausted)
                return MSPEC_ERROR_MEMORY;
        } else {
            return bad(p, number, "neither the head of a sample nor a frame of one");
        }
        if (number % 65536 == 0 && !context_go_on(p->o->ctx, NULL))
            return MSPEC_ERROR_LIMIT;
    }
    return !in_sample || count_sample(p) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

/* ---- folded stacks ---- */

static mspec_status read_folded_line(struct profiling *p, const char *from, const char *to, size_t number)
{
    const char *blank = to;
    while (blank > from && !is_blank(blank[-1]))
        blank--;
    if (blank == from || !read_decimal(blank, to, &p->weight))
        return bad(p, number, "stacks end in a blank and a number");
    const char *end = blank - 1;
    for (p->depth = 0; end > from;) { /* from behind: the innermost first */
        const char *begin = end;
        while (begin > from && begin[-1] != ';')
            begin--;
        size_t length = (size_t)(end - begin);
        if (length > 4 && memcmp(end - 4, "_[k]", 4) == 0) /* how stacks of the kernel are marked */
            length -= 4;
        push_frame(p, begin, length, NULL, 0);
        end = begin > from ? begin - 1 : from;
    }
    return count_sample(p) ? MSPEC_OK : MSPEC_ERROR_MEMORY;
}

static mspec_status read_folded(struct profiling *p, const char *bytes, size_t length)
{
    mspec_status status = MSPEC_OK;
    size_t number = 0;
    for (size_t at = 0; at < length && status == MSPEC_OK;) {
        const char *end = memchr(bytes + at, '\n', length - at), *from = bytes + at, *to = end ? end : bytes + length;
        at = (size_t)(to - bytes) + 1;
        number++;
        while (to > from && is_blank(to[-1]))
            to--;
        if (from < to && *from != '#')
            status = read_folded_line(p, from, to, number);
    }
    return status;
}

/* ---- the whole ---- */

mspec_status profile_read(struct function_owners *o, const char *path, enum profile_form form, bool calls,
                          struct profile *out)
{
    struct bytes bytes;
    *out = (struct profile){0};
    mspec_status status = files_read(o->ctx, path, LARGEST_PROFILE, (struct span){0}, &bytes);
    if (status != MSPEC_OK)
        return status;
    struct profiling *p = memory_resize(&o->ctx->memory, NULL, 0, sizeof *p);
    out->shares = arena_new_array(&o->arena, uint64_t, o->components.count);
    if (!p || !out->shares) {
        memory_release(&o->ctx->memory, p, sizeof *p);
        vector_free(&o->ctx->memory, &bytes);
        return MSPEC_ERROR_MEMORY;
    }
    p->o = o;
    p->out = out;
    p->path = path;
    p->calls = calls;
    status = form == PROFILE_PERF ? read_perf(p, bytes.items, bytes.count) : read_folded(p, bytes.items, bytes.count);
    merge_rates(p);
    out->seconds = p->has_time ? p->last - p->first : 0;
    out->has_rates = calls || form == PROFILE_PERF;
    if (status == MSPEC_OK && !out->samples)
        status = bad(p, 1, "there is no sample in it");
    vector_free(&o->ctx->memory, &p->threads);
    vector_free(&o->ctx->memory, &bytes);
    memory_release(&o->ctx->memory, p, sizeof *p);
    return o->ctx->memory.exhausted ? MSPEC_ERROR_MEMORY : status;
}

void profile_fini(struct function_owners *o, struct profile *p)
{
    vector_free(&o->ctx->memory, &p->rates);
}
