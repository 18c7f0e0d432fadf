#include "solve/sat/totalizer.h"

struct node {
    struct node *left, *right; /* NULL at a leaf */
    size_t inputs;
    size_t made;  /* outputs 1 .. made have their variables and clauses */
    int *outputs; /* [inputs]: outputs[k - 1] is "at least k" */
};

struct totalizer {
    struct maxsat *solver;
    struct node *root;
};

/* Recursion is as deep as the logarithm of the inputs. */
static struct node *build(struct arena *a, const int *inputs, size_t count)
{
    struct node *n = arena_new(a, struct node);
    if (!n || !(n->outputs = arena_new_array(a, int, count)))
        return NULL;
    n->inputs = count;
    if (count == 1) {
        n->outputs[0] = inputs[0];
        n->made = 1;
        return n;
    }
    n->left = build(a, inputs, count / 2);
    n->right = build(a, inputs + count / 2, count - count / 2);
    return n->left && n->right ? n : NULL;
}

struct totalizer *totalizer_new(struct arena *a, struct maxsat *s, const int *inputs, size_t count)
{
    struct totalizer *t = arena_new(a, struct totalizer);
    if (!t)
        return NULL;
    t->solver = s;
    t->root = build(a, inputs, count);
    return t->root ? t : NULL;
}

/* Makes outputs up to k: i of the left and j of the right are true, then i + j are. */
static bool grow(struct maxsat *s, struct node *n, size_t k)
{
    if (k > n->inputs)
        k = n->inputs;
    if (k <= n->made)
        return true;
    if (!grow(s, n->left, k) || !grow(s, n->right, k))
        return false;
    for (size_t sum = n->made + 1; sum <= k; sum++) {
        int output = n->outputs[sum - 1] = maxsat_variable(s);
        if (!output)
            return false;
        if (sum > 1)
            maxsat_clause2(s, -output, n->outputs[sum - 2]);
        for (size_t i = 0; i <= sum; i++) {
            size_t j = sum - i;
            if (i > n->left->inputs || j > n->right->inputs)
                continue;
            if (!i)
                maxsat_clause2(s, -n->right->outputs[j - 1], output);
            else if (!j)
                maxsat_clause2(s, -n->left->outputs[i - 1], output);
            else
                maxsat_clause3(s, -n->left->outputs[i - 1], -n->right->outputs[j - 1], output);
        }
    }
    n->made = k;
    return true;
}

int totalizer_at_least(struct totalizer *t, size_t k)
{
    return grow(t->solver, t->root, k) ? t->root->outputs[k - 1] : 0;
}

size_t totalizer_inputs(const struct totalizer *t)
{
    return t->root->inputs;
}
