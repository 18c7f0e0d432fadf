/* The table of operations. A set of operations is a set of the table's leaves; an operation with sub-operations is the set of
 * its leaves, so that `X` covers `X.call` and `X.return`. A further sub-operation is one row more. */
#ifndef MSPEC_MODEL_OPERATION_H
#define MSPEC_MODEL_OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t op_set;

/* leaf identifier, bit number, name, on memory? */
#define MSPEC_OPERATION_LEAVES(X)                                                                                                 \
    X(READ, 0, "R", true)                                                                                                         \
    X(WRITE, 1, "W", true)                                                                                                        \
    X(CALL, 2, "X.call", false)                                                                                                   \
    X(RETURN, 3, "X.return", false)

enum operation_leaf {
#define X(id, bit, name, memory) LEAF_##id = bit,
    MSPEC_OPERATION_LEAVES(X)
#undef X
    LEAF_COUNT
};

enum {
#define X(id, bit, name, memory) OP_##id = 1 << bit,
    MSPEC_OPERATION_LEAVES(X)
#undef X
    OP_EXECUTE = OP_CALL | OP_RETURN,
    OPS_MEMORY = OP_READ | OP_WRITE,
    OPS_ALL = OPS_MEMORY | OP_EXECUTE
};

struct operation {
    const char *name; /* as written: "R", "X", "X.call" */
    op_set leaves;
};

const struct operation *operation_find(const char *name, size_t length); /* case matters; NULL when unknown */
const char *operation_leaf_name(enum operation_leaf leaf);
/* The shortest name of a set: "X" for both of its leaves, "R, W"; for messages. Static strings. */
const char *operation_set_name(op_set set);

#endif
