#include "certify/envelope.h"

#include <string.h>

struct reader {
    struct envelope *e;
    struct memory *memory;
    const char *bytes;
    size_t length, at;
    size_t line;
};

static bool wrong(struct reader *r, const char *why)
{
    r->e->wrong = why;
    return false;
}

/* The line at hand, without its end. */
static bool next_line(struct reader *r, struct piece *out)
{
    const char *end = r->at < r->length ? memchr(r->bytes + r->at, '\n', r->length - r->at) : NULL;
    r->e->wrong_at = r->at;
    if (!end)
        return wrong(r, "it ends too early");
    *out = (struct piece){r->bytes + r->at, (size_t)(end - (r->bytes + r->at))};
    r->at += out->length + 1;
    r->line++;
    return true;
}

/* Does the line begin with the word and a blank (or end with it)? Then what comes after. */
static bool begins(struct piece line, const char *word, struct piece *rest)
{
    size_t length = strlen(word);
    if (line.length < length || memcmp(line.bytes, word, length) != 0 || (line.length > length && line.bytes[length] != ' '))
        return false;
    size_t skip = line.length > length ? length + 1 : length;
    *rest = (struct piece){line.bytes + skip, line.length - skip};
    return true;
}

static bool is(struct piece piece, const char *word)
{
    return piece.length == strlen(word) && memcmp(piece.bytes, word, piece.length) == 0;
}

/* A whole number, and the blank after it. */
static bool take_number(struct piece *piece, uint64_t *out)
{
    size_t i = 0;
    *out = 0;
    for (; i < piece->length && piece->bytes[i] >= '0' && piece->bytes[i] <= '9'; i++) {
        if (i > 15)
            return false;
        *out = *out * 10 + (uint64_t)(piece->bytes[i] - '0');
    }
    if (i == 0 || (i < piece->length && piece->bytes[i] != ' '))
        return false;
    i += i < piece->length;
    *piece = (struct piece){piece->bytes + i, piece->length - i};
    return true;
}

/* So many bytes, and an end of line. */
static bool take_bytes(struct reader *r, uint64_t count, struct piece *out)
{
    if (count >= r->length - r->at || r->bytes[r->at + count] != '\n')
        return wrong(r, "it holds less, or more, than it says");
    *out = (struct piece){r->bytes + r->at, (size_t)count};
    for (size_t i = 0; i < out->length; i++)
        r->line += out->bytes[i] == '\n';
    r->line++;
    r->at += (size_t)count + 1;
    return true;
}

static bool read_source(struct reader *r, struct piece rest)
{
    uint64_t count;
    struct envelope_source source;
    if (!take_number(&rest, &count) || rest.length == 0)
        return wrong(r, "expected `source BYTES NAME`");
    if (r->e->sources.count == ENVELOPE_MOST_SOURCES)
        return wrong(r, "too many sources");
    source.name = rest;
    return take_bytes(r, count, &source.text) && vector_push(r->memory, &r->e->sources, source);
}

static bool read_order(struct reader *r, struct piece rest)
{
    uint64_t number;
    while (rest.length > 0) {
        if (!take_number(&rest, &number) || number > UINT32_MAX)
            return wrong(r, "expected `order NUMBERS`");
        if (!vector_push(r->memory, &r->e->order, (uint32_t)number))
            return false;
    }
    return true;
}

/* Each kind of line at most once, and in this order, but for sources. */
static bool read_all(struct reader *r)
{
    struct envelope *e = r->e;
    struct piece line, rest;
    uint64_t count;
    if (!next_line(r, &line))
        return false;
    if (!is(line, "mspec-certificate 1"))
        return wrong(r, "it does not begin with `mspec-certificate 1`");
    if (!next_line(r, &line))
        return false;
    e->claims_none = is(line, "claim none");
    if (!e->claims_none && !is(line, "claim optimal"))
        return wrong(r, "expected `claim optimal` or `claim none`");
    if (!next_line(r, &line))
        return false;
    e->by_exhaustion = is(line, "method exhaustion");
    if (!e->by_exhaustion && !is(line, "method clauses"))
        return wrong(r, "expected `method clauses` or `method exhaustion`");
    if (!next_line(r, &line))
        return false;
    if (begins(line, "system", &e->system) && !next_line(r, &line))
        return false;
    if (begins(line, "target", &e->target) && !next_line(r, &line))
        return false;
    while (begins(line, "budget", &rest))
        if (!vector_push(r->memory, &e->budgets, rest) || !next_line(r, &line))
            return false;
    while (begins(line, "source", &rest))
        if (!read_source(r, rest) || !next_line(r, &line))
            return false;
    if (!e->claims_none) {
        if (!begins(line, "configuration", &rest) || !take_number(&rest, &count) || rest.length)
            return wrong(r, "expected `configuration BYTES`");
        if (!take_bytes(r, count, &e->configuration) || !next_line(r, &line))
            return false;
    }
    if (!e->by_exhaustion) {
        if (!begins(line, "order", &rest))
            return wrong(r, "expected `order NUMBERS`");
        if (!read_order(r, rest) || !next_line(r, &line))
            return false;
        if (!begins(line, "formula", &rest) || !take_number(&rest, &e->variables) || !take_number(&rest, &e->clauses) || rest.length)
            return wrong(r, "expected `formula VARIABLES CLAUSES`");
        if (!next_line(r, &line))
            return false;
    }
    if (!is(line, "proof"))
        return wrong(r, "expected `proof`");
    e->proof = (struct piece){r->bytes + r->at, r->length - r->at};
    e->proof_line = r->line + 1;
    return true;
}

bool envelope_read(struct envelope *e, struct memory *m, const char *bytes, size_t length)
{
    *e = (struct envelope){0};
    struct reader r = {.e = e, .memory = m, .bytes = bytes, .length = length};
    return read_all(&r);
}

void envelope_fini(struct envelope *e, struct memory *m)
{
    vector_free(m, &e->budgets);
    vector_free(m, &e->sources);
    vector_free(m, &e->order);
}
