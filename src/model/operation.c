/* The table of operations, and the names of sets of them. */
#include "model/operation.h"

#include <string.h>

static const struct operation operations[] = {
    {"R", OP_READ}, {"W", OP_WRITE}, {"X", OP_EXECUTE}, {"X.call", OP_CALL}, {"X.return", OP_RETURN},
};

const struct operation *operation_find(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strlen(operations[i].name) == length && memcmp(operations[i].name, name, length) == 0)
            return &operations[i];
    return NULL;
}

const char *operation_leaf_name(enum operation_leaf leaf)
{
    static const char *const names[LEAF_COUNT] = {
#define X(id, bit, name, memory) [bit] = name,
        MSPEC_OPERATION_LEAVES(X)
#undef X
    };
    return names[leaf];
}

const char *operation_set_name(op_set set)
{
    static const char *const names[OPS_ALL + 1] = {
        "nothing",  "R",           "W",           "R, W",           "X.call", "R, X.call", "W, X.call", "R, W, X.call",
        "X.return", "R, X.return", "W, X.return", "R, W, X.return", "X",      "R, X",      "W, X",      "R, W, X",
    };
    return names[set & OPS_ALL];
}
