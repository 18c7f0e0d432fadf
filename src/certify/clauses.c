#include "certify/clauses.h"

void clauses_init(struct clauses *c, struct memory *m)
{
    *c = (struct clauses){.memory = m, .variables = 1};
    clauses_add_raw(c, (int[]){LITERAL_TRUE}, 1);
}

void clauses_fini(struct clauses *c)
{
    vector_free(c->memory, &c->literals);
    vector_free(c->memory, &c->ends);
}

int clauses_variable(struct clauses *c)
{
    if (c->variables >= MOST_VARIABLES) {
        c->failed = true;
        return LITERAL_TRUE;
    }
    return ++c->variables;
}

bool clauses_add_raw(struct clauses *c, const int *literals, size_t count)
{
    size_t before = c->literals.count;
    for (size_t i = 0; i < count; i++)
        if (!vector_push(c->memory, &c->literals, literals[i])) {
            c->literals.count = before;
            c->failed = true;
            return false;
        }
    if (!vector_push(c->memory, &c->ends, c->literals.count)) {
        c->literals.count = before;
        c->failed = true;
        return false;
    }
    return true;
}

void clauses_add(struct clauses *c, const int *literals, size_t count)
{
    size_t first = c->literals.count;
    for (size_t i = 0; i < count; i++) {
        bool known = literals[i] == LITERAL_FALSE;
        for (size_t k = first; k < c->literals.count && !known && c->literals.count - first < 64; k++) {
            if (c->literals.items[k] == -literals[i])
                goto holds;
            known = c->literals.items[k] == literals[i];
        }
        if (literals[i] == LITERAL_TRUE)
            goto holds;
        if (!known && !vector_push(c->memory, &c->literals, literals[i]))
            goto failed;
    }
    if (vector_push(c->memory, &c->ends, c->literals.count))
        return;
failed:
    c->failed = true;
holds:
    c->literals.count = first;
}

void draft_put(struct clause_draft *d, int literal)
{
    if (!vector_push(d->clauses->memory, &d->literals, literal))
        d->clauses->failed = true;
}

void draft_add(struct clause_draft *d)
{
    clauses_add(d->clauses, d->literals.items, d->literals.count);
    d->literals.count = 0;
}

void draft_fini(struct clause_draft *d)
{
    vector_free(d->clauses->memory, &d->literals);
}
